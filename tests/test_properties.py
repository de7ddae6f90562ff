"""What holds for any text at all, not only for Dutch news."""

import json
from pathlib import Path

from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from volgens.model import Attribution, RawDocument, Spans, quote
from volgens.pipeline import Pipeline

FRAGMENTS = (
    "De minister zegt dat",
    "de brug dicht is",
    "zei hij",
    "zegt Hanneke Veldkamp",
    "volgens de politie",
    "aldus Jansen",
    "ontkent",
    "Er zouden twee drones zijn neergehaald",
    "is niet bekend",
    "Of er gewonden zijn",
    "De club belooft",
    "te komen",
    "laat",
    "weten",
    "naar eigen zeggen",
    "De kritiek op het plan",
    "zij",
    "die",
    "Veldkamp:",
    "foto's",
    "'s nachts",
    "o.a. prof. De Wit",
    "maar",
    "en",
    "niet",
    "tegen de NOS",
    "Dat",
    "ook",
    "\n",
    "\n\n",
    "\r\n",
)
MARKS = (
    '"',
    "'",
    "“",
    "”",
    "„",
    "‘",
    "’",
    "«",
    "»",
    ",,",
    "''",
    "``",
    ".",
    ",",
    ":",
    "?",
    "!",
    "…",
    "(",
    ")",
    "-",
    "–",
)

some_text = st.text(max_size=200)
dutch_text = st.lists(st.tuples(st.sampled_from(FRAGMENTS + MARKS), st.sampled_from(("", " ", " ")))).map(
    lambda parts: "".join(piece + gap for piece, gap in parts)
)
limited = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def check_reading(pipeline: Pipeline, text: str) -> None:
    found = pipeline.read_text(text)
    for attribution in found:
        check_spans(attribution, text)
    ids = [a.id for a in found]
    assert len(ids) == len(set(ids))
    assert all(a.parent is None or a.parent in ids for a in found)
    assert all(a.parent != a.id for a in found)
    assert pipeline.read_text(text) == found


def check_spans(attribution: Attribution, text: str) -> None:
    assert attribution.content
    for part in (attribution.source, attribution.cue, attribution.content, attribution.via):
        assert all(0 <= span.start < span.end <= len(text) for span in part)
        assert verbatim(part, text)


def verbatim(part: Spans, text: str) -> bool:
    """Whether every span holds words or marks, with no white space at its edges."""
    return all(span.of(text).strip() == span.of(text) != "" for span in part)


@given(some_text)
@example("")
@example("\x00")
@example('"' * 500)
@example("'" * 500)
@example("\u202e„Ja”\u200b, zei\u00a0hij")
@limited
def test_any_text_is_read_verbatim_and_the_same_twice(pipeline: Pipeline, text: str) -> None:
    check_reading(pipeline, text)


@given(dutch_text)
@example('"Ja", zegt "nee", zei hij.')
@example("De minister zegt dat De minister zegt dat De minister zegt dat de brug dicht is.")
@limited
def test_any_mix_of_dutch_and_marks_is_read_verbatim_and_the_same_twice(pipeline: Pipeline, text: str) -> None:
    check_reading(pipeline, text)


@given(dutch_text, st.sampled_from(("\n\n", "\n\n\n", "\r\n\r\n")))
@settings(limited, max_examples=20)
def test_blank_lines_around_a_text_only_move_it(pipeline: Pipeline, text: str, lines: str) -> None:
    here = [(a.content, a.act) for a in pipeline.read_text(text)]
    moved = [
        (tuple(type(s)(s.start - len(lines), s.end - len(lines)) for s in a.content), a.act)
        for a in pipeline.read_text(lines + text + lines)
    ]
    assert moved == here


def test_lone_surrogate_does_not_stop_the_reading(pipeline: Pipeline) -> None:
    check_reading(pipeline, "De minister zegt dat \ud800 de brug dicht is.")


def test_a_cue_that_shares_words_with_its_content_is_cut_into_statements(pipeline: Pipeline) -> None:
    """*Is daar niet van onder de indruk*: the content found lay within the cue, and its statement overlapped itself."""
    texts = json.loads((Path(__file__).parents[1] / "corpus" / "written.json").read_text(encoding="utf-8"))
    data = texts["written-wetenschap-02"]["text"].encode()
    reading = pipeline.read(RawDocument(data=data, media_type="text/plain", location="kwakman.txt"))
    assert any("indruk" in quote(reading.article.text, statement.words) for statement in reading.statements)
