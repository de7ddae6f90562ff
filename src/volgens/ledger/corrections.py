"""What people corrected by hand: kept for good, each with who, when, and whether it still holds."""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import ColumnElement, Connection, RowMapping, and_, func, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger.amending import Amendment, Change
from volgens.ledger.tables import corrections
from volgens.model import Act, ActorKind, Span, Spans

Details = Mapping[str, str | tuple[str, ...] | None]
IDS_AT_ONCE = 500


class CorrectionKind(StrEnum):
    """What a person may put right."""

    SAME_ACTOR = "same_actor"
    OTHER_ACTOR = "other_actor"
    MERGE_DOSSIERS = "merge_dossiers"
    SPLIT_ARTICLE = "split_article"
    RENAME_DOSSIER = "rename_dossier"
    RIGHT_ACTOR = "right_actor"
    RIGHT_ACT = "right_act"
    NO_ATTRIBUTION = "no_attribution"
    SAME_CLAIM = "same_claim"
    OTHER_CLAIM = "other_claim"


OF_ATTRIBUTIONS = frozenset({CorrectionKind.RIGHT_ACTOR, CorrectionKind.RIGHT_ACT, CorrectionKind.NO_ATTRIBUTION})
OF_ACTORS = frozenset({CorrectionKind.SAME_ACTOR, CorrectionKind.OTHER_ACTOR})
OF_CLAIMS = frozenset({CorrectionKind.SAME_CLAIM, CorrectionKind.OTHER_CLAIM})


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction; ``details`` hold names and ids as its kind needs them, lists of ids and spans as tuples.

    Without ``undone_at`` it holds. What each kind needs: `docs/how-to/correcting.md`.
    """

    id: int
    kind: CorrectionKind
    details: Details
    by: str | None
    at: datetime
    undone_at: datetime | None = None
    undone_by: str | None = None

    def one(self, name: str) -> str:
        """The detail of this name; `LedgerError` where it is no text."""
        value = self.details.get(name)
        if not isinstance(value, str):
            raise LedgerError(
                f"correction {self.id} holds {value!r} as {name}, where text should be: the ledger was altered; "
                "restore a copy"
            )
        return value

    def spans(self, name: str) -> Spans:
        """The places in the text that are kept under this name; `LedgerError` where they are none."""
        value = self.details.get(name) or ()
        try:
            return load_places(value if isinstance(value, tuple) else (value,))
        except ValueError as error:
            raise LedgerError(
                f"correction {self.id} holds {value!r} as {name}, where places should be: the ledger was altered; "
                "restore a copy"
            ) from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which corrections a list shows, newest first: ``before`` is the number of the last one on the page above."""

    kinds: frozenset[CorrectionKind] = frozenset()
    by: str | None = None
    article_id: str | None = None
    undone: bool = True
    before: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Effects:
    """What making or undoing a correction changes: articles with their new dossier, dossiers with their title."""

    moves: tuple[tuple[str, str], ...] = ()
    titles: tuple[tuple[str, str | None], ...] = ()


NO_EFFECTS = Effects()


def write_correction(connection: Connection, kind: CorrectionKind, details: Details, by: str | None) -> Correction:
    """The new correction; later ones have higher ids."""
    at = datetime.now(UTC).replace(microsecond=0)
    values = {
        "kind": kind.value,
        "data": json.dumps(dict(details), ensure_ascii=False, separators=(",", ":")),
        "by": by,
        "at": at.isoformat(),
        "article_id": details.get("article"),
    }
    id = int(connection.execute(insert(corrections).values(values).returning(corrections.c.id)).scalar_one())
    return Correction(id=id, kind=kind, details=details, by=by, at=at)


