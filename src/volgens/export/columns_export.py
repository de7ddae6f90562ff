"""One token a line, as CoNLL-U Plus, with a column for source, cue, content and via.

PolNeAR and PARC3 are mostly used as BIO tags a token. There an attribution never lies inside another one; here it
does, so a cell may hold several tags, each with the number of its attribution: ``B-1``, or ``I-1|B-2`` with the outer
one first. The first letter of a cell is the plain BIO tag of the outermost. ``docs/reference/columns.md`` tells more.
"""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TextIO

from volgens.language.sentences import iter_sentences
from volgens.model import Attribution, Reading, Span, Spans

TOKEN_COLUMNS = ("ID", "FORM", "MISC", "VOLGENS:SOURCE", "VOLGENS:CUE", "VOLGENS:CONTENT", "VOLGENS:VIA")
"""Names of the columns, in order, as in the first line of a file."""

_LAYERS = ("source", "cue", "content", "via")
_WORD = re.compile(r"\w+(?:[-'’.:]\w+|(?<=\d),(?=\d)\w+)*|[^\w\s]")

Ranked = tuple[int, Attribution]


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
    ranked = _rank(reading)
    borders = {offset for _, a in ranked for s in _spans(a) for offset in (s.start, s.end)}
    number = 0
    for block in reading.article.blocks:
        for sentence in iter_sentences(text, block.span):
            number += 1
            if number == 1:
                yield f"# newdoc id = {' '.join(name.split())}"
                yield from _iter_heads(reading)
            yield f"# sent_id = {number}"
            yield f"# block = {block.role.value}"
            yield f"# text = {' '.join(sentence.of(text).split())}"
            tokens = tuple(_iter_tokens(text, sentence, borders))
            cells = [[_tags(tokens, layer, ranked, i) for layer in _LAYERS] for i in range(len(tokens))]
            for i, (token, tags) in enumerate(zip(tokens, cells, strict=True), start=1):
                yield "\t".join((str(i), token.of(text), _misc(text, token), *tags))
            yield ""


def _iter_heads(reading: Reading) -> Iterator[str]:
    """A comment for each attribution, with what has no place at a token."""
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


def _rank(reading: Reading) -> tuple[Ranked, ...]:
    """Attributions with their numbers, outer ones before those that lie inside them."""
    parents = {a.id: a.parent for a in reading.attributions}

    def depth(attribution: Attribution) -> int:
        steps, node = 0, attribution.parent
        while node is not None and steps < len(parents):
            steps, node = steps + 1, parents.get(node)
        return steps

    return tuple(sorted(enumerate(reading.attributions, start=1), key=lambda x: (depth(x[1]), x[0])))


def _spans(attribution: Attribution) -> Spans:
    return (*attribution.source, *attribution.cue, *attribution.content, *attribution.via)


def _iter_tokens(text: str, sentence: Span, borders: set[int]) -> Iterator[Span]:
    """Words and marks; one that an attribution begins or ends in is cut there, so that no tag is half true."""
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start = match.start()
        for cut in range(match.start() + 1, match.end()):
            if cut in borders:
                yield Span(start, cut)
                start = cut
        yield Span(start, match.end())


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
