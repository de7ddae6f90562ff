"""Positions that no cue of speech announces: *De markt mag open zodra …*, *Zij verkoopt het huis alleen als …*.

Who lets, forbids or binds is then whoever the text quoted last, the subject itself, or the rule that *volgens* names.
Also sentences inside what somebody says that take another position than the whole, or a position where the whole
takes none: *De boeren mogen terug. De vissers niet.*
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from volgens.extraction.conditions import find_limits, follows_up
from volgens.extraction.deeds import Clause, Voice, read_deed
from volgens.extraction.limits import LimitKind
from volgens.extraction.narrated import ALLOWING, CONFIDENCE, NORM_RULE, NORM_VERSION, find_narrated, without_stop
from volgens.extraction.rules import LASTING, NEGATIVE, clauses_in, find_authority, read_norm, read_past_rule
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Attribution, Mode, Span
from volgens.syntax import ROOT, Parse, Sentence

__all__ = ["NORM_RULE", "find_norms"]

_HALF = 0.5
"""Share of the words of a sentence from which on it counts as said by whoever says them."""

_MOST = 0.75
_SHORT = 10
"""Words before the comma of a sentence without a verb."""

_CARRYING = frozenset({Act.ASSERT, Act.DENY, Act.BELIEVE, Act.CONFIRM, Act.WANT, Act.EVALUATE, Act.WITHHOLD})
_WISHING = frozenset({"willen", "eisen", "vinden", "verlangen"})


def find_norms(
    parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> tuple[Attribution, ...]:
    """Further attributions, one a sentence, each with an act that takes a position; in text order, none nested.

    ``source`` and ``cue`` are those of the attribution that the words stand in, and empty outside one; ``entity`` is
    then that of the last source before, where one is near.
    """
    found: list[Attribution] = []
    for sentence in parse.sentences:
        if sentence.index in parse.headings or sentence.tokens[-1].text == "?":
            continue
        around = [a for a in attributions if any(c.overlaps(sentence.span) for c in a.content)]
        if around and not _is_aside(sentence, around):
            said = list(_inside(sentence, around, parse, conditions))
            found.extend(said or _read_ellipsis(sentence, around, [*attributions, *found], parse))
        else:
            found.extend(find_narrated(sentence, parse, [*attributions, *found], conditions))
    return tuple(found)


def _is_aside(sentence: Sentence, around: Sequence[Attribution]) -> bool:
    """Whether the sentence says more than what somebody in it says: *Zij helpt pas als blijkt dat …*."""
    said = [c for a in around for c in (*a.cue, *a.source, *a.content)]
    root = next((t for t in sentence.tokens if t.head == ROOT), sentence.tokens[0])
    return not any(c.start <= root.start < c.end for c in said) and max(_share(sentence, a) for a in around) < _HALF


def _share(sentence: Sentence, attribution: Attribution) -> float:
    words = [t for t in sentence.tokens if t.upos != "PUNCT"]
    inside = sum(any(c.start <= t.start < c.end for c in attribution.content) for t in words)
    return inside / max(len(words), 1)


def _inside(
    sentence: Sentence, around: Sequence[Attribution], parse: Parse, conditions: ConditionWords
) -> Iterator[Attribution]:
    """A norm or deed in what somebody says, where no attribution around it has that act already."""
    whole = [a for a in around if _share(sentence, a) >= _HALF] or around
    home = min(
        whole, key=lambda a: (_share(sentence, a) < _MOST, a.entity is None, sum(c.end - c.start for c in a.content))
    )
    content = [c for c in home.content if c.overlaps(sentence.span)]
    span = Span(max(content[0].start, sentence.span.start), min(content[-1].end, sentence.span.end))
    tokens = frozenset(t.i for t in sentence.tokens if any(c.start <= t.start < c.end for c in content))
    if not tokens:
        return
    several = not all(sentence.span.contains(c) for c in home.content)
    act = _read_speech(sentence, tokens, home, several, conditions) or _read_reply(sentence, tokens, parse, conditions)
    act = act or read_past_rule(sentence, tokens)
    if act is None and home.act is not Act.WANT:
        act = read_deed(_make_clause(sentence, tokens, home, parse, conditions))
    rule = home.act is Act.DEMAND and act is Act.PERMIT and _is_preposition(sentence, home)
    single = [a for a in around if all(sentence.span.contains(c) for c in a.content)]
    announced = any(a.act in ALLOWING | {Act.THREATEN} and a.parent == home.id and _is_first(a, parse) for a in single)
    if act is None or announced or any(a.act is act for a in single) or not (home.act in _CARRYING or several or rule):
        return
    authority = find_authority(sentence, tokens) if act in ALLOWING else None
    made = replace(home, content=(span,), act=act, maker=NORM_RULE, version=NORM_VERSION, confidence=CONFIDENCE)
    yield replace(made, source=(authority,), entity=authority.of(parse.text), actor_id=None) if authority else made


def _read_reply(sentence: Sentence, inside: frozenset[int], parse: Parse, conditions: ConditionWords) -> Act | None:
    """*Blijft u? Tot juni.* *Vertrekt u? Niet zolang …*: a question that nothing but a limit answers."""
    before = parse.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.tokens[-1].text != "?":
        return None
    kinds = {LimitKind.CLAUSE, LimitKind.TERM}
    limits = [x for x in find_limits(sentence, conditions) if x.kind in kinds and x.start in inside]
    rest = [sentence.tokens[i] for i in inside if not any(x.start <= i < x.end for x in limits)]
    words = [t.lower for t in rest if t.upos != "PUNCT"]
    if not limits or len(words) > 1 or any(t.has("Tense=Past") for t in before.tokens):
        return None
    denied = "niet" in words
    return Act.REFUSE if denied else (Act.PROMISE if not words else None)


def _read_ellipsis(
    sentence: Sentence, around: Sequence[Attribution], known: Sequence[Attribution], parse: Parse
) -> Iterator[Attribution]:
    """*Onder dwang niet.* *De rest niet, dat is te duur.*: after what is allowed or promised, what is not."""
    first = next((t.i for t in sentence.tokens if t.text == "," and t.i > 1), len(sentence.tokens))
    opening = sentence.tokens[:first]
    if first > _SHORT or not any(t.lower == "niet" for t in opening) or any(t.has("VerbForm=Fin") for t in opening):
        return
    home = max(around, key=lambda a: _share(sentence, a))
    if home.mode is Mode.INDIRECT or _share(sentence, home) < _HALF:
        return
    before = [parse.sentences[sentence.index - k].span for k in (1, 2) if sentence.index >= k]
    for other in known:
        near = any(c.overlaps(s) for c in other.content for s in before)
        if near and other.act in {Act.PERMIT, Act.PROMISE} and other.entity == home.entity:
            span = without_stop(sentence)
            yield replace(
                home, content=(span,), act=Act.REFUSE, maker=NORM_RULE, version=NORM_VERSION, confidence=CONFIDENCE
            )
            return


def _is_first(attribution: Attribution, parse: Parse) -> bool:
    """*Ik beloof dat …*."""
    return any(s.of(parse.text).lower() in {"ik", "wij", "we"} for s in attribution.source)


def _make_clause(
    sentence: Sentence, tokens: frozenset[int], home: Attribution, parse: Parse, conditions: ConditionWords
) -> Clause:
    said = " ".join((home.entity or "", *(s.of(parse.text) for s in home.source))).lower()
    # Quotation marks go astray, but only somebody's own words have *ik*.
    own = any(sentence.tokens[i].lower in {"ik", "wij", "we"} for i in tokens)
    return Clause(
        sentence=sentence,
        inside=tokens,
        voice=Voice.REPORTED if home.mode is Mode.INDIRECT and not own else Voice.DIRECT,
        names=frozenset(said.split()),
        conditions=conditions,
    )


def _is_preposition(sentence: Sentence, home: Attribution) -> bool:
    """*Volgens de regels mag een club …*."""
    cue = [t for t in sentence.tokens if any(c.start <= t.start < c.end for c in home.cue)]
    return bool(cue) and all(t.upos == "ADP" for t in cue)


def _read_speech(
    sentence: Sentence, inside: frozenset[int], home: Attribution, several: bool, conditions: ConditionWords
) -> Act | None:
    if follows_up(sentence, conditions) is not None and not _is_answer(sentence, inside, conditions):
        elliptic = several and home.act in {Act.PERMIT, Act.PROMISE} and _denies_rest(sentence, inside, conditions)
        return Act.REFUSE if elliptic else None
    if several and home.act in {Act.PERMIT, Act.PROMISE} and _denies_rest(sentence, inside, conditions):
        return Act.REFUSE
    act = read_norm(sentence, inside, conditions)
    if act is not None and home.act is Act.WANT:
        wished = any(t.lemma.lower() in _WISHING for t in sentence.tokens if t.i not in inside)
        return Act.DEMAND if wished and act is Act.PERMIT else None
    return act or _read_own(sentence, inside, None if several else home.act, conditions)


def _read_own(sentence: Sentence, inside: frozenset[int], act: Act | None, conditions: ConditionWords) -> Act | None:
    """*Als het lekt, betaal ik* promises; *hij opent niet zolang …* refuses."""
    if _is_answer(sentence, inside, conditions):
        return Act.PROMISE
    limits = clauses_in(sentence, inside, conditions)
    if not limits:
        return None
    rest = [sentence.tokens[i] for i in inside if not any(x.start <= i < x.end for x in limits)]
    lasting = any(sentence.tokens[i].lower in LASTING for x in limits for i in range(x.start, min(x.start + 2, x.end)))
    if lasting and (act is Act.WITHHOLD or any(t.lower in NEGATIVE for t in rest)):
        own = any(t.lower in {"ik", "wij", "we", "hij", "zij", "ze"} for t in rest)
        held = act is Act.WITHHOLD and not any(t.lower in {"we", "wij"} for t in rest)
        return Act.REFUSE if held or (own and act is not Act.WITHHOLD) else None
    return None


def _is_answer(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> bool:
    """*Alleen als de club mij vraagt.*: nothing but a condition that a focus narrows."""
    limits = clauses_in(sentence, inside, conditions)
    rest = [i for i in inside if not any(x.start <= i < x.end for x in limits)]
    words = all(sentence.tokens[i].upos == "PUNCT" for i in rest)
    return bool(limits) and words and sentence.tokens[limits[0].start].lower in {"alleen", "pas", "enkel"}


def _denies_rest(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> bool:
    """*De vissers niet, zolang …*, *Maar niet de honden*: a negation and no verb of its own."""
    limits = clauses_in(sentence, inside, conditions)
    rest = [sentence.tokens[i] for i in inside if not any(x.start <= i < x.end for x in limits)]
    return any(t.lower in NEGATIVE for t in rest) and not any(t.has("VerbForm=Fin") for t in rest)
