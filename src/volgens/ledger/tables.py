"""The tables of the ledger, as they are after the last migration; `migrations/versions` says how they came about.

Spans stand as JSON text (``[[12,30],[45,60]]``) beside the attribution and not in a table of their own: nothing is
ever looked up by offset, an attribution is always wanted with all its spans, and so it is one row to read, write and
replace where it would be four or more. SQLite's ``json_each`` and PostgreSQL's ``jsonb`` still reach every span.

Times stand as ISO 8601 text with the offset that the page gave; ``published_utc`` holds the same moment at a fixed
width in UTC, which sorts and compares as text. Records keep their place in the reading in ``position``, so that what
is read back equals what was added. ``parent`` and the actor of a mention carry no foreign key: both stay inside one
reading, which is checked before it is written and replaced as a whole.

What an article belongs to and what was corrected by hand hang on the article's id and outlive its reading: the tables
from ``fingerprints`` on are left alone when an article is read again.

A row of ``raw_documents`` is bytes, with the place where they were first met; a row of ``documents`` is one place with
bytes, so that one text met at five addresses is five documents. Of documents with the same article the bytes are kept
once for each address. ``document_articles`` tells which article a document gave, and what program read it.
"""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    false,
)

ID = String(20)
SHA256 = String(64)

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
    }
)

