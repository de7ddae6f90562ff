"""What could not be read: why, since when, and the bytes themselves, to be tried again when the program can do more."""

import zlib
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, and_, delete, insert, or_, select, update
from sqlalchemy.sql import ColumnElement

from volgens.errors import LedgerError
from volgens.ledger import documents, migration
from volgens.ledger.database import Database
from volgens.ledger.rows import encodable
from volgens.ledger.tables import documents as documents_table
from volgens.ledger.tables import failures, raw_documents
from volgens.model import Failure, RawDocument, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Quarantined:
    """A failure as it is kept: by which program it last failed, how often it was tried, and when.

    What has no bytes cannot be tried again from the ledger, as a file that was not there. ``size`` is that of the
    document in bytes, `None` where none are kept or an older program kept them; ``program`` is `None` there too.
    """

    id: str
    failure: Failure
    program: str | None
    attempts: int
    first: datetime
    last: datetime
    has_bytes: bool
    size: int | None


class Quarantine(Database):
    """Failures leave when their document gives an article, in the transaction that keeps the article, or by hand."""

    def add_failure(self, failure: Failure, raw: RawDocument | None = None) -> None:
        """Keep ``failure``, with the document that it is about; the same document again counts as another attempt."""
        if raw is not None and failure.raw_id not in {None, raw.id}:
            raise LedgerError(
                f"{self._place}: the failure of {failure.location} is about document {failure.raw_id}, not {raw.id}"
            )
        raw_id = failure.raw_id if raw is None else raw.id
        location, reason = encodable(failure.location), encodable(failure.reason)
        # A file without bytes may fail in several places for several reasons; bytes fail as a whole.
        key = content_id("failure", location, reason if raw_id is None else None, raw_id)
        packed = None
        if raw is not None:
            with self._reads() as connection:
                packed = None if documents.has_bytes(connection, raw.id) else zlib.compress(raw.data)
        with self._writes() as connection:
            now = documents.now_text()
            values = {"reason": reason, "program": migration.program_version(), "last_at": now}
            if raw is not None:
                documents.keep_bytes(connection, raw, packed)
                values["document_id"] = documents.keep_document(connection, raw)
            known = failures.c.id == key
            again = update(failures).where(known).values(attempts=failures.c.attempts + 1, **values)
            if connection.execute(again).rowcount == 0:
                own = {"id": key, "location": location, "raw_id": raw_id, "attempts": 1, "first_at": now}
                connection.execute(insert(failures).values(own | values))

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, in order of location."""
        statement = select(failures).order_by(failures.c.location, failures.c.reason, failures.c.id)
        with self._reads() as connection:
            return tuple(
                Failure(location=row.location, reason=row.reason, raw_id=row.raw_id)
                for row in connection.execute(statement)
            )

    def quarantined(self, *, limit: int | None = None) -> tuple[Quarantined, ...]:
        """What could not be read, what failed last first."""
        statement = (
            select(failures, raw_documents.c.size, raw_documents.c.sha256.is_not(None).label("kept"))
            .outerjoin(raw_documents, raw_documents.c.sha256 == failures.c.raw_id)
            .order_by(failures.c.last_at.desc(), failures.c.location, failures.c.reason, failures.c.id)
            .limit(limit)
        )
        with self._reads() as connection:
            return tuple(
                Quarantined(
                    id=row["id"],
                    failure=Failure(location=row["location"], reason=row["reason"], raw_id=row["raw_id"]),
                    program=row["program"],
                    attempts=row["attempts"],
                    first=datetime.fromisoformat(row["first_at"]),
                    last=datetime.fromisoformat(row["last_at"]),
                    has_bytes=row["kept"],
                    size=row["size"],
                )
                for row in connection.execute(statement).mappings()
            )

    def failed_document(self, id: str) -> RawDocument:
        """The document of a failure, to be read again; `LedgerError` where its bytes are not there."""
        statement = (
            select(failures.c.location.label("failed_at"), raw_documents, documents_table.c.id)
            .outerjoin(raw_documents, raw_documents.c.sha256 == failures.c.raw_id)
            .outerjoin(documents_table, documents_table.c.id == failures.c.document_id)
            .where(failures.c.id == id)
        )
        with self._reads() as connection:
            row = connection.execute(statement).mappings().one_or_none()
            if row is None:
                raise LedgerError(f"{self._place}: there is no failure {id}; give an id from the list of failures")
            if row["sha256"] is None:
                raise LedgerError(
                    f"{self._place}: failure {id} was kept without bytes; read {row['failed_at']} itself again"
                )
            # The same bytes may have come from elsewhere first: the place is that of the failure.
            own = select(documents_table).where(documents_table.c.id == row["id"])
            place = connection.execute(own).mappings().one_or_none() or row
        return documents.load_raw(row["bytes"], row["sha256"], place)

    def release(self, id: str) -> bool:
        """Take a failure out of the quarantine; whether it was there. Bytes that nothing else needs go with it."""
        with self._writes() as connection:
            row = connection.execute(select(failures).where(failures.c.id == id)).one_or_none()
            if row is None:
                return False
            connection.execute(delete(failures).where(failures.c.id == id))
            if row.raw_id is not None:
                documents.drop_unread(connection, row.raw_id, row.location)
            return True


def holds(connection: Connection, raw: RawDocument) -> bool:
    """Whether a failure of this document waits."""
    return connection.execute(select(failures.c.id).where(_about(raw)).limit(1)).scalar() is not None


def release_read(connection: Connection, raw: RawDocument) -> None:
    """Let go of the failures of a document that has given an article."""
    connection.execute(delete(failures).where(_about(raw)))


def _about(raw: RawDocument) -> ColumnElement[bool]:
    """Failures of these bytes there, and those without bytes of a file or page that now could be read."""
    same = failures.c.raw_id == raw.id
    if raw.container is None:
        same = or_(same, failures.c.raw_id.is_(None))
    return and_(failures.c.location == encodable(raw.location), same)
