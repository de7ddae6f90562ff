"""What changes something, and what a site for reading only refuses."""

from pathlib import Path

import pytest
from starlette.testclient import TestClient

from volgens.ledger import Ledger

API = "/api/v1"
WRITES = (
    ("POST", "/extract", {"text": "De minister zegt dat de dijk veilig is."}),
    ("POST", "/jobs", {"addresses": ["https://krant.example/a"]}),
    ("POST", "/corrections", {"kind": "same_actor", "a": "Jansen", "b": "Marie Jansen"}),
    ("DELETE", "/corrections/1", None),
    ("POST", "/jobs/1/cancel", None),
    ("GET", "/jobs", None),
)


def dossier_of(site: TestClient) -> str:
    return str(site.get(f"{API}/dossiers").json()["items"][0]["id"])


def rename(site: TestClient, title: str) -> int:
    body = {"kind": "rename_dossier", "dossier": dossier_of(site), "title": title}
    answer = site.post(f"{API}/corrections", json=body)
    assert answer.status_code == 201
    return int(answer.json()["id"])


def test_a_correction_holds_at_once(own_site: TestClient) -> None:
    rename(own_site, "De brug")

    assert own_site.get(f"{API}/dossiers").json()["items"][0]["title"] == "De brug"


def test_an_undone_correction_is_listed_where_asked_for(own_site: TestClient) -> None:
    made = rename(own_site, "De brug")

    assert own_site.delete(f"{API}/corrections/{made}").status_code == 204
    assert own_site.get(f"{API}/corrections").json()["items"] == []
    assert own_site.get(f"{API}/corrections?undone=true").json()["items"][0]["undone_at"]


def test_corrections_come_in_pages_the_last_first(own_site: TestClient) -> None:
    made = [rename(own_site, title) for title in ("Een", "Twee", "Drie")]

    first = own_site.get(f"{API}/corrections?limit=2").json()
    second = own_site.get(f"{API}/corrections", params={"limit": 2, "cursor": first["next"]}).json()

    assert [item["id"] for item in first["items"] + second["items"]] == sorted(made, reverse=True)
    assert second["next"] is None


def test_undoing_what_does_not_hold_is_not_found(own_site: TestClient) -> None:
    assert own_site.delete(f"{API}/corrections/999").status_code == 404


@pytest.mark.parametrize(
    "body",
    [
        {"kind": "same_actor", "a": "Jansen"},
        {"kind": "verzonnen"},
        {"kind": "rename_dossier", "dossier": "x", "title": ""},
        {"kind": "split_article", "article": "x", "extra": 1},
        [],
        None,
    ],
)
def test_a_correction_that_says_too_little_is_refused(own_site: TestClient, body: object) -> None:
    assert own_site.post(f"{API}/corrections", json=body).status_code == 422


def test_a_correction_of_what_is_not_there_is_not_found(own_site: TestClient) -> None:
    body = {"kind": "rename_dossier", "dossier": "nergens", "title": "Iets"}

    assert own_site.post(f"{API}/corrections", json=body).status_code == 404


@pytest.mark.parametrize(("method", "path", "body"), WRITES)
def test_a_site_for_reading_only_changes_and_reads_nothing(
    public_site: TestClient, method: str, path: str, body: object
) -> None:
    answer = public_site.request(method, API + path, json=body)

    assert answer.status_code == 403
    assert answer.json()["error"]["kind"] == "forbidden"


def test_another_site_cannot_correct_here(own_site: TestClient) -> None:
    headers = {"origin": "https://elders.example"}
    body = {"kind": "same_actor", "a": "Jansen", "b": "Marie Jansen"}

    answer = own_site.post(f"{API}/corrections", json=body, headers=headers)

    assert answer.status_code == 403
    assert answer.json()["error"]["kind"] == "forbidden"


def test_a_body_that_is_no_json_is_told_so(own_site: TestClient) -> None:
    headers = {"content-type": "application/json"}

    assert own_site.post(f"{API}/corrections", content=b"{", headers=headers).status_code == 422
    assert own_site.post(f"{API}/corrections", content=b"[" * 100_000, headers=headers).status_code in {400, 422}


def test_a_body_that_is_too_large_is_told_so(own_site: TestClient) -> None:
    answer = own_site.post(f"{API}/extract", json={"text": "a" * 6_000_000})

    assert answer.status_code == 413
    assert answer.json()["error"]["kind"] == "too_large"


def test_a_body_that_comes_in_pieces_is_bounded_too(own_site: TestClient) -> None:
    pieces = (b"x" * 100_000 for _ in range(80))

    answer = own_site.post(f"{API}/extract", content=pieces, headers={"content-type": "application/json"})

    assert answer.status_code == 413


def test_an_act_is_put_right_and_undone(own_site: TestClient) -> None:
    told = own_site.get(f"{API}/attributions?act=deny&limit=1").json()["items"][0]
    content = told["content"]

    def act_now() -> str:
        article = own_site.get(f"{API}/articles/{told['article_id']}").json()
        # Words may be one's own and denied by another: only content and source together say which attribution it is.
        return next(
            str(a["act"])
            for a in article["attributions"]
            if (a["content"], a["source"]) == (content, told["source"])
        )

    made = own_site.post(
        f"{API}/corrections", json={"kind": "right_act", "attribution": told["id"], "act": "withhold"}
    ).json()

    assert act_now() == "withhold"
    assert own_site.delete(f"{API}/corrections/{made['id']}").status_code == 204
    assert act_now() == "deny"


def test_what_is_no_attribution_is_gone(own_site: TestClient) -> None:
    told = own_site.get(f"{API}/attributions?act=deny&limit=1").json()["items"][0]

    own_site.post(f"{API}/corrections", json={"kind": "no_attribution", "attribution": told["id"]})

    assert own_site.get(f"{API}/attributions/{told['id']}").status_code == 404


def test_a_statement_moves_to_another_claim(own_site: TestClient) -> None:
    dossier = dossier_of(own_site)
    claims = own_site.get(f"{API}/dossiers/{dossier}/claims").json()["items"]
    stand, other = (claims[n]["stands"][0]["id"] for n in (0, 1))

    body = {"kind": "same_claim", "dossier": dossier, "stand": stand, "other": other, "whole": True}
    assert own_site.post(f"{API}/corrections", json=body).status_code == 201

    after = own_site.get(f"{API}/dossiers/{dossier}/claims?limit=200").json()["items"]
    assert any({stand, other} <= {each["id"] for each in claim["stands"]} for claim in after)


def test_who_changed_what_is_kept(own_site: TestClient, own_place: Path) -> None:
    rename(own_site, "De brug")

    with Ledger.open(str(own_place)) as ledger:
        line = ledger.audit(1)[0]
    assert (line.what, line.data["title"]) == ("corrected through the API", "De brug")
