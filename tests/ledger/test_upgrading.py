"""A ledger of an older layout comes up to date where it stands, and loses nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from volgens.errors import LedgerError
from volgens.ledger import Ledger, sqlite
from volgens.model import Failure, Reading

from .readings import PUBLISHED, sample

FIRST_TABLES = ("meta", "raw_documents", "articles", "blocks", "actors", "attributions", "mentions")
GROUPING_TABLES = ("findings", "fingerprints", "key_counts", "dossiers", "dossier_articles", "corrections", "summaries")


FAILED = (
    ("niet te lezen", "0" * 64),
    ("afgebroken", "0" * 64),
    ("niet gevonden", None),
    ("te groot", None),
)
"""What an old ledger has about one file; the first two are one document."""


@contextmanager
def opened(place: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        yield connection


def make_layout(place: str, layout: str, filled: str) -> None:
    """A ledger at ``place`` as an earlier version wrote it, with what it could hold of the ledger at ``filled``."""
    config = Config()
    config.set_main_option("script_location", "volgens.ledger:migrations")
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, layout)
    engine.dispose()
    with opened(place) as connection:
        connection.execute("PRAGMA journal_mode=WAL")
        connection.execute("ATTACH ? AS filled", (filled,))
        for table in (*FIRST_TABLES, *(GROUPING_TABLES if layout > "0001" else ())):
            columns = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO {table} ({columns}) SELECT {columns} FROM filled.{table}")
        for n, (reason, raw_id) in enumerate(FAILED):
            values = (f"{n:020}", "nieuws/kapot.html", reason, raw_id, f"2024-04-0{n + 1}T12:00:00+00:00")
            connection.execute("INSERT INTO failures VALUES (?, ?, ?, ?, ?)", values)
        for words in ("article_words", "attribution_words"):
            connection.execute(f"INSERT INTO {words}({words}) VALUES('rebuild')")


def fill(place: str) -> Reading:
    """A ledger of today with one reading in a dossier."""
    raw, reading = sample()
    with Ledger.open(place) as ledger:
        ledger.add(raw, reading)
        ledger.file_article(reading.article.id, "d" * 20, ("drone", "luchthaven"), PUBLISHED)
    return reading


@pytest.fixture
def old(place: str) -> tuple[str, Reading]:
    """Where a ledger of the first layout lies, and the reading in it as it would be read today."""
    reading = fill(f"{place}.filled")
    make_layout(place, "0001", f"{place}.filled")
    return place, reading


@pytest.fixture
def older(place: str) -> tuple[str, Reading]:
    """Where a ledger of the layout before this one lies, and the reading in it."""
    reading = fill(f"{place}.filled")
    make_layout(place, "0002", f"{place}.filled")
    return place, reading


def test_an_old_ledger_keeps_its_readings_without_findings(old: tuple[str, Reading]) -> None:
    place, reading = old
    with Ledger.open(place, create=False) as ledger:
        assert ledger.reading(reading.article.id) == replace(reading, statements=(), moments=(), terms=())
        assert [hit.entity for hit in ledger.search("drones")] == ["Marie Jansen"]


def test_an_old_ledger_has_the_layout_of_today_once_it_was_opened(old: tuple[str, Reading], tmp_path: object) -> None:
    place, _ = old
    Ledger.open(place).close()
    Ledger.open(f"{tmp_path}/new.ledger").close()

    def layout(path: str) -> set[tuple[str, ...]]:
        with opened(path) as connection:
            return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))

    assert layout(place) == layout(f"{tmp_path}/new.ledger")


def test_an_article_of_an_old_ledger_gets_its_findings_when_it_is_read_again(old: tuple[str, Reading]) -> None:
    place, reading = old
    raw, _ = sample()
    with Ledger.open(place) as ledger:
        assert ledger.add(raw, reading)
        assert ledger.reading(reading.article.id) == reading
        assert not ledger.add(raw, reading)


def test_articles_of_an_old_ledger_lie_in_no_dossier(old: tuple[str, Reading]) -> None:
    place, reading = old
    with Ledger.open(place) as ledger:
        assert list(ledger.iter_dossiers()) == []
        assert ledger.unfiled() == (reading.article.id,)


def test_a_ledger_of_the_layout_before_keeps_readings_and_dossiers(older: tuple[str, Reading]) -> None:
    place, reading = older
    with Ledger.open(place, create=False) as ledger:
        assert ledger.reading(reading.article.id) == reading
        assert ledger.dossier_of(reading.article.id) == "d" * 20
        assert ledger.raw(reading.article.raw_id) == sample()[0]


def test_it_knows_where_the_documents_of_an_older_ledger_were(older: tuple[str, Reading]) -> None:
    place, reading = older
    with Ledger.open(place) as ledger:
        (found,) = ledger.documents_of(reading.article.id)
        assert (found.raw_id, found.location, found.reader) == (reading.article.raw_id, sample()[0].location, None)


def test_an_article_of_an_older_ledger_is_read_again_once(older: tuple[str, Reading]) -> None:
    place, reading = older
    raw, _ = sample()
    with Ledger.open(place) as ledger:
        assert ledger.article_of(raw) is None
        assert ledger.add(raw, reading)
        assert ledger.article_of(raw) == reading.article.id
        assert len(ledger.documents_of(reading.article.id)) == 1


def test_failures_of_an_older_ledger_become_one_a_document(older: tuple[str, Reading]) -> None:
    place, _ = older
    with Ledger.open(place) as ledger:
        found = {each.failure.reason: each for each in ledger.quarantined()}
        assert set(found) == {"afgebroken", "niet gevonden", "te groot"}
        both = found["afgebroken"]
        assert (both.attempts, both.first.day, both.last.day, both.has_bytes) == (2, 1, 2, False)


def test_a_failure_of_an_older_ledger_that_comes_again_is_known(older: tuple[str, Reading]) -> None:
    place, _ = older
    with Ledger.open(place) as ledger:
        for reason, raw_id in FAILED[1:]:
            ledger.add_failure(Failure(location="nieuws/kapot.html", reason=reason, raw_id=raw_id))
        assert sorted(each.attempts for each in ledger.quarantined()) == [2, 2, 3]


def test_an_upgrade_without_room_leaves_the_ledger_as_it_was(
    older: tuple[str, Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    place, reading = older
    with opened(place) as connection:
        (pages,) = connection.execute("PRAGMA page_count").fetchone()
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, f"PRAGMA max_page_count={pages + 2}"))
    with pytest.raises(LedgerError, match="the disk is full"):
        Ledger.open(place)
    with opened(place) as connection:
        assert connection.execute("SELECT version_num FROM alembic_version").fetchall() == [("0002",)]
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        assert ledger.reading(reading.article.id) == reading
        assert len(ledger.failures()) == 3


def test_an_older_ledger_that_may_only_be_read_says_so(older: tuple[str, Reading]) -> None:
    place, _ = older
    with pytest.raises(LedgerError, match="may only be read here"):
        Ledger.open(f"sqlite:///file:{place}?mode=ro&uri=true")
