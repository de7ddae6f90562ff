"""Feeds: every version of RSS and Atom, RDF and JSON Feed, whole or broken, honest or hostile."""

import gzip
import json
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from volgens.errors import IntakeError
from volgens.intake.feeds.feed import Feed, FeedEntry, is_feed, iter_feed_articles, parse_feed
from volgens.intake.feeds.tracking import clean_address
from volgens.intake.tables.records import RECORD_TYPE
from volgens.intake.timestamps import parse_timestamp
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

FEEDS = Path(__file__).parent / "feeds"
PLACE = "https://www.dorpsbode.example/nieuws/rss.xml"
WINTER, SUMMER = timezone(timedelta(hours=1)), timezone(timedelta(hours=2))
SENTENCE = "De wethouder zegt dat de brug tot vrijdag dicht blijft. "


def load(name: str, location: str = PLACE) -> Feed:
    return parse_feed((FEEDS / name).read_bytes(), location)


def rss(items: str, head: str = "") -> bytes:
    return f'<rss version="2.0" {head}><channel><title>Bode</title>{items}</channel></rss>'.encode()


def only(items: str, head: str = "") -> FeedEntry:
    (entry,) = parse_feed(rss(f"<item><link>https://bode.example/1</link>{items}</item>", head), PLACE).entries
    return entry


def articles(data: bytes, location: str = PLACE) -> tuple[list[RawDocument], list[Failure]]:
    found = list(iter_feed_articles(data, location, Settings()))
    return [d for d in found if isinstance(d, RawDocument)], [f for f in found if isinstance(f, Failure)]


def test_rss_gives_every_fact_of_an_entry() -> None:
    feed = load("rss2.xml")
    entry = feed.entries[0]
    assert (feed.title, feed.outlet, feed.language) == ("Algemeen | Dorpsbode", "Dorpsbode", "nl")
    assert feed.address == "https://www.dorpsbode.example/nieuws/"
    assert feed.next_page == "https://www.dorpsbode.example/nieuws/rss.xml?pagina=2"
    assert entry.title == "Sluis bij Wilgerdam blijft dicht: ‘Niemand weet hoe lang’"
    assert entry.address == "https://www.dorpsbode.example/nieuws/sluis-wilgerdam?id=8841"
    assert entry.published == datetime(2026, 3, 4, 11, 20, tzinfo=WINTER)
    assert (entry.author, entry.section, entry.id) == ("Mirthe Zandvliet, Sjors Hoek", "Binnenland", "dorpsbode-8841")
    assert entry.summary == "De sluis is al drie dagen dicht."
    assert entry.content_html is not None
    assert entry.content_html.count("<p>") == 3


def test_links_in_a_text_become_whole() -> None:
    content = load("rss2.xml").entries[0].content_html or ""
    assert 'href="https://www.dorpsbode.example/dossier/sluis"' in content


def test_atom_resolves_addresses_by_its_base() -> None:
    first, second = load("atom10.xml").entries
    assert first.address == "https://polderpost.example/rubriek/2026/03/maes.html"
    assert 'href="https://polderpost.example/rubriek/brief.html"' in (first.content_html or "")
    assert second.address == "https://polderpost.example/2026/03/parkeerplan.html"


def test_atom_text_keeps_angle_brackets_and_atom_html_loses_its_tags() -> None:
    feed = load("atom10.xml")
    assert feed.title == "Polderpost – Politiek"
    assert [entry.title for entry in feed.entries] == ["Schepen <b>Maes</b> stapt op", "Raad stemt over ‘parkeerplan’"]
    assert feed.entries[1].summary == "Dinsdag valt het besluit."


def test_atom_tells_published_from_modified() -> None:
    first, second = load("atom10.xml").entries
    assert first.published == datetime(2026, 3, 4, 8, 15, tzinfo=WINTER)
    assert first.modified == datetime(2026, 3, 4, 9, 45, tzinfo=WINTER)
    assert (second.published, second.modified) == (datetime(2026, 3, 3, 20, 0, tzinfo=WINTER), None)


