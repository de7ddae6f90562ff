"""Statements become claims: a probability for each pair, then clusters."""

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray
from tests.dossiers.stories import read, say, utter

from volgens.dossiers import clustering
from volgens.dossiers import linking as module
from volgens.dossiers.linking import (
    CERTAIN,
    Matcher,
    Step,
    choose_pairs,
    iter_figures,
    link,
    load_matcher,
    read_vectors,
)
from volgens.dossiers.pairing import Chances, Matrix, pair_all
from volgens.dossiers.similarity import Space, Utterance
from volgens.dossiers.support import iter_support
from volgens.errors import ModelError
from volgens.model import Act, Span


def weigh(weights: dict[str, float]) -> Step:
    """The same weights for all pairs."""
    return Step(within=weights, across=weights)


def weighed(said: Sequence[Utterance], matcher: Matcher) -> NDArray[np.float32]:
    """The probabilities of all pairs as a square."""
    chances = matcher.weigh(said)[0]
    return chances.among(range(len(said)))


def cluster(pairs: Matrix, threshold: float) -> list[list[int]]:
    """Clusters of a square of probabilities."""
    chosen = pair_all(["a"] * len(pairs))
    return clustering.cluster(Chances(chosen, pairs[chosen.left, chosen.right].astype(np.float32)), threshold)


PLAIN = Matcher(first=weigh({"words": 8.0, "bias": -4.0}), threshold=0.5)
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


def test_clustering_leaves_the_probabilities_as_they_were() -> None:
    chosen = pair_all(["a", "a", "a"])
    chances = Chances(chosen, np.array([0.9, 0.8, 0.7], dtype=np.float32))
    clustering.cluster(chances, 0.5)
    assert chances.among((0, 1, 2))[0].tolist() == pytest.approx([0.0, 0.9, 0.8])


def test_the_scores_become_probabilities() -> None:
    pairs = pair_all(["a", "b", "c"])
    layers = iter([("bias", np.ones(3, dtype=np.float32)), ("words", np.array([0, 1, 0], dtype=np.float32))])
    low, high, _ = PLAIN.first.probabilities(layers, pairs)
    assert low == pytest.approx(1 / (1 + np.exp(4)))
    assert high == pytest.approx(1 / (1 + np.exp(-4)))


def test_pairs_within_an_article_have_weights_of_their_own() -> None:
    step = Step(within={"bias": 3.0}, across={"bias": -3.0})
    layers = iter([("bias", np.ones(3, dtype=np.float32))])
    inside, outside, _ = step.probabilities(layers, pair_all(["a", "a", "b"]))
    assert inside == pytest.approx(1 - outside) == pytest.approx(1 / (1 + np.exp(-3)))


def test_a_figure_of_pairs_within_an_article_counts_for_no_others() -> None:
    step = Step(within={"in_1": 3.0}, across={"in_1": 3.0})
    found = step.probabilities(iter([("in_1", np.ones(1, dtype=np.float32))]), pair_all(["a", "a", "b"]))
    assert found.tolist() == pytest.approx([1 / (1 + np.exp(-3)), 0.5, 0.5])


def test_a_figure_without_a_weight_counts_for_nothing() -> None:
    layers = iter([("words", np.ones(1, dtype=np.float32))])
    assert Step(within={}, across={}).probabilities(layers, pair_all(["a", "a"]))[0] == 0.5


def test_what_print_settles_is_certain() -> None:
    long = "de pont bij Kerkmeer ligt stil"
    against = Matcher(first=weigh({"bias": -9.0}), threshold=0.5)
    assert weighed([utter(long), utter(long, order=1, article_id="b")], against)[0, 1] == np.float32(CERTAIN)


def test_what_grammar_settles_is_certain() -> None:
    against = Matcher(first=weigh({"bias": -9.0}), threshold=0.5)
    answer = utter("ontkent", order=1, start=40, pointing_to=(Span(0, 18),))
    assert weighed([utter("de pont ligt stil"), answer], against)[0, 1] == np.float32(CERTAIN)


def test_huge_weights_overflow_nothing() -> None:
    wild = Matcher(first=weigh({"bias": -1e9}), threshold=0.5)
    assert 0 <= weighed([utter(), utter("het zwembad", order=1)], wild)[0, 1] <= 1


