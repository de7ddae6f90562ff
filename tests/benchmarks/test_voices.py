"""How the benchmark of voices sorts speakers."""

import pytest

from voices import FUNCTION, GROUP, NAMED, ORGANISATION, Sorter, Speaker, split_words
from volgens.language.lexicon import Lexicon


@pytest.fixture
def sorter(lexicon: Lexicon) -> Sorter:
    return Sorter(people=lexicon.people, last_names=frozenset())


def speaker(entity: str, *sources: str) -> Speaker:
    return Speaker(entity=entity, sources=tuple(split_words(source) for source in sources or (entity,)))


@pytest.mark.parametrize(
    ("entity", "source", "kind"),
    [
        ("Marieke Tolsma", "Tolsma", NAMED),
        ("Tolsma", "wethouder Tolsma", NAMED),
        ("woordvoerder van de politie", "een woordvoerder", FUNCTION),
        ("omwonenden", "omwonenden", GROUP),
        ("EU-diplomaten", "twee EU-diplomaten", GROUP),
        ("gemeente Oudermeer", "de gemeente", ORGANISATION),
        ("Civadesk", "het bedrijf", ORGANISATION),
        ("Noorwegen", "Noorwegen", "state, capital or government"),
        ("ANP", "het ANP", "medium"),
        ("bron binnen de club", "een bron binnen de club", "anonymous source"),
        ("provincie", "een rapport van de provincie", "document or study"),
    ],
)
def test_a_speaker_is_sorted_by_what_the_article_shows(sorter: Sorter, entity: str, source: str, kind: str) -> None:
    assert sorter.kind(speaker(entity, source), split_words(source)) == kind


def test_a_pronoun_that_stands_alone_makes_a_name_a_person(sorter: Sorter) -> None:
    assert sorter.kind(speaker("Tolsma", "Tolsma", "hij"), ("Tolsma",)) == NAMED
    assert sorter.kind(speaker("Tolsma", "Tolsma"), ("Tolsma",)) == ORGANISATION


def test_gender_comes_from_first_name_or_pronoun_or_stays_open(sorter: Sorter) -> None:
    assert sorter.gender(speaker("Marieke Tolsma")) == "women"
    assert sorter.gender(speaker("Tolsma", "Tolsma", "hij")) == "men"
    assert sorter.gender(speaker("Tolsma")) == "not shown"


def test_the_form_is_that_of_the_source_at_hand(sorter: Sorter) -> None:
    assert sorter.form("Marieke Tolsma", ("wethouder", "Tolsma")) == "name"
    assert sorter.form("Marieke Tolsma", ("zij",)) == "pronoun"
    assert sorter.form("Marieke Tolsma", ("de", "wethouder")) == "description or abbreviation"
    assert sorter.form("Marieke Tolsma", ()) == "no words for the source"
