"""Times as programs write them in feeds and tables: by the standards, in Dutch, or as they happened to print them."""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from volgens.intake.dates import MONTHS, parse_moment

_LONGEST = 100
_SECONDS = r"(?:[:.](?P<second>\d{2})(?:[.,]\d{1,9})?)?"
_CLOCK = rf"(?:[ ,T]+(?:om +)?(?P<hour>\d{{1,2}})[:.](?P<minute>\d{{2}}){_SECONDS}(?: *uur)?)?"
_ZONE = r" *(?P<zone>Z|UTC?|GMT|C?E[SD]?T|ME[SD]?Z|MES?T|(?:UTC|GMT)? ?[+-]\d{1,2}:?(?:\d{2})?)?(?: *\([^()]{0,30}\))?"
_NAMED = re.compile(
    r"(?:[a-z]{2,12}\.?,? +)?(?P<day>\d{1,2})[ -]+(?P<month>[a-z]{3,10})\.?,?[ -]+(?P<year>\d{4})" + _CLOCK + _ZONE,
    re.I,
)
_DAY_FIRST = re.compile(rf"(?P<day>\d{{1,2}})[-/.](?P<month>\d{{1,2}})[-/.](?P<year>\d{{4}}){_CLOCK}{_ZONE}", re.I)
_YEAR_FIRST = re.compile(rf"(?P<year>\d{{4}})[-/](?P<month>\d{{1,2}})[-/](?P<day>\d{{1,2}}){_CLOCK}{_ZONE}", re.I)
_OFFSET = re.compile(r"([+-])(\d{1,2}):?(\d{2})?$")
_ZERO_ZONES = frozenset({"z", "ut", "utc", "gmt"})
_FEWEST_MILLISECONDS = 100_000_000_000
_STAMP = re.compile(r"(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})Z?")
_EPOCH = re.compile(r"-?\d{9,19}(?:\.\d{1,9})?")
_MONTH_FIRST = re.compile(r"(?:[A-Za-z]{6,9},? )?([A-Za-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})\b(.*)", re.S)
_DAY_AFTER = re.compile(r"(\d{4}),? \(?(?:[a-z]{2,8}day|[a-z]{2,8}dag)\)?", re.I)
_HALF_DAY = re.compile(r"\b(\d{1,2}):(\d{2})(:\d{2})? ?([AP])\.?M\b\.?", re.I)
_FEWEST_MICROSECONDS = 10**14
_MOST_NANOSECONDS = 10**19


def parse_timestamp(value: object) -> datetime | None:
    """The time in ``value``, text or seconds or milliseconds since 1970; `None` where it is none.

    A time without a zone is taken as Dutch time; day comes before month where both are numbers.
    """
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_epoch(value)
    if not isinstance(value, str) or not value.strip() or len(value) > _LONGEST:
        return None
    text = " ".join(value.split())
    for pattern in (_NAMED, _DAY_FIRST, _YEAR_FIRST):
        match = pattern.fullmatch(text)
        if match:
            return _from_parts(match)
    # In mail, "-0000" is UTC that tells nothing about the place; the library would call it a time without a zone.
    return parse_moment(re.sub(r"-0000$", "+0000", text))


def _from_parts(match: re.Match[str]) -> datetime | None:
    month = match["month"].lower()
    if not month.isdigit() and month not in MONTHS:
        return parse_moment(match.string)
    number = int(month) if month.isdigit() else MONTHS[month]
    date = f"{match['year']}-{number:02d}-{int(match['day']):02d}"
    clock = f"T{int(match['hour'] or 0):02d}:{match['minute'] or '00'}:{match['second'] or '00'}"
    return parse_moment(date + clock + _offset(match["zone"] or ""))


def _offset(zone: str) -> str:
    """As ISO 8601 has it; empty for the names of Dutch time, which the date itself settles."""
    if zone.lower() in _ZERO_ZONES:
        return "+00:00"
    if zone.upper() in {"EST", "EDT"}:
        return "-05:00" if zone.upper() == "EST" else "-04:00"
    match = _OFFSET.search(zone)
    return f"{match[1]}{int(match[2]):02d}:{match[3] or '00'}" if match else ""


def _from_epoch(value: float) -> datetime | None:
    try:
        seconds = value / 1000 if abs(value) >= _FEWEST_MILLISECONDS else value
        moment = datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None
    return moment if 1970 < moment.year <= 2200 else None


def parse_cell(value: object) -> datetime | None:
    """The time in a field: ISO 8601, seconds or finer since 1970, or as archives and newsrooms write it.

    A time without a zone is Dutch time; `None` where it cannot be read.
    """
    if isinstance(value, Mapping):
        value = next((value[key] for key in ("$date", "date", "value") if key in value), None)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, str) and _EPOCH.fullmatch(value.strip()) and not _STAMP.fullmatch(value.strip()):
        value = float(value)
    if isinstance(value, int | float) and not isinstance(value, bool):
        return _from_number(value)
    if not isinstance(value, str) or len(value) > _LONGEST:
        return None
    text = " ".join(value.split())
    stamp = _STAMP.fullmatch(text)
    if stamp:
        year, month, day, hour, minute, second = stamp.groups()
        return parse_timestamp(f"{year}-{month}-{day}T{hour}:{minute}:{second}{'Z' if text.endswith('Z') else ''}")
    text = _HALF_DAY.sub(_to_whole_day, _DAY_AFTER.sub(r"\1", text))
    return parse_timestamp(_MONTH_FIRST.sub(r"\2 \1 \3\4", text))


def _from_number(value: float) -> datetime | None:
    if 10_000_000 <= value < 100_000_000:  # 20260304
        return parse_timestamp(str(int(value)))
    if not -_FEWEST_MICROSECONDS < value < _MOST_NANOSECONDS:
        return None
    while value >= _FEWEST_MICROSECONDS:
        value = value / 1000
    return parse_timestamp(value)


def _to_whole_day(match: re.Match[str]) -> str:
    hour = int(match[1]) % 12 + (12 if match[4].upper() == "P" else 0)
    return f"{hour:02d}:{match[2]}{match[3] or ''}"
