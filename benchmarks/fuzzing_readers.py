"""The readers that are fuzzed: for each valid samples, words of its format, and a run that checks what comes out."""

import json
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from hypothesis import strategies as st

from fuzzing_samples import (
    PLACE,
    PROSE,
    csv_samples,
    files,
    lines_samples,
    ninjs_samples,
    parquet_samples,
    record_samples,
    robots_samples,
    sitemap_samples,
    warc_samples,
)
from volgens.errors import IntakeError
from volgens.intake import iter_documents, read_article
from volgens.intake.decoding import decode, sniff_media_type
from volgens.intake.feeds.feed import is_feed, iter_feed_articles, parse_feed
from volgens.intake.feeds.sitemap import is_sitemap, parse_sitemap
from volgens.intake.tables.ninjs import is_ninjs, to_record
from volgens.intake.tables.records import RECORD_TYPE
from volgens.model import Article, Failure, RawDocument
from volgens.settings import Settings

SETTINGS = Settings()
_FEED_WORDS = (
    b"<item>", b"</item>", b"<entry>", b"<title>", b"</title>", b"<link>https://a.example/1</link>",
    b"<link href='/x'/>", b"<pubDate>wo 4 mrt 2026 11:00</pubDate>", b"<content:encoded>", b"<description>",
    b"</description>", b"<guid>x</guid>", b"<category>x</category>", b"<dc:creator>x</dc:creator>",
    b"<content type='xhtml'>", b"xml:base='../..'", b"<br/>", b"<content type='application/octet-stream'>",
    b"<feed xmlns='http://www.w3.org/2005/Atom'>", b"<rss version='2.0'>", b"<author><name>", b"<svg>", b"<image>",
    b"<source>", b"<enclosure type='audio/mpeg'/>",
)  # fmt: skip
_PAGE_WORDS = (
    b"<p>", b"</p>", b"<div>", b"</div>", b"<article>", b"<h1>", b"<script type='application/ld+json'>", b"</script>",
    b"<br>", b"<time datetime='2026'>", b"<meta charset=utf-16>", b"<table><tr><td>", b"<figure><figcaption>",
    b"<svg>", b"<template>", b"<!-- ", b"<plaintext>", b"<textarea>", b"<base href='x:'>",
    b"<link rel=canonical href='http://[x'>", b"<q>", b"<li>", b'{"@type":"NewsArticle","articleBody":"x"}',
    b"<form>", b"<select><option>", b"<math>", b"<noscript>", b"<p hidden>",
)  # fmt: skip
_JSON_WORDS = (
    b'"body":', b'"bodies":', b'"text":', b'"html":', b"null", b"true", b"[]", b"{}", b'""', b'"role":', b'"value":',
    b"[[[", b'"associations":', b'"published":', b'"uri":', b'"date":1e400', b'"\\ud800"', b"{", b"}",
    b'"headlines":[', b'"items":[', b'"title":{"a":1}', b'"url":"http://["',
)  # fmt: skip
_TABLE_WORDS = (
    b",",
    b";",
    b"\t",
    b'"',
    b'""',
    b"\n",
    b"\r\n",
    b'"\n"',
    b"titel",
    b"body",
    b"datum",
    b"sep=;\n",
    b"\x00",
)
_WARC_WORDS = (
    b"WARC/1.0\r\n", b"WARC-Type: response\r\n", b"Content-Length: 99999999\r\n", b"Content-Length: -1\r\n",
    b"\r\n\r\n", b"WARC-Date: 2026-03-04T00:00:00Z\r\n", b"WARC-Type: revisit\r\n", b"HTTP/1.1 200 OK\r\n",
    b"Transfer-Encoding: chunked\r\n", b"Content-Encoding: gzip\r\n", b"Content-Encoding: br\r\n",
    b"WARC-Target-URI: http://[x\r\n", b"fffffff\r\n", b"0\r\n\r\n",
)  # fmt: skip
_ROBOTS_WORDS = (
    b"User-agent: *\n", b"Disallow: /*a*a*a*a*a*a$\n", b"Allow: /\n", b"Crawl-delay: 1e999\n",
    b"Request-rate: 1/0s 0000-2500\n", b"Sitemap: http://[\n", b"User-agent: volgens\n", b"*" * 50, b"%zz",
    b"Crawl-delay: nan\n", b"Visit-time: 9-1\n",
)  # fmt: skip
_PLAIN_WORDS = (
    b"title: Kop\n",
    b"published: 2026\n",
    b"url: x\n",
    b"\n\n",
    b"Lees ook: ",
    b"Deel artikel:\n",
    b"Door Jan\n",
)


