"""Where ledger and dossiers meet: articles are filed by event, a dossier is built from its articles and kept.

```
with Ledger.open("nieuws.ledger") as ledger:
    desk = Desk(ledger)
    for outcome in read_into(ledger, paths, settings):
        if outcome.reading is not None:
            desk.file(outcome.reading)
    for entry in desk.dossiers(limit=20):
        print(desk.dossier(entry.id))
```

What people correct comes before what the program thinks, holds for articles that come later, and can be undone.
"""

import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, datetime
from functools import cached_property

from volgens.dossiers import Dossier, Merges, build_dossier, load_matcher
from volgens.dossiers.events import WINDOW, Candidate, choose_dossier, fingerprint
from volgens.dossiers.packing import FORM, pack, unpack
from volgens.errors import LedgerError
from volgens.language.people import People, load_people
from volgens.ledger import Correction, CorrectionKind, DossierEntry, Effects, Ledger
from volgens.ledger.migration import program_version
from volgens.model import Article, Reading, content_id

ACTOR_KINDS = frozenset({CorrectionKind.SAME_ACTOR, CorrectionKind.OTHER_ACTOR})


class Desk:
    """The dossiers of one ledger. Every method raises `LedgerError` where the ledger fails or lacks what is named."""

    def __init__(self, ledger: Ledger, language: str = "nl") -> None:
        self._ledger = ledger
        self._language = language

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
        home = self._home(id)
        merges, title = self._merges(home), self._ledger.dossier_title(home)
        versions = self._ledger.versions_in(home)
        if not versions:
            raise LedgerError(f"dossier {id} has no articles left; give an id from the list of dossiers")
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

    def undo(self, correction_id: int) -> None:
        """Take back a correction: articles that it moved go back, unless they were moved on since."""
        found = next((c for c in self._ledger.corrections() if c.id == correction_id), None)
        effects = Effects() if found is None else self._effects_of_undoing(found)
        self._ledger.undo_correction(correction_id, effects=effects)

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

    def _merges(self, home: str) -> Merges:
        """What was corrected about actors and holds in a dossier; of two words on one pair the last."""
        words: dict[frozenset[str], tuple[CorrectionKind, tuple[str, str]]] = {}
        became = self._became()
        for correction in self._ledger.corrections():
            if correction.kind not in ACTOR_KINDS:
                continue
            about = correction.details["dossier"]
            if about not in {None, home} and (about not in became or self._home(_one(about)) != home):
                continue
            pair = (_one(correction.details["a"]), _one(correction.details["b"]))
            words[frozenset(pair)] = (correction.kind, pair)
        said = list(words.values())
        return Merges(
            same=tuple(pair for kind, pair in said if kind is CorrectionKind.SAME_ACTOR),
            apart=tuple(pair for kind, pair in said if kind is CorrectionKind.OTHER_ACTOR),
        )


def _key_of(versions: Iterable[tuple[str, str]], merges: Merges, title: str | None) -> str:
    """Everything that a dossier is built from, the program included."""
    parts = (FORM, program_version(), list(versions), merges.same, merges.apart, title)
    return content_id("summary", json.dumps(parts, ensure_ascii=False))


def _time_of(article: Article) -> datetime:
    return article.published or article.modified or datetime.now(UTC)


def _one(detail: str | tuple[str, ...] | None) -> str:
    if not isinstance(detail, str):
        raise LedgerError(
            f"a correction holds {detail!r} where one name should be: the ledger was altered; restore a copy"
        )
    return detail


def _many(detail: str | tuple[str, ...] | None) -> tuple[str, ...]:
    return (detail,) if isinstance(detail, str) else detail or ()
