"""What people corrected by hand: kept for good, each with who, when, and whether it still holds."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from sqlalchemy import Connection, RowMapping, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger.tables import corrections

Details = Mapping[str, str | tuple[str, ...] | None]


class CorrectionKind(StrEnum):
    """What a person may put right."""

    SAME_ACTOR = "same_actor"
    OTHER_ACTOR = "other_actor"
    MERGE_DOSSIERS = "merge_dossiers"
    SPLIT_ARTICLE = "split_article"
    RENAME_DOSSIER = "rename_dossier"


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """One correction; ``details`` hold names and ids as its kind needs them, lists of ids as tuples."""

    id: int
    kind: CorrectionKind
    details: Details
    by: str | None
    at: datetime
    undone_at: datetime | None = None


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
    }
    id = int(connection.execute(insert(corrections).values(values).returning(corrections.c.id)).scalar_one())
    return Correction(id=id, kind=kind, details=details, by=by, at=at)


def mark_undone(connection: Connection, correction_id: int) -> None:
    """`LedgerError` where there is no such correction or it was undone before."""
    now = datetime.now(UTC).isoformat(timespec="seconds")
    standing = (corrections.c.id == correction_id) & corrections.c.undone_at.is_(None)
    if connection.execute(update(corrections).where(standing).values(undone_at=now)).rowcount == 0:
        raise LedgerError(f"there is no correction {correction_id} that holds; give the number of one that does")


def iter_corrections(connection: Connection, kind: CorrectionKind | None, *, undone: bool) -> Iterator[Correction]:
    """In the order in which they were made; without ``undone`` those that hold."""
    statement = select(corrections).order_by(corrections.c.id)
    if kind is not None:
        statement = statement.where(corrections.c.kind == kind.value)
    if not undone:
        statement = statement.where(corrections.c.undone_at.is_(None))
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
    )
