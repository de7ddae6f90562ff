"""Whose word it first was: every relay followed to its end.

Five outlets on one story of one agency are one origin, and so are a minister, her spokesperson and her ministry. Who
speaks for whom is followed to the last link; a medium that gives no source of its own is an origin only where no
other article names one for the same claim.
"""

from collections.abc import Mapping, Sequence

from volgens.dossiers.personas import Cast
from volgens.model import ActorKind, Attribution, Reading, Stance

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
    """Who passed the word on, nearest to the speaker: named beside it, else the one inside whose words it stands."""
    text = reading.article.text
    if attribution.via:
        words = " ".join(attribution.via[0].of(text).split())
        return _without_article(words)
    parent = by_id.get(attribution.parent) if attribution.parent else None
    if parent is not None and parent.entity and parent.entity != attribution.entity:
        return parent.entity
    return None


def _without_article(words: str) -> str:
    first, _, rest = words.partition(" ")
    return rest if rest and first.lower() in {"de", "het", "een"} else words


def count_origins(stands: Sequence[tuple[Stance, str | None, str | None]], cast: Cast) -> int:
    """Different first sources that assert a claim, of stands given as (stance, actor, origin); nobody counts as one.

    A medium's bare word is not counted beside a source that is named.
    """
    asserting = [(actor, origin) for stance, actor, origin in stands if stance is Stance.ASSERTS]
    found = {origin for _, origin in asserting}
    media = {o for o in found if o is not None and (p := cast.persona(o)) is not None and p.kind is ActorKind.MEDIUM}
    named = found - media
    return len(named) if named else len(found)