def test_a_denial_comes_to_a_claim_elsewhere_through_what_it_denies() -> None:
    said = [
        utter("de pont ligt stil", order=0, article_id="a"),
        utter("onzin", speaker="Stam", order=1, article_id="a", act=Act.DENY, start=40),
        utter("de pont ligt weer stil", order=2, article_id="b"),
        utter("het zwembad blijft open", order=3, article_id="b", start=300),
    ]
    first = Step(within={"bias": -4.0, "in_1_deny_other": 7.0}, across=PLAIN.first.across)
    second = Step(within={"odds": 3.0}, across={"bias": -4.0, "odds": 1.0, "one": 9.0})
    alone = weighed(said, Matcher(first=first, threshold=0.5))
    found = weighed(said, Matcher(first=first, second=second, threshold=0.5))
    assert alone[1, 2] < 0.1
    assert found[1, 2] > 0.5
    assert found[1, 3] < 0.1


class Vectors:
    """An embedder that knows the vectors of some texts."""

    def __init__(self, known: dict[str, tuple[float, ...]]) -> None:
        self.known = known

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        return [self.known[text] for text in texts]


MEANT = Vectors(
    {"de pont ligt stil": (1.0, 0.1), "het veer vaart niet uit": (1.0, 0.0), "het zwembad blijft open": (0.0, 1.0)}
)


def spoken(words: str, order: int) -> Utterance:
    return replace(utter(words, order=order, article_id=f"a{order}"), text=words)


def test_an_embedder_joins_what_means_the_same() -> None:
    said = [spoken(words, n) for n, words in enumerate(MEANT.known)]
    without = Matcher(first=weigh({"bias": -1.0}), threshold=0.4)
    assert link(said, without).clusters == ((0,), (1,), (2,))
    assert link(said, replace(without, embedder=MEANT)).clusters == ((0, 1), (2,))


def test_an_embedder_counts_what_its_weight_says() -> None:
    said = [spoken(words, n) for n, words in enumerate(MEANT.known)]
    without = Matcher(first=weigh({"bias": -1.0}), threshold=0.4)
    ignored = replace(without, embedder=MEANT, embedding_weight=0.0)
    assert (weighed(said, ignored) == weighed(said, without)).all()


def test_an_embedder_that_tells_nothing_changes_nothing() -> None:
    said = [spoken("de pont", 0), spoken("het veer", 1)]
    same = Vectors({"de pont": (1.0, 1.0), "het veer": (1.0, 1.0)})
    assert (weighed(said, replace(PLAIN, embedder=same)) == weighed(said, PLAIN)).all()


@pytest.mark.parametrize(
    "vectors",
    [
        [],
        [[1.0]],
        [[1.0], [1.0, 2.0]],
        [[], []],
        [[float("nan")], [1.0]],
        [["x"], [1.0]],
        [None, [1.0]],
    ],
)
def test_what_is_no_set_of_vectors_is_an_error_of_ours(vectors: Sequence[Sequence[float]]) -> None:
    with pytest.raises(ModelError, match="embedder"):
        read_vectors(vectors, 2)


def test_the_embedder_stands_beside_what_was_learned() -> None:
    matcher = load_matcher("nl", MEANT)
    assert matcher.embedder is MEANT
    assert matcher.first is load_matcher("nl").first
    assert load_matcher("nl").embedder is None


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


def test_every_weight_that_comes_along_is_of_a_figure_that_is_made() -> None:
    matcher = load_matcher("nl")
    reading = read(say("de pont bij Kerkmeer stilligt", by="Wim Stam"), say("het zwembad open blijft"))
    said = [utter(), utter("de dijk houdt", order=1)]
    pairs = pair_all(["a", "a"])
    space = Space([u.statement for u in said])
    figures = iter_figures(said, pairs, space, ({reading.article.id: reading.article}, matcher.thesaurus))
    first = {name for name, _ in figures}
    second = {name for name, _ in iter_support(np.ones(1, dtype=np.float32), pairs, ["a", "a"])}
    assert matcher.second is not None
    for step, names in ((matcher.first, first), (matcher.second, second)):
        assert {*step.within, *step.across} <= names


