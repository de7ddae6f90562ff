"""Networks out of dossiers: who passes on whose word, and who stands how towards which claim."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

from volgens.dossier_model import Claim, Dossier, Stand
from volgens.model import Stance


class Network(StrEnum):
    """Which network."""

    CITING = "citing"
    CLAIMS = "claims"


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """``kind`` is that of an actor, ``outlet``, or ``claim``."""

    id: str
    label: str
    kind: str
    dossier: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Edge:
    """``weight`` counts statements; the three others how many of them assert, deny and withhold."""

    source: str
    target: str
    weight: int
    asserts: int = 0
    denies: int = 0
    withholds: int = 0
    first: datetime | None = None


def iter_network(dossiers: Iterable[Dossier], network: Network) -> Iterator[Node | Edge]:
    """Nodes and edges; a node comes before every edge that it has, and each comes once.

    A name is one node, in whatever dossiers it stands. Of the citing network all names and edges are held in memory,
    of the claims all names and one dossier.
    """
    return _iter_citing(dossiers) if network is Network.CITING else _iter_claims(dossiers)


class _Sum:
    """Stands on one edge, counted."""

    def __init__(self) -> None:
        self.weight = 0
        self.stances = dict.fromkeys(Stance, 0)
        self.first: datetime | None = None

    def add(self, stand: Stand) -> None:
        self.weight += 1
        self.stances[stand.stance] += 1
        if stand.printed is not None and (self.first is None or stand.printed < self.first):
            self.first = stand.printed

    def edge(self, source: str, target: str) -> Edge:
        return Edge(
            source=source,
            target=target,
            weight=self.weight,
            asserts=self.stances[Stance.ASSERTS],
            denies=self.stances[Stance.DENIES],
            withholds=self.stances[Stance.WITHHOLDS],
            first=self.first,
        )


def _iter_citing(dossiers: Iterable[Dossier]) -> Iterator[Node | Edge]:
    """From whoever passes a word on to the one it was had from, along the whole path of every stand."""
    edges: dict[tuple[str, str], _Sum] = {}
    seen: set[str] = set()
    for dossier in dossiers:
        kinds = _kinds(dossier)
        for claim in dossier.claims:
            for stand in claim.stands:
                for name in stand.path:
                    if name not in seen:
                        seen.add(name)
                        yield _agent(name, kinds)
                for pair in pairwise(stand.path):
                    edges.setdefault(pair, _Sum()).add(stand)
    for (source, target), total in edges.items():
        yield total.edge(_name(source), _name(target))


def _iter_claims(dossiers: Iterable[Dossier]) -> Iterator[Node | Edge]:
    """From an actor to a claim, once for each two of them."""
    seen: set[str] = set()
    for dossier in dossiers:
        kinds = _kinds(dossier)
        for claim in dossier.claims:
            name = f"claim:{dossier.id}:{claim.id}"
            yield Node(id=name, label=_label(claim), kind="claim", dossier=dossier.id)
            edges: dict[str, _Sum] = {}
            for stand in claim.stands:
                if stand.actor is None:
                    continue
                if stand.actor not in seen:
                    seen.add(stand.actor)
                    yield _agent(stand.actor, kinds)
                edges.setdefault(stand.actor, _Sum()).add(stand)
            for actor, total in edges.items():
                yield total.edge(_name(actor), name)


def _kinds(dossier: Dossier) -> dict[str, str]:
    outlets = {card.outlet: "outlet" for card in dossier.articles if card.outlet}
    return outlets | {persona.name: persona.kind.value for persona in dossier.personas}


def _agent(name: str, kinds: dict[str, str]) -> Node:
    return Node(id=_name(name), label=name, kind=kinds.get(name, "other"))


def _name(name: str) -> str:
    """An agent's id, which no claim's id can be."""
    return f"name:{name}"


def _label(claim: Claim) -> str:
    return claim.stands[0].quote if claim.stands else claim.id
