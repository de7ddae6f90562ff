"""Learned parts: linear models over sparse features, a few hundred kilobytes of weights, no library at run time.

Linear models because every weight can be read, training takes seconds, and a candidate costs microseconds.
"""

import gzip
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import exp

from volgens.errors import ModelError


@dataclass(frozen=True, slots=True, kw_only=True)
class LinearModel:
    """Weights by feature, one for each class; a feature never seen in training weighs nothing."""

    classes: tuple[str, ...]
    bias: tuple[float, ...]
    weights: Mapping[str, Sequence[float]]

    def scores(self, features: Iterable[str]) -> list[float]:
        """The sum of weights for each class, before any normalising."""
        totals = list(self.bias)
        for feature in set(features):
            row = self.weights.get(feature)
            if row is not None:
                for k, weight in enumerate(row):
                    totals[k] += weight
        return totals

    def probabilities(self, features: Iterable[str]) -> list[float]:
        """Softmax of the scores; for a model of one class the logistic of its only score."""
        scores = self.scores(features)
        if len(scores) == 1:
            return [1.0 / (1.0 + exp(-max(-30.0, min(30.0, scores[0]))))]
        top = max(scores)
        powers = [exp(s - top) for s in scores]
        total = sum(powers)
        return [p / total for p in powers]


@cache
def load_model(name: str, language: str) -> LinearModel | None:
    """The model ``name`` of ``language``, or `None` where none has been trained yet."""
    path = files("volgens.extraction") / "models" / language / f"{name}.json.gz"
    if not path.is_file():
        return None
    try:
        data = json.loads(gzip.decompress(path.read_bytes()))
        return LinearModel(
            classes=tuple(data["classes"]),
            bias=tuple(data["bias"]),
            weights={f: tuple(w) for f, w in data["weights"].items()},
        )
    except (OSError, ValueError, KeyError) as error:
        raise ModelError(
            f"the learned part {name!r} does not load: {error}; reinstall volgens or run `make learn`"
        ) from error
