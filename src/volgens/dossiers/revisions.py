"""What a later version of an article lets people say that the earlier one did not, and the other way round."""

import re
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

from volgens.dossiers.records import Revision
from volgens.model import Reading, Spans, quote

SAME = 0.85
"""Share of words (Dice) from which two statements are the same words."""

REWORDED = 0.3
"""Share of words from which they are one statement in other words."""

_WORD = re.compile(r"[^\W_]+")


def compare_versions(earlier: Reading, later: Reading) -> Revision:
    """The statements of ``later`` beside those of ``earlier``, matched by their words, best first."""
    old = _distinct(earlier)
    new = _distinct(later)
    pairs = sorted(
        ((_dice(a[1], b[1]), i, j) for i, a in enumerate(old) for j, b in enumerate(new)), key=lambda p: (-p[0], p[1:])
    )
    left, right = set(range(len(old))), set(range(len(new)))
    reworded = []
    for share, i, j in pairs:
        if share < REWORDED or i not in left or j not in right:
            continue
        left.discard(i)
        right.discard(j)
        if share < SAME:
            reworded.append((old[i][0], new[j][0]))
    titles = (earlier.article.title, later.article.title)
    return Revision(
        earlier=earlier.article.id,
        later=later.article.id,
        added=tuple(new[j][0] for j in sorted(right)),
        dropped=tuple(old[i][0] for i in sorted(left)),
        reworded=tuple(sorted(reworded)),
        headline=(titles[0], titles[1]) if titles[0] and titles[1] and titles[0] != titles[1] else None,
    )


def _distinct(reading: Reading) -> list[tuple[Spans, Counter[str]]]:
    """The statements with their words, one for each stretch of text."""
    found: dict[Spans, Counter[str]] = {}
    for statement in reading.statements:
        words = quote(reading.article.text, statement.words, " ").lower()
        found.setdefault(statement.words, Counter(_WORD.findall(words)))
    return list(found.items())


def _dice(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 0.0


def compare_chain(readings: Sequence[Reading]) -> tuple[Revision, ...]:
    """The revisions between neighbours of a chain of versions in order of time."""
    return tuple(compare_versions(a, b) for a, b in pairwise(readings))
