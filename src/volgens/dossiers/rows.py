"""Weights of many columns for each statement, most of them 0, and how alike two statements are by them."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from volgens.dossiers.pairing import PairList, Places, Values

_CHUNK = 2048
"""Columns that are spread out at once."""

_BLOCK = 64
"""Rows whose ways over third ones are followed at once."""

_MOST_STEPS = 200_000
"""Pairs that are held at once while they are told from shared columns."""

_MOST_TELLING = 40
"""Columns of a row that are compared where not all pairs are weighed."""

_NONE = 1e-9

Join = Callable[[NDArray[np.float32], NDArray[np.float32]], Values]


@dataclass(frozen=True, slots=True, eq=False)
class Rows:
    """``starts`` tells where the ``columns`` and ``weights`` of each row begin; the columns of a row rise."""

    starts: Places
    columns: Places
    weights: Values
    width: int

    def __len__(self) -> int:
        return len(self.starts) - 1

    @property
    def places(self) -> Places:
        """The row of each entry."""
        return np.repeat(np.arange(len(self)), np.diff(self.starts))

    def norms(self) -> Values:
        """The length of each row; next to nothing for an empty one."""
        squares = np.bincount(self.places, self.weights.astype(float) ** 2, minlength=len(self))
        return np.sqrt(np.maximum(squares, _NONE)).astype(np.float32)

    def spread(self, start: int, end: int) -> NDArray[np.float32]:
        """The columns from ``start`` to ``end`` of all rows as a full array."""
        found = np.zeros((len(self), end - start), dtype=np.float32)
        here = (self.columns >= start) & (self.columns < end)
        found[self.places[here], self.columns[here] - start] = self.weights[here]
        return found

    def times(self, right: NDArray[np.float32]) -> NDArray[np.float32]:
        """The product with an array of as many rows as there are columns."""
        found = np.zeros((len(self), right.shape[1]), dtype=np.float32)
        for start in range(0, len(right), _CHUNK):
            end = min(len(right), start + _CHUNK)
            found += self.spread(start, end) @ right[start:end]
        return found

    def most_telling(self, count: int = _MOST_TELLING) -> "Rows":
        """The rows with only the ``count`` greatest weights of each."""
        places = self.places
        if not len(places) or int(np.diff(self.starts).max()) <= count:
            return self
        order = np.lexsort((-self.weights, places))
        rank = np.arange(len(order)) - self.starts[places[order]]
        kept = np.sort(order[rank < count])
        return from_entries(places[kept], self.columns[kept], self.weights[kept], (len(self), self.width))


def from_entries(places: Places, columns: Places, weights: Values, shape: tuple[int, int]) -> Rows:
    """Rows of entries that are in order of row and column, each once; ``shape`` is rows, columns."""
    starts = np.searchsorted(places, np.arange(shape[0] + 1))
    return Rows(starts, columns, weights.astype(np.float32), max(1, shape[1]))


def from_weights(weighed: Sequence[Mapping[int, float]], width: int) -> Rows:
    """Rows of weights by column."""
    ordered = [sorted(row.items()) for row in weighed]
    starts = np.cumsum([0, *map(len, ordered)])
    flat = [entry for row in ordered for entry in row]
    columns = np.array([c for c, _ in flat], dtype=np.int64)
    return Rows(starts, columns, np.array([w for _, w in flat], dtype=np.float32), max(1, width))


def products(left: Rows, right: Rows, pairs: PairList) -> tuple[Values, Values]:
    """For each pair the product of the row of its first in ``left`` with that of its second in ``right``; and turned.

    Where not all pairs are weighed, common columns and those that tell least of a row are left out.
    """
    if not pairs.whole:
        one, other = left.most_telling(), right.most_telling()
        ahead = _over_few(one, other, pairs, _add_products)
        return ahead, ahead if right is left else _over_few(other, one, pairs, _add_products)
    size = len(left)
    found = np.zeros((size, size), dtype=np.float32)
    for start in range(0, left.width, _CHUNK):
        end = min(left.width, start + _CHUNK)
        part = left.spread(start, end)
        found += part @ (part if right is left else right.spread(start, end)).T
    ahead = found.take(pairs.codes)
    return ahead, ahead if right is left else found.T.take(pairs.codes)


def _add_products(one: NDArray[np.float32], other: NDArray[np.float32]) -> Values:
    found: Values = np.einsum("ij,ij->i", one, other)
    return found


def _greatest_product(one: NDArray[np.float32], other: NDArray[np.float32]) -> Values:
    found: Values = (one * other).max(axis=1, initial=0.0)
    return found


def _greatest_shared(one: NDArray[np.float32], other: NDArray[np.float32]) -> Values:
    found: Values = np.minimum(one, other).max(axis=1, initial=0.0)
    return found


def _over_few(left: Rows, right: Rows, pairs: PairList, join: Join) -> Values:
    """What ``join`` makes, for each pair, of the weights of the second's columns in the first and in the second."""
    lengths = np.diff(right.starts)
    most = int(lengths.max(initial=0))
    columns, weights = np.zeros((len(right), most), np.int64), np.zeros((len(right), most), np.float32)
    filled = np.arange(most) < lengths[:, None]
    columns[filled], weights[filled] = right.columns, right.weights
    found = np.zeros(len(pairs), dtype=np.float32)
    for part in pairs.parts:
        bounds = np.searchsorted(pairs.left[part], np.arange(0, len(left) + _BLOCK, _BLOCK)) + (part.start or 0)
        for n, (start, end) in enumerate(pairwise(bounds.tolist())):
            own = slice(left.starts[n * _BLOCK], left.starts[min(len(left), (n + 1) * _BLOCK)])
            if start == end or own.start == own.stop:
                continue
            block = np.zeros((_BLOCK, left.width), dtype=np.float32)
            block[np.repeat(np.arange(len(left)), np.diff(left.starts))[own] - n * _BLOCK, left.columns[own]] = (
                left.weights[own]
            )
            first, second = pairs.left[start:end] - n * _BLOCK, pairs.right[start:end]
            found[start:end] = join(block[first[:, None], columns[second]], weights[second])
    return found


