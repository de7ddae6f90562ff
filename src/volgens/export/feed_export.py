"""What a search finds as a feed, RSS 2.0 or Atom, for whoever follows it in a feed reader."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import format_datetime

from lxml import etree

from volgens.export.characters import writable_in_xml

ATOM = "http://www.w3.org/2005/Atom"
LONGEST_TITLE = 160
NO_TIME = datetime(1970, 1, 1, tzinfo=UTC)
"""Atom needs a time of everything; of what has none this is told, so that a reader sorts it last."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedItem:
    """One thing that was found; ``id`` lasts, ``address`` is that of the article, where it has one."""

    id: str
    title: str
    words: str
    outlet: str | None = None
    address: str | None = None
    at: datetime | None = None
    label: str | None = None


def build_rss(title: str, identity: str, items: Iterable[FeedItem]) -> bytes:
    """The feed ``identity`` in RSS 2.0, in the order of ``items``."""
    root = etree.Element("rss", {"version": "2.0"}, nsmap={"dc": "http://purl.org/dc/elements/1.1/"})
    channel = etree.SubElement(root, "channel")
    _put(channel, "title", title)
    _put(channel, "link", identity)
    _put(channel, "description", title)
    _put(channel, "generator", "volgens")
    for item in items:
        element = etree.SubElement(channel, "item")
        _put(element, "title", _short(item.title))
        if item.address:
            _put(element, "link", item.address)
        _put(element, "description", item.words)
        _put(element, "guid", item.id).set("isPermaLink", "false")
        if item.at is not None:
            _put(element, "pubDate", format_datetime(item.at))
        if item.outlet:
            _put(element, "{http://purl.org/dc/elements/1.1/}creator", item.outlet)
        if item.label:
            _put(element, "category", item.label)
    return _bytes(root)


def build_atom(title: str, identity: str, items: Iterable[FeedItem]) -> bytes:
    """The feed ``identity`` in Atom, in the order of ``items``."""
    known = tuple(items)
    root = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})
    _put_atom(root, "id", identity)
    _put_atom(root, "title", title)
    _put_atom(root, "updated", _time(max((item.at for item in known if item.at), default=None)))
    _put_atom(_put_atom(root, "author"), "name", "volgens")
    for item in known:
        element = _put_atom(root, "entry")
        _put_atom(element, "id", item.id)
        _put_atom(element, "title", _short(item.title))
        _put_atom(element, "updated", _time(item.at))
        _put_atom(_put_atom(element, "author"), "name", item.outlet or "volgens")
        if item.address:
            _put_atom(element, "link").attrib.update({"rel": "alternate", "href": writable_in_xml(item.address)})
        if item.label:
            _put_atom(element, "category").set("term", writable_in_xml(item.label))
        _put_atom(element, "content", item.words).set("type", "text")
    return _bytes(root)


def _put_atom(above: etree._Element, name: str, words: str | None = None) -> etree._Element:
    return _put(above, f"{{{ATOM}}}{name}", words)


def _put(above: etree._Element, name: str, words: str | None = None) -> etree._Element:
    element = etree.SubElement(above, name)
    if words is not None:
        element.text = writable_in_xml(words)
    return element


def _short(words: str) -> str:
    words = " ".join(words.split())
    return words if len(words) <= LONGEST_TITLE else f"{words[: LONGEST_TITLE - 1].rstrip()}…"


def _time(moment: datetime | None) -> str:
    return (moment or NO_TIME).isoformat(timespec="seconds")


def _bytes(root: etree._Element) -> bytes:
    made: bytes = etree.tostring(root, encoding="utf-8", xml_declaration=True)
    return made
