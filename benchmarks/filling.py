"""A ledger filled in bulk: the rows that `Ledger.add` and `Desk.file` write, a few hundred articles at a time.

Adding an article by itself takes many times as long, for it must look for what is there; here nothing is.
"""

import sqlite3
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from itertools import islice

from sqlalchemy import Connection, Engine, Table, create_engine, event, insert

from varying import Pair
from volgens.dossiers.events import fingerprint
from volgens.ledger import Ledger, rows
from volgens.ledger import tables as t
from volgens.ledger.documents import document_id
from volgens.ledger.findings import findings_text
from volgens.ledger.grouping import ALL
from volgens.ledger.migration import program_version
from volgens.ledger.rows import Values, utc_text
from volgens.model import RawDocument, Reading, content_id

STORIES_AT_ONCE = 80
Story = Sequence[Pair]
INDEXED = (
    "INSERT INTO article_words(rowid, title, text) SELECT key, title, text FROM articles",
    "INSERT INTO attribution_words(rowid, content, source, entity, actor) "
    "SELECT key, content, source, entity, actor FROM attribution_texts",
    "ANALYZE",
)


def fill(place: str, stories: Iterable[Story]) -> int:
    """Make a ledger at ``place`` in which every story is a dossier; how many articles it holds."""
    with Ledger.open(place):
        pass
    engine = create_engine(f"sqlite:///{place}")
    event.listen(engine, "connect", _hurry)
    keys: Counter[str] = Counter()
    done, coming = 0, iter(stories)
    while some := list(islice(coming, STORIES_AT_ONCE)):
        with engine.begin() as connection:
            _write(connection, some, keys)
        done += sum(map(len, some))
        if done % 10_000 < len(some) * 6:
            print(f"  {done} articles", flush=True)
    _finish(engine, keys, done)
    return done


def _hurry(connection: sqlite3.Connection, _entry: object) -> None:
    """What is only measured may be lost in a power cut."""
    for pragma in ("journal_mode=OFF", "synchronous=OFF", "cache_size=-400000", "foreign_keys=OFF"):
        connection.execute(f"PRAGMA {pragma}")


def _finish(engine: Engine, keys: Counter[str], articles: int) -> None:
    with engine.begin() as connection:
        counts = [{"key": key, "articles": count} for key, count in (*keys.items(), (ALL, articles))]
        connection.execute(insert(t.key_counts), counts)
        for statement in INDEXED:
            connection.exec_driver_sql(statement)
    with engine.connect() as connection:
        connection.exec_driver_sql("PRAGMA journal_mode=WAL")
    engine.dispose()


def _write(connection: Connection, stories: Sequence[Story], keys: Counter[str]) -> None:
    pairs = [pair for story in stories for pair in story]
    readings = [reading for _, reading in pairs]
    rest: dict[Table, list[Values]] = {
        table: [] for table in (t.blocks, t.actors, t.attributions, t.mentions, t.fingerprints)
    }
    for reading in readings:
        for table, values in _parts(reading, keys):
            rest[table] += values
    found = {
        t.raw_documents: [_bytes(raw) for raw, _ in pairs],
        t.documents: [_place(raw) | {"id": document_id(raw), "raw_id": raw.id} for raw, _ in pairs],
        t.articles: [rows.article_values(reading, program_version()) for reading in readings],
        t.document_articles: [
            {"document_id": document_id(raw), "article_id": reading.article.id, "reader": program_version()}
            for raw, reading in pairs
        ],
        t.findings: [{"article_id": r.article.id, "data": findings_text(r)} for r in readings],
        **rest,
        t.dossiers: [_dossier(story) for story in stories],
        t.dossier_articles: [values for story in stories for values in _homes(story)],
    }
    for table, listed in found.items():
        if listed:
            connection.execute(insert(table), listed)


def _place(raw: RawDocument) -> Values:
    return {"media_type": raw.media_type, "location": raw.location, "first_seen": _now()}


def _bytes(raw: RawDocument) -> Values:
    return _place(raw) | {"sha256": raw.id, "bytes": zlib.compress(raw.data, 1), "size": len(raw.data)}


def _parts(reading: Reading, keys: Counter[str]) -> Iterator[tuple[Table, list[Values]]]:
    key = reading.article.id
    yield (
        t.blocks,
        [
            {"article_id": key, "position": n, "role": b.role.value, "start": b.span.start, "end": b.span.end}
            for n, b in enumerate(reading.article.blocks)
        ],
    )
    yield (
        t.actors,
        [
            {"id": a.id, "article_id": key, "position": n, "name": a.name, "kind": a.kind.value}
            | {"speaks_for": a.speaks_for}
            for n, a in enumerate(reading.actors)
        ],
    )
    yield t.attributions, [rows.attribution_values(n, a) for n, a in enumerate(reading.attributions)]
    yield (
        t.mentions,
        [
            {"article_id": key, "position": n, "spans": rows.spans_text(m.spans), "actor_id": m.actor_id}
            for n, m in enumerate(reading.mentions)
        ],
    )
    telling = list(dict.fromkeys(fingerprint(reading)))
    keys.update(telling)
    yield t.fingerprints, [{"article_id": key, "key": it, "at": _time(reading)} for it in telling]


def _dossier(story: Story) -> Values:
    times = sorted(_time(reading) for _, reading in story)
    return {"id": dossier_id(story), "made_at": _now(), "first_utc": times[0], "last_utc": times[-1]}


def _homes(story: Story) -> Iterator[Values]:
    home = dossier_id(story)
    for _, reading in story:
        yield {"article_id": reading.article.id, "dossier_id": home, "at": _time(reading), "by_hand": False}


def dossier_id(story: Story) -> str:
    return content_id("dossier", story[0][1].article.id)


def _time(reading: Reading) -> str:
    published = reading.article.published
    return _now() if published is None else utc_text(published)


def _now() -> str:
    return utc_text(datetime.now(UTC))
