"""For whom somebody speaks, in parses written by hand."""

import pytest

from parses import to_parse
from volgens.actors.affiliation import Affiliations
from volgens.actors.discourse import Discourse
from volgens.actors.references import References
from volgens.language.lexicon import Lexicon
from volgens.model import ActorKind
from volgens.syntax import Parse

PERSONS = dict.fromkeys(("Veldkamp", "Tembrink", "Hanneke"), ActorKind.PERSON)
FIRMS = dict.fromkeys(("Bouwlust", "Kremlin"), ActorKind.ORGANISATION)
PLACES = dict.fromkeys(("Oosterdijk", "Moskou"), ActorKind.PLACE)
NAMES = PERSONS | FIRMS | PLACES

DIRECTOR = """
Directeur directeur NOUN 5 nsubj
Veldkamp Veldkamp PROPN 1 appos
van van ADP 4 case
Bouwlust Bouwlust PROPN 1 nmod
zwijgt zwijgen VERB 0 root
"""
RESEARCHER = DIRECTOR.replace("Directeur directeur", "Onderzoeker onderzoeker")
FORMER = DIRECTOR.replace("Directeur directeur", "Oud-directeur oud-directeur")
LAWYER = DIRECTOR.replace("Directeur directeur", "Advocaat advocaat").replace("Bouwlust Bouwlust", "Tembrink Tembrink")

FIRM_ACTS = """
Bouwlust Bouwlust PROPN 2 nsubj
stopt stoppen VERB 0 root
"""
SPOKESMAN = """
Woordvoerder woordvoerder NOUN 3 nsubj
Veldkamp Veldkamp PROPN 1 appos
belt bellen VERB 0 root
"""
AGENT = SPOKESMAN.replace("Woordvoerder woordvoerder", "Zaakwaarnemer zaakwaarnemer")
TRAINER = SPOKESMAN.replace("Woordvoerder woordvoerder", "Trainer trainer")
PARTY_LEADER = SPOKESMAN.replace("Woordvoerder woordvoerder", "Fractievoorzitter fractievoorzitter")

TOWN = """
De de DET 2 det
gemeente gemeente NOUN 4 nsubj
Oosterdijk Oosterdijk PROPN 2 appos
betaalt betalen VERB 0 root
"""
MAYOR = SPOKESMAN.replace("Woordvoerder woordvoerder", "Burgemeester burgemeester")

FOREIGN_MINISTER = """
De de DET 3 det
Noorse Noors ADJ 3 amod
minister minister NOUN 5 nsubj
Veldkamp Veldkamp PROPN 3 appos
belt bellen VERB 0 root
"""
HOME_MINISTER = """
Minister minister NOUN 5 nsubj
Veldkamp Veldkamp PROPN 1 appos
van van ADP 4 case
Klimaat Klimaat PROPN 1 nmod
belt bellen VERB 0 root
"""
PROSECUTOR = """
Officier officier NOUN 5 nsubj
van van ADP 3 case
justitie justitie NOUN 1 nmod
Veldkamp Veldkamp PROPN 1 appos
belt bellen VERB 0 root
"""
A_SPOKESMAN = """
Een een DET 2 det
woordvoerder woordvoerder NOUN 3 nsubj
belt bellen VERB 0 root
"""
COMPOUND = SPOKESMAN.replace("Woordvoerder woordvoerder", "Bouwlust-woordvoerder Bouwlust-woordvoerder")


PROVINCE = TOWN.replace("gemeente gemeente", "provincie provincie")
DEPUTY = SPOKESMAN.replace("Woordvoerder woordvoerder", "Gedeputeerde gedeputeerde")
BARE_NAME = """
Veldkamp Veldkamp PROPN 5 nsubj
van van ADP 3 case
stichting stichting NOUN 1 nmod
Bouwlust Bouwlust PROPN 3 appos
zwijgt zwijgen VERB 0 root
"""
PEER = """
Zijn zijn PRON 3 nmod:poss
Noorse Noors ADJ 3 amod
ambtgenoot ambtgenoot NOUN 5 nsubj
Veldkamp Veldkamp PROPN 3 appos
belt bellen VERB 0 root
"""
BOARD_ACTS = """
Het het DET 2 det
bestuur bestuur NOUN 3 nsubj
stopt stoppen VERB 0 root
"""
CHAIRMAN = SPOKESMAN.replace("Woordvoerder woordvoerder", "Bestuursvoorzitter bestuursvoorzitter")


