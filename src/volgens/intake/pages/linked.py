"""JSON-LD: what a page tells search engines about its article."""

import json
import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml.html import HtmlElement

from volgens.intake.dates import parse_moment
from volgens.intake.decoding import without_unstorable

Values = Mapping[str, object]

_ARTICLE_TYPES = re.compile(r"(?:\w*Article|\w*Posting|Report)$")
_LISTS = frozenset({"CollectionPage", "ItemList", "SearchResultsPage"})
_ORGANISATIONS = re.compile(r"\w*Organi[sz]ation$|Corporation$|WebSite$")
_DEEPEST = 8
_LONGEST_JSON = 5_000_000
_MOST_NODES = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """An entry of a live blog as JSON-LD has it; ``words`` are its headline and the beginning of its text."""

    time: datetime
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Linked:
    """What the JSON-LD of a page says of its article; ``article`` is empty where it has none."""

    article: Values
    persons: tuple[str, ...] = ()
    organisations: tuple[str, ...] = ()
    publisher: str | None = None
    section: str | None = None
    free: bool | None = None
    live: bool = False
    list_page: bool = False
    updates: tuple[Update, ...] = ()


def read_linked(root: HtmlElement) -> Linked:
    """The first article in the page's JSON-LD, with the parts that it only points to looked up."""
    nodes = [node for source in _iter_sources(root) for node in _iter_nodes(source)]
    by_id = {node["@id"]: node for node in nodes if isinstance(node.get("@id"), str) and len(node) > 1}
    articles = [node for node in nodes if any(_ARTICLE_TYPES.match(kind) for kind in kinds(node))]
    # Entries of a live blog and related articles may stand before or beside the article: the live blog goes first.
    article = next((a for a in articles if "LiveBlogPosting" in kinds(a)), articles[0] if articles else {})
    authors = [_resolve(author, by_id) for author in _listed(article.get("author") or article.get("creator"))]
    named = [(author, name) for author in authors if (name := name_of(author))]
    return Linked(
        article=article,
        persons=tuple(dict.fromkeys(name for author, name in named if not _is_organisation(author))),
        organisations=tuple(dict.fromkeys(name for author, name in named if _is_organisation(author))),
        publisher=next((n for p in _listed(article.get("publisher")) if (n := name_of(_resolve(p, by_id)))), None),
        section=_section(article, nodes),
        free=truth(article.get("isAccessibleForFree")),
        live="LiveBlogPosting" in kinds(article),
        list_page=not articles and any(_LISTS & set(kinds(node)) for node in nodes),
        updates=tuple(_iter_updates(article)),
    )


def kinds(node: Values) -> tuple[str, ...]:
    """The types of a node without the vocabulary before them."""
    return tuple(kind.rpartition("/")[2] for kind in _listed(node.get("@type")) if isinstance(kind, str))


def text_of(value: object) -> str | None:
    """The string that ``value``, or the first of a list, is; `None` for anything else and for blank."""
    if isinstance(value, list) and value:
        value = value[0]
    if not isinstance(value, str):
        return None
    return without_unstorable(value).strip() or None


def name_of(value: object) -> str | None:
    """The name of a person or organisation, given as a string or as a node; addresses are no names."""
    if isinstance(value, list) and value:
        value = value[0]
    found = text_of(value.get("name")) if isinstance(value, dict) else text_of(value)
    return None if found is None or found.startswith(("http://", "https://")) else " ".join(found.split())


def truth(value: object) -> bool | None:
    """True or false as JSON-LD and microdata write them, `None` where nothing is said."""
    if isinstance(value, bool):
        return value
    word = (text_of(value) or "").rpartition("/")[2].casefold()
    return {"true": True, "false": False}.get(word)


def _listed(value: object) -> list[object]:
    return value if isinstance(value, list) else [] if value is None else [value]


def _iter_sources(root: HtmlElement) -> Iterator[object]:
    for script in root.iter("script"):
        kind = (script.get("type") or "").partition(";")[0].strip().lower()
        source = (script.text or "").strip()
        if kind != "application/ld+json" or not 0 < len(source) <= _LONGEST_JSON:
            continue
        source = source.removeprefix("<![CDATA[").removesuffix("]]>").strip().rstrip(";")
        try:
            parsed: object = json.loads(source, strict=False)
        except (ValueError, RecursionError):
            continue  # Broken JSON-LD is common; the meta elements say the same.
        yield parsed


def _iter_nodes(source: object) -> Iterator[Values]:
    """The nodes of a document from the outside in; what an article only mentions is left out."""
    waiting: deque[tuple[object, int]] = deque([(source, _DEEPEST)])
    seen = 0
    while waiting and seen < _MOST_NODES:
        value, depth = waiting.popleft()
        seen += 1
        if depth and isinstance(value, list):
            waiting.extend((item, depth - 1) for item in value)
        elif depth and isinstance(value, dict):
            yield value
            waiting.extend((value.get(key), depth - 1) for key in ("@graph", "mainEntity", "mainEntityOfPage"))


def _resolve(value: object, by_id: Mapping[object, Values]) -> object:
    if isinstance(value, dict) and not value.get("name"):
        return by_id.get(value.get("@id"), value)
    return value


def _is_organisation(author: object) -> bool:
    return isinstance(author, dict) and any(_ORGANISATIONS.match(kind) for kind in kinds(author))


def _section(article: Values, nodes: list[Values]) -> str | None:
    named = name_of(article.get("articleSection"))
    if named and ("/" not in named or " " in named):
        return named
    trail = next((node for node in nodes if "BreadcrumbList" in kinds(node)), {})
    steps = [_step_name(step) for step in _listed(trail.get("itemListElement"))]
    headline = text_of(article.get("headline"))
    # The first step is the front page, and the last may be the article itself.
    inner = [step for step in steps[1:] if step and step != headline and len(step) <= 40]
    return inner[-1] if inner else None


def _step_name(step: object) -> str | None:
    if not isinstance(step, dict):
        return None
    item = step.get("item")
    return name_of(step.get("name")) or (name_of(item) if isinstance(item, dict) else None)


def _iter_updates(article: Values) -> Iterator[Update]:
    for update in _listed(article.get("liveBlogUpdate"))[:2000]:
        if not isinstance(update, dict):
            continue
        time = parse_moment(text_of(update.get("datePublished")) or "")
        words = [text_of(update.get(key)) for key in ("headline", "articleBody")]
        if time is not None and any(words):
            yield Update(time=time, words=tuple(word[:300] for word in words if word))
