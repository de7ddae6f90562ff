"""Which pairs of statements are weighed, and what was found of them.

Of a dossier of ordinary size all pairs are. Of a very large one only those are that share a rare word or concept, and
those within an article, so that neither time nor memory grows with the square of what is said.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Values = NDArray[np.float32]
"""A figure of each pair in the order of its `PairList`, or of the pairs within an article only, which come first."""

Layers = Iterator[tuple[str, Values]]
"""Figures by name."""

Places = NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class PairList:
    """Pairs of ``size`` statements, each ``left`` before ``right``: first the ``inner`` ones within an article.

    Both parts are in order. ``whole`` tells that no pair is left out.
    """

    size: int
    left: Places
    right: Places
    inner: int
    whole: bool = True
    codes: Places = field(init=False)
    """Where each pair lies in the rows, one after another, of a square of all."""

    def __post_init__(self) -> None:
        object.__setattr__(self, "codes", self.left * self.size + self.right)

    def __len__(self) -> int:
        return len(self.left)

    def __getitem__(self, place: int) -> tuple[int, int]:
        return int(self.left[place]), int(self.right[place])

    def __iter__(self) -> Iterator[tuple[int, int]]:
        return zip(self.left.tolist(), self.right.tolist(), strict=True)

    @property
    def inside(self) -> slice:
        return slice(0, self.inner)

    @property
    def parts(self) -> tuple[slice, slice]:
        """The pairs within an article, and those across articles."""
        return self.inside, slice(self.inner, len(self))

    def either(self, values: Values) -> Values:
        """Of a figure of statements, that of the one or the other: the greater."""
        return np.maximum(values[self.left], values[self.right])

    def both(self, values: Values) -> Values:
        """Of a figure of statements, what both have."""
        found: Values = values[self.left] * values[self.right]
        return found

    def same(self, labels: Sequence[str]) -> Values:
        """Whether two have the same label; the empty one is nobody's."""
        codes = encode(labels)
        found: Values = (codes[self.left] == codes[self.right]).astype(np.float32)
        return found

    def widen(self, values: Values) -> Values:
        """The same with 0 for pairs across articles where it holds those within only."""
        if len(values) == len(self):
            return values
        return np.concatenate([values, np.zeros(len(self) - len(values), dtype=np.float32)])

    def square(self, values: Values) -> NDArray[np.float32]:
        """As a symmetric array of shape (size, size), 0 where a pair was not weighed and on the diagonal."""
        found = np.zeros((self.size, self.size), dtype=np.float32)
        wide = self.widen(values)
        found[self.left, self.right] = found[self.right, self.left] = wide
        return found

    def find(self, left: Places, right: Places) -> Places:
        """The places of pairs in the list, -1 where a pair is not in it; each ``left`` before its ``right``."""
        wanted = left * self.size + right
        found = np.full(len(wanted), -1, dtype=np.int64)
        for part in self.parts:
            codes = self.codes[part]
            if len(codes):
                at = np.minimum(np.searchsorted(codes, wanted), len(codes) - 1)
                hit = codes[at] == wanted
                found[hit] = at[hit] + (part.start or 0)
        return found


def encode(labels: Sequence[str]) -> Places:
    """A number for each label, the same for the same ones; every empty one has its own."""
    keys = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    return np.array([keys[label] if label else -1 - i for i, label in enumerate(labels)], dtype=np.int64)


def pair_all(articles: Sequence[str]) -> PairList:
    """All pairs of statements, given the article of each."""
    left, right = np.triu_indices(len(articles), 1)
    return _sort(articles, left, right, whole=True)


def pair_some(articles: Sequence[str], left: Places, right: Places) -> PairList:
    """The given pairs and all within an article; ``left`` and ``right`` may repeat pairs, in any order of the two."""
    size = len(articles)
    codes = encode(articles)
    groups = [np.flatnonzero(codes == code) for code in dict.fromkeys(codes.tolist())]
    inside = [group[np.array(np.triu_indices(len(group), 1))] for group in groups]
    first = np.concatenate([np.minimum(left, right), *(pair[0] for pair in inside)])
    second = np.concatenate([np.maximum(left, right), *(pair[1] for pair in inside)])
    kept = np.unique((first * size + second)[first != second])
    return _sort(articles, kept // max(1, size), kept % max(1, size), whole=False)


def _sort(articles: Sequence[str], left: Places, right: Places, *, whole: bool) -> PairList:
    codes = encode(articles)
    within = codes[left] == codes[right] if len(left) else np.zeros(0, dtype=bool)
    order = np.argsort(~within, kind="stable")
    return PairList(len(articles), left[order], right[order], int(within.sum()), whole)


class Chances:
    """The probability of each pair of statements; that of a pair that was not weighed is 0, as on the diagonal."""

    def __init__(self, pairs: PairList, values: Values) -> None:
        self.pairs, self.values = pairs, values
        self._square = pairs.square(values) if pairs.whole else None

    def among(self, members: Sequence[int]) -> NDArray[np.float32]:
        """Those of ``members`` with each other."""
        if self._square is not None:
            return self._square[np.ix_(members, members)]
        places = np.full(self.pairs.size, -1)
        places[list(members)] = np.arange(len(members))
        left, right = places[self.pairs.left], places[self.pairs.right]
        both = (left >= 0) & (right >= 0)
        found = np.zeros((len(members), len(members)), dtype=np.float32)
        found[left[both], right[both]] = found[right[both], left[both]] = self.values[both]
        return found

    def of(self, one: int, other: int) -> float:
        """That of a single pair."""
        if self._square is not None:
            return float(self._square[one, other])
        place = int(self.pairs.find(np.array([min(one, other)]), np.array([max(one, other)]))[0])
        return float(self.values[place]) if place >= 0 else 0.0
