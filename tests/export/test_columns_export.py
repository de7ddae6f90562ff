"""One token a line, read back by offsets and by tags."""

import io
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volgens.cli.corpus import build_reading
from volgens.evaluate import load_gold
from volgens.export import TOKEN_COLUMNS, iter_column_lines, write_columns
from volgens.model import Block, Reading, Role, Span, Spans

from .readings import TEXT, empty_reading, place, reading, reading_of_words

CORPUS = Path(__file__).parents[2] / "corpus"
LAYERS = ("source", "cue", "content", "via")

Found = dict[tuple[int, str], list[list[int]]]


def tokens(made: Reading) -> list[list[str]]:
    return [line.split("\t") for line in iter_column_lines(made, "x") if line and not line.startswith("#")]


def read_spans(made: Reading) -> Found:
    """By number and layer the spans, cut at sentence ends; fails on an I that has nothing to go on from."""
    found: Found = defaultdict(list)
    before: dict[str, set[str]] = {}
    for row in tokens(made):
        start, end = map(int, row[2].rpartition("TokenRange=")[2].split(":"))
        assert made.article.text[start:end] == row[1]
        if row[0] == "1":
            before = {}
        for layer, cell in zip(LAYERS, row[3:], strict=True):
            tags = [] if cell == "_" else cell.split("|")
            for tag, number in (t.split("-") for t in tags):
                if tag == "I":
                    assert number in before.get(layer, set())
                    found[int(number), layer][-1][1] = end
                else:
                    found[int(number), layer].append([start, end])
            before[layer] = {t.split("-")[1] for t in tags}
    return found


def letters(text: str, spans: Spans | list[list[int]]) -> set[int]:
    """Offsets in ``spans`` that hold no white space."""
    pairs = [(s.start, s.end) if isinstance(s, Span) else (s[0], s[1]) for s in spans]
    return {i for start, end in pairs for i in range(start, end) if not text[i].isspace()}


def test_a_token_has_tags_in_every_layer() -> None:
    rows = {row[1]: row[3:] for row in tokens(reading())}
    assert rows["ontkent"] == ["_", "B-2", "I-1", "_"]
    assert rows["Kade"] == ["I-1", "_", "_", "I-2"]
    assert rows["gaat"] == ["_", "_", "I-1|I-2", "_"]


def test_every_line_has_the_columns_of_the_first() -> None:
    stream = io.StringIO()
    assert write_columns([reading(), empty_reading()], stream) == 2
    first, *others = stream.getvalue().splitlines()
    assert first == f"# global.columns = {' '.join(TOKEN_COLUMNS)}"
    rows = [line for line in others if line and not line.startswith("#")]
    assert {len(row.split("\t")) for row in rows} == {len(TOKEN_COLUMNS)}


def test_the_outer_attribution_stands_first_in_a_cell() -> None:
    made = reading()
    turned = replace(made, attributions=made.attributions[::-1])
    assert {row[5] for row in tokens(turned) if row[1] == "brug"} == {"I-2|I-1"}


def test_comments_tell_what_no_token_can() -> None:
    lines = list(iter_column_lines(reading(), "kade/01"))
    assert lines[0] == "# newdoc id = kade/01"
    outer, inner = (json.loads(line.partition(" = ")[2]) for line in lines[1:3])
    assert (inner["parent"], inner["act"], inner["entity"], inner["confidence"]) == (1, "deny", "de gemeente", 0.75)
    assert outer["parent"] is None
    assert lines[3:6] == ["# sent_id = 1", "# block = body", f"# text = {TEXT}"]


def test_a_sentence_ends_with_an_empty_line() -> None:
    made = reading_of_words("Dat is niet waar. Kom morgen terug!")
    lines = list(iter_column_lines(made, "x"))
    assert [i for i, line in enumerate(lines) if not line] == [lines.index("# sent_id = 2") - 1, len(lines) - 1]


def test_what_goes_on_in_a_next_sentence_begins_anew() -> None:
    made = reading_of_words("Dat is niet waar. Kom morgen terug!")
    assert [row[5] for row in tokens(made) if row[0] == "1"] == ["B-1", "B-1"]


def test_headline_and_body_are_told_apart() -> None:
    made = reading_of_words("Sluis dicht\nEr vaart niets.")
    blocks = (Block(role=Role.HEADLINE, span=Span(0, 11)), Block(role=Role.BODY, span=Span(12, 27)))
    lines = iter_column_lines(replace(made, article=replace(made.article, blocks=blocks)), "x")
    assert [line for line in lines if line.startswith("# block")] == ["# block = headline", "# block = body"]


def test_a_word_is_cut_where_an_attribution_ends_in_it() -> None:
    made = reading()
    half = replace(made.attributions[0], content=place(TEXT, "gemeen"), source=(), cue=())
    rows = tokens(replace(made, attributions=(half,)))
    assert [row[1] for row in rows[1:3]] == ["gemeen", "te"]
    assert rows[1][2].startswith("SpaceAfter=No|")


def test_numbers_abbreviations_and_apostrophes_are_one_token() -> None:
    words = "Karin's 38.000 euro, 3,5 procent om 14.30 uur: zo'n PvdA-plan"
    assert [row[1] for row in tokens(reading_of_words(words))] == [
        "Karin's", "38.000", "euro", ",", "3,5", "procent", "om", "14.30", "uur", ":", "zo'n", "PvdA-plan",
    ]  # fmt: skip


def test_an_article_without_words_has_no_lines() -> None:
    assert list(iter_column_lines(reading_of_words(" \n"), "x")) == []


def test_readings_are_written_one_at_a_time() -> None:
    stream = io.StringIO()
    before: list[int] = []

    def source() -> Iterator[Reading]:
        for _ in range(3):
            before.append(stream.getvalue().count("# newdoc"))
            yield reading()

    write_columns(source(), stream)
    assert before == [0, 1, 2]


@given(st.text(alphabet="ab. \t\r\n\x0b\x1c\x85\u2028é\U0001f600'-,:1_#", min_size=1, max_size=25))
def test_any_words_come_back(words: str) -> None:
    made = reading_of_words(words)
    found = read_spans(made)
    for layer in LAYERS:
        assert letters(words, found[1, layer]) == letters(words, made.attributions[0].content)


@pytest.mark.parametrize("name", ["stories", "written"])
def test_the_corpus_comes_back_with_every_span(name: str) -> None:
    for document in load_gold(CORPUS / f"{name}.json"):
        made = build_reading(document)
        found = read_spans(made)
        for number, gold in enumerate(document.attributions, start=1):
            for layer in LAYERS:
                assert letters(document.text, found[number, layer]) == letters(document.text, getattr(gold, layer))
