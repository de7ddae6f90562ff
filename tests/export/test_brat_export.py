"""Standoff for brat, read back by a strict reader of its own."""

import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from volgens.cli.corpus import build_reading
from volgens.evaluate import load_gold
from volgens.export import BRAT_CONFIGURATION, build_brat
from volgens.model import Act, Mode, Reading, Spans

from .brat_files import Event, Offsets, read_brat
from .readings import TEXT, empty_reading, reading, reading_of_words

CORPUS = Path(__file__).parents[2] / "corpus"
ROLES = ("source", "cue", "content", "via")


def events(made: Reading) -> dict[str, Event]:
    return read_brat(made.article.text, build_brat(made))


def offsets(spans: Spans) -> Offsets:
    return tuple((s.start, s.end) for s in spans)


def test_roles_of_a_denial_stand_at_its_event() -> None:
    inner = events(reading())["E2"]
    assert inner.roles == {"Content": ((40, 58),), "Cue": ((12, 19),), "Source": ((0, 11),), "Via": ((27, 34),)}
    assert inner.trigger == ((12, 19),)


def test_a_span_in_pieces_is_one_line() -> None:
    lines = build_brat(reading()).splitlines()
    assert lines[0] == "T1\tContent 0 19;40 58\tDe gemeente ontkent de brug dicht gaat"


def test_act_and_mode_are_attributes() -> None:
    assert events(reading())["E2"].attributes == {"Act": "deny", "Mode": "indirect"}


def test_an_inner_attribution_is_related_to_the_outer_one() -> None:
    read = events(reading())
    assert (read["E1"].inside, read["E2"].inside) == ((), ("E1",))


def test_the_note_holds_entity_and_maker() -> None:
    made = reading()
    assert json.loads(events(made)["E2"].note) == {
        "id": made.attributions[1].id,
        "entity": "de gemeente",
        "maker": "rule:verb",
        "version": "2",
        "confidence": 0.75,
    }


def test_without_a_cue_the_event_hangs_on_the_content() -> None:
    made = reading()
    bare = replace(made.attributions[0], cue=(), source=())
    read = events(replace(made, attributions=(bare,)))["E1"]
    assert read.roles.keys() == {"Content"}
    assert read.trigger == ((0, 19), (40, 58))


def test_an_article_without_attributions_has_an_empty_file() -> None:
    assert build_brat(empty_reading()) == ""


def test_a_line_end_cuts_a_span_in_fragments() -> None:
    read = events(reading_of_words("Eerste regel.\r\n\nTweede\tregel\u2028."))["E1"]
    assert read.roles["Content"] == ((0, 13), (16, 22), (23, 28), (29, 30))


@given(st.text(alphabet="ab \t\r\n\x0b\x0c\x1c\x85\u2028\u2029é\U0001f600;", min_size=1, max_size=20))
def test_any_words_come_back(words: str) -> None:
    read = events(reading_of_words(words))
    kept = "".join(words[start:end] for start, end in read["E1"].roles["Content"]) if read else ""
    assert "".join(kept.split()) == "".join(words.split())


@pytest.mark.parametrize("name", ["stories", "written"])
def test_the_corpus_comes_back_with_every_span(name: str) -> None:
    for document in load_gold(CORPUS / f"{name}.json"):
        read = list(events(build_reading(document)).values())
        assert len(read) == len(document.attributions)
        for event, gold in zip(read, document.attributions, strict=True):
            expected = {r.title(): offsets(getattr(gold, r)) for r in ROLES if getattr(gold, r)}
            assert event.roles == expected
            assert (event.attributes, len(event.inside)) == ({"Act": gold.act, "Mode": gold.mode}, bool(gold.parent))


def test_the_configuration_knows_all_that_is_written() -> None:
    assert all(re.search(rf"^Act\t.*\b{act}\b", BRAT_CONFIGURATION, re.MULTILINE) for act in Act)
    assert all(re.search(rf"^Mode\t.*\b{mode}\b", BRAT_CONFIGURATION, re.MULTILINE) for mode in Mode)
    for kind in {m[1] for m in re.finditer(r"^[TR]\d+\t(\w+)", build_brat(reading()), re.MULTILINE)}:
        assert re.search(rf"^{kind}\b", BRAT_CONFIGURATION, re.MULTILINE), kind


@pytest.mark.parametrize(
    "line",
    [
        "T1\tCue 0 99\tDe",
        "T1\tCue 0 2\tHet",
        "T1\tCue 40 58;0 2\tde brug dicht gaat De",
        "X1\tCue 0 2\tDe",
        "A1\tAct E9 deny",
    ],
)
def test_the_reader_of_these_tests_is_strict(line: str) -> None:
    with pytest.raises(ValueError):
        read_brat(TEXT, f"{line}\n")
