"""``volgens quarantine``: what could not be read, why, and another try."""

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from volgens.cli.progress import LogForm, LogOption, Report
from volgens.cli.shared import LedgerOption, get_state, make_console
from volgens.errors import LedgerError

if TYPE_CHECKING:
    from volgens.ledger import Ledger, Quarantined
    from volgens.model import RawDocument

app = typer.Typer(
    help="What could not be read is kept aside, with its bytes and the reason.", invoke_without_command=True
)
KeyArgument = Annotated[str, typer.Argument(metavar="ID", help="Id that the list gives, or its beginning.")]


@app.callback()
def listing(
    context: typer.Context,
    most: Annotated[int, typer.Option(min=1, help="Documents at most.")] = 50,
    ledger: LedgerOption = None,
) -> None:
    """List what could not be read, what failed last first."""
    if context.invoked_subcommand is not None:
        return
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for key in ("id", "last", "attempts", "where", "why"):
        table.add_column(
            state.interface.text(f"cli_quarantine.{key}"), justify="right" if key == "attempts" else "left"
        )
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        for found in opened.quarantined(limit=most):
            table.add_row(
                Text(found.id[:8], style="bright_black"),
                found.last.strftime("%Y-%m-%d %H:%M"),
                str(found.attempts),
                Text(found.failure.location, overflow="fold"),
                Text(
                    found.failure.reason
                    + ("" if found.has_bytes else f" {state.interface.text('cli_quarantine.gone')}")
                ),
            )
    make_console().print(table if table.row_count else state.interface.text("cli_quarantine.empty"))


@app.command()
def retry(context: typer.Context, log: LogOption = LogForm.NONE, ledger: LedgerOption = None) -> None:
    """Read everything in the quarantine again, as after an upgrade; what can be read now leaves it."""
    from volgens.batches import Batch  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    with (
        Ledger.open(state.ledger(ledger), create=False) as opened,
        Report(state, log) as report,
        opened.journal("retry", report.counts),
    ):
        for outcome in Batch(opened, state.settings).run(_iter_documents(opened)):
            report.note(outcome)
    report.close(state.ledger(ledger))
    if report.counts["failed"]:
        raise typer.Exit(1)


@app.command()
def release(context: typer.Context, key: KeyArgument, ledger: LedgerOption = None) -> None:
    """Take a document out of the quarantine for good, unread."""
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        found = _find(opened, key)
        opened.release(found.id)
    make_console().print(state.interface.text("cli_quarantine.released", where=found.failure.location), markup=False)


@app.command()
def save(
    context: typer.Context,
    key: KeyArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the bytes go.")],
    ledger: LedgerOption = None,
) -> None:
    """Write the bytes of a document to a file, just as they came."""
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        document = opened.failed_document(_find(opened, key).id)
    try:
        output.write_bytes(document.data)
    except OSError as error:
        raise LedgerError(f"cannot write {output}: {error.strerror or error}; choose another place") from error
    make_console().print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)


def _iter_documents(ledger: "Ledger") -> "Iterator[RawDocument]":
    for found in ledger.quarantined():
        if found.has_bytes:
            yield ledger.failed_document(found.id)


def _find(ledger: "Ledger", key: str) -> "Quarantined":
    fitting = [found for found in ledger.quarantined() if found.id.startswith(key.lower())]
    if len(fitting) != 1:
        many = "nothing" if not fitting else f"{len(fitting)} documents"
        raise LedgerError(f"{many} in the quarantine begins with {key!r}; give an id from: volgens quarantine")
    return fitting[0]
