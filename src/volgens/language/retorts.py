"""Short reactions that take up what somebody said; the words for them."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import Value, iter_entries, read_tables, strings, text
from volgens.model import Act

_LISTS = ("silences", "knowing", "vague", "claims", "dismissals")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """``verb`` with ``words`` puts forward what follows; only a figure where ``number``."""

    verb: str
    words: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetortWords:
    """``silences`` are lemmas of saying and ``knowing`` of knowing that a negation turns into silence.

    ``answers`` go from words to an act; ``vague`` lemmas tell nothing about what is meant, ``claims`` are nouns for
    what somebody said, ``dismissals`` words that turn it down.
    """

    silences: frozenset[str]
    knowing: frozenset[str]
    vague: frozenset[str]
    claims: frozenset[str]
    dismissals: frozenset[str]
    readings: tuple[ReadingWords, ...]
    answers: tuple[tuple[tuple[str, ...], Act], ...]


@cache
def load_retorts(language: str = "nl") -> RetortWords:
    """Raises `LexiconError` naming file and entry."""
    file = f"{language}/retorts.toml"
    tables = read_tables(language, "retorts.toml")
    unknown = set(tables) - {*_LISTS, "reading", "answer"}
    if unknown:
        allowed = ", ".join((*_LISTS, "reading", "answer"))
        raise LexiconError(f"{file}: unknown key {', '.join(sorted(unknown))}; allowed: {allowed}")
    readings = tuple(
        _read_reading(e, file) for e in iter_entries(tables, file, "reading", frozenset({"verb", "words", "number"}))
    )
    answers = tuple(
        (tuple(text(e, "words").split()), _read_act(e, file))
        for e in iter_entries(tables, file, "answer", frozenset({"words", "act"}))
    )
    lists = {name: _read_list(tables, name, file) for name in _LISTS}
    return RetortWords(
        silences=lists["silences"],
        knowing=lists["knowing"],
        vague=lists["vague"],
        claims=lists["claims"],
        dismissals=lists["dismissals"],
        readings=readings,
        answers=answers,
    )


def _read_reading(entry: Mapping[str, Value], file: str) -> ReadingWords:
    words, number = strings(entry, "words"), entry.get("number", False)
    if not words or not isinstance(number, bool):
        raise LexiconError(f"{file}: {dict(entry)}: needs words, and a number that is true or false")
    return ReadingWords(verb=text(entry, "verb"), words=words, number=number)


def _read_act(entry: Mapping[str, Value], file: str) -> Act:
    try:
        return Act(text(entry, "act"))
    except ValueError as error:
        raise LexiconError(f"{file}: {dict(entry)}: there is no act {entry['act']!r}") from error


def _read_list(tables: Mapping[str, object], name: str, file: str) -> frozenset[str]:
    words = strings(tables, name)
    repeated = sorted({w for w in words if words.count(w) > 1})
    if not words or repeated:
        raise LexiconError(f"{file}: {name}: {f'{repeated[0]} stands twice' if repeated else 'no words'}")
    return frozenset(words)
