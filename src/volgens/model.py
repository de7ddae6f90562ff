"""The records that every stage takes and gives. Imports the standard library only.

Two nouns run through the whole program: an *article* is a text that never changes once it has been read, and an
*attribution* links a source to the content it stands behind, through a cue. Everything that an attribution says
is a set of character spans into the text of its article, so nothing in the ledger is anybody's words but the
article's own.

Ids are content hashes (`content_id`): the same article read twice, on any machine, gets the same ids.
"""

import hashlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from itertools import pairwise

CONTENT_ID_LENGTH = 20
"""Hexadecimal digits of an id: 80 bits, a collision in a billion records has a chance below one in a million."""


def content_id(*parts: object) -> str:
    """Id for a record made of ``parts``; `None` differs from the empty string."""
    joined = "\x1f".join("\x00" if part is None else str(part) for part in parts)
    return hashlib.sha256(joined.encode("utf-8", "surrogatepass")).hexdigest()[:CONTENT_ID_LENGTH]


class Role(StrEnum):
    """What a block is on the page."""

    HEADLINE = "headline"
    LEAD = "lead"
    HEADING = "heading"
    BODY = "body"
    CAPTION = "caption"
    BYLINE = "byline"
    FURNITURE = "furniture"


class Mode(StrEnum):
    """How far the content stands between quotation marks: wholly, not at all, or in part."""

    DIRECT = "direct"
    INDIRECT = "indirect"
    MIXED = "mixed"


class Act(StrEnum):
    """What the source does with the content. `docs/reference/acts.md` gives each with examples."""

    ASSERT = "assert"
    DENY = "deny"
    ACCUSE = "accuse"
    CONFIRM = "confirm"
    WITHHOLD = "withhold"
    BELIEVE = "believe"
    EVALUATE = "evaluate"
    THREATEN = "threaten"
    WARN = "warn"
    PROMISE = "promise"
    PERMIT = "permit"
    REFUSE = "refuse"
    DEMAND = "demand"
    ASK = "ask"
    WANT = "want"
    UNKNOWN = "unknown"


class Stance(StrEnum):
    """How somebody stands towards a claim; ``unknown`` is the text's own word that nobody knows."""

    ASSERTS = "asserts"
    DENIES = "denies"
    WITHHOLDS = "withholds"
    UNKNOWN = "unknown"


class ActorKind(StrEnum):
    """What kind of thing an actor is, as far as the text shows it."""

    PERSON = "person"
    ORGANISATION = "organisation"
    STATE = "state"
    MEDIUM = "medium"
    GROUP = "group"
    PLACE = "place"
    OTHER = "other"


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Characters ``start`` up to but not including ``end`` of a text. The one record with positional fields."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def of(self, text: str) -> str:
        """The characters themselves."""
        return text[self.start : self.end]

    def contains(self, other: "Span") -> bool:
        return self.start <= other.start and other.end <= self.end

    def overlaps(self, other: "Span") -> bool:
        return self.start < other.end and other.start < self.end


Spans = tuple[Span, ...]
"""Spans in text order that do not overlap; the empty tuple where the text names nothing."""


def check_spans(name: str, spans: Spans) -> None:
    """Raise `ValueError` unless ``spans`` stand in text order without overlap."""
    for left, right in pairwise(spans):
        if right.start < left.end:
            raise ValueError(f"{name}: spans overlap or stand out of order at {right.start}")


def quote(text: str, spans: Spans, gap: str = " … ") -> str:
    """The words of ``spans``, verbatim, with ``gap`` where the text goes on between them."""
    return gap.join(span.of(text) for span in spans)


def spans_overlap(left: Spans, right: Spans) -> bool:
    """Whether any character lies in both."""
    return any(a.overlaps(b) for a in left for b in right)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A paragraph, heading or other piece of a page, with what it is.

    ``time`` is when an entry of a live blog was posted; it stands on the entry's first block.
    """

    role: Role
    span: Span
    time: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A text as it was read, for good: every offset in the ledger points into ``text``.

    ``raw_id`` is the SHA-256 of the bytes it came from, ``address`` the canonical URL where there is one.
    Times carry their zone; ``captured`` is when the page was fetched, for want of a time of its own. ``partial`` says
    that the page shows only the beginning, as before a paywall. ``blocks`` stand in text order and do not overlap;
    what lies between them is white space.
    """

    text: str
    blocks: tuple[Block, ...]
    raw_id: str
    address: str | None = None
    outlet: str | None = None
    title: str | None = None
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    captured: datetime | None = None
    section: str | None = None
    partial: bool = False
    language: str = "nl"
    id: str = field(init=False)

    def __post_init__(self) -> None:
        check_spans("blocks", tuple(block.span for block in self.blocks))
        if self.blocks and self.blocks[-1].span.end > len(self.text):
            raise ValueError("a block ends after the text")
        for name in ("published", "modified", "captured"):
            moment = getattr(self, name)
            if moment is not None and moment.tzinfo is None:
                raise ValueError(f"{name} needs a time zone")
        identity = (self.address, self.outlet, self.published and self.published.isoformat(), self.text)
        object.__setattr__(self, "id", content_id("article", *identity))

    def body_blocks(self) -> tuple[Block, ...]:
        """The blocks that are the article's own words: all but page furniture and bylines."""
        return tuple(b for b in self.blocks if b.role not in {Role.FURNITURE, Role.BYLINE})


