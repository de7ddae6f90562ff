"""Checked articles in the form of the corpus."""

import io
import json
from pathlib import Path

from tests.ledger.readings import sample

from volgens.evaluate import load_gold
from volgens.export import write_gold


def test_what_is_written_is_gold_that_the_program_reads(tmp_path: Path) -> None:
    reading = sample()[1]
    stream = io.StringIO()
    assert write_gold([reading], stream) == 2
    place = tmp_path / "gold.json"
    place.write_text(stream.getvalue(), encoding="utf-8")
    (document,) = load_gold(place)
    assert (document.id, document.text) == (reading.article.id, reading.article.text)
    own = {a.id: a for a in reading.attributions}
    wanted = sorted(own.values(), key=lambda a: a.content)
    assert [(a.source, a.cue, a.content, a.via) for a in document.attributions] == [
        (a.source, a.cue, a.content, a.via) for a in wanted
    ]


def test_parents_are_named_by_their_numbers() -> None:
    stream = io.StringIO()
    write_gold([sample()[1]], stream)
    (document,) = json.loads(stream.getvalue()).values()
    first, second = document["attributions"]
    assert (first["parent"], second["parent"]) == (None, first["id"])


def test_no_articles_are_an_empty_object() -> None:
    stream = io.StringIO()
    assert write_gold([], stream) == 0
    assert json.loads(stream.getvalue()) == {}
