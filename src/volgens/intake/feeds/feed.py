"""Feeds: RSS, Atom, RDF and JSON Feed, from their bytes; nothing is fetched here."""

import io
import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from html import unescape

import feedparser

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address, host_of
from volgens.intake.decoding import decode, without_unstorable
from volgens.intake.feeds.rewriting import MOST_ENTRIES, rewrite_feed
from volgens.intake.feeds.tracking import clean_address
from volgens.intake.feeds.words import load_feed_words
from volgens.intake.feeds.xml_input import inflate, read_xml_text, root_name
from volgens.intake.languages import language_code
from volgens.intake.outlets import find_outlet
from volgens.intake.sizes import check_size
from volgens.intake.streams import GZIP
from volgens.intake.tables.records import RECORD_TYPE, write_record
from volgens.intake.timestamps import parse_timestamp
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

LARGEST_FEED = 20_000_000
"""Bytes, unpacked; the largest feed of a newsroom holds a few."""

_FEWEST_WORDS = 40
_FEWEST_WORDS_OF_SUMMARY = 120
_TAIL = 600
_ROOTS = frozenset({"rss", "feed", "rdf", "channel"})
_JSON_FEED = re.compile(r'\s*\{.{0,4000}?"version"\s*:\s*"https?:\\?/\\?/(?:www\.)?jsonfeed\.org', re.S)
_TAG = re.compile(r"<[^<>]{0,5000}>")
_BLOCK_TAG = re.compile(r"<(?:/?(?:p|div|li|h[1-6]|blockquote|tr|section|article)|br)\b[^<>]{0,5000}>", re.I)
_PARAGRAPH = re.compile(r"<p\b|<br[^<>]{0,40}>\s{0,40}<br", re.I)
_LINK = re.compile(r"""(\s(?:href|src)\s{0,9}=\s{0,9})(["'])(?!https?:|mailto:|data:|#)([^"'<>]{1,2048})\2""", re.I)
_AUDIO = re.compile(r"(?:audio|video)/|application/ogg", re.I)


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedEntry:
    """What a feed says about one article; ``id`` is the publisher's own name for it.

    ``title`` and ``summary`` are plain text. ``content_html`` or ``content_text`` holds the whole article where the
    feed has it. ``audio`` says that the entry is something to listen to.
    """

    address: str | None
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    author: str | None = None
    summary: str | None = None
    content_html: str | None = None
    content_text: str | None = None
    id: str | None = None
    section: str | None = None
    language: str | None = None
    audio: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed: ``address`` is the page that it belongs to, ``next_page`` where it goes on into the past."""

    title: str | None
    address: str | None
    outlet: str | None
    language: str | None
    entries: tuple[FeedEntry, ...]
    next_page: str | None = None


def is_feed(text: str) -> bool:
    """Whether ``text`` is RSS, Atom, RDF or JSON Feed by the way it begins."""
    return root_name(text[:20_000]) in _ROOTS or is_json_feed(text)


def is_json_feed(text: str) -> bool:
    """Whether ``text`` is JSON Feed by the way it begins."""
    return _JSON_FEED.match(text[:5_000]) is not None


def parse_feed(data: bytes, location: str) -> Feed:
    """The feed in ``data``, which came from ``location``; raises `IntakeError` where there is none that can be read."""
    if data.startswith(GZIP):
        data = inflate(data, LARGEST_FEED)
    if len(data) > LARGEST_FEED:
        raise IntakeError(f"is a feed of {len(data) / 1e6:.1f} MB, more than {LARGEST_FEED / 1e6:.0f} MB; split it")
    if data[:200].lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        return _parse_json_feed(data, location)
    text = read_xml_text(data)
    name = root_name(text)
    if name not in _ROOTS:
        raise IntakeError(f"is no feed: it begins with <{name}>" if name else "is no feed: it holds no markup")
    return _from_library(rewrite_feed(text), location)


def iter_feed_articles(data: bytes, location: str, settings: Settings) -> Iterator[RawDocument | Failure]:
    """Each article that stands whole in the feed, then one `Failure` that counts those that do not.

    Entries to listen to are passed over.
    """
    try:
        check_size(len(data), settings)
        feed = parse_feed(data, location)
    except IntakeError as error:
        yield Failure(location=location, reason=str(error))
        return
    links = 0
    whole = 0
    for number, entry in enumerate(feed.entries, start=1):
        if entry.audio:
            continue
        if entry.content_html is None and entry.content_text is None:
            links += 1
            continue
        whole += 1
        yield _to_document(entry, feed, f"{location}#{number}")
    if links:
        what = f"feed of {links} links without full text" if links > 1 else "feed of 1 link without full text"
        yield Failure(location=location, reason=f"{what}; fetch them with: volgens watch {' '.join(location.split())}")
    elif not whole:
        what = "podcast feed: its entries are sound, not text" if feed.entries else "feed without entries"
        yield Failure(location=location, reason=f"{what}; there is nothing to read in it")


def _to_document(entry: FeedEntry, feed: Feed, place: str) -> RawDocument | Failure:
    content = entry.content_html or entry.content_text or ""
    if "\ufffd" in content:
        reason = "is damaged: some of its characters are in no known character set; get it from its source again"
        return Failure(location=entry.address or place, reason=reason)
    fields = {
        "html": entry.content_html,
        "text": entry.content_text if entry.content_html is None else None,
        "title": entry.title,
        "byline": entry.author,
        "outlet": find_outlet(entry.address) or feed.outlet,
        "section": entry.section,
        "published": entry.published.isoformat() if entry.published else None,
        "modified": entry.modified.isoformat() if entry.modified else None,
        "address": entry.address,
        "language": entry.language or feed.language,
    }
    return RawDocument(
        data=write_record({name: value for name, value in fields.items() if value}),
        media_type=RECORD_TYPE,
        location=entry.address or place,
        container=place,
    )


def _from_library(data: bytes, location: str) -> Feed:
    """The feed in clean XML; feedparser gets no address to fetch and a stream, for it opens paths given as bytes."""
    base = absolute_address(location) or ""
    headers = {"content-type": "application/xml; charset=utf-8", "content-location": base}
    try:
        parsed = feedparser.parse(
            io.BytesIO(data), response_headers=headers, sanitize_html=False, resolve_relative_uris=False
        )
    except Exception as error:  # A crash of the library on one odd feed is a feed that cannot be read.
        raise IntakeError(f"is a feed that cannot be read ({type(error).__name__}); tell its publisher") from error
    about: Mapping[str, object] = parsed["feed"]
    found: Sequence[Mapping[str, object]] = parsed["entries"]
    home = absolute_address(_string(about, "link"), base) or base
    title = _plain(about, "title")
    entries = (_to_entry(entry, home, base) for entry in found)
    kept = tuple(entry for entry in entries if entry.address or entry.content_html or entry.content_text)
    pages = (_string(link, "href") for link in _dicts(about, "links") if _string(link, "rel") == "next")
    return Feed(
        title=title,
        address=home or None,
        outlet=_outlet(title, home, kept),
        language=language_code(_string(about, "language")),
        entries=kept,
        next_page=next((page for link in pages if (page := absolute_address(link, base))), None),
    )


def _to_entry(entry: Mapping[str, object], base: str, location: str) -> FeedEntry:
    published = parse_timestamp(_string(entry, "published")) or parse_timestamp(_string(entry, "created"))
    updated = parse_timestamp(_string(entry, "updated"))
    html, text, content = _content(entry)
    address = _entry_address(entry, base)
    sound = any(_AUDIO.match(_string(link, "type") or "") for link in _dicts(entry, "links"))
    summary = _plain(entry, "summary")
    return FeedEntry(
        address=address,
        title=_plain(entry, "title"),
        published=published or updated,
        modified=updated if published else None,
        author=_authors(entry),
        summary=summary,
        content_html=_with_whole_links(html, _base_of(content, address, location)) if html else None,
        content_text=text,
        id=_string(entry, "id"),
        section=next(
            (t for tag in _dicts(entry, "tags") if (t := _string(tag, "label") or _string(tag, "term"))), None
        ),
        language=language_code(_string(content, "language")),
        audio="itunes_duration" in entry or (sound and html is None and text is None),
    )


def _entry_address(entry: Mapping[str, object], base: str) -> str | None:
    """The article's own address: before Feedburner's, and the publisher's id where that is an address."""
    names = ("feedburner_origlink", "link")
    found = next((address for name in names if (address := clean_address(_string(entry, name), base))), None)
    if found:
        return found
    links = (_string(link, "href") for link in _dicts(entry, "links") if _string(link, "rel") == "alternate")
    found = next((address for link in links if (address := clean_address(link, base))), None)
    own = _string(entry, "id") or ""
    return found or (clean_address(own) if own.startswith(("http://", "https://")) else None)


