"""Reading our own TOML tables strictly: an unknown key or a repeated entry is an error, not a surprise later."""

import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources import files

from volgens.errors import LexiconError

Value = str | bool | int | list[str] | dict[str, str]


def read_tables(language: str, file: str) -> Mapping[str, object]:
    """The whole of ``language/<language>/<file>``."""
    path = files("volgens.language") / language / file
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise LexiconError(f"{language}/{file}: {error}; reinstall volgens or mend the file") from error


def iter_entries(
    tables: Mapping[str, object], file: str, key: str, allowed: frozenset[str]
) -> Iterator[Mapping[str, Value]]:
    """The entries of the array of tables ``[[key]]``, each with ``allowed`` keys only."""
    entries = tables.get(key)
    if not isinstance(entries, list) or not entries:
        raise LexiconError(f"{file}: no [[{key}]] entries")
    for entry in entries:
        unknown = set(entry) - allowed
        if unknown:
            raise LexiconError(f"{file}: {entry}: unknown key {', '.join(sorted(unknown))}; allowed: {sorted(allowed)}")
        yield entry


def strings(entry: Mapping[str, object], key: str) -> tuple[str, ...]:
    """A value that is one string or a list of them, as a tuple."""
    value = entry.get(key, [])
    if isinstance(value, str):
        return (value,)
    if isinstance(value, list):
        return tuple(value)
    raise LexiconError(f"{dict(entry)}: {key} must be a string or a list of strings")


def text(entry: Mapping[str, Value], key: str) -> str:
    """A value that must be a non-empty string."""
    value = entry.get(key)
    if not isinstance(value, str) or not value:
        raise LexiconError(f"{dict(entry)}: {key} must be a non-empty string")
    return value
