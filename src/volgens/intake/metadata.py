"""What a page says about itself: JSON-LD, OpenGraph, meta elements, the canonical link."""

import json
import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from importlib import resources
from urllib.parse import urldefrag, urljoin, urlsplit

from lxml.html import HtmlElement

from volgens.errors import LexiconError
from volgens.intake.dates import parse_moment

OUTLETS = "outlets.toml"
_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report)$")
_DEEPEST = 8
_LONGEST_JSON = 5_000_000
_LANGUAGE = re.compile(r"([a-zA-Z]{2,3})(?:[-_].*)?")
_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "dcterms.date",
    "dc.date.issued",
    "dcterms.created",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "publishdate",
    "pubdate",
    "date",
)
_MODIFIED = ("article:modified_time", "og:updated_time", "datemodified", "dcterms.modified", "last-modified", "lastmod")
_AUTHORS = ("author", "article:author", "dc.creator", "dcterms.creator", "byl", "parsely-author", "cxenseparse:author")


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the head of a page declares; `None` where it is silent. ``body`` is the article text in JSON-LD."""

    title: str | None = None
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    address: str | None = None
    outlet: str | None = None
    language: str | None = None
    body: str | None = None


def find_facts(root: HtmlElement, location: str) -> PageFacts:
    """The facts that the page under ``root`` declares; ``location`` counts as its address where it is one."""
    meta = _meta(root)
    linked = next(_iter_linked_articles(root), {})
    address = _address(root, meta, linked, location)
    publisher = _name(linked.get("publisher"))
    return PageFacts(
        title=_string(linked.get("headline"))
        or meta.get("og:title")
        or meta.get("twitter:title")
        or _title_element(root),
        byline=_authors(linked.get("author")) or _meta_author(meta),
        published=_first_moment(linked.get("datePublished"), *(meta.get(name) for name in _PUBLISHED)),
        modified=_first_moment(linked.get("dateModified"), *(meta.get(name) for name in _MODIFIED)),
        address=address,
        outlet=find_outlet(address) or publisher or meta.get("og:site_name") or _host(address),
        language=_language(root.get("lang"), root.get("xml:lang"), linked.get("inLanguage"), meta.get("og:locale")),
        body=_string(linked.get("articleBody")),
    )


def find_outlet(address: str | None) -> str | None:
    """The name of the outlet whose host ``address`` has, or `None` where we do not know it."""
    labels = (_host(address) or "").split(".")
    names = load_outlets()
    hosts = (".".join(labels[i:]) for i in range(len(labels)))
    return next((names[host] for host in hosts if host in names), None)


@cache
def load_outlets() -> Mapping[str, str]:
    """Host to name, read once; raises `LexiconError` where the file is wrong."""
    tables = tomllib.loads(resources.files("volgens.intake").joinpath(OUTLETS).read_text(encoding="utf-8"))
    if set(tables) != {"outlets"}:
        raise LexiconError(f"{OUTLETS}: needs one table, [outlets], and has {sorted(tables)}")
    for host, name in tables["outlets"].items():
        if not isinstance(name, str) or not name or host != host.lower() or "/" in host:
            raise LexiconError(f"{OUTLETS}: entry {host!r}: a lower-case host and a name")
    return dict(tables["outlets"])


def _host(address: str | None) -> str | None:
    try:
        host = urlsplit(address or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


def _meta(root: HtmlElement) -> dict[str, str]:
    """Meta elements by lower-case name; the first with content counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop")
        content = _string(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _iter_linked_articles(root: HtmlElement) -> Iterator[Mapping[str, object]]:
    for script in root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        source = script.text or ""
        if kind != "application/ld+json" or not 0 < len(source) <= _LONGEST_JSON:
            continue
        try:
            parsed: object = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # Broken JSON-LD is common; the meta elements say the same.
        yield from _iter_articles(parsed, _DEEPEST)


def _iter_articles(value: object, depth: int) -> Iterator[Mapping[str, object]]:
    if depth and isinstance(value, list):
        for item in value:
            yield from _iter_articles(item, depth - 1)
    elif depth and isinstance(value, dict):
        kinds = value.get("@type")
        kinds = kinds if isinstance(kinds, list) else [kinds]
        if any(isinstance(kind, str) and _ARTICLE_TYPES.match(kind.rpartition("/")[2]) for kind in kinds):
            yield value
        for key in ("@graph", "mainEntity", "mainEntityOfPage"):
            yield from _iter_articles(value.get(key), depth - 1)


def _string(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    # JSON may hold half of a surrogate pair, which no database can store.
    text = value.encode("utf-8", "replace").decode("utf-8").replace("\x00", "").strip()
    return text or None


def _name(value: object) -> str | None:
    if isinstance(value, list) and value:
        value = value[0]
    found = _string(value.get("name")) if isinstance(value, dict) else _string(value)
    return None if found is None or found.startswith(("http://", "https://")) else " ".join(found.split())


def _authors(value: object) -> str | None:
    names = [_name(item) for item in (value if isinstance(value, list) else [value])]
    return ", ".join(dict.fromkeys(name for name in names if name)) or None


def _meta_author(meta: Mapping[str, str]) -> str | None:
    return next((name for key in _AUTHORS if (name := _name(meta.get(key)))), None)


def _first_moment(*values: object) -> datetime | None:
    strings = (_string(value) for value in values)
    return next((moment for string in strings if string and (moment := parse_moment(string))), None)


def _language(*values: object) -> str | None:
    matches = (_LANGUAGE.fullmatch(string) for value in values if (string := _string(value)))
    return next((match.group(1).lower() for match in matches if match), None)


def _title_element(root: HtmlElement) -> str | None:
    """The title element without the outlet behind its last bar."""
    title = " ".join((root.findtext(".//title") or "").split())
    return re.sub(r"\s+[|•–—]\s+[^|•–—]{2,40}$", "", title) or None


def _address(root: HtmlElement, meta: Mapping[str, str], linked: Mapping[str, object], location: str) -> str | None:
    canonical = [
        link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    page = linked.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    candidates = [*canonical, meta.get("og:url"), _string(linked.get("url")), _string(page), location]
    found = [address for candidate in candidates if (address := _absolute(candidate, meta.get("og:url") or location))]
    # Some templates point every page to the front page: an address with a path says more.
    return next((address for address in found if urlsplit(address).path.strip("/")), found[0] if found else None)


def _absolute(candidate: str | None, base: str) -> str | None:
    try:
        address = urldefrag(urljoin(base, _string(candidate) or "")).url
        parts = urlsplit(address)
        usable = parts.scheme in {"http", "https"} and bool(parts.hostname)
    except ValueError:
        return None
    return address if candidate and usable and not re.search(r"\s", address) else None
