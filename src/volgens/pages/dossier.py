"""The page of a dossier: what several articles let whom say about one event, the contested claims first."""

from collections.abc import Mapping
from dataclasses import dataclass

from volgens.dossier_model import Dossier
from volgens.language.interface import Interface, Sign, load_interface
from volgens.model import Article, Stance
from volgens.pages.citations import LinkTo, find_citations
from volgens.pages.dossier_claims import build_claims
from volgens.pages.dossier_people import build_actors, build_articles
from volgens.pages.dossier_positions import build_positions
from volgens.pages.dossier_revisions import build_revisions
from volgens.pages.dossier_timeline import build_timeline
from volgens.pages.environment import Page, render_alone, shrink
from volgens.pages.time_words import short_moment

MOST_INDEXED = 16
"""Contested claims that the list at the head of the page names; the rest follows below it."""

_LABEL = ':not(:empty)::before { content: "%s: " }'


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """The figures at the head; ``first`` and ``last`` are empty where no article says when it was printed."""

    articles: int
    outlets: int
    voices: int
    statements: int
    first: str
    last: str


def render_dossier(
    view: Dossier,
    articles: Mapping[str, Article],
    *,
    language: str = "nl",
    link_to: LinkTo | None = None,
) -> str:
    """A self-contained HTML page of ``view`` with its interface in ``language`` (``nl`` or ``en``).

    Loads nothing and runs no script; the rest as in `build_dossier_page`.
    """
    return shrink(render_alone(build_dossier_page(view, articles, language=language, link_to=link_to)))


def build_dossier_page(
    view: Dossier,
    articles: Mapping[str, Article],
    *,
    language: str = "nl",
    link_to: LinkTo | None = None,
) -> Page:
    """The parts of the page of ``view``; `LexiconError` where there is no interface in ``language``.

    ``articles`` are those of the dossier by id, for showing words in their sentence; what is not among them is shown
    without it. Citations lead to ``link_to(article_id, start)``, or to an appendix of cited sentences where that is
    not given.
    """
    interface = load_interface(language)
    citations = find_citations(view, articles, interface, link_to)
    claims = build_claims(view.claims, {persona.name: persona for persona in view.personas}, citations)
    return Page(
        template="dossier.html.j2",
        sheet="dossier.css",
        rules=_signs(interface) + _narrow_labels(interface),
        values={
            "interface": interface,
            "view": view,
            "title": view.title or interface.text("dossier.untitled"),
            "title_language": _title_language(view, articles, interface),
            "figures": _count(view, interface),
            "stances": tuple(Stance),
            "contested": tuple(claim for claim in claims if claim.contested),
            "uncontested": tuple(claim for claim in claims if not claim.contested),
            "most_indexed": MOST_INDEXED,
            "positions": build_positions(view.positions, citations),
            "timeline": build_timeline(view.timeline, citations),
            "revisions": build_revisions(view.revisions, citations),
            "actors": build_actors(view, interface),
            "rows": build_articles(view, citations),
            "appendix": citations.appendix,
        },
    )


def _signs(interface: Interface) -> str:
    """Rules that put the sign of a stance before the words for it."""
    return "".join(f'.{stance} {{ --k: "{interface.marks[Sign(stance)]}" }}\n' for stance in Stance)


def _narrow_labels(interface: Interface) -> str:
    """Rules that put the column before a cell where a narrow screen stands the cells of a row below one another."""
    cells = {".stands": {3: "toward", 5: "condition"}, ".cast": {2: "for_whom", 3: "aliases"}}
    rules = []
    for table, columns in cells.items():
        for column, key in columns.items():
            # Counted from the end: in the first row of a group the name of the actor stands before the others.
            place = {".stands": 7, ".cast": 8}[table] - column
            rules.append(f"{table} td:nth-last-child({place}){_LABEL % interface.text(f'dossier.{key}')}")
    for place, stance in enumerate(reversed(tuple(Stance)), 1):
        words = f"{interface.marks[Sign(stance)]} {interface.text(f'dossier.column_{stance}')}"
        rules.append(f".cast td:nth-last-child({place}){_LABEL % words}")
    return f"@media (max-width: 700px) {{ {' '.join(rules)} }}\n"


def _title_language(view: Dossier, articles: Mapping[str, Article], interface: Interface) -> str | None:
    """That of the articles where they share one and it is not the page's."""
    found = {articles[card.id].language for card in view.articles if card.id in articles}
    return next(iter(found)) if len(found) == 1 and interface.language not in found else None


def _count(view: Dossier, interface: Interface) -> Figures:
    printed = sorted(moment for card in view.articles if (moment := card.modified or card.published) is not None)
    started = sorted(card.published for card in view.articles if card.published is not None) or printed
    stands = [stand for claim in view.claims for stand in claim.stands]
    return Figures(
        articles=len(view.articles),
        outlets=len({card.outlet for card in view.articles if card.outlet}),
        voices=len({stand.actor for stand in stands if stand.actor}),
        statements=len(stands),
        first=short_moment(started[0], interface) if printed else "",
        last=short_moment(printed[-1], interface) if printed else "",
    )
