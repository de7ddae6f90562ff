"""Web pages in the markup of three kinds of outlets, and pages that lack one thing or another."""

from datetime import UTC, datetime, timedelta, timezone
from itertools import pairwise
from pathlib import Path

import pytest

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

PAGES = Path(__file__).parent / "pages"


def load(name: str) -> Article:
    document = RawDocument(data=(PAGES / name).read_bytes(), media_type="text/html", location=name)
    return read_article(document, settings=Settings())


def read(markup: str, settings: Settings | None = None) -> Article:
    document = RawDocument(data=markup.encode(), media_type="text/html", location="page.html")
    return read_article(document, settings=settings or Settings())


def texts(article: Article, role: Role) -> list[str]:
    return [block.span.of(article.text) for block in article.blocks if block.role is role]


@pytest.mark.parametrize("name", ["omroep.html", "krant.html", "vlaams.html"])
def test_the_text_is_its_blocks_joined_by_blank_lines(name: str) -> None:
    article = load(name)
    gaps = {article.text[a.span.end : b.span.start] for a, b in pairwise(article.blocks)}
    assert gaps == {"\n\n"}


def test_a_broadcaster_page_gives_its_facts() -> None:
    article = load("omroep.html")
    assert article.title == "Brug bij Vlietdam blijft dicht, aannemer spreekt gemeente tegen"
    assert (article.outlet, article.language) == ("NOS", "nl")
    assert article.address == "https://nos.nl/artikel/2809911-brug-bij-vlietdam-blijft-dicht"
    assert article.published == datetime(2026, 2, 11, 16, 4, tzinfo=timezone(timedelta(hours=1)))
    assert article.modified == datetime(2026, 2, 11, 18, 40, 12, tzinfo=timezone(timedelta(hours=1)))


def test_a_broadcaster_page_gives_its_paragraphs_in_order() -> None:
    body = texts(load("omroep.html"), Role.BODY)
    assert [text.split()[0] for text in body] == ["De", "Aannemer", "De", "Rijkswaterstaat", "Bewoners"]


def test_a_broadcaster_page_gives_heading_and_captions() -> None:
    article = load("omroep.html")
    assert texts(article, Role.HEADING) == ["Lammers: 'Wij zijn klaar'"]
    assert texts(article, Role.CAPTION)[1] == "Beelden van de inspectie onder het brugdek"


def test_a_broadcaster_page_keeps_its_furniture_marked() -> None:
    furniture = texts(load("omroep.html"), Role.FURNITURE)
    assert {"Advertentie via Ster.nl", "Lees ook", "Deel artikel:", "Facebook"} <= set(furniture)


def test_quotation_marks_of_a_q_element_are_kept() -> None:
    assert '"Er is geen scheur", zegt directeur Gerwin Lammers.' in load("omroep.html").text


def test_scripts_styles_and_other_parts_of_the_page_are_no_text() -> None:
    text = load("omroep.html").text
    assert not any(words in text for words in ("geen tekst van het artikel", "color:red", "Meest gelezen", "cookies"))


def test_a_newspaper_page_in_windows_1252_keeps_its_quotation_marks() -> None:
    article = load("krant.html")
    assert article.title == "Huisartsen Oosterwolde: ‘Zo kan het niet langer’"
    assert "één kandidaat" in article.text


def test_a_newspaper_page_gives_lead_byline_and_facts() -> None:
    article = load("krant.html")
    assert texts(article, Role.LEAD)[0].startswith("Drie huisartsen in Oosterwolde dreigen")
    assert texts(article, Role.BYLINE) == ["Door Fenna Wijbenga"]
    assert (article.byline, article.outlet) == ("Fenna Wijbenga", "de Stentor")
    assert article.modified == datetime(2026, 3, 19, 9, 12, tzinfo=UTC)


def test_a_time_without_a_zone_is_dutch_time() -> None:
    published = load("krant.html").published
    assert published is not None
    assert published.utcoffset() == timedelta(hours=1)


def test_reactions_of_readers_are_furniture() -> None:
    furniture = texts(load("krant.html"), Role.FURNITURE)
    assert "Wat een schande dat dit zomaar kan in een rijk land als Nederland." in furniture


