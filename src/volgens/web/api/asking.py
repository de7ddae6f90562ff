"""What the addresses of the API have in common: their parameters, their errors, and answers that did not change."""

import hashlib
from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Annotated, TypeVar

from fastapi import APIRouter, Depends, Path, Query, Request, Response
from fastapi.routing import APIRoute
from pydantic import BaseModel, BeforeValidator
from starlette.exceptions import HTTPException

from volgens.ledger.listing import ListFilters, Page
from volgens.model import Act, Stance
from volgens.web.api.answers import acts_of
from volgens.web.api.cursors import LONGEST, write_cursor
from volgens.web.api.schemas import ErrorAnswer, PageAnswer
from volgens.web.forms import check_may_write
from volgens.web.site import AnySite, AnyVisitor, Site, Visitor

MOST = 200
"""Items on a page."""

Limit = Annotated[int, Query(ge=1, le=MOST, description=f"Items on a page, {MOST} at most.")]
Cursor = Annotated[
    str | None, Query(max_length=LONGEST, description="The `next` of the page before; leave it out for the first.")
]
AnyId = Annotated[str, Path(max_length=64, description="An id as lists give it.")]

PROBLEMS: dict[int | str, dict[str, object]] = {
    status: {"model": ErrorAnswer, "description": what}
    for status, what in {
        400: "The request cannot be read.",
        401: "Who asks is not known; give a token.",
        403: "Who asks may not do this, or nobody may here.",
        404: "There is no such thing.",
        409: "The ledger cannot do this as it stands.",
        413: "The body is too large.",
        421: "The site is not known under that name.",
        422: "A parameter or the body is not what this address takes; `details` names each.",
        429: "Asked too often; wait as long as `Retry-After` says.",
        503: "Too much is waiting, or something needed is not there; try again later.",
    }.items()
}
UNCHANGED: dict[int | str, dict[str, object]] = {304: {"description": "Nothing changed since the ETag that was sent."}}

Handler = Callable[[Request], Coroutine[object, object, Response]]


class TaggedRoute(APIRoute):
    """Gives what it answers to GET an ETag, and no body where the client has that very answer."""

    def get_route_handler(self) -> Handler:
        answer = super().get_route_handler()

        async def tagged(request: Request) -> Response:
            response = await answer(request)
            if request.method not in {"GET", "HEAD"} or response.status_code != 200:
                return response
            tag = f'"{hashlib.sha256(bytes(response.body)).hexdigest()[:32]}"'
            if _has(request.headers.get("if-none-match", ""), tag):
                return Response(status_code=304, headers={"etag": tag})
            response.headers["etag"] = tag
            return response

        return tagged


def _has(sent: str, tag: str) -> bool:
    """Whether ``tag`` is among the tags of an If-None-Match; a proxy may have made it weak."""
    return any(part.strip().removeprefix("W/") in {tag, "*"} for part in sent.split(","))


def make_router(name: str) -> APIRouter:
    """A router for the resources of one kind."""
    return APIRouter(tags=[name], route_class=TaggedRoute, responses=PROBLEMS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """Which part of a list is asked for."""

    cursor: str | None
    limit: int


def read_window(cursor: Cursor = None, limit: Limit = 50) -> Window:
    return Window(cursor=cursor, limit=limit)


AnyWindow = Annotated[Window, Depends(read_window)]

Words = Annotated[
    str,
    Query(max_length=500, description='All of these words; `"` holds a phrase together, `word*` any word so begun.'),
]
Named = Annotated[str, Query(max_length=300, description="Words of the speaker's name, in their order.")]
AnyAct = Annotated[Act | None, Query(description="What the source does.")]
AnyStance = Annotated[
    Stance | None, Query(description="What the act alone says of the content; a dossier says more, claim by claim.")
]
Outlet = Annotated[str, Query(max_length=300, description="The outlet as the ledger has it, whatever the case.")]


def _not_number(value: object) -> object:
    """A bare number would be taken for seconds since 1970, which nobody means by a date."""
    if isinstance(value, str) and value.strip().lstrip("+-").replace(".", "", 1).isdigit():
        raise ValueError("give a date or a time, as 2026-03-01T12:00:00+01:00")
    return value


Given = Annotated[datetime | None, BeforeValidator(_not_number)]
Since = Annotated[Given, Query(description="Published at or after this time; without a zone it is UTC.")]
Until = Annotated[Given, Query(description="Published before this time; without a zone it is UTC.")]


def read_filters(  # noqa: PLR0913, PLR0917  (a filter each)
    words: Words = "",
    actor: Named = "",
    act: AnyAct = None,
    stance: AnyStance = None,
    outlet: Outlet = "",
    since: Since = None,
    until: Until = None,
) -> ListFilters:
    acts = None if stance is None else acts_of(stance)
    if act is not None:
        acts = frozenset({act}) if acts is None else acts & {act}
    return ListFilters(
        words=words, actor=actor, acts=acts, outlet=outlet or None, since=zoned(since), until=zoned(until)
    )


AnyFilters = Annotated[ListFilters, Depends(read_filters)]


def zoned(moment: datetime | None) -> datetime | None:
    return moment if moment is None or moment.tzinfo else moment.replace(tzinfo=UTC)


def may_change(site: AnySite, visitor: AnyVisitor) -> Visitor:
    """The visitor, where anything may be changed by them."""
    if site.options.read_only:
        raise HTTPException(403, "this site is for reading only; nothing can be changed or read in here")
    check_may_write(visitor)
    return visitor


Writer = Annotated[Visitor, Depends(may_change)]

T = TypeVar("T")
A = TypeVar("A", bound=BaseModel)


def page_answer(kind: str, page: Page[T], answer: Callable[[T], A]) -> PageAnswer[A]:
    """A page of records as the API gives it."""
    return PageAnswer(items=tuple(answer(item) for item in page.items), next=write_cursor(kind, page.last))


__all__ = [
    "PROBLEMS", "UNCHANGED", "AnyFilters", "AnyId", "AnySite", "AnyVisitor", "AnyWindow", "Site", "TaggedRoute",
    "Window", "Writer", "make_router", "page_answer", "zoned",
]  # fmt: skip
