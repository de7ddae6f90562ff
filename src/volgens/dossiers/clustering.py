"""Clusters of statements from the probabilities of their pairs: average linkage (UPGMA; Sokal and Michener 1958)."""

from collections.abc import Iterable, Iterator, Sequence

import numpy as np
from numpy.typing import NDArray

from volgens.dossiers.pairing import Chances

MOST_AT_ONCE = 2000
"""Statements that are clustered together; larger parts are cut where they hang together least."""

_STEP = 0.1
"""By how much the probability rises below which ties are cut."""


def cluster(chances: Chances, threshold: float) -> list[list[int]]:
    """The clusters left when no two have a mean probability of ``threshold``; ties fall to the earliest.

    Two clusters with such a mean have a pair with such a probability, so parts that no such pair ties together are
    clustered apart.
    """
    found = []
    for part in _cut(chances, list(range(chances.pairs.size)), threshold):
        means = chances.among(part).astype(float)
        found += [[part[i] for i in group] for group in _join(means, threshold)]
    return sorted(found)


def _cut(chances: Chances, members: list[int], least: float) -> Iterator[list[int]]:
    """The parts of ``members`` that pairs of ``least`` probability tie together, cut on where they are too large."""
    pairs = chances.pairs
    here = np.zeros(pairs.size, dtype=bool)
    here[members] = True
    close = (chances.values >= least) & here[pairs.left] & here[pairs.right]
    ties = zip(pairs.left[close].tolist(), pairs.right[close].tolist(), strict=True)
    for part in _find_parts(members, ties):
        if len(part) <= MOST_AT_ONCE or least > 1:
            yield part
        else:
            yield from _cut(chances, part, least + _STEP)


def _find_parts(members: Sequence[int], ties: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The parts that ties make, each in order."""
    above = {i: i for i in members}

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    for one, other in ties:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    parts: dict[int, list[int]] = {}
    for i in members:
        parts.setdefault(top(i), []).append(i)
    return list(parts.values())


def _join(means: NDArray[np.float64], threshold: float) -> list[list[int]]:
    groups = {i: [i] for i in range(len(means))}
    np.fill_diagonal(means, -1.0)
    # The best partner of each cluster is kept, so that a merger costs a row and not the whole square.
    partner = means.argmax(axis=1)
    best = means[np.arange(len(means)), partner]
    while len(groups) > 1:
        a = int(best.argmax())
        if best[a] < threshold:
            break
        a, b = sorted((a, int(partner[a])))
        size_a, size_b = len(groups[a]), len(groups[b])
        merged = np.where(means[a] < 0, -1.0, (size_a * means[a] + size_b * means[b]) / (size_a + size_b))
        merged[[a, b]] = -1.0
        means[a], means[:, a] = merged, merged
        means[b], means[:, b] = -1.0, -1.0
        groups[a] = sorted(groups[a] + groups.pop(b))
        best[b], partner[b] = -1.0, -1
        closer = (best >= 0) & ((merged > best) | ((merged == best) & (a < partner)))
        partner[closer], best[closer] = a, merged[closer]
        for k in np.flatnonzero((partner == a) | (partner == b) | (np.arange(len(means)) == a)).tolist():
            partner[k] = means[k].argmax()
            best[k] = means[k, partner[k]]
    return list(groups.values())