def test_xhtml_becomes_html_with_its_references_kept() -> None:
    content = load("atom10.xml").entries[0].content_html or ""
    assert "<em>niets</em> van de facturen wist &amp; dat" in content
    assert "<br>De burgemeester" in content


def test_atom_03_in_latin_1() -> None:
    entry = load("atom03.xml").entries[0]
    assert (entry.title, entry.author) == ("Café dicht na ruzie", "Wim ten Brink")
    assert entry.published == datetime(2004, 6, 1, 10, 0, tzinfo=SUMMER)


def test_rdf_with_a_time_without_zone_is_dutch_time() -> None:
    entry = load("rdf10.xml").entries[0]
    assert entry.published == datetime(2026, 2, 11, 7, 30, tzinfo=WINTER)
    assert (entry.author, entry.section) == ("Ineke Blom", "Scheepvaart")


def test_rss_091_with_its_document_type() -> None:
    assert load("rss091.xml").entries[0].address == "http://oudekrant.example/brug"


def test_broken_xml_is_salvaged() -> None:
    feed = load("broken.xml")
    assert feed.title == "B&W-nieuws Heuvelrug"
    assert [entry.title for entry in feed.entries] == [
        "Zwembad & sporthal dicht",
        "Tweede bericht",
        "Derde, afgebroken",
    ]
    assert feed.entries[0].address == "https://heuvelrug.example/artikel.php?id=7&rubriek=sport"
    assert feed.entries[0].summary == "Het zwembad gaat dicht, zegt de wethouder."
    assert feed.entries[0].published == datetime(2023, 5, 3, 14, 5, tzinfo=SUMMER)
    assert feed.entries[1].author == "Piet Schaap"


def test_json_feed() -> None:
    feed = load("feed.json", "https://eilandnieuws.example/feed.json")
    first, second, third = feed.entries
    assert (feed.outlet, feed.next_page) == ("Eilandnieuws", "https://eilandnieuws.example/feed.json?p=2")
    assert (first.address, first.author, first.section) == (
        "https://eilandnieuws.example/veer",
        "Tjerk Wiersma",
        "Vervoer",
    )
    assert first.content_text is not None
    assert (second.id, second.summary, second.audio) == ("13", "Een duin is afgezet.", False)
    assert third.audio


def test_a_whole_text_becomes_a_record_and_teasers_one_failure() -> None:
    documents, failures = articles((FEEDS / "rss2.xml").read_bytes())
    (document,) = documents
    record = json.loads(document.data)
    assert (document.media_type, document.container) == (RECORD_TYPE, f"{PLACE}#1")
    assert document.location == record["address"] == "https://www.dorpsbode.example/nieuws/sluis-wilgerdam?id=8841"
    assert list(record) == sorted(record)
    assert record["published"] == "2026-03-04T11:20:00+01:00"
    assert record["outlet"] == "Dorpsbode"
    reason = f"feed of 1 link without full text; fetch them with: volgens watch {PLACE}"
    assert [failure.reason for failure in failures] == [reason]


def test_a_podcast_is_passed_over() -> None:
    documents, failures = articles((FEEDS / "podcast.xml").read_bytes())
    assert documents == []
    assert "podcast" in failures[0].reason


def test_a_feed_without_entries_says_so() -> None:
    assert "without entries" in articles(rss(""))[1][0].reason


def test_a_description_with_the_whole_article_counts_as_one() -> None:
    body = "".join(f"&lt;p&gt;{SENTENCE * 3}&lt;/p&gt;" for _ in range(5))
    assert only(f"<description>{body}</description>").content_html is not None


@pytest.mark.parametrize("ending", ["Lees verder…", "[...]", "Lees meer op dorpsbode.example", "Read more", "…"])
def test_a_text_that_breaks_off_is_a_teaser(ending: str) -> None:
    head = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    whole = only(f"<content:encoded>&lt;p&gt;{SENTENCE * 20}&lt;/p&gt;</content:encoded>", head)
    teaser = only(f"<content:encoded>&lt;p&gt;{SENTENCE * 20}{ending}&lt;/p&gt;</content:encoded>", head)
    assert whole.content_html is not None
    assert teaser.content_html is None


