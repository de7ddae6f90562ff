"""The page where something is read in."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.page_forms import send, token_of, tree_of, words_of

from volgens.ledger import Ledger
from volgens.pipeline import Pipeline
from volgens.web.reader import Reader

TEXT = "Brug bij Kampen dicht\n\nDe brug blijft dicht, zegt burgemeester Anja Wolters. Het waterschap ontkent dat."


@pytest.fixture
def reading_site(own_site: TestClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A site that reads in this very process: one of its own would load its models for each test."""
    monkeypatch.setattr(Reader, "read", lambda _, document: pipeline.read(document))
    return own_site


def articles_in(place: Path) -> int:
    with Ledger.open(str(place)) as ledger:
        return ledger.counts().articles


def test_a_pasted_text_is_shown_with_its_marks(reading_site: TestClient) -> None:
    answer = send(reading_site, "/read", "/read", text=TEXT)
    page = reading_site.get(answer.headers["location"]).text
    assert "burgemeester Anja Wolters" in tree_of(page).xpath("//span[contains(@class, 'source')]/text()")


def test_reading_keeps_nothing(reading_site: TestClient, own_place: Path) -> None:
    before = articles_in(own_place)
    send(reading_site, "/read", "/read", text=TEXT)
    assert articles_in(own_place) == before


def test_what_is_kept_has_a_page_and_a_dossier(reading_site: TestClient, own_place: Path) -> None:
    shown = send(reading_site, "/read", "/read", text=TEXT).headers["location"]
    kept = send(reading_site, shown, f"{shown}/keep").headers["location"]
    assert reading_site.get(kept).status_code == 200
    with Ledger.open(str(own_place)) as ledger:
        assert ledger.dossier_of(kept.rpartition("/")[2]) is not None


def test_what_is_there_already_is_not_offered_to_be_kept(reading_site: TestClient) -> None:
    shown = send(reading_site, "/read", "/read", text=TEXT).headers["location"]
    send(reading_site, shown, f"{shown}/keep")
    again = send(reading_site, "/read", "/read", text=TEXT).headers["location"]
    assert "staat al in de ledger" in words_of(reading_site.get(again).text)


def test_a_file_is_read(reading_site: TestClient) -> None:
    page = (
        b"<html><body><article><h1>Brug dicht</h1><p>De brug blijft dicht, zegt burgemeester Anja Wolters van Kampen "
    )
    page += b"vandaag in de gemeenteraad, waar zij vragen van de oppositie kreeg.</p></article></body></html>"
    data = {"csrf": token_of(reading_site, "/read")}
    answer = reading_site.post("/read", data=data, files={"file": ("brug.html", page, "text/html")})
    assert "Anja Wolters" in words_of(reading_site.get(answer.headers["location"]).text)


def test_a_file_with_many_articles_is_told_where_to_go(reading_site: TestClient) -> None:
    data = {"csrf": token_of(reading_site, "/read")}
    answer = reading_site.post("/read", data=data, files={"file": ("crawl.jsonl", b'{"text": "a"}', "text/plain")})
    assert "volgens read crawl.jsonl" in words_of(answer.text)


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/geheim", "http://169.254.169.254/latest", "http://localhost:22/"]
)
def test_an_address_inside_the_network_is_refused(reading_site: TestClient, address: str) -> None:
    answer = send(reading_site, "/read", "/read", address=address)
    assert answer.status_code == 422
    assert "Dat is niet te lezen" in words_of(answer.text)


@pytest.mark.parametrize("address", ["file:///etc/passwd", "javascript:alert(1)//://", "http://[::1"])
def test_what_is_no_web_address_is_refused(reading_site: TestClient, address: str) -> None:
    assert send(reading_site, "/read", "/read", address=address).status_code == 422


def test_an_empty_form_says_what_to_do(reading_site: TestClient) -> None:
    assert "Er is niets om te lezen" in words_of(send(reading_site, "/read", "/read", text=" ").text)


def test_what_was_typed_stays_in_the_form_when_it_fails(reading_site: TestClient) -> None:
    answer = send(reading_site, "/read", "/read", address="ftp://oud.example/stuk")
    assert tree_of(answer.text).xpath("string(//input[@id='address']/@value)") == "ftp://oud.example/stuk"


def test_what_is_no_longer_in_memory_is_not_found(reading_site: TestClient) -> None:
    assert reading_site.get("/read/AAAAAAAAAAAAAAAAAAAAAA").status_code == 404


def test_a_site_for_reading_only_reads_nothing_in(public_site: TestClient) -> None:
    assert public_site.get("/read").status_code == 403
