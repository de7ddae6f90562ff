"""The part of the ledger that keeps dossiers: which articles lie together, and what people put right."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import Select, delete, insert, select

from volgens.errors import LedgerError
from volgens.ledger import grouping
from volgens.ledger.database import Database
from volgens.ledger.grouping import DossierEntry, Related
from volgens.ledger.tables import articles, dossier_articles, dossiers, findings, originals, summaries


class Shelf(Database):
    """Dossiers are sets of articles with an id. What is kept here outlives a new reading of an article."""

    def file_article(self, article_id: str, dossier_id: str, keys: Sequence[str], at: datetime) -> str:
        """Keep the keys that an article is recognised by and put it into a dossier, which is made where there is none.

        An article that lies in a dossier stays there. Gives the id of the dossier where it lies now.
        """
        with self._writes() as connection:
            return grouping.file_article(connection, article_id, dossier_id, keys, at)

    def assign(self, article_id: str, dossier_id: str, *, by_hand: bool = False) -> None:
        """Put an article into a dossier, out of the one where it lay; the dossier is made where there is none."""
        with self._writes() as connection:
            grouping.move(connection, article_id, dossier_id, by_hand=by_hand)

    def dossier_of(self, article_id: str) -> str | None:
        """Id of the dossier where an article lies."""
        with self._reads() as connection:
            return grouping.dossier_of(connection, article_id)

    def fingerprint_of(self, article_id: str) -> frozenset[str]:
        """The keys that `file_article` kept."""
        with self._reads() as connection:
            return grouping.keys_of(connection, article_id)

    def dossier_articles(self, dossier_id: str) -> tuple[str, ...]:
        """Ids of the articles of a dossier, the oldest first; none where there is no such dossier."""
        statement = (
            select(dossier_articles.c.article_id)
            .where(dossier_articles.c.dossier_id == dossier_id)
            .order_by(dossier_articles.c.at, dossier_articles.c.article_id)
        )
        with self._reads() as connection:
            return tuple(connection.execute(statement).scalars())

    def versions_in(self, dossier_id: str) -> tuple[tuple[str, str], ...]:
        """Each article of a dossier, in order of id, with what its rows depend on: who read it, and corrections."""
        statement = (
            select(articles.c.id, articles.c.extraction, findings.c.article_id.label("found"), originals.c.state)
            .join(dossier_articles, dossier_articles.c.article_id == articles.c.id)
            .outerjoin(findings, findings.c.article_id == articles.c.id)
            .outerjoin(originals, originals.c.article_id == articles.c.id)
            .where(dossier_articles.c.dossier_id == dossier_id)
            .order_by(articles.c.id)
        )
        with self._reads() as connection:
            rows = connection.execute(statement)
            return tuple((row.id, (row.extraction if row.found else "") + (row.state or "")) for row in rows)

    def unfiled(self) -> tuple[str, ...]:
        """Ids of the articles that lie in no dossier, the oldest first."""
        statement = (
            select(articles.c.id)
            .outerjoin(dossier_articles, dossier_articles.c.article_id == articles.c.id)
            .where(dossier_articles.c.article_id.is_(None))
            .order_by(articles.c.published_utc.is_(None), articles.c.published_utc, articles.c.id)
        )
        with self._reads() as connection:
            return tuple(connection.execute(statement).scalars())

    def iter_dossiers(self, *, limit: int | None = None, since: datetime | None = None) -> Iterator[DossierEntry]:
        """Dossiers with at least one article, newest first; ``since`` keeps those with an article from then on."""
        with self._reads() as connection:
            yield from grouping.iter_dossiers(connection, limit, since)

    def has_dossier(self, dossier_id: str) -> bool:
        """Whether there is or was such a dossier; one whose articles were all moved still counts."""
        with self._reads() as connection:
            return connection.execute(_dossier(dossier_id)).one_or_none() is not None

    def dossier_title(self, dossier_id: str) -> str | None:
        """The title given by hand."""
        with self._reads() as connection:
            row = connection.execute(_dossier(dossier_id)).one_or_none()
            return row.title if row else None

    def find_related(self, keys: Sequence[str], around: datetime, days: float) -> Mapping[str, Related]:
        """The few dossiers that an article with ``keys`` may belong to, with what they have of them."""
        with self._reads() as connection:
            return grouping.find_related(connection, keys, around, days)

    def count_keys(self, keys: Sequence[str]) -> tuple[Mapping[str, int], int]:
        """How many articles have each of ``keys``, those that none has left out, and how many have any."""
        with self._reads() as connection:
            return grouping.count_keys(connection, keys)

    def summary(self, dossier_id: str) -> tuple[str, str] | None:
        """What was last kept for a dossier: from what it was built, and the text itself."""
        statement = select(summaries.c.key, summaries.c.data).where(summaries.c.dossier_id == dossier_id)
        with self._reads() as connection:
            row = connection.execute(statement).one_or_none()
            return (row.key, row.data) if row else None

    def keep_summary(self, dossier_id: str, key: str, data: str) -> None:
        """Keep ``data`` in place of what was there; `LedgerError` where there is no such dossier."""
        with self._writes() as connection:
            if connection.execute(_dossier(dossier_id)).one_or_none() is None:
                raise LedgerError(f"{self._place}: there is no dossier {dossier_id}")
            connection.execute(delete(summaries).where(summaries.c.dossier_id == dossier_id))
            connection.execute(insert(summaries).values(dossier_id=dossier_id, key=key, data=data))


def _dossier(dossier_id: str) -> Select[tuple[str, str | None]]:
    return select(dossiers.c.id, dossiers.c.title).where(dossiers.c.id == dossier_id)

