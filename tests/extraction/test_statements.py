"""Attributions are cut into statements: as much as somebody else can confirm or deny at once."""

from collections.abc import Iterable

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from parses import to_parse
from volgens.extraction.candidate import to_spans
from volgens.extraction.statements import find_statements
from volgens.language.lexicon import Lexicon
from volgens.model import (
    Act,
    Article,
    Attribution,
    Block,
    Mention,
    Mode,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    quote,
)
from volgens.pipeline import Pipeline
from volgens.syntax import Parse

SAYS = """
Stam Stam PROPN 2 nsubj
zegt zeggen VERB 0 root VerbForm=Fin
dat dat SCONJ 7 mark
de de DET 5 det
pont pont NOUN 7 nsubj
niet niet ADV 7 advmod
vaart varen VERB 2 ccomp VerbForm=Fin
. . PUNCT 2 punct
"""

TWO = """
Stam Stam PROPN 2 nsubj
zegt zeggen VERB 0 root VerbForm=Fin
dat dat SCONJ 6 mark
de de DET 5 det
pont pont NOUN 6 nsubj
stilligt stilliggen VERB 2 ccomp VerbForm=Fin
en en CCONJ 10 cc
de de DET 9 det
motor motor NOUN 10 nsubj
rookt roken VERB 6 conj VerbForm=Fin
. . PUNCT 2 punct
"""

DENIES = """
Brand Brand PROPN 2 nsubj
ontkent ontkennen VERB 0 root VerbForm=Fin
dat dat SCONJ 7 mark
de de DET 5 det
pont pont NOUN 7 nsubj
niet niet ADV 7 advmod
vaart varen VERB 2 ccomp VerbForm=Fin
. . PUNCT 2 punct
"""

STUCK = """
De de DET 2 det
pont pont NOUN 3 nsubj
vaart varen VERB 0 root VerbForm=Fin
sinds sinds ADP 5 case
dinsdag dinsdag NOUN 3 obl
niet niet ADV 3 advmod
. . PUNCT 3 punct
"""

ELLIPTIC = """
Brand Brand PROPN 2 nsubj
ontkent ontkennen VERB 0 root VerbForm=Fin
dat dat PRON 2 obj
. . PUNCT 2 punct
"""

WRONG = """
Dat dat PRON 2 nsubj
klopt kloppen VERB 0 root VerbForm=Fin
niet niet ADV 2 advmod
. . PUNCT 2 punct
"""

PEOPLE = """
Volgens volgens ADP 2 case
Stam Stam PROPN 3 obl
raakten raken VERB 0 root VerbForm=Fin
1.200 1200 NUM 5 nummod
reizigers reiziger NOUN 3 nsubj
gewond gewond ADJ 3 xcomp
. . PUNCT 3 punct
"""

SILENT = """
Wij wij PRON 2 nsubj
kunnen kunnen VERB 0 root VerbForm=Fin
daar daar ADV 6 obl
niets niets PRON 6 obj
over over ADP 3 case
zeggen zeggen VERB 2 xcomp VerbForm=Inf
. . PUNCT 2 punct
"""


def attribute(
    parse: Parse,
    content: Iterable[int],
    *,
    cue: Iterable[int] = (),
    act: Act = Act.ASSERT,
    sentence: int = 0,
    content_in: int | None = None,
    entity: str | None = None,
) -> Attribution:
    """An attribution on tokens of sentence ``sentence``, or with its content in ``content_in``."""
    place = sentence if content_in is None else content_in
    return Attribution(
        article_id="a",
        content=to_spans(parse.sentences[place], content),
        cue=to_spans(parse.sentences[sentence], cue),
        mode=Mode.INDIRECT,
        act=act,
        entity=entity,
        maker="rule:verb",
        version="1",
    )


def state(lexicon: Lexicon, parse: Parse, *attributions: Attribution) -> tuple[Statement, ...]:
    return find_statements(parse, attributions, (), {}, lexicon)


def words(parse: Parse, statements: Iterable[Statement]) -> list[str]:
    return [quote(parse.text, s.words) for s in statements]


def only(lexicon: Lexicon, parse: Parse, attribution: Attribution) -> Statement:
    (found,) = state(lexicon, parse, attribution)
    return found


def test_one_clause_is_one_statement(lexicon: Lexicon) -> None:
    parse = to_parse(SAYS)
    said = attribute(parse, range(3, 7), cue=(1,))
    found = only(lexicon, parse, said)
    assert quote(parse.text, found.words) == "de pont niet vaart"
    assert found.topic == found.words
    assert (found.article_id, found.attribution_id) == ("a", said.id)


