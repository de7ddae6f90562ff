from collections.abc import Mapping
from copy import deepcopy

import pytest

from volgens.errors import LexiconError
from volgens.language.tables import read_tables
from volgens.language.times import Kind, TimeWords, build_times, load_times

Tables = dict[str, object]


@pytest.fixture(scope="module")
def words() -> TimeWords:
    return load_times("nl")


def changed(key: str, entry: Mapping[str, object]) -> Tables:
    tables = deepcopy(dict(read_tables("nl", "times.toml")))
    entries = tables[key]
    assert isinstance(entries, list)
    entries.append(dict(entry))
    return tables


@pytest.mark.parametrize(
    ("word", "kind", "number", "part"),
    [
        ("donderdagavond", Kind.WEEKDAY_PART, 4, "evening"),
        ("gisterenavond", Kind.DAY_PART, -1, "evening"),
        ("gistermorgen", Kind.DAY_PART, -1, "morning"),
        ("vannacht", Kind.DAY_PART, 0, "night"),
        ("overmorgen", Kind.DAY, 2, None),
        ("morgen", Kind.DAY_OR_PART, 1, "morning"),
        ("sept.", Kind.MONTH, 9, None),
    ],
)
def test_word_has_kind_number_and_part(words: TimeWords, word: str, kind: Kind, number: int, part: str | None) -> None:
    found = words.words[word]
    assert (found.kind, found.number, found.part) == (kind, number, part)


def test_every_kind_of_function_word_has_words(words: TimeWords) -> None:
    by_shape = {Kind.OTHER, Kind.DIGITS, Kind.ORDINAL, Kind.YEAR, Kind.CLOCK_TIME, Kind.CLOCK_WORD, Kind.NUMERIC_DATE}
    assert set(Kind) - {w.kind for w in words.words.values()} == by_shape


def test_kinds_have_letters_of_their_own() -> None:
    assert len({k.value for k in Kind}) == len(Kind) and all(len(k.value) == 1 for k in Kind)


def test_all_words_are_in_lower_case(words: TimeWords) -> None:
    assert not [w for w in words.words if w != w.lower()]


def test_there_are_seven_weekdays_and_twelve_months(words: TimeWords) -> None:
    numbers = {k: {w.number for w in words.words.values() if w.kind is k} for k in (Kind.WEEKDAY, Kind.MONTH)}
    assert numbers == {Kind.WEEKDAY: set(range(1, 8)), Kind.MONTH: set(range(1, 13))}


def test_word_that_stands_twice_is_refused_with_both_kinds() -> None:
    with pytest.raises(LexiconError, match=r"times\.toml.*maandag.*WEEKDAY.*MONTH"):
        build_times(changed("month", {"word": "maandag", "number": 1}), "nl/times.toml")


def test_unknown_key_is_refused_with_entry() -> None:
    with pytest.raises(LexiconError, match=r"times\.toml.*pasen.*moon"):
        build_times(changed("month", {"word": "pasen", "number": 4, "moon": 1}), "nl/times.toml")


def test_unknown_table_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"times\.toml.*feast"):
        build_times({**read_tables("nl", "times.toml"), "feast": []}, "nl/times.toml")


def test_unknown_group_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"times\.toml.*groups.*soon"):
        build_times({**read_tables("nl", "times.toml"), "groups": {"soon": ["straks"]}}, "nl/times.toml")


def test_number_in_words_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"times\.toml.*lentemaand.*whole number"):
        build_times(changed("month", {"word": "lentemaand", "number": "drie"}), "nl/times.toml")


def test_language_without_a_file_is_refused() -> None:
    with pytest.raises(LexiconError, match=r"xx/times\.toml"):
        load_times("xx")
