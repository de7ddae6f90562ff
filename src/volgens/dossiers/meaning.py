"""Likeness of what is meant rather than of the words: shared concepts, and words that keep the same company.

Concepts come from `volgens.language.thesaurus`. The company of words is latent semantic analysis (Deerwester et al.
1990) of the sentences of the dossier itself: where one article says *snelheid* beside *58*, and another *hard* beside
*58*, the two come nearer. Words around a statement count the less the farther they stand.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import log

import numpy as np
from numpy.typing import NDArray

from volgens.dossiers.pairing import Layers, PairList, Places, Values
from volgens.dossiers.rows import Rows, cosines, from_entries, from_weights, products, rarest
from volgens.dossiers.similarity import Utterance, letter_runs, share, stem_of
from volgens.language.thesaurus import Thesaurus
from volgens.model import Article

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)?")
_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
_APART = ("",) * 12
"""Stands between words that are no neighbours."""

_LEAST_WORD = 4
_SCALES = (80, 250, 700)
"""Characters within which the weight of a word around a statement falls to a third."""

_REACH = 3
_AROUND = 0.6
"""What a word just beside a statement counts, of what it counts within."""

_NEIGHBOUR = 0.4
_RANKS = (20, 45)
_MOST_SENTENCES = 800
"""Sentences from which the company of words is learned; more would only cost time."""

_WEAKEST = 1e-8
_COMPANY_SCALE, _COMPANY_REACH, _COMPANY_AROUND = 120, 300, 0.5
_BACKDROP = 0.35
_LETTER_SCALE = 250

Entries = tuple[Places, Places, Values]
"""Row, column and weight of what is not 0, in order."""


def iter_concepts(utterances: Sequence[Utterance], thesaurus: Thesaurus, pairs: PairList) -> Layers:
    """How many rare concepts two statements share, are near in, and are contrary in."""
    statements = [u.statement for u in utterances]
    own = [_find_concepts(u, thesaurus) for u in utterances]
    around = [
        found.union(*(thesaurus.of_word(word.lower()) for word in s.backdrop))
        for found, s in zip(own, statements, strict=True)
    ]
    heads = [thesaurus.of_word(s.predicate.lower()) for s in statements]
    column = {c: k for k, c in enumerate(sorted({c for concepts in (*own, *around) for c in concepts}))}
    holders = Counter(concept for concepts in own for concept in concepts)
    rarity = {c: log(1 + len(own) / (1 + holders[c])) for c in column}
    known = thesaurus.concepts
    inside = from_weights([{column[c]: rarity[c] for c in row} for row in own], len(column))
    wide = from_weights(
        [
            {column[c]: rarity[c] * (1.0 if c in narrow else _BACKDROP) for c in row}
            for row, narrow in zip(around, own, strict=True)
        ],
        len(column),
    )
    near, opposite = (
        from_weights([{column[o]: rarity[o] for c in row for o in part[c] if o in column} for row in own], len(column))
        for part in ({c: known[c].near for c in column}, {c: known[c].opposite for c in column})
    )
    top = log(1 + len(own))
    unshared = 1 - share([s.lemmas for s in statements], pairs)[0]
    crossed, turned = products(inside, wide, pairs)
    norms, wide_norms = inside.norms(), wide.norms()
    left, right = pairs.left, pairs.right
    shared, alike = rarest(inside, inside, pairs) / top, cosines(inside, pairs)
    yield "concepts", alike
    yield "concepts_around", cosines(wide, pairs)
    yield (
        "concepts_crossed",
        np.maximum(crossed / (norms[left] * wide_norms[right]), turned / (norms[right] * wide_norms[left])),
    )
    yield "rarest_concept", shared
    yield "near_concept", rarest(near, inside, pairs) / top
    yield "opposite_concept", rarest(opposite, inside, pairs) / top
    yield "concept_alone", shared * unshared
    yield "concepts_alone", alike * unshared
    yield "same_head", share(heads, pairs)[0]


def _find_concepts(utterance: Utterance, thesaurus: Thesaurus) -> frozenset[str]:
    """What the words of a statement name, as they stand and by their lemmas."""
    statement = utterance.statement
    spoken = (m.group() for m in _WORD.finditer(utterance.text))
    found = thesaurus.find([*spoken, *_APART, *statement.lemmas])
    return found | thesaurus.of_word(statement.predicate.lower())


@dataclass(frozen=True, slots=True, eq=False)
class _Body:
    """The words of the body of an article, as numbers of a vocabulary, and where each begins and ends."""

    words: Places
    starts: Places
    ends: Places


class _Texts:
    """The bodies of the articles, word by word; each different word is looked at once."""

    def __init__(self, articles: Mapping[str, Article]) -> None:
        self._numbers: dict[str, int] = {}
        self.bodies: dict[str, _Body] = {}
        self.sentences: list[Places] = []
        for article in articles.values():
            self._read(article)
        stems, runs = _Keys(), _Keys()
        for word in self._numbers:
            key = _key(word)
            stems.add([key] if key else [])
            runs.add(letter_runs(word) if len(word) >= _LEAST_WORD else [])
        self.stems, self.runs = stems, runs

    def _read(self, article: Article) -> None:
        words: list[int] = []
        found: list[tuple[int, int]] = []
        for block in article.body_blocks():
            text = block.span.of(article.text)
            spans = [m.span() for m in _WORD.finditer(text)]
            own = [self._numbers.setdefault(text[a:b].lower(), len(self._numbers)) for a, b in spans]
            ends = [m.start() for m in _SENTENCE_END.finditer(text)]
            cuts = np.searchsorted([a for a, _ in spans], ends).tolist() if spans else []
            self.sentences += [part for part in np.split(np.array(own, dtype=np.int64), cuts) if len(part)]
            words += own
            found += [(block.span.start + a, block.span.start + b) for a, b in spans]
        places = np.array(found, dtype=np.int64).reshape(-1, 2)
        self.bodies[article.id] = _Body(np.array(words, dtype=np.int64), places[:, 0], places[:, 1])


class _Keys:
    """For each word of a vocabulary, in its order, the keys by which it is compared."""

    def __init__(self) -> None:
        self.numbers: dict[str, int] = {}
        self._listed: list[list[int]] = []

    def __len__(self) -> int:
        return len(self.numbers)

    def add(self, keys: Sequence[str]) -> None:
        self._listed.append([self.numbers.setdefault(key, len(self.numbers)) for key in dict.fromkeys(keys)])

    def of(self, words: Places) -> tuple[Places, Places]:
        """The place in ``words`` and the key, for all keys of all of them, in order of the key."""
        listed = [self._listed[w] for w in words.tolist()]
        places = np.repeat(np.arange(len(words)), [len(keys) for keys in listed])
        keys = np.array([key for own in listed for key in own], dtype=np.int64)
        order = np.argsort(keys, kind="stable")
        return places[order], keys[order]


def iter_passages(utterances: Sequence[Utterance], articles: Mapping[str, Article], pairs: PairList) -> Layers:
    """How alike the passages are that two statements stand in; all 0 without the articles."""
    texts = _Texts(articles)
    by_stem, by_run = (_lay_out(utterances, texts, keys) for keys in (texts.stems, texts.runs))
    for scale in _SCALES:
        shape = (scale, _REACH * scale, _AROUND)
        yield f"passage_{scale}", _alike(by_stem.around(shape), pairs)
        if scale == _LETTER_SCALE:
            yield "passage_letters", _alike(by_run.around(shape), pairs)
    company = _Company(texts)
    alone = company.place(_within(utterances, texts))
    wide = company.place(by_stem.around((_COMPANY_SCALE, _COMPANY_REACH, _COMPANY_AROUND)))
    for rank in _RANKS:
        yield f"company_{rank}", _near(alone[:, :rank], pairs)
        yield f"company_around_{rank}", _near(wide[:, :rank], pairs)


class _Company:
    """Words by the sentences that they stand in."""

    def __init__(self, texts: _Texts) -> None:
        sentences = [np.unique(texts.stems.of(words)[1]) for words in texts.sentences[:_MOST_SENTENCES]]
        sentences = [keys for keys in sentences if len(keys)]
        counts = np.bincount(np.concatenate([*sentences, np.zeros(0, np.int64)]), minlength=len(texts.stems))
        self._rarity = np.where(counts > 0, np.log(1 + len(sentences) / np.maximum(1, counts)), 0.0).astype(np.float32)
        rows = np.zeros((len(sentences), len(texts.stems)), dtype=np.float32)
        for i, keys in enumerate(sentences):
            rows[i, keys] = self._rarity[keys]
        smooth = rows.copy()
        smooth[1:] += _NEIGHBOUR * rows[:-1]
        smooth[:-1] += _NEIGHBOUR * rows[1:]
        smooth /= np.sqrt((smooth * smooth).sum(axis=1, keepdims=True)) + 1e-9
        # The strongest directions by way of the sentences, which are fewer than the words.
        strength, sides = np.linalg.eigh((smooth @ smooth.T).astype(float))
        order = [k for k in reversed(range(len(strength))) if strength[k] > _WEAKEST][: max(_RANKS)]
        directions = (sides[:, order].T.astype(np.float32) @ smooth) / np.sqrt(strength[order])[:, None]
        self._directions: NDArray[np.float32] = (directions * self._rarity).T.astype(np.float32)

    def place(self, rows: Rows) -> NDArray[np.float32]:
        """Where rows of words lie in the strongest directions."""
        return rows.times(self._directions)


def _within(utterances: Sequence[Utterance], texts: _Texts) -> Rows:
    """The words of each statement itself."""
    found = []
    for utterance in utterances:
        keys = (texts.stems.numbers.get(_key(m.group().lower())) for m in _WORD.finditer(utterance.text))
        found.append(dict.fromkeys((key for key in keys if key is not None), 1.0))
    return from_weights(found, len(texts.stems))


@dataclass(frozen=True, slots=True, eq=False)
class _Sheet:
    """The statements of one article, from the ``first`` of all on, and the words of its body by their keys.

    ``distance`` is that of each word from each statement, ``inside`` whether it is one of its own; ``places`` are the
    words in the order of their keys, ``columns`` the keys, and ``starts`` where each begins in ``places``.
    """

    first: int
    inside: NDArray[np.bool_]
    distance: NDArray[np.float32]
    places: Places
    columns: Places
    starts: Places

    def around(self, scale: int, reach: int, most: float) -> Entries:
        shares = np.where(self.inside, np.float32(1.0), most * np.exp(-self.distance / scale)) * (
            self.distance <= reach
        )
        found = np.maximum.reduceat(shares.astype(np.float32).take(self.places, axis=1), self.starts, axis=1)
        rows, at = np.nonzero(found)
        return rows + self.first, self.columns[at], found[rows, at]


@dataclass(frozen=True, slots=True, eq=False)
class _Layout:
    """All statements, and the words around them."""

    sheets: Sequence[_Sheet]
    size: int
    width: int

    def around(self, shape: tuple[int, int, float]) -> Rows:
        """The words of each statement and those around it, with what each counts.

        ``shape`` are the distance at which the weight of a word falls to a third, that from which it counts for
        nothing, and what it counts just beside the statement.
        """
        nothing: Entries = (np.zeros(0, np.int64), np.zeros(0, np.int64), np.zeros(0, np.float32))
        entries = [nothing, *(sheet.around(*shape) for sheet in self.sheets)]
        places, columns, weights = (np.concatenate(parts) for parts in zip(*entries, strict=True))
        return from_entries(places, columns, weights, (self.size, self.width))


def _lay_out(utterances: Sequence[Utterance], texts: _Texts, keys: _Keys) -> _Layout:
    sheets = []
    for first, own in _by_article(utterances):
        body = texts.bodies.get(own[0].statement.article_id)
        places, columns = keys.of(body.words) if body is not None else (np.zeros(0, np.int64),) * 2
        if body is None or not len(columns):
            continue
        begins = np.array([u.statement.words[0].start for u in own])[:, None]
        ends = np.array([u.statement.words[-1].end for u in own])[:, None]
        inside = (body.starts >= begins) & (body.starts < ends)
        gap = np.maximum(0, np.maximum(begins - body.ends, body.starts - ends))
        distance = np.where(inside, 0, gap).astype(np.float32)
        starts = np.flatnonzero(np.diff(columns, prepend=-1))
        sheets.append(_Sheet(first, inside, distance, places, columns[starts], starts))
    return _Layout(sheets, len(utterances), len(keys))


def _by_article(utterances: Sequence[Utterance]) -> Iterator[tuple[int, Sequence[Utterance]]]:
    """The statements of each article, which stand side by side, and the place of the first."""
    first = 0
    for i in range(1, len(utterances) + 1):
        if i == len(utterances) or utterances[i].statement.article_id != utterances[first].statement.article_id:
            yield first, utterances[first:i]
            first = i


def _key(word: str) -> str:
    if word[0].isdigit():
        return f"#{word}"
    return stem_of(word) if len(word) >= _LEAST_WORD else ""


def _alike(rows: Rows, pairs: PairList) -> Values:
    """How alike rows are, their columns weighed by how few have them within rather than around."""
    holders = np.bincount(rows.columns[rows.weights > _BACKDROP], minlength=rows.width)
    rarity = np.log(1 + len(rows) / (1 + holders)).astype(np.float32)
    return cosines(Rows(rows.starts, rows.columns, rows.weights * rarity[rows.columns], rows.width), pairs)


def _near(rows: NDArray[np.float32], pairs: PairList) -> Values:
    """How alike full rows are, 0 where they point away from each other."""
    norms = np.sqrt(np.maximum((rows * rows).sum(axis=1), 1e-9))
    unit = rows / norms[:, None]
    if pairs.whole:
        found = (unit @ unit.T)[pairs.left, pairs.right]
    else:
        found = np.einsum("ij,ij->i", unit[pairs.left], unit[pairs.right])
    clipped: Values = np.maximum(0.0, found).astype(np.float32)
    return clipped
