"""What the dossier page is given: a dossier as plain records, field for field those of the dossier itself.

Pages know no other stage than the model, so whoever joins the two copies one into the other; nothing is worked out
on the way.
"""

from dataclasses import dataclass
from datetime import datetime

from volgens.model import Act, ActorKind, Spans, Stance


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonaView:
    """One actor across articles: under its fullest name, with every way in which they name it."""

    name: str
    kind: ActorKind
    aliases: tuple[str, ...]
    speaks_for: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StandView:
    """How one actor stands towards a claim in one article; ``quote`` are the words of ``words`` there, verbatim.

    ``path`` goes from the outlet to the origin.
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
class DifferenceView:
    """That another claim is like this one but for ``what``: number, name or time."""

    claim_id: str
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimView:
    """What several statements say in their own words; ``origins`` counts the first sources that assert it."""

    id: str
    stands: tuple[StandView, ...]
    origins: int
    differs: tuple[DifferenceView, ...] = ()

    @property
    def contested(self) -> bool:
        """Whether somebody asserts it and somebody else denies it or will not confirm it."""
        stances = {stand.stance for stand in self.stands}
        return Stance.ASSERTS in stances and len(stances) > 1

    def by(self, stance: Stance) -> tuple[StandView, ...]:
        return tuple(stand for stand in self.stands if stand.stance is stance)


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionView:
    """Who permits, refuses, promises, threatens, demands or warns what, under which condition."""

    article_id: str
    attribution_id: str | None
    actor: str | None
    act: Act
    matter: Spans
    toward: str | None
    condition: Spans
    printed: datetime | None


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionView:
    """What a later version did: ``added`` points into ``later``, ``dropped`` into ``earlier``, ``reworded`` into both."""

    earlier: str
    later: str
    added: tuple[Spans, ...]
    dropped: tuple[Spans, ...]
    reworded: tuple[tuple[Spans, Spans], ...]
    headline: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class HappeningView:
    """Words of an article with the time that they are about, as `volgens.model.Moment.value`."""

    article_id: str
    at: str
    what: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class CardView:
    """An article of the dossier, as much of it as a list shows."""

    id: str
    outlet: str | None
    title: str | None
    address: str | None
    published: datetime | None
    modified: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierView:
    """One event: its articles, what they let whom say, and how that hangs together."""

    id: str
    title: str
    articles: tuple[CardView, ...]
    claims: tuple[ClaimView, ...]
    positions: tuple[PositionView, ...]
    personas: tuple[PersonaView, ...]
    copies: tuple[tuple[str, ...], ...]
    revisions: tuple[RevisionView, ...]
    timeline: tuple[HappeningView, ...]
