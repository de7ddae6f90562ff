"""Reading through the API: a text at once, many documents as a job; whole processes stand behind it."""

import time

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
TEXT = "De minister zegt dat de dijk morgen wordt afgesloten. De waterbeheerder ontkent dat er scheuren zijn gevonden."


def finished(site: TestClient, id: str) -> dict[str, object]:
    for _ in range(240):
        job = site.get(f"{API}/jobs/{id}").json()
        if job["state"] in {"done", "failed", "cancelled"}:
            return dict(job)
        time.sleep(0.5)
    raise AssertionError("the job does not end")


def test_a_text_is_read_at_once_and_nothing_is_stored(own_site: TestClient) -> None:
    before = len(own_site.get(f"{API}/articles?limit=200").json()["items"])

    answer = own_site.post(f"{API}/extract", json={"text": TEXT})

    assert answer.status_code == 200
    assert {attribution["act"] for attribution in answer.json()["attributions"]} == {"assert", "deny"}
    assert len(own_site.get(f"{API}/articles?limit=200").json()["items"]) == before


def test_a_file_becomes_an_article_of_the_ledger(own_site: TestClient) -> None:
    answer = own_site.post(f"{API}/jobs", files={"file": ("dijk.txt", f"Dijk is veilig\n\n{TEXT}".encode())})

    assert answer.status_code == 202
    job = finished(own_site, answer.json()["id"])
    assert (job["state"], job["read"], job["failed"]) == ("done", 1, 0)
    (article,) = job["articles"]  # type: ignore[misc]
    assert own_site.get(f"{API}/articles/{article}").json()["dossier_id"]
    assert own_site.get(f"{API}/runs").json()["items"][0]["counts"] == {"read": 1}


@pytest.mark.parametrize("body", [{}, {"text": "a", "html": "b"}, {"text": ""}, {"text": 1}, {"words": "a"}])
def test_a_text_or_a_page_must_be_given(own_site: TestClient, body: dict[str, object]) -> None:
    assert own_site.post(f"{API}/extract", json=body).status_code == 422


@pytest.mark.parametrize("body", [{}, {"addresses": []}, {"addresses": ["a"] * 1001}, {"addresses": "a"}])
def test_a_job_needs_addresses(own_site: TestClient, body: dict[str, object]) -> None:
    assert own_site.post(f"{API}/jobs", json=body).status_code == 422


def test_a_job_takes_json_or_a_form(own_site: TestClient) -> None:
    answer = own_site.post(f"{API}/jobs", content=b"x", headers={"content-type": "text/csv"})

    assert answer.status_code == 415


@pytest.mark.parametrize("kind", ["multipart/form-data", "multipart/form-data; boundary=x", "application/json"])
def test_a_body_that_is_broken_is_told_so(own_site: TestClient, kind: str) -> None:
    answer = own_site.post(f"{API}/jobs", content=b"--x\r\nnonsense", headers={"content-type": kind})

    assert answer.status_code in {400, 422}


def test_a_form_needs_a_file(own_site: TestClient) -> None:
    answer = own_site.post(f"{API}/jobs", files={"other": ("a.txt", b"a")})

    assert answer.status_code == 422


def test_a_job_that_is_not_there_is_not_found(own_site: TestClient) -> None:
    assert own_site.get(f"{API}/jobs/nergens").status_code == 404
    assert own_site.post(f"{API}/jobs/nergens/cancel").status_code == 404
