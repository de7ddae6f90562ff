"""Every relay is followed to its end, and one word of mouth counts once."""

from dataclasses import replace

import pytest
from tests.dossiers.stories import read, say, spans

from volgens.dossier_model import Persona
from volgens.dossiers.origins import MOST_LINKS, SURELY_ALIKE, count_origins, find_via, follow
from volgens.dossiers.personas import Cast
from volgens.model import ActorKind


def persona(name: str, speaks_for: str | None = None, kind: ActorKind = ActorKind.PERSON) -> Persona:
    return Persona(name=name, kind=kind, aliases=(name,), speaks_for=speaks_for)


CAST = Cast(
    personas=(
        persona("Els Brand", "wethouder Tolsma"),
        persona("wethouder Tolsma", "gemeente Kerkmeer"),
        persona("gemeente Kerkmeer", kind=ActorKind.ORGANISATION),
        persona("Kip", "Ei"),
        persona("Ei", "Kip"),
        persona("Wim Stam"),
        persona("De Merwebode", kind=ActorKind.MEDIUM),
        persona("RTV Kust", kind=ActorKind.MEDIUM),
        *(persona(f"schakel {n}", f"schakel {n + 1}") for n in range(20)),
    )
)


def count(*origins: str | None, alike: float = 1.0) -> int:
    return count_origins(origins, [[alike] * len(origins)] * len(origins), CAST)


@pytest.mark.parametrize(
    ("name", "chain"),
    [
        ("Els Brand", ("Els Brand", "wethouder Tolsma", "gemeente Kerkmeer")),
        ("gemeente Kerkmeer", ("gemeente Kerkmeer",)),
        ("een voorbijganger", ("een voorbijganger",)),
        ("Kip", ("Kip", "Ei")),
        (None, ()),
    ],
)
def test_who_speaks_for_whom_is_followed_to_the_end(name: str | None, chain: tuple[str, ...]) -> None:
    assert follow(name, CAST) == chain


def test_an_endless_chain_is_cut() -> None:
    assert len(follow("schakel 0", CAST)) == MOST_LINKS


def test_sources_with_names_of_their_own_are_counted() -> None:
    assert count("Wim Stam", "gemeente Kerkmeer") == 2


def test_one_source_in_several_articles_counts_once() -> None:
    assert count("Wim Stam", "Wim Stam", "Wim Stam") == 1


def test_a_medium_does_not_count_beside_a_source() -> None:
    assert count("De Merwebode", "Wim Stam") == 1


def test_media_count_where_nobody_else_is_named() -> None:
    assert count("De Merwebode", "RTV Kust") == 2


def test_nobody_counts_as_one() -> None:
    assert count(None, None) == 1
    assert count(None, "Wim Stam") == 2


def test_nobody_asserts_it_then_nobody_counts() -> None:
    assert count() == 0


def test_a_doubtful_likeness_is_no_second_origin() -> None:
    assert count("Wim Stam", "gemeente Kerkmeer", alike=SURELY_ALIKE - 0.01) == 1
    assert count("Wim Stam", "gemeente Kerkmeer", alike=SURELY_ALIKE) == 2


def test_a_likeness_to_any_source_counted_is_enough() -> None:
    alike = [[1.0, 0.9, 0.1], [0.9, 1.0, 0.9], [0.1, 0.9, 1.0]]
    assert count_origins(("Wim Stam", "Kip", "De Rover"), alike, CAST) == 3
    assert count_origins(("Wim Stam", "De Rover"), [[1.0, 0.1], [0.1, 1.0]], CAST) == 1


def test_via_is_the_medium_beside_the_speaker_without_its_article() -> None:
    reading = read(say("de pont stilligt", by="Wim Stam", via="De Merwebode"), lead="Dit meldt De Merwebode.")
    assert find_via(reading.attributions[0], reading, {}) == "Merwebode"


def test_via_is_else_who_tells_it() -> None:
    reading = read(say("de pont stilligt", by="RTV Kust"), say("de motor stuk is", by="Wim Stam"))
    outer, inner = reading.attributions
    by_id = {outer.id: outer}
    assert find_via(replace(inner, parent=outer.id), reading, by_id) == "RTV Kust"
    assert find_via(inner, reading, by_id) is None


def test_nobody_passes_on_his_own_word() -> None:
    reading = read(say("de pont stilligt", by="Wim Stam"), say("de motor stuk is", by="Wim Stam"))
    outer, inner = reading.attributions
    assert find_via(replace(inner, parent=outer.id), reading, {outer.id: outer}) is None


def test_of_two_relays_the_nearest_is_named_in_one_line() -> None:
    reading = read(say("de pont stilligt", by="Wim Stam"), lead="Tegen het Algemeen\nDagblad en RTV Kust.")
    via = (*spans(reading.article.text, "het Algemeen\nDagblad"), *spans(reading.article.text, "RTV Kust"))
    assert find_via(replace(reading.attributions[0], via=via), reading, {}) == "Algemeen Dagblad"
