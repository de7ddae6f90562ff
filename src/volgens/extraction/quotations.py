"""Where quotation marks open and close, over whole paragraphs, robust against marks that are missing.

Dutch pages print a dozen kinds of marks, the same sign may open and close, an apostrophe looks like a mark, and one
in a hundred is forgotten. So marks are paired within a paragraph; an opening one without its partner holds to the
end of the paragraph, a closing one alone is left out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from volgens.language.writing import Writing
from volgens.syntax import Parse, Sentence, Token

SPEECH_WORDS = 4
"""A quotation of fewer words with no verb is a term or a title rather than speech."""


LONGEST_QUOTATION = 400
"""Words; a mark without a partner so near has lost it, and looking further would take quadratic time."""

LONGEST_SPEECH = 10
"""Lines that one quotation may run through before a forgotten mark is likelier."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """Tokens ``first`` to ``last`` of a paragraph's flat list, marks included; ``closed`` tells whether both stand."""

    first: int
    last: int
    closed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """Sentences of one line with their quotations.

    ``inside[k][i]`` is the number of the quotation that token ``i`` of the ``k``-th sentence lies in, or -1.
    """

    sentences: tuple[Sentence, ...]
    quotations: tuple[Quotation, ...]
    inside: tuple[tuple[int, ...], ...]


def find_paragraphs(parse: Parse, writing: Writing) -> tuple[Paragraph, ...]:
    """The paragraphs of a parse in text order; lines that one quotation runs through are one paragraph."""
    lines = [tuple(group) for _, group in groupby(parse.sentences, key=lambda s: s.line)]
    paragraphs = []
    i = 0
    while i < len(lines):
        paragraph, i = _read_lines(lines, i, writing)
        paragraphs.append(paragraph)
    return tuple(paragraphs)


def _read_lines(lines: Sequence[tuple[Sentence, ...]], i: int, writing: Writing) -> tuple[Paragraph, int]:
    """The paragraph that begins with line ``i``, and the line after it."""
    alone = _read_paragraph(lines[i], writing)
    for more in range(1, LONGEST_SPEECH):
        if not alone.quotations or alone.quotations[-1].closed or i + more >= len(lines):
            break
        if not _closes_first([t for s in lines[i + more] for t in s.tokens], writing):
            if any(t.text in writing.openers for s in lines[i + more] for t in s.tokens):
                break
            continue
        joined = _read_paragraph(tuple(s for line in lines[i : i + more + 1] for s in line), writing)
        return joined, i + more + 1
    return alone, i + 1


def _closes_first(tokens: Sequence[Token], writing: Writing) -> bool:
    """Whether the first mark of a line closes what an earlier line opened."""
    for k, token in enumerate(tokens):
        if token.text in writing.marks and token.text not in {"'", "’"}:
            return _may_close(tokens, k, writing) and not _may_open(tokens, k, writing)
    return False


def _read_paragraph(sentences: tuple[Sentence, ...], writing: Writing) -> Paragraph:
    tokens = [t for s in sentences for t in s.tokens]
    quotations = tuple(_pair_marks(tokens, writing))
    flat = [-1] * len(tokens)
    for number, quotation in enumerate(quotations):
        flat[quotation.first : quotation.last + 1] = [number] * (quotation.last + 1 - quotation.first)
    inside = []
    start = 0
    for sentence in sentences:
        inside.append(tuple(flat[start : start + len(sentence.tokens)]))
        start += len(sentence.tokens)
    return Paragraph(sentences=sentences, quotations=quotations, inside=tuple(inside))


def _pair_marks(tokens: Sequence[Token], writing: Writing) -> list[Quotation]:
    found: list[Quotation] = []
    i = 0
    doubled = any(t.text == '""' for t in tokens)
    while i < len(tokens):
        if not _may_open(tokens, i, writing) or (doubled and tokens[i].text == '"'):
            i += 1
            continue
        partner = _find_partner(tokens, i, writing)
        if partner is not None:
            found.append(Quotation(first=i, last=partner, closed=True))
            i = partner + 1
        elif tokens[i].text not in {"'", "’", "''"}:
            # A forgotten closing mark: the next opening one ends it at the latest.
            end = (
                next(
                    (
                        k
                        for k in range(i + 1, len(tokens))
                        if _may_open(tokens, k, writing) and not _may_close(tokens, k, writing)
                    ),
                    len(tokens),
                )
                - 1
            )
            found.append(Quotation(first=i, last=end, closed=False))
            i = end + 1
        else:
            i += 1
    return found


def _spaced(tokens: Sequence[Token], i: int) -> tuple[bool, bool]:
    """Whether white space (or the edge of the paragraph) stands before and after token ``i``."""
    before = i == 0 or tokens[i - 1].end < tokens[i].start
    after = i + 1 == len(tokens) or tokens[i].end < tokens[i + 1].start
    return before, after


def _may_open(tokens: Sequence[Token], i: int, writing: Writing) -> bool:
    mark = tokens[i].text
    if mark not in writing.closers or i + 1 == len(tokens):
        return False
    if mark in {"„", "“", "«", "``", ",,", "‟"}:
        return True
    before, after = _spaced(tokens, i)
    if mark in {"'", "‘", "’"} and tokens[i + 1].lower in writing.apostrophe_words and not after:
        return False
    if before and not after:
        return True
    if before and after:
        return mark not in {"'", "’"}
    return not after and i > 0 and tokens[i - 1].text[-1] in "(:,-–["


def _may_close(tokens: Sequence[Token], i: int, writing: Writing) -> bool:
    if tokens[i].text not in writing.closing_marks:
        return False
    before, after = _spaced(tokens, i)
    if tokens[i].text in {"'", "’"}:
        return not before and (after or tokens[i + 1].upos == "PUNCT")
    return not before or after


def _find_partner(tokens: Sequence[Token], start: int, writing: Writing) -> int | None:
    """The mark that closes the one at ``start``: the next that may, unless the same one opens again before it."""
    closers = writing.closers[tokens[start].text]
    for k in range(start + 1, min(len(tokens), start + LONGEST_QUOTATION)):
        mark = tokens[k].text
        if mark in closers and _may_close(tokens, k, writing):
            return k
        if mark == tokens[start].text and mark not in closers and _may_open(tokens, k, writing):
            return None
    return None
