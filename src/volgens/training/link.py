"""Train the matcher of claims from annotated stories, and measure dossiers on stories left out."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from volgens.dossiers import Matcher, build_dossier, to_story
from volgens.dossiers.claims import gather
from volgens.dossiers.personas import find_personas
from volgens.dossiers.similarity import FEATURES, Matrix, compare_all
from volgens.evaluate import StoryFigures, load_story, score_story
from volgens.evaluate.stories import find_matches
from volgens.extraction import Judges
from volgens.language.people import People, load_people
from volgens.model import Reading, quote
from volgens.pipeline import Pipeline, read_folder
from volgens.settings import Settings
from volgens.training.annotated import load_exercises
from volgens.training.learn import learn

THRESHOLD = 0.13
"""Least mean probability of a claim's pairs; chosen on stories that the matcher had not learned from."""

STRENGTH = 1.0
ITERATIONS = 2000


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An annotated story as it was read."""

    name: str
    folder: Path
    readings: Mapping[str, Reading]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs:
    """Pairs of statements that were annotated: their features, and whether they are one claim."""

    features: Matrix
    same: tuple[bool, ...]


def read_stories(folder: Path, pipeline: Pipeline, settings: Settings) -> list[Story]:
    """All stories of a folder, in order of name."""
    return [
        Story(name=p.parent.name, folder=p.parent, readings=read_folder(p.parent / "articles", pipeline, settings))
        for p in sorted(folder.glob("*/gold.json"))
    ]


def make_pairs(story: Story, people: People) -> Pairs:
    """Every pair of statements that the annotation puts into claims."""
    readings = list(story.readings.values())
    names = {r.article.id: name for name, r in story.readings.items()}
    texts = {r.article.id: r.article.text for r in readings}
    statements = [s for r in readings for s in r.statements]
    attributions = {a.id: a for r in readings for a in r.attributions}
    compared = compare_all(gather(statements, attributions, find_personas(readings, people)))
    claims = find_matches(
        load_story(story.folder), [(names[s.article_id], quote(texts[s.article_id], s.words, " ")) for s in statements]
    )
    chosen = list(combinations(sorted(claims), 2))
    features = np.array([compared[i, j] for i, j in chosen]).reshape(-1, len(FEATURES))
    return Pairs(features=features, same=tuple(bool(claims[i] & claims[j]) for i, j in chosen))


def learn_links(pairs: Sequence[Pairs]) -> Matcher:
    """Logistic regression over all pairs."""
    features = np.concatenate([p.features for p in pairs])
    model = LogisticRegression(C=STRENGTH, max_iter=ITERATIONS, fit_intercept=False)
    model.fit(features, [same for p in pairs for same in p.same])
    return Matcher(weights=tuple(round(float(w), 4) for w in model.coef_[0]), threshold=THRESHOLD)


def save_links(matcher: Matcher, path: Path) -> None:
    """Write the matcher as the JSON that the package loads."""
    data = {"threshold": matcher.threshold, "weights": dict(zip(FEATURES, matcher.weights, strict=True))}
    path.write_text(json.dumps(data, indent=1) + "\n", encoding="utf-8")


def learn_from_stories(folder: Path, output: Path) -> None:
    """Train the matcher on all stories of ``folder`` and write it to ``output``."""
    settings = Settings()
    people = load_people(settings.language)
    stories = read_stories(folder, Pipeline(settings), settings)
    save_links(learn_links([make_pairs(s, people) for s in stories]), output)


def validate_stories(folder: Path, gold: Sequence[Path]) -> dict[str, StoryFigures]:
    """The measure of each story, its dossier made by judges and a matcher that have not learned from it.

    ``gold`` are the files that the judges learn from; documents named ``STORY/NN`` are left out with their story.
    """
    settings = Settings()
    people = load_people(settings.language)
    exercises = load_exercises(gold)
    names = [p.parent.name for p in sorted(folder.glob("*/gold.json"))]
    everything = Pipeline(settings, judges=learn([x for e in exercises for x in e.lessons]))
    stories = []
    for name in names:
        kept = [e for e in exercises if not e.document.id.startswith(f"{name}/")]
        judges = learn([x for e in kept for x in e.lessons]) if len(kept) < len(exercises) else None
        stories.append(_read_by(folder / name, judges, everything, settings))
    pairs = {s.name: make_pairs(s, people) for s in stories}
    figures = {}
    for story in stories:
        matcher = learn_links([p for name, p in pairs.items() if name != story.name])
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
