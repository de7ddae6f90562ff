"""Finding the article on a page: the element that holds it, and what each of its texts is.

Trafilatura leaves out what is not the article. We keep that and mark it, so its answer serves to find the element
that holds the article and to tell paragraphs from furniture; the characters come from the page itself.
"""

from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass, replace
from itertools import islice
from urllib.parse import urlsplit

import trafilatura
from lxml.html import HtmlElement

from volgens.intake.outlets import Places
from volgens.intake.pages.metadata import PageFacts
from volgens.intake.pages.runs import LINK, STRONG, TIME, Run, clean, collect_runs, key_of
from volgens.intake.texts.furniture import ends_in_stop, find_role, opens_box
from volgens.model import Role

MOST_ELEMENTS = 60_000
"""Beyond this trafilatura would take minutes; such a page is read by its paragraphs alone."""

_SENTENCE = 40
_MOST_OF = 0.9
_LONGEST_LEAD = 1200
_LONGEST_BOX = 600
_LONGEST_BESIDE = 400
_MOST_IN_FIGURE = 60
_LONGEST_TITLE = 300
_LONGEST_LABEL = 60
_LONGEST_HEADING = 90
_LONGEST_TEASER = 170
_OPEN = frozenset({None, Role.LEAD})
_PICTURES = frozenset({"img", "picture", "video", "audio", "iframe", "amp-img", "amp-video", "object"})
_CONTAINERS = frozenset({"body", "main", "article", "html"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Confirmed:
    """What trafilatura took for the article, as letters and digits only."""

    lines: frozenset[str]
    whole: str

    def holds(self, text: str) -> bool:
        key = key_of(text)
        return key in self.lines or (len(key) >= 25 and key in self.whole)


@dataclass(frozen=True, slots=True, kw_only=True)
class Body:
    """The texts of the article's element in page order with their settled roles; `None` is a paragraph.

    ``own`` are the places of the article's own paragraphs, ``headline`` the place of its headline, if it shows one.
    """

    runs: tuple[Run, ...] = ()
    roles: tuple[Role | None, ...] = ()
    own: tuple[int, ...] = ()
    headline: int | None = None


def find_body(root: HtmlElement, page_runs: Sequence[Run], facts: PageFacts, places: Places) -> Body:
    """The article's part of the page, whose runs are ``page_runs``; without runs where nothing is a paragraph."""
    page = root.find("body")
    page = root if page is None else page
    confirmed = _confirm(root)
    found = _find_paragraphs(page_runs, confirmed, trust_classes=False)
    trusting = _find_paragraphs(page_runs, confirmed, trust_classes=True)
    # A template may hang "share" or "comments" on the element around everything: then its classes say nothing.
    trust = 2 * _length(trusting) > _length(found)
    found = trusting if trust else found
    if not found:
        return Body()
    titles = _title_keys(facts)
    runs = list(collect_runs(_find_container(page, page_runs, found, titles)))
    if not trust:
        runs = [replace(run, role=run.plain) for run in runs]
    persons = frozenset(key_of(name) for name in facts.persons)
    runs = [_retold(run, persons, facts.address) for run in runs]
    return _settle(runs, {run.block for run in found}, titles, _given_roles(root, places))


def _retold(run: Run, persons: frozenset[str], address: str | None) -> Run:
    """The run with the role that its words or its link give it, whatever its tag says."""
    if len(run.text) <= _LONGEST_LABEL and key_of(run.text) in persons:
        return replace(run, role=Role.BYLINE)
    if run.role is Role.HEADING and run.wholly(LINK) and _leads_away(run, address):
        return replace(run, role=Role.FURNITURE)
    return run


def _leads_away(run: Run, address: str | None) -> bool:
    """Whether the link in a heading goes to another page, as that of a teaser does."""
    links = [*run.block.iter("a"), *run.block.iterancestors("a")]
    href = links[0].get("href") if links else None
    path = urlsplit(address or "").path
    return bool(links) and not (href and (href.startswith("#") or (len(path) > 1 and path in href)))


def _given_roles(root: HtmlElement, places: Places) -> dict[HtmlElement, Role]:
    kinds = {"furniture": Role.FURNITURE, "byline": Role.BYLINE, "caption": Role.CAPTION, "lead": Role.LEAD}
    found = {element: role for place, role in kinds.items() for element in places.find(place, root)}
    return found | dict.fromkeys(places.find("title", root)[:1], Role.HEADLINE)


def _find_paragraphs(page_runs: Sequence[Run], confirmed: _Confirmed, *, trust_classes: bool) -> list[Run]:
    """The runs that trafilatura took for the article; without its word, those that look like paragraphs."""
    runs = [run for run in page_runs if run.told(trust_classes=trust_classes) is not Role.FURNITURE]
    found = [run for run in runs if run.plain is not Role.HEADLINE and confirmed.holds(run.text)]
    if any(ends_in_stop(run.text) for run in found):
        return found
    return [run for run in runs if _looks_like_paragraph(run, run.told(trust_classes=trust_classes))]


def _length(runs: Sequence[Run]) -> int:
    return sum(len(run.text) for run in runs)


def _confirm(root: HtmlElement) -> _Confirmed:
    if sum(1 for _ in root.iter()) > MOST_ELEMENTS:
        return _Confirmed(lines=frozenset(), whole="")
    try:
        found = trafilatura.extract(
            deepcopy(root), include_comments=False, favor_recall=True, fast=True, output_format="txt"
        )
    except Exception:  # A crash of the library on one odd page must not cost the page: paragraphs are still found.
        found = None
    lines = [key_of(line) for line in (found or "").splitlines()]
    return _Confirmed(lines=frozenset(filter(None, lines)), whole="".join(lines))


def _title_keys(facts: PageFacts) -> frozenset[str]:
    """Keys of what may be the headline; a short piece of the title element may as well be the name of the site."""
    parts = [part for part in facts.title_parts if len(part.split()) > 3]
    return frozenset(key_of(title) for title in (*facts.titles, *parts) if len(title.split()) > 1)


def _looks_like_paragraph(run: Run, role: Role | None) -> bool:
    tag = run.block.tag
    if role not in _OPEN or run.wholly(LINK) or run.wholly(TIME):
        return False
    return ends_in_stop(run.text) and (tag in {"p", "blockquote", "li", "dd"} or len(run.text) >= _SENTENCE)


def _find_container(
    page: HtmlElement, page_runs: Sequence[Run], found: Sequence[Run], titles: frozenset[str]
) -> HtmlElement:
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
    article = next((element for element in around if element.tag in _CONTAINERS), page)
    heads = {h for h in page.iter("h1") if key_of("".join(h.itertext())) in titles}
    # Some templates put no more than the paragraphs in the <article>, and the headline beside it.
    whole = article.tag == "article" or (article.tag == "main" and article is not container)
    if whole and (not heads or heads & set(article.iter("h1"))):
        return article
    return _with_headline(page, page_runs, around, titles)


def _with_headline(
    page: HtmlElement, page_runs: Sequence[Run], around: Sequence[HtmlElement], titles: frozenset[str]
) -> HtmlElement:
    heads = [h for h in page.iter("h1") if key_of("".join(h.itertext())) in titles] or list(page.iter("h1"))
    heads = heads or [run.block for run in page_runs if key_of(run.text) in titles and run.block is not page][:1]
    if not heads:
        # One paragraph alone is the container itself; its parent may hold the caption or the byline.
        return around[1] if around[0].tag in {"p", "blockquote", "li"} and len(around) > 1 else around[0]
    chains = {element for head in heads for element in (head, *head.iterancestors())}
    return next((element for element in around if element in chains), around[0])


def _settle(
    runs: Sequence[Run], firm: set[HtmlElement], titles: frozenset[str], given: dict[HtmlElement, Role]
) -> Body:
    """Roles from the outlet's entry, from markup, from what trafilatura confirmed and from a run's neighbours."""
    told = [_given(run, given) for run in runs]
    boxed = _find_boxes(runs)
    own = [
        i for i, run in enumerate(runs)
        if run.block in firm and run.role in _OPEN and told[i] in _OPEN and run.block not in boxed
    ]  # fmt: skip
    if not own:
        return Body()
    headline = _find_headline(runs, told, own, titles)
    own = [i for i in own if headline is None or i > headline or len(runs[i].text) > _LONGEST_LABEL] or own
    parents = {runs[i].block.getparent() for i in own}
    listed = _find_listed(runs)
    roles: list[Role | None] = []
    for i, run in enumerate(runs):
        role = told[i] or run.role
        if i == headline:
            role = Role.HEADLINE
        elif told[i] is not None:
            pass
        elif role is Role.HEADLINE:
            # A page has one headline: what else calls itself so is the name of the site, or a heading.
            role = Role.FURNITURE if headline is not None and i < headline else Role.HEADING
        elif run.block in boxed or i in listed or key_of(run.text) in titles:
            role = Role.FURNITURE
        elif role in _OPEN:
            at_home = run.block.getparent() in parents and i > (headline or 0)
            role = _settle_paragraph(
                run, role, firm=run.block in firm and i in range(own[0], len(runs)), at_home=at_home
            )
            role = Role.HEADING if role is None and _is_bold_heading(runs, i, own) else role
        elif role is Role.HEADING and i > own[-1]:
            role = Role.FURNITURE
        elif role is Role.BYLINE and len(run.text) > 150:
            role = None
        roles.append(role)
    own = [i for i in own if roles[i] in _OPEN and i != headline]
    _bold_lead(runs, roles, own)
    return Body(runs=tuple(runs), roles=tuple(_first_lead_only(runs, roles)), own=tuple(own), headline=headline)


def _is_bold_heading(runs: Sequence[Run], i: int, own: Sequence[int]) -> bool:
    """A short line in bold between paragraphs, which many editors use for a heading."""
    run = runs[i]
    return (
        own[0] < i < own[-1]
        and run.wholly(STRONG)
        and len(run.text) <= _LONGEST_HEADING
        and not ends_in_stop(run.text.rstrip("”’\"'»"))
        and not run.text.endswith((":", ","))
        and not runs[i + 1].wholly(STRONG)
    )


def _find_listed(runs: Sequence[Run]) -> set[int]:
    """The places of list items under a heading such as "Bronnen"."""
    listed: set[int] = set()
    heading = False
    for i, run in enumerate(runs):
        if run.role is Role.HEADING:
            heading = opens_box(run.text)
        elif heading and (run.block.tag == "li" or run.block.getparent().tag == "li"):
            listed.add(i)
        else:
            heading = False
    return listed


def _given(run: Run, given: dict[HtmlElement, Role]) -> Role | None:
    if not given:
        return None
    inner = [e for e in islice(run.block.iter(), 1, 4) if e in given and clean("".join(e.itertext())) == run.text]
    around = [*inner, run.block, *run.block.iterancestors()]
    return next((given[element] for element in around if element in given), None)


def _find_headline(
    runs: Sequence[Run], told: Sequence[Role | None], own: Sequence[int], titles: frozenset[str]
) -> int | None:
    """The place of the headline: as the outlet's entry says, else as the page's declared titles say, else its <h1>."""
    if Role.HEADLINE in told:
        return told.index(Role.HEADLINE)
    first = next((i for i in own if len(runs[i].text) > _LONGEST_LABEL and ends_in_stop(runs[i].text)), own[0])
    before = range(min(first + 1, len(runs)))
    heads = [i for i in before if runs[i].role is Role.HEADLINE]
    said = [i for i in before if len(runs[i].text) <= _LONGEST_TITLE and key_of(runs[i].text) in titles]
    both = [i for i in heads if i in said]
    unlinked = [i for i in said if not runs[i].wholly(LINK)]
    return next(iter([*both, *(heads if len(heads) == 1 and not unlinked else unlinked), *heads]), None)


def _find_boxes(runs: Sequence[Run]) -> set[HtmlElement]:
    """The blocks that lie in a box headed by a line such as "Lees ook", as far as the box is a small element."""
    heads = [i for i, run in enumerate(runs) if opens_box(run.text)]
    if not heads:
        return set()
    boxed: set[HtmlElement] = set()
    lengths: dict[HtmlElement, int] = {}
    firsts: dict[HtmlElement, int] = {}
    for i, run in enumerate(runs):
        # A paragraph that is no link belongs to the article: no box holds it.
        weight = _LONGEST_BOX if len(run.text) > _LONGEST_TEASER and not run.wholly(LINK) else len(run.text)
        for element in (run.block, *run.block.iterancestors()):
            lengths[element] = lengths.get(element, 0) + weight
            firsts.setdefault(element, i)
    for i in heads:
        box = None
        for element in (runs[i].block, *runs[i].block.iterancestors()):
            # A list item is one box among others; the run itself may be longer than a box may.
            if element.tag in _CONTAINERS or firsts.get(element) != i or lengths[element] >= _LONGEST_BOX:
                break
            box = element
        if box is not None:
            boxed.update(box.iter())
    return boxed


def _settle_paragraph(run: Run, role: Role | None, *, firm: bool, at_home: bool) -> Role | None:
    if run.wholly(TIME) or run.wholly(LINK):
        return Role.FURNITURE
    if _stands_by_picture(run):
        return Role.CAPTION
    if firm or role is Role.LEAD or (at_home and run.block.tag in {"p", "blockquote"}):
        return role
    return Role.FURNITURE


def _stands_by_picture(run: Run) -> bool:
    """Whether the run is the one short text beside a picture: its caption, whatever the template calls it."""
    if len(run.text.split()) < 3 or len(run.text) > _LONGEST_BESIDE or find_role(run.text) is not None:
        return False
    if run.block.tag == "p" and ends_in_stop(run.text):
        return False
    for element in islice((run.block, *run.block.iterancestors()), 4):
        if element.tag in _CONTAINERS:
            return False
        near = islice(element.iter(), _MOST_IN_FIGURE)
        if any(e.tag in _PICTURES or (isinstance(e.tag, str) and "player" in e.tag) for e in near):
            return _is_short(element)
    return False


def _is_short(element: HtmlElement) -> bool:
    """Whether the element holds little text; looks no further than it must."""
    length = 0
    for count, text in enumerate(element.itertext()):
        length += len(text.strip())
        if length > _LONGEST_BESIDE or count > _MOST_IN_FIGURE:
            return False
    return True


def _first_lead_only(runs: Sequence[Run], roles: Sequence[Role | None]) -> list[Role | None]:
    """A class "intro" on a whole article says nothing: only what comes first and is short is a lead."""
    leads = sum(len(run.text) for run, role in zip(runs, roles, strict=True) if role is Role.LEAD)
    return list(roles) if leads <= _LONGEST_LEAD else [None if role is Role.LEAD else role for role in roles]


def _bold_lead(runs: Sequence[Run], roles: list[Role | None], own: Sequence[int]) -> None:
    if len(own) < 2 or Role.LEAD in roles or not runs[own[0]].wholly(STRONG) or runs[own[1]].wholly(STRONG):
        return
    first = runs[own[0]]
    if roles[own[0]] is None and len(first.text) >= _SENTENCE and ends_in_stop(first.text):
        roles[own[0]] = Role.LEAD
