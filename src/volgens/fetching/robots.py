"""robots.txt (RFC 9309): what a site lets be fetched, and how fast."""

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

import httpx
from protego import Protego

from volgens.fetching.answers import FetchError
from volgens.fetching.guard import parse_address
from volgens.fetching.wire import Answer

LIFETIME = timedelta(hours=1)
LONGEST_LIFETIME = timedelta(hours=24)
"""How long rules hold on where the site cannot be asked for newer ones."""

FAILED_LIFETIME = timedelta(minutes=1)
LARGEST = 500 * 1024
"""Bytes that are looked at, as the RFC has it; the rest is left aside."""

MOST_BYTES = 4_000_000
"""Bytes of all the robots.txt that are remembered at once."""

MOST_REDIRECTS = 5
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_AGENT = re.compile(r"\s*user[- ]?agent\s*:?\s*([^#\n]*)", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Kept:
    """Rules, or why there are none; ``size`` in bytes."""

    at: datetime
    rules: Protego | None = None
    failed: FetchError | None = None
    size: int = 0


class Robots:
    """The rules of the sites met lately. ``ask`` fetches one address, politely; ``agent`` is our name in the rules."""

    def __init__(self, agent: str, ask: Callable[[httpx.URL], Answer], clock: Callable[[], datetime]) -> None:
        self._agent = agent
        self._ask = ask
        self._clock = clock
        self._kept: OrderedDict[str, _Kept] = OrderedDict()
        self._changing = threading.Lock()

    def check(self, url: httpx.URL) -> float:
        """Seconds that the site wants between two requests; raises `FetchError` where it forbids ``url``.

        Where the rules cannot be had now, nothing is fetched now.
        """
        rules = self._rules(url)
        if rules is None:
            return 0.0
        if not rules.can_fetch(str(url), self._agent):
            raise FetchError("is forbidden by the site's robots.txt")
        rate = rules.request_rate(self._agent)
        return max(rules.crawl_delay(self._agent) or 0.0, rate.seconds / rate.requests if rate else 0.0)

    def _rules(self, url: httpx.URL) -> Protego | None:
        origin = f"{url.scheme}://{url.netloc.decode('ascii')}"
        with self._changing:
            kept = self._kept.get(origin)
        now = self._clock()
        if kept is not None and now - kept.at < (FAILED_LIFETIME if kept.failed else LIFETIME):
            if kept.failed:
                raise FetchError(str(kept.failed), temporary=True, unreachable=kept.failed.unreachable)
            return kept.rules
        try:
            fresh = self._load(url, now)
        except FetchError as error:
            if not error.temporary:
                raise
            if kept is not None and not kept.failed and now - kept.at < LONGEST_LIFETIME:
                return kept.rules
            reason = f"robots.txt cannot be had, so nothing is fetched now: {error}"
            failed = FetchError(reason, temporary=True, wait=error.wait, unreachable=error.unreachable)
            self._keep(origin, _Kept(at=now, failed=failed))
            raise failed from error
        self._keep(origin, fresh)
        return fresh.rules

    def _load(self, url: httpx.URL, now: datetime) -> _Kept:
        place = url.copy_with(raw_path=b"/robots.txt")
        for hop in range(MOST_REDIRECTS + 1):
            try:
                answer = self._ask(place)
            except FetchError as error:
                # A redirect of the rules to a place that may not be asked tells nothing about them.
                raise error if not hop else FetchError(str(error), temporary=True) from error
            if answer.status not in REDIRECTS:
                break
            place = parse_address(str(place.join(answer.header("location") or "/robots.txt")))
        else:
            return _Kept(at=now)
        if answer.status == 429 or answer.status >= 500:
            raise FetchError(f"answers {answer.status}", temporary=True)
        if answer.status not in {200, 203}:
            return _Kept(at=now)
        text = reduce_rules(answer.body.decode("utf-8", "replace").removeprefix("\ufeff"), self._agent)
        return _Kept(at=now, rules=Protego.parse(text), size=len(answer.body))

    def _keep(self, origin: str, kept: _Kept) -> None:
        with self._changing:
            self._kept.pop(origin, None)
            self._kept[origin] = kept
            # Each counts for something, so that a million sites without rules do not stay either.
            while sum(k.size + 2000 for k in self._kept.values()) > MOST_BYTES and len(self._kept) > 1:
                self._kept.popitem(last=False)


def reduce_rules(text: str, agent: str) -> str:
    """``text`` with all other robots under one name: thousands of names over thousands of rules would fill memory."""
    lines = []
    for line in text.splitlines():
        match = _AGENT.match(line)
        named = match.group(1).strip().lower().replace("*", "") if match else ""
        lines.append("User-agent: another-robot" if named and named not in agent.lower() else line)
    return "\n".join(lines)
