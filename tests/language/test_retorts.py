"""The words of short reactions, and what is wrong with a table of them."""

from collections.abc import Mapping

import pytest

from volgens.errors import LexiconError
from volgens.language import retorts as module
from volgens.language.retorts import RetortWords, load_retorts
from volgens.language.tables import read_tables
from volgens.model import Act


@pytest.mark.parametrize("name", ["silences", "knowing", "vague", "claims", "dismissals"])
def test_words_are_lemmas_in_lower_case(name: str) -> None:
    words = getattr(load_retorts("nl"), name)
    assert words
    assert all(word == word.lower().strip() != "" for word in words)


def test_answers_are_words_with_an_act() -> None:
    assert (("van", "wel"), Act.ASSERT) in load_retorts("nl").answers
    assert (("van", "niet"), Act.DENY) in load_retorts("nl").answers


def test_a_reading_has_its_verb_and_the_words_beside_it() -> None:
    readings = {(r.verb, r.words): r.number for r in load_retorts("nl").readings}
    assert readings["houden", ("het", "op")] is False
    assert readings["komen", ("uit", "op")] is True


def test_a_longer_reading_stands_before_the_shorter_one_of_its_verb() -> None:
    for n, reading in enumerate(load_retorts("nl").readings):
        later = [r for r in load_retorts("nl").readings[n:] if r.verb == reading.verb]
        assert all(len(r.words) <= len(reading.words) for r in later)


def broken(monkeypatch: pytest.MonkeyPatch, change: Mapping[str, object]) -> RetortWords:
    tables = {**read_tables("nl", "retorts.toml"), **change}
    monkeypatch.setattr(module, "read_tables", lambda language, file: tables)
    return load_retorts.__wrapped__("nl")


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"silence": ["zwijgen"]}, "silence"),
        ({"reading": [{"verb": "houden", "words": ["het"], "figure": True}]}, "figure"),
        ({"reading": [{"words": ["het", "op"]}]}, "verb"),
        ({"reading": []}, "reading"),
        ({"answer": [{"words": "van wel"}]}, "act"),
        ({"answer": [{"words": "", "act": "deny"}]}, "words"),
        ({"answer": [{"words": "van wel", "act": "assert", "note": "ja"}]}, "note"),
        ({"vague": 3}, "vague"),
        ({"answer": [{"words": "van wel", "act": "beamen"}]}, "act"),
        ({"claims": ["cijfer", "cijfer"]}, "cijfer"),
        ({"dismissals": []}, "dismissals"),
        ({"reading": [{"verb": "houden", "words": []}]}, "words"),
        ({"reading": [{"verb": "komen", "words": ["op"], "number": "ja"}]}, "number"),
    ],
)
def test_a_broken_table_is_an_error_that_names_it(
    monkeypatch: pytest.MonkeyPatch, change: Mapping[str, object], told: str
) -> None:
    with pytest.raises(LexiconError, match=told):
        broken(monkeypatch, change)


def test_an_unknown_key_names_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LexiconError, match=r"nl/retorts\.toml"):
        broken(monkeypatch, {"silence": ["zwijgen"]})


def test_a_language_without_a_table_is_an_error() -> None:
    with pytest.raises(LexiconError):
        load_retorts("xx")
