"""The long lists of a ledger a page at a time: articles, attributions, hits, actors, dossiers, failures.

A page is asked for by the key at which the one before it ended, so that nothing is given twice or left out however
much is added meanwhile. Only the order ``best`` moves a little as the ledger grows.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Generic, TypeVar

from sqlalchemy import Connection, select, text

from volgens.errors import LedgerError
from volgens.ledger import sqlite_listing
from volgens.ledger.database import Database
from volgens.ledger.entries import (
    ActorEntry,
    ActorView,
    ArticleEntry,
    Told,
    load_actor,
    load_article_entries,
    load_dossier_entry,
    load_hits,
    load_quarantined,
    load_told,
)
from volgens.ledger.grouping import DossierEntry
from volgens.ledger.quarantine import Quarantined
from volgens.ledger.rows import encodable, utc_text
from volgens.ledger.searching import Hit, phrases_in
from volgens.ledger.sqlite_listing import Place, Ranked, Wanted, match_of
from volgens.ledger.tables import attributions
from volgens.model import Act

Key = tuple[str | int | float | None, ...]
"""Where a page ended; only the list that gave it knows what it means."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page(Generic[T]):
    """Part of a list; ``last`` is `None` where nothing follows."""

    items: tuple[T, ...]
    last: Key | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ListFilters:
    """What is listed; as `SearchFilters`, with ``speaker`` for the whole name of an actor as the ledger has it.

    ``acts`` keeps attributions with any of these, `None` all.
    """

    words: str = ""
    actor: str = ""
    speaker: str | None = None
    acts: frozenset[Act] | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None


class Listing(Database):
    """Pages of at most ``most`` items; every method raises `LedgerError` where ``after`` is no key of its own."""

    def list_articles(self, filters: ListFilters, after: Key | None, most: int) -> Page[ArticleEntry]:
        """Articles, newest first, those without a date last; with ``words`` those with all of them in title or text.

        What is asked about attributions counts for nothing here.
        """
        place, filters = _place(after), replace(filters, actor="", acts=None)
        with self._reads() as connection:
            wanted = _wanted(connection, filters)
            if wanted is None:
                return Page(items=(), last=None)
            rows = sqlite_listing.page_articles(connection, wanted, place, most + 1)
            entries = load_article_entries(connection, [row["id"] for row in rows[:most]])
        last = rows[most - 1] if len(rows) > most else None
        return Page(items=entries, last=None if last is None else (last["published_utc"], last["id"], 0))

    def articles_by_id(self, ids: Sequence[str]) -> tuple[ArticleEntry, ...]:
        """These articles as a list shows them, in this order, without those that are not there."""
        with self._reads() as connection:
            return load_article_entries(connection, ids)

    def list_attributions(self, filters: ListFilters, after: Key | None, most: int) -> Page[Told]:
        """Attributions, those of the newest articles first, within an article in the order of its text."""
        place = _place(after)
        with self._reads() as connection:
            wanted = _wanted(connection, filters)
            if wanted is None:
                return Page(items=(), last=None)
            rows = sqlite_listing.page_attributions(connection, wanted, place, most + 1)
            told = load_told(connection, [row["key"] for row in rows[:most]])
        last = rows[most - 1] if len(rows) > most else None
        return Page(
            items=tuple(told.values()),
            last=None if last is None else (last["published_utc"], last["id"], last["position"]),
        )

    def attribution(self, id: str) -> Told:
        """One attribution; `LedgerError` where there is none."""
        with self._reads() as connection:
            key = connection.execute(select(attributions.c.key).where(attributions.c.id == encodable(id))).scalar()
            if key is None:
                raise LedgerError(f"there is no attribution {id}; give an id from a list of attributions")
            return load_told(connection, [key])[key]

    def list_hits(self, filters: ListFilters, after: Key | None, most: int, *, best_first: bool = True) -> Page[Hit]:
        """Attributions that have the words, then articles where no attribution has them all; as `Ledger.search`.

        Best first, or what was read last first. `LedgerError` where neither words nor an actor are asked for.
        """
        kind, ranked = _match_place(after)
        with self._reads() as connection:
            wanted = _wanted(connection, filters)
            if wanted is None:
                return Page(items=(), last=None)
            if not wanted.match:
                raise LedgerError("a search needs words or an actor; give either, or list the attributions")
            hits: list[tuple[str, Ranked, Hit]] = []
            tables = ["attribution_words", "article_words"]
            if filters.actor or filters.acts is not None or filters.speaker is not None:
                tables = tables[:1]
            for table in tables[tables.index(kind) :] if kind in tables else ():
                left = most + 1 - len(hits)
                if left > 0:
                    start = ranked if table == kind else None
                    found = sqlite_listing.page_matches(connection, table, wanted, start, left, best_first)
                    hits += load_hits(connection, table, wanted.match, found)
        last = hits[most - 1] if len(hits) > most else None
        return Page(items=tuple(hit for _, _, hit in hits[:most]), last=last and (last[0], last[1].rank, last[1].key))

    def list_actors(self, prefix: str, after: Key | None, most: int) -> Page[ActorEntry]:
        """Names of actors that begin with ``prefix``, upper and lower case told apart, in order of name."""
        start = _checked(after, (str,))[0] if after else ""
        with self._reads() as connection:
            rows = sqlite_listing.page_actors(connection, encodable(prefix), str(start), most + 1)
        items = tuple(ActorEntry(name=row["name"], articles=row["articles"]) for row in rows[:most])
        return Page(items=items, last=(items[-1].name,) if len(rows) > most else None)

    def actor(self, name: str) -> ActorView:
        """What is known under a name; `LedgerError` where no actor has it."""
        with self._reads() as connection:
            return load_actor(connection, encodable(name))

    def list_dossiers(self, since: datetime | None, after: Key | None, most: int) -> Page[DossierEntry]:
        """Dossiers with an article from ``since`` on, newest first."""
        start = None
        if after is not None:
            last, id = _checked(after, (str, str))
            start = (str(last), str(id))
        with self._reads() as connection:
            rows = sqlite_listing.page_dossiers(connection, utc_text(since) if since else "", start, most + 1)
        items = tuple(load_dossier_entry(row) for row in rows[:most])
        return Page(items=items, last=(rows[most - 1]["last_utc"], items[-1].id) if len(rows) > most else None)

    def list_quarantined(self, after: Key | None, most: int) -> Page[Quarantined]:
        """What could not be read, what failed last first."""
        bound, values = "", {"most": most + 1}
        if after is not None:
            last, id = _checked(after, (str, str))
            bound = "WHERE (f.last_at, f.id) < (:last, :id)"
            values |= {"last": last, "id": id}  # type: ignore[dict-item]
        statement = text(
            "SELECT f.*, r.size, r.sha256 IS NOT NULL AS kept FROM failures AS f "
            f"LEFT JOIN raw_documents AS r ON r.sha256 = f.raw_id {bound} "
            "ORDER BY f.last_at DESC, f.id DESC LIMIT :most"
        )
        with self._reads() as connection:
            rows = connection.execute(statement, values).mappings().all()
        items = tuple(load_quarantined(row) for row in rows[:most])
        return Page(items=items, last=(rows[most - 1]["last_at"], items[-1].id) if len(rows) > most else None)


