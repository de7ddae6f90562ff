"""Who a source is, in parses written by hand: names, pronouns, functions."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from parses import to_parse
from volgens.actors import resolve
from volgens.actors.cast import gather_cast, words_of
from volgens.actors.resolution import Sourced
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, Attribution, Mode, Span
from volgens.syntax import Name, Parse

VELDKAMP = """
Wethouder wethouder NOUN 4 nsubj
Hanneke Hanneke PROPN 1 appos
Veldkamp Veldkamp PROPN 2 flat
vertrekt vertrekken VERB 0 root VerbForm=Fin|Number=Sing
. . PUNCT 4 punct
"""

TEMBRINK = """
Trainer trainer NOUN 4 nsubj
Joris Joris PROPN 1 appos
Tembrink Tembrink PROPN 2 flat
blijft blijven VERB 0 root VerbForm=Fin|Number=Sing
. . PUNCT 4 punct
"""

SAYS = """
{subject}
zegt zeggen VERB 0 root VerbForm=Fin|Number=Sing
niets niets PRON {verb} obj
"""

PERSONS = dict.fromkeys(("Hanneke", "Veldkamp", "Joris", "Tembrink"), ActorKind.PERSON)


def says(*subject: str) -> str:
    """A sentence whose first words are its subject, the last of them the head."""
    verb = len(subject) + 1
    rows = [row.format(verb=verb, head=len(subject)) for row in subject]
    return SAYS.format(subject="\n".join(rows), verb=verb)


PRONOUN_SHE = says("Zij zij PRON {verb} nsubj")
PRONOUN_HE = says("Hij hij PRON {verb} nsubj")
THE_TRAINER = says("De de DET {head} det", "trainer trainer NOUN {verb} nsubj")
SURNAME = says("Veldkamp Veldkamp PROPN {verb} nsubj")
NOBODY = says("Iemand iemand PRON {verb} nsubj")
A_BAKER = says("Een een DET {head} det", "bakker bakker NOUN {verb} nsubj")


def join_names(parse: Parse) -> Parse:
    """The parse with first name and surname as one name."""
    sentences = []
    for sentence in parse.sentences:
        if len(sentence.names) == 2:
            joined = Name(start=sentence.names[0].start, end=sentence.names[1].end, kind=sentence.names[0].kind)
            sentences.append(replace(sentence, names=(joined,)))
        else:
            sentences.append(sentence)
    return replace(parse, sentences=tuple(sentences))


@pytest.fixture
def entity_of(lexicon: Lexicon) -> Callable[..., str | None]:
    """Who the subject of the last sentence is."""

    def find(*sentences: str) -> str | None:
        parse = join_names(to_parse(*sentences, names=PERSONS))
        last = parse.sentences[-1]
        subject = next(t for t in last.tokens if t.deprel == "nsubj")
        source = Span(last.tokens[0].start, subject.end)
        attribution = Attribution(
            article_id="a",
            source=(source,),
            cue=(Span(last.tokens[subject.i + 1].start, last.tokens[subject.i + 1].end),),
            content=(Span(last.tokens[-1].start, last.tokens[-1].end),),
            mode=Mode.INDIRECT,
            act=Act.ASSERT,
            maker="test",
            version="1",
        )
        sourced = Sourced(attribution=attribution, source_at=(last.index, subject.i), sentence=last.index)
        return resolve(parse, [sourced], lexicon.people, article_id="a").attributions[0].entity

    return find


def test_surname_stands_for_the_full_name(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, SURNAME) == "Hanneke Veldkamp"


def test_surname_before_the_full_name_does_too(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(TEMBRINK, VELDKAMP, SURNAME) == "Hanneke Veldkamp"


def test_pronoun_is_the_person_of_its_gender(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, TEMBRINK, PRONOUN_SHE) == "Hanneke Veldkamp"
    assert entity_of(TEMBRINK, VELDKAMP, PRONOUN_HE) == "Joris Tembrink"


def test_pronoun_without_anybody_of_its_gender_is_open(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, PRONOUN_HE) is None


def test_function_is_the_person_who_has_it(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(TEMBRINK, VELDKAMP, THE_TRAINER) == "Joris Tembrink"


def test_function_of_nobody_named_stays_its_own_words(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, THE_TRAINER) == "trainer"


def test_somebody_new_stays_his_own_words(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, A_BAKER) == "bakker"


def test_iemand_is_nobody_in_particular(entity_of: Callable[..., str | None]) -> None:
    assert entity_of(VELDKAMP, NOBODY) is None


def test_cast_has_each_person_once_under_the_fullest_name(lexicon: Lexicon) -> None:
    cast = gather_cast(join_names(to_parse(SURNAME, VELDKAMP, TEMBRINK, SURNAME, names=PERSONS)), lexicon.people)
    assert [m.name for m in cast] == ["Hanneke Veldkamp", "Joris Tembrink"]


def test_cast_knows_function_and_gender(lexicon: Lexicon) -> None:
    (member,) = gather_cast(join_names(to_parse(VELDKAMP, names=PERSONS)), lexicon.people)
    assert (member.titles, member.gender, member.kind) == ({"wethouder"}, "f", ActorKind.PERSON)


def test_cast_of_a_text_without_names_is_empty(lexicon: Lexicon) -> None:
    assert gather_cast(to_parse(THE_TRAINER), lexicon.people) == []


def test_words_of_a_name_leave_articles_out() -> None:
    assert words_of("De Oosterdijkse Courant") == ["oosterdijkse", "courant"]


def test_children_follow_free_speech_that_gets_its_speaker(lexicon: Lexicon) -> None:
    parse = join_names(to_parse(VELDKAMP, PRONOUN_SHE, names=PERSONS))
    tokens = parse.sentences[1].tokens
    speech = Attribution(
        article_id="a",
        content=(parse.sentences[1].span,),
        mode=Mode.DIRECT,
        act=Act.ASSERT,
        maker="speech.free",
        version="1",
    )
    child = replace(
        speech,
        source=(Span(tokens[0].start, tokens[0].end),),
        cue=(Span(tokens[1].start, tokens[1].end),),
        content=(Span(tokens[2].start, tokens[2].end),),
        parent=speech.id,
    )
    sourced = [
        Sourced(attribution=speech, source_at=None, sentence=1),
        Sourced(attribution=child, source_at=(1, 0), sentence=1),
    ]
    outer, inner = resolve(parse, sourced, lexicon.people, article_id="a").attributions
    assert outer.source
    assert inner.parent == outer.id
