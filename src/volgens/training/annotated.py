"""Learning from files of annotated articles, and measuring what was learned on articles left out."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from volgens.actors import resolve
from volgens.actors.resolution import Sourced
from volgens.analysis import Analyser
from volgens.evaluate import GoldDocument, load_gold, score
from volgens.extraction import Judges, extract
from volgens.language.lexicon import Lexicon, load_lexicon
from volgens.language.writing import Writing, load_writing
from volgens.model import Attribution
from volgens.syntax import Parse
from volgens.training.learn import Lesson, iter_folds, learn, make_lessons, save


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """An annotated article with its parse and what there is to learn from it."""

    name: str
    document: GoldDocument
    parse: Parse
    lessons: tuple[Lesson, ...]


def load_exercises(paths: Iterable[Path]) -> list[Exercise]:
    """All documents of the files, parsed; takes about a second for five thousand words."""
    lexicon, writing = load_lexicon(), load_writing()
    analyser = Analyser(lexicon.people)
    exercises = []
    for path in paths:
        for document in load_gold(path):
            name = f"{path.stem}/{document.id}"
            parse = analyser.parse(document.text)
            lessons = tuple(make_lessons(name, parse, document.attributions, lexicon, writing))
            exercises.append(Exercise(name=name, document=document, parse=parse, lessons=lessons))
    return exercises


def learn_from_files(paths: Sequence[Path], output: Path) -> None:
    """Train the judges on all documents of ``paths`` and write them to the folder ``output``."""
    judges = learn([lesson for e in load_exercises(paths) for lesson in e.lessons])
    for name, model in (("acceptance", judges.acceptance), ("acts", judges.acts)):
        if model is not None:
            save(model, output / f"{name}.json.gz")


def validate_files(paths: Sequence[Path], folds: int) -> dict[str, object]:
    """The measure over all documents of ``paths``, each read by judges that have never seen it.

    Documents whose names share their first part (``datalek/01``, ``datalek/02``) tell one story and are left out
    together.
    """
    exercises = load_exercises(paths)
    lexicon, writing = load_lexicon(), load_writing()
    predicted: dict[str, tuple[Attribution, ...]] = {}
    for held_out in iter_folds({_story(e) for e in exercises}, folds):
        judges = learn([x for e in exercises if _story(e) not in held_out for x in e.lessons])
        for exercise in exercises:
            if _story(exercise) in held_out:
                predicted[exercise.document.id] = attribute(exercise, judges, lexicon, writing)
    return dict(score([e.document for e in exercises], predicted).as_dict())


def attribute(exercise: Exercise, judges: Judges, lexicon: Lexicon, writing: Writing) -> tuple[Attribution, ...]:
    """The attributions of one article by these judges."""
    found = extract(exercise.parse, lexicon, writing, judges, article_id=exercise.name)
    sourced = [Sourced(attribution=f.attribution, source_at=f.source_at, sentence=f.sentence) for f in found]
    return resolve(exercise.parse, sourced, lexicon.people, article_id=exercise.name).attributions


def _story(exercise: Exercise) -> str:
    return exercise.name.rpartition("/")[0] if exercise.name.count("/") > 1 else exercise.name