def test_coordinated_clauses_are_statements_of_their_own(lexicon: Lexicon) -> None:
    parse = to_parse(TWO)
    found = state(lexicon, parse, attribute(parse, range(3, 10), cue=(1,)))
    assert words(parse, found) == ["de pont stilligt", "en de motor rookt"]
    assert [s.predicate for s in found] == ["stilliggen", "roken"]


def test_coordinated_clauses_without_a_verb_of_their_own_stay_together(lexicon: Lexicon) -> None:
    parse = to_parse(TWO.replace("rookt roken VERB 6 conj VerbForm=Fin", "rook rook NOUN 6 conj"))
    assert len(state(lexicon, parse, attribute(parse, range(3, 10), cue=(1,)))) == 1


def test_sentences_of_one_attribution_are_statements_of_their_own(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, PEOPLE)
    both = (*to_spans(parse.sentences[0], range(6)), *to_spans(parse.sentences[1], range(2, 6)))
    said = Attribution(article_id="a", content=both, mode=Mode.INDIRECT, act=Act.ASSERT, maker="m", version="1")
    assert words(parse, state(lexicon, parse, said)) == [
        "De pont vaart sinds dinsdag niet",
        "raakten 1.200 reizigers gewond",
    ]


def test_statements_come_in_the_order_of_the_attributions(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, PEOPLE)
    late, early = attribute(parse, range(2, 6), sentence=1), attribute(parse, range(6))
    assert [s.attribution_id for s in state(lexicon, parse, late, early)] == [late.id, early.id]


def test_a_negated_verb_makes_a_negative_statement(lexicon: Lexicon) -> None:
    parse = to_parse(SAYS)
    assert only(lexicon, parse, attribute(parse, range(3, 7), cue=(1,))).negative
    plain = to_parse(SAYS.replace("niet niet", "weer weer"))
    assert not only(lexicon, plain, attribute(plain, range(3, 7), cue=(1,))).negative


def test_two_negations_make_none(lexicon: Lexicon) -> None:
    parse = to_parse(SAYS.replace("de de DET", "geen geen DET"))
    assert not only(lexicon, parse, attribute(parse, range(3, 7), cue=(1,))).negative


def test_a_contrast_is_no_negation(lexicon: Lexicon) -> None:
    """*niet dinsdag maar woensdag*"""
    rows = """
    De de DET 2 det
    pont pont NOUN 3 nsubj
    vaart varen VERB 0 root VerbForm=Fin
    niet niet ADV 5 advmod
    dinsdag dinsdag NOUN 3 obl
    maar maar CCONJ 7 cc
    woensdag woensdag NOUN 5 conj
    """
    parse = to_parse(rows)
    assert not only(lexicon, parse, attribute(parse, range(7))).negative


def test_a_negation_in_a_clause_inside_is_not_that_of_the_statement(lexicon: Lexicon) -> None:
    rows = """
    De de DET 2 det
    pont pont NOUN 6 nsubj
    die die PRON 5 nsubj
    niet niet ADV 5 advmod
    vaart varen VERB 2 acl:relcl VerbForm=Fin
    zinkt zinken VERB 0 root VerbForm=Fin
    """
    parse = to_parse(rows)
    assert not only(lexicon, parse, attribute(parse, range(6))).negative


def test_a_verb_of_denial_rejects_what_it_denies(lexicon: Lexicon) -> None:
    parse = to_parse(DENIES)
    found = only(lexicon, parse, attribute(parse, range(3, 7), cue=(1,), act=Act.DENY))
    assert (found.rejected, found.negative) == (True, True)


def test_a_neutral_verb_rejects_nothing_even_in_a_denial(lexicon: Lexicon) -> None:
    """*zegt dat de pont niet vaart* denies by its *niet*, which is told apart."""
    parse = to_parse(SAYS)
    found = only(lexicon, parse, attribute(parse, range(3, 7), cue=(1,), act=Act.DENY))
    assert (found.rejected, found.negative) == (False, True)


def test_words_that_only_point_have_the_topic_they_point_to(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, ELLIPTIC)
    said = attribute(parse, range(6), content_in=0, sentence=1, cue=(1,), act=Act.DENY)
    found = only(lexicon, parse, said)
    assert quote(parse.text, found.words) == "Brand ontkent dat"
    assert quote(parse.text, found.topic) == "De pont vaart sinds dinsdag niet"
    assert "pont" in found.lemmas


def test_a_plain_act_points_to_nothing(lexicon: Lexicon) -> None:
    """*Dat zegt Brand* tells what it says by the words before."""
    parse = to_parse(STUCK, ELLIPTIC.replace("ontkent ontkennen", "zegt zeggen"))
    said = attribute(parse, range(6), content_in=0, sentence=1, cue=(1,))
    found = only(lexicon, parse, said)
    assert quote(parse.text, found.words) == quote(parse.text, found.topic) == "De pont vaart sinds dinsdag niet"


