"""An article as words, for forms that annotate words: cut by punctuation, and where an attribution begins or ends."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volgens.language.sentences import iter_sentences
from volgens.model import Attribution, Reading, Role, Span, Spans

LAYERS = ("source", "cue", "content", "via")
_WORD = re.compile(r"\w+(?:[-'’.:]\w+|(?<=\d),(?=\d)\w+)*|[^\w\s]")

Ranked = tuple[int, Attribution]
"""An attribution with its number in the article, from 1."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WordedSentence:
    """A sentence with its tokens, and the block of the page where it stands, counted from 0."""

    block: int
    role: Role
    span: Span
    tokens: Spans


def iter_worded_sentences(reading: Reading) -> Iterator[WordedSentence]:
    """All sentences of all blocks, furniture included, that have a token."""
    text = reading.article.text
    borders = {offset for a in reading.attributions for s in all_spans(a) for offset in (s.start, s.end)}
    for number, block in enumerate(reading.article.blocks):
        for sentence in iter_sentences(text, block.span):
            tokens = tuple(_iter_tokens(text, sentence, borders))
            if tokens:
                yield WordedSentence(block=number, role=block.role, span=sentence, tokens=tokens)


def find_tokens(tokens: Sequence[Span], spans: Spans) -> tuple[int, ...]:
    """Places among ``tokens``, which stand in text order, of those that ``spans`` touch."""
    found: list[int] = []
    for span in spans:
        at = bisect_right(tokens, span.start, key=lambda token: token.end)
        while at < len(tokens) and tokens[at].start < span.end:
            found.append(at)
            at += 1
    return tuple(dict.fromkeys(found))


def spread(ranked: Sequence[Ranked], sentences: Sequence[Span]) -> tuple[tuple[Ranked, ...], ...]:
    """For each of ``sentences``, which stand in text order, the attributions with words in it, ranked as given."""
    found: list[list[Ranked]] = [[] for _ in sentences]
    for each in ranked:
        for at in find_tokens(sentences, all_spans(each[1])):
            found[at].append(each)
    return tuple(tuple(near) for near in found)


def all_spans(attribution: Attribution) -> Spans:
    """Every span of ``attribution``, in no order."""
    return (*attribution.source, *attribution.cue, *attribution.content, *attribution.via)


def rank(reading: Reading) -> tuple[Ranked, ...]:
    """Attributions with their numbers, outer ones before those that lie inside them."""
    parents = {a.id: a.parent for a in reading.attributions}

    def depth(attribution: Attribution) -> int:
        steps, node = 0, attribution.parent
        while node is not None and steps < len(parents):
            steps, node = steps + 1, parents.get(node)
        return steps

    return tuple(sorted(enumerate(reading.attributions, start=1), key=lambda x: (depth(x[1]), x[0])))


def _iter_tokens(text: str, sentence: Span, borders: set[int]) -> Iterator[Span]:
    """Words and marks; one that an attribution begins or ends in is cut there, so that no tag is half true."""
    for match in _WORD.finditer(text, sentence.start, sentence.end):
        start = match.start()
        for cut in range(match.start() + 1, match.end()):
            if cut in borders:
                yield Span(start, cut)
                start = cut
        yield Span(start, match.end())
