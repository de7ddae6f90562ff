"""The words that the program itself speaks, in Dutch and in English, and the sign of each act."""

import string
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from volgens.errors import LexiconError
from volgens.model import Act, Mode

FOLDER = "interface_texts"
LANGUAGES = ("nl", "en")
_EXTRA = {"act": ("sign",), "sign": ("mark",)}


class Sign(StrEnum):
    """What a reader sees of an act at a glance; an accusation says so, a refusal denies."""

    ASSERTS = "asserts"
    DENIES = "denies"
    WITHHOLDS = "withholds"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True, kw_only=True)
class Interface:
    """The texts of one language by key (``page.legend``); make one with `load_interface`."""

    language: str
    texts: Mapping[str, str]
    signs: Mapping[Act, Sign]
    marks: Mapping[Sign, str]

    def text(self, key: str, **values: object) -> str:
        """The text at ``key`` with its ``{names}`` filled in; `LexiconError` where there is none."""
        try:
            return self.texts[key].format(**values)
        except KeyError as error:
            raise LexiconError(f"{FOLDER}: {key} or a value for it ({error}) is missing; add it") from error

    def act(self, act: Act) -> str:
        """What a source does, as a finite verb: ``spreekt tegen``."""
        return self.texts[f"act.{act}"]

    def mode(self, mode: Mode) -> str:
        """How far words are literal."""
        return self.texts[f"mode.{mode}"]

    def count(self, key: str, count: int) -> str:
        """The text ``<key>_one`` or ``<key>_many``."""
        return self.text(f"{key}_one") if count == 1 else self.text(f"{key}_many", count=count)


@cache
def load_interface(language: str) -> Interface:
    """The interface in ``language`` (``nl`` or ``en``); `LexiconError` where the file breaks its own rules."""
    if language not in LANGUAGES:
        raise LexiconError(f"no interface in {language!r}; choose one of {', '.join(LANGUAGES)}")
    entries = dict(_read())
    return Interface(
        language=language,
        texts={key: entry[language] for key, entry in entries.items()},
        signs={act: Sign(_extra(entries, f"act.{act}", "sign")) for act in Act},
        marks={sign: _extra(entries, f"sign.{sign}", "mark") for sign in Sign},
    )


def _read() -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry of every file, each key once."""
    seen: dict[str, str] = {}
    for file in sorted((files("volgens.language") / FOLDER).iterdir(), key=lambda file: file.name):
        if not file.name.endswith(".toml"):
            continue
        try:
            tables = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, tomllib.TOMLDecodeError) as error:
            raise LexiconError(f"{file.name}: {error}; reinstall volgens or mend the file") from error
        for key, entry in _iter_entries(tables, file.name):
            if key in seen:
                raise LexiconError(f"{file.name}: {key} stands in {seen[key]} too; keep one of them")
            seen[key] = file.name
            yield key, entry


def _iter_entries(tables: Mapping[str, object], file: str, prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Every entry with its dotted key, checked; a table in a table gives ``cli.read.help``."""
    for name, table in tables.items():
        key = f"{prefix}{name}"
        if not isinstance(table, dict):
            raise LexiconError(f"{file}: {key} is not a table; give it nl and en")
        if "nl" in table or "en" in table:
            yield key, _checked(file, key, table)
        else:
            yield from _iter_entries(table, file, f"{key}.")


def _checked(file: str, key: str, table: Mapping[str, object]) -> dict[str, str]:
    allowed = {*LANGUAGES, *_EXTRA.get(key.partition(".")[0], ())}
    entry = {name: text for name, text in table.items() if isinstance(text, str) and text}
    if unknown := set(table) - allowed:
        raise LexiconError(f"{file}: {key}: unknown key {', '.join(sorted(unknown))}; allowed: {sorted(allowed)}")
    if missing := set(LANGUAGES) - set(entry):
        raise LexiconError(f"{file}: {key}: {', '.join(sorted(missing))} must be a non-empty string")
    fields = [{field for _, field, _, _ in string.Formatter().parse(entry[name]) if field} for name in LANGUAGES]
    if fields[0] != fields[1]:
        raise LexiconError(f"{file}: {key}: the names in braces differ between {' and '.join(LANGUAGES)}")
    return entry


def _extra(entries: Mapping[str, Mapping[str, str]], key: str, name: str) -> str:
    try:
        return entries[key][name]
    except KeyError as error:
        raise LexiconError(f"{FOLDER}: {key} needs {name}; add it") from error
