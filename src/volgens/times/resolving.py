"""What words of time mean: a point in time at the precision that the words have.

Words that name a year stand by themselves; all others need the time of writing, and *twee dagen later* or *die
avond* what the text said before. No library fits: dateparser reads forms and dates singly, so it knows no
*donderdagavond*, no tense and no context, and takes *zo* for Sunday (it found under half of the dates in our stories).
"""

from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta

from volgens.language.times import Kind, TimeWord
from volgens.times.clauses import Tense
from volgens.times.context import Context, Mention
from volgens.times.dating import (
    MONTHS_A_YEAR,
    Point,
    Precision,
    add_minutes,
    add_months,
    choose,
    find_year,
    make_quarter,
    move,
)
from volgens.times.expression import Expression

_DAYS_A_WEEK = 7
_NIGHT, _EVENING = "night", "evening"
_EARLY = 6
"""Hour before which the night still goes on."""
_LOOKING = {Kind.FORMER: -1, Kind.JUST_PAST: -1, Kind.THIS: 0, Kind.COMING: 1, Kind.JUST_AHEAD: 1}
_MONTHS_A_QUARTER = 3
_NEAR_LINES, _FAR_LINES = 1, 2


def resolve(mention: Mention, context: Context) -> Point | None:
    """What the words mean; `None` where they need what is not known."""
    named = _absolute(mention.expression)
    if named is not None:
        return named
    if context.now is None:
        return None
    reader = _READERS.get(mention.expression.name)
    return reader(mention, context, context.now) if reader else None


def _absolute(found: Expression) -> Point | None:
    """What words mean that name a year."""
    ordinal = found.number(Kind.NUMERIC_DATE)
    if ordinal is not None:
        return Point(day=date.fromordinal(ordinal))
    year = found.number(Kind.YEAR)
    if year is None:
        return None
    month = found.number(Kind.MONTH)
    try:
        if found.name in {"date", "night"} and month is not None:
            return Point(day=date(year, month, _day_number(found)), part=found.part())
        if found.name == "month" and month is not None:
            return Point(day=date(year, month, 1), precision=Precision.MONTH)
        if found.name == "quarter":
            return make_quarter(year, found.number(Kind.RANK) or 1)
        if found.name == "season":
            return Point(day=date(year, 1, 1), precision=Precision.SEASON, code=found.number(Kind.SEASON) or 0)
        if found.name == "week":
            return Point(day=date.fromisocalendar(year, found.number(Kind.DIGITS) or 0, 1), precision=Precision.WEEK)
    except ValueError:
        return None
    return Point(day=date(year, 1, 1), precision=Precision.YEAR) if found.name == "year" else None


def _day_number(found: Expression) -> int:
    """The number of the day: the first of two, but for a night the second."""
    numbers = [w.number for w in found.words if w.kind in {Kind.DIGITS, Kind.ORDINAL}]
    return numbers[-1 if found.name == "night" else 0]


def _looking(found: Expression) -> int | None:
    """-1 for *vorige*, 0 for *deze*, 1 for *komende*; `None` without such a word."""
    word = found.find(*_LOOKING)
    return None if word is None else _LOOKING[word.kind]


