"""The ledger itself: one object, one database."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime

from sqlalchemy import Connection, Select, func, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger import finding, migration, rows, searching, sqlite
from volgens.ledger.searching import NO_FILTERS, Hit, SearchFilters
from volgens.ledger.shelf import Shelf
from volgens.ledger.tables import actors, articles, attributions, failures, findings, raw_documents
from volgens.model import Failure, RawDocument, Reading, content_id

IDS_AT_ONCE = 1000
READINGS_AT_ONCE = 50
"""Held in memory while iterating; 50 articles of the greatest length are 50 MB."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """How much a ledger holds; an actor counts once in each article that it speaks in."""

    articles: int
    attributions: int
    actors: int
    failures: int


class Ledger(Shelf):
    """A database of readings. Every method raises `LedgerError` where the database fails.

    Threads may share one ledger and processes may open the same file; writers wait for each other, readers for nobody.
    """

    _extraction: str | None = None
    """The versions that the meta table names, as far as this object knows."""

    def add(self, raw: RawDocument, reading: Reading) -> bool:
        """Keep ``reading`` and the document it came from, in one transaction; whether that changed anything.

        An article that is there changes only where other versions of the rules and models read it now, or where it was
        read before statements were kept: then the new reading takes the place of the old one. Its dossier stays. Of
        two documents with the same article the first is kept.
        """
        rows.check_reading(raw, reading)
        versions = rows.versions_of(reading)
        with self._reads() as connection:
            # Most articles of a second run are there: they cost no write lock and no compression.
            if _versions_kept(connection, reading.article.id) == versions:
                return False
            packed = None if _has_raw(connection, raw.id) else zlib.compress(raw.data)
        with self._writes() as connection:
            known = _versions_kept(connection, reading.article.id)
            if known == versions:
                return False
            if packed is not None and not _has_raw(connection, raw.id):
                connection.execute(insert(raw_documents).values(rows.raw_values(raw, packed, datetime.now(UTC))))
            if known is None:
                connection.execute(insert(articles).values(rows.article_values(reading)))
            else:
                sqlite.forget(connection, reading.article.id)
                rows.delete_parts(connection, reading.article.id)
                values = rows.article_values(reading)
                connection.execute(update(articles).where(articles.c.id == reading.article.id).values(values))
            rows.insert_parts(connection, reading)
            sqlite.index(connection, reading.article.id)
            if reading.attributions and self._extraction != versions:
                rows.set_meta(connection, "program", migration.program_version())
                rows.set_meta(connection, "extraction", versions)
        self._extraction = versions if reading.attributions else self._extraction
        return True

    def has_article(self, id: str) -> bool:
        with self._reads() as connection:
            return _versions_kept(connection, id) is not None

    def article_ids(self) -> Iterator[str]:
        """The ids of all articles, in order; ids added meanwhile may or may not come along."""
        last = ""
        # Pages with a transaction each: one long transaction would keep the log from being written back.
        while page := self._ids_after(last, IDS_AT_ONCE):
            yield from page
            last = page[-1]

    def _ids_after(self, last: str, most: int) -> list[str]:
        statement = select(articles.c.id).where(articles.c.id > last).order_by(articles.c.id).limit(most)
        with self._reads() as connection:
            return list(connection.execute(statement).scalars())

    def find_article(self, key: str) -> str:
        """Id of the article meant by ``key``: its id or the start of it, its address, where its document was, or
        words of its title; `LedgerError` with the candidates where several or none fit."""
        with self._reads() as connection:
            return finding.find_article(connection, key)

    def articles_at(self, address: str) -> tuple[str, ...]:
        """Ids of the articles with this very address: the versions of one article, in no order of time."""
        statement = select(articles.c.id).where(articles.c.address == address).order_by(articles.c.id)
        with self._reads() as connection:
            return tuple(connection.execute(statement).scalars())

    def reading(self, article_id: str) -> Reading:
        """What was read from one article; `LedgerError` where it is not there or was altered."""
        return self.readings_of([article_id])[0]

    def readings_of(self, article_ids: Sequence[str]) -> list[Reading]:
        """The readings of these articles, in this order; `LedgerError` where one is not there or was altered."""
        found: dict[str, Reading] = {}
        for start in range(0, len(article_ids), READINGS_AT_ONCE):
            with self._reads() as connection:
                found |= rows.load_readings(connection, article_ids[start : start + READINGS_AT_ONCE])
        for article_id in article_ids:
            if article_id not in found:
                raise LedgerError(f"{self._place}: there is no article {article_id}")
        return [found[article_id] for article_id in article_ids]

    def iter_readings(self) -> Iterator[Reading]:
        """All readings, in order of article id, with a page of them in memory at a time."""
        last = ""
        while page := self._ids_after(last, READINGS_AT_ONCE):
            with self._reads() as connection:
                found = rows.load_readings(connection, page)
            for article_id in page:
                yield found[article_id]
            last = page[-1]

    def raw(self, raw_id: str) -> RawDocument:
        """The document with this SHA-256; `LedgerError` where it is not there or was altered."""
        statement = select(raw_documents).where(raw_documents.c.sha256 == raw_id)
        with self._reads() as connection:
            row = connection.execute(statement).mappings().one_or_none()
        if row is None:
            raise LedgerError(f"{self._place}: there is no document {raw_id}")
        return rows.load_raw(row)

    def search(self, query: str, *, filters: SearchFilters = NO_FILTERS) -> Iterator[Hit]:
        """Places with all words of ``query``; ``"`` holds a phrase together, ``word*`` is any word that starts so.

        Nothing else is syntax. An empty query gives all attributions that pass ``filters``. With an act or actor among
        the filters no articles are given.
        """
        with self._reads() as connection:
            yield from searching.iter_hits(connection, query, filters)

    def add_failure(self, failure: Failure) -> None:
        """Keep ``failure``; the same one again changes nothing."""
        location, reason = rows.encodable(failure.location), rows.encodable(failure.reason)
        key = content_id("failure", location, reason, failure.raw_id)
        values = {"id": key, "location": location, "reason": reason, "raw_id": failure.raw_id}
        with self._writes() as connection:
            if connection.execute(select(failures.c.id).where(failures.c.id == key)).scalar() is None:
                now = datetime.now(UTC).isoformat(timespec="seconds")
                connection.execute(insert(failures).values(values | {"at": now}))

    def failures(self) -> tuple[Failure, ...]:
        """What could not be read, in order of location."""
        statement = select(failures).order_by(failures.c.location, failures.c.reason, failures.c.id)
        with self._reads() as connection:
            return tuple(
                Failure(location=row.location, reason=row.reason, raw_id=row.raw_id)
                for row in connection.execute(statement)
            )

    def counts(self) -> Counts:
        with self._reads() as connection:

            def count(table: Select[tuple[int]]) -> int:
                return connection.execute(table).scalar_one()

            return Counts(
                articles=count(select(func.count()).select_from(articles)),
                attributions=count(select(func.count()).select_from(attributions)),
                actors=count(select(func.count()).select_from(actors)),
                failures=count(select(func.count()).select_from(failures)),
            )


def _versions_kept(connection: Connection, article_id: str) -> str | None:
    """The versions that read an article, empty where it lacks findings, `None` where it is not there."""
    statement = (
        select(articles.c.extraction, findings.c.article_id.is_not(None).label("whole"))
        .outerjoin(findings, findings.c.article_id == articles.c.id)
        .where(articles.c.id == article_id)
    )
    row = connection.execute(statement).one_or_none()
    return None if row is None else row.extraction if row.whole else ""


def _has_raw(connection: Connection, raw_id: str) -> bool:
    statement = select(raw_documents.c.sha256).where(raw_documents.c.sha256 == raw_id)
    return connection.execute(statement).scalar() is not None
