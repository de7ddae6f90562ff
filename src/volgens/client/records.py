"""What the client gives where the package has no record of its own for it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from volgens.model import Act, ActorKind, Attribution, Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """That a site works, and which program it is."""

    version: str
    read_only: bool
    last_article: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleSummary:
    """An article as a list shows it."""

    id: str
    address: str | None
    outlet: str | None
    title: str | None
    byline: str | None
    section: str | None
    published: datetime | None
    modified: datetime | None
    captured: datetime | None
    partial: bool
    language: str
    dossier_id: str | None
    attributions: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An attribution with its words, verbatim, and the article that it stands in; ``words`` are those of its content.

    Spans point into the text of the article, which `Client.article` gives.
    """

    attribution: Attribution
    words: str
    source: str
    cue: str
    via: str
    title: str | None
    outlet: str | None
    address: str | None
    published: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorCount:
    """A name, and in how many articles it is that of an actor."""

    name: str
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ActorProfile:
    """What the ledger has under one name; counts are of articles, those of ``acts`` of attributions."""

    name: str
    names: tuple[str, ...]
    articles: int
    kinds: Mapping[ActorKind, int]
    speaks_for: Mapping[str, int]
    acts: Mapping[Act, int]
    first: datetime | None
    last: datetime | None
    dossier_ids: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierSummary:
    """A dossier as a list shows it; ``first`` and ``last`` are times of its articles."""

    id: str
    title: str | None
    made_at: datetime
    first: datetime
    last: datetime
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchHit:
    """One place where the words were found; ``marks`` are spans into ``snippet``.

    ``field`` is ``content``, ``source``, ``speaker``, ``title`` or ``text``.
    """

    article_id: str
    title: str | None
    outlet: str | None
    published: datetime | None
    field: str
    snippet: str
    marks: Spans
    attribution_id: str | None
    act: Act | None
    entity: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class MadeCorrection:
    """What somebody put right; it holds while ``undone_at`` is `None`."""

    id: int
    kind: str
    details: Mapping[str, str | tuple[str, ...] | None]
    by: str | None
    at: datetime
    undone_at: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PastRun:
    """One run of a command on the ledger; without ``ended`` it still goes on, or was cut off."""

    id: int
    command: str
    program: str
    began: datetime
    ended: datetime | None
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Unread:
    """What could not be read, and why."""

    id: str
    location: str
    reason: str
    attempts: int
    first: datetime
    last: datetime
    has_bytes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A feed that is watched ``every`` so many seconds; ``errors`` are those in a row."""

    address: str
    every: float
    due: datetime
    errors: int
    reason: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Reading many documents; ``failures`` are the first few of those counted, each a place and a reason.

    ``state`` is ``queued``, ``running``, ``done``, ``cancelled`` or ``failed``; ``total`` is `None` until it is known.
    """

    id: str
    state: str
    what: str
    made_at: datetime
    ended: datetime | None
    total: int | None
    found: int
    read: int
    revised: int
    copies: int
    known: int
    failed: int
    failures: tuple[tuple[str, str], ...]
    articles: tuple[str, ...]
    reason: str | None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it."""
        return self.state in {"done", "cancelled", "failed"}
