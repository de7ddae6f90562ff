"""What a clause binds somebody to by itself."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.deeds import Clause, Voice, read_deed
from volgens.language.conditions import load_conditions
from volgens.model import Act


def read(analyser: Analyser, text: str, voice: Voice, names: frozenset[str] = frozenset()) -> Act | None:
    sentence = analyser.parse(text).sentences[0]
    inside = frozenset(range(len(sentence.tokens)))
    return read_deed(
        Clause(sentence=sentence, inside=inside, voice=voice, names=names, conditions=load_conditions("nl"))
    )


SAID = [
    ("Ik verkoop de boerderij niet.", "refuse"),
    ("Wij geven het archief nooit uit handen.", "refuse"),
    ("Ik teken dat contract niet, want het klopt niet.", "refuse"),
    ("De bruiloft komt in geen geval in de kerk.", "refuse"),
    ("Een kortere vakantie is niet aan de orde.", "refuse"),
    ("Mijn adres krijgt u van mij niet.", "refuse"),
    ("Zolang de dijk lekt, komt hier geen nieuwbouw.", "refuse"),
    ("Wij openen de kantine niet zolang het dak lekt.", "refuse"),
    ("Als de bus rijdt, breng ik de stoelen.", "promise"),
    ("Wij tekenen pas als de notaris erbij is.", "promise"),
    ("Wie zijn bon bewaart, krijgt het hele bedrag terug.", "promise"),
    ("Wij gaan de schade herstellen.", "promise"),
    ("Wie hier parkeert, krijgt van mij een boete.", "threaten"),
    ("Als de gemeente zwijgt, stap ik naar de rechter.", "threaten"),
    ("Betaalt de verzekeraar niet, dan verkoop ik het huis.", "threaten"),
    ("Anders publiceer ik de hele briefwisseling.", "threaten"),
    ("Een latere opening is bespreekbaar.", "permit"),
]

DESCRIBED = [
    "Ik weet het niet.",
    "Ik heb geen tijd.",
    "Ik kan het niet bewijzen.",
    "Wij doen daar geen uitspraken over.",
    "Zeker weten doe ik het niet.",
    "Dat geef ik niet toe.",
    "Als zij had gebeld, hadden wij opgenomen.",
    "Als het regent, is het veld nat.",
    "Ik betaalde de rekening niet.",
    "Het water staat hoog.",
]

TOLD = [
    ("De zanger stapt naar de rechter als de zaal niet betaalt.", "threaten"),
    ("Lukt dat niet, dan gaat de laatste bakker van het dorp dicht.", "threaten"),
    ("Ze doet aangifte, tenzij de eigenaar de hond vastlegt.", "threaten"),
    ("Bankier Jan Tolsma leent het geld pas uit als er een onderpand is.", "promise"),
    ("Minister Anna de Wit wil het verdrag tekenen zodra het parlement dat goedkeurt.", "promise"),
    ("De fabriek wil de machine best terugnemen.", "promise"),
    ("Zolang het onderzoek loopt, legt hij zijn functie neer.", "promise"),
    ("De stichting verhuurt de zalen voorlopig niet.", "refuse"),
    ("Londen wijst dat af.", "refuse"),
    ("De rector wil opheldering.", "demand"),
    ("De inspectie wil vóór 1 mei een plan zien.", "demand"),
]


@pytest.mark.parametrize(("text", "act"), SAID)
def test_speaker_is_bound_by_own_words(analyser: Analyser, text: str, act: str) -> None:
    assert read(analyser, text, Voice.DIRECT) == act


@pytest.mark.parametrize("text", DESCRIBED)
def test_description_binds_nobody(analyser: Analyser, text: str) -> None:
    assert read(analyser, text, Voice.DIRECT) is None


@pytest.mark.parametrize(("text", "act"), TOLD)
def test_subject_is_bound_by_what_is_told(analyser: Analyser, text: str, act: str) -> None:
    assert read(analyser, text, Voice.NARRATED) == act


def test_first_person_is_nobody_in_the_voice_of_the_text(analyser: Analyser) -> None:
    assert read(analyser, "Ik verkoop de boerderij niet.", Voice.NARRATED) is None


def test_reported_pronoun_is_the_speaker(analyser: Analyser) -> None:
    text = "Hij vertrekt alleen als de raad dat vraagt."
    assert read(analyser, text, Voice.REPORTED) is Act.PROMISE


def test_exception_leaves_the_promise_standing(analyser: Analyser) -> None:
    text = "De club wil de schade betalen, maar niet aan wie zelf vocht."
    assert read(analyser, text, Voice.NARRATED) is Act.PROMISE
