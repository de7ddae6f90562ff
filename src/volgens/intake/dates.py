"""Times on pages and in headers."""

from datetime import datetime, timezone
from email.utils import parsedate_to_datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

HOME_ZONE = "Europe/Amsterdam"
"""The zone of a time that names none; Brussels keeps the same clock."""

_EARLIEST_YEAR, _LATEST_YEAR = 1600, 2200


def parse_moment(value: str) -> datetime | None:
    """The time that ``value`` gives (ISO 8601, or the form of mail and feeds), or `None`.

    A time without a zone is taken as Dutch time; a date alone as its midnight.
    """
    value = value.strip()
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        try:
            moment = parsedate_to_datetime(value)
        except (ValueError, TypeError, IndexError, OverflowError):
            return None
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
