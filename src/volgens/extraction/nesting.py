"""From candidates to attributions: mode, parent, confidence."""

from collections.abc import Sequence

from volgens.extraction.quotations import Paragraph
from volgens.model import Attribution, Mode, Span, Spans


def find_quoted_regions(paragraphs: Sequence[Paragraph]) -> tuple[Span, ...]:
    """The character spans of all quotations, marks included."""
    regions: list[Span] = []
    for paragraph in paragraphs:
        flat = [t for s in paragraph.sentences for t in s.tokens]
        regions.extend(Span(flat[q.first].start, flat[q.last].end) for q in paragraph.quotations)
    return tuple(regions)


def read_mode(content: Spans, words: Sequence[Span], regions: Sequence[Span]) -> Mode:
    """Whether the content stands between marks of its own: a content inside somebody else's quotation does not.

    ``words`` are the word tokens of the text without punctuation.
    """
    own = [
        r for r in regions if any(s.start - 1 <= r.start <= s.end and (r.end <= content[-1].end + 2) for s in content)
    ]
    inside = [w for w in words if any(s.contains(w) for s in content)]
    quoted = sum(any(r.contains(w) for r in own) for w in inside)
    if not inside or not quoted:
        return Mode.INDIRECT
    return Mode.DIRECT if quoted == len(inside) else Mode.MIXED


def find_parents(attributions: Sequence[Attribution]) -> list[str | None]:
    """For each attribution the id of the narrowest other one inside whose content its cue and content lie."""
    parents: list[str | None] = []
    for child in attributions:
        anchor = child.cue or child.content
        best: Attribution | None = None
        for other in attributions:
            if other is child or other.content == child.content:
                continue
            if not all(_inside(span, other.content) for span in anchor):
                continue
            if not all(_inside(span, other.content) for span in child.content):
                continue
            if best is None or _length(other.content) < _length(best.content):
                best = other
        parents.append(best.id if best else None)
    return parents


def _inside(span: Span, spans: Spans) -> bool:
    return any(s.contains(span) for s in spans)


def _length(spans: Spans) -> int:
    return sum(s.end - s.start for s in spans)


def overlap(left: Spans, right: Spans) -> float:
    """Dice coefficient of the characters of two sets of spans."""
    both = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    total = _length(left) + _length(right)
    return 2 * both / total if total else 0.0
