from parses import to_parse
from volgens.extraction.candidate import to_spans

PARSE = to_parse("""
Ja ja INTJ 3 discourse
, , PUNCT 3 punct
zegt zeggen VERB 0 root
de de DET 5 det
man man NOUN 3 nsubj
. . PUNCT 3 punct
""")


def read(*tokens: int) -> list[str]:
    return [s.of(PARSE.text) for s in to_spans(PARSE.sentences[0], tokens)]


def test_neighbours_are_one_span() -> None:
    assert read(3, 4) == ["de man"]


def test_gap_makes_two_spans() -> None:
    assert read(2, 4) == ["zegt", "man"]


def test_punctuation_between_two_words_is_bridged() -> None:
    assert read(0, 2) == ["Ja, zegt"]


def test_comma_and_stop_at_the_edges_are_left_out() -> None:
    assert read(1, 2, 3, 4, 5) == ["zegt de man"]


def test_punctuation_alone_is_nothing() -> None:
    assert read(1, 5) == []


def test_order_of_tokens_does_not_matter() -> None:
    assert read(4, 3, 3) == read(3, 4)
