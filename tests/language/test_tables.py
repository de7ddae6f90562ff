import pytest

from volgens.errors import LexiconError
from volgens.language.tables import iter_entries, read_tables, strings, text


def test_unknown_key_is_refused_with_file_and_entry() -> None:
    tables = {"verb": [{"lemma": "zeggen", "colour": "red"}]}
    with pytest.raises(LexiconError, match=r"nl/verbs\.toml.*zeggen.*colour"):
        list(iter_entries(tables, "nl/verbs.toml", "verb", frozenset({"lemma"})))


@pytest.mark.parametrize("tables", [{}, {"verb": []}, {"verb": "zeggen"}])
def test_table_without_entries_is_refused(tables: dict[str, object]) -> None:
    with pytest.raises(LexiconError, match=r"nl/verbs\.toml.*\[\[verb\]\]"):
        list(iter_entries(tables, "nl/verbs.toml", "verb", frozenset({"lemma"})))


def test_missing_file_is_named() -> None:
    with pytest.raises(LexiconError, match=r"nl/nergens\.toml"):
        read_tables("nl", "nergens.toml")


def test_one_string_is_a_list_of_one() -> None:
    assert strings({"preposition": "op"}, "preposition") == ("op",)


def test_absent_list_is_empty() -> None:
    assert strings({}, "preposition") == ()


def test_number_is_no_string() -> None:
    with pytest.raises(LexiconError, match="preposition"):
        strings({"preposition": 3}, "preposition")


@pytest.mark.parametrize("entry", [{}, {"lemma": ""}, {"lemma": 3}])
def test_empty_text_is_refused(entry: dict[str, str | int]) -> None:
    with pytest.raises(LexiconError, match="lemma"):
        text(entry, "lemma")