class UnsoundError(Exception):
    """What came out breaks a promise of the reader."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """``run`` returns or raises `IntakeError`; anything else is a finding."""

    name: str
    samples: Callable[[], Sequence[bytes]]
    words: Sequence[bytes]
    run: Callable[[bytes], None]
    built: Callable[[], st.SearchStrategy[bytes]] | None = None


def _require(holds: bool, what: str) -> None:
    if not holds:
        raise UnsoundError(what)


def check_article(article: Article) -> None:
    """Raise `UnsoundError` unless ``article`` keeps the promises of intake."""
    spans = [block.span for block in article.blocks]
    _require(bool(spans), "no blocks")
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(article.text)]
    between = "".join(article.text[a:b] for a, b in list(pairwise(edges))[::2])
    _require(not between.strip(), f"text between blocks: {between.strip()[:40]!r}")
    for name in ("text", "address", "outlet", "title", "byline", "section", "language"):
        value = getattr(article, name)
        _require(value is None or "\x00" not in value, f"NUL in {name}")
        _require(value is None or bool(value.encode("utf-8")) or name == "text", f"empty {name}")
    address = article.address or "http://"
    _require(address.startswith(("http://", "https://")) or address in article.text, "address of another kind")


def check_outcome(outcome: RawDocument | Failure) -> None:
    """Raise `UnsoundError` unless ``outcome`` can be filed, and its article, where it has one, is sound."""
    outcome.location.encode("utf-8")
    if isinstance(outcome, Failure):
        _require(bool(outcome.reason.strip()), "a failure without a reason")
        _require("\n" not in outcome.reason, "a reason of several lines")
        _require(len(outcome.reason) < 2_000, "a reason longer than a page")
        outcome.reason.encode("utf-8")
        return
    try:
        check_article(read_article(outcome, settings=SETTINGS))
    except IntakeError as error:
        _require(bool(str(error)) and "\n" not in str(error), "a reason of no line or of several")


def _read(media_type: str) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        check_article(read_article(RawDocument(data=data, media_type=media_type, location=PLACE), settings=SETTINGS))

    return run


def _read_sniffed(data: bytes) -> None:
    _read(sniff_media_type(data))(data)


def _decode(data: bytes) -> None:
    text = decode(data)
    text.encode("utf-8")
    is_feed(text)
    is_sitemap(text)


def _read_feed(data: bytes) -> None:
    for outcome in iter_feed_articles(data, "https://www.dorpsbode.example/rss", SETTINGS):
        check_outcome(outcome)
    for entry in parse_feed(data, "https://www.dorpsbode.example/rss").entries:
        _require(entry.address is None or entry.address.startswith(("http://", "https://")), "address of another kind")
        for moment in (entry.published, entry.modified):
            _require(moment is None or moment.tzinfo is not None, "time without a zone")
        for text in (entry.title, entry.summary, entry.author, entry.id, entry.content_html, entry.content_text):
            _require(text is None or bool(text.encode("utf-8")), "empty text")


def _read_sitemap(data: bytes) -> None:
    sitemap = parse_sitemap(data, "https://www.dorpsbode.example/sitemap.xml")
    for address in (*sitemap.children, *(entry.address for entry in sitemap.entries)):
        _require(
            address.startswith(("http://www.dorps", "https://www.dorps", "https://dorps", "http://dorps")), address
        )
    sitemap.remarks()


def _read_ninjs(data: bytes) -> None:
    try:
        value: object = json.loads(data)
    except (ValueError, RecursionError):
        return
    if is_ninjs(value) and isinstance(value, dict):
        for part in to_record(value).values():
            _require(bool(part.encode("utf-8")), "empty field")


def _read_file(*suffixes: str, columns: bool = False) -> Callable[[bytes], None]:
    def run(data: bytes) -> None:
        for suffix in suffixes:
            path = _folder() / f"invoer{suffix}"
            path.write_bytes(data)
            mapping = {"text": "body"} if columns else None
            for outcome in iter_documents([path], settings=SETTINGS, columns=mapping):
                check_outcome(outcome)

    return run


@cache
def _folder() -> Path:
    return Path(tempfile.mkdtemp(prefix="fuzzing-"))


def _read_robots(data: bytes) -> None:
    from protego import Protego  # noqa: PLC0415

    from volgens.fetching.robots import LARGEST, reduce_rules  # noqa: PLC0415

    rules = Protego.parse(reduce_rules(data[:LARGEST].decode("utf-8", "replace"), "volgens/0.1"))
    for address in (PLACE, PLACE + "?" + "a" * 1000):
        rules.can_fetch(address, "volgens/0.1")
    rules.crawl_delay("volgens/0.1")
    rules.request_rate("volgens/0.1")


def _built_json() -> st.SearchStrategy[bytes]:
    names = st.sampled_from(
        ["uri", "standard", "name", "headline", "headlines", "bodies", "body_html", "role", "value", "contenttype",
        "text", "html", "title", "published", "modified", "address", "language", "byline", "associations", "subject",
        "version", "items", "url", "content_html", "date_published", "authors", "tags", "pubstatus", "versioncreated",
        "infosources"]
    )  # fmt: skip
    words = st.sampled_from(
        ["ninjs", PROSE, f"<p>{PROSE}</p>", "https://jsonfeed.org/version/1.1", PLACE, "usable", "2026-03-04"]
    )
    leaves = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20) | words
    values = st.recursive(
        leaves, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(names, inner, max_size=8), max_leaves=30
    )
    return st.dictionaries(names, values, max_size=10).map(lambda value: json.dumps(value).encode())


def _built_markup(words: Sequence[bytes]) -> Callable[[], st.SearchStrategy[bytes]]:
    def built() -> st.SearchStrategy[bytes]:
        texts = st.sampled_from(
            [b"De brug is dicht. ", b"Hij ontkent dat, zegt hij. ", PROSE.encode(), b"&amp;", b"]]>", b""]
        )
        pieces = st.sampled_from(list(words)) | texts | st.text(max_size=10).map(lambda t: t.encode("utf-8", "replace"))
        return st.lists(pieces, max_size=40).map(b"".join)

    return built


def _wrapped(before: bytes, built: Callable[[], st.SearchStrategy[bytes]]) -> Callable[[], st.SearchStrategy[bytes]]:
    return lambda: built().map(lambda data: before + data)


_RSS = b"<rss version='2.0'><channel>"
READERS: tuple[Reader, ...] = (
    Reader(
        name="feeds",
        samples=files("tests/intake/feeds", ".xml", ".json"),
        words=(*_FEED_WORDS, *_JSON_WORDS),
        run=_read_feed,
        built=_wrapped(_RSS, _built_markup(_FEED_WORDS)),
    ),
    Reader(
        name="sitemaps",
        samples=sitemap_samples,
        words=(
            b"<url>",
            b"</url>",
            b"<loc>",
            b"</loc>",
            b"<sitemap>",
            b"<news:title>",
            b"<lastmod>2026",
            b"<image:loc>",
        ),
        run=_read_sitemap,
        built=_wrapped(
            b"<urlset>", _built_markup((b"<url>", b"</url>", b"<loc>", b"</loc>", b"<news:title>", b"<lastmod>"))
        ),
    ),
    Reader(name="ninjs", samples=ninjs_samples, words=_JSON_WORDS, run=_read_ninjs, built=_built_json),
    Reader(name="decoding", samples=files("src/volgens/examples", ".txt"), words=_PLAIN_WORDS, run=_decode),
    Reader(name="plain", samples=files("src/volgens/examples", ".txt"), words=_PLAIN_WORDS, run=_read("text/plain")),
    Reader(
        name="pages",
        samples=files("tests/intake/pages", ".html"),
        words=_PAGE_WORDS,
        run=_read("text/html"),
        built=_built_markup(_PAGE_WORDS),
    ),
    Reader(name="records", samples=record_samples, words=_JSON_WORDS, run=_read(RECORD_TYPE), built=_built_json),
    Reader(name="warc", samples=warc_samples, words=_WARC_WORDS, run=_read_file(".warc", ".warc.gz")),
    Reader(
        name="jsonl", samples=lines_samples, words=_JSON_WORDS, run=_read_file(".jsonl", ".json"), built=_built_json
    ),
    Reader(name="csv", samples=csv_samples, words=_TABLE_WORDS, run=_read_file(".csv", ".tsv")),
    Reader(name="mapped", samples=csv_samples, words=_TABLE_WORDS, run=_read_file(".csv", ".x", columns=True)),
    Reader(
        name="parquet",
        samples=parquet_samples,
        words=(b"PAR1", b"titel", b"body", b"\x00", b"\x15"),
        run=_read_file(".parquet"),
    ),
    Reader(name="robots", samples=robots_samples, words=_ROBOTS_WORDS, run=_read_robots),
    Reader(
        name="articles",
        samples=lambda: (
            *files("tests/intake/pages", ".html")(),
            *record_samples(),
            *ninjs_samples(),
            PROSE.encode(),
        ),
        words=(*_PAGE_WORDS, *_JSON_WORDS, *_PLAIN_WORDS),
        run=_read_sniffed,
    ),
)
