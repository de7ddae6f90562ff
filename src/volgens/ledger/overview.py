"""What the pages of a newsroom ask at once: which dossiers run, what came in since, who is heard, how the ledger is.

Every question here looks at a bounded number of rows, so that a page is as fast on a full ledger as on a small one.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import RowMapping, Select, and_, func, or_, select, text

from volgens.ledger import hits, sqlite_overview
from volgens.ledger.database import Database
from volgens.ledger.grouping import DossierEntry
from volgens.ledger.hits import Asked, FoundRow, HitText
from volgens.ledger.rows import encodable, utc_text
from volgens.ledger.tables import (
    actors,
    articles,
    attributions,
    corrections,
    dossier_articles,
    dossiers,
    meta,
    runs,
    summaries,
)
from volgens.model import Act, ActorKind

MOST_NEW = 5_000
"""New articles that are told apart by dossier; with more of them everything is new anyway."""

MOST_SPEAKERS = 800
"""Articles of one actor, the latest, that its page counts."""

MOST_SAID = 2_000
MOST_LATEST = 1_500
"""Latest articles among which those most heard are counted."""

MOST_NAMES = 40
MOST_NAMED = 30_000
"""Times that names with one beginning are counted; past these the first names of the alphabet stand there."""

FURTHEST = "\U0010ffff"
"""After every name that begins alike."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierPlace:
    """Where a list of dossiers goes on: after the dossier ``id``, whose last article appeared at ``last``."""

    last: str
    id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """A statement of an actor, as little of it as counting needs; ``published`` is in UTC."""

    key: int
    id: str
    article_id: str
    dossier_id: str | None
    name: str
    act: Act
    outlet: str | None
    published: str | None
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class HeardName:
    """A name with how many articles let it speak."""

    name: str
    kind: ActorKind
    articles: int


