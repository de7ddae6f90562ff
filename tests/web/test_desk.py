"""The front page."""

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.page_forms import links_in, send, tree_of, words_of

from volgens.ledger import Ledger
from volgens.model import Article, Block, RawDocument, Reading, Role, Span, content_id
from volgens.web import front

Opener = Callable[[Path], AbstractContextManager[TestClient]]


@pytest.fixture(autouse=True)
def patient(monkeypatch: pytest.MonkeyPatch) -> None:
    """A busy machine may take longer to build a dossier than a page waits for it."""
    for name in ("PATIENCE", "LITTLE"):
        monkeypatch.setattr(front, name, 60.0)


def add_article(place: Path, title: str = "Brand in loods Zierikzee") -> str:
    text = f"{title}\n\nIn een loods in Zierikzee woedt brand."
    raw = RawDocument(data=text.encode(), media_type="text/plain", location=f"{title}.txt")
    body = Span(len(title) + 2, len(text))
    blocks = (Block(role=Role.HEADLINE, span=Span(0, len(title))), Block(role=Role.BODY, span=body))
    reading = Reading(article=Article(text=text, blocks=blocks, raw_id=raw.id, title=title), attributions=())
    with Ledger.open(str(place)) as ledger:
        ledger.add(raw, reading)
        # A dossier of its own, whatever the articles have in common.
        ledger.file_article(reading.article.id, content_id("dossier", title), (), datetime(2026, 3, 5, tzinfo=UTC))
    return reading.article.id


def test_an_empty_ledger_says_how_to_begin(open_site: Opener, tmp_path: Path) -> None:
    with open_site(tmp_path / "leeg.ledger") as site:
        assert "volgens read" in words_of(site.get("/").text)


def test_a_contested_dossier_leads(site: TestClient) -> None:
    lead = tree_of(site.get("/").text).xpath("//article[contains(@class, 'lead')]")
    assert "betwiste bewering" in lead[0].text_content()


def test_the_claim_on_the_front_stands_in_an_article_word_for_word(site: TestClient, web_ledger: Path) -> None:
    claims = [it.text_content().removeprefix("… ") for it in tree_of(site.get("/").text).xpath("//blockquote")]
    with Ledger.open(str(web_ledger)) as ledger:
        texts = [" ".join(reading.article.text.split()) for reading in ledger.iter_readings()]
    assert claims
    assert all(any(claim in text for text in texts) for claim in claims)


def test_each_side_of_a_claim_is_told_in_words_too(site: TestClient) -> None:
    sides = tree_of(site.get("/").text).xpath("//article[contains(@class, 'lead')]//ul[@class='sides']/li//b/text()")
    assert {"zegt het", "spreekt tegen"} <= set(sides)


def test_the_front_page_speaks_english_to_those_who_ask(site: TestClient) -> None:
    assert "What is going on" in site.get("/?lang=en").text


def test_nothing_is_new_at_the_first_visit(own_site: TestClient) -> None:
    assert not tree_of(own_site.get("/").text).xpath("//form[@action='/seen']")


def test_what_came_in_since_is_new(own_site: TestClient, own_place: Path) -> None:
    own_site.get("/")
    add_article(own_place)
    assert "1 nieuw" in words_of(own_site.get("/").text)


def test_after_all_was_seen_nothing_is_new(own_site: TestClient, own_place: Path) -> None:
    own_site.get("/")
    add_article(own_place)
    send(own_site, "/", "/seen")
    assert "1 nieuw" not in words_of(own_site.get("/").text)


def test_what_came_in_after_the_page_was_made_stays_new(own_site: TestClient, own_place: Path) -> None:
    own_site.get("/")
    add_article(own_place)
    upto = tree_of(own_site.get("/").text).xpath("string(//input[@name='upto']/@value)")
    add_article(own_place, "Stroomstoring in Goes")
    send(own_site, "/", "/seen", upto=upto)
    assert "1 nieuw" in words_of(own_site.get("/").text)


def test_a_form_without_the_word_of_its_page_is_refused(own_site: TestClient) -> None:
    assert own_site.post("/seen", data={"csrf": "0" * 32}).status_code == 403


def test_older_dossiers_go_on_where_the_page_ended(own_site: TestClient, own_place: Path) -> None:
    for n in range(30):
        add_article(own_place, f"Bericht nummer {n}")
    first = tree_of(own_site.get("/").text)
    second = tree_of(own_site.get(first.xpath("string(//a[@rel='next']/@href)")).text)
    listed = [{a.get("href") for a in page.xpath("//h2/a | //h3/a")} for page in (first, second)]
    assert listed[1]
    assert not listed[0] & listed[1]


def test_a_made_up_place_in_the_list_is_refused(site: TestClient) -> None:
    assert site.get("/?after=nergens").status_code == 400


def test_a_dossier_that_takes_long_to_build_does_not_hold_up_the_page(
    own_site: TestClient, own_place: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    add_article(own_place)
    monkeypatch.setattr(front.Cards, "_make", lambda *_: None)
    assert "Nog niet bij elkaar gezet" in words_of(own_site.get("/").text)


def test_a_page_for_publishing_shows_no_way_to_read_in(public_site: TestClient) -> None:
    assert "/read" not in links_in(public_site.get("/").text).values()


def test_nothing_of_the_page_needs_a_style_or_script_of_its_own(site: TestClient) -> None:
    page = site.get("/").text
    assert not re.search(r"<[^>]+ (?:style|onclick)=", page)
    assert "<style" not in page
