"""Who permits, refuses or promises what, under the names of the cast."""

from dataclasses import replace
from datetime import timedelta

import pytest
from tests.dossiers.stories import START, permit, read, say, spans

from volgens.dossier_model import Position
from volgens.dossiers.personas import find_personas
from volgens.dossiers.positions import find_positions
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Reading, Terms

FULL = read(say("het regent", by="Mieke Tolsma"), outlet="De Merwebode")
PERMIT = read(
    say("de reder dinsdag mag varen als de motor is gekeurd", by="Tolsma"),
    outlet="RTV Kust",
    lead="Zij ziet Tolsma en\nvissers.",
    modified=3,
)


def find(lexicon: Lexicon, *terms: Terms, reading: Reading = PERMIT) -> tuple[Position, ...]:
    readings = [FULL, replace(reading, terms=terms)]
    return find_positions(readings, find_personas(readings, lexicon.people))


def test_each_of_the_terms_is_a_position_with_its_words(lexicon: Lexicon) -> None:
    text = PERMIT.article.text
    condition = spans(text, "als de motor is gekeurd")
    found = find(lexicon, permit(PERMIT, "dinsdag mag varen", condition=condition))
    assert [(p.act, p.matter, p.condition) for p in found] == [
        (Act.PERMIT, spans(text, "dinsdag mag varen"), condition)
    ]


def test_positions_stand_in_the_order_of_the_text(lexicon: Lexicon) -> None:
    matters = ("de reder", "dinsdag mag varen")
    found = find(lexicon, *(permit(PERMIT, m) for m in matters))
    assert [p.matter[0].of(PERMIT.article.text) for p in found] == list(matters)


def test_the_actor_goes_by_the_name_of_its_persona(lexicon: Lexicon) -> None:
    found = find(lexicon, permit(PERMIT, "dinsdag mag varen", actor_id=PERMIT.actors[0].id, entity="Tolsma"))
    assert found[0].actor == "Mieke Tolsma"


def test_an_actor_known_by_name_only_is_found(lexicon: Lexicon) -> None:
    assert find(lexicon, permit(PERMIT, "dinsdag mag varen", entity="tolsma"))[0].actor == "Mieke Tolsma"


def test_an_actor_outside_the_cast_keeps_its_name(lexicon: Lexicon) -> None:
    assert find(lexicon, permit(PERMIT, "dinsdag mag varen", entity="de keurmeester"))[0].actor == "de keurmeester"


def test_nobody_is_nobody(lexicon: Lexicon) -> None:
    position = find(lexicon, permit(PERMIT, "dinsdag mag varen"))[0]
    assert position.actor is None
    assert position.toward is None


@pytest.mark.parametrize(
    ("toward", "name", "found"),
    [
        ("de reder", "Wim Stam", "Wim Stam"),
        ("de reder", None, "de reder"),
        ("Tolsma en\nvissers", None, "Tolsma en vissers"),
        ("Tolsma", None, "Mieke Tolsma"),
        ("de reder", "Tolsma", "Mieke Tolsma"),
    ],
)
def test_whom_it_concerns_goes_by_the_fullest_name(lexicon: Lexicon, toward: str, name: str | None, found: str) -> None:
    terms = permit(PERMIT, "dinsdag mag varen", toward=toward, toward_name=name)
    assert find(lexicon, terms)[0].toward == found


def test_a_position_is_dated_by_the_last_change_of_its_article(lexicon: Lexicon) -> None:
    assert find(lexicon, permit(PERMIT, "dinsdag mag varen"))[0].printed == START + timedelta(hours=3)
