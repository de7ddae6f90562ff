"""Dossiers in the API, and as feeds."""

from xml.etree import ElementTree as Xml

import pytest
from starlette.testclient import TestClient

API = "/api/v1"
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def id(site: TestClient) -> str:
    """A dossier in which somebody is contradicted."""
    found = site.get(f"{API}/dossiers").json()["items"]
    return next(
        str(d["id"]) for d in found if site.get(f"{API}/dossiers/{d['id']}/claims?contested=true").json()["items"]
    )


@pytest.mark.parametrize("part", ["claims", "positions", "timeline", "revisions"])
def test_the_parts_are_those_of_the_whole(site: TestClient, id: str, part: str) -> None:
    whole = site.get(f"{API}/dossiers/{id}").json()

    assert site.get(f"{API}/dossiers/{id}/{part}", params={"limit": 200}).json()["items"] == whole[part][:200]


def test_claims_come_in_pages(site: TestClient, id: str) -> None:
    first = site.get(f"{API}/dossiers/{id}/claims", params={"limit": 1}).json()
    second = site.get(f"{API}/dossiers/{id}/claims", params={"limit": 1, "cursor": first["next"]}).json()

    claims = site.get(f"{API}/dossiers/{id}/claims").json()["items"]
    assert first["items"] + second["items"] == claims[:2]


def test_only_contested_claims_where_asked_for(site: TestClient, id: str) -> None:
    claims = site.get(f"{API}/dossiers/{id}/claims", params={"contested": True}).json()["items"]

    assert all(claim["contested"] for claim in claims)


def test_the_words_of_a_position_stand_in_its_article(site: TestClient, id: str) -> None:
    dossier = site.get(f"{API}/dossiers/{id}").json()
    for happening in dossier["timeline"]:
        text = site.get(f"{API}/articles/{happening['article_id']}").json()["text"]
        assert all(text[start:end] in happening["what"]["words"] for start, end in happening["what"]["spans"])


def test_a_dossier_that_is_not_there_is_not_found(site: TestClient) -> None:
    assert site.get(f"{API}/dossiers/nergens/claims").status_code == 404
    assert site.get("/dossiers/nergens.atom").status_code == 404


def test_a_feed_has_an_entry_for_each_statement(site: TestClient, id: str) -> None:
    answer = site.get(f"/dossiers/{id}.atom")

    entries = Xml.fromstring(answer.content).findall(f"{ATOM}entry")
    claims = site.get(f"{API}/dossiers/{id}").json()["claims"]
    quotes = [" ".join(stand["quote"]["words"].split()) for claim in claims for stand in claim["stands"]]
    assert answer.headers["content-type"].startswith("application/atom+xml")
    assert {entry.findtext(f"{ATOM}content") for entry in entries} <= set(quotes)
    assert len(entries) == min(100, len({stand["id"] for claim in claims for stand in claim["stands"]}))


def test_entries_lead_to_the_lit_sentence(site: TestClient, id: str) -> None:
    root = Xml.fromstring(site.get(f"/dossiers/{id}.atom").content)

    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert site.get(link.attrib["href"].partition("#")[0]).status_code == 200


def test_the_newest_entry_comes_first(site: TestClient, id: str) -> None:
    root = Xml.fromstring(site.get(f"/dossiers/{id}.atom").content)

    times = [str(entry.findtext(f"{ATOM}updated")) for entry in root.findall(f"{ATOM}entry")]
    assert times == sorted(times, reverse=True)
    assert root.findtext(f"{ATOM}updated") == times[0]


def test_a_search_is_a_feed_of_attributions(site: TestClient) -> None:
    root = Xml.fromstring(site.get("/search.atom", params={"words": "niet"}).content)

    contents = [str(entry.findtext(f"{ATOM}content")) for entry in root.findall(f"{ATOM}entry")]
    assert contents


def test_filters_alone_make_a_feed(site: TestClient) -> None:
    root = Xml.fromstring(site.get("/search.atom", params={"act": "deny"}).content)

    categories = {element.attrib["term"] for element in root.iter(f"{ATOM}category")}
    assert categories == {"deny"}


def test_a_feed_of_everything_has_the_newest(site: TestClient) -> None:
    root = Xml.fromstring(site.get("/search.atom").content)

    newest = site.get(f"{API}/articles?limit=1").json()["items"][0]["id"]
    link = root.find(f"{ATOM}entry/{ATOM}link")
    assert link is not None
    assert newest in link.attrib["href"]


def test_a_feed_that_did_not_change_is_not_sent_twice(site: TestClient, id: str) -> None:
    tag = site.get(f"/dossiers/{id}.atom").headers["etag"]

    assert site.get(f"/dossiers/{id}.atom", headers={"if-none-match": tag}).status_code == 304


def test_what_xml_cannot_hold_is_left_out(site: TestClient) -> None:
    Xml.fromstring(site.get("/search.atom", params={"words": "niet \x0b\x1f <&"}).content)
