"""The measure for attributions: how many are found, and how much about the found ones is right."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from volgens.evaluate.gold import GoldDocument
from volgens.evaluate.matching import Comparison, Pair, compare_all
from volgens.model import Act, Attribution

DIGITS = 4
"""Decimals in `Figures.as_dict`; the record itself is not rounded."""

Figure = int | float | None | Mapping[str, float]


@dataclass(frozen=True, slots=True, kw_only=True)
class Proportion:
    """``hits`` among so many gold and predicted attributions."""

    hits: int
    gold: int
    predicted: int

    @property
    def precision(self) -> float:
        return self.hits / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.hits / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """Harmonic mean of precision and recall; 0 where both are."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0

    def as_dict(self) -> Mapping[str, float]:
        """Rounded, under ``p``, ``r`` and ``f1``."""
        return {"p": round(self.precision, DIGITS), "r": round(self.recall, DIGITS), "f1": round(self.f1, DIGITS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """How well predictions fit gold.

    ``overlap`` counts pairs with Dice of the contents at least 0.5, ``exact`` those with the same content, ``full``
    overlap pairs with cue and source right, ``strict`` exact pairs with the same source and cue. The others are the
    part of the overlap pairs where that is right, from 0 to 1, `None` where there is nothing to ask: ``source`` of
    those with a cue in gold, ``via`` of those with one in gold. ``act_macro_f1`` weighs every act of gold the same.
    """

    gold: int
    predicted: int
    overlap: Proportion
    exact: Proportion
    full: Proportion
    strict: Proportion
    source: float | None
    cue: float | None
    entity: float | None
    act: float | None
    act_macro_f1: float | None
    mode: float | None
    via: float | None

    def as_dict(self) -> Mapping[str, Figure]:
        """Rounded to four decimals, in the order in which they are always shown."""
        rates = ("source", "cue", "entity", "act", "act_macro_f1", "mode", "via")
        return {
            "gold": self.gold,
            "pred": self.predicted,
            "overlap": self.overlap.as_dict(),
            "exact": self.exact.as_dict(),
            "full": self.full.as_dict(),
            "strict": self.strict.as_dict(),
            **{name: _rounded(getattr(self, name)) for name in rates},
        }


def score(gold: Sequence[GoldDocument], predicted: Mapping[str, tuple[Attribution, ...]]) -> Figures:
    """Measure ``predicted``, by document id, against ``gold``; every span is an offset into gold's text.

    A document without predictions counts as one where nothing was found. Predictions for other documents are let be.
    """
    comparisons = compare_all(gold, predicted)
    pairs = [pair for comparison in comparisons for pair in comparison.found]
    return Figures(
        gold=sum(len(c.document.attributions) for c in comparisons),
        predicted=sum(len(c.found) + len(c.extra) for c in comparisons),
        overlap=_proportion(comparisons, len(pairs)),
        exact=_proportion(comparisons, sum(pair.exact for pair in pairs)),
        full=_proportion(comparisons, sum(pair.full for pair in pairs)),
        strict=_proportion(comparisons, sum(pair.strict for pair in pairs)),
        source=_rate(pair.source for pair in pairs),
        cue=_rate(pair.cue for pair in pairs),
        entity=_rate(pair.entity for pair in pairs),
        act=_rate(pair.act for pair in pairs),
        act_macro_f1=_macro_f1(pairs),
        mode=_rate(pair.mode for pair in pairs),
        via=_rate(pair.via for pair in pairs),
    )


def _proportion(comparisons: Sequence[Comparison], hits: int) -> Proportion:
    return Proportion(
        hits=hits,
        gold=sum(len(c.document.attributions) for c in comparisons),
        predicted=sum(len(c.found) + len(c.extra) for c in comparisons),
    )


def _rate(judgements: Iterable[bool | None]) -> float | None:
    """Part that is right of what was asked."""
    asked = [judgement for judgement in judgements if judgement is not None]
    return sum(asked) / len(asked) if asked else None


def _macro_f1(pairs: Sequence[Pair]) -> float | None:
    """Mean F1 over the acts that gold has in the pairs."""
    gold = Counter(pair.gold.act for pair in pairs)
    predicted = Counter(pair.predicted.act for pair in pairs)
    right = Counter(pair.gold.act for pair in pairs if pair.act)

    def f1(act: Act) -> float:
        # Right ones count on both sides, so the sum of the sides is 2 hits + missed + wrongly given.
        return 2 * right[act] / (gold[act] + predicted[act])

    return sum(f1(act) for act in sorted(gold)) / len(gold) if gold else None


def _rounded(rate: float | None) -> float | None:
    return None if rate is None else round(rate, DIGITS)
