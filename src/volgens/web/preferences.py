"""How somebody wants to see the site: language and light, kept in a cookie of their own."""

from typing import Annotated, Literal

from fastapi import APIRouter, Form
from starlette.responses import Response

from volgens.web.site import LANGUAGE, THEME, AnySite, send_to

router = APIRouter()
YEAR = 365 * 24 * 3600


@router.post("/preferences")
def prefer(
    site: AnySite,
    back: Annotated[str, Form()] = "/",
    lang: Annotated[Literal["nl", "en"] | None, Form()] = None,
    theme: Annotated[Literal["auto", "light", "dark"] | None, Form()] = None,
) -> Response:
    """Keep a choice and go back to the page where it was made; changes nothing for anybody else."""
    answer = send_to(back)
    for name, value in ((LANGUAGE, lang), (THEME, theme)):
        if value is not None:
            answer.set_cookie(name, value, max_age=YEAR, httponly=True, samesite="lax", secure=site.options.https)
    return answer
