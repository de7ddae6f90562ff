"""Cutting a text at every border of a mark, so that overlapping and nested marks can be drawn side by side."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise

from volgens.model import Attribution, Span

DEEPEST_LEVEL = 4
"""Rules that fit under a line of text; what is nested deeper shares the last."""


class Part(StrEnum):
    """The role that marked words have in an attribution."""

    SOURCE = "source"
    CUE = "cue"
    CONTENT = "content"
    VIA = "via"


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One span of one attribution; ``number`` counts the attributions of the article from 1."""

    number: int
    part: Part
    span: Span
    level: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Segment:
    """Characters that all stand under the same ``marks``, outermost first."""

    span: Span
    marks: tuple[Mark, ...]


def text_order(attributions: Sequence[Attribution]) -> tuple[Attribution, ...]:
    """The order in which a reader meets them: by the first word of content, the outer one first."""

    def place(attribution: Attribution) -> tuple[int, int, bool, str]:
        first, last = attribution.content[0], attribution.content[-1]
        return first.start, -last.end, attribution.parent is not None, attribution.id

    return tuple(sorted(attributions, key=place))


def find_marks(attributions: Sequence[Attribution]) -> tuple[Mark, ...]:
    """Every marked span of ``attributions``, numbered in their order."""
    marks = []
    for number, (attribution, level) in enumerate(zip(attributions, find_levels(attributions), strict=True), 1):
        parts = {Part.SOURCE: attribution.source, Part.CUE: attribution.cue, Part.VIA: attribution.via}
        marks += [Mark(number=number, part=part, span=s) for part, spans in parts.items() for s in spans]
        marks += [Mark(number=number, part=Part.CONTENT, span=s, level=level) for s in attribution.content]
    return tuple(sorted(marks, key=lambda mark: (mark.span.start, mark.level, mark.number)))


def find_levels(attributions: Sequence[Attribution]) -> tuple[int, ...]:
    """For each attribution the rule, from 1 down, that no other content over the same words uses.

    ``attributions`` stand in `text_order`. An attribution lies lower than the one whose content it is part of.
    """
    levels: list[int] = []
    index_of = {attribution.id: index for index, attribution in enumerate(attributions)}
    active: list[int] = []
    for index, attribution in enumerate(attributions):
        active = [other for other in active if attributions[other].content[-1].end > attribution.content[0].start]
        taken = {levels[other] for other in active if _overlap(attributions[other], attribution)}
        parent = index_of.get(attribution.parent or "", index)
        level = levels[parent] + 1 if parent < index else 1
        while level in taken:
            level += 1
        levels.append(min(level, DEEPEST_LEVEL))
        active.append(index)
    return tuple(levels)


def deal_marks(marks: Sequence[Mark], spans: Sequence[Span]) -> tuple[tuple[Mark, ...], ...]:
    """For each of ``spans``, which stand in text order, the marks that touch it."""
    dealt: list[list[Mark]] = [[] for _ in spans]
    starts = [span.start for span in spans]
    for mark in marks:
        index = max(bisect_right(starts, mark.span.start) - 1, 0)
        while index < len(spans) and spans[index].start < mark.span.end:
            if mark.span.overlaps(spans[index]):
                dealt[index].append(mark)
            index += 1
    return tuple(map(tuple, dealt))


def iter_segments(within: Span, marks: Sequence[Mark], cuts: Sequence[int] = ()) -> Iterator[Segment]:
    """``within`` from end to end, cut at every border of ``marks`` and at ``cuts``."""
    borders = {within.start, within.end, *cuts}
    for mark in marks:
        borders |= {mark.span.start, mark.span.end}
    inside = sorted(b for b in borders if within.start <= b <= within.end)
    for start, end in pairwise(inside):
        span = Span(start, end)
        yield Segment(span=span, marks=tuple(mark for mark in marks if mark.span.contains(span)))


def _overlap(one: Attribution, other: Attribution) -> bool:
    return any(left.overlaps(right) for left in one.content for right in other.content)
