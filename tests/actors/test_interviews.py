"""Interviews printed as question and answer."""

from dataclasses import replace

from parses import to_bare_parse
from volgens.actors.discourse import Discourse
from volgens.actors.interviews import Interview, find_interview
from volgens.language.lexicon import Lexicon
from volgens.model import ActorKind
from volgens.syntax import Name, Parse

INTRO = "Gisteren sprak Hanneke Veldkamp drie uur met de raad."
QUESTIONS = ("Treedt u af?", "‘Nee. Ik blijf.’", "Is er betaald?", "‘Dat weet ik niet.’")


def interview(lexicon: Lexicon, *paragraphs: str) -> tuple[Parse, Interview | None]:
    parse = to_bare_parse(*paragraphs)
    first, *rest = parse.sentences
    tokens = tuple(replace(t, upos="PROPN") if t.text in {"Hanneke", "Veldkamp"} else t for t in first.tokens)
    name = Name(start=2, end=4, kind=ActorKind.PERSON)
    named = replace(first, tokens=tokens, names=(name,) if tokens[2].text == "Hanneke" else ())
    parse = replace(parse, sentences=(named, *rest))
    return parse, find_interview(Discourse(parse, lexicon.people))


def test_answers_belong_to_the_one_named_before_the_questions(lexicon: Lexicon) -> None:
    _, found = interview(lexicon, INTRO, *QUESTIONS)
    assert found is not None
    assert found.interviewee == "Hanneke Veldkamp"
    assert (sorted(found.answers), sorted(found.questions)) == ([2, 4], [1, 3])


def test_nearest_word_for_the_interviewee_is_the_one_in_the_question(lexicon: Lexicon) -> None:
    parse, found = interview(lexicon, INTRO, *QUESTIONS)
    assert found is not None
    assert [span.of(parse.text) for span in found.answers[2]] == ["u"]


def test_one_question_makes_no_interview(lexicon: Lexicon) -> None:
    assert interview(lexicon, INTRO, *QUESTIONS[:2])[1] is None


def test_quotations_between_plain_sentences_make_no_interview(lexicon: Lexicon) -> None:
    plain = (INTRO, "De raad zweeg.", "‘Nee.’", "Het regende buiten.", "‘Kom morgen terug.’")
    assert interview(lexicon, *plain)[1] is None


def test_interview_with_nobody_named_has_no_speaker(lexicon: Lexicon) -> None:
    assert interview(lexicon, "Gisteren werd er drie uur met de raad gesproken.", *QUESTIONS)[1] is None
