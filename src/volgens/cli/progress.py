"""How a run that reads many documents shows what it does: a bar, a line for what failed, a table at the end."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from enum import StrEnum
from time import monotonic
from types import TracebackType
from typing import TYPE_CHECKING, Annotated, Self

import typer
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

from volgens.cli.shared import State, make_console

if TYPE_CHECKING:
    from volgens.batches import Outcome

SHOWN_REASONS = 8


class LogForm(StrEnum):
    """Whether each document gets a line on standard error, and in which form."""

    NONE = "none"
    TEXT = "text"
    JSON = "json"


LogOption = Annotated[
    LogForm, typer.Option("--log", help="A line a document on standard error: none (only failures), text or json.")
]


class Report:
    """Counts outcomes while it shows them. A context: the bar goes when it ends, however it ends."""

    def __init__(self, state: State, log: LogForm) -> None:
        self._state, self._log = state, log
        self._errors = make_console(errors=True)
        self._started = monotonic()
        self._reasons: Counter[str] = Counter()
        self.counts: Counter[str] = Counter()
        self._bar = Progress(
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TextColumn("{task.fields[rate]}"),
            TimeElapsedColumn(),
            console=self._errors,
            transient=True,
            disable=not self._errors.is_terminal,
        )
        self._task = self._bar.add_task(state.interface.text("cli.reading"), total=None, rate="")

    def __enter__(self) -> Self:
        self._bar.__enter__()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.__exit__(kind, error, trace)

    def note(self, outcome: "Outcome") -> None:
        """Count one document, and show what a reader of the log wants to know of it."""
        self.counts[outcome.fate] += 1
        if outcome.reading is not None:
            self.counts["attributions"] += len(outcome.reading.attributions)
            self.counts["words"] += len(outcome.reading.article.text.split())
        self._bar.update(self._task, advance=1, rate=self._rate())
        if outcome.failure is not None:
            self._reasons[outcome.failure.reason] += 1
        if self._log is LogForm.JSON:
            self._errors.print(json.dumps(_line(outcome), ensure_ascii=False), markup=False, soft_wrap=True)
        elif outcome.failure is not None:
            line = self._state.interface.text("cli.failed", location=outcome.failure.location,
                                              reason=outcome.failure.reason)  # fmt: skip
            self._errors.print(line, markup=False, soft_wrap=True)
        elif self._log is LogForm.TEXT:
            fate = self._state.interface.text(f"cli_read.{outcome.fate}")
            self._errors.print(f"{outcome.location}: {fate}", markup=False, soft_wrap=True)

    def _rate(self) -> str:
        seconds = max(monotonic() - self._started, 0.001)
        return self._state.interface.text("cli_read.rate", articles=f"{sum(self._fates()) / seconds:.1f}")

    def _fates(self) -> Iterable[int]:
        return (count for key, count in self.counts.items() if key not in {"attributions", "words"})

    def close(self, ledger: str) -> None:
        """The table at the end: what became of the documents, why any failed, how long it took."""
        interface, console = self._state.interface, make_console()
        table = Table(show_header=False, box=None, pad_edge=False)
        table.add_column(justify="right")
        table.add_column()
        for key in ("read", "revised", "copy", "known", "no_news", "failed", "attributions"):
            if self.counts[key] or key in {"read", "known", "failed", "attributions"}:
                table.add_row(str(self.counts[key]), interface.text(f"cli_read.count_{key}"))
        console.print(table)
        seconds = monotonic() - self._started
        console.print(interface.text("cli_read.took", seconds=f"{seconds:.1f}",
                                     words=f"{self.counts['words'] / max(seconds, 0.001):,.0f}"))  # fmt: skip
        if len(self._reasons) > 1 or sum(self._reasons.values()) > SHOWN_REASONS:
            console.print(_reasons_table(self._reasons))
        console.print(f"{interface.text('cli.ledger')}: {ledger}", markup=False)


def _reasons_table(reasons: Mapping[str, int]) -> Table:
    table = Table(show_header=False, box=None, pad_edge=False, padding=(0, 1, 0, 2))
    table.add_column(justify="right")
    table.add_column()
    for reason, count in sorted(reasons.items(), key=lambda item: (-item[1], item[0]))[:SHOWN_REASONS]:
        table.add_row(f"{count}×", reason)
    return table


def _line(outcome: "Outcome") -> Mapping[str, object]:
    return {
        "at": datetime.now(UTC).isoformat(timespec="milliseconds"),
        "fate": outcome.fate,
        "location": outcome.location,
        "article": outcome.article_id,
        "attributions": None if outcome.reading is None else len(outcome.reading.attributions),
        "reason": outcome.failure and outcome.failure.reason,
    }
