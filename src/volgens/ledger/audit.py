"""Who changed what, when and from where: one line for every change, never altered."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select

from volgens.errors import LedgerError
from volgens.ledger.database import Database
from volgens.ledger.rows import encodable, encodable_if, utc_text
from volgens.ledger.tables import audit

LONGEST_VALUE = 500
"""Characters of a value; what was pasted into a form is not kept whole in the log."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AuditLine:
    """One change; ``address`` is where the server saw it come from, `None` for the command line."""

    id: int
    at: datetime
    who: str | None
    what: str
    address: str | None
    data: Mapping[str, str]


class Audit(Database):
    """The log of changes."""

    def note(
        self, what: str, *, who: str | None, address: str | None = None, data: Mapping[str, str] | None = None
    ) -> None:
        """Keep that somebody did something now."""
        cut = {name: encodable(value)[:LONGEST_VALUE] for name, value in (data or {}).items()}
        values = {
            "at": utc_text(datetime.now(UTC)),
            "who": encodable_if(who),
            "what": encodable(what)[:LONGEST_VALUE],
            "address": encodable_if(address),
            "data": json.dumps(cut, ensure_ascii=False, separators=(",", ":")),
        }
        with self._writes() as connection:
            connection.execute(insert(audit).values(values))

    def audit(self, limit: int, *, before: int | None = None) -> tuple[AuditLine, ...]:
        """The last changes, newest first; ``before`` is the number of the last one on the page above."""
        statement = select(audit).order_by(audit.c.id.desc()).limit(limit)
        if before is not None:
            statement = statement.where(audit.c.id < before)
        with self._reads() as connection:
            rows = [dict(row) for row in connection.execute(statement).mappings()]
        return tuple(_lines(rows))


def _lines(rows: list[dict[str, str]]) -> Iterator[AuditLine]:
    for row in rows:
        try:
            yield AuditLine(
                id=int(row["id"]),
                at=datetime.fromisoformat(row["at"]),
                who=row["who"],
                what=row["what"],
                address=row["address"],
                data={name: str(value) for name, value in json.loads(row["data"]).items()},
            )
        except (ValueError, TypeError, AttributeError) as error:
            raise LedgerError(f"line {row['id']} of the audit was altered; restore a copy of the ledger") from error
