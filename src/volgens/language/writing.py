"""How a language is written: quotation marks, apostrophes, abbreviations."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from volgens.language.tables import iter_entries, read_tables, strings, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """``closers`` goes from each opening mark to the marks that may close it; abbreviations keep their stop."""

    closers: Mapping[str, frozenset[str]]
    apostrophe_words: frozenset[str]
    abbreviations: frozenset[str]
    name_abbreviations: frozenset[str]

    @property
    def openers(self) -> frozenset[str]:
        return frozenset(self.closers)

    @property
    def closing_marks(self) -> frozenset[str]:
        return frozenset().union(*self.closers.values())

    @property
    def marks(self) -> frozenset[str]:
        return self.openers | self.closing_marks


@cache
def load_writing(language: str = "nl") -> Writing:
    """Raises `LexiconError` naming file and entry."""
    tables = read_tables(language, "quotation.toml")
    pairs = iter_entries(tables, f"{language}/quotation.toml", "pair", frozenset({"open", "close"}))
    apostrophes = tables.get("apostrophes")
    abbreviations = read_tables(language, "abbreviations.toml").get("abbreviations")
    before_name = strings(abbreviations, "before_name") if isinstance(abbreviations, dict) else ()
    always = strings(abbreviations, "always") if isinstance(abbreviations, dict) else ()
    return Writing(
        closers={text(p, "open"): frozenset(strings(p, "close")) for p in pairs},
        apostrophe_words=frozenset(strings(apostrophes, "words")) if isinstance(apostrophes, dict) else frozenset(),
        abbreviations=frozenset((*before_name, *always)),
        name_abbreviations=frozenset(before_name),
    )
