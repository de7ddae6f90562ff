"""Organisations that a text takes up again by a noun, and names cut to what is name."""

import pytest

from parses import to_parse
from volgens.actors.cast import gather_cast
from volgens.actors.discourse import Discourse
from volgens.actors.organisations import find_organisation
from volgens.actors.references import References
from volgens.language.lexicon import Lexicon
from volgens.model import ActorKind
from volgens.syntax import Name

NAMES = dict.fromkeys(("Waterautoriteit", "Polderbond", "Bouwlust"), ActorKind.ORGANISATION) | {
    "Veldkamp": ActorKind.PERSON
}

ACTS = "{name} {name} PROPN 2 nsubj\nstopt stoppen VERB 0 root\n"
TAKES_UP = """
{det} {det} DET 2 det
{noun} {noun} NOUN 3 nsubj
zwijgt zwijgen VERB 0 root
"""


def organisation(lexicon: Lexicon, det: str, noun: str, *names: str) -> str | None:
    parse = to_parse(*(ACTS.format(name=n) for n in names), TAKES_UP.format(det=det, noun=noun), names=NAMES)
    member = find_organisation(Discourse(parse, lexicon.people), parse.sentences[-1], 1)
    return member.name if member is not None else None


def test_supervisor_is_the_authority_not_the_last_one_named(lexicon: Lexicon) -> None:
    assert organisation(lexicon, "de", "toezichthouder", "Waterautoriteit", "Bouwlust") == "Waterautoriteit"


def test_noun_fits_the_name_that_ends_in_it(lexicon: Lexicon) -> None:
    assert organisation(lexicon, "de", "bond", "Polderbond", "Bouwlust") == "Polderbond"


def test_firm_is_the_only_organisation(lexicon: Lexicon) -> None:
    assert organisation(lexicon, "het", "bedrijf", "Bouwlust") == "Bouwlust"


@pytest.mark.parametrize(
    ("det", "noun", "names"),
    [
        pytest.param("een", "bedrijf", ("Bouwlust",), id="somebody new"),
        pytest.param("het", "bedrijf", (), id="nothing named"),
        pytest.param("het", "bedrijf", ("Veldkamp",), id="bare word after a function only"),
        pytest.param("de", "buurt", ("Bouwlust",), id="no word for a firm"),
    ],
)
def test_noun_that_takes_up_nothing(lexicon: Lexicon, det: str, noun: str, names: tuple[str, ...]) -> None:
    mayor = "Wethouder wethouder NOUN 3 nsubj\nVeldkamp Veldkamp PROPN 1 appos\nbelt bellen VERB 0 root\n"
    before = [mayor if n == "Veldkamp" else ACTS.format(name=n) for n in names]
    parse = to_parse(*before, TAKES_UP.format(det=det, noun=noun), names=NAMES)
    assert find_organisation(Discourse(parse, lexicon.people), parse.sentences[-1], 1) is None


def test_function_does_not_belong_to_a_name(lexicon: Lexicon) -> None:
    row = "Reder reder PROPN 3 nsubj\nJoris Joris PROPN 1 flat\nstopt stoppen VERB 0 root\n"
    parse = to_parse(row)
    joined = Name(start=0, end=2, kind=ActorKind.PERSON)
    sentence = type(parse.sentences[0])(index=0, tokens=parse.sentences[0].tokens, names=(joined,))
    (member,) = gather_cast(type(parse)(text=parse.text, sentences=(sentence,)), lexicon.people)
    assert (member.name, member.titles) == ("Joris", {"reder"})


def test_person_behind_a_function_is_found_where_the_tagger_missed_it(lexicon: Lexicon) -> None:
    row = "Minister minister NOUN 3 nsubj\nKersbergen Kersbergen PROPN 1 appos\nbelt bellen VERB 0 root\n"
    assert [m.name for m in gather_cast(to_parse(row), lexicon.people)] == ["Kersbergen"]


def test_possessive_person_is_somebody_of_the_owner(lexicon: Lexicon) -> None:
    mayor = "Wethouder wethouder NOUN 3 nsubj\nVeldkamp Veldkamp PROPN 1 appos\nbelt bellen VERB 0 root\n"
    moeder = "Zijn zijn PRON 2 nmod:poss\nmoeder moeder NOUN 3 nsubj\nbelt bellen VERB 0 root\n"
    parse = to_parse(mayor, moeder, names=NAMES)
    entity = References(Discourse(parse, lexicon.people)).of_phrase(parse.sentences[1], 1)
    assert entity == "moeder van Veldkamp"
