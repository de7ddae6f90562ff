"""ninjs in its three generations, which name the same things differently."""

from typing import cast

import pytest

from volgens.errors import IntakeError
from volgens.intake.tables.ninjs import is_ninjs, to_record

PLAIN = "De veerdienst ligt stil, zegt de rederij.\n\nDe burgemeester ontkent dat hij het wist."
HTML = "<p>De veerdienst ligt stil, zegt de rederij.</p><p>De burgemeester ontkent dat hij het wist.</p>"


def first(**more: object) -> dict[str, object]:
    return {
        "uri": "urn:newsml:persbureau.example:20260304:7",
        "type": "text",
        "versioncreated": "2026-03-04T12:00:00+01:00",
        "firstcreated": "2026-03-04T11:00:00+01:00",
        "language": "nl-NL",
        "headline": "Veer ligt stil",
        "byline": "Anneke Vos",
        "body_html": HTML,
        "copyrightholder": "Persbureau Noord",
        "located": "Den Helder",
        "subject": [{"code": "verkeer", "name": "Verkeer"}],
        **more,
    }


def second(**more: object) -> dict[str, object]:
    return {
        "uri": "https://persbureau.example/7",
        "standard": {"name": "ninjs", "version": "2.0"},
        "versioncreated": "2026-03-04T12:00:00+01:00",
        "headlines": [{"role": "short", "value": "Veer stil"}, {"role": "main", "value": "Veer ligt stil"}],
        "by": "Anneke Vos",
        "bodies": [
            {"role": "text", "contenttype": "text/plain", "value": PLAIN},
            {"role": "nitf", "contenttype": "application/xml", "value": "<nitf>x</nitf>"},
            {"role": "html5", "contenttype": "text/html", "value": HTML},
        ],
        "infosources": [{"name": "Reuters", "role": "origin"}, {"name": "Persbureau Noord", "role": "isrol:provider"}],
        "subjects": [{"name": "Verkeer"}],
        **more,
    }


def third(**more: object) -> dict[str, object]:
    return {
        "uri": "https://persbureau.example/7",
        "versionCreated": "2026-03-04T12:00:00+01:00",
        "contentCreated": "2026-03-04T10:30:00+01:00",
        "pubStatus": "usable",
        "copyrightHolder": "Persbureau Noord",
        "headlines": [{"role": "main", "value": "Veer ligt stil"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": PLAIN}],
        **more,
    }


@pytest.mark.parametrize("item", [first(), second(), third()])
def test_each_generation_gives_title_and_outlet(item: dict[str, object]) -> None:
    assert is_ninjs(item)
    record = to_record(item)
    assert (record["title"], record["outlet"]) == ("Veer ligt stil", "Persbureau Noord")


def test_first_generation() -> None:
    assert to_record(first()) == {
        "html": HTML,
        "title": "Veer ligt stil",
        "byline": "Anneke Vos",
        "outlet": "Persbureau Noord",
        "section": "Verkeer",
        "published": "2026-03-04T11:00:00+01:00",
        "modified": "2026-03-04T12:00:00+01:00",
        "language": "nl",
    }


def test_html_goes_before_plain_text_and_other_formats() -> None:
    record = to_record(second())
    assert record["html"] == HTML
    assert "text" not in record


def test_third_generation_in_plain_text() -> None:
    record = to_record(third())
    assert record["text"] == PLAIN
    assert record["published"] == "2026-03-04T10:30:00+01:00"
    assert record["address"] == "https://persbureau.example/7"


def test_a_single_time_is_that_of_publication() -> None:
    record = to_record(second())
    assert record["published"] == "2026-03-04T12:00:00+01:00"
    assert "modified" not in record


def test_a_name_for_a_machine_is_no_address() -> None:
    assert "address" not in to_record(first())


def test_suffixes_of_the_first_generation() -> None:
    item = first(body_html=None, body_main=PLAIN, headline=None, headline_main="Veer ligt stil")
    record = to_record(item)
    assert (record["text"], record["title"]) == (PLAIN, "Veer ligt stil")


@pytest.mark.parametrize(
    "associations",
    [
        {"foto": {"type": "picture", "description_text": "De veerboot bij Den Helder & Texel."}},
        [
            {
                "name": "a1",
                "type": "picture",
                "descriptions": [{"role": "caption", "value": "De veerboot bij Den Helder & Texel."}],
            }
        ],
    ],
)
def test_captions_of_pictures_come_along(associations: object) -> None:
    html = to_record(first(associations=associations))["html"]
    assert html.endswith("<figure><figcaption>De veerboot bij Den Helder &amp; Texel.</figcaption></figure>")


def test_a_caption_that_stands_in_the_text_is_not_repeated() -> None:
    caption = "De veerdienst ligt stil, zegt de rederij."
    record = to_record(first(associations={"a": {"type": "picture", "description_text": caption}}))
    assert record["html"] == HTML


@pytest.mark.parametrize("status", ["canceled", "withheld"])
def test_a_withdrawn_item_is_refused(status: str) -> None:
    with pytest.raises(IntakeError, match="withdrawn"):
        to_record(first(pubstatus=status))


def test_a_picture_is_refused() -> None:
    with pytest.raises(IntakeError, match="picture"):
        to_record({"uri": "urn:x", "type": "picture", "headline": "De boot", "versioncreated": "2026-03-04"})


@pytest.mark.parametrize(
    "value",
    [
        {"url": "https://a.example", "title": "Kop", "body": "Tekst"},
        {"uri": "https://a.example", "body": "Tekst"},
        {"version": "https://jsonfeed.org/version/1.1", "items": []},
        [first()],
        "ninjs",
        None,
        {},
    ],
)
def test_other_json_is_not_taken_for_ninjs(value: object) -> None:
    assert not is_ninjs(value)


@pytest.mark.parametrize("odd", [None, 3, [], {}, [None], [3], [[]], {"a": 3}, "\ud800", [{"value": 3}], True])
@pytest.mark.parametrize(
    "key", ["headlines", "bodies", "associations", "subjects", "infosources", "standard", "by", "uri"]
)
def test_fields_of_a_wrong_kind_are_passed_over(key: str, odd: object) -> None:
    item = cast(dict[str, object], {**second(), "body_text": PLAIN, key: odd})
    is_ninjs(item)
    assert all(isinstance(part, str) and part.encode("utf-8") for part in to_record(item).values())
