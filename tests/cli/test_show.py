"""``volgens show``: the ledger of one article, readable at any width."""

import pytest
from tests.cli.conftest import Run

from volgens.errors import LedgerError


@pytest.mark.parametrize("columns", ["80", "140"])
def test_tells_who_does_what(filled: Run, columns: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    output = filled("show", "Sluis").stdout
    assert "Karin Duin" in output
    assert "✕ denies" in output
    assert all(len(line) <= int(columns) for line in output.splitlines())


def test_finds_the_article_by_its_address(filled: Run) -> None:
    assert "Omroep Vecht" in filled("show", "https://vecht.example/sluis").stdout


def test_an_unknown_article_is_an_error_of_ours(filled: Run) -> None:
    assert isinstance(filled("show", "Waddenzee").exception, LedgerError)


def test_a_ledger_that_is_not_there_is_an_error_of_ours(run: Run) -> None:
    assert isinstance(run("show", "x", "--ledger", "nowhere.ledger").exception, LedgerError)