class Overview(Database):
    """Questions of the front page, of search, and of the pages of actors and of processing."""

    def dossiers_from(self, limit: int, *, after: DossierPlace | None = None) -> tuple[DossierEntry, ...]:
        """Dossiers with an article, newest first, from ``after`` on."""
        with self._reads() as connection:
            return tuple(_entry(row) for row in connection.execute(_list_dossiers(limit, after)).mappings())

    def dossier_entries(self, ids: Sequence[str]) -> tuple[DossierEntry, ...]:
        """These dossiers as a list shows them, newest first; without those that have no article left."""
        statement = _list_dossiers(len(ids), None).where(dossiers.c.id.in_(ids))
        with self._reads() as connection:
            return tuple(_entry(row) for row in connection.execute(statement).mappings())

    def summary_keys(self, ids: Sequence[str]) -> Mapping[str, str]:
        """From what the kept summary of each of these dossiers was built; without those that have none."""
        statement = select(summaries.c.dossier_id, summaries.c.key).where(summaries.c.dossier_id.in_(ids))
        with self._reads() as connection:
            return {row.dossier_id: row.key for row in connection.execute(statement)}

    def state_mark(self) -> str:
        """A word that changes when something is corrected by hand, and when a run begins or ends."""
        corrected = select(
            func.count(corrections.c.id), func.count(corrections.c.undone_at), func.max(corrections.c.id)
        )
        last = select(runs.c.id, runs.c.ended).order_by(runs.c.id.desc()).limit(1)
        with self._reads() as connection:
            found = connection.execute(corrected).one(), connection.execute(last).one_or_none()
        return repr([tuple(row) if row else None for row in found])

    def newest_key(self) -> int:
        """Number of the article that came in last, 0 where there is none; later ones have higher numbers."""
        with self._reads() as connection:
            return connection.execute(select(func.max(articles.c.key))).scalar() or 0

    def count_new(self, after: int) -> Mapping[str, int]:
        """How many articles came into each dossier after the one with number ``after``."""
        fresh = (
            select(articles.c.id).where(articles.c.key > after).order_by(articles.c.key.desc()).limit(MOST_NEW)
        ).subquery()
        statement = (
            select(dossier_articles.c.dossier_id, func.count().label("count"))
            .join(fresh, fresh.c.id == dossier_articles.c.article_id)
            .group_by(dossier_articles.c.dossier_id)
        )
        with self._reads() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def articles_by_hour(self, since: datetime) -> Mapping[str, int]:
        """How many articles appeared in each hour from ``since`` on; an hour is ``2026-03-05T14``, in UTC."""
        hour = func.substr(articles.c.published_utc, 1, 13)
        statement = select(hour, func.count()).where(articles.c.published_utc >= utc_text(since)).group_by(hour)
        with self._reads() as connection:
            return {row[0]: row[1] for row in connection.execute(statement)}

    def latest_published(self) -> datetime | None:
        """When the latest article appeared."""
        with self._reads() as connection:
            found = connection.execute(select(func.max(articles.c.published_utc))).scalar()
            return datetime.fromisoformat(found) if found else None

    def texts_of(self, article_ids: Sequence[str]) -> Mapping[str, str]:
        """The texts of these articles, as far as they are there."""
        statement = select(articles.c.id, articles.c.text).where(articles.c.id.in_(article_ids))
        with self._reads() as connection:
            return {row.id: row.text for row in connection.execute(statement)}

    def find_newest(self, asked: Asked, most: int = hits.MOST_FOUND) -> tuple[tuple[FoundRow, ...], bool]:
        """Attributions that fit, up to ``most``, the latest first, and whether these are all of them."""
        with self._reads() as connection:
            return hits.find_newest(connection, asked, most)

    def hit_texts(self, keys: Sequence[int]) -> tuple[HitText, ...]:
        """The attributions with these numbers, in this order, each in its sentence; without those that are gone."""
        with self._reads() as connection:
            return hits.load_texts(connection, keys)

    def articles_with(self, asked: Asked, most: int) -> tuple[tuple[str, str | None, str | None], ...]:
        """Articles with all the words anywhere in them: id, title and outlet, what came in last first."""
        with self._reads() as connection:
            return hits.find_articles(connection, asked, most)

    def outlets(self) -> tuple[str, ...]:
        """All outlets, in order of name."""
        with self._reads() as connection:
            return tuple(connection.execute(_OUTLETS).scalars())

    def said_by(self, names: Sequence[str]) -> tuple[SaidRow, ...]:
        """Statements of the actors with these very names, in the latest articles where they speak."""
        with self._reads() as connection:
            ids = sqlite_overview.newest_actors(connection, [encodable(name) for name in names], MOST_SPEAKERS)
            rows = connection.execute(_said(ids)).mappings()
            return tuple(_said_row(row) for row in rows)

    def who_said(self, attribution_ids: Sequence[str]) -> Mapping[str, str]:
        """By whom these attributions are, as far as their articles say."""
        who = func.coalesce(attributions.c.entity, actors.c.name)
        statement = (
            select(attributions.c.id, who.label("who"))
            .outerjoin(actors, actors.c.id == attributions.c.actor_id)
            .where(attributions.c.id.in_(attribution_ids), who.is_not(None))
        )
        with self._reads() as connection:
            return {row.id: row.who for row in connection.execute(statement)}

    def inside(self, article_ids: Sequence[str], attribution_ids: Sequence[str]) -> tuple[str, ...]:
        """Names of those whose words these attributions pass on, once for every statement."""
        who = func.coalesce(attributions.c.entity, actors.c.name)
        statement = (
            select(who.label("who"))
            .outerjoin(actors, actors.c.id == attributions.c.actor_id)
            .where(
                attributions.c.article_id.in_(article_ids),
                attributions.c.parent.in_(attribution_ids),
                who.is_not(None),
            )
        )
        with self._reads() as connection:
            return tuple(connection.execute(statement).scalars())

    def kinds_of(self, names: Sequence[str]) -> Mapping[str, ActorKind]:
        """What kind of thing the actors with these names are, as most of their articles say."""
        count = func.count().label("count")
        statement = (
            select(actors.c.name, actors.c.kind, count)
            .where(actors.c.name.in_([encodable(name) for name in names]))
            .group_by(actors.c.name, actors.c.kind)
            .order_by(count, actors.c.kind.desc())
        )
        with self._reads() as connection:
            return {row.name: ActorKind(row.kind) for row in connection.execute(statement)}

    def names_starting(self, beginning: str, limit: int = MOST_NAMES) -> tuple[HeardName, ...]:
        """Names that begin so, with a capital or without, those heard in most articles first."""
        beginning = encodable(" ".join(beginning.split()))
        forms = {beginning, beginning[:1].upper() + beginning[1:], beginning[:1].lower() + beginning[1:]} - {""}
        if not forms:
            return ()
        spans = or_(*(and_(actors.c.name >= form, actors.c.name < form + FURTHEST) for form in sorted(forms)))
        named = select(actors.c.name).where(spans).limit(MOST_NAMED).subquery()
        count = func.count().label("count")
        statement = select(named.c.name, count).group_by(named.c.name).order_by(count.desc(), named.c.name)
        return self._heard(statement.limit(limit))

    def most_heard(self, since: datetime, limit: int = MOST_NAMES) -> tuple[HeardName, ...]:
        """Who speaks in most of the latest articles from ``since`` on."""
        latest = (
            select(articles.c.id)
            .where(articles.c.published_utc >= utc_text(since))
            .order_by(articles.c.published_utc.desc())
            .limit(MOST_LATEST)
        ).subquery()
        count = func.count(func.distinct(actors.c.article_id)).label("count")
        heard = select(actors.c.name, count).join(latest, latest.c.id == actors.c.article_id).group_by(actors.c.name)
        return self._heard(heard.order_by(count.desc(), actors.c.name).limit(limit))

    def _heard(self, statement: Select[tuple[str, int]]) -> tuple[HeardName, ...]:
        with self._reads() as connection:
            rows = connection.execute(statement).all()
        kinds = self.kinds_of([row[0] for row in rows])
        return tuple(HeardName(name=row[0], kind=kinds.get(row[0], ActorKind.OTHER), articles=row[1]) for row in rows)

    def versions(self) -> Mapping[str, str]:
        """What the ledger says of itself: which program and which rules and models wrote to it last."""
        with self._reads() as connection:
            return {row.name: row.value for row in connection.execute(select(meta.c.name, meta.c.value))}

    def size(self) -> int:
        """Bytes that the ledger takes."""
        with self._reads() as connection:
            return sqlite_overview.size_of(connection)


