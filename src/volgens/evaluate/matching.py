"""Which predicted attribution is which gold one, and what is right about it.

Words are maximal runs of letters and digits, known by their offset; punctuation never counts. An introducing *dat*,
*of* or *om* is dropped from the left edge of a content. How far two sets of words are the same is their Dice
coefficient: twice what they share over the sum of their sizes.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from volgens.evaluate.gold import GoldAttribution, GoldDocument
from volgens.model import Attribution, Spans

LEAST_OVERLAP = 0.5
"""Dice of the contents from which a pair counts as found, and of the sources from which a source is right."""

LEAST_EXACT = 0.9999
"""Dice above which contents are the same words."""

LONGEST_COMMON_LAST_NAME = 3
"""Letters that a shared last word must exceed to make two names the same."""

_WORD = re.compile(r"[^\W_]+")
_INTRODUCERS = frozenset({"dat", "of", "om"})
_ARTICLES = frozenset({"de", "het", "een", "'t", "the"})

Words = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """A gold and a predicted attribution with contents that share words, and what is right about the prediction.

    ``dice`` is that of the contents. ``source`` is `None` where gold has no cue (there only the entity is asked),
    ``via`` where gold has none. ``strict`` asks for the same words in source and cue, and the same content.
    """

    gold: GoldAttribution
    predicted: Attribution
    dice: float
    source: bool | None
    cue: bool
    entity: bool
    act: bool
    mode: bool
    via: bool | None
    strict: bool

    @property
    def overlap(self) -> bool:
        return self.dice >= LEAST_OVERLAP

    @property
    def exact(self) -> bool:
        return self.dice > LEAST_EXACT

    @property
    def full(self) -> bool:
        """Whether who says it, and by which cue, is right; without a cue, the entity must be."""
        return self.overlap and self.cue and (self.entity if self.source is None else self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """A document with its ``found`` pairs, its ``near`` ones (too little overlap to count), and what has none.

    ``missed`` and ``extra`` hold the two sides of the near pairs too.
    """

    document: GoldDocument
    found: tuple[Pair, ...]
    near: tuple[Pair, ...]
    missed: tuple[GoldAttribution, ...]
    extra: tuple[Attribution, ...]


def compare(document: GoldDocument, predicted: Sequence[Attribution]) -> Comparison:
    """Pair each attribution of ``document`` with at most one of ``predicted``, best overlap of contents first."""
    indices = _pair(document.text, document.attributions, predicted)
    pairs = [_judge(document.text, document.attributions[i], predicted[j], dice) for dice, i, j in indices]
    hit = {i for dice, i, _ in indices if dice >= LEAST_OVERLAP}
    used = {j for dice, _, j in indices if dice >= LEAST_OVERLAP}
    return Comparison(
        document=document,
        found=tuple(pair for pair in pairs if pair.overlap),
        near=tuple(pair for pair in pairs if not pair.overlap),
        missed=tuple(gold for i, gold in enumerate(document.attributions) if i not in hit),
        extra=tuple(attribution for j, attribution in enumerate(predicted) if j not in used),
    )


def compare_all(
    gold: Sequence[GoldDocument], predicted: Mapping[str, tuple[Attribution, ...]]
) -> tuple[Comparison, ...]:
    """`compare` for every document of ``gold``; without predictions it has none, and other predictions are let be."""
    return tuple(compare(document, predicted.get(document.id, ())) for document in gold)


def find_words(text: str, spans: Spans) -> Words:
    """Offsets of the words of ``spans``."""
    return frozenset(offset for offset, _ in _iter_words(text, spans))


def find_content_words(text: str, spans: Spans) -> Words:
    """Offsets of the words of a content, without those that introduce it."""
    words = _iter_words(text, spans)
    first = next((i for i, (_, word) in enumerate(words) if word not in _INTRODUCERS), len(words))
    return frozenset(offset for offset, _ in words[first:])


def measure_dice(one: Words, other: Words) -> float:
    """From 0 (no word shared) to 1 (the same words, or both empty)."""
    total = len(one) + len(other)
    return 2 * len(one & other) / total if total else 1.0


def is_same_entity(one: str | None, other: str | None) -> bool:
    """Whether two names may stand for the same: all words of one in the other, or the same last word."""
    if one is None or other is None:
        return one is other
    left, right = _name_words(one), _name_words(other)
    if not left or not right:
        return left == right
    contained = set(left) <= set(right) or set(right) <= set(left)
    return contained or (left[-1] == right[-1] and len(left[-1]) > LONGEST_COMMON_LAST_NAME)


def _pair(
    text: str, gold: Sequence[GoldAttribution], predicted: Sequence[Attribution]
) -> Sequence[tuple[float, int, int]]:
    """Dice of the contents and index on both sides, best first.

    Where the same words are attributed twice, sources decide; after that the order of the files.
    """
    gold_contents = [find_content_words(text, g.content) for g in gold]
    contents = [find_content_words(text, p.content) for p in predicted]
    gold_sources = [find_words(text, g.source) for g in gold]
    sources = [find_words(text, p.source) for p in predicted]
    ranked = []
    for i, ours in enumerate(gold_contents):
        for j, theirs in enumerate(contents):
            if ours & theirs:
                dice = measure_dice(ours, theirs)
                ranked.append((-round(dice, 6), -measure_dice(gold_sources[i], sources[j]), -dice, i, j))
    taken, used, pairs = set(), set(), []
    for _, _, minus_dice, i, j in sorted(ranked):
        if i not in taken and j not in used:
            taken.add(i)
            used.add(j)
            pairs.append((-minus_dice, i, j))
    return pairs


def _judge(text: str, gold: GoldAttribution, predicted: Attribution, dice: float) -> Pair:
    gold_source, source = find_words(text, gold.source), find_words(text, predicted.source)
    gold_cue, cue = find_words(text, gold.cue), find_words(text, predicted.cue)
    gold_via, via = find_words(text, gold.via), find_words(text, predicted.via)
    return Pair(
        gold=gold,
        predicted=predicted,
        dice=dice,
        source=measure_dice(gold_source, source) >= LEAST_OVERLAP if gold_cue else None,
        cue=bool(gold_cue & cue) or not (gold_cue or cue),
        entity=is_same_entity(gold.entity, predicted.entity),
        act=gold.act == predicted.act,
        mode=gold.mode == predicted.mode,
        via=bool(gold_via & via) if gold.via else None,
        strict=dice > LEAST_EXACT and gold_source == source and gold_cue == cue,
    )


def _iter_words(text: str, spans: Spans) -> Sequence[tuple[int, str]]:
    """Offset and lower-case form of each word, in text order."""
    found = {(m.start(), m.group().casefold()) for s in spans for m in _WORD.finditer(text, s.start, s.end)}
    return sorted(found)


def _name_words(name: str) -> Sequence[str]:
    words = (match.group().casefold() for match in _WORD.finditer(name))
    return [word for word in words if word not in _ARTICLES]
