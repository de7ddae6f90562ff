"""What the pages of a newsroom ask of SQLite in its own terms: the newest matches first, without ranking them all."""

import json
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection, text

from volgens.ledger.sqlite import quote_phrases


def match_of(phrases: Sequence[str], actor: str, about: Sequence[str]) -> str:
    """FTS5 query for all of ``phrases``, ``actor`` in the speaker's name, and one of ``about`` in the content."""
    parts = [f"({quote_phrases(phrases)})"] if phrases else []
    if actor:
        parts.append(f"({{entity actor}} : {quote_phrases([actor])})")
    if about:
        parts.append(f"({{content}} : ({' OR '.join(quote_phrases([name]) for name in about)}))")
    return " AND ".join(parts)


def newest_matching(conditions: Mapping[str, str]) -> str:
    """SQL for attributions by what came in last, with ``:match``, ``:scan`` and ``:most`` to be filled in.

    In order of row number FTS5 gives rows one at a time, where ranking them would first look at all.
    """
    return (
        "SELECT a.key, a.act, coalesce(a.entity, (SELECT p.name FROM actors AS p WHERE p.id = a.actor_id)), "
        "t.outlet, t.published_utc FROM (SELECT rowid AS key FROM attribution_words WHERE attribution_words MATCH "
        ":match ORDER BY rowid DESC LIMIT :scan) AS w CROSS JOIN attributions AS a CROSS JOIN articles AS t "
        f"WHERE a.key = w.key AND t.id = a.article_id{conditions['attribution']}{conditions['article']} LIMIT :most"
    )


def newest_articles(connection: Connection, phrases: Sequence[str], most: int) -> Sequence[int]:
    """Numbers of articles with all of ``phrases``, what came in last first."""
    statement = text("SELECT rowid FROM article_words WHERE article_words MATCH :match ORDER BY rowid DESC LIMIT :most")
    return connection.execute(statement, {"match": quote_phrases(phrases), "most": most}).scalars().all()


_ACTORS = text(
    "SELECT id FROM actors WHERE name IN (SELECT value FROM json_each(:names)) ORDER BY rowid DESC LIMIT :most"
)


def newest_actors(connection: Connection, names: Sequence[str], most: int) -> Sequence[str]:
    """Ids of the actors with one of these very names, in the articles that were read last."""
    return connection.execute(_ACTORS, {"names": json.dumps(names), "most": most}).scalars().all()


def size_of(connection: Connection) -> int:
    """Bytes of the file, without its log."""
    pages, each = (connection.exec_driver_sql(f"PRAGMA {name}").scalar() or 0 for name in ("page_count", "page_size"))
    return int(pages) * int(each)
