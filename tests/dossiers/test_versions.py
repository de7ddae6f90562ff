"""An article keeps its address when its words change."""

from dataclasses import replace
from datetime import datetime

import pytest
from tests.dossiers.stories import make_article

from volgens.dossiers.versions import find_versions, story_key, version_order

NUMBERED = "https://www.merwebode.example/regio/4817263/{}.html"


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (NUMBERED.format("pont-ligt-stil"), NUMBERED.format("pont-vaart-weer")),
        ("https://www.kust.example/pont-stuk", "http://kust.example/pont-stuk/"),
        ("https://m.kust.example/pont-stuk", "https://kust.example/pont-stuk"),
        ("https://kust.example/pont-stuk#reacties", "https://kust.example/pont-stuk?bron=mail"),
        ("https://kust.example/20260407/551234/pont", "https://kust.example/20260408/551234/pont-vaart"),
    ],
)
def test_these_addresses_are_one_article(left: str, right: str) -> None:
    assert story_key(left) == story_key(right)


@pytest.mark.parametrize(
    ("left", "right"),
    [
        (NUMBERED.format("pont"), NUMBERED.replace("4817263", "4817264").format("pont")),
        ("https://kust.example/4817263/pont", "https://oever.example/4817263/pont"),
        ("https://kust.example/pont-stuk", "https://kust.example/pont-vaart"),
        ("https://kust.example/20260407/pont-stuk", "https://kust.example/20260407/brug-dicht"),
        ("https://kust.example/2026/04/pont-stuk", "https://kust.example/2026/04/brug-dicht"),
    ],
)
def test_these_addresses_are_two_articles(left: str, right: str) -> None:
    assert story_key(left) != story_key(right)


def test_an_article_number_in_the_query_tells_articles_apart() -> None:
    assert story_key("https://kust.example/artikel?id=48172") != story_key("https://kust.example/artikel?id=48173")


def test_an_address_that_is_none_still_has_a_key() -> None:
    assert story_key("https://[pont") == story_key("https://[pont")


def test_each_version_points_to_the_first_one() -> None:
    first = make_article("De pont ligt stil.", address=NUMBERED.format("ligt-stil"))
    later = make_article("De pont vaart weer.", address=NUMBERED.format("vaart-weer"), hours=5)
    assert find_versions([later, first]) == {first.id: first.id, later.id: first.id}


def test_the_first_version_is_the_one_changed_first() -> None:
    changed = make_article("De pont vaart weer.", address=NUMBERED.format("pont"), modified=9)
    untouched = make_article("De pont ligt stil.", address=NUMBERED.format("pont"), modified=1)
    assert set(find_versions([changed, untouched]).values()) == {untouched.id}


def test_an_article_without_an_address_has_no_versions() -> None:
    assert find_versions([make_article("De pont ligt stil."), make_article("De pont vaart.")]) == {}


def test_where_no_change_is_given_the_publication_counts() -> None:
    changed = make_article("a", hours=0, modified=2)
    published = make_article("b", hours=1)
    assert version_order(published) < version_order(changed)


def test_times_of_two_zones_are_compared_as_moments() -> None:
    amsterdam = replace(make_article("a"), published=datetime.fromisoformat("2026-02-03T09:00:00+01:00"))
    london = replace(make_article("b"), published=datetime.fromisoformat("2026-02-03T08:30:00+00:00"))
    assert version_order(amsterdam) < version_order(london)
