"""Linked data in JSON: the W3C Web Annotation model, with what was said as schema.org's Quotation and Claim.

An annotation targets the words of a content by position and by the words themselves with what stands around them.
``docs/reference/formats.md`` tells every term.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import TextIO

from volgens.dossier_model import NO_CLAIMS, Claim, Dossier, Stand
from volgens.export import names
from volgens.export.characters import encodable
from volgens.export.json_export import Json
from volgens.model import Actor, ActorKind, Article, Attribution, Mode, Reading, Span, Spans, quote

ANNOTATION_CONTEXT = "http://www.w3.org/ns/anno.jsonld"
OWN_CONTEXT = {"volgens": "urn:volgens:term:"}
AROUND = 32
"""Characters before and after the words that a selector quotes."""

_KINDS = {
    ActorKind.PERSON: "schema:Person",
    ActorKind.ORGANISATION: "schema:Organization",
    ActorKind.STATE: "schema:Country",
    ActorKind.MEDIUM: "schema:NewsMediaOrganization",
    ActorKind.GROUP: "schema:Organization",
    ActorKind.PLACE: "schema:Place",
    ActorKind.OTHER: "schema:Thing",
}


def write_jsonld(readings: Iterable[Reading], dossiers: Iterable[Dossier], stream: TextIO) -> int:
    """Write one JSON-LD document, a node a line; returns the number of attributions. Holds one reading at a time."""
    context = json.dumps([ANNOTATION_CONTEXT, OWN_CONTEXT])
    stream.write(f'{{"@context": {context},\n"@graph": [')
    written, separator = 0, "\n"
    for reading in readings:
        for node in iter_nodes(reading):
            separator = _write(stream, separator, node)
        written += len(reading.attributions)
    for dossier in dossiers:
        for node in _iter_dossier_nodes(dossier):
            separator = _write(stream, separator, node)
    stream.write("\n]}\n")
    return written


def iter_nodes(reading: Reading) -> Iterator[Mapping[str, Json]]:
    """The article, its actors, and an annotation for each attribution."""
    yield _told(_article(reading.article))
    for actor in reading.actors:
        yield _told(_actor(actor))
    for attribution in reading.attributions:
        yield _annotation(reading.article, attribution)


def _write(stream: TextIO, separator: str, node: Mapping[str, Json]) -> str:
    stream.write(separator)
    stream.write(encodable(json.dumps(node, ensure_ascii=False)))
    return ",\n"


def _article(article: Article) -> Mapping[str, Json]:
    publisher: Json = None
    if article.outlet:
        publisher = {
            "id": names.name_agent(article.outlet),
            "type": "schema:NewsMediaOrganization",
            "schema:name": article.outlet,
        }
    return {
        "id": names.name_article(article.id),
        "type": "schema:NewsArticle",
        "schema:url": article.address,
        "schema:headline": article.title,
        "schema:author": article.byline,
        "schema:articleSection": article.section,
        "schema:publisher": publisher,
        "schema:datePublished": _time(article.published),
        "schema:dateModified": _time(article.modified),
        "schema:inLanguage": article.language,
        "schema:articleBody": article.text,
    }


def _actor(actor: Actor) -> Mapping[str, Json]:
    return {
        "id": f"urn:volgens:actor:{actor.id}",
        "type": _KINDS[actor.kind],
        "schema:name": actor.name,
        "volgens:speaksFor": actor.speaks_for,
    }


def _annotation(article: Article, attribution: Attribution) -> Mapping[str, Json]:
    speaker = names.name_speaker(attribution)
    creator: Json = None
    if speaker is not None:
        creator = _told({"id": speaker, "schema:name": attribution.entity})
    here = {"id": names.name_article(article.id)}
    kind = _kind(attribution)
    body = {
        "id": names.name_content(attribution.id),
        "type": kind,
        "schema:text": quote(article.text, attribution.content),
        "schema:creator": creator,
        "schema:appearance" if kind == "schema:Claim" else "schema:isPartOf": here,
    }
    return _told(
        {
            "id": names.name_attribution(attribution.id),
            "type": "Annotation",
            "motivation": "describing",
            "body": _told(body),
            "target": _target(article, attribution.content),
            "volgens:act": attribution.act.value,
            "volgens:mode": attribution.mode.value,
            "volgens:source": _target(article, attribution.source),
            "volgens:cue": _target(article, attribution.cue),
            "volgens:via": _target(article, attribution.via),
            "volgens:inside": {"id": names.name_attribution(attribution.parent)} if attribution.parent else None,
            "volgens:maker": attribution.maker,
            "volgens:version": attribution.version,
            "volgens:confidence": float(attribution.confidence),
        }
    )


def _kind(attribution: Attribution) -> str:
    """Literal words are a quotation; a demand or wish in other words claims nothing."""
    if attribution.mode is not Mode.INDIRECT:
        return "schema:Quotation"
    return "schema:CreativeWork" if attribution.act in NO_CLAIMS else "schema:Claim"


def _target(article: Article, spans: Spans) -> Json:
    """The words as one resource, or a list of them in text order; nothing where there are none."""
    places: Sequence[Json] = [_place(article, span) for span in spans]
    if len(places) < 2:
        return places[0] if places else None
    return {"type": "List", "items": places}


def _place(article: Article, span: Span) -> Json:
    text = article.text
    words: dict[str, Json] = {"type": "TextQuoteSelector", "exact": span.of(text)}
    words["prefix"] = text[max(0, span.start - AROUND) : span.start]
    words["suffix"] = text[span.end : span.end + AROUND]
    return {
        "type": "SpecificResource",
        "source": names.name_article(article.id),
        "selector": [_position(span), words],
    }


def _position(span: Span) -> Json:
    return {"type": "TextPositionSelector", "start": span.start, "end": span.end}


def _iter_dossier_nodes(dossier: Dossier) -> Iterator[Mapping[str, Json]]:
    yield {
        "id": names.name_dossier(dossier.id),
        "type": "schema:Collection",
        "schema:name": dossier.title,
        "schema:hasPart": [{"id": names.name_article(card.id)} for card in dossier.articles],
    }
    for claim in dossier.claims:
        yield {
            "id": names.name_claim(dossier.id, claim.id),
            "type": "schema:Claim",
            "schema:isPartOf": {"id": names.name_dossier(dossier.id)},
            "schema:appearance": [
                {"id": names.name_article(article_id)}
                for article_id in dict.fromkeys(s.article_id for s in claim.stands)
            ],
            "volgens:origins": claim.origins,
            "volgens:contested": claim.contested,
        }
        for stand in claim.stands:
            yield _stand(dossier, claim, stand)


def _stand(dossier: Dossier, claim: Claim, stand: Stand) -> Mapping[str, Json]:
    source = names.name_article(stand.article_id)
    places: Sequence[Json] = [
        {"type": "SpecificResource", "source": source, "selector": _position(span)} for span in stand.words
    ]
    agent = {"id": names.name_agent(stand.actor), "schema:name": stand.actor} if stand.actor else None
    return _told(
        {
            "id": names.name_stand(dossier.id, stand.id),
            "type": "Annotation",
            "motivation": "assessing",
            "created": _time(stand.printed),
            "body": names.name_claim(dossier.id, claim.id),
            "target": places[0] if len(places) == 1 else {"type": "List", "items": places},
            "volgens:stance": stand.stance.value,
            "volgens:act": stand.act.value,
            "volgens:actor": agent,
            "volgens:origin": stand.origin,
            "volgens:attribution": {"id": names.name_attribution(stand.attribution_id)},
            "volgens:quote": stand.quote,
        }
    )


def _told(node: Mapping[str, Json]) -> Mapping[str, Json]:
    """``node`` without what nobody told."""
    return {key: value for key, value in node.items() if value is not None and value != ""}


def _time(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
