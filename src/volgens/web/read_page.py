"""Reading in: a text, an address or a file becomes an article page at once; nothing is kept until somebody says so."""

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import PurePath
from typing import Annotated
from urllib.parse import urlsplit

import fastapi
from fastapi import APIRouter, File, Form
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from volgens.errors import IntakeError, VolgensError
from volgens.fetching import Fetched, Fetcher
from volgens.intake.decoding import sniff_media_type
from volgens.intake.kinds import MEDIA_TYPES, FileKind, find_kind, find_suffix
from volgens.language.interface import Interface
from volgens.model import RawDocument
from volgens.pages import Page, build_article_page
from volgens.web.keeping import Draft, drafts_of, keep, reader_for
from volgens.web.site import AnySite, AnyVisitor, Look, Site, Visitor, render, render_page, send_to

router = APIRouter()
HEAD = 4096
LONGEST_ADDRESS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """What stands in the form."""

    text: str = ""
    address: str = ""
    name: str = ""
    data: bytes = b""


@router.get("/read")
def form(site: AnySite, visitor: AnyVisitor) -> Response:
    """Where a text goes in."""
    reader_for(site)
    return _form(site, visitor, Given(), None)


@router.post("/read")
def read(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    visitor: AnyVisitor,
    text: Annotated[str, Form()] = "",
    address: Annotated[str, Form()] = "",
    file: Annotated[fastapi.UploadFile | str | None, File()] = None,
) -> Response:
    """Read what was given and show it, or the form again with the reason why not."""
    reader = reader_for(site)
    upload = (file.filename or "", file.file.read()) if isinstance(file, UploadFile) else ("", b"")
    given = Given(text=text, address=address.strip(), name=upload[0], data=upload[1])
    try:
        document = _document(given, site, visitor.interface)
        draft = drafts_of(request).add(document, reader.read(document))
    except VolgensError as error:
        return _form(site, visitor, given, str(error))
    except HTTPException as error:
        return _form(site, visitor, given, str(error.detail), error.status_code)
    return send_to(f"/read/{draft.id}")


@router.get("/read/{id}")
def show(request: Request, site: AnySite, visitor: AnyVisitor, id: str) -> Response:
    """What was read, as the page of an article."""
    draft = _draft(request, visitor, id)
    page = build_article_page(draft.reading, language=visitor.interface.language)
    shown = Page(template="reading.html.j2", values=page.values, sheet=page.sheet, rules=page.rules)
    known = site.ledger.has_article(draft.reading.article.id)
    return render_page(site, visitor, shown, "/read", {"draft": draft, "known": known})


@router.post("/read/{id}/keep")
def keep_it(request: Request, site: AnySite, visitor: AnyVisitor, id: str) -> Response:
    """Keep what was shown, and go to its page."""
    reader_for(site)
    draft = _draft(request, visitor, id)
    keep(site, draft.document, draft.reading, "web")
    drafts_of(request).drop(id)
    return send_to(f"/articles/{draft.reading.article.id}")


def _draft(request: Request, visitor: Visitor, id: str) -> Draft:
    draft = drafts_of(request).get(id)
    if draft is None:
        raise HTTPException(404, visitor.interface.text("web_read.gone"))
    return draft


def _form(site: Site, visitor: Visitor, given: Given, reason: str | None, status: int = 422) -> Response:
    look = Look(path="/read", status=status if reason else 200)
    return render(site, visitor, "read.html.j2", look, {"given": given, "reason": reason})


def _document(given: Given, site: Site, interface: Interface) -> RawDocument:
    """The one document that was given; `IntakeError` where there is none or it cannot be had."""
    if given.data:
        return _of_file(given, interface)
    if given.address:
        return _of_address(given.address, site, interface)
    if given.text.strip():
        # A browser sends line ends as a printer would want them.
        data = given.text.replace("\r\n", "\n").encode("utf-8", "replace")
        at = datetime.now(UTC)
        return RawDocument(data=data, media_type="text/plain; charset=utf-8", location="web:text", captured=at)
    raise IntakeError(interface.text("web_read.nothing"))


def _of_file(given: Given, interface: Interface) -> RawDocument:
    name = PurePath(given.name.replace("\\", "/")).name[:200] or "file"
    if find_kind(PurePath(name), given.data[:HEAD], mapped=False) is not FileKind.DOCUMENT:
        raise IntakeError(interface.text("web_read.several", name=name))
    kind = MEDIA_TYPES.get(find_suffix(PurePath(name))) or sniff_media_type(given.data)
    return RawDocument(data=given.data, media_type=kind, location=f"web:{name}", captured=datetime.now(UTC))


def _of_address(address: str, site: Site, interface: Interface) -> RawDocument:
    try:
        whole = address if "://" in address else f"https://{address}"
        fine = urlsplit(whole).scheme in {"http", "https"} and len(whole) <= LONGEST_ADDRESS
    except ValueError:
        fine = False
    if not fine:
        raise IntakeError(interface.text("web_read.no_address", address=address[:100]))
    with Fetcher(site.settings) as fetcher:
        answer = fetcher.fetch(whole)
    if not isinstance(answer, Fetched):
        raise IntakeError(interface.text("web_read.no_address", address=address[:100]))
    return answer.document
