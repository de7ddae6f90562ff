"""Which articles are versions of one: the same address, or the same number in it."""

import re
from collections.abc import Iterable
from datetime import UTC
from urllib.parse import parse_qsl, urlsplit

from volgens.model import Article

_NUMBER = re.compile(r"\d{5,}")


def story_key(address: str) -> str:
    """What stays of an address when an editor changes the headline: host and article number, else the whole path
    with the numbers of its query.

    *nu.nl/tech/6389240/wijst-naar.html* and *nu.nl/tech/6389240/geeft-toe.html* are one article. Dates in paths
    (eight digits) count as numbers only beside another one.
    """
    try:
        parts = urlsplit(address)
    except ValueError:
        return address
    host = (parts.hostname or "").removeprefix("www.").removeprefix("m.")
    numbers = [n for n in _NUMBER.findall(parts.path) if len(n) != len("20260101")]
    if numbers:
        return f"{host}#{max(numbers, key=len)}"
    # Where readers came from (*?bron=mail*) makes no other article, a number (*?id=17*) does.
    told = "&".join(f"{key}={value}" for key, value in sorted(parse_qsl(parts.query)) if value.isdigit())
    return f"{host}{parts.path.rstrip('/')}{f'?{told}' if told else ''}"


def find_versions(articles: Iterable[Article]) -> dict[str, str]:
    """For each article with an address the id of its first version, which may be itself; by time of change."""
    first: dict[str, str] = {}
    versions = {}
    for article in sorted(articles, key=version_order):
        if article.address is not None:
            versions[article.id] = first.setdefault(story_key(article.address), article.id)
    return versions


def version_order(article: Article) -> tuple[str, str, str]:
    """Sorts versions of one article by when they were changed, then published; those without a time come first."""
    published = article.published.astimezone(UTC).isoformat() if article.published else ""
    modified = article.modified.astimezone(UTC).isoformat() if article.modified else published
    return (modified, published, article.id)
