"""All positions of a text: which attributions take one, who takes it, and which only report one."""

import pytest

from volgens.analysis import Analyser
from volgens.extraction import find_positions
from volgens.language.conditions import load_conditions
from volgens.model import Act, Attribution, Mode, Span, Terms, quote


def attribute(text: str, act: str, content: str, *, cue: str = "", source: str = "", entity: str | None = None,
              mode: str = "indirect", parent: str | None = None) -> Attribution:  # fmt: skip
    def place(words: str) -> tuple[Span, ...]:
        start = text.index(words)
        return (Span(start, start + len(words)),) if words else ()

    return Attribution(
        article_id="a",
        content=place(content),
        source=place(source),
        cue=place(cue),
        mode=Mode(mode),
        act=Act(act),
        entity=entity,
        parent=parent,
        maker="hand",
        version="0",
    )


def find(analyser: Analyser, text: str, *made: Attribution) -> list[tuple[str, str | None, str]]:
    found: tuple[Terms, ...] = find_positions(analyser.parse(text), made, load_conditions("nl"))
    return [(str(t.act), t.entity, quote(text, t.matter)) for t in found]


def test_wish_about_another_is_a_demand(analyser: Analyser) -> None:
    text = "De bond wil dat de directie het rooster intrekt."
    made = attribute(text, "want", "de directie het rooster intrekt", cue="wil", source="De bond", entity="De bond")
    assert find(analyser, text, made) == [("demand", "De bond", "de directie het rooster intrekt")]


def test_wish_that_something_does_not_happen_is_none(analyser: Analyser) -> None:
    text = "De bond wil voorkomen dat de directie het rooster intrekt."
    made = attribute(text, "want", "de directie het rooster intrekt", cue="wil", source="De bond", entity="De bond")
    assert find(analyser, text, made) == []


def test_demand_that_nobody_makes_is_none(analyser: Analyser) -> None:
    text = "Er ligt een eis om het dak te vernieuwen."
    assert find(analyser, text, attribute(text, "demand", "het dak te vernieuwen", cue="eis")) == []


def test_bare_name_is_no_demand(analyser: Analyser) -> None:
    text = "Jansen vraagt Pieter de Vries."
    made = attribute(text, "demand", "Pieter de Vries", cue="vraagt", source="Jansen", entity="Jansen")
    assert find(analyser, text, made) == []


def test_reported_request_of_somebody_else_is_none(analyser: Analyser) -> None:
    text = '"De buurman heeft gevraagd de muziek zachter te zetten", zegt Jansen.'
    outer = attribute(text, "assert", text[: text.index(", zegt")], cue="zegt", source="Jansen", entity="Jansen",
                      mode="direct")  # fmt: skip
    inner = attribute(text, "demand", "de muziek zachter te zetten", cue="gevraagd", source="De buurman",
                      entity="De buurman", parent=outer.id)  # fmt: skip
    assert find(analyser, text, outer, inner) == []


def test_we_in_a_quotation_is_who_says_it(analyser: Analyser) -> None:
    text = '"Wij adviseren om de brug te sluiten", zegt ingenieur Bos.'
    outer = attribute(text, "assert", text[: text.index(", zegt")], cue="zegt", source="ingenieur Bos", entity="Bos",
                      mode="direct")  # fmt: skip
    inner = attribute(text, "demand", "de brug te sluiten", cue="adviseren", source="Wij", entity="Het bureau",
                      parent=outer.id)  # fmt: skip
    assert find(analyser, text, outer, inner) == [("demand", "Bos", "de brug te sluiten")]


def test_keeping_silent_is_no_refusal(analyser: Analyser) -> None:
    text = "De minister wil niet zeggen wie er belt."
    made = attribute(text, "refuse", "niet zeggen wie er belt", cue="wil", source="De minister", entity="De minister")
    assert find(analyser, text, made) == []


def test_own_duty_is_no_demand(analyser: Analyser) -> None:
    text = '"Daar moeten we mee leren leven", zegt Jansen.'
    made = attribute(text, "demand", "Daar moeten we mee leren leven", cue="zegt", entity="Jansen", mode="direct")
    assert find(analyser, text, made) == []


def test_announced_complaint_is_a_threat(analyser: Analyser) -> None:
    text = "De acteur belooft dat hij aangifte doet."
    made = attribute(text, "promise", "hij aangifte doet", cue="belooft", source="De acteur", entity="De acteur")
    assert find(analyser, text, made) == [("threaten", "De acteur", "hij aangifte doet")]


def test_subject_of_a_perfect_is_who_forbids(analyser: Analyser) -> None:
    text = "De keuringsdienst heeft de bakker verboden om taart te verkopen."
    made = attribute(text, "refuse", "taart te verkopen", cue="verboden")
    assert [x[:2] for x in find(analyser, text, made)] == [("refuse", "De keuringsdienst")]


def test_sentences_of_a_speech_take_their_own_positions(analyser: Analyser) -> None:
    said = '"Ik verkoop de boerderij niet. Als de buurman betaalt, verhuur ik het land."'
    text = said + " Dat zegt Jansen."
    made = attribute(text, "refuse", said, entity="Jansen", mode="direct")
    assert [x[0] for x in find(analyser, text, made)] == ["refuse", "promise"]


def test_elliptic_refusal_follows_a_promise(analyser: Analyser) -> None:
    said = '"Als de buurman betaalt, verhuur ik het land. Onder dwang niet."'
    text = said + " Dat zegt Jansen."
    made = attribute(text, "assert", said, entity="Jansen", mode="direct")
    assert [(x[0], x[2]) for x in find(analyser, text, made)][1:] == [("refuse", "Onder dwang niet")]


def test_bare_limit_answers_a_question(analyser: Analyser) -> None:
    text = 'Vertrekt u? "Zodra de rechter heeft gesproken."'
    made = attribute(text, "assert", '"Zodra de rechter heeft gesproken."', entity="Jansen", mode="direct")
    assert [x[0] for x in find(analyser, text, made)] == ["promise"]


def test_van_names_who_forbids(analyser: Analyser) -> None:
    text = "Jansen zegt dat het regent. De bewaker mag van de gemeente niet met buren praten."
    made = attribute(text, "assert", "het regent", cue="zegt", source="Jansen", entity="Jansen")
    assert [x[:2] for x in find(analyser, text, made)] == [("refuse", "de gemeente")]


THEN = [
    ("Hij stapt naar de rechter als de buurman blijft bouwen.", "Jansen"),
    ("Gebeurt dat niet, dan gaat de bakkerij dicht.", "Jansen"),
    ("Zangeres Mia Vos stapt naar de rechter als de buurman blijft bouwen.", "Zangeres Mia Vos"),
]


@pytest.mark.parametrize(("sentence", "entity"), THEN)
def test_who_threatens_in_the_words_of_the_text(analyser: Analyser, sentence: str, entity: str) -> None:
    text = "Jansen zegt dat het regent. " + sentence
    made = attribute(text, "assert", "het regent", cue="zegt", source="Jansen", entity="Jansen")
    assert [x[:2] for x in find(analyser, text, made)] == [("threaten", entity)]


def test_same_words_twice_are_one_position(analyser: Analyser) -> None:
    text = '"Ik verkoop niet", zegt Jansen. "Ik verkoop niet, tenzij de buurman betaalt."'
    first = attribute(text, "refuse", '"Ik verkoop niet"', cue="zegt", source="Jansen", entity="Jansen", mode="direct")
    second = attribute(text, "refuse", '"Ik verkoop niet, tenzij de buurman betaalt."', entity="Jansen", mode="direct")
    assert len(find(analyser, text, first, second)) == 1
