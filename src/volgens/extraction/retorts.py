"""Short reactions whose content stands before them, or is a mere figure or fragment.

*De huisarts wil daar niet op reageren. De schepen ontkent. Nep, vindt Zagreb. Zij houdt het op twaalf.* Contested
news is full of them, and what they answer is what the text gave just before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    NEGATIONS,
    NEGATIVE_DETERMINERS,
    find_subject,
    noun_phrase,
    source_phrase,
    verb_lemmas,
)
from volgens.language.lexicon import Frame, Lexicon
from volgens.language.retorts import ReadingWords, RetortWords
from volgens.model import Act, Spans
from volgens.syntax import Parse, Sentence

MOST_WORDS = 12
"""A sentence of more words than this brings its content along."""

MOST_FRAGMENT = 6
SURE = 0.7
_POINTERS = frozenset({"daar", "er", "dat", "het", "dit", "hier", "daarop", "daarover", "erop", "erover"})
_MODALS = frozenset({"willen", "kunnen", "doen", "geven", "mogen", "gaan", "laten", "komen"})


def find_retorts(
    sentence: Sentence, parse: Parse, found: Sequence[Candidate], lexicon: Lexicon, words: RetortWords
) -> list[Candidate]:
    """The reactions in one sentence; ``found`` are the candidates of the sentences before and of this one."""
    own = [c for c in found if c.sentence == sentence.index]
    retorts = [*_find_readings(sentence, lexicon, words), *_find_fragments(sentence, lexicon, words)]
    antecedent = find_antecedent(sentence, parse, found)
    if antecedent:
        retorts.extend(_find_silences(sentence, antecedent, words))
        retorts.extend(_find_answers(sentence, antecedent, lexicon, words))
        retorts.extend(_find_labels(sentence, antecedent, lexicon, words))
        taken = {c.cue_at for c in (*own, *retorts)}
        retorts.extend(c for c in _find_reports(sentence, parse, lexicon) if c.cue_at not in taken)
    return retorts


def find_antecedent(sentence: Sentence, parse: Parse, found: Sequence[Candidate]) -> Spans:
    """What was said just before: the content in the sentence before, else that sentence as a whole."""
    if sentence.index == 0:
        return ()
    before = parse.sentences[sentence.index - 1]
    if before.line not in {sentence.line, sentence.line - 1} or before.index in parse.headings:
        return ()
    said = [c for c in found if c.sentence == before.index and all(before.span.contains(s) for s in c.content)]
    if said:
        return max(said, key=lambda c: (c.sure, sum(s.end - s.start for s in c.content))).content
    return to_spans(before, range(len(before.tokens)))


@dataclass(frozen=True, slots=True, kw_only=True)
class _Retort:
    """Tokens of a reaction: its cue with the verb in it, and its subject."""

    rule: str
    cue: frozenset[int]
    verb: int
    subject: int

    def to_candidate(self, sentence: Sentence, content: Spans, act: Act) -> Candidate:
        source = source_phrase(sentence, self.subject, self.verb) - self.cue
        return Candidate(
            rule=self.rule,
            sentence=sentence.index,
            cue=to_spans(sentence, self.cue),
            source=to_spans(sentence, source),
            content=content,
            act=act,
            sure=SURE,
            cue_at=(sentence.index, self.verb),
            source_at=(sentence.index, self.subject) if source else None,
        )


def _find_silences(sentence: Sentence, antecedent: Spans, words: RetortWords) -> Iterator[Candidate]:
    """*De inspectie wil daar niet op reageren.* → De inspectie | wil … reageren | what was said before."""
    if sum(t.upos != "PUNCT" for t in sentence.tokens) > MOST_WORDS:
        return
    silent = next((t for t in sentence.tokens if _base(sentence, t.i) & words.silences), None)
    negated = any(t.lemma.lower() in NEGATIONS or t.lower in NEGATIVE_DETERMINERS for t in sentence.tokens)
    verb = next((t for t in sentence.tokens if t.has("VerbForm=Fin")), None)
    if silent is None or not negated or verb is None or sentence.children(silent.i, "ccomp", "xcomp", "advcl"):
        return
    if verb.lemma.lower() not in _MODALS and verb.i != silent.i:
        return
    objects = [c for n in {silent.i, verb.i} for c in sentence.children(n, "obj", "obl", "obl:arg")]
    named = [c for c in objects if sentence.tokens[c].upos in {"NOUN", "PROPN"} and c != silent.i]
    if any("time" not in sentence.tokens[c].deprel and sentence.children(c, "case") for c in named):
        return
    subject = find_subject(sentence, silent.i) or find_subject(sentence, verb.i)
    if subject is None or sentence.tokens[subject].lower in {"er", "het", "dat"}:
        return
    particles = {t.i for t in sentence.tokens if t.deprel == "compound:prt"}
    cue = frozenset({verb.i, silent.i} | particles)
    retort = _Retort(rule="retort.silence", cue=cue, verb=verb.i, subject=subject)
    yield retort.to_candidate(sentence, antecedent, Act.WITHHOLD)


def _base(sentence: Sentence, i: int) -> set[str]:
    """The lemma of a word and, for a verb, its particles joined to it."""
    token = sentence.tokens[i]
    lemma = token.lemma.lower()
    if token.upos not in {"VERB", "AUX", "NOUN", "ADJ", "ADV"}:
        return set()
    return {lemma, *(sentence.tokens[c].lower + lemma for c in sentence.children(i, "compound:prt"))}


def _find_answers(sentence: Sentence, antecedent: Spans, lexicon: Lexicon, words: RetortWords) -> Iterator[Candidate]:
    """*De burgemeester zegt van wel.* → De burgemeester | zegt van wel | the question before."""
    lowers = [t.lower for t in sentence.tokens]
    for answer, act in words.answers:
        for start in range(1, len(lowers) - len(answer) + 1):
            if tuple(lowers[start : start + len(answer)]) != answer:
                continue
            verb = next(
                (
                    t.i
                    for t in reversed(sentence.tokens[:start])
                    if t.has("VerbForm=Fin") and _is_cue(sentence, t.i, lexicon)
                ),
                None,
            )
            subject = find_subject(sentence, verb) if verb is not None else None
            if verb is not None and subject is not None:
                cue = frozenset({verb, *range(start, start + len(answer))})
                retort = _Retort(rule="retort.answer", cue=cue, verb=verb, subject=subject)
                yield retort.to_candidate(sentence, antecedent, act)


def _is_cue(sentence: Sentence, verb: int, lexicon: Lexicon) -> bool:
    return any(lemma in lexicon.verbs for lemma in verb_lemmas(sentence, verb, lexicon))


def _find_labels(
    sentence: Sentence, antecedent: Spans, lexicon: Lexicon, words: RetortWords
) -> Iterator[Candidate]:
    """*De leverancier noemt dat een truc.* → De leverancier | noemt | what was said … een truc."""
    for token in sentence.tokens:
        if token.lemma.lower() != "noemen" or not token.has("VerbForm=Fin"):
            continue
        pointer = next((i for i in (token.i - 1, token.i + 1, token.i + 2) if 0 <= i < len(sentence.tokens)
                        and sentence.tokens[i].lower in {"dat", "dit"}), None)  # fmt: skip
        if pointer is None:
            continue
        subject = find_subject(sentence, token.i)
        start = max(pointer, token.i, subject if subject is not None and subject > token.i else 0) + 1
        label = _up_to_clause_end(sentence, start)
        if subject is None or subject == pointer or not label:
            continue
        false = any(_is_dismissal(sentence.tokens[i].lemma.lower(), lexicon, words) for i in label)
        retort = _Retort(rule="retort.label", cue=frozenset({token.i}), verb=token.i, subject=subject)
        content = tuple(sorted((*antecedent, *to_spans(sentence, label))))
        yield retort.to_candidate(sentence, content, Act.DENY if false else Act.EVALUATE)


def _find_reports(sentence: Sentence, parse: Parse, lexicon: Lexicon) -> Iterator[Candidate]:
    """*Dat melden getuigen aan de krant.* → getuigen | melden | the sentence before."""
    tokens = sentence.tokens
    if len(tokens) < 3 or tokens[0].lower not in {"dat", "dit"} or not tokens[1].has("VerbForm=Fin"):
        return
    cues = [c for lemma in verb_lemmas(sentence, 1, lexicon) for c in lexicon.verbs.get(lemma, ()) if not c.fixed]
    saying = [c for c in cues if {Frame.QUOTE, Frame.DAT} & c.frames]
    subject = next((t.i for t in tokens[2:6] if t.upos in {"PROPN", "NOUN", "PRON"}), None)
    before = parse.sentences[sentence.index - 1]
    if not saying or subject is None or tokens[1].head not in {-1, 0}:
        return
    retort = _Retort(rule="retort.report", cue=frozenset({1}), verb=1, subject=subject)
    yield retort.to_candidate(sentence, to_spans(before, range(len(before.tokens))), saying[0].act)


def _is_dismissal(lemma: str, lexicon: Lexicon, words: RetortWords) -> bool:
    return lemma in words.dismissals or "deceit_denial" in lexicon.hints.get(lemma, ())


def _up_to_clause_end(sentence: Sentence, start: int) -> list[int]:
    words = []
    for token in sentence.tokens[start:]:
        if token.text in {",", ":", ";", "."} or token.has("VerbForm=Fin"):
            break
        words.append(token.i)
    return words


def _find_readings(sentence: Sentence, lexicon: Lexicon, words: RetortWords) -> Iterator[Candidate]:
    """*De ambulancedienst komt uit op zes minuten.* → De ambulancedienst | komt uit op | zes minuten."""
    for token in sentence.tokens:
        if not token.has("VerbForm=Fin"):
            continue
        lemmas = {token.lemma.lower(), *verb_lemmas(sentence, token.i, lexicon)}
        for entry in words.readings:
            if entry.verb not in lemmas:
                continue
            candidate = _read_reading(sentence, token.i, entry, lexicon)
            if candidate is not None:
                yield candidate
                return


def _read_reading(sentence: Sentence, verb: int, entry: ReadingWords, lexicon: Lexicon) -> Candidate | None:
    places, at = [], verb
    for word in entry.words:
        step = next((t.i for t in sentence.tokens[at + 1 : at + 7] if t.lower == word), None)
        if step is None:
            return None
        places.append(step)
        at = step
    subject = find_subject(sentence, verb)
    if subject is None or at + 1 >= len(sentence.tokens) or not _can_say(sentence, subject, lexicon):
        return None
    head = next((n for n in (at + 1, *sentence.ancestors(at + 1)) if sentence.tokens[n].head in {verb, -1} or at in
                 sentence.children(n, "case")), None)  # fmt: skip
    content = noun_phrase(sentence, head) if head is not None and head > at else set()
    content = {i for i in content if i > at} or set(_up_to_clause_end(sentence, at + 1))
    figure = any(sentence.tokens[i].upos == "NUM" or sentence.tokens[i].text[:1].isdigit() for i in content)
    if not content or (entry.number and not figure):
        return None
    retort = _Retort(rule="retort.reading", cue=frozenset({verb, *places}), verb=verb, subject=subject)
    return retort.to_candidate(sentence, to_spans(sentence, content), Act.ASSERT)


def _can_say(sentence: Sentence, subject: int, lexicon: Lexicon) -> bool:
    token = sentence.tokens[subject]
    named = sentence.name_at(subject) is not None or lexicon.people.find_title(token.lemma) is not None
    return named or token.lower in {"hij", "zij", "ze", "ik", "we", "wij"}


def _is_finite(sentence: Sentence, i: int) -> bool:
    """Whether the word makes a clause of its own; *klopt niet* is a fragment all the same."""
    return sentence.tokens[i].has("VerbForm=Fin") and sentence.tokens[i].lemma.lower() != "kloppen"


def _find_fragments(sentence: Sentence, lexicon: Lexicon, words: RetortWords) -> Iterator[Candidate]:
    """*Nep, vindt Zagreb.* → Zagreb | vindt | Nep."""
    comma = next((t.i for t in sentence.tokens if t.text == ","), None)
    if comma is None or comma + 2 >= len(sentence.tokens):
        return
    verb = comma + 1
    fragment = [t.i for t in sentence.tokens[:comma]]
    said = [i for i in fragment if sentence.tokens[i].upos != "PUNCT"]
    if not 0 < len(said) <= MOST_FRAGMENT or any(_is_finite(sentence, i) for i in said):
        return
    cues = [c for lemma in verb_lemmas(sentence, verb, lexicon) for c in lexicon.verbs.get(lemma, ())]
    quoting = [c for c in cues if Frame.QUOTE in c.frames and not c.fixed]
    if not quoting or not sentence.tokens[verb].has("VerbForm=Fin"):
        return
    subject = next((t.i for t in sentence.tokens[verb + 1 : verb + 4] if t.upos in {"PROPN", "NOUN", "PRON"}), None)
    if subject is None:
        return
    false = any(_is_dismissal(sentence.tokens[i].lemma.lower(), lexicon, words) for i in said)
    retort = _Retort(rule="retort.fragment", cue=frozenset({verb}), verb=verb, subject=subject)
    yield retort.to_candidate(sentence, to_spans(sentence, fragment), Act.DENY if false else quoting[0].act)
