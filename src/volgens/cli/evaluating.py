"""``volgens evaluate``: our reading beside an annotated one."""

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from volgens.cli.shared import get_state, make_console, write_text
from volgens.errors import GoldError

if TYPE_CHECKING:
    from volgens.evaluate import Figures, GoldDocument, StoryFigures
    from volgens.model import Attribution, Spans

app = typer.Typer(help="Measure the program against annotated articles.", no_args_is_help=True)


@app.callback()
def evaluate() -> None:
    """Measure the program against annotated articles."""


@app.command()
def attributions(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="Annotated articles; form: corpus/README.md.")],
    predictions: Annotated[Path | None, typer.Option(metavar="OUT.json", help="Also write what was found.")] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print the figures as JSON.")] = False,
    per_doc: Annotated[bool, typer.Option("--per-doc", help="Also figures for each document.")] = False,
    report: Annotated[Path | None, typer.Option(metavar="OUT.html", help="Also a page of every mistake.")] = None,
) -> None:
    """Read the texts of GOLD.json exactly as given and compare: precision, recall and F1 of what was found."""
    from volgens.evaluate import load_gold, render_report, score  # noqa: PLC0415
    from volgens.pipeline import Pipeline  # noqa: PLC0415

    state = get_state(context)
    documents = load_gold(gold)
    pipeline = Pipeline(state.settings)
    found = {document.id: pipeline.read_text(document.text) for document in documents}
    figures = score(documents, found)
    if predictions is not None:
        write_text(predictions, json.dumps(_to_json(documents, found), ensure_ascii=False, indent=1))
    if report is not None:
        write_text(report, render_report(documents, found, figures, title=gold.name))
    if per_doc:
        for document in documents:
            one = score([document], found)
            typer.echo(f"{document.id} {json.dumps(one.as_dict())}")
    if as_json:
        typer.echo(json.dumps(figures.as_dict(), indent=1))
    else:
        _print_figures(figures)


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