def test_hollow_words_are_about_the_sentence_before(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, WRONG)
    found = only(lexicon, parse, attribute(parse, range(3), sentence=1, act=Act.DENY))
    assert quote(parse.text, found.words) == "Dat klopt niet"
    assert quote(parse.text, found.topic) == "De pont vaart sinds dinsdag niet."
    assert {"pont", "varen"} <= set(found.lemmas)


def test_hollow_words_turn_the_sentence_before_round(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK.replace("niet niet", "weer weer"), WRONG)
    assert only(lexicon, parse, attribute(parse, range(3), sentence=1)).negative
    again = to_parse(STUCK, WRONG)
    assert not only(lexicon, again, attribute(again, range(3), sentence=1)).negative


def test_hollow_words_far_below_keep_their_own_topic(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, WRONG, lines=(0, 2))
    found = only(lexicon, parse, attribute(parse, range(3), sentence=1))
    assert found.topic == found.words


def test_hollow_words_at_the_beginning_keep_their_own_topic(lexicon: Lexicon) -> None:
    parse = to_parse(WRONG)
    found = only(lexicon, parse, attribute(parse, range(3)))
    assert found.topic == found.words


def test_words_that_tell_something_are_not_hollow(lexicon: Lexicon) -> None:
    parse = to_parse(PEOPLE, STUCK)
    found = only(lexicon, parse, attribute(parse, range(6), sentence=1))
    assert found.topic == found.words


FABLE = """
Een een DET 2 det
sprookje sprookje NOUN 0 root
"""


def test_words_that_call_it_a_fable_reject_it(lexicon: Lexicon) -> None:
    parse = to_parse(FABLE)
    assert only(lexicon, parse, attribute(parse, range(2), act=Act.EVALUATE)).rejected


def test_words_that_call_the_sentence_before_a_fable_reject_it(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK.replace("niet niet", "weer weer"), FABLE)
    found = only(lexicon, parse, attribute(parse, range(2), sentence=1, act=Act.EVALUATE))
    assert "pont" in found.lemmas
    assert found.rejected != found.negative


def test_a_threat_with_a_fable_in_it_rejects_nothing(lexicon: Lexicon) -> None:
    rows = """
    Wij wij PRON 2 nsubj
    bestrijden bestrijden VERB 0 root VerbForm=Fin
    dat dat DET 4 det
    sprookje sprookje NOUN 2 obj
    fel fel ADJ 2 advmod
    """
    parse = to_parse(rows)
    assert not only(lexicon, parse, attribute(parse, range(5), act=Act.THREATEN)).rejected


def test_who_says_to_say_nothing_withholds(lexicon: Lexicon) -> None:
    parse = to_parse(SILENT)
    assert only(lexicon, parse, attribute(parse, range(6))).withheld


@pytest.mark.parametrize(
    ("old", "new"),
    [("niets niets PRON", "veel veel PRON"), ("zeggen zeggen", "varen varen")],
    ids=["no negation", "no speech"],
)
def test_this_withholds_nothing(lexicon: Lexicon, old: str, new: str) -> None:
    assert old in SILENT
    parse = to_parse(SILENT.replace(old, new))
    assert not only(lexicon, parse, attribute(parse, range(6))).withheld


def test_who_knew_of_nothing_denies_and_withholds_nothing(lexicon: Lexicon) -> None:
    rows = """
    Wij wij PRON 2 nsubj
    wisten weten VERB 0 root VerbForm=Fin
    van van ADP 4 case
    niets niets PRON 2 obl
    """
    parse = to_parse(rows)
    assert not only(lexicon, parse, attribute(parse, range(4))).withheld


def test_telling_words_leave_out_the_dull_ones(lexicon: Lexicon) -> None:
    parse = to_parse(PEOPLE)
    found = only(lexicon, parse, attribute(parse, range(2, 6)))
    assert found.lemmas == ("raken", "1200", "reiziger", "gewond")
    dull = to_parse(SAYS.replace("vaart varen", "komt komen"))
    assert only(lexicon, dull, attribute(dull, range(3, 7), cue=(1,))).lemmas == ("pont",)


def test_figures_are_the_same_however_they_are_printed(lexicon: Lexicon) -> None:
    parse = to_parse(PEOPLE)
    assert only(lexicon, parse, attribute(parse, range(2, 6))).numbers == ("1200",)


