"""How much statements speak of the same thing: for each pair of a dossier the figures that a matcher weighs.

Nothing here needs the texts: a `Statement` carries its telling words, names, numbers and predicate. Words count by
how rare they are among the statements compared (inverse document frequency; Spärck Jones 1972), for what everybody
in a dossier mentions tells nothing about which claim is meant. Words of one family (*waarschuwing*, *gewaarschuwd*;
*schoten*, *waarschuwingsschoten*) share a key of less weight. All pairs are compared at once, as matrices.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np
from numpy.typing import NDArray

from volgens.model import Act, Statement

Matrix = NDArray[np.float64]

FAMILY = 0.6
"""What the key of a family counts, of what the word itself counts."""

BACKDROP = 0.35
"""What a word around a statement counts, of what it would count within."""

CLOSE, NEARBY = 160, 420
"""Characters between two statements of one article that stand side by side, and in one passage."""

LONG, FAR = 12, 20
"""Telling words of a long statement, and statements after which the distance between two no longer matters."""

LETTERS = 4
"""Letters of the runs by which words are compared whose forms differ: *waarschuwing*, *gewaarschuwd*."""

REPLYING = frozenset({Act.DENY, Act.CONFIRM, Act.WITHHOLD})

_PREFIXES = ("ge", "be", "ver", "her", "ont", "aan", "af", "op", "uit", "in", "over", "voor", "door", "terug", "weg")
_ENDINGS = ("ingen", "ing", "heid", "elijk", "lijk", "ische", "isch", "en", "er", "de", "te", "s", "t", "d", "e")
_LEAST_STEM = 4
_LEAST_COMPOUND = 8


@lru_cache(maxsize=100_000)
def stem_of(word: str) -> str:
    """The word without what inflection and the commonest derivation add; crude, and for comparing only."""
    stem = word
    for prefix in _PREFIXES:
        if stem.startswith(prefix) and len(stem) - len(prefix) >= _LEAST_STEM:
            stem = stem[len(prefix) :]
            break
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= _LEAST_STEM:
            stem = stem[: -len(ending)]
            break
    return stem.replace("v", "f").replace("z", "s")


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """A statement with what the matcher needs of its attribution and article.

    ``party`` is the one in whose name its source speaks, ``opening`` that it is the first thing said there; ``order``
    counts through the dossier.
    """

    statement: Statement
    act: Act
    speaker: str | None
    party: str | None
    opening: bool
    order: int


FEATURES = (
    "bias", "words", "cover", "near", "identical", "names", "other_names", "numbers", "other_numbers", "predicate",
    "turned", "same_speaker", "same_article", "answer", "close", "nearby", "reply", "reply_close",
    "other_speaker_close", "short", "short_close", "unknown", "withheld", "rarest", "same_number_and_word",
    "letters", "surroundings", "rarest_near", "length", "distance", "next", "pointing", "other_party", "denial",
    "denial_by_other",
)  # fmt: skip
"""The figures of a pair, most of them between 0 and 1."""


def compare_all(utterances: Sequence[Utterance]) -> Matrix:
    """An array of shape (n, n, len(FEATURES))."""
    statements = [u.statement for u in utterances]
    space = _Space(statements)
    words, near = space.matrix(0.0), space.matrix(BACKDROP)
    dot = words @ words.T
    norm = np.sqrt(np.maximum(dot.diagonal(), 1e-9))
    cosine = dot / np.outer(norm, norm)
    least = np.minimum.outer(norm, norm) ** 2
    crossed = words @ near.T
    near_norm = np.sqrt(np.maximum((near * near).sum(axis=1), 1e-9))
    context = np.maximum(crossed / np.outer(norm, near_norm), (crossed / np.outer(norm, near_norm)).T)
    names, numbers = _shares(s.names for s in statements), _shares(s.numbers for s in statements)
    predicate = _same([stem_of(s.predicate) for s in statements])
    turned = np.not_equal.outer(*[np.array([s.negative != s.rejected for s in statements])] * 2)
    speaker = _same([u.speaker or f"#{u.order}" for u in utterances])
    article = _same([s.article_id for s in statements])
    gap = _gaps(statements)
    close, nearby = article * (gap <= CLOSE), article * (gap <= NEARBY)
    reply = np.array([u.act in REPLYING for u in utterances], dtype=float)
    later = np.maximum.outer(reply, reply)
    short = np.array([len(s.lemmas) <= 2 for s in statements], dtype=float)
    brief = np.maximum.outer(short, short)
    rarest = space.rarest(words)
    acts = [u.act for u in utterances]
    whole = space.matrix(1.0)
    lengths = np.minimum(1.0, np.array([len(s.lemmas) / LONG for s in statements]))
    steps = np.abs(np.subtract.outer(np.arange(len(statements)), np.arange(len(statements))))
    pointing = np.array([s.topic != s.words for s in statements], dtype=float)
    other_party = 1 - _same([u.party or f"#{u.order}" for u in utterances])
    denial = _either(acts, Act.DENY)
    stack = (
        np.ones_like(dot), cosine, np.minimum(1.0, dot / least), np.minimum(1.0, context),
        (cosine > 0.97) * (1 - brief), names[0], names[1], numbers[0], numbers[1], predicate, turned, speaker, article,
        _answers(statements), close, nearby, later, later * close, close * (1 - speaker), brief, brief * close,
        _either(acts, Act.UNKNOWN), _either(acts, Act.WITHHOLD), rarest, numbers[0] * (rarest > 0),
        _cosine(_letters(statements)), _cosine(whole), space.rarest(space.matrix(0.5)),
        np.minimum.outer(lengths, lengths),
        np.minimum(1.0, steps / FAR), (steps == 1) * article, np.maximum.outer(pointing, pointing), other_party, denial,
        denial * other_party,
    )  # fmt: skip
    return np.stack([np.asarray(layer, dtype=float) for layer in stack], axis=2)


class _Space:
    """The keys by which the statements of a dossier are compared, each with its weight."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements
        vocabulary = sorted({w for s in statements for w in (*_words(s), *s.backdrop)})
        self._tails = _compound_tails(vocabulary)
        self._keys: dict[str, int] = {}
        counts: dict[str, int] = {}
        for s in statements:
            for key in {k for w in _words(s) for k, _ in self._keys_of(w)}:
                counts[key] = counts.get(key, 0) + 1
        for s in statements:
            for w in (*_words(s), *s.backdrop):
                for key, _ in self._keys_of(w):
                    self._keys.setdefault(key, len(self._keys))
        size = len(statements) + 1
        self.weights = np.array([log(1 + size / (1 + counts.get(key, 0))) for key in self._keys])
        self._top = log(1 + size / 2)

    def _keys_of(self, word: str) -> list[tuple[str, float]]:
        return [(word, 1.0), (f"~{stem_of(self._tails.get(word, word))}", FAMILY)]

    def matrix(self, backdrop: float) -> Matrix:
        """A row for each statement; words of the backdrop count ``backdrop`` of their weight, 0 leaves them out."""
        rows = np.zeros((len(self._statements), len(self._keys)))
        for i, s in enumerate(self._statements):
            own = set(_words(s))
            for words, share in ((own, 1.0), (set(s.backdrop) - own if backdrop else (), backdrop)):
                for word in words:
                    for key, part in self._keys_of(word):
                        k = self._keys[key]
                        rows[i, k] = max(rows[i, k], share * part * self.weights[k])
        return rows

    def rarest(self, words: Matrix) -> Matrix:
        """The weight of the rarest word that two statements share, of the most a word can weigh."""
        result = np.zeros((len(words), len(words)))
        for column in range(words.shape[1]):
            holders = np.flatnonzero(words[:, column])
            if len(holders) > 1:
                shared = np.minimum.outer(words[holders, column], words[holders, column])
                place = np.ix_(holders, holders)
                result[place] = np.maximum(result[place], shared)
        result /= self._top
        return result


