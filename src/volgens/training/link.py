"""Train the matcher of claims from annotated stories, and measure dossiers on stories left out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from volgens.dossiers import Matcher, build_dossier, to_story
from volgens.dossiers.claims import gather
from volgens.dossiers.linking import Step, iter_figures
from volgens.dossiers.pairing import Layers, Matrix, PairList, pair_all
from volgens.dossiers.personas import find_personas
from volgens.dossiers.similarity import Space
from volgens.dossiers.support import iter_support
from volgens.dossiers.versions import version_order
from volgens.evaluate import StoryFigures, load_story, score_story
from volgens.evaluate.stories import find_matches
from volgens.extraction import Judges
from volgens.language.people import People, load_people
from volgens.language.thesaurus import Thesaurus, load_thesaurus
from volgens.model import Reading
from volgens.pipeline import Pipeline, read_folder
from volgens.settings import Settings
from volgens.training.annotated import load_exercises
from volgens.training.learn import learn

THRESHOLD = 0.17
"""Least mean probability of a claim's pairs; chosen on stories that the matcher had not learned from."""

FIRST_RIDGE, SECOND_RIDGE = 20.0, 3.0
"""How strongly weights are held to 0 in either step; the first has many figures that say nearly the same."""

FOLDS = 9
"""Parts of the stories that the first step is learned without in turn, so that the second sees honest probabilities."""

ASIDE = 0.4
"""What a pair of a stand of a claim and another statement counts, for a stand may be missed in matching its quote."""

EVERY = 3
"""Of such pairs one in so many is learned from, in place of the others as well."""

