"""Short reactions that take up what somebody said; the words for them."""

from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import iter_entries, read_tables, strings, text
from volgens.model import Act

_LISTS = ("silences", "vague", "claims", "dismissals")


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadingWords:
    """``verb`` with ``words`` puts forward what follows; only a figure where ``number``."""

    verb: str
    words: tuple[str, ...]
    number: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class RetortWords:
    """``silences`` are lemmas that a negation turns into silence; ``answers`` go from words to an act.

    ``vague`` lemmas tell nothing about what is meant, ``claims`` are nouns for what somebody said, ``dismissals``
    words that turn it down.
    """

    silences: frozenset[str]
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
        ReadingWords(verb=text(e, "verb"), words=strings(e, "words"), number=e.get("number") is True)
        for e in iter_entries(tables, file, "reading", frozenset({"verb", "words", "number"}))
    )
    answers = tuple(
        (tuple(text(e, "words").split()), Act(text(e, "act")))
        for e in iter_entries(tables, file, "answer", frozenset({"words", "act"}))
    )
    lists = {name: frozenset(strings(tables, name)) for name in _LISTS}
    return RetortWords(
        silences=lists["silences"],
        vague=lists["vague"],
        claims=lists["claims"],
        dismissals=lists["dismissals"],
        readings=readings,
        answers=answers,
    )
