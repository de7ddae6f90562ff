"""What was run on a ledger."""

from datetime import UTC, datetime, timedelta

import pytest

from volgens.errors import LedgerError
from volgens.ledger import Ledger, Run
from volgens.ledger.migration import program_version

NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)


def test_a_run_is_kept_with_what_came_of_it(ledger: Ledger) -> None:
    id = ledger.begin_run("read", NOON)
    ledger.end_run(id, NOON + timedelta(seconds=90), {"read": 12, "failed": 1})
    end = NOON + timedelta(seconds=90)
    counts = {"read": 12, "failed": 1}
    assert ledger.runs(10) == (
        Run(id=id, command="read", program=program_version(), began=NOON, ended=end, counts=counts),
    )


def test_a_run_that_was_cut_off_has_no_end(ledger: Ledger) -> None:
    ledger.begin_run("watch", NOON)
    (run,) = ledger.runs(1)
    assert (run.ended, run.counts) == (None, {})


def test_the_last_runs_come_first(ledger: Ledger) -> None:
    for n in range(4):
        ledger.begin_run(f"read {n}", NOON)
    assert [run.command for run in ledger.runs(2)] == ["read 3", "read 2"]


def test_a_run_that_never_began_cannot_end(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="there is no run 7"):
        ledger.end_run(7, NOON, {})
