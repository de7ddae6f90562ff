"""A limit in a sentence, and the questions that finding one asks of the words."""

import unicodedata
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from volgens.language.conditions import ConditionWords, Expressions
from volgens.syntax import Sentence

STOPS = frozenset({",", ";", ":", "–", "—", "-", "(", ")", "…"})
CLOSING = frozenset("”»’\"'")
COORDINATORS = frozenset({"maar", "en", "want", "of", "dus", "wel"})
_OPENING_MARKS = frozenset("\"'“„‘«(:–—-")


class LimitKind(StrEnum):
    """How the words limit; the order is that of `_RANKS`."""

    CLAUSE = "clause"
    PHRASE = "phrase"
    FOCUS = "focus"
    TERM = "term"
    AMOUNT = "amount"
    SEQUENCE = "sequence"
    TIME = "time"
    CASE = "case"
    PURPOSE = "purpose"
    WITHOUT = "without"
    WHO = "who"
    WHOM = "whom"
    EXCEPTION = "exception"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Tokens ``start`` up to ``end`` of a sentence, and how they limit."""

    kind: LimitKind
    start: int
    end: int


@dataclass(frozen=True)
class Scan:
    """A sentence with its words in lower case, stress accents off."""

    sentence: Sentence
    conditions: ConditionWords

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(plain(t.lower) for t in self.sentence.tokens)

    def __len__(self) -> int:
        return len(self.sentence.tokens)

    def word(self, i: int) -> str:
        """The word at ``i``; the empty string outside the sentence."""
        return self.words[i] if 0 <= i < len(self.words) else ""

    def match(self, i: int, expressions: Expressions) -> int:
        """How many words of the longest of ``expressions`` stand at ``i``; 0 for none."""
        return next((len(e) for e in expressions if self.words[i : i + len(e)] == e), 0)

    def is_finite(self, i: int) -> bool:
        return 0 <= i < len(self) and self.sentence.tokens[i].has("VerbForm=Fin")

    def is_verbal(self, i: int) -> bool:
        """Whether a finite verb may stand at ``i``: a plural one looks like an infinitive, but has no *te*."""
        token = self.sentence.tokens[i]
        plural = token.upos in {"VERB", "AUX"} and token.lower.endswith("n") and self.word(i - 1) != "te"
        return self.is_finite(i) or (plural and not token.has("VerbForm=Part"))

    def is_stop(self, i: int) -> bool:
        return not 0 <= i < len(self) or (self.sentence.tokens[i].upos == "PUNCT" and not self.words[i].isalnum())

    def opens_clause(self, i: int) -> bool:
        """Whether ``i`` is the first word of the sentence, of a quotation, or after a coordinator there."""
        k = i - 1
        while k >= 0 and self.words[k] in COORDINATORS:
            k -= 1
        return k < 0 or self.words[k] in _OPENING_MARKS or self.sentence.tokens[k].text in _OPENING_MARKS


def plain(word: str) -> str:
    return "".join(c for c in unicodedata.normalize("NFD", word) if c != "\u0301").replace("’", "'").replace("‘", "'")


def find_start(scan: Scan, i: int) -> int:
    """Where a limit that opens at ``i`` begins with its focus and loose words: *pas als*, *alleen nog voor*."""
    words = (*scan.conditions.focus, *scan.conditions.loose)
    for _ in range(3):
        length = next((len(e) for e in words if i >= len(e) and scan.words[i - len(e) : i] == e), 0)
        if not length:
            break
        i -= length
    return i


def strip_end(scan: Scan, start: int, end: int) -> int:
    while end > start and scan.is_stop(end - 1):
        end -= 1
    return end
