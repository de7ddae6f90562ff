"""The matcher is learned from pairs, written, and read again."""

import json
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from tests.dossiers.stories import read, say

from volgens.dossiers.linking import Matcher, Step
from volgens.dossiers.pairing import pair_all
from volgens.language.people import load_people
from volgens.language.thesaurus import Concept, Thesaurus
from volgens.training.link import ASIDE, EVERY, Pairs, Story, fit, learn_links, make_pairs, save_links

DRAW = np.random.default_rng(7)


def make(articles: tuple[str, ...] = ("a", "a", "b", "b"), claims: tuple[int, ...] = (0, 1, 0, 1)) -> Pairs:
    """Statements whose likeness is 1 where they are one claim, with a little noise."""
    size = len(claims)
    same = np.equal.outer(claims, claims).astype(float)
    noise = DRAW.normal(0, 0.05, (size, size))
    pairs = pair_all(articles)
    likeness = (same + (noise + noise.T) / 2)[pairs.left, pairs.right]
    return Pairs(
        names=("bias", "words"),
        pairs=pairs,
        figures=np.stack([np.ones(len(pairs)), likeness]).astype(np.float32),
        articles=articles,
        chosen=tuple(range(len(pairs))),
        same=tuple(claims[i] == claims[j] for i, j in pairs),
        weights=(1.0,) * len(pairs),
    )


def test_some_pairs_with_what_belongs_to_no_claim_are_learned_from(tmp_path: Path) -> None:
    said = [
        read(say("de pont ligt stil", by="Wim Stam"), say("het zwembad opengaat", by="Els Brand"), outlet="A"),
        read(say("de pont vaart niet", by="Jan Mulder"), say("de school sluit", by="Els Brand"), outlet="B"),
    ]
    stands = [
        {"article": name, "quote": quote, "stance": "asserts", "actor": None, "via": None, "origin": None}
        for name, quote in (("01", "de pont ligt stil"), ("02", "de pont vaart niet"))
    ]
    gold = {"claims": [{"id": "c", "gist": "", "stands": stands, "origins": 2}]}
    (tmp_path / "gold.json").write_text(json.dumps(gold), encoding="utf-8")
    story = Story(name="pont", folder=tmp_path, readings=dict(zip(("01", "02"), said, strict=True)))
    pairs = make_pairs(story, load_people("nl"), Thesaurus([Concept(id="ferry", words=("pont",))]))
    counted = {
        pairs.pairs[k]: (same, weight) for k, same, weight in zip(pairs.chosen, pairs.same, pairs.weights, strict=True)
    }
    (annotated,) = [pair for pair, (same, _) in counted.items() if same]
    assert counted[annotated] == (True, 1.0)
    others = {pair: found for pair, found in counted.items() if pair != annotated}
    assert others
    assert set(others.values()) == {(False, ASIDE * EVERY)}
    assert all(len({*pair} & {*annotated}) == 1 for pair in others)


def test_weights_tell_the_two_kinds_apart() -> None:
    rows = np.array([[1.0, 0.0], [1.0, 0.1], [1.0, 0.9], [1.0, 1.0]])
    weights = fit(rows, np.array([False, False, True, True]), np.ones(4), 0.1)
    scores = rows @ weights
    assert scores[:2].max() < 0 < scores[2:].min()


def test_a_stronger_ridge_holds_weights_smaller() -> None:
    rows, same = np.array([[1.0, 0.0], [1.0, 1.0]] * 10), np.array([False, True] * 10)
    assert np.abs(fit(rows, same, np.ones(20), 10.0)).max() < np.abs(fit(rows, same, np.ones(20), 0.1)).max()


def test_figures_that_repeat_each_other_break_nothing() -> None:
    weights = fit(np.ones((6, 3)), np.array([True] * 6), np.ones(6), 1.0)
    assert np.isfinite(weights).all()
    assert weights == pytest.approx([weights[0]] * 3)


def test_a_row_that_counts_twice_is_two_rows() -> None:
    rows, same = np.array([[1.0, 0.2], [1.0, 0.9], [1.0, 0.9]]), np.array([False, True, True])
    twice = fit(rows[:2], same[:2], np.array([1.0, 2.0]), 0.5)
    assert twice == pytest.approx(fit(rows, same, np.ones(3), 0.5))


def test_no_pairs_give_no_weights() -> None:
    assert (fit(np.zeros((0, 2)), np.zeros(0, dtype=bool), np.zeros(0), 1.0) == 0).all()


def test_what_was_learned_tells_claims_apart() -> None:
    matcher = learn_links([make() for _ in range(40)])
    story = make()
    found = story.pairs.square(matcher.first.probabilities(story.layers(), story.pairs))
    assert found[0, 2] > 0.5 > found[0, 3]
    assert matcher.second is not None


def test_one_story_is_enough_to_learn_from() -> None:
    assert learn_links([make()]).second is not None


def test_the_same_stories_give_the_same_matcher() -> None:
    stories = [make() for _ in range(4)]
    assert learn_links(stories) == learn_links([replace(s) for s in stories])


def test_a_written_matcher_leaves_weights_of_nothing_out(tmp_path: Path) -> None:
    matcher = Matcher(first=Step(within={"bias": 1.0, "words": 0.0}, across={"bias": -1.0}), threshold=0.25)
    save_links(matcher, tmp_path / "links.json")
    data = json.loads((tmp_path / "links.json").read_text(encoding="utf-8"))
    assert data == {
        "threshold": 0.25,
        "first": {"within": {"bias": 1.0}, "across": {"bias": -1.0}},
        "second": {"within": {}, "across": {}},
    }
