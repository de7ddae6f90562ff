"""Which articles share passages: a few keys of each, by which the others are found, and the copies found so."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, delete, insert, or_, select

from volgens.errors import LedgerError
from volgens.ledger import sqlite
from volgens.ledger.database import Database
from volgens.ledger.tables import articles, copies, sketches

MOST_SHARERS = 200
"""Articles that may share a key; one that more have is a phrase of the trade and tells nothing."""

SIGN = 1 << 63


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyLink:
    """``share`` of the words of one article, between 0 and 1, stand in another too; ``kind`` says in which manner."""

    article_id: str
    other_id: str
    share: float
    kind: str


class Copies(Database):
    """Sketches are made of the text, which never changes, and so outlive a new reading of their article."""

    def add_sketch(self, article_id: str, keys: Sequence[int], *, links: Sequence[CopyLink] = ()) -> None:
        """Keep the keys of an article, whole numbers of 64 bits, and its own links, in place of what was kept before.

        Keys and ``links`` come in one transaction, so that an article with a sketch has its links too.
        """
        with self._writes() as connection:
            self._check_article(connection, article_id)
            connection.execute(delete(sketches).where(sketches.c.article_id == article_id))
            connection.execute(delete(copies).where(copies.c.article_id == article_id))
            if rows := [{"article_id": article_id, "key": key} for key in sorted(_signed(keys))]:
                connection.execute(insert(sketches), rows)
            for link in links:
                if link.article_id != article_id:
                    raise LedgerError(f"{self._place}: a copy of {link.article_id} is none of article {article_id}")
                self._put(connection, link)

    def sketch_of(self, article_id: str) -> frozenset[int]:
        """The keys that `add_sketch` kept, as numbers without sign."""
        statement = select(sketches.c.key).where(sketches.c.article_id == article_id)
        with self._reads() as connection:
            return frozenset(key % (SIGN << 1) for key in connection.execute(statement).scalars())

    def find_by_sketch(self, keys: Sequence[int], limit: int) -> tuple[tuple[str, int], ...]:
        """Articles that share ``keys``, with how many, the most first; an article that has a sketch finds itself too.

        Keys that more than `MOST_SHARERS` articles have are passed over.
        """
        with self._reads() as connection:
            return tuple(sqlite.find_sharing(connection, sorted(_signed(keys)), MOST_SHARERS, limit))

    def unsketched(self) -> tuple[str, ...]:
        """Ids of the articles without keys, in order, as after an upgrade or a run that was cut off."""
        statement = (
            select(articles.c.id)
            .where(~select(sketches.c.key).where(sketches.c.article_id == articles.c.id).exists())
            .order_by(articles.c.id)
        )
        with self._reads() as connection:
            return tuple(connection.execute(statement).scalars())

    def add_copy(self, article_id: str, of: str, share: float, kind: str) -> None:
        """Keep that ``article_id`` shares words with ``of``, in place of what was kept about the two in this order."""
        with self._writes() as connection:
            self._put(connection, CopyLink(article_id=article_id, other_id=of, share=share, kind=kind))

    def copies_of(self, article_id: str) -> tuple[CopyLink, ...]:
        """The links from and to an article, the greatest share first."""
        with self._reads() as connection:
            return tuple(_iter_links(connection, article_id))

    def _put(self, connection: Connection, link: CopyLink) -> None:
        if link.article_id == link.other_id:
            raise LedgerError(f"{self._place}: article {link.article_id} is no copy of itself; give two articles")
        if not 0.0 <= link.share <= 1.0:
            raise LedgerError(f"{self._place}: a share lies between 0 and 1, not at {link.share}")
        for each in (link.article_id, link.other_id):
            self._check_article(connection, each)
        known = (copies.c.article_id == link.article_id) & (copies.c.other_id == link.other_id)
        connection.execute(delete(copies).where(known))
        connection.execute(
            insert(copies).values(article_id=link.article_id, other_id=link.other_id, share=link.share, kind=link.kind)
        )

    def _check_article(self, connection: Connection, article_id: str) -> None:
        if connection.execute(select(articles.c.id).where(articles.c.id == article_id)).scalar() is None:
            raise LedgerError(f"{self._place}: there is no article {article_id}; add it first")


def _signed(keys: Sequence[int]) -> set[int]:
    """The keys as the database holds them: the upper half of the numbers of 64 bits counts as below nought."""
    for key in keys:
        if not -SIGN <= key < SIGN << 1:
            raise LedgerError(f"{key} is no key of 64 bits; make the keys smaller")
    return {(key + SIGN) % (SIGN << 1) - SIGN for key in keys}


def _iter_links(connection: Connection, article_id: str) -> Iterator[CopyLink]:
    statement = (
        select(copies)
        .where(or_(copies.c.article_id == article_id, copies.c.other_id == article_id))
        .order_by(copies.c.share.desc(), copies.c.article_id, copies.c.other_id)
    )
    for row in connection.execute(statement):
        yield CopyLink(article_id=row.article_id, other_id=row.other_id, share=row.share, kind=row.kind)
