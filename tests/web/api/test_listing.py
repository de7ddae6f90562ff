"""Lists of the API: pages without gaps, filters, and single things."""

from collections.abc import Iterator

import pytest
from starlette.testclient import TestClient

from volgens.model import Act

API = "/api/v1"
Item = dict[str, object]


def walk(site: TestClient, path: str, **wanted: str | int) -> Iterator[Item]:
    """All items of a list, two at a time."""
    parameters: dict[str, str | int] = {"limit": 2, **wanted}
    while True:
        answer = site.get(API + path, params=parameters).json()
        yield from answer["items"]
        if answer["next"] is None:
            return
        parameters["cursor"] = answer["next"]


def whole(site: TestClient, path: str, **wanted: str | int) -> list[Item]:
    """The same in one page."""
    answer = site.get(API + path, params={"limit": 200, **wanted}).json()
    assert answer["next"] is None
    return list(answer["items"])


LISTS = (
    ("/articles", {}),
    ("/articles", {"words": "de"}),
    ("/attributions", {"act": "deny"}),
    ("/attributions", {"words": "niet"}),
    ("/actors", {}),
    ("/search", {"words": "de"}),
    ("/search", {"words": "de", "order": "latest"}),
    ("/search", {"act": "deny"}),
    ("/dossiers", {}),
)


@pytest.mark.parametrize(("path", "wanted"), LISTS)
def test_pages_together_are_the_whole_list(site: TestClient, path: str, wanted: dict[str, str]) -> None:
    found = whole(site, path, **wanted)

    assert len(found) > 2 or path == "/dossiers"
    assert list(walk(site, path, **wanted)) == found


def test_articles_come_newest_first(site: TestClient) -> None:
    times = [str(article["published"]) for article in whole(site, "/articles")]

    assert times == sorted(times, reverse=True)


def test_articles_keep_to_outlet_and_dates(site: TestClient) -> None:
    articles = whole(site, "/articles")
    outlet, since = articles[0]["outlet"], articles[-1]["published"]

    found = whole(site, "/articles", outlet=str(outlet).upper(), since=str(since))

    assert found == [article for article in articles if article["outlet"] == outlet]
    assert whole(site, "/articles", until=str(since)) == []


def test_an_unknown_outlet_has_no_articles(site: TestClient) -> None:
    assert whole(site, "/articles", outlet="De Verzonnen Courant") == []


def test_an_article_is_found_by_its_address(site: TestClient) -> None:
    article = next(a for a in whole(site, "/articles") if a["address"])

    found = whole(site, "/articles", address=str(article["address"]))

    assert article in found


def test_spans_stand_beside_the_very_words(site: TestClient) -> None:
    article = site.get(f"{API}/articles/{whole(site, '/articles')[0]['id']}").json()

    contents = [attribution["content"] for attribution in article["attributions"]]
    assert contents
    for content in contents:
        pieces = [article["text"][start:end] for start, end in content["spans"]]
        assert content["words"] == " … ".join(pieces)


def test_an_article_that_is_not_there_is_told_in_the_one_form(site: TestClient) -> None:
    answer = site.get(f"{API}/articles/nergens")

    assert answer.status_code == 404
    assert set(answer.json()["error"]) == {"status", "kind", "message", "details"}


def test_an_error_does_not_tell_where_the_ledger_lies(site: TestClient) -> None:
    assert "nieuws.ledger" not in site.get(f"{API}/articles/nergens").text


@pytest.mark.parametrize(("stance", "acts"), [("denies", {"deny"}), ("withholds", {"withhold"})])
def test_a_stance_keeps_the_acts_that_say_so(site: TestClient, stance: str, acts: set[str]) -> None:
    found = whole(site, "/attributions", stance=stance)

    assert {attribution["act"] for attribution in found} == acts


def test_asserting_is_every_act_that_neither_denies_nor_withholds(site: TestClient) -> None:
    every = len(list(walk(site, "/attributions")))
    stances = ("asserts", "denies", "withholds", "unknown")

    assert sum(len(list(walk(site, "/attributions", stance=stance))) for stance in stances) == every


