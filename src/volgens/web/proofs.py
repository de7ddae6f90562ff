"""Corrections in words, and what pages need to let people make them."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import quote

from volgens.dossier_model import Dossier
from volgens.language.interface import Interface
from volgens.ledger import Correction, CorrectionKind, Wanted
from volgens.ledger.corrections import OF_ATTRIBUTIONS
from volgens.model import Act, Reading, Stance
from volgens.pages.dossier_claims import Saying
from volgens.pages.time_words import short_moment
from volgens.web.site import Site, Visitor

_QUOTES = "\"'“”„‘’"
MOST_LINES = 100
"""Corrections shown under an article."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A correction in a list: what it says, about which words, who made it and when, where that is."""

    id: int
    kind: str
    what: str
    quote: str
    made: str
    undone: str | None
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """What a page of an article or a dossier needs for correcting it.

    ``fixing`` is the attribution or stand whose form is open, ``lit`` the stand that was just changed, ``actor`` the
    name whose form is open. ``amended`` says of an attribution who put it right. ``guests`` are stands that a claim
    borrows from another one, by the ids of claim and stand.
    """

    path: str
    token: str
    may_write: bool
    fixing: str = ""
    lit: str = ""
    actor: str = ""
    amended: dict[str, str] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    acts: tuple[Act, ...] = tuple(Act)
    lines: tuple[Line, ...] = ()
    checked: str | None = None
    guests: frozenset[tuple[str, str]] = frozenset()

    def opens(self, sayings: Iterable[Saying]) -> bool:
        """Whether one of these is what the page is about now."""
        return any(saying.stand in {self.fixing, self.lit} for saying in sayings)


def proof_article(site: Site, visitor: Visitor, reading: Reading, fixing: str) -> Proof:
    """What the page of an article needs."""
    interface, article_id = visitor.interface, reading.article.id
    ids = {attribution.id for attribution in reading.attributions}
    made = site.ledger.page_corrections(Wanted(article_id=article_id, kinds=OF_ATTRIBUTIONS), MOST_LINES)
    amended = site.desk.amended(reading) if any(correction.undone_at is None for correction in made) else {}
    checked = site.ledger.checks_of([article_id]).get(article_id)
    if checked is not None and site.options.read_only:
        checked = (None, checked[1])
    return Proof(
        path=f"/articles/{article_id}",
        token=visitor.token,
        may_write=visitor.may_write,
        fixing=fixing if fixing in ids and visitor.may_write else "",
        amended={id: _amended(site.shown(corrections[-1]), interface) for id, corrections in amended.items()},
        names=tuple(sorted({actor.name for actor in reading.actors}, key=str.casefold)),
        lines=tuple(describe(site.shown(correction), interface) for correction in made),
        checked=None if checked is None else _signed("checked", checked[0], interface, checked[1]),
    )


def _amended(correction: Correction, interface: Interface) -> str:
    if correction.by is None:
        return interface.text("web_corrections.amended")
    return interface.text("web_corrections.amended_by", who=correction.by)


def proof_dossier(visitor: Visitor, dossier: Dossier, opened: tuple[str, str, str]) -> Proof:
    """What the page of a dossier needs; ``opened`` are the stand being corrected, the one just changed, and a name."""
    fixing, lit, actor = opened
    return Proof(
        path=f"/dossiers/{dossier.id}",
        token=visitor.token,
        may_write=visitor.may_write,
        fixing=fixing if visitor.may_write else "",
        lit=lit,
        actor=actor if visitor.may_write else "",
        guests=find_guests(dossier),
    )


def find_guests(dossier: Dossier) -> frozenset[tuple[str, str]]:
    """Stands that a claim borrows from another one, by the ids of claim and stand."""
    homes: dict[str, set[str]] = {}
    for claim in dossier.claims:
        for stand in claim.stands:
            homes.setdefault(stand.id, set()).add(claim.id)
    several = {stand_id for stand_id, claims in homes.items() if len(claims) > 1}
    # A claim borrows a stand only to have it deny what the claim says.
    return frozenset(
        (claim.id, stand.id)
        for claim in dossier.claims
        for stand in claim.stands
        if stand.id in several and stand.stance is Stance.DENIES
    )


def describe(correction: Correction, interface: Interface) -> Line:
    """A correction in words."""
    undone = None
    if correction.undone_at is not None:
        undone = _signed("undone", correction.undone_by, interface, correction.undone_at)
    return Line(
        id=correction.id,
        kind=interface.text(f"web_corrections.kind_{correction.kind}"),
        what=_what(correction, interface),
        quote=str(correction.details.get("quote") or ""),
        made=_signed("made", correction.by, interface, correction.at),
        undone=undone,
        href=_place(correction),
    )


def _signed(key: str, who: str | None, interface: Interface, when: datetime) -> str:
    moment = short_moment(when, interface)
    if who is None:
        return interface.text(f"web_corrections.{key}", when=moment)
    return interface.text(f"web_corrections.{key}_by", who=who, when=moment)


def _what(correction: Correction, interface: Interface) -> str:
    details = {name: str(value) for name, value in correction.details.items() if isinstance(value, str)}
    nobody = interface.text("web_corrections.nobody")
    key = f"web_corrections.did_{correction.kind}"
    match correction.kind:
        case CorrectionKind.RIGHT_ACTOR:
            return interface.text(key, was=details.get("was") or nobody, name=details.get("name", ""))
        case CorrectionKind.RIGHT_ACT:
            was, now = (interface.act(Act(details[name])) for name in ("was", "act"))
            return interface.text(key, name=details.get("who") or nobody, was=was, now=now)
        case CorrectionKind.NO_ATTRIBUTION:
            return interface.text(key, was=details.get("was") or nobody)
        case CorrectionKind.SAME_CLAIM | CorrectionKind.OTHER_CLAIM:
            whole = "_whole" if details.get("whole") else ""
            return interface.text(key + whole, other=details.get("other_quote", "").strip(_QUOTES))
        case CorrectionKind.SAME_ACTOR | CorrectionKind.OTHER_ACTOR:
            return interface.text(key, a=details.get("a", ""), b=details.get("b", ""))
        case CorrectionKind.RENAME_DOSSIER:
            return interface.text(key, title=details.get("title", ""))
    return interface.text(key)


def _place(correction: Correction) -> str:
    """Where the site shows what was corrected."""
    details = correction.details
    match correction.kind:
        case CorrectionKind.RIGHT_ACTOR | CorrectionKind.RIGHT_ACT | CorrectionKind.NO_ATTRIBUTION:
            return f"/articles/{details['article']}?at={correction.spans('content')[0].start}#at"
        case CorrectionKind.SAME_CLAIM | CorrectionKind.OTHER_CLAIM:
            return f"/articles/{details['article']}?at={correction.spans('words')[0].start}#at"
        case CorrectionKind.SAME_ACTOR | CorrectionKind.OTHER_ACTOR:
            dossier = details.get("dossier")
            return f"/dossiers/{dossier}#actors" if dossier else f"/actors/{quote(str(details['a']), safe='')}"
        case CorrectionKind.MERGE_DOSSIERS:
            return f"/dossiers/{details['into']}"
        case CorrectionKind.SPLIT_ARTICLE:
            return f"/articles/{details['article']}"
        case CorrectionKind.RENAME_DOSSIER:
            return f"/dossiers/{details['dossier']}"


def describe_all(corrections: Sequence[Correction], interface: Interface) -> tuple[Line, ...]:
    return tuple(describe(correction, interface) for correction in corrections)
