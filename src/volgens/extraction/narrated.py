"""Positions that the text tells without anybody speaking: *De markt mag open zodra …*, *Zij stapt naar de rechter*.

Who takes them is the subject where it acts itself, whom *van* names, or else whoever the text quoted last.
"""

from collections.abc import Iterator, Sequence

from volgens.extraction.clauses import noun_phrase
from volgens.extraction.conditions import find_limits, follows_up
from volgens.extraction.deeds import Clause, Voice, read_deed
from volgens.extraction.limits import LimitKind
from volgens.extraction.rules import LASTING, NEGATIVE, clauses_in, find_authority, read_norm, read_past_rule
from volgens.language.conditions import ConditionWords
from volgens.model import Act, ActorKind, Attribution, Mode, Span
from volgens.syntax import Parse, Sentence

NORM_RULE = "norm"
NORM_VERSION = "0.1.0"
CONFIDENCE = 0.5
ALLOWING = frozenset({Act.PERMIT, Act.REFUSE, Act.PROMISE, Act.DEMAND})
_MEMORY = 3
"""Sentences that a source stays in force for what follows it; twice as many for a pronoun."""

_ONLY = frozenset({"alleen", "pas", "mits", "tenzij", "enkel", "uitsluitend", "op"})
_PRONOUNS = frozenset({"hij", "zij", "ze", "die", "het"})
_SEXES = frozenset({"hij", "zij", "ze"})
_NEUTRAL = frozenset({"het"})


