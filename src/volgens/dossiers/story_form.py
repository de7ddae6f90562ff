"""A dossier in the form in which the stories of the corpus are annotated; see ``corpus/stories/README.md``."""

from collections.abc import Mapping, Sequence

from volgens.dossier_model import Dossier
from volgens.model import Article, Role, Spans, quote

Form = dict[str, object]


def to_story(dossier: Dossier, articles: Mapping[str, Article]) -> Form:
    """``articles`` goes from the names that the story gives its articles to the articles."""
    names = {a.id: name for name, a in articles.items()}
    by_id = {a.id: a for a in articles.values()}

    def words(article_id: str, spans: Spans) -> str:
        return quote(by_id[article_id].text, spans, " ")

    return {
        "furniture": {name: _furniture(a) for name, a in articles.items()},
        "near_duplicates": [[names[i] for i in group] for group in dossier.copies],
        "claims": [
            {
                "id": claim.id,
                "origins": claim.origins,
                "stands": [
                    {
                        "article": names[s.article_id],
                        "quote": words(s.article_id, s.words),
                        "stance": s.stance,
                        "actor": s.actor,
                        "via": s.via,
                        "origin": s.origin,
                    }
                    for s in claim.stands
                ],
            }
            for claim in dossier.claims
        ],
        "positions": [
            {
                "article": names[p.article_id],
                "actor": p.actor,
                "toward": p.toward,
                "matter": words(p.article_id, p.matter),
                "quote": words(p.article_id, p.matter),
                "act": p.act,
                "condition": words(p.article_id, p.condition) or None,
            }
            for p in dossier.positions
        ],
        "actors": [{"name": p.name, "aliases": list(p.aliases), "speaks_for": p.speaks_for} for p in dossier.personas],
        "revisions": [
            {
                "from": names[r.earlier],
                "to": names[r.later],
                "added": [words(r.later, s) for s in r.added],
                "dropped": [words(r.earlier, s) for s in r.dropped],
                "reworded": [[words(r.earlier, a), words(r.later, b)] for a, b in r.reworded],
            }
            for r in dossier.revisions
        ],
        "timeline": [
            {"at": h.at, "what": words(h.article_id, h.what), "article": names[h.article_id]} for h in dossier.timeline
        ],
    }


def _furniture(article: Article) -> Sequence[str]:
    """Lines that are no part of the article; a byline counts as such there."""
    return [
        line.strip()
        for block in article.blocks
        if block.role in {Role.FURNITURE, Role.BYLINE}
        for line in block.span.of(article.text).splitlines()
        if line.strip()
    ]
