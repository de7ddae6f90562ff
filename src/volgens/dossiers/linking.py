"""Which statements of a dossier are the same claim: a learned matcher of pairs in two steps, then average linkage.

The first step is a logistic regression over the figures of a pair (`iter_figures`), with weights of their own for
pairs within an article, where the course of the text tells who answers whom, and for pairs across articles, where
words do. The second weighs what the first says of all pairs together (`support`), so that a denial comes to the claim
through what it answers. `volgens.training.link` learns both from stories whose claims are annotated. Clusters are
joined while the mean probability between their members stays above a threshold (UPGMA; Sokal and Michener 1958), so one
chance likeness does not chain two claims together.

A model of sentence embeddings that the user has installed may stand beside the figures (`Embedder`).
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from math import isfinite
from typing import Protocol

import numpy as np

from volgens.dossiers.answering import iter_answering
from volgens.dossiers.clustering import cluster
from volgens.dossiers.meaning import iter_concepts, iter_passages
from volgens.dossiers.pairing import Chances, Layers, Matrix, PairList, Values, pair_all, pair_some
from volgens.dossiers.parties import iter_parties
from volgens.dossiers.rows import find_candidates
from volgens.dossiers.similarity import REPLYING, Space, Utterance, compare_all
from volgens.dossiers.support import iter_ranks, iter_support
from volgens.errors import ModelError
from volgens.language.thesaurus import Thesaurus, load_thesaurus
from volgens.model import Article

CERTAIN = 0.9
"""Probability of pairs that grammar or print settles: an answer and what it answers, the same words twice."""

EMBEDDING_WEIGHT = 0.8
"""What one standard deviation of an embedder's cosine adds to the log odds of a pair; set by hand."""

MOST_WHOLE = 2000
"""Statements of which all pairs are weighed; of more, only those pairs that share something rare."""

MOST_PARTNERS = 64
"""Statements that share a word that is still rare, and others that one is then weighed with."""

_LEAST_DEVIATION, _MOST_DEVIATION = -2.0, 4.0
_RANKED = ("near", "letters", "surroundings")
_SETTLING = ("answer", "identical")

Weights = Mapping[str, float]
NO_ARTICLES: Mapping[str, Article] = {}


class Embedder(Protocol):
    """A model that turns sentences into vectors whose cosine tells how much they mean the same."""

    def embed(self, texts: Sequence[str]) -> Sequence[Sequence[float]]:
        """One vector for each of ``texts``, all of one length."""
        ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """Weights of figures by their names, for pairs ``within`` an article and ``across`` articles; 0 where none is."""

    within: Weights
    across: Weights

    def __post_init__(self) -> None:
        for name, weight in (*self.within.items(), *self.across.items()):
            if not isfinite(weight):
                raise ValueError(f"the weight of {name} is {weight}")

    def probabilities(self, layers: Layers, pairs: PairList, extra: Values | None = None) -> Values:
        """The probability of each of ``pairs`` to be one claim; ``extra`` is added to the log odds."""
        scores = np.zeros(len(pairs), dtype=np.float32) if extra is None else extra.astype(np.float32)
        inside, outside = pairs.parts
        for name, layer in layers:
            if weight := self.within.get(name, 0.0):
                scores[inside] += np.float32(weight) * layer[inside]
            if (weight := self.across.get(name, 0.0)) and len(layer) == len(pairs):
                scores[outside] += np.float32(weight) * layer[outside]
        found: Values = (1.0 / (1.0 + np.exp(-np.clip(scores, -30, 30)))).astype(np.float32)
        return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Matcher:
    """What was learned: two steps (the second may be missing) and the least mean probability of joined clusters.

    ``embedder`` joins the figures of the first step with ``embedding_weight`` for each standard deviation by which a
    pair's cosine differs from the mean of the dossier, so that models with quite other cosines weigh the same.
    """

    first: Step
    second: Step | None = None
    threshold: float
    thesaurus: Thesaurus | None = None
    embedder: Embedder | None = None
    embedding_weight: float = EMBEDDING_WEIGHT

    def __post_init__(self) -> None:
        if not 0.0 <= self.threshold <= 1.0:
            raise ValueError(f"a threshold lies between 0 and 1, not at {self.threshold}")

    def weigh(
        self, utterances: Sequence[Utterance], articles: Mapping[str, Article] = NO_ARTICLES
    ) -> tuple[Chances, Chances]:
        """The probability of each pair to be one claim, and what it is without what other pairs say for it.

        ``utterances`` of an article stand side by side; ``articles`` are given by id, as far as known.
        """
        space = Space([u.statement for u in utterances])
        pairs = choose_pairs(utterances, space)
        kept: dict[str, Values] = {}
        figures = iter_figures(utterances, pairs, space, (articles, self.thesaurus))
        layers = keep(figures, _SETTLING, kept)
        likely = alone = self.first.probabilities(layers, pairs, self._embedded(utterances, pairs))
        if self.second is not None:
            support = iter_support(likely, pairs, [u.statement.article_id for u in utterances])
            likely = self.second.probabilities(support, pairs)
        settled = np.logical_or.reduce([pairs.widen(kept[name]) > 0 for name in _SETTLING])
        certain, certain_alone = (np.where(settled, np.maximum(p, CERTAIN), p) for p in (likely, alone))
        return Chances(pairs, certain), Chances(pairs, certain_alone)

    def _embedded(self, utterances: Sequence[Utterance], pairs: PairList) -> Values | None:
        """What the embedder adds to the log odds of each pair."""
        if self.embedder is None:
            return None
        texts = [u.text or " ".join(u.statement.lemmas) for u in utterances]
        vectors = read_vectors(self.embedder.embed(texts), len(texts))
        unit = vectors / np.sqrt(np.maximum((vectors * vectors).sum(axis=1, keepdims=True), 1e-9))
        alike = np.einsum("ij,ij->i", unit[pairs.left], unit[pairs.right])
        spread = float(alike.std()) if alike.size else 0.0
        if spread < 1e-9:
            return None
        deviation = np.clip((alike - alike.mean()) / spread, _LEAST_DEVIATION, _MOST_DEVIATION)
        added: Values = (self.embedding_weight * deviation).astype(np.float32)
        return added


