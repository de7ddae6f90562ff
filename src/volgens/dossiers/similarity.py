"""How much statements speak of the same thing: for each pair of a dossier the figures that a matcher weighs.

Nothing here needs the texts: a `Statement` carries its telling words, names, numbers and predicate. Words count by
how rare they are among the statements compared (inverse document frequency; Spärck Jones 1972), for what everybody
in a dossier mentions tells nothing about which claim is meant. Words of one family (*waarschuwing*, *gewaarschuwd*;
*schoten*, *waarschuwingsschoten*) share a key of less weight. All pairs are compared at once, as arrays.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import log

import numpy as np

from volgens.dossiers.pairing import Layers, PairList, Values
from volgens.dossiers.rows import Rows, cosines, from_entries, from_weights, products, rarest
from volgens.model import Act, Statement

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
_FEW_WORDS = 2


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
    counts through the dossier. ``text`` are its words, ``maker`` the rule that found its attribution, ``line`` that of
    the article it begins in, and ``position`` how far into the article that is, from 0 to 1.
    """

    statement: Statement
    act: Act
    speaker: str | None
    party: str | None
    opening: bool
    order: int
    text: str = ""
    maker: str = ""
    line: int = 0
    position: float = 0.0


FEATURES = (
    "bias", "words", "cover", "near", "identical", "names", "other_names", "numbers", "other_numbers", "predicate",
    "turned", "same_speaker", "same_article", "answer", "close", "nearby", "reply", "reply_close",
    "other_speaker_close", "short", "short_close", "unknown", "withheld", "rarest", "same_number_and_word",
    "letters", "surroundings", "rarest_near", "length", "distance", "next", "pointing", "other_party", "denial",
    "denial_by_other",
)  # fmt: skip
"""The figures of a pair, most of them between 0 and 1."""


def compare_all(utterances: Sequence[Utterance], pairs: PairList, space: "Space") -> Layers:
    """The figures one by one; those that tell only within an article are as long as there are pairs within one."""
    statements = [u.statement for u in utterances]
    yield "bias", np.ones(len(pairs), dtype=np.float32)
    for name, sets in (("names", [s.names for s in statements]), ("numbers", [s.numbers for s in statements])):
        common, other = share(sets, pairs)
        yield name, common
        yield f"other_{name}", other
    words = space.rows(0.0)
    shared = rarest(words, words, pairs) / space.top
    yield "rarest", shared
    yield "same_number_and_word", common * (shared > 0)
    yield from _compare_words(statements, pairs, space)
    yield "predicate", pairs.same([stem_of(s.predicate) for s in statements])
    turned = np.array([s.negative != s.rejected for s in statements])
    yield "turned", (turned[pairs.left] != turned[pairs.right]).astype(np.float32)
    yield "pointing", pairs.either(flags(s.topic != s.words for s in statements))
    yield from _compare_saying(utterances, pairs)


def _compare_words(statements: Sequence[Statement], pairs: PairList, space: "Space") -> Layers:
    words, near, half, whole = (space.rows(share) for share in (0.0, BACKDROP, 0.5, 1.0))
    dot = products(words, words, pairs)[0]
    norms, near_norms = words.norms(), near.norms()
    alike = dot / pairs.both(norms)
    crossed, turned = products(words, near, pairs)
    left, right = pairs.left, pairs.right
    context = np.maximum(crossed / (norms[left] * near_norms[right]), turned / (norms[right] * near_norms[left]))
    short = flags(len(s.lemmas) <= _FEW_WORDS for s in statements)
    brief = pairs.either(short)
    lengths = np.minimum(1.0, np.array([len(s.lemmas) / LONG for s in statements], dtype=np.float32))
    yield "words", alike
    yield "cover", np.minimum(1.0, dot / np.minimum(norms[left], norms[right]) ** 2)
    yield "near", np.minimum(1.0, context)
    yield "identical", (alike > 0.97) * (1 - brief)
    yield "short", brief
    yield "length", np.minimum(lengths[left], lengths[right])
    yield "letters", cosines(_letters(statements), pairs)
    yield "surroundings", cosines(whole, pairs)
    yield "rarest_near", rarest(half, half, pairs) / space.top


def _compare_saying(utterances: Sequence[Utterance], pairs: PairList) -> Layers:
    """Who says it, how, and where."""
    steps = (pairs.right - pairs.left).astype(np.float32)
    inside = pairs.inside
    speaker = pairs.same([u.speaker or "" for u in utterances])
    other_party = 1 - pairs.same([u.party or "" for u in utterances])
    gap = _gaps([u.statement for u in utterances], pairs)
    denial = pairs.either(flags(u.act is Act.DENY for u in utterances))
    close = (gap <= CLOSE).astype(np.float32)
    reply = pairs.either(flags(u.act in REPLYING for u in utterances))
    brief = pairs.either(flags(len(u.statement.lemmas) <= _FEW_WORDS for u in utterances))
    yield "same_speaker", speaker
    yield "same_article", np.ones(pairs.inner, dtype=np.float32)
    yield "answer", _answers([u.statement for u in utterances], pairs)
    yield "close", close
    yield "reply_close", reply[inside] * close
    yield "other_speaker_close", close * (1 - speaker[inside])
    yield "short_close", brief[inside] * close
    yield "nearby", (gap <= NEARBY).astype(np.float32)
    yield "reply", reply
    yield "unknown", pairs.either(flags(u.act is Act.UNKNOWN for u in utterances))
    yield "withheld", pairs.either(flags(u.act is Act.WITHHOLD for u in utterances))
    yield "distance", np.minimum(1.0, steps / FAR)
    yield "next", (steps[inside] == 1).astype(np.float32)
    yield "other_party", other_party
    yield "denial", denial
    yield "denial_by_other", denial * other_party


