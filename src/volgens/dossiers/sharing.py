"""Copies: the same words at another address, wire copy under another headline, paragraphs taken from another article.

```
found = find_copies(article, ledger.find_by_sketch, fetch)
```

Words between quotation marks count for how much two articles share, but do not make them copies: two reporters at one
press conference write down the same sentences.
"""

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from volgens.dossiers.quoted import iter_quotations
from volgens.dossiers.sketches import RUN as KEY_RUN
from volgens.dossiers.sketches import Hashes, hash_runs, hash_words, locate_words, pick_keys
from volgens.language.writing import load_writing
from volgens.model import Article, Span

RUN = 4
"""Words that must stand in both articles as they are; between changes closer than this nothing counts as shared."""

GAP = 4
"""Words that may be put in, left out or changed within one passage, at one place."""

LEAST_PASSAGE = 14
"""Words; what is shorter is a set phrase (*De politie doet onderzoek naar de toedracht van het ongeval*)."""

LEAST_SHARED = 20
"""Words outside quotation marks in shared passages that make two articles copies."""

WHOLE, PART, MUCH = 0.9, 0.8, 0.4
"""Shares that tell the kinds apart."""

HOUSE = 3
"""Other articles of one's own outlet in which a passage stands before it is a line of the house."""

LEAST_WHOLE = 8
"""Words of an article that makes it a copy to have the very same ones."""

SIBLING_SHARED = 45
"""The same between articles of one outlet, whose pages have lines in common that nobody copied."""

ROUNDS = (12, 50)
"""Articles compared with a new one: first a few, to know the lines of its house, then those that share other words."""

Mask = NDArray[np.bool_]
"""A mark for each word."""

Lookup = Callable[[Sequence[int], int], Sequence[tuple[str, int]]]
"""From keys to at most so many articles that have some of them, with how many: `Ledger.find_by_sketch`."""

Fetch = Callable[[Sequence[str]], Iterable[Article]]
"""From ids to articles, in any order; an article that is gone is left out."""


class Kind(StrEnum):
    """``copy``: nearly all words of both; ``excerpt``: nearly all of one; ``adapted``: many; ``passage``: a few."""

    COPY = "copy"
    EXCERPT = "excerpt"
    ADAPTED = "adapted"
    PASSAGE = "passage"


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """A passage that two articles share but for a few words: where it stands in each."""

    here: Span
    there: Span


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What two articles share: ``share`` and ``other_share`` of their words, ``words`` of them in no quotation."""

    share: float
    other_share: float
    words: int
    passages: tuple[Passage, ...]

    @property
    def kind(self) -> Kind | None:
        """`None` where they are no copies."""
        return _kind_of(self.share, self.other_share, self.words)


def _kind_of(share: float, other_share: float, words: int) -> Kind | None:
    less, more = sorted((share, other_share))
    if less < 1 and words < LEAST_SHARED:
        return None
    if less >= WHOLE:
        return Kind.COPY
    if more >= PART:
        return Kind.EXCERPT
    return Kind.ADAPTED if more >= MUCH else Kind.PASSAGE


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """Another article with words of this one; ``shared`` is seen from this one."""

    article_id: str
    kind: Kind
    shared: Shared


@dataclass(frozen=True, slots=True)
class _Words:
    """An article's words and its runs of `RUN`, as numbers."""

    hashes: Hashes
    runs: Hashes


@dataclass(slots=True)
class _Stretch:
    """Words ``start`` up to ``end`` beside those of the other article; ``parts`` are those that stand in both."""

    start: int
    end: int
    other_start: int
    other_end: int
    parts: list[tuple[int, int]]

    def is_followed_by(self, later: "_Stretch") -> bool:
        """Whether so little lies between the two that they are one passage."""
        return abs(later.start - self.end) <= GAP and abs(later.other_start - self.other_end) <= GAP


@dataclass(frozen=True, slots=True)
class _Match:
    """Another article, the number of its words, and the stretches that it shares."""

    article: Article
    length: int
    stretches: tuple[_Stretch, ...]


