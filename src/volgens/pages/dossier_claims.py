"""Claims as the dossier page shows them: who stands where, in which words, printed where, and from whom it came."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volgens.dossier_model import Claim, Persona, Stand
from volgens.model import Act, Stance
from volgens.pages.citations import Citations, Place
from volgens.pages.origin_paths import Origins, find_origins

LONGEST_HEADING = 110
"""Characters; a longer wording heads its claim only where nobody says it shorter."""

SHORTEST_HEADING = 18

_WORD = re.compile(r"[^\W_]{3,}")
_QUOTES = "\"'“”„‘’‚«»"


@dataclass(frozen=True, slots=True, kw_only=True)
class Saying:
    """The same words of one speaker, however often they were printed.

    ``stand``, ``article_id`` and ``attribution_id`` are those of the first printing, by which somebody who finds
    something wrong says what.
    """

    stand: str
    article_id: str
    attribution_id: str
    words: str
    act: Act
    via: str | None
    language: str | None
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody in one cell: first what was printed first, ``more`` what came after it."""

    who: str | None
    speaks_for: str | None
    first: Saying
    more: tuple[Saying, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """All who stand one way towards a claim; ``statements`` counts every printing."""

    stance: Stance
    speakers: tuple[Speaker, ...]
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Near:
    """A claim that is easily taken for this one."""

    id: str
    heading: str
    language: str | None
    what: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """One of a claim's own wordings; ``cut`` says that it begins inside a sentence."""

    words: str
    cut: bool
    language: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBox:
    """A claim; ``anchor`` is a stand of its own, by which it is found again when its id has changed."""

    id: str
    anchor: str
    stands: frozenset[str]
    heading: Heading
    contested: bool
    cells: tuple[Cell, ...]
    origins: Origins
    near: tuple[Near, ...]

    @property
    def tally(self) -> tuple[tuple[Stance, int], ...]:
        """The stances that somebody takes, with how many statements take them."""
        return tuple((cell.stance, cell.statements) for cell in self.cells if cell.statements)


def build_claims(
    claims: Sequence[Claim], personas: Mapping[str, Persona], citations: Citations
) -> tuple[ClaimBox, ...]:
    """A box a claim, the contested ones first, otherwise in the order given."""
    headings = {claim.id: find_heading(claim, citations) for claim in claims}
    no_outlet = citations.interface.text("dossier.no_outlet")
    return tuple(
        ClaimBox(
            id=claim.id,
            anchor=claim.stands[0].id,
            stands=frozenset(stand.id for stand in claim.stands),
            heading=headings[claim.id],
            contested=claim.contested,
            cells=tuple(_build_cell(stance, claim.by(stance), personas, citations) for stance in Stance),
            origins=find_origins(claim, citations.cards, no_outlet),
            near=_find_near(claim, headings, citations),
        )
        for claim in sorted(claims, key=lambda claim: not claim.contested)
    )


def find_heading(claim: Claim, citations: Citations) -> Heading:
    """The wording that shares most words with the others that assert the claim: verbatim, never a summary."""
    stands = claim.by(Stance.ASSERTS) or claim.stands
    bags = [frozenset(_WORD.findall(stand.quote.lower())) for stand in claim.stands]

    def rank(stand: Stand) -> tuple[bool, int, bool, int]:
        own = frozenset(_WORD.findall(stand.quote.lower()))
        short = len(stand.quote) < SHORTEST_HEADING or len(own) < 2
        return (
            not short and len(stand.quote) <= LONGEST_HEADING and len(stand.words) == 1,
            sum(len(own & bag) for bag in bags),
            not stand.quote[:1].islower(),
            -len(stand.quote),
        )

    best = max(stands, key=rank)
    words = " ".join(best.quote.split()).strip(_QUOTES).rstrip(".,;:")
    # A closing mark stands outside what was stripped where a sentence ends behind it: „Nee.”
    words = words.strip(_QUOTES) or best.quote
    return Heading(words=words, cut=words[:1].islower(), language=citations.language(best.article_id))


def _build_cell(
    stance: Stance, stands: Sequence[Stand], personas: Mapping[str, Persona], citations: Citations
) -> Cell:
    by_actor: dict[str | None, list[Stand]] = {}
    for stand in sorted(stands, key=_printed_order):
        by_actor.setdefault(stand.actor, []).append(stand)
    speakers = []
    for who, theirs in by_actor.items():
        first, *more = _build_sayings(theirs, citations)
        persona = personas.get(who) if who else None
        speaks_for = persona.speaks_for if persona else None
        speakers.append(Speaker(who=who, speaks_for=speaks_for, first=first, more=tuple(more)))
    return Cell(stance=stance, speakers=tuple(speakers), statements=len(stands))


def _build_sayings(stands: Sequence[Stand], citations: Citations) -> list[Saying]:
    """Equal words of one actor once, with every place; a wire copy repeats nobody."""
    grouped: dict[tuple[str, Act, str | None], list[Stand]] = {}
    for stand in stands:
        grouped.setdefault((" ".join(stand.quote.split()), stand.act, stand.via), []).append(stand)
    return [
        Saying(
            stand=group[0].id,
            article_id=group[0].article_id,
            attribution_id=group[0].attribution_id,
            words=words,
            act=act,
            via=via,
            language=citations.language(group[0].article_id),
            places=tuple({p: None for s in group for p in (citations.place(s.article_id, s.words),)}),
        )
        for (words, act, via), group in grouped.items()
    ]


def _printed_order(stand: Stand) -> tuple[bool, float]:
    return stand.printed is None, stand.printed.timestamp() if stand.printed else 0.0


def _find_near(claim: Claim, headings: Mapping[str, Heading], citations: Citations) -> tuple[Near, ...]:
    found = []
    for difference in claim.differs:
        heading = headings.get(difference.claim_id)
        if heading is not None:
            what = citations.interface.texts.get(f"dossier.differs_{difference.what}", difference.what)
            near = Near(id=difference.claim_id, heading=heading.words, language=heading.language, what=what)
            found.append(near)
    return tuple(found)
