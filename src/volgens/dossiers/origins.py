"""Whose word it first was: every relay followed to its end.

Five outlets on one story of one agency are one origin, and so are a minister, her spokesperson and her ministry. Who
speaks for whom is followed to the last link; a medium that gives no source of its own is an origin only where no
other article names one for the same claim.
"""

from collections.abc import Mapping, Sequence

from volgens.dossiers.personas import Cast
from volgens.model import ActorKind, Attribution, Reading, Spans

SURELY_ALIKE = 0.8
"""Probability from which two statements count as saying the same by two sources."""

MOST_LINKS = 6
"""Longer chains of speaking-for are circles."""


def follow(name: str | None, cast: Cast) -> tuple[str, ...]:
    """The personas from ``name`` to the one in whose name it speaks in the end; empty where nobody is named."""
    chain: list[str] = []
    while name is not None and name not in chain and len(chain) < MOST_LINKS:
        chain.append(name)
        persona = cast.persona(name)
        name = persona.speaks_for if persona is not None else None
    return tuple(chain)


def find_via(attribution: Attribution, reading: Reading, by_id: Mapping[str, Attribution]) -> str | None:
    """Who passed the word on, nearest to the speaker: named beside it, else the one inside whose words it stands.

    What somebody goes on to say in the same paragraph goes the same way.
    """
    if attribution.via:
        return _name_relay(attribution.via, reading)
    parent = by_id.get(attribution.parent) if attribution.parent else None
    if parent is not None and parent.entity and parent.entity != attribution.entity:
        return parent.entity
    start = attribution.content[0].start
    for other in reversed(reading.attributions):
        if other.entity == attribution.entity and other.via and other.content[0].start < start:
            between = reading.article.text[other.content[0].start : start]
            if "\n" not in between.strip():
                return _name_relay(other.via, reading)
    return None


def _name_relay(via: Spans, reading: Reading) -> str:
    names = {a.id: a.name for a in reading.actors}
    known = next((names[m.actor_id] for m in reading.mentions if m.spans == via and m.actor_id in names), None)
    return known or _without_article(" ".join(via[0].of(reading.article.text).split()))


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in {"de", "het", "een"} else words


def count_origins(origins: Sequence[str | None], alike: Sequence[Sequence[float]], cast: Cast) -> int:
    """Different first sources among those who assert a claim, given in order of time; nobody counts as one.

    ``alike`` holds how surely each two of their statements say the same. A further source counts only where its words
    surely say what one already counted says, for a doubtful likeness is no independent confirmation; a medium's bare
    word is not counted beside a source that is named.
    """
    counted: list[int] = []
    for i, origin in enumerate(origins):
        new = all(origins[k] != origin for k in counted)
        if not counted or (new and max(alike[i][k] for k in counted) >= SURELY_ALIKE):
            counted.append(i)
    found = {origins[i] for i in counted}
    media = {o for o in found if o is not None and (p := cast.persona(o)) is not None and p.kind is ActorKind.MEDIUM}
    named = found - media - {None}
    return len(found - media) if named else len(found)
