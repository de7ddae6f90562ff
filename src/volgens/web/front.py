"""What a list shows of a dossier: its most contested claim, who stands where, what a revision changed.

Building a dossier takes much longer than a page may: what is known is kept here, and the rest is built in the
background while the page shows what it has.
"""

from collections import Counter, OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor, wait
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from threading import Lock

from starlette.requests import Request

from volgens.dossier_model import Claim, Dossier, Persona, Revision
from volgens.errors import VolgensError
from volgens.language.interface import load_interface
from volgens.ledger import DossierEntry
from volgens.model import Spans, Stance
from volgens.pages.citations import find_citations
from volgens.pages.dossier_claims import find_heading
from volgens.web.site import Site

MOST_CARDS = 1_000
MOST_VOICES = 3
MOST_CHANGES = 2
SHORTEST_CHANGE, LONGEST_CHANGE = 25, 160
PATIENCE, LITTLE = 0.4, 0.05
"""Seconds that a page waits for dossiers that are not known yet: where it would be empty without, and where not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """Who stands one way towards a claim: the first few by name, and how many statements in all."""

    stance: Stance
    statements: int
    voices: tuple[str, ...]
    more: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimLine:
    """A claim under one of its own wordings; ``cut`` says that it begins inside a sentence."""

    id: str
    words: str
    cut: bool
    contested: bool
    sides: tuple[Side, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """What the latest revision did: a few of the words that came or went, and how many statements there were."""

    outlet: str | None
    at: datetime | None
    headline: tuple[str, str] | None
    added: tuple[str, ...]
    dropped: tuple[str, ...]
    counts: tuple[int, int, int]
    """Added, dropped, put in other words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DossierCard:
    """A dossier in brief, in no language of the interface."""

    id: str
    title: str
    outlets: tuple[str, ...]
    articles: int
    claims: int
    contested: int
    balance: int
    claim: ClaimLine | None
    change: Change | None
    printed: tuple[datetime, ...]
    personas: tuple[Persona, ...]
    article_ids: tuple[str, ...]
    language: str