def test_a_quotation_block_is_body() -> None:
    assert "‘Mijn moeder is 91 en moet straks naar Drachten. Hoe dan?’" in texts(load("krant.html"), Role.BODY)


def test_a_flemish_page_without_an_article_element_is_read_whole() -> None:
    article = load("vlaams.html")
    assert texts(article, Role.LEAD)[0].startswith("In het Waasland rijdt vrijdag geen enkele bus")
    assert len(texts(article, Role.BODY)) == 4
    assert texts(article, Role.CAPTION) == ["Beelden van de stelplaats in Sint-Niklaas"]
    assert texts(article, Role.HEADING) == ["Overleg"]


def test_a_graph_in_json_ld_gives_the_author() -> None:
    article = load("vlaams.html")
    assert (article.byline, article.outlet) == ("Wout Verhelst", "VRT NWS")


def test_line_breaks_cut_a_paragraph() -> None:
    body = texts(load("vlaams.html"), Role.BODY)
    assert body[-1] == 'Het ACV sluit een langere staking niet uit. "Wij hebben tijd", klinkt het.'


def test_a_page_that_scripts_draw_is_read_from_its_json_ld() -> None:
    article = read(
        '<html><head><script type="application/ld+json">{"@type": "NewsArticle", "headline": "Brug dicht", '
        '"articleBody": "De brug is dicht.\\n\\nDe aannemer ontkent dat."}</script></head>'
        '<body><div id="root"></div></body></html>'
    )
    assert texts(article, Role.HEADLINE) == ["Brug dicht"]
    assert texts(article, Role.BODY) == ["De brug is dicht.", "De aannemer ontkent dat."]


def test_a_page_without_a_headline_gets_the_declared_title_as_first_block() -> None:
    article = read(
        "<html><head><title>Brug dicht | Omroep Vlietdam</title></head>"
        "<body><p>De brug over de Vliet blijft dicht, zegt de wethouder.</p></body></html>"
    )
    assert article.text.startswith("Brug dicht\n\nDe brug")


@pytest.mark.parametrize(
    "markup",
    [
        "<html><body><div id='app'></div><noscript>Zet JavaScript aan.</noscript></body></html>",
        "<html><body><nav><ul><li>Home</li><li>Sport</li></ul></nav></body></html>",
        "<html><body><script>var a = 'De brug is dicht.';</script></body></html>",
        "<html></html>",
        "<!-- niets --><html><!-- ook niets --></html>",
    ],
)
def test_a_page_without_text_is_refused(markup: str) -> None:
    with pytest.raises(IntakeError, match="no article text found on the page"):
        read(markup)


def test_a_page_over_the_limit_is_refused() -> None:
    markup = (
        "<html><body><article>" + "<p>De wethouder zegt dat de brug dicht blijft.</p>" * 50 + "</article></body></html>"
    )
    with pytest.raises(IntakeError, match="characters of text"):
        read(markup, Settings(longest_text=500))


@pytest.mark.parametrize(
    "broken", ["{", '{"@type": "NewsArticle", "headline": 5, "author": [1, null]}', '"x"', "[[[]]]"]
)
def test_odd_json_ld_does_not_cost_the_page(broken: str) -> None:
    article = read(
        f'<html><head><script type="application/ld+json">{broken}</script></head>'
        "<body><h1>Brug dicht</h1><p>De brug over de Vliet blijft dicht, zegt de wethouder.</p></body></html>"
    )
    assert article.title == "Brug dicht"


def test_the_canonical_address_of_the_front_page_is_not_believed() -> None:
    article = read(
        '<html><head><link rel="canonical" href="https://krant.example/">'
        '<meta property="og:url" content="https://krant.example/brug#top"></head>'
        "<body><p>De brug over de Vliet blijft dicht, zegt de wethouder.</p></body></html>"
    )
    assert article.address == "https://krant.example/brug"


def test_a_wrapper_with_a_misleading_class_does_not_hide_the_article() -> None:
    article = read(
        "<html><body><h1>Brug dicht</h1><div class='has-comments share'>"
        "<p>De brug over de Vliet blijft dicht, zegt de wethouder van Vlietdam.</p>"
        "<p>De aannemer ontkent dat er een scheur in de brug zit.</p></div></body></html>"
    )
    assert len(texts(article, Role.BODY)) == 2
