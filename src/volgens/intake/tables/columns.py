"""What the columns of somebody else's table mean."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from volgens.errors import IntakeError, LexiconError

FILE = "columns.toml"
FIELDS = (
    "text",
    "html",
    "title",
    "lead",
    "byline",
    "outlet",
    "section",
    "published",
    "modified",
    "address",
    "language",
    "captured",
)
"""Our own names, in which a record is written."""

CONTENT = ("text", "html")
_SIGNS = re.compile(r"[\W_]+")
_MOST_SHOWN = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class UsualNames:
    """Names of columns by our field, and of languages by their code, all without case and signs."""

    columns: Mapping[str, tuple[str, ...]]
    languages: Mapping[str, str]


@cache
def load_usual_names() -> UsualNames:
    """The shipped names, read once; raises `LexiconError` where the file is wrong."""
    tables = tomllib.loads(resources.files("volgens.intake.tables").joinpath(FILE).read_text(encoding="utf-8"))
    if set(tables) != {"columns", "languages"} or set(tables["columns"]) != set(FIELDS):
        raise LexiconError(f"{FILE}: needs [languages], and [columns] with {', '.join(FIELDS)}")
    columns: dict[str, tuple[str, ...]] = {}
    seen: dict[str, str] = {}
    for field, names in tables["columns"].items():
        columns[field] = tuple(names.split())
        for name in columns[field]:
            if name != name.lower() or seen.setdefault(name, field) != field:
                raise LexiconError(f"{FILE}: {field}: {name!r} is not lower case or stands under two fields")
    languages = {name: code for code, names in tables["languages"].items() for name in names.split()}
    return UsualNames(columns=columns, languages=languages)


def check_columns(columns: Mapping[str, str] | None) -> None:
    """Raise `IntakeError` where ``columns`` gives a name of ours that we do not have, or no name of theirs."""
    for ours, theirs in (columns or {}).items():
        if ours not in FIELDS:
            raise IntakeError(f"{ours!r} is no field of an article; the fields are {', '.join(FIELDS)}")
        if not theirs.strip():
            raise IntakeError(f"no column is named for the field {ours!r}; write {ours}=COLUMN")


def name_fields(row: Mapping[str, object], columns: Mapping[str, str] | None) -> dict[str, object]:
    """``row`` with the columns that we know under our own names, and all others under theirs.

    What ``columns`` says counts, usual names for what it leaves out. A column of theirs that has a name of ours and
    another meaning gets a low line behind it.
    """
    chosen = choose(row, columns)
    taken = {path: field for field, path in chosen.items() if path in row}
    named: dict[str, object] = {field: _look_up(row, path) for field, path in chosen.items()}
    for key, value in row.items():
        if key in taken:
            continue
        name = key
        while name in FIELDS or name in named or (name != key and name in row):
            name += "_"
        named[name] = value
    return named


def choose(row: Mapping[str, object], columns: Mapping[str, str] | None) -> dict[str, str]:
    """For each of our fields that the row has a value for, the path to it; no column twice."""
    explicit = dict(columns or {})
    chosen = {field: path for field, path in explicit.items() if not is_empty(_look_up(row, path))}
    plain, names = _likely_names(tuple(row))
    settled = set(explicit) | (set(CONTENT) if set(CONTENT) & set(explicit) else set())
    for field in FIELDS:
        if field in settled:
            continue
        for name in names.get(field, ()):
            path = _find(row, plain, name)
            if path is not None and path not in chosen.values() and _is_fit(field, _look_up(row, path)):
                chosen[field] = path
                break
    return chosen


@lru_cache(maxsize=256)
def _likely_names(keys: tuple[str, ...]) -> tuple[Mapping[str, str], Mapping[str, tuple[str, ...]]]:
    """The keys by their plain form, and the usual names that can lead to them; rows of one table have the same."""
    plain = _plain_keys(keys)
    names = load_usual_names().columns
    return plain, {field: tuple(n for n in names[field] if n.partition(".")[0] in plain) for field in names}


def has_column(row: Mapping[str, object], path: str) -> bool:
    """Whether the row has the column, be its value empty."""
    if path in row:
        return True
    head, dot, rest = path.partition(".")
    inner = row.get(head)
    return bool(dot) and isinstance(inner, Mapping) and has_column(inner, rest)


def has_content_column(row: Mapping[str, object]) -> bool:
    """Whether the row has a column that is usually that of the text, be its value empty."""
    plain, names = _likely_names(tuple(row))
    return any(_find(row, plain, name) is not None for field in CONTENT for name in names[field])


def _look_up(row: Mapping[str, object], path: str) -> object:
    """The value under ``path``: a column of that very name, or ``a.b`` for what stands under b in a."""
    if path in row:
        return row[path]
    head, dot, rest = path.partition(".")
    inner = row.get(head)
    return _look_up(inner, rest) if dot and isinstance(inner, Mapping) else None


def tell_columns(names: Iterator[str]) -> str:
    """The names, for a message."""
    shown = [" ".join(name.split())[:40] for name in names]
    more = f" and {len(shown) - _MOST_SHOWN} more" if len(shown) > _MOST_SHOWN else ""
    return ", ".join(shown[:_MOST_SHOWN]) + more


def is_empty(value: object) -> bool:
    return value is None or (isinstance(value, str) and not value.strip()) or value in ([], {})


def _find(row: Mapping[str, object], plain: Mapping[str, str], name: str) -> str | None:
    head, dot, rest = name.partition(".")
    key = plain.get(head)
    if key is None or not dot:
        return key
    inner = row[key]
    if not isinstance(inner, Mapping):
        return None
    inner_path = _find(inner, _plain_keys(inner), rest)
    return f"{key}.{inner_path}" if inner_path is not None else None


def _is_fit(field: str, value: object) -> bool:
    """Whether the value can be one of that field: a text is no object and no number."""
    if is_empty(value):
        return False
    if field in CONTENT:
        return isinstance(value, str) or (isinstance(value, list) and all(isinstance(item, str) for item in value))
    if field in {"title", "lead", "address"}:
        return isinstance(value, str)
    return True


def _plain_keys(keys: Iterable[str]) -> dict[str, str]:
    found: dict[str, str] = {}
    for key in keys:
        found.setdefault(_plain(key), key)
    return found


def _plain(name: str) -> str:
    return _SIGNS.sub("", str(name)).lower()
