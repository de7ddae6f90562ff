"""Revisions side by side: which statements a later version added, dropped or put in other words."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from volgens.dossier_model import Revision
from volgens.model import Spans
from volgens.pages.citations import Citations, Place

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """Words of one side of a comparison; ``changed`` where the other side has other words or none."""

    words: str
    changed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Quoted:
    """A statement with where it was printed."""

    shifts: tuple[Shift, ...]
    place: Place


@dataclass(frozen=True, slots=True, kw_only=True)
class RevisionBox:
    """What happened between two versions; ``headline`` is `None` where it stayed."""

    outlet: str
    before: str
    after: str
    language: str | None
    headline: tuple[tuple[Shift, ...], tuple[Shift, ...]] | None
    reworded: tuple[tuple[Quoted, Quoted], ...]
    dropped: tuple[Quoted, ...]
    added: tuple[Quoted, ...]


def build_revisions(revisions: Sequence[Revision], citations: Citations) -> tuple[RevisionBox, ...]:
    """A box a revision, in the order given; one whose articles are both not at hand still has its headline."""
    return tuple(_build_box(revision, citations) for revision in revisions)


def _build_box(revision: Revision, citations: Citations) -> RevisionBox:
    earlier, later = citations.cards.get(revision.earlier), citations.cards.get(revision.later)
    outlet = (later and later.outlet) or (earlier and earlier.outlet) or citations.interface.text("dossier.no_outlet")
    no_date = citations.interface.text("page.no_date")
    return RevisionBox(
        outlet=outlet,
        before=citations.moments.get(revision.earlier, no_date),
        after=citations.moments.get(revision.later, no_date),
        language=citations.language(revision.later),
        headline=compare_words(*revision.headline) if revision.headline else None,
        reworded=tuple(_build_pair(revision, old, new, citations) for old, new in revision.reworded),
        dropped=tuple(_build_whole(revision.earlier, spans, citations) for spans in revision.dropped),
        added=tuple(_build_whole(revision.later, spans, citations) for spans in revision.added),
    )


def _build_pair(revision: Revision, old: Spans, new: Spans, citations: Citations) -> tuple[Quoted, Quoted]:
    left, right = compare_words(citations.words(revision.earlier, old), citations.words(revision.later, new))
    return (
        Quoted(shifts=left, place=citations.place(revision.earlier, old)),
        Quoted(shifts=right, place=citations.place(revision.later, new)),
    )


def _build_whole(article_id: str, spans: Spans, citations: Citations) -> Quoted:
    shift = Shift(words=citations.words(article_id, spans), changed=False)
    return Quoted(shifts=(shift,), place=citations.place(article_id, spans))


def compare_words(old: str, new: str) -> tuple[tuple[Shift, ...], tuple[Shift, ...]]:
    """Both sides cut where they differ, word by word; joined again they are what was given."""
    left, right = _TOKEN.findall(old), _TOKEN.findall(new)
    sides: tuple[list[Shift], list[Shift]] = ([], [])
    for what, start, end, other_start, other_end in SequenceMatcher(None, left, right, autojunk=False).get_opcodes():
        for side, words in zip(sides, (left[start:end], right[other_start:other_end]), strict=True):
            changed = what != "equal" and any(not word.isspace() for word in words)
            _append(side, "".join(words), changed)
    return tuple(sides[0]), tuple(sides[1])


def _append(side: list[Shift], words: str, changed: bool) -> None:
    """Single spaces between two changes belong to the change, so that a phrase is marked in one piece."""
    if not words:
        return
    if changed and len(side) > 1 and side[-1].words.isspace() and side[-2].changed:
        words = side.pop().words + words
    if side and side[-1].changed is changed:
        words = side.pop().words + words
    side.append(Shift(words=words, changed=changed))
