"""Dossiers, whole or a part at a time."""

from typing import Annotated

from fastapi import Query

from volgens.dossier_model import Dossier, Happening, Position, Revision
from volgens.errors import LedgerError
from volgens.model import content_id
from volgens.web.api import answers
from volgens.web.api import schemas as s
from volgens.web.api.asking import UNCHANGED, AnyId, AnySite, AnyWindow, Since, Site, make_router, page_answer, zoned
from volgens.web.api.cursors import cut, read_cursor

router = make_router("dossiers")


@router.get("/dossiers", responses=UNCHANGED)
def dossiers(site: AnySite, window: AnyWindow, since: Since = None) -> s.PageAnswer[s.DossierHead]:
    """Dossiers, that with the newest article first; ``since`` keeps those with an article from then on."""
    page = site.ledger.list_dossiers(zoned(since), read_cursor("dossiers", window.cursor), window.limit)
    return page_answer("dossiers", page, answers.dossier_head)


@router.get("/dossiers/{id}", responses=UNCHANGED)
def dossier(id: AnyId, site: AnySite) -> s.DossierAnswer:
    """One dossier whole; the id of one that was merged gives what it became part of."""
    found = site.desk.dossier(id)
    return answers.dossier_answer(found, load_texts(site, found))


@router.get("/dossiers/{id}/claims", responses=UNCHANGED)
def claims(
    id: AnyId,
    site: AnySite,
    window: AnyWindow,
    contested: Annotated[bool, Query(description="Only claims that somebody contradicts.")] = False,
) -> s.PageAnswer[s.ClaimAnswer]:
    """What is claimed in a dossier, and who stands how towards it."""
    found = [claim for claim in site.desk.dossier(id).claims if claim.contested or not contested]
    page = cut("claims", found, lambda claim: claim.id, window.cursor, window.limit)
    return page_answer("claims", page, answers.claim_answer)


@router.get("/dossiers/{id}/positions", responses=UNCHANGED)
def positions(id: AnyId, site: AnySite, window: AnyWindow) -> s.PageAnswer[s.PositionAnswer]:
    """Who permits, refuses, promises, threatens, demands or warns what, and under which condition."""
    found = site.desk.dossier(id)
    texts = load_texts(site, found)
    page = cut("positions", found.positions, _position_key, window.cursor, window.limit)
    return page_answer("positions", page, lambda position: answers.position_answer(position, texts))


@router.get("/dossiers/{id}/timeline", responses=UNCHANGED)
def timeline(id: AnyId, site: AnySite, window: AnyWindow) -> s.PageAnswer[s.HappeningAnswer]:
    """What the articles of a dossier date, in order of time."""
    found = site.desk.dossier(id)
    texts = load_texts(site, found)
    page = cut("timeline", found.timeline, _happening_key, window.cursor, window.limit)
    return page_answer("timeline", page, lambda happening: answers.happening_answer(happening, texts))


@router.get("/dossiers/{id}/revisions", responses=UNCHANGED)
def revisions(id: AnyId, site: AnySite, window: AnyWindow) -> s.PageAnswer[s.RevisionAnswer]:
    """What later versions of the articles of a dossier added, dropped or reworded."""
    found = site.desk.dossier(id)
    texts = load_texts(site, found)
    page = cut("revisions", found.revisions, _revision_key, window.cursor, window.limit)
    return page_answer("revisions", page, lambda revision: answers.revision_answer(revision, texts))


def load_texts(site: Site, dossier: Dossier) -> answers.Texts:
    """The texts of all articles that parts of a dossier point into."""
    ids = {card.id for card in dossier.articles}
    ids |= {position.article_id for position in dossier.positions}
    ids |= {happening.article_id for happening in dossier.timeline}
    ids |= {id for revision in dossier.revisions for id in (revision.earlier, revision.later)}
    found = site.ledger.texts_of(sorted(ids))
    if missing := sorted(ids - set(found)):
        raise LedgerError(f"dossier {dossier.id} changed while it was read ({missing[0]} is gone); ask again")
    return found


def _position_key(position: Position) -> str:
    return content_id(position.article_id, position.attribution_id, position.act, position.matter, position.condition)


def _happening_key(happening: Happening) -> str:
    return content_id(happening.article_id, happening.at, happening.what)


def _revision_key(revision: Revision) -> str:
    return content_id(revision.earlier, revision.later)
