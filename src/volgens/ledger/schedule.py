"""What is watched: feeds, and the addresses that they name, each with when it is due and what the server said last."""

from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from urllib.parse import urlsplit

from sqlalchemy import Connection, Select, delete, func, insert, select, update

from volgens.ledger.database import Database
from volgens.ledger.rows import Values, encodable, encodable_if, utc_text
from volgens.ledger.tables import addresses, feeds


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """A feed that is polled ``every`` so many seconds; ``errors`` are those in a row, ``reason`` is of the last."""

    address: str
    every: float
    due: datetime
    etag: str | None
    last_modified: str | None
    errors: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AddressState:
    """A page that is fetched when it is ``due``; ``status`` is `None` where it never was."""

    address: str
    feed: str | None
    first_seen: datetime
    due: datetime | None
    etag: str | None
    last_modified: str | None
    errors: int
    article_id: str | None
    status: str | None


class Schedule(Database):
    """All that a watcher must know after a restart. It decides when; the ledger remembers."""

    def watch_feed(self, address: str, every: float, at: datetime) -> None:
        """Watch a feed from ``at`` on; one that is watched keeps its state, and comes sooner if ``every`` does."""
        address = encodable(address)
        with self._writes() as connection:
            known = connection.execute(select(feeds).where(feeds.c.address == address)).one_or_none()
            if known is None:
                connection.execute(insert(feeds).values(address=address, every=every, due=utc_text(at), errors=0))
            elif known.every != every:
                due = min(known.due, utc_text(at + timedelta(seconds=every)))
                connection.execute(update(feeds).where(feeds.c.address == address).values(every=every, due=due))

    def unwatch_feed(self, address: str) -> bool:
        """Watch a feed no more; whether it was watched. What it named stays known and is not fetched again."""
        address = encodable(address)
        with self._writes() as connection:
            connection.execute(update(addresses).where(addresses.c.feed == address).values(due=None))
            return connection.execute(delete(feeds).where(feeds.c.address == address)).rowcount > 0

    def feeds(self) -> tuple[FeedState, ...]:
        """The feeds that are watched, in order of address."""
        return self._feeds(select(feeds).order_by(feeds.c.address))

    def due_feeds(self, at: datetime) -> tuple[FeedState, ...]:
        """The feeds to be polled by now, those that have waited longest first."""
        return self._feeds(select(feeds).where(feeds.c.due <= utc_text(at)).order_by(feeds.c.due, feeds.c.address))

    def _feeds(self, statement: Select[tuple[object, ...]]) -> tuple[FeedState, ...]:
        with self._reads() as connection:
            return tuple(
                FeedState(
                    address=row["address"],
                    every=row["every"],
                    due=datetime.fromisoformat(row["due"]),
                    etag=row["etag"],
                    last_modified=row["last_modified"],
                    errors=row["errors"],
                    reason=row["reason"],
                )
                for row in connection.execute(statement).mappings()
            )

    def note_feed(  # noqa: PLR0913  (what a poll brought, by name)
        self,
        address: str,
        *,
        at: datetime,
        due: datetime,
        etag: str | None,
        last_modified: str | None,
        errors: int,
        reason: str | None,
    ) -> None:
        """Keep what polling a feed brought; nothing where it is no longer watched."""
        values = {
            "polled": utc_text(at),
            "due": utc_text(due),
            "etag": encodable_if(etag),
            "last_modified": encodable_if(last_modified),
            "errors": errors,
            "reason": encodable_if(reason),
        }
        with self._writes() as connection:
            connection.execute(update(feeds).where(feeds.c.address == encodable(address)).values(values))

    def note_address(self, address: str, *, feed: str | None, at: datetime, changed: str | None) -> bool:
        """Keep that an address was named; whether it is new or says that it changed, and so is due now.

        ``changed`` is what the feed says about the last change, word for word; `None` where it says nothing.
        """
        address, feed, changed = encodable(address), encodable_if(feed), encodable_if(changed)
        with self._reads() as connection:
            # Nearly all that a feed names is known: that costs no write lock.
            if (changes := _changes(connection, address, changed)) == {}:
                return False
        with self._writes() as connection:
            changes = _changes(connection, address, changed)
            if changes is None:
                first = {"address": address, "host": _host(address), "feed": feed, "errors": 0, "changed": changed}
                times = {"first_seen": utc_text(at), "due": utc_text(at)}
                connection.execute(insert(addresses).values(first | times))
            elif changes:
                known = addresses.c.address == address
                connection.execute(update(addresses).where(known).values(changes | {"due": utc_text(at)}))
            return changes != {}

    def due_addresses(self, at: datetime, limit: int) -> tuple[AddressState, ...]:
        """Up to ``limit`` addresses to be fetched by now, the hosts in turn, and of each what waited longest first."""
        turn = func.row_number().over(
            partition_by=addresses.c.host, order_by=(addresses.c.due, addresses.c.first_seen, addresses.c.address)
        )
        waiting = select(addresses, turn.label("turn")).where(addresses.c.due <= utc_text(at)).subquery()
        statement = select(waiting).order_by(waiting.c.turn, waiting.c.due, waiting.c.address).limit(limit)
        with self._reads() as connection:
            return tuple(
                AddressState(
                    address=row["address"],
                    feed=row["feed"],
                    first_seen=datetime.fromisoformat(row["first_seen"]),
                    due=row["due"] and datetime.fromisoformat(row["due"]),
                    etag=row["etag"],
                    last_modified=row["last_modified"],
                    errors=row["errors"],
                    article_id=row["article_id"],
                    status=row["status"],
                )
                for row in connection.execute(statement).mappings()
            )

    def note_fetch(  # noqa: PLR0913  (what an answer brought, by name)
        self,
        address: str,
        *,
        at: datetime,
        due: datetime | None,
        status: str,
        etag: str | None,
        last_modified: str | None,
        errors: int,
        article_id: str | None,
        target: str | None,
    ) -> None:
        """Keep what fetching an address brought; without ``due`` it is not fetched again until it changes.

        Without ``article_id`` or ``target`` the last ones stay: an answer that fails takes nothing away.
        """
        address = encodable(address)
        values: Values = {
            "fetched": utc_text(at),
            "due": due and utc_text(due),
            "status": encodable(status),
            "etag": encodable_if(etag),
            "last_modified": encodable_if(last_modified),
            "errors": errors,
        }
        values |= {"article_id": article_id} if article_id is not None else {}
        values |= {"target": encodable(target)} if target is not None else {}
        with self._writes() as connection:
            if connection.execute(update(addresses).where(addresses.c.address == address).values(values)).rowcount == 0:
                first: Values = {"address": address, "host": _host(address), "first_seen": utc_text(at)}
                connection.execute(insert(addresses).values(first | values))


def _changes(connection: Connection, address: str, changed: str | None) -> Values | None:
    """What naming an address changes in its row, `None` where there is none."""
    row = connection.execute(select(addresses).where(addresses.c.address == address)).one_or_none()
    if row is None:
        return None
    if changed is not None and changed != row.changed:
        return {"changed": changed}
    # Its feed was taken off before it was ever fetched, and now it is named again.
    return {"changed": row.changed} if row.due is None and row.status is None else {}


def _host(address: str) -> str:
    with suppress(ValueError):
        return urlsplit(address).hostname or ""
    return ""
