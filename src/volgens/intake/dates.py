"""Times as people write them, on pages and in headers."""

import re
from datetime import datetime, timedelta, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOME_ZONE = "Europe/Amsterdam"
"""The zone of a time that names none; Brussels keeps the same clock."""

_EARLIEST_YEAR, _LATEST_YEAR = 1600, 2200
MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan januari january", "feb febr februari february", "mrt maa maart mar march", "apr april", "mei may",
            "jun juni june", "jul juli july", "aug augustus august", "sep sept september", "okt oktober oct october",
            "nov november", "dec december",
        ),
        start=1,
    )
    for name in names.split()
}  # fmt: skip
"""Numbers of months by their Dutch and English names, whole and short, in lower case."""

_MONTH = "|".join(sorted(MONTHS, key=len, reverse=True))
_ZONES = {"gmt": 0, "utc": 0, "bst": 1, "cet": 1, "cest": 2, "est": -5, "edt": -4, "pst": -8, "pdt": -7}
_CLOCK = (
    r"(?:[\s,•|·–-]{0,5}(?:om|at|tot|\|)?\s{0,2}(?P<hour>[01]?\d|2[0-3])[:.u](?P<minute>[0-5]\d)(?::[0-5]\d)?"
    r"\s?(?P<half>[ap]\.?m\b\.?)?(?:\s?(?:uur|u\b))?\s?(?P<zone>GMT|UTC|BST|CES?T|E[SD]T|P[SD]T)?)?"
)
_DATES = tuple(
    re.compile(rf"(?<![\w.]){form}{_CLOCK}", re.I)
    for form in (
        rf"(?P<day>[0-3]?\d)(?:st|nd|rd|th|e)?\.?\s{{1,2}}(?P<name>{_MONTH})\.?,?\s{{1,2}}(?P<year>(?:19|20)\d\d|['’]\d\d)",
        rf"(?P<name>{_MONTH})\.?\s{{1,2}}(?P<day>[0-3]?\d)(?:st|nd|rd|th)?,?\s{{1,2}}(?P<year>(?:19|20)\d\d)",
        r"(?P<year>(?:19|20)\d\d)[-/](?P<month>[01]?\d)[-/](?P<day>[0-3]?\d)",
        r"(?P<day>[0-3]?\d)[-/.](?P<month>[01]?\d)[-/.](?P<year>(?:19|20)\d\d|\d\d(?!\d))",
    )
)
_TIME_OF_DAY = re.compile(r"(?P<hour>[01]?\d|2[0-3])[:.](?P<minute>[0-5]\d)(?:\s?(?:uur|u)\b\.?)?")


def parse_moment(value: str) -> datetime | None:
    """The time that ``value`` gives (ISO 8601, the form of mail and feeds, or seconds since 1970), or `None`.

    A time without a zone is taken as Dutch time; a date alone as its midnight.
    """
    value = value.strip()
    if value.isdecimal() and len(value) in {10, 13}:
        return _since_epoch(int(value) / (1000 if len(value) == 13 else 1))
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
    return _settled(moment)


def find_moment(text: str) -> datetime | None:
    """The first date written out in ``text`` (*9 maart 2026, 14:05*, *09-03-2026*), with its time of day if it has one.

    A date of two digits a part is read day first, as the Dutch and the British write it.
    """
    matches = [match for pattern in _DATES if (match := pattern.search(text[:400]))]
    for match in sorted(matches, key=lambda m: m.start()):
        moment = _written(match)
        if moment is not None:
            return moment
    return None


def find_time_of_day(text: str) -> tuple[int, int] | None:
    """Hour and minute where ``text`` is nothing but a time of day (*18:05*, *18.05 uur*)."""
    match = _TIME_OF_DAY.fullmatch(text.strip())
    return (int(match["hour"]), int(match["minute"])) if match else None


def at_time(day: datetime, hour: int, minute: int) -> datetime | None:
    """The moment on the calendar day that ``day`` has at home; `None` where the machine has no zones."""
    try:
        local = day.astimezone(ZoneInfo(HOME_ZONE))
    except ZoneInfoNotFoundError:
        return None
    return _at_home(datetime(local.year, local.month, local.day, hour, minute))


def _written(match: re.Match[str]) -> datetime | None:
    found = match.groupdict()
    year = int(found["year"].lstrip("'’"))
    month = MONTHS[found["name"].casefold()] if found.get("name") else int(found["month"])
    hour = int(found["hour"] or 0)
    if found["half"] and hour <= 12:
        hour = hour % 12 + (12 if found["half"].casefold().startswith("p") else 0)
    try:
        moment = datetime(
            year + 2000 if year < 100 else year, month, int(found["day"]), hour, int(found["minute"] or 0)
        )
    except ValueError:
        return None
    if found["zone"]:
        moment = moment.replace(tzinfo=timezone(timedelta(hours=_ZONES[found["zone"].casefold()])))
    return _settled(moment)


def _since_epoch(seconds: float) -> datetime | None:
    try:
        moment = datetime.fromtimestamp(seconds, tz=ZoneInfo(HOME_ZONE))
    except (ValueError, OverflowError, OSError, ZoneInfoNotFoundError):
        return None
    return moment.replace(tzinfo=timezone(moment.utcoffset() or timedelta(0)))


def _settled(moment: datetime) -> datetime | None:
    if not _EARLIEST_YEAR <= moment.year <= _LATEST_YEAR:
        return None
    return moment if moment.tzinfo is not None else _at_home(moment)


def _at_home(moment: datetime) -> datetime | None:
    try:
        offset = moment.replace(tzinfo=ZoneInfo(HOME_ZONE)).utcoffset()
    except ZoneInfoNotFoundError:  # A system without zone data: better no time than a wrong one.
        return None
    # A fixed offset, so that equal moments print alike whatever zone data the machine has.
    return moment.replace(tzinfo=timezone(offset)) if offset is not None else None
