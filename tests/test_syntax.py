from parses import to_parse
from volgens.model import ActorKind, Span
from volgens.syntax import Parse, Sentence

SAYS = """
Jansen Jansen PROPN 2 nsubj
zegt zeggen VERB 0 root VerbForm=Fin|Number=Sing
dat dat SCONJ 6 mark
de de DET 5 det
brug brug NOUN 6 nsubj:pass
sluit sluiten VERB 2 ccomp VerbForm=Fin
. . PUNCT 2 punct
"""


def sentence() -> Sentence:
    return to_parse(SAYS, names={"Jansen": ActorKind.PERSON}).sentences[0]


def test_sentence_spans_from_first_to_last_token() -> None:
    parse = to_parse(SAYS)
    assert parse.sentences[0].span == Span(0, len(parse.text))


def test_children_stand_in_text_order() -> None:
    assert sentence().children(1) == (0, 5, 6)


def test_relation_matches_its_subtype() -> None:
    assert sentence().children(5, "nsubj") == (4,)


def test_subtype_asked_for_does_not_match_the_plain_relation() -> None:
    assert sentence().children(1, "nsubj:pass") == ()


def test_subtree_holds_its_head_and_all_below() -> None:
    assert sentence().subtree(5) == {2, 3, 4, 5}


def test_subtree_of_the_root_is_the_sentence() -> None:
    assert sentence().subtree(1) == frozenset(range(7))


def test_ancestors_come_nearest_first() -> None:
    assert list(sentence().ancestors(3)) == [4, 5, 1]


def test_root_has_no_ancestors() -> None:
    assert list(sentence().ancestors(1)) == []


def test_name_is_found_at_each_of_its_tokens_only() -> None:
    name = sentence().name_at(0)
    assert name is not None
    assert name.kind is ActorKind.PERSON
    assert sentence().name_at(1) is None


def test_feature_is_whole_or_not_there() -> None:
    token = sentence().tokens[1]
    assert token.has("Number=Sing")
    assert not token.has("Number=S")


def test_lower_leaves_the_text_as_it_is() -> None:
    token = sentence().tokens[0]
    assert (token.lower, token.text) == ("jansen", "Jansen")


def test_parse_without_headings_has_none() -> None:
    assert Parse(text="", sentences=()).headings == frozenset()
