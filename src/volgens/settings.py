"""Every setting of the program, in one frozen record."""

import os
from dataclasses import dataclass
from pathlib import Path

DEFAULT_LEDGER = "volgens.ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """What a user may set; the command line and ``VOLGENS_*`` variables fill it in."""

    ledger: str = DEFAULT_LEDGER
    language: str = "nl"
    interface_language: str = "nl"
    largest_document: int = 20_000_000
    """Bytes; a larger document is refused, for no news page is larger."""

    longest_text: int = 1_000_000
    """Characters of text that one article may hold; a parse needs about 1 KB of memory a character."""

    user_agent: str = "volgens/0.1"
    """How the fetcher names itself to servers, and by its first word in robots.txt; add where you can be reached."""

    host_pause: float = 1.0
    """Seconds between two requests to one host; a longer ``Crawl-delay`` in robots.txt is kept to."""

    fetch_timeout: float = 30.0
    """Seconds that one answer may take from the first byte sent to the last byte read, redirects included."""

    inside_hosts: tuple[str, ...] = ()
    """Hosts, by name or address, with an optional port, that may be fetched although they lie inside the network."""

    @classmethod
    def from_environment(cls) -> "Settings":
        """Settings with ``VOLGENS_LEDGER`` and ``VOLGENS_LANG`` (else the locale) read from the environment."""
        locale = os.environ.get("VOLGENS_LANG") or os.environ.get("LC_ALL") or os.environ.get("LANG") or "nl"
        interface = "en" if locale.lower().startswith("en") else "nl"
        ledger = os.environ.get("VOLGENS_LEDGER") or str(Path(DEFAULT_LEDGER))
        return cls(ledger=ledger, interface_language=interface)