def mark_undone(connection: Connection, correction_id: int, by: str | None) -> Correction:
    """The correction that no longer holds; `LedgerError` where there is none or it was undone before."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    standing = (corrections.c.id == correction_id) & corrections.c.undone_at.is_(None)
    values = {"undone_at": now, "undone_by": by}
    if connection.execute(update(corrections).where(standing).values(values)).rowcount == 0:
        raise LedgerError(f"there is no correction {correction_id} that holds; give the number of one that does")
    (found,) = _iter(connection, corrections.c.id == correction_id)
    return found


def iter_corrections(
    connection: Connection, kinds: frozenset[CorrectionKind], *, undone: bool = False
) -> Iterator[Correction]:
    """Those of ``kinds``, of any where there are none, in the order in which they were made."""
    conditions = [] if undone else [corrections.c.undone_at.is_(None)]
    if kinds:
        conditions.append(corrections.c.kind.in_([kind.value for kind in kinds]))
    yield from _iter(connection, *conditions)


def iter_about(
    connection: Connection, article_ids: Sequence[str], kinds: frozenset[CorrectionKind]
) -> Iterator[Correction]:
    """Those about words of these articles that hold, in the order in which they were made."""
    found: list[Correction] = []
    for start in range(0, len(article_ids), IDS_AT_ONCE):
        here = corrections.c.article_id.in_(article_ids[start : start + IDS_AT_ONCE])
        found += _iter(connection, here, corrections.c.undone_at.is_(None))
    # An article has few, where a kind has many: the database is not to look by kind.
    yield from sorted((c for c in found if c.kind in kinds), key=lambda correction: correction.id)


def count_made(connection: Connection, kinds: frozenset[CorrectionKind]) -> tuple[int, int]:
    """How many of ``kinds`` were made and undone: another pair as soon as what holds has changed."""
    statement = select(func.count(), func.count(corrections.c.undone_at)).where(
        corrections.c.kind.in_([kind.value for kind in kinds])
    )
    made, undone = connection.execute(statement).one()
    return made, undone


def page_corrections(connection: Connection, wanted: Wanted, limit: int) -> Sequence[Correction]:
    """Up to ``limit`` corrections, newest first."""
    conditions: list[ColumnElement[bool]] = []
    if wanted.kinds:
        conditions.append(corrections.c.kind.in_([kind.value for kind in wanted.kinds]))
    if wanted.by is not None:
        conditions.append(corrections.c.by == wanted.by)
    if wanted.article_id is not None:
        conditions.append(corrections.c.article_id == wanted.article_id)
    if not wanted.undone:
        conditions.append(corrections.c.undone_at.is_(None))
    if wanted.before is not None:
        conditions.append(corrections.c.id < wanted.before)
    return tuple(_iter(connection, *conditions, newest=limit))


def find_correction(connection: Connection, correction_id: int) -> Correction | None:
    return next(_iter(connection, corrections.c.id == correction_id), None)


def _iter(connection: Connection, *conditions: ColumnElement[bool], newest: int | None = None) -> Iterator[Correction]:
    order = corrections.c.id if newest is None else corrections.c.id.desc()
    statement = select(corrections).where(and_(True, *conditions)).order_by(order).limit(newest)
    for row in connection.execute(statement).mappings():
        try:
            yield _load(row)
        except (ValueError, TypeError) as error:
            raise LedgerError(
                f"correction {row['id']} is not what the program wrote: the ledger was altered; restore a copy"
            ) from error


def _load(row: RowMapping) -> Correction:
    details = dict(json.loads(row["data"]))
    return Correction(
        id=row["id"],
        kind=CorrectionKind(row["kind"]),
        details={name: tuple(value) if isinstance(value, list) else value for name, value in details.items()},
        by=row["by"],
        at=datetime.fromisoformat(row["at"]),
        undone_at=row["undone_at"] and datetime.fromisoformat(row["undone_at"]),
        undone_by=row["undone_by"],
    )


def list_places(spans: Spans) -> tuple[str, ...]:
    """Spans as details hold them."""
    return tuple(f"{span.start}-{span.end}" for span in spans)


def load_places(places: Sequence[str]) -> Spans:
    """What `list_places` made; `ValueError` where it is not that."""
    pairs = [place.split("-") for place in places]
    return tuple(Span(int(start), int(end)) for start, end in pairs)


def amendment_of(correction: Correction) -> Amendment:
    """What a correction of an attribution says; `LedgerError` where the ledger was altered."""
    change = Change(correction.kind.value)
    try:
        return Amendment(
            change=change,
            content=correction.spans("content"),
            source=correction.spans("source"),
            cue=correction.spans("cue"),
            name=correction.one("name") if change is Change.ACTOR else "",
            actor_kind=ActorKind(correction.one("actor_kind")) if change is Change.ACTOR else ActorKind.OTHER,
            act=Act(correction.one("act")) if change is Change.ACT else Act.ASSERT,
        )
    except ValueError as error:
        raise LedgerError(
            f"correction {correction.id} is not what the program wrote: the ledger was altered; restore a copy"
        ) from error