def flags(values: Iterable[bool]) -> Values:
    """1 where a statement is something, 0 where not."""
    return np.fromiter(values, dtype=np.float32)


class Space:
    """The keys by which the statements of a dossier are compared, each with its weight."""

    def __init__(self, statements: Sequence[Statement]) -> None:
        own = [set(_words(s)) for s in statements]
        around = [set(s.backdrop) - words for s, words in zip(statements, own, strict=True)]
        self._tails = _compound_tails(sorted({w for words in (*own, *around) for w in words}))
        self._keys: dict[str, tuple[int, int]] = {}
        self._numbers: dict[str, int] = {}
        columns = [[[k for w in words for k in self._key(w)] for words in sets] for sets in (own, around)]
        counts = Counter(k for keys in columns[0] for k in set(keys))
        size = len(statements) + 1
        families = {family for _, family in self._keys.values()}
        self._weights = [
            (FAMILY if k in families else 1.0) * log(1 + size / (1 + counts[k])) for k in range(len(self._numbers))
        ]
        self.top = log(1 + size / 2)
        # 1 for what a statement says, 0 for what stands around it only.
        said = [dict.fromkeys(near, 0.0) | dict.fromkeys(keys, 1.0) for keys, near in zip(*columns, strict=True)]
        self._said = from_weights(said, len(self._numbers))

    def _key(self, word: str) -> tuple[int, int]:
        """The column of a word and that of its family."""
        if word not in self._keys:
            family = f"~{stem_of(self._tails.get(word, word))}"
            self._keys[word] = tuple(self._numbers.setdefault(key, len(self._numbers)) for key in (word, family))  # type: ignore[assignment]
        return self._keys[word]

    def rows(self, backdrop: float) -> Rows:
        """A row for each statement; words of the backdrop count ``backdrop`` of their weight, 0 leaves them out."""
        said = self._said
        shares = np.where(said.weights > 0, 1.0, backdrop) * np.array([*self._weights, 0.0])[said.columns]
        kept = shares > 0
        return from_entries(said.places[kept], said.columns[kept], shares[kept], (len(said), said.width))


def _letters(statements: Sequence[Statement]) -> Rows:
    """A row for each statement: the runs of letters of its words, weighed by how rare they are."""
    runs_of = {word: letter_runs(word) for s in statements for word in s.lemmas}
    counted = [Counter(run for word in s.lemmas for run in runs_of[word]) for s in statements]
    holders = Counter(run for runs in counted for run in runs)
    rarity = {run: log(1 + len(statements) / count) for run, count in holders.items()}
    column = {run: k for k, run in enumerate(holders)}
    return from_weights([{column[r]: n * rarity[r] for r, n in runs.items()} for runs in counted], len(column))


def letter_runs(word: str) -> list[str]:
    """Its runs of letters, with a mark where it begins and ends."""
    marked = f"_{word}_"
    return [marked[i : i + LETTERS] for i in range(max(1, len(marked) - LETTERS + 1))]


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


def share(sets: Sequence[Iterable[str]], pairs: PairList) -> tuple[Values, Values]:
    """Whether two statements have one of these in common, and whether both have some but none in common."""
    keys = {key: k for k, key in enumerate(dict.fromkeys(key for keys in sets for key in keys))}
    rows = from_weights([{keys[key]: 1.0 for key in own} for own in sets], len(keys))
    common = rarest(rows, rows, pairs)
    some = flags(bool(own) for own in sets)
    return common, pairs.both(some) * (1 - common)


def _gaps(statements: Sequence[Statement], pairs: PairList) -> Values:
    """Characters between two statements of one article."""
    starts = np.array([s.words[0].start for s in statements], dtype=np.float32)
    ends = np.array([s.words[-1].end for s in statements], dtype=np.float32)
    left, right = pairs.left[pairs.inside], pairs.right[pairs.inside]
    found: Values = np.maximum(0.0, np.maximum(starts[right] - ends[left], starts[left] - ends[right]))
    return found


def _answers(statements: Sequence[Statement], pairs: PairList) -> Values:
    """Whether one of two statements of an article points to words of the other: *Kyiv ontkent*."""
    left, right = pairs.left[pairs.inside], pairs.right[pairs.inside]
    pointing = np.array([s.topic != s.words for s in statements])
    found = np.zeros(pairs.inner, dtype=np.float32)
    for k in np.flatnonzero(pointing[left] | pointing[right]).tolist():
        one, other = statements[left[k]], statements[right[k]]
        found[k] = _points(one, other) or _points(other, one)
    return found


def _points(one: Statement, other: Statement) -> bool:
    if one.topic == one.words:
        return False
    said = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in one.topic for b in other.words)
    return said > sum(b.end - b.start for b in other.words) / 2
