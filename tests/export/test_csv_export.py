"""The flat table: what stands in its cells, and that a spreadsheet runs none of them."""

import csv
import io
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volgens.export import write_csv
from volgens.export.csv_export import COLUMNS, guard, unguard
from volgens.model import Reading

from .readings import empty_reading, reading, reading_of_words

WORDS = ("address", "outlet", "title", "entity", "source", "cue", "content", "via")


def rows(*readings: Reading) -> list[dict[str, str]]:
    stream = io.StringIO(newline="")
    write_csv(readings, stream)
    stream.seek(0)
    return list(csv.DictReader(stream))


def test_every_attribution_is_a_row() -> None:
    stream = io.StringIO(newline="")
    assert write_csv([reading(), empty_reading()], stream) == 2
    assert stream.getvalue().count("\r\n") == 3


def test_a_row_holds_words_offsets_and_origin() -> None:
    made = reading()
    outer, inner = rows(made)
    assert inner == {
        "article_id": made.article.id,
        "address": "https://dekade.example/brug",
        "outlet": "De Kade",
        "title": "Brug",
        "published": "2024-03-31T12:00:00+02:00",
        "attribution_id": made.attributions[1].id,
        "parent": outer["attribution_id"],
        "act": "deny",
        "mode": "indirect",
        "entity": "de gemeente",
        "source": "De gemeente",
        "cue": "ontkent",
        "content": "de brug dicht gaat",
        "via": "De Kade",
        "source_spans": "0-11",
        "cue_spans": "12-19",
        "content_spans": "40-58",
        "via_spans": "27-34",
        "maker": "rule:verb",
        "version": "2",
        "confidence": "0.75",
    }


def test_words_of_several_spans_are_joined_with_an_ellipsis() -> None:
    outer = rows(reading())[0]
    assert outer["content"] == "De gemeente ontkent … de brug dicht gaat"
    assert outer["content_spans"] == "0-19 40-58"


def test_what_the_article_does_not_say_is_empty() -> None:
    outer = rows(reading())[0]
    assert (outer["via"], outer["via_spans"], outer["parent"]) == ("", "", "")


def test_an_export_without_readings_is_a_header() -> None:
    stream = io.StringIO(newline="")
    assert write_csv([], stream) == 0
    assert stream.getvalue() == ",".join(COLUMNS) + "\r\n"


@pytest.mark.parametrize("first", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "'=", "''@"])
def test_no_cell_begins_as_a_formula(first: str) -> None:
    words = f'{first}HYPERLINK("https://kwaad.example","klik")'
    (row,) = rows(reading_of_words(words))
    assert [row[column] for column in WORDS] == [f"'{words}"] * len(WORDS)


@pytest.mark.parametrize("words", ["'t Gooi", "'Nee', zei hij", "a=b", "", "1-2", " =x"])
def test_other_words_stay_as_they_are(words: str) -> None:
    assert guard(words) == words


@given(st.text(alphabet="'=+-@\t\r\na ＝", max_size=6))
def test_taking_the_apostrophe_away_gives_the_words_back(words: str) -> None:
    assert unguard(guard(words)) == words


def test_quotes_commas_and_line_ends_survive_in_a_cell() -> None:
    words = 'een "brug", \r\nof\rtwee\n;'
    (row,) = rows(reading_of_words(words))
    assert row["content"] == words


def test_readings_are_written_one_at_a_time() -> None:
    stream = io.StringIO(newline="")
    before: list[int] = []

    def source() -> Iterator[Reading]:
        for _ in range(3):
            before.append(stream.getvalue().count("\r\n"))
            yield reading()

    write_csv(source(), stream)
    assert before == [1, 3, 5]
