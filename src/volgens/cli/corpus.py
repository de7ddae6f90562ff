"""``volgens corpus``: annotated articles in the forms that other programs read."""

import re
from collections.abc import Iterable
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from volgens.cli.shared import get_state, make_console, write_text
from volgens.errors import GoldError
from volgens.model import Article, Attribution, Block, Reading, Role, Span

if TYPE_CHECKING:
    from volgens.evaluate import GoldAttribution, GoldDocument

app = typer.Typer(help="Annotated articles for other programs.", no_args_is_help=True)

MAKER, VERSION = "gold", "1"


class CorpusFormat(StrEnum):
    """Forms for annotated articles; both keep every span."""

    BRAT = "brat"
    COLUMNS = "columns"


@app.callback()
def corpus() -> None:
    """Annotated articles for other programs."""


@app.command()
def export(
    context: typer.Context,
    gold: Annotated[Path, typer.Argument(metavar="GOLD.json", help="Annotated articles; form: corpus/README.md.")],
    form: Annotated[CorpusFormat, typer.Option("--format", help="brat or columns; see docs/reference/columns.md.")],
    output: Annotated[Path, typer.Option("--output", "-o", metavar="DIR", help="Where the files go.")],
) -> None:
    """Write annotated articles as brat's standoff or as one token a line, a file for each article."""
    from volgens.evaluate import load_gold  # noqa: PLC0415

    state = get_state(context)
    documents = load_gold(gold)
    named = [(_name_file(d.id), build_reading(d)) for d in documents]
    if len({name.casefold() for name, _ in named}) < len(named):
        raise GoldError(f"{gold}: two document ids give the same name of a file; make them differ in a letter or digit")
    if form is CorpusFormat.BRAT:
        written = write_brat_folder(named, output)
    else:
        written = sum(
            _write_columns(output / f"{n}.conllup", r, d.id) for (n, r), d in zip(named, documents, strict=True)
        )
    message = state.interface.text("cli.corpus_written", documents=len(named), attributions=written, path=output)
    make_console().print(message, markup=False, soft_wrap=True)


def write_brat_folder(named: Iterable[tuple[str, Reading]], folder: Path) -> int:
    """``NAME.txt`` and ``NAME.ann`` for each reading, and brat's configuration; returns the number of attributions."""
    from volgens.export import BRAT_CONFIGURATION, build_brat  # noqa: PLC0415

    write_text(folder / "annotation.conf", BRAT_CONFIGURATION)
    written = 0
    for name, reading in named:
        write_text(folder / f"{name}.txt", reading.article.text)
        write_text(folder / f"{name}.ann", build_brat(reading))
        written += len(reading.attributions)
    return written


def build_reading(document: "GoldDocument") -> Reading:
    """The annotated document as if it had been read: one block, attributions with their parents."""
    text = document.text
    blocks = (Block(role=Role.BODY, span=Span(0, len(text))),) if text.strip() else ()
    article = Article(text=text, blocks=blocks, raw_id="", title=document.id)
    made = {a.id: _build_attribution(a, article.id) for a in document.attributions}
    attributions = tuple(
        replace(made[a.id], parent=made[a.parent].id if a.parent is not None else None) for a in document.attributions
    )
    return Reading(article=article, attributions=attributions)


def _build_attribution(annotated: "GoldAttribution", article_id: str) -> Attribution:
    return Attribution(
        article_id=article_id,
        content=annotated.content,
        source=annotated.source,
        cue=annotated.cue,
        via=annotated.via,
        mode=annotated.mode,
        act=annotated.act,
        entity=annotated.entity,
        maker=MAKER,
        version=VERSION,
    )


def _write_columns(path: Path, reading: Reading, name: str) -> int:
    from volgens.export import TOKEN_COLUMNS, iter_column_lines  # noqa: PLC0415

    head = f"# global.columns = {' '.join(TOKEN_COLUMNS)}"
    write_text(path, "".join(f"{line}\n" for line in (head, *iter_column_lines(reading, name))))
    return len(reading.attributions)


def _name_file(document: str) -> str:
    """The document's id as the name of a file in one folder, whatever stands in it."""
    return re.sub(r"[^\w.-]+", "_", document).lstrip(".") or "_"