class Cards:
    """The cards of one ledger's dossiers; threads may share it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._desk, self._ledger, self._language = site.desk, site.ledger, site.settings.language
        self._known: OrderedDict[str, tuple[object, DossierCard | None]] = OrderedDict()
        self._waiting: dict[str, Future[DossierCard | None]] = {}
        self._lock = Lock()
        self._builder = ThreadPoolExecutor(max_workers=1, thread_name_prefix="cards")

    def of(self, entries: Sequence[DossierEntry]) -> Mapping[str, DossierCard]:
        """Cards by dossier id; those that are not built in time are left out, until next time."""
        states = self._states(entries)
        found, missing = {}, []
        with self._lock:
            for entry in entries:
                known = self._known.get(entry.id)
                if known is not None and known[0] == states[entry.id]:
                    if known[1] is not None:
                        found[entry.id] = known[1]
                    self._known.move_to_end(entry.id)
                    continue
                if entry.id not in self._waiting:
                    self._waiting[entry.id] = self._builder.submit(self._build, entry)
                missing.append((entry.id, self._waiting[entry.id]))
        wait([future for _, future in missing], timeout=LITTLE if found else PATIENCE)
        for id, future in missing:
            if future.done() and (card := future.result()) is not None:
                found[id] = card
        return found

    def _states(self, entries: Sequence[DossierEntry]) -> Mapping[str, object]:
        """What a card depends on, as far as it can be told without building anything."""
        keys, mark = self._ledger.summary_keys([entry.id for entry in entries]), self._ledger.state_mark()
        return {e.id: (e.articles, e.last, e.title, keys.get(e.id), mark) for e in entries}

    def _build(self, entry: DossierEntry) -> DossierCard | None:
        card: DossierCard | None = None
        try:
            # What cannot be built is known too, or every page would try again.
            with suppress(VolgensError):
                card = self._make(self._desk.dossier(entry.id))
            state = self._states([entry])[entry.id]
            with self._lock:
                self._known[entry.id] = (state, card)
                while len(self._known) > MOST_CARDS:
                    self._known.popitem(last=False)
        except VolgensError:
            # The ledger was closed meanwhile.
            return None
        finally:
            with self._lock:
                self._waiting.pop(entry.id, None)
        return card

    def _make(self, dossier: Dossier) -> DossierCard:
        outlets = Counter(card.outlet for card in dossier.articles if card.outlet)
        best = max(dossier.claims, key=_weight, default=None)
        citations = find_citations(dossier, {}, load_interface(self._language), None)
        line = None
        if best is not None:
            heading = find_heading(best, citations)
            line = ClaimLine(
                id=best.id,
                words=heading.words,
                cut=heading.cut,
                contested=best.contested,
                sides=tuple(_sides(best)),
            )
        return DossierCard(
            id=dossier.id,
            title=dossier.title,
            outlets=tuple(name for name, _ in outlets.most_common()),
            articles=len(dossier.articles),
            claims=len(dossier.claims),
            contested=sum(claim.contested for claim in dossier.claims),
            balance=sum(claim.balance for claim in dossier.claims),
            claim=line,
            change=self._change(dossier),
            printed=tuple(
                moment for card in dossier.articles if (moment := card.modified or card.published) is not None
            ),
            personas=dossier.personas,
            article_ids=tuple(card.id for card in dossier.articles),
            language=self._language,
        )

    def _change(self, dossier: Dossier) -> Change | None:
        cards = {card.id: card for card in dossier.articles}
        told = [r for r in dossier.revisions if r.added or r.dropped or r.headline or r.reworded]
        told.sort(key=lambda r: _time(cards[r.later].modified or cards[r.later].published) if r.later in cards else 0.0)
        if not told:
            return None
        last: Revision = told[-1]
        texts = self._ledger.texts_of([last.earlier, last.later])
        later = cards.get(last.later)
        return Change(
            outlet=later.outlet if later else None,
            at=(later.modified or later.published) if later else None,
            headline=last.headline,
            added=tuple(_some(last.added, texts.get(last.later, ""))),
            dropped=tuple(_some(last.dropped, texts.get(last.earlier, ""))),
            counts=(len(last.added), len(last.dropped), len(last.reworded)),
        )


_MAKING = Lock()


def cards_of(request: Request, site: Site) -> Cards:
    """The cards of the running application."""
    with _MAKING:
        known = getattr(request.app.state, "cards", None)
        if not isinstance(known, Cards) or known.site is not site:
            known = Cards(site)
            request.app.state.cards = known
        return known


def _weight(claim: Claim) -> tuple[int, int, int]:
    return claim.balance, len({stand.article_id for stand in claim.stands}), len(claim.stands)


def _sides(claim: Claim) -> Iterable[Side]:
    for stance in Stance:
        stands = claim.by(stance)
        voices = Counter(stand.actor for stand in stands if stand.actor)
        if stands:
            named = [name for name, _ in voices.most_common(MOST_VOICES)]
            yield Side(
                stance=stance, statements=len(stands), voices=tuple(named), more=max(0, len(voices) - MOST_VOICES)
            )


def _some(all_spans: Sequence[Spans], text: str) -> Iterable[str]:
    """A few statements in words, those first that can be read by themselves; the long ones are cut."""
    for spans in sorted(all_spans, key=_unreadable)[:MOST_CHANGES]:
        words = " … ".join(" ".join(span.of(text).split()) for span in spans)
        if words:
            yield words if len(words) <= LONGEST_CHANGE else words[: LONGEST_CHANGE - 1].rsplit(" ", 1)[0] + " …"


def _unreadable(spans: Spans) -> tuple[bool, bool]:
    """Words with gaps in them or hardly any come after those that say something by themselves."""
    return len(spans) > 1, not SHORTEST_CHANGE <= spans[-1].end - spans[0].start <= LONGEST_CHANGE


def _time(moment: datetime | None) -> float:
    return moment.timestamp() if moment else 0.0
