"""Positions without a cue of speech, and positions inside what somebody says."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction.norms import NORM_RULE, find_norms
from volgens.language.conditions import load_conditions
from volgens.model import Act, Attribution, Mode, Span, quote


def attribute(text: str, act: str, content: str, cue: str, entity: str | None) -> Attribution:
    def place(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),) if words else ()

    return Attribution(
        article_id="a",
        content=place(content),
        cue=place(cue),
        mode=Mode.INDIRECT,
        act=Act(act),
        entity=entity,
        maker="hand",
        version="0",
    )


def read(analyser: Analyser, text: str, *made: Attribution) -> list[tuple[str, str, str | None]]:
    found = find_norms(analyser.parse(text), made, load_conditions("nl"))
    return [(str(a.act), quote(text, a.content), a.entity) for a in found]


SAID = "De rechter zegt dat het vonnis vaststaat. "

AFTER_A_SOURCE = [
    ("De verdachte mag het land niet verlaten.", "refuse", "De rechter"),
    ("De bemanning mag morgen naar huis.", "permit", "De rechter"),
    ("De bank moet de rekening zelf betalen.", "demand", "De rechter"),
    ("De schipper moet in de haven blijven tot de mist weg is.", "refuse", "De rechter"),
]

NO_NORM = [
    "Ik mag niet klagen.",
    "De man moet er hard om lachen.",
    "Dat moet wel waar zijn.",
    "De bond had eerder moeten ingrijpen.",
    "De raad moet nog stemmen.",
    "Dat mag blijken uit de cijfers.",
    "De straat, waar niemand in mag, is leeg.",
    "Het regent al de hele dag.",
    "Mag de boot weg?",
]


@pytest.mark.parametrize(("sentence", "act", "entity"), AFTER_A_SOURCE)
def test_rule_after_a_source_is_that_sources(analyser: Analyser, sentence: str, act: str, entity: str) -> None:
    text = SAID + sentence
    made = attribute(text, "assert", "het vonnis vaststaat", "zegt", entity)
    assert read(analyser, text, made) == [(act, sentence[:-1], entity)]


@pytest.mark.parametrize("sentence", NO_NORM)
def test_other_sentences_are_no_norm(analyser: Analyser, sentence: str) -> None:
    text = SAID + sentence
    assert read(analyser, text, attribute(text, "assert", "het vonnis vaststaat", "zegt", "De rechter")) == []


def test_rule_without_a_source_near_is_nobodys(analyser: Analyser) -> None:
    text = "De boot mag vertrekken. De kok zegt dat het brood op is."
    assert read(analyser, text, attribute(text, "assert", "het brood op is", "zegt", "De kok")) == []


def test_condition_in_front_makes_its_subject_threaten(analyser: Analyser) -> None:
    text = "De kok zegt niets. Komt het loon niet, dan stapt Jansen naar de rechter."
    found = find_norms(
        analyser.parse(text), [attribute(text, "withhold", "niets", "zegt", "De kok")], load_conditions("nl")
    )
    assert [(a.act, quote(text, a.source)) for a in found] == [(Act.THREATEN, "Jansen")]


def test_permission_in_a_statement_is_one(analyser: Analyser) -> None:
    text = "De gemeente verwacht dat de bewoners donderdag terug mogen."
    made = attribute(text, "believe", "de bewoners donderdag terug mogen", "verwacht", "De gemeente")
    assert read(analyser, text, made) == [("permit", "de bewoners donderdag terug mogen", "De gemeente")]


def test_permission_that_somebody_wants_is_demanded(analyser: Analyser) -> None:
    text = "De minister wil dat de schipper naar huis mag."
    made = attribute(text, "want", "de schipper naar huis mag", "wil", "De minister")
    assert read(analyser, text, made) == [("demand", "de schipper naar huis mag", "De minister")]


def test_verbless_denial_after_a_permission_refuses(analyser: Analyser) -> None:
    text = '"De boeren mogen terug. De vissers niet, zolang het stormt."'
    made = attribute(text, "permit", text, "", "De minister")
    assert read(analyser, text, made)[-1] == ("refuse", 'De vissers niet, zolang het stormt."', "De minister")


def test_bare_condition_that_answers_promises(analyser: Analyser) -> None:
    text = 'Komt u terug? "Alleen als de club mij vraagt."'
    made = attribute(text, "assert", '"Alleen als de club mij vraagt."', "", "Jansen")
    assert [x[0] for x in read(analyser, text, made)] == ["promise"]


def test_attribution_with_the_act_already_gets_no_second(analyser: Analyser) -> None:
    text = "De rechter bepaalt dat de man weg mag."
    assert read(analyser, text, attribute(text, "permit", "de man weg mag", "bepaalt", "De rechter")) == []


def test_norms_name_their_rule(analyser: Analyser) -> None:
    text = SAID + "De bemanning mag morgen naar huis."
    made = attribute(text, "assert", "het vonnis vaststaat", "zegt", "De rechter")
    assert {a.maker for a in find_norms(analyser.parse(text), [made], load_conditions("nl"))} == {NORM_RULE}
