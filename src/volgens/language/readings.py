"""Words by which a clause shows what its speaker does in saying it: *wij zijn geschokt*, *van plan*, *klopt niet*."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import read_tables, strings

_KEYS = {
    "mind": ("feelings", "cares", "thoughts", "wishes", "judgements", "guesses"),
    "doing": ("plans", "refusals", "shut", "open"),
    "claims": ("untrue", "true", "silent"),
    "blame": ("phrases",),
    "norms": ("phrases",),
}
_IDIOMS = "idioms"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """What `language/<language>/readings.toml` holds: expressions by ``table.key``, as written, in lower case.

    ``phrases`` are those of more than one word and all that are looked for as phrases, by their first word.
    """

    lists: Mapping[str, frozenset[str]]
    phrases: Mapping[str, tuple[tuple[tuple[str, ...], str], ...]]
    idioms: Mapping[str, tuple[tuple[str, ...], ...]]


@cache
def load_readings(language: str = "nl") -> ReadingWords:
    """The words of ``language``; raises `LexiconError` naming file, table and key."""
    file = f"{language}/readings.toml"
    tables = read_tables(language, "readings.toml")
    lists: dict[str, frozenset[str]] = {}
    phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}
    for name, keys in _KEYS.items():
        table = tables.get(name)
        if not isinstance(table, dict) or set(table) != set(keys):
            raise LexiconError(f"{file}: [{name}] needs exactly the keys {sorted(keys)}")
        for key in keys:
            words = strings(table, key)
            if not words or any(w != w.lower() or not w.strip() for w in words):
                raise LexiconError(f"{file}: [{name}] {key}: write each expression in lower case")
            label = name if key == "phrases" else f"{name}.{key}"
            lists[label] = frozenset(words)
            for word in words:
                parts = tuple(word.split())
                phrases.setdefault(parts[0], []).append((parts, label))
    idioms: dict[str, list[tuple[str, ...]]] = {}
    table = tables.get(_IDIOMS)
    if not isinstance(table, dict):
        raise LexiconError(f"{file}: no [{_IDIOMS}]")
    for expression in strings(table, "phrases"):
        parts = tuple(expression.split())
        idioms.setdefault(parts[0], []).append(parts)
    return ReadingWords(
        lists=lists,
        phrases={first: tuple(found) for first, found in phrases.items()},
        idioms={first: tuple(found) for first, found in idioms.items()},
    )
