"""Expressions of a stand on what was said before, of rumours and of figures; the words for them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.tables import Value, iter_entries, read_tables, strings, text
from volgens.model import Act

_KEYS = ("stance", "rumour", "count", "estimate")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """A verb by its lemma with the other ``words`` of the expression; ``act`` is that of its subject."""

    verb: str
    words: tuple[str, ...]
    act: Act


@dataclass(frozen=True, slots=True, kw_only=True)
class ReactionWords:
    """``stances`` answer what was said before, ``rumours`` have no source.

    ``counts`` are verbs with a figure for an object; ``estimates`` go from a verb to the words that bring its figure.
    """

    stances: tuple[Expression, ...]
    rumours: tuple[Expression, ...]
    counts: frozenset[str]
    estimates: Mapping[str, frozenset[str]]


@cache
def load_reactions(language: str = "nl") -> ReactionWords:
    """Raises `LexiconError` naming file and entry."""
    file = f"{language}/reactions.toml"
    tables = read_tables(language, "reactions.toml")
    unknown = set(tables) - set(_KEYS)
    if unknown:
        raise LexiconError(f"{file}: unknown key {', '.join(sorted(unknown))}; allowed: {', '.join(_KEYS)}")
    estimates: dict[str, frozenset[str]] = {}
    for entry in iter_entries(tables, file, "estimate", frozenset({"verb", "word"})):
        verb = text(entry, "verb")
        estimates[verb] = estimates.get(verb, frozenset()) | {text(entry, "word")}
    return ReactionWords(
        stances=tuple(_iter_expressions(iter_entries(tables, file, "stance", frozenset({"verb", "words", "act"})))),
        rumours=tuple(_iter_expressions(iter_entries(tables, file, "rumour", frozenset({"verb", "words"})))),
        counts=frozenset(text(e, "verb") for e in iter_entries(tables, file, "count", frozenset({"verb"}))),
        estimates=estimates,
    )


def _iter_expressions(entries: Iterator[Mapping[str, Value]]) -> Iterator[Expression]:
    for entry in entries:
        act = Act(text(entry, "act")) if "act" in entry else Act.ASSERT
        yield Expression(verb=text(entry, "verb"), words=strings(entry, "words"), act=act)
