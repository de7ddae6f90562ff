"""Where documents were met, with which bytes, and which articles they gave."""

import json
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, bindparam, delete, insert, select, update

from volgens.ledger.rows import Values, altered, encodable, encodable_if
from volgens.ledger.tables import articles, document_articles, documents, failures, raw_documents
from volgens.model import RawDocument, content_id


@dataclass(frozen=True, slots=True, kw_only=True)
class RawPlace:
    """One document that gave an article: which bytes, where, and what last read them.

    ``reader`` is `None` where an older program read it. Without ``has_bytes`` the ledger keeps those of an earlier
    document with the same article at the same location in its stead.
    """

    raw_id: str
    location: str
    container: str | None
    media_type: str
    captured: datetime | None
    first_seen: datetime
    reader: str | None
    has_bytes: bool


def document_id(raw: RawDocument) -> str:
    """Id of these bytes at this place, in the archive or table where they lie."""
    return content_id("document", raw.id, encodable(raw.location), encodable_if(raw.container))


# Asked for every document of a batch, and so put together once: that takes as long as asking.
_BYTES = select(raw_documents.c.sha256).where(raw_documents.c.sha256 == bindparam("raw"))
_DOCUMENT = select(documents.c.id).where(documents.c.id == bindparam("document"))
_LINK = select(document_articles.c.article_id).where(
    document_articles.c.document_id == bindparam("document"),
    document_articles.c.article_id == bindparam("article"),
    document_articles.c.reader == bindparam("reader"),
)
_GIVEN = (
    select(articles.c.id)
    .join(document_articles, document_articles.c.article_id == articles.c.id)
    .where(
        document_articles.c.document_id == bindparam("document"),
        document_articles.c.reader == bindparam("reader"),
        articles.c.reader == bindparam("reader"),
    )
    .order_by(articles.c.key.desc())
    .limit(1)
)


def now_text() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _place_values(raw: RawDocument) -> Values:
    return {
        "media_type": encodable(raw.media_type),
        "location": encodable(raw.location),
        "container": encodable_if(raw.container),
        "captured": raw.captured and raw.captured.isoformat(),
        "headers": json.dumps(raw.headers, separators=(",", ":")) if raw.headers else None,
        "first_seen": now_text(),
    }


def has_bytes(connection: Connection, raw_id: str) -> bool:
    return connection.execute(_BYTES, {"raw": raw_id}).scalar() is not None


def wants_bytes(connection: Connection, raw: RawDocument, article_id: str) -> bool:
    """Whether neither these bytes are kept nor others that gave the same article at the same location.

    A page that is fetched again and again comes with other advertisements around the same words: once is enough.
    """
    if has_bytes(connection, raw.id):
        return False
    statement = (
        select(documents.c.id)
        .join(document_articles, document_articles.c.document_id == documents.c.id)
        .join(raw_documents, raw_documents.c.sha256 == documents.c.raw_id)
        .where(document_articles.c.article_id == article_id, documents.c.location == encodable(raw.location))
        .limit(1)
    )
    return connection.execute(statement).scalar() is None


def keep_bytes(connection: Connection, raw: RawDocument, packed: bytes | None) -> None:
    """Keep the bytes of ``raw``, which come ``packed`` where there was time for it, unless they are there."""
    if not has_bytes(connection, raw.id):
        own = {"sha256": raw.id, "bytes": packed or zlib.compress(raw.data), "size": len(raw.data)}
        connection.execute(insert(raw_documents).values(_place_values(raw) | own))


def keep_document(connection: Connection, raw: RawDocument) -> str:
    """Remember where these bytes were met; the id of that."""
    key = document_id(raw)
    if connection.execute(_DOCUMENT, {"document": key}).scalar() is None:
        connection.execute(insert(documents).values(_place_values(raw) | {"id": key, "raw_id": raw.id}))
    return key


def keep_link(connection: Connection, raw: RawDocument, article_id: str, reader: str) -> None:
    """Remember that ``reader`` took this article from this document."""
    key = keep_document(connection, raw)
    own = (document_articles.c.document_id == key) & (document_articles.c.article_id == article_id)
    if connection.execute(update(document_articles).where(own).values(reader=reader)).rowcount == 0:
        connection.execute(insert(document_articles).values(document_id=key, article_id=article_id, reader=reader))


def is_linked(connection: Connection, raw: RawDocument, article_id: str, reader: str) -> bool:
    """Whether ``reader`` took this article from this document."""
    values = {"document": document_id(raw), "article": article_id, "reader": reader}
    return connection.execute(_LINK, values).scalar() is not None


def article_given(connection: Connection, raw: RawDocument, reader: str) -> str | None:
    """Id of the article that ``reader`` took from this document, and nobody else has read since."""
    return connection.execute(_GIVEN, {"document": document_id(raw), "reader": reader}).scalar()


def iter_places(connection: Connection, article_id: str) -> Iterator[RawPlace]:
    """The documents that gave an article, in the order in which they were met."""
    statement = (
        select(documents, document_articles.c.reader, raw_documents.c.sha256.is_not(None).label("kept"))
        .join(document_articles, document_articles.c.document_id == documents.c.id)
        .outerjoin(raw_documents, raw_documents.c.sha256 == documents.c.raw_id)
        .where(document_articles.c.article_id == article_id)
        .order_by(documents.c.first_seen, documents.c.location, documents.c.id)
    )
    for row in connection.execute(statement).mappings():
        yield RawPlace(
            raw_id=row["raw_id"],
            location=row["location"],
            container=row["container"],
            media_type=row["media_type"],
            captured=row["captured"] and datetime.fromisoformat(row["captured"]),
            first_seen=datetime.fromisoformat(row["first_seen"]),
            reader=row["reader"],
            has_bytes=row["kept"],
        )


def load_raw(packed: bytes, key: str, place: RowMapping) -> RawDocument:
    """The document with SHA-256 ``key`` as it was met at ``place``; `LedgerError` where it was altered."""
    try:
        raw = RawDocument(
            data=zlib.decompress(packed),
            media_type=place["media_type"],
            location=place["location"],
            container=place["container"],
            captured=place["captured"] and datetime.fromisoformat(place["captured"]),
            headers=tuple((name, value) for name, value in json.loads(place["headers"] or "[]")),
        )
    except (zlib.error, ValueError, TypeError) as error:
        raise altered("document", key) from error
    if raw.id != key:
        raise altered("document", key)
    return raw


def drop_unread(connection: Connection, raw_id: str, location: str) -> None:
    """Let go of documents that gave no article and wait in no quarantine, and of bytes that nothing else needs."""
    read, waiting = select(document_articles.c.document_id), select(failures.c.document_id)
    connection.execute(
        delete(documents).where(
            documents.c.raw_id == raw_id,
            documents.c.location == location,
            ~read.where(document_articles.c.document_id == documents.c.id).exists(),
            ~waiting.where(failures.c.document_id == documents.c.id).exists(),
        )
    )
    connection.execute(
        delete(raw_documents).where(
            raw_documents.c.sha256 == raw_id,
            ~select(documents.c.id).where(documents.c.raw_id == raw_id).exists(),
            ~select(articles.c.id).where(articles.c.raw_id == raw_id).exists(),
        )
    )
