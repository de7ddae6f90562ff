"""Which statements of a dossier are the same claim: a learned matcher of pairs, then average linkage.

The matcher is a logistic regression over `similarity.FEATURES`; `volgens.training.link` learns it from stories whose
claims are annotated. Clusters are joined while the mean probability between their members stays above a threshold
(UPGMA; Sokal and Michener 1958), so one chance likeness does not chain two claims together.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import numpy as np

from volgens.dossiers.similarity import FEATURES, Matrix, Utterance, compare_all
from volgens.errors import ModelError

CERTAIN = 0.9
"""Probability of pairs that grammar or print settles: an answer and what it answers, the same words twice."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """Weights of the `FEATURES` and the least mean probability at which clusters are joined."""

    weights: tuple[float, ...]
    threshold: float

    def __post_init__(self) -> None:
        if len(self.weights) != len(FEATURES):
            raise ValueError(f"a matcher needs {len(FEATURES)} weights, not {len(self.weights)}")

    def probabilities(self, compared: Matrix) -> Matrix:
        """For an array of shape (n, n, features) the probability of each pair to be one claim."""
        scores = compared @ np.array(self.weights)
        found: Matrix = 1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))
        settled = compared[:, :, [FEATURES.index("answer"), FEATURES.index("identical")]].any(axis=2)
        return np.where(settled, np.maximum(found, CERTAIN), found)


@cache
def load_matcher(language: str = "nl") -> Matcher:
    """The matcher that comes with the package."""
    path = files("volgens.dossiers") / "models" / language / "links.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        return Matcher(weights=tuple(data["weights"][f] for f in FEATURES), threshold=data["threshold"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ModelError(f"the matcher of claims does not load: {error!r}; reinstall volgens") from error


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """``clusters`` of places, each in order, the clusters by their first member; ``pairs`` the probabilities."""

    clusters: tuple[tuple[int, ...], ...]
    pairs: Matrix


def link(utterances: Sequence[Utterance], matcher: Matcher) -> Links:
    """Which of ``utterances`` make one claim."""
    if not utterances:
        return Links(clusters=(), pairs=np.zeros((0, 0)))
    pairs = matcher.probabilities(compare_all(utterances))
    return Links(clusters=tuple(tuple(c) for c in cluster(pairs, matcher.threshold)), pairs=pairs)


def cluster(pairs: Matrix, threshold: float) -> list[list[int]]:
    """Average linkage over a symmetric array of probabilities; ties fall to the earliest, so the result is stable."""
    groups = {i: [i] for i in range(len(pairs))}
    means = pairs.astype(float).copy()
    np.fill_diagonal(means, -1.0)
    while len(groups) > 1:
        place = int(means.argmax())
        a, b = sorted(divmod(place, len(means)))
        if means[a, b] < threshold:
            break
        size_a, size_b = len(groups[a]), len(groups[b])
        merged = (size_a * means[a] + size_b * means[b]) / (size_a + size_b)
        means[a], means[:, a] = merged, merged
        means[b], means[:, b] = -1.0, -1.0
        means[a, a] = -1.0
        means[a, [k for k in range(len(means)) if k not in groups or k == b]] = -1.0
        means[[k for k in range(len(means)) if k not in groups or k == b], a] = -1.0
        groups[a] = sorted(groups[a] + groups.pop(b))
    return sorted(groups.values())
