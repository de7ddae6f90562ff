"""How fast to go: one request at a time to each host, with a pause between, and longer where the server asks."""

import random
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime

from volgens.fetching.answers import FetchError

LONGEST_WAIT = 60.0
"""Seconds that a fetch waits by itself; where more is asked for it gives up and says how long to stay away."""

LONGEST_RETRY_AFTER = 24 * 3600.0
"""Seconds that a server can put off one address; a ``Retry-After`` of a year is an error of theirs."""

LONGEST_HOLD = 3600.0
"""Seconds that it can keep us from all its others: one page that asks for a day must not cost a day of a newspaper."""

RETRIES = 3
FIRST_BACKOFF = 1.0
MOST_HOSTS = 2000


@dataclass(slots=True)
class _Host:
    turn: threading.Lock = field(default_factory=threading.Lock)
    free: datetime | None = None
    pause: float = 0.0


class Pace:
    """Keeps requests to one host apart. Threads share it; ``wait`` sleeps and raises where the program stops."""

    def __init__(self, clock: Callable[[], datetime], wait: Callable[[float], None]) -> None:
        self._clock = clock
        self._wait = wait
        self._hosts: dict[str, _Host] = {}
        self._changing = threading.Lock()

    @contextmanager
    def turn(self, host: str, pause: float) -> Iterator[None]:
        """Wait until ``host`` may be asked; afterwards it rests for ``pause`` seconds.

        Raises `FetchError` where the wait would be too long.
        """
        known = self._host(host)
        with known.turn:
            left = self._left(known)
            if left > LONGEST_WAIT:
                raise FetchError(f"{host} asks to be left alone for {left:.0f} s more", temporary=True, wait=left)
            if left > 0:
                self._wait(left)
            try:
                yield
            finally:
                self._rest(known, pause)

    def hold(self, host: str, seconds: float) -> None:
        """Leave ``host`` alone for ``seconds``, as it asked, but for an hour at most."""
        self._rest(self._host(host), min(seconds, LONGEST_HOLD))

    def _rest(self, known: _Host, pause: float) -> None:
        free = self._clock() + timedelta(seconds=pause)
        if known.free is None or free > known.free:
            known.free, known.pause = free, pause

    def _left(self, known: _Host) -> float:
        if known.free is None:
            return 0.0
        # Where the clock was put back, the pause that was meant still holds, and no more.
        return min((known.free - self._clock()).total_seconds(), known.pause)

    def _host(self, host: str) -> _Host:
        with self._changing:
            if len(self._hosts) >= MOST_HOSTS and host not in self._hosts:
                now = self._clock()
                rested = [
                    name
                    for name, known in self._hosts.items()
                    if not known.turn.locked() and (known.free is None or known.free <= now)
                ]
                for name in rested:
                    del self._hosts[name]
            return self._hosts.setdefault(host, _Host())


def parse_retry_after(value: str | None, now: datetime) -> float | None:
    """Seconds that a ``Retry-After`` asks for, given as seconds or as a date; `None` where it says nothing usable."""
    if value is None:
        return None
    value = value.strip()
    if value.isascii() and value.isdecimal():
        return min(float(value[:12]), LONGEST_RETRY_AFTER)
    try:
        moment = parsedate_to_datetime(value)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return min(max((moment - now).total_seconds(), 0.0), LONGEST_RETRY_AFTER)


def backoff(attempt: int) -> float:
    """Seconds to wait after failed attempt 0, 1, …: doubling, with half of it left to chance so that nobody marches."""
    longest = FIRST_BACKOFF * 2**attempt
    return float(longest * random.uniform(0.5, 1.0))
