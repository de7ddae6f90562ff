"""Attributions shown in their sentences, cut so that overlapping marks can be drawn."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from volgens.evaluate.gold import GoldAttribution, GoldDocument
from volgens.language.sentences import iter_sentences
from volgens.model import Attribution, Span

GAP = " […] "


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words that stand under the same ``parts``, of ``source``, ``cue``, ``content`` and ``via``, in that order."""

    words: str
    parts: tuple[str, ...] = ()


def find_sentences(document: GoldDocument) -> tuple[Span, ...]:
    """All sentences of ``document``, in text order."""
    if not document.text:
        return ()
    return tuple(iter_sentences(document.text, Span(0, len(document.text))))


def find_context(sentences: Sequence[Span], attributions: Sequence[GoldAttribution | Attribution]) -> tuple[Span, ...]:
    """The runs of sentences that the words of ``attributions`` touch, each as one span."""
    spans = [span for attribution in attributions for _, span in _iter_marks(attribution)]
    touched = [i for i, sentence in enumerate(sentences) if any(sentence.overlaps(span) for span in spans)]
    runs: list[Span] = []
    for before, index in pairwise([-2, *touched]):
        if index == before + 1:
            runs[-1] = Span(runs[-1].start, sentences[index].end)
        else:
            runs.append(sentences[index])
    return tuple(runs)


def iter_pieces(text: str, context: Sequence[Span], attribution: GoldAttribution | Attribution) -> Iterator[Piece]:
    """The words of ``context`` from end to end, with the marks of ``attribution``."""
    marks = tuple(_iter_marks(attribution))
    for number, run in enumerate(context):
        if number:
            yield Piece(words=GAP)
        borders = {border for _, span in marks for border in (span.start, span.end) if run.start < border < run.end}
        for start, end in pairwise(sorted({run.start, run.end, *borders})):
            here = Span(start, end)
            yield Piece(words=here.of(text), parts=tuple(dict.fromkeys(p for p, span in marks if span.contains(here))))


def _iter_marks(attribution: GoldAttribution | Attribution) -> Iterator[tuple[str, Span]]:
    for part, spans in (
        ("source", attribution.source),
        ("cue", attribution.cue),
        ("content", attribution.content),
        ("via", attribution.via),
    ):
        for span in spans:
            yield part, span
