"""The pages of actors."""

import re
from pathlib import Path

from starlette.testclient import TestClient
from tests.web.page_forms import send, tree_of, words_of

from volgens.ledger import Ledger
from volgens.web.actor_page import actor_path

TAZELAAR = "/actors/Ron%20Tazelaar"


def test_those_most_heard_are_listed(site: TestClient) -> None:
    assert "Ron Tazelaar" in words_of(site.get("/actors?days=365").text)


def test_a_name_is_found_by_its_beginning(site: TestClient) -> None:
    assert "Ron Tazelaar" in words_of(site.get("/actors?name=ron").text)


def test_a_beginning_that_no_name_has_says_so(site: TestClient) -> None:
    assert "Geen spreker heeft een naam die zo begint" in words_of(site.get("/actors?name=xyz").text)


def test_the_page_of_an_actor_has_every_statement(site: TestClient, web_ledger: Path) -> None:
    with Ledger.open(str(web_ledger)) as ledger:
        own = [
            attribution
            for reading in ledger.iter_readings()
            for attribution in reading.attributions
            if attribution.actor_id in {actor.id for actor in reading.actors if actor.name == "Ron Tazelaar"}
        ]
    found = re.search(r"(\d+) uitspraken", words_of(site.get(TAZELAAR).text))
    assert found is not None
    assert int(found[1]) >= len(own) > 0


def test_an_actor_that_nobody_heard_of_is_not_found(site: TestClient) -> None:
    assert site.get("/actors/Niemand%20Nergens").status_code == 404


def test_a_name_with_a_slash_has_a_page_of_its_own(site: TestClient) -> None:
    assert actor_path("AD/Algemeen") == "/actors/AD%2FAlgemeen"
    assert "AD/Algemeen" in site.get("/actors/AD%2FAlgemeen").text


def test_outlets_that_let_it_speak_stand_in_a_table_too(site: TestClient) -> None:
    rows = tree_of(site.get(TAZELAAR).text).xpath(
        "//section[.//*[name()='svg']]//tr[contains(., 'Laat aan het woord')]"
    )
    assert "Omroep Zeeland" in " ".join(row.text_content() for row in rows)


def test_its_stances_stand_in_a_table_too(site: TestClient) -> None:
    page = tree_of(site.get("/actors/Annelies%20Verhoog").text)
    assert page.xpath("//section[h2[.='Standpunten over de tijd']]//td[number(.) > 0]")


def test_names_can_be_joined(own_site: TestClient) -> None:
    answer = send(
        own_site, TAZELAAR, "/actors/names", name="Ron Tazelaar", other="Schipper uit Temse", kind="same_actor"
    )
    assert answer.headers["location"] == TAZELAAR
    assert "Schipper uit Temse" in words_of(own_site.get(TAZELAAR).text)


def test_what_was_said_under_a_joined_name_is_on_the_page(own_site: TestClient) -> None:
    def count() -> int:
        found = re.search(r"(\d+) uitspra", words_of(own_site.get(TAZELAAR).text))
        return int(found[1]) if found else 0

    before = count()
    send(own_site, TAZELAAR, "/actors/names", name="Ron Tazelaar", other="Annelies Verhoog", kind="same_actor")
    assert count() > before


def test_a_form_that_says_neither_same_nor_other_is_refused(own_site: TestClient) -> None:
    assert send(own_site, TAZELAAR, "/actors/names", name="a", other="b", kind="x").status_code == 422


def test_a_site_for_reading_only_shows_no_form(public_site: TestClient) -> None:
    assert "/actors/names" not in public_site.get(TAZELAAR).text
