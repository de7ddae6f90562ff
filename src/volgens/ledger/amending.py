"""What corrections do to a reading: pure, so that undoing one is reading the original through the rest.

A correction names its attribution by the words of content and source, not by its id, so that it still finds it when
other rules or models have read the article again and cut the words a little differently.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Attribution,
    Mention,
    Reading,
    Span,
    Spans,
    Statement,
    Terms,
    content_id,
    quote,
)

LEAST_OVERLAP = 0.5
"""Share of the characters of two contents that lie in both (Dice), from which they are taken for the same words."""

STANDING = frozenset({Act.PERMIT, Act.REFUSE, Act.PROMISE, Act.THREATEN, Act.DEMAND, Act.WARN})
"""Acts that hold terms: who has one takes a position."""


class Change(StrEnum):
    """What an amendment puts right."""

    ACTOR = "right_actor"
    ACT = "right_act"
    NONE = "no_attribution"


@dataclass(frozen=True, slots=True, kw_only=True)
class Amendment:
    """One correction of one attribution; ``name`` and ``actor_kind`` for a right actor, ``act`` for a right act.

    ``content``, ``source`` and ``cue`` are those of the attribution as it was when it was corrected.
    """

    change: Change
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    name: str = ""
    actor_kind: ActorKind = ActorKind.OTHER
    act: Act = Act.ASSERT


def state_of(amendments: Sequence[Amendment]) -> str:
    """The same for the same amendments in the same order."""
    return content_id("amendments", *map(repr, amendments))


def amend(reading: Reading, amendments: Iterable[Amendment]) -> Reading:
    """``reading`` with what people put right; an amendment whose words are found no more changes nothing."""
    for amendment in amendments:
        found = find_amended(reading, amendment)
        if found is not None:
            reading = _CHANGES[amendment.change](reading, found, amendment)
    return reading


def find_amended(reading: Reading, amendment: Amendment) -> Attribution | None:
    """The attribution that an amendment is about: the same source, and the content that most overlaps."""
    text = reading.article.text
    source = _plain(text, amendment.source)
    best: tuple[float, bool, bool, float] | None = None
    found = None
    for attribution in reading.attributions:
        overlap = _dice(attribution.content, amendment.content)
        if overlap < LEAST_OVERLAP or _plain(text, attribution.source) != source:
            continue
        close = -abs(attribution.content[0].start - amendment.content[0].start)
        rank = (overlap, attribution.source == amendment.source, attribution.cue == amendment.cue, close)
        if best is None or rank > best:
            best, found = rank, attribution
    return found


def _plain(text: str, spans: Spans) -> str:
    return " ".join(quote(text, spans, " ").casefold().split())


def _dice(left: Spans, right: Spans) -> float:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return 2 * shared / (_length(left) + _length(right))


def _length(spans: Iterable[Span]) -> int:
    return sum(span.end - span.start for span in spans)


def _right_actor(reading: Reading, attribution: Attribution, amendment: Amendment) -> Reading:
    actor = _cast(reading, amendment)
    right = replace(attribution, entity=actor.name, actor_id=actor.id)
    mentions = tuple(
        replace(m, actor_id=actor.id) if m.spans == attribution.source and m.actor_id == attribution.actor_id else m
        for m in reading.mentions
    )
    if attribution.source and not any(m.actor_id == actor.id and m.spans == attribution.source for m in mentions):
        mentions = (*mentions, Mention(article_id=reading.article.id, spans=attribution.source, actor_id=actor.id))
    known = any(each.id == actor.id for each in reading.actors)
    changed = replace(
        reading,
        attributions=tuple(right if a is attribution else a for a in reading.attributions),
        actors=reading.actors if known else (*reading.actors, actor),
        mentions=mentions,
        terms=tuple(
            replace(t, entity=actor.name, actor_id=actor.id) if t.attribution_id == attribution.id else t
            for t in reading.terms
        ),
    )
    return _without_silent(changed, attribution.actor_id)


def _cast(reading: Reading, amendment: Amendment) -> Actor:
    """The actor of this name, written as the article's other mentions have it where there are any."""
    wanted = amendment.name.casefold()
    known = next((a for a in reading.actors if a.name.casefold() == wanted), None)
    return known or Actor(article_id=reading.article.id, name=amendment.name, kind=amendment.actor_kind)


def _without_silent(reading: Reading, actor_id: str | None) -> Reading:
    """``reading`` without an actor for whom no word of the article stands any more."""
    users: list[str | None] = [a.actor_id for a in reading.attributions]
    users += [m.actor_id for m in reading.mentions]
    users += [t.actor_id for t in reading.terms]
    if actor_id is None or actor_id in users:
        return reading
    return replace(reading, actors=tuple(a for a in reading.actors if a.id != actor_id))


def _right_act(reading: Reading, attribution: Attribution, amendment: Amendment) -> Reading:
    right = replace(attribution, act=amendment.act)
    if any(a.id == right.id and a is not attribution for a in reading.attributions):
        # The same words with the right act are there already: the wrong one is one too many.
        return _no_attribution(reading, attribution, amendment)
    attributions = tuple(
        right if a is attribution else replace(a, parent=right.id) if a.parent == attribution.id else a
        for a in reading.attributions
    )
    statements = tuple(_restated(s, right, attribution) for s in reading.statements)
    terms = tuple(
        replace(t, attribution_id=right.id, act=right.act) if t.attribution_id == attribution.id else t
        for t in reading.terms
        if t.attribution_id != attribution.id or right.act in STANDING
    )
    if right.act in STANDING and not any(t.attribution_id == right.id for t in terms):
        terms = (*terms, _terms_of(right))
    return replace(reading, attributions=attributions, statements=statements, terms=terms)


def _restated(statement: Statement, right: Attribution, wrong: Attribution) -> Statement:
    """A statement with its new act; what stood denied only by the act is no longer so, and the other way round."""
    if statement.attribution_id != wrong.id:
        return statement
    rejected = statement.rejected
    if wrong.act is Act.DENY and right.act is not Act.DENY:
        rejected = False
    elif right.act is Act.DENY and wrong.act is not Act.DENY:
        rejected = not statement.negative
    withheld = statement.withheld and right.act in {Act.WITHHOLD, wrong.act}
    return replace(statement, attribution_id=right.id, rejected=rejected, withheld=withheld)


def _terms_of(attribution: Attribution) -> Terms:
    return Terms(
        article_id=attribution.article_id,
        attribution_id=attribution.id,
        act=attribution.act,
        matter=attribution.content,
        entity=attribution.entity,
        actor_id=attribution.actor_id,
    )


def _no_attribution(reading: Reading, attribution: Attribution, _: Amendment) -> Reading:
    left = tuple(
        replace(a, parent=attribution.parent) if a.parent == attribution.id else a
        for a in reading.attributions
        if a is not attribution
    )
    changed = replace(
        reading,
        attributions=left,
        statements=tuple(s for s in reading.statements if s.attribution_id != attribution.id),
        terms=tuple(t for t in reading.terms if t.attribution_id != attribution.id),
    )
    return _without_silent(changed, attribution.actor_id)


_CHANGES = {Change.ACTOR: _right_actor, Change.ACT: _right_act, Change.NONE: _no_attribution}
