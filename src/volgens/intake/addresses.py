"""Addresses of articles as pages, feeds and tables give them."""

import re
from urllib.parse import urldefrag, urljoin, urlsplit, urlunsplit

LONGEST_ADDRESS = 2048
"""Characters; the sitemap standard allows no more, and servers refuse longer ones."""

_FORBIDDEN = re.compile('[\\s\x00-\x1f\x7f<>"\ud800-\udfff\u200b-\u200f\u2028\u2029\u202a-\u202e\ufeff\ufffd]')


def absolute_address(value: str | None, base: str = "") -> str | None:
    """``value`` as a whole http or https address, resolved against ``base``; `None` where it is none."""
    value = (value or "").strip()
    if not value or len(value) > LONGEST_ADDRESS:
        return None
    try:
        address = urldefrag(urljoin(base, value)).url
        parts = urlsplit(address)
        host = parts.hostname
        _ = parts.port  # Raises where the port is no number.
    except ValueError:
        return None
    if parts.scheme.lower() not in {"http", "https"} or not host or len(address) > LONGEST_ADDRESS:
        return None
    if parts.username is not None or _FORBIDDEN.search(address):
        return None
    return urlunsplit((parts.scheme.lower(), parts.netloc.lower(), parts.path, parts.query, ""))


def host_of(address: str | None) -> str:
    """The host of ``address`` in lower case, without ``www.``; empty where it has none."""
    try:
        return (urlsplit(address or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""
