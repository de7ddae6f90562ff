"""Web pages: what they declare, what they show, and the one place where an article's text is put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from html import unescape

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from volgens.errors import IntakeError
from volgens.intake.addresses import host_of
from volgens.intake.outlets import find_places
from volgens.intake.pages.body import Body, find_body
from volgens.intake.pages.liveblog import find_entries
from volgens.intake.pages.metadata import PageFacts, find_facts
from volgens.intake.pages.runs import Run, clean, collect_runs, key_of
from volgens.intake.pages.visible import Shown, find_shown
from volgens.intake.pages.walls import find_wall, is_partial, refuse_walls
from volgens.intake.texts.furniture import Piece, byline_name, is_credit, mark
from volgens.intake.texts.plain import check_text, find_pieces, settle_roles
from volgens.model import Article, Block, RawDocument, Role, Span
from volgens.settings import Settings

_LONGEST_CREDIT = 8
"""Words; a caption may be made of names too, and is then longer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Marked:
    """A text with the role that markup gives it, `None` where it gives none, and when it was posted on a live blog."""

    text: str
    role: Role | None = None
    time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """What the page itself gave: its texts, the facts on show, and whether the article goes on behind a wall."""

    texts: tuple[_Marked, ...]
    shown: Shown
    partial: bool = False


def read_page(text: str, document: RawDocument, settings: Settings) -> Article:
    """The article on a web page; raises `IntakeError` where the page has none or it is too long."""
    root = _parse(text)
    facts = find_facts(root, document.location)
    runs = list(collect_runs(root))
    visible = sum(len(run.text) for run in runs)
    if visible > 3 * settings.longest_text:
        raise IntakeError(
            f"holds {visible:,} characters of text, far more than one article may ({settings.longest_text:,}); split it"
        )
    refuse_walls(root, facts, runs)
    places = find_places(facts.address)
    body = find_body(root, runs, facts, places)
    entries = places.find("entry", root)
    placed = next((text for e in places.find("section", root) if (text := clean(e.text_content()))), None)
    found = _from_body(body, runs, facts, entries) or _from_linked(facts)
    if found is None:
        raise IntakeError(
            "no article text found on the page; if the page builds its text by script, save it from a browser"
        )
    return _assemble(found, replace(facts, section=placed or facts.section), document, settings)


def _parse(text: str) -> HtmlElement:
    parser = HTMLParser(encoding="utf-8", remove_comments=False)
    try:
        return document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError) as error:
        raise IntakeError("no article text found on the page: it holds no markup that can be read") from error


def _from_body(body: Body, page_runs: Sequence[Run], facts: PageFacts, entries: Sequence[HtmlElement]) -> _Found | None:
    if not any(role in {None, Role.BODY, Role.LEAD} for role in body.roles):
        return None
    times = find_entries(body.runs, body.roles, facts, entries)
    shown = find_shown(body, live=bool(times))
    own_texts = {(body.runs[i].block, body.runs[i].text) for i in body.own}
    own = {i for i, run in enumerate(page_runs) if (run.block, run.text) in own_texts}
    wall = find_wall(page_runs, own)
    partial = is_partial(page_runs, own, facts, wall)
    roles = list(body.roles)
    if partial and wall is not None:
        # What stands behind the wall is the wall: offers, and articles that one may read.
        place = next((i for i, run in enumerate(body.runs) if run.block is page_runs[wall.place].block), len(roles))
        roles[place:] = [Role.FURNITURE] * (len(roles) - place)
    texts = [part for i, run in enumerate(body.runs) for part in _cut_credit(run, roles[i], times.get(i))]
    return _Found(texts=tuple(texts), shown=shown, partial=partial)


def _cut_credit(run: Run, role: Role | None, time: datetime | None) -> list[_Marked]:
    """A caption and the credit in an element at its end apart; anything else as it is."""
    if role is Role.CAPTION and is_credit(run.text) and len(run.text.split()) <= _LONGEST_CREDIT:
        return [_Marked(text=run.text, role=Role.FURNITURE, time=time)]
    start = run.text.rfind(run.tail) if run.tail else 0
    if role is Role.CAPTION and start > 0 and is_credit(run.tail):
        return [
            _Marked(text=clean(run.text[:start]), role=role, time=time),
            _Marked(text=run.tail, role=Role.FURNITURE),
        ]
    return [_Marked(text=run.text, role=role, time=time)]


