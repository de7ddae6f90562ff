"""A site for publishing tells what was said, and nothing of how the work goes or who does it."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import UNHURRIED, Opener

from volgens.desk import Desk
from volgens.ledger import Ledger
from volgens.web import WebOptions

EDITOR = "Zwaantje Wiersema"
PUBLISHED = WebOptions(read_only=True, requests_a_minute=UNHURRIED)


@pytest.fixture
def corrected(own_place: Path) -> Path:
    """A ledger in which somebody corrected an attribution, a name and a title, took one back and read an article."""
    with Ledger.open(str(own_place)) as ledger:
        desk = Desk(ledger)
        reading = next(reading for reading in ledger.iter_readings() if len(reading.attributions) > 3)
        for attribution in reading.attributions[:2]:
            made = desk.correct_actor(attribution.id, "Jan van den Berg", EDITOR)
        desk.undo(made.id, EDITOR)
        desk.rename(next(iter(desk.dossiers())).id, "Een andere kop", EDITOR)
        ledger.check(reading.article.id, by=EDITOR)
        ledger.note("corrected", who=EDITOR, address=None, data={})
    return own_place


@pytest.mark.parametrize(
    "path",
    ["/health", "/corrections/log", "/api/v1/runs", "/api/v1/quarantine", "/api/v1/feeds", "/api/v1/jobs",
     "/api/v1/jobs/1", "/account"],
)  # fmt: skip
def test_how_the_work_goes_is_not_published(public_site: TestClient, path: str) -> None:
    assert public_site.get(path).status_code in {401, 403, 404}


def test_whoever_watches_the_site_still_hears_that_it_works(public_site: TestClient) -> None:
    assert public_site.get("/api/v1/health").json()["status"] == "ok"


def test_no_page_leads_to_what_is_not_published(public_site: TestClient) -> None:
    assert "/health" not in public_site.get("/").text


def test_no_page_names_who_corrected_something(corrected: Path, open_site: Opener) -> None:
    with open_site(corrected, PUBLISHED) as site:
        articles = [item["id"] for item in site.get("/api/v1/articles?limit=200").json()["items"]]
        dossiers = [item["id"] for item in site.get("/api/v1/dossiers?limit=200").json()["items"]]
        paths = ["/", "/corrections", "/api/v1/corrections?undone=true", "/search", "/search.csv"]
        paths += [f"/{kind}/{id}" for kind, ids in (("articles", articles), ("dossiers", dossiers)) for id in ids]
        paths += [
            f"/api/v1/{kind}/{id}" for kind, ids in (("articles", articles), ("dossiers", dossiers)) for id in ids
        ]
        telling = [path for path in paths if EDITOR in site.get(path).text]
    assert telling == []


def test_the_list_of_corrections_is_published_without_names(corrected: Path, open_site: Opener) -> None:
    with open_site(corrected, PUBLISHED) as site:
        assert "Jan van den Berg" in site.get("/corrections").text
        assert {item["by"] for item in site.get("/api/v1/corrections?undone=true").json()["items"]} == {None}


def test_no_name_can_be_tried_out(corrected: Path, open_site: Opener) -> None:
    with open_site(corrected, PUBLISHED) as site:
        assert site.get("/corrections?by=Niemand").text.count("<li") == site.get(
            f"/corrections?by={EDITOR}"
        ).text.count("<li")


def test_among_themselves_editors_see_who_corrected_what(corrected: Path, open_site: Opener) -> None:
    with open_site(corrected) as site:
        assert EDITOR in site.get("/corrections").text
