"""One persona for all the names that articles give an actor."""

from dataclasses import replace

import pytest
from tests.dossiers.stories import read, say, spans

from volgens.dossiers.personas import Cast, Merges, find_personas
from volgens.language.lexicon import Lexicon
from volgens.language.people import People
from volgens.model import Actor, ActorKind, Mention, Reading

PERSON, BODY, STATE, OTHER = ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.OTHER
MENTIONS = ("Zij", "de wethouder")


@pytest.fixture(scope="module")
def people(lexicon: Lexicon) -> People:
    return lexicon.people


def article_with(*actors: tuple[str, ActorKind], speaks_for: str | None = None) -> Reading:
    """An article in which each of ``actors`` says something; the text tells articles apart."""
    said = [say(f"het met {name} goed gaat", by=name, kind=kind, speaks_for=speaks_for) for name, kind in actors]
    return read(*said, outlet=" en ".join(name for name, _ in actors))


def cast_of(people: People, *readings: Reading, merges: Merges | None = None) -> Cast:
    return find_personas(readings, people, merges or Merges())


def names(cast: Cast) -> list[str]:
    return sorted(p.name for p in cast.personas)


@pytest.mark.parametrize(
    ("short", "full", "kind"),
    [
        ("Tolsma", "Mieke Tolsma", PERSON),
        ("Boschwerk", "Boschwerk Infra", BODY),
        ("Merwedijk", "Waterschap Merwedijk", BODY),
        ("reddingsbrigade", "De Reddingsbrigade", BODY),
        ("KVK", "Kamer van Koophandel", BODY),
    ],
)
def test_a_shorter_name_in_another_article_is_the_same_actor(
    people: People, short: str, full: str, kind: ActorKind
) -> None:
    cast = cast_of(people, article_with((short, kind)), article_with((full, kind)))
    assert names(cast) == [full]
    assert set(cast.by_actor.values()) == {full}


@pytest.mark.parametrize(
    ("short", "full"), [("SvK", "Stichting van Kustvissers"), ("RWO", "Raad voor Waterkering en Oeverbeheer")]
)
def test_an_abbreviation_is_the_body_that_it_abbreviates(people: People, short: str, full: str) -> None:
    assert names(cast_of(people, article_with((short, BODY)), article_with((full, BODY)))) == [full]


@pytest.mark.parametrize(
    ("left", "right", "kind"),
    [
        ("Mieke Tolsma", "Pieter Tolsma", PERSON),
        ("Mieke", "Mieke Tolsma", PERSON),
        ("tolsma", "Mieke Tolsma", OTHER),
        ("woordvoerder", "woordvoerder Waterschap Merwedijk", OTHER),
        ("Waterschap", "Waterschap Merwedijk", STATE),
    ],
)
def test_these_names_are_two_actors(people: People, left: str, right: str, kind: ActorKind) -> None:
    cast = cast_of(people, article_with((left, kind)), article_with((right, kind)))
    assert names(cast) == sorted((left, right))


def test_a_surname_that_fits_two_stays_by_itself(people: People) -> None:
    cast = cast_of(
        people, article_with(("Tolsma", PERSON)), article_with(("Mieke Tolsma", PERSON)),
        article_with(("Pieter Tolsma", PERSON)),
    )  # fmt: skip
    assert names(cast) == ["Mieke Tolsma", "Pieter Tolsma", "Tolsma"]


def test_what_one_article_keeps_apart_stays_apart(people: People) -> None:
    assert names(cast_of(people, article_with(("Tolsma", PERSON), ("Mieke Tolsma", PERSON)))) == [
        "Mieke Tolsma",
        "Tolsma",
    ]


def test_an_abbreviation_of_a_body_is_no_person(people: People) -> None:
    cast = cast_of(people, article_with(("NVM", BODY)), article_with(("Nienke Van Mierlo", PERSON)))
    assert names(cast) == ["NVM", "Nienke Van Mierlo"]


def test_a_capital_that_speaks_for_its_state_is_that_state(people: People) -> None:
    capital = article_with(("Oslo", STATE), speaks_for="Noorwegen")
    cast = cast_of(people, capital, article_with(("Noorwegen", STATE)))
    assert names(cast) == ["Noorwegen"]
    assert "Oslo" in cast.personas[0].aliases


