"""What a later version of an article lets people say that the earlier one did not, and the other way round."""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from volgens.dossier_model import Revision
from volgens.model import Reading, Span, Spans, quote

SAME = 0.85
"""Share of words (Dice) from which two statements are the same words."""

REWORDED = 0.35
"""Share of words from which they are one statement in other words."""

SHORT, SHORT_WEIGHT = 3, 0.3
"""Letters of a short word, and what it weighs beside a longer one."""

Bag = dict[str, float]

_WORD = re.compile(r"[^\W_]+")
_SENTENCE_END = re.compile(r"[.!?]")


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


def _distinct(reading: Reading) -> list[tuple[Spans, Bag]]:
    """What is said, sentence by sentence, with its words; one for each stretch of text and none inside another."""
    text = reading.article.text
    stretches = list(dict.fromkeys(_join_sentences(reading)))
    return [
        (spans, _bag(quote(text, spans, " ")))
        for spans in stretches
        if not any(w != spans and _contains(w, spans) for w in stretches)
    ]


def _join_sentences(reading: Reading) -> Iterator[Spans]:
    """The statements of an attribution, those of one sentence together."""
    text = reading.article.text
    for _, group in groupby(reading.statements, key=lambda s: s.attribution_id):
        joined: list[Span] = []
        for statement in group:
            between = text[joined[-1].start : statement.words[0].start] if joined else ""
            if joined and (_SENTENCE_END.search(between) or statement.words[0].start < joined[-1].end):
                yield tuple(joined)
                joined = []
            joined.extend(statement.words)
        if joined:
            yield tuple(joined)


def _contains(outer: Spans, inner: Spans) -> bool:
    return all(any(a.contains(b) for a in outer) for b in inner)


def _bag(words: str) -> Bag:
    """Words with their weight: short ones are in every sentence and tell little."""
    bag: Bag = {}
    for word in _WORD.findall(words.lower()):
        bag[word] = bag.get(word, 0.0) + (1.0 if len(word) > SHORT or word.isdigit() else SHORT_WEIGHT)
    return bag


def _dice(left: Bag, right: Bag) -> float:
    total = sum(left.values()) + sum(right.values())
    shared = sum(min(weight, right[word]) for word, weight in left.items() if word in right)
    return 2 * shared / total if total else 0.0


def compare_chain(readings: Sequence[Reading]) -> tuple[Revision, ...]:
    """The revisions between neighbours of a chain of versions in order of time."""
    return tuple(compare_versions(a, b) for a, b in pairwise(readings))
