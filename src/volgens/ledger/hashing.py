"""One number for all that a ledger holds, by which two ledgers are compared."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import ColumnElement, Connection, Table, select

from volgens.ledger import tables
from volgens.ledger.database import Database

LEFT_OUT = {
    tables.meta.name: "which program last wrote",
    tables.summaries.name: "copies of what can be built again",
    tables.key_counts.name: "sums of other rows",
    tables.feeds.name: "when what is fetched",
    tables.addresses.name: "when what is fetched",
    tables.runs.name: "when what was run",
    tables.accounts.name: "who may come in",
    tables.tokens.name: "who may come in",
    tables.audit.name: "who did what when",
}
"""Tables that say nothing about news, or nothing that other tables do not say."""

CHANCE = {
    tables.raw_documents.name: ("bytes", "first_seen"),
    tables.articles.name: ("key", "reader"),
    tables.attributions.name: ("key",),
    tables.documents.name: ("first_seen",),
    tables.document_articles.name: ("reader",),
    tables.failures.name: ("program", "attempts", "first_at", "last_at"),
    tables.fingerprints.name: ("at",),
    tables.dossiers.name: ("made_at", "first_utc", "last_utc"),
    tables.dossier_articles.name: ("at",),
    tables.corrections.name: ("id", "at"),
    tables.checks.name: ("at",),
}
"""Columns that hold when and how often, or row numbers; the id of a document is the hash of its bytes."""

ROWS_AT_ONCE = 1000
FIELD, NOTHING = b"\x1f", b"\x00"


def content_hash(ledger: Database) -> str:
    """SHA-256 of what a ledger holds: equal for equal articles, readings, dossiers, corrections and failures.

    Neither the order nor the times at which they came count. An article without a date of its own is filed by the
    time at which it came, so dossiers of such articles may differ.
    """
    whole = hashlib.sha256()
    with ledger._reads() as connection:
        for table in sorted(tables.metadata.tables.values(), key=lambda each: each.name):
            if table.name not in LEFT_OUT:
                whole.update(f"{table.name} {_hash_rows(connection, table):x}\n".encode())
    return whole.hexdigest()


def _hash_rows(connection: Connection, table: Table) -> int:
    """The sum of the hashes of all rows: the same in any order, and without sorting a table of any size."""
    columns = _columns(table)
    total = 0
    rows = connection.execution_options(yield_per=ROWS_AT_ONCE).execute(select(*columns))
    for row in rows:
        total += int.from_bytes(hashlib.sha256(_row_bytes(row)).digest(), "big")
    return total % (1 << 256)


def _columns(table: Table) -> list[ColumnElement[object] | ColumnElement[bool]]:
    left_out = CHANCE.get(table.name, ())
    found: list[ColumnElement[object] | ColumnElement[bool]] = []
    for column in table.columns:
        if column is tables.corrections.c.undone_at:
            # Whether a correction was undone counts; when it was does not.
            found.append(column.is_(None))
        elif column.name not in left_out:
            found.append(column)
    return found


def _row_bytes(row: Sequence[object]) -> bytes:
    return FIELD.join(NOTHING if value is None else repr(value).encode("utf-8", "surrogatepass") for value in row)