def _from_linked(facts: PageFacts) -> _Found | None:
    """The article's text from JSON-LD, for pages that draw it by script."""
    if facts.body is None:
        return None
    if "</" in facts.body:
        texts = [_Marked(text=run.text) for run in collect_runs(_parse(facts.body))]
        return _Found(texts=tuple(texts), shown=Shown())
    body = unescape(facts.body).replace("\x00", "")
    pieces = settle_roles(body, find_pieces(body), facts.title)
    texts = [_Marked(text=clean(piece.span.of(body)), role=piece.role) for piece in pieces]
    return _Found(texts=tuple(texts), shown=Shown())


def _assemble(found: _Found, facts: PageFacts, document: RawDocument, settings: Settings) -> Article:
    """The one place where the text of a page is put together; nothing alters it afterwards."""
    texts = [part for part in found.texts if part.text]
    headline = next((part.text for part in texts if part.role is Role.HEADLINE), None)
    if headline is None and facts.title:
        texts.insert(0, _Marked(text=clean(facts.title), role=Role.HEADLINE))
    text = "\n\n".join(part.text for part in texts)
    check_text(text, settings)
    pieces: list[Piece] = []
    times: dict[int, datetime] = {}
    position = 0
    for part in texts:
        pieces.append(Piece(span=Span(position, position + len(part.text)), role=part.role))
        if part.time:
            times[position] = part.time
        position += len(part.text) + 2
    marked = mark(text, pieces)
    if not any(piece.role in {None, Role.LEAD} for piece in marked):
        raise IntakeError("no article text found on the page, only furniture such as menus and notices")
    shown = found.shown
    signed = next((byline_name(p.span.of(text)) for p in marked if p.role is Role.BYLINE and not times), None)
    return Article(
        text=text,
        blocks=tuple(Block(role=p.role or Role.BODY, span=p.span, time=times.get(p.span.start)) for p in marked),
        raw_id=document.id,
        address=facts.address,
        outlet=facts.outlet or _named_site(facts, headline) or host_of(facts.address) or None,
        title=headline or facts.title,
        byline=", ".join(facts.persons) or shown.person or ", ".join(facts.bodies[:3]) or shown.byline or signed,
        published=facts.published or shown.published,
        modified=facts.modified or shown.modified,
        captured=document.captured,
        section=facts.section or shown.section or _titled_section(facts, headline),
        partial=found.partial,
        language=facts.language or settings.language,
    )


def _title_rest(facts: PageFacts, headline: str | None) -> Sequence[str]:
    """The pieces of the title element that are no part of the headline."""
    key = key_of(headline or facts.title or "")
    return [part for part in facts.title_parts if key_of(part) and key_of(part) not in key]


def _named_site(facts: PageFacts, headline: str | None) -> str | None:
    """The name of the site from the title element, where it stands before or behind the headline."""
    whole, title = facts.title_element, headline or facts.title or ""
    if title and len(facts.title_parts) < 3 and title != whole and (whole.startswith(title) or whole.endswith(title)):
        rest = whole.replace(title, "", 1).strip(" |•·–—-:»›")
        if rest and len(rest) <= 40:
            return rest
    rest_parts = _title_rest(facts, headline)
    if not rest_parts or len(rest_parts) == len(facts.title_parts):
        return None
    name = rest_parts[0] if facts.title_parts[0] == rest_parts[0] else rest_parts[-1]
    return name if len(name) <= 40 else None


def _titled_section(facts: PageFacts, headline: str | None) -> str | None:
    """The piece of the title element between the headline and the name of the site."""
    rest = _title_rest(facts, headline)
    if len(rest) < 2 or len(rest) == len(facts.title_parts):
        return None
    between = rest[1] if facts.title_parts[0] == rest[0] else rest[0]
    return between if len(between) <= 30 else None