def _cosine(rows: Matrix) -> Matrix:
    norm = np.sqrt(np.maximum((rows * rows).sum(axis=1), 1e-9))
    result: Matrix = (rows @ rows.T) / np.outer(norm, norm)
    return result


def _letters(statements: Sequence[Statement]) -> Matrix:
    """A row for each statement: the runs of letters of its words, weighed by how rare they are."""
    counted: list[Counter[str]] = []
    for statement in statements:
        words = [f"_{w}_" for w in statement.lemmas]
        counted.append(Counter(w[i : i + LETTERS] for w in words for i in range(max(1, len(w) - LETTERS + 1))))
    holders = Counter(run for runs in counted for run in runs)
    column = {run: k for k, run in enumerate(sorted(holders))}
    rows = np.zeros((len(statements), len(column) + 1))
    for i, runs in enumerate(counted):
        for run, count in runs.items():
            rows[i, column[run]] = count * log(1 + len(statements) / holders[run])
    return rows


def _compound_tails(vocabulary: Sequence[str]) -> dict[str, str]:
    """For a long word the longest other word that it ends in: *waarschuwingsschot*, *schot*."""
    known = set(vocabulary)
    tails = {}
    for word in vocabulary:
        for cut in range(3, len(word) - _LEAST_STEM + 1) if len(word) >= _LEAST_COMPOUND else ():
            if word[cut:] in known:
                tails[word] = word[cut:]
                break
    return tails