def test_a_signature_of_the_feed_program_hides_no_break() -> None:
    head = 'xmlns:content="http://purl.org/rss/1.0/modules/content/"'
    signature = "Het bericht Brug dicht verscheen eerst op Dorpsbode."
    text = f"{SENTENCE * 20} […] {signature}"
    assert only(f"<content:encoded>{text}</content:encoded>", head).content_html is None
    assert only(f"<content:encoded>{SENTENCE * 20} {signature}</content:encoded>", head).content_html is not None


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("redactie@bode.example (Jet Boom)", "Jet Boom"),
        ("Jet Boom &lt;redactie@bode.nieuws&gt;", "Jet Boom"),
        ("Jet Boom (Bode)", "Jet Boom (Bode)"),
        ("redactie@bode.example", None),
    ],
)
def test_an_author_is_a_name_without_mail(written: str, expected: str | None) -> None:
    assert only(f"<author>{written}</author>").author == expected


def test_feedburner_gives_the_address_behind_its_own() -> None:
    head = 'xmlns:feedburner="http://rssnamespace.org/feedburner/ext/1.0"'
    entry = only("<feedburner:origLink>https://bode.example/echt</feedburner:origLink>", head)
    assert entry.address == "https://bode.example/echt"


def test_an_id_that_is_an_address_serves_where_no_link_stands() -> None:
    (entry,) = parse_feed(rss("<item><guid>https://bode.example/9</guid><title>Kop</title></item>"), PLACE).entries
    assert entry.address == "https://bode.example/9"


def test_undeclared_prefixes_are_understood() -> None:
    entry = only(
        f"<dc:creator>Jet Boom</dc:creator><content:encoded><![CDATA[<p>{SENTENCE * 20}</p>]]></content:encoded>"
    )
    assert entry.author == "Jet Boom"
    assert entry.content_html is not None


def test_an_element_of_a_foreign_namespace_is_not_taken_for_a_title() -> None:
    entry = only('<title>Kop</title><x:title xmlns:x="http://elders.example/ns">Anders</x:title>')
    assert entry.title == "Kop"


def test_a_damaged_letter_costs_its_own_article_only() -> None:
    text = f"<p>{SENTENCE * 20}</p>".encode()
    item = b"<item><link>https://bode.example/%d</link><description><![CDATA[%b]]></description></item>"
    accents = "<description>één café, twee cafés, drie ideeën</description>".encode()
    good, bad = item % (1, text), item % (2, text.replace(b"vrijdag", b"vr\xffijdag", 1))
    data = b'<rss version="2.0"><channel>' + accents + good + bad + b"</channel></rss>"
    documents, failures = articles(data)
    assert [document.location for document in documents] == ["https://bode.example/1"]
    assert [failure.location for failure in failures] == ["https://bode.example/2"]


def test_a_packed_feed_is_unpacked() -> None:
    assert parse_feed(gzip.compress((FEEDS / "rdf10.xml").read_bytes()), PLACE) == load("rdf10.xml")


def test_the_same_bytes_give_the_same_records() -> None:
    data = (FEEDS / "atom10.xml").read_bytes()
    assert articles(data) == articles(data)


@pytest.mark.parametrize(
    "data",
    [
        b'<!DOCTYPE rss [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><rss><channel><title>&b;</title></channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY a SYSTEM "file:///etc/hostname">]><rss><channel><title>&a;</title></channel></rss>',
        b'<!DOCTYPE rss [<!ENTITY % a SYSTEM "http://bode.example/x.dtd"> %a;]><rss><channel/></rss>',
    ],
)
def test_entities_of_its_own_are_refused(data: bytes) -> None:
    with pytest.raises(IntakeError, match="entities"):
        parse_feed(data, PLACE)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (gzip.compress(b"<rss>" + b" " * 30_000_000), "unpacked"),
        (b"\x1f\x8bkapot", "damaged gzip"),
        (b"", "empty"),
        (b"<html><body>Geen feed</body></html>", "begins with <html>"),
        (b"Zomaar tekst.", "no markup"),
        (b'{"items": 3}', "no JSON Feed"),
        (b'{"items": [', "JSON that cannot be read"),
        (b'{"items": [' + b"[" * 100_000, "JSON that cannot be read"),
        (rss("<item/>" * 20_001), "more than 20,000 entries"),
        (rss("<item><description>" + "<b>" * 5_000), "nested deeper"),
        (rss("<item><description><![CDATA[" + "x" * 11_000_000 + "]]></description></item>"), "longer"),
    ],
)
def test_what_is_no_feed_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        parse_feed(data, PLACE)


