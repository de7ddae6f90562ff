"""Pictures of figures."""

from datetime import UTC, datetime, timedelta

import pytest

from volgens.language.interface import load_interface
from volgens.web.plots import Unit, Voice, build_network, build_strip, choose_unit

NL = load_interface("nl")
MARCH = datetime(2026, 3, 5, 12, tzinfo=UTC)


def days(*counts: int) -> dict[datetime, int]:
    return {MARCH + timedelta(days=n): count for n, count in enumerate(counts) if count}


def test_every_day_of_the_period_has_a_bar_also_without_articles() -> None:
    strip = build_strip(days(1, 0, 0, 0, 0, 2), (MARCH, MARCH + timedelta(days=5)), NL)
    assert [bar.count for bar in strip.bars] == [1, 0, 0, 0, 0, 2]


def test_the_table_leaves_out_the_days_without_articles() -> None:
    strip = build_strip(days(1, 0, 0, 0, 0, 2), (MARCH, MARCH + timedelta(days=5)), NL)
    assert [row.words for row in strip.rows] == ["donderdag 5 maart 2026", "dinsdag 10 maart 2026"]


def test_the_tallest_bar_fills_the_picture() -> None:
    strip = build_strip(days(1, 4, 0, 0, 0), (MARCH, MARCH + timedelta(days=4)), NL)
    assert max(bar.height for bar in strip.bars) == 100


def test_one_among_many_still_shows() -> None:
    strip = build_strip(days(1, 4000, 0, 0, 0), (MARCH, MARCH + timedelta(days=4)), NL)
    assert strip.bars[0].height >= 2


def test_strips_that_are_compared_share_a_scale() -> None:
    strip = build_strip(days(2, 0, 0, 0, 1), (MARCH, MARCH + timedelta(days=4)), NL, most=4)
    assert strip.bars[0].height == 50


def test_a_day_begins_at_midnight_for_dutch_readers() -> None:
    evening = datetime(2026, 3, 5, 23, 30, tzinfo=UTC)
    strip = build_strip({evening: 1}, (evening - timedelta(days=5), evening), NL)
    assert strip.rows[0].since == "2026-03-06"


def test_the_night_in_which_the_clock_goes_back_counts_no_day_twice() -> None:
    window = (datetime(2026, 10, 23, 12, tzinfo=UTC), datetime(2026, 10, 27, 12, tzinfo=UTC))
    strip = build_strip({window[0]: 1, window[1]: 1}, window, NL)
    assert len(strip.bars) == 5


@pytest.mark.parametrize(
    ("length", "unit"),
    [
        (timedelta(hours=30), Unit.HOUR),
        (timedelta(days=30), Unit.DAY),
        (timedelta(days=400), Unit.MONTH),
        (timedelta(days=9000), Unit.YEAR),
    ],
)
def test_the_unit_grows_with_the_period(length: timedelta, unit: Unit) -> None:
    assert choose_unit(MARCH, MARCH + length) is unit


def test_a_month_ends_on_its_last_day() -> None:
    strip = build_strip({MARCH: 1}, (MARCH - timedelta(days=300), MARCH), NL)
    assert (strip.rows[0].since, strip.rows[0].until) == ("2026-03-01", "2026-03-31")


def test_the_ends_of_the_calendar_can_be_drawn() -> None:
    window = (datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC))
    assert build_strip({window[0]: 1, window[1]: 1}, window, NL).total == 2


def voice(name: str, count: int) -> Voice:
    return Voice(name=name, count=count, href="/")


def test_who_is_cited_most_stands_first() -> None:
    network = build_network("Kyiv", [voice("NRC", 1), voice("NOS", 3)], [])
    assert network is not None
    assert [knot.name for knot in network.left] == ["NOS", "NRC"]


def test_the_order_in_which_names_come_changes_nothing() -> None:
    voices = [voice("NRC", 2), voice("NOS", 2), voice("AD", 2)]
    assert build_network("Kyiv", voices, []) == build_network("Kyiv", voices[::-1], [])


def test_a_long_name_is_cut_and_kept_whole_for_whoever_points_at_it() -> None:
    network = build_network("Kyiv", [voice("Nederlandse Vereniging van Journalisten", 1)], [])
    assert network is not None
    assert network.left[0].words.endswith("…")
    assert network.left[0].name == "Nederlandse Vereniging van Journalisten"


def test_without_anybody_there_is_no_picture() -> None:
    assert build_network("Kyiv", [], []) is None