def _base_of(content: Mapping[str, object], address: str | None, location: str) -> str:
    """What links in a text are relative to: an ``xml:base`` of the feed, else the article, as on its page."""
    declared = _string(content, "base") or location
    return declared if declared != location else address or location


def _content(entry: Mapping[str, object]) -> tuple[str | None, str | None, Mapping[str, object]]:
    """The whole text as HTML or as plain text, with what the feed says of it; nothing where there is only a teaser."""
    summary = _plain(entry, "summary") or ""
    for content in _dicts(entry, "content"):
        value, kind = _string(content, "value"), _string(content, "type") or ""
        if not value or ("html" not in kind and "text" not in kind):
            continue
        plain = _to_plain(value) if "html" in kind else value
        if _is_whole(plain, value, repeated=" ".join(plain.split()) == " ".join(summary.split())):
            return (value, None, content) if "html" in kind else (None, value, content)
    detail = dict.get(entry, "summary_detail") if isinstance(entry, dict) else None
    value = _string(detail, "value") if isinstance(detail, dict) else None
    if value and isinstance(detail, dict) and _is_whole(_to_plain(value), value, repeated=True):
        return value, None, detail
    return None, None, {}


def _is_whole(plain: str, source: str, *, repeated: bool) -> bool:
    """Whether a text is the article; ``repeated`` where it stands in the place of a summary."""
    words = len(plain.split())
    paragraphs = len(_PARAGRAPH.findall(source))
    fewest = _FEWEST_WORDS_OF_SUMMARY if repeated and paragraphs < 3 else _FEWEST_WORDS
    return words >= fewest and not _breaks_off(plain)


