"""``volgens evaluate``: our reading beside an annotated one."""

import json
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from volgens.cli.shared import get_state, make_console, write_text
from volgens.errors import GoldError

if TYPE_CHECKING:
    from volgens.evaluate import Figures, ForeignGold, GoldDocument, StoryFigures
    from volgens.model import Attribution, Spans


class GoldForm(StrEnum):
    """Forms of gold for attributions."""

    JSON = "json"
    BRAT = "brat"
    POLNEAR = "polnear"


app = typer.Typer(help="Measure the program against annotated articles.", no_args_is_help=True)


@app.callback()
def evaluate() -> None:
    """Measure the program against annotated articles."""


@app.command()
def attributions(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD", help="Annotated articles; form: corpus/README.md.")],
    form: Annotated[
        GoldForm, typer.Option("--from", help="A JSON file, a folder of brat's standoff, or a compartment of PolNeAR.")
    ] = GoldForm.JSON,
    labels: Annotated[
        str | None, typer.Option(metavar="PART=LABEL,…", help="What a brat folder calls source, cue and content.")
    ] = None,
    predictions: Annotated[Path | None, typer.Option(metavar="OUT.json", help="Also write what was found.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    per_doc: Annotated[bool, typer.Option("--per-doc", help="Also figures for each document.")] = False,
    report: Annotated[Path | None, typer.Option(metavar="OUT.html", help="Also a page of every mistake.")] = None,
) -> None:
    """Read the texts of GOLD exactly as given and compare: precision, recall and F1 of what was found.

    What gold from elsewhere never says, such as the act, is not judged.
    """
    from volgens.evaluate import render_report, score  # noqa: PLC0415
    from volgens.pipeline import Pipeline  # noqa: PLC0415

    state = get_state(context)
    if labels is not None and form is not GoldForm.BRAT:
        raise typer.BadParameter(state.interface.text("cli_export.labels"), param_hint="--labels")
    loaded = _load(gold, form, labels)
    pipeline = Pipeline(state.settings)
    found = {document.id: pipeline.read_text(document.text) for document in loaded.documents}
    documents = loaded.judged_by(found)
    figures = loaded.hide(score(documents, found))
    if predictions is not None:
        write_text(predictions, json.dumps(_to_json(documents, found), ensure_ascii=False, indent=1))
    if report is not None:
        write_text(report, render_report(documents, found, figures, title=gold.name))
    if per_doc:
        for document in documents:
            one = loaded.hide(score([document], found))
            typer.echo(f"{document.id} {json.dumps(one.as_dict())}")
    if as_json:
        typer.echo(json.dumps(figures.as_dict(), indent=1))
    else:
        _print_figures(figures)


def _load(gold: Path, form: GoldForm, labels: str | None) -> "ForeignGold":
    from volgens.evaluate import BratLabels, ForeignGold, load_brat, load_gold, load_polnear  # noqa: PLC0415

    match form:
        case GoldForm.BRAT:
            return load_brat(gold, BratLabels.parse(labels or ""))
        case GoldForm.POLNEAR:
            return load_polnear(gold)
    return ForeignGold(documents=load_gold(gold), unsaid=frozenset())


@app.command()
def stories(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Annotated stories; form: corpus/stories/README.md.")],
    predictions: Annotated[Path | None, typer.Option(metavar="OUT.json", help="Also write what was found.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    per_story: Annotated[bool, typer.Option("--per-story", help="Also figures for each story.")] = False,
) -> None:
    """Make a dossier of each story in DIR and compare: claims, stances, origins, positions, revisions, timeline."""
    from volgens.evaluate import StoryFigures, load_story, score_story  # noqa: PLC0415
    from volgens.pipeline import Pipeline, make_story  # noqa: PLC0415

    state = get_state(context)
    folders = sorted(path.parent for path in folder.glob("*/gold.json"))
    if not folders:
        raise GoldError(f"{folder}: no story in it, that is no folder with a gold.json; form: corpus/stories/README.md")
    pipeline = Pipeline(state.settings)
    found = {path.name: make_story(path / "articles", pipeline, state.settings) for path in folders}
    if predictions is not None:
        write_text(predictions, json.dumps(found, ensure_ascii=False, indent=1))
    total = StoryFigures(counts={})
    for path in folders:
        figures = score_story(load_story(path), found[path.name])
        total += figures
        if per_story:
            typer.echo(f"{path.name} {json.dumps(figures.as_dict())}")
    if as_json:
        typer.echo(json.dumps(total.as_dict(), indent=1))
    else:
        _print_figures(total)


def _print_figures(figures: "Figures | StoryFigures") -> None:
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in ("", "P", "R", "F1"):
        table.add_column(name, justify="right" if name else "left")
    rates = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for name, value in figures.as_dict().items():
        if isinstance(value, dict):
            table.add_row(name, *(f"{value[k]:.4f}" for k in ("p", "r", "f1")))
        else:
            rates.add_row(name, "–" if value is None else str(value))
    console = make_console()
    console.print(table)
    console.print(rates)


def _to_json(
    documents: "tuple[GoldDocument, ...]", found: "dict[str, tuple[Attribution, ...]]"
) -> dict[str, dict[str, object]]:
    def spans(places: "Spans") -> list[list[int]]:
        return [[s.start, s.end] for s in places]

    return {
        document.id: {
            "text": document.text,
            "attributions": [
                {
                    "id": a.id,
                    "source": spans(a.source),
                    "cue": spans(a.cue),
                    "content": spans(a.content),
                    "via": spans(a.via),
                    "mode": a.mode,
                    "act": a.act,
                    "entity": a.entity,
                    "parent": a.parent,
                    "maker": a.maker,
                    "confidence": a.confidence,
                }
                for a in found[document.id]
            ],
        }
        for document in documents
    }
