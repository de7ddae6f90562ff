"""Records of articles, as tables, feeds and news systems give them."""

import json
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.intake.tables.columns import FIELDS, choose, load_usual_names, name_fields
from volgens.intake.tables.records import RECORD_TYPE, parse_cell, read_record, write_record
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

BODY = (
    "De wethouder zegt dat de brug tot maandag dicht blijft.\n\n"
    "De aannemer ontkent dat hij te laat was. Volgens hem is het hout verrot."
)
MARKUP = "".join(f"<p>{paragraph}</p>" for paragraph in BODY.split("\n\n"))


def article(**fields: object) -> Article:
    document = RawDocument(data=write_record(fields), media_type=RECORD_TYPE, location="tabel.csv#3")
    return read_article(document, settings=Settings())


def blocks(found: Article) -> list[tuple[str, str]]:
    return [(block.role.value, block.span.of(found.text)) for block in found.blocks]


def test_every_field_reaches_the_article() -> None:
    found = article(
        text=BODY,
        title="Brug dicht",
        byline="Door Jan de Wit",
        outlet="De Brugkrant",
        section="Regio",
        published="2026-03-04T17:20:00+01:00",
        modified="2026-03-04T18:00:00+01:00",
        captured="2026-03-05T08:00:00Z",
        address="https://krant.example/brug#top",
        language="Nederlands",
    )
    assert (found.title, found.byline, found.outlet, found.section) == (
        "Brug dicht",
        "Jan de Wit",
        "De Brugkrant",
        "Regio",
    )
    assert found.published == datetime(2026, 3, 4, 16, 20, tzinfo=UTC)
    assert found.modified == datetime(2026, 3, 4, 17, 0, tzinfo=UTC)
    assert found.captured == datetime(2026, 3, 5, 8, 0, tzinfo=UTC)
    assert (found.address, found.language) == ("https://krant.example/brug", "nl")


def test_the_title_becomes_the_headline_where_the_text_does_not_begin_with_it() -> None:
    found = article(text=BODY, title="Brug dicht")
    assert blocks(found)[0] == ("headline", "Brug dicht")
    assert found.text == f"Brug dicht\n\n{BODY}"


@pytest.mark.parametrize("opening", ["Brug dicht\n\n", "NOS Nieuws\nBrug dicht\n", "‘Brug dicht’\n"])
def test_a_text_that_begins_with_its_title_stays_as_it_is(opening: str) -> None:
    found = article(text=opening + BODY, title="Brug dicht")
    assert found.text == opening + BODY
    assert [text for role, text in blocks(found) if role == "headline"] == [opening.strip().splitlines()[-1]]


def test_the_lead_stands_between_headline_and_body() -> None:
    found = article(text=BODY, title="Brug dicht", lead="De brug over de haven is verrot, zegt de wethouder.")
    assert [role for role, _ in blocks(found)] == ["headline", "lead", "body", "body"]


def test_the_lead_comes_after_a_title_that_the_text_has() -> None:
    found = article(text=f"Brug dicht\n\n{BODY}", title="Brug dicht", lead="De brug is verrot, zegt men.")
    assert [role for role, _ in blocks(found)] == ["headline", "lead", "body", "body"]


def test_a_lead_that_the_text_begins_with_is_not_repeated() -> None:
    lead, _, rest = BODY.partition("\n\n")
    found = article(text=BODY, title="Brug dicht", lead=lead)
    assert blocks(found) == [("headline", "Brug dicht"), ("lead", lead), ("body", rest)]


def test_a_line_like_a_header_is_text() -> None:
    text = f"title: Wat is waar?\n\n{BODY}"
    assert article(text=text).text == text


@pytest.mark.parametrize("field", ["html", "text"])
def test_a_piece_of_a_page_is_read_as_one(field: str) -> None:
    found = article(**{field: MARKUP}, title="Brug &amp; dijk dicht", lead="De brug is verrot, zegt de wethouder.")
    assert [text for _, text in blocks(found)] == [
        "Brug & dijk dicht",
        "De brug is verrot, zegt de wethouder.",
        *BODY.split("\n\n"),
    ]
    assert blocks(found)[0][0] == "headline"


def test_a_piece_too_small_for_a_page_is_still_read() -> None:
    found = article(html="<div>De brug is dicht</div>", title="Kort")
    assert found.text == "Kort\n\nDe brug is dicht"