def cosines(rows: Rows, pairs: PairList) -> Values:
    """How alike the rows of each pair are, 0 where one is empty."""
    norms = rows.norms()
    found: Values = products(rows, rows, pairs)[0] / (norms[pairs.left] * norms[pairs.right])
    return found


def rarest(left: Rows, right: Rows, pairs: PairList) -> Values:
    """The greatest weight that the rows of a pair share in one column, either way: the less of two."""
    if not pairs.whole:
        return _both_ways(left, right, pairs, _greatest_shared)
    found = np.zeros(pairs.size * pairs.size, dtype=np.float32)
    for one, other, at_one, at_other in iter_shared(left, right):
        places = np.minimum(one, other) * pairs.size + np.maximum(one, other)
        np.maximum.at(found, places, np.minimum(at_one, at_other))
    return found.take(pairs.codes)


def _both_ways(left: Rows, right: Rows, pairs: PairList, join: Join) -> Values:
    one, other = left.most_telling(), right.most_telling()
    found = _over_few(one, other, pairs, join)
    return found if left is right else np.maximum(found, _over_few(other, one, pairs, join))


def strongest(left: Rows, right: Rows, pairs: PairList) -> Values:
    """The greatest product over a third statement: from one of a pair to it by ``left``, and on by ``right``."""
    if not pairs.whole:
        return _both_ways(left, right, pairs, _greatest_product)
    size = pairs.size
    before, behind = left.spread(0, size), right.spread(0, size)
    found = np.zeros((size, size), dtype=np.float32)
    for start in range(0, size, _BLOCK):
        # Of what is the same both ways, half is enough; small blocks stay in the processor's cache.
        first = start if left is right else 0
        block, best = before[start : start + _BLOCK], found[start : start + _BLOCK, first:]
        product = np.empty_like(best)
        for k in np.flatnonzero(block.any(axis=0)).tolist():
            np.multiply(block[:, k, None], behind[k, first:], out=product)
            np.maximum(best, product, out=best)
    return np.maximum(found.take(pairs.codes), found.T.take(pairs.codes))


def iter_shared(
    left: Rows, right: Rows, most_holders: int | None = None
) -> Iterator[tuple[Places, Places, Values, Values]]:
    """Every two rows that share a column, with their weights in it: row of ``left``, of ``right``, weight, weight.

    Each two rows of one and the same are given once for a column, the earlier first.
    """
    by_column = [np.lexsort((rows.places, rows.columns)) for rows in (left, right)]
    one, other = (np.stack([rows.places[o], rows.columns[o]]) for rows, o in zip((left, right), by_column, strict=True))
    at_one, at_other = left.weights[by_column[0]], right.weights[by_column[1]]
    bounds = np.searchsorted(other[1], np.arange(right.width + 1))
    starts, ends = bounds[one[1]], bounds[one[1] + 1]
    counts = ends - starts
    if most_holders is not None:
        counts = np.where(counts <= most_holders, counts, 0)
    if left is right:
        # Only what comes after an entry in its column.
        starts = np.arange(len(starts)) + 1
        counts = np.where(counts > 0, ends - starts, 0)
    totals = np.cumsum(counts)
    done = 0
    while done < len(counts):
        before = totals[done - 1] if done else 0
        end = max(done + 1, int(np.searchsorted(totals, before + _MOST_STEPS, side="right")))
        part = counts[done:end]
        entries = np.repeat(np.arange(done, end), part)
        steps = np.arange(len(entries)) - np.repeat(np.cumsum(part) - part, part)
        partners = starts[entries] + steps
        yield one[0][entries], other[0][partners], at_one[entries], at_other[partners]
        done = end


def find_candidates(rows: Rows, most: int) -> tuple[Places, Places]:
    """Two rows each that share a column that at most ``most`` have; of each row those that share most, ``most`` too."""
    size = len(rows)
    known, shared = np.zeros(0, np.int64), np.zeros(0)
    for one, other, at_one, at_other in iter_shared(rows, rows, most):
        codes, places = np.unique(np.concatenate([known, one * size + other]), return_inverse=True)
        shared = np.bincount(places, np.concatenate([shared, at_one * at_other]), minlength=len(codes)).astype(float)
        known = codes
    left, right = known // size, known % size
    here, there = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.lexsort((-np.concatenate([shared, shared]), here))
    rank = np.arange(len(order)) - np.searchsorted(here[order], here[order])
    kept = order[rank < most]
    return here[kept], there[kept]
