"""What people put right: the list, the forms beside what is wrong, undoing, and the log of all changes."""

from collections.abc import Sequence
from typing import Annotated, Literal
from urllib.parse import urlencode, urlsplit

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from volgens.dossier_model import Stand
from volgens.ledger import AuditLine, CorrectionKind, Wanted
from volgens.model import Act
from volgens.pages.time_words import short_moment
from volgens.web.forms import Writer, tell
from volgens.web.proofs import describe_all, find_guests
from volgens.web.site import AnySite, AnyVisitor, Look, Site, Visitor, render, send_to

router = APIRouter()
MOST = 50
"""Corrections on a page."""

Text = Annotated[str, Form(max_length=500)]
Kind = Annotated[CorrectionKind | Literal[""], Query()]


@router.get("/corrections")
def corrections(  # noqa: PLR0913, PLR0917  (what the list may be narrowed by)
    site: AnySite,
    visitor: AnyVisitor,
    kind: Kind = "",
    by: Annotated[str, Query(max_length=200)] = "",
    article: Annotated[str, Query(max_length=64)] = "",
    standing: bool = False,
    before: Annotated[int | None, Query(ge=1, le=2**53)] = None,
) -> Response:
    """The corrections, newest first."""
    # Where names are not shown nobody may try them out either.
    by = "" if site.options.read_only else by
    wanted = Wanted(
        kinds=frozenset({kind}) if kind else frozenset(),
        by=by.strip() or None,
        article_id=article or None,
        undone=not standing,
        before=before,
    )
    found = site.ledger.page_corrections(wanted, MOST + 1)
    chosen = {"kind": kind, "by": by, "article": article, "standing": "true" if standing else ""}
    asked = {name: value for name, value in chosen.items() if value}
    values = {
        "lines": describe_all([site.shown(it) for it in found[:MOST]], visitor.interface),
        "kinds": tuple(CorrectionKind),
        "chosen": chosen,
        "asked": asked,
        "older": f"/corrections?{urlencode({**asked, 'before': found[MOST - 1].id})}" if len(found) > MOST else None,
        "back": f"/corrections?{urlencode(asked)}" if asked else "/corrections",
    }
    return render(site, visitor, "corrections.html.j2", Look(path="/corrections"), values)


@router.get("/corrections/log")
def log(site: AnySite, writer: Writer, before: Annotated[int | None, Query(ge=1, le=2**53)] = None) -> Response:
    """Every change to the ledger, newest first; for those who may make them."""
    lines = site.ledger.audit(MOST + 1, before=before)
    values = {
        "rows": [(line, short_moment(line.at, writer.interface), _details(line)) for line in lines[:MOST]],
        "older": f"/corrections/log?before={lines[MOST - 1].id}" if len(lines) > MOST else None,
    }
    return render(site, writer, "log.html.j2", Look(path="/corrections"), values)


def _details(line: AuditLine) -> str:
    return ", ".join(f"{name}: {value}" for name, value in line.data.items())


@router.post("/corrections/attribution")
def correct_attribution(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    writer: Writer,
    attribution: Text,
    name: Text = "",
    act: Annotated[Act | None, Form()] = None,
    do: Annotated[Literal["save", "none"], Form()] = "save",
) -> Response:
    """Another source, another act, or no statement at all."""
    article_id = site.ledger.article_with(attribution)
    found = next(a for a in site.ledger.reading(article_id).attributions if a.id == attribution)
    if do == "none":
        site.desk.reject_attribution(attribution, writer.name)
        tell(request, "not a statement", article=article_id, attribution=attribution)
        return send_to(f"/articles/{article_id}?at={found.content[0].start}#at")
    name = " ".join(name.split())
    changed = []
    if name and name != found.entity:
        site.desk.correct_actor(attribution, name, writer.name)
        changed.append(name)
    if act is not None and act is not found.act:
        # Its id does not depend on who says it, so it is still the same.
        site.desk.correct_act(attribution, act, writer.name)
        changed.append(act.value)
    if not changed:
        raise HTTPException(409, writer.interface.text("web_corrections.nothing_chosen"))
    tell(request, "corrected an attribution", article=article_id, attribution=attribution, to=", ".join(changed))
    return send_to(f"/articles/{article_id}?at={found.content[0].start}#at")


