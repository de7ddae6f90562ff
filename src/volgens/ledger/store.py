"""The ledger itself: one object, one database."""

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, Select, bindparam, func, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger import documents, finding, migration, originals, quarantine, rows, searching, sqlite
from volgens.ledger.accounts import Accounts
from volgens.ledger.audit import Audit
from volgens.ledger.copies import Copies
from volgens.ledger.documents import RawPlace
from volgens.ledger.listing import Listing
from volgens.ledger.overview import Overview
from volgens.ledger.proofreading import Corrections
from volgens.ledger.quarantine import Quarantine
from volgens.ledger.runs import Journal
from volgens.ledger.schedule import Schedule
from volgens.ledger.searching import NO_FILTERS, Hit, SearchFilters
from volgens.ledger.shelf import Shelf
from volgens.ledger.tables import actors, articles, attributions, failures, findings, raw_documents
from volgens.model import Article, RawDocument, Reading

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


class Ledger(Shelf, Corrections, Quarantine, Copies, Schedule, Journal, Overview, Listing, Accounts, Audit):
    """A database of readings. Every method raises `LedgerError` where the database fails.

    Threads may share one ledger and processes may open the same file; writers wait for each other, readers for nobody.
    """

    _extraction: str | None = None
    """The versions that the meta table names, as far as this object knows."""

    def add(self, raw: RawDocument, reading: Reading, *, reader: str | None = None) -> bool:
        """Keep ``reading`` and the document it came from, in one transaction; whether the article was new or changed.

        An article that is there changes only where other versions of the rules and models, or another ``reader``, read
        it now, or where it was read before statements were kept: then the new reading takes the place of the old one.
        Its dossier stays. Of two documents with the same article the first is kept; that there was a second, and
        where, is remembered. ``reader`` names all that the reading depends on; else it is the version of the program.
        """
        rows.check_reading(raw, reading)
        state = (rows.versions_of(reading), reader or migration.program_version())
        with self._reads() as connection:
            # Most articles of a second run are there: they cost no write lock and no compression.
            fresh = _state_kept(connection, reading.article.id) != state
            if not fresh and _is_settled(connection, raw, reading.article.id, state[1]):
                return False
            wanted = fresh or documents.wants_bytes(connection, raw, reading.article.id)
            packed = zlib.compress(raw.data) if wanted and not documents.has_bytes(connection, raw.id) else None
        with self._writes() as connection:
            fresh = _state_kept(connection, reading.article.id) != state
            if fresh or documents.wants_bytes(connection, raw, reading.article.id):
                documents.keep_bytes(connection, raw, packed)
            if fresh:
                _write(connection, reading, state[1])
                if reading.attributions and self._extraction != state[0]:
                    rows.set_meta(connection, "program", migration.program_version())
                    rows.set_meta(connection, "extraction", state[0])
            documents.keep_link(connection, raw, reading.article.id, state[1])
            quarantine.release_read(connection, raw)
        self._extraction = state[0] if fresh and reading.attributions else self._extraction
        return fresh

    def article_of(self, raw: RawDocument, *, reader: str | None = None) -> str | None:
        """Id of the article that ``reader`` took from this very document: these bytes, at this place.

        Where there is one, reading the document again would change nothing. ``reader`` is as `add` takes it.
        """
        reader = reader or migration.program_version()
        with self._reads() as connection:
            return documents.article_given(connection, raw, reader)

    def documents_of(self, article_id: str) -> tuple[RawPlace, ...]:
        """Where an article was met, the first place first."""
        with self._reads() as connection:
            return tuple(documents.iter_places(connection, article_id))

    def has_article(self, id: str) -> bool:
        with self._reads() as connection:
            return connection.execute(select(articles.c.id).where(articles.c.id == id)).scalar() is not None

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

    def articles_of(self, article_ids: Sequence[str]) -> list[Article]:
        """The articles themselves, in this order; what is not there is left out."""
        found: dict[str, Article] = {}
        for start in range(0, len(article_ids), READINGS_AT_ONCE):
            with self._reads() as connection:
                found |= rows.load_articles(connection, article_ids[start : start + READINGS_AT_ONCE])
        return [found[article_id] for article_id in article_ids if article_id in found]

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
        return documents.load_raw(row["bytes"], row["sha256"], row)

    def search(self, query: str, *, filters: SearchFilters = NO_FILTERS) -> Iterator[Hit]:
        """Places with all words of ``query``; ``"`` holds a phrase together, ``word*`` is any word that starts so.

        Nothing else is syntax. An empty query gives all attributions that pass ``filters``. With an act or actor among
        the filters no articles are given.
        """
        with self._reads() as connection:
            yield from searching.iter_hits(connection, query, filters)

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


_STATE = (
    select(articles.c.extraction, articles.c.reader)
    .join(findings, findings.c.article_id == articles.c.id)
    .where(articles.c.id == bindparam("article"))
)


def _state_kept(connection: Connection, article_id: str) -> tuple[str, str | None] | None:
    """The versions and the reader that read an article, `None` where it is not there or lacks findings."""
    row = connection.execute(_STATE, {"article": article_id}).one_or_none()
    return None if row is None else (row.extraction, row.reader)


def _is_settled(connection: Connection, raw: RawDocument, article_id: str, reader: str) -> bool:
    """Whether it is known that this document gives the article, and no failure of it waits."""
    return documents.is_linked(connection, raw, article_id, reader) and not quarantine.holds(connection, raw)


def _write(connection: Connection, reading: Reading, reader: str) -> None:
    """Write an article with all its parts, in place of those that are there."""
    article_id = reading.article.id
    values = rows.article_values(reading, reader)
    known = articles.c.id == article_id
    if connection.execute(select(articles.c.id).where(known)).scalar() is None:
        connection.execute(insert(articles).values(values))
    else:
        sqlite.forget(connection, article_id)
        rows.delete_parts(connection, article_id)
        connection.execute(update(articles).where(known).values(values))
    # What people corrected in an earlier reading holds for this one too.
    rows.insert_parts(connection, originals.keep_original(connection, reading))
    sqlite.index(connection, article_id)
