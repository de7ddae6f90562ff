"""Sitemaps by the standard of sitemaps.org with Google's elements for news, read as a stream."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from lxml import etree

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address, host_of
from volgens.intake.decoding import decode
from volgens.intake.feeds.xml_input import (
    DEEPEST,
    inflate,
    mend_markup,
    read_xml_text,
    refuse_entities,
    refuse_excess,
    root_name,
    safe_parser,
)
from volgens.intake.languages import language_code
from volgens.intake.streams import GZIP
from volgens.intake.timestamps import parse_timestamp

LARGEST_SITEMAP = 52_428_800
"""Bytes, unpacked, that the standard allows one file."""

STANDARD_ENTRIES = 50_000
MOST_ENTRIES = 100_000
"""Entries that are read from one file, twice what the standard allows; the rest is left."""

_MOST_TAGS = 3_000_000
_CHUNK = 1 << 16
_LONGEST_VALUE = 4_096
_HEAD = 1 << 16
_ROOTS = {"urlset": "url", "sitemapindex": "sitemap"}
_OWN = frozenset({"loc", "lastmod"})
_NEWS = frozenset({"title", "publication_date", "name", "language", "keywords"})
_NEWS_SPACE = re.compile(r"https?://www\.google\.com/schemas/sitemap-news|https?://(?:www\.)?google\.com/schemas/news")
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")


@dataclass(frozen=True, slots=True, kw_only=True)
class SitemapEntry:
    """One address; what a news sitemap adds stands beside it."""

    address: str
    title: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    language: str | None = None
    outlet: str | None = None
    keywords: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sitemap:
    """What a sitemap lists; ``children`` are the further sitemaps of an index.

    ``foreign`` counts addresses of other hosts, which a sitemap cannot speak for, ``unreadable`` entries without a
    usable address; ``cut_off`` says that there was more than is read from one file, ``oversized`` that there was more
    than the standard allows.
    """

    entries: tuple[SitemapEntry, ...] = ()
    children: tuple[str, ...] = ()
    foreign: int = 0
    unreadable: int = 0
    cut_off: bool = False

    @property
    def oversized(self) -> bool:
        return len(self.entries) + len(self.children) > STANDARD_ENTRIES

    def remarks(self) -> tuple[str, ...]:
        """What was left out and why, one line each; empty where nothing was."""
        found = (
            (self.foreign, f"{self.foreign} addresses of other hosts left out"),
            (self.unreadable, f"{self.unreadable} entries without a usable address passed over"),
            (self.oversized, f"more than the {STANDARD_ENTRIES:,} entries that the standard allows"),
            (self.cut_off, f"only the first {MOST_ENTRIES:,} entries were read"),
        )
        return tuple(remark for counts, remark in found if counts)


class _EnoughError(Exception):
    """Raised inside the parser to end it: what it has is all that is wanted."""


def is_sitemap(text: str) -> bool:
    """Whether ``text`` is a sitemap or an index of sitemaps by the element that it opens with."""
    return root_name(text[:20_000]) in _ROOTS


def parse_sitemap(data: bytes, location: str) -> Sitemap:
    """The sitemap in ``data``, packed or not, XML or plain addresses; raises `IntakeError` where there is none.

    ``location`` is its own address, whose host its entries must have; a path allows any host.
    """
    if data.startswith(GZIP):
        data = inflate(data, LARGEST_SITEMAP)
    if len(data) > LARGEST_SITEMAP:
        limit = LARGEST_SITEMAP / 1e6
        raise IntakeError(f"is a sitemap of {len(data) / 1e6:.1f} MB; the standard allows {limit:.0f} MB")
    reader = _Reader(location)
    head = data[:200].lstrip(b"\xef\xbb\xbf \t\r\n\f\v")
    if head.startswith(b"<") or data.startswith(_WIDE):
        return _parse_markup(data, reader)
    return _parse_lines(data, reader)


def _parse_markup(data: bytes, reader: "_Reader") -> Sitemap:
    if data.startswith(_WIDE):
        return _parse_mended(data, reader)
    refuse_entities(data[:_HEAD])
    try:
        _feed(data.lstrip(b" \t\r\n\f\v"), reader, recover=False)
    except etree.LxmlError as error:
        refuse_excess(error)
        return _parse_mended(data, _Reader(reader.location))
    return reader.found()


def _parse_mended(data: bytes, reader: "_Reader") -> Sitemap:
    """A second try at broken XML, which takes more memory."""
    text = mend_markup(read_xml_text(data))
    try:
        _feed(text.encode("utf-8", "replace"), reader, recover=True)
    except etree.LxmlError as error:
        if not reader.has_any():
            raise IntakeError("is a sitemap with XML too broken to read; fetch it again") from error
    return reader.found()


def _feed(data: bytes, reader: "_Reader", *, recover: bool) -> None:
    parser = safe_parser(reader, recover=recover, encoding="utf-8" if recover else None)
    try:
        for start in range(0, len(data), _CHUNK):
            parser.feed(data[start : start + _CHUNK])
        parser.close()
    except _EnoughError:
        pass


def _parse_lines(data: bytes, reader: "_Reader") -> Sitemap:
    """A sitemap of plain text: one address a line, UTF-8."""
    lines = (line.strip() for line in decode(data).splitlines())
    try:
        for line in filter(None, lines):
            reader.take({"loc": line}, is_child=False)
            if reader.unreadable > 20 and not reader.has_any():
                break
    except _EnoughError:
        pass
    if not reader.has_any() and not reader.foreign:
        raise IntakeError("is no sitemap: neither XML nor a list of addresses")
    return reader.found()


class _Reader:
    """Takes lxml's events, or lines, and keeps one entry's fields at a time."""

    def __init__(self, location: str) -> None:
        self.location = location
        self.unreadable = 0
        self.foreign = 0
        self._host = host_of(location) if location.startswith(("http://", "https://")) else ""
        self._entries: dict[str, SitemapEntry] = {}
        self._children: dict[str, None] = {}
        self._cut_off = False
        self._unit = ""
        self._depth = 0
        self._tags = 0
        self._entry_at: int | None = None
        self._fields: dict[str, str] = {}
        self._key = ""

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        space, _, name = tag.rpartition("}")
        name = name.rpartition(":")[2].lower()
        self._depth += 1
        self._tags += 1
        if self._depth > DEEPEST:
            raise IntakeError("is a sitemap of elements nested deeper than any sitemap needs")
        if self._tags > _MOST_TAGS:
            self._cut_off = True
            raise _EnoughError
        if self._depth == 1:
            if name not in _ROOTS:
                raise IntakeError(f"is XML but no sitemap: its root element is <{name[:40]}>")
            self._unit = _ROOTS[name]
        elif name == self._unit:
            self._finish()
            self._entry_at = self._depth
        elif self._entry_at is not None:
            self._key = self._key_for(space, name)

    def end(self, tag: str) -> None:
        self._key = ""
        if self._depth == self._entry_at:
            self._finish()
        self._depth -= 1

    def data(self, text: str) -> None:
        if self._key:
            before = self._fields.get(self._key, "")
            self._fields[self._key] = before + text[: _LONGEST_VALUE - len(before)]

    def close(self) -> None:
        self._finish()

    def take(self, fields: Mapping[str, str], *, is_child: bool) -> None:
        """Keep one entry; raises `_EnoughError` where no more are to be read."""
        if len(self._entries) + len(self._children) + self.foreign + self.unreadable >= MOST_ENTRIES:
            self._cut_off = True
            raise _EnoughError
        address = absolute_address(fields.get("loc"), self.location if self._host else "")
        if address is None:
            self.unreadable += 1
        elif self._host and host_of(address) != self._host:
            self.foreign += 1
        elif is_child:
            self._children[address] = None
        else:
            self._entries.setdefault(address, _to_entry(address, fields))

    def has_any(self) -> bool:
        return bool(self._entries or self._children)

    def found(self) -> Sitemap:
        return Sitemap(
            entries=tuple(self._entries.values()),
            children=tuple(self._children),
            foreign=self.foreign,
            unreadable=self.unreadable,
            cut_off=self._cut_off,
        )

    def _finish(self) -> None:
        if self._entry_at is not None:
            fields, self._fields, self._entry_at, self._key = self._fields, {}, None, ""
            self.take(fields, is_child=self._unit == "sitemap")

    def _key_for(self, space: str, name: str) -> str:
        """Where the text of an element goes; pictures and films have addresses too, which are not the page's."""
        if _NEWS_SPACE.match(space.removeprefix("{")):
            return f"news:{name}" if name in _NEWS else ""
        own = self._entry_at is not None and self._depth == self._entry_at + 1
        return name if own and name in _OWN and "image" not in space and "video" not in space else ""


def _to_entry(address: str, fields: Mapping[str, str]) -> SitemapEntry:
    values = {key: " ".join(value.split()) for key, value in fields.items()}
    keywords = (word.strip() for word in values.get("news:keywords", "").split(","))
    return SitemapEntry(
        address=address,
        title=values.get("news:title") or None,
        published=parse_timestamp(values.get("news:publication_date")),
        modified=parse_timestamp(values.get("lastmod")),
        language=language_code(values.get("news:language")),
        outlet=values.get("news:name") or None,
        keywords=tuple(word for word in keywords if word),
    )
