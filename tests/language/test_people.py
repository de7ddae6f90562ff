import pytest

from volgens.language.lexicon import Lexicon
from volgens.language.tables import read_tables
from volgens.model import ActorKind


def test_title_is_found_by_plural(lexicon: Lexicon) -> None:
    assert lexicon.people.titles["ministers"].lemma == "minister"


@pytest.mark.parametrize("noun", ["minister", "Minister", "oud-minister", "CSF-voorzitter"])
def test_title_is_found_behind_a_hyphen_and_a_capital(lexicon: Lexicon, noun: str) -> None:
    assert lexicon.people.find_title(noun) is not None


def test_noun_that_is_no_title_is_none(lexicon: Lexicon) -> None:
    assert lexicon.people.find_title("paraplu") is None


@pytest.mark.parametrize("word", ["oekraïne", "kyiv"])
def test_state_is_found_by_name_and_capital(lexicon: Lexicon, word: str) -> None:
    assert lexicon.people.states[word].name == "Oekraïne"


def test_medium_has_its_kind(lexicon: Lexicon) -> None:
    assert lexicon.people.kinds["NOS"] is ActorKind.MEDIUM


def test_first_name_tells_gender(lexicon: Lexicon) -> None:
    assert (lexicon.people.genders["hanneke"], lexicon.people.genders["pieter"]) == ("f", "m")


def test_days_are_times(lexicon: Lexicon) -> None:
    assert {"maandag", "week"} <= lexicon.people.times


def test_pronoun_of_two_readings_keeps_both(lexicon: Lexicon) -> None:
    assert {p.number for p in lexicon.people.pronouns["zij"]} >= {"sg", "pl"}


@pytest.mark.parametrize(
    ("file", "table", "key"),
    [
        ("titles.toml", "title", "lemma"),
        ("states.toml", "state", "code"),
        ("organisations.toml", "organisation", "name"),
        ("media.toml", "medium", "name"),
    ],
)
def test_no_entry_stands_twice(file: str, table: str, key: str) -> None:
    entries = read_tables("nl", file)[table]
    assert isinstance(entries, list)
    names = [e[key] for e in entries]
    assert len(names) == len(set(names))
