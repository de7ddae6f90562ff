"""Statements become claims: a probability for each pair, then clusters."""

import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossiers.stories import utter

from volgens.dossiers import linking as module
from volgens.dossiers.linking import CERTAIN, Matcher, cluster, link, load_matcher
from volgens.dossiers.similarity import FEATURES, Matrix
from volgens.errors import ModelError
from volgens.model import Span

PLAIN = Matcher(weights=tuple(8.0 if f == "words" else -4.0 if f == "bias" else 0.0 for f in FEATURES), threshold=0.5)
chances = st.floats(0, 1)


def symmetric(size: int, values: list[float]) -> Matrix:
    """A symmetric matrix with 1 on its diagonal and ``values`` above it, in rows."""
    pairs = np.eye(size)
    upper = np.triu_indices(size, 1)
    pairs[upper] = values
    filled: Matrix = np.maximum(pairs, pairs.T)
    return filled


@st.composite
def matrices(draw: st.DrawFn) -> Matrix:
    size = draw(st.integers(0, 9))
    count = size * (size - 1) // 2
    return symmetric(size, draw(st.lists(chances, min_size=count, max_size=count)))


@settings(max_examples=150, deadline=None)
@given(matrices(), chances)
def test_clusters_are_a_partition_whatever_the_matrix(pairs: Matrix, threshold: float) -> None:
    groups = cluster(pairs, threshold)
    assert sorted(i for group in groups for i in group) == list(range(len(pairs)))
    assert all(group == sorted(group) != [] for group in groups)
    assert groups == sorted(groups)


@settings(max_examples=50, deadline=None)
@given(st.integers(0, 6).flatmap(lambda n: st.lists(st.floats(-2, 2), min_size=n * n, max_size=n * n)))
def test_even_a_matrix_that_is_not_symmetric_gives_a_partition(values: list[float]) -> None:
    size = round(len(values) ** 0.5)
    groups = cluster(np.array(values).reshape(size, size), 0.5)
    assert sorted(i for group in groups for i in group) == list(range(size))


@settings(max_examples=150, deadline=None)
@given(matrices(), st.floats(0.05, 1))
def test_no_two_clusters_are_left_whose_members_agree_on_average(pairs: Matrix, threshold: float) -> None:
    groups = cluster(pairs, threshold)
    for i, left in enumerate(groups):
        for right in groups[i + 1 :]:
            assert pairs[np.ix_(left, right)].mean() < threshold + 1e-9


@settings(max_examples=100, deadline=None)
@given(matrices(), st.floats(0.05, 1))
def test_a_cluster_of_two_agrees(pairs: Matrix, threshold: float) -> None:
    for group in cluster(pairs, threshold):
        if len(group) == 2:
            assert pairs[group[0], group[1]] >= threshold


def test_a_chance_likeness_does_not_chain_two_claims() -> None:
    pairs = symmetric(4, [0.9, 0.1, 0.1, 0.8, 0.1, 0.9])
    assert cluster(pairs, 0.5) == [[0, 1], [2, 3]]


def test_the_likest_are_joined_first() -> None:
    assert cluster(symmetric(3, [0.6, 0.1, 0.7]), 0.5) == [[0], [1, 2]]


def test_of_equal_likenesses_the_earliest_is_joined() -> None:
    assert cluster(symmetric(3, [0.6, 0.1, 0.6]), 0.5) == [[0, 1], [2]]


def test_a_large_cluster_weighs_by_its_members() -> None:
    likely = symmetric(4, [0.9, 0.9, 0.6, 0.9, 0.6, 0.2])
    assert cluster(likely, 0.46) == [[0, 1, 2, 3]]
    assert cluster(likely, 0.48) == [[0, 1, 2], [3]]


def test_a_pair_exactly_at_the_threshold_is_joined() -> None:
    assert cluster(symmetric(2, [0.5]), 0.5) == [[0, 1]]


def test_the_matrix_given_is_left_as_it_was() -> None:
    pairs = symmetric(3, [0.9, 0.8, 0.7])
    cluster(pairs, 0.5)
    assert (pairs == symmetric(3, [0.9, 0.8, 0.7])).all()


def test_a_matcher_needs_a_weight_for_each_figure() -> None:
    with pytest.raises(ValueError, match=str(len(FEATURES))):
        Matcher(weights=(1.0,), threshold=0.5)


def test_the_scores_become_probabilities() -> None:
    compared = np.zeros((1, 2, len(FEATURES)))
    compared[0, :, FEATURES.index("bias")] = 1.0
    compared[0, 1, FEATURES.index("words")] = 1.0
    low, high = PLAIN.probabilities(compared)[0]
    assert low == pytest.approx(1 / (1 + np.exp(4)))
    assert high == pytest.approx(1 / (1 + np.exp(-4)))


@pytest.mark.parametrize("feature", ["answer", "identical"])
def test_what_grammar_or_print_settles_is_certain(feature: str) -> None:
    compared = np.zeros((1, 1, len(FEATURES)))
    compared[0, 0, FEATURES.index(feature)] = 1.0
    against = Matcher(weights=tuple(-9.0 for _ in FEATURES), threshold=0.5)
    assert against.probabilities(compared)[0, 0] == CERTAIN


def test_huge_weights_overflow_nothing() -> None:
    compared = np.ones((1, 1, len(FEATURES)))
    wild = Matcher(weights=tuple(-1e9 for _ in FEATURES), threshold=0.5)
    assert 0 <= wild.probabilities(compared)[0, 0] <= 1


def test_statements_of_the_same_words_are_one_claim_and_others_another() -> None:
    said = ("de pont ligt stil", "het zwembad blijft open", "de pont ligt al stil")
    utterances = [utter(words, order=n, article_id=f"a{n}") for n, words in enumerate(said)]
    assert link(utterances, PLAIN).clusters == ((0, 2), (1,))


def test_an_answer_is_one_claim_with_what_it_answers() -> None:
    claim = utter("de pont ligt stil", order=0)
    words = Span(0, len("de pont ligt stil"))
    answer = utter("ontkent", speaker="Wim Stam", order=1, start=40, pointing_to=(words,))
    assert link([claim, answer], PLAIN).clusters == ((0, 1),)


def test_nothing_said_is_no_claim() -> None:
    assert link([], PLAIN).clusters == ()


def test_the_matcher_that_comes_along_fits_the_figures() -> None:
    matcher = load_matcher("nl")
    assert 0 < matcher.threshold < 1


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{}",
        '{"weights": {}, "threshold": 0.5}',
        "[]",
    ],
)
def test_a_broken_matcher_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str) -> None:
    folder = tmp_path / "models" / "nl"
    folder.mkdir(parents=True)
    (folder / "links.json").write_text(text, encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="reinstall"):
        load_matcher.__wrapped__("nl")


def test_a_language_without_a_matcher_is_an_error_of_ours() -> None:
    with pytest.raises(ModelError):
        load_matcher("xx")


def test_a_broken_matcher_names_what_is_missing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "models" / "nl"
    folder.mkdir(parents=True)
    weights = {f: 0.0 for f in FEATURES if f != "cover"}
    (folder / "links.json").write_text(json.dumps({"weights": weights, "threshold": 0.5}), encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="cover"):
        load_matcher.__wrapped__("nl")
