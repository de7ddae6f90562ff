"""``volgens read``: documents into the ledger."""

from collections.abc import Mapping
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from volgens.cli.progress import LogForm, LogOption, Report
from volgens.cli.shared import LedgerOption, State, get_state

MEMORY = "sqlite:///file:dry?mode=memory&cache=shared&uri=true"
"""A ledger that leaves nothing behind."""


def read(
    context: typer.Context,
    paths: Annotated[
        list[Path],
        typer.Argument(
            metavar="PATH...",
            help="Files or folders: text, HTML, feeds, WARC, JSONL, CSV, Parquet, ninjs; - for standard input.",
        ),
    ],
    columns: Annotated[
        str | None,
        typer.Option("--map", metavar="OURS=THEIRS,...", help="Columns of a table, e.g. text=body,published=date."),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="Read everything and keep nothing.")] = False,
    again: Annotated[bool, typer.Option("--again", help="Read again what this version has read already.")] = False,
    workers: Annotated[int, typer.Option(min=0, help="Processes that read; 0 for one a core.")] = 1,
    log: LogOption = LogForm.NONE,
    ledger: LedgerOption = None,
) -> None:
    """Read articles into the ledger. Reading the same article twice changes nothing.

    What cannot be read is named with its reason and kept aside (`volgens quarantine`), and everything else is read;
    the exit code is then 1. A run that was cut off is completed by starting it again.
    """
    from volgens.batches import Batch  # noqa: PLC0415
    from volgens.intake import iter_documents  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415  (spaCy and SQLAlchemy take a second that --help should not)

    state = get_state(context)
    mapping = read_mapping(columns, state)
    place = state.ledger(ledger)
    with (
        Ledger.open(MEMORY if dry_run and not Path(place).exists() else place) as opened,
        Report(state, log) as report,
        nullcontext() if dry_run else opened.journal("read", report.counts),
    ):
        batch = Batch(opened, state.settings, workers=workers, dry_run=dry_run, again=again)
        for outcome in batch.run(iter_documents(paths, settings=state.settings, columns=mapping)):
            report.note(outcome)
    report.close(place if not dry_run else state.interface.text("cli_read.dry"))
    if report.counts["failed"]:
        raise typer.Exit(1)


def read_mapping(columns: str | None, state: State) -> Mapping[str, str] | None:
    """``text=body,published=date`` as a mapping."""
    if columns is None:
        return None
    pairs = [part.partition("=") for part in columns.split(",")]
    if any(not ours.strip() or not theirs.strip() for ours, _, theirs in pairs):
        raise typer.BadParameter(state.interface.text("cli_read.map_form", given=columns), param_hint="--map")
    return {ours.strip(): theirs.strip() for ours, _, theirs in pairs}
