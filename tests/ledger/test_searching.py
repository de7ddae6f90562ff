"""Full-text search: what is found, how it is shown, and that nobody's input breaks it."""

import dataclasses
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volgens.ledger import Field, Hit, Ledger, SearchFilters
from volgens.ledger.searching import phrases_in, read_marks
from volgens.model import Act, Span

from .readings import BODY, PUBLISHED, sample, words


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add(*sample())
    ledger.add(*sample(headline="Storm bij Vlieland", outlet="Het Baken", published=PUBLISHED + timedelta(days=2)))
    return ledger


def marked(hit: Hit) -> list[str]:
    return [span.of(hit.snippet) for span in hit.marks]


def test_words_of_a_content_find_its_attribution(filled: Ledger) -> None:
    hits = list(filled.search("drones neergehaald", filters=SearchFilters(outlet="De Kade")))
    assert [(hit.field, hit.act, hit.entity) for hit in hits] == [(Field.CONTENT, Act.ASSERT, "Marie Jansen")]
    assert hits[0].snippet == "twee drones zijn neergehaald"
    assert marked(hits[0]) == ["drones", "neergehaald"]


def test_words_of_a_source_find_its_attribution(filled: Ledger) -> None:
    hit = next(filled.search("minister"))
    assert (hit.field, hit.snippet, marked(hit)) == (Field.SOURCE, "Minister Marie Jansen", ["Minister"])


def test_a_name_finds_what_a_pronoun_says(filled: Ledger) -> None:
    hits = list(filled.search("jansen niet"))
    assert {(hit.act, marked(hit)[0]) for hit in hits} == {(Act.DENY, "niet")}


def test_words_outside_every_attribution_find_the_article(filled: Ledger) -> None:
    hits = list(filled.search("zegt"))
    assert [(hit.field, hit.attribution_id, marked(hit)) for hit in hits] == [(Field.TEXT, None, ["zegt"])] * 2


def test_an_article_with_a_fitting_attribution_does_not_come_twice(filled: Ledger) -> None:
    hits = list(filled.search("drones"))
    assert len(hits) == 2
    assert all(hit.attribution_id for hit in hits)


def test_a_content_in_pieces_is_shown_in_pieces(ledger: Ledger) -> None:
    raw, reading = sample()
    first = reading.attributions[0]
    pieces = words(reading.article.text, "twee drones", "neergehaald")
    whole = (dataclasses.replace(first, content=pieces),)
    ledger.add(raw, dataclasses.replace(reading, attributions=whole, terms=(), statements=()))
    assert [hit.snippet for hit in ledger.search("drones")] == ["twee drones … neergehaald"]


def test_accents_and_capitals_do_not_matter(filled: Ledger) -> None:
    assert [marked(hit) for hit in filled.search("OEKRAINE")] == [["Oekraïne"]]


def test_a_star_stands_for_any_ending(filled: Ledger) -> None:
    assert [hit.title for hit in filled.search("vliel*")] == ["Storm bij Vlieland"]


def test_a_phrase_must_stand_together(filled: Ledger) -> None:
    assert list(filled.search('"twee drones"'))
    assert not list(filled.search('"drones twee"'))


def test_words_need_not_stand_together(filled: Ledger) -> None:
    assert list(filled.search("drones twee"))


@pytest.mark.parametrize(
    ("filters", "count"),
    [
        (SearchFilters(act=Act.DENY), 2),
        (SearchFilters(act=Act.WARN), 0),
        (SearchFilters(actor="jansen"), 4),
        (SearchFilters(actor="Marie Jansen", act=Act.ASSERT), 2),
        (SearchFilters(actor="Jansen Marie"), 0),
        (SearchFilters(actor='"???" OR'), 0),
        (SearchFilters(outlet="de kade"), 2),
        (SearchFilters(outlet="De"), 0),
        (SearchFilters(since=PUBLISHED), 4),
        (SearchFilters(since=PUBLISHED + timedelta(seconds=1)), 2),
        (SearchFilters(until=PUBLISHED), 0),
        (SearchFilters(until=datetime(2024, 3, 31, 10, 0, 1, tzinfo=UTC)), 2),
    ],
)
def test_filters_narrow_an_empty_query(filled: Ledger, filters: SearchFilters, count: int) -> None:
    assert len(list(filled.search("", filters=filters))) == count


def test_filters_narrow_a_query(filled: Ledger) -> None:
    filters = SearchFilters(outlet="Het Baken", actor="Jansen", since=PUBLISHED)
    assert [hit.title for hit in filled.search("drones", filters=filters)] == ["Storm bij Vlieland"]


def test_filters_narrow_articles_too(filled: Ledger) -> None:
    hits = filled.search("zegt", filters=SearchFilters(until=PUBLISHED + timedelta(days=1)))
    assert [hit.outlet for hit in hits] == ["De Kade"]


def test_an_act_leaves_out_articles_without_an_attribution_that_fits(filled: Ledger) -> None:
    assert not list(filled.search("zegt", filters=SearchFilters(act=Act.ASSERT)))


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="time zone"):
        SearchFilters(since=datetime(2024, 1, 1))


def test_another_version_is_found_by_its_own_words_only(filled: Ledger) -> None:
    filled.add(*sample(version="2", entity="Petra Smit"))
    assert {hit.entity for hit in filled.search("smit")} == {"Petra Smit"}
    assert {hit.title for hit in filled.search("", filters=SearchFilters(actor="Jansen"))} == {"Storm bij Vlieland"}


def test_equally_good_hits_come_in_order_of_id(ledger: Ledger) -> None:
    for n in range(20):
        ledger.add(*sample(address=f"https://dekade.example/{n}"))
    ids = [hit.article_id for hit in ledger.search("drones")]
    assert ids == sorted(ids)


def test_a_snippet_of_a_long_text_is_cut_short(ledger: Ledger) -> None:
    ledger.add(*sample(body="Woord na woord. " * 100 + BODY))
    hit = next(ledger.search("zegt"))
    assert len(hit.snippet) < 400
    assert hit.snippet.startswith("…")


@pytest.mark.parametrize(
    "query", ['"', "'", "AND", "OR NOT", "NEAR(", "a:b", "-x", "*", "^x", "{x}", "(", "\x00", "\ud800"]
)
def test_nothing_in_a_query_is_syntax(filled: Ledger, query: str) -> None:
    assert not list(filled.search(query))


def test_a_query_without_any_word_finds_nothing(filled: Ledger) -> None:
    assert not list(filled.search("?!"))


@pytest.fixture(scope="module")
def shared() -> Iterator[Ledger]:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(str(Path(folder, "a.ledger"))) as ledger:
        ledger.add(*sample())
        yield ledger


@settings(max_examples=200, deadline=None)
@given(query=st.text(max_size=20), actor=st.text(max_size=10))
def test_no_query_breaks_the_search(shared: Ledger, query: str, actor: str) -> None:
    list(shared.search(query, filters=SearchFilters(actor=actor)))


def test_a_query_falls_apart_in_words_and_phrases() -> None:
    assert phrases_in('drones "Witte Huis" - OR luchtaf*') == ("drones", "Witte Huis", "OR", "luchtaf*")


def test_marks_are_read_out_of_a_snippet() -> None:
    assert read_marks("twee \ufdd0drones\ufdd1 en \ufdd0vuur\ufdd1") == (
        "twee drones en vuur",
        (Span(5, 11), Span(15, 19)),
    )


def test_marks_that_the_text_itself_holds_do_no_harm() -> None:
    assert read_marks("a\ufdd1b\ufdd0c") == ("abc", ())
