"""What the API takes and gives, as JSON Schema and clients see it.

Words are given verbatim beside their place: ``spans`` are ``[start, end]`` pairs of characters (Unicode code points,
the end not included) into the text of the article, and ``words`` are what stands there, with `` … `` between spans.
Times are ISO 8601 with their zone.
"""

from datetime import datetime
from typing import Annotated, Generic, Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, StringConstraints

from volgens.ledger import CorrectionKind
from volgens.ledger import Field as HitField
from volgens.model import Act, ActorKind, Mode, Role, Stance

LONGEST_TEXT = 100_000
MOST_ADDRESSES = 1_000

Id = Annotated[str, Field(examples=["3f9a0c2b7d5e81460a1c"])]
Range = tuple[int, int]
T = TypeVar("T")


class Schema(BaseModel):
    """Base of all below: what is not known is refused in requests, and nothing changes once made."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Problem(Schema):
    """What went wrong, for people and for programs."""

    status: int
    kind: str
    message: str
    details: list[dict[str, str]] | None = None


class ErrorAnswer(Schema):
    error: Problem


class Passage(Schema):
    """Words of an article with their place in its text; no spans where the text names nothing."""

    spans: tuple[Range, ...]
    words: str


class BlockAnswer(Schema):
    """A paragraph, heading or other piece of a page; ``time`` is when an entry of a live blog was posted."""

    role: Role
    span: Range
    time: datetime | None


class AttributionAnswer(Schema):
    """One source standing behind one content through one cue.

    ``stance`` is what the act alone says about the content. ``maker`` names the rule or model that found it.
    """

    id: Id
    article_id: Id
    act: Act
    stance: Stance
    mode: Mode
    source: Passage
    cue: Passage
    content: Passage
    via: Passage
    entity: str | None
    actor_id: str | None
    parent: str | None
    maker: str
    version: str
    confidence: float


class ToldAnswer(AttributionAnswer):
    """An attribution with the article that it stands in."""

    title: str | None
    outlet: str | None
    address: str | None
    published: datetime | None


class ActorAnswer(Schema):
    """Who speaks in one article, under the fullest name that it gives."""

    id: Id
    name: str
    kind: ActorKind
    speaks_for: str | None


class MentionAnswer(Schema):
    actor_id: str
    at: Passage


class MomentAnswer(Schema):
    """Words of time, the clause that they date, and what they mean at the precision that they have."""

    value: str
    at: Passage
    about: Passage


class TermsAnswer(Schema):
    """What a permission, refusal, promise, threat, demand or warning holds."""

    attribution_id: str | None
    act: Act
    matter: Passage
    entity: str | None
    actor_id: str | None
    toward: Passage
    toward_name: str | None
    condition: Passage


class StatementAnswer(Schema):
    """One proposition of an attribution."""

    attribution_id: str
    words: Passage
    topic: Passage
    negative: bool
    rejected: bool
    withheld: bool
    predicate: str
    lemmas: tuple[str, ...]
    names: tuple[str, ...]
    numbers: tuple[str, ...]
    backdrop: tuple[str, ...]


class ArticleHead(Schema):
    """An article as a list shows it."""

    id: Id
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
    attribution_count: int


class ReadingAnswer(Schema):
    """All that was taken from one article; its ``text`` is what every span points into."""

    id: Id
    raw_id: str
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
    text: str
    blocks: tuple[BlockAnswer, ...]
    attributions: tuple[AttributionAnswer, ...]
    actors: tuple[ActorAnswer, ...]
    mentions: tuple[MentionAnswer, ...]
    moments: tuple[MomentAnswer, ...]
    terms: tuple[TermsAnswer, ...]
    statements: tuple[StatementAnswer, ...]


class ArticleAnswer(ReadingAnswer):
    """An article of the ledger; ``versions`` are the ids of all articles at its address, its own among them."""

    dossier_id: str | None
    versions: tuple[str, ...]


class ActorHead(Schema):
    """A name, and in how many articles it is that of an actor."""

    name: str
    articles: int


class ActorDetail(Schema):
    """What the ledger has under one name; counts are of articles, those of ``acts`` of attributions.

    ``names`` are the names that it goes by: those that people said are the same. ``dossiers`` are the latest.
    """

    name: str
    names: tuple[str, ...]
    articles: int
    kinds: dict[ActorKind, int]
    speaks_for: dict[str, int]
    acts: dict[Act, int]
    first: datetime | None
    last: datetime | None
    dossiers: tuple[str, ...]


class DossierHead(Schema):
    """A dossier as a list shows it; ``first`` and ``last`` are times of its articles."""

    id: Id
    title: str | None
    made_at: datetime
    first: datetime
    last: datetime
    articles: int


class StandAnswer(Schema):
    """How one actor stands towards a claim in one article; ``path`` goes from the outlet to the origin."""

    id: Id
    article_id: Id
    attribution_id: Id
    quote: Passage
    stance: Stance
    act: Act
    actor: str | None
    via: str | None
    origin: str | None
    path: tuple[str, ...]
    printed: datetime | None
    sure: float


class DifferenceAnswer(Schema):
    claim_id: str
    what: str


class ClaimAnswer(Schema):
    """What several statements say in their own words; ``origins`` counts the first sources that assert it."""

    id: Id
    contested: bool
    balance: int
    origins: int
    stands: tuple[StandAnswer, ...]
    differs: tuple[DifferenceAnswer, ...]


class PositionAnswer(Schema):
    """Who permits, refuses, promises, threatens, demands or warns what, to or of whom, under which condition."""

    article_id: Id
    attribution_id: str | None
    actor: str | None
    act: Act
    matter: Passage
    toward: str | None
    condition: Passage
    printed: datetime | None


class HappeningAnswer(Schema):
    """Words of an article with the time that they are about; ``at`` has the precision that the words have."""

    article_id: Id
    at: str
    what: Passage


class RewordingAnswer(Schema):
    earlier: Passage
    later: Passage


class RevisionAnswer(Schema):
    """What a later version of an article did to what it lets people say."""

    earlier: Id
    later: Id
    added: tuple[Passage, ...]
    dropped: tuple[Passage, ...]
    reworded: tuple[RewordingAnswer, ...]
    headline: tuple[str, str] | None


class PersonaAnswer(Schema):
    """One actor across the articles of a dossier, with every name that they give it."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    speaks_for: str | None


