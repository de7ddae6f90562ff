"""What a clause does by being said, read from its construction."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.acts import read_candidate_act
from volgens.extraction.candidate import Candidate
from volgens.extraction.utterances import read_utterances
from volgens.extraction.verbs import find_verb_attributions
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Span


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("Wij zijn geschokt door het besluit.", "evaluate"),
        ("Ik kan niet begrijpen dat de bakker weg moet.", "evaluate"),
        ("Ik denk dat de brug morgen klaar is.", "believe"),
        ("Hopelijk regent het morgen niet.", "want"),
        ("Wij zijn van plan de gevel te herstellen.", "promise"),
        ("We gaan de schade volgende week herstellen.", "promise"),
        ("Ik ga de sleutel niet teruggeven.", "refuse"),
        ("Daar is geen sprake van.", "deny"),
        ("De gemeente moet de sluis repareren.", "demand"),
        ("De kinderen mogen de zaal binnengaan.", "permit"),
        ("Anders sluiten ze de weg af.", "case"),
        ("Waarom is de haven gesloten?", "ask"),
    ],
)
def test_clause_is_read_by_its_construction(said: str, reading: str, analyser: Analyser, lexicon: Lexicon) -> None:
    parse = analyser.parse(said)
    whole = Candidate(
        rule="speech.free", sentence=0, content=(Span(0, len(said)),), act=Act.ASSERT, sure=1.0, speech=True
    )
    assert read_utterances(whole, parse, lexicon)[0] == reading


def test_every_clause_of_a_speech_is_read(analyser: Analyser, lexicon: Lexicon) -> None:
    said = "De dijk is oud. Wij zijn van plan hem te verhogen."
    parse = analyser.parse(said)
    whole = Candidate(rule="speech.free", sentence=0, content=(Span(0, len(said)),), act=Act.ASSERT, sure=1.0)
    assert read_utterances(whole, parse, lexicon)[-1] == "promise"


def _act_of(text: str, analyser: Analyser, lexicon: Lexicon) -> Act:
    parse = analyser.parse(text)
    found = max(find_verb_attributions(parse.sentences[0], lexicon), key=lambda c: len(c.content))
    return read_candidate_act(found, parse, lexicon)


@pytest.mark.parametrize(
    ("text", "act"),
    [
        ("De vakbond verwerpt het aanbod.", Act.REFUSE),
        ("De vakbond verwerpt de beschuldiging.", Act.DENY),
        ("De burgemeester kondigde een vuurwerkverbod af.", Act.REFUSE),
        ("De boswachter waarschuwt dat de tak zal breken.", Act.WARN),
    ],
)
def test_act_goes_by_what_the_verb_is_about(text: str, act: Act, analyser: Analyser, lexicon: Lexicon) -> None:
    assert _act_of(text, analyser, lexicon) is act


def test_who_warns_of_a_deed_of_its_own_threatens(analyser: Analyser, lexicon: Lexicon) -> None:
    text = "De bond waarschuwt dat hij de rechter zal inschakelen."
    assert _act_of(text, analyser, lexicon) is Act.THREATEN
