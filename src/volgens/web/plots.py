"""Pictures of figures: bars over time, and who is cited by whom; drawn here, so that a page needs no script for them.

Each picture is only numbers for a template; the same numbers stand in a table under it.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from enum import Enum
from functools import cache
from math import sqrt
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from babel.dates import format_date, format_time

from volgens.language.interface import Interface
from volgens.pages.time_words import short_day

HOME_ZONE = "Europe/Amsterdam"
HEIGHT = 100
"""Of a strip of bars, in units of its own; its width is one unit a bar, and the page stretches both."""

GAP = 0.16
FEW = 28
"""Fewer bars than this do not grow wider: a week stays seven thin bars and does not become seven blocks."""

LEAST = 3.0
"""Height of the smallest bar, so that one article among hundreds still shows."""

MOST_HOURS = 72
MOST_DAYS = 100
MOST_MONTHS = 60


class Unit(Enum):
    """How long the time is that one bar stands for."""

    HOUR = "hour"
    DAY = "day"
    MONTH = "month"
    YEAR = "year"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bar:
    """One bar, and one row of the table; ``since`` and ``until`` are the days that a search for it takes."""

    x: float
    y: float
    width: float
    height: float
    count: int
    words: str
    since: str
    until: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Bars over time, each with the same width; ``first`` and ``last`` are what stands at its ends."""

    width: int
    bars: tuple[Bar, ...]
    most: int
    total: int
    first: str
    last: str

    @property
    def rows(self) -> tuple[Bar, ...]:
        """The bars that stand for something."""
        return tuple(bar for bar in self.bars if bar.count)


@cache
def home_zone() -> ZoneInfo | None:
    """The zone in which days begin for readers of Dutch news; `None` on a machine that knows no zones."""
    try:
        return ZoneInfo(HOME_ZONE)
    except ZoneInfoNotFoundError:
        return None


def at_home(moment: datetime) -> datetime:
    """``moment`` by the clock of readers of Dutch news."""
    try:
        return moment.astimezone(home_zone() or UTC)
    except OverflowError:
        return moment


def choose_unit(first: datetime, last: datetime) -> Unit:
    """The shortest time for a bar that leaves bars that can be told apart."""
    hours = (last - first).total_seconds() / 3600
    if hours <= MOST_HOURS:
        return Unit.HOUR
    if hours <= MOST_DAYS * 24:
        return Unit.DAY
    return Unit.MONTH if hours <= MOST_MONTHS * 31 * 24 else Unit.YEAR


def build_strip(
    moments: Mapping[datetime, int], window: tuple[datetime, datetime], interface: Interface, *, most: int = 0
) -> Strip:
    """Bars for how much happened at which moments, from the first of ``window`` to the last, both included.

    ``most`` is the count that a bar of full height stands for, where several strips are to be compared.
    """
    first, last = at_home(window[0]), at_home(window[1])
    unit = choose_unit(first, last)
    counts: Counter[datetime] = Counter()
    for moment, count in moments.items():
        counts[_floor(at_home(moment), unit)] += count
    starts = list(_steps(_floor(first, unit), _floor(last, unit), unit))
    highest = max([most, *(counts[start] for start in starts)])
    width = (1 - GAP) * min(1.0, len(starts) / FEW)
    bars = tuple(
        _bar((n + (1 - width) / 2, width), start, (counts[start], highest), (unit, interface))
        for n, start in enumerate(starts)
    )
    return Strip(
        width=len(bars),
        bars=bars,
        most=highest,
        total=sum(bar.count for bar in bars),
        first=_end_words(starts[0], unit, interface),
        last=_end_words(starts[-1], unit, interface),
    )


def _bar(place: tuple[float, float], start: datetime, counts: tuple[int, int], look: tuple[Unit, Interface]) -> Bar:
    (x, width), (count, most), (unit, interface) = place, counts, look
    height = max(LEAST, HEIGHT * count / most) if count else 0.0
    return Bar(
        x=round(x, 2),
        y=round(HEIGHT - height, 1),
        width=round(width, 2),
        height=round(height, 1),
        count=count,
        words=_words(start, unit, interface),
        since=start.date().isoformat(),
        until=_last_day(start, unit).isoformat(),
    )


