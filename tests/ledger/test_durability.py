"""A writer killed at any moment leaves a ledger that opens and that the next run completes."""

import random
import signal
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from pathlib import Path

import pytest

from volgens.ledger import Ledger

from . import readings

COUNT = 200
TABLES = {
    "raw_documents": "sha256, bytes, media_type, location",
    "articles": "id, address, outlet, title, byline, published, published_utc, modified, language, text, raw_id, "
    "extraction, captured, section, partial, reader",
    "documents": "id, raw_id, media_type, location, container, captured, headers",
    "document_articles": "*",
    "blocks": "*",
    "actors": "*",
    "attributions": "id, article_id, position, source, cue, content, via, mode, act, entity, actor_id, parent, maker, "
    "version, confidence",
    "mentions": "*",
    "findings": "*",
    "failures": "*",
    "meta": "*",
}


def start(place: Path, version: str = "1") -> subprocess.Popen[str]:
    command = [sys.executable, readings.__file__, str(place), str(COUNT), version]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def kill_while_adding(place: Path, version: str = "1") -> set[str]:
    """Kill a writer at a random moment between its first and its last reading; gives the ids that it told of."""
    with start(place, version) as writer:
        assert writer.stdout is not None
        told = [writer.stdout.readline() for _ in range(random.randrange(1, COUNT // 2))]
        time.sleep(random.random() / 100)
        writer.kill()
        told += [line for line in writer.stdout if line.endswith("\n")]
    assert writer.returncode == -signal.SIGKILL
    return {line.strip() for line in told[1:]}


def complete(place: Path, version: str = "1") -> None:
    with Ledger.open(str(place)) as ledger:
        for raw, reading in readings.small_readings(COUNT, version):
            ledger.add(raw, reading)


def rows(place: Path) -> dict[str, list[tuple[object, ...]]]:
    """Everything but row numbers and the time of first sight, in an order of its own."""
    with closing(sqlite3.connect(place)) as connection:
        for index in ("article_words", "attribution_words"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)")
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        assert connection.execute("PRAGMA foreign_key_check").fetchall() == []
        return {t: sorted(connection.execute(f"SELECT {c} FROM {t}"), key=repr) for t, c in TABLES.items()}


@pytest.fixture(scope="module")
def uninterrupted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("whole") / "a.ledger"
    complete(place)
    return place


@pytest.mark.parametrize("attempt", range(3))
def test_a_killed_writer_leaves_a_ledger_that_the_next_run_completes(
    tmp_path: Path, uninterrupted: Path, attempt: int
) -> None:
    place = tmp_path / "a.ledger"
    told = kill_while_adding(place)
    with Ledger.open(str(place), create=False) as ledger:
        assert told <= {reading.article.id for reading in ledger.iter_readings()}
    complete(place)
    assert rows(place) == rows(uninterrupted)


def test_a_writer_killed_while_it_replaces_leaves_every_article_old_or_new(tmp_path: Path) -> None:
    place, whole = tmp_path / "a.ledger", tmp_path / "b.ledger"
    for each in (place, whole):
        complete(each)
    told = kill_while_adding(place, version="2")
    with Ledger.open(str(place)) as ledger:
        for reading in ledger.iter_readings():
            versions = [attribution.version for attribution in reading.attributions]
            assert versions in ([["2", "2"]] if reading.article.id in told else [["1", "1"], ["2", "2"]])
    for each in (place, whole):
        complete(each, version="2")
    assert rows(place) == rows(whole)


def test_a_writer_killed_while_it_makes_the_ledger_leaves_one_that_opens(tmp_path: Path, uninterrupted: Path) -> None:
    place = tmp_path / "a.ledger"
    with start(place) as writer:
        while not place.exists():
            time.sleep(0.001)
        time.sleep(random.random() / 50)
        writer.kill()
    complete(place)
    assert rows(place) == rows(uninterrupted)


def test_threads_may_fill_one_ledger_together(tmp_path: Path, uninterrupted: Path) -> None:
    place = tmp_path / "a.ledger"
    with Ledger.open(str(place)) as ledger, ThreadPoolExecutor(4) as pool:
        added = list(pool.map(lambda pair: ledger.add(*pair), readings.small_readings(COUNT)))
    assert all(added)
    assert rows(place) == rows(uninterrupted)


def test_programs_may_make_and_fill_one_ledger_together(tmp_path: Path, uninterrupted: Path) -> None:
    place = tmp_path / "a.ledger"
    writers = [start(place) for _ in range(3)]
    for writer in writers:
        writer.communicate()
    assert [writer.returncode for writer in writers] == [0, 0, 0]
    assert rows(place) == rows(uninterrupted)
