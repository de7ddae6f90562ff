"""Putting right in the browser: the forms beside what is wrong, the list, undoing, the log."""

import re
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.page_forms import send, token_of, words_of

from volgens.ledger import Ledger
from volgens.model import Attribution, Reading
from volgens.web.proofs import find_guests


@pytest.fixture
def reading(own_place: Path) -> Reading:
    with Ledger.open(str(own_place)) as ledger:
        return next(reading for reading in ledger.iter_readings() if len(reading.attributions) > 2)


@pytest.fixture
def attribution(reading: Reading) -> Attribution:
    return next(a for a in reading.attributions if a.entity)


def page_of(reading: Reading) -> str:
    return f"/articles/{reading.article.id}"


def fix(site: TestClient, reading: Reading, attribution: Attribution, **fields: str) -> int:
    answer = send(site, page_of(reading), "/corrections/attribution", attribution=attribution.id, **fields)
    return answer.status_code


def test_every_attribution_of_an_article_can_be_corrected(own_site: TestClient, reading: Reading) -> None:
    page = own_site.get(page_of(reading)).text
    for attribution in reading.attributions:
        assert f"?fix={attribution.id}#n-{attribution.id}" in page


def test_the_form_opens_beside_the_words_without_script(
    own_site: TestClient, reading: Reading, attribution: Attribution
) -> None:
    page = own_site.get(f"{page_of(reading)}?fix={attribution.id}").text
    (beside,) = re.findall(rf'id="?n-{attribution.id}.*?class="?fix"? ', page)
    assert beside.count("fix-link") == 0
    assert re.search(r'<form id="?fixing"? action="?/corrections/attribution"? method="?post', page)


def test_a_right_actor_shows_at_once_with_who_corrected_it(
    own_site: TestClient, reading: Reading, attribution: Attribution
) -> None:
    assert fix(own_site, reading, attribution, name="Jan van den Berg", act=attribution.act.value) == 303
    words = words_of(own_site.get(page_of(reading)).text)
    assert "Jan van den Berg" in words
    assert "verbeterd door" in words


def test_one_form_corrects_both_actor_and_act(
    own_site: TestClient, own_place: Path, reading: Reading, attribution: Attribution
) -> None:
    act = "warn" if attribution.act != "warn" else "deny"
    fix(own_site, reading, attribution, name="Jan van den Berg", act=act)
    with Ledger.open(str(own_place)) as ledger:
        again = ledger.reading(reading.article.id)
    found = [a for a in again.attributions if (a.content, a.source) == (attribution.content, attribution.source)]
    assert [(a.entity, a.act) for a in found] == [("Jan van den Berg", act)]


def test_one_click_takes_what_is_no_statement_away(
    own_site: TestClient, reading: Reading, attribution: Attribution
) -> None:
    assert fix(own_site, reading, attribution, do="none") == 303
    assert f"n-{attribution.id}" not in own_site.get(page_of(reading)).text


def test_a_form_that_changes_nothing_says_so(own_site: TestClient, reading: Reading, attribution: Attribution) -> None:
    assert fix(own_site, reading, attribution, name=attribution.entity or "", act=attribution.act.value) == 409


def test_the_list_says_what_was_corrected_and_undoes_it(
    own_site: TestClient, reading: Reading, attribution: Attribution
) -> None:
    fix(own_site, reading, attribution, name="Jan van den Berg")
    page = own_site.get("/corrections").text
    assert f"Niet {attribution.entity}, maar Jan van den Berg zegt dit" in words_of(page)
    assert send(own_site, "/corrections", "/corrections/1/undo").status_code == 303
    assert "teruggedraaid door" in words_of(own_site.get("/corrections").text)
    assert "verbeterd door" not in words_of(own_site.get(page_of(reading)).text)


@pytest.mark.parametrize(("query", "shown"), [("kind=right_actor", 1), ("kind=right_act", 0), ("by=niemand", 0)])
def test_the_list_is_narrowed(
    own_site: TestClient, reading: Reading, attribution: Attribution, query: str, shown: int
) -> None:
    fix(own_site, reading, attribution, name="Jan van den Berg")
    assert own_site.get(f"/corrections?{query}").text.count("/undo") == shown


def test_an_article_lists_its_own_corrections(own_site: TestClient, reading: Reading, attribution: Attribution) -> None:
    fix(own_site, reading, attribution, name="Jan van den Berg")
    assert "/corrections/1/undo" in own_site.get(page_of(reading)).text


def test_words_of_a_correction_are_escaped(own_site: TestClient, reading: Reading, attribution: Attribution) -> None:
    fix(own_site, reading, attribution, name="<b onclick=x>Jan</b>")
    for path in ("/corrections", page_of(reading), f"{page_of(reading)}?fix={attribution.id}", "/corrections/log"):
        assert "<b onclick" not in own_site.get(path).text


def test_an_article_is_checked_and_not(own_site: TestClient, own_place: Path, reading: Reading) -> None:
    send(own_site, page_of(reading), "/corrections/check", article=reading.article.id, do="yes")
    assert "Nagekeken door" in words_of(own_site.get(page_of(reading)).text)
    send(own_site, page_of(reading), "/corrections/check", article=reading.article.id, do="no")
    with Ledger.open(str(own_place)) as ledger:
        assert ledger.checked() == ()


def first_dossier(site: TestClient) -> str:
    listed = site.get("/api/v1/dossiers").json()["items"]
    return str(max(listed, key=lambda item: item["articles"])["id"])


