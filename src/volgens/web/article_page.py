"""The page of an article: its text as printed, with every attribution marked."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from volgens.pages import build_article_page
from volgens.web.proofs import proof_article
from volgens.web.site import AnySite, AnyVisitor, render_page

router = APIRouter()


@router.get("/articles/{id}")
def article(
    id: str,
    site: AnySite,
    visitor: AnyVisitor,
    at: Annotated[int | None, Query(ge=0, le=10_000_000)] = None,
    fix: Annotated[str, Query(max_length=64)] = "",
) -> Response:
    """One article; ``at`` is the place of a character whose sentence is lit, ``fix`` the attribution to correct."""
    reading = site.ledger.reading(id)
    page = build_article_page(reading, language=visitor.interface.language, at=at)
    return render_page(site, visitor, page, f"/articles/{id}", {"proof": proof_article(site, visitor, reading, fix)})
