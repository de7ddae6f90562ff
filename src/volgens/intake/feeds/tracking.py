"""Addresses without what feeds and newsletters hang on them."""

import re
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

from volgens.intake.addresses import absolute_address, host_of
from volgens.intake.feeds.words import load_feed_words

_GOOGLE = re.compile(r"(?:www\.)?google\.[a-z.]{2,6}")


def clean_address(value: str | None, base: str = "") -> str | None:
    """As `absolute_address`, without the parameters that tell where a reader came from.

    What identifies the article stays as it was, order and spelling included.
    """
    address = absolute_address(value, base)
    if address is None:
        return None
    parts = urlsplit(address)
    if parts.path == "/url" and _GOOGLE.fullmatch(parts.netloc):
        # Google Alerts wraps the address of the article into one of its own.
        target = next((v for name, v in parse_qsl(parts.query) if name in {"url", "q"}), None)
        return clean_address(target) if target and _is_not_google(target) else address
    kept = [piece for piece in parts.query.split("&") if piece and not _tracks(piece)]
    query = "&".join(kept) if len(kept) < len(parts.query.split("&")) else parts.query
    return urlunsplit((parts.scheme, parts.netloc, parts.path, query, ""))


def _is_not_google(target: str) -> bool:
    return not _GOOGLE.fullmatch(host_of(target))


def _tracks(piece: str) -> bool:
    name = unquote(piece.partition("=")[0]).lower()
    words = load_feed_words()
    return name in words.tracking or name.startswith(words.tracking_stems)
