"""Articles, attributions, actors and hits: what was said, and by whom."""

from typing import Annotated, Literal

from fastapi import Path, Query

from volgens.ledger import CorrectionKind
from volgens.ledger.listing import ListFilters, Page
from volgens.web.api import answers
from volgens.web.api import schemas as s
from volgens.web.api.asking import (
    UNCHANGED,
    AnyFilters,
    AnyId,
    AnySite,
    AnyWindow,
    Outlet,
    Since,
    Until,
    Words,
    make_router,
    page_answer,
    zoned,
)
from volgens.web.api.cursors import read_cursor

router = make_router("what was said")
ActorName = Annotated[str, Path(min_length=1, max_length=300, description="The name as the ledger has it.")]


@router.get("/articles", responses=UNCHANGED)
def articles(  # noqa: PLR0913, PLR0917
    site: AnySite,
    window: AnyWindow,
    words: Words = "",
    outlet: Outlet = "",
    since: Since = None,
    until: Until = None,
    address: Annotated[
        str | None, Query(max_length=4000, description="Only the versions of the article at this address.")
    ] = None,
) -> s.PageAnswer[s.ArticleHead]:
    """Articles, newest first; those without a date come last."""
    if address is not None:
        found = site.ledger.articles_by_id(site.ledger.articles_at(address)[: window.limit])
        return page_answer("articles", Page(items=found, last=None), answers.article_head)
    filters = ListFilters(words=words, outlet=outlet or None, since=zoned(since), until=zoned(until))
    page = site.ledger.list_articles(filters, read_cursor("articles", window.cursor), window.limit)
    return page_answer("articles", page, answers.article_head)


@router.get("/articles/{id}", responses=UNCHANGED)
def article(id: AnyId, site: AnySite) -> s.ArticleAnswer:
    """One article with its text, blocks, attributions and all else that was taken from it."""
    reading = site.ledger.reading(id)
    address = reading.article.address
    versions = site.ledger.articles_at(address) if address else (id,)
    return answers.article_answer(reading, site.ledger.dossier_of(id), versions)


@router.get("/attributions", responses=UNCHANGED)
def attributions(filters: AnyFilters, window: AnyWindow, site: AnySite) -> s.PageAnswer[s.ToldAnswer]:
    """Who says what: attributions, those of the newest articles first."""
    page = site.ledger.list_attributions(filters, read_cursor("attributions", window.cursor), window.limit)
    return page_answer("attributions", page, answers.told_answer)


@router.get("/attributions/{id}", responses=UNCHANGED)
def attribution(id: AnyId, site: AnySite) -> s.ToldAnswer:
    """One attribution with the article that it stands in."""
    return answers.told_answer(site.ledger.attribution(id))


@router.get("/actors", responses=UNCHANGED)
def actors(
    site: AnySite,
    window: AnyWindow,
    prefix: Annotated[
        str, Query(max_length=300, description="Only names that begin so; upper and lower case are told apart.")
    ] = "",
) -> s.PageAnswer[s.ActorHead]:
    """Names of actors in order, each with the number of articles that it is found in."""
    page = site.ledger.list_actors(prefix, read_cursor("actors", window.cursor), window.limit)
    return page_answer("actors", page, answers.actor_head)


# The longer path first: a name may hold any character, and so the shorter one takes everything.
@router.get("/actors/{name:path}/attributions", responses=UNCHANGED)
def actor_attributions(name: ActorName, window: AnyWindow, site: AnySite) -> s.PageAnswer[s.ToldAnswer]:
    """What an actor says, newest first."""
    kind = f"actor {name}"[:200]
    page = site.ledger.list_attributions(ListFilters(speaker=name), read_cursor(kind, window.cursor), window.limit)
    if not page.items and window.cursor is None:
        site.ledger.actor(name)
    return page_answer(kind, page, answers.told_answer)


@router.get("/actors/{name:path}", responses=UNCHANGED)
def actor(name: ActorName, site: AnySite) -> s.ActorDetail:
    """One actor: kinds, for whom it speaks, what it does how often, and in which dossiers."""
    view = site.ledger.actor(name)
    same = site.ledger.corrections(CorrectionKind.SAME_ACTOR)
    pairs = [(c.details["a"], c.details["b"]) for c in same if c.details.get("dossier") is None]
    others = {str(b if a == name else a) for a, b in pairs if name in {a, b}}
    return answers.actor_detail(view, (name, *sorted(others)))


@router.get("/search", responses=UNCHANGED)
def search(
    filters: AnyFilters,
    window: AnyWindow,
    site: AnySite,
    order: Annotated[
        Literal["best", "latest"], Query(description="Best first, or what was read in last first.")
    ] = "best",
) -> s.PageAnswer[s.HitAnswer]:
    """Full-text search: attributions with the words, then articles in which no attribution has them all.

    Articles come only where neither actor, act nor stance is asked for. Without words or an actor all attributions
    come that pass the filters, those of the newest articles first.
    """
    if not filters.words.strip() and not filters.actor.strip():
        all_told = site.ledger.list_attributions(filters, read_cursor("search all", window.cursor), window.limit)
        return page_answer("search all", all_told, answers.told_hit)
    kind = f"search {order}"
    page = site.ledger.list_hits(filters, read_cursor(kind, window.cursor), window.limit, best_first=order == "best")
    return page_answer(kind, page, answers.hit_answer)