def stands_of(site: TestClient, dossier: str) -> list[list[str]]:
    """Ids of each claim's own stands, the largest claim first."""
    desk = site.app.state.site.desk  # type: ignore[attr-defined]
    whole = desk.dossier(dossier)
    guests = find_guests(whole)
    found = [[s.id for s in claim.stands if (claim.id, s.id) not in guests] for claim in whole.claims]
    return sorted(found, key=len, reverse=True)


def home_of(site: TestClient, dossier: str, stand: str) -> list[str]:
    return next(stands for stands in stands_of(site, dossier) if stand in stands)


def test_a_statement_leaves_its_claim_and_comes_back(own_site: TestClient) -> None:
    dossier = first_dossier(own_site)
    before = stands_of(own_site, dossier)[0]
    answer = send(own_site, f"/dossiers/{dossier}", "/corrections/claim", dossier=dossier, stand=before[-1], do="part")
    assert answer.status_code == 303
    assert before[0] not in home_of(own_site, dossier, before[-1])
    send(own_site, "/corrections", "/corrections/1/undo")
    assert stands_of(own_site, dossier)[0] == before


def test_a_statement_joins_another_claim(own_site: TestClient) -> None:
    dossier = first_dossier(own_site)
    all_stands = stands_of(own_site, dossier)
    moved, other = all_stands[-1][0], all_stands[0][0]
    fields = {"dossier": dossier, "stand": moved, "other": other, "do": "join"}
    assert send(own_site, f"/dossiers/{dossier}", "/corrections/claim", **fields).status_code == 303
    assert other in home_of(own_site, dossier, moved)


def test_the_form_of_a_statement_opens_in_the_dossier(own_site: TestClient) -> None:
    dossier = first_dossier(own_site)
    stand = stands_of(own_site, dossier)[0][0]
    page = own_site.get(f"/dossiers/{dossier}?fix={stand}").text
    assert len(re.findall(r'<form class="?fix"? ', page)) == 1


def test_an_actor_of_a_dossier_becomes_another_and_two_again(own_site: TestClient) -> None:
    dossier = first_dossier(own_site)
    desk = own_site.app.state.site.desk  # type: ignore[attr-defined]
    names = [persona.name for persona in desk.dossier(dossier).personas]
    fields = {"dossier": dossier, "a": names[0], "same": names[1]}
    assert send(own_site, f"/dossiers/{dossier}", "/corrections/actor", **fields).status_code == 303
    assert len(desk.dossier(dossier).personas) == len(names) - 1
    send(own_site, "/corrections", "/corrections/1/undo")
    assert len(desk.dossier(dossier).personas) == len(names)


def test_a_dossier_gets_a_title_and_loses_an_article(own_site: TestClient) -> None:
    dossier = first_dossier(own_site)
    page = f"/dossiers/{dossier}"
    send(own_site, page, "/corrections/dossier", dossier=dossier, do="rename", title="Het nieuws")
    assert "Het nieuws" in own_site.get(page).text
    article = own_site.app.state.site.desk.dossier(dossier).articles[0].id  # type: ignore[attr-defined]
    fields = {"dossier": dossier, "do": "split", "article": article}
    assert send(own_site, page, "/corrections/dossier", **fields).status_code == 303
    assert own_site.app.state.site.ledger.dossier_of(article) != dossier  # type: ignore[attr-defined]


def test_every_change_leaves_a_line_in_the_log(
    own_site: TestClient, own_place: Path, reading: Reading, attribution: Attribution
) -> None:
    fix(own_site, reading, attribution, name="Jan van den Berg")
    send(own_site, "/corrections", "/corrections/1/undo")
    words = words_of(own_site.get("/corrections/log").text)
    assert "undid a correction" in words
    assert "corrected an attribution" in words
    with Ledger.open(str(own_place)) as ledger:
        assert [line.address for line in ledger.audit(9)] == ["testclient", "testclient"]


def test_what_was_refused_leaves_no_line_in_the_log(own_site: TestClient, own_place: Path, reading: Reading) -> None:
    send(own_site, page_of(reading), "/corrections/attribution", attribution="0" * 20, do="none")
    with Ledger.open(str(own_place)) as ledger:
        assert ledger.audit(9) == ()


def test_a_form_without_the_token_of_its_visitor_is_refused(
    own_site: TestClient, reading: Reading, attribution: Attribution
) -> None:
    fields = {"attribution": attribution.id, "do": "none"}
    assert own_site.post("/corrections/attribution", data=fields).status_code == 403
    token = token_of(own_site, page_of(reading))
    own_site.cookies.clear()
    assert own_site.post("/corrections/attribution", data={**fields, "csrf": token}).status_code == 403


@pytest.mark.parametrize("path", ["/corrections/claim", "/corrections/actor", "/corrections/dossier", "/health/x"])
def test_no_address_takes_a_form_without_a_token(own_site: TestClient, path: str) -> None:
    assert own_site.post(path, data={"dossier": "x"}).status_code in {403, 404, 405}


def test_a_site_for_reading_shows_no_forms_and_takes_none(public_site: TestClient, web_ledger: Path) -> None:
    with Ledger.open(str(web_ledger)) as ledger:
        article = next(ledger.article_ids())
        dossier = ledger.dossier_of(article)
    for path in (f"/articles/{article}", f"/dossiers/{dossier}", "/corrections"):
        page = public_site.get(path).text
        assert "fix-link" not in page
        assert not re.search(r'method="?post"? [^>]*corrections|/corrections/[a-z0-9/]+"? method', page)
        assert "set-cookie" not in public_site.get(path).headers
    assert public_site.post("/corrections/1/undo", data={}).status_code == 403
    assert public_site.get("/corrections/log").status_code == 403
