"""The timeline: a table of what the articles date, and a picture of it with a column for every time named."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

from volgens.dossier_model import Card, Happening
from volgens.language.interface import Interface
from volgens.pages.citations import Citations, Place
from volgens.pages.time_words import Grain, When, end_of, read_when, short_day, short_month

MOST_COLUMNS = 26
"""Columns that a reader can still tell apart; a longer story is drawn by the month, then by the year."""

MOST_DOTS = 12
"""Dots above one another; the rest is a figure."""

COLUMN = 62
MARGIN = 34
DOT = 11
LABELS = 34


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """Words that date something; copies of them in other articles share the line."""

    clock: str
    words: str
    language: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """A time, which may be a day or a longer stretch, with all that the articles date to it."""

    id: str
    when: When
    exact: bool
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """A place on the picture: ``dots`` happenings and ``squares`` articles printed, as ordinates of their centres.

    ``gap`` says how long before it nothing is dated; it is empty where the column follows at once.
    """

    x: int
    href: str | None
    label: str
    top: str
    bottom: str
    exact: bool
    dots: tuple[int, ...]
    squares: tuple[int, ...]
    more: int
    gap: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """``axis`` is the ordinate of the line, ``last`` the abscissa just after the last article.

    ``last`` is `None` where nothing is dated after it.
    """

    width: int
    height: int
    axis: int
    columns: tuple[Column, ...]
    last: int | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Timeline:
    days: tuple[Day, ...]
    picture: Picture | None
    events: int


def build_timeline(happenings: Sequence[Happening], citations: Citations) -> Timeline:
    """Everything dated, by time; values that are no time stand last, as they are."""
    days = _build_days(happenings, citations)
    return Timeline(
        days=days,
        picture=_draw(days, tuple(citations.cards.values()), citations.interface),
        events=sum(len(day.events) for day in days),
    )


def _build_days(happenings: Iterable[Happening], citations: Citations) -> tuple[Day, ...]:
    grouped: dict[tuple[date, Grain], dict[tuple[str, str], list[tuple[Happening, When]]]] = {}
    for happening in happenings:
        when = read_when(happening.at, citations.interface) or _unread(happening.at)
        words = citations.words(happening.article_id, happening.what)
        day = grouped.setdefault((when.start, min(when.grain, Grain.DAY)), {})
        day.setdefault((when.order, words), []).append((happening, when))
    days = []
    for number, ((_, grain), events) in enumerate(sorted(grouped.items()), 1):
        lines = tuple(
            Event(
                clock=same[0][1].clock,
                words=words,
                language=citations.language(same[0][0].article_id),
                places=tuple({citations.place(h.article_id, h.what): None for h, _ in same}),
            )
            for (_, words), same in sorted(events.items())
        )
        when = next(iter(events.values()))[0][1]
        days.append(Day(id=f"t-{number}", when=when, exact=grain is Grain.DAY, events=lines))
    return tuple(days)


def _unread(value: str) -> When:
    return When(value=value, start=date.max, grain=Grain.DAY, words=value)


@dataclass(frozen=True, slots=True)
class _Bucket:
    """Days of the table that share a column."""

    start: date
    grain: Grain
    days: list[Day]
    printed: list[Card]


def _draw(days: Sequence[Day], cards: Sequence[Card], interface: Interface) -> Picture | None:
    known = [day for day in days if day.when.start != date.max]
    if not known:
        return None
    buckets = next(
        (found for grain in (Grain.DAY, Grain.MONTH) if len(found := _fill(known, cards, grain)) <= MOST_COLUMNS),
        _fill(known, cards, Grain.YEAR),
    )
    squares = max(len(b.printed) for b in buckets)
    dots = max(min(sum(len(d.events) for d in b.days), MOST_DOTS) for b in buckets)
    axis = (dots + 1) * DOT + LABELS // 2
    columns = tuple(
        _column(index, bucket, before, axis, interface)
        for index, (before, bucket) in enumerate(pairwise([None, *buckets]))
        if bucket is not None
    )
    last = max((index for index, bucket in enumerate(buckets) if bucket.printed), default=len(buckets))
    return Picture(
        width=2 * MARGIN + COLUMN * len(buckets),
        height=axis + (squares + 1) * DOT + LABELS,
        axis=axis,
        columns=columns,
        last=MARGIN + COLUMN * (last + 1) if last + 1 < len(buckets) else None,
    )


def _fill(days: Iterable[Day], cards: Iterable[Card], coarsest: Grain) -> list[_Bucket]:
    """Columns in order of time, none finer than ``coarsest``."""
    buckets: dict[tuple[date, Grain], _Bucket] = {}

    def at(start: date, grain: Grain) -> _Bucket:
        grain = min(grain, coarsest)
        if grain is Grain.MONTH:
            start = start.replace(day=1)
        elif grain is Grain.YEAR:
            start = start.replace(month=1, day=1)
        return buckets.setdefault((start, grain), _Bucket(start, grain, [], []))

    for day in days:
        at(day.when.start, day.when.grain).days.append(day)
    for card in cards:
        moment = card.modified or card.published
        if moment is not None:
            at(moment.date(), Grain.DAY).printed.append(card)
    return [buckets[key] for key in sorted(buckets)]


def _column(index: int, bucket: _Bucket, before: _Bucket | None, axis: int, interface: Interface) -> Column:
    x = MARGIN + COLUMN * index + COLUMN // 2
    events = sum(len(day.events) for day in bucket.days)
    dots = min(events, MOST_DOTS)
    words = bucket.days[0].when.words if len(bucket.days) == 1 else _bucket_words(bucket, interface)
    parts = [words]
    if events:
        parts.append(interface.count("dossier.events", events))
    if bucket.printed:
        parts.append(interface.count("dossier.articles", len(bucket.printed)))
    top, bottom = _labels(bucket, interface)
    return Column(
        x=x,
        href=f"#{bucket.days[0].id}" if bucket.days else None,
        label=", ".join(parts),
        top=top,
        bottom=bottom if before is None or before.start.year != bucket.start.year else "",
        exact=bucket.grain is Grain.DAY,
        dots=tuple(axis - DOT * (place + 1) for place in range(dots)),
        squares=tuple(axis + LABELS + DOT * place for place in range(len(bucket.printed))),
        more=events - dots,
        gap=_gap(before, bucket, interface),
    )


def _bucket_words(bucket: _Bucket, interface: Interface) -> str:
    values = {Grain.YEAR: f"{bucket.start:%Y}", Grain.MONTH: f"{bucket.start:%Y-%m}"}
    when = read_when(values.get(bucket.grain, bucket.start.isoformat()), interface)
    return when.words if when else bucket.start.isoformat()


def _labels(bucket: _Bucket, interface: Interface) -> tuple[str, str]:
    """What stands under a column: the day or the stretch, and the year."""
    year = f"{bucket.start:%Y}"
    match bucket.grain:
        case Grain.YEAR:
            return year, ""
        case Grain.MONTH:
            return short_month(bucket.start, interface), year
        case Grain.WEEK:
            return interface.text("dossier.week_short", week=bucket.start.isocalendar().week), year
        case Grain.QUARTER:
            return interface.text("dossier.quarter_short", quarter=(bucket.start.month + 2) // 3), year
        case Grain.SEASON:
            return bucket.days[0].when.words.removesuffix(year).strip(), year
        case _:
            return short_day(bucket.start, interface, year=False), year


def _gap(before: _Bucket | None, bucket: _Bucket, interface: Interface) -> str:
    """How long nothing is dated between two columns, in the largest unit that fits twice."""
    if before is None:
        return ""
    days = (bucket.start - end_of(before.start, before.grain)).days - 1
    for unit, length in (("years", 365), ("months", 30)):
        if days >= 2 * length:
            return interface.count(f"dossier.gap_{unit}", days // length)
    return interface.count("dossier.gap_days", days) if days > 0 else ""
