"""Records to rows and back. A record that is read back must be the one that was written: its id tells."""

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime

from sqlalchemy import Connection, RowMapping, Table, delete, insert, select, update

from volgens.errors import LedgerError
from volgens.ledger.findings import fault, findings_text, load_findings
from volgens.ledger.tables import actors, articles, attributions, blocks, findings, mentions, meta
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Mention,
    Mode,
    RawDocument,
    Reading,
    Role,
    Span,
    Spans,
)

Values = dict[str, object]

PARTS = (blocks, attributions, mentions, actors)
"""What hangs under an article, in an order in which it may be deleted."""


def encodable(words: str) -> str:
    """``words`` with what UTF-8 cannot hold spelt out; a file name may have bytes that are no text."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def encodable_if(words: str | None) -> str | None:
    return None if words is None else encodable(words)


def utc_text(moment: datetime) -> str:
    """``moment`` in UTC at a fixed width, so that text order is order of time; the outermost years stay as given."""
    try:
        moment = moment.astimezone(UTC)
    except OverflowError:
        moment = moment.replace(tzinfo=UTC)
    return moment.isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"


def spans_text(spans: Spans) -> str:
    return json.dumps([(span.start, span.end) for span in spans], separators=(",", ":"))


def load_spans(stored: str) -> Spans:
    return tuple(Span(int(start), int(end)) for start, end in json.loads(stored))


def versions_of(reading: Reading) -> str:
    """The versions of the rules and models that made the attributions, as JSON."""
    return json.dumps(sorted({attribution.version for attribution in reading.attributions}))


def check_reading(raw: RawDocument, reading: Reading) -> None:
    """Raise `LedgerError` unless all parts of ``reading`` belong to its article, to each other and to ``raw``."""
    article = reading.article
    known = {attribution.id for attribution in reading.attributions}
    cast = {actor.id for actor in reading.actors}
    wrong = None
    if article.raw_id != raw.id:
        wrong = f"it was read from document {article.raw_id[:12]}, not from {raw.id[:12]}"
    elif len(known) < len(reading.attributions) or len(cast) < len(reading.actors):
        wrong = "two of its attributions or actors are one and the same"
    parts: tuple[Attribution | Actor | Mention, ...] = (*reading.attributions, *reading.actors, *reading.mentions)
    for part in parts:
        if part.article_id != article.id:
            wrong = f"it holds a part of article {part.article_id}"
    for attribution in reading.attributions:
        everything = (*attribution.source, *attribution.cue, *attribution.content, *attribution.via)
        if max(span.end for span in everything) > len(article.text):
            wrong = f"attribution {attribution.id} ends after the text"
        elif attribution.parent is not None and attribution.parent not in known:
            wrong = f"attribution {attribution.id} lies in one that is not there ({attribution.parent})"
        elif attribution.actor_id is not None and attribution.actor_id not in cast:
            wrong = f"attribution {attribution.id} has an actor that is not there ({attribution.actor_id})"
    for mention in reading.mentions:
        if mention.actor_id not in cast:
            wrong = f"a mention has an actor that is not there ({mention.actor_id})"
        elif mention.spans and mention.spans[-1].end > len(article.text):
            wrong = f"a mention ends after the text, at {mention.spans[-1].end}"
    wrong = wrong or fault(reading)
    if wrong is not None:
        raise LedgerError(f"the reading of {raw.location} (article {article.id}) cannot be kept: {wrong}")


def article_values(reading: Reading, reader: str) -> Values:
    article = reading.article
    return {
        "id": article.id,
        "address": article.address,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "published": article.published and article.published.isoformat(),
        "published_utc": article.published and utc_text(article.published),
        "modified": article.modified and article.modified.isoformat(),
        "language": article.language,
        "text": article.text,
        "raw_id": article.raw_id,
        "extraction": versions_of(reading),
        "captured": article.captured and article.captured.isoformat(),
        "section": article.section,
        "partial": article.partial,
        "reader": reader,
    }


def attribution_values(position: int, attribution: Attribution) -> Values:
    return {
        "id": attribution.id,
        "article_id": attribution.article_id,
        "position": position,
        **{name: spans_text(getattr(attribution, name)) for name in ("source", "cue", "content", "via")},
        "mode": attribution.mode.value,
        "act": attribution.act.value,
        **{name: getattr(attribution, name) for name in ("entity", "actor_id", "parent", "maker", "version")},
        "confidence": attribution.confidence,
    }


def set_meta(connection: Connection, name: str, value: str) -> None:
    """Keep ``value`` under ``name``, unless it is there already."""
    known = connection.execute(select(meta.c.value).where(meta.c.name == name)).scalar()
    if known is None:
        connection.execute(insert(meta).values(name=name, value=value))
    elif known != value:
        connection.execute(update(meta).where(meta.c.name == name).values(value=value))


def delete_parts(connection: Connection, article_id: str) -> None:
    for table in (findings, *PARTS):
        connection.execute(delete(table).where(table.c.article_id == article_id))


def insert_parts(connection: Connection, reading: Reading) -> None:
    """Write what hangs under an article whose own row is there."""
    key = reading.article.id
    # An article without findings has a row too: one that has none was read before findings were kept.
    connection.execute(insert(findings).values(article_id=key, data=findings_text(reading)))
    _insert(
        connection,
        blocks,
        (
            {"article_id": key, "position": n, "role": b.role.value, "start": b.span.start, "end": b.span.end}
            | {"time": b.time and b.time.isoformat()}
            for n, b in enumerate(reading.article.blocks)
        ),
    )
    _insert(connection, actors, (_actor_values(key, n, a) for n, a in enumerate(reading.actors)))
    _insert(connection, attributions, (attribution_values(n, a) for n, a in enumerate(reading.attributions)))
    _insert(connection, mentions, (_mention_values(key, n, m) for n, m in enumerate(reading.mentions)))


def pack_findings_and_parts(reading: Reading) -> str:
    """What hangs under an article, but for its blocks, as one JSON text."""
    key = reading.article.id
    data = {
        "attributions": [attribution_values(n, a) for n, a in enumerate(reading.attributions)],
        "actors": [_actor_values(key, n, a) for n, a in enumerate(reading.actors)],
        "mentions": [_mention_values(key, n, m) for n, m in enumerate(reading.mentions)],
        "findings": findings_text(reading),
    }
    return json.dumps(data, ensure_ascii=False, separators=(",", ":"))


def load_packed(packed: str, article: Article) -> Reading:
    """What `pack_findings_and_parts` was given; `LedgerError` where the text is not that."""
    try:
        data = json.loads(packed)
        return _assemble(article, data, data["findings"])
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise altered("original of article", article.id) from error


def _actor_values(article_id: str, position: int, actor: Actor) -> Values:
    own = {"id": actor.id, "name": actor.name, "kind": actor.kind.value, "speaks_for": actor.speaks_for}
    return {"article_id": article_id, "position": position} | own


def _mention_values(article_id: str, position: int, mention: Mention) -> Values:
    own = {"spans": spans_text(mention.spans), "actor_id": mention.actor_id}
    return {"article_id": article_id, "position": position} | own


def _insert(connection: Connection, table: Table, values: Iterable[Values]) -> None:
    if listed := list(values):
        connection.execute(insert(table), listed)


def altered(kind: str, key: str) -> LedgerError:
    return LedgerError(
        f"{kind} {key} is not what the program wrote: the ledger was altered; restore a copy, or read the articles "
        "again into a new ledger"
    )


def load_readings(connection: Connection, ids: Sequence[str]) -> dict[str, Reading]:
    """The readings of those articles in ``ids`` that are there, by id; `LedgerError` where a row was altered."""
    heads = connection.execute(select(articles).where(articles.c.id.in_(ids))).mappings().all()
    parts = {table.name: _rows_by_article(connection, table, ids) for table in PARTS}
    found_in = select(findings.c.article_id, findings.c.data).where(findings.c.article_id.in_(ids))
    data = {row.article_id: row.data for row in connection.execute(found_in)}
    found = {}
    for head in heads:
        key = head["id"]
        try:
            own = {name: rows.get(key, ()) for name, rows in parts.items()}
            found[key] = _load_reading(head, own, data.get(key, "{}"))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise altered("article", key) from error
    return found


def load_articles(connection: Connection, ids: Sequence[str]) -> dict[str, Article]:
    """Those articles of ``ids`` that are there, without what was read from them, by id."""
    heads = connection.execute(select(articles).where(articles.c.id.in_(ids))).mappings().all()
    lines = _rows_by_article(connection, blocks, ids)
    found = {}
    for head in heads:
        try:
            found[head["id"]] = _load_article(head, lines.get(head["id"], ()))
        except (ValueError, TypeError, KeyError, AttributeError) as error:
            raise altered("article", head["id"]) from error
    return found


def _rows_by_article(connection: Connection, table: Table, ids: Sequence[str]) -> Mapping[str, Sequence[RowMapping]]:
    statement = select(table).where(table.c.article_id.in_(ids)).order_by(table.c.article_id, table.c.position)
    grouped: defaultdict[str, list[RowMapping]] = defaultdict(list)
    for row in connection.execute(statement).mappings():
        grouped[row["article_id"]].append(row)
    return grouped


def _load_reading(head: RowMapping, parts: Mapping[str, Sequence[RowMapping]], data: str) -> Reading:
    return _assemble(_load_article(head, parts["blocks"]), parts, data)


def _assemble(article: Article, parts: Mapping[str, Sequence[RowMapping]], data: str) -> Reading:
    statements, moments, terms = load_findings(data, article.id)
    return Reading(
        article=article,
        attributions=tuple(load_attribution(row) for row in parts["attributions"]),
        actors=tuple(_load_actor(row) for row in parts["actors"]),
        mentions=tuple(
            Mention(article_id=article.id, spans=load_spans(row["spans"]), actor_id=row["actor_id"])
            for row in parts["mentions"]
        ),
        moments=moments,
        terms=terms,
        statements=statements,
    )


def _load_article(row: RowMapping, block_rows: Sequence[RowMapping]) -> Article:
    article = Article(
        text=row["text"],
        blocks=tuple(
            Block(role=Role(b["role"]), span=Span(b["start"], b["end"]), time=_load_time(b["time"])) for b in block_rows
        ),
        raw_id=row["raw_id"],
        address=row["address"],
        outlet=row["outlet"],
        title=row["title"],
        byline=row["byline"],
        published=_load_time(row["published"]),
        modified=_load_time(row["modified"]),
        captured=_load_time(row["captured"]),
        section=row["section"],
        partial=row["partial"],
        language=row["language"],
    )
    if article.id != row["id"]:
        raise altered("article", row["id"])
    return article


def _load_time(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)


def load_attribution(row: RowMapping) -> Attribution:
    attribution = Attribution(
        article_id=row["article_id"],
        content=load_spans(row["content"]),
        source=load_spans(row["source"]),
        cue=load_spans(row["cue"]),
        via=load_spans(row["via"]),
        mode=Mode(row["mode"]),
        act=Act(row["act"]),
        entity=row["entity"],
        actor_id=row["actor_id"],
        parent=row["parent"],
        maker=row["maker"],
        version=row["version"],
        confidence=row["confidence"],
    )
    if attribution.id != row["id"]:
        raise altered("attribution", row["id"])
    return attribution


def _load_actor(row: RowMapping) -> Actor:
    actor = Actor(
        article_id=row["article_id"],
        name=row["name"],
        kind=ActorKind(row["kind"]),
        speaks_for=row["speaks_for"],
    )
    if actor.id != row["id"]:
        raise altered("actor", row["id"])
    return actor