def affiliations(lexicon: Lexicon, *sentences: str, lines: tuple[int, ...] | None = None) -> Affiliations:
    return References(Discourse(to_parse(*sentences, names=NAMES, lines=lines), lexicon.people)).affiliations


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        pytest.param((DIRECTOR,), "Bouwlust", id="director of a firm"),
        pytest.param((LAWYER,), "Tembrink", id="lawyer of a client"),
        pytest.param((FIRM_ACTS, SPOKESMAN), "Bouwlust", id="spokesman of the firm just named"),
        pytest.param((COMPOUND, FIRM_ACTS), "Bouwlust", id="institution in the compound"),
        pytest.param((TOWN, MAYOR), "gemeente Oosterdijk", id="mayor of the town"),
        pytest.param((FOREIGN_MINISTER,), "Noorwegen", id="minister of another state"),
        pytest.param((HOME_MINISTER,), "ministerie van Klimaat", id="minister with a portfolio"),
        pytest.param((PROSECUTOR,), "Openbaar Ministerie", id="prosecutor"),
        pytest.param((PROVINCE, DEPUTY), "provincie Oosterdijk", id="member of a provincial executive"),
        pytest.param((BARE_NAME,), "Bouwlust", id="name of a foundation behind the name of a person"),
        pytest.param((PEER,), "Noorwegen", id="minister of the same office elsewhere"),
        pytest.param((FIRM_ACTS, BOARD_ACTS, CHAIRMAN), "Bouwlust", id="chairman of a firm, not of its board"),
        pytest.param((RESEARCHER,), None, id="researcher of a firm"),
        pytest.param((FORMER,), None, id="director of the past"),
        pytest.param((FIRM_ACTS, TRAINER), None, id="trainer"),
        pytest.param((FIRM_ACTS, AGENT), None, id="agent"),
        pytest.param((FIRM_ACTS, PARTY_LEADER), None, id="member of a council"),
        pytest.param((SPOKESMAN,), None, id="spokesman of nobody named"),
    ],
)
def test_office_tells_for_whom_its_holder_speaks(
    lexicon: Lexicon, sentences: tuple[str, ...], expected: str | None
) -> None:
    assert affiliations(lexicon, *sentences).of("Veldkamp") == expected


@pytest.mark.parametrize(
    ("entity", "expected"),
    [
        ("Kremlin", "Rusland"),
        ("Moskou", "Rusland"),
        ("Rusland", None),
        ("Noorse ambassade in Den Haag", "Noorwegen"),
        ("persbericht van Bouwlust", "Bouwlust"),
        ("buurvrouw van Bouwlust", None),
        ("beveiligingsonderzoeker", None),
    ],
)
def test_words_tell_for_whom_something_unnamed_speaks(lexicon: Lexicon, entity: str, expected: str | None) -> None:
    assert affiliations(lexicon, FIRM_ACTS).of(entity) == expected


def test_seat_of_government_is_no_person_whatever_the_tagger_saw(lexicon: Lexicon) -> None:
    parse = to_parse(FIRM_ACTS.replace("Bouwlust Bouwlust", "Kremlin Kremlin"), names={"Kremlin": ActorKind.PERSON})
    assert References(Discourse(parse, lexicon.people)).affiliations.of("Kremlin") == "Rusland"


def unnamed(lexicon: Lexicon, parse: Parse) -> str | None:
    return References(Discourse(parse, lexicon.people)).of_phrase(parse.sentences[-1], 1)


def test_unnamed_spokesman_is_one_actor_of_his_institution(lexicon: Lexicon) -> None:
    parse = to_parse(FIRM_ACTS, A_SPOKESMAN, names=NAMES)
    assert unnamed(lexicon, parse) == "woordvoerder van Bouwlust"


def test_unnamed_spokesman_of_nobody_is_just_that(lexicon: Lexicon) -> None:
    assert unnamed(lexicon, to_parse(A_SPOKESMAN, names=NAMES)) == "woordvoerder"


def test_firm_far_above_is_not_the_one_a_spokesman_speaks_for(lexicon: Lexicon) -> None:
    filler = "Het het PRON 2 expl\nregent regenen VERB 0 root\n"
    sentences = (FIRM_ACTS, filler, filler, filler, A_SPOKESMAN)
    assert unnamed(lexicon, to_parse(*sentences, names=NAMES, lines=(0, 1, 2, 3, 4))) == "woordvoerder"
