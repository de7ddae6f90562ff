"""Words of time as found in a sentence, and what a word counts that is written in digits."""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from volgens.language.times import Kind, TimeWord

_NOTHING = TimeWord(kind=Kind.OTHER)
_COUNTED = re.compile(r"(\d{1,2})(de|ste|e)?")
_YEAR = re.compile(r"(1[5-9]|20)\d\d")
_CLOCK_TIME = re.compile(r"(\d{1,2})[.:]([0-5]\d)(?:[-–]\d{1,2}[.:][0-5]\d)?$")
_CLOCK_WORD = re.compile(r"(\d{1,2})(?=[.:]?\d*[uh])(?:[.:uh]([0-5]\d))?[uh]?\.?$")
_DAY_FIRST = re.compile(r"(?P<day>\d{1,2})([-/.])(?P<month>\d{1,2})\2(?P<year>\d{4})")
_YEAR_FIRST = re.compile(r"(?P<year>\d{4})-(?P<month>\d{2})-(?P<day>\d{2})")
_FUTURE_LEADS = frozenset({Kind.UNTIL, Kind.BEFORE, Kind.STARTING})


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words of time: tokens ``start`` up to ``end`` of a sentence, ``words`` with the preposition before them.

    ``lead`` is the kind of that preposition, `Kind.OTHER` where there is none.
    """

    name: str
    start: int
    end: int
    words: tuple[TimeWord, ...]
    lead: Kind = Kind.OTHER

    def find(self, *kinds: Kind) -> TimeWord | None:
        """The first word of one of the kinds."""
        return next((w for w in self.words if w.kind in kinds), None)

    def number(self, *kinds: Kind) -> int | None:
        """What the first word of one of the kinds counts."""
        word = self.find(*kinds)
        return None if word is None else word.number

    def unit(self) -> str | None:
        word = self.find(Kind.UNIT, Kind.CLOCK)
        return None if word is None else word.unit

    def part(self) -> str | None:
        """The part of the day that the words name."""
        return next((w.part for w in self.words if w.part and w.kind is not Kind.DAY_OR_PART), None)

    @property
    def looks_ahead(self) -> bool:
        return self.lead in _FUTURE_LEADS


@lru_cache(maxsize=4096)
def read_shape(lower: str) -> TimeWord:
    """The word that stands as digits: *20*, *18de*, *2024*, *20.30*, *20u30*, *21-11-2026*; else `Kind.OTHER`."""
    if match := _COUNTED.fullmatch(lower):
        kind = Kind.ORDINAL if match.group(2) else Kind.DIGITS
        return TimeWord(kind=kind, number=int(match.group(1)))
    if _YEAR.fullmatch(lower):
        return TimeWord(kind=Kind.YEAR, number=int(lower))
    for pattern, kind in ((_CLOCK_TIME, Kind.CLOCK_TIME), (_CLOCK_WORD, Kind.CLOCK_WORD)):
        if match := pattern.match(lower):
            hour, minute = int(match.group(1)), int(match.group(2) or 0)
            return TimeWord(kind=kind if hour <= 24 else Kind.OTHER, number=hour * 60 + minute)
    if match := _DAY_FIRST.fullmatch(lower) or _YEAR_FIRST.fullmatch(lower):
        parts = match.groupdict()
        try:
            day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
        except ValueError:
            return _NOTHING
        return TimeWord(kind=Kind.NUMERIC_DATE, number=day.toordinal())
    return _NOTHING
