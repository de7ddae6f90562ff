"""What a dossier holds. Imports the model only; every word in it is a span of an article or a name an article gives."""

from dataclasses import dataclass
from datetime import datetime

from volgens.model import Act, ActorKind, Spans, Stance

NO_CLAIMS = frozenset({Act.DEMAND, Act.WANT, Act.ASK, Act.PROMISE, Act.PERMIT, Act.REFUSE, Act.THREATEN})
"""Acts that put forward nothing that others could deny: they are positions, or neither."""

LEAST_VOICES = 2
"""Who only corrects himself is not contested."""

_AGAINST = frozenset({Stance.DENIES, Stance.WITHHOLDS})


@dataclass(frozen=True, slots=True, kw_only=True)
class Persona:
    """One actor across articles: under its fullest name, with every way in which they name it.

    ``speaks_for`` is the name of the persona in whose name it speaks, kept apart from the persona itself.
    """

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Stand:
    """How one actor stands towards a claim in one article.

    ``quote`` are the words of ``words`` in the article, verbatim. ``actor`` and ``origin`` are names of personas,
    `None` where no text says who; ``via`` is who passed the word on, nearest to the speaker first. ``path`` goes from
    the outlet to the origin. ``sure`` is the confidence of the attribution, 0 to 1.
    """

    id: str
    article_id: str
    attribution_id: str
    words: Spans
    quote: str
    stance: Stance
    act: Act
    actor: str | None
    via: str | None
    origin: str | None
    path: tuple[str, ...]
    printed: datetime | None
    sure: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """That another claim is like this one but for ``what``; the program tells numbers apart (``number``) so far."""

    claim_id: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """What several statements say in their own words. ``origins`` counts the different first sources that assert it."""

    id: str
    stands: tuple[Stand, ...]
    origins: int
    differs: tuple[Difference, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether somebody asserts it and somebody else denies it or will not confirm it."""
        return self.balance > 0

    @property
    def balance(self) -> int:
        """How many stand on the weaker side: 0 where nobody is contradicted, a demand or a wish contradicting none."""
        said = [stand for stand in self.stands if stand.act not in NO_CLAIMS]
        sides = {s: {stand.actor for stand in said if stand.stance is s} for s in Stance}
        others = sides[Stance.DENIES] | sides[Stance.WITHHOLDS]
        if len(sides[Stance.ASSERTS] | others) < LEAST_VOICES:
            return 0
        return min(sum(s.stance is Stance.ASSERTS for s in said), sum(s.stance in _AGAINST for s in said))

    def by(self, stance: Stance) -> tuple[Stand, ...]:
        return tuple(stand for stand in self.stands if stand.stance is stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """Who permits, refuses, promises, threatens, demands or warns what, to or of whom, under which condition."""

    article_id: str
    attribution_id: str | None
    actor: str | None
    act: Act
    matter: Spans
    toward: str | None
    condition: Spans
    printed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Revision:
    """What a later version of an article did to what it lets people say; each entry the spans of a statement.

    ``added`` point into the text of ``later``, ``dropped`` into that of ``earlier``, ``reworded`` into both.
    """

    earlier: str
    later: str
    added: tuple[Spans, ...]
    dropped: tuple[Spans, ...]
    reworded: tuple[tuple[Spans, Spans], ...]
    headline: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Happening:
    """Words of an article with the time that they are about; ``at`` as `Moment.value`."""

    article_id: str
    at: str
    what: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """An article of a dossier, as much of it as a list shows."""

    id: str
    outlet: str | None
    title: str | None
    address: str | None
    published: datetime | None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dossier:
    """One event: its articles, what they let whom say, and how that hangs together."""

    id: str
    title: str
    articles: tuple[Card, ...]
    claims: tuple[Claim, ...]
    positions: tuple[Position, ...]
    personas: tuple[Persona, ...]
    copies: tuple[tuple[str, ...], ...]
    revisions: tuple[Revision, ...]
    timeline: tuple[Happening, ...]
