"""Pages that were made before, kept as long as nothing that they show has changed."""

import gzip
import hashlib
import secrets
from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass
from threading import Lock

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from volgens.web.site import Visitor, keep_session

MOST_BYTES = 64_000_000
"""All pages that are kept, with their compressed forms."""

BLANK = secrets.token_hex(16).encode()
"""Stands in a kept page for the word that a visitor's forms must carry; nobody can have written it."""

LEVEL = 5
"""Of compression: beyond it a page hardly shrinks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A page as it was made for whoever it was made for; ``packed`` where it is the same for everybody."""

    body: bytes
    packed: bytes | None
    policy: str
    tag: str

    @property
    def size(self) -> int:
        return len(self.body) + len(self.packed or b"")


class Rendered:
    """The pages made last, up to `MOST_BYTES`; threads may share it."""

    def __init__(self, most: int = MOST_BYTES) -> None:
        self._most, self._size = most, 0
        self._pages: OrderedDict[Hashable, Kept] = OrderedDict()
        self._lock = Lock()

    def answer(self, request: Request, visitor: Visitor, key: Hashable, make: Callable[[], HTMLResponse]) -> Response:
        """The page that ``key`` stands for, made by ``make`` where it is not known.

        ``key`` must change with all that the page shows but for the visitor's language, theme, name and rights.
        """
        whole = (key, visitor.interface.language, visitor.theme, visitor.may_write, visitor.name, visitor.account)
        kept = self._find(whole)
        if kept is None:
            kept = _keep(make(), visitor)
            self._add(whole, kept)
        return _send(request, visitor, kept)

    def _find(self, key: Hashable) -> Kept | None:
        with self._lock:
            found = self._pages.get(key)
            if found is not None:
                self._pages.move_to_end(key)
            return found

    def _add(self, key: Hashable, kept: Kept) -> None:
        with self._lock:
            before = self._pages.pop(key, None)
            self._pages[key] = kept
            self._size += kept.size - (before.size if before else 0)
            while self._size > self._most:
                _, gone = self._pages.popitem(last=False)
                self._size -= gone.size


def _keep(made: HTMLResponse, visitor: Visitor) -> Kept:
    body = bytes(made.body).replace(visitor.token.encode(), BLANK)
    policy = made.headers["content-security-policy"]
    return Kept(
        body=body,
        packed=None if BLANK in body else gzip.compress(body, LEVEL, mtime=0),
        policy=policy,
        tag=hashlib.sha256(body.replace(BLANK, b"")).hexdigest()[:24],
    )


def _send(request: Request, visitor: Visitor, kept: Kept) -> Response:
    # A page with forms in it is each visitor's own.
    tag = f'W/"{kept.tag}"' if kept.packed else f'W/"{kept.tag}{visitor.token[:8]}"'
    headers = {"content-security-policy": kept.policy, "etag": tag, "vary": "accept-encoding, accept-language, cookie"}
    if tag in request.headers.get("if-none-match", ""):
        answer = Response(status_code=304, headers=headers)
    else:
        body = kept.body if kept.packed else kept.body.replace(BLANK, visitor.token.encode())
        if "gzip" in request.headers.get("accept-encoding", ""):
            headers["content-encoding"] = "gzip"
            body = kept.packed or gzip.compress(body, 1, mtime=0)
        answer = HTMLResponse(body, headers=headers)
    if visitor.fresh:
        keep_session(request.app.state.site, answer, visitor.session)
    return answer


def rendered_of(request: Request) -> Rendered:
    """The kept pages of the running application."""
    found = request.app.state.rendered
    if not isinstance(found, Rendered):
        raise TypeError("the application was not started; run it with a lifespan")
    return found
