"""One JSON object with every article, its text and its attributions. Keys: ``docs/reference/columns.md``."""

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import TextIO

from volgens.model import Actor, Article, Attribution, Mention, Reading, Spans

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]


def write_json(readings: Iterable[Reading], stream: TextIO) -> int:
    """Write ``{"articles": […]}``, one article a line; returns the number of attributions.

    Holds one reading at a time. What ``readings`` raises leaves ``stream`` with an unfinished object.
    """
    stream.write('{"articles": [')
    written = 0
    for index, reading in enumerate(readings):
        stream.write(",\n" if index else "\n")
        stream.write(json.dumps(build_article(reading), ensure_ascii=False))
        written += len(reading.attributions)
    stream.write("\n]}\n")
    return written


def build_article(reading: Reading) -> Mapping[str, Json]:
    """All of ``reading`` in JSON's own types; times as ISO 8601 with their zone."""
    article = reading.article
    return {
        "id": article.id,
        "raw_id": article.raw_id,
        "address": article.address,
        "outlet": article.outlet,
        "title": article.title,
        "byline": article.byline,
        "section": article.section,
        "published": article.published.isoformat() if article.published else None,
        "modified": article.modified.isoformat() if article.modified else None,
        "captured": article.captured.isoformat() if article.captured else None,
        "partial": article.partial,
        "language": article.language,
        "text": article.text,
        "blocks": [{"role": b.role.value, "start": b.span.start, "end": b.span.end} for b in article.blocks],
        "attributions": [_attribution(article, attribution) for attribution in reading.attributions],
        "actors": [_actor(actor) for actor in reading.actors],
        "mentions": [_mention(article, mention) for mention in reading.mentions],
    }


def _attribution(article: Article, attribution: Attribution) -> Mapping[str, Json]:
    return {
        "id": attribution.id,
        "parent": attribution.parent,
        "act": attribution.act.value,
        "mode": attribution.mode.value,
        "entity": attribution.entity,
        "actor_id": attribution.actor_id,
        "source": _spans(article, attribution.source),
        "cue": _spans(article, attribution.cue),
        "content": _spans(article, attribution.content),
        "via": _spans(article, attribution.via),
        "maker": attribution.maker,
        "version": attribution.version,
        "confidence": float(attribution.confidence),
    }


def _actor(actor: Actor) -> Mapping[str, Json]:
    return {"id": actor.id, "name": actor.name, "kind": actor.kind.value, "speaks_for": actor.speaks_for}


def _mention(article: Article, mention: Mention) -> Mapping[str, Json]:
    return {"actor_id": mention.actor_id, "spans": _spans(article, mention.spans)}


def _spans(article: Article, spans: Spans) -> Sequence[Json]:
    """Each span with its words, so that a reader need not count characters."""
    return [{"start": span.start, "end": span.end, "words": span.of(article.text)} for span in spans]
