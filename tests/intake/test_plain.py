"""Plain text: headers, blocks and what they are."""

from datetime import datetime, timedelta, timezone

import pytest

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

HEADER = """outlet: Omroep Vlietdam
url: https://www.omroepvlietdam.example/brug
title: Brug bij Vlietdam blijft dicht
published: 2026-03-04T17:20:00+01:00
modified: 2026-03-04T19:05:00+01:00
revision_of: 01
"""


def read(text: str) -> Article:
    document = RawDocument(data=text.encode(), media_type="text/plain", location="stuk.txt")
    return read_article(document, settings=Settings())


def roles(article: Article) -> list[tuple[str, str]]:
    return [(block.role.value, block.span.of(article.text)) for block in article.blocks]


def test_a_header_gives_the_facts() -> None:
    article = read(HEADER + "byline: Anneke van der Meer\n\nDe brug blijft dicht.\n")
    zone = timezone(timedelta(hours=1))
    assert (article.outlet, article.address) == ("Omroep Vlietdam", "https://www.omroepvlietdam.example/brug")
    assert (article.title, article.byline) == ("Brug bij Vlietdam blijft dicht", "Anneke van der Meer")
    assert article.published == datetime(2026, 3, 4, 17, 20, tzinfo=zone)
    assert article.modified == datetime(2026, 3, 4, 19, 5, tzinfo=zone)


def test_the_title_of_a_header_becomes_the_first_block() -> None:
    article = read(HEADER + "\nDe brug blijft dicht.\n")
    assert article.text == "Brug bij Vlietdam blijft dicht\n\nDe brug blijft dicht.\n"
    assert roles(article)[0] == ("headline", "Brug bij Vlietdam blijft dicht")


def test_a_title_that_the_body_begins_with_is_not_repeated() -> None:
    article = read(HEADER + "\nNOS Nieuws\n\nBrug bij Vlietdam blijft dicht\n\nDat zegt de wethouder.\n")
    assert article.text.count("Brug bij Vlietdam blijft dicht") == 1
    assert [role for role, _ in roles(article)] == ["furniture", "headline", "body"]


def test_a_wrong_time_in_a_header_is_refused_with_the_line() -> None:
    with pytest.raises(IntakeError, match="'published: gisteren' is not an ISO 8601 time"):
        read("title: Kop\npublished: gisteren\n\nDe brug blijft dicht.")


def test_a_header_without_text_is_refused() -> None:
    with pytest.raises(IntakeError, match="a header but no text under it"):
        read(HEADER)


def test_an_ordinary_first_line_with_a_colon_is_no_header() -> None:
    article = read("Update: brug blijft dicht\n\nDat zegt de wethouder.")
    assert article.text.startswith("Update: brug blijft dicht")


def test_the_characters_stay_as_they_are_but_for_line_ends() -> None:
    text = "Kop\u00a0met ‘tekens’\r\n\r\nDe  brug blijft\u00ad dicht.\t \r\n"
    assert read(text).text == text.replace("\r\n", "\n")


def test_a_short_first_line_without_a_stop_is_the_headline() -> None:
    article = read("Brug bij Vlietdam blijft dicht\n\nDat zegt de wethouder.")
    assert article.title == "Brug bij Vlietdam blijft dicht"
    assert roles(article)[0][0] == "headline"


def test_a_first_line_that_is_a_sentence_is_no_headline() -> None:
    article = read("De brug blijft dicht.\n\nDat zegt de wethouder.")
    assert article.title is None
    assert [role for role, _ in roles(article)] == ["body", "body"]


def test_a_single_line_is_body() -> None:
    assert roles(read("Kyiv ontkent")) == [("body", "Kyiv ontkent")]


def test_without_blank_lines_each_line_is_a_block() -> None:
    article = read("Brug blijft dicht\nDat zegt de wethouder.\nDe aannemer ontkent dat.\n")
    assert [role for role, _ in roles(article)] == ["headline", "body", "body"]


def test_lines_filled_to_a_width_are_one_paragraph() -> None:
    article = read(
        "De wethouder van Vlietdam heeft woensdag gezegd dat de brug over de\n"
        "Vliet nog zeker een jaar dicht blijft. Volgens haar is er geen geld voor\n"
        "herstel. De provincie ontkent dat en zegt dat er al in 2024 een bedrag\n"
        "is overgemaakt.\n\nDe aannemer wil niet reageren.\n"
    )
    assert len(article.blocks) == 2
    assert article.blocks[0].span.of(article.text).endswith("bedrag\nis overgemaakt.")


@pytest.mark.parametrize(
    "line", ["Oorzaak", "Wat zegt de gemeente?", "Hulsbos: 'Wij wisten van niets'", "‘Alles is weg’"]
)
def test_a_short_line_between_paragraphs_is_a_heading(line: str) -> None:
    article = read(f"De brug blijft dicht.\n\n{line}\n\nDat zegt de wethouder.\n\nDe aannemer ontkent.")
    assert roles(article)[1] == ("heading", line)


def test_a_question_and_its_answer_in_one_paragraph_are_body() -> None:
    article = read(
        "Zij zat er vijf uur.\n\nIs er betaald?\n‘Nee.’\n\nStapt u op?\n‘Nee, dat doe ik niet.’\n\nDat was het."
    )
    assert {role for role, _ in roles(article)} == {"body"}


def test_a_caption_between_paragraphs_is_a_caption() -> None:
    article = read("De brug blijft dicht.\n\nBeelden van de inspectie onder het brugdek\n\nDat zegt de wethouder.")
    assert roles(article)[1][0] == "caption"


def test_what_follows_the_last_sentence_is_furniture() -> None:
    article = read("De brug is dicht.\n\nDat zegt zij.\n\nHij ontkent.\n\nNu al onze bruggenspecial in de winkel")
    assert roles(article)[-1][0] == "furniture"


def test_furniture_glued_to_a_paragraph_gets_a_block_of_its_own() -> None:
    article = read("De brug is dicht.Deel artikel:\n\nAdvertentie via Ster.nlRusland dreigt, zegt Kyiv.\n")
    assert roles(article) == [
        ("body", "De brug is dicht."),
        ("furniture", "Deel artikel:"),
        ("furniture", "Advertentie via Ster.nl"),
        ("body", "Rusland dreigt, zegt Kyiv."),
    ]


def test_a_byline_in_the_text_names_the_writer() -> None:
    article = read("Brug blijft dicht\n\nDoor Anneke van der Meer\nDe brug is dicht, zegt de gemeente.\n")
    assert article.byline == "Anneke van der Meer"
    assert Role.BYLINE not in {block.role for block in article.body_blocks()}


def test_the_outlet_follows_from_the_address() -> None:
    assert read("url: https://www.vrt.be/vrtnws/nl/1/\n\nDe brug is dicht.").outlet == "VRT NWS"


def test_a_text_without_letters_is_refused() -> None:
    with pytest.raises(IntakeError, match="no words"):
        read("12 – 13 … 14")


def test_a_text_over_the_limit_is_refused_with_both_numbers() -> None:
    document = RawDocument(data=b"Dit is een zin. " * 10, media_type="text/plain", location="lang.txt")
    with pytest.raises(IntakeError, match="holds 160 characters of text, more than one article may \\(100\\)"):
        read_article(document, settings=Settings(longest_text=100))


def test_a_line_of_nine_hundred_kilobytes_is_read() -> None:
    article = read("De brug blijft dicht. " * 42_000)
    assert len(article.blocks) == 1
