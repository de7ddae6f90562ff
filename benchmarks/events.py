"""Dossiers of the annotated stories, each made by learned parts that have not seen its story."""

from collections.abc import Mapping, Sequence
from pathlib import Path

from volgens.evaluate import StoryFigures

ADJUDICATED = ("datalek", "gasopslag", "transfer", "visserij")
"""Stories that two annotators settled; the others were written and annotated by one, and developed on."""

COLUMNS = (
    ("stands found", "stands_found"), ("stance", "stance"), ("actor", "actor"), ("via", "via"), ("origin", "origin"),
    ("links F1", "links"), ("origins", "origins"), ("positions F1", "positions"), ("condition", "condition"),
    ("furniture F1", "furniture"), ("copies F1", "near_duplicates"), ("revisions F1", "revisions"),
    ("timeline", "timeline"),
)  # fmt: skip


def measure_stories(folder: Path, gold: Sequence[Path]) -> dict[str, StoryFigures]:
    """Figures by story; takes some minutes, for the judges are trained anew for each story they have seen."""
    # scikit-learn comes with the extra "train" only; all other figures do without.
    from volgens.training.link import validate_stories  # noqa: PLC0415

    return validate_stories(folder, gold)


def sum_up(figures: Mapping[str, StoryFigures]) -> dict[str, dict[str, object]]:
    """The adjudicated stories, the others, and all of them together."""
    groups = {
        "adjudicated": [f for name, f in figures.items() if name in ADJUDICATED],
        "others": [f for name, f in figures.items() if name not in ADJUDICATED],
        "all": list(figures.values()),
    }
    return {name: _add(group).as_dict() for name, group in groups.items() if group}


def _add(figures: Sequence[StoryFigures]) -> StoryFigures:
    total = StoryFigures(counts={})
    for one in figures:
        total += one
    return total


def render_stories(figures: Mapping[str, StoryFigures], command: str) -> str:
    """A table under its heading: a row for each measure, a column for each group of stories."""
    groups = sum_up(figures)
    sizes = {"adjudicated": sum(n in ADJUDICATED for n in figures), "all": len(figures)}
    sizes["others"] = sizes["all"] - sizes["adjudicated"]
    head = " | ".join(f"{name} ({sizes[name]})" for name in groups)
    rows = [
        f"| {label} | " + " | ".join(_share(groups[name][key]) for name in groups) + " |" for label, key in COLUMNS
    ]
    lines = [f"| measure | {head} |", "| --- |" + " ---: |" * len(groups), *rows]
    return (
        f"## Dossiers\n\n`{command}`, or `python -m volgens.training stories corpus/stories GOLD...`\n\n"
        "Annotated stories of six articles each, every story left out of all that is learned. Measures: "
        "`volgens.evaluate.stories`. A stand that is not found counts as wrong in stance, actor, via and origin, and "
        "loses its links.\n\n" + "\n".join(lines)
    )


def _share(value: object) -> str:
    if isinstance(value, dict):
        return f"{value['f1']:.3f}"
    return "–" if value is None else f"{value:.3f}"
