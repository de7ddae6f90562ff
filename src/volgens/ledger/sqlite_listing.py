"""Pages of long lists as SQLite reads them without walking the whole list.

Every list goes by a key that no two rows share, and a page begins after the last key of the one before, so that a page
in the middle costs what the first one does. Rows to choose from are first narrowed to sets of row numbers, which an
index or full-text search gives by themselves; the ``+`` before a column keeps SQLite from starting at such a set where
it would then have to sort all of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import Connection, RowMapping, text

from volgens.ledger.sqlite import MARKS, SNIPPET_WORDS, quote_phrases

FEW = 5000
"""Matches that are sorted; where there are more, the list is walked until the page is full, for it fills soon."""

Values = dict[str, str | int | float | None]


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """What rows must be, in SQL's own terms; ``match`` is for full-text search, ``speaker`` a whole name."""

    match: str = ""
    speaker: str | None = None
    acts: tuple[str, ...] = ()
    outlets: tuple[str, ...] | None = None
    since: str | None = None
    until: str | None = None

    def about_articles(self, values: Values) -> str:
        """Conditions on ``t``, whose values are put into ``values``."""
        parts = []
        if self.outlets is not None:
            parts.append(
                f"+t.key IN (SELECT key FROM articles WHERE outlet IN {_many('outlet', self.outlets, values)})"
            )
        for name, sign in (("since", ">="), ("until", "<")):
            moment = self.since if name == "since" else self.until
            if moment is not None:
                values[name] = moment
                parts.append(f"t.published_utc {sign} :{name}")
        return "".join(f" AND {part}" for part in parts)

    def about_attributions(self, values: Values) -> str:
        """Conditions on ``a``."""
        return f" AND +a.act IN {_many('act', self.acts, values)}" if self.acts else ""


def _many(name: str, those: Sequence[str], values: Values) -> str:
    values |= {f"{name}{n}": one for n, one in enumerate(those)}
    return f"({', '.join(f':{name}{n}' for n in range(len(those)))})"


def match_of(phrases: Sequence[str], actor: str) -> str:
    """Full-text query for all of ``phrases``, and ``actor`` in the speaker's name."""
    parts = [f"({quote_phrases(phrases)})"] if phrases else []
    if actor:
        parts.append(f"{{entity actor}} : {quote_phrases([actor])}")
    return " AND ".join(parts)


def find_outlets(connection: Connection) -> Sequence[str]:
    """Every outlet once, in order: a look into the index for each, and none for its articles."""
    statement = (
        "WITH RECURSIVE names(name) AS (SELECT min(outlet) FROM articles UNION ALL "
        "SELECT (SELECT min(outlet) FROM articles WHERE outlet > name) FROM names WHERE name IS NOT NULL) "
        "SELECT name FROM names WHERE name IS NOT NULL"
    )
    return connection.execute(text(statement)).scalars().all()


Place = tuple[str | None, str, int]
"""When the article was published in UTC, its id, and the position of an attribution in it."""


def page_articles(connection: Connection, wanted: Wanted, after: Place | None, most: int) -> Sequence[RowMapping]:
    """``key``, ``id`` and ``published_utc`` of the next articles, newest first and those without a date last."""
    values: Values = {}
    condition = wanted.about_articles(values)
    if wanted.match:
        values["match"] = wanted.match
        condition += " AND +t.key IN (SELECT rowid FROM article_words WHERE article_words MATCH :match)"
    statement = (
        "SELECT t.key, t.id, t.published_utc FROM articles AS t WHERE {dated}"
        f"{condition} {{after}} ORDER BY t.published_utc DESC, t.id DESC LIMIT :most"
    )
    return _in_two_parts(connection, statement, values, after, most)


