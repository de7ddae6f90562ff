"""Stands in set expressions, rumours, and figures that somebody puts on a thing.

*De buurt gelooft er niets van. Op X gaat rond dat de dader vastzit. De gemeente raamt de schade op negen ton.*
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import find_agent, find_subject, noun_phrase, source_phrase, verb_lemmas
from volgens.extraction.retorts import MARKS, find_antecedent, is_figure
from volgens.language.lexicon import Lexicon
from volgens.language.reactions import Expression, ReactionWords
from volgens.model import Act, Span
from volgens.syntax import Parse, Sentence, Token

SURE = 0.7
LONGEST_GAP = 5
"""Words that may stand between two words of an expression: a subject behind its verb, adverbs."""

_ROUGHLY = frozenset(
    {"zeker", "ruim", "bijna", "ongeveer", "dan", "meer", "minder", "minstens", "hooguit", "zo'n", "al"}
)
_DURATIONS = frozenset({"uur", "minuut", "dag", "week", "maand", "jaar", "seconde"})
_YOU = frozenset({"u", "uw", "jij", "je", "jou", "jouw", "jullie"})
_IS_IT_TRUE = (
    ("is", "het", "waar", "dat"),
    ("klopt", "het", "dat"),
    ("is", "het", "juist", "dat"),
)
_NO_SOURCES = frozenset({"er", "het", "dat", "dit", "wat", "die", "men", "je", "u", "ik", "wij", "we"})


def find_reactions(
    sentence: Sentence, parse: Parse, found: Sequence[Candidate], quoted: Sequence[Span], words: ReactionWords
) -> list[Candidate]:
    """Those that answer the sentence before, and rumours; ``found`` are the candidates up to and in this sentence."""
    free = [t for t in sentence.tokens if not any(q.contains(Span(t.start, t.end)) for q in quoted)]
    told = [*_find_stances(sentence, parse, found, free, words), *_find_rumours(sentence, free, words)]
    claimed = told or any(c.sentence == sentence.index and c.rule.startswith(("verb", "adverbial")) for c in found)
    return told if claimed else [*told, *_find_put_to(sentence, parse)]


def find_estimates(
    sentence: Sentence, quoted: Sequence[Span], lexicon: Lexicon, words: ReactionWords
) -> list[Candidate]:
    """*De bond telde zestig gewonden*, *De gemeente raamt de schade op negen ton*."""
    free = [t for t in sentence.tokens if not any(q.contains(Span(t.start, t.end)) for q in quoted)]
    verbs = [t for t in free if t.upos in {"VERB", "AUX"}]
    estimates = [c for t in verbs if (c := _read_estimate(sentence, t, lexicon, words)) is not None]
    return estimates or [c for t in verbs if (c := _read_count(sentence, t, words)) is not None]


def _find_put_to(sentence: Sentence, parse: Parse) -> Iterator[Candidate]:
    """*U zou dossiers hebben meegenomen.* in an interview: what is put to somebody, before a line of their words."""
    later = [s for s in parse.sentences[sentence.index + 1 :] if s.line > sentence.line]
    answer = [s for s in later if s.line == later[0].line] if later else []
    if not answer or answer[0].line != sentence.line + 1 or sentence.index in parse.headings:
        return
    lowers = [t.lower for t in sentence.tokens]
    if answer[0].tokens[0].text not in MARKS or any(t.text in MARKS for t in sentence.tokens):
        return
    opening = next((len(o) for o in _IS_IT_TRUE if tuple(lowers[: len(o)]) == o), 0)
    would = next((t.i for t in sentence.tokens[:6] if t.lower in {"zou", "zouden"}), None)
    if opening:
        cue = set(range(opening))
    elif would is not None and _YOU & set(lowers) and sentence.tokens[-1].text != "?":
        cue = {would}
    else:
        return
    yield Candidate(
        rule="retort.put",
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        content=to_spans(sentence, {t.i for t in sentence.tokens if t.text != "?"} - cue),
        act=Act.ASSERT,
        sure=SURE,
        cue_at=(sentence.index, min(cue)),
    )


def _find_stances(
    sentence: Sentence, parse: Parse, found: Sequence[Candidate], free: Sequence[Token], words: ReactionWords
) -> Iterator[Candidate]:
    verbs = [t for t in free if t.has("VerbForm=Fin")]
    for verb in verbs:
        matches = [(e, p) for e in words.stances if e.verb == verb.lemma.lower() and (p := _match(sentence, verb.i, e))]
        if not matches:
            continue
        expression, places = max(matches, key=lambda m: len(m[1]))
        subject = _subject_of(sentence, verb.i, places)
        content = find_antecedent(sentence, parse, found)
        if subject is None or not content:
            continue
        source = source_phrase(sentence, subject, verb.i) - {verb.i, *places}
        yield Candidate(
            rule="retort.stance",
            sentence=sentence.index,
            cue=to_spans(sentence, {verb.i, *places}),
            source=to_spans(sentence, source),
            content=content,
            act=expression.act,
            sure=SURE,
            cue_at=(sentence.index, verb.i),
            source_at=(sentence.index, subject),
        )


def _match(sentence: Sentence, verb: int, expression: Expression) -> tuple[int, ...]:
    """Places of the words of an expression that ends its clause; empty where it is not there."""
    places: list[int] = []
    at = verb
    for word in expression.words:
        gap = sentence.tokens[at + 1 : at + 2 + LONGEST_GAP]
        step = next((t.i for t in gap if word in {t.lower, t.lemma.lower()}), None)
        if step is None or any(t.upos == "PUNCT" or t.has("VerbForm=Fin") for t in sentence.tokens[at + 1 : step]):
            return ()
        places.append(step)
        at = step
    following = sentence.tokens[at + 1] if at + 1 < len(sentence.tokens) else None
    ends = following is None or following.upos in {"PUNCT", "CCONJ"}
    return tuple(places) if ends else ()


def _subject_of(sentence: Sentence, verb: int, places: Sequence[int] = ()) -> int | None:
    """Who takes the stand: the subject in the tree, else the name or noun beside the verb."""
    token = sentence.tokens[verb]
    heads = [verb, token.head] if token.deprel in {"cop", "aux", "aux:pass"} else [verb]
    near = [verb - 1, verb + 1, verb + 2]
    for i in (*(find_subject(sentence, h) for h in heads), *near):
        if i is None or not 0 <= i < len(sentence.tokens) or i in places:
            continue
        found = sentence.tokens[i]
        if found.upos in {"NOUN", "PROPN", "PRON"} and (found.lower not in _NO_SOURCES or found.lower == "die"):
            return i
    return None


def _find_rumours(sentence: Sentence, free: Sequence[Token], words: ReactionWords) -> Iterator[Candidate]:
    """*In de kunsthandel wordt gefluisterd: zeven miljoen*; *Zeven miljoen, hoor je in de wandelgangen*."""
    lowers = {t.lower: t.i for t in reversed(sentence.tokens)}
    for verb in free:
        for entry in words.rumours:
            if verb.lemma.lower() != entry.verb or not all(w in lowers for w in entry.words):
                continue
            places = {verb.i, *(lowers[w] for w in entry.words)}
            content = _rumour_after(sentence, max(places)) or _rumour_before(sentence, min(places))
            if content:
                yield Candidate(
                    rule="retort.rumour",
                    sentence=sentence.index,
                    cue=to_spans(sentence, places),
                    content=to_spans(sentence, content),
                    act=Act.ASSERT,
                    sure=SURE,
                    cue_at=(sentence.index, verb.i),
                )
                return


def _rumour_after(sentence: Sentence, at: int) -> list[int]:
    opening = next((t.i for t in sentence.tokens[at + 1 : at + 6] if t.lower in {"dat", "of", ":"}), None)
    if opening is None:
        return []
    rest = []
    for token in sentence.tokens[opening + 1 :]:
        following = sentence.tokens[token.i + 1].lower if token.i + 1 < len(sentence.tokens) else ""
        if token.text == ";" or (token.text == "," and following in {"maar", "al"}):
            break
        rest.append(token.i)
    return rest if any(sentence.tokens[i].upos != "PUNCT" for i in rest) else []


def _rumour_before(sentence: Sentence, at: int) -> list[int]:
    if at < 2 or sentence.tokens[at - 1].text != ",":
        return []
    return list(range(at - 1))


def _figure_from(sentence: Sentence, start: int) -> set[int]:
    """The phrase of a figure that begins at ``start`` or a word or two behind it, a quotation as a whole."""
    first = next((t.i for t in sentence.tokens[start : start + 4] if is_figure(t)), None)
    if first is None or any(t.has("VerbForm=Fin") or t.text == "," for t in sentence.tokens[start:first]):
        return set()
    head = sentence.tokens[first].head
    phrase = {i for i in noun_phrase(sentence, first) if i >= start}
    if head >= first and sentence.tokens[first].deprel in {"nummod", "amod", "det", "compound", "fixed", "advmod"}:
        phrase |= {i for i in noun_phrase(sentence, head) if i >= start}
    return phrase | set(range(start, max(phrase) + 1))


def _read_estimate(sentence: Sentence, verb: Token, lexicon: Lexicon, words: ReactionWords) -> Candidate | None:
    lemma = next((w for w in verb_lemmas(sentence, verb.i, lexicon) if w in words.estimates), None)
    if lemma is None:
        return None
    for token in sentence.tokens:
        if token.lower not in words.estimates[lemma] or token.upos != "ADP" or _is_apart(sentence, verb.i, token.i):
            continue
        figure = _figure_from(sentence, token.i + 1)
        if not figure or _is_date(sentence, figure, lexicon):
            continue
        subjects = sentence.children(verb.i, "nsubj")
        passive = next((c for c in subjects if sentence.tokens[c].deprel == "nsubj:pass"), None)
        subject = find_agent(sentence, verb.i) if passive is not None else _subject_of(sentence, verb.i)
        thing = passive if passive is not None else next(iter(sentence.children(verb.i, "obj")), None)
        if subject is None or subject in figure or sentence.tokens[subject].upos not in {"NOUN", "PROPN", "PRON"}:
            return None
        content = figure | (noun_phrase(sentence, thing) if thing is not None and thing != subject else set())
        found = _put_forward(sentence, {verb.i, token.i}, verb.i, subject, content)
        guessed = any(c.act is Act.BELIEVE for c in lexicon.verbs.get(lemma, ()) if not c.fixed)
        return None if found is None else replace(found, act=Act.BELIEVE if guessed else found.act)
    return None


def _is_date(sentence: Sentence, figure: set[int], lexicon: Lexicon) -> bool:
    """*op 14 september*; *drie uur zonder stroom* is a figure all the same."""
    words = {sentence.tokens[i].lemma.lower() for i in figure} - _DURATIONS
    return bool(words & lexicon.people.times)


def _is_apart(sentence: Sentence, verb: int, other: int) -> bool:
    """Whether a clause of its own lies between a verb and a word behind it: *stelt dat het op 2 maart begon*."""
    between = sentence.tokens[verb + 1 : other]
    return any(t.upos == "SCONJ" or t.text in {":", ";"} for t in between)


def _read_count(sentence: Sentence, verb: Token, words: ReactionWords) -> Candidate | None:
    """*telde 41 storingen*, *noemde achttien minuten*; a present tense without *er* tells how large something is."""
    told = verb.has("Tense=Past") or any(t.lower == "er" for t in sentence.tokens[verb.i + 1 : verb.i + 4])
    if verb.lemma.lower() not in words.counts or not told or not verb.has("VerbForm=Fin"):
        return None
    subject = _subject_of(sentence, verb.i)
    clause = _rest_of_clause(sentence, verb.i)
    figures = [i for i in clause if is_figure(sentence.tokens[i])]
    first = next((i for i in figures if sentence.tokens[i - 1].upos not in {"ADP", "DET"}), None)
    if subject is None or first is None or subject >= first:
        return None
    between = [i for i in clause if i < first and i > subject]
    if any(sentence.tokens[i].deprel == "obj" for i in between):
        return None
    start = first
    while start - 1 in clause and sentence.tokens[start - 1].lower in _ROUGHLY:
        start -= 1
    content = {i for i in clause if i >= start}
    return _put_forward(sentence, {verb.i}, verb.i, subject, content)


def _rest_of_clause(sentence: Sentence, verb: int) -> list[int]:
    rest = []
    for token in sentence.tokens[verb + 1 :]:
        if token.text in {",", ":", ";", "."} or token.has("VerbForm=Fin"):
            break
        rest.append(token.i)
    return rest


def _put_forward(sentence: Sentence, cue: set[int], verb: int, subject: int, content: set[int]) -> Candidate | None:
    source = source_phrase(sentence, subject, verb) - cue - content
    content = content - cue - source
    if not source or not content:
        return None
    return Candidate(
        rule="retort.estimate",
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        source=to_spans(sentence, source),
        content=to_spans(sentence, content),
        act=Act.ASSERT,
        sure=SURE,
        cue_at=(sentence.index, verb),
        source_at=(sentence.index, subject),
    )