meta = Table(
    "meta",
    metadata,
    Column("name", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

raw_documents = Table(
    "raw_documents",
    metadata,
    Column("sha256", SHA256, primary_key=True),
    Column("bytes", LargeBinary, nullable=False, comment="zlib"),
    Column("media_type", Text, nullable=False),
    Column("location", Text, nullable=False, index=True),
    Column("first_seen", Text, nullable=False),
    Column("container", Text),
    Column("captured", Text),
    Column("headers", Text, comment="JSON list of pairs"),
    Column("size", Integer, comment="bytes before compression; none where an older program kept it"),
)

articles = Table(
    "articles",
    metadata,
    Column("key", Integer, primary_key=True, comment="the row number that full-text search refers to"),
    Column("id", ID, nullable=False, unique=True),
    Column("address", Text, index=True),
    Column("outlet", Text, index=True),
    Column("title", Text),
    Column("byline", Text),
    Column("published", Text),
    Column("published_utc", String(27)),
    Column("modified", Text),
    Column("language", String(20), nullable=False),
    Column("text", Text, nullable=False),
    Column("raw_id", SHA256, ForeignKey("raw_documents.sha256"), nullable=False, index=True),
    Column("extraction", Text, nullable=False, comment="JSON list: the versions that the attributions were made by"),
    Column("captured", Text),
    Column("section", Text),
    Column("partial", Boolean, nullable=False, server_default=false()),
    Column("reader", Text, comment="what read it; none where an older program did"),
    Index("ix_articles_published_utc", "published_utc", "id"),
)

blocks = Table(
    "blocks",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("role", String(20), nullable=False),
    Column("start", Integer, nullable=False),
    Column("end", Integer, nullable=False),
    Column("time", Text),
    sqlite_with_rowid=False,
)

actors = Table(
    "actors",
    metadata,
    Column("id", ID, primary_key=True),
    Column("article_id", ID, ForeignKey("articles.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("name", Text, nullable=False, index=True),
    Column("kind", String(20), nullable=False),
    Column("speaks_for", Text),
)

attributions = Table(
    "attributions",
    metadata,
    Column("key", Integer, primary_key=True, comment="the row number that full-text search refers to"),
    Column("id", ID, nullable=False, unique=True),
    Column("article_id", ID, ForeignKey("articles.id"), nullable=False, index=True),
    Column("position", Integer, nullable=False),
    Column("source", Text, nullable=False, comment="JSON spans"),
    Column("cue", Text, nullable=False, comment="JSON spans"),
    Column("content", Text, nullable=False, comment="JSON spans"),
    Column("via", Text, nullable=False, comment="JSON spans"),
    Column("mode", String(20), nullable=False),
    Column("act", String(20), nullable=False, index=True),
    Column("entity", Text, index=True),
    Column("actor_id", ID, ForeignKey("actors.id"), index=True),
    Column("parent", ID),
    Column("maker", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("confidence", Float, nullable=False),
)

mentions = Table(
    "mentions",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("position", Integer, primary_key=True, autoincrement=False),
    Column("spans", Text, nullable=False, comment="JSON spans"),
    Column("actor_id", ID, nullable=False),
    sqlite_with_rowid=False,
)

documents = Table(
    "documents",
    metadata,
    Column("id", ID, primary_key=True),
    Column("raw_id", SHA256, nullable=False, comment="the bytes may be kept with another document of the same article"),
    Column("media_type", Text, nullable=False),
    Column("location", Text, nullable=False, index=True),
    Column("container", Text),
    Column("captured", Text),
    Column("headers", Text, comment="JSON list of pairs"),
    Column("first_seen", Text, nullable=False),
    Index("ix_documents_raw_id", "raw_id", "location"),
)

document_articles = Table(
    "document_articles",
    metadata,
    Column("document_id", ID, ForeignKey("documents.id"), primary_key=True),
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True, index=True),
    Column("reader", Text, comment="what last read this article from it; none where an older program did"),
    sqlite_with_rowid=False,
)

failures = Table(
    "failures",
    metadata,
    Column("id", ID, primary_key=True),
    Column("location", Text, nullable=False, index=True),
    Column("reason", Text, nullable=False),
    Column("raw_id", SHA256),
    Column("document_id", ID, ForeignKey("documents.id"), index=True),
    Column("program", Text, comment="none where an older program did"),
    Column("attempts", Integer, nullable=False),
    Column("first_at", Text, nullable=False),
    Column("last_at", Text, nullable=False),
)

findings = Table(
    "findings",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("data", Text, nullable=False, comment="JSON: statements, moments and terms; no row before layout 0002"),
)

fingerprints = Table(
    "fingerprints",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("key", Text, primary_key=True),
    Column("at", String(27), nullable=False, comment="when the article appeared, in UTC"),
    Index("ix_fingerprints_key", "key", "at"),
    sqlite_with_rowid=False,
)

key_counts = Table(
    "key_counts",
    metadata,
    Column("key", Text, primary_key=True, comment="empty for the number of articles with any key"),
    Column("articles", Integer, nullable=False),
    sqlite_with_rowid=False,
)

dossiers = Table(
    "dossiers",
    metadata,
    Column("id", ID, primary_key=True),
    Column("title", Text, comment="given by hand"),
    Column("made_at", Text, nullable=False),
    Column("first_utc", String(27), comment="of its articles, and no time where it has none left"),
    Column("last_utc", String(27)),
    Index("ix_dossiers_last_utc", "last_utc", "id"),
)

dossier_articles = Table(
    "dossier_articles",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("dossier_id", ID, ForeignKey("dossiers.id"), nullable=False),
    Column("at", String(27), nullable=False, comment="when the article appeared, in UTC"),
    Column("by_hand", Boolean, nullable=False),
    Index("ix_dossier_articles_dossier_id", "dossier_id", "at"),
)

corrections = Table(
    "corrections",
    metadata,
    Column("id", Integer, primary_key=True, comment="in the order in which they were made"),
    Column("kind", String(20), nullable=False, index=True),
    Column("data", Text, nullable=False, comment="JSON object of strings and lists of strings"),
    Column("by", Text),
    Column("at", Text, nullable=False),
    Column("undone_at", Text),
    Column("undone_by", Text),
    Column("article_id", ID, index=True, comment="the one whose words it is about, if it is about words"),
)

originals = Table(
    "originals",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("data", Text, nullable=False, comment="JSON: what the program read, where people corrected it"),
    Column("state", ID, nullable=False, comment="which corrections the rows of the article have in them"),
)

checks = Table(
    "checks",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("by", Text, comment="who read it through and left nothing wrong or missing"),
    Column("at", Text, nullable=False),
)

accounts = Table(
    "accounts",
    metadata,
    Column("name", Text, primary_key=True),
    Column("role", String(20), nullable=False),
    Column("password", Text, comment="scrypt, with its costs and salt; none where only tokens let it in"),
    Column("made_at", Text, nullable=False),
)

tokens = Table(
    "tokens",
    metadata,
    Column("sha256", SHA256, primary_key=True),
    Column("account", Text, ForeignKey("accounts.name"), nullable=False, index=True),
    Column("kind", String(20), nullable=False, comment="session, or token of a program"),
    Column("label", Text),
    Column("made_at", String(27), nullable=False),
    Column("expires", String(27), comment="in UTC; none where it lasts"),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True, comment="in the order in which it was done"),
    Column("at", String(27), nullable=False),
    Column("who", Text),
    Column("what", Text, nullable=False),
    Column("address", Text, comment="from where, as the server saw it"),
    Column("data", Text, nullable=False, comment="JSON object of strings"),
)

summaries = Table(
    "summaries",
    metadata,
    Column("dossier_id", ID, ForeignKey("dossiers.id"), primary_key=True),
    Column("key", Text, nullable=False, comment="what the data was built from"),
    Column("data", Text, nullable=False, comment="a cache: may be emptied at any time"),
)

sketches = Table(
    "sketches",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("key", BigInteger, primary_key=True, autoincrement=False, comment="64 bits with a sign"),
    Index("ix_sketches_key", "key"),
    sqlite_with_rowid=False,
)

copies = Table(
    "copies",
    metadata,
    Column("article_id", ID, ForeignKey("articles.id"), primary_key=True),
    Column("other_id", ID, ForeignKey("articles.id"), primary_key=True, index=True),
    Column("share", Float, nullable=False),
    Column("kind", String(20), nullable=False),
    sqlite_with_rowid=False,
)

feeds = Table(
    "feeds",
    metadata,
    Column("address", Text, primary_key=True),
    Column("every", Float, nullable=False, comment="seconds"),
    Column("due", String(27), nullable=False, comment="in UTC, as all times of the schedule are"),
    Column("polled", String(27)),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("errors", Integer, nullable=False),
    Column("reason", Text),
)

addresses = Table(
    "addresses",
    metadata,
    Column("address", Text, primary_key=True),
    Column("host", Text, nullable=False),
    Column("feed", Text, index=True, comment="the one that named it first, watched still or no more"),
    Column("first_seen", String(27), nullable=False),
    Column("changed", Text, comment="what the feed says about its last change, word for word"),
    Column("due", String(27), index=True, comment="none where it is not to be fetched again"),
    Column("fetched", String(27)),
    Column("status", Text, comment="none where it was never fetched"),
    Column("etag", Text),
    Column("last_modified", Text),
    Column("errors", Integer, nullable=False),
    Column("article_id", ID, ForeignKey("articles.id"), index=True),
    Column("target", Text, comment="where a lasting redirect leads"),
)

runs = Table(
    "runs",
    metadata,
    Column("id", Integer, primary_key=True, comment="in the order in which they began"),
    Column("command", Text, nullable=False),
    Column("program", Text, nullable=False),
    Column("began", String(27), nullable=False),
    Column("ended", String(27), comment="none while it runs, and where it was cut off"),
    Column("counts", Text, comment="JSON object of numbers"),
)
