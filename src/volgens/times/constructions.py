"""Finding words of time: each word becomes one letter for its kind, and a construction is a pattern over the letters.

Patterns are written with the names of `Kind` and compiled to regular expressions over letters, so a sentence costs
one look-up a word and one scan. What a construction means is told in `resolving`.
"""

import re
from collections.abc import Iterator

from volgens.language.times import Kind, TimeWords
from volgens.syntax import Sentence
from volgens.times.doubts import may_stand
from volgens.times.expression import Expression, read_shape

_COMPOSED = {
    "HOUR": "CLOCK",
    "COUNT": "(NUMBER|DIGITS)",
    "MEASURE": "(UNIT|CLOCK)",
    "DAYNUMBER": "(DIGITS|ORDINAL)",
    "ANYWEEKDAY": "(WEEKDAY|WEEKDAY_PART)",
    "ANYPART": "(PART|DAY_OR_PART)",
    "RELATIVE": "(FORMER|COMING|THIS|JUST_PAST|JUST_AHEAD)",
    "MARK": "(JUST_PAST|JUST_AHEAD)",
    "SHIFT": "(LATER|EARLIER)",
    "STAGES": "(STAGE|HALF)",
    "GENITIVES": "(APOSTROPHE GENITIVE)",
    "TIME": "(CLOCK_TIME|CLOCK_WORD|COUNT)",
    "AT": "(TO_THE_HOUR|NEAR|SINCE|STARTING|UNTIL|JUST AFTER|JUST? BEFORE)",
    "THROUGH": "(UNTIL (AND WITH)?)",
    "AROUND": "(IN|SINCE|STARTING|UNTIL|OF|BEFORE|AFTER|NEAR|OVER|BETWEEN|UNIT)",
}
_CONSTRUCTIONS = (
    ("night", "IN? THE? PART OF (WEEKDAY|DAY|DAYNUMBER) ON (WEEKDAY|DAY|DAYNUMBER MONTH YEAR?)"),
    ("date", "NUMERIC_DATE"),
    ("date", "((ANYWEEKDAY|DAY) COMMA? THE?)? (DAYNUMBER (AND|THROUGH))? DAYNUMBER MONTH (YEAR|OF? RELATIVE UNIT)?"),
    ("date", "IN? THE PART OF DAYNUMBER MONTH YEAR?"),
    ("month", "RELATIVE? STAGES? MONTH (YEAR|OF? RELATIVE UNIT)?|RELATIVE UNIT IN? MONTH"),
    ("quarter", "THE? RANK UNIT ((OF|IN)? YEAR|OF? RELATIVE UNIT)?"),
    ("season", "RELATIVE SEASON|STAGES? SEASON OF? YEAR|SINCE THE SEASON (OF? YEAR)?"),
    ("season", "SEASON RELATIVE UNIT|RELATIVE UNIT SEASON"),
    ("week", "UNIT DIGITS (?!MONTH) (OF? YEAR)?"),
    ("stretch", "SHIFT? STAGES? RELATIVE UNIT (ON? ANYWEEKDAY)?|ANYWEEKDAY RELATIVE UNIT"),
    ("days", "FORMER COUNT UNIT"),
    ("ago", "COUNT HALF? MEASURE AGO"),
    ("ahead", "OVER COUNT HALF? MEASURE (?!AGO|SHIFT)"),
    ("shift", "COUNT HALF? MEASURE SHIFT (?!THAN)|THE (UNIT|PART) SHIFT (?!THAN)"),
    ("same", "THAT (UNIT|ANYPART)|SHIFT (ON|IN) THE (UNIT|PART)|SHIFT THAT (UNIT|PART)"),
    ("part", "THE? (THIS|FORMER|COMING) PART|(THIS|COMING) DAY_OR_PART"),
    ("weekday", "OF ANYWEEKDAY THROUGH ANYWEEKDAY"),
    ("weekday", "SHIFT? RELATIVE? ANYWEEKDAY (MARK|GENITIVES|PART|IN THE PART)?|IN? THE PART OF WEEKDAY"),
    ("day", "SHIFT? (DAY (?!THE UNIT) (COMMA? ANYWEEKDAY)?|DAY_PART|DAY_OR_PART) GENITIVES?"),
    ("clock", "BETWEEN TIME HOUR? AND TIME HOUR GENITIVES?|OF TIME HOUR? UNTIL TIME HOUR GENITIVES?"),
    ("clock", "BETWEEN CLOCK_TIME AND CLOCK_TIME|AT? CLOCK_TIME HOUR GENITIVES?|CLOCK_WORD"),
    ("clock", "(TO_THE_HOUR|NEAR|SINCE|STARTING|UNTIL|BEFORE|AFTER) CLOCK_TIME"),
    ("clock", "(QUARTER_HOUR|COUNT UNIT) (OVER|BEFORE) HALF? COUNT HOUR? GENITIVES?"),
    ("clock", "AT? COUNT (OVER|BEFORE) HALF? COUNT (HOUR GENITIVES?|GENITIVES)|AT COUNT (OVER|BEFORE) HALF? COUNT"),
    ("clock", "HALF NUMBER HOUR? GENITIVES?|AT COUNT HOUR GENITIVES?|COUNT HOUR (GENITIVES|IN THE PART|(?=DAY_PART))"),
    ("event", "COUNT HALF? MEASURE (AFTER|BEFORE)"),
    ("midnight", "MIDNIGHT"),
    ("sun", "(BY|AFTER|BEFORE|NEAR|SINCE|STARTING) SUN"),
    ("habit", "GENITIVES|IN THE ANYPART (?!OF)"),
    ("dayofmonth", "THE ORDINAL (?!MONTH)"),
    ("year", "AROUND YEAR (AND YEAR)?|STAGES YEAR"),
)
_NAME = re.compile(r"[A-Z_]+")


