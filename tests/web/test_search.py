"""Search in the browser."""

import csv
import io
import re

import pytest
from starlette.testclient import TestClient
from tests.web.page_forms import tree_of, words_of

from volgens.ledger import find_words
from volgens.model import Span


def hits_in(page: str) -> list[str]:
    """Of each statement on the page its sentence."""
    return ["".join(p.itertext()) for p in tree_of(page).xpath("//li[@data-cite]/p[1]")]


def count_in(page: str) -> int:
    found = re.search(r"(\d+) uitspra(?:ak|ken), de laatste eerst", words_of(page))
    return int(found[1]) if found else 0


def outlets_in(page: str) -> dict[str, tuple[str, int]]:
    """By its name where each outlet among the facets leads, and its figure."""
    found = tree_of(page).xpath("//aside/details[.//h2='Medium']//li")
    return {li.xpath("string(a/span[1])"): (li.xpath("string(a/@href)"), int(li.xpath("string(*[2])"))) for li in found}


def test_the_words_asked_for_are_marked_in_their_sentence(site: TestClient) -> None:
    marked = tree_of(site.get("/search?q=leesvlucht").text).xpath("//li[@data-cite]//mark/text()")
    assert set(marked) == {"Leesvlucht"}


def test_a_hit_leads_to_its_sentence_lit(site: TestClient) -> None:
    page = site.get("/search?q=leesvlucht").text
    place = tree_of(page).xpath("string(//li[@data-cite]//a[contains(@href, '?at=')]/@href)")
    assert tree_of(site.get(place).text).xpath("//*[@id='at']")


def test_words_that_nobody_said_give_advice(site: TestClient) -> None:
    assert "Niets gevonden" in words_of(site.get("/search?q=zonneschijn").text)


def test_what_is_found_can_be_narrowed_by_outlet(site: TestClient) -> None:
    page = site.get("/search").text
    narrowed = site.get(outlets_in(page)["NRC"][0]).text
    assert 0 < count_in(narrowed) < count_in(page)


def test_the_figure_of_a_facet_is_what_choosing_it_gives(site: TestClient) -> None:
    page = site.get("/search").text
    path, figure = outlets_in(page)["NRC"]
    assert count_in(site.get(path).text) == figure


def test_a_chosen_facet_leads_back(site: TestClient) -> None:
    narrowed = site.get("/search?outlet=NRC").text
    assert outlets_in(narrowed)["NRC"][0] == "/search"


def test_an_outlet_may_be_typed_in_small_letters(site: TestClient) -> None:
    assert count_in(site.get("/search?outlet=nrc").text) == count_in(site.get("/search?outlet=NRC").text) > 0


def test_a_stance_takes_all_its_acts(site: TestClient) -> None:
    denied = count_in(site.get("/search?stance=denies").text)
    assert denied == sum(count_in(site.get(f"/search?act={act}").text) for act in ("deny", "refuse")) > 0


def test_an_act_that_no_such_stance_takes_gives_nothing(site: TestClient) -> None:
    assert hits_in(site.get("/search?stance=denies&act=confirm").text) == []


def test_the_last_day_counts_as_inside(site: TestClient) -> None:
    last = count_in(site.get("/search?since=2026-10-15&until=2026-10-15").text)
    assert last == count_in(site.get("/search?since=2026-10-15").text) > 0


@pytest.mark.parametrize(
    "asked", ["act=zingen", "stance=scheef", "since=gisteren", "until=2026-02-30", "q=" + "x" * 400]
)
def test_what_cannot_be_asked_is_refused_with_its_name(site: TestClient, asked: str) -> None:
    answer = site.get(f"/search?{asked}")
    assert answer.status_code == 422
    assert asked.partition("=")[0] in words_of(answer.text)


def test_pages_follow_one_another_without_gap_or_repeat(site: TestClient) -> None:
    path, seen, total = "/search", [], count_in(site.get("/search").text)
    while path:
        page = site.get(path).text
        seen += hits_in(page)
        path = tree_of(page).xpath("string(//a[@rel='next']/@href)")
    assert len(seen) == total > 40


def test_a_made_up_place_in_the_list_is_refused(site: TestClient) -> None:
    assert site.get("/search?after=nergens").status_code == 400


def test_the_table_has_a_row_for_every_statement(site: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/search.csv?q=leesvlucht").text)))
    assert len(rows) == count_in(site.get("/search?q=leesvlucht").text)


def test_the_table_gives_words_as_they_stand(site: TestClient) -> None:
    rows = list(csv.DictReader(io.StringIO(site.get("/search.csv?q=leesvlucht").text)))
    assert all(row["words"].split(" … ")[0][:20] in row["sentence"] for row in rows if not row["words"].startswith("'"))


def test_articles_with_the_words_outside_any_statement_are_named(site: TestClient) -> None:
    page = site.get("/search", params={"q": "Westerschelde veerboot"}).text
    assert "Ook in de tekst van deze artikelen" in page


def test_markup_in_a_question_stays_text(site: TestClient) -> None:
    assert "<b>dik" not in site.get("/search", params={"q": "<b>dik"}).text


def test_choosing_a_language_keeps_the_question(site: TestClient) -> None:
    back = tree_of(site.get("/search?q=leesvlucht").text).xpath("string(//input[@name='back']/@value)")
    assert back == "/search?q=leesvlucht"


@pytest.mark.parametrize(
    ("words", "asked", "found"),
    [
        ("De Oekraïense minister", ("oekraiense",), (Span(3, 13),)),
        ("De minister", ("minister", "de"), (Span(0, 2), Span(3, 11))),
        ("de minister van Defensie", ("minister van",), (Span(3, 15),)),
        ("verzekeraar en verzekering", ("verzeker*",), (Span(0, 11), Span(15, 26))),
        ("de minister", ("ministers",), ()),
        ("de minister", ("",), ()),
    ],
)
def test_words_are_marked_as_the_index_finds_them(words: str, asked: tuple[str, ...], found: tuple[Span, ...]) -> None:
    assert find_words(words, asked) == found