def page_attributions(connection: Connection, wanted: Wanted, after: Place | None, most: int) -> Sequence[RowMapping]:
    """``key``, article ``id``, ``position`` and ``published_utc`` of the next attributions, newest articles first."""
    values: Values = {}
    condition = wanted.about_attributions(values) + wanted.about_articles(values)
    tables = "articles AS t CROSS JOIN attributions AS a ON a.article_id = t.id"
    if wanted.speaker is not None:
        values["speaker"] = wanted.speaker
        tables = (
            "actors AS p CROSS JOIN attributions AS a ON a.actor_id = p.id "
            "CROSS JOIN articles AS t ON t.id = a.article_id"
        )
        condition += " AND p.name = :speaker"
    if wanted.match:
        values["match"] = wanted.match
        found = "SELECT rowid FROM attribution_words WHERE attribution_words MATCH :match"
        if wanted.speaker is None and not _more_than_few(connection, wanted.match):
            tables = (
                f"({found}) AS w CROSS JOIN attributions AS a ON a.key = w.rowid "
                "CROSS JOIN articles AS t ON t.id = a.article_id"
            )
        else:
            condition += f" AND +a.key IN ({found})"
    statement = (
        f"SELECT a.key, t.id, a.position, t.published_utc FROM {tables} WHERE {{dated}}{condition} {{after}} "
        "ORDER BY t.published_utc DESC, t.id DESC, a.position LIMIT :most"
    )
    return _in_two_parts(connection, statement, values, after, most, inside="a.position")


def _more_than_few(connection: Connection, match: str) -> bool:
    statement = (
        "SELECT count(*) FROM (SELECT rowid FROM attribution_words WHERE attribution_words MATCH :match LIMIT :most)"
    )
    return bool(connection.execute(text(statement), {"match": match, "most": FEW + 1}).scalar_one() > FEW)


def _in_two_parts(  # noqa: PLR0913, PLR0917  (a statement with what it needs)
    connection: Connection, statement: str, values: Values, after: Place | None, most: int, inside: str | None = None
) -> Sequence[RowMapping]:
    """First what has a date, then what has none: one condition for both would keep the index from being used."""
    found: list[RowMapping] = []
    if after is None or after[0] is not None:
        found += _part(connection, statement, values, after, most, "t.published_utc IS NOT NULL", inside)
    if len(found) < most:
        rest = after if after is not None and after[0] is None else None
        found += _part(connection, statement, values, rest, most - len(found), "t.published_utc IS NULL", inside)
    return found


def _part(  # noqa: PLR0913, PLR0917
    connection: Connection,
    statement: str,
    values: Values,
    after: Place | None,
    most: int,
    dated: str,
    inside: str | None,
) -> Sequence[RowMapping]:
    bound, own = "", dict(values)
    if after is not None:
        own |= {"published": after[0], "article": after[1]}
        sign = "<=" if inside else "<"
        bound = f"AND t.id {sign} :article" if after[0] is None else (
            f"AND (t.published_utc, t.id) {sign} (:published, :article)"
        )  # fmt: skip
        if inside:
            own["position"] = after[2]
            bound += f" AND NOT (t.id = :article AND {inside} <= :position)"
    filled = statement.format(dated=dated, after=bound)
    return connection.execute(text(filled), {**own, "most": most}).mappings().all()


@dataclass(frozen=True, slots=True, kw_only=True)
class Ranked:
    """A match of full-text search: its row, and how good it is, the lowest best."""

    key: int
    rank: float


