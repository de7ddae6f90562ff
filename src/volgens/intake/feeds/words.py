"""The words and names that reading feeds needs, from ``feeds.toml``."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources

from volgens.errors import LexiconError

FILE = "feeds.toml"
_LISTS = ("tracking", "breaks_off", "signatures")


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedWords:
    """``tracking`` holds whole names of parameters, ``tracking_stems`` how others begin; both in lower case."""

    tracking: frozenset[str]
    tracking_stems: tuple[str, ...]
    breaks_off: re.Pattern[str]
    signatures: re.Pattern[str]
    namespaces: Mapping[str, str]


@cache
def load_feed_words() -> FeedWords:
    """The words, read once; raises `LexiconError` where the file is wrong."""
    tables = tomllib.loads(resources.files("volgens.intake.feeds").joinpath(FILE).read_text(encoding="utf-8"))
    if set(tables) != {*_LISTS, "namespaces"}:
        raise LexiconError(f"{FILE}: needs {', '.join(_LISTS)}, namespaces, and has {', '.join(sorted(tables))}")
    for name in _LISTS:
        _check_list(name, tables[name])
    if not all(isinstance(value, str) and value for value in tables["namespaces"].values()):
        raise LexiconError(f"{FILE}: [namespaces] maps names to text")
    tracking: list[str] = tables["tracking"]
    endings = "|".join(re.escape(words) for words in tables["breaks_off"])
    return FeedWords(
        tracking=frozenset(name for name in tracking if not name.endswith("*")),
        tracking_stems=tuple(name[:-1] for name in tracking if name.endswith("*")),
        breaks_off=re.compile(rf"(?:{endings})(?: op [\w. -]{{1,60}}| on [\w. -]{{1,60}})?[ \])»›>→.:]*$"),
        signatures=re.compile(rf"(?:{'|'.join(tables['signatures'])})$"),
        namespaces=dict(tables["namespaces"]),
    )


def _check_list(name: str, words: list[str]) -> None:
    twice = sorted({word for word in words if words.count(word) > 1})
    if twice:
        raise LexiconError(f"{FILE}: {name} has {', '.join(twice)} twice")
    if not all(isinstance(word, str) and word and word == word.lower() for word in words):
        raise LexiconError(f"{FILE}: {name} holds words in lower case")
