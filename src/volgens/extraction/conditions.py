"""Words of a sentence that limit what it says: *mits …*, *pas als …*, *alleen in …*, *tot en met zondag*."""

from volgens.extraction.limiting_clauses import find_clauses, find_verb_first
from volgens.extraction.limiting_phrases import (
    find_cases,
    find_exceptions,
    find_focus,
    find_phrases,
    find_purposes,
    find_relatives,
    find_situations,
    find_whole,
    find_without,
)
from volgens.extraction.limiting_times import find_amounts, find_time_terms, find_times
from volgens.extraction.limits import COORDINATORS, Limit, LimitKind, Scan, strip_end
from volgens.language.conditions import ConditionWords
from volgens.syntax import Sentence

_FINDERS = (
    find_clauses,
    find_verb_first,
    find_phrases,
    find_exceptions,
    find_whole,
    find_focus,
    find_time_terms,
    find_amounts,
    find_times,
    find_cases,
    find_situations,
    find_without,
    find_relatives,
    find_purposes,
)


def find_limits(sentence: Sentence, conditions: ConditionWords) -> tuple[Limit, ...]:
    """Every limit of the sentence in text order, those inside a longer one left out."""
    scan = Scan(sentence, conditions)
    found = sorted((x for f in _FINDERS for x in f(scan)), key=lambda x: (x.start - x.end, x.start))
    kept: list[Limit] = []
    for limit in found:
        if limit.end > limit.start and not any(k.start < limit.end and limit.start < k.end for k in kept):
            kept.append(limit)
    return tuple(sorted(kept, key=lambda x: x.start))


def follows_up(sentence: Sentence, conditions: ConditionWords) -> Limit | None:
    """The words by which a sentence narrows the one before it: *Maar dan moet het vriezen*, *Mits het dooit*.

    Either it has no main clause of its own, or it opens with words that refer back, or it says where that differs.
    """
    scan = Scan(sentence, conditions)
    first = next((i for i in range(len(scan)) if not scan.is_stop(i)), 0)
    last = strip_end(scan, first, len(scan))
    if scan.match(first, conditions.follow):
        return Limit(kind=LimitKind.CLAUSE, start=_skip_coordinators(scan, first), end=last)
    for limit in find_limits(sentence, conditions):
        opens = scan.opens_clause(limit.start)
        strong = limit.kind in {LimitKind.CLAUSE, LimitKind.PHRASE, LimitKind.FOCUS}
        if not opens or not strong:
            continue
        rest = range(limit.end, last)
        if not any(scan.is_finite(i) for i in rest):
            return limit
        refers = sum(scan.words[i] in conditions.anaphors for i in rest)
        if limit.kind is LimitKind.FOCUS and refers and len(rest) <= 8:
            return limit
    return None


def _skip_coordinators(scan: Scan, i: int) -> int:
    while scan.word(i) in COORDINATORS and scan.word(i) != "wel":
        i += 1
    return i
