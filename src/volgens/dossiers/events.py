"""Which articles are about one event: what an article is recognised by, and to which dossier that leads.

An article comes with the few dozen words that tell it from others, and joins the dossier whose articles share most of
them, rare ones counting more (inverse document frequency; Spärck Jones 1972). That is single-pass clustering of a
stream (Allan, Papka and Lavrenko 1998): an article is placed once, when it comes, and later ones never move it.
"""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import log, sqrt
from urllib.parse import urlsplit

from volgens.dossiers.similarity import stem_of
from volgens.dossiers.versions import story_key
from volgens.model import Article, Reading

NAME, ADDRESS = "@", "="
"""How keys begin that are part of a name, and that are the address of an article whatever its headline."""

MOST_NAMES, MOST_TITLE_WORDS, MOST_LEMMAS, MOST_KEYS = 18, 8, 16, 40
LEAST_LETTERS, LEAST_TITLE_LETTERS = 3, 5
"""Shorter words tell nothing; in a title, whose words are not parsed, *naar* and *door* must be kept out too."""

THRESHOLD = 0.13
"""Weighted share of an article's keys that a dossier must have."""

NAME_WEIGHT = 2.0
"""What a name counts, of what another word as rare counts."""

LEAST_SHARED = 3
"""Keys; one rare name in common makes two articles of one region, not of one event."""

SAME_ADDRESS = 0.04
"""Enough where the address is the same: a section page keeps its address and changes its subject."""

WINDOW = timedelta(days=10)
"""The longest silence after which an article still joins; at its end the share counts `FADED` of itself."""

FADED = 0.5
BACKGROUND = 50
"""Articles in which every key is taken to be missing, so that in a small ledger no key counts for nothing."""

_NAME_INSIDE = re.compile(r"(?<=[a-zà-ÿ,;] )[A-ZÀ-Þ][\w’'-]{2,}")
"""A capital after a small letter: a name, for the first word of a sentence has one anyhow."""

_WORD = re.compile(r"[^\W\d_][\w’'-]*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A dossier that an article may join: how many of its ``articles`` have which key, and when they appeared.

    ``keys`` may leave out keys that the article has not.
    """

    id: str
    keys: Mapping[str, int]
    articles: int
    first: datetime
    last: datetime


def fingerprint(reading: Reading) -> tuple[str, ...]:
    """Up to `MOST_KEYS` keys in lower case, names first: of the actors and of the text, then of what is stated."""
    names = _commonest(_names(reading), MOST_NAMES)
    known = set(names)
    title = dict.fromkeys(_stems(_WORD.findall(reading.article.title or ""), LEAST_TITLE_LETTERS))
    words = [*list(title)[:MOST_TITLE_WORDS], *_commonest(_lemmas(reading), MOST_LEMMAS)]
    keys = dict.fromkeys([NAME + n for n in names] + [w for w in words if w not in known])
    address = _address_key(reading.article)
    return (*((address,) if address else ()), *keys)[:MOST_KEYS]


def choose_dossier(
    keys: Sequence[str], candidates: Sequence[Candidate], counts: Mapping[str, int], total: int, at: datetime
) -> str | None:
    """Id of the dossier that an article of time ``at`` joins, `None` where it is the first of its event.

    ``counts`` says how many of ``total`` articles have each key.
    """
    weights = {key: _weight(key, counts.get(key, 0), total) for key in keys if not key.startswith(ADDRESS)}
    scored = ((_score(weights, keys, candidate, at), candidate.id) for candidate in candidates)
    # Of two that fit as well the smaller id, so that the order of the candidates does not matter.
    fitting = sorted((-score, id) for score, id in scored if score > 0)
    return fitting[0][1] if fitting else None


def _score(weights: Mapping[str, float], keys: Sequence[str], candidate: Candidate, at: datetime) -> float:
    """The faded share of ``keys`` in the dossier, 0 where the article does not belong there."""
    shared = {key: candidate.keys[key] / candidate.articles for key in weights if candidate.keys.get(key)}
    share = sum(weights[key] * sqrt(part) for key, part in shared.items()) / (sum(weights.values()) or 1.0)
    if share >= SAME_ADDRESS and any(key.startswith(ADDRESS) and candidate.keys.get(key) for key in keys):
        return 1.0 + share
    silence = max(at - candidate.last, candidate.first - at, timedelta())
    faded = share * (1.0 - (1.0 - FADED) * (silence / WINDOW))
    return faded if faded >= THRESHOLD and len(shared) >= LEAST_SHARED and silence <= WINDOW else 0.0


def _weight(key: str, count: int, total: int) -> float:
    rarity = log((max(total, count) + BACKGROUND) / (count + 1))
    return rarity * (NAME_WEIGHT if key.startswith(NAME) else 1.0)


def _names(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for actor in reading.actors:
        found.update(set(_stems(word for word in _WORD.findall(actor.name) if word[0].isupper())))
    for statement in reading.statements:
        for name in statement.names:
            found.update(_stems(_WORD.findall(name), LEAST_LETTERS + 1))
    for block in reading.article.body_blocks():
        found.update(_stems(_NAME_INSIDE.findall(block.span.of(reading.article.text))))
    return found


def _lemmas(reading: Reading) -> Counter[str]:
    found: Counter[str] = Counter()
    for statement in reading.statements:
        found.update(_stems({*statement.lemmas, *statement.backdrop}))
    return found


def _stems(words: Iterable[str], least: int = LEAST_LETTERS) -> list[str]:
    """Stems of the words without figures: dates and amounts change from one article of an event to the next."""
    return [stem_of(word.lower()) for word in words if len(word) >= least and not any(c.isdigit() for c in word)]


def _commonest(counted: Counter[str], most: int) -> list[str]:
    return [key for key, _ in sorted(counted.items(), key=lambda item: (-item[1], item[0]))[:most]]


def _address_key(article: Article) -> str | None:
    """The key of the article's address, where its path tells one article from another."""
    if article.address is None:
        return None
    parts = urlsplit(article.address)
    return ADDRESS + story_key(article.address) if parts.path.strip("/") and not parts.query else None
