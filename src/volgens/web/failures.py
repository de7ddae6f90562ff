"""When something goes wrong: a page for readers, one form of JSON for programs."""

from urllib.parse import urlencode

from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Match

from volgens.errors import VolgensError
from volgens.web.problems import error_body
from volgens.web.site import Look, get_site, get_visitor, render, send_to


def answer_error(request: Request, status: int, message: str, details: object = None,
                 headers: dict[str, str] | None = None) -> Response:  # fmt: skip
    """``{"error": {"status", "kind", "message", "details"}}`` under ``/api/``, else a page that says the same."""
    if request.url.path.startswith("/api/"):
        return JSONResponse(error_body(status, message, details), status_code=status, headers=headers)
    site, visitor = get_site(request), get_visitor(request)
    if status == 401:
        back = request.url.path if request.method == "GET" else "/"
        query = f"?{request.url.query}" if request.method == "GET" and request.url.query else ""
        return send_to(f"/login?{urlencode({'back': back + query})}")
    look = Look(path=request.url.path, status=status)
    answer = render(site, visitor, "error.html.j2", look, {"message": message, "code": status})
    answer.headers.update(headers or {})
    return answer


async def answer_failure(request: Request, error: Exception) -> Response:
    """For what FastAPI and our own code refuse by status."""
    if not isinstance(error, HTTPException):
        raise error
    headers = {name.lower(): value for name, value in (error.headers or {}).items()}
    if error.status_code == 405:
        headers["allow"] = ", ".join(sorted(_methods_at(request))) or headers.get("allow", "GET")
    return answer_error(request, error.status_code, str(error.detail), headers=headers)


def _methods_at(request: Request) -> set[str]:
    """What may be done at an address; Starlette itself names what the first of its routes there does."""
    known = ("GET", "POST", "PUT", "PATCH", "DELETE")
    routes: list[BaseRoute] = request.app.router.routes
    return {
        method
        for method in known
        if any(route.matches({**request.scope, "method": method})[0] is Match.FULL for route in routes)
    }


async def answer_invalid(request: Request, error: Exception) -> Response:
    """For parameters that are not what the address takes; names each."""
    if not isinstance(error, RequestValidationError):
        raise error
    places = [{"where": ".".join(str(p) for p in e["loc"]), "what": e["msg"]} for e in error.errors()]
    message = "; ".join(f"{place['where']}: {place['what']}" for place in places)
    return answer_error(request, 422, message, places)


async def answer_own_error(request: Request, error: Exception) -> Response:
    """For what the ledger does not have or cannot do: its own one line."""
    if not isinstance(error, VolgensError):
        raise error
    # Where the ledger lies is no business of who asks.
    message = str(error).removeprefix(f"{get_site(request).ledger.place}: ")
    return answer_error(request, 404 if "there is no" in message else 409, message)


async def answer_too_large(request: Request, _: Exception) -> Response:
    return answer_error(request, 413, "the body is larger than this site takes")
