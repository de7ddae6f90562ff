"""All that is particular to SQLite: opening the file, what its errors mean, and full-text search.

Another database needs a module with these same functions and a line in `volgens.ledger.migration`.

A ledger keeps a write-ahead log with ``synchronous=NORMAL``. A killed process then loses nothing that `add` returned
from, and a power cut can undo no more than the last few articles, never half of one; the next run reads those again,
for adding is idempotent. ``FULL`` would wait for the disk after every article to save that second reading.

Full-text search keeps no second copy of any text. ``article_words`` indexes the articles; ``attribution_words``
indexes the view ``attribution_texts``, which takes the words of content and source out of the article by their spans.
FTS5 must be given the old words to forget a row: call `forget` before an article's rows change and `index` after.
"""

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from sqlalchemy import URL, Connection, CursorResult, Engine, create_engine, event, text
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

PRAGMAS = ("PRAGMA busy_timeout=30000", "PRAGMA foreign_keys=ON", "PRAGMA synchronous=NORMAL")
"""Run on every connection; the time that a writer waits for another is in milliseconds."""

MARKS = ("\ufdd0", "\ufdd1")
"""Stand around the words found in a snippet; Unicode keeps these two free for use inside a program."""

SNIPPET_WORDS = 32
MANY = 100
"""Rows fetched at a time."""

TOKENIZER = "unicode61 remove_diacritics 2"
"""``Oekraine`` finds ``Oekraïne``; no stemming, for a name has none."""


