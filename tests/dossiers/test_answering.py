"""Within one article: who answers whom."""

from dataclasses import replace

import numpy as np
import pytest
from numpy.typing import NDArray
from tests.dossiers.stories import utter

from volgens.dossiers.answering import is_answer, iter_answering
from volgens.dossiers.pairing import pair_all
from volgens.dossiers.parties import find_units, iter_parties
from volgens.dossiers.similarity import Utterance
from volgens.model import Act


def figures(*said: Utterance) -> dict[str, NDArray[np.float32]]:
    pairs = pair_all([u.statement.article_id for u in said])
    nothing = np.zeros(len(pairs), dtype=np.float32)
    return {name: pairs.square(layer) for name, layer in iter_answering(said, nothing, pairs)}


def across(*said: Utterance) -> dict[str, NDArray[np.float32]]:
    pairs = pair_all([u.statement.article_id for u in said])
    nothing = np.zeros(len(pairs), dtype=np.float32)
    return {name: pairs.square(layer) for name, layer in iter_parties(said, nothing, nothing, pairs)}


def speak(words: str, order: int, **about: object) -> Utterance:
    return replace(utter(words, order=order, start=100 * order, **about), text=words)  # type: ignore[arg-type]


CLAIM = speak("de pont ligt stil", 0)
DENIAL = speak("Onzin", 1, speaker="Stam", act=Act.DENY)


@pytest.mark.parametrize("words", ["Nee.", "“Onzin”", "Dat klopt niet", "‘Nee, nooit.’", "daar is niets van waar"])
def test_words_that_only_take_up_what_was_said_are_an_answer(words: str) -> None:
    assert is_answer(words)


@pytest.mark.parametrize("words", ["", "De pont vaart", "Neerslag volgt", "Dat de pont stil ligt komt door laag water"])
def test_words_that_say_something_themselves_are_no_answer(words: str) -> None:
    assert not is_answer(words)


def test_a_denial_by_another_party_answers_the_statement_before_it() -> None:
    found = figures(CLAIM, DENIAL)
    assert found["in_1_deny_other"][0, 1] == found["in_1_deny_other"][1, 0] == 1
    assert found["in_last_claim_deny"][0, 1] == 1
    assert found["in_1_denied"][0, 1] == 1


def test_the_last_claim_is_that_before_another_denial() -> None:
    second = speak("Niets van waar", 2, speaker="Brand", act=Act.DENY)
    found = figures(CLAIM, DENIAL, second)
    assert (found["in_last_claim"][0, 2], found["in_last_claim"][1, 2]) == (1, 0)
    assert (found["in_last"][0, 2], found["in_last"][1, 2]) == (0, 1)


def test_nothing_is_answered_in_another_article() -> None:
    found = figures(CLAIM, speak("Onzin", 1, speaker="Stam", act=Act.DENY, article_id="b"))
    assert all(layer[0, 1] == 0 for layer in found.values())


def test_changes_of_party_between_two_are_counted_from_the_earlier_on() -> None:
    said = [speak("Zo is het", n, speaker=who) for n, who in enumerate(("Stam", "Brand", "Stam", "Stam", "Brand"))]
    turns = figures(*said)["in_turns"]
    assert turns[0].tolist() == pytest.approx([0, 0, 0.2, 0.2, 0.4])


def test_one_party_that_denies_in_two_articles_denies_again() -> None:
    elsewhere = speak("Dat klopt niet", 2, speaker="Stam", act=Act.DENY, article_id="b")
    assert across(CLAIM, DENIAL, elsewhere)["again_denying"][1, 2] == 1
    assert across(CLAIM, DENIAL, replace(elsewhere, act=Act.ASSERT))["again_denying"][1, 2] == 0


@pytest.mark.parametrize(
    ("lemmas", "numbers", "units"),
    [
        (("4,2", "ton", "vis"), ("42",), {"ton"}),
        (("drie", "mijl"), ("drie",), {"mijl"}),
        (("vis", "ton"), (), set()),
        (("drie", "vier"), ("drie", "vier"), set()),
        ((), (), set()),
    ],
)
def test_a_unit_is_what_a_number_counts(lemmas: tuple[str, ...], numbers: tuple[str, ...], units: set[str]) -> None:
    assert find_units(utter(lemmas=lemmas, numbers=numbers).statement) == units


def test_two_numbers_of_one_unit_are_told() -> None:
    left, right = utter(lemmas=("4,2", "ton")), utter(lemmas=("drie", "ton"), numbers=("drie",), order=1)
    assert across(left, right)["unit"][0, 1] == 1
    assert across(left, utter(lemmas=("ton",), order=1))["unit"][0, 1] == 0
