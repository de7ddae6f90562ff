"""Which articles belong together, as rows: keys, dossiers, and which dossiers an article may belong to."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from math import log

from sqlalchemy import Connection, bindparam, delete, func, insert, select, text, update

from volgens.errors import LedgerError
from volgens.ledger.rows import Values, utc_text
from volgens.ledger.tables import articles, dossier_articles, dossiers, fingerprints, key_counts

RAREST = 12
"""Keys of an article by which its dossier is looked for; the others only say how well it fits."""

MOST_ROWS = 400
"""Articles looked at for these keys, the rarest keys first, so that a full ledger costs no more than a small one."""

MOST_RELATED = 6
"""Dossiers with the most of these keys that are compared in full."""

RECENT = 30
"""Latest articles that stand for a dossier: a long story is about what it is about now."""

ALL = ""
"""The key that every article with a fingerprint has, so that counting them is one look."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """What a dossier has in common with an article: how many of ``articles``, its latest, have which key."""

    keys: Mapping[str, int]
    articles: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierEntry:
    """A dossier as a list shows it; ``title`` is the one given by hand, else that of its first article."""

    id: str
    title: str | None
    made_at: datetime
    first: datetime
    last: datetime
    articles: int


def count_keys(connection: Connection, keys: Sequence[str]) -> tuple[dict[str, int], int]:
    """How many articles have each of ``keys``, those that none has left out, and how many have any."""
    statement = select(key_counts.c.key, key_counts.c.articles).where(key_counts.c.key.in_([*keys, ALL]))
    counts = {row.key: int(row.articles) for row in connection.execute(statement)}
    return counts, counts.pop(ALL, 0)


def find_related(connection: Connection, keys: Sequence[str], around: datetime, days: float) -> dict[str, Related]:
    """Dossiers with articles of up to ``days`` before or after ``around`` that have the rarest of ``keys``."""
    counts, total = count_keys(connection, keys)
    since, until = _bound(around, -days), _bound(around, days)
    weights: defaultdict[str, float] = defaultdict(float)
    for dossier_id, key in set(_holders(connection, _rarest(counts), (since, until))):
        weights[dossier_id] += log((total + 1) / counts[key]) + 1
    best = sorted(weights, key=lambda id: (-weights[id], id))[:MOST_RELATED]
    latest = _latest(connection, best)
    shared = _shared_keys(connection, [id for ids in latest.values() for id in ids], keys)
    statement = select(dossiers.c.id, dossiers.c.first_utc, dossiers.c.last_utc).where(dossiers.c.id.in_(best))
    bounds = {row.id: (_moment(row.first_utc), _moment(row.last_utc)) for row in connection.execute(statement)}
    return {
        id: Related(
            keys=_count(key for article_id in latest[id] for key in shared.get(article_id, ())),
            articles=len(latest[id]),
            first=bounds[id][0],
            last=bounds[id][1],
        )
        for id in best
    }


def _rarest(counts: Mapping[str, int]) -> list[str]:
    """The keys to look for: few, and with few articles each."""
    found: list[str] = []
    room = MOST_ROWS
    for key in sorted(counts, key=lambda k: (counts[k], k))[:RAREST]:
        room -= counts[key]
        if found and room < 0:
            break
        found.append(key)
    return found


_HOLDERS = text(
    "SELECT d.dossier_id, f.key FROM fingerprints AS f JOIN dossier_articles AS d ON d.article_id = f.article_id "
    "WHERE f.key IN :keys AND f.at BETWEEN :since AND :until ORDER BY f.at DESC LIMIT :most"
).bindparams(bindparam("keys", expanding=True))


def _holders(connection: Connection, keys: Sequence[str], window: tuple[str, str]) -> list[tuple[str, str]]:
    values = {"keys": keys, "since": window[0], "until": window[1], "most": MOST_ROWS}
    return [(row[0], row[1]) for row in connection.execute(_HOLDERS, values)]


def _latest(connection: Connection, dossier_ids: Sequence[str]) -> dict[str, list[str]]:
    """The articles that stand for each dossier."""
    place = func.row_number().over(
        partition_by=dossier_articles.c.dossier_id,
        order_by=(dossier_articles.c.at.desc(), dossier_articles.c.article_id),
    )
    ranked = (
        select(dossier_articles.c.dossier_id, dossier_articles.c.article_id, place.label("place"))
        .where(dossier_articles.c.dossier_id.in_(dossier_ids))
        .subquery()
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(select(ranked).where(ranked.c.place <= RECENT)):
        found[row.dossier_id].append(row.article_id)
    return found


def _shared_keys(connection: Connection, article_ids: Sequence[str], keys: Sequence[str]) -> dict[str, list[str]]:
    statement = select(fingerprints.c.article_id, fingerprints.c.key).where(
        fingerprints.c.article_id.in_(article_ids), fingerprints.c.key.in_(keys)
    )
    found: defaultdict[str, list[str]] = defaultdict(list)
    for row in connection.execute(statement):
        found[row.article_id].append(row.key)
    return found


def _count(keys: Iterable[str]) -> dict[str, int]:
    return dict(Counter(keys))


def _bound(around: datetime, days: float) -> str:
    try:
        return utc_text(around + timedelta(days=days))
    except OverflowError:
        return utc_text(around)


def _moment(stored: str) -> datetime:
    return datetime.fromisoformat(stored)


_MORE = text(
    "INSERT INTO key_counts (key, articles) VALUES (:key, :more) "
    "ON CONFLICT (key) DO UPDATE SET articles = key_counts.articles + :more"
)


def keep_keys(connection: Connection, article_id: str, keys: Sequence[str], at: datetime) -> None:
    """Leave the article with these keys and no others, counted once each."""
    old, new = keys_of(connection, article_id), frozenset(keys)
    if old == new:
        return
    if gone := old - new:
        connection.execute(
            delete(fingerprints).where(fingerprints.c.article_id == article_id, fingerprints.c.key.in_(gone))
        )
    if come := new - old:
        moment = utc_text(at)
        connection.execute(
            insert(fingerprints), [{"article_id": article_id, "key": key, "at": moment} for key in sorted(come)]
        )
    changes = [(key, -1) for key in sorted(gone)] + [(key, 1) for key in sorted(come)]
    if bool(old) != bool(new):
        changes.append((ALL, 1 if new else -1))
    connection.execute(_MORE, [{"key": key, "more": more} for key, more in changes])


def keys_of(connection: Connection, article_id: str) -> frozenset[str]:
    statement = select(fingerprints.c.key).where(fingerprints.c.article_id == article_id)
    return frozenset(connection.execute(statement).scalars())


def dossier_of(connection: Connection, article_id: str) -> str | None:
    statement = select(dossier_articles.c.dossier_id).where(dossier_articles.c.article_id == article_id)
    return connection.execute(statement).scalar()


def file_article(connection: Connection, article_id: str, dossier_id: str, keys: Sequence[str], at: datetime) -> str:
    """Keep the keys of an article and put it into a dossier, unless it lies in one; the dossier where it now lies."""
    keep_keys(connection, article_id, keys, at)
    found = dossier_of(connection, article_id)
    if found is None:
        _make_dossier(connection, dossier_id)
        _put(connection, {"article_id": article_id, "dossier_id": dossier_id, "at": utc_text(at), "by_hand": False})
    return found or dossier_id


def move(connection: Connection, article_id: str, dossier_id: str, *, by_hand: bool) -> None:
    """Put an article into a dossier, out of the one where it lay; `LedgerError` where there is no such article."""
    statement = select(dossier_articles.c.dossier_id, dossier_articles.c.at).where(
        dossier_articles.c.article_id == article_id
    )
    lay = connection.execute(statement).one_or_none()
    at = _time_of(connection, article_id) if lay is None else lay.at
    _make_dossier(connection, dossier_id)
    connection.execute(delete(dossier_articles).where(dossier_articles.c.article_id == article_id))
    _put(connection, {"article_id": article_id, "dossier_id": dossier_id, "at": at, "by_hand": by_hand})
    if lay is not None and lay.dossier_id != dossier_id:
        _keep_bounds(connection, lay.dossier_id)


def _time_of(connection: Connection, article_id: str) -> str:
    """When the article appeared, and now where it does not say."""
    row = connection.execute(select(articles.c.published_utc).where(articles.c.id == article_id)).one_or_none()
    if row is None:
        raise LedgerError(f"there is no article {article_id}; add it before it is put into a dossier")
    return row.published_utc or utc_text(datetime.now(UTC))


def _make_dossier(connection: Connection, dossier_id: str) -> None:
    if connection.execute(select(dossiers.c.id).where(dossiers.c.id == dossier_id)).scalar() is None:
        now = datetime.now(UTC).isoformat(timespec="seconds")
        connection.execute(insert(dossiers).values(id=dossier_id, made_at=now))


def _put(connection: Connection, values: Values) -> None:
    connection.execute(insert(dossier_articles).values(values))
    _keep_bounds(connection, str(values["dossier_id"]))


def _keep_bounds(connection: Connection, dossier_id: str) -> None:
    """Write the first and last time of its articles beside a dossier, where lists are sorted by them."""
    # Two subqueries and not one: each alone is a single look into the index.
    first, last = (
        select(which(dossier_articles.c.at)).where(dossier_articles.c.dossier_id == dossier_id).scalar_subquery()
        for which in (func.min, func.max)
    )
    connection.execute(update(dossiers).where(dossiers.c.id == dossier_id).values(first_utc=first, last_utc=last))


def iter_dossiers(connection: Connection, limit: int | None, since: datetime | None) -> Iterator[DossierEntry]:
    """Dossiers with an article, newest first."""
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
        .where(dossiers.c.last_utc >= (utc_text(since) if since else ""))
        .order_by(dossiers.c.last_utc.desc(), dossiers.c.id)
        .limit(limit)
    )
    for row in connection.execute(statement).mappings():
        yield DossierEntry(
            id=row["id"],
            title=row["shown"],
            made_at=_moment(row["made_at"]),
            first=_moment(row["first_utc"]),
            last=_moment(row["last_utc"]),
            articles=row["count"],
        )