def test_the_predicate_is_the_topmost_word(lexicon: Lexicon) -> None:
    parse = to_parse(SAYS)
    assert only(lexicon, parse, attribute(parse, range(3, 7), cue=(1,))).predicate == "varen"


def test_a_pronoun_counts_as_the_name_it_stands_for(lexicon: Lexicon) -> None:
    parse = to_parse(SAYS.replace("pont pont NOUN", "hij hij PRON"))
    said = attribute(parse, range(3, 7), cue=(1,))
    where = parse.sentences[0].tokens[4]
    mention = Mention(article_id="a", spans=(Span(where.start, where.end),), actor_id="x")
    (found,) = find_statements(parse, [said], [mention], {"x": "Henk Postma"}, lexicon)
    assert "henk postma" in found.names


def test_who_says_we_speaks_of_himself(lexicon: Lexicon) -> None:
    parse = to_parse(SILENT)
    assert only(lexicon, parse, attribute(parse, range(6), entity="Rederij Stam")).names == ("rederij stam",)


def test_the_backdrop_is_what_stands_around(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, PEOPLE)
    found = only(lexicon, parse, attribute(parse, range(2, 6), sentence=1))
    assert {"stam", "pont", "dinsdag"} <= set(found.backdrop)
    assert not set(found.backdrop) & {"reiziger", "1200"}


def test_the_backdrop_ends_at_the_paragraph(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK, PEOPLE, lines=(0, 1))
    assert "pont" not in only(lexicon, parse, attribute(parse, range(2, 6), sentence=1)).backdrop


def test_a_question_above_is_part_of_the_backdrop(lexicon: Lexicon) -> None:
    parse = to_parse(STUCK.replace(". . PUNCT", "? ? PUNCT"), PEOPLE, lines=(0, 1))
    assert "pont" in only(lexicon, parse, attribute(parse, range(2, 6), sentence=1)).backdrop


def test_content_of_marks_alone_states_nothing(lexicon: Lexicon) -> None:
    parse = to_parse(WRONG)
    end = parse.sentences[0].tokens[3]
    said = Attribution(
        article_id="a", content=(Span(end.start, end.end),), mode=Mode.DIRECT, act=Act.ASSERT, maker="m", version="1"
    )
    assert state(lexicon, parse, said) == ()


SENTENCES = (
    "Reder Wim Stam zegt dat de pont stilligt en dat de motor rookt.",
    "De wethouder ontkent dat.",
    '"Dat klopt niet", zegt Els Brand. "Wij hebben drie keer gewaarschuwd."',
    "Klopt niet, laat de gemeente weten.",
    "Volgens de politie raakten 1.200 reizigers gewond, de burgemeester houdt het op twaalf.",
    "De gemeente wil daar niet op reageren.",
    "Hoeveel het kost, is niet bekend.",
    "Er zouden twee boten zijn gezonken.",
    "Onzin, vindt hij.",
    "Nee.",
    "“Daar zeg ik niets over”, zei zij tegen RTV Kust; “vraag het de reder.”",
    "Het regent al dagen.",
)
texts = st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3).map(" ".join), min_size=1, max_size=3)


def read(pipeline: Pipeline, paragraphs: list[str]) -> Reading:
    text, blocks = "", []
    for paragraph in paragraphs:
        text += "\n\n" * bool(text)
        blocks.append(Block(role=Role.BODY, span=Span(len(text), len(text) + len(paragraph))))
        text += paragraph
    return pipeline.read_article(Article(text=text, blocks=tuple(blocks), raw_id=""))


def is_verbatim(spans: Spans, text: str) -> bool:
    """Whether all lies inside the text and holds words, with no white space at its edges."""
    return all(s.end <= len(text) and s.of(text).strip() == s.of(text) for s in spans) and any(
        c.isalnum() for c in quote(text, spans)
    )


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_statements_are_words_of_the_article(pipeline: Pipeline, paragraphs: list[str]) -> None:
    reading = read(pipeline, paragraphs)
    by_id = {a.id: a for a in reading.attributions}
    for statement in reading.statements:
        assert statement.article_id == reading.article.id
        assert is_verbatim(statement.words, reading.article.text)
        assert is_verbatim(statement.topic, reading.article.text)
        attribution = by_id[statement.attribution_id]
        inside = all(any(c.contains(w) for c in attribution.content) for w in statement.words)
        around = any(c.overlaps(w) for c in attribution.cue for w in statement.words)
        assert inside or around
    assert {s.attribution_id for s in reading.statements} == set(by_id)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(texts)
def test_reading_twice_makes_the_same_statements(pipeline: Pipeline, paragraphs: list[str]) -> None:
    assert read(pipeline, paragraphs).statements == read(pipeline, paragraphs).statements
