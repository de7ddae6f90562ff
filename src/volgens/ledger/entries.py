"""What lists of the ledger show of each item, and how it is read from the database."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Connection, RowMapping, bindparam, func, select, text

from volgens.errors import LedgerError
from volgens.ledger import sqlite_listing
from volgens.ledger.grouping import DossierEntry
from volgens.ledger.quarantine import Quarantined
from volgens.ledger.rows import load_attribution
from volgens.ledger.searching import Field, Hit, read_marks
from volgens.ledger.sqlite_listing import Ranked
from volgens.ledger.tables import actors, articles, attributions, dossier_articles
from volgens.model import Act, ActorKind, Attribution, Failure

IDS_AT_ONCE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleEntry:
    """An article as a list shows it, with the dossier where it lies and how many attributions it has."""

    id: str
    address: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    section: str | None
    published: datetime | None
    modified: datetime | None
    captured: datetime | None
    partial: bool
    language: str
    dossier_id: str | None
    attributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An attribution with the article that it stands in, whose ``text`` its spans point into."""

    attribution: Attribution
    text: str
    title: str | None
    outlet: str | None
    address: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorEntry:
    """A name and in how many articles it is that of an actor."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorView:
    """What a ledger has under one name: kinds and for whom it speaks, each with in how many articles, and its acts."""

    name: str
    articles: int
    kinds: Mapping[ActorKind, int]
    speaks_for: Mapping[str, int]
    acts: Mapping[Act, int]
    first: datetime | None
    last: datetime | None
    dossier_ids: tuple[str, ...]


def _time(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


_HEAD = (
    articles.c.id,
    articles.c.address,
    articles.c.outlet,
    articles.c.title,
    articles.c.byline,
    articles.c.section,
    articles.c.published,
    articles.c.modified,
    articles.c.captured,
    articles.c.partial,
    articles.c.language,
)
_ENTRIES = (
    select(
        *_HEAD,
        dossier_articles.c.dossier_id,
        select(func.count())
        .select_from(attributions)
        .where(attributions.c.article_id == articles.c.id)
        .scalar_subquery()
        .label("attributions"),
    )
    .outerjoin(dossier_articles, dossier_articles.c.article_id == articles.c.id)
    .where(articles.c.id.in_(bindparam("ids", expanding=True)))
)
_TOLD = (
    select(
        attributions,
        articles.c.text,
        articles.c.title,
        articles.c.outlet,
        articles.c.address,
        articles.c.published,
    )
    .join(articles, articles.c.id == attributions.c.article_id)
    .where(attributions.c.key.in_(bindparam("keys", expanding=True)))
)


def load_article_entries(connection: Connection, ids: Sequence[str]) -> tuple[ArticleEntry, ...]:
    found: dict[str, ArticleEntry] = {}
    for start in range(0, len(ids), IDS_AT_ONCE):
        for row in connection.execute(_ENTRIES, {"ids": ids[start : start + IDS_AT_ONCE]}).mappings():
            found[row["id"]] = ArticleEntry(
                id=row["id"],
                address=row["address"],
                outlet=row["outlet"],
                title=row["title"],
                byline=row["byline"],
                section=row["section"],
                published=_time(row["published"]),
                modified=_time(row["modified"]),
                captured=_time(row["captured"]),
                partial=bool(row["partial"]),
                language=row["language"],
                dossier_id=row["dossier_id"],
                attributions=row["attributions"],
            )
    return tuple(found[id] for id in ids if id in found)


def load_told(connection: Connection, keys: Sequence[int]) -> dict[int, Told]:
    """The attributions of these rows, in this order."""
    found = {}
    for row in connection.execute(_TOLD, {"keys": list(keys)}).mappings():
        found[row["key"]] = Told(
            attribution=load_attribution(row),
            text=row["text"],
            title=row["title"],
            outlet=row["outlet"],
            address=row["address"],
            published=_time(row["published"]),
        )
    return {key: found[key] for key in keys if key in found}


_MATCHED = {
    "attribution_words": text(
        "SELECT a.key, t.id AS article_id, t.title, t.outlet, t.published, a.id AS attribution_id, a.act, "
        "coalesce(a.entity, p.name) AS entity, substr(v.content, 1, 240) AS content "
        "FROM attributions AS a JOIN articles AS t ON t.id = a.article_id "
        "JOIN attribution_texts AS v ON v.key = a.key LEFT JOIN actors AS p ON p.id = a.actor_id WHERE a.key IN :keys"
    ).bindparams(bindparam("keys", expanding=True)),
    "article_words": text(
        "SELECT t.key, t.id AS article_id, t.title, t.outlet, t.published, NULL AS attribution_id, NULL AS act, "
        "NULL AS entity, substr(t.text, 1, 240) AS content FROM articles AS t WHERE t.key IN :keys"
    ).bindparams(bindparam("keys", expanding=True)),
}
_FIELDS = {"attribution_words": (Field.CONTENT, Field.SOURCE), "article_words": (Field.TITLE, Field.TEXT)}


def load_hits(connection: Connection, table: str, match: str, found: Sequence[Ranked]) -> list[tuple[str, Ranked, Hit]]:
    keys = [each.key for each in found]
    if not keys:
        return []
    snippets = sqlite_listing.load_snippets(connection, match, keys, table)
    rows = {row["key"]: row for row in connection.execute(_MATCHED[table], {"keys": keys}).mappings()}
    return [
        (table, each, _hit(rows[each.key], snippets.get(each.key, ("", "")), _FIELDS[table]))
        for each in found
        if each.key in rows
    ]


def _hit(row: RowMapping, snippets: tuple[str, str], fields: tuple[Field, Field]) -> Hit:
    """Where the words stand: in an attribution in its content before its source, in an article in its text first."""
    order = (0, 1) if fields[0] is Field.CONTENT else (1, 0)
    marked = [(fields[n], *read_marks(snippets[n])) for n in order]
    field, snippet, marks = next((each for each in marked if each[2]), (Field.SPEAKER, row["content"] or "", ()))
    return Hit(
        article_id=row["article_id"],
        title=row["title"],
        outlet=row["outlet"],
        published=_time(row["published"]),
        field=field,
        snippet=snippet,
        marks=marks,
        attribution_id=row["attribution_id"],
        act=Act(row["act"]) if row["act"] else None,
        entity=row["entity"],
    )


MOST_DOSSIERS = 50


def load_actor(connection: Connection, name: str) -> ActorView:
    named = actors.c.name == name
    kinds: dict[ActorKind, int] = {}
    speaks_for: dict[str, int] = {}
    counted = select(actors.c.kind, actors.c.speaks_for, func.count()).where(named)
    for kind, whom, count in connection.execute(counted.group_by(actors.c.kind, actors.c.speaks_for)):
        kinds[ActorKind(kind)] = kinds.get(ActorKind(kind), 0) + count
        if whom is not None:
            speaks_for[whom] = speaks_for.get(whom, 0) + count
    if not kinds:
        raise LedgerError(f"there is no actor {name!r}; give a name from the list of actors")
    told = select(attributions.c.act, func.count()).join(actors, actors.c.id == attributions.c.actor_id).where(named)
    acts = {Act(act): count for act, count in connection.execute(told.group_by(attributions.c.act))}
    bounds = select(func.min(articles.c.published_utc), func.max(articles.c.published_utc))
    first, last = connection.execute(bounds.join(actors, actors.c.article_id == articles.c.id).where(named)).one()
    latest = func.max(dossier_articles.c.at)
    homes = (
        select(dossier_articles.c.dossier_id)
        .join(actors, actors.c.article_id == dossier_articles.c.article_id)
        .where(named)
        .group_by(dossier_articles.c.dossier_id)
        .order_by(latest.desc(), dossier_articles.c.dossier_id)
        .limit(MOST_DOSSIERS)
    )
    return ActorView(
        name=name,
        articles=sum(kinds.values()),
        kinds=kinds,
        speaks_for=dict(sorted(speaks_for.items(), key=lambda it: (-it[1], it[0]))),
        acts=acts,
        first=_time(first),
        last=_time(last),
        dossier_ids=tuple(connection.execute(homes).scalars()),
    )


def load_dossier_entry(row: RowMapping) -> DossierEntry:
    return DossierEntry(
        id=row["id"],
        title=row["title"],
        made_at=datetime.fromisoformat(row["made_at"]),
        first=datetime.fromisoformat(row["first_utc"]),
        last=datetime.fromisoformat(row["last_utc"]),
        articles=row["articles"],
    )


def load_quarantined(row: RowMapping) -> Quarantined:
    return Quarantined(
        id=row["id"],
        failure=Failure(location=row["location"], reason=row["reason"], raw_id=row["raw_id"]),
        program=row["program"],
        attempts=row["attempts"],
        first=datetime.fromisoformat(row["first_at"]),
        last=datetime.fromisoformat(row["last_at"]),
        has_bytes=bool(row["kept"]),
        size=row["size"],
    )
