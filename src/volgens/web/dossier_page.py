"""The page of a dossier, and of one that was merged into another."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import HTMLResponse, Response

from volgens.pages import build_dossier_page
from volgens.web.proofs import proof_dossier
from volgens.web.rendered import rendered_of
from volgens.web.site import AnySite, AnyVisitor, Site, Visitor, render_page, send_to

router = APIRouter()
Opened = Annotated[str, Query(max_length=300)]


def link_to(article_id: str, start: int) -> str:
    """Where the site shows the word at ``start`` of an article, its sentence lit."""
    return f"/articles/{article_id}?at={start}#at"


@router.get("/dossiers/{id}")
def dossier(  # noqa: PLR0913, PLR0917  (what the page is about, and what of it is being corrected)
    id: str,
    request: Request,
    site: AnySite,
    visitor: AnyVisitor,
    fix: Opened = "",
    lit: Opened = "",
    actor: Opened = "",
) -> Response:
    """Claims, positions, timeline, revisions, actors and articles of one event.

    ``fix`` is a stand whose form is open, ``lit`` one that was just moved, ``actor`` a name whose form is open.
    """
    home, key = site.desk.dossier_key(id)
    if home != id:
        return send_to(f"/dossiers/{home}")
    opened = (fix, lit, actor)
    if any(opened):
        return _make(site, visitor, id, opened)
    return rendered_of(request).answer(request, visitor, (id, key), lambda: _make(site, visitor, id, opened))


def _make(site: Site, visitor: Visitor, id: str, opened: tuple[str, str, str]) -> HTMLResponse:
    found = site.desk.dossier(id)
    articles = {article.id: article for article in site.ledger.articles_of([card.id for card in found.articles])}
    page = build_dossier_page(found, articles, language=visitor.interface.language, link_to=link_to)
    return render_page(site, visitor, page, f"/dossiers/{id}", {"proof": proof_dossier(visitor, found, opened)})
