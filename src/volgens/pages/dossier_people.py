"""Who speaks in a dossier, under which names and for whom; and its articles, with those that are one text."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volgens.dossier_model import Card, Dossier, Persona
from volgens.language.interface import Interface
from volgens.model import ActorKind, Stance
from volgens.pages.citations import Citations
from volgens.pages.dateline import safe_link
from volgens.pages.time_words import short_moment


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorRow:
    """An actor with how often it stands which way; ``kind`` in words, empty where the text does not show it."""

    name: str
    kind: str
    aliases: tuple[str, ...]
    speaks_for: str | None
    counts: Mapping[Stance, int]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleRow:
    """An article; ``copies`` and ``versions`` name the others that are one text or one page with it."""

    number: int
    card: Card
    link: str | None
    published: str
    published_iso: str | None
    modified: str | None
    modified_iso: str | None
    language: str | None
    statements: int
    copies: tuple[str, ...]
    earlier: tuple[str, ...]


def build_actors(view: Dossier, interface: Interface) -> tuple[ActorRow, ...]:
    """Every persona, those with most statements first; those who are named but say nothing come last."""
    counts: dict[str, Counter[Stance]] = {persona.name: Counter() for persona in view.personas}
    for stand in (stand for claim in view.claims for stand in claim.stands):
        if stand.actor in counts:
            counts[stand.actor][stand.stance] += 1
    rows = [
        ActorRow(
            name=persona.name,
            kind="" if persona.kind is ActorKind.OTHER else interface.text(f"dossier.kind_{persona.kind}"),
            aliases=_other_names(persona),
            speaks_for=persona.speaks_for,
            counts=counts[persona.name],
            statements=counts[persona.name].total(),
        )
        for persona in view.personas
    ]
    return tuple(sorted(rows, key=lambda row: (-row.statements, row.name.casefold())))


def _other_names(persona: Persona) -> tuple[str, ...]:
    """The aliases that differ from the name and from one another in more than a capital."""
    found = {persona.name.casefold(): persona.name}
    for alias in persona.aliases:
        found.setdefault(alias.casefold(), alias)
    return tuple(found.values())[1:]


def build_articles(view: Dossier, citations: Citations) -> tuple[ArticleRow, ...]:
    """The articles in the order of the dossier."""
    statements = Counter(stand.article_id for claim in view.claims for stand in claim.stands)
    first = _first_versions(view)
    rows = []
    for number, card in enumerate(view.articles, 1):
        group: Sequence[str] = next((group for group in view.copies if card.id in group), ())
        rows.append(
            ArticleRow(
                number=number,
                card=card,
                link=safe_link(card.address),
                published=short_moment(card.published, citations.interface),
                published_iso=card.published.isoformat() if card.published else None,
                modified=short_moment(card.modified, citations.interface) if card.modified else None,
                modified_iso=card.modified.isoformat() if card.modified else None,
                language=citations.language(card.id),
                statements=statements[card.id],
                copies=tuple(
                    _name(key, citations) for key in group if first.get(key, key) != first.get(card.id, card.id)
                ),
                earlier=tuple(_name(r.earlier, citations) for r in view.revisions if r.later == card.id),
            )
        )
    return tuple(rows)


def _first_versions(view: Dossier) -> Mapping[str, str]:
    """For each article that was revised, or is a revision, the first version of it: no copy of itself."""
    first: dict[str, str] = {}
    for revision in view.revisions:
        first[revision.later] = first.setdefault(revision.earlier, revision.earlier)
    return first


def _name(article_id: str, citations: Citations) -> str:
    card = citations.cards.get(article_id)
    outlet = (card.outlet if card else None) or citations.interface.text("dossier.no_outlet")
    return f"{outlet}, {citations.moments.get(article_id, citations.interface.text('page.no_date'))}"
