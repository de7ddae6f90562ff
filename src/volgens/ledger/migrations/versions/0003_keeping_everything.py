"""What keeping everything needs: where each document was, what failed with its bytes, what is watched, runs, copies.

Articles that are there already have no reader: the next run reads them again, and fills in what was not kept before.
"""

from itertools import groupby

import sqlalchemy as sa
from alembic import op

from volgens.model import content_id

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

ROWS_AT_ONCE = 1000


def upgrade() -> None:
    add_columns()
    create_documents()
    fill_documents(op.get_bind())
    remake_failures(op.get_bind())
    create_copies()
    create_schedule()
    op.create_table(
        "runs",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("command", sa.Text, nullable=False),
        sa.Column("program", sa.Text, nullable=False),
        sa.Column("began", sa.String(27), nullable=False),
        sa.Column("ended", sa.String(27)),
        sa.Column("counts", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_runs"),
    )


def add_columns() -> None:
    for name in ("container", "captured", "headers"):
        op.add_column("raw_documents", sa.Column(name, sa.Text))
    op.add_column("raw_documents", sa.Column("size", sa.Integer))
    op.add_column("blocks", sa.Column("time", sa.Text))
    for name in ("captured", "section", "reader"):
        op.add_column("articles", sa.Column(name, sa.Text))
    op.add_column("articles", sa.Column("partial", sa.Boolean, nullable=False, server_default=sa.false()))


def create_documents() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("raw_id", sa.String(64), nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("container", sa.Text),
        sa.Column("captured", sa.Text),
        sa.Column("headers", sa.Text),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_documents"),
    )
    op.create_index("ix_documents_location", "documents", ["location"])
    op.create_index("ix_documents_raw_id", "documents", ["raw_id", "location"])
    op.create_table(
        "document_articles",
        sa.Column("document_id", sa.String(20), nullable=False),
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("reader", sa.Text),
        sa.PrimaryKeyConstraint("document_id", "article_id", name="pk_document_articles"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_document_articles_document_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_document_articles_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_document_articles_article_id", "document_articles", ["article_id"])


def fill_documents(connection: sa.Connection) -> None:
    """A document for the first place of all bytes, a page of them in memory at a time."""
    found = sa.text(
        "SELECT sha256, media_type, location, first_seen FROM raw_documents WHERE sha256 > :last "
        "ORDER BY sha256 LIMIT :most"
    )
    put = sa.text(
        "INSERT INTO documents (id, raw_id, media_type, location, first_seen) "
        "VALUES (:id, :sha256, :media_type, :location, :first_seen)"
    )
    link = sa.text(
        "INSERT INTO document_articles (document_id, article_id) SELECT :id, id FROM articles WHERE raw_id = :sha256"
    )
    last = ""
    while page := connection.execute(found, {"last": last, "most": ROWS_AT_ONCE}).mappings().all():
        values = [dict(row) | {"id": content_id("document", row["sha256"], row["location"], None)} for row in page]
        connection.execute(put, values)
        connection.execute(link, [{"id": each["id"], "sha256": each["sha256"]} for each in values])
        last = page[-1]["sha256"]


def remake_failures(connection: sa.Connection) -> None:
    """One row for each document that failed, whatever reasons it failed for; the last reason stays."""
    rows = connection.execute(sa.text("SELECT location, reason, raw_id, at FROM failures ORDER BY at")).all()
    op.drop_table("failures")
    op.create_table(
        "failures",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("raw_id", sa.String(64)),
        sa.Column("document_id", sa.String(20)),
        sa.Column("program", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("first_at", sa.Text, nullable=False),
        sa.Column("last_at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
        sa.ForeignKeyConstraint(["document_id"], ["documents.id"], name="fk_failures_document_id"),
    )
    op.create_index("ix_failures_location", "failures", ["location"])
    op.create_index("ix_failures_document_id", "failures", ["document_id"])
    put = sa.text(
        "INSERT INTO failures (id, location, reason, raw_id, attempts, first_at, last_at) "
        "VALUES (:id, :location, :reason, :raw_id, :attempts, :first_at, :last_at)"
    )

    def key_of(row: sa.Row[tuple[str, str, str | None, str]]) -> str:
        return content_id("failure", row.location, row.reason if row.raw_id is None else None, row.raw_id)

    for id, group in groupby(sorted(rows, key=key_of), key=key_of):
        same = list(group)
        values = {"id": id, "location": same[-1].location, "reason": same[-1].reason, "raw_id": same[-1].raw_id}
        times = {"attempts": len(same), "first_at": same[0].at, "last_at": same[-1].at}
        connection.execute(put, values | times)


def create_copies() -> None:
    op.create_table(
        "sketches",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("key", sa.BigInteger, autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "key", name="pk_sketches"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_sketches_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sketches_key", "sketches", ["key"])
    op.create_table(
        "copies",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("other_id", sa.String(20), nullable=False),
        sa.Column("share", sa.Float, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "other_id", name="pk_copies"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_copies_article_id"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_copies_other_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_copies_other_id", "copies", ["other_id"])


def create_schedule() -> None:
    op.create_table(
        "feeds",
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("every", sa.Float, nullable=False),
        sa.Column("due", sa.String(27), nullable=False),
        sa.Column("polled", sa.String(27)),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("reason", sa.Text),
        sa.PrimaryKeyConstraint("address", name="pk_feeds"),
    )
    op.create_table(
        "addresses",
        sa.Column("address", sa.Text, nullable=False),
        sa.Column("host", sa.Text, nullable=False),
        sa.Column("feed", sa.Text),
        sa.Column("first_seen", sa.String(27), nullable=False),
        sa.Column("changed", sa.Text),
        sa.Column("due", sa.String(27)),
        sa.Column("fetched", sa.String(27)),
        sa.Column("status", sa.Text),
        sa.Column("etag", sa.Text),
        sa.Column("last_modified", sa.Text),
        sa.Column("errors", sa.Integer, nullable=False),
        sa.Column("article_id", sa.String(20)),
        sa.Column("target", sa.Text),
        sa.PrimaryKeyConstraint("address", name="pk_addresses"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_addresses_article_id"),
    )
    for column in ("feed", "due", "article_id"):
        op.create_index(f"ix_addresses_{column}", "addresses", [column])
