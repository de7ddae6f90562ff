"""Values of time in words: a minute, a day, a week, a month, a season, a quarter or a year."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import IntEnum

from babel.dates import format_date, format_time

from volgens.language.interface import Interface

_SHAPE = re.compile(r"(?P<year>\d{4})(?:-(?P<code>\d\d)|-W(?P<week>\d\d))?")
_SEASON_STARTS = {21: 3, 22: 6, 23: 9, 24: 12}
"""Month in which a season of ISO 8601-2 begins, north of the equator."""

_QUARTER_STARTS = {33: 1, 34: 4, 35: 7, 36: 10}


class Grain(IntEnum):
    """How long a stretch of time a value stands for; the longest sorts first."""

    YEAR = 0
    SEASON = 1
    QUARTER = 2
    MONTH = 3
    WEEK = 4
    DAY = 5
    MINUTE = 6


_LENGTHS = {Grain.YEAR: 365, Grain.SEASON: 91, Grain.QUARTER: 91, Grain.MONTH: 30, Grain.WEEK: 7}


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """A value of time: the day it begins, its grain, and the day or the longer stretch in words.

    ``clock`` are the hours and minutes in words and ``order`` sorts them; both are empty for all that is longer.
    """

    value: str
    start: date
    grain: Grain
    words: str
    clock: str = ""
    order: str = ""


def read_when(value: str, interface: Interface) -> When | None:
    """``value`` (ISO 8601, its seasons and quarters as in ISO 8601-2) in words, `None` where it is no time."""
    shape = _SHAPE.fullmatch(value)
    try:
        return _read_stretch(value, shape, interface) if shape else _read_day(value, interface)
    except ValueError:
        return None


def _read_day(value: str, interface: Interface) -> When:
    moment = datetime.fromisoformat(value)
    day = moment.date()
    words = format_date(day, "EEEE d MMMM y", locale=interface.language)
    if "T" not in value:
        return When(value=value, start=day, grain=Grain.DAY, words=words)
    clock = format_time(moment, interface.text("page.clock"), locale=interface.language)
    order = moment.isoformat(timespec="minutes")
    return When(value=value, start=day, grain=Grain.MINUTE, words=words, clock=clock, order=order)


def _read_stretch(value: str, shape: re.Match[str], interface: Interface) -> When:
    year = int(shape["year"])
    if shape["week"]:
        week = int(shape["week"])
        words = interface.text("dossier.week", week=week, year=year)
        return When(value=value, start=date.fromisocalendar(year, week, 1), grain=Grain.WEEK, words=words)
    if not shape["code"]:
        return When(value=value, start=date(year, 1, 1), grain=Grain.YEAR, words=str(year))
    code = int(shape["code"])
    if code in _SEASON_STARTS:
        words = interface.text(f"dossier.season_{code}", year=year)
        return When(value=value, start=date(year, _SEASON_STARTS[code], 1), grain=Grain.SEASON, words=words)
    if code in _QUARTER_STARTS:
        words = interface.text(f"dossier.quarter_{code}", year=year)
        return When(value=value, start=date(year, _QUARTER_STARTS[code], 1), grain=Grain.QUARTER, words=words)
    month = date(year, code, 1)
    return When(
        value=value, start=month, grain=Grain.MONTH, words=format_date(month, "MMMM y", locale=interface.language)
    )


def short_moment(moment: datetime | None, interface: Interface, *, year: bool = True) -> str:
    """When something was printed, short: ``5 mrt 2026, 14.05``, or ``5 mrt, 14.05`` without its year."""
    if moment is None:
        return interface.text("page.no_date")
    clock = format_time(moment, interface.text("page.clock"), locale=interface.language)
    return f"{short_day(moment.date(), interface, year=year)}, {clock}"


def short_day(day: date, interface: Interface, *, year: bool = True) -> str:
    """``5 mrt 2026``, or ``5 mrt`` without its year."""
    return format_date(day, "d MMM y" if year else "d MMM", locale=interface.language).replace(".", "")


def short_month(day: date, interface: Interface) -> str:
    """``mrt``."""
    return format_date(day, "MMM", locale=interface.language).replace(".", "")


def end_of(start: date, grain: Grain) -> date:
    """About the last day of a stretch."""
    return start + timedelta(days=_LENGTHS.get(grain, 1) - 1)
