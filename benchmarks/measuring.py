"""Three systems over annotated articles: figures for each set, construction, act and step of confidence."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from baselines import find_by_quotations, find_by_say_verbs
from volgens.analysis import Analyser
from volgens.evaluate import Figures, GoldDocument, load_gold, score
from volgens.evaluate.matching import Comparison, Pair, compare_all
from volgens.language.lexicon import load_lexicon
from volgens.language.writing import load_writing
from volgens.model import Attribution
from volgens.pipeline import Pipeline
from volgens.settings import Settings

QUOTATIONS, SAY_VERBS, VOLGENS, LEFT_OUT = "quotation marks", "say verbs", "volgens", "volgens, story left out"
STEPS = (0.0, 0.5, 0.65, 0.8, 0.9, 1.0)
"""Borders of the steps of confidence; those of the program's own attributions lie mostly above a half."""

LEARNED_FROM = frozenset({"train", "written", "stories"})
"""Stems of the files that the learned parts of the program were trained on."""

Predicted = dict[str, tuple[Attribution, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldSet:
    """A file of annotated articles with what each system found in it."""

    name: str
    documents: tuple[GoldDocument, ...]
    predicted: Mapping[str, Predicted]

    @property
    def negative(self) -> bool:
        """Whether nobody says anything in these texts, so that all that is found is invented."""
        return not any(d.attributions for d in self.documents)

    @property
    def words(self) -> int:
        return sum(len(d.text.split()) for d in self.documents)

    @property
    def unseen(self) -> str | None:
        """The system whose learned parts never saw this set; none for a set that has nothing to find."""
        if self.negative:
            return None
        if self.name not in LEARNED_FROM:
            return VOLGENS
        return LEFT_OUT if LEFT_OUT in self.predicted else None

    def figures(self) -> dict[str, Figures]:
        return {system: score(self.documents, found) for system, found in self.predicted.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One construction, act or step: how many predicted, how many of gold, how many right in which respect.

    ``found`` has its content right (and its act, in the table of acts), ``full`` who says it and the cue as well.
    """

    name: str
    predicted: int
    gold: int
    found: int
    full: int
    entity: int
    act: int

    @property
    def precision(self) -> float:
        return self.found / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        both = self.predicted + self.gold
        return 2 * self.found / both if both else 0.0


def read_sets(paths: Iterable[Path], lessons: Sequence[Path]) -> tuple[GoldSet, ...]:
    """All three systems over each file; ``stories`` once more with each story left out of the ``lessons``."""
    pipeline = Pipeline(Settings())
    analyser = Analyser(load_lexicon().people)
    writing = load_writing()
    sets = []
    for path in paths:
        documents = load_gold(path)
        parses = {d.id: analyser.parse(d.text) for d in documents}
        predicted: dict[str, Predicted] = {
            QUOTATIONS: {i: find_by_quotations(parse, writing) for i, parse in parses.items()},
            SAY_VERBS: {i: find_by_say_verbs(parse, writing) for i, parse in parses.items()},
            VOLGENS: {d.id: pipeline.read_text(d.text) for d in documents},
        }
        if path.stem == "stories" and lessons:
            predicted[LEFT_OUT] = leave_stories_out(path, lessons)
        sets.append(GoldSet(name=path.stem, documents=documents, predicted=predicted))
    return tuple(sets)


def leave_stories_out(stories: Path, lessons: Sequence[Path]) -> Predicted:
    """Each story read by judges that were trained on ``lessons`` and the other stories."""
    # scikit-learn comes with the extra "train" only; all other figures do without.
    from volgens.training.annotated import attribute, load_exercises  # noqa: PLC0415
    from volgens.training.learn import learn  # noqa: PLC0415

    lexicon, writing = load_lexicon(), load_writing()
    others = load_exercises(lessons)
    exercises = load_exercises([stories])
    predicted: Predicted = {}
    for story in sorted({e.document.id.partition("/")[0] for e in exercises}):
        held_out = [e for e in exercises if e.document.id.partition("/")[0] == story]
        judges = learn([x for e in (*others, *exercises) if e not in held_out for x in e.lessons])
        for exercise in held_out:
            predicted[exercise.document.id] = attribute(exercise, judges, lexicon, writing)
    return predicted


def compare_unseen(sets: Iterable[GoldSet]) -> tuple[Comparison, ...]:
    """The program's own readings of what its learned parts never saw."""
    return tuple(c for s in sets if s.unseen for c in compare_all(s.documents, s.predicted[s.unseen]))


def iter_pairs(comparisons: Iterable[Comparison]) -> Iterable[Pair]:
    return (pair for comparison in comparisons for pair in comparison.found)


def count_constructions(comparisons: Sequence[Comparison]) -> tuple[Row, ...]:
    """By the rule that made the prediction, most frequent first; ``gold`` is all of gold, which has no rules."""
    gold = sum(len(c.document.attributions) for c in comparisons)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    predicted: dict[str, int] = defaultdict(int)
    for comparison in comparisons:
        for pair in comparison.found:
            pairs[pair.predicted.maker].append(pair)
            predicted[pair.predicted.maker] += 1
        for extra in comparison.extra:
            predicted[extra.maker] += 1
    names = sorted(predicted, key=lambda name: (-predicted[name], name))
    return tuple(_count(name, predicted[name], gold, pairs[name]) for name in names)


def count_acts(comparisons: Sequence[Comparison]) -> tuple[Row, ...]:
    """By act, most frequent in gold first; right where both content and act are."""
    gold: dict[str, int] = defaultdict(int)
    predicted: dict[str, int] = defaultdict(int)
    pairs: dict[str, list[Pair]] = defaultdict(list)
    for comparison in comparisons:
        for attribution in comparison.document.attributions:
            gold[attribution.act] += 1
        for pair in comparison.found:
            predicted[pair.predicted.act] += 1
            if pair.act:
                pairs[pair.gold.act].append(pair)
        for extra in comparison.extra:
            predicted[extra.act] += 1
    names = sorted(gold.keys() | predicted.keys(), key=lambda name: (-gold[name], name))
    return tuple(_count(name, predicted[name], gold[name], pairs[name]) for name in names)


def count_confidence(comparisons: Sequence[Comparison]) -> tuple[tuple[Row, float], ...]:
    """For each step of confidence, lowest first: its attributions, and their mean confidence."""
    rows = []
    for low, high in pairwise(STEPS):
        last = high == STEPS[-1]
        pairs = [p for p in iter_pairs(comparisons) if _within(p.predicted, low, high, last)]
        extra = [a for c in comparisons for a in c.extra if _within(a, low, high, last)]
        sure = [a.confidence for a in (*(p.predicted for p in pairs), *extra)]
        row = _count(f"{low:.2f} to {high:.2f}", len(sure), 0, pairs)
        rows.append((row, sum(sure) / len(sure) if sure else 0.0))
    return tuple(rows)


def _within(attribution: Attribution, low: float, high: float, last: bool) -> bool:
    return low <= attribution.confidence < high or (last and attribution.confidence == high)


def count_invented(gold: GoldSet) -> tuple[tuple[str, dict[str, int]], ...]:
    """For each rule that found something in a set without attributions: how often each system's did."""
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(gold.predicted, 0))
    for system, documents in gold.predicted.items():
        for attribution in (a for found in documents.values() for a in found):
            counts[attribution.maker][system] += 1
    return tuple(sorted(counts.items(), key=lambda item: (-sum(item[1].values()), item[0])))


def _count(name: str, predicted: int, gold: int, pairs: Sequence[Pair]) -> Row:
    return Row(
        name=name,
        predicted=predicted,
        gold=gold,
        found=len(pairs),
        full=sum(p.full for p in pairs),
        entity=sum(p.entity for p in pairs),
        act=sum(p.act for p in pairs),
    )