@pytest.mark.parametrize("path", ["/attributions", "/search"])
def test_an_act_that_a_stance_excludes_finds_nothing(site: TestClient, path: str) -> None:
    assert whole(site, path, act=Act.DENY, stance="asserts") == []


def test_one_attribution_equals_its_entry_in_the_list(site: TestClient) -> None:
    entry = whole(site, "/attributions", act="deny")[0]

    assert site.get(f"{API}/attributions/{entry['id']}").json() == entry


def test_an_actor_tells_what_it_does_how_often(site: TestClient) -> None:
    name = max(whole(site, "/actors"), key=lambda actor: (actor["articles"], actor["name"]))["name"]
    actor = site.get(f"{API}/actors/{name}").json()

    said = list(walk(site, f"/actors/{name}/attributions"))

    assert sum(actor["acts"].values()) == len(said)


def test_names_begin_with_the_prefix(site: TestClient) -> None:
    names = [str(actor["name"]) for actor in whole(site, "/actors")]
    prefix = names[0][:2]

    assert [actor["name"] for actor in whole(site, "/actors", prefix=prefix)] == [
        name for name in names if name.startswith(prefix)
    ]


def test_statements_of_nobody_are_not_found(site: TestClient) -> None:
    assert site.get(f"{API}/actors/Niemand van Nergens/attributions").status_code == 404


def test_marks_are_the_words_that_were_asked_for(site: TestClient) -> None:
    hits = whole(site, "/search", words="niet")

    marked = {str(hit["snippet"])[start:end].lower() for hit in hits for start, end in hit["marks"]}  # type: ignore[attr-defined]
    assert marked == {"niet"}


def test_a_search_without_words_finds_every_attribution_that_passes(site: TestClient) -> None:
    hits = whole(site, "/search", act="deny")

    told = whole(site, "/attributions", act="deny")
    assert [hit["attribution_id"] for hit in hits] == [each["id"] for each in told]


def test_an_act_keeps_articles_out_of_a_search(site: TestClient) -> None:
    hits = whole(site, "/search", words="de", act="deny")

    assert hits
    assert all(hit["attribution_id"] for hit in hits)


@pytest.mark.parametrize("cursor", ["abc", "WzFd", "W10", "é", "WyJhcnRpY2xlcyIsTmFOXQ", "x" * 999])
def test_what_is_no_cursor_is_refused(site: TestClient, cursor: str) -> None:
    answer = site.get(f"{API}/articles", params={"cursor": cursor})

    assert answer.status_code in {404, 409}


def test_a_cursor_of_another_list_is_refused(site: TestClient) -> None:
    cursor = site.get(f"{API}/articles", params={"limit": 1}).json()["next"]

    assert site.get(f"{API}/actors", params={"cursor": cursor}).status_code == 404


@pytest.mark.parametrize("limit", [0, 201, -1])
def test_a_page_has_its_bounds(site: TestClient, limit: int) -> None:
    assert site.get(f"{API}/articles", params={"limit": limit}).status_code == 422


def test_unknown_parameters_are_ignored(site: TestClient) -> None:
    assert site.get(f"{API}/articles", params={"kleur": "rood"}).status_code == 200


@pytest.mark.parametrize("words", ['"', '"""', "*", "a:b", "NEAR(", "\x00", "-", "x OR", "{entity}"])
def test_no_word_is_syntax(site: TestClient, words: str) -> None:
    assert site.get(f"{API}/attributions", params={"words": words}).status_code == 200
    assert site.get(f"{API}/search", params={"words": f"de {words}"}).status_code == 200
    assert site.get(f"{API}/search", params={"words": "de", "actor": words}).status_code == 200


def test_the_same_answer_is_not_sent_twice(site: TestClient) -> None:
    tag = site.get(f"{API}/articles").headers["etag"]

    again = site.get(f"{API}/articles", headers={"if-none-match": f'"other", W/{tag}'})

    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)


def test_another_answer_is_sent_whole(site: TestClient) -> None:
    tag = site.get(f"{API}/articles").headers["etag"]

    assert site.get(f"{API}/actors", headers={"if-none-match": tag}).status_code == 200