def _read_date(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    month, number = found.number(Kind.MONTH), _day_number(found)
    if month is None:
        return None
    years = _looking(found)
    if years is not None:
        try:
            return Point(day=date(now.year + years, month, number), part=found.part())
        except ValueError:
            return None
    side, lean = mention.year_side
    day = find_year(month, number, now.date(), side, lean)
    weekday = found.number(Kind.WEEKDAY, Kind.WEEKDAY_PART)
    if weekday is not None and day is not None and day.isoweekday() != weekday:
        # The weekday tells the year where the tense misleads.
        others = [d for s in (-1, 1) if (d := find_year(month, number, now.date(), s)) is not None]
        day = next((d for d in others if d.isoweekday() == weekday), day)
    return None if day is None else Point(day=day, part=found.part())


def _read_month(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    month = found.number(Kind.MONTH) or 1
    looking = _looking(found)
    ahead = (month - now.month) % MONTHS_A_YEAR
    back = ahead - MONTHS_A_YEAR if ahead else 0
    if found.find(Kind.UNIT) is not None and looking is not None:
        return Point(day=date(now.year + looking, month, 1), precision=Precision.MONTH)
    side, lean = mention.year_side
    if looking:
        side, ahead = looking, ahead or MONTHS_A_YEAR
    months = ahead if choose(-back, ahead, side, lean) else back
    return Point(day=add_months(now.date(), months), precision=Precision.MONTH)


def _read_quarter(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    point = make_quarter(now.year + (_looking(found) or 0), found.number(Kind.RANK) or 1)
    if _looking(found) is None and mention.side < 0 and point.day > now.date():
        return make_quarter(now.year - 1, found.number(Kind.RANK) or 1)
    return point


def _read_season(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    code = found.number(Kind.SEASON) or 0
    begins = context.times.seasons[code]
    looking = -1 if found.lead is Kind.SINCE else _looking(found)
    begun = now.year if now.month >= begins else now.year - 1
    if found.find(Kind.UNIT) is not None:
        year = now.year + (looking or 0)
    elif looking == 0:
        ongoing = add_months(date(begun, begins, 1), _MONTHS_A_QUARTER) > now.date()
        year = begun if ongoing else now.year
    else:
        year = begun + (1 if looking == 1 else 0)
    return Point(day=date(year, begins, 1), precision=Precision.SEASON, code=code)


def _read_week(mention: Mention, context: Context, now: datetime) -> Point | None:
    number = mention.expression.number(Kind.DIGITS) or 0
    weeks = []
    for year in (now.year - 1, now.year, now.year + 1):
        try:
            weeks.append(date.fromisocalendar(year, number, 1))
        except ValueError:
            continue
    # A week under way is neither behind nor ahead.
    fit = [d for d in weeks if mention.side * ((d - now.date()).days + _DAYS_A_WEEK // 2) >= -_DAYS_A_WEEK // 2]
    best = min(fit or weeks, key=lambda d: abs((d - now.date()).days), default=None)
    return None if best is None else Point(day=best, precision=Precision.WEEK)


def _read_stretch(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    unit, looking = found.unit() or "", _looking(found) or 0
    today = Point(day=now.date())
    weekday = found.number(Kind.WEEKDAY, Kind.WEEKDAY_PART)
    if weekday is not None:
        days = weekday - now.isoweekday() + _DAYS_A_WEEK * looking
        return Point(day=now.date() + timedelta(days=days), part=found.part())
    if unit == "day":
        base = context.last_within(_NEAR_LINES, mention.line, Precision.DAY)
        return None if base is None else move(base, looking, unit)
    if unit == "quarter":
        first = add_months(now.date(), _MONTHS_A_QUARTER * looking)
        return make_quarter(first.year, (first.month - 1) // _MONTHS_A_QUARTER + 1)
    if unit == "weekend" and looking == 1 and now.isoweekday() < _DAYS_A_WEEK - 1:
        looking = 0
    return move(today, looking, unit)


def _read_days(mention: Mention, context: Context, now: datetime) -> Point | None:
    count = mention.expression.number(Kind.NUMBER, Kind.DIGITS) or 1
    return Point(day=now.date() - timedelta(days=count - 1))


def _measure(found: Expression, minutes: Mapping[str, int]) -> tuple[int, str] | None:
    """How many of which unit, counted in minutes below a day and in months for half years."""
    word = found.find(Kind.NUMBER, Kind.DIGITS) or TimeWord(kind=Kind.NUMBER, number=1)
    unit = found.unit() or "day"
    halves = 2 * word.number + word.half
    if found.find(Kind.HALF) is not None:
        halves = halves - 1 if word.number == 1 else halves + 1
    if unit in minutes:
        return halves * minutes[unit] // 2, "minute"
    if halves % 2:
        return (halves * MONTHS_A_YEAR // 2, "month") if unit == "year" else None
    return halves // 2, unit


def _shift(base: Point, found: Expression, minutes: Mapping[str, int], direction: int) -> Point | None:
    measure = _measure(found, minutes)
    if measure is None:
        return None
    count, unit = measure
    if unit != "minute":
        return move(base, direction * count, unit)
    if base.at is None:
        return None
    at = add_minutes(base.at, direction * count)
    return Point(day=at.date(), precision=Precision.MINUTE, at=at)


def _now_point(now: datetime) -> Point:
    return Point(day=now.date(), precision=Precision.MINUTE, at=now.replace(second=0, microsecond=0))


def _read_ago(mention: Mention, context: Context, now: datetime) -> Point | None:
    return _shift(_now_point(now), mention.expression, context.times.minutes, -1)


def _read_ahead(mention: Mention, context: Context, now: datetime) -> Point | None:
    if mention.clause.tense is Tense.PAST:
        return None
    return _shift(_now_point(now), mention.expression, context.times.minutes, 1)


def _read_shift(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    base = context.last_within(_FAR_LINES, mention.line)
    if base is None:
        return None
    direction = 1 if found.find(Kind.LATER) else -1
    point = _shift(base, found, context.times.minutes, direction)
    part = found.part()
    return Point(day=point.day, part=part) if point is not None and part else point


def read_event(mention: Mention, base: Point, context: Context) -> Point | None:
    """When that was which the words measure from: *om 6.10 uur, twintig minuten na de entering*."""
    direction = -1 if mention.expression.find(Kind.AFTER) else 1
    return _shift(base, mention.expression, context.times.minutes, direction)


def _read_same(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    part = found.part() or ("morning" if found.find(Kind.DAY_OR_PART) else None)
    unit = "day" if part else found.unit() or "day"
    if found.find(Kind.THAT) is None:
        near = context.event_within(0, mention.line) if unit == "day" else None
        return move(near or Point(day=now.date()), 0, unit)
    base = context.last_within(_FAR_LINES, mention.line)
    point = None if base is None else move(base, 0, unit)
    if point is None or base is None:
        return None
    if part == _NIGHT and base.part != _NIGHT:
        return Point(day=point.day + timedelta(days=1), part=part)
    return Point(day=point.day, part=part) if part else point


def _read_part(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    part = found.part() or "morning"
    looking = _looking(found) or 0
    today = now.date()
    following = found.find(Kind.THE) is not None or found.lead is Kind.THE
    if looking == 1 and following and part != _NIGHT:
        base = context.last_within(_NEAR_LINES, mention.line, Precision.DAY)
        return None if base is None else Point(day=base.day + timedelta(days=1), part=part)
    if part == _NIGHT:
        return Point(day=_night(mention, now) if looking == 0 else today + timedelta(days=max(looking, 0)), part=part)
    return Point(day=today + timedelta(days=looking), part=part)


def _night(mention: Mention, now: datetime) -> date:
    """The morning on which *vannacht* ends: today's where it is past or going on, else tomorrow's."""
    past = mention.clause.tense is Tense.PAST or mention.clause.nominal or now.hour < _EARLY
    return now.date() if past else now.date() + timedelta(days=1)


def _read_day(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    word = found.words[0] if found.words[0].kind not in {Kind.LATER, Kind.EARLIER} else found.words[1]
    part = found.part()
    day = now.date() + timedelta(days=word.number)
    if part == _NIGHT and word.number in {0, -1}:
        day = now.date() if word.number else _night(mention, now)
    elif part == _EVENING and word.number == 0 and now.hour < _EARLY:
        over = mention.clause.tense is Tense.PAST and not mention.clause.reports
        day -= timedelta(days=over)
    return Point(day=day, part=part)


def _read_weekday(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    weekday = found.number(Kind.WEEKDAY, Kind.WEEKDAY_PART) or 1
    if found.find(Kind.UNTIL) is not None and mention.clause.tense is Tense.PRESENT:
        # *Open van maandag tot vrijdag* is so every week.
        return None
    ahead = (weekday - now.isoweekday()) % _DAYS_A_WEEK
    back = ahead - _DAYS_A_WEEK if ahead else 0
    looking = _looking(found)
    begins, ends = context.times.parts.get(found.part() or "", (0, 24))
    if ahead == 0:
        if looking == 1 or (looking is None and (found.looks_ahead or now.hour >= ends)):
            ahead = _DAYS_A_WEEK
        if looking == -1 or now.hour < begins:
            back = -_DAYS_A_WEEK
    side = looking or (-1 if found.find(Kind.EARLIER) else mention.side)
    if not side:
        side = 1 if ahead < -back else -1
    return Point(day=now.date() + timedelta(days=ahead if side > 0 else back), part=found.part())


def _read_night(mention: Mention, context: Context, now: datetime) -> Point | None:
    found = mention.expression
    second = found.words[-1]
    if found.number(Kind.MONTH) is not None:
        day = find_year(found.number(Kind.MONTH) or 1, _day_number(found), now.date(), mention.side)
    elif second.kind is Kind.DAY:
        day = now.date() + timedelta(days=second.number)
    else:
        ahead = (second.number - now.isoweekday()) % _DAYS_A_WEEK
        back = (now.isoweekday() - second.number) % _DAYS_A_WEEK
        coming = mention.side > 0 or (mention.side == 0 and ahead < back)
        day = now.date() + timedelta(days=ahead if coming else -back)
    return None if day is None else Point(day=day, part=_NIGHT)


def _read_habit(mention: Mention, context: Context, now: datetime) -> Point | None:
    # In the present *'s avonds* is what happens every evening.
    base = context.last_within(_NEAR_LINES, mention.line, Precision.DAY)
    if mention.clause.tense is not Tense.PAST or base is None:
        return None
    part = next((w.part for w in mention.expression.words if w.part), None)
    return Point(day=base.day, part=part)


def _read_sun(mention: Mention, context: Context, now: datetime) -> Point | None:
    base = context.event_within(_NEAR_LINES, mention.line)
    return Point(day=now.date() if base is None or mention.side > 0 else base.day)


def _read_day_of_month(mention: Mention, context: Context, now: datetime) -> Point | None:
    base = context.last
    if base is None or base.precision < Precision.MONTH:
        return None
    try:
        return Point(day=base.day.replace(day=mention.expression.number(Kind.ORDINAL) or 0))
    except ValueError:
        return None


_READERS: Mapping[str, Callable[[Mention, Context, datetime], Point | None]] = {
    "date": _read_date,
    "month": _read_month,
    "quarter": _read_quarter,
    "season": _read_season,
    "week": _read_week,
    "stretch": _read_stretch,
    "days": _read_days,
    "ago": _read_ago,
    "ahead": _read_ahead,
    "shift": _read_shift,
    "same": _read_same,
    "part": _read_part,
    "day": _read_day,
    "weekday": _read_weekday,
    "night": _read_night,
    "habit": _read_habit,
    "sun": _read_sun,
    "dayofmonth": _read_day_of_month,
}