def test_a_capital_that_speaks_for_itself_is_a_town(people: People) -> None:
    cast = cast_of(people, article_with(("Oslo", STATE)), article_with(("Noorwegen", STATE)))
    assert names(cast) == ["Noorwegen", "Oslo"]


def test_names_joined_by_hand_are_one(people: People) -> None:
    readings = article_with(("Stadhuisplein", OTHER)), article_with(("Gemeente Kerkmeer", BODY))
    assert len(cast_of(people, *readings).personas) == 2
    joined = cast_of(people, *readings, merges=Merges(same=(("Het Stadhuisplein", "gemeente Kerkmeer"),)))
    assert names(joined) == ["Gemeente Kerkmeer"]


def test_names_kept_apart_by_hand_are_two(people: People) -> None:
    readings = article_with(("Tolsma", PERSON)), article_with(("Mieke Tolsma", PERSON))
    apart = cast_of(people, *readings, merges=Merges(apart=(("Mieke Tolsma", "Tolsma"),)))
    assert names(apart) == ["Mieke Tolsma", "Tolsma"]


def test_a_merge_with_the_shorter_of_two_names_counts(people: People) -> None:
    readings = (
        article_with(("Mieke Tolsma", PERSON)),
        article_with(("Tolsma", PERSON)),
        article_with(("Waterkoningin", PERSON)),
    )
    assert names(cast_of(people, *readings, merges=Merges(same=(("Waterkoningin", "Tolsma"),)))) == ["Mieke Tolsma"]


def test_two_merges_with_one_name_both_count(people: People) -> None:
    readings = [article_with((name, OTHER)) for name in ("Aalscholver", "Buizerd Bruin Groot", "Condor Zwart")]
    merges = Merges(same=(("Aalscholver", "Buizerd Bruin Groot"), ("Aalscholver", "Condor Zwart")))
    assert len(cast_of(people, *readings, merges=merges).personas) == 1


def test_aliases_are_names_and_mentions_without_pronouns(people: People) -> None:
    reading = read(say("het regent", by="Mieke Tolsma"), lead="Zij komt niet, de wethouder.")
    actor, text = reading.actors[0], reading.article.text
    more = tuple(Mention(article_id=actor.article_id, spans=spans(text, w), actor_id=actor.id) for w in MENTIONS)
    cast = cast_of(people, replace(reading, mentions=more))
    assert set(cast.personas[0].aliases) == {"Mieke Tolsma", "de wethouder"}


def test_whom_a_persona_speaks_for_goes_by_its_full_name(people: People) -> None:
    spokesman = article_with(("Mieke Tolsma", PERSON), speaks_for="Merwedijk")
    cast = cast_of(people, spokesman, article_with(("Merwedijk", BODY)), article_with(("Waterschap Merwedijk", BODY)))
    persona = cast.persona("Mieke Tolsma")
    assert persona is not None
    assert persona.speaks_for == "Waterschap Merwedijk"


def test_whom_a_persona_speaks_for_may_say_nothing_itself(people: People) -> None:
    cast = cast_of(people, article_with(("Mieke Tolsma", PERSON), speaks_for="Waterschap Merwedijk"))
    assert cast.personas[0].speaks_for == "Waterschap Merwedijk"


def test_a_name_is_found_as_it_is_printed(people: People) -> None:
    cast = cast_of(people, article_with(("Tolsma", PERSON)), article_with(("Mieke Tolsma", PERSON)))
    assert cast.find("tolsma") == "Mieke Tolsma"
    assert cast.find("Jansen") is None


def test_the_cast_is_the_same_whatever_the_order_of_the_articles(people: People) -> None:
    readings = [article_with((n, PERSON)) for n in ("Tolsma", "Mieke Tolsma", "Els Brand", "Brand", "Wim Stam")]
    assert find_personas(readings, people) == find_personas(readings[::-1], people)


def test_the_kind_of_a_persona_is_the_commonest(people: People) -> None:
    kinds = (OTHER, PERSON, PERSON)
    readings = [read(say("het regent", by="Els Brand", kind=k), outlet=f"Krant {n}") for n, k in enumerate(kinds)]
    assert cast_of(people, *readings).personas[0].kind is PERSON


def test_nobody_is_an_empty_cast(people: People) -> None:
    assert cast_of(people).personas == ()
    assert Actor(article_id="a", name="x", kind=PERSON).id not in cast_of(people).by_actor
