"""What a watcher tells while it works."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class WatchKind(StrEnum):
    """What happened; all but `ROUND` are about one address."""

    FETCHED = "fetched"
    """A feed or sitemap was read; ``counts`` has its ``links`` and how many of them are ``due``."""

    UNCHANGED = "unchanged"
    NEW_ARTICLE = "new_article"
    REVISION = "revision"
    COPY = "copy"
    """A new article that shares its words with one that was known."""

    REFUSED = "refused"
    """It will not be asked for again before it says that it changed."""

    FAILED = "failed"
    """It did not go well now, and is tried again later."""

    ROUND = "round"
    """All that was due has been done; ``counts`` has how many events of each kind there were."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WatchEvent:
    """One thing that happened, ``at`` a time with its zone; ``feed`` is what named the address."""

    kind: WatchKind
    at: datetime
    address: str | None = None
    feed: str | None = None
    article_id: str | None = None
    dossier_id: str | None = None
    reason: str | None = None
    counts: tuple[tuple[str, int], ...] = ()