class _Page:
    """What is asked only of an article that shares something: where its words stand, and which are in no quotation."""

    def __init__(self, article: Article) -> None:
        self.article = article

    @cached_property
    def spans(self) -> list[tuple[int, int]]:
        return locate_words(self.article)

    @cached_property
    def own(self) -> Mask:
        own = np.ones(len(self.spans), dtype=bool)
        starts = [start for start, _ in self.spans]
        for block in self.article.body_blocks():
            for first, last in iter_quotations(self.article.text, block.span, load_writing()):
                own[bisect_left(starts, first) : bisect_left(starts, last)] = False
        return own


class _Search:
    """An article, the others that share something with it, and what of that are lines of its outlet."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.words = _read(article)
        self.seen = {article.id}
        self.house_keys: Hashes = np.empty(0, dtype=np.uint64)
        self._house = np.zeros(len(self.words.hashes), dtype=bool)
        self._printed = np.zeros(len(self.words.hashes), dtype=np.int64)
        self._matches: list[_Match] = []

    def take(self, other: Article, count: int, keys: Hashes) -> bool:
        """Compare with another article that has ``count`` of ``keys``; `False` if lines of the house may be all."""
        sibling = _is_sibling(self.article, other)
        if sibling and 1 < count <= len(np.intersect1d(keys, self.house_keys)):
            return False
        self.seen.add(other.id)
        # So many words as siblings must share have two keys, unless they were changed all over.
        if sibling and count == 1:
            return True
        others = _read(other)
        if not _is_version(self.article, other) and (stretches := _align(self.words, others)):
            match = _Match(other, len(others.hashes), stretches)
            self._matches.append(match)
            if sibling:
                self._count_lines(match)
        return True

    def _count_lines(self, match: _Match) -> None:
        """Passages that enough others of the outlet have, with little else, are lines of the house."""
        shared = sum(map(_count, match.stretches))
        if shared >= PART * min(len(self.words.hashes), match.length):
            return
        for stretch in match.stretches:
            self._printed[stretch.start : stretch.end] += 1
        house = self._printed >= HOUSE
        if not np.array_equal(house, self._house):
            self._house = house
            # A run that a line ends in, or begins in, belongs to it: there it meets other words on every page.
            runs = hash_runs(self.words.hashes, KEY_RUN)
            touched = sliding_window_view(house, len(house) - len(runs) + 1).any(axis=1)
            self.house_keys = runs[touched]

    def iter_found(self) -> Iterator[Found]:
        page = _Page(self.article)
        for match in self._matches:
            sibling = _is_sibling(self.article, match.article)
            kept = _without(match, self._house) if sibling else match
            share, other_share, words = _weigh(page, kept)
            kind = _kind_of(share, other_share, words)
            if kind is None or (sibling and kind in {Kind.PASSAGE, Kind.ADAPTED} and words < SIBLING_SHARED):
                continue
            yield Found(article_id=match.article.id, kind=kind, shared=_show(page, kept))


def verify(article: Article, other: Article) -> Shared:
    """What two articles share, and where."""
    words, others = _read(article), _read(other)
    return _show(_Page(article), _Match(other, len(others.hashes), _align(words, others)))


def find_copies(article: Article, lookup: Lookup, fetch: Fetch) -> tuple[Found, ...]:
    """The articles that share passages with ``article``, the greatest share first.

    Versions of one article, which have one address, are no copies of each other. Nor are articles that share only
    lines of their outlet: those that stand in at least `HOUSE` others that it printed, or make up a few words.
    """
    search = _Search(article)
    keys = pick_keys(search.words.hashes)
    for limit in ROUNDS:
        counts = dict(lookup(keys.tolist(), limit))
        fetched = {other.id: other for other in fetch([id for id in counts if id not in search.seen])}
        passed_over = False
        for id, count in counts.items():
            if id in fetched and not search.take(fetched[id], count, keys):
                passed_over = True
        if len(counts) < limit and not passed_over:
            break
        keys = np.setdiff1d(keys, search.house_keys)
    return tuple(sorted(search.iter_found(), key=lambda f: (-f.shared.share, f.article_id)))


def _read(article: Article) -> _Words:
    hashes = hash_words(article)
    return _Words(hashes, hash_runs(hashes, RUN))


def _is_version(article: Article, other: Article) -> bool:
    return article.id == other.id or (article.address is not None and article.address == other.address)


def _is_sibling(article: Article, other: Article) -> bool:
    return article.outlet is not None and article.outlet == other.outlet


def _align(words: _Words, others: _Words) -> tuple[_Stretch, ...]:
    """The passages that two articles share, in order; the cost grows with their length and not with its square."""
    if np.array_equal(words.hashes, others.hashes):
        length = len(words.hashes)
        whole = _Stretch(0, length, 0, length, [(0, length)])
        return (whole,) if length >= LEAST_WHOLE else ()
    order = np.argsort(others.runs, kind="stable")
    ordered = others.runs[order]
    places = np.minimum(np.searchsorted(ordered, words.runs), len(ordered) - 1)
    (hits,) = np.nonzero(ordered[places] == words.runs)
    if len(hits) * RUN < LEAST_PASSAGE:
        return ()
    pairs = zip(hits.tolist(), order[places[hits]].tolist(), strict=True)
    return tuple(s for s in _join(_iter_stretches(words, others, pairs)) if _count(s) >= LEAST_PASSAGE)


def _iter_stretches(words: _Words, others: _Words, pairs: Iterable[tuple[int, int]]) -> Iterator[_Stretch]:
    """Stretches without a change in them; of a run that the other article has more than once the next in line."""
    length = min(RUN, len(words.hashes))
    runs = others.runs
    start, end, other_end = 0, -1, -1
    for here, first in pairs:
        there = other_end + here - end
        if not (here - end <= RUN + GAP and there < len(runs) and end >= 0 and runs[there] == words.runs[here]):
            there = first
        if here != end + 1 or there != other_end + 1:
            if end >= 0:
                yield _stretch(start, end, other_end, length)
            start = here
        end, other_end = here, there
    if end >= 0:
        yield _stretch(start, end, other_end, length)


def _stretch(start: int, last: int, other_last: int, length: int) -> _Stretch:
    end = last + length
    return _Stretch(start, end, other_last - (last - start), other_last + length, [(start, end)])


def _join(stretches: Iterable[_Stretch]) -> Iterator[_Stretch]:
    """Stretches with few words between them as one; a set phrase that was found elsewhere does not part them."""
    current: _Stretch | None = None
    for stretch in stretches:
        if current is None:
            current = stretch
        elif current.is_followed_by(stretch):
            current.end, current.other_end = max(stretch.end, current.end), max(stretch.other_end, current.other_end)
            current.parts.extend(stretch.parts)
        elif stretch.end - stretch.start > 2 * RUN or current.end - current.start < LEAST_PASSAGE:
            yield current
            current = stretch
    if current is not None:
        yield current


def _count(stretch: _Stretch) -> int:
    total, reached = 0, stretch.start
    for start, end in stretch.parts:
        total += max(end - max(start, reached), 0)
        reached = max(end, reached)
    return total


def _weigh(page: _Page, match: _Match) -> tuple[float, float, int]:
    """`Shared` without its passages: where they stand costs more to tell than what they weigh."""
    shared = np.zeros(len(page.own), dtype=bool)
    for stretch in match.stretches:
        for start, end in stretch.parts:
            shared[start:end] = True
    count = int(shared.sum())
    return count / max(len(shared), 1), min(count / max(match.length, 1), 1.0), int((shared & page.own).sum())


def _show(page: _Page, match: _Match) -> Shared:
    share, other_share, words = _weigh(page, match)
    there = _Page(match.article)
    passages = tuple(
        Passage(here=_span(page, s.start, s.end), there=_span(there, s.other_start, s.other_end))
        for s in match.stretches
    )
    return Shared(share=share, other_share=other_share, words=words, passages=passages)


def _span(page: _Page, start: int, end: int) -> Span:
    return Span(page.spans[start][0], page.spans[end - 1][1])


def _without(match: _Match, house: Mask) -> _Match:
    kept = tuple(s for s in match.stretches if 2 * int(house[s.start : s.end].sum()) <= s.end - s.start)
    return replace(match, stretches=kept)
