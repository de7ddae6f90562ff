"""One row an attribution, RFC 4180 with a header. ``docs/reference/columns.md`` documents every column."""

import csv
import re
from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import TextIO

from volgens.model import Article, Attribution, Reading, Spans, quote

Cell = Callable[[Article, Attribution], str]

COLUMNS: Mapping[str, Cell] = MappingProxyType(
    {
        "article_id": lambda article, _: article.id,
        "address": lambda article, _: article.address or "",
        "outlet": lambda article, _: article.outlet or "",
        "title": lambda article, _: article.title or "",
        "published": lambda article, _: article.published.isoformat() if article.published else "",
        "attribution_id": lambda _, attribution: attribution.id,
        "parent": lambda _, attribution: attribution.parent or "",
        "act": lambda _, attribution: attribution.act.value,
        "mode": lambda _, attribution: attribution.mode.value,
        "entity": lambda _, attribution: attribution.entity or "",
        "source": lambda article, attribution: quote(article.text, attribution.source),
        "cue": lambda article, attribution: quote(article.text, attribution.cue),
        "content": lambda article, attribution: quote(article.text, attribution.content),
        "via": lambda article, attribution: quote(article.text, attribution.via),
        "source_spans": lambda _, attribution: _offsets(attribution.source),
        "cue_spans": lambda _, attribution: _offsets(attribution.cue),
        "content_spans": lambda _, attribution: _offsets(attribution.content),
        "via_spans": lambda _, attribution: _offsets(attribution.via),
        "maker": lambda _, attribution: attribution.maker,
        "version": lambda _, attribution: attribution.version,
        "confidence": lambda _, attribution: repr(float(attribution.confidence)),
    }
)
"""Name of each column, in order, with what stands in it."""

# What a spreadsheet may run as a formula (OWASP, "CSV Injection"), the full-width forms included. Words that begin
# with apostrophes before such a character get one more, so that taking one away always gives the words back.
_FORMULA = re.compile(r"'*[=+\-@\t\r\n＝＋－＠]")


def write_csv(readings: Iterable[Reading], stream: TextIO) -> int:
    """Write a header and a row for each attribution; returns the number of attributions.

    Holds one reading at a time. Open ``stream`` with ``newline=""``, or line ends inside cells change.
    """
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    written = 0
    for reading in readings:
        for attribution in reading.attributions:
            writer.writerow([guard(cell(reading.article, attribution)) for cell in COLUMNS.values()])
            written += 1
    return written


def guard(words: str) -> str:
    """``words`` as a spreadsheet shows them and never runs them; `unguard` gives them back."""
    return f"'{words}" if _FORMULA.match(words) else words


def unguard(cell: str) -> str:
    """The words that `guard` was given."""
    return cell[1:] if cell.startswith("'") and _FORMULA.match(cell) else cell


def _offsets(spans: Spans) -> str:
    return " ".join(f"{span.start}-{span.end}" for span in spans)
