"""Health, runs, quarantine, feeds, and the description of the API itself."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from volgens.ledger import Ledger

API = "/api/v1"
Opener = Callable[[Path], AbstractContextManager[TestClient]]


def test_a_site_that_works_says_so(site: TestClient) -> None:
    answer = site.get(f"{API}/health").json()

    assert (answer["status"], answer["read_only"]) == ("ok", False)


def test_what_could_not_be_read_is_listed_with_its_reason(site: TestClient) -> None:
    items = site.get(f"{API}/quarantine").json()["items"]

    assert [item["location"] for item in items] == ["leeg.html"]


def test_runs_come_in_pages_the_last_first(own_place: Path, open_site: Opener) -> None:
    with Ledger.open(str(own_place)) as ledger:
        begun = [ledger.begin_run(f"read {n}", datetime(2026, 1, n, tzinfo=UTC)) for n in (1, 2, 3)]
    with open_site(own_place) as site:
        first = site.get(f"{API}/runs?limit=2").json()
        second = site.get(f"{API}/runs", params={"limit": 2, "cursor": first["next"]}).json()

    assert [run["id"] for run in first["items"] + second["items"]] == sorted(begun, reverse=True)


def test_feeds_come_in_pages_in_order(own_place: Path, open_site: Opener) -> None:
    addresses = [f"https://krant{n}.example/rss" for n in range(3)]
    with Ledger.open(str(own_place)) as ledger:
        for address in reversed(addresses):
            ledger.watch_feed(address, 900, datetime(2026, 1, 1, tzinfo=UTC))
    with open_site(own_place) as site:
        first = site.get(f"{API}/feeds?limit=2").json()
        second = site.get(f"{API}/feeds", params={"limit": 2, "cursor": first["next"]}).json()

    assert [feed["address"] for feed in first["items"] + second["items"]] == addresses


def test_every_address_declares_the_one_form_of_error(site: TestClient) -> None:
    description = site.get(f"{API}/openapi.json").json()

    for path, methods in description["paths"].items():
        for method, operation in methods.items():
            for status, answer in operation["responses"].items():
                if status.startswith(("4", "5")):
                    schema = answer["content"]["application/json"]["schema"]["$ref"]
                    assert schema.endswith("/ErrorAnswer"), (path, method, status)


def test_every_address_is_described(site: TestClient) -> None:
    description = site.get(f"{API}/openapi.json").json()

    bare = [
        (path, method)
        for path, methods in description["paths"].items()
        for method, operation in methods.items()
        if not operation.get("description")
    ]
    assert bare == []


@pytest.mark.parametrize("path", ["/api/v1/nergens", "/api/v1/articles/a/b"])
def test_no_such_address_is_told_in_the_one_form(site: TestClient, path: str) -> None:
    answer = site.get(path)

    assert (answer.status_code, answer.json()["error"]["kind"]) == (404, "not_found")


def test_a_method_that_is_not_there_is_told_in_the_one_form(site: TestClient) -> None:
    answer = site.put(f"{API}/articles")

    assert (answer.status_code, answer.json()["error"]["kind"]) == (405, "method_not_allowed")
    assert answer.headers["allow"] == "GET"
    assert site.put(f"{API}/corrections").headers["allow"] == "GET, POST"


@pytest.mark.parametrize("host", ["krant.example", "[::1", "", "a b"])
def test_another_host_name_is_told_in_the_one_form(site: TestClient, host: str) -> None:
    answer = site.get(f"{API}/health", headers={"host": host})

    assert (answer.status_code, answer.json()["error"]["kind"]) == (421, "misdirected")
