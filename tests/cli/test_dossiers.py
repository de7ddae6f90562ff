"""``volgens dossiers``: the events that the ledger holds."""

from tests.cli.conftest import Run


def test_lists_articles_on_one_event_as_one_dossier(event: Run) -> None:
    lines = event("dossiers").stdout.splitlines()
    assert sum("Brand in loods" in line for line in lines) == 1
    assert " 3 " in lines[1]


def test_articles_on_two_events_are_two_dossiers(filled: Run) -> None:
    words = " ".join(filled("dossiers").stdout.split())
    assert "Sluis bij Muiden" in words
    assert "nieuwe bomen" in words


def test_a_missing_ledger_is_an_error(run: Run) -> None:
    assert run("dossiers").exit_code != 0