class CardAnswer(Schema):
    id: Id
    outlet: str | None
    title: str | None
    address: str | None
    published: datetime | None
    modified: datetime | None


class DossierAnswer(Schema):
    """One event, whole. ``id`` differs from the one asked for where that dossier was merged into this one."""

    id: Id
    title: str
    articles: tuple[CardAnswer, ...]
    claims: tuple[ClaimAnswer, ...]
    positions: tuple[PositionAnswer, ...]
    personas: tuple[PersonaAnswer, ...]
    copies: tuple[tuple[str, ...], ...]
    revisions: tuple[RevisionAnswer, ...]
    timeline: tuple[HappeningAnswer, ...]


class HitAnswer(Schema):
    """One place where the words were found; ``marks`` are ``[start, end]`` pairs into the snippet."""

    article_id: Id
    title: str | None
    outlet: str | None
    published: datetime | None
    field: HitField
    snippet: str
    marks: tuple[Range, ...]
    attribution_id: str | None
    act: Act | None
    entity: str | None


class CorrectionAnswer(Schema):
    """What somebody put right; it holds while ``undone_at`` is null."""

    id: int
    kind: CorrectionKind
    details: dict[str, str | tuple[str, ...] | None]
    by: str | None
    at: datetime
    undone_at: datetime | None
    undone_by: str | None


class RunAnswer(Schema):
    """One run of a command; without ``ended`` it still goes on, or was cut off."""

    id: int
    command: str
    program: str
    began: datetime
    ended: datetime | None
    counts: dict[str, int]


class QuarantinedAnswer(Schema):
    """What could not be read, and why."""

    id: Id
    location: str
    reason: str
    raw_id: str | None
    program: str | None
    attempts: int
    first: datetime
    last: datetime
    has_bytes: bool
    size: int | None