def _breaks_off(plain: str) -> bool:
    words = load_feed_words()
    tail = " ".join(plain[-_TAIL:].lower().split())
    tail = words.signatures.sub("", tail).rstrip()
    return words.breaks_off.search(tail) is not None


def _to_plain(value: str) -> str:
    spaced = _BLOCK_TAG.sub("\n", value)
    return unescape(_TAG.sub("", spaced)).strip()


def _with_whole_links(html: str, base: str) -> str:
    def whole(match: re.Match[str]) -> str:
        address = absolute_address(unescape(match[3]), base)
        return f"{match[1]}{match[2]}{address}{match[2]}" if address else match[0]

    return _LINK.sub(whole, html)


def _string(record: Mapping[str, object], key: str) -> str | None:
    # feedparser's dictionaries give other keys than those asked for, with a warning; `dict` itself does not.
    value = dict.get(record, key) if isinstance(record, dict) else None
    text = without_unstorable(value).strip() if isinstance(value, str) else ""
    return text or None


def _dicts(record: Mapping[str, object], key: str) -> Iterator[dict[str, object]]:
    value = dict.get(record, key) if isinstance(record, dict) else None
    yield from (item for item in (value if isinstance(value, list) else ()) if isinstance(item, dict))


def _plain(record: Mapping[str, object], key: str) -> str | None:
    """A text construct as one line without markup."""
    value = _string(record, key)
    detail = dict.get(record, f"{key}_detail") if isinstance(record, dict) else None
    kind = _string(detail, "type") if isinstance(detail, dict) else None
    if value and (kind is None or "html" in kind):
        value = _to_plain(value)
    return " ".join(value.split()) or None if value else None


