"""Bytes that are text, and bytes that are not."""

import codecs

import pytest

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.intake.decoding import decode, decode_line, sniff_encoding, sniff_media_type
from volgens.model import RawDocument
from volgens.settings import Settings

SENTENCE = "De minister zegt dat cafés niet één keer, en ‘nooit’, dicht hoeven."


@pytest.mark.parametrize(
    "data",
    [
        SENTENCE.encode(),
        codecs.BOM_UTF8 + SENTENCE.encode(),
        SENTENCE.encode("utf-16"),
        SENTENCE.encode("utf-16-le"),
        SENTENCE.encode("utf-16-be"),
        codecs.BOM_UTF32_LE + SENTENCE.encode("utf-32-le"),
        SENTENCE.encode("cp1252"),
    ],
    ids=["utf-8", "utf-8 with mark", "utf-16 with mark", "utf-16-le", "utf-16-be", "utf-32", "cp1252"],
)
def test_each_encoding_gives_the_same_characters(data: bytes) -> None:
    assert decode(data) == SENTENCE


def test_a_declared_encoding_is_followed() -> None:
    page = '<html><head><meta charset="iso-8859-2"></head><p>Petr Dvořák zegt niets.</p></html>'
    assert "Dvořák" in decode(page.encode("iso-8859-2"), declared_html=True)


def test_an_unknown_declared_encoding_is_ignored() -> None:
    page = '<html><head><meta charset="klingon"></head><p>Het café is dicht, zegt de eigenaar.</p></html>'
    assert "café" in decode(page.encode("cp1252"), declared_html=True)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "is empty"),
        (b" \n\t\r\n ", "holds only white space"),
        ("\ufeff \u00a0\n".encode(), "holds only white space"),
        (b"%PDF-1.7 ...", "is a PDF file"),
        (b"PK\x03\x04\x14\x00", "is a ZIP archive or an Office document"),
        (b"\x89PNG\r\n\x1a\n\x00", "is a PNG image"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "is a JPEG image"),
        (b"\x1f\x8b\x08\x00", "is a gzip file"),
        (b"{\\rtf1\\ansi De brug}", "is a Rich Text file"),
        (b"De brug\x00 is dicht", "is binary: it holds NUL bytes, the first at byte 7"),
        (bytes(range(1, 32)) * 20, "control characters"),
        (SENTENCE.encode().decode("cp1252", "replace").encode(), "is garbled"),
        (SENTENCE.encode()[:-20] + b"\xe2\x82", "is UTF-8 with damage at byte"),
        (codecs.BOM_UTF16_LE + b"\x00\xd8\x41\x00", "its byte-order mark says utf-16-le"),
    ],
)
def test_what_is_no_text_is_refused_with_the_reason(data: bytes, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason) as caught:
        decode(data)
    assert "\n" not in str(caught.value)


def test_a_text_may_begin_like_a_magic_number() -> None:
    assert decode(b"BZh is de afkorting van de bond.").startswith("BZh")


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"<!DOCTYPE html><html>", "text/html"),
        (b"\n<!-- x --><HTML lang=nl>", "text/html"),
        ("\ufeff<html>".encode("utf-16-le"), "text/html"),
        (codecs.BOM_UTF8 + b"<?xml version='1.0'?><html>", "text/html"),
        (b"De brug is dicht. <html>", "text/plain"),
        (b"", "text/plain"),
    ],
)
def test_the_media_type_follows_from_the_first_bytes(data: bytes, media_type: str) -> None:
    assert sniff_media_type(data) == media_type


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"<?xml version='1.0'?><rss version='2.0'><channel/></rss>", "is an RSS or Atom feed or a sitemap"),
        (b'{"title": "Brug dicht"}', "is JSON"),
        (b"Dit is een zin. " * 100, "the largest document allowed is"),
    ],
)
def test_documents_of_another_kind_are_refused(data: bytes, reason: str) -> None:
    document = RawDocument(data=data, media_type="text/plain", location="x")
    with pytest.raises(IntakeError, match=reason):
        read_article(document, settings=Settings(largest_document=1000))


def test_what_the_server_says_counts_where_the_bytes_are_no_utf_8() -> None:
    text = "Dvořák zegt in Łódź dat de brug dicht blijft."
    assert decode(text.encode("iso-8859-2"), charset="iso-8859-2") == text
    assert decode(text.encode(), charset="iso-8859-2") == text


@pytest.mark.parametrize(
    ("head", "bom", "encoding"),
    [
        (SENTENCE.encode(), b"", "cp1252"),
        (codecs.BOM_UTF8 + SENTENCE.encode(), codecs.BOM_UTF8, "cp1252"),
        (codecs.BOM_UTF16_BE + SENTENCE.encode("utf-16-be"), codecs.BOM_UTF16_BE, "utf-16-be"),
        (SENTENCE.encode("utf-16-le"), b"", "utf-16-le"),
        (SENTENCE.encode("cp1252"), b"", "cp1252"),
        ("Het café".encode()[:-1], b"", "cp1252"),
        (b"", b"", "cp1252"),
    ],
)
def test_the_encoding_of_a_file_follows_from_its_head(head: bytes, bom: bytes, encoding: str) -> None:
    assert sniff_encoding(head) == (bom, encoding)


def test_a_line_may_be_utf_8_or_what_the_rest_of_its_file_is() -> None:
    assert decode_line(SENTENCE.encode(), "cp1252") == SENTENCE
    assert decode_line(SENTENCE.encode("cp1252"), "cp1252") == SENTENCE


@pytest.mark.parametrize("line", [SENTENCE.encode()[:-20] + b"\xe2\x82", b"De brug \x81 is dicht."])
def test_a_line_in_neither_is_refused(line: bytes) -> None:
    with pytest.raises(IntakeError, match="cannot be decoded"):
        decode_line(line, "cp1252")
