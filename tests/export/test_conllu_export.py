"""CoNLL-U, read back by the conllu library."""

import io
from dataclasses import replace

import conllu

from volgens.export import write_conllu
from volgens.model import Article, Reading
from volgens.syntax import ROOT, Parse, Sentence, Token

from .readings import TEXT, empty_reading, reading, reading_of_words

WORDS = ("De", "gemeente", "ontkent", ",", "aldus", "De", "Kade", ",", "dat", "de", "brug", "dicht", "gaat", ".")


def parse(article: Article) -> Parse:
    """Every word hangs on the third; made by hand, for the form does not care."""
    tokens, at = [], 0
    for i, word in enumerate(WORDS):
        at = TEXT.index(word, at)
        head, relation = (ROOT, "root") if i == 2 else (2, "dep")
        feats = "VerbForm=Fin|Number=Sing" if i == 2 else ""
        tokens.append(
            Token(
                i=i,
                start=at,
                end=at + len(word),
                text=word,
                lemma=word,
                upos="X",
                feats=feats,
                head=head,
                deprel=relation,
            )
        )
        at += len(word)
    return Parse(text=article.text, sentences=(Sentence(index=0, tokens=tuple(tokens)),))


def nothing(article: Article) -> Parse:
    return Parse(text=article.text, sentences=())


def written(made: Reading) -> str:
    stream = io.StringIO()
    write_conllu([made], parse, stream)
    return stream.getvalue()


def test_words_come_back_with_their_tree() -> None:
    (sentence,) = conllu.parse(written(reading()))
    assert [token["form"] for token in sentence] == list(WORDS)
    assert [token["id"] for token in sentence if token["head"] == 0] == [3]
    assert sentence.metadata["text"] == TEXT


def test_features_stand_in_the_order_of_the_alphabet() -> None:
    assert "Number=Sing|VerbForm=Fin" in written(reading())


def test_misc_says_what_a_word_is_part_of() -> None:
    (sentence,) = conllu.parse(written(reading()))
    told = {token["id"]: token["misc"] for token in sentence}
    assert told[1]["Content"] == "B-1"
    assert told[1]["Source"] == "B-2"
    assert told[11]["Content"] == "I-1,I-2"
    assert told[3] == {"Content": "I-1", "Cue": "B-2", "SpaceAfter": "No", "TokenRange": "12:19"}
    assert told[6]["Via"] == "B-2"


def test_a_comment_tells_each_attribution() -> None:
    assert sum(line.startswith("# attribution ") for line in written(reading()).splitlines()) == 2


def test_a_word_that_a_span_ends_in_has_its_tag() -> None:
    made = reading()
    cut = replace(made.attributions[1], cue=made.attributions[1].cue[:0], content=made.attributions[1].cue)
    (sentence,) = conllu.parse(written(replace(made, attributions=(cut,))))
    assert sentence[2]["misc"]["Content"] == "B-1"


def test_an_article_without_sentences_has_no_lines() -> None:
    stream = io.StringIO()
    assert write_conllu([empty_reading(), reading_of_words("x")], nothing, stream) == 1
    assert stream.getvalue() == ""
