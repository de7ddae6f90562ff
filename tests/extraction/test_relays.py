"""Through whose mouth it came."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.relays import find_relay
from volgens.language.lexicon import Lexicon
from volgens.model import quote


@pytest.mark.parametrize(
    ("text", "source", "relay"),
    [
        ("Dat zei hij in een verklaring aan de Volkskrant.", 2, "de Volkskrant"),
        ("Dat zei zij in een telefoonconferentie.", 2, "een telefoonconferentie"),
        ("Dat schrijft de club op haar website.", 3, "haar website"),
        ("Dat zei zij op een bankje.", 2, ""),
    ],
)
def test_relay_is_found_beside_the_cue(
    text: str, source: int, relay: str, analyser: Analyser, lexicon: Lexicon
) -> None:
    sentence = analyser.parse(text).sentences[0]
    assert quote(text, find_relay(sentence, [1], source, lexicon)) == relay