def test_a_path_in_place_of_bytes_is_not_opened(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_bytes((FEEDS / "rss2.xml").read_bytes())
    with pytest.raises(IntakeError):
        parse_feed(str(path).encode(), PLACE)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("<?xml version='1.0'?><!-- een --><?xml-stylesheet href='x'?>\n<rss version='2.0'>", True),
        ('<!DOCTYPE rss PUBLIC "-//N//DTD RSS 0.91//EN" "x.dtd">\n<rss version="0.91">', True),
        ("<atom:feed xmlns:atom='http://www.w3.org/2005/Atom'>", True),
        ('{"version": "https://jsonfeed.org/version/1.1", "items": []}', True),
        ("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'>", False),
        ("<html><body><feed></body></html>", False),
        ('{"version": "2", "items": []}', False),
        ("De feed is <rss> stuk", False),
        ("", False),
    ],
)
def test_a_feed_is_known_by_its_beginning(text: str, expected: bool) -> None:
    assert is_feed(text) is expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("Wed, 04 Mar 2026 11:20:00 +0100", datetime(2026, 3, 4, 10, 20, tzinfo=UTC)),
        ("wo 3 mei 2023 14:05:00 +0200", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("woensdag 3 mei 2023, 14.05 uur", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("za., 09 mrt. 2024 08:00", datetime(2024, 3, 9, 7, 0, tzinfo=UTC)),
        ("03-05-2023 14:05", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("2023-05-03 14:05:00 +0200", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("2023-05-03T14:05:00", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("2023-05-03T12:05Z", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("Wed, 03 May 2023 12:05:00 GMT", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("Wed, 03 May 2023 12:05:00 -0000", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("Wed, 03 May 2023 14:05:00 CEST", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("Wed, 03 May 2023 08:05:00 EDT", datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        (1683115500, datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        (1683115500000, datetime(2023, 5, 3, 12, 5, tzinfo=UTC)),
        ("gisteren", None),
        ("31 februari 2023 10:00", None),
        ("2023-13-41T99:99", None),
        ("x" * 500, None),
        ("", None),
        (None, None),
        (float("nan"), None),
        pytest.param(10**400, None, id="huge"),
        (True, None),
    ],
)
def test_times_of_feeds(value: object, expected: datetime | None) -> None:
    assert parse_timestamp(value) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("https://a.example/x?utm_source=rss&id=3&utm_medium=feed", "https://a.example/x?id=3"),
        ("https://a.example/x?at_medium=rss&fbclid=9", "https://a.example/x"),
        ("https://a.example/x?source=12&ref=artikel-4&b=2&a=1", "https://a.example/x?source=12&ref=artikel-4&b=2&a=1"),
        ("https://a.example/x?q=caf%C3%A9+nu&leeg", "https://a.example/x?q=caf%C3%A9+nu&leeg"),
        ("https://A.Example/Pad#xtor=RSS-1", "https://a.example/Pad"),
        ("/x", "https://basis.example/x"),
        (
            "https://www.google.com/url?rct=j&sa=t&url=https://a.example/x%3Fid%3D1%26utm_source%3Dg&ct=ga",
            "https://a.example/x?id=1",
        ),
        ("javascript:alert(1)", None),
        ("ftp://a.example/x", None),
        ("http://[::1", None),
        ("http://a.example:x/", None),
        ("http://naam:geheim@a.example/", None),
        ("http://a.example/" + "x" * 3000, None),
        ("http://a.example/een twee", None),
        ("", None),
    ],
)
def test_addresses_lose_what_tracks_and_keep_what_identifies(value: str, expected: str | None) -> None:
    assert clean_address(value, "https://basis.example/map/") == expected