def _floor(moment: datetime, unit: Unit) -> datetime:
    """Where the bar of ``moment`` begins, on the clock and without zone: a day has the hours that its date has."""
    moment = moment.replace(minute=0, second=0, microsecond=0, tzinfo=None)
    match unit:
        case Unit.HOUR:
            return moment
        case Unit.DAY:
            return moment.replace(hour=0)
        case Unit.MONTH:
            return moment.replace(day=1, hour=0)
        case _:
            return moment.replace(month=1, day=1, hour=0)


def _steps(first: datetime, last: datetime, unit: Unit) -> Iterable[datetime]:
    while first <= last:
        yield first
        try:
            first = _next(first, unit)
        except (OverflowError, ValueError):
            return


def _next(start: datetime, unit: Unit) -> datetime:
    match unit:
        case Unit.HOUR:
            return start + timedelta(hours=1)
        case Unit.DAY:
            return start + timedelta(days=1)
        case Unit.MONTH:
            return (start + timedelta(days=32)).replace(day=1)
        case _:
            return start.replace(year=start.year + 1)


def _last_day(start: datetime, unit: Unit) -> date:
    if unit in {Unit.HOUR, Unit.DAY}:
        return start.date()
    try:
        return (_next(start, unit) - timedelta(days=1)).date()
    except (OverflowError, ValueError):
        return date.max


def _words(start: datetime, unit: Unit, interface: Interface) -> str:
    match unit:
        case Unit.HOUR:
            clock = format_time(start, interface.text("page.clock"), locale=interface.language)
            return f"{short_day(start.date(), interface)}, {interface.text('dossier.clock', clock=clock)}"
        case Unit.DAY:
            return str(format_date(start.date(), "EEEE d MMMM y", locale=interface.language))
        case Unit.MONTH:
            return str(format_date(start.date(), "MMMM y", locale=interface.language))
        case _:
            return str(start.year)


def _end_words(start: datetime, unit: Unit, interface: Interface) -> str:
    return short_day(start.date(), interface) if unit is Unit.DAY else _words(start, unit, interface)


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody at one side of a picture of who cites whom, how often, and where a click leads."""

    name: str
    count: int
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Knot:
    """A name in the picture; ``words`` is cut to fit, ``y`` the middle of its line."""

    name: str
    words: str
    count: int
    href: str
    y: float
    path: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """Who lets somebody speak, that one in the middle, and whom that one cites; sorted, so that it is always alike."""

    width: int
    height: int
    middle: float
    centre: str
    left: tuple[Knot, ...]
    right: tuple[Knot, ...]


LINE = 24
WIDTH = 700
SIDE = 210
"""Where the names of the left side end, and as far from the right those of the other begin."""

CENTRE = 96
"""Half the room of the name in the middle."""

LONGEST_NAME = 27
THICKEST = 9.0


def build_network(centre: str, citing: Iterable[Voice], cited: Iterable[Voice], *, most: int = 12) -> Network | None:
    """The ``most`` frequent on either side; `None` where there is nobody."""
    sides = [sorted(side, key=lambda it: (-it.count, it.name))[:most] for side in (citing, cited)]
    if not any(sides):
        return None
    rows = max(map(len, sides))
    height = LINE * (rows + 1)
    middle = height / 2
    top = max((it.count for side in sides for it in side), default=1)
    left, right = (
        tuple(_knot(n, len(side), it, (middle, top), x) for n, it in enumerate(side))
        for side, x in zip(sides, ((SIDE + 8, WIDTH / 2 - CENTRE), (WIDTH - SIDE - 8, WIDTH / 2 + CENTRE)), strict=True)
    )
    return Network(width=WIDTH, height=height, middle=middle, centre=_cut(centre), left=left, right=right)


def _knot(n: int, rows: int, it: Voice, scale: tuple[float, int], ends: tuple[float, float]) -> Knot:
    (middle, top), (x, inner) = scale, ends
    y = middle + LINE * (n - (rows - 1) / 2)
    bend = (x + inner) / 2
    return Knot(
        name=it.name,
        words=_cut(it.name),
        count=it.count,
        href=it.href,
        y=round(y, 1),
        path=f"M{x:g} {y:g}C{bend:g} {y:g} {bend:g} {middle:g} {inner:g} {middle:g}",
        weight=round(max(1.0, THICKEST * sqrt(it.count / top)), 1),
    )


def _cut(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1].rstrip() + "…"


def count_moments(moments: Iterable[datetime]) -> Mapping[datetime, int]:
    return Counter(moments)


def window_of(moments: Sequence[datetime]) -> tuple[datetime, datetime]:
    """The first and the last of ``moments``."""
    return min(moments), max(moments)
