"""Corrected articles as annotated ones, in the form of the corpus (``corpus/README.md``), to learn and measure by."""

import json
from collections.abc import Iterable, Mapping
from typing import TextIO

from volgens.export.json_export import Json
from volgens.model import Reading, Spans


def write_gold(readings: Iterable[Reading], stream: TextIO) -> int:
    """Write an object from article id to text and attributions; returns the number of attributions.

    Meant for articles that somebody checked: whatever is not among their attributions counts as none.
    """
    stream.write("{")
    written = 0
    for index, reading in enumerate(readings):
        stream.write(",\n" if index else "\n")
        stream.write(f"{json.dumps(reading.article.id)}: {json.dumps(build_gold(reading), ensure_ascii=False)}")
        written += len(reading.attributions)
    stream.write("\n}\n")
    return written


def build_gold(reading: Reading) -> Mapping[str, Json]:
    """One article in JSON's own types, its attributions numbered in text order."""
    ordered = sorted(reading.attributions, key=lambda a: (a.content[0], -a.content[-1].end, a.id))
    numbers = {attribution.id: f"a{number}" for number, attribution in enumerate(ordered, 1)}
    return {
        "text": reading.article.text,
        "attributions": [
            {
                "id": numbers[a.id],
                "source": _pairs(a.source),
                "cue": _pairs(a.cue),
                "content": _pairs(a.content),
                "via": _pairs(a.via),
                "mode": a.mode.value,
                "act": a.act.value,
                "entity": a.entity,
                "parent": numbers.get(a.parent or ""),
            }
            for a in ordered
        ],
    }


def _pairs(spans: Spans) -> list[list[int]]:
    return [[span.start, span.end] for span in spans]
