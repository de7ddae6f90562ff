"""``volgens read``: documents into the ledger."""

from pathlib import Path
from typing import Annotated

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from volgens.cli.shared import LedgerOption, State, get_state, make_console


def read(
    context: typer.Context,
    paths: Annotated[
        list[Path], typer.Argument(metavar="PATH...", help="Files or folders of text or HTML; - for standard input.")
    ],
    ledger: LedgerOption = None,
) -> None:
    """Read articles into the ledger. Reading the same article twice changes nothing.

    What cannot be read is named with its reason, and everything else is read; the exit code is then 1.
    """
    from volgens.desk import Desk  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415  (spaCy and SQLAlchemy take a second that --help should not)
    from volgens.pipeline import read_into  # noqa: PLC0415

    state = get_state(context)
    counts = {"read_new": 0, "read_known": 0, "read_failed": 0, "read_attributions": 0}
    errors = make_console(errors=True)
    with Ledger.open(state.ledger(ledger)) as opened, _progress(state) as progress:
        task = progress.add_task(state.interface.text("cli.reading"), total=None)
        desk = Desk(opened, state.settings.language)
        for outcome in read_into(opened, paths, state.settings):
            progress.advance(task)
            if outcome.failure is not None:
                counts["read_failed"] += 1
                line = state.interface.text(
                    "cli.failed", location=outcome.failure.location, reason=outcome.failure.reason
                )
                errors.print(line, markup=False, soft_wrap=True)
            elif outcome.reading is not None:
                counts["read_new" if outcome.new else "read_known"] += 1
                counts["read_attributions"] += len(outcome.reading.attributions)
                desk.file(outcome.reading)
    _print_counts(state, counts, state.ledger(ledger))
    if counts["read_failed"]:
        raise typer.Exit(1)


def _progress(state: State) -> Progress:
    console = make_console(errors=True)
    return Progress(
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    )


def _print_counts(state: State, counts: dict[str, int], ledger: str) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_column(justify="right")
    table.add_column()
    for key, count in counts.items():
        table.add_row(str(count), state.interface.text(f"cli.{key}"))
    console = make_console()
    console.print(table)
    console.print(f"{state.interface.text('cli.ledger')}: {ledger}", markup=False)
