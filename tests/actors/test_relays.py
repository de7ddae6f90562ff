"""Who passed a word on, and who a text means by itself."""

import pytest

from parses import to_parse
from volgens.actors.discourse import Discourse
from volgens.actors.references import References
from volgens.actors.relays import find_relays, split_relay
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, Attribution, Mode, Span
from volgens.syntax import Parse, Sentence

NAMES = {"Veldkamp": ActorKind.PERSON, "Streekblad": ActorKind.MEDIUM}

SOURCE_WITH_RELAY = """
Niets niets PRON 2 obj
zegt zeggen VERB 0 root
Veldkamp Veldkamp PROPN 2 nsubj
tegen tegen ADP 5 case
Streekblad Streekblad PROPN 3 nmod
"""
TOLD_THIS_PAPER = """
Niets niets PRON 2 obj
liet laten VERB 0 root
Veldkamp Veldkamp PROPN 2 nsubj
deze deze DET 5 det
krant krant NOUN 6 iobj
weten weten VERB 2 xcomp
"""
REACTION = """
Niets niets PRON 2 obj
zegt zeggen VERB 0 root
Veldkamp Veldkamp PROPN 2 nsubj
in in ADP 6 case
een een DET 6 det
reactie reactie NOUN 2 obl
aan aan ADP 8 case
Streekblad Streekblad PROPN 6 nmod
"""


def span(sentence: Sentence, first: int, last: int) -> Span:
    return Span(sentence.tokens[first].start, sentence.tokens[last].end)


def attribution(parse: Parse, first: int, last: int) -> Attribution:
    sentence = parse.sentences[0]
    return Attribution(
        article_id="a",
        source=(span(sentence, first, last),),
        cue=(span(sentence, 1, 1),),
        content=(span(sentence, 0, 0),),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        maker="verb.quote",
        version="1",
    )


@pytest.mark.parametrize(
    ("sentence", "last", "source", "relay"),
    [
        pytest.param(SOURCE_WITH_RELAY, 4, "Veldkamp", "Streekblad", id="at the end of the source"),
        pytest.param(TOLD_THIS_PAPER, 2, "Veldkamp", "deze krant", id="the one told, without a preposition"),
        pytest.param(REACTION, 2, "Veldkamp", "Streekblad", id="behind a noun for an answer"),
    ],
)
def test_words_beside_a_cue_name_the_relay(lexicon: Lexicon, sentence: str, last: int, source: str, relay: str) -> None:
    parse = to_parse(sentence, names=NAMES)
    found = split_relay(Discourse(parse, lexicon.people), attribution(parse, 2, last))
    assert (found.source[0].of(parse.text), found.via[0].of(parse.text)) == (source, relay)


def test_source_without_a_relay_stays_as_it_is(lexicon: Lexicon) -> None:
    parse = to_parse(SOURCE_WITH_RELAY, names=NAMES)
    plain = attribution(parse, 2, 2)
    assert split_relay(Discourse(parse, lexicon.people), plain) == plain


@pytest.mark.parametrize(("outlet", "expected"), [("De Dijkbode", "De Dijkbode"), (None, "krant")])
def test_this_paper_is_the_outlet_where_it_is_known(lexicon: Lexicon, outlet: str | None, expected: str) -> None:
    parse = to_parse(TOLD_THIS_PAPER, names=NAMES)
    discourse = Discourse(parse, lexicon.people, outlet=outlet)
    told = split_relay(discourse, attribution(parse, 2, 2))
    assert find_relays(discourse, References(discourse), [told]) == {told.via: expected}
