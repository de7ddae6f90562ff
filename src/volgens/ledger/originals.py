"""What the program read from articles that people corrected, kept beside their corrected rows.

The rows of an article are always the original read through the corrections that hold, so that search, export, pages
and dossiers see corrected values without knowing of corrections, and undoing one in any order is exact.
"""

from sqlalchemy import Connection, delete, insert, select

from volgens.errors import LedgerError
from volgens.ledger import rows, sqlite
from volgens.ledger.amending import Amendment, amend, state_of
from volgens.ledger.corrections import OF_ATTRIBUTIONS, amendment_of, iter_about
from volgens.ledger.tables import originals
from volgens.model import Reading


def amendments_of(connection: Connection, article_id: str) -> tuple[Amendment, ...]:
    """What people put right in an article and holds, in the order in which they did."""
    return tuple(amendment_of(c) for c in iter_about(connection, [article_id], OF_ATTRIBUTIONS))


def keep_original(connection: Connection, reading: Reading) -> Reading:
    """What to write for a new reading of an article: itself, or, with it kept here, itself corrected."""
    amendments = amendments_of(connection, reading.article.id)
    _drop(connection, reading.article.id)
    if not amendments:
        return reading
    _put(connection, reading, amendments)
    return amend(reading, amendments)


def load_original(connection: Connection, reading: Reading) -> Reading:
    """What the program itself read of the article of ``reading``, which is as it was corrected."""
    statement = select(originals.c.data).where(originals.c.article_id == reading.article.id)
    packed = connection.execute(statement).scalar()
    return reading if packed is None else rows.load_packed(packed, reading.article)


def correct_rows(connection: Connection, article_id: str) -> None:
    """Bring the rows of an article to what the corrections that hold now make of its original."""
    found = rows.load_readings(connection, [article_id])
    if article_id not in found:
        raise LedgerError(f"there is no article {article_id}; give one that the ledger holds")
    original = load_original(connection, found[article_id])
    corrected = keep_original(connection, original)
    if corrected != found[article_id]:
        sqlite.forget(connection, article_id)
        rows.delete_parts(connection, article_id)
        rows.insert_parts(connection, corrected)
        sqlite.index(connection, article_id)


def _drop(connection: Connection, article_id: str) -> None:
    connection.execute(delete(originals).where(originals.c.article_id == article_id))


def _put(connection: Connection, reading: Reading, amendments: tuple[Amendment, ...]) -> None:
    values = {
        "article_id": reading.article.id,
        "data": rows.pack_findings_and_parts(reading),
        "state": state_of(amendments),
    }
    connection.execute(insert(originals).values(values))
