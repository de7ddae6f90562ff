"""Names for our records in linked data: ``urn:volgens:article:ID`` and the like."""

from urllib.parse import quote as percent_encode

from volgens.export.characters import encodable
from volgens.model import Attribution, Span

PERSPECTIVES = "urn:volgens:perspectives"
INSTANCES = "urn:volgens:instances"


def name_article(article_id: str) -> str:
    return f"urn:volgens:article:{_safe(article_id)}"


def name_place(article_id: str, span: Span) -> str:
    """Characters of an article, as RFC 5147 counts them."""
    return f"{name_article(article_id)}#char={span.start},{span.end}"


def name_attribution(attribution_id: str) -> str:
    return f"urn:volgens:attribution:{_safe(attribution_id)}"


def name_content(attribution_id: str) -> str:
    """What an attribution says."""
    return f"urn:volgens:content:{_safe(attribution_id)}"


def name_agent(name: str) -> str:
    """Whoever goes by this very name."""
    return f"urn:volgens:name:{_safe(name)}"


def name_speaker(attribution: Attribution) -> str | None:
    """Who stands behind an attribution: the actor of its article, else a bare name, else nobody."""
    if attribution.actor_id is not None:
        return f"urn:volgens:actor:{_safe(attribution.actor_id)}"
    return name_agent(attribution.entity) if attribution.entity else None


def name_dossier(dossier_id: str) -> str:
    return f"urn:volgens:dossier:{_safe(dossier_id)}"


def name_claim(dossier_id: str, claim_id: str) -> str:
    return f"urn:volgens:claim:{_safe(dossier_id)}:{_safe(claim_id)}"


def name_stand(dossier_id: str, stand_id: str) -> str:
    return f"urn:volgens:stand:{_safe(dossier_id)}:{_safe(stand_id)}"


def _safe(words: str) -> str:
    return percent_encode(encodable(words), safe="")
