"""Where and when an article appeared, in words."""

from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

from babel.dates import format_date, format_time

from volgens.language.interface import Interface
from volgens.model import Article


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A time for machines and in words."""

    iso: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Dateline:
    """``link`` is the address where a browser may safely go there, ``place`` the address as it is shown."""

    published: Moment | None
    modified: Moment | None
    link: str | None
    place: str | None


def build_dateline(article: Article, interface: Interface) -> Dateline:
    """The times of ``article`` in its own time zone, and its address."""
    return Dateline(
        published=_moment(article.published, interface) if article.published else None,
        modified=_moment(article.modified, interface) if article.modified else None,
        link=safe_link(article.address),
        place=article.address,
    )


def _moment(moment: datetime, interface: Interface) -> Moment:
    day = format_date(moment, "EEEE d MMMM y", locale=interface.language)
    clock = format_time(moment, interface.text("page.clock"), locale=interface.language)
    return Moment(iso=moment.isoformat(), words=interface.text("page.moment", day=day, clock=clock, zone=_zone(moment)))


def _zone(moment: datetime) -> str:
    """The distance to UTC as ``UTC+1`` or ``UTC-3:30``."""
    minutes = int((moment.utcoffset() or moment - moment).total_seconds() // 60)
    hours, rest = divmod(abs(minutes), 60)
    sign = "-" if minutes < 0 else "+"
    return "UTC" + (f"{sign}{hours}" if minutes else "") + (f":{rest:02}" if rest else "")


def safe_link(address: str | None) -> str | None:
    """``address`` where it is a web address; anything else (``javascript:``, a path) is only shown, never linked."""
    try:
        parts = urlsplit(address or "")
    except ValueError:
        return None
    return address if parts.scheme in {"http", "https"} and parts.hostname else None
