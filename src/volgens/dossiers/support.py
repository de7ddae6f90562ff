"""How a pair stands among the others: whether each is the other's best match, and what third statements say for it.

A likeness of 0.4 is much where everything else lies at 0.1, and little where ten others lie at 0.5; so likenesses are
also given as ranks. And a denial without a word of its own is tied to a claim in another article through what it
answers in its own: what the pairs with third statements make likely is given in the same way.
"""

from collections.abc import Sequence

import numpy as np

from volgens.dossiers.pairing import Layers, PairList, Values, encode
from volgens.dossiers.rows import Rows, cosines, from_entries, products, strongest

_NOTHING = 1e-6
_LEAST_BRIDGE = 0.03
"""Probability from which a third statement may tie two together."""

_SCALE = 3.0
_MASS = 5.0


def iter_ranks(name: str, likeness: Values, pairs: PairList, articles: Sequence[str]) -> Layers:
    """Whether each of a pair is the other's best in its article, and how near it comes to that best."""
    left, right = pairs.left, pairs.right
    likeness = np.maximum(likeness, 0.0)
    codes = encode(articles)
    codes = codes - codes.min(initial=0)
    best = np.zeros((pairs.size, int(codes.max(initial=0)) + 1), dtype=np.float32)
    np.maximum.at(best, (left, codes[right]), likeness)
    np.maximum.at(best, (right, codes[left]), likeness)
    most, most_turned = best[left, codes[right]], best[right, codes[left]]
    ahead, turned = _is_best(likeness, most), _is_best(likeness, most_turned)
    yield f"{name}_mutual", ahead * turned
    yield f"{name}_best", np.maximum(ahead, turned)
    ahead, turned = _share(likeness, most), _share(likeness, most_turned)
    yield f"{name}_shares", ahead * turned
    yield f"{name}_share", np.minimum(ahead, turned)
    whole = best.max(axis=1)
    ahead, turned = _share(likeness, whole[left]), _share(likeness, whole[right])
    yield f"{name}_whole", np.minimum(ahead, turned)
    yield f"{name}_either", np.maximum(ahead, turned)


def _is_best(likeness: Values, most: Values) -> Values:
    found: Values = ((likeness >= most - 1e-7) & (most > _NOTHING)).astype(np.float32)
    return found


def _share(likeness: Values, most: Values) -> Values:
    found: Values = np.where(most > _NOTHING, likeness / np.maximum(most, _NOTHING), 0.0).astype(np.float32)
    return found


def iter_support(values: Values, pairs: PairList, articles: Sequence[str]) -> Layers:
    """What the probabilities of all pairs tell about each of them."""
    yield "bias", np.ones(len(pairs), dtype=np.float32)
    yield "odds", _odds(values)
    yield "pair", values
    yield from _weigh_company(values, pairs)
    inside, outside = (_mirror(values, pairs, part, _LEAST_BRIDGE) for part in pairs.parts)
    one = strongest(inside, outside, pairs)
    third = strongest(outside, outside, pairs)
    yield "one", one
    yield "one_odds", _odds(one)
    yield "two", strongest(inside, _mirror(one, pairs, pairs.parts[1], _LEAST_BRIDGE), pairs)
    yield "third", third
    yield "third_odds", _odds(third)
    yield "own", strongest(inside, inside, pairs)
    yield from iter_ranks("pair", values, pairs, articles)
    before, behind = _beside(values, pairs, -1), _beside(values, pairs, 1)
    yield "before", before
    yield "behind", behind
    yield "neighbours", np.maximum(before, behind)


def _weigh_company(values: Values, pairs: PairList) -> Layers:
    """What all third statements together tell of a pair."""
    everything = _mirror(values, pairs, slice(0, len(pairs)))
    yield "company", cosines(everything, pairs)
    mass = np.bincount(everything.places, everything.weights, minlength=pairs.size)
    yield "mass", (np.minimum(mass[pairs.left], mass[pairs.right]) / _MASS).astype(np.float32)
    del everything
    across = _mirror(values, pairs, pairs.parts[1])
    yield "all_thirds", np.float32(1.0) - np.exp(-products(across, across, pairs)[0])


def _mirror(values: Values, pairs: PairList, part: slice, least: float = 0.0) -> Rows:
    """A row for each statement, of its probabilities with the others in ``part`` that are above ``least``."""
    shape = (pairs.size, pairs.size)
    if pairs.whole:
        chosen = np.zeros(len(pairs), dtype=np.float32)
        chosen[part] = values[part]
        square = pairs.square(chosen)
        rows, across = np.nonzero(square > least)
        return from_entries(rows, across, square[rows, across], shape)
    kept = values[part] > least
    left, right, weights = pairs.left[part][kept], pairs.right[part][kept], values[part][kept]
    places, columns = np.concatenate([left, right]), np.concatenate([right, left])
    order = np.argsort(places * pairs.size + columns, kind="stable")
    return from_entries(places[order], columns[order], np.concatenate([weights, weights])[order], shape)


def _beside(values: Values, pairs: PairList, step: int) -> Values:
    """The probability of the two statements that stand ``step`` further on in their articles."""
    left, right = pairs.left + step, pairs.right + step
    if pairs.whole:
        square = pairs.square(values)
        known = (left >= 0) & (right < pairs.size)
        return np.where(known, square[np.maximum(left, 0), np.minimum(right, pairs.size - 1)], 0.0).astype(np.float32)
    places = pairs.find(left, right)
    return np.where(places >= 0, values[places], 0.0).astype(np.float32)


def _odds(probability: Values) -> Values:
    bounded = np.clip(probability, 1e-3, 1 - 1e-3)
    found: Values = (np.log(bounded / (1.0 - bounded)) / _SCALE).astype(np.float32)
    return found
