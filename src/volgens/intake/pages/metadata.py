"""What a page says about itself: JSON-LD, OpenGraph, meta elements, microdata, the canonical link, the title."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from volgens.intake.addresses import absolute_address
from volgens.intake.dates import parse_moment
from volgens.intake.languages import language_code
from volgens.intake.outlets import find_outlet
from volgens.intake.pages.linked import Linked, Update, name_of, read_linked, text_of, truth

_PUBLISHED = (
    "article:published_time",
    "og:article:published_time",
    "datepublished",
    "article:published",
    "dcterms.date",
    "dc.date.issued",
    "dc.date",
    "dcterms.created",
    "dcterms.issued",
    "cxenseparse:recs:publishtime",
    "cxenseparse:publishtime",
    "parsely-pub-date",
    "sailthru.date",
    "publishdate",
    "publish-date",
    "publication_date",
    "pubdate",
    "date",
)
_MODIFIED = (
    "article:modified_time",
    "og:updated_time",
    "datemodified",
    "article:modified",
    "dcterms.modified",
    "last-modified",
    "lastmod",
)
_AUTHORS = (
    "author",
    "article:author",
    "dc.creator",
    "dcterms.creator",
    "byl",
    "parsely-author",
    "cxenseparse:author",
    "sailthru.author",
)
_SECTIONS = ("article:section", "og:article:section", "parsely-section", "cxenseparse:section", "section")
_PAID = re.compile(r"(?:article_ispaidcontent|article:content_tier|content_tier|access-level)$")
_SEPARATOR = re.compile(r"\s+[|•·–—-]\s+|\s+::\s+|\s*[|»›]\s+")
_UPDATES = frozenset({"liveblogupdate", "comment", "review"})
_HOSTING = frozenset({"wikimedia foundation, inc.", "wordpress", "wordpress.com", "blogger", "medium"})
_NOBODY = re.compile(
    r"(?:admin|administrator|beheer(?:der)?|webmaster|(?:de |onze |online |web|nieuws)*redactie|editors?|staff|root|"
    r"user\d*|gast|guest|unknown|onbekend|anoniem)",
    re.I,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageFacts:
    """What the head of a page declares; `None` or empty where it is silent.

    ``titles`` are all the titles that it gives, the surest first, and ``title_parts`` the pieces of the title element.
    ``persons`` wrote it, ``bodies`` are organisations and names such as "admin" that stand where a person should.
    ``body`` is the article text in JSON-LD. ``article`` says whether the page calls itself an article.
    """

    titles: tuple[str, ...] = ()
    title_parts: tuple[str, ...] = ()
    title_element: str = ""
    persons: tuple[str, ...] = ()
    bodies: tuple[str, ...] = ()
    published: datetime | None = None
    modified: datetime | None = None
    address: str | None = None
    outlet: str | None = None
    site: str | None = None
    section: str | None = None
    language: str | None = None
    body: str | None = None
    free: bool | None = None
    article: bool = False
    list_page: bool = False
    live: bool = False
    updates: tuple[Update, ...] = ()

    @property
    def title(self) -> str | None:
        """The title for a page that shows no headline."""
        return self.titles[0] if self.titles else None


def find_facts(root: HtmlElement, location: str) -> PageFacts:
    """The facts that the page under ``root`` declares; ``location`` counts as its address where it is one."""
    meta, linked, data = _meta(root), read_linked(root), _microdata(root)
    address = _address(root, meta, linked, location)
    site = meta.get("og:site_name") or meta.get("application-name")
    publisher = None if (linked.publisher or "").casefold() in _HOSTING else linked.publisher
    title = _title_element(root)
    parts = tuple(part for part in _SEPARATOR.split(title) if part)
    authors = [*linked.persons, *data.authors, *_meta_authors(meta)]
    nobody = {name.casefold() for name in (site, publisher, find_outlet(address)) if name}
    persons = [name for name in authors if not (_NOBODY.fullmatch(name) or name.casefold() in nobody)]
    # Who is named together with a person is named on purpose: "Redactie, Jan de Wit".
    persons = list(linked.persons) if set(persons) & set(linked.persons) else persons
    tier = next((content for name, content in meta.items() if _PAID.search(name)), "").casefold()
    paid = {"true": False, "locked": False, "metered": None, "false": True, "free": True}.get(tier)
    article = linked.article
    return PageFacts(
        titles=_titles(article, meta, data, parts, site),
        title_parts=parts,
        title_element=title,
        persons=tuple(dict.fromkeys(persons)) if linked.persons else tuple(persons[:1]),
        bodies=tuple(dict.fromkeys([*linked.organisations, *authors])),
        published=_first_moment(
            article.get("datePublished"), data.published, *(meta.get(name) for name in _PUBLISHED), data.created
        ),
        modified=_first_moment(article.get("dateModified"), data.modified, *(meta.get(name) for name in _MODIFIED)),
        address=address,
        outlet=find_outlet(address) or publisher or site,
        site=site,
        section=linked.section or _section(meta, data),
        language=_language(root.get("lang"), root.get("xml:lang"), article.get("inLanguage"), meta.get("og:locale")),
        body=text_of(article.get("articleBody")),
        free=next((said for said in (linked.free, data.free, paid) if said is not None), None),
        article=bool(article) or data.article or meta.get("og:type", "").casefold() in {"article", "news"},
        list_page=linked.list_page,
        live=linked.live or data.live,
        updates=linked.updates,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Microdata:
    authors: tuple[str, ...]
    published: str | None
    created: str | None
    modified: str | None
    headline: str | None
    section: str | None
    free: bool | None
    article: bool
    live: bool


def _microdata(root: HtmlElement) -> _Microdata:
    """What `itemprop` says of the article; entries of a live blog and reactions speak for themselves alone."""
    found: dict[str, list[str]] = {}
    for element in root.xpath("//*[@itemprop]")[:3000]:
        names = element.get("itemprop").lower().split()
        if any("itemprop" in e.attrib and _UPDATES & set(e.get("itemprop").lower().split()) for e in _around(element)):
            continue
        for name in names:
            value = _property(element)
            if value:
                found.setdefault(name, []).append(value)
    types = {kind.rpartition("/")[2] for e in root.xpath("//*[@itemtype]")[:500] for kind in e.get("itemtype").split()}
    first = {name: values[0] for name, values in found.items()}
    return _Microdata(
        authors=tuple(dict.fromkeys(name for name in found.get("author", []) if not name.startswith("http"))),
        published=first.get("datepublished"),
        created=first.get("datecreated"),
        modified=first.get("datemodified"),
        headline=first.get("headline"),
        section=first.get("articlesection"),
        free=truth(first.get("isaccessibleforfree")),
        article=any(kind.endswith("Article") for kind in types),
        live="LiveBlogPosting" in types,
    )


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors()


def _property(element: HtmlElement) -> str | None:
    # An <abbr> of the microformats gives the exact value in its title.
    value = element.get("content") or element.get("datetime") or (element.tag == "abbr" and element.get("title"))
    if value:
        return text_of(value)
    if element.get("itemtype"):
        named = next(iter(element.xpath(".//*[@itemprop='name']")), None)
        if named is not None:
            element = named
    text = " ".join((element.get("content") or element.text_content()).split())
    # "By DEE LUND, Staff Writer" and whole paragraphs under a wrong property are no values.
    return text if 0 < len(text) <= 200 else None


def _meta(root: HtmlElement) -> dict[str, str]:
    """Meta elements by lower-case name; the first with content counts."""
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name")
        content = text_of(element.get("content"))
        if name and content:
            found.setdefault(name.strip().lower(), content)
    return found


def _meta_authors(meta: Mapping[str, str]) -> list[str]:
    found = [name for key in _AUTHORS if (name := name_of(meta.get(key)))]
    for number in (1, 2):
        label = meta.get(f"twitter:label{number}", "").casefold()
        if label in {"geschreven door", "written by", "auteur", "author"}:
            found.append(meta.get(f"twitter:data{number}", ""))
    return [name for name in found if name]


def _titles(
    article: Mapping[str, object], meta: Mapping[str, str], data: _Microdata, parts: tuple[str, ...], site: str | None
) -> tuple[str, ...]:
    declared = [text_of(article.get("headline")), data.headline, meta.get("og:title"), meta.get("twitter:title")]
    declared.append(" - ".join(parts[:-1]) if len(parts) > 1 and _is_name(parts[-1]) else " - ".join(parts))
    named = (" ".join(title.split()) for title in declared if title)
    return tuple(dict.fromkeys(filter(None, (_without_site(title, site) for title in named))))


def _without_site(title: str, site: str | None) -> str:
    """``title`` without the name of the site that its template puts behind it."""
    if site and title.casefold().endswith(site.casefold()) and len(title) > len(site) + 8:
        bare = title[: -len(site)].rstrip()
        return bare.rstrip("|•·–—-:»").rstrip() if bare[-1:] in set("|•·–—-:»") else title
    return title


def _is_name(part: str) -> bool:
    return 1 < len(part) <= 40


def _title_element(root: HtmlElement) -> str:
    return " ".join((root.findtext(".//head/title") or root.findtext(".//title") or "").split())[:600]


def _section(meta: Mapping[str, str], data: _Microdata) -> str | None:
    named = next((content for key in _SECTIONS if (content := name_of(meta.get(key)))), data.section)
    return named if named and len(named) <= 60 else None


def _first_moment(*values: object) -> datetime | None:
    strings = (text_of(value) for value in values)
    return next((moment for string in strings if string and (moment := parse_moment(string))), None)


def _language(*values: object) -> str | None:
    codes = (language_code(text_of(value)) for value in values)
    return next((code for code in codes if code), None)


def _address(root: HtmlElement, meta: Mapping[str, str], linked: Linked, location: str) -> str | None:
    canonical = [
        link.get("href") for link in root.iter("link") if "canonical" in (link.get("rel") or "").lower().split()
    ]
    page = linked.article.get("mainEntityOfPage")
    page = page.get("@id") if isinstance(page, dict) else page
    bases = [base.get("href") for base in root.iter("base")]
    candidates: Iterable[object] = [*canonical, meta.get("og:url"), linked.article.get("url"), page, *bases, location]
    base = meta.get("og:url") or location
    found = [address for candidate in candidates if (address := absolute_address(text_of(candidate), base))]
    # Some templates point every page to the front page: an address with a path says more.
    return next((address for address in found if urlsplit(address).path.strip("/")), found[0] if found else None)