def find_narrated(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> Iterator[Attribution]:
    tokens = frozenset(range(len(sentence.tokens)))
    if not attributions:
        return
    act = read_norm(sentence, tokens, conditions) or _read_sequel(sentence, parse, attributions, conditions)
    act = act or read_past_rule(sentence, tokens)
    source: tuple[Span, ...] = ()
    entity = None
    if act is not None:
        authority = find_authority(sentence, tokens)
        source = (authority,) if authority else ()
        entity = authority.of(parse.text) if authority else _last_source(sentence, parse, attributions)
    else:
        bound = _read_narrated(sentence, parse, attributions, conditions) or _read_commitment(sentence, conditions)
        if bound is None:
            return
        act, source = bound
        entity = _identify(source, sentence, parse, attributions)
    if entity is None:
        return
    yield Attribution(
        article_id=attributions[0].article_id,
        source=source,
        content=(without_stop(sentence),),
        mode=Mode.INDIRECT,
        act=act,
        entity=entity,
        maker=NORM_RULE,
        version=NORM_VERSION,
        confidence=CONFIDENCE,
    )


def _read_narrated(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> tuple[Act, tuple[Span, ...]] | None:
    """A deed that the text tells of somebody, with the words for who that is; without them it is nobody's."""
    tokens = frozenset(range(len(sentence.tokens)))
    clause = Clause(sentence=sentence, inside=tokens, voice=Voice.NARRATED, names=frozenset(), conditions=conditions)
    act = read_deed(clause)
    if act is None:
        return None
    subject = clause.subject
    if subject is None or not clause.is_own:
        return act, ()
    # A thing that stops, falls or closes threatens nobody: that is who spoke last.
    speaks = any(subject.lower in s.of(parse.text).lower().split() for a in attributions for s in a.source)
    thing = subject.upos == "NOUN" and not speaks and not sentence.children(subject.i, "appos", "flat")
    happens = thing and clause.happens and act in {Act.THREATEN, Act.REFUSE} and not clause.is_wish
    return act, () if happens else (_subject_span(sentence, subject.i),)


def _identify(
    source: tuple[Span, ...], sentence: Sentence, parse: Parse, attributions: Sequence[Attribution]
) -> str | None:
    """The fullest name for the words of a subject: that of an attribution with such a source, else the words."""
    words = source[0].of(parse.text).lower().split() if source else []
    if not words or words[-1] in _PRONOUNS:
        return _last_source(sentence, parse, attributions, words[-1] if words else "")
    same = [
        a
        for a in attributions
        if a.entity and any(s.of(parse.text).lower().split()[-1:] == words[-1:] for s in a.source)
    ]
    if same:
        return same[-1].entity
    # *het bedrijf*, *de bond*: the organisation that the text is about; nobody who has a name of his own.
    if len(words) == 2 and words[0] in {"de", "het"}:
        last = _last_source(sentence, parse, attributions, "het")
        if last is not None:
            return last
    return source[0].of(parse.text)


def _read_sequel(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> Act | None:
    """After a permission or rule: *De haven volgt pas als …*, *Alleen in de zomer is dat anders*."""
    before = parse.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.line != sentence.line:
        return None
    if not any(a.act in ALLOWING and any(c.overlaps(before.span) for c in a.content) for a in attributions):
        return None
    words = [t.lower for t in sentence.tokens]
    if follows_up(sentence, conditions) is not None and "anders" in words:
        return Act.PERMIT
    limits = clauses_in(sentence, frozenset(range(len(words))), conditions)
    return Act.PERMIT if limits and words[limits[0].start] == "pas" else None


def without_stop(sentence: Sentence) -> Span:
    end = len(sentence.tokens)
    while end > 1 and sentence.tokens[end - 1].upos == "PUNCT":
        end -= 1
    return Span(sentence.tokens[0].start, sentence.tokens[end - 1].end)


def _read_commitment(sentence: Sentence, conditions: ConditionWords) -> tuple[Act, tuple[Span, ...]] | None:
    """*Zij verkoopt het huis alleen als …*, *Komt het loon niet, dan stapt zij naar de rechter*.

    The subject binds itself: with the condition in front it threatens, with *alleen* or *pas* it promises.
    """
    words = [t.lower for t in sentence.tokens]
    limits = [x for x in find_limits(sentence, conditions) if x.kind is LimitKind.CLAUSE]
    outside = [t for t in sentence.tokens if not any(x.start <= t.i < x.end for x in limits)]
    if not limits or any(t.has("Tense=Past") for t in outside):
        return None
    first = limits[0]
    if any(t.lower in NEGATIVE for t in outside):
        return None
    agent = [t for t in outside if t.deprel == "obl:agent"]
    if agent and words[first.start] in LASTING:
        return Act.REFUSE, (_phrase_span(sentence, agent[0].i),)
    only = bool(_ONLY & {*words[max(0, first.start - 4) : first.start + 1]})
    in_front = sentence.tokens[first.start].has("VerbForm=Fin") and "dan" in words[first.end : first.end + 2]
    if not only and not in_front:
        return None
    # The name right behind *dan* and its verb is the subject, whatever the tree makes of it.
    behind = [t for t in outside if t.i >= 2 and words[t.i - 2] == "dan"]
    named = [t for t in outside if t.deprel == "nsubj"] + behind
    subjects = [t for t in named if t.upos == "PROPN" or t.lower in {"hij", "zij", "ze"}]
    if not subjects:
        return None
    source = (_phrase_span(sentence, subjects[0].i),)
    return (Act.THREATEN if in_front else Act.PROMISE), source


def _subject_span(sentence: Sentence, head: int) -> Span:
    """The phrase of a subject up to a preposition other than *van*: trees hang what follows on it."""
    phrase = sorted(noun_phrase(sentence, head))
    end = next(
        (i for i in phrase if i > head and sentence.tokens[i].deprel == "case" and sentence.tokens[i].lower != "van"),
        None,
    )
    kept = [i for i in phrase if end is None or i < end]
    return Span(sentence.tokens[kept[0]].start, sentence.tokens[kept[-1]].end)


def _phrase_span(sentence: Sentence, head: int) -> Span:
    phrase = noun_phrase(sentence, head)
    return Span(sentence.tokens[min(phrase)].start, sentence.tokens[max(phrase)].end)


def _last_source(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], pronoun: str = ""
) -> str | None:
    """The entity that spoke last in the sentences just before; for a ``pronoun`` one that it may stand for."""
    barred = {a.entity for a in attributions if pronoun in _SEXES and any(
        s.of(parse.text).lower() in _SEXES - {pronoun} | _NEUTRAL for s in a.source)}  # fmt: skip
    for back in range(1, (2 if pronoun else 1) * _MEMORY + 1):
        index = sentence.index - back
        if index < 0:
            return None
        span = parse.sentences[index].span
        said = [a for a in attributions if a.entity and any(c.overlaps(span) for c in (*a.content, *a.cue))]
        meant = [
            a.entity for a in said if a.entity not in barred and (not pronoun or _may_be(a.entity, parse, pronoun))
        ]
        if meant:
            return meant[-1]
    return None


def _may_be(entity: str | None, parse: Parse, pronoun: str) -> bool:
    """*hij* is nobody whose name the article has for a place or an organisation."""
    if pronoun not in _SEXES | _NEUTRAL or entity is None:
        return True
    kinds = _kinds(entity, parse)
    if pronoun in _NEUTRAL:
        return bool(kinds) and ActorKind.PERSON not in kinds
    return not kinds or ActorKind.PERSON in kinds


def _kinds(entity: str, parse: Parse) -> set[ActorKind]:
    last = entity.rsplit(maxsplit=1)[-1]
    return {n.kind for s in parse.sentences for n in s.names for t in s.tokens[n.start : n.end] if t.text == last}
