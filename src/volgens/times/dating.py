"""Points in time at the precision that words have, and the arithmetic on them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta, tzinfo
from enum import IntEnum
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

MINUTES_A_DAY = 24 * 60
MONTHS_A_YEAR = 12
DAYS_A_WEEK = 7
FIRST_QUARTER = 33
"""Number of the first quarter of a year in ISO 8601-2, where 21 to 24 are the seasons and 33 to 36 the quarters."""


_LEANING = 3


class Precision(IntEnum):
    """How fine a point is; the finer, the larger."""

    YEAR = 0
    SEASON = 1
    MONTH = 2
    WEEK = 3
    DAY = 4
    MINUTE = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """A point in time: ``day`` is its first day, ``at`` the moment itself where it has an hour.

    ``code`` is the number of a season or quarter in ISO 8601-2, ``part`` the part of the day that the words name.
    """

    day: date
    precision: Precision = Precision.DAY
    at: datetime | None = None
    code: int = 0
    part: str | None = None

    @property
    def value(self) -> str:
        """ISO 8601 at the point's precision; seasons and quarters as in ISO 8601-2 (``2026-22`` is a summer)."""
        if self.at is not None:
            return self.at.isoformat(timespec="minutes")
        if self.precision is Precision.WEEK:
            year, week, _ = self.day.isocalendar()
            return f"{year:04}-W{week:02}"
        if self.precision is Precision.SEASON:
            return f"{self.day.year:04}-{self.code}"
        return self.day.isoformat()[: {Precision.YEAR: 4, Precision.MONTH: 7}.get(self.precision, 10)]


def localise(published: datetime, zone: str) -> datetime:
    """``published`` in the readers' ``zone``, unless its offset shows that it was printed elsewhere.

    A fixed offset knows no summer time and a feed often gives UTC, but *gisteren om acht uur* is local time.
    """
    try:
        local = ZoneInfo(zone)
    except ZoneInfoNotFoundError:
        return published if published.tzinfo else published.replace(tzinfo=UTC)
    if published.tzinfo is None:
        return published.replace(tzinfo=local)
    there = published.astimezone(local)
    offset = published.utcoffset()
    return there if offset in {timedelta(0), there.utcoffset()} else published


def clock_at(day: date, minutes: int, zone: tzinfo | None) -> datetime:
    """The moment ``minutes`` after the midnight that ``day`` begins with, by the clock on the wall."""
    days, rest = divmod(minutes, MINUTES_A_DAY)
    return datetime.combine(day + timedelta(days=days), time(rest // 60, rest % 60), tzinfo=zone)


def add_minutes(at: datetime, minutes: int) -> datetime:
    """``at`` so many minutes on, counted as they pass, also through a change of summer time."""
    if at.tzinfo is None:
        return at + timedelta(minutes=minutes)
    return (at.astimezone(UTC) + timedelta(minutes=minutes)).astimezone(at.tzinfo)


def add_months(day: date, months: int) -> date:
    """The first of the month so many months on."""
    years, month = divmod(day.year * MONTHS_A_YEAR + day.month - 1 + months, MONTHS_A_YEAR)
    return date(years, month + 1, 1)


def move(base: Point, count: int, unit: str) -> Point | None:
    """``base`` moved by ``count`` of ``unit``, no finer than the unit; `None` where ``base`` is coarser than that."""
    if unit == "day" and base.precision >= Precision.DAY:
        return Point(day=base.day + timedelta(days=count))
    if unit in {"week", "weekend"} and base.precision >= Precision.WEEK:
        return Point(day=base.day + timedelta(days=DAYS_A_WEEK * count), precision=Precision.WEEK)
    if unit == "month" and base.precision >= Precision.MONTH:
        return Point(day=add_months(base.day, count), precision=Precision.MONTH)
    if unit == "year":
        return Point(day=date(base.day.year + count, 1, 1), precision=Precision.YEAR)
    return None


def make_quarter(year: int, quarter: int) -> Point:
    return Point(day=date(year, 3 * quarter - 2, 1), precision=Precision.SEASON, code=FIRST_QUARTER - 1 + quarter)


def choose(back: int, ahead: int, side: int, lean: int = 0) -> bool:
    """Whether the point ``ahead`` days on is meant rather than the one ``back`` days ago.

    ``side`` decides where it is -1 or 1; else the nearer one, where the one on the side that words ``lean`` to may
    be so many times as far away.
    """
    if side:
        return side > 0
    return ahead <= back * _LEANING if lean > 0 else ahead * _LEANING < back if lean < 0 else ahead < back


def find_year(month: int, day: int, now: date, side: int, lean: int = 0) -> date | None:
    """The day of that month that `choose` takes; `None` where no year about ``now`` has that day."""
    days = []
    for year in range(now.year - 4, now.year + 5):
        try:
            days.append(date(year, month, day))
        except ValueError:
            continue
    back = max((d for d in days if d <= now), default=None)
    ahead = min((d for d in days if d >= now), default=None)
    if back is None or ahead is None:
        return back or ahead
    return ahead if choose((now - back).days, (ahead - now).days, side, lean) else back
