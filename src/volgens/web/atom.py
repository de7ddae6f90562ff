"""Feeds: what a dossier or a search brings, for whoever follows it in a feed reader."""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from xml.etree import ElementTree as Xml

from fastapi import APIRouter, Request
from starlette.responses import Response

from volgens.language.interface import Interface
from volgens.ledger.entries import Told
from volgens.model import Act, Spans, content_id, quote
from volgens.web.api.asking import AnyFilters, AnySite, AnyVisitor, Site, TaggedRoute

router = APIRouter(route_class=TaggedRoute)
NAMESPACE = "http://www.w3.org/2005/Atom"
MOST = 100
LONGEST_TITLE = 160
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom needs a time of everything; of what has none this is told, so that a reader sorts it last."""

_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""Characters that XML 1.0 cannot hold, however they are escaped."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One thing that somebody said."""

    id: str
    article_id: str
    start: int
    act: Act
    who: str | None
    words: str
    outlet: str | None
    at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """What a feed says of itself: a lasting name, a title, and the paths of the page and of the feed itself."""

    id: str
    title: str
    page: str
    path: str


@router.get("/dossiers/{id}.atom")
def dossier_feed(id: str, request: Request, site: AnySite, visitor: AnyVisitor) -> Response:
    """What was said last in a dossier."""
    found = site.desk.dossier(id)
    outlets = {card.id: card.outlet for card in found.articles}
    entries = {
        stand.id: Entry(
            id=stand.id,
            article_id=stand.article_id,
            start=_start(stand.words),
            act=stand.act,
            who=stand.actor,
            words=stand.quote,
            outlet=outlets.get(stand.article_id),
            at=stand.printed,
        )
        for claim in found.claims
        for stand in claim.stands
    }
    feed = Feed(
        id=f"urn:volgens:dossier:{found.id}",
        title=visitor.interface.text("web_feed.dossier", title=found.title),
        page=f"/dossiers/{found.id}",
        path=f"/dossiers/{found.id}.atom",
    )
    return _answer(feed, entries.values(), _base(request, site), visitor.interface)


@router.get("/search.atom")
def search_feed(filters: AnyFilters, request: Request, site: AnySite, visitor: AnyVisitor) -> Response:
    """What was read in last that a search finds; without words what the newest articles say."""
    if filters.words.strip() or filters.actor.strip():
        hits = site.ledger.list_hits(filters, None, MOST, best_first=False).items
        told: Iterable[Told] = [site.ledger.attribution(hit.attribution_id) for hit in hits if hit.attribution_id]
    else:
        told = site.ledger.list_attributions(filters, None, MOST).items
    wanted = " · ".join(value for _, value in sorted(request.query_params.items()) if value and _ != "lang")
    feed = Feed(
        id=f"urn:volgens:search:{content_id(wanted)}",
        title=visitor.interface.text("web_feed.search", wanted=wanted[:LONGEST_TITLE])
        if wanted
        else visitor.interface.text("web_feed.all"),
        page=f"/search?{request.url.query}",
        path=f"/search.atom?{request.url.query}",
    )
    return _answer(feed, map(_entry, told), _base(request, site), visitor.interface)


def _entry(told: Told) -> Entry:
    attribution = told.attribution
    return Entry(
        id=attribution.id,
        article_id=attribution.article_id,
        start=_start(attribution.content),
        act=attribution.act,
        who=attribution.entity or quote(told.text, attribution.source) or None,
        words=quote(told.text, attribution.content),
        outlet=told.outlet,
        at=told.published,
    )


def _start(spans: Spans) -> int:
    return spans[0].start if spans else 0


def _base(request: Request, site: Site) -> str:
    scheme = "https" if site.options.https else request.url.scheme
    return f"{scheme}://{request.url.netloc}"


def _answer(feed: Feed, entries: Iterable[Entry], base: str, interface: Interface) -> Response:
    latest = sorted(entries, key=lambda entry: (entry.at or NO_TIME, entry.id), reverse=True)[:MOST]
    root = Xml.Element("feed", {"xmlns": NAMESPACE, "xml:lang": interface.language})
    _put(root, "id", feed.id)
    _put(root, "title", feed.title)
    _put(root, "updated", _time(latest[0].at if latest else None))
    Xml.SubElement(root, "link", {"rel": "self", "type": "application/atom+xml", "href": _clean(base + feed.path)})
    Xml.SubElement(root, "link", {"rel": "alternate", "type": "text/html", "href": _clean(base + feed.page)})
    _put(Xml.SubElement(root, "author"), "name", "volgens")
    for entry in latest:
        _put_entry(root, entry, base, interface)
    text = b'<?xml version="1.0" encoding="utf-8"?>\n' + Xml.tostring(root, encoding="utf-8")
    return Response(text, media_type="application/atom+xml")


def _put_entry(root: Xml.Element, entry: Entry, base: str, interface: Interface) -> None:
    element = Xml.SubElement(root, "entry")
    who = entry.who or interface.text("web_feed.nobody")
    words = " ".join(entry.words.split())
    title = f"{who} {interface.act(entry.act)}: {words}"
    _put(element, "id", f"urn:volgens:{hashlib.sha256(entry.id.encode()).hexdigest()[:32]}")
    _put(element, "title", title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…")
    _put(element, "updated", _time(entry.at))
    _put(Xml.SubElement(element, "author"), "name", entry.outlet or "volgens")
    place = f"{base}/articles/{entry.article_id}?at={entry.start}#at"
    Xml.SubElement(element, "link", {"rel": "alternate", "type": "text/html", "href": place})
    Xml.SubElement(element, "category", {"term": entry.act.value, "label": interface.act(entry.act)})
    _put(element, "content", words).set("type", "text")


def _put(above: Xml.Element, name: str, words: str) -> Xml.Element:
    element = Xml.SubElement(above, name)
    element.text = _clean(words)
    return element


def _clean(words: str) -> str:
    return _UNWRITABLE.sub("", words)


def _time(moment: datetime | None) -> str:
    return (moment or NO_TIME).isoformat(timespec="seconds")
