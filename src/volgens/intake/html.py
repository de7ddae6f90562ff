"""Web pages: trafilatura finds the article, and its own part of the page is then read whole.

Trafilatura leaves out what is not the article. We keep that and mark it, so its answer serves to find the element
that holds the article and to tell paragraphs from furniture; the characters come from the page itself.
"""

import re
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from html import unescape

import trafilatura
from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from volgens.errors import IntakeError
from volgens.intake.furniture import Piece, byline_name, ends_in_stop, mark, to_blocks
from volgens.intake.metadata import PageFacts, find_facts
from volgens.intake.plain import check_text, find_pieces, settle_roles
from volgens.intake.runs import LINK, STRONG, TIME, Run, collect_runs
from volgens.model import Article, RawDocument, Role, Span
from volgens.settings import Settings

MOST_ELEMENTS = 60_000
"""Beyond this trafilatura would take minutes; such a page is read by its paragraphs alone."""

Marked = tuple[str, Role | None]
"""A text with the role that markup gives it, `None` where it gives none."""

_SENTENCE = 40
_MOST_OF = 0.9
_LONGEST_LEAD = 1200
_KEY = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Confirmed:
    """What trafilatura took for the article, as letters and digits only."""

    lines: frozenset[str]
    whole: str

    def holds(self, text: str) -> bool:
        key = _key(text)
        return key in self.lines or (len(key) >= 25 and key in self.whole)


def read_page(text: str, document: RawDocument, settings: Settings) -> Article:
    """The article on a web page; raises `IntakeError` where the page has none or it is too long."""
    root = _parse(text)
    facts = find_facts(root, document.location)
    visible = sum(len(run.text) for run in collect_runs(root, trust_classes=False))
    if visible > 3 * settings.longest_text:
        raise IntakeError(
            f"holds {visible:,} characters of text, far more than one article may ({settings.longest_text:,}); split it"
        )
    found = _read_markup(root) or _read_linked(facts)
    if not found:
        raise IntakeError(
            "no article text found on the page; if the page builds its text by script, save it from a browser"
        )
    return _assemble(found, facts, document, settings)


