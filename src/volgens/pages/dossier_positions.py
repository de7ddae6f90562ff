"""Positions: who allows, refuses, demands, promises, threatens or warns what, and under which condition."""

from collections.abc import Sequence
from dataclasses import dataclass

from volgens.dossier_model import Position
from volgens.model import Act
from volgens.pages.citations import Citations, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """One position; ``matter`` and ``condition`` are the article's words, ``condition`` empty where it names none."""

    id: str
    act: Act
    toward: str | None
    matter: str
    condition: str
    language: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Holder:
    """An actor with its positions; ``by_act`` holds for each column of the matrix the positions that fall in it."""

    who: str | None
    rows: tuple[PositionRow, ...]
    by_act: tuple[tuple[PositionRow, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Positions:
    acts: tuple[Act, ...]
    holders: tuple[Holder, ...]


def build_positions(positions: Sequence[Position], citations: Citations) -> Positions:
    """Actors with most positions first; the same position in several articles is one line."""
    by_actor: dict[str | None, dict[tuple[Act, str | None, str, str], list[Position]]] = {}
    for position in positions:
        matter = citations.words(position.article_id, position.matter)
        condition = citations.words(position.article_id, position.condition)
        key = (position.act, position.toward, matter, condition)
        by_actor.setdefault(position.actor, {}).setdefault(key, []).append(position)
    present = {position.act for position in positions}
    acts = tuple(act for act in Act if act in present)
    holders, number = [], 0
    for who, theirs in sorted(by_actor.items(), key=lambda item: (item[0] is None, -len(item[1]))):
        rows = []
        for (act, toward, matter, condition), same in theirs.items():
            number += 1
            rows.append(
                PositionRow(
                    id=f"p-{number}",
                    act=act,
                    toward=toward,
                    matter=matter,
                    condition=condition,
                    language=citations.language(same[0].article_id),
                    places=tuple({citations.place(p.article_id, p.matter): None for p in same}),
                )
            )
        by_act = tuple(tuple(row for row in rows if row.act is act) for act in acts)
        holders.append(Holder(who=who, rows=tuple(rows), by_act=by_act))
    return Positions(acts=acts, holders=tuple(holders))
