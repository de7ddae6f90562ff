"""A dossier from the readings of its articles: pure, and the same whatever order they come in."""

from collections.abc import Sequence
from datetime import date

from volgens.dossier_model import Card, Dossier, Happening
from volgens.dossiers.claims import find_claims
from volgens.dossiers.copies import find_copies
from volgens.dossiers.linking import Matcher
from volgens.dossiers.personas import NO_MERGES, Merges, find_personas
from volgens.dossiers.positions import find_positions
from volgens.dossiers.revisions import compare_chain
from volgens.dossiers.versions import find_versions, version_order
from volgens.language.people import People
from volgens.model import Article, Reading, content_id


def build_dossier(
    readings: Sequence[Reading],
    people: People,
    matcher: Matcher,
    *,
    merges: Merges = NO_MERGES,
    title: str | None = None,
) -> Dossier:
    """Everything that ``readings`` say together; ``title`` is that of the first article unless one is given."""
    ordered = sorted(readings, key=lambda r: version_order(r.article))
    articles = [r.article for r in ordered]
    versions = find_versions(articles)
    cast = find_personas(ordered, people, merges)
    return Dossier(
        id=content_id("dossier", articles[0].id if articles else ""),
        title=title or next((a.title for a in articles if a.title), ""),
        articles=tuple(_card(a) for a in articles),
        claims=find_claims(ordered, cast, matcher, merges.claims),
        positions=find_positions(ordered, cast),
        personas=cast.personas,
        copies=find_copies(articles, versions),
        revisions=tuple(
            revision
            for first in dict.fromkeys(versions.values())
            for revision in compare_chain([r for r in ordered if versions.get(r.article.id) == first])
        ),
        timeline=tuple(
            sorted(
                (Happening(article_id=r.article.id, at=m.value, what=m.about) for r in ordered for m in r.moments),
                key=lambda h: (begins(h.at), h.at, h.article_id, h.what[0].start),
            )
        ),
    )


_PARTS = {"21": "03", "22": "06", "23": "09", "24": "12", "33": "01", "34": "04", "35": "07", "36": "10"}
"""Months in which the seasons and quarters of ISO 8601-2 begin."""


def begins(moment: str) -> str:
    """Where a moment stands among others: a week at its Monday, a season or quarter at its first month."""
    year, _, rest = moment.partition("-")
    if rest.startswith("W"):
        return date.fromisocalendar(int(year), int(rest[1:3]), 1).isoformat()
    return f"{year}-{_PARTS[rest]}" if rest in _PARTS else moment


def _card(article: Article) -> Card:
    return Card(
        id=article.id,
        outlet=article.outlet,
        title=article.title,
        address=article.address,
        published=article.published,
        modified=article.modified,
    )
