"""The ledger that the site is measured on: articles in other words, written in bulk, as if they had been read."""

import random
from datetime import timedelta
from pathlib import Path

import pytest

from filling import dossier_id, fill
from inventing import invent_readings
from varying import Pair, vary
from volgens.desk import Desk
from volgens.ledger import Ledger
from volgens.model import Reading, quote


@pytest.fixture
def story() -> list[Reading]:
    return [reading for _, reading in invent_readings(random.Random(1), 3)]


@pytest.fixture
def told(story: list[Reading]) -> list[Pair]:
    return list(vary(story, 7, timedelta(days=2)))


def test_every_word_keeps_its_place(story: list[Reading], told: list[Pair]) -> None:
    for before, (_, after) in zip(story, told, strict=True):
        assert len(after.article.text) == len(before.article.text)
        assert after.article.text != before.article.text
        assert [a.content for a in after.attributions] == [a.content for a in before.attributions]


def test_a_name_is_the_same_in_the_text_and_beside_it(told: list[Pair]) -> None:
    for _, reading in told:
        for attribution in reading.attributions:
            assert attribution.entity == quote(reading.article.text, attribution.source)


def test_a_story_moves_to_another_day(story: list[Reading], told: list[Pair]) -> None:
    assert [r.article.published for _, r in told] == [r.article.published + timedelta(days=2) for r in story]


def test_what_is_written_in_bulk_is_what_is_added_one_by_one(told: list[Pair], tmp_path: Path) -> None:
    assert fill(str(tmp_path / "veel.ledger"), [told]) == 3
    with Ledger.open(str(tmp_path / "veel.ledger")) as bulk, Ledger.open(str(tmp_path / "een.ledger")) as single:
        for raw, reading in told:
            single.add(raw, reading)
            Desk(single).file(reading)
            assert bulk.reading(reading.article.id) == single.reading(reading.article.id)
            assert bulk.fingerprint_of(reading.article.id) == single.fingerprint_of(reading.article.id)
            assert bulk.article_of(raw) == reading.article.id
        assert bulk.counts() == single.counts()
        word = told[0][1].article.text.split()[2]
        assert len(list(bulk.search(word))) == len(list(single.search(word))) > 0


def test_every_story_is_a_dossier(told: list[Pair], tmp_path: Path) -> None:
    fill(str(tmp_path / "veel.ledger"), [told])
    with Ledger.open(str(tmp_path / "veel.ledger")) as ledger:
        assert [(entry.id, entry.articles) for entry in Desk(ledger).dossiers()] == [(dossier_id(told), 3)]
