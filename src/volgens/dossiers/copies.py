"""Wire copy: articles that share their sentences, whatever stands around them.

A sentence counts as shared where most of its runs of words (w-shingling; Broder 1997) stand in the other article too,
so an altered word or another spelling of quotation marks does not hide a copy.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence

from volgens.model import Article

LEAST_SHARE = 0.2
"""Of the sentences of the shorter article that must stand in the other one too."""

LEAST_SENTENCES = 3
LEAST_WORDS = 5
"""Shorter sentences (*Dat klopt niet.*) are nobody's copy."""

RUN = 4
LEAST_RUNS = 0.6
"""Of the runs of `RUN` words of a sentence that make it shared."""

_SENTENCE = re.compile(r"(?<=[.!?])[\"'”’»]*\s+|\n+")
_WORD = re.compile(r"\w+")

Passage = frozenset[str]
"""The runs of words of one sentence."""


def read_passages(article: Article) -> tuple[Passage, ...]:
    """The sentences of the article's own text, each as its runs of words."""
    found = []
    for block in article.body_blocks():
        for sentence in _SENTENCE.split(block.span.of(article.text)):
            words = _WORD.findall(sentence.lower())
            if len(words) >= LEAST_WORDS:
                found.append(frozenset(" ".join(words[i : i + RUN]) for i in range(len(words) - RUN + 1)))
    return tuple(found)


def find_copies(articles: Sequence[Article], versions: Mapping[str, str]) -> tuple[tuple[str, ...], ...]:
    """Groups of ids of articles that share a good part of their sentences, in order of ``articles``.

    ``versions`` gives for each article the first version of it: that versions of one article share words makes them
    no copies, but a version of a copy belongs to its group. Only articles with a run of words in common are compared,
    so the cost grows with what is shared and not with all pairs.
    """
    own = {a.id: read_passages(a) for a in articles}
    holders: dict[str, set[str]] = defaultdict(set)
    for article in articles:
        for run in {r for passage in own[article.id] for r in passage}:
            holders[run].add(article.id)
    neighbours: dict[str, set[str]] = defaultdict(set)
    for together in holders.values():
        for key in together:
            neighbours[key] |= together
    pairs: list[tuple[str, str]] = []
    revised: list[tuple[str, str]] = []
    for place, article in enumerate(articles):
        for other in articles[place + 1 :]:
            if other.id not in neighbours[article.id] or not _are_copies(own[article.id], own[other.id]):
                continue
            same = versions.get(article.id, article.id) == versions.get(other.id, other.id)
            (revised if same else pairs).append((article.id, other.id))
    copied = {key for pair in pairs for key in pair}
    pairs.extend(pair for pair in revised if copied & set(pair))
    return _join(pairs, [a.id for a in articles])


def _are_copies(left: Sequence[Passage], right: Sequence[Passage]) -> bool:
    shorter, longer = sorted((left, right), key=len)
    runs = {run for passage in longer for run in passage}
    count = sum(len(passage & runs) >= LEAST_RUNS * len(passage) for passage in shorter)
    return count >= LEAST_SENTENCES and count >= LEAST_SHARE * len(shorter)


def _join(pairs: Iterable[tuple[str, str]], order: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    group = {key: {key} for key in order}
    for left, right in pairs:
        if group[left] is not group[right]:
            merged = group[left] | group[right]
            for key in merged:
                group[key] = merged
    seen: set[str] = set()
    groups = []
    for key in order:
        if key not in seen and len(group[key]) > 1:
            groups.append(tuple(k for k in order if k in group[key]))
        seen |= group[key]
    return tuple(groups)
