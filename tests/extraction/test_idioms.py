"""Verbs of saying and deciding where nobody says or announces anything."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.verbs import find_verb_attributions
from volgens.language.lexicon import Lexicon


@pytest.mark.parametrize(
    "text",
    [
        "Dat wil niet zeggen dat de winkel sluit.",
        "Het toeval wil dat beide broers bakker zijn.",
        "De schipper weet waarover hij praat.",
        "Hij besloot eerder naar huis te gaan.",
        "Wie zegt dat het morgen droog blijft?",
    ],
)
def test_expression_attributes_nothing(text: str, analyser: Analyser, lexicon: Lexicon) -> None:
    assert not list(find_verb_attributions(analyser.parse(text).sentences[0], lexicon))


def test_decision_of_an_authority_is_announced(analyser: Analyser, lexicon: Lexicon) -> None:
    sentence = analyser.parse("De gemeenteraad besloot het zwembad langer open te houden.").sentences[0]
    assert any(c.rule == "verb.te" for c in find_verb_attributions(sentence, lexicon))


def test_word_of_the_clause_that_is_said_is_no_part_of_the_cue(analyser: Analyser, lexicon: Lexicon) -> None:
    text = "De minister acht het mogelijk dat een bende verantwoordelijk is."
    found = list(find_verb_attributions(analyser.parse(text).sentences[0], lexicon))
    assert not any("verantwoordelijk" in s.of(text) for c in found for s in c.cue)
