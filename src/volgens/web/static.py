"""The style sheet and the script, under names that change with what they hold."""

from fastapi import APIRouter
from starlette.exceptions import HTTPException
from starlette.responses import Response

from volgens.web.site import static_files

router = APIRouter()
TYPES = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8"}


@router.get("/static/{name}")
def static(name: str) -> Response:
    """One file; it never changes under its name, so a browser asks once."""
    if name not in static_files():
        raise HTTPException(404, "there is no such file")
    kind, data = static_files()[name]
    headers = {"cache-control": "public, max-age=31536000, immutable"}
    return Response(data, media_type=TYPES[kind], headers=headers)