def test_what_the_row_says_wins_over_what_its_page_says() -> None:
    page = (
        "<!doctype html><html lang='en'><head><title>Oud</title><meta name='author' content='Iemand anders'>"
        f"<meta property='og:site_name' content='Andere krant'></head><body><article><h1>Oud</h1>{MARKUP}</article>"
    )
    found = article(html=page, title="Nieuw", byline="Jan", outlet="De Brugkrant", language="nl", section="Regio")
    assert (found.title, found.byline, found.outlet, found.language, found.section) == (
        "Nieuw",
        "Jan",
        "De Brugkrant",
        "nl",
        "Regio",
    )
    assert blocks(found)[0] == ("headline", "Oud")


def test_text_serves_where_the_page_holds_no_article() -> None:
    found = article(html="<!doctype html><html><body><nav>Menu</nav></body></html>", text=BODY)
    assert found.text == BODY


@pytest.mark.parametrize(
    ("fields", "reason"),
    [
        ({}, "holds no text"),
        ({"text": " \u200b\n"}, "holds no text"),
        ({"text": 12}, "holds no text"),
        ({"html": "<p></p>"}, "holds no text"),
        ({"text": "12 34"}, "holds no words"),
        ({"text": "CafÃ© " * 20}, "is garbled"),
        ({"text": "caf\\x85\x01\x02\x03"}, "is binary or garbled"),
        ({"text": "woord " * 200_001}, "more than one article may"),
    ],
)
def test_a_record_without_an_article_is_refused(fields: dict[str, object], reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        article(**fields)


@pytest.mark.parametrize("data", ["[]", '"x"', "{", "12", "{" * 5000])
def test_what_is_no_record_is_refused(data: str) -> None:
    document = RawDocument(data=data.encode(), media_type=RECORD_TYPE, location="x")
    with pytest.raises(IntakeError):
        read_record(data, document, Settings())


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("2026-03-04T17:20:00+01:00", "2026-03-04T17:20:00+01:00"),
        ("2026-03-04 17:20:00", "2026-03-04T17:20:00+01:00"),
        ("2026-07-04 17:20", "2026-07-04T17:20:00+02:00"),
        ("2026-03-04 17:20:00 UTC", "2026-03-04T17:20:00+00:00"),
        ("2026-03-04", "2026-03-04T00:00:00+01:00"),
        ("20260304", "2026-03-04T00:00:00+01:00"),
        (20260304, "2026-03-04T00:00:00+01:00"),
        ("20260304172000", "2026-03-04T17:20:00+01:00"),
        ("20260304T162000Z", "2026-03-04T16:20:00+00:00"),
        (1772641200, "2026-03-04T16:20:00+00:00"),
        (1772641200.5, "2026-03-04T16:20:00.500000+00:00"),
        (1772641200000, "2026-03-04T16:20:00+00:00"),
        (1772641200000000, "2026-03-04T16:20:00+00:00"),
        (1772641200000000000, "2026-03-04T16:20:00+00:00"),
        ("1772641200", "2026-03-04T16:20:00+00:00"),
        ({"$date": "2026-03-04T16:20:00Z"}, "2026-03-04T16:20:00+00:00"),
        (["2026-03-04"], "2026-03-04T00:00:00+01:00"),
        ("04-03-2026 17:20", "2026-03-04T17:20:00+01:00"),
        ("4 maart 2026", "2026-03-04T00:00:00+01:00"),
        ("woensdag 4 maart 2026 17:20 uur", "2026-03-04T17:20:00+01:00"),
        ("4 maart 2026 woensdag", "2026-03-04T00:00:00+01:00"),
        ("March 4, 2026 Wednesday", "2026-03-04T00:00:00+01:00"),
        ("March 4, 2026 Wednesday 4:20 PM GMT", "2026-03-04T16:20:00+00:00"),
        ("Wed, 04 Mar 2026 16:20:00 GMT", "2026-03-04T16:20:00+00:00"),
    ],
)
def test_times_are_read_as_tables_write_them(value: object, wanted: str) -> None:
    found = parse_cell(value)
    assert found is not None
    assert found == datetime.fromisoformat(wanted)


@pytest.mark.parametrize(
    "value", [None, "", "gisteren", True, -1, 10**400, float("inf"), [], {}, "2026-13-40", "x" * 10_000]
)
def test_what_is_no_time_is_none(value: object) -> None:
    assert parse_cell(value) is None


