"""What other pairs tell about a pair."""

import numpy as np
import pytest
from numpy.typing import NDArray

from volgens.dossiers.pairing import PairList, Values, pair_all
from volgens.dossiers.support import iter_ranks, iter_support

ARTICLES = ("a", "a", "b", "b")


def pairs(**likely: float) -> Values:
    """Probabilities by places: ``p01`` is that of the first two."""
    chosen = pair_all(ARTICLES)
    return np.array([likely.get(f"p{i}{j}", 0.0) for i, j in chosen], dtype=np.float32)


def ranks(likely: Values) -> dict[str, NDArray[np.float32]]:
    chosen = pair_all(ARTICLES)
    return {name: chosen.square(layer) for name, layer in iter_ranks("x", likely, chosen, ARTICLES)}


def support(likely: Values, articles: tuple[str, ...] = ARTICLES) -> dict[str, NDArray[np.float32]]:
    chosen = pair_all(articles)
    return {name: chosen.square(layer) for name, layer in iter_support(likely, chosen, articles)}


def test_each_others_best_are_mutual() -> None:
    found = ranks(pairs(p02=0.9, p03=0.4, p12=0.3))
    assert found["x_mutual"][0, 2] == 1
    assert found["x_mutual"][0, 3] == 0
    assert found["x_best"][0, 3] == 1
    assert found["x_best"][1, 3] == 0


def test_nothing_alike_is_nobodys_best() -> None:
    assert not any(layer.any() for layer in ranks(pairs()).values())


def test_a_denial_is_tied_to_a_claim_elsewhere_through_what_it_denies() -> None:
    found = support(pairs(p01=0.8, p02=0.9))
    assert found["one"][1, 2] == found["one"][2, 1] > 0.7
    assert found["one"][1, 3] == 0


def test_two_denials_are_tied_through_what_both_deny() -> None:
    found = support(pairs(p01=0.8, p02=0.9, p23=0.8))
    assert found["two"][1, 3] == found["two"][3, 1] > 0.5


def test_the_strongest_of_several_ways_counts() -> None:
    found = support(pairs(p02=0.9, p03=0.2, p12=0.9, p13=0.9))
    assert found["third"][0, 1] == pytest.approx(0.81)


def test_neighbours_that_agree_speak_for_a_pair() -> None:
    assert support(pairs(p02=0.9))["before"][1, 3] == pytest.approx(0.9)
    assert support(pairs(p13=0.9))["behind"][0, 2] == pytest.approx(0.9)


def test_what_few_pairs_tell_is_what_all_tell_of_them() -> None:
    articles = tuple("aaabbbcccddd")
    whole = pair_all(articles)
    values = np.random.default_rng(3).random(len(whole)).astype(np.float32)
    few = PairList(whole.size, whole.left, whole.right, whole.inner, whole=False)
    by_name = dict(iter_support(values, few, articles))
    for name, layer in iter_support(values, whole, articles):
        assert np.allclose(layer, by_name[name], atol=1e-5), name


def test_support_is_finite() -> None:
    values = np.random.default_rng(1).random(15).astype(np.float32)
    for layer in support(values, tuple("aabbcc")).values():
        assert np.isfinite(layer).all()


def test_one_statement_alone_has_no_support() -> None:
    alone = pair_all(["a"])
    assert all(len(layer) == 0 for _, layer in iter_support(np.zeros(0, np.float32), alone, ["a"]))
