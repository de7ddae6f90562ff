"""A ledger of an older layout comes up to date where it stands, and loses nothing."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import replace

import pytest
from alembic import command
from alembic.config import Config
from sqlalchemy import create_engine

from volgens.ledger import Ledger
from volgens.model import Reading

from .readings import sample

FIRST_TABLES = ("meta", "raw_documents", "articles", "blocks", "actors", "attributions", "mentions", "failures")


@contextmanager
def opened(place: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        yield connection


def make_first_layout(place: str, filled: str) -> None:
    """A ledger at ``place`` as the first version wrote it, with what stands in the ledger at ``filled``."""
    config = Config()
    config.set_main_option("script_location", "volgens.ledger:migrations")
    config.set_main_option("path_separator", "os")
    engine = create_engine(f"sqlite:///{place}")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, "0001")
    engine.dispose()
    with opened(place) as connection:
        connection.execute("ATTACH ? AS filled", (filled,))
        for table in FIRST_TABLES:
            connection.execute(f"INSERT INTO {table} SELECT * FROM filled.{table}")
        for words in ("article_words", "attribution_words"):
            connection.execute(f"INSERT INTO {words}({words}) VALUES('rebuild')")


@pytest.fixture
def old(place: str) -> tuple[str, Reading]:
    """Where a ledger of the first layout lies, and the reading in it as it would be read today."""
    raw, reading = sample()
    filled = f"{place}.filled"
    with Ledger.open(filled) as ledger:
        ledger.add(raw, reading)
    make_first_layout(place, filled)
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
