"""Opening, migrating, and every way in which that can fail: one line that says what and what to do."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Table, create_engine

from volgens.errors import LedgerError
from volgens.ledger import Counts, Ledger, sqlite
from volgens.ledger.migration import LAYOUT, program_version
from volgens.ledger.tables import metadata

from .readings import sample, small_readings


@contextmanager
def refused(*words: str) -> Iterator[None]:
    """A `LedgerError` of one line that holds ``words``."""
    with pytest.raises(LedgerError) as raised:
        yield
    message = str(raised.value)
    assert "\n" not in message
    for each in words:
        assert each in message


def run(place: str, statement: str) -> list[tuple[object, ...]]:
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        return connection.execute(statement).fetchall()


def test_a_new_ledger_is_empty(ledger: Ledger) -> None:
    assert ledger.counts() == Counts(articles=0, attributions=0, actors=0, failures=0)


def test_a_ledger_keeps_what_it_held_when_it_was_closed(place: str) -> None:
    raw, reading = sample()
    with Ledger.open(place) as ledger:
        ledger.add(raw, reading)
    with Ledger.open(place, create=False) as ledger:
        assert ledger.reading(reading.article.id) == reading


def test_a_ledger_may_be_given_as_a_url(place: str) -> None:
    with Ledger.open(f"sqlite:///{place}"):
        assert Path(place).exists()


def test_a_path_may_hold_characters_that_mean_something_in_a_url(tmp_path: Path) -> None:
    path = tmp_path / "50% #1 ?x=y.ledger"
    with Ledger.open(str(path)):
        assert path.exists()


def test_a_missing_ledger_is_not_made_unless_asked(place: str) -> None:
    with refused("there is no ledger here"):
        Ledger.open(place, create=False)
    assert not Path(place).exists()


def test_a_database_that_was_never_finished_is_finished(place: str) -> None:
    run(place, "PRAGMA journal_mode=WAL")
    with refused("there is no ledger here"):
        Ledger.open(place, create=False)
    with Ledger.open(place) as ledger:
        assert ledger.counts().articles == 0


def test_the_newest_step_is_the_layout_that_the_program_knows() -> None:
    config = Config()
    config.set_main_option("script_location", "volgens.ledger:migrations")
    config.set_main_option("path_separator", "os")
    assert ScriptDirectory.from_config(config).get_heads() == [LAYOUT]


def test_the_migrations_lead_to_the_tables_that_the_program_uses(ledger: Ledger, place: str) -> None:
    def ours(thing: object, name: str | None, kind: str, reflected: bool, _other: object) -> bool:
        return not (kind == "table" and reflected and isinstance(thing, Table) and "_words" in str(name))

    engine = create_engine(f"sqlite:///{place}")
    with engine.connect() as connection:
        options = {"include_object": ours, "compare_type": True}
        assert compare_metadata(MigrationContext.configure(connection, opts=options), metadata) == []
    engine.dispose()


def test_a_ledger_newer_than_the_program_is_refused(place: str) -> None:
    Ledger.open(place).close()
    run(place, "UPDATE alembic_version SET version_num = '9999'")
    run(place, "UPDATE meta SET value = '9.0' WHERE name = 'program'")
    with refused("newer than the program", "layout 9999", "volgens 9.0", "install a newer volgens"):
        Ledger.open(place)


def test_meta_tells_what_wrote_the_ledger(ledger: Ledger, place: str) -> None:
    ledger.add(*sample(version="7"))
    found = run(place, "SELECT name, value FROM meta ORDER BY name")
    assert found == [("extraction", '["7"]'), ("program", program_version())]


def test_a_file_that_is_no_database_is_refused(place: str) -> None:
    Path(place).write_text("Dit is geen grootboek. " * 100)
    with refused(place, "no ledger", "another path"):
        Ledger.open(place)
    assert Path(place).read_text().startswith("Dit is geen")


def test_the_database_of_another_program_is_left_alone(place: str) -> None:
    run(place, "CREATE TABLE bookmarks (x)")
    before = Path(place).read_bytes()
    with refused("other things than a ledger"):
        Ledger.open(place)
    assert Path(place).read_bytes() == before


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with refused("this is a directory"):
        Ledger.open(str(tmp_path))


def test_a_missing_directory_is_named(tmp_path: Path) -> None:
    with refused("there is no directory", "weg"):
        Ledger.open(str(tmp_path / "weg" / "a.ledger"))


@pytest.mark.parametrize("location", ["", ":memory:", "sqlite://"])
def test_a_ledger_needs_a_file(location: str) -> None:
    with refused("needs a file"):
        Ledger.open(location)


@pytest.mark.parametrize("location", ["a\0b.ledger", "x" * 5000])
def test_a_path_that_cannot_be_is_refused(location: str) -> None:
    with refused("give another path"):
        Ledger.open(location)


def test_a_database_that_is_not_supported_is_named_without_its_password() -> None:
    with refused("SQLite only", "postgresql://desk:***@db/nieuws"):
        Ledger.open("postgresql://desk:geheim@db/nieuws")


def test_an_address_that_is_none_is_refused() -> None:
    with refused("no database address"):
        Ledger.open("://")


def test_a_ledger_that_may_only_be_read_can_be_read(place: str) -> None:
    raw, reading = sample()
    with Ledger.open(place) as ledger:
        ledger.add(raw, reading)
    with Ledger.open(f"sqlite:///file:{place}?mode=ro&uri=true") as ledger:
        assert ledger.reading(reading.article.id) == reading


def test_adding_to_a_ledger_that_may_only_be_read_is_refused(place: str) -> None:
    Ledger.open(place).close()
    with (
        Ledger.open(f"sqlite:///file:{place}?mode=ro&uri=true") as ledger,
        refused("may only be read", "check the permissions"),
    ):
        ledger.add(*sample())


def test_a_locked_ledger_is_waited_for_and_then_refused(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", ("PRAGMA busy_timeout=50",))
    with Ledger.open(place) as ledger, closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with refused("another program is writing"):
            ledger.add(*sample())
        other.execute("ROLLBACK")
        assert ledger.add(*sample())


def test_readers_do_not_wait_for_a_writer(ledger: Ledger, place: str) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    with closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        assert ledger.reading(reading.article.id) == reading


def test_a_full_disk_is_told_and_loses_nothing(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with Ledger.open(place) as ledger:
        ledger.add(*sample())
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA max_page_count=60"))
    with Ledger.open(place) as ledger, refused("the disk is full"):
        for raw, reading in small_readings(200):
            ledger.add(raw, reading)
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        held = ledger.counts().articles
        assert 1 < held < 200
        assert len(list(ledger.iter_readings())) == held


@pytest.mark.parametrize(
    ("change", "kind"),
    [
        ("UPDATE articles SET text = replace(text, 'niet', 'wel')", "article"),
        ("UPDATE articles SET published = 'gisteren'", "article"),
        ("UPDATE attributions SET content = '[[0,3]]'", "attribution"),
        ("UPDATE attributions SET content = '[[9]]'", "article"),
        ("UPDATE attributions SET act = 'shout'", "article"),
        ("UPDATE actors SET name = 'Petra Smit'", "actor"),
    ],
)
def test_a_row_that_was_altered_is_refused(ledger: Ledger, place: str, change: str, kind: str) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    run(place, change)
    with refused(kind, "the ledger was altered"):
        ledger.reading(reading.article.id)


@pytest.mark.parametrize("data", ["x''", "x'789c03000000000001'"])
def test_a_document_that_was_altered_is_refused(ledger: Ledger, place: str, data: str) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    run(place, f"UPDATE raw_documents SET bytes = {data}")
    with refused("document", "the ledger was altered"):
        ledger.raw(raw.id)


def test_a_closed_ledger_says_so(place: str) -> None:
    ledger = Ledger.open(place)
    ledger.close()
    with refused("was closed"):
        ledger.counts()


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("SELECT * FROM attributions WHERE article_id = 'x'", "ix_attributions_article_id"),
        ("SELECT * FROM attributions WHERE act = 'deny'", "ix_attributions_act"),
        ("SELECT * FROM attributions WHERE entity = 'x'", "ix_attributions_entity"),
        ("SELECT * FROM articles WHERE outlet = 'x'", "ix_articles_outlet"),
        ("SELECT * FROM articles WHERE published_utc > 'x'", "ix_articles_published_utc"),
        ("SELECT * FROM articles WHERE id >= 'a' AND id < 'ag'", "sqlite_autoindex_articles_1"),
    ],
)
def test_frequent_questions_use_an_index(ledger: Ledger, place: str, query: str, name: str) -> None:
    assert name in str(run(place, f"EXPLAIN QUERY PLAN {query}"))
