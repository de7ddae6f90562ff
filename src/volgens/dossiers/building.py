"""A dossier from the readings of its articles: pure, and the same whatever order they come in."""

from collections.abc import Sequence

from volgens.dossiers.claims import find_claims
from volgens.dossiers.copies import find_copies
from volgens.dossiers.linking import Matcher
from volgens.dossiers.personas import NO_MERGES, Merges, find_personas
from volgens.dossiers.positions import find_positions
from volgens.dossiers.records import Card, Dossier, Happening
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
        claims=find_claims(ordered, cast, matcher),
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
                key=lambda h: (h.at, h.article_id, h.what[0].start),
            )
        ),
    )


def _card(article: Article) -> Card:
    return Card(
        id=article.id,
        outlet=article.outlet,
        title=article.title,
        address=article.address,
        published=article.published,
        modified=article.modified,
    )
