"""From what a user types to the one article that it means."""

from collections.abc import Sequence

from sqlalchemy import Connection, Select, or_, select

from volgens.errors import LedgerError
from volgens.ledger import sqlite
from volgens.ledger.rows import encodable
from volgens.ledger.searching import phrases_in
from volgens.ledger.tables import articles, document_articles, documents, raw_documents

SHORTEST_PREFIX = 4
"""Characters of an id; fewer would take words for ids."""

MOST_CANDIDATES = 8
"""Listed when several articles fit."""

HEXADECIMAL = frozenset("0123456789abcdef")


def find_article(connection: Connection, key: str) -> str:
    """Id of the one article that ``key`` fits; `LedgerError` with the candidates where several or none do."""
    key = encodable(key.strip())
    found = candidates(connection, key)
    if len(found) == 1:
        return found[0]
    if not found:
        raise LedgerError(
            f"no article fits {key!r}; give an id or its first {SHORTEST_PREFIX} characters or more, "
            "an address, a location or words of the title"
        )
    listed = "; ".join(_described(connection, found[:MOST_CANDIDATES]))
    more = "; and more" if len(found) > MOST_CANDIDATES else ""
    raise LedgerError(f"several articles fit {key!r}; give the id of one: {listed}{more}")


def candidates(connection: Connection, key: str) -> Sequence[str]:
    """Ids of the articles that ``key`` fits in the first way that fits any, one more than are listed at most."""
    lower = key.lower()
    ways = [
        select(articles.c.id).where(articles.c.id == lower),
        select(articles.c.id).where(articles.c.address == key),
        _met_at(key),
    ]
    if len(key) >= SHORTEST_PREFIX and HEXADECIMAL.issuperset(lower):
        # A range and not LIKE: it uses the index whatever the database's rules for upper and lower case are.
        ways.append(select(articles.c.id).where(articles.c.id >= lower, articles.c.id < lower + "g"))
    for way in ways:
        if found := _ids(connection, way):
            return found
    phrases = phrases_in(key)
    return sqlite.find_titles(connection, phrases, MOST_CANDIDATES + 1) if phrases else ()


def _met_at(location: str) -> Select[tuple[str]]:
    """The articles that documents at this place gave, also where the bytes were first met elsewhere."""
    first = select(articles.c.id).join(raw_documents).where(raw_documents.c.location == location)
    linked = (
        select(document_articles.c.article_id)
        .join(documents, documents.c.id == document_articles.c.document_id)
        .where(documents.c.location == location)
    )
    return select(articles.c.id).where(or_(articles.c.id.in_(first), articles.c.id.in_(linked)))


def _ids(connection: Connection, way: Select[tuple[str]]) -> Sequence[str]:
    return connection.execute(way.order_by(articles.c.id).limit(MOST_CANDIDATES + 1)).scalars().all()


def _described(connection: Connection, ids: Sequence[str]) -> list[str]:
    columns = (articles.c.id, articles.c.outlet, articles.c.published, articles.c.title)
    rows = connection.execute(select(*columns).where(articles.c.id.in_(ids)).order_by(articles.c.id))
    return [", ".join(filter(None, (key, outlet, published, title))) for key, outlet, published, title in rows]