def _checked(key: Key, kinds: tuple[type, ...]) -> Key:
    if len(key) != len(kinds) or not all(isinstance(part, kind) for part, kind in zip(key, kinds, strict=True)):
        raise LedgerError("this is not where a page of this list ended; begin with the first page")
    return key


def _place(after: Key | None) -> Place | None:
    if after is None:
        return None
    published, id, position = _checked(after, (str | None, str, int))  # type: ignore[arg-type]
    return (None if published is None else str(published), str(id), int(position or 0))


def _match_place(after: Key | None) -> tuple[str, Ranked | None]:
    if after is None:
        return "attribution_words", None
    table, rank, key = _checked(after, (str, float, int))
    return str(table), Ranked(rank=float(rank or 0.0), key=int(key or 0))


def _wanted(connection: Connection, filters: ListFilters) -> Wanted | None:
    """``filters`` in the database's terms; `None` where nothing can pass them."""
    phrases = phrases_in(filters.words)
    if (filters.words.strip() and not phrases) or filters.acts == frozenset():
        return None
    outlets = None
    if filters.outlet:
        outlets = tuple(
            name for name in sqlite_listing.find_outlets(connection) if name.casefold() == filters.outlet.casefold()
        )
        if not outlets:
            return None
    return Wanted(
        match=match_of(phrases, encodable(filters.actor).strip()),
        speaker=None if filters.speaker is None else encodable(filters.speaker),
        acts=tuple(sorted(act.value for act in filters.acts or ())),
        outlets=outlets,
        since=utc_text(filters.since) if filters.since else None,
        until=utc_text(filters.until) if filters.until else None,
    )