def page_matches(  # noqa: PLR0913, PLR0917  (which list, what of it, from where, how many)
    connection: Connection, table: str, wanted: Wanted, after: Ranked | None, most: int, best_first: bool
) -> Sequence[Ranked]:
    """The next matches in ``attribution_words`` or ``article_words``, best first or what was read last first."""
    values: Values = {"match": wanted.match, "most": most}
    joined = ""
    condition = wanted.about_articles(values)
    if table == "attribution_words":
        own = wanted.about_attributions(values)
        if own or condition:
            joined = "CROSS JOIN attributions AS a ON a.key = w.key CROSS JOIN articles AS t ON t.id = a.article_id"
        condition += own
    else:
        joined = "CROSS JOIN articles AS t ON t.key = w.key" if condition else ""
        condition += (
            " AND w.key NOT IN (SELECT t.key FROM attribution_words CROSS JOIN attributions AS a "
            "ON a.key = attribution_words.rowid CROSS JOIN articles AS t ON t.id = a.article_id "
            "WHERE attribution_words MATCH :match)"
        )
    if after is not None:
        values |= {"rank": after.rank, "key": after.key}
        condition += " AND (w.rank, w.key) > (:rank, :key)" if best_first else " AND w.key < :key"
    if best_first:
        # Materialized, for a comparison with `rank` next to MATCH means something else to FTS5.
        head = f"WITH w AS MATERIALIZED (SELECT rowid AS key, rank FROM {table} WHERE {table} MATCH :match) "
        source, order = "w", "w.rank, w.key"
    else:
        head, order = "", "w.key DESC"
        source = f"(SELECT rowid AS key, 0.0 AS rank FROM {table} WHERE {table} MATCH :match ORDER BY rowid DESC) AS w"
    statement = f"{head}SELECT w.key, w.rank FROM {source} {joined} WHERE true{condition} ORDER BY {order} LIMIT :most"
    return [Ranked(key=row.key, rank=row.rank) for row in connection.execute(text(statement), values)]


def load_snippets(connection: Connection, match: str, keys: Sequence[int], table: str) -> Mapping[int, tuple[str, str]]:
    """For each row the text around the words found in its first two columns, with marks."""
    columns = ", ".join(f"snippet({table}, {n}, '{MARKS[0]}', '{MARKS[1]}', '…', {SNIPPET_WORDS})" for n in (0, 1))
    values: Values = {"match": match}
    listed = ", ".join(_numbers(keys, values))
    statement = f"SELECT rowid, {columns} FROM {table} WHERE {table} MATCH :match AND rowid IN ({listed})"
    return {row[0]: (row[1] or "", row[2] or "") for row in connection.execute(text(statement), values)}


def _numbers(keys: Sequence[int], values: Values) -> Iterator[str]:
    for n, key in enumerate(keys):
        values[f"key{n}"] = key
        yield f":key{n}"


def page_actors(connection: Connection, prefix: str, after: str, most: int) -> Sequence[RowMapping]:
    """``name`` and in how many ``articles``, in order of name."""
    statement = (
        "SELECT name, count(*) AS articles FROM actors WHERE name > :after AND name >= :prefix AND name < :end "
        "GROUP BY name ORDER BY name LIMIT :most"
    )
    values = {"after": after, "prefix": prefix, "end": prefix + "\U0010ffff", "most": most}
    return connection.execute(text(statement), values).mappings().all()


def page_dossiers(connection: Connection, since: str, after: tuple[str, str] | None, most: int) -> Sequence[RowMapping]:
    """The dossiers with an article from ``since`` on, newest first, as a list shows them."""
    bound = "AND d.last_utc <= :last AND NOT (d.last_utc = :last AND d.id <= :id)" if after else ""
    title = (
        "SELECT t.title FROM dossier_articles AS i JOIN articles AS t ON t.id = i.article_id "
        "WHERE i.dossier_id = d.id AND t.title IS NOT NULL ORDER BY i.at, t.id LIMIT 1"
    )
    statement = (
        f"SELECT d.id, coalesce(d.title, ({title})) AS title, d.made_at, d.first_utc, d.last_utc, "
        "(SELECT count(*) FROM dossier_articles AS i WHERE i.dossier_id = d.id) AS articles "
        f"FROM dossiers AS d WHERE d.last_utc >= :since {bound} ORDER BY d.last_utc DESC, d.id LIMIT :most"
    )
    values: Values = {"since": since, "most": most}
    if after:
        values |= {"last": after[0], "id": after[1]}
    return connection.execute(text(statement), values).mappings().all()
