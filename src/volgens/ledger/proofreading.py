"""The part of the ledger that keeps what people put right: made, undone, listed, and who read what through."""

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger import corrections, grouping, originals, rows
from volgens.ledger.corrections import (
    NO_EFFECTS,
    OF_ATTRIBUTIONS,
    Correction,
    CorrectionKind,
    Details,
    Effects,
    Wanted,
)
from volgens.ledger.database import Database
from volgens.ledger.tables import actors, articles, attributions, checks, dossiers
from volgens.model import ActorKind, Reading


class Corrections(Database):
    """A correction of an attribution changes the rows of its article in the same transaction, and undoing it too."""

    def add_correction(
        self, kind: CorrectionKind, details: Details, *, by: str | None = None, effects: Effects = NO_EFFECTS
    ) -> Correction:
        """Keep a correction and carry out its ``effects``, both or neither."""
        with self._writes() as connection:
            made = corrections.write_correction(connection, kind, details, by)
            _carry_out(connection, made, effects)
        return made

    def undo_correction(self, correction_id: int, *, by: str | None = None, effects: Effects = NO_EFFECTS) -> None:
        """Mark a correction as undone and carry out ``effects``; `LedgerError` where it does not hold."""
        with self._writes() as connection:
            _carry_out(connection, corrections.mark_undone(connection, correction_id, by), effects)

    def corrections(self, kind: CorrectionKind | None = None, *, undone: bool = False) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which they were made; with ``undone`` the others too."""
        kinds = frozenset() if kind is None else frozenset({kind})
        with self._reads() as connection:
            return tuple(corrections.iter_corrections(connection, kinds, undone=undone))

    def corrections_among(self, kinds: frozenset[CorrectionKind]) -> tuple[Correction, ...]:
        """The corrections of any of ``kinds`` that hold, in the order in which they were made."""
        with self._reads() as connection:
            return tuple(corrections.iter_corrections(connection, kinds))

    def count_corrections(self, kinds: frozenset[CorrectionKind]) -> tuple[int, int]:
        """How many of ``kinds`` were made and undone: another pair as soon as what holds has changed."""
        with self._reads() as connection:
            return corrections.count_made(connection, kinds)

    def page_corrections(self, wanted: Wanted, limit: int) -> tuple[Correction, ...]:
        """Up to ``limit`` corrections, newest first."""
        with self._reads() as connection:
            return tuple(corrections.page_corrections(connection, wanted, limit))

    def correction(self, correction_id: int) -> Correction:
        """One correction, also where it was undone; `LedgerError` where there is none."""
        with self._reads() as connection:
            found = corrections.find_correction(connection, correction_id)
        if found is None:
            raise LedgerError(f"there is no correction {correction_id}; give a number from the list")
        return found

    def corrections_of(
        self, article_ids: Sequence[str], kinds: frozenset[CorrectionKind] = OF_ATTRIBUTIONS
    ) -> tuple[Correction, ...]:
        """The corrections of words of these articles that hold, in the order in which they were made."""
        with self._reads() as connection:
            return tuple(corrections.iter_about(connection, article_ids, kinds))

    def original(self, article_id: str) -> Reading:
        """What the program read of an article, before anybody corrected it."""
        with self._reads() as connection:
            found = rows.load_readings(connection, [article_id])
            if article_id not in found:
                raise LedgerError(f"{self._place}: there is no article {article_id}")
            return originals.load_original(connection, found[article_id])

    def article_with(self, attribution_id: str) -> str:
        """Id of the article of an attribution; `LedgerError` where there is none."""
        statement = select(attributions.c.article_id).where(attributions.c.id == attribution_id)
        with self._reads() as connection:
            found = connection.execute(statement).scalar()
        if found is None:
            raise LedgerError(f"there is no attribution {attribution_id}; load the article again and give one of its")
        return str(found)

    def kind_of_actor(self, name: str) -> ActorKind:
        """What kind of thing other articles take an actor of this name for."""
        statement = select(actors.c.kind).where(actors.c.name == name).limit(1)
        with self._reads() as connection:
            return ActorKind(connection.execute(statement).scalar() or ActorKind.OTHER)

    def check(self, article_id: str, by: str | None = None) -> None:
        """Keep that somebody read an article through and left nothing wrong or missing."""
        with self._writes() as connection:
            if connection.execute(select(articles.c.id).where(articles.c.id == article_id)).scalar() is None:
                raise LedgerError(f"{self._place}: there is no article {article_id}")
            connection.execute(delete(checks).where(checks.c.article_id == article_id))
            now = datetime.now(UTC).isoformat(timespec="seconds")
            connection.execute(insert(checks).values(article_id=article_id, by=by, at=now))

    def uncheck(self, article_id: str) -> None:
        """Forget that somebody read an article through; nothing where nobody did."""
        with self._writes() as connection:
            connection.execute(delete(checks).where(checks.c.article_id == article_id))

    def checks_of(self, article_ids: Sequence[str]) -> Mapping[str, tuple[str | None, datetime]]:
        """Who read which of these articles through, and when."""
        statement = select(checks).where(checks.c.article_id.in_(article_ids))
        with self._reads() as connection:
            found = connection.execute(statement)
            return {row.article_id: (row.by, datetime.fromisoformat(row.at)) for row in found}

    def checked(self) -> tuple[str, ...]:
        """Ids of the articles that somebody read through, in order."""
        with self._reads() as connection:
            return tuple(connection.execute(select(checks.c.article_id).order_by(checks.c.article_id)).scalars())


def _carry_out(connection: Connection, correction: Correction, effects: Effects) -> None:
    for article_id, dossier_id in effects.moves:
        grouping.move(connection, article_id, dossier_id, by_hand=True)
    for dossier_id, title in effects.titles:
        connection.execute(update(dossiers).where(dossiers.c.id == dossier_id).values(title=title))
    if correction.kind in OF_ATTRIBUTIONS:
        originals.correct_rows(connection, correction.one("article"))
