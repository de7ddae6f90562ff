"""Articles that share passages are found by a few keys."""

import sqlite3
from contextlib import closing

import pytest

from volgens.errors import LedgerError
from volgens.ledger import CopyLink, Ledger
from volgens.ledger.copies import MOST_SHARERS

from .readings import reading_of, small_readings

LARGEST = (1 << 64) - 1


def fill(ledger: Ledger, count: int = 3) -> list[str]:
    """Ids of articles in the order in which they were added."""
    pairs = list(small_readings(count))
    for raw, reading in pairs:
        ledger.add(raw, reading)
    return [reading.article.id for _, reading in pairs]


def test_articles_are_found_by_shared_keys_the_most_first(ledger: Ledger) -> None:
    a, b, c = fill(ledger)
    ledger.add_sketch(a, [1, 2, 3])
    ledger.add_sketch(b, [3, 4])
    ledger.add_sketch(c, [5])
    assert ledger.find_by_sketch([1, 2, 3, 4, 4], 10) == ((a, 3), (b, 2))
    assert ledger.find_by_sketch([1, 2, 3, 4], 1) == ((a, 3),)
    assert ledger.find_by_sketch([6], 10) == ledger.find_by_sketch([], 10) == ()


@pytest.mark.parametrize("key", [0, 1, (1 << 63) - 1, 1 << 63, LARGEST])
def test_keys_are_any_numbers_of_64_bits(ledger: Ledger, key: int) -> None:
    (a,) = fill(ledger, 1)
    ledger.add_sketch(a, [key])
    assert ledger.sketch_of(a) == {key}
    assert ledger.find_by_sketch([key], 1) == ((a, 1),)
    assert ledger.find_by_sketch([key ^ 1], 1) == ()


def test_a_key_may_have_a_sign(ledger: Ledger) -> None:
    (a,) = fill(ledger, 1)
    ledger.add_sketch(a, [-1])
    assert ledger.find_by_sketch([-1], 1) == ledger.find_by_sketch([LARGEST], 1) == ((a, 1),)


def test_a_number_that_is_too_large_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no key of 64 bits"):
        ledger.find_by_sketch([1 << 64], 1)


def test_many_keys_are_looked_up_at_once(ledger: Ledger) -> None:
    (a,) = fill(ledger, 1)
    ledger.add_sketch(a, range(2000))
    assert ledger.find_by_sketch(range(1000, 50_000), 5) == ((a, 1000),)


def test_a_key_that_too_many_articles_have_tells_nothing(ledger: Ledger, place: str) -> None:
    a, b = fill(ledger, 2)
    ledger.add_sketch(a, [1, 2])
    with closing(sqlite3.connect(place)) as connection:
        connection.executemany("INSERT INTO sketches VALUES (?, 1)", [(f"{n:020}",) for n in range(MOST_SHARERS - 1)])
        connection.commit()
    assert len(ledger.find_by_sketch([1], 1000)) == MOST_SHARERS
    ledger.add_sketch(b, [1])
    assert ledger.find_by_sketch([1, 2], 1000) == ((a, 1),)


def test_another_sketch_takes_the_place_of_the_first_with_its_links(ledger: Ledger) -> None:
    a, b, c = fill(ledger)
    link = CopyLink(article_id=a, other_id=b, share=0.4, kind="wire")
    ledger.add_copy(c, a, 0.9, "wire")
    ledger.add_sketch(a, [1, 2], links=[link])
    assert ledger.copies_of(b) == (link,)
    ledger.add_sketch(a, [2, 3])
    assert ledger.sketch_of(a) == {2, 3}
    assert [each.article_id for each in ledger.copies_of(a)] == [c]


def test_a_sketch_outlives_a_new_reading(ledger: Ledger) -> None:
    (a,) = fill(ledger, 1)
    ledger.add_sketch(a, [1])
    raw, reading = next(small_readings(1))
    assert ledger.add(raw, reading_of(reading.article, version="2"))
    assert ledger.sketch_of(a) == {1}


def test_it_knows_which_articles_have_no_sketch(ledger: Ledger) -> None:
    a, b, c = fill(ledger)
    ledger.add_sketch(b, [1])
    assert set(ledger.unsketched()) == {a, c}


def test_a_sketch_comes_with_its_links_or_not_at_all(ledger: Ledger) -> None:
    (a,) = fill(ledger, 1)
    with pytest.raises(LedgerError, match="there is no article"):
        ledger.add_sketch(a, [1], links=[CopyLink(article_id=a, other_id="0" * 20, share=0.4, kind="wire")])
    assert ledger.unsketched() == (a,)


def test_links_are_found_from_both_sides_the_greatest_share_first(ledger: Ledger) -> None:
    a, b, c = fill(ledger)
    ledger.add_copy(b, a, 0.5, "part")
    ledger.add_copy(a, c, 0.8, "whole")
    assert [(each.article_id, each.other_id, each.share) for each in ledger.copies_of(a)] == [(a, c, 0.8), (b, a, 0.5)]
    assert ledger.copies_of("0" * 20) == ()


def test_a_link_that_is_made_again_takes_the_place_of_the_first(ledger: Ledger) -> None:
    a, b, _ = fill(ledger)
    ledger.add_copy(b, a, 0.5, "part")
    ledger.add_copy(b, a, 0.9, "whole")
    assert ledger.copies_of(a) == (CopyLink(article_id=b, other_id=a, share=0.9, kind="whole"),)


@pytest.mark.parametrize("share", [-0.1, 1.1, float("nan")])
def test_a_share_is_a_part_of_one(ledger: Ledger, share: float) -> None:
    a, b, _ = fill(ledger)
    with pytest.raises(LedgerError, match="between 0 and 1"):
        ledger.add_copy(a, b, share, "part")


def test_an_article_is_no_copy_of_itself(ledger: Ledger) -> None:
    (a,) = fill(ledger, 1)
    with pytest.raises(LedgerError, match="no copy of itself"):
        ledger.add_copy(a, a, 1.0, "whole")


def test_looking_up_keys_uses_their_index(ledger: Ledger, place: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        plan = str(connection.execute("EXPLAIN QUERY PLAN SELECT article_id FROM sketches WHERE key = 1").fetchall())
    assert "ix_sketches_key" in plan
