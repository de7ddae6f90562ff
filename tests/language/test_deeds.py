from collections.abc import Mapping

import pytest

from volgens.errors import LexiconError
from volgens.language import deeds as module
from volgens.language.deeds import load_deeds
from volgens.language.tables import read_tables


def test_longer_expressions_stand_before_shorter_ones() -> None:
    lengths = [len(words) for words in load_deeds("nl").steps]
    assert lengths == sorted(lengths, reverse=True)


def test_what_refuses_and_what_allows_are_different_verbs() -> None:
    words = load_deeds("nl")
    assert not words.refusing & words.allowing


def test_no_verb_of_refusing_is_a_state() -> None:
    words = load_deeds("nl")
    assert not (words.refusing | words.allowing) & words.states


@pytest.mark.parametrize(
    ("key", "value"), [("unheard", ["a"]), ("steps", ["klacht", "klacht"]), ("steps", ["Klacht"]), ("steps", [])]
)
def test_broken_table_is_an_error(monkeypatch: pytest.MonkeyPatch, key: str, value: object) -> None:
    tables = dict(read_tables("nl", "deeds.toml"))
    part = tables["threats"]
    assert isinstance(part, Mapping)
    tables["threats"] = {**part, key: value}
    monkeypatch.setattr(module, "read_tables", lambda language, file: tables)
    with pytest.raises(LexiconError, match="threats"):
        load_deeds.__wrapped__("nl")