class FeedAnswer(Schema):
    """A feed that is watched ``every`` so many seconds; ``errors`` are those in a row."""

    address: str
    every: float
    due: datetime
    errors: int
    reason: str | None


class HealthAnswer(Schema):
    """That the application works and can read its ledger."""

    status: Literal["ok"]
    version: str
    read_only: bool
    last_article: datetime | None


class JobFailure(Schema):
    location: str
    reason: str


JobState = Literal["queued", "running", "done", "cancelled", "failed"]


class JobAnswer(Schema):
    """Reading many documents. ``failures`` are the first few of those counted in ``failed``.

    ``total`` is null until it is known; ``run`` is the number of the run in the ledger once it began.
    """

    id: Id
    state: JobState
    what: str
    by: str | None
    made_at: datetime
    began: datetime | None
    ended: datetime | None
    run: int | None
    total: int | None
    found: int
    read: int
    revised: int
    copies: int
    known: int
    failed: int
    failures: tuple[JobFailure, ...]
    articles: tuple[str, ...]
    reason: str | None


class PageAnswer(Schema, Generic[T]):
    """Part of a list. Ask again with ``cursor`` set to ``next``, which is null where nothing follows."""

    items: tuple[T, ...]
    next: str | None


Name = Annotated[str, StringConstraints(min_length=1, max_length=300)]
GivenId = Annotated[str, StringConstraints(min_length=1, max_length=40)]
Address = Annotated[str, StringConstraints(min_length=1, max_length=4000)]


class TextRequest(Schema):
    """A text as it stands."""

    text: Annotated[str, StringConstraints(pattern=r"\S", max_length=LONGEST_TEXT)]


class HtmlRequest(Schema):
    """A page; ``address`` is where it came from, for its outlet and links."""

    html: Annotated[str, StringConstraints(pattern=r"\S")]
    address: Address | None = None


ExtractRequest = TextRequest | HtmlRequest


class JobRequest(Schema):
    """Addresses of pages, each fetched once; none inside the network of the server."""

    addresses: Annotated[tuple[Address, ...], Field(min_length=1, max_length=MOST_ADDRESSES)]


class SameActor(Schema):
    """Two names are one actor: in one dossier, or everywhere."""

    kind: Literal["same_actor"]
    a: Name
    b: Name
    dossier: GivenId | None = None


class OtherActor(Schema):
    """Two names are two actors: in one dossier, or everywhere."""

    kind: Literal["other_actor"]
    a: Name
    b: Name
    dossier: GivenId | None = None


class MergeDossiers(Schema):
    """The articles of ``other`` move to ``into``."""

    kind: Literal["merge_dossiers"]
    into: GivenId
    other: GivenId


class SplitArticle(Schema):
    """An article gets a dossier of its own."""

    kind: Literal["split_article"]
    article: GivenId


class RenameDossier(Schema):
    kind: Literal["rename_dossier"]
    dossier: GivenId
    title: Name


class RightActor(Schema):
    """Somebody else is the source of an attribution."""

    kind: Literal["right_actor"]
    attribution: GivenId
    name: Name


class RightAct(Schema):
    """The source of an attribution does something else with its content."""

    kind: Literal["right_act"]
    attribution: GivenId
    act: Act


class NoAttribution(Schema):
    """These words attribute nothing to anybody."""

    kind: Literal["no_attribution"]
    attribution: GivenId


class SameClaim(Schema):
    """A statement of a dossier belongs to the claim of another one; ``whole``: all of its claim does."""

    kind: Literal["same_claim"]
    dossier: GivenId
    stand: GivenId
    other: GivenId
    whole: bool = False


class OtherClaim(Schema):
    """A statement of a dossier does not belong to the claim of another one."""

    kind: Literal["other_claim"]
    dossier: GivenId
    stand: GivenId
    other: GivenId


CorrectionRequest = Annotated[
    SameActor
    | OtherActor
    | MergeDossiers
    | SplitArticle
    | RenameDossier
    | RightActor
    | RightAct
    | NoAttribution
    | SameClaim
    | OtherClaim,
    Field(discriminator="kind"),
]