@pytest.mark.parametrize(
    ("value", "wanted"),
    [
        ("Door Jan de Wit", "Jan de Wit"),
        (["Jan de Wit", "An Smit", "Jan de Wit"], "Jan de Wit, An Smit"),
        ([{"name": "Jan de Wit"}, {"name": "An Smit"}], "Jan de Wit, An Smit"),
        ({"name": "Jan de Wit"}, "Jan de Wit"),
        ("['Jan de Wit', \"An 't Hart\"]", "Jan de Wit, An 't Hart"),
        ('["Jan de Wit"]', "Jan de Wit"),
        ("[]", None),
        ("https://krant.example/jan", None),
        (12.5, None),
    ],
)
def test_bylines_come_in_many_forms(value: object, wanted: str | None) -> None:
    assert article(text=BODY, byline=value).byline == wanted


@pytest.mark.parametrize(
    ("fields", "wanted"),
    [
        ({"outlet": {"id": None, "name": "De Brugkrant"}}, "De Brugkrant"),
        ({"outlet": "www.onbekend.example"}, "onbekend.example"),
        ({"outlet": "nos.nl"}, "NOS"),
        ({"outlet": "https://nos.nl/artikel/1"}, "NOS"),
        ({"address": "https://nos.nl/artikel/1"}, "NOS"),
        ({}, None),
    ],
)
def test_the_outlet_is_named_or_follows_from_an_address(fields: dict[str, object], wanted: str | None) -> None:
    assert article(text=BODY, **fields).outlet == wanted


@pytest.mark.parametrize(
    ("value", "wanted"),
    [("nl-NL", "nl"), ("NLD", "nl"), ("Dutch", "nl"), ("English", "en"), ("fr", "fr"), ("?", "nl"), (None, "nl")],
)
def test_languages_get_their_code(value: str | None, wanted: str) -> None:
    assert article(text=BODY, language=value).language == wanted


def test_paragraphs_may_come_as_a_list() -> None:
    assert article(text=BODY.split("\n\n")).text == BODY


def test_the_usual_names_are_sound() -> None:
    assert set(load_usual_names().columns) == set(FIELDS)
    assert load_usual_names().languages["nederlands"] == "nl"


@pytest.mark.parametrize(
    ("row", "wanted"),
    [
        (  # news-please
            {"maintext": "x", "title": "k", "date_publish": "2026-03-04", "source_domain": "a.nl", "authors": ["J"]},
            {"text": "maintext", "title": "title", "published": "date_publish", "outlet": "source_domain"},
        ),
        (  # Nexis Uni
            {"Headline": "k", "Body": "x", "Publication Date": "4 maart 2026", "Byline": "J", "Load-Date": "x"},
            {"text": "Body", "title": "Headline", "published": "Publication Date", "modified": "Load-Date"},
        ),
        (  # the Guardian's interface
            {"webTitle": "k", "webUrl": "https://a.example/b", "fields": {"bodyText": "x", "standfirst": "l"}},
            {"text": "fields.bodyText", "title": "webTitle", "lead": "fields.standfirst", "address": None},
        ),
        (  # WordPress
            {"content": {"rendered": "<p>x</p>"}, "title": {"rendered": "k"}, "link": "https://a.example/b"},
            {"html": "content.rendered", "title": "title.rendered", "address": "link"},
        ),
        (  # NewsAPI
            {"content": "x", "source": {"name": "NOS"}, "publishedAt": "2026-03-04T12:00:00Z", "author": None},
            {"text": "content", "outlet": "source", "published": "publishedAt", "byline": None},
        ),
        ({"artikeltekst": "x", "Kop": "k", "krant": "De Brugkrant"}, {"text": "artikeltekst", "title": "Kop"}),
    ],
)
def test_the_columns_of_well_known_tables_are_recognised(row: dict[str, object], wanted: dict[str, str | None]) -> None:
    found = choose(row, None)
    assert {field: found.get(field) for field in wanted if wanted[field]} == {f: c for f, c in wanted.items() if c}


def test_no_column_counts_twice() -> None:
    assert choose({"titel": "k", "tekst": "x"}, {"lead": "titel"}) == {"lead": "titel", "text": "tekst"}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=20),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(["name", "a", "$date"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@hypothesis_settings(max_examples=120, deadline=None)
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, max_size=8))
def test_any_record_gives_an_article_or_a_reason(fields: dict[str, object]) -> None:
    data = write_record(name_fields(fields, None))
    assert json.loads(data) == json.loads(data.decode())
    document = RawDocument(data=data, media_type=RECORD_TYPE, location="x")
    try:
        found = read_article(document, settings=Settings())
    except IntakeError as error:
        assert "\n" not in str(error)
    else:
        assert found.blocks
        assert all(block.role in Role for block in found.blocks)
        found.text.encode()
