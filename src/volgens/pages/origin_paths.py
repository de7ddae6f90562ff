"""The way that a claim came to the reader, drawn from the reader back: outlet, relays, speaker, in whose name."""

from collections.abc import Mapping
from dataclasses import dataclass

from volgens.dossier_model import Card, Claim
from volgens.model import Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class OriginPath:
    """One way back; ``outlets`` all came by it. ``steps`` end at the origin and are empty where nobody is named."""

    outlets: tuple[str, ...]
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Origins:
    """How many articles let how many first sources assert a claim, and along which ways.

    ``paths`` are the ways with something between outlet and origin, or that several outlets share; ``direct`` counts
    the others, which a reader sees in the statements themselves.
    """

    articles: int
    sources: int
    paths: tuple[OriginPath, ...]
    direct: int


def find_origins(claim: Claim, cards: Mapping[str, Card], no_outlet: str) -> Origins:
    """The ways of those who assert ``claim``; ways that share all but the outlet are drawn as one."""
    asserting = claim.by(Stance.ASSERTS)
    found: dict[tuple[str, ...], dict[str, None]] = {}
    for stand in asserting:
        card = cards.get(stand.article_id)
        outlet = card.outlet if card else None
        steps = stand.path[1:] if stand.path and stand.path[0] == outlet else stand.path
        found.setdefault(steps, {})[outlet or no_outlet] = None
    # Ways to one origin stand together, and a bare outlet's own word comes last.
    ordered = sorted(found.items(), key=lambda way: (not way[0], way[0][::-1]))
    paths = [OriginPath(outlets=tuple(outlets), steps=steps) for steps, outlets in ordered]
    drawn = tuple(path for path in paths if len(path.steps) > 1 or len(path.outlets) > 1)
    return Origins(
        articles=len({stand.article_id for stand in asserting}),
        sources=claim.origins,
        paths=drawn,
        direct=len(paths) - len(drawn) if drawn else 0,
    )