def _compile(pattern: str) -> str:
    """The pattern over letters: names of kinds become letters, composed names become their patterns."""

    def letter(match: re.Match[str]) -> str:
        name = match.group()
        return f"({_compile(_COMPOSED[name])})" if name in _COMPOSED else re.escape(Kind[name].value)

    return _NAME.sub(letter, pattern).replace(" ", "").replace("(", "(?:").replace("(?:?", "(?")


_PATTERNS = tuple((name, re.compile(_compile(pattern))) for name, pattern in _CONSTRUCTIONS)
_SCAN = re.compile("|".join(f"(?:{pattern.pattern})" for _, pattern in _PATTERNS))
_LEADING = frozenset(
    {Kind.IN, Kind.SINCE, Kind.STARTING, Kind.UNTIL, Kind.OF, Kind.BEFORE, Kind.AFTER, Kind.NEAR, Kind.OVER,
     Kind.BETWEEN, Kind.TO_THE_HOUR, Kind.JUST, Kind.BY}
)  # fmt: skip


def find_expressions(sentence: Sentence, times: TimeWords) -> tuple[Expression, ...]:
    """The words of time of a sentence in text order."""
    known = times.letters
    letters = ""
    for token in sentence.tokens:
        lower = token.text.lower()
        letter = known.get(lower)
        if letter is None:
            letter = read_shape(lower).kind.value if lower[0].isdigit() else "."
        letters += letter
    return tuple(_iter_expressions(sentence, letters, times))


def _iter_expressions(sentence: Sentence, letters: str, times: TimeWords) -> Iterator[Expression]:
    position = 0
    while match := _SCAN.search(letters, position):
        position = match.start() + 1
        for name, pattern in _PATTERNS:
            tried = pattern.match(letters, match.start())
            if tried is None:
                continue
            found = _read(sentence, name, tried, times)
            if may_stand(sentence, found, times):
                yield found
                position = tried.end()
                break


def _read(sentence: Sentence, name: str, match: re.Match[str], times: TimeWords) -> Expression:
    start, end = match.span()
    words = tuple(times.words.get(t.lower) or read_shape(t.lower) for t in sentence.tokens[start:end])
    before = times.words.get(sentence.tokens[start - 1].lower) if start else None
    lead = before.kind if before else Kind.OTHER
    first = start
    while name != "ahead" and first < end - 1 and words[first - start].kind in _LEADING:
        lead = words[first - start].kind
        first += 1
    return Expression(name=name, start=first, end=end, words=words[first - start :], lead=lead)
