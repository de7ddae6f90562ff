"""Sitemaps: plain, for news, indexes, packed, as text, broken and hostile."""

import gzip
from datetime import datetime, timedelta, timezone

import pytest

from volgens.errors import IntakeError
from volgens.intake.feeds.sitemap import MOST_ENTRIES, Sitemap, is_sitemap, parse_sitemap

PLACE = "https://www.dorpsbode.example/sitemap.xml"
WINTER = timezone(timedelta(hours=1))
SPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
NEWS = 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"'
IMAGE = 'xmlns:image="http://www.google.com/schemas/sitemap-image/1.1"'
HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


def urlset(inner: str) -> bytes:
    return f"{HEAD}<urlset {SPACE} {NEWS} {IMAGE}>{inner}</urlset>".encode()


def url(path: str, more: str = "") -> str:
    return f"<url><loc>https://www.dorpsbode.example/{path}</loc>{more}</url>"


def addresses(sitemap: Sitemap) -> list[str]:
    return [entry.address.removeprefix("https://www.dorpsbode.example/") for entry in sitemap.entries]


def test_a_news_sitemap_gives_every_fact() -> None:
    news = (
        "<lastmod>2026-03-04T12:00:00+01:00</lastmod><news:news><news:publication><news:name>Dorpsbode</news:name>"
        "<news:language>nl-NL</news:language></news:publication>"
        "<news:publication_date>2026-03-04T11:20:00+01:00</news:publication_date>"
        "<news:title>Sluis dicht &amp; nu?</news:title>"
        "<news:keywords>sluis, water</news:keywords>"
        "</news:news><image:image><image:loc>https://www.dorpsbode.example/foto.jpg</image:loc></image:image>"
    )
    (entry,) = parse_sitemap(urlset(url("sluis", news)), PLACE).entries
    assert entry.address == "https://www.dorpsbode.example/sluis"
    assert (entry.title, entry.outlet, entry.language) == ("Sluis dicht & nu?", "Dorpsbode", "nl")
    assert entry.published == datetime(2026, 3, 4, 11, 20, tzinfo=WINTER)
    assert entry.modified == datetime(2026, 3, 4, 12, 0, tzinfo=WINTER)
    assert entry.keywords == ("sluis", "water")


def test_an_index_gives_its_children() -> None:
    index = (
        f"{HEAD}<sitemapindex {SPACE}><sitemap><loc>https://www.dorpsbode.example/2026-03.xml</loc>"
        "<lastmod>2026-03-04</lastmod></sitemap></sitemapindex>"
    )
    sitemap = parse_sitemap(index.encode(), PLACE)
    assert (sitemap.children, sitemap.entries) == (("https://www.dorpsbode.example/2026-03.xml",), ())


def test_addresses_of_other_hosts_are_dropped_and_counted() -> None:
    sitemap = parse_sitemap(urlset(url("a") + "<url><loc>https://elders.example/b</loc></url>"), PLACE)
    assert (addresses(sitemap), sitemap.foreign) == (["a"], 1)
    assert sitemap.remarks() == ("1 addresses of other hosts left out",)


def test_a_sitemap_from_a_file_may_speak_for_any_host() -> None:
    sitemap = parse_sitemap(urlset(url("a") + "<url><loc>https://elders.example/b</loc></url>"), "map/sitemap.xml")
    assert (len(sitemap.entries), sitemap.foreign) == (2, 0)


def test_bad_entries_are_passed_over() -> None:
    bad = "<url><loc>geen adres:::</loc></url><url/><url><loc>javascript:x</loc></url>"
    sitemap = parse_sitemap(urlset(url("a") + bad + url("b", "<lastmod>ooit</lastmod>")), PLACE)
    assert (addresses(sitemap), sitemap.unreadable) == (["a", "b"], 3)


def test_the_same_address_twice_counts_once() -> None:
    assert addresses(parse_sitemap(urlset(url("a") + url("a")), PLACE)) == ["a"]


def test_without_namespace_and_with_prefix() -> None:
    plain = b"<urlset><url><loc>https://www.dorpsbode.example/a</loc></url></urlset>"
    prefixed = (
        b'<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9"><s:url>'
        b"<s:loc>https://www.dorpsbode.example/a</s:loc></s:url></s:urlset>"
    )
    assert addresses(parse_sitemap(plain, PLACE)) == addresses(parse_sitemap(prefixed, PLACE)) == ["a"]


def test_packed_and_cut_off_sitemaps_are_read_as_far_as_they_go() -> None:
    data = urlset("".join(url(str(number)) for number in range(2000)))
    packed = gzip.compress(data)
    assert len(parse_sitemap(packed, PLACE).entries) == 2000
    assert 0 < len(parse_sitemap(packed[: len(packed) // 2], PLACE).entries) < 2000


def test_a_text_sitemap() -> None:
    data = "\ufeffhttps://www.dorpsbode.example/a\r\nhttps://www.dorpsbode.example/b\r\n\r\n".encode()
    assert addresses(parse_sitemap(data, PLACE)) == ["a", "b"]


def test_broken_xml_is_salvaged() -> None:
    data = f"<urlset {SPACE}>{url('a?x=1&y=2')}<url><loc>https://www.dorpsbode.example/b</loc>{url('c')}".encode()
    assert addresses(parse_sitemap(data, PLACE)) == ["a?x=1&y=2", "b", "c"]


def test_utf_16() -> None:
    assert addresses(parse_sitemap(f"<urlset {SPACE}>{url('é')}</urlset>".encode("utf-16"), PLACE)) == ["é"]


def test_more_entries_than_the_standard_allows_are_read_up_to_a_limit() -> None:
    sitemap = parse_sitemap(urlset("".join(url(str(number)) for number in range(MOST_ENTRIES + 5))), PLACE)
    assert (len(sitemap.entries), sitemap.oversized, sitemap.cut_off) == (MOST_ENTRIES, True, True)
    assert len(sitemap.remarks()) == 2


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b'<!DOCTYPE urlset [<!ENTITY a "x">]><urlset><url><loc>&a;</loc></url></urlset>', "entities"),
        ('<!DOCTYPE urlset [<!ENTITY a "x">]><urlset></urlset>'.encode("utf-16"), "entities"),
        (gzip.compress(b"<urlset>" + b" " * 60_000_000), "unpacked"),
        (b"<html><body>404</body></html>", "root element is <html>"),
        (b"Niet gevonden", "no sitemap"),
        (b"", "empty"),
        (b"\x00\x01\x02\x03", "binary"),
        (b"<urlset>" + b"<a>" * 5_000, "nested deeper"),
    ],
)
def test_what_is_no_sitemap_is_refused_with_a_reason(data: bytes, reason: str) -> None:
    with pytest.raises(IntakeError, match=reason):
        parse_sitemap(data, PLACE)


def test_a_sitemap_is_known_by_its_beginning() -> None:
    assert is_sitemap(f"{HEAD}\n<!-- x --><urlset {SPACE}>")
    assert is_sitemap("<sitemapindex>")
    assert not is_sitemap("<rss>")
    assert not is_sitemap("<html><body><urlset>")
