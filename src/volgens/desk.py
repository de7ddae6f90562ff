"""Where ledger and dossiers meet: articles are filed by event, a dossier is built from its articles and kept.

```
with Ledger.open("nieuws.ledger") as ledger:
    desk = Desk(ledger)
    for outcome in Batch(ledger, settings).run(iter_documents(paths, settings=settings)):
        print(outcome.fate, outcome.location)
    for entry in desk.dossiers(limit=20):
        print(desk.dossier(entry.id))
```

What people correct comes before what the program thinks, holds for articles that come later, and can be undone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from volgens.dossiers import Dossier, Judgement, Merges, build_dossier, load_matcher
from volgens.dossiers.events import WINDOW, Candidate, choose_dossier, fingerprint
from volgens.dossiers.packing import FORM, pack, unpack
from volgens.errors import LedgerError
from volgens.language.people import People, load_people
from volgens.ledger import Correction, CorrectionKind, DossierEntry, Effects, Ledger
from volgens.ledger.amending import find_amended
from volgens.ledger.corrections import OF_ACTORS, OF_CLAIMS, amendment_of, list_places
from volgens.ledger.migration import program_version
from volgens.model import Act, Article, Attribution, Reading, content_id, quote

LONGEST_NAME = 200
LONGEST_QUOTE = 300
"""Characters of the words that a list of corrections shows."""


class Desk:
    """The dossiers of one ledger. Every method raises `LedgerError` where the ledger fails or lacks what is named."""

    def __init__(self, ledger: Ledger, language: str = "nl") -> None:
        self._ledger = ledger
        self._language = language
        self._actors_read: tuple[tuple[int, int], tuple[Correction, ...]] | None = None

    @cached_property
    def _people(self) -> People:
        # Read when a dossier is first built: filing and showing kept ones do without.
        return load_people(self._language)

    def file(self, reading: Reading) -> str:
        """Id of the dossier of an article that the ledger holds: where it lies, else where it belongs, else a new one.

        File articles in the order in which they were added: each is placed once, by what was there when it came. An
        article that was read again keeps its place, and the words of its new reading take the place of the old.
        """
        keys, article = fingerprint(reading), reading.article
        home = self._ledger.dossier_of(article.id)
        if home is not None and self._ledger.fingerprint_of(article.id) == frozenset(keys):
            return home
        at = _time_of(article)
        if home is None:
            home = self._choose(keys, at) or content_id("dossier", article.id)
        return self._ledger.file_article(article.id, home, keys, at)

    def _choose(self, keys: tuple[str, ...], at: datetime) -> str | None:
        related = self._ledger.find_related(keys, at, WINDOW.days)
        candidates = [
            Candidate(id=id, keys=r.keys, articles=r.articles, first=r.first, last=r.last) for id, r in related.items()
        ]
        if not candidates:
            return None
        counts, total = self._ledger.count_keys(keys)
        return choose_dossier(keys, candidates, counts, total, at)

    def file_rest(self) -> int:
        """File the articles that lie in no dossier, as after an upgrade or a run that was cut off; how many."""
        rest = self._ledger.unfiled()
        for article_id in rest:
            self.file(self._ledger.reading(article_id))
        return len(rest)

    def dossiers(self, *, limit: int | None = None, since: datetime | None = None) -> Iterator[DossierEntry]:
        """The dossiers, newest first; ``since`` keeps those with an article from then on."""
        return self._ledger.iter_dossiers(limit=limit, since=since)

    def dossier(self, id: str) -> Dossier:
        """One dossier, from what was kept where nothing changed; the id of one that was merged gives what it became."""
        home, versions, merges, title = self._state(id)
        key = _key_of(versions, merges, title)
        if (kept := self._ledger.summary(home)) is not None and kept[0] == key:
            # What cannot be unpacked is built again: a summary is a copy and never the only one.
            with suppress(ValueError):
                return unpack(kept[1])
        readings = self._ledger.readings_of([article_id for article_id, _ in versions])
        matcher = load_matcher(self._language)
        built = replace(build_dossier(readings, self._people, matcher, merges=merges, title=title), id=home)
        # A ledger that may only be read still shows its dossiers.
        with suppress(LedgerError):
            self._ledger.keep_summary(home, key, pack(built))
        return built

    def dossier_key(self, id: str) -> tuple[str, str]:
        """The dossier that an id means now, and a word that changes whenever what it shows does."""
        home, versions, merges, title = self._state(id)
        return home, _key_of(versions, merges, title)

    def _state(self, id: str) -> tuple[str, tuple[tuple[str, str], ...], Merges, str | None]:
        """What a dossier is built from: its id now, its articles as they are read, what people put right, its title."""
        home = self._home(id)
        versions = self._ledger.versions_in(home)
        if not versions:
            raise LedgerError(f"dossier {id} has no articles left; give an id from the list of dossiers")
        merges = self._merges(home, [article_id for article_id, _ in versions])
        return home, versions, merges, self._ledger.dossier_title(home)

    def merge_actors(self, a: str, b: str, by: str | None = None, *, dossier_id: str | None = None) -> Correction:
        """Two names are one actor: in one dossier, or everywhere."""
        return self._correct_actors(CorrectionKind.SAME_ACTOR, (a, b), by, dossier_id)

    def split_actors(self, a: str, b: str, by: str | None = None, *, dossier_id: str | None = None) -> Correction:
        """Two names are two actors, whatever the program thinks: in one dossier, or everywhere."""
        return self._correct_actors(CorrectionKind.OTHER_ACTOR, (a, b), by, dossier_id)

    def _correct_actors(
        self, kind: CorrectionKind, names: tuple[str, str], by: str | None, dossier_id: str | None
    ) -> Correction:
        a, b = (name.strip() for name in names)
        if not a or not b or a == b:
            raise LedgerError(f"{a!r} and {b!r} are not two names; give two that differ")
        home = None if dossier_id is None else self._home(dossier_id)
        return self._ledger.add_correction(kind, {"a": a, "b": b, "dossier": home}, by=by)

    def merge_dossiers(self, into: str, other: str, by: str | None = None) -> Correction:
        """Move the articles of ``other`` to ``into``; its id goes on to mean the dossier that it became part of."""
        into, other = self._home(into), self._home(other)
        if into == other:
            raise LedgerError(f"{into} is one dossier already; give two")
        moved = self._ledger.dossier_articles(other)
        return self._ledger.add_correction(
            CorrectionKind.MERGE_DOSSIERS,
            {"into": into, "other": other, "articles": moved},
            by=by,
            effects=Effects(moves=tuple((article_id, into) for article_id in moved)),
        )

    def split_article(self, article_id: str, by: str | None = None) -> Correction:
        """Take an article out of its dossier into one of its own; articles that come later may join it there."""
        home = self._ledger.dossier_of(article_id)
        if home is None:
            raise LedgerError(f"article {article_id} lies in no dossier; file it first")
        if len(self._ledger.dossier_articles(home)) == 1:
            raise LedgerError(f"article {article_id} has a dossier of its own already")
        # The dossier may be named after this very article, so the new one needs more than its id.
        own = content_id("dossier", article_id, "split", len(self._ledger.corrections(undone=True)))
        return self._ledger.add_correction(
            CorrectionKind.SPLIT_ARTICLE,
            {"article": article_id, "out_of": home, "into": own},
            by=by,
            effects=Effects(moves=((article_id, own),)),
        )

    def rename(self, dossier_id: str, title: str, by: str | None = None) -> Correction:
        """Give a dossier a title."""
        home, title = self._home(dossier_id), " ".join(title.split())
        if not title:
            raise LedgerError("a title needs words; undo the renaming to have the first headline again")
        details = {"dossier": home, "title": title}
        return self._ledger.add_correction(
            CorrectionKind.RENAME_DOSSIER, details, by=by, effects=Effects(titles=((home, title),))
        )

    def correct_actor(self, attribution_id: str, name: str, by: str | None = None) -> Correction:
        """Somebody else is the source of an attribution: the actor of this name."""
        reading, found = self._attribution(attribution_id)
        name = " ".join(name.split())
        if not name or len(name) > LONGEST_NAME or not name.isprintable():
            raise LedgerError(f"a name needs 1 to {LONGEST_NAME} characters; give that of whoever says it")
        if name == found.entity:
            raise LedgerError(f"{name} is its source already; give another name")
        details = {**_about(reading, found), "was": found.entity or "", "name": name}
        details["actor_kind"] = self._ledger.kind_of_actor(name).value
        return self._ledger.add_correction(CorrectionKind.RIGHT_ACTOR, details, by=by)

    def correct_act(self, attribution_id: str, act: Act, by: str | None = None) -> Correction:
        """The source of an attribution does something else with the content: ``act``."""
        reading, found = self._attribution(attribution_id)
        if act is found.act:
            raise LedgerError(f"{act} is its act already; give another one")
        details = {**_about(reading, found), "who": found.entity or "", "was": found.act.value, "act": act.value}
        return self._ledger.add_correction(CorrectionKind.RIGHT_ACT, details, by=by)

    def reject_attribution(self, attribution_id: str, by: str | None = None) -> Correction:
        """The words are no attribution: nobody is quoted or reported there."""
        reading, found = self._attribution(attribution_id)
        details = {**_about(reading, found), "was": found.entity or "", "was_act": found.act.value}
        return self._ledger.add_correction(CorrectionKind.NO_ATTRIBUTION, details, by=by)

    def amended(self, reading: Reading) -> Mapping[str, tuple[Correction, ...]]:
        """What people put right in an article, by id of the attribution as it is now."""
        found: dict[str, tuple[Correction, ...]] = {}
        for correction in self._ledger.corrections_of([reading.article.id]):
            if correction.kind is CorrectionKind.NO_ATTRIBUTION:
                continue
            attribution = find_amended(reading, amendment_of(correction))
            if attribution is not None:
                found[attribution.id] = (*found.get(attribution.id, ()), correction)
        return found

    def _attribution(self, attribution_id: str) -> tuple[Reading, Attribution]:
        reading = self._ledger.reading(self._ledger.article_with(attribution_id))
        return reading, next(a for a in reading.attributions if a.id == attribution_id)

    def join_claims(
        self, dossier_id: str, stand_id: str, other_id: str, by: str | None = None, *, whole: bool = False
    ) -> Correction:
        """A statement belongs to the claim of another one, in its dossier; ``whole``: all of its claim does."""
        details = self._about_claims(dossier_id, stand_id, other_id)
        details |= {"whole": "yes"} if whole else {}
        return self._ledger.add_correction(CorrectionKind.SAME_CLAIM, details, by=by)

    def part_claims(self, dossier_id: str, stand_id: str, other_id: str, by: str | None = None) -> Correction:
        """A statement does not belong to the claim of another one: it gets a claim of its own."""
        details = self._about_claims(dossier_id, stand_id, other_id)
        return self._ledger.add_correction(CorrectionKind.OTHER_CLAIM, details, by=by)

    def _about_claims(self, dossier_id: str, stand_id: str, other_id: str) -> dict[str, str | tuple[str, ...] | None]:
        dossier = self.dossier(dossier_id)
        stands = {stand.id: stand for claim in dossier.claims for stand in claim.stands}
        for wanted in (stand_id, other_id):
            if wanted not in stands:
                raise LedgerError(f"there is no statement {wanted} in dossier {dossier.id}; load it again")
        if stand_id == other_id:
            raise LedgerError(f"{stand_id} is one statement; give two")
        stand, other = stands[stand_id], stands[other_id]
        return {
            "dossier": dossier.id,
            "article": stand.article_id,
            "words": list_places(stand.words),
            "quote": _short(stand.quote),
            "other_article": other.article_id,
            "other_words": list_places(other.words),
            "other_quote": _short(other.quote),
        }

    def undo(self, correction_id: int, by: str | None = None) -> None:
        """Take back a correction: articles that it moved go back, unless they were moved on since."""
        found = self._ledger.correction(correction_id)
        effects = Effects() if found.undone_at is not None else self._effects_of_undoing(found)
        self._ledger.undo_correction(correction_id, by=by, effects=effects)

    def corrections(self, *, undone: bool = False) -> tuple[Correction, ...]:
        """The corrections that hold, in the order in which they were made; with ``undone`` the others too."""
        return self._ledger.corrections(undone=undone)

    def _effects_of_undoing(self, correction: Correction) -> Effects:
        details = correction.details
        match correction.kind:
            case CorrectionKind.MERGE_DOSSIERS:
                now_in = self._home(_one(details["into"]))
                return self._moves_back(_many(details["articles"]), now_in, _one(details["other"]))
            case CorrectionKind.SPLIT_ARTICLE:
                # What joined the article in its own dossier belongs with it.
                together = self._ledger.dossier_articles(_one(details["into"]))
                return self._moves_back(together, _one(details["into"]), self._home(_one(details["out_of"])))
            case CorrectionKind.RENAME_DOSSIER:
                home = _one(details["dossier"])
                titles = [
                    _one(c.details["title"])
                    for c in self._ledger.corrections(CorrectionKind.RENAME_DOSSIER)
                    if c.id != correction.id and c.details["dossier"] == home
                ]
                return Effects(titles=((home, titles[-1] if titles else None),))
        return Effects()

    def _moves_back(self, article_ids: Iterable[str], out_of: str, into: str) -> Effects:
        lying = set(self._ledger.dossier_articles(out_of))
        return Effects(moves=tuple((article_id, into) for article_id in article_ids if article_id in lying))

    def _home(self, dossier_id: str) -> str:
        """The dossier that an id means now, through all merges."""
        if not self._ledger.has_dossier(dossier_id):
            raise LedgerError(f"there is no dossier {dossier_id}; give an id from the list of dossiers")
        became = self._became()
        seen = {dossier_id}
        while not self._ledger.dossier_articles(dossier_id) and became.get(dossier_id, dossier_id) not in seen:
            dossier_id = became[dossier_id]
            seen.add(dossier_id)
        return dossier_id

    def _became(self) -> Mapping[str, str]:
        merged = self._ledger.corrections(CorrectionKind.MERGE_DOSSIERS)
        return {_one(c.details["other"]): _one(c.details["into"]) for c in merged}

    def _about_actors(self) -> tuple[Correction, ...]:
        """What was corrected about actors and holds: read again only when that changed."""
        state = self._ledger.count_corrections(OF_ACTORS)
        if self._actors_read is None or self._actors_read[0] != state:
            self._actors_read = (state, self._ledger.corrections_among(OF_ACTORS))
        return self._actors_read[1]

    def _merges(self, home: str, article_ids: Sequence[str]) -> Merges:
        """What was corrected and holds in a dossier; of two words on one pair of actors the last."""
        words: dict[frozenset[str], tuple[CorrectionKind, tuple[str, str]]] = {}
        became = self._became()
        for correction in self._about_actors():
            about = correction.details["dossier"]
            if about not in {None, home} and (about not in became or self._home(_one(about)) != home):
                continue
            pair = (_one(correction.details["a"]), _one(correction.details["b"]))
            words[frozenset(pair)] = (correction.kind, pair)
        said = list(words.values())
        return Merges(
            same=tuple(pair for kind, pair in said if kind is CorrectionKind.SAME_ACTOR),
            apart=tuple(pair for kind, pair in said if kind is CorrectionKind.OTHER_ACTOR),
            claims=tuple(map(_judgement, self._ledger.corrections_of(article_ids, OF_CLAIMS))),
        )


def _judgement(correction: Correction) -> Judgement:
    return Judgement(
        same=correction.kind is CorrectionKind.SAME_CLAIM,
        article_id=correction.one("article"),
        words=correction.spans("words"),
        other_article=correction.one("other_article"),
        other_words=correction.spans("other_words"),
        whole=bool(correction.details.get("whole")),
    )


def _about(reading: Reading, attribution: Attribution) -> dict[str, str | tuple[str, ...] | None]:
    """By what a correction finds its attribution again, and what a list shows of it."""
    return {
        "article": reading.article.id,
        "content": list_places(attribution.content),
        "source": list_places(attribution.source),
        "cue": list_places(attribution.cue),
        "quote": _short(quote(reading.article.text, attribution.content)),
    }


def _short(words: str) -> str:
    plain = " ".join(words.split())
    return plain if len(plain) <= LONGEST_QUOTE else f"{plain[: LONGEST_QUOTE - 1]}…"


def _key_of(versions: Iterable[tuple[str, str]], merges: Merges, title: str | None) -> str:
    """Everything that a dossier is built from, the program included."""
    parts = (FORM, program_version(), list(versions), merges.same, merges.apart, list(map(repr, merges.claims)), title)
    return content_id("summary", json.dumps(parts, ensure_ascii=False))


def _time_of(article: Article) -> datetime:
    return article.published or article.modified or article.captured or datetime.now(UTC)


def _one(detail: str | tuple[str, ...] | None) -> str:
    if not isinstance(detail, str):
        raise LedgerError(
            f"a correction holds {detail!r} where one name should be: the ledger was altered; restore a copy"
        )
    return detail


def _many(detail: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (detail,) if isinstance(detail, str) else detail or ()