@router.post("/corrections/claim")
def correct_claim(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    writer: Writer,
    dossier: Text,
    stand: Text,
    do: Annotated[Literal["part", "join", "join_all"], Form()],
    other: Text = "",
) -> Response:
    """A statement belongs to another claim, or not to this one."""
    if do == "part":
        other = _beside(site, writer, dossier, stand)
        site.desk.part_claims(dossier, stand, other, writer.name)
    else:
        site.desk.join_claims(dossier, stand, other, writer.name, whole=do == "join_all")
    tell(request, "corrected a claim", dossier=dossier, statement=stand, other=other, how=do)
    return send_to(f"/dossiers/{dossier}?lit={stand}#s-{stand}")


def _beside(site: Site, visitor: Visitor, dossier_id: str, stand_id: str) -> str:
    """A stand of the same claim in other words: the first that asserts it, as the claim is about that."""
    dossier = site.desk.dossier(dossier_id)
    guests = find_guests(dossier)
    for claim in dossier.claims:
        stands = [stand for stand in claim.stands if (claim.id, stand.id) not in guests]
        own = next((stand for stand in stands if stand.id == stand_id), None)
        other = next((stand for stand in stands if own is not None and _said(stand) != _said(own)), None)
        if other is not None:
            return other.id
    raise HTTPException(409, visitor.interface.text("web_corrections.one_statement"))


def _said(stand: Stand) -> tuple[str | None, Sequence[str]]:
    return stand.actor, stand.quote.casefold().split()


@router.post("/corrections/actor")
def correct_actor(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    writer: Writer,
    dossier: Text,
    a: Text,
    same: Text = "",
    other: Text = "",
    everywhere: Annotated[Literal["yes", ""], Form()] = "",
) -> Response:
    """An actor is another one of the dossier, or is not somebody whose name it goes by."""
    home = None if everywhere else dossier
    if same:
        site.desk.merge_actors(a, same, writer.name, dossier_id=home)
    if other:
        site.desk.split_actors(a, other, writer.name, dossier_id=home)
    if not same and not other:
        raise HTTPException(409, writer.interface.text("web_corrections.nothing_chosen"))
    tell(request, "corrected an actor", name=a, same=same, other=other, dossier=home)
    return send_to(f"/dossiers/{dossier}#actors")


@router.post("/corrections/dossier")
def correct_dossier(  # noqa: PLR0913, PLR0917  (the fields of the form)
    request: Request,
    site: AnySite,
    writer: Writer,
    dossier: Text,
    do: Annotated[Literal["rename", "merge", "split"], Form()],
    title: Text = "",
    other: Text = "",
    article: Text = "",
) -> Response:
    """Another title, another dossier that is the same news, or an article that is not."""
    match do:
        case "rename":
            site.desk.rename(dossier, title, writer.name)
        case "merge":
            other = urlsplit(other.strip()).path.rstrip("/").rpartition("/")[2]
            site.desk.merge_dossiers(dossier, other, writer.name)
        case "split":
            site.desk.split_article(article, writer.name)
    tell(request, f"{do} dossier", dossier=dossier, title=title if do == "rename" else "", other=other, article=article)
    return send_to(f"/dossiers/{dossier}")


@router.post("/corrections/check")
def check(
    request: Request, site: AnySite, writer: Writer, article: Text, do: Annotated[Literal["yes", "no"], Form()]
) -> Response:
    """Somebody read an article through and left nothing wrong or missing, or takes that back."""
    if do == "yes":
        site.ledger.check(article, writer.name)
    else:
        site.ledger.uncheck(article)
    tell(request, "checked an article" if do == "yes" else "unchecked an article", article=article)
    return send_to(f"/articles/{article}#proofs")


@router.post("/corrections/{id}/undo")
def undo(request: Request, site: AnySite, writer: Writer, id: int, back: Text = "/corrections") -> Response:
    """A correction no longer holds; it stays in the list."""
    site.desk.undo(id, writer.name)
    tell(request, "undid a correction", correction=id)
    return send_to(back)