_ITERATIONS, _PRECISION = 25, 1e-3


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An annotated story as it was read."""

    name: str
    folder: Path
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """All pairs of a story's statements: their ``figures`` by ``names``, and those pairs that were annotated.

    ``articles`` are the ids of the statements' articles, ``chosen`` the places of the pairs to learn from in ``pairs``,
    ``same`` tells whether each is one claim, and ``weights`` what each counts.
    """

    names: tuple[str, ...]
    pairs: PairList
    figures: NDArray[np.float32]
    articles: tuple[str, ...]
    chosen: tuple[int, ...]
    same: tuple[bool, ...]
    weights: tuple[float, ...]

    def of_chosen(self, layers: Layers) -> tuple[tuple[str, ...], Matrix]:
        """Names of the layers, and a row of them for each annotated pair."""
        found = {name: self.pairs.widen(layer)[list(self.chosen)] for name, layer in layers}
        return tuple(found), np.array(list(found.values()), dtype=float).T

    def layers(self) -> Layers:
        """The figures one by one."""
        return zip(self.names, self.figures, strict=True)

    def within(self) -> NDArray[np.bool_]:
        """Whether each annotated pair is of one article."""
        return np.array(self.chosen) < self.pairs.inner


def read_stories(folder: Path, pipeline: Pipeline, settings: Settings) -> list[Story]:
    """All stories of a folder, in order of name."""
    return [
        Story(name=p.parent.name, folder=p.parent, readings=read_folder(p.parent / "articles", pipeline, settings))
        for p in sorted(folder.glob("*/gold.json"))
    ]


def make_pairs(story: Story, people: People, thesaurus: Thesaurus) -> Pairs:
    """Every pair of statements, and which of them the annotation puts into claims.

    Every claim of two stands is annotated, so a statement that is none of them is no other stand of those; some such
    pairs are learned from as well, lest whatever else is said comes to lie with the claims.
    """
    readings = sorted(story.readings.values(), key=lambda r: version_order(r.article))
    names = {r.article.id: name for name, r in story.readings.items()}
    articles = {r.article.id: r.article for r in readings}
    utterances = gather(readings, find_personas(readings, people))
    space = Space([u.statement for u in utterances])
    pairs = pair_all([u.statement.article_id for u in utterances])
    layers = dict(iter_figures(utterances, pairs, space, (articles, thesaurus)))
    quotes = [(names[u.statement.article_id], u.text) for u in utterances]
    claims = find_matches(load_story(story.folder), quotes)
    annotated = [(i in claims) + (j in claims) for i, j in pairs]
    chosen = [k for k, both in enumerate(annotated) if both == 2 or (both == 1 and k % EVERY == 0)]
    return Pairs(
        names=tuple(layers),
        pairs=pairs,
        figures=np.stack([pairs.widen(layer) for layer in layers.values()]),
        articles=tuple(u.statement.article_id for u in utterances),
        chosen=tuple(chosen),
        same=tuple(bool(claims.get(i, set()) & claims.get(j, set())) for i, j in (pairs[k] for k in chosen)),
        weights=tuple(1.0 if annotated[k] == 2 else ASIDE * EVERY for k in chosen),
    )


def learn_links(pairs: Sequence[Pairs], thesaurus: Thesaurus | None = None) -> Matcher:
    """Both steps, the second from what the first says of stories that it has not learned from."""
    folds = min(FOLDS, len(pairs))
    kept = [[p for n, p in enumerate(pairs) if n % folds != k] or pairs for k in range(folds)]
    steps = [_learn_first(others) for others in kept]
    supports = [
        iter_support(steps[n % folds].probabilities(p.layers(), p.pairs), p.pairs, p.articles)
        for n, p in enumerate(pairs)
    ]
    second = _learn_step([p.of_chosen(s) for p, s in zip(pairs, supports, strict=True)], pairs, SECOND_RIDGE)
    return Matcher(first=_learn_first(pairs), second=second, threshold=THRESHOLD, thesaurus=thesaurus)


def _learn_first(pairs: Sequence[Pairs]) -> Step:
    return _learn_step([p.of_chosen(p.layers()) for p in pairs], pairs, FIRST_RIDGE)


def _learn_step(measured: Sequence[tuple[tuple[str, ...], Matrix]], pairs: Sequence[Pairs], ridge: float) -> Step:
    """Weights of the figures that were ``measured`` of the annotated pairs of each story."""
    names = measured[0][0]
    rows = np.concatenate([figures for _, figures in measured])
    same = np.array([s for p in pairs for s in p.same])
    counts = np.array([w for p in pairs for w in p.weights])
    within = np.concatenate([p.within() for p in pairs])
    inside, outside = (
        {
            name: round(float(w), 4)
            for name, w in zip(names, fit(rows[part], same[part], counts[part], ridge), strict=True)
        }
        for part in (within, ~within)
    )
    return Step(within=inside, across=outside)


def fit(rows: Matrix, same: NDArray[np.bool_], counts: Matrix, ridge: float) -> Matrix:
    """Weights of a logistic regression held to 0 by ``ridge``, by Newton's method: the same on every machine.

    ``counts`` is what each row counts.
    """
    weights = np.zeros(rows.shape[1])
    held = ridge * np.eye(len(weights))
    for _ in range(_ITERATIONS):
        likely = 1.0 / (1.0 + np.exp(-np.clip(rows @ weights, -30, 30)))
        slope = rows.T @ (counts * (likely - same)) + ridge * weights
        step = np.linalg.solve((rows * (counts * likely * (1.0 - likely))[:, None]).T @ rows + held, slope)
        weights = weights - step
        if not len(step) or np.abs(step).max() < _PRECISION:
            break
    return weights


def save_links(matcher: Matcher, path: Path) -> None:
    """Write the matcher as the JSON that the package loads; weights of 0 are left out."""
    steps = {"first": matcher.first, "second": matcher.second or Step(within={}, across={})}
    data: dict[str, object] = {"threshold": matcher.threshold}
    for name, step in steps.items():
        parts = {"within": step.within, "across": step.across}
        data[name] = {part: {k: w for k, w in weights.items() if w} for part, weights in parts.items()}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def learn_from_stories(folder: Path, output: Path) -> None:
    """Train the matcher on all stories of ``folder`` and write it to ``output``."""
    settings = Settings()
    people, thesaurus = load_people(settings.language), load_thesaurus(settings.language)
    stories = read_stories(folder, Pipeline(settings), settings)
    save_links(learn_links([make_pairs(s, people, thesaurus) for s in stories], thesaurus), output)


def validate_stories(folder: Path, gold: Sequence[Path]) -> dict[str, StoryFigures]:
    """The measure of each story, its dossier made by judges and a matcher that have not learned from it.

    ``gold`` are the files that the judges learn from; documents named ``STORY/NN`` are left out with their story.
    """
    settings = Settings()
    people, thesaurus = load_people(settings.language), load_thesaurus(settings.language)
    exercises = load_exercises(gold)
    names = [p.parent.name for p in sorted(folder.glob("*/gold.json"))]
    everything = Pipeline(settings, judges=learn([x for e in exercises for x in e.lessons]))
    stories = []
    for name in names:
        kept = [e for e in exercises if not e.document.id.startswith(f"{name}/")]
        judges = learn([x for e in kept for x in e.lessons]) if len(kept) < len(exercises) else None
        stories.append(_read_by(folder / name, judges, everything, settings))
    pairs = {s.name: make_pairs(s, people, thesaurus) for s in stories}
    figures = {}
    for story in stories:
        matcher = learn_links([p for name, p in pairs.items() if name != story.name], thesaurus)
        dossier = build_dossier(list(story.readings.values()), people, matcher)
        found = json.loads(json.dumps(to_story(dossier, {n: r.article for n, r in story.readings.items()})))
        figures[story.name] = score_story(load_story(story.folder), found)
    return figures


def _read_by(folder: Path, judges: Judges | None, everything: Pipeline, settings: Settings) -> Story:
    pipeline = everything if judges is None else Pipeline(settings, judges=judges)
    return Story(name=folder.name, folder=folder, readings=read_folder(folder / "articles", pipeline, settings))


def add_up(figures: Iterable[StoryFigures]) -> StoryFigures:
    """The counts of several stories together."""
    total = StoryFigures(counts={})
    for one in figures:
        total += one
    return total
