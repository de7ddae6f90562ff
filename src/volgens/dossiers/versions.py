"""Which articles are versions of one: the same address, or the same number in it."""

import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from volgens.model import Article

_NUMBER = re.compile(r"\d{5,}")


def story_key(address: str) -> str:
    """What stays of an address when an editor changes the headline: host and article number, else the whole path.

    *nu.nl/tech/6389240/wijst-naar.html* and *nu.nl/tech/6389240/geeft-toe.html* are one article. Dates in paths
    (eight digits) count as numbers only beside another one.
    """
    parts = urlsplit(address)
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    numbers = [n for n in _NUMBER.findall(parts.path) if len(n) != len("20260101")]
    return f"{host}#{max(numbers, key=len)}" if numbers else f"{host}{parts.path.rstrip('/')}"


def find_versions(articles: Iterable[Article]) -> dict[str, str]:
    """For each article with an address the id of its first version, which may be itself; by time of change."""
    first: dict[str, str] = {}
    versions = {}
    for article in sorted(articles, key=version_order):
        if article.address is not None:
            versions[article.id] = first.setdefault(story_key(article.address), article.id)
    return versions


def version_order(article: Article) -> tuple[str, str, str]:
    """Sorts versions of one article by when they were changed, then published."""
    published = article.published.isoformat() if article.published else ""
    modified = article.modified.isoformat() if article.modified else published
    return (modified, published, article.id)
