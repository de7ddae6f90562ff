"""What pages say of themselves, and times."""

from datetime import UTC, datetime

import pytest
from lxml.html import document_fromstring

from volgens.intake.dates import find_moment, find_time_of_day, parse_moment
from volgens.intake.pages.metadata import PageFacts, find_facts


@pytest.mark.parametrize(
    ("value", "iso"),
    [
        ("2026-03-04T17:20:00+01:00", "2026-03-04T17:20:00+01:00"),
        ("2026-03-04T16:20:00.123Z", "2026-03-04T16:20:00.123000+00:00"),
        ("2026-07-04T17:20", "2026-07-04T17:20:00+02:00"),
        ("2026-03-04", "2026-03-04T00:00:00+01:00"),
        ("Wed, 04 Mar 2026 17:20:00 +0100", "2026-03-04T17:20:00+01:00"),
    ],
)
def test_times_are_read_with_their_zone(value: str, iso: str) -> None:
    moment = parse_moment(value)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("value", ["gisteren", "", "2026-13-01", "0001-01-01T00:00:00", "Wed, 99 Foo 2026"])
def test_what_is_no_time_gives_none(value: str) -> None:
    assert parse_moment(value) is None


def test_equal_moments_stay_equal() -> None:
    assert parse_moment("2026-03-04T17:20:00+01:00") == datetime(2026, 3, 4, 16, 20, tzinfo=UTC)


@pytest.mark.parametrize(
    ("text", "iso"),
    [
        ("Geplaatst op: 06-06-2026 10:22", "2026-06-06T10:22:00+02:00"),
        ("06 mrt '26 08:12", "2026-03-06T08:12:00+01:00"),
        ("Thu 12 Mar 2026 17.45 GMT", "2026-03-12T17:45:00+00:00"),
        ("March 3, 2026 at 5:07 p.m. EST", "2026-03-03T17:07:00-05:00"),
        ("Streeknieuws | maandag 9 maart 2026", "2026-03-09T00:00:00+01:00"),
        ("01/03/2026 om 22:40", "2026-03-01T22:40:00+01:00"),
    ],
)
def test_dates_are_found_in_what_a_page_shows(text: str, iso: str) -> None:
    moment = find_moment(text)
    assert moment is not None
    assert moment.isoformat() == iso


@pytest.mark.parametrize("text", ["vandaag, 10:14", "31-31-2026", "De wet van 1 op 2", "12 apen", ""])
def test_what_shows_no_date_gives_none(text: str) -> None:
    assert find_moment(text) is None


@pytest.mark.parametrize(
    ("text", "clock"), [("18:05", (18, 5)), ("9.05 uur", (9, 5)), ("25:00", None), ("18:05 Brug", None)]
)
def test_a_time_of_day_stands_alone(text: str, clock: tuple[int, int] | None) -> None:
    assert find_time_of_day(text) == clock


def find(head: str, body: str = "") -> PageFacts:
    return find_facts(document_fromstring(f"<html><head>{head}</head><body>{body}</body></html>"), "page.html")


def linked(node: str) -> str:
    return f'<script type="application/ld+json">{node}</script>'


def test_an_author_that_json_ld_points_to_is_looked_up() -> None:
    facts = find(
        linked('{"@graph": [{"@type": "Article", "author": {"@id": "#1"}}, {"@id": "#1", "name": "Jan de Wit"}]}')
    )
    assert facts.persons == ("Jan de Wit",)


def test_nobody_is_called_admin() -> None:
    facts = find("<meta name='author' content='admin'>")
    assert (facts.persons, facts.bodies) == ((), ("admin",))


def test_the_trail_of_breadcrumbs_gives_the_section() -> None:
    trail = (
        '{"@type": "BreadcrumbList", "itemListElement": [{"name": "Home"}, {"name": "Sport"}, {"name": "Brug dicht"}]}'
    )
    article = '{"@type": "NewsArticle", "headline": "Brug dicht", "articleSection": "sport/regio"}'
    assert find(linked(f"[{trail}, {article}]")).section == "Sport"


def test_microdata_of_a_reaction_is_not_that_of_the_article() -> None:
    body = "<div itemprop='comment'><b itemprop='author'>Kees</b></div><b itemprop='author'>Jan de Wit</b>"
    assert find("", body).persons == ("Jan de Wit",)


def test_the_name_of_the_site_is_no_part_of_the_title() -> None:
    head = "<meta property='og:title' content='Brug dicht - De Krant'><meta property='og:site_name' content='De Krant'>"
    assert find(head).title == "Brug dicht"


@pytest.mark.parametrize(
    ("head", "free"),
    [
        (linked('{"@type": "NewsArticle", "isAccessibleForFree": "False"}'), False),
        (linked('{"@type": "NewsArticle", "isAccessibleForFree": true}'), True),
        ("<meta name='article:content_tier' content='locked'>", False),
        ("<meta name='cXenseParse:mhu-article_ispaidcontent' content='false'>", True),
        ("", None),
    ],
)
def test_a_page_says_whether_it_is_free(head: str, free: bool | None) -> None:
    assert find(head).free is free


def test_json_ld_in_a_cdata_section_is_read() -> None:
    assert find(linked('<![CDATA[{"@type": "NewsArticle", "headline": "Brug dicht"}]]>')).title == "Brug dicht"
