"""Clusters of statements from the probabilities of their pairs: average linkage (UPGMA; Sokal and Michener 1958)."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from volgens.dossiers.pairing import Chances


def cluster(chances: Chances, threshold: float) -> list[list[int]]:
    """The clusters left when no two have a mean probability of ``threshold``; ties fall to the earliest.

    Two clusters with such a mean have a pair with such a probability, so parts that no such pair ties together are
    clustered apart.
    """
    pairs = chances.pairs
    close = chances.values >= threshold
    found = []
    for part in _find_parts(pairs.size, zip(pairs.left[close].tolist(), pairs.right[close].tolist(), strict=True)):
        means = chances.among(part).astype(float)
        found += [[part[i] for i in group] for group in _join(means, threshold)]
    return sorted(found)


def _find_parts(size: int, edges: Iterable[tuple[int, int]]) -> list[list[int]]:
    """The parts that edges tie together, each in order."""
    above = list(range(size))

    def top(i: int) -> int:
        while above[i] != i:
            above[i] = above[above[i]]
            i = above[i]
        return i

    for one, other in edges:
        first, second = sorted((top(one), top(other)))
        above[second] = first
    parts: dict[int, list[int]] = {}
    for i in range(size):
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
