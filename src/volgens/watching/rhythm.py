"""When to come back: pure functions of what happened."""

from datetime import datetime, timedelta

VISITS = (
    (timedelta(hours=1), timedelta(minutes=15)),
    (timedelta(hours=24), timedelta(hours=2)),
    (timedelta(days=7), timedelta(days=1)),
)
"""Up to which age an article is looked at again how often: most corrections come in the first hour."""

FIRST_RETRY = timedelta(minutes=5)
LONGEST_RETRY = timedelta(hours=6)
LONGEST_UNREACHED = timedelta(minutes=15)
"""Where nobody answers it is mostly our own network that is gone, and back soon."""

MOST_ERRORS = 8
"""Failures in a row after which an address is left alone; a feed never is."""

UNREACHED_FOR = timedelta(days=7)


def next_visit(at: datetime, since: datetime) -> datetime | None:
    """When an article that appeared or changed ``since`` is looked at again; `None` where it is old enough."""
    age = at - since
    return next((at + pause for limit, pause in VISITS if age < limit), None)


def next_poll(at: datetime, every: float, errors: int, *, unreachable: bool = False, wait: float = 0.0) -> datetime:
    """When a feed is asked again: after ``every`` seconds, later with each error in a row, not before ``wait``."""
    pause = timedelta(seconds=every)
    if errors and unreachable:
        pause = min(pause, LONGEST_UNREACHED)
    elif errors:
        pause = max(pause, min(pause * (1 << min(errors, 10)), LONGEST_RETRY))
    return at + max(pause, timedelta(seconds=wait))


def next_try(at: datetime, errors: int, *, unreachable: bool = False, wait: float = 0.0) -> datetime:
    """When an address that failed ``errors`` times in a row is tried again."""
    longest = LONGEST_UNREACHED if unreachable else LONGEST_RETRY
    pause = min(FIRST_RETRY * (1 << min(max(errors - 1, 0), 10)), longest)
    return at + max(pause, timedelta(seconds=wait))


def is_given_up(at: datetime, first_seen: datetime, errors: int, *, unreachable: bool) -> bool:
    """Whether an address failed for so long that it is left alone."""
    if unreachable:
        return at - first_seen > UNREACHED_FOR
    return errors >= MOST_ERRORS
