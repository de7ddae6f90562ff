"""The fetcher: rules of the site, pace, redirects, retries, and what an answer means."""

import threading
from collections.abc import Callable
from datetime import UTC, datetime
from http import HTTPStatus
from time import monotonic
from types import TracebackType
from typing import Self

import httpx

from volgens.fetching.answers import Fetched, FetchError, NotModified, Validators
from volgens.fetching.guard import Guard, Resolver, parse_address, resolve_by_system
from volgens.fetching.pacing import LONGEST_WAIT, RETRIES, Pace, backoff, parse_retry_after
from volgens.fetching.robots import LARGEST, REDIRECTS, Robots
from volgens.fetching.unpacking import ACCEPTED
from volgens.fetching.wire import Answer, Wire
from volgens.model import RawDocument
from volgens.settings import Settings

MOST_REDIRECTS = 10
PERMANENT = frozenset({301, 308})
AT_ONCE = frozenset({429, 502, 503, 504})
"""Statuses after which another try within seconds may go well."""

LATER = frozenset({408, 425})
PHRASES = {status.value: status.phrase for status in HTTPStatus}
KEPT_HEADERS = frozenset(
    {
        "age",
        "cache-control",
        "content-language",
        "content-location",
        "content-type",
        "date",
        "etag",
        "last-modified",
        "link",
        "tdm-policy",
        "tdm-reservation",
        "x-robots-tag",
    }
)
LONGEST_HEADER = 2000
ACCEPT = "text/html,application/xhtml+xml,application/rss+xml,application/atom+xml,application/feed+json,*/*;q=0.8"


def now() -> datetime:
    return datetime.now(UTC)


class Fetcher:
    """Fetches documents from the web; threads may share one. Closing it ends every wait at once.

    ``clock`` gives the time with its zone; ``sleep`` waits for seconds; ``resolve`` turns names into numbers.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        clock: Callable[[], datetime] = now,
        sleep: Callable[[float], object] | None = None,
        resolve: Resolver = resolve_by_system,
    ) -> None:
        self._settings = settings
        self.clock = clock
        self._closed = threading.Event()
        self._sleep = sleep or self._closed.wait
        self._wire = Wire(Guard(settings.inside_hosts, resolve))
        self._pace = Pace(clock, self._wait)
        words = settings.user_agent.split()
        agent = words[0].partition("/")[0] if words else "volgens"
        self._robots = Robots(agent, self._ask_rules, clock)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all waits; whatever is fetched afterwards fails."""
        self._closed.set()

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched | NotModified:
        """The document at ``address``, or word that nothing changed since ``validators``; raises `FetchError`."""
        url = parse_address(address)
        for attempt in range(RETRIES + 1):
            try:
                return self._follow(url, validators or Validators())
            except FetchError as error:
                wait = max(backoff(attempt), error.wait or 0.0)
                if not error.again or attempt == RETRIES or wait > LONGEST_WAIT:
                    raise
            self._wait(wait)
        raise AssertionError("the last attempt returns or raises")

    def _follow(self, url: httpx.URL, validators: Validators) -> Fetched | NotModified:
        left, permanent, seen = self._settings.fetch_timeout, True, {url}
        for _ in range(MOST_REDIRECTS + 1):
            pause = self._robots.check(url)
            answer, took = self._ask(url, validators, pause, left)
            # Waiting for our turn is no fault of the server's: only its own time counts.
            left -= took
            if answer.status not in REDIRECTS:
                return self._take(url, answer, validators, permanent and len(seen) > 1)
            permanent = permanent and answer.status in PERMANENT
            url = _redirected(url, answer)
            if url in seen:
                raise FetchError(f"redirects in a circle, back to {str(url)[:200]}")
            if left <= 0:
                raise FetchError(f"gave no whole answer within {self._settings.fetch_timeout:.0f} s", temporary=True)
            seen.add(url)
        raise FetchError(f"redirects more than {MOST_REDIRECTS} times")

    def _ask(self, url: httpx.URL, validators: Validators, pause: float, seconds: float) -> tuple[Answer, float]:
        headers = self._headers() | {"Accept": ACCEPT}
        if validators.etag:
            headers["If-None-Match"] = validators.etag
        if validators.last_modified:
            headers["If-Modified-Since"] = validators.last_modified
        with self._pace.turn(url.host, max(pause, self._settings.host_pause)):
            started = monotonic()
            answer = self._wire.ask(url, headers, seconds=seconds, largest=self._settings.largest_document)
        return answer, monotonic() - started

    def _ask_rules(self, url: httpx.URL) -> Answer:
        with self._pace.turn(url.host, self._settings.host_pause):
            return self._wire.ask(url, self._headers(), seconds=self._settings.fetch_timeout, largest=LARGEST, cut=True)

    def _headers(self) -> dict[str, str]:
        return {
            "User-Agent": self._settings.user_agent,
            "Accept-Language": f"{self._settings.language}, *;q=0.5",
            "Accept-Encoding": ACCEPTED,
        }

    def _take(self, url: httpx.URL, answer: Answer, validators: Validators, permanent: bool) -> Fetched | NotModified:
        if answer.status == 304 and validators:
            return NotModified(address=str(url), validators=_validators_of(answer, validators))
        if answer.status not in {200, 203}:
            raise self._explain(url, answer)
        if not answer.body:
            raise FetchError("is empty")
        headers = tuple(sorted((k, v[:LONGEST_HEADER]) for k, v in answer.headers if k in KEPT_HEADERS))
        document = RawDocument(
            data=answer.body,
            media_type=(answer.header("content-type") or "application/octet-stream")[:200],
            location=str(url),
            captured=self.clock(),
            headers=headers,
        )
        return Fetched(
            document=document, address=str(url), validators=_validators_of(answer), permanent_redirect=permanent
        )

    def _explain(self, url: httpx.URL, answer: Answer) -> FetchError:
        status = answer.status
        reason = f"the server answers {status} {PHRASES.get(status, '')}".rstrip()
        if status not in AT_ONCE | LATER and not 500 <= status < 600:
            return FetchError(reason)
        wait = parse_retry_after(answer.header("retry-after"), self.clock())
        if wait is not None:
            self._pace.hold(url.host, wait)
            reason += f", and asks to come back in {wait:.0f} s"
        return FetchError(reason, temporary=True, again=status in AT_ONCE, wait=wait)

    def _wait(self, seconds: float) -> None:
        if not self._closed.is_set():
            self._sleep(seconds)
        if self._closed.is_set():
            raise FetchError("was not fetched: the fetcher was closed", temporary=True)


def _redirected(url: httpx.URL, answer: Answer) -> httpx.URL:
    location = answer.header("location")
    if not location:
        raise FetchError(f"answers {answer.status} without saying where to go")
    try:
        target = url.join(location.strip())
    except (httpx.InvalidURL, ValueError) as error:
        raise FetchError(f"redirects to what is no address: {location[:200]!r}") from error
    try:
        return parse_address(str(target))
    except FetchError as error:
        raise FetchError(f"redirects to {str(target)[:200]}, which {error}") from error


def _validators_of(answer: Answer, before: Validators | None = None) -> Validators:
    given = Validators(etag=answer.header("etag"), last_modified=answer.header("last-modified"))
    return given or before or given
