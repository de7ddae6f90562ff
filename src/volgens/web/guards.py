"""What every request must pass, and what every answer carries; plain ASGI, so that it costs microseconds."""

import ipaddress
import time
from collections import OrderedDict
from collections.abc import Callable
from threading import Lock
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.exceptions import HTTPException
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from volgens.web.options import WebOptions
from volgens.web.problems import error_body

HEAVY = ("/read", "/login", "/api/v1/extract", "/api/v1/jobs")
"""Paths where a request that sends something costs seconds, or guesses at a password."""

HEAVY_SHARE = 20
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
MOST_CLIENTS = 10_000

_CARRIED = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "same-origin",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "content-security-policy": "default-src 'none'; frame-ancestors 'none'",
}


class TooLargeError(HTTPException):
    """The body of a request is larger than the site takes."""

    def __init__(self) -> None:
        super().__init__(413, "the body is larger than this site takes")


class Buckets:
    """How often each client may ask: a bucket that fills evenly, and of which each request takes one."""

    def __init__(self, a_minute: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate, self._size, self._clock = a_minute / 60, max(1.0, a_minute / 2), clock
        self._levels: OrderedDict[str, tuple[float, float]] = OrderedDict()
        self._lock = Lock()

    def wait(self, client: str) -> float:
        """Seconds until ``client`` may ask again; 0 where it may now, which is counted."""
        now = self._clock()
        with self._lock:
            level, then = self._levels.pop(client, (self._size, now))
            level = min(self._size, level + (now - then) * self._rate)
            wait = 0.0 if level >= 1 else (1 - level) / self._rate
            self._levels[client] = (level if wait else level - 1, now)
            if len(self._levels) > MOST_CLIENTS:
                self._levels.popitem(last=False)
        return wait


class Guards:
    """Refuses other host names, other sites' forms, bodies that are too large and clients that ask too often."""

    def __init__(self, app: ASGIApp, options: WebOptions) -> None:
        self._app, self._options = app, options
        self._all = Buckets(options.requests_a_minute)
        self._heavy = Buckets(options.requests_a_minute / HEAVY_SHARE)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        refusal = self._refuse(scope, headers)
        if refusal is not None:
            await refusal(scope, receive, _carrying(send))
            return
        await self._app(scope, self._bounded(receive), _carrying(send))

    def _refuse(self, scope: Scope, headers: Headers) -> Response | None:
        if not self._is_ours(headers.get("host", "")):
            return _refusal(scope, 421, "this site is not known under that name; name it with --name")
        unsafe = scope["method"] in UNSAFE
        if unsafe and _comes_from_elsewhere(headers):
            return _refusal(scope, 403, "a form of another site cannot change anything here")
        length = headers.get("content-length", "0")
        if not _is_at_most(length, self._options.largest_body):
            return _refusal(scope, 413, f"the body is larger than {self._options.largest_body} bytes")
        client = scope["client"][0] if scope.get("client") else ""
        heavy = unsafe and scope["path"].startswith(HEAVY)
        wait = self._all.wait(client) or (self._heavy.wait(client) if heavy else 0.0)
        if wait:
            return _refusal(scope, 429, "too many requests; wait a moment", {"retry-after": str(int(wait) + 1)})
        return None

    def _is_ours(self, host: str) -> bool:
        """Whether a request names this site; a page elsewhere that has its name point here does not."""
        name = _host_in(f"//{host}")
        if name in {"localhost", self._options.host.lower(), *(n.lower() for n in self._options.names)}:
            return True
        try:
            ipaddress.ip_address(name)
        except ValueError:
            return False
        # A bare address cannot be made to point elsewhere.
        return True

    def _bounded(self, receive: Receive) -> Receive:
        left = self._options.largest_body

        async def bounded() -> Message:
            nonlocal left
            message = await receive()
            left -= len(message.get("body", b""))
            if left < 0:
                raise TooLargeError
            return message

        return bounded


def _refusal(scope: Scope, status: int, message: str, headers: dict[str, str] | None = None) -> Response:
    """A line of text, and in the API its one form of error."""
    if scope["path"].startswith("/api/"):
        return JSONResponse(error_body(status, message), status_code=status, headers=headers)
    return PlainTextResponse(f"{message}\n", status, headers)


def _comes_from_elsewhere(headers: Headers) -> bool:
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return True
    origin = headers.get("origin")
    return origin is not None and origin.partition("//")[2].lower() != headers.get("host", "").lower()


def _host_in(address: str) -> str:
    """The name of the host, empty where the address is none."""
    try:
        return (urlsplit(address).hostname or "").lower()
    except ValueError:
        return ""


def _is_at_most(length: str, largest: int) -> bool:
    """Whether a header is a number that is no larger; one of more digits is not even looked at."""
    digits = length.strip()
    return digits.isascii() and digits.isdigit() and len(digits) <= 18 and int(digits) <= largest


def _carrying(send: Send) -> Send:
    async def carrying(message: Message) -> None:
        if message["type"] == "http.response.start":
            headers = MutableHeaders(scope=message)
            for name, value in _CARRIED.items():
                headers.setdefault(name, value)
            headers.setdefault("cache-control", "no-cache")
        await send(message)

    return carrying
