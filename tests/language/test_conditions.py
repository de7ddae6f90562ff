from collections.abc import Mapping

import pytest

from volgens.errors import LexiconError
from volgens.language import conditions as module
from volgens.language.conditions import load_conditions
from volgens.language.tables import read_tables


def test_longer_expressions_stand_before_shorter_ones() -> None:
    lengths = [len(words) for words in load_conditions("nl").clause_openers]
    assert lengths == sorted(lengths, reverse=True)


def test_terms_of_time_are_prepositions_of_time() -> None:
    time = load_conditions("nl").time
    assert time.terms <= set(time.prepositions)


def test_ambiguous_openers_are_openers() -> None:
    words = load_conditions("nl")
    assert words.ambiguous <= {w for e in (*words.clause_openers, *words.sequence_openers) for w in e}


def _broken(monkeypatch: pytest.MonkeyPatch, table: str, key: str, value: object) -> None:
    tables = dict(read_tables("nl", "conditions.toml"))
    part = tables[table]
    assert isinstance(part, Mapping)
    tables[table] = {**part, key: value}
    monkeypatch.setattr(module, "read_tables", lambda language, file: tables)


@pytest.mark.parametrize(
    ("key", "value"), [("unheard", ["als"]), ("openers", ["als", "als"]), ("openers", ["Als"]), ("openers", [])]
)
def test_broken_table_is_an_error(monkeypatch: pytest.MonkeyPatch, key: str, value: object) -> None:
    _broken(monkeypatch, "clauses", key, value)
    with pytest.raises(LexiconError, match="clauses"):
        load_conditions.__wrapped__("nl")
