"""One open database: how it is opened and closed, and what happens when it fails."""

from collections.abc import Iterator
from contextlib import contextmanager
from types import TracebackType
from typing import Self

from sqlalchemy import Connection, Engine
from sqlalchemy.exc import SQLAlchemyError

from volgens.errors import LedgerError
from volgens.ledger import migration, sqlite


class Database:
    """What `Ledger` stands on: a place, and transactions that read or write there."""

    def __init__(self, engine: Engine, place: str) -> None:
        self._engine: Engine | None = engine
        self._place = place

    @property
    def place(self) -> str:
        """Where the database is; what goes wrong in it is told after this and a colon."""
        return self._place

    @classmethod
    def open(cls, location: str, *, create: bool = True) -> Self:
        """The ledger at ``location``, a path or a SQLAlchemy URL, brought up to date; a new one where there is none.

        Without ``create`` a missing ledger is an error, and nothing is made on disk.
        """
        url = migration.url_of(location)
        migration.check_place(url, create=create)
        ledger = cls(sqlite.open_engine(url), url.database or location)
        try:
            with ledger._explained() as engine:
                migration.prepare(engine, writing(engine), ledger._place, create=create)
        except BaseException:
            ledger.close()
            raise
        return ledger

    def close(self) -> None:
        """Let go of the database; what is done with the ledger afterwards is an error."""
        if self._engine is not None:
            self._engine.dispose()
            self._engine = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def _explained(self) -> Iterator[Engine]:
        """The engine, with whatever goes wrong in it told in one line."""
        if self._engine is None:
            raise LedgerError(f"{self._place}: the ledger was closed; open it again")
        try:
            yield self._engine
        except SQLAlchemyError as error:
            raise LedgerError(f"{self._place}: {sqlite.explain(error)}") from error
        except UnicodeEncodeError as error:
            reason = f"character {error.object[error.start]!r} is half of a pair and no text; mend it before adding"
            raise LedgerError(f"{self._place}: {reason}") from error

    @contextmanager
    def _reads(self) -> Iterator[Connection]:
        with self._explained() as engine, engine.connect() as connection:
            yield connection

    @contextmanager
    def _writes(self) -> Iterator[Connection]:
        with self._explained() as engine, writing(engine).begin() as connection:
            yield connection


def writing(engine: Engine) -> Engine:
    return engine.execution_options(writes=True)
