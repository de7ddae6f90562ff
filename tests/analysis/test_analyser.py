import pytest

from volgens.analysis import Analyser
from volgens.analysis.analyser import LONGEST_SENTENCE, _load_model
from volgens.errors import ModelError
from volgens.model import Span
from volgens.syntax import ROOT, Parse

ARTICLE = (
    "Brug blijft dicht\n\n"
    "Burgemeester Hanneke Veldkamp zegt dat de brug dicht blijft. „Het kan niet anders”, zegt ze.\n"
    "De foto’s van ’s nachts,\nzegt zij, tonen scheuren.\r\n\r\n"
    "Wat nu?  Dat weet niemand…"
)


@pytest.fixture(scope="module")
def parse(analyser: Analyser) -> Parse:
    return analyser.parse(ARTICLE)


def test_every_token_stands_verbatim_at_its_offsets(parse: Parse) -> None:
    assert all(t.text == ARTICLE[t.start : t.end] for s in parse.sentences for t in s.tokens)


def test_tokens_stand_in_text_order_and_leave_white_space_only(parse: Parse) -> None:
    end = 0
    for token in (t for s in parse.sentences for t in s.tokens):
        assert not ARTICLE[end : token.start].strip()
        end = token.end
    assert not ARTICLE[end:].strip()


def test_every_sentence_is_one_tree(parse: Parse) -> None:
    for sentence in parse.sentences:
        roots = [t for t in sentence.tokens if t.head == ROOT]
        assert len(roots) == 1
        assert sentence.subtree(roots[0].i) == frozenset(range(len(sentence.tokens)))


def test_sentences_are_numbered_through(parse: Parse) -> None:
    assert [s.index for s in parse.sentences] == list(range(len(parse.sentences)))
    assert all([t.i for t in s.tokens] == list(range(len(s.tokens))) for s in parse.sentences)


def test_line_without_a_stop_is_a_heading(parse: Parse) -> None:
    assert parse.headings == {0}


def test_sentences_of_one_paragraph_share_their_line(parse: Parse) -> None:
    lines = [s.line for s in parse.sentences]
    assert lines[1] == lines[2] != lines[3]


def test_wrapped_sentence_is_one(parse: Parse) -> None:
    assert parse.sentences[3].span.of(ARTICLE) == "De foto’s van ’s nachts,\nzegt zij, tonen scheuren."


def test_names_lie_inside_their_sentence(parse: Parse) -> None:
    names = [(s, n) for s in parse.sentences for n in s.names]
    assert names
    assert all(0 <= n.start < n.end <= len(s.tokens) for s, n in names)


def test_person_is_named(parse: Parse) -> None:
    first = parse.sentences[1]
    spans = [Span(first.tokens[n.start].start, first.tokens[n.end - 1].end) for n in first.names]
    assert "Hanneke Veldkamp" in [span.of(ARTICLE) for span in spans]


def test_parts_of_a_text_keep_their_offsets(analyser: Analyser) -> None:
    text = "Lees ook dit\nDe brug is dicht.\nDeel artikel"
    part = Span(13, 30)
    parse = analyser.parse(text, [part])
    assert [s.span.of(text) for s in parse.sentences] == ["De brug is dicht."]


@pytest.mark.parametrize("text", ["", " \n\t ", "\u200b", "."])
def test_text_without_words_parses(analyser: Analyser, text: str) -> None:
    assert analyser.parse(text).text == text


def test_same_text_parses_the_same(analyser: Analyser, parse: Parse) -> None:
    assert analyser.parse(ARTICLE) == parse


def test_paragraph_parses_the_same_whatever_stands_around_it(analyser: Analyser) -> None:
    text = "De burgemeester zegt dat de brug dicht blijft."
    alone = analyser.parse(text).sentences[0]
    among = analyser.parse(f"{text}\n\nDe kermis gaat door. Er komt een feest.").sentences[0]
    assert [(t.head, t.deprel, t.lemma) for t in alone.tokens] == [(t.head, t.deprel, t.lemma) for t in among.tokens]


def test_very_long_paragraph_is_read_whole(analyser: Analyser) -> None:
    text = "De brug is dicht. " * 700
    parse = analyser.parse(text)
    assert len(parse.sentences) == 700
    assert sum(len(s.tokens) for s in parse.sentences) == 3500


def test_words_without_any_stop_are_read_whole(analyser: Analyser) -> None:
    assert sum(len(s.tokens) for s in analyser.parse("brug " * 2500).sentences) == 2500


def test_language_without_a_pipeline_is_refused() -> None:
    with pytest.raises(ModelError, match="make train"):
        _load_model("xx")


def test_what_no_person_wrote_as_a_sentence_is_cut(analyser: Analyser) -> None:
    parse = analyser.parse("Volgens " * 600)
    assert max(len(s.tokens) for s in parse.sentences) <= LONGEST_SENTENCE
    assert sum(len(s.tokens) for s in parse.sentences) == 600
