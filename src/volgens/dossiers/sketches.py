"""A few keys of each article, such that articles with a passage in common have a key in common.

The keys are chosen by winnowing (Schleimer, Wilkerson and Aiken, *Winnowing: Local Algorithms for Document
Fingerprinting*, SIGMOD 2003): of every `WINDOW` runs of `RUN` words that follow each other the one with the smallest
hash. So a run of `SURE` words that stands in two articles gives both the same key, wherever it stands, and about one
word in seven becomes a key. MinHash, for which there are good libraries (datasketch, rensa), estimates how much two
*whole* texts are alike, and faster. It finds all whole copies too, but one paragraph that two long articles share lies
far below any threshold at which it can tell copies from strangers: in `benchmarks/near_duplicates.py` it finds
hardly one of those, and a third of the wire copy that was edited or cut. No kept library chooses by winnowing; what we
have of our own is `_winnow`, a line of numpy.
"""

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b

import numpy as np
from numpy.lib.stride_tricks import sliding_window_view
from numpy.typing import NDArray

from volgens.model import Article

RUN = 8
"""Words; shorter runs are phrases that strangers share."""

WINDOW = 13
SURE = RUN + WINDOW - 1
"""Words that two articles must share without a change between them to be sure to share a key."""

MOST_KEYS = 2_000
"""Of an article; a longer one keeps the smallest, which another copy of it keeps too."""

MOST_SHARERS = 200
"""Articles that may have a key; one that more have is a line of every page or a phrase of the trade."""

WORDS_KEPT, LONGEST_KEPT = 1 << 17, 40
"""Words whose hashes are kept, and the characters of the longest of them: some twenty megabytes."""

_WORD = re.compile(r"[\w\u0300-\u036f\u00ad\u200b-\u200d\u2060]+")
"""A word with what a page may hide in it: soft hyphens, joiners, accents that stand apart."""

_HIDDEN = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060"))
_FACTOR = np.uint64(0x9E3779B97F4A7C15)
_MIXERS = ((np.uint64(30), np.uint64(0xBF58476D1CE4E5B9)), (np.uint64(27), np.uint64(0x94D049BB133111EB)))
_LAST_SHIFT = np.uint64(31)

Hashes = NDArray[np.uint64]


def sketch(article: Article) -> tuple[int, ...]:
    """The keys of an article's own words: whole numbers of 64 bits, in order, the same on every machine.

    Never empty, so that an article without words counts as sketched too.
    """
    return tuple(pick_keys(hash_words(article)).tolist())


def hash_words(article: Article) -> Hashes:
    """One number for each word of the article's own blocks, headlines and captions included, in text order.

    Capitals, ligatures and hidden characters make no difference.
    """
    words: list[str] = []
    for block in article.body_blocks():
        words += _WORD.findall(article.text, block.span.start, block.span.end)
    return np.fromiter(map(_HASHES.__getitem__, words), dtype=np.uint64, count=len(words))


def locate_words(article: Article) -> list[tuple[int, int]]:
    """Where the words of `hash_words` stand."""
    blocks = (block.span for block in article.body_blocks())
    return [word.span() for span in blocks for word in _WORD.finditer(article.text, span.start, span.end)]


class _WordHashes(dict[str, int]):
    """The hashes of words seen lately; a good deal faster than `lru_cache` where nearly every word was seen."""

    def __missing__(self, word: str) -> int:
        if len(self) >= WORDS_KEPT:
            self.clear()
        plain = unicodedata.normalize("NFKC", word.translate(_HIDDEN)).casefold()
        found = int.from_bytes(blake2b(plain.encode("utf-8", "surrogatepass"), digest_size=8).digest(), "little")
        if len(word) <= LONGEST_KEPT:
            self[word] = found
        return found


_HASHES = _WordHashes()


def hash_runs(words: Hashes, length: int) -> Hashes:
    """One number for each run of ``length`` words; of fewer words one for all of them."""
    length = min(length, len(words))
    runs = np.full(len(words) - length + 1, length, dtype=np.uint64)
    for place in range(length):
        runs *= _FACTOR
        runs += words[place : place + len(runs)]
    return _mix(runs)


def pick_keys(words: Hashes) -> Hashes:
    """The keys of a text, given its words, the smallest first."""
    keys = np.unique(_winnow(hash_runs(words, RUN)))
    return keys[:MOST_KEYS]


def _winnow(runs: Hashes) -> Hashes:
    smallest: Hashes = sliding_window_view(runs, min(WINDOW, len(runs))).min(axis=1)
    return smallest


def _mix(numbers: Hashes) -> Hashes:
    """Splitmix64's finish: numbers that differ in a bit end far apart."""
    for shift, factor in _MIXERS:
        numbers ^= numbers >> shift
        numbers *= factor
    numbers ^= numbers >> _LAST_SHIFT
    return numbers


@dataclass(frozen=True, slots=True)
class _Postings:
    """Keys in order, each beside the place of an article that has it."""

    keys: Hashes
    places: NDArray[np.int32]


class Finder:
    """Which articles of a batch share keys, without a database.

    Holds twelve bytes a key, and the ids. Keys that more than ``most_sharers`` have are dropped, so no line that stands
    on every page makes all pages candidates.
    """

    def __init__(self, sketches: Iterable[tuple[str, Sequence[int]]], *, most_sharers: int = MOST_SHARERS) -> None:
        """``sketches`` gives each article's id and keys, in the order in which articles came; an id comes once."""
        self._ids: list[str] = []
        chunks: list[Hashes] = []
        counts: list[int] = []
        for article_id, keys in sketches:
            self._ids.append(article_id)
            chunks.append(np.unique(np.fromiter(keys, dtype=np.uint64, count=len(keys))))
            counts.append(len(chunks[-1]))
        self._place = {article_id: place for place, article_id in enumerate(self._ids)}
        if len(self._place) != len(self._ids):
            raise ValueError("an article's id came twice; give each article once")
        places = np.repeat(np.arange(len(counts), dtype=np.int32), counts)
        self._postings = _sort(np.concatenate(chunks) if chunks else np.empty(0, np.uint64), places, most_sharers)

    def find(self, keys: Sequence[int], limit: int, *, before: str | None = None) -> tuple[tuple[str, int], ...]:
        """Articles that share ``keys``, with how many, the most first; ``before`` keeps those that came earlier."""
        postings = self._postings
        asked = np.unique(np.fromiter(keys, dtype=np.uint64, count=len(keys)))
        starts = np.searchsorted(postings.keys, asked, "left")
        ends = np.searchsorted(postings.keys, asked, "right")
        held = [postings.places[start:end] for start, end in zip(starts, ends, strict=True) if end > start]
        if not held:
            return ()
        places, counts = np.unique(np.concatenate(held), return_counts=True)
        if before is not None:
            counts = counts[places < self._place[before]]
            places = places[: len(counts)]
        best = np.lexsort((places, -counts))[:limit]
        return tuple((self._ids[places[at]], int(counts[at])) for at in best)


def _sort(keys: Hashes, places: NDArray[np.int32], most: int) -> _Postings:
    order = np.argsort(keys, kind="stable")
    keys, places = keys[order], places[order]
    starts = np.flatnonzero(np.concatenate((np.ones(min(len(keys), 1), bool), keys[1:] != keys[:-1])))
    sharers = np.diff(np.append(starts, len(keys)))
    kept = np.repeat(sharers <= most, sharers)
    return _Postings(keys=keys[kept], places=places[kept])
