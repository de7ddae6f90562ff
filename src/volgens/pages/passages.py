"""The text of an article in pieces that a template can print one after the other."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from volgens.language.interface import Sign
from volgens.language.sentences import iter_sentences, sentence_around
from volgens.model import Article, Block, Role, Span
from volgens.pages.notes import Note
from volgens.pages.segments import Mark, Part, Segment, deal_marks, find_marks, iter_segments


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words under one set of marks, with what stands just before them.

    ``notes`` belong in the margin beside the line, ``references`` lead from the words to their notes. ``classes``
    and ``numbers`` are what the style sheet goes by: the kinds of mark, and the attributions that they belong to.
    ``first_lit`` says that the sentence asked for begins here.
    """

    words: str
    classes: str
    numbers: str
    notes: tuple[Note, ...]
    references: tuple[Note, ...]
    first_lit: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """One block of the article."""

    block: Block
    words: str
    pieces: tuple[Piece, ...]


def build_passages(article: Article, notes: Sequence[Note], at: int | None = None) -> tuple[Passage, ...]:
    """Every block of ``article`` with its marks; their words are the text, but for white space between them.

    The sentence around the character ``at`` is lit.
    """
    lit = None if at is None or not 0 <= at < len(article.text) else sentence_around(article, (Span(at, at + 1),))
    blocks = tuple(_iter_blocks(article))
    spans = tuple(block.span for block in blocks)
    marks = deal_marks(find_marks(tuple(note.attribution for note in notes)), spans)
    homes = _deal_notes(notes, spans)
    signs = {note.number: note.sign for note in notes}
    return tuple(
        Passage(
            block=block,
            words=block.span.of(article.text),
            pieces=tuple(_iter_pieces(article.text, block.span, marks[index], _Margin(homes[index], signs, lit))),
        )
        for index, block in enumerate(blocks)
    )


@dataclass(frozen=True, slots=True)
class _Margin:
    """The notes whose words begin in a block, the sign of every note of the article by number, and what is lit."""

    notes: Sequence[Note]
    signs: Mapping[int, Sign]
    lit: Span | None


def _iter_pieces(text: str, span: Span, marks: Sequence[Mark], margin: _Margin) -> Iterator[Piece]:
    starts = [span.start, *(sentence.start for sentence in iter_sentences(text, span))]
    beside: dict[int, list[Note]] = defaultdict(list)
    before: dict[int, list[Note]] = defaultdict(list)
    for note in margin.notes:
        position = min(max(note.attribution.content[0].start, span.start), span.end - 1)
        beside[max(start for start in starts if start <= position)].append(note)
        before[position].append(note)
    lit = margin.lit
    for segment in iter_segments(span, marks, (*beside, *before, *((lit.start, lit.end) if lit else ()))):
        classes = _classes(segment, margin.signs)
        yield Piece(
            words=segment.span.of(text),
            classes=f"{classes} lit".strip() if lit and lit.contains(segment.span) else classes,
            numbers=" ".join(str(number) for number in sorted({mark.number for mark in segment.marks})),
            notes=tuple(beside[segment.span.start]),
            references=tuple(before[segment.span.start]),
            first_lit=lit is not None and segment.span.start == max(lit.start, span.start) and lit.overlaps(span),
        )


def _classes(segment: Segment, signs: Mapping[int, Sign]) -> str:
    """Class names of a piece; a cue or source of several attributions looks like that of the innermost."""
    classes: dict[str, None] = {}
    for mark in segment.marks:
        classes[mark.part] = None
        if mark.part is Part.CONTENT:
            classes[f"rule{mark.level}-{signs[mark.number]}"] = None
    for mark in segment.marks[::-1]:
        if mark.part is Part.CUE:
            classes[f"cue-{signs[mark.number]}"] = None
            break
    return " ".join(classes)


def _iter_blocks(article: Article) -> Iterator[Block]:
    """The blocks of the page; words outside them, or an article without blocks, become body lines."""
    position = 0
    for block in article.blocks:
        yield from _iter_lines(article.text, position, block.span.start)
        yield block
        position = block.span.end
    yield from _iter_lines(article.text, position, len(article.text))


def _iter_lines(text: str, start: int, end: int) -> Iterator[Block]:
    for line in text[start:end].splitlines(keepends=True):
        if line.strip():
            left = start + len(line) - len(line.lstrip())
            yield Block(role=Role.BODY, span=Span(left, left + len(line.strip())))
        start += len(line)


def _deal_notes(notes: Sequence[Note], spans: Sequence[Span]) -> tuple[tuple[Note, ...], ...]:
    """For each block the notes whose words begin in it, or in the white space just before it."""
    dealt: list[list[Note]] = [[] for _ in spans]
    index = 0
    for note in notes:  # in text order, so the block never lies further back
        while index + 1 < len(spans) and spans[index].end <= note.attribution.content[0].start:
            index += 1
        if spans:
            dealt[index].append(note)
    return tuple(map(tuple, dealt))