@dataclass(frozen=True, slots=True, kw_only=True)
class RawDocument:
    """The bytes of one document as they came, and where from; ``location`` is a path or an address.

    ``container`` is the archive or table that held it, with the place in it (``crawl.warc.gz#1024``), ``captured`` the
    time at which it was fetched, with its zone, and ``headers`` what the server said beside the bytes.
    """

    data: bytes
    media_type: str
    location: str
    container: str | None = None
    captured: datetime | None = None
    headers: tuple[tuple[str, str], ...] = ()
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", hashlib.sha256(self.data).hexdigest())


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribution:
    """One *source* standing behind one *content* through one *cue*; corpus guidelines: ``corpus/GUIDELINES.md``.

    ``source`` is empty where the text names none, ``cue`` where nothing but quotation marks shows that somebody
    speaks. ``entity`` is the fullest name that the article gives for the source, `None` where it leaves that open.
    ``parent`` is the id of the attribution inside whose content this one lies. ``maker`` names the rule or model
    that found it; ``confidence`` lies between 0 and 1.
    """

    article_id: str
    content: Spans
    source: Spans = ()
    cue: Spans = ()
    via: Spans = ()
    mode: Mode
    act: Act
    entity: str | None = None
    actor_id: str | None = None
    parent: str | None = None
    maker: str
    version: str
    confidence: float = 1.0
    id: str = field(init=False)

    def __post_init__(self) -> None:
        if not self.content:
            raise ValueError("an attribution needs content")
        if not 0.0 <= self.confidence <= 1.0:
            raise ValueError(f"confidence lies between 0 and 1, not at {self.confidence}")
        for name in ("source", "cue", "content", "via"):
            check_spans(name, getattr(self, name))
        words = [
            f"{s.start}-{s.end}" for part in (self.source, self.cue, self.content, self.via) for s in (*part, None) if s
        ]
        lengths = [len(part) for part in (self.source, self.cue, self.content, self.via)]
        object.__setattr__(self, "id", content_id("attribution", self.article_id, *lengths, *words, self.act))


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """Words of an article that stand for an actor: a name, a function, a description or a pronoun."""

    article_id: str
    spans: Spans
    actor_id: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Actor:
    """Who speaks in an article, under the fullest name that it gives; ``speaks_for`` where the text says so."""

    article_id: str
    name: str
    kind: ActorKind
    speaks_for: str | None = None
    id: str = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "id", content_id("actor", self.article_id, self.name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """Words of time with what they mean.

    ``value`` is ISO 8601 at the precision that the words have: ``2024``, ``2026-03``, ``2026-W38``, ``2026-03-04``,
    or ``2026-03-04T17:30+01:00``. ``words`` are the words of time themselves, ``about`` the clause that they date.
    """

    article_id: str
    words: Spans
    about: Spans
    value: str

    def __post_init__(self) -> None:
        for name in ("words", "about"):
            if not getattr(self, name):
                raise ValueError(f"a moment needs {name}")
            check_spans(name, getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a permission, refusal, promise, threat, demand or warning holds.

    ``attribution_id`` is that of the attribution with this act, `None` where no cue announces it (*De markt mag open
    zodra …*); ``entity`` and ``actor_id`` are as there. ``toward`` are the words for whom it concerns and
    ``toward_name`` the fullest name that the article gives them; ``condition`` the words that limit it (*alleen als
    …*, *mits …*, *tot 1 juli*). Either may be empty.
    """

    article_id: str
    attribution_id: str | None
    act: Act
    matter: Spans
    entity: str | None = None
    actor_id: str | None = None
    toward: Spans = ()
    toward_name: str | None = None
    condition: Spans = ()

    def __post_init__(self) -> None:
        if not self.matter:
            raise ValueError("terms need a matter")
        for name in ("matter", "toward", "condition"):
            check_spans(name, getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One proposition of an attribution: as much as can be denied at once, with the words that tell what it is about.

    ``words`` are what a reader is shown, ``topic`` the words of the proposition itself: the same, unless the words
    only point to it (*Kyiv ontkent*). ``negative`` says that the proposition is put negatively, ``rejected`` that the
    source rejects it (*ontkent dat …*), ``withheld`` that its very words decline to say (*dat weet ik niet*).
    ``lemmas`` are its telling words, ``names`` the names in it with those that its pronouns stand for, ``numbers`` its
    figures, ``predicate`` the lemma of its main verb or noun, and ``backdrop`` telling words around it.
    """

    article_id: str
    attribution_id: str
    words: Spans
    topic: Spans
    negative: bool = False
    rejected: bool = False
    withheld: bool = False
    predicate: str = ""
    lemmas: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    numbers: tuple[str, ...] = ()
    backdrop: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        for name in ("words", "topic"):
            if not getattr(self, name):
                raise ValueError(f"a statement needs {name}")
            check_spans(name, getattr(self, name))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All that the program took from one article."""

    article: Article
    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...] = ()
    mentions: tuple[Mention, ...] = ()
    moments: tuple[Moment, ...] = ()
    terms: tuple[Terms, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """A document that could not be read: where it is, why not, and what to do about it.

    ``harmless`` says that no article is missing: something was passed over that is none, and this tells what.
    """

    location: str
    reason: str
    raw_id: str | None = None
    harmless: bool = False
