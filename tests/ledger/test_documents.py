"""The ledger remembers every document that it met, and which article each gave."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from volgens.ledger import Ledger
from volgens.model import RawDocument, Reading

from .readings import article, document, reading_of, sample

CRAWLED = datetime(2024, 4, 1, 6, 30, tzinfo=UTC)


def pair(raw: RawDocument, *, version: str = "1", **changes: str) -> tuple[RawDocument, Reading]:
    return raw, reading_of(article(raw, **changes), version=version)


def archived(container: str = "nieuws.warc.gz#1024", location: str = "https://dekade.example/drones") -> RawDocument:
    return RawDocument(
        data=b"<p>drones</p>",
        media_type="text/html",
        location=location,
        container=container,
        captured=CRAWLED,
        headers=(("content-type", "text/html"), ("etag", '"é\udce9"')),
    )


def test_a_document_comes_back_with_all_that_came_beside_its_bytes(ledger: Ledger) -> None:
    raw, reading = pair(archived())
    ledger.add(raw, reading)
    assert ledger.raw(raw.id) == raw


def test_it_knows_the_article_that_a_document_gave(ledger: Ledger) -> None:
    raw, reading = sample()
    assert ledger.article_of(raw) is None
    ledger.add(raw, reading)
    assert ledger.article_of(raw) == reading.article.id


@pytest.mark.parametrize("change", [{"location": "elders.html"}, {"container": "a.warc#0"}, {"data": b"anders"}])
def test_a_document_is_its_bytes_at_its_place(ledger: Ledger, change: dict[str, object]) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    assert ledger.article_of(replace(raw, **change)) is None


def test_another_reader_has_not_read_it_yet(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading, reader="0.1.0 nl-1")
    assert ledger.article_of(raw, reader="0.1.0 nl-1") == reading.article.id
    assert ledger.article_of(raw, reader="0.1.0 nl-2") is None
    assert ledger.article_of(raw) is None


def test_another_reader_takes_the_place_of_the_old_reading(ledger: Ledger) -> None:
    raw, old = sample()
    ledger.add(raw, old, reader="1")
    new = replace(old, article=replace(old.article, byline="Jan Smit", section="Binnenland", partial=True))
    assert ledger.add(raw, new, reader="2")
    assert ledger.reading(old.article.id) == new
    assert not ledger.add(raw, new, reader="2")


def test_what_one_reader_left_for_another_is_read_again_by_the_first(ledger: Ledger) -> None:
    raw, reading = sample()
    for reader in ("1", "2"):
        ledger.add(raw, reading, reader=reader)
    assert ledger.article_of(raw, reader="1") is None


def test_the_same_bytes_at_two_addresses_are_both_remembered(ledger: Ledger) -> None:
    first, second = document(location="a.html"), document(location="b.html")
    ledger.add(*pair(first))
    ledger.add(*pair(second))
    found = ledger.documents_of(article(first).id)
    assert [(place.location, place.raw_id) for place in found] == [("a.html", first.id), ("b.html", first.id)]
    assert ledger.article_of(second) == article(first).id


def test_the_same_words_at_another_address_are_remembered_with_their_bytes(ledger: Ledger) -> None:
    first, second = document(b"een", location="a.html"), document(b"twee", location="b.html")
    ledger.add(*pair(first))
    assert not ledger.add(*pair(second))
    assert [place.location for place in ledger.documents_of(article(first).id)] == ["a.html", "b.html"]
    assert ledger.raw(second.id) == second
    assert ledger.article_of(second) == article(first).id


def test_the_same_words_at_the_same_address_are_remembered_without_a_second_copy(ledger: Ledger) -> None:
    first, second = document(b"een"), document(b"twee")
    ledger.add(*pair(first))
    ledger.add(*pair(second))
    found = {place.raw_id: place.has_bytes for place in ledger.documents_of(article(first).id)}
    assert found == {first.id: True, second.id: False}
    assert ledger.article_of(second) == article(first).id


def test_bytes_are_kept_again_once_they_are_those_of_the_reading(ledger: Ledger) -> None:
    first, second = document(b"een"), document(b"twee")
    ledger.add(*pair(first))
    ledger.add(*pair(second))
    ledger.add(*pair(second, version="2"))
    assert ledger.raw(ledger.reading(article(first).id).article.raw_id) == second


def test_captures_of_one_page_are_all_remembered(ledger: Ledger) -> None:
    for n in range(3):
        ledger.add(*pair(archived(f"nieuws.warc.gz#{n}")))
    places = ledger.documents_of(article(archived()).id)
    assert [place.container for place in places] != []
    assert {place.container for place in places} == {f"nieuws.warc.gz#{n}" for n in range(3)}
    assert {place.captured for place in places} == {CRAWLED}


def test_a_document_read_again_is_remembered_once(ledger: Ledger) -> None:
    raw, reading = sample()
    for reader in ("1", "2", "2"):
        ledger.add(raw, reading, reader=reader)
    assert [place.reader for place in ledger.documents_of(reading.article.id)] == ["2"]


def test_an_article_is_found_by_where_any_of_its_documents_was(ledger: Ledger) -> None:
    ledger.add(*pair(document(location="a.html")))
    ledger.add(*pair(document(location="b.html")))
    assert ledger.find_article("b.html") == ledger.find_article("a.html")


def test_a_place_whose_name_is_no_text_is_remembered(ledger: Ledger) -> None:
    raw = document(location="nieuws/caf\udce9.html")
    ledger.add(*pair(raw))
    assert ledger.article_of(raw) == article(raw).id


def test_an_article_that_is_not_there_was_met_nowhere(ledger: Ledger) -> None:
    assert ledger.documents_of("0" * 20) == ()
