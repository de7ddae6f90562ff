"""Which hour of which day a time of the clock means: *om vier uur* is the afternoon's unless words tell otherwise."""

from datetime import date, datetime, timedelta, tzinfo

from volgens.language.times import Kind
from volgens.times.clauses import Tense
from volgens.times.context import HALF_A_DAY, Context, Mention
from volgens.times.dating import MINUTES_A_DAY, Point, Precision, clock_at
from volgens.times.expression import Expression

_HOUR = 60
_WAKING = (7 * _HOUR, 19 * _HOUR - 1)
"""Minutes between which an hour lies that nothing else tells of: *negen uur* is the morning's, *vier uur* not."""
_NIGHTFALL = 20 * _HOUR
_ODD_HOURS = 3
"""How many hours farther from a part of the day an hour before six counts."""
_SLACK = timedelta(minutes=20)
"""What happened is written down some time later."""


def read_clock(found: Expression) -> tuple[int, bool] | None:
    """Minutes after midnight and whether twelve hours more may be meant; `None` where there is no such time."""
    written = found.number(Kind.CLOCK_TIME, Kind.CLOCK_WORD)
    if found.name == "midnight":
        return 0, False
    if written is not None:
        return written, False
    counts = [w.number for w in found.words if w.kind in {Kind.NUMBER, Kind.DIGITS}]
    spoken = found.find(Kind.OVER, Kind.BEFORE)
    if not counts or (found.find(Kind.BETWEEN, Kind.AND, Kind.UNTIL) and spoken):
        return None
    ranged = found.find(Kind.AND, Kind.UNTIL) is not None
    hour = counts[0] if ranged else counts[-1]
    minutes = hour * _HOUR - (_HOUR // 2 if found.find(Kind.HALF) else 0)
    if spoken is not None:
        past = 15 if found.find(Kind.QUARTER_HOUR) or len(counts) == 1 else counts[0]
        minutes += past if spoken.kind is Kind.OVER else -past
    return minutes % MINUTES_A_DAY, hour <= HALF_A_DAY // _HOUR


def place_clock(mention: Mention, partner: Point | None, beside: Point | None, context: Context) -> Point | None:
    """When the clock showed that: on ``partner``, the day that the clause names, else as the context tells.

    ``beside`` is a day that another clause of the sentence names.
    """
    read = read_clock(mention.expression)
    habit = mention.expression.lead is Kind.OF and mention.expression.find(Kind.UNTIL) is not None
    if read is None or (partner is None and (context.now is None or (habit and mention.side > 0))):
        return None
    minutes, either = read
    zone = None if context.now is None else context.now.tzinfo
    part = next((w.part for w in mention.expression.words if w.part), None) or (partner.part if partner else None)
    if partner is not None:
        return _point(_on_day(mention, partner.day, part, context), part)
    known = context.clocks.get(minutes % HALF_A_DAY)
    if (
        known is not None
        and (either or known.hour * _HOUR + known.minute == minutes)
        and _fits(mention, known, context)
    ):
        return _point(known, part)
    now = context.now
    if now is None:
        return None
    near = beside or (context.event_within(1, mention.line) if mention.side <= 0 else None)
    day = near.day if near is not None else now.date()
    if mention.clause.tense is not Tense.PAST and mention.side != -1:
        return _point(_on_day(mention, day, part, context), part)
    hint = part or (near.part if near else None)
    at = _on_day(mention, day, hint, context)
    if at > now:
        # It has been: the other half of the day, or the day before.
        before = day - timedelta(days=1)
        options = _options(day, minutes, either, zone) + _options(before, minutes, either, zone)
        if part is not None:
            options = [_on_day(mention, before, part, context)]
        at = max((o for o in options if o <= now - _SLACK), default=at)
    return _point(at, part)


def _fits(mention: Mention, known: datetime, context: Context) -> bool:
    """Whether a moment named before may be meant again."""
    return context.now is None or mention.side == 0 or (known - context.now).total_seconds() * mention.side >= 0


def _point(at: datetime, part: str | None) -> Point:
    return Point(day=at.date(), precision=Precision.MINUTE, at=at, part=part)


def _options(day: date, minutes: int, either: bool, zone: tzinfo | None) -> list[datetime]:
    if not either:
        return [clock_at(day, minutes, zone)]
    first = minutes % HALF_A_DAY
    return [clock_at(day, first, zone), clock_at(day, first + HALF_A_DAY, zone)]


def _on_day(mention: Mention, day: date, part: str | None, context: Context) -> datetime:
    """The likelier of the moments on ``day`` that the clock showed that."""
    read = read_clock(mention.expression)
    minutes, either = read or (0, False)
    now = context.now
    zone = now.tzinfo if now is not None else None
    if mention.expression.name == "midnight":
        return clock_at(day, MINUTES_A_DAY if part == "evening" or mention.side > 0 else 0, zone)
    if part == "night" and _night_begins(minutes, either):
        return clock_at(day - timedelta(days=1), minutes if minutes > HALF_A_DAY else minutes + HALF_A_DAY, zone)
    if not either:
        late = part in {"afternoon", "evening"} and minutes < HALF_A_DAY
        return clock_at(day, minutes + HALF_A_DAY if late else minutes, zone)
    options = _options(day, minutes, either, zone)
    if part is None and now is not None and day == now.date():
        side = -1 if mention.clause.tense is Tense.PAST else mention.side
        fit = [o for o in options if (side < 0 and o <= now - _SLACK) or (side > 0 and o > now)]
        options = fit or options
    begins, ends = context.times.parts.get(part or "", (0, 0))
    span = (begins * _HOUR, ends * _HOUR) if part else _WAKING
    return min(options, key=lambda o: (_distance(o.hour * _HOUR + o.minute, span, part), -o.hour))


def _night_begins(minutes: int, either: bool) -> bool:
    """Whether a time lies in the part of a night before midnight: *vannacht om half twaalf* began the day before."""
    return minutes >= _NIGHTFALL or (either and HALF_A_DAY > minutes >= _NIGHTFALL - HALF_A_DAY)


def _distance(minutes: int, span: tuple[int, int], part: str | None) -> int:
    """Minutes outside of ``span``; the small hours lie farther off unless the night is meant."""
    begins, ends = span
    outside = max(begins - minutes, minutes - ends, 0)
    small = minutes < 5 * _HOUR and part not in {"night", None}
    return outside + (_ODD_HOURS * _HOUR if small else 0)
