"""The nested document."""

import io
import json
from collections.abc import Iterator

from volgens.export import write_json
from volgens.model import Reading

from .readings import TEXT, empty_reading, reading, reading_of_words


def written(*readings: Reading) -> str:
    stream = io.StringIO()
    write_json(readings, stream)
    return stream.getvalue()


def test_an_article_nests_its_attributions_with_their_spans() -> None:
    made = reading()
    outer, inner = json.loads(written(made))["articles"][0]["attributions"]
    assert outer["content"] == [
        {"start": 0, "end": 19, "words": "De gemeente ontkent"},
        {"start": 40, "end": 58, "words": "de brug dicht gaat"},
    ]
    assert inner == {
        "id": made.attributions[1].id,
        "parent": outer["id"],
        "act": "deny",
        "mode": "indirect",
        "entity": "de gemeente",
        "actor_id": made.actors[0].id,
        "source": [{"start": 0, "end": 11, "words": "De gemeente"}],
        "cue": [{"start": 12, "end": 19, "words": "ontkent"}],
        "content": [{"start": 40, "end": 58, "words": "de brug dicht gaat"}],
        "via": [{"start": 27, "end": 34, "words": "De Kade"}],
        "maker": "rule:verb",
        "version": "2",
        "confidence": 0.75,
    }


def test_an_article_carries_its_text_actors_and_mentions() -> None:
    made = reading()
    article = json.loads(written(made))["articles"][0]
    assert article["text"] == TEXT
    assert article["published"] == "2024-03-31T12:00:00+02:00"
    assert article["modified"] is None
    assert article["blocks"] == [{"role": "body", "start": 0, "end": len(TEXT)}]
    assert article["actors"] == [
        {"id": made.actors[0].id, "name": "de gemeente", "kind": "organisation", "speaks_for": None}
    ]
    assert article["mentions"] == [
        {"actor_id": made.actors[0].id, "spans": [{"start": 0, "end": 11, "words": "De gemeente"}]}
    ]


def test_the_number_of_attributions_is_returned() -> None:
    assert write_json([reading(), empty_reading(), reading()], io.StringIO()) == 4


def test_an_article_without_attributions_is_kept() -> None:
    articles = json.loads(written(empty_reading(), reading()))["articles"]
    assert [len(article["attributions"]) for article in articles] == [0, 2]


def test_no_readings_make_an_empty_list() -> None:
    assert json.loads(written()) == {"articles": []}


def test_words_are_verbatim_in_any_script() -> None:
    words = '=Ja", zei \U0001f600\u2028Łukasz\r\n\\'
    assert (
        json.loads(written(reading_of_words(words)))["articles"][0]["attributions"][0]["content"][0]["words"] == words
    )


def test_every_article_stands_on_a_line_of_its_own() -> None:
    lines = written(reading(), empty_reading()).splitlines()
    assert [json.loads(line.rstrip(","))["language"] for line in lines[1:-1]] == ["nl", "nl"]


def test_readings_are_written_one_at_a_time() -> None:
    stream = io.StringIO()
    before: list[int] = []

    def source() -> Iterator[Reading]:
        for _ in range(3):
            before.append(stream.getvalue().count('"raw_id"'))
            yield reading()

    write_json(source(), stream)
    assert before == [0, 1, 2]
