import dataclasses

import pytest

from volgens.settings import DEFAULT_LEDGER, Settings

VARIABLES = ("VOLGENS_LEDGER", "VOLGENS_LANG", "LC_ALL", "LANG")


@pytest.fixture(autouse=True)
def bare_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in VARIABLES:
        monkeypatch.delenv(variable, raising=False)


def test_environment_without_variables_gives_the_defaults() -> None:
    assert Settings.from_environment() == Settings()


def test_ledger_comes_from_its_variable(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLGENS_LEDGER", "map/nieuws.ledger")
    assert Settings.from_environment().ledger == "map/nieuws.ledger"


def test_empty_ledger_variable_counts_as_not_set(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLGENS_LEDGER", "")
    assert Settings.from_environment().ledger == DEFAULT_LEDGER


@pytest.mark.parametrize(
    ("locale", "language"),
    [("en_GB.UTF-8", "en"), ("EN", "en"), ("nl_BE.UTF-8", "nl"), ("de_DE.UTF-8", "nl"), ("C", "nl")],
)
def test_interface_speaks_english_only_where_asked(locale: str, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", locale)
    assert Settings.from_environment().interface_language == language


def test_own_language_variable_wins_over_the_locale(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANG", "en_US.UTF-8")
    monkeypatch.setenv("VOLGENS_LANG", "nl")
    assert Settings.from_environment().interface_language == "nl"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        Settings().language = "en"  # type: ignore[misc]


def test_interface_language_does_not_change_the_language_that_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VOLGENS_LANG", "en")
    assert Settings.from_environment().language == "nl"