def _authors(entry: Mapping[str, object]) -> str | None:
    names = [_string(author, "name") for author in _dicts(entry, "authors")]
    found = [" ".join(name.split()) for name in names if name and "@" not in name]
    return ", ".join(dict.fromkeys(unescape(name) for name in found)) or None


def _outlet(title: str | None, home: str, entries: Sequence[FeedEntry]) -> str | None:
    """The outlet by its host; else the part of the feed's title that its host repeats."""
    addresses = [home, *(entry.address for entry in entries[:1])]
    known = next((name for address in addresses if (name := find_outlet(address))), None)
    if known or not title:
        return known
    hosts = "".join(re.sub(r"[^a-z0-9]", "", host_of(address)) for address in addresses)
    parts = (part.strip() for part in re.split(r"\s+[-|–—»:•·]\s+|:\s+|\s*[|»]\s*", title))
    return next((p for p in parts if len(p) > 2 and re.sub(r"[\W_]", "", p.lower()) in hosts and p.strip()), None)


def _parse_json_feed(data: bytes, location: str) -> Feed:
    try:
        parsed: object = json.loads(decode(data))
    except (ValueError, RecursionError) as error:
        raise IntakeError("is JSON that cannot be read; fetch it again") from error
    if not isinstance(parsed, dict) or not isinstance(parsed.get("items"), list):
        raise IntakeError("is JSON but no JSON Feed: it needs a list of items")
    if "jsonfeed.org" not in str(parsed.get("version"))[:200]:
        raise IntakeError("is JSON but no JSON Feed: its version does not say so")
    if len(parsed["items"]) > MOST_ENTRIES:
        raise IntakeError(f"is a feed of more than {MOST_ENTRIES:,} entries; split it")
    base = absolute_address(location) or ""
    home = absolute_address(_string(parsed, "home_page_url"), base) or base
    entries = (_json_entry(item, home) for item in _dicts(parsed, "items"))
    kept = tuple(entry for entry in entries if entry.address or entry.content_html or entry.content_text)
    title = _string(parsed, "title")
    return Feed(
        title=title,
        address=home or None,
        outlet=_outlet(title, home, kept),
        language=language_code(_string(parsed, "language")),
        entries=kept,
        next_page=absolute_address(_string(parsed, "next_url"), base),
    )


def _json_entry(item: Mapping[str, object], base: str) -> FeedEntry:
    html, text = _string(item, "content_html"), _string(item, "content_text")
    html = html if html and _is_whole(_to_plain(html), html, repeated=False) else None
    text = text if text and html is None and _is_whole(text, text, repeated=False) else None
    own, tags = item.get("id"), item.get("tags")
    authors = [*_dicts(item, "authors"), *(author for author in [item.get("author")] if isinstance(author, dict))]
    address = clean_address(_string(item, "url"), base)
    if address is None and isinstance(own, str):
        address = clean_address(own)
    sound = any(_AUDIO.match(_string(file, "mime_type") or "") for file in _dicts(item, "attachments"))
    return FeedEntry(
        address=address or clean_address(_string(item, "external_url"), base),
        title=_string(item, "title"),
        published=parse_timestamp(item.get("date_published")),
        modified=parse_timestamp(item.get("date_modified")),
        author=_authors({"authors": authors}),
        summary=_string(item, "summary"),
        content_html=_with_whole_links(html, address or base) if html else None,
        content_text=text,
        id=str(own)[:2048] if isinstance(own, str | int) else None,
        section=next((tag for tag in tags if isinstance(tag, str) and tag), None) if isinstance(tags, list) else None,
        language=language_code(_string(item, "language")),
        audio=sound and html is None and text is None,
    )
