"""Short reactions whose content stands before them, or is a mere figure or fragment.

*De huisarts wil daar niet op reageren. De schepen ontkent. Nep, vindt Zagreb. Zij houdt het op twaalf.* Contested
news is full of them, and what they answer is what the text gave just before.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

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
from volgens.language.retorts import ReadingWords, RetortWords, load_retorts
from volgens.model import Act, Span, Spans
from volgens.syntax import Parse, Sentence, Token

MOST_WORDS = 12
"""A sentence of more words than this brings its content along."""

MOST_FRAGMENT = 6
SURE = 0.7
_POINTERS = frozenset({"daar", "er", "dat", "het", "dit", "hier", "daarop", "daarover", "erop", "erover"})
_NAMING = frozenset({"PROPN", "NOUN", "X"})
_ASKING = frozenset({"wie", "wat", "waar", "waarom", "wanneer", "hoe", "hoeveel", "of", "welk", "welke", "door", "van"})
_EXCUSES = frozenset({"zolang", "omdat", "nu", "vanwege", "wegens", "hangende", "lopende", "gezien", "oog"})
_EXCUSING = frozenset(
    {"vanwege", "wegens", "hangende", "lopende", "gezien", "met", "voor", "in", "tijdens", "tegenover"}
)
_YES_OR_NO = frozenset({"ja", "jawel", "nee", "neen", "welnee", "zeker", "inderdaad"})
_FIGURES = frozenset(
    {"half", "halve", "miljoen", "miljard", "ton", "tientallen", "honderden", "duizenden", "tienduizenden", "nul",
     "dubbele", "helft", "dozijn"}
)  # fmt: skip
MARKS = frozenset("\"'‘’“”„«»:")
_MODALS = frozenset({"willen", "kunnen", "doen", "geven", "mogen", "gaan", "laten", "komen"})


def find_retorts(
    sentence: Sentence, parse: Parse, found: Sequence[Candidate], quoted: Sequence[Span], lexicon: Lexicon
) -> list[Candidate]:
    """The reactions in one sentence; ``found`` are the candidates of the sentences before and of this one."""
    words = load_retorts()
    own = [c for c in found if c.sentence == sentence.index]
    antecedent = find_antecedent(sentence, parse, found)
    retorts = [
        *_find_readings(sentence, lexicon, words),
        *_find_fragments(sentence, parse, antecedent, lexicon, words),
    ]
    silences = _find_silences(sentence, antecedent, words)
    # Cue and source in one quotation are somebody's own words, not what the text tells of somebody.
    retorts.extend(c for c in silences if not any(all(q.contains(s) for s in (*c.cue, *c.source)) for q in quoted))
    retorts.extend(_find_labels(sentence, lexicon, words))
    if antecedent:
        retorts.extend(_find_answers(sentence, antecedent, lexicon, words))
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
    asking = sentence.tokens[0].lower in _ASKING
    lemmas = words.silences | words.knowing if asking else words.silences
    silent = next((t for t in sentence.tokens if _base(sentence, t.i) & lemmas), None)
    if silent is None or not _is_short(sentence, silent.i, asking):
        return
    finite = [t for t in sentence.tokens if t.has("VerbForm=Fin")]
    verb = next((t for t in reversed(finite) if t.i <= silent.i), None) or next(iter(finite), None)
    clauses = sentence.children(silent.i, "ccomp", "xcomp")
    if verb is None or any(c > verb.i and not _is_excuse(sentence, c) for c in clauses):
        return
    negated = [t.i for t in sentence.tokens if t.lemma.lower() in NEGATIONS or t.lower in NEGATIVE_DETERMINERS]
    negation = next((i for i in negated if i > verb.i), None)
    if negation is None or (verb.lemma.lower() not in _MODALS and verb.i != silent.i):
        # *Niet van ons, zegt de boer*: the negation is part of what is said.
        return
    if _has_matter(sentence, verb.i, silent.i, max(negation, silent.i)):
        return
    subject = _find_silent(sentence, verb.i, silent.i)
    if subject is None:
        return
    particles = {t.i for t in sentence.tokens if t.deprel == "compound:prt"}
    asked = _asked(sentence, verb.i, subject)
    refused = set() if asked else _refused(sentence, verb.i, subject)
    cue = frozenset({verb.i} if refused and silent.i != verb.i else {verb.i, silent.i} | particles)
    retort = _Retort(rule="retort.silence", cue=cue, verb=verb.i, subject=subject)
    asked = asked or refused
    if asked or antecedent:
        yield retort.to_candidate(sentence, to_spans(sentence, asked) or antecedent, Act.WITHHOLD)


def _is_short(sentence: Sentence, silent: int, asking: bool) -> bool:
    """Whether the clause is too short to bring a content along; what is asked and why one is silent do not count."""
    words = [t.i for t in sentence.tokens if t.upos != "PUNCT"]
    excuse = next((i for i in words if sentence.tokens[i].lower in _EXCUSES), None)
    if excuse is not None:
        words = [i for i in words if i < excuse or i >= silent > excuse]
    joined = next((i for i in reversed(words) if i < silent and sentence.tokens[i].upos == "CCONJ"), None)
    if joined is not None and sentence.tokens[joined + 1].has("VerbForm=Fin"):
        words = [i for i in words if i > joined]
    return len(words) <= (2 * MOST_WORDS if asking else MOST_WORDS)


def _is_excuse(sentence: Sentence, clause: int) -> bool:
    return any(sentence.tokens[c].lower in _EXCUSES for c in sentence.children(clause, "mark"))


def _has_matter(sentence: Sentence, verb: int, silent: int, last: int) -> bool:
    """Whether the sentence itself tells what is kept silent, which other rules read, or says something else."""
    if any(t.text in {",", ":"} for t in sentence.tokens[verb:last]):
        return True
    rest = sentence.tokens[last + 1 :]
    if rest and rest[0].upos == "SCONJ" and rest[0].lower not in _EXCUSES:
        return True
    if any(a.lower == "van" and b.lower in {"niet", "niets", "niks"} for a, b in pairwise(sentence.tokens[verb:])):
        return True
    if any(t.lower in _ASKING - {"van", "door"} or (t.text in MARKS and t.i + 3 < len(sentence.tokens)) for t in rest):
        return True
    if any(t.has("VerbForm=Fin") for t in rest) and not any(t.lower in _EXCUSES for t in rest):
        return True
    below = [c for n in {silent, verb} for c in sentence.children(n, "obj", "obl", "obl:arg")]
    below += [c for c in sentence.children(silent, "nmod") if sentence.children(c, "case")]
    named = [c for c in below if c > verb and c != silent and sentence.tokens[c].upos in {"NOUN", "PROPN"}]
    return any(_is_matter(sentence, c) for c in named)


def _is_matter(sentence: Sentence, i: int) -> bool:
    """Whether a phrase tells what is kept silent; one of time or of the inquiry that forbids to speak does not."""
    if sentence.tokens[i].deprel == "obj":
        return not any(sentence.tokens[c].lemma.lower() == "geen" for c in sentence.children(i))
    cases = {sentence.tokens[c].lower for c in sentence.children(i, "case")}
    return bool(cases) and "time" not in sentence.tokens[i].deprel and not cases & _EXCUSING


def _find_silent(sentence: Sentence, verb: int, silent: int) -> int | None:
    """Who keeps silent: the subject; a name right before the verb wins over a noun behind it that the tree prefers."""
    found = find_subject(sentence, silent) or find_subject(sentence, verb)
    before = sentence.tokens[verb - 1] if verb else None
    if found is not None and found > verb and before is not None and before.upos in _NAMING:
        first = sentence.tokens[0]
        opens = first.upos in {*_NAMING, "DET"} and first.lower not in {"dat", "dit"}
        pronoun = sentence.tokens[found].upos == "PRON"
        if opens and not pronoun and found != verb + 1:
            found = before.i
    if found is None and before is not None and before.upos in _NAMING:
        found = before.i
    return None if found is None or sentence.tokens[found].lower in {"er", "het", "dat"} else found


def _refused(sentence: Sentence, verb: int, subject: int) -> set[int]:
    """*De huisarts wil niet reageren*: without a word for what was said, the refusal itself is the content."""
    if any(t.lower in _POINTERS or t.lower.startswith(("daar", "er")) for t in sentence.tokens):
        return set()
    who = source_phrase(sentence, subject, verb)
    return {t.i for t in sentence.tokens[verb + 1 :] if t.i not in who and t.deprel != "compound:prt"}


def _asked(sentence: Sentence, verb: int, subject: int) -> set[int]:
    """*Hoeveel het kost, wil hij niet zeggen*, *Meer wil hij niet kwijt*: what stands first is what is kept silent."""
    opening = [t for t in sentence.tokens[:verb] if t.upos != "PUNCT"]
    if not opening or subject < verb or opening[0].lower in _POINTERS or opening[-1].has("VerbForm=Inf"):
        return set()
    first = opening[0]
    if first.lower in _ASKING or first.lower in {"meer", "namen"}:
        return {t.i for t in opening}
    if first.lower in {"over", "op"} and len(opening) > 1 and opening[1].lower not in _POINTERS:
        return {t.i for t in opening[1:]}
    return {t.i for t in opening} if any(t.deprel == "obj" for t in opening) else set()


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


def _find_labels(sentence: Sentence, lexicon: Lexicon, words: RetortWords) -> Iterator[Candidate]:
    """*De leverancier noemt dat een truc.* → De leverancier | noemt | dat een truc."""
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
        content = to_spans(sentence, {pointer, *label})
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
    if sentence.tokens[at + 1].text in MARKS:
        closing = next((t.i for t in sentence.tokens[at + 2 :] if t.text in MARKS), None)
        content = set(range(at + 1, closing + 1)) if closing is not None else content
    figure = any(is_figure(sentence.tokens[i]) for i in content)
    if not content or (entry.number and not figure):
        return None
    retort = _Retort(rule="retort.reading", cue=frozenset({verb, *places}), verb=verb, subject=subject)
    return retort.to_candidate(sentence, to_spans(sentence, content), Act.ASSERT)


def is_figure(token: Token) -> bool:
    """Whether a word is a number or a rough one."""
    return token.upos == "NUM" or token.text[:1].isdigit() or token.lower in _FIGURES


def _can_say(sentence: Sentence, subject: int, lexicon: Lexicon) -> bool:
    token = sentence.tokens[subject]
    named = token.upos == "PROPN" or sentence.name_at(subject) is not None
    titled = lexicon.people.find_title(token.lemma) is not None
    return named or titled or token.lower in {"hij", "zij", "ze", "ik", "we", "wij"}


def _is_finite(sentence: Sentence, i: int) -> bool:
    """Whether the word makes a clause of its own; *klopt niet* is a fragment all the same."""
    return sentence.tokens[i].has("VerbForm=Fin") and sentence.tokens[i].lemma.lower() != "kloppen"


def _find_fragments(
    sentence: Sentence, parse: Parse, antecedent: Spans, lexicon: Lexicon, words: RetortWords
) -> Iterator[Candidate]:
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
    rule = "retort.dismissal" if false else "retort.fragment"
    retort = _Retort(rule=rule, cue=frozenset({verb}), verb=verb, subject=subject)
    content = to_spans(sentence, fragment)
    if all(sentence.tokens[i].lower in _YES_OR_NO for i in said) and sentence.index:
        # *Is er betaald? Nee, zegt de wethouder*: what is denied is the question.
        before = parse.sentences[sentence.index - 1]
        content = antecedent if before.tokens[-1].text == "?" and antecedent else content
    yield retort.to_candidate(sentence, content, Act.DENY if false else quoting[0].act)
