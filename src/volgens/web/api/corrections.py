"""What people put right: listing it, making it, undoing it."""

from typing import Annotated

from fastapi import Path, Query, Request, Response

from volgens.ledger import Correction, CorrectionKind, Wanted
from volgens.ledger.listing import Page
from volgens.web.api import answers
from volgens.web.api import schemas as s
from volgens.web.api.asking import UNCHANGED, AnySite, AnyWindow, Site, Writer, make_router, page_answer
from volgens.web.api.cursors import read_number
from volgens.web.forms import tell

router = make_router("corrections")


@router.get("/corrections", responses=UNCHANGED)
def corrections(
    site: AnySite,
    window: AnyWindow,
    kind: Annotated[CorrectionKind | None, Query(description="Only of this kind.")] = None,
    undone: Annotated[bool, Query(description="Also those that were undone.")] = False,
) -> s.PageAnswer[s.CorrectionAnswer]:
    """Corrections, the last first."""
    after = read_number("corrections", window.cursor)
    wanted = Wanted(kinds=frozenset({kind}) if kind else frozenset(), undone=undone, before=after)
    found = site.ledger.page_corrections(wanted, window.limit + 1)
    items = tuple(site.shown(correction) for correction in found[: window.limit])
    more = len(found) > window.limit
    page = Page(items=items, last=(items[-1].id,) if more else None)
    return page_answer("corrections", page, answers.correction_answer)


@router.post("/corrections", status_code=201)
def correct(wanted: s.CorrectionRequest, request: Request, site: AnySite, writer: Writer) -> s.CorrectionAnswer:
    """Put something right. It comes before what the program thinks, holds for what comes later, and can be undone."""
    made = _carry_out(wanted, site, writer.name)
    tell(request, "corrected through the API", correction=made.id, **wanted.model_dump(mode="json"))
    return answers.correction_answer(made)


@router.delete("/corrections/{id}", status_code=204)
def undo(id: Annotated[int, Path(ge=1, le=2**53)], site: AnySite, writer: Writer) -> Response:
    """Undo a correction that holds; it stays in the list with the time."""
    site.desk.undo(id, writer.name)
    return Response(status_code=204)


def _carry_out(wanted: s.CorrectionRequest, site: Site, by: str | None) -> Correction:
    match wanted:
        case s.SameActor():
            return site.desk.merge_actors(wanted.a, wanted.b, by, dossier_id=wanted.dossier)
        case s.OtherActor():
            return site.desk.split_actors(wanted.a, wanted.b, by, dossier_id=wanted.dossier)
        case s.MergeDossiers():
            return site.desk.merge_dossiers(wanted.into, wanted.other, by)
        case s.SplitArticle():
            return site.desk.split_article(wanted.article, by)
        case s.RenameDossier():
            return site.desk.rename(wanted.dossier, wanted.title, by)
        case s.RightActor():
            return site.desk.correct_actor(wanted.attribution, wanted.name, by)
        case s.RightAct():
            return site.desk.correct_act(wanted.attribution, wanted.act, by)
        case s.NoAttribution():
            return site.desk.reject_attribution(wanted.attribution, by)
        case s.SameClaim():
            return site.desk.join_claims(wanted.dossier, wanted.stand, wanted.other, by, whole=wanted.whole)
        case s.OtherClaim():
            return site.desk.part_claims(wanted.dossier, wanted.stand, wanted.other, by)
