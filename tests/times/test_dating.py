from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest

from volgens.times.dating import (
    Point,
    Precision,
    add_minutes,
    add_months,
    choose,
    find_year,
    localise,
    make_quarter,
    move,
)

AMSTERDAM = ZoneInfo("Europe/Amsterdam")


@pytest.mark.parametrize(
    ("precision", "value"),
    [
        (Precision.YEAR, "2026"),
        (Precision.MONTH, "2026-01"),
        (Precision.WEEK, "2026-W01"),
        (Precision.DAY, "2026-01-01"),
    ],
)
def test_value_has_the_precision_of_the_point(precision: Precision, value: str) -> None:
    assert Point(day=date(2026, 1, 1), precision=precision).value == value


def test_week_of_new_year_may_be_the_old_years() -> None:
    assert Point(day=date(2027, 1, 1), precision=Precision.WEEK).value == "2026-W53"


def test_quarter_is_written_as_iso_8601_2() -> None:
    assert make_quarter(2026, 4).value == "2026-36"


def test_hours_are_counted_through_summer_time() -> None:
    at = datetime(2026, 10, 25, 1, 30, tzinfo=AMSTERDAM)
    assert add_minutes(at, 120).isoformat() == "2026-10-25T02:30:00+01:00"


@pytest.mark.parametrize(("months", "day"), [(1, date(2027, 1, 1)), (-12, date(2025, 12, 1)), (-23, date(2025, 1, 1))])
def test_months_run_over_the_year(months: int, day: date) -> None:
    assert add_months(date(2026, 12, 31), months) == day


def test_month_cannot_move_by_days() -> None:
    assert move(Point(day=date(2026, 3, 1), precision=Precision.MONTH), 2, "day") is None


def test_leap_day_is_looked_for_in_leap_years() -> None:
    assert find_year(2, 29, date(2026, 3, 5), -1) == date(2024, 2, 29)


def test_impossible_day_has_no_year() -> None:
    assert find_year(2, 30, date(2026, 3, 5), 0) is None


@pytest.mark.parametrize(
    ("side", "lean", "ahead"), [(-1, 0, False), (1, 0, True), (0, 0, False), (0, 1, True), (0, -1, False)]
)
def test_side_decides_before_distance(side: int, lean: int, ahead: bool) -> None:
    assert choose(100, 150, side, lean) is ahead


def test_universal_time_is_read_as_local() -> None:
    there = localise(datetime.fromisoformat("2026-03-05T23:30:00+00:00"), "Europe/Amsterdam")
    assert there.isoformat() == "2026-03-06T00:30:00+01:00"


def test_unknown_zone_keeps_the_offset() -> None:
    published = datetime.fromisoformat("2026-03-05T12:00:00+01:00")
    assert localise(published, "Nergens/Huis") == published
