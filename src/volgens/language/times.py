"""The words of time of a language: days, months, parts of a day, units, numbers and the small words between them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import Value, iter_entries, read_tables, strings, text


class Kind(StrEnum):
    """What a word of time is. The value is the letter that stands for it where constructions are matched."""

    OTHER = "."
    WEEKDAY = "W"
    WEEKDAY_PART = "w"
    DAY = "D"
    DAY_PART = "d"
    DAY_OR_PART = "m"
    PART = "P"
    GENITIVE = "G"
    MONTH = "M"
    SEASON = "S"
    UNIT = "U"
    NUMBER = "N"
    RANK = "R"
    DIGITS = "0"
    ORDINAL = "1"
    YEAR = "Y"
    CLOCK_TIME = "c"
    CLOCK_WORD = "C"
    NUMERIC_DATE = "t"
    APOSTROPHE = "'"
    THE = "e"
    THIS = "z"
    THAT = "a"
    FORMER = "p"
    COMING = "f"
    AGO = "g"
    LATER = "l"
    EARLIER = "L"
    THAN = "x"
    STAGE = "b"
    HALF = "h"
    JUST_PAST = "q"
    JUST_AHEAD = "A"
    CLOCK = "u"
    QUARTER_HOUR = "k"
    MIDNIGHT = "Z"
    SUN = "s"
    JUST = "j"
    TO_THE_HOUR = "O"
    NEAR = "r"
    SINCE = "i"
    STARTING = "v"
    UNTIL = "T"
    BETWEEN = "B"
    IN = "n"
    ON = "o"
    OF = "F"
    OVER = "V"
    BEFORE = "<"
    AFTER = ">"
    BY = "y"
    AND = "&"
    COMMA = ","
    EVERY = "E"
    WITH = "H"
    ELSEWHERE = "X"


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWord:
    """A word with what it counts.

    ``number`` is the weekday (1 is Monday), month, season or rank, the offset in days, a unit's number (2 is
    plural), or the number itself, to which ``half`` adds a half. ``part`` and ``unit`` are names from the tables.
    """

    kind: Kind
    number: int = 0
    half: bool = False
    part: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """Look-ups in lower case.

    ``parts`` goes from the name of a part of a day to its hours, ``minutes`` from a unit below a day to its length,
    ``seasons`` from a season's number to its first month. The sets of lemmas tell the time of a clause.
    """

    words: Mapping[str, TimeWord]
    letters: Mapping[str, str]
    parts: Mapping[str, tuple[int, int]]
    minutes: Mapping[str, int]
    seasons: Mapping[int, int]
    futures: frozenset[str]
    modals: frozenset[str]
    reporting: frozenset[str]
    lasting: frozenset[str]
    zone: str


_ENTRY_KEYS = {
    "weekday": frozenset({"word", "number"}),
    "month": frozenset({"word", "forms", "number"}),
    "season": frozenset({"words", "number", "begins"}),
    "day": frozenset({"word", "forms", "stems", "offset"}),
    "part": frozenset({"name", "words", "genitives", "deictic", "compounds", "begins", "ends"}),
    "unit": frozenset({"name", "words", "clock", "minutes"}),
    "number": frozenset({"words", "value", "half"}),
    "rank": frozenset({"words", "value"}),
}
_CLAUSE_KEYS = ("futures", "modals", "reporting", "lasting", "zones")
_Entry = Mapping[str, Value]
_Pair = tuple[str, TimeWord]


@cache
def load_times(language: str = "nl") -> TimeWords:
    """Raises `LexiconError` naming file and entry."""
    file = f"{language}/times.toml"
    return build_times(read_tables(language, "times.toml"), file)


def build_times(tables: Mapping[str, object], file: str) -> TimeWords:
    """The words of ``tables``; raises `LexiconError` for an unknown key and for a word that stands twice."""
    unknown = set(tables) - {*_ENTRY_KEYS, "groups", "clauses"}
    if unknown:
        raise LexiconError(f"{file}: unknown table {', '.join(sorted(unknown))}; allowed: {sorted(_ENTRY_KEYS)}")
    entries = {key: tuple(iter_entries(tables, file, key, allowed)) for key, allowed in _ENTRY_KEYS.items()}
    words = _collect(_iter_words(entries, file, tables), file)
    clauses = _table(tables, "clauses", file, _CLAUSE_KEYS)
    zones = strings(clauses, "zones")
    if len(zones) != 1:
        raise LexiconError(f"{file}: [clauses] zones must name one time zone, not {len(zones)}")
    return TimeWords(
        words=words,
        letters={word: found.kind.value for word, found in words.items()},
        parts={text(e, "name"): (_number(e, "begins", file), _number(e, "ends", file)) for e in entries["part"]},
        minutes={text(e, "name"): _number(e, "minutes", file) for e in entries["unit"] if "minutes" in e},
        seasons={_number(e, "number", file): _number(e, "begins", file) for e in entries["season"]},
        futures=frozenset(strings(clauses, "futures")),
        modals=frozenset(strings(clauses, "modals")),
        reporting=frozenset(strings(clauses, "reporting")),
        lasting=frozenset(strings(clauses, "lasting")),
        zone=zones[0],
    )


def _collect(pairs: Iterator[_Pair], file: str) -> Mapping[str, TimeWord]:
    """One look-up of all words; a day that is also a part of a day becomes a word that is either."""
    words: dict[str, TimeWord] = {}
    for word, found in pairs:
        known = words.get(word)
        if known is None:
            words[word] = found
        elif known.kind is Kind.DAY and found.kind is Kind.PART:
            words[word] = TimeWord(kind=Kind.DAY_OR_PART, number=known.number, part=found.part)
        else:
            raise LexiconError(f"{file}: {word!r} stands twice, as {known.kind.name} and as {found.kind.name}")
    return words


def _iter_words(entries: Mapping[str, tuple[_Entry, ...]], file: str, tables: Mapping[str, object]) -> Iterator[_Pair]:
    for key, kind in (("weekday", Kind.WEEKDAY), ("month", Kind.MONTH), ("season", Kind.SEASON)):
        for entry in entries[key]:
            for word in _forms(entry):
                yield word, TimeWord(kind=kind, number=_number(entry, "number", file))
    for entry in entries["day"]:
        for word in _forms(entry):
            yield word, TimeWord(kind=Kind.DAY, number=_number(entry, "offset", file))
    yield from _iter_parts(entries, file)
    for entry in entries["unit"]:
        for word in _forms(entry):
            plural = word != strings(entry, "words")[0]
            yield word, TimeWord(kind=Kind.UNIT, number=1 + plural, unit=text(entry, "name"))
        for word in strings(entry, "clock"):
            yield word, TimeWord(kind=Kind.CLOCK, number=1, unit=text(entry, "name"))
    for key, kind in (("number", Kind.NUMBER), ("rank", Kind.RANK)):
        for entry in entries[key]:
            for word in _forms(entry):
                yield word, TimeWord(kind=kind, number=_number(entry, "value", file), half=entry.get("half") is True)
    kinds = {kind.name.lower(): kind for kind in Kind}
    groups = _table(tables, "groups", file, tuple(kinds))
    for name in groups:
        for word in strings(groups, name):
            yield word, TimeWord(kind=kinds[name])


def _iter_parts(entries: Mapping[str, tuple[_Entry, ...]], file: str) -> Iterator[_Pair]:
    for entry in entries["part"]:
        part = text(entry, "name")
        seconds = (*strings(entry, "words"), *strings(entry, "compounds"))
        for word in strings(entry, "words"):
            yield word, TimeWord(kind=Kind.PART, part=part)
        for word in strings(entry, "genitives"):
            yield word, TimeWord(kind=Kind.GENITIVE, part=part)
        for word in strings(entry, "deictic"):
            yield word, TimeWord(kind=Kind.DAY_PART, part=part)
        for second in seconds:
            for weekday in entries["weekday"]:
                number = _number(weekday, "number", file)
                yield text(weekday, "word") + second, TimeWord(kind=Kind.WEEKDAY_PART, number=number, part=part)
            for day in entries["day"]:
                for stem in strings(day, "stems"):
                    offset = _number(day, "offset", file)
                    yield stem + second, TimeWord(kind=Kind.DAY_PART, number=offset, part=part)


def _forms(entry: _Entry) -> tuple[str, ...]:
    found = (*strings(entry, "word"), *strings(entry, "words"), *strings(entry, "forms"))
    if not found:
        raise LexiconError(f"{dict(entry)}: an entry needs word or words")
    return found


def _number(entry: _Entry, key: str, file: str) -> int:
    value = entry.get(key)
    if not isinstance(value, int) or isinstance(value, bool):
        raise LexiconError(f"{file}: {dict(entry)}: {key} must be a whole number")
    return value


def _table(tables: Mapping[str, object], name: str, file: str, allowed: tuple[str, ...]) -> Mapping[str, object]:
    table = tables.get(name)
    if not isinstance(table, dict):
        raise LexiconError(f"{file}: no [{name}] table")
    unknown = set(table) - set(allowed)
    if unknown:
        raise LexiconError(f"{file}: [{name}]: unknown key {', '.join(sorted(unknown))}; allowed: {sorted(allowed)}")
    return table
