"""What was run on a ledger: when, how long it took, and what came of it."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import insert, select, update

from volgens.errors import LedgerError
from volgens.ledger import migration
from volgens.ledger.database import Database
from volgens.ledger.rows import altered, encodable, utc_text
from volgens.ledger.tables import runs


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run of a command; without ``ended`` it still goes on, or was cut off."""

    id: int
    command: str
    program: str
    began: datetime
    ended: datetime | None
    counts: Mapping[str, int]


class Journal(Database):
    """The runs that a health page shows."""

    def begin_run(self, command: str, at: datetime) -> int:
        """Keep that a run began; the number by which to end it."""
        values = {"command": encodable(command), "program": migration.program_version(), "began": utc_text(at)}
        with self._writes() as connection:
            return int(connection.execute(insert(runs).values(values).returning(runs.c.id)).scalar_one())

    def end_run(self, id: int, at: datetime, counts: Mapping[str, int]) -> None:
        """Keep that a run ended, with what was read and what failed; `LedgerError` where it never began."""
        values = {"ended": utc_text(at), "counts": json.dumps(dict(counts), ensure_ascii=True, separators=(",", ":"))}
        with self._writes() as connection:
            if connection.execute(update(runs).where(runs.c.id == id).values(values)).rowcount == 0:
                raise LedgerError(f"{self._place}: there is no run {id}; begin one first")

    @contextmanager
    def journal(self, command: str, counts: Mapping[str, int]) -> Iterator[None]:
        """Keep that a run goes on within, and what ``counts`` holds when it ends, however it ends."""
        id = self.begin_run(command, datetime.now(UTC))
        try:
            yield
        finally:
            self.end_run(id, datetime.now(UTC), counts)

    def runs(self, limit: int, *, before: int | None = None) -> tuple[Run, ...]:
        """The last runs, newest first; with ``before`` those that began before that one."""
        statement = select(runs).order_by(runs.c.id.desc()).limit(limit)
        if before is not None:
            statement = statement.where(runs.c.id < before)
        found = []
        with self._reads() as connection:
            for row in connection.execute(statement).mappings():
                try:
                    counts = {name: int(count) for name, count in json.loads(row["counts"] or "{}").items()}
                    ended = row["ended"] and datetime.fromisoformat(row["ended"])
                    began = datetime.fromisoformat(row["began"])
                except (ValueError, TypeError, AttributeError) as error:
                    raise altered("run", str(row["id"])) from error
                own = {"id": row["id"], "command": row["command"], "program": row["program"]}
                found.append(Run(**own, began=began, ended=ended, counts=counts))
        return tuple(found)
