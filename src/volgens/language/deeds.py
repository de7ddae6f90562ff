"""Words by which a clause binds somebody: *stapt naar de rechter*, *in geen geval*, *wil best*."""

from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import read_tables, strings

Expressions = tuple[tuple[str, ...], ...]
"""Expressions as words in lower case, longest first."""

_KEYS = {
    "threats": ("steps", "blows"),
    "refusals": ("firm", "open", "shut"),
    "verbs": ("refusing", "allowing", "states", "silences", "claims", "willing"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeedWords:
    """What `language/<language>/deeds.toml` holds; its comments say what each list is for."""

    steps: Expressions
    blows: Expressions
    firm: Expressions
    open: Expressions
    shut: frozenset[str]
    refusing: frozenset[str]
    allowing: frozenset[str]
    states: frozenset[str]
    silences: frozenset[str]
    claims: frozenset[str]
    willing: frozenset[str]


@cache
def load_deeds(language: str = "nl") -> DeedWords:
    """The words of ``language``; raises `LexiconError` naming file, table and key."""
    file = f"{language}/deeds.toml"
    tables = read_tables(language, "deeds.toml")
    lists: dict[str, tuple[str, ...]] = {}
    for name, keys in _KEYS.items():
        table = tables.get(name)
        if not isinstance(table, dict) or set(table) != set(keys):
            raise LexiconError(f"{file}: [{name}] needs exactly the keys {sorted(keys)}")
        for key in keys:
            words = strings(table, key)
            if not words or len(set(words)) < len(words) or any(w != w.lower() or not w.strip() for w in words):
                raise LexiconError(f"{file}: [{name}] {key}: list each expression once, in lower case")
            lists[key] = words
    return DeedWords(
        steps=_split(lists["steps"]),
        blows=_split(lists["blows"]),
        firm=_split(lists["firm"]),
        open=_split(lists["open"]),
        shut=frozenset(lists["shut"]),
        refusing=frozenset(lists["refusing"]),
        allowing=frozenset(lists["allowing"]),
        states=frozenset(lists["states"]),
        silences=frozenset(lists["silences"]),
        claims=frozenset(lists["claims"]),
        willing=frozenset(lists["willing"]),
    )


def _split(expressions: tuple[str, ...]) -> Expressions:
    return tuple(sorted((tuple(e.split()) for e in expressions), key=lambda words: (-len(words), words)))
