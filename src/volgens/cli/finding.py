"""``volgens search`` and ``volgens export``: out of the ledger."""

import io
import sys
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.table import Table
from rich.text import Text

from volgens.cli.corpus import write_brat_folder
from volgens.cli.shared import LedgerOption, State, get_state, make_console, write_text
from volgens.model import Act


class Format(StrEnum):
    """Formats of export."""

    JSON = "json"
    CSV = "csv"
    BRAT = "brat"
    COLUMNS = "columns"


def export(
    context: typer.Context,
    form: Annotated[
        Format, typer.Option("--format", help="json, csv, brat or columns; docs/reference/columns.md tells the forms.")
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output", "-o", metavar="FILE", help="Else standard output; a folder for brat, which needs one."
        ),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write every attribution of the ledger with its words and their places in the text."""
    from volgens.export import write_columns, write_csv, write_json  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    writers = {Format.JSON: write_json, Format.CSV: write_csv, Format.COLUMNS: write_columns}
    if form is Format.BRAT and output is None:
        raise typer.BadParameter(state.interface.text("cli.brat_folder"), param_hint="--output")
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        if output is None:
            writers[form](opened.iter_readings(), sys.stdout)
            return
        if form is Format.BRAT:
            rows = write_brat_folder(((reading.article.id, reading) for reading in opened.iter_readings()), output)
        else:
            stream = io.StringIO()
            rows = writers[form](opened.iter_readings(), stream)
            write_text(output, stream.getvalue())
    console = make_console(errors=True)
    console.print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)
    console.print(state.interface.text("cli.rows", count=rows))


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help='Words that all must stand there; "a phrase", begin*.')],
    act: Annotated[str | None, typer.Option(help="Only this act, e.g. deny.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only words of this actor.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only from this outlet.")] = None,
    since: Annotated[str | None, typer.Option(help="Published at or after this date or time.")] = None,
    until: Annotated[str | None, typer.Option(help="Published before this date or time.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Hits at most.")] = 50,
    ledger: LedgerOption = None,
) -> None:
    """Search what was said, by whom, and the articles themselves."""
    from volgens.ledger import Ledger, SearchFilters  # noqa: PLC0415

    state = get_state(context)
    filters = SearchFilters(
        act=_read_act(act, state),
        actor=actor,
        outlet=outlet,
        since=_read_time(since, state),
        until=_read_time(until, state),
    )
    console = make_console()
    interface = state.interface
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for key in ("who", "does", "words", "outlet", "published", "article"):
        table.add_column(interface.text(f"cli.{key}"), ratio=3 if key == "words" else None)
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        for count, hit in enumerate(opened.search(words, filters=filters)):
            if count == most:
                break
            table.add_row(
                Text(hit.entity or "", style="bold"),
                f"{interface.marks[interface.signs[hit.act]]} {interface.act(hit.act)}" if hit.act else "",
                Text(" ".join(hit.snippet.split())),
                Text(hit.outlet or ""),
                hit.published.strftime("%Y-%m-%d") if hit.published else "",
                Text(hit.article_id[:8], style="bright_black"),
            )
    console.print(table if table.row_count else interface.text("cli.hits_none"))


def _read_act(act: str | None, state: State) -> Act | None:
    if act is None:
        return None
    try:
        return Act(act)
    except ValueError as error:
        message = state.interface.text("cli.act_unknown", act=act, acts=", ".join(Act))
        raise typer.BadParameter(message, param_hint="--act") from error


def _read_time(time: str | None, state: State) -> datetime | None:
    if time is None:
        return None
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as error:
        raise typer.BadParameter(state.interface.text("cli.time_unknown", time=time)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
