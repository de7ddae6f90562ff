"""Who may come in, whose form may change something, and the line that every change leaves in the log.

All of it stands before every address of the site, so that a new page cannot forget it.
"""

import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request
from starlette.concurrency import run_in_threadpool
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from volgens.web.guards import UNSAFE
from volgens.web.site import AnyVisitor, Site, Visitor, get_site

TOKEN, TOKEN_HEADER = "csrf", "x-csrf-token"
OPEN = ("/login", "/preferences", "/static/", "/api/v1/health")
"""What those who have not signed in may see."""

UNPUBLISHED = ("/health", "/corrections/log", "/api/v1/runs", "/api/v1/quarantine", "/api/v1/feeds", "/api/v1/jobs")
"""How the work goes and who does it: nothing that a site for publishing tells."""

HARMLESS = frozenset({"/preferences"})
"""Forms that change nothing but how their sender sees the site; they need no token."""

OWN = ("/seen", "/read", "/login", "/logout", "/account", "/account/password", "/account/tokens", "/account/sessions")
"""Forms that change nothing that others see, and so are for readers too."""

READING = ("/api/v1/extract",)
"""Addresses of the API where sending something changes nothing."""

SECRET = frozenset({TOKEN, "password", "new", "again", "back"})
FORMS = ("application/x-www-form-urlencoded", "multipart/form-data")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What a request does, for the log."""

    what: str
    who: str | None
    address: str | None
    data: Mapping[str, str]


async def admit(request: Request, visitor: AnyVisitor) -> None:
    """Refuse whoever may not see this, or not change it, or sends a form that was not shown to them."""
    site, path = get_site(request), request.url.path
    if site.protected and visitor.account is None and not path.startswith(OPEN):
        raise HTTPException(401, "sign in first", {"www-authenticate": "Bearer"} if path.startswith("/api/") else None)
    if site.options.read_only and path.startswith(UNPUBLISHED):
        raise HTTPException(403, "this site is for reading only; how the work goes is not shown here")
    if request.method not in UNSAFE or path in HARMLESS:
        return
    if site.options.read_only and path not in {"/seen", *READING}:
        raise HTTPException(403, "this site is for reading only; nothing can be changed or read in here")
    fields = await _fields(request)
    if path.startswith("/api/"):
        if path in READING:
            return
        _check_program(site, visitor)
    else:
        _check_form(visitor, fields.get(TOKEN, request.headers.get(TOKEN_HEADER, "")))
        if path in OWN:
            return
    check_may_write(visitor)
    data = {name: value for name, value in fields.items() if name not in SECRET and value}
    client = request.client.host if request.client else None
    request.state.change = Change(what=f"{request.method} {path}", who=visitor.name, address=client, data=data)


def check_may_write(visitor: Visitor) -> None:
    if not visitor.may_write:
        raise HTTPException(403, "this account may read and not change anything; ask an editor")


def _check_program(site: Site, visitor: Visitor) -> None:
    """A cookie lets a browser look at the API; to change something there a program needs its token."""
    if site.protected and not visitor.by_token:
        raise HTTPException(403, "the API changes things for a token only; make one on the page of your account")


def _check_form(visitor: Visitor, token: str) -> None:
    if visitor.fresh or not hmac.compare_digest(token.encode(), visitor.token.encode()):
        raise HTTPException(403, "this form is no longer valid; load the page again and send it once more")


async def _fields(request: Request) -> Mapping[str, str]:
    """The fields of a form with their last value, a file by its name."""
    if not request.headers.get("content-type", "").lower().startswith(FORMS):
        return {}
    form = await request.form()
    return {
        name: f"file: {value.filename}" if isinstance(value, UploadFile) else value
        for name, value in form.multi_items()
    }


def get_writer(visitor: AnyVisitor) -> Visitor:
    """The visitor, where they may change something; that the form is theirs is known by then."""
    check_may_write(visitor)
    return visitor


Writer = Annotated[Visitor, Depends(get_writer)]


def tell(request: Request, what: str, **data: object) -> None:
    """Say in the log what this request did, in better words than its address."""
    change = getattr(request.state, "change", None)
    if isinstance(change, Change):
        plain = {name: str(value) for name, value in data.items() if value}
        request.state.change = Change(what=what, who=change.who, address=change.address, data=plain)


class Auditing:
    """Keeps a line in the log for every change that was answered without an error, before the answer is sent."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] not in UNSAFE:
            await self._app(scope, receive, send)
            return
        state = scope.setdefault("state", {})

        async def keeping(message: Message) -> None:
            change = state.pop("change", None)
            if message["type"] == "http.response.start" and isinstance(change, Change) and message["status"] < 400:
                note = scope["app"].state.site.ledger.note
                await run_in_threadpool(note, change.what, who=change.who, address=change.address, data=change.data)
            await send(message)

        await self._app(scope, receive, keeping)
