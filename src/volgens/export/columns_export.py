"""One token a line, as CoNLL-U Plus, with a column for source, cue, content and via.

PolNeAR and PARC3 are mostly used as BIO tags a token. There an attribution never lies inside another one; here it
does, so a cell may hold several tags, each with the number of its attribution: ``B-1``, or ``I-1|B-2`` with the outer
one first. The first letter of a cell is the plain BIO tag of the outermost. ``docs/reference/columns.md`` tells more.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from volgens.export.tokens import LAYERS, Ranked, iter_worded_sentences, rank, spread
from volgens.model import Reading, Span

TOKEN_COLUMNS = ("ID", "FORM", "MISC", "VOLGENS:SOURCE", "VOLGENS:CUE", "VOLGENS:CONTENT", "VOLGENS:VIA")
"""Names of the columns, in order, as in the first line of a file."""


def write_columns(readings: Iterable[Reading], stream: TextIO) -> int:
    """Write the columns' names and every article with words in it; returns the number of attributions.

    Holds one reading at a time.
    """
    stream.write(f"# global.columns = {' '.join(TOKEN_COLUMNS)}\n")
    written = 0
    for reading in readings:
        for line in iter_column_lines(reading, reading.article.id):
            stream.write(f"{line}\n")
        written += len(reading.attributions)
    return written


def iter_column_lines(reading: Reading, name: str) -> Iterator[str]:
    """The lines of one article under ``name``, without the names of the columns; none where it has no words."""
    text = reading.article.text
    sentences = tuple(iter_worded_sentences(reading))
    nearby = spread(rank(reading), [sentence.span for sentence in sentences])
    for number, (sentence, near) in enumerate(zip(sentences, nearby, strict=True), start=1):
        if number == 1:
            yield f"# newdoc id = {' '.join(name.split())}"
            yield from iter_heads(reading)
        yield f"# sent_id = {number}"
        yield f"# block = {sentence.role.value}"
        yield f"# text = {' '.join(sentence.span.of(text).split())}"
        tokens = sentence.tokens
        cells = [[_tags(tokens, layer, near, i) for layer in LAYERS] for i in range(len(tokens))]
        for i, (token, tags) in enumerate(zip(tokens, cells, strict=True), start=1):
            yield "\t".join((str(i), token.of(text), _misc(text, token), *tags))
        yield ""


def iter_heads(reading: Reading) -> Iterator[str]:
    """A comment for each attribution of an article, with what has no place at a token."""
    numbers = {a.id: i for i, a in reversed(tuple(enumerate(reading.attributions, start=1)))}
    for i, attribution in enumerate(reading.attributions, start=1):
        about: Mapping[str, str | int | float | None] = {
            "id": attribution.id,
            "parent": numbers.get(attribution.parent or ""),
            "act": attribution.act.value,
            "mode": attribution.mode.value,
            "entity": " ".join(attribution.entity.split()) if attribution.entity else None,
            "maker": attribution.maker,
            "version": attribution.version,
            "confidence": float(attribution.confidence),
        }
        yield f"# attribution {i} = {json.dumps(about, ensure_ascii=False)}"


def _tags(tokens: tuple[Span, ...], layer: str, ranked: Iterable[Ranked], i: int) -> str:
    found = []
    for number, attribution in ranked:
        for span in getattr(attribution, layer):
            if span.contains(tokens[i]):
                # Every sentence is good BIO by itself: what goes on from the one before begins anew.
                goes_on = i > 0 and span.contains(tokens[i - 1])
                found.append(f"{'I' if goes_on else 'B'}-{number}")
    return "|".join(found) or "_"


def _misc(text: str, token: Span) -> str:
    space = "" if token.end == len(text) or text[token.end].isspace() else "SpaceAfter=No|"
    return f"{space}TokenRange={token.start}:{token.end}"
