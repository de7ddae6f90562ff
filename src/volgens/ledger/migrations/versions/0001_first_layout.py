"""The first layout: documents, articles, attributions, actors, failures and full-text search.

The tables are written out here and not taken from `volgens.ledger.tables`, which moves on.
"""

import sqlalchemy as sa
from alembic import op

from volgens.ledger import sqlite

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    create_documents()
    create_reading()
    op.create_table(
        "failures",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("reason", sa.Text, nullable=False),
        sa.Column("raw_id", sa.String(64)),
        sa.Column("at", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_failures"),
    )
    create_indices()
    sqlite.create_full_text(op.get_bind())


def create_documents() -> None:
    op.create_table(
        "meta",
        sa.Column("name", sa.String(40), nullable=False),
        sa.Column("value", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("name", name="pk_meta"),
    )
    op.create_table(
        "raw_documents",
        sa.Column("sha256", sa.String(64), nullable=False),
        sa.Column("bytes", sa.LargeBinary, nullable=False),
        sa.Column("media_type", sa.Text, nullable=False),
        sa.Column("location", sa.Text, nullable=False),
        sa.Column("first_seen", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("sha256", name="pk_raw_documents"),
    )
    op.create_table(
        "articles",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("address", sa.Text),
        sa.Column("outlet", sa.Text),
        sa.Column("title", sa.Text),
        sa.Column("byline", sa.Text),
        sa.Column("published", sa.Text),
        sa.Column("published_utc", sa.String(27)),
        sa.Column("modified", sa.Text),
        sa.Column("language", sa.String(20), nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("raw_id", sa.String(64), nullable=False),
        sa.Column("extraction", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_articles"),
        sa.UniqueConstraint("id", name="uq_articles_id"),
        sa.ForeignKeyConstraint(["raw_id"], ["raw_documents.sha256"], name="fk_articles_raw_id"),
    )


def create_reading() -> None:
    op.create_table(
        "blocks",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("start", sa.Integer, nullable=False),
        sa.Column("end", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_blocks"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_blocks_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "actors",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.Column("name", sa.Text, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("speaks_for", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_actors"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_actors_article_id"),
    )
    spans = (sa.Column(name, sa.Text, nullable=False) for name in ("source", "cue", "content", "via"))
    op.create_table(
        "attributions",
        sa.Column("key", sa.Integer, nullable=False),
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        *spans,
        sa.Column("mode", sa.String(20), nullable=False),
        sa.Column("act", sa.String(20), nullable=False),
        sa.Column("entity", sa.Text),
        sa.Column("actor_id", sa.String(20)),
        sa.Column("parent", sa.String(20)),
        sa.Column("maker", sa.Text, nullable=False),
        sa.Column("version", sa.Text, nullable=False),
        sa.Column("confidence", sa.Float, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_attributions"),
        sa.UniqueConstraint("id", name="uq_attributions_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_attributions_article_id"),
        sa.ForeignKeyConstraint(["actor_id"], ["actors.id"], name="fk_attributions_actor_id"),
    )
    op.create_table(
        "mentions",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("position", sa.Integer, autoincrement=False, nullable=False),
        sa.Column("spans", sa.Text, nullable=False),
        sa.Column("actor_id", sa.String(20), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "position", name="pk_mentions"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_mentions_article_id"),
        sqlite_with_rowid=False,
    )


def create_indices() -> None:
    indexed = {
        "raw_documents": ("location",),
        "articles": ("address", "outlet", "raw_id"),
        "actors": ("article_id", "name"),
        "attributions": ("article_id", "act", "entity", "actor_id"),
    }
    for table, columns in indexed.items():
        for column in columns:
            op.create_index(f"ix_{table}_{column}", table, [column])
    op.create_index("ix_articles_published_utc", "articles", ["published_utc", "id"])