def open_engine(url: URL) -> Engine:
    """Engine whose transactions begin where SQLAlchemy says, so that tables too come in one transaction or not at all.

    With the execution option ``writes`` a transaction takes the write lock at its start: two writers then wait for
    each other, where one that first reads would fail at once.
    """
    engine = create_engine(url)

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _entry: ConnectionPoolEntry) -> None:
        connection.isolation_level = None
        for pragma in PRAGMAS:
            connection.execute(pragma)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        writes = connection.get_execution_options().get("writes", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def keep_log(engine: Engine) -> None:
    """Set the write-ahead log, a lasting property of the file.

    Two programs that do this to one new file at the same moment may find it locked; whichever comes first is enough.
    A disk that cannot share memory between programs keeps SQLite's own journal, which is as safe and slower.
    """
    connection = engine.raw_connection()
    try:
        with suppress(sqlite3.OperationalError):
            connection.cursor().execute("PRAGMA journal_mode=WAL")
    finally:
        connection.close()


def missing(url: URL) -> bool:
    """Whether there is no file yet; an empty one counts as none."""
    if url.database is None or url.database.startswith("file:"):
        return False
    path = Path(url.database)
    return not path.exists() or (path.is_file() and path.stat().st_size == 0)


def obstacle(url: URL) -> str | None:
    """What stands in the way of a ledger there, as far as it shows before opening."""
    if not url.database or url.database == ":memory:":
        return "a ledger needs a file; give a path"
    if "\x00" in url.database:
        return "no path holds this character; give another path"
    if url.database.startswith("file:"):
        return None
    path = Path(url.database)
    if path.is_dir():
        return "this is a directory; give the path of a file in it"
    if not path.parent.is_dir():
        return f"there is no directory {path.parent}; make it first"
    return None


ADVICE = {
    sqlite3.SQLITE_FULL: "the disk is full; make room and run again, nothing that was added is lost",
    sqlite3.SQLITE_NOTADB: "this file is no ledger, nor any SQLite database; give another path",
    sqlite3.SQLITE_READONLY: "the ledger may only be read here; check the permissions of the file and its directory",
    sqlite3.SQLITE_BUSY: "another program is writing to the ledger; run again when it is done",
    sqlite3.SQLITE_LOCKED: "another program is writing to the ledger; run again when it is done",
    sqlite3.SQLITE_CANTOPEN: "the file cannot be opened; check the permissions of the file and its directory",
    sqlite3.SQLITE_PERM: "the file cannot be opened; check the permissions of the file and its directory",
    sqlite3.SQLITE_CORRUPT: "the file is damaged; restore a copy, or read the articles again into a new ledger",
    sqlite3.SQLITE_IOERR: "the disk reports an error; check it and run again",
    sqlite3.SQLITE_TOOBIG: "a document or text is larger than the ledger can hold",
}


def explain(error: SQLAlchemyError) -> str:
    """What ``error`` means for the user and what to do about it, in one line."""
    cause = getattr(error, "orig", None)
    # The low byte is the kind of error; the rest tells in which system call it showed.
    code = getattr(cause, "sqlite_errorcode", 0) & 0xFF
    reason = " ".join(str(cause or error).split())
    return f"{ADVICE[code]} ({reason})" if code in ADVICE else reason


FULL_TEXT = (
    f"CREATE VIRTUAL TABLE article_words USING fts5(title, text, content='articles', content_rowid='key', "
    f"tokenize='{TOKENIZER}')",
    f"CREATE VIRTUAL TABLE attribution_words USING fts5(content, source, entity, actor, content='attribution_texts', "
    f"content_rowid='key', tokenize='{TOKENIZER}')",
)


def _words_of(column: str) -> str:
    """SQL for the words that the spans in ``column`` stand for; SQLite counts characters as Python does.

    Counting through the spans looks clumsy beside ``json_each``, but that is a virtual table, and FTS5 refuses to
    check or rebuild its index from a view with one of those in it.
    """
    start, end = (f"json_extract(attribution.{column}, '$[' || n || '][{side}]')" for side in (0, 1))
    length = f"json_array_length(attribution.{column})"
    return (
        f"(WITH RECURSIVE span(n) AS (SELECT 0 WHERE {length} > 0 "
        f"UNION ALL SELECT n + 1 FROM span WHERE n + 1 < {length}) "
        f"SELECT group_concat(substr(article.text, {start} + 1, {end} - {start}), ' … ') FROM span)"
    )


def create_full_text(connection: Connection) -> None:
    """The view and indices of the first layout; a later change comes as a function and a migration of its own."""
    connection.exec_driver_sql(
        "CREATE VIEW attribution_texts AS SELECT attribution.key AS key, attribution.article_id AS article_id, "
        f"{_words_of('content')} AS content, {_words_of('source')} AS source, "
        "attribution.entity AS entity, nullif(actor.name, attribution.entity) AS actor "
        "FROM attributions AS attribution JOIN articles AS article ON article.id = attribution.article_id "
        "LEFT JOIN actors AS actor ON actor.id = attribution.actor_id"
    )
    for statement in FULL_TEXT:
        connection.exec_driver_sql(statement)


INDEX = (
    text("INSERT INTO article_words(rowid, title, text) SELECT key, title, text FROM articles WHERE id = :id"),
    text(
        "INSERT INTO attribution_words(rowid, content, source, entity, actor) "
        "SELECT key, content, source, entity, actor FROM attribution_texts WHERE article_id = :id"
    ),
)
FORGET = (
    text(
        "INSERT INTO article_words(article_words, rowid, title, text) "
        "SELECT 'delete', key, title, text FROM articles WHERE id = :id"
    ),
    text(
        "INSERT INTO attribution_words(attribution_words, rowid, content, source, entity, actor) "
        "SELECT 'delete', key, content, source, entity, actor FROM attribution_texts WHERE article_id = :id"
    ),
)


def index(connection: Connection, article_id: str) -> None:
    """Make the words of an article and its attributions findable."""
    for statement in INDEX:
        connection.execute(statement, {"id": article_id})


def forget(connection: Connection, article_id: str) -> None:
    """Take the words of an article and its attributions out of the index, before their rows change."""
    for statement in FORGET:
        connection.execute(statement, {"id": article_id})


def quote_phrases(phrases: Sequence[str]) -> str:
    """FTS5 query for all of ``phrases``; in its quotation marks nothing is syntax. A final ``*`` stands for any end."""
    parts = []
    for phrase in phrases:
        words = phrase.removesuffix("*").replace('"', '""').replace("\x00", " ")
        parts.append(f'"{words}"*' if phrase.endswith("*") else f'"{words}"')
    return " ".join(parts)


_ARTICLE = "t.id AS article_id, t.title AS title, t.outlet AS outlet, t.published AS published"
_ATTRIBUTION = f"{_ARTICLE}, a.id AS attribution_id, a.act AS act, coalesce(a.entity, p.name) AS entity"

Parameters = Mapping[str, str]


def _conditions(parameters: Parameters) -> str:
    """SQL for those filters that ``parameters`` holds.

    The ``+`` keeps SQLite from the index on acts, with which it would walk through all denials for every article.
    """
    known = {
        "act": "+a.act = :act",
        "outlet": "t.outlet = :outlet COLLATE NOCASE",
        "since": "t.published_utc >= :since",
        "until": "t.published_utc < :until",
    }
    return "".join(f" AND {condition}" for name, condition in known.items() if name in parameters)


def _snippet(table: str, column: int) -> str:
    return f"snippet({table}, {column}, '{MARKS[0]}', '{MARKS[1]}', '…', {SNIPPET_WORDS})"


Rows = CursorResult[tuple[str | None, ...]]


def find_attributions(connection: Connection, phrases: Sequence[str], actor: str, parameters: Parameters) -> Rows:
    """Attributions with all of ``phrases`` in content, source or speaker's name and ``actor`` in that name.

    CROSS JOIN holds SQLite to this order of tables, in which FTS5 gives rows in order of rank one at a time.
    """
    if not phrases and not actor:
        return _list_attributions(connection, parameters)
    parts = [f"({quote_phrases(phrases)})"] if phrases else []
    if actor:
        parts.append(f"{{entity actor}} : {quote_phrases([actor])}")
    statement = (
        f"SELECT attribution_words.rank AS rank, {_ATTRIBUTION}, {_snippet('attribution_words', 0)} AS content, "
        f"{_snippet('attribution_words', 1)} AS source FROM attribution_words "
        "CROSS JOIN attributions AS a ON a.key = attribution_words.rowid "
        "CROSS JOIN articles AS t ON t.id = a.article_id "
        f"LEFT JOIN actors AS p ON p.id = a.actor_id WHERE attribution_words MATCH :match{_conditions(parameters)} "
        "ORDER BY attribution_words.rank"
    )
    return _run(connection, statement, {**parameters, "match": " AND ".join(parts)})


def _list_attributions(connection: Connection, parameters: Parameters) -> Rows:
    """The attributions that pass the filters, newest articles first; no two are equally good."""
    statement = (
        f"SELECT a.key AS rank, {_ATTRIBUTION}, substr(v.content, 1, 240) AS content, v.source AS source "
        "FROM articles AS t CROSS JOIN attributions AS a ON a.article_id = t.id "
        "JOIN attribution_texts AS v ON v.key = a.key LEFT JOIN actors AS p ON p.id = a.actor_id "
        f"WHERE true{_conditions(parameters)} ORDER BY t.published_utc DESC, t.id DESC, a.position"
    )
    return _run(connection, statement, parameters)


def find_articles(connection: Connection, phrases: Sequence[str], parameters: Parameters) -> Rows:
    """Articles with all of ``phrases`` in title or text and not in any one attribution, best first."""
    statement = (
        f"SELECT article_words.rank AS rank, {_ARTICLE}, {_snippet('article_words', 0)} AS heading, "
        f"{_snippet('article_words', 1)} AS text FROM article_words "
        "CROSS JOIN articles AS t ON t.key = article_words.rowid WHERE article_words MATCH :match "
        "AND t.id NOT IN (SELECT a.article_id FROM attribution_words JOIN attributions AS a "
        "ON a.key = attribution_words.rowid WHERE attribution_words MATCH :match)"
        f"{_conditions(parameters)} ORDER BY article_words.rank"
    )
    return _run(connection, statement, {**parameters, "match": quote_phrases(phrases)})


def find_titles(connection: Connection, phrases: Sequence[str], most: int) -> Sequence[str]:
    """Ids of up to ``most`` articles with all of ``phrases`` in the title, in order of id."""
    statement = (
        "SELECT t.id FROM article_words CROSS JOIN articles AS t ON t.key = article_words.rowid "
        "WHERE article_words MATCH :match ORDER BY t.id LIMIT :most"
    )
    parameters = {"match": f"title : ({quote_phrases(phrases)})", "most": most}
    return connection.execute(text(statement), parameters).scalars().all()


_SHARING = text(
    "WITH telling AS (SELECT value AS key FROM json_each(:keys) WHERE "
    "(SELECT count(*) FROM (SELECT 1 FROM sketches WHERE sketches.key = json_each.value LIMIT :most + 1)) <= :most) "
    "SELECT s.article_id, count(*) AS shared FROM telling CROSS JOIN sketches AS s ON s.key = telling.key "
    "GROUP BY s.article_id ORDER BY shared DESC, s.article_id LIMIT :limit"
)


def find_sharing(connection: Connection, keys: Sequence[int], most: int, limit: int) -> Iterator[tuple[str, int]]:
    """Articles with any of ``keys``, and with how many, leaving out the keys that more than ``most`` articles have.

    Counting stops where a key has too many, so that the key of a phrase in every article costs no more than another.
    """
    parameters = {"keys": json.dumps(keys), "most": most, "limit": limit}
    for row in connection.execute(_SHARING, parameters):
        yield row.article_id, row.shared


def _run(connection: Connection, statement: str, parameters: Parameters) -> Rows:
    return connection.execution_options(yield_per=MANY).execute(text(statement), parameters)