def _parse(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise IntakeError("no article text found on the page: it holds no markup that can be read") from error


def _read_markup(root: HtmlElement) -> list[Marked]:
    """The texts of the article's element with the roles that markup gives; empty where nothing is a paragraph."""
    body = root.find("body")
    page = root if body is None else body
    confirmed = _confirm(root)
    found = _find_paragraphs(page, confirmed, trust_classes=False)
    trusting = _find_paragraphs(page, confirmed, trust_classes=True)
    # A template may hang "share" or "comments" on the element around everything: then its classes say nothing.
    trust = 2 * _length(trusting) > _length(found)
    found = trusting if trust else found
    if not found:
        return []
    container = _find_container(page, found)
    settled = _settle(list(collect_runs(container, trust_classes=trust)), {run.block for run in found})
    return settled if _holds_body(settled) else []


def _find_paragraphs(page: HtmlElement, confirmed: Confirmed, *, trust_classes: bool) -> list[Run]:
    """The runs that trafilatura took for the article; without its word, those that look like paragraphs."""
    runs = [run for run in collect_runs(page, trust_classes=trust_classes) if run.role is not Role.FURNITURE]
    found = [run for run in runs if confirmed.holds(run.text) and run.role is not Role.HEADLINE]
    if any(ends_in_stop(run.text) for run in found):
        return found
    return [run for run in runs if _looks_like_paragraph(run)]


def _length(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _confirm(root: HtmlElement) -> Confirmed:
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return Confirmed(lines=frozenset(), whole="")
    try:
        found = trafilatura.extract(deepcopy(root), include_comments=False, favor_recall=True, output_format="txt")
    except Exception:  # A crash of the library on one odd page must not cost the page: paragraphs are still found.
        found = None
    lines = [_key(line) for line in (found or "").splitlines()]
    return Confirmed(lines=frozenset(filter(None, lines)), whole="".join(lines))


def _key(text: str) -> str:
    return "".join(_KEY.findall(text.casefold()))


def _looks_like_paragraph(run: Run) -> bool:
    tag = run.block.tag
    if run.role not in {None, Role.LEAD} or run.wholly(LINK) or run.wholly(TIME):
        return False
    return ends_in_stop(run.text) and (tag in {"p", "blockquote", "li", "dd"} or len(run.text) >= _SENTENCE)


def _find_container(page: HtmlElement, found: Sequence[Run]) -> HtmlElement:
    """The deepest element with nearly all of the article, widened to the <article> or the headline around it."""
    total = _length(found)
    held: dict[HtmlElement, int] = {}
    for run in found:
        for element in (run.block, *run.block.iterancestors()):
            held[element] = held.get(element, 0) + len(run.text)
    longest = max(found, key=lambda run: len(run.text))
    chain = [longest.block, *longest.block.iterancestors()]
    container = next((e for e in chain if held[e] >= _MOST_OF * total), page)
    around = [container, *container.iterancestors()]
    for element in around:
        if element.tag == "article" or (element.tag in {"main", "body"} and element is not container):
            return element if element.tag != "body" else _with_headline(page, around)
    return _with_headline(page, around)


def _with_headline(page: HtmlElement, around: Sequence[HtmlElement]) -> HtmlElement:
    if next(page.iter("h1"), None) is None:
        # One paragraph alone is the container itself; its parent may hold the caption or the byline.
        return around[1] if around[0].tag in {"p", "blockquote", "li"} and len(around) > 1 else around[0]
    return next((e for e in around if next(e.iter("h1"), None) is not None), around[0])


def _settle(runs: Sequence[Run], firm: set[HtmlElement]) -> list[Marked]:
    """Roles from markup, from what trafilatura confirmed and from a run's neighbours in the same element."""
    own = [i for i, run in enumerate(runs) if run.block in firm and run.role in {None, Role.LEAD}]
    if not own:
        return []
    parents = {runs[i].block.getparent() for i in own}
    headline = next((i for i, run in enumerate(runs) if run.role is Role.HEADLINE), None)
    settled: list[Marked] = []
    for i, run in enumerate(runs):
        role = run.role
        if role is Role.HEADLINE:
            role = Role.HEADLINE if i == headline and i < own[0] else Role.HEADING
        if role is None or role is Role.LEAD:
            role = _settle_paragraph(run, role, firm=run.block in firm, at_home=run.block.getparent() in parents)
        elif role is Role.HEADING and i > own[-1]:
            role = Role.FURNITURE
        elif role is Role.BYLINE and len(run.text) > 150:
            role = None
        settled.append((run.text, role))
    return _bold_lead(runs, _first_lead_only(settled), own)


def _settle_paragraph(run: Run, role: Role | None, *, firm: bool, at_home: bool) -> Role | None:
    if run.wholly(TIME) or run.wholly(LINK):
        return Role.FURNITURE
    if firm or role is Role.LEAD or (at_home and run.block.tag in {"p", "blockquote"}):
        return role
    return Role.FURNITURE


def _first_lead_only(settled: Sequence[Marked]) -> list[Marked]:
    """A class "intro" on a whole article says nothing: only what comes first and is short is a lead."""
    leads = sum(len(text) for text, role in settled if role is Role.LEAD)
    if leads <= _LONGEST_LEAD:
        return list(settled)
    return [(text, None if role is Role.LEAD else role) for text, role in settled]


def _bold_lead(runs: Sequence[Run], settled: list[Marked], own: Sequence[int]) -> list[Marked]:
    first = own[0]
    has_lead = any(role is Role.LEAD for _, role in settled)
    if not has_lead and len(own) > 1 and runs[first].wholly(STRONG) and not runs[own[1]].wholly(STRONG):
        text, role = settled[first]
        if role is None and len(text) >= _SENTENCE and ends_in_stop(text):
            settled[first] = (text, Role.LEAD)
    return settled


def _holds_body(settled: Sequence[Marked]) -> bool:
    return any(role in {None, Role.BODY, Role.LEAD} for _, role in settled)


def _read_linked(facts: PageFacts) -> list[Marked]:
    """The article's text from JSON-LD, for pages that draw it by script."""
    if facts.body is None:
        return []
    if "</" in facts.body:
        texts = [run.text for run in collect_runs(_parse(facts.body), trust_classes=False)]
        return [(text, None) for text in texts]
    body = unescape(facts.body).replace("\x00", "")
    pieces = settle_roles(body, find_pieces(body), facts.title)
    return [(" ".join(piece.span.of(body).split()), piece.role) for piece in pieces]


def _assemble(found: Sequence[Marked], facts: PageFacts, document: RawDocument, settings: Settings) -> Article:
    """The one place where the text of a page is put together; nothing alters it afterwards."""
    texts = list(found)
    headline = next((text for text, role in texts if role is Role.HEADLINE), None)
    if headline is None and facts.title:
        texts.insert(0, (" ".join(facts.title.split()), Role.HEADLINE))
    text = "\n\n".join(part for part, _ in texts)
    check_text(text, settings)
    pieces: list[Piece] = []
    position = 0
    for part, role in texts:
        pieces.append(Piece(span=Span(position, position + len(part)), role=role))
        position += len(part) + 2
    marked = mark(text, pieces)
    if not any(piece.role in {None, Role.LEAD} for piece in marked):
        raise IntakeError("no article text found on the page, only furniture such as menus and notices")
    byline = next((byline_name(p.span.of(text)) for p in marked if p.role is Role.BYLINE), None)
    return Article(
        text=text,
        blocks=to_blocks(marked),
        raw_id=document.id,
        address=facts.address,
        outlet=facts.outlet,
        title=headline or facts.title,
        byline=facts.byline or byline,
        published=facts.published,
        modified=facts.modified,
        language=facts.language or settings.language,
    )
