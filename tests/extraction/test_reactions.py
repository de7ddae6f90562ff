"""Stands in set expressions, rumours, figures and labels; on sentences written by hand."""

import pytest

from parses import to_parse
from volgens.extraction.candidate import Candidate
from volgens.extraction.reactions import find_estimates, find_reactions
from volgens.extraction.verdicts import find_verdicts
from volgens.language.lexicon import Lexicon
from volgens.language.reactions import load_reactions
from volgens.language.retorts import load_retorts
from volgens.model import Act, Span, quote
from volgens.syntax import Parse

CLOSED = """
De de DET 2 det
brug brug NOUN 4 nsubj
is zijn AUX 4 cop VerbForm=Fin
dicht dicht ADJ 0 root
. . PUNCT 4 punct
"""

DISBELIEF = """
De de DET 2 det
buurt buurt NOUN 3 nsubj
gelooft geloven VERB 0 root VerbForm=Fin
er er ADV 3 obl
niets niets PRON 3 obj
van van ADP 4 case
{rest}. . PUNCT 3 punct
"""

RUMOUR = """
Op op ADP 2 case
X X PROPN 3 obl
gaat gaan VERB 0 root VerbForm=Fin
rond rond ADP 3 compound:prt
dat dat SCONJ 9 mark
de de DET 7 det
brug brug NOUN 9 nsubj
is zijn AUX 9 aux VerbForm=Fin
ingestort instorten VERB 3 ccomp VerbForm=Part
. . PUNCT 3 punct
"""

ESTIMATE = """
De de DET 2 det
gemeente gemeente NOUN 3 nsubj
raamt ramen VERB 0 root VerbForm=Fin
de de DET 5 det
schade schade NOUN 3 obj
op op ADP 8 case
{figure}
euro euro NOUN 3 obl
. . PUNCT 3 punct
"""

LABEL = """
De de DET 2 det
raad raad NOUN 3 nsubj
noemt noemen VERB 0 root VerbForm=Fin
de de DET 5 det
prijs prijs NOUN 3 obj
" " PUNCT 8 punct
een een DET 8 det
{label} {label} NOUN 5 appos
" " PUNCT 8 punct
. . PUNCT 3 punct
"""


def words_of(parse: Parse, found: Candidate) -> tuple[str, str, str, Act]:
    return quote(parse.text, found.source), quote(parse.text, found.cue), quote(parse.text, found.content), found.act


def test_who_does_not_believe_it_denies_what_was_said() -> None:
    parse = to_parse(CLOSED, DISBELIEF.format(rest=""))
    (found,) = find_reactions(parse.sentences[1], parse, (), (), load_reactions())
    assert words_of(parse, found) == ("De buurt", "gelooft … niets van", "De brug is dicht", Act.DENY)


def test_who_does_not_believe_something_else_answers_nothing() -> None:
    parse = to_parse(CLOSED, DISBELIEF.format(rest="spoken spook NOUN 3 obl\n"))
    assert find_reactions(parse.sentences[1], parse, (), (), load_reactions()) == []


def test_a_stand_inside_a_quotation_is_no_reaction_of_the_text() -> None:
    parse = to_parse(CLOSED, DISBELIEF.format(rest=""))
    sentence = parse.sentences[1]
    assert find_reactions(sentence, parse, (), (sentence.span,), load_reactions()) == []


def test_a_rumour_has_no_source() -> None:
    parse = to_parse(RUMOUR)
    (found,) = find_reactions(parse.sentences[0], parse, (), (), load_reactions())
    assert words_of(parse, found) == ("", "gaat rond", "de brug is ingestort", Act.ASSERT)


def test_who_estimates_a_thing_believes_both_thing_and_figure(lexicon: Lexicon) -> None:
    parse = to_parse(ESTIMATE.format(figure="90.000 90.000 NUM 8 nummod"))
    (found,) = find_estimates(parse.sentences[0], (), lexicon, load_reactions())
    assert words_of(parse, found) == ("De gemeente", "raamt … op", "de schade … 90.000 euro", Act.BELIEVE)


def test_without_a_figure_nothing_is_estimated(lexicon: Lexicon) -> None:
    parse = to_parse(ESTIMATE.format(figure="veel veel DET 8 det"))
    assert find_estimates(parse.sentences[0], (), lexicon, load_reactions()) == []


@pytest.mark.parametrize(("label", "act"), [("fooi", Act.EVALUATE), ("leugen", Act.DENY)])
def test_a_quoted_label_is_a_verdict_on_the_thing(lexicon: Lexicon, label: str, act: Act) -> None:
    parse = to_parse(LABEL.format(label=label))
    tokens = parse.sentences[0].tokens
    quoted = (Span(tokens[5].start, tokens[8].end),)
    (found,) = find_verdicts(parse.sentences[0], quoted, lexicon, load_retorts())
    source, cue, content, said = words_of(parse, found)
    assert (source, cue, said) == ("De raad", "noemt", act)
    assert content.startswith("de prijs")
    assert label in content


def test_a_label_without_marks_that_turns_nothing_down_is_left_to_the_tree(lexicon: Lexicon) -> None:
    parse = to_parse(LABEL.format(label="fooi").replace('" " PUNCT 8 punct', "nu nu ADV 3 advmod"))
    assert list(find_verdicts(parse.sentences[0], (), lexicon, load_retorts())) == []