STEP = {"within": {"bias": 0.0}, "across": {"bias": 0.0}}


@pytest.mark.parametrize(
    "data",
    [
        "",
        {},
        [],
        {"first": STEP, "threshold": 0.5},
        {"first": STEP, "second": STEP},
        {"first": STEP, "second": {"within": {}}, "threshold": 0.5},
        {"first": STEP, "second": [], "threshold": 0.5},
        {"first": STEP, "second": STEP, "threshold": "high"},
        {"first": {"within": {"bias": None}, "across": {}}, "second": STEP, "threshold": 0.5},
        {"first": STEP, "second": STEP, "threshold": 1.5},
        {"first": {"within": {"bias": float("nan")}, "across": {}}, "second": STEP, "threshold": 0.5},
    ],
)
def test_a_broken_matcher_is_an_error_of_ours(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, data: object) -> None:
    folder = tmp_path / "models" / "nl"
    folder.mkdir(parents=True)
    (folder / "links.json").write_text(json.dumps(data) if data != "" else "", encoding="utf-8")
    monkeypatch.setattr(module, "files", lambda package: tmp_path)
    with pytest.raises(ModelError, match="reinstall"):
        module._load.__wrapped__("nl")


def test_a_language_without_a_matcher_is_an_error_of_ours() -> None:
    with pytest.raises(ModelError):
        load_matcher("xx")


said_sets = st.lists(
    st.tuples(st.sampled_from(("de pont ligt stil", "onzin", "nee, dat klopt niet", "drie ton vis", "")),
              st.sampled_from(Act), st.sampled_from(("a", "b", "c")), st.sampled_from((None, "Stam", "Brand"))),
    min_size=1, max_size=7,
)  # fmt: skip


@settings(max_examples=40, deadline=None)
@given(said_sets)
def test_whatever_is_said_gives_probabilities(said: list[tuple[str, Act, str, str | None]]) -> None:
    in_order = sorted(said, key=lambda one: one[2])
    utterances = [
        replace(utter(words or "-", act=act, article_id=article, speaker=speaker, order=n, start=50 * n), text=words)
        for n, (words, act, article, speaker) in enumerate(in_order)
    ]
    found = weighed(utterances, load_matcher("nl"))
    assert ((found >= 0) & (found <= 1)).all()


def crowd() -> list[Utterance]:
    """Many statements of which each says what one other says, in an article of its own, and a denial after each."""
    said = []
    for n in range(30):
        article, order = f"a{n}", 2 * n
        said.append(utter(f"pont{n // 2} ligt stil", order=order, article_id=article))
        said.append(utter("onzin", order=order + 1, article_id=article, act=Act.DENY, speaker="Stam", start=40))
    return said


def test_of_very_many_statements_only_pairs_that_share_something_rare_are_weighed(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    said = crowd()
    monkeypatch.setattr(module, "MOST_WHOLE", 10)
    monkeypatch.setattr(module, "MOST_PARTNERS", 10)
    pairs = choose_pairs(said, Space([u.statement for u in said]))
    chosen = set(pairs)
    assert not pairs.whole
    assert (0, 2) in chosen
    assert (0, 1) in chosen
    assert (0, 4) not in chosen
    assert (1, 2) in chosen, "a denial goes where what it denies goes"


def test_very_many_statements_are_linked_as_few_are(monkeypatch: pytest.MonkeyPatch) -> None:
    said = crowd()
    whole = link(said, PLAIN).clusters
    monkeypatch.setattr(module, "MOST_WHOLE", 10)
    assert link(said, PLAIN).clusters == whole


def test_a_part_too_large_to_cluster_is_cut_where_it_hangs_together_least(monkeypatch: pytest.MonkeyPatch) -> None:
    pairs = symmetric(4, [0.9, 0.1, 0.1, 0.5, 0.1, 0.9])
    monkeypatch.setattr(clustering, "MOST_AT_ONCE", 3)
    assert cluster(pairs, 0.3) == [[0, 1], [2, 3]]


def test_what_cannot_be_cut_is_clustered_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clustering, "MOST_AT_ONCE", 2)
    assert cluster(symmetric(3, [1.0, 1.0, 1.0]), 0.5) in ([[0, 1, 2]], [[0], [1], [2]])
