"""What a rule finds: an attribution that is not yet one, with the tokens it hangs on."""

from collections.abc import Iterable
from dataclasses import dataclass

from volgens.model import Act, Span, Spans
from volgens.syntax import Sentence

Place = tuple[int, int]
"""Sentence and token number in a parse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """``sentence`` is where the cue stands, or the content where there is none.

    ``cue_at`` and ``source_at`` are the heads of cue and source; ``content_at`` the head of the content, for the
    act. ``sure`` is the rule's own confidence, 0 to 1. ``speech`` marks content that is direct speech.
    """

    rule: str
    sentence: int
    cue: Spans = ()
    source: Spans = ()
    content: Spans
    via: Spans = ()
    act: Act
    sure: float
    cue_at: Place | None = None
    source_at: Place | None = None
    content_at: Place | None = None
    speech: bool = False


_EDGE = frozenset({",", ";", ":", ".", "-", "–", "—", "…"})


def to_spans(sentence: Sentence, tokens: Iterable[int]) -> Spans:
    """Character spans of ``tokens``; punctuation between two of them is bridged, at the edges it is left out.

    Quotation marks, brackets, question and exclamation marks are part of what somebody says and stay.
    """
    chosen = sorted(set(tokens))
    while chosen and sentence.tokens[chosen[0]].text in _EDGE:
        chosen.pop(0)
    while chosen and sentence.tokens[chosen[-1]].text in _EDGE:
        chosen.pop()
    spans: list[Span] = []
    previous = None
    for i in chosen:
        token = sentence.tokens[i]
        if previous is not None and _only_punctuation(sentence, previous + 1, i):
            spans[-1] = Span(spans[-1].start, token.end)
        else:
            spans.append(Span(token.start, token.end))
        previous = i
    return tuple(s for s in (_trim_run(sentence, s) for s in spans) if s)


def _only_punctuation(sentence: Sentence, start: int, end: int) -> bool:
    return all(sentence.tokens[k].upos == "PUNCT" for k in range(start, end))


def _trim_run(sentence: Sentence, span: Span) -> Span | None:
    """A run without commas and the like at its own edges; `None` where nothing is left."""
    inside = [t for t in sentence.tokens if span.start <= t.start and t.end <= span.end]
    while inside and inside[0].text in _EDGE:
        inside.pop(0)
    while inside and inside[-1].text in _EDGE:
        inside.pop()
    return Span(inside[0].start, inside[-1].end) if inside else None
