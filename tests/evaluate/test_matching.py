"""Which prediction is paired with which gold attribution."""

import pytest

from volgens.evaluate.matching import compare, find_content_words, find_words, is_same_entity, measure_dice
from volgens.model import Span

from .documents import TEXT, document, gold, place, predicted


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (None, None, True),
        (None, "Piet Bakker", False),
        ("Piet Bakker", None, False),
        ("de wethouder", "Wethouder", True),
        ("Bakker", "aannemer Piet Bakker", True),
        ("Jan Bakker", "Piet Bakker", True),
        ("Jan Bos", "Piet Bos", False),
        ("de gemeente", "de provincie", False),
        ("De", "het", True),
        ("De", "het Rijk", False),
    ],
)
def test_names_are_the_same_when_one_holds_the_other_or_they_end_alike(
    one: str | None, other: str | None, same: bool
) -> None:
    assert is_same_entity(one, other) is same


def test_punctuation_is_no_word() -> None:
    assert find_words("“Ja,” zei-ie.", (Span(0, 13),)) == {1, 6, 10}


def test_a_content_loses_the_words_that_introduce_it() -> None:
    assert find_content_words(TEXT, place("dat de brug")) == find_content_words(TEXT, place("de brug"))


def test_a_word_that_introduces_is_kept_inside_a_content() -> None:
    assert len(find_content_words("hij en dat zij", (Span(0, 14),))) == 4


@pytest.mark.parametrize(
    ("one", "other", "dice"),
    [({1, 2}, {2, 3}, 0.5), ({1}, {1}, 1.0), (set(), set(), 1.0), ({1}, set(), 0.0), ({1, 2, 3}, {3}, 0.5)],
)
def test_dice_is_twice_the_shared_over_all(one: set[int], other: set[int], dice: float) -> None:
    assert measure_dice(frozenset(one), frozenset(other)) == dice


def test_the_best_overlap_is_paired_first() -> None:
    wide, narrow = predicted("de brug morgen"), predicted("de brug morgen dicht gaat")
    comparison = compare(document(gold("de brug morgen dicht gaat")), [wide, narrow])
    assert [pair.predicted for pair in comparison.found] == [narrow]
    assert comparison.extra == (wide,)


def test_of_equal_contents_the_sources_decide() -> None:
    here = document(gold("er scheuren zijn", source="De Kade"), gold("er scheuren zijn", source="aannemer Piet Bakker"))
    one, other = predicted("er scheuren zijn", source="Piet Bakker"), predicted("er scheuren zijn", source="De Kade")
    found = compare(here, [one, other]).found
    assert [(pair.gold.source, pair.predicted) for pair in found] == [
        (place("De Kade"), other),
        (place("aannemer Piet Bakker"), one),
    ]


def test_half_the_words_are_enough_and_less_is_not() -> None:
    here = document(gold("de brug morgen dicht gaat"))
    half, less = predicted("brug|morgen dicht gaat. Volgens De Kade ontkent"), predicted("brug")
    assert compare(here, [half]).found[0].dice == pytest.approx(2 * 4 / 13)
    comparison = compare(here, [less])
    assert comparison.found == ()
    assert [pair.dice for pair in comparison.near] == [pytest.approx(2 / 6)]
    assert (len(comparison.missed), len(comparison.extra)) == (1, 1)


def test_the_same_prediction_twice_is_once_extra() -> None:
    twice = predicted("er scheuren zijn")
    comparison = compare(document(gold("er scheuren zijn")), [twice, twice])
    assert (len(comparison.found), comparison.extra) == (1, (twice,))
