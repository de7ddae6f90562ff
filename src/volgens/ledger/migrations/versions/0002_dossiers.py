"""What dossiers need: what is stated, when and on which terms, how articles group, and what was corrected by hand.

Articles that are there already have no findings until they are read again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "findings",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_findings"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_findings_article_id"),
    )
    create_grouping()
    create_dossiers()
    op.create_table(
        "corrections",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.Column("by", sa.Text),
        sa.Column("at", sa.Text, nullable=False),
        sa.Column("undone_at", sa.Text),
        sa.PrimaryKeyConstraint("id", name="pk_corrections"),
    )


def create_grouping() -> None:
    op.create_table(
        "fingerprints",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.PrimaryKeyConstraint("article_id", "key", name="pk_fingerprints"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_fingerprints_article_id"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_fingerprints_key", "fingerprints", ["key", "at"])
    op.create_table(
        "key_counts",
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("articles", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_key_counts"),
        sqlite_with_rowid=False,
    )


def create_dossiers() -> None:
    op.create_table(
        "dossiers",
        sa.Column("id", sa.String(20), nullable=False),
        sa.Column("title", sa.Text),
        sa.Column("made_at", sa.Text, nullable=False),
        sa.Column("first_utc", sa.String(27)),
        sa.Column("last_utc", sa.String(27)),
        sa.PrimaryKeyConstraint("id", name="pk_dossiers"),
    )
    op.create_index("ix_dossiers_last_utc", "dossiers", ["last_utc", "id"])
    op.create_table(
        "dossier_articles",
        sa.Column("article_id", sa.String(20), nullable=False),
        sa.Column("dossier_id", sa.String(20), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("by_hand", sa.Boolean, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_dossier_articles"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_dossier_articles_article_id"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_dossier_articles_dossier_id"),
    )
    op.create_index("ix_dossier_articles_dossier_id", "dossier_articles", ["dossier_id", "at"])
    op.create_table(
        "summaries",
        sa.Column("dossier_id", sa.String(20), nullable=False),
        sa.Column("key", sa.Text, nullable=False),
        sa.Column("data", sa.Text, nullable=False),
        sa.PrimaryKeyConstraint("dossier_id", name="pk_summaries"),
        sa.ForeignKeyConstraint(["dossier_id"], ["dossiers.id"], name="fk_summaries_dossier_id"),
    )