_OUTLETS = text(
    "WITH RECURSIVE next(name) AS (SELECT min(outlet) FROM articles UNION ALL "
    "SELECT (SELECT min(outlet) FROM articles WHERE outlet > next.name) FROM next WHERE next.name IS NOT NULL) "
    "SELECT name FROM next WHERE name IS NOT NULL"
)
"""From one outlet to the next by the index, so that the articles between are never looked at."""


def _list_dossiers(limit: int, after: DossierPlace | None) -> Select[tuple[object, ...]]:
    inside = dossier_articles.c.dossier_id == dossiers.c.id
    count = select(func.count()).select_from(dossier_articles).where(inside).scalar_subquery()
    title = (
        select(articles.c.title)
        .join(dossier_articles, dossier_articles.c.article_id == articles.c.id)
        .where(inside, articles.c.title.is_not(None))
        .order_by(dossier_articles.c.at, articles.c.id)
        .limit(1)
        .scalar_subquery()
    )
    statement = (
        select(dossiers, count.label("count"), func.coalesce(dossiers.c.title, title).label("shown"))
        .where(dossiers.c.last_utc.is_not(None))
        .order_by(dossiers.c.last_utc.desc(), dossiers.c.id)
        .limit(limit)
    )
    if after is not None:
        same = and_(dossiers.c.last_utc == after.last, dossiers.c.id > after.id)
        statement = statement.where(dossiers.c.last_utc <= after.last, or_(dossiers.c.last_utc < after.last, same))
    return statement


def _entry(row: RowMapping) -> DossierEntry:
    return DossierEntry(
        id=str(row["id"]),
        title=None if row["shown"] is None else str(row["shown"]),
        made_at=datetime.fromisoformat(str(row["made_at"])),
        first=datetime.fromisoformat(str(row["first_utc"])),
        last=datetime.fromisoformat(str(row["last_utc"])),
        articles=int(str(row["count"])),
    )


def _said(actor_ids: Sequence[str]) -> Select[tuple[object, ...]]:
    return (
        select(
            attributions.c.key,
            attributions.c.id,
            attributions.c.article_id,
            attributions.c.act,
            attributions.c.parent,
            actors.c.name,
            articles.c.outlet,
            articles.c.published_utc,
            dossier_articles.c.dossier_id,
        )
        .join(actors, actors.c.id == attributions.c.actor_id)
        .join(articles, articles.c.id == attributions.c.article_id)
        .outerjoin(dossier_articles, dossier_articles.c.article_id == attributions.c.article_id)
        .where(attributions.c.actor_id.in_(actor_ids))
        .limit(MOST_SAID)
    )


def _said_row(row: RowMapping) -> SaidRow:
    def words(name: str) -> str | None:
        return None if row[name] is None else str(row[name])

    return SaidRow(
        key=int(str(row["key"])),
        id=str(row["id"]),
        article_id=str(row["article_id"]),
        dossier_id=words("dossier_id"),
        name=str(row["name"]),
        act=Act(str(row["act"])),
        outlet=words("outlet"),
        published=words("published_utc"),
        parent=words("parent"),
    )


def iter_newest_first(rows: Sequence[SaidRow]) -> Iterator[SaidRow]:
    """Statements, the latest first."""
    yield from sorted(rows, key=lambda row: (row.published or "", row.key), reverse=True)


__all__ = ["DossierPlace", "HeardName", "Overview", "SaidRow", "iter_newest_first"]
