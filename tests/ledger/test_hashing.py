"""Two ledgers with the same contents have the same hash, however they came about."""

import random
import sqlite3
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from volgens.ledger import CorrectionKind, Ledger, content_hash
from volgens.ledger.hashing import CHANCE, LEFT_OUT
from volgens.ledger.tables import metadata
from volgens.model import Failure

from .readings import PUBLISHED, document, sample, small_readings

HOME = "d" * 20


def fill(ledger: Ledger, seed: int = 1) -> None:
    """All kinds of rows, added in an order of chance."""
    pairs = list(small_readings(8))
    random.Random(seed).shuffle(pairs)
    for raw, reading in pairs:
        ledger.add(raw, reading)
        ledger.file_article(reading.article.id, HOME, ("drone", "luchthaven"), PUBLISHED)
        ledger.add_sketch(reading.article.id, [1, 2])
    ids = sorted(reading.article.id for _, reading in pairs)
    ledger.add_copy(ids[0], ids[1], 0.5, "part")
    ledger.add_failure(Failure(location="kapot.html", reason="afgebroken"), document(b"kapot", "kapot.html"))
    ledger.add_correction(CorrectionKind.SAME_ACTOR, {"a": "Jansen", "b": "Marie Jansen", "dossier": None})


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    fill(ledger)
    return ledger


def test_order_does_not_count(filled: Ledger, tmp_path: Path) -> None:
    with Ledger.open(str(tmp_path / "b.ledger")) as other:
        fill(other, seed=2)
        assert content_hash(other) == content_hash(filled)


def test_what_was_tried_and_when_does_not_count(filled: Ledger, place: str) -> None:
    before = content_hash(filled)
    filled.add_failure(Failure(location="kapot.html", reason="afgebroken"), document(b"kapot", "kapot.html"))
    filled.begin_run("read", datetime.now(UTC))
    filled.watch_feed("https://dekade.example/rss", 60.0, datetime.now(UTC))
    filled.keep_summary(HOME, "key", "data")
    for raw, reading in small_readings(8):
        filled.add(raw, reading)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE dossiers SET made_at = '2020'")
        connection.execute("UPDATE documents SET first_seen = '2020'")
        connection.commit()
    assert content_hash(filled) == before


def first_id(ledger: Ledger) -> str:
    return next(ledger.article_ids())


CHANGES: dict[str, Callable[[Ledger], object]] = {
    "an article more": lambda ledger: ledger.add(*sample()),
    "another reading": lambda ledger: ledger.add(*next(small_readings(1, version="2"))),
    "another section": lambda ledger: ledger.add(*other_section(), reader="2"),
    "another place of a document": lambda ledger: ledger.add(*elsewhere()),
    "another dossier": lambda ledger: ledger.assign(first_id(ledger), "e" * 20),
    "moved by hand": lambda ledger: ledger.assign(first_id(ledger), HOME, by_hand=True),
    "a correction undone": lambda ledger: ledger.undo_correction(1),
    "a failure more": lambda ledger: ledger.add_failure(Failure(location="weg.html", reason="niet gevonden")),
    "a failure less": lambda ledger: ledger.release(ledger.quarantined()[0].id),
    "another sketch": lambda ledger: ledger.add_sketch(first_id(ledger), [3]),
    "another share": lambda ledger: ledger.add_copy(*sorted(ledger.article_ids())[:2], 0.6, "part"),
}


def other_section():  # type: ignore[no-untyped-def]
    raw, reading = next(small_readings(1))
    return raw, replace(reading, article=replace(reading.article, section="Binnenland"))


def elsewhere():  # type: ignore[no-untyped-def]
    raw, reading = next(small_readings(1))
    return replace(raw, location="elders.html"), reading


@pytest.mark.parametrize("change", CHANGES)
def test_everything_that_matters_counts(filled: Ledger, change: str) -> None:
    before = content_hash(filled)
    CHANGES[change](filled)
    assert content_hash(filled) != before


def test_whatever_is_left_out_is_there(filled: Ledger) -> None:
    assert set(metadata.tables) >= set(LEFT_OUT) | set(CHANCE)
    for table, columns in CHANCE.items():
        assert set(columns) <= set(metadata.tables[table].columns.keys())
