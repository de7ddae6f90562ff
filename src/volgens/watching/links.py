"""What a watched address turns out to be, and which addresses it names."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

from volgens.errors import IntakeError
from volgens.intake.feeds.feed import is_feed, parse_feed
from volgens.intake.feeds.sitemap import is_sitemap, parse_sitemap
from volgens.intake.streams import GZIP
from volgens.model import RawDocument

MOST_LINKS = 1000
"""As many as a news sitemap may have; of a longer list the newest are taken."""

_HEAD = 20_000
_LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address, and what was said about its last change."""

    address: str
    changed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Links:
    """What a feed or sitemap names, each address once; ``children`` are further sitemaps, ``left`` were too many."""

    links: tuple[Link, ...] = ()
    children: tuple[str, ...] = ()
    left: int = 0
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Entry:
    address: str
    published: datetime | None
    modified: datetime | None


def find_links(document: RawDocument) -> Links | None:
    """The addresses in a feed or sitemap, whatever its media type says; `None` where ``document`` is neither.

    Raises `IntakeError` where it is one that cannot be read.
    """
    head = document.data[:_HEAD].decode(_encoding_of(document.data), "ignore")
    if is_feed(head):
        feed = parse_feed(document.data, document.location)
        entries = [
            _Entry(address=e.address, published=e.published, modified=e.modified)
            for e in feed.entries
            if e.address is not None and not e.audio
        ]
        return _links(entries)
    if is_sitemap(head) or _is_packed_sitemap(document):
        sitemap = parse_sitemap(document.data, document.location)
        listed = [_Entry(address=e.address, published=e.published, modified=e.modified) for e in sitemap.entries]
        return _links(listed, sitemap.children, sitemap.remarks())
    return None


def _links(entries: list[_Entry], children: Iterable[str] = (), remarks: tuple[str, ...] = ()) -> Links:
    once: dict[str, _Entry] = {}
    for entry in entries:
        once.setdefault(entry.address, entry)
    # The order of the feed stands where nothing is dated: newest first is the custom.
    kept = sorted(once.values(), key=_when, reverse=True)
    links = tuple(
        Link(address=entry.address, changed=entry.modified.isoformat() if entry.modified else None)
        for entry in kept[:MOST_LINKS]
    )
    return Links(
        links=links, children=tuple(dict.fromkeys(children)), left=max(len(kept) - MOST_LINKS, 0), remarks=remarks
    )


def _when(entry: _Entry) -> datetime:
    moments = [moment for moment in (entry.published, entry.modified) if moment is not None]
    return max((m if m.tzinfo else m.replace(tzinfo=UTC) for m in moments), default=_LONG_AGO)


def _encoding_of(data: bytes) -> str:
    wide = data.startswith((b"\xff\xfe", b"\xfe\xff"))
    return "utf-16" if wide else "utf-8-sig"


def _is_packed_sitemap(document: RawDocument) -> bool:
    """Sitemaps are often files packed with gzip; nothing else that is watched is."""
    if not document.data.startswith(GZIP):
        return False
    if ".xml" in document.location or "sitemap" in document.location.lower():
        return True
    raise IntakeError("is a gzip file and no sitemap by its name; give the address of a feed, sitemap or page")
