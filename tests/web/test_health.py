"""The page about processing."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.page_forms import send, words_of

from volgens.ledger import Ledger
from volgens.model import Failure, RawDocument
from volgens.pipeline import Pipeline
from volgens.web.reader import Reader

NOW = datetime(2026, 3, 5, 12, tzinfo=UTC)


@pytest.fixture
def reading_site(own_site: TestClient, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> TestClient:
    """A site that reads in this very process: one of its own would load its models for each test."""
    monkeypatch.setattr(Reader, "read", lambda _, document: pipeline.read(document))
    return own_site


def quarantine(place: Path, data: bytes) -> str:
    raw = RawDocument(data=data, media_type="text/plain", location="bericht.txt")
    with Ledger.open(str(place)) as ledger:
        ledger.add_failure(Failure(location="bericht.txt", reason="no text", raw_id=raw.id), raw)
        return next(it.id for it in ledger.quarantined() if it.failure.location == "bericht.txt")


def test_what_could_not_be_read_stands_there_with_the_reason(site: TestClient) -> None:
    words = words_of(site.get("/health").text)
    assert "leeg.html" in words
    assert "no article text found on the page" in words


def test_a_run_says_how_fast_it_was(own_site: TestClient, own_place: Path) -> None:
    with Ledger.open(str(own_place)) as ledger:
        ledger.end_run(ledger.begin_run("read", NOW), NOW + timedelta(seconds=30), {"read": 60, "failed": 2})
    words = words_of(own_site.get("/health").text)
    assert "120" in words
    assert "60 gelezen, 2 niet te lezen" in words


def test_a_run_without_end_is_told_apart(own_site: TestClient, own_place: Path) -> None:
    with Ledger.open(str(own_place)) as ledger:
        ledger.begin_run("watch", NOW)
    assert "loopt nog, of is afgebroken" in words_of(own_site.get("/health").text)


def test_a_feed_with_errors_comes_first_and_says_why(own_site: TestClient, own_place: Path) -> None:
    with Ledger.open(str(own_place)) as ledger:
        for address in ("https://a.example/feed", "https://z.example/feed"):
            ledger.watch_feed(address, 600, NOW)
        ledger.note_feed(
            "https://z.example/feed", at=NOW, due=NOW, etag=None, last_modified=None, errors=3, reason="answers 500"
        )
    words = words_of(own_site.get("/health").text)
    assert words.index("z.example") < words.index("a.example")
    assert "answers 500" in words


def test_a_failure_can_be_let_go(own_site: TestClient, own_place: Path) -> None:
    id = quarantine(own_place, b"kort")
    send(own_site, "/health", f"/health/quarantine/{id}/release")
    assert "bericht.txt" not in own_site.get("/health").text


def test_a_failure_that_can_be_read_now_leaves_the_quarantine(reading_site: TestClient, own_place: Path) -> None:
    id = quarantine(own_place, b"Brug dicht\n\nDe brug is dicht, zegt de gemeente.")
    answer = send(reading_site, "/health", f"/health/quarantine/{id}/retry")
    assert answer.headers["location"] == "/health?done=read#quarantine"
    assert "bericht.txt" not in reading_site.get("/health").text


def test_a_failure_that_fails_again_stays_with_its_new_reason(reading_site: TestClient, own_place: Path) -> None:
    id = quarantine(own_place, b"%PDF-1.7 geen tekst")
    answer = send(reading_site, "/health", f"/health/quarantine/{id}/retry")
    assert answer.headers["location"] == "/health?done=failed#quarantine"
    assert "PDF" in reading_site.get("/health").text


def test_a_failure_that_is_not_there_is_not_found(own_site: TestClient) -> None:
    assert send(own_site, "/health", "/health/quarantine/00000000/retry").status_code == 404


def test_the_figures_are_written_as_in_the_language_of_the_page(site: TestClient) -> None:
    assert "MB groot" in words_of(site.get("/health").text)
