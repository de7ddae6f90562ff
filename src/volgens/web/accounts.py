"""Signing in and out, and what somebody may change about their own account."""

from datetime import timedelta
from typing import Annotated, Literal

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from volgens.errors import LedgerError
from volgens.ledger.accounts import LONGEST_PASSWORD, SESSION_LASTS, Account
from volgens.web.site import (
    SESSION,
    AnySite,
    AnyVisitor,
    Look,
    Site,
    Visitor,
    keep_session,
    local_path,
    render,
    send_to,
)

router = APIRouter()
Word = Annotated[str, Form(max_length=LONGEST_PASSWORD)]
DAYS = {"30": timedelta(days=30), "365": timedelta(days=365), "": None}


@router.get("/login")
def sign_in_form(site: AnySite, visitor: AnyVisitor, back: Annotated[str, Query(max_length=2000)] = "/") -> Response:
    """Ask for name and password."""
    if not site.protected or visitor.account is not None:
        return send_to(back)
    return _form(site, visitor, back)


def _form(site: Site, visitor: Visitor, back: str, reason: str | None = None, status: int = 200) -> Response:
    look = Look(path="/login", status=status)
    return render(site, visitor, "login.html.j2", look, {"back": local_path(back), "reason": reason})


@router.post("/login")
def sign_in(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    visitor: AnyVisitor,
    name: Annotated[str, Form(max_length=200)] = "",
    password: Word = "",
    back: Annotated[str, Form(max_length=2000)] = "/",
) -> Response:
    """A new session where the password is right; how often that may be tried is counted by account."""
    wait = site.attempts.wait(name.strip().casefold())
    if wait:
        answer = _form(site, visitor, back, visitor.interface.text("web_account.too_often", seconds=int(wait) + 1), 429)
        answer.headers["retry-after"] = str(int(wait) + 1)
        return answer
    account = site.ledger.sign_in(name, password)
    if account is None:
        _note(site, request, "sign-in refused", name.strip()[:60])
        return _form(site, visitor, back, visitor.interface.text("web_account.wrong"), 403)
    _note(site, request, "signed in", account.name)
    site.ledger.end_session(visitor.session)
    return _enter(site, account, back)


def _enter(site: Site, account: Account, back: str) -> Response:
    """A word that the browser never had before, so that one that somebody else knows is worth nothing."""
    answer = send_to(back)
    keep_session(site, answer, site.ledger.begin_session(account.name), int(SESSION_LASTS.total_seconds()))
    return answer


def _note(site: Site, request: Request, what: str, who: str, **data: str) -> None:
    site.ledger.note(what, who=who, address=request.client.host if request.client else None, data=data)


@router.post("/logout")
def sign_out(request: Request, site: AnySite, visitor: AnyVisitor) -> Response:
    """End this session."""
    if visitor.account is not None:
        site.ledger.end_session(visitor.session)
        _note(site, request, "signed out", visitor.account.name)
    answer = send_to("/")
    answer.delete_cookie(SESSION)
    return answer


@router.get("/account")
def account(site: AnySite, visitor: AnyVisitor) -> Response:
    """What somebody may change about their own account."""
    return _page(site, visitor, _own(visitor))


def _own(visitor: Visitor) -> Account:
    if visitor.account is None:
        raise HTTPException(404, "there is no account to change; nobody needs one here")
    return visitor.account


def _page(site: Site, visitor: Visitor, own: Account, made: str | None = None, reason: str | None = None) -> Response:
    values = {"account": own, "tokens": site.ledger.tokens_of(own.name), "made": made, "reason": reason}
    return render(site, visitor, "accounts.html.j2", Look(path="/account", status=422 if reason else 200), values)


@router.post("/account/password")
def change_password(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request, site: AnySite, visitor: AnyVisitor, password: Word = "", new: Word = "", again: Word = ""
) -> Response:
    """A new password for whoever knows the old one; all other sessions end."""
    own, text = _own(visitor), visitor.interface.text
    if site.attempts.wait(own.name.casefold()):
        return _page(site, visitor, own, reason=text("web_account.too_often", seconds=60))
    if site.ledger.sign_in(own.name, password) is None:
        return _page(site, visitor, own, reason=text("web_account.old_wrong"))
    if new != again:
        return _page(site, visitor, own, reason=text("web_account.not_the_same"))
    try:
        site.ledger.set_password(own.name, new)
    except LedgerError:
        return _page(site, visitor, own, reason=text("web_account.too_short"))
    _note(site, request, "changed the password", own.name)
    return _enter(site, own, "/account")


@router.post("/account/tokens")
def change_tokens(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    visitor: AnyVisitor,
    label: Annotated[str, Form(max_length=60)] = "",
    days: Annotated[Literal["30", "365", ""], Form()] = "365",
    revoke: Annotated[str, Form(max_length=64)] = "",
) -> Response:
    """Make a token, which is shown once, or take one away."""
    own = _own(visitor)
    if revoke:
        site.ledger.revoke_token(own.name, revoke)
        _note(site, request, "revoked a token", own.name, token=revoke)
        return send_to("/account")
    word = site.ledger.make_token(own.name, label, DAYS[days])
    _note(site, request, "made a token", own.name, label=label)
    answer = _page(site, visitor, own, made=word)
    answer.headers["cache-control"] = "no-store"
    return answer


@router.post("/account/sessions")
def sign_out_everywhere(request: Request, site: AnySite, visitor: AnyVisitor) -> Response:
    """End all sessions of the account, this one too."""
    own = _own(visitor)
    ended = site.ledger.end_sessions(own.name)
    _note(site, request, "signed out everywhere", own.name, sessions=str(ended))
    answer = send_to("/login")
    answer.delete_cookie(SESSION)
    return answer