def read_vectors(vectors: Sequence[Sequence[float]], count: int) -> Matrix:
    """What an embedder gave as an array; raises `ModelError` unless it is ``count`` vectors of one length."""
    try:
        rows = np.array([[float(x) for x in vector] for vector in vectors], dtype=float)
    except (TypeError, ValueError) as error:
        raise ModelError(f"the embedder gave no vectors of numbers of one length: {error}; use another") from error
    if rows.ndim != 2 or len(rows) != count or not rows.shape[1] or not np.isfinite(rows).all():
        raise ModelError(f"the embedder gave an array of shape {rows.shape} for {count} texts; use another")
    return rows


def choose_pairs(utterances: Sequence[Utterance], space: Space) -> PairList:
    """The pairs that are weighed: all, or of very many statements only those that share something rare.

    What answers is also paired with whatever the two statements before it are.
    """
    articles = [u.statement.article_id for u in utterances]
    if len(utterances) <= MOST_WHOLE:
        return pair_all(articles)
    left, right = find_candidates(space.rows(0.0), MOST_PARTNERS)
    answers = np.array([u.act in REPLYING for u in utterances])
    for step in (1, 2):
        for one, other in ((left, right), (right, left)):
            after = np.minimum(one + step, len(utterances) - 1)
            fits = answers[after]
            left, right = np.concatenate([left, after[fits]]), np.concatenate([right, other[fits]])
    return pair_some(articles, left, right)


def iter_figures(
    utterances: Sequence[Utterance],
    pairs: PairList,
    space: Space,
    known: tuple[Mapping[str, Article], Thesaurus | None],
) -> Layers:
    """All figures of the first step by name; ``known`` are the articles by id, and what words mean."""
    articles, thesaurus = known
    base: dict[str, Values] = {}
    yield from keep(compare_all(utterances, pairs, space), (*_RANKED, "other_numbers"), base)
    yield from iter_answering(utterances, base["near"], pairs)
    yield from iter_parties(utterances, base["near"], base["other_numbers"], pairs)
    for name in _RANKED:
        yield from iter_ranks(name, base.pop(name), pairs, [u.statement.article_id for u in utterances])
    if thesaurus is not None:
        yield from iter_concepts(utterances, thesaurus, pairs)
    if articles:
        yield from iter_passages(utterances, articles, pairs)


def keep(layers: Layers, names: Sequence[str], kept: dict[str, Values]) -> Layers:
    """The layers as they come; those of ``names`` are put into ``kept`` as well."""
    for name, layer in layers:
        if name in names:
            kept[name] = layer
        yield name, layer


def load_matcher(language: str = "nl", embedder: Embedder | None = None) -> Matcher:
    """The matcher that comes with the package, with the user's own model of sentences beside it where one is given."""
    matcher = _load(language)
    return matcher if embedder is None else replace(matcher, embedder=embedder)


@cache
def _load(language: str) -> Matcher:
    path = files("volgens.dossiers") / "models" / language / "links.json"
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        first, second = (_read_step(data[name]) for name in ("first", "second"))
        thesaurus = load_thesaurus(language)
        return Matcher(first=first, second=second, threshold=float(data["threshold"]), thesaurus=thesaurus)
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        raise ModelError(f"the matcher of claims does not load: {error!r}; reinstall volgens") from error


def _read_step(data: Mapping[str, Mapping[str, float]]) -> Step:
    within, across = ({str(k): float(v) for k, v in data[name].items()} for name in ("within", "across"))
    return Step(within=within, across=across)


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """``clusters`` of places, each in order, the clusters by their first member; ``pairs`` the probabilities.

    ``alone`` are the probabilities without what other pairs say for a pair: how surely two say the very same.
    """

    clusters: tuple[tuple[int, ...], ...]
    pairs: Chances
    alone: Chances


def link(utterances: Sequence[Utterance], matcher: Matcher, articles: Mapping[str, Article] = NO_ARTICLES) -> Links:
    """Which of ``utterances`` make one claim; those of an article stand side by side."""
    if not utterances:
        nothing = Chances(pair_all([]), np.zeros(0, dtype=np.float32))
        return Links(clusters=(), pairs=nothing, alone=nothing)
    pairs, alone = matcher.weigh(utterances, articles)
    return Links(clusters=tuple(tuple(c) for c in cluster(pairs, matcher.threshold)), pairs=pairs, alone=alone)