def _words(statement: Statement) -> Iterable[str]:
    names = (part for name in statement.names for part in name.split()[-1:])
    yield from dict.fromkeys((*statement.lemmas, *statement.numbers, *names))


def _shares(sets: Iterable[Sequence[str]]) -> tuple[Matrix, Matrix]:
    """Whether two statements have one of these in common, and whether both have some but none in common."""
    listed = [set(s) for s in sets]
    keys = {k: i for i, k in enumerate(sorted({k for s in listed for k in s}))}
    rows = np.zeros((len(listed), max(1, len(keys))))
    for i, s in enumerate(listed):
        for k in s:
            rows[i, keys[k]] = 1.0
    common = (rows @ rows.T) > 0
    some = rows.any(axis=1)
    return common.astype(float), (np.logical_and.outer(some, some) & ~common).astype(float)


def _same(labels: Sequence[str]) -> Matrix:
    keys = {label: i for i, label in enumerate(dict.fromkeys(labels))}
    codes = np.array([keys[label] if label else -1 - i for i, label in enumerate(labels)])
    same: Matrix = np.equal.outer(codes, codes).astype(float)
    return same


def _gaps(statements: Sequence[Statement]) -> Matrix:
    starts = np.array([s.words[0].start for s in statements], dtype=float)
    ends = np.array([s.words[-1].end for s in statements], dtype=float)
    result: Matrix = np.maximum(0.0, np.maximum(starts[None, :] - ends[:, None], starts[:, None] - ends[None, :]))
    return result


def _answers(statements: Sequence[Statement]) -> Matrix:
    """Whether one of two statements points to words of the other: *Kyiv ontkent*."""
    result = np.zeros((len(statements), len(statements)))
    pointing = [i for i, s in enumerate(statements) if s.topic != s.words]
    for i in pointing:
        for j, other in enumerate(statements):
            if i != j and other.article_id == statements[i].article_id:
                said = sum(
                    max(0, min(a.end, b.end) - max(a.start, b.start)) for a in statements[i].topic for b in other.words
                )
                length = sum(b.end - b.start for b in other.words)
                if said > length / 2:
                    result[i, j] = result[j, i] = 1.0
    return result


def _either(acts: Sequence[Act], act: Act) -> Matrix:
    is_it = np.array([a is act for a in acts], dtype=float)
    either: Matrix = np.maximum.outer(is_it, is_it)
    return either
