"""Which reader a document goes to."""

import json
from datetime import UTC, datetime

import pytest

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.model import Article, RawDocument
from volgens.settings import Settings

TEXT = "De wethouder zegt dat de brug dicht blijft. De aannemer ontkent dat."


def read(data: str | bytes, media_type: str, **more: object) -> Article:
    payload = data.encode() if isinstance(data, str) else data
    document = RawDocument(data=payload, media_type=media_type, location="x", **more)  # type: ignore[arg-type]
    return read_article(document, settings=Settings())


@pytest.mark.parametrize("media_type", ["application/json", "text/plain", ""])
def test_an_object_with_a_text_is_an_article(media_type: str) -> None:
    assert read(json.dumps({"titel": "Brug dicht", "tekst": TEXT}), media_type).title == "Brug dicht"


def test_an_item_of_a_news_system_is_an_article() -> None:
    item = {
        "uri": "https://bureau.example/brug",
        "pubstatus": "usable",
        "versioncreated": "2026-03-04T17:20:00Z",
        "headline": "Brug dicht",
        "body_text": TEXT,
    }
    found = read(json.dumps(item), "application/json")
    assert (found.title, found.address) == ("Brug dicht", "https://bureau.example/brug")


@pytest.mark.parametrize(
    ("data", "media_type", "reason"),
    [
        ('{"a": 1}', "application/json", "is JSON, not an article"),
        ("12", "application/json", "is JSON, not an article"),
        ('{"tekst": "De brug', "application/json", "is not valid JSON"),
        ('{"tekst": "De brug', "text/plain", "is not valid JSON"),
        ('[{"tekst": "x"}]', "application/json", "is JSON that holds a list"),
        ('{"articles": [{"tekst": "x"}]}', "text/plain", "is JSON that holds a list"),
        ("<?xml version='1.0'?><nitf><body>x</body></nitf>", "application/xml", "is XML, but neither"),
        ("<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "application/xml", "is an RSS or Atom feed"),
    ],
)
def test_what_holds_no_single_article_is_refused(data: str, media_type: str, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        read(data, media_type)


def test_a_text_in_brackets_is_text() -> None:
    assert read(f"[Update] {TEXT}", "text/plain").text.startswith("[Update]")


def test_json_that_is_nested_too_deep_is_no_crash() -> None:
    with pytest.raises(IntakeError):
        read('{"tekst": ' + "[" * 900 + "]" * 900 + "}", "application/json")


@pytest.mark.parametrize(
    ("media_type", "headers"),
    [
        ("text/plain; charset=iso-8859-2", ()),
        ("text/plain", (("content-type", "text/plain; charset=ISO-8859-2"),)),
    ],
)
def test_the_declared_character_set_counts(media_type: str, headers: tuple[tuple[str, str], ...]) -> None:
    text = "Dvořák zegt in Łódź dat de brug dicht blijft."
    assert read(text.encode("iso-8859-2"), media_type, headers=headers).text == text


def test_utf_8_wins_over_a_wrong_declaration() -> None:
    text = "Het café is dicht, zegt de eigenaar."
    assert read(text, "text/plain; charset=iso-8859-1").text == text


def test_an_article_knows_when_its_document_was_captured() -> None:
    moment = datetime(2026, 3, 4, tzinfo=UTC)
    assert read(TEXT, "text/plain", captured=moment).captured == moment
