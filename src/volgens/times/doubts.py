"""Words that look like time but are none: *elke maandag*, *Goede Vrijdag*, *de 18de editie*, *2000 mensen*."""

from collections.abc import Callable, Mapping

from volgens.language.times import Kind, TimeWords
from volgens.syntax import Sentence
from volgens.times.expression import Expression

_CALENDAR = frozenset({Kind.WEEKDAY, Kind.WEEKDAY_PART, Kind.MONTH, Kind.DAY, Kind.DAY_PART, Kind.DAY_OR_PART,
                       Kind.SEASON})  # fmt: skip
_OPENERS = frozenset(".!?:-–—•|*;")
_NOMINAL = frozenset({"NOUN", "ADJ", "PROPN", "NUM", "SYM"})
_FIRM_YEAR_LEADS = frozenset({Kind.IN, Kind.SINCE, Kind.STARTING})
_DURING = frozenset({"lang", "durend", "durende", "tijd", "per", "achtereen", "aan", "oud", "oude", "jong"})


def may_stand(sentence: Sentence, found: Expression, times: TimeWords) -> bool:
    """Whether nothing in or beside the words tells that they are no time."""
    if found.lead is Kind.EVERY or _is_elsewhere(sentence, found, times):
        return False
    for i, word in zip(range(found.start, found.end), found.words, strict=True):
        if word.kind in _CALENDAR and sentence.tokens[i].text[0].isupper():
            following = sentence.name_at(i)
            if not _opens(sentence, i) or (following is not None and following.end - following.start > 1):
                return False
    check = _CHECKS.get(found.name)
    return check is None or check(sentence, found)


def _opens(sentence: Sentence, i: int) -> bool:
    """Whether a capital at ``i`` may be that of a sentence's beginning."""
    for k in range(i - 1, -1, -1):
        text = sentence.tokens[k].text
        if any(c.isalnum() for c in text):
            # The head of a live entry: *14.10 uur - Vandaag …*
            return False
        if text in _OPENERS:
            return True
    return True


def _is_elsewhere(sentence: Sentence, found: Expression, times: TimeWords) -> bool:
    """Whether the clock is one of another place: *16.08 uur UTC*, *9.45 uur lokale tijd*."""
    if found.name != "clock":
        return False
    kinds = [w.kind for t in sentence.tokens[found.end : found.end + 2] if (w := times.words.get(t.lower))]
    return Kind.ELSEWHERE in (kinds if kinds[:1] == [Kind.CLOCK] else kinds[:1])


def _following(sentence: Sentence, found: Expression) -> tuple[str, str, str]:
    """The next word with its part of speech and relation; empty at the end."""
    if found.end >= len(sentence.tokens):
        return "", "", ""
    token = sentence.tokens[found.end]
    return token.lower, token.upos, token.deprel


def _is_date(_: Sentence, found: Expression) -> bool:
    numbers = [w.number for w in found.words if w.kind in {Kind.DIGITS, Kind.ORDINAL}]
    return all(1 <= n <= 31 for n in numbers) and found.unit() in {None, "year"}


def _is_month(_: Sentence, found: Expression) -> bool:
    return found.unit() in {None, "year"}


def _is_quarter(_: Sentence, found: Expression) -> bool:
    units = [w.unit for w in found.words if w.kind is Kind.UNIT]
    return units in (["quarter"], ["quarter", "year"])


def _is_week(_: Sentence, found: Expression) -> bool:
    unit = found.find(Kind.UNIT)
    number = found.number(Kind.DIGITS)
    return unit is not None and (unit.unit, unit.number) == ("week", 1) and number is not None and 1 <= number <= 53


def _is_stretch(sentence: Sentence, found: Expression) -> bool:
    unit = found.find(Kind.UNIT)
    if unit is None or unit.number != 1:
        return False
    if found.find(Kind.WEEKDAY, Kind.WEEKDAY_PART):
        return unit.unit == "week"
    if unit.unit == "day":
        return found.find(Kind.THIS) is None and found.lead is Kind.THE
    return unit.unit in {"week", "weekend", "month", "quarter", "year"}


def _is_days(_: Sentence, found: Expression) -> bool:
    count = found.number(Kind.NUMBER, Kind.DIGITS)
    return found.unit() == "day" and count is not None and 2 <= count <= 10


def _is_shift(_: Sentence, found: Expression) -> bool:
    unit = found.find(Kind.UNIT)
    counted = found.find(Kind.NUMBER, Kind.DIGITS)
    return counted is not None or unit is None or (unit.number == 1 and unit.unit in {"day", "week", "month", "year"})


def _is_ahead(sentence: Sentence, found: Expression) -> bool:
    return _following(sentence, found)[0] not in _DURING


def _is_same(_: Sentence, found: Expression) -> bool:
    unit = found.find(Kind.UNIT)
    return unit is None or (unit.number == 1 and unit.unit in {"day", "week", "month", "year"})


def _is_day(_: Sentence, found: Expression) -> bool:
    return found.find(Kind.DAY_OR_PART) is None or found.lead not in {Kind.THE, Kind.NUMBER, Kind.THAT}


def _is_clock(sentence: Sentence, found: Expression) -> bool:
    after, upos, _ = _following(sentence, found)
    counts = [w for w in found.words if w.kind in {Kind.NUMBER, Kind.DIGITS}]
    spoken = found.find(Kind.OVER, Kind.BEFORE, Kind.QUARTER_HOUR, Kind.HALF)
    if any(c.number > (59 if spoken else 24) or c.half for c in counts) or (counts and counts[-1].number > 24):
        return False
    if after in _DURING or found.unit() not in {None, "hour", "minute"}:
        return False
    if found.find(Kind.CLOCK_TIME) and not found.find(Kind.CLOCK) and found.lead is not Kind.TO_THE_HOUR:
        return upos not in {"NOUN", "SYM", "PROPN"}
    if spoken and not found.find(Kind.CLOCK):
        # *half een feest*: the article looks like the number.
        return sentence.tokens[found.end - 1].text.lower() != "een" or upos not in {"NOUN", "ADJ"}
    return True


def _is_day_of_month(sentence: Sentence, found: Expression) -> bool:
    number = found.number(Kind.ORDINAL)
    token = sentence.tokens[found.end - 1]
    _, upos, _ = _following(sentence, found)
    bound = token.head > token.i and token.deprel in {"amod", "nummod", "det"}
    return number is not None and 1 <= number <= 31 and upos not in _NOMINAL and not bound


def _is_year(sentence: Sentence, found: Expression) -> bool:
    token = sentence.tokens[found.end - 1]
    if found.find(Kind.UNIT) is not None:
        return found.unit() == "year"
    if found.find(Kind.STAGE, Kind.HALF) is not None:
        return True
    _, upos, _ = _following(sentence, found)
    # A year that has the preposition to itself counts nothing: *in 2024 bijstand aangevraagd*.
    counts = token.deprel.startswith("nummod") and not sentence.children(token.i, "case")
    counting = counts or upos == "SYM"
    return not counting and (found.lead in _FIRM_YEAR_LEADS or upos not in {"NOUN", "ADJ"})


def _is_weekday(_: Sentence, found: Expression) -> bool:
    # *De derde dinsdag van september* is another day every year.
    return found.lead is not Kind.RANK


_CHECKS: Mapping[str, Callable[[Sentence, Expression], bool]] = {
    "date": _is_date,
    "month": _is_month,
    "season": _is_month,
    "quarter": _is_quarter,
    "week": _is_week,
    "stretch": _is_stretch,
    "days": _is_days,
    "shift": _is_shift,
    "ahead": _is_ahead,
    "same": _is_same,
    "weekday": _is_weekday,
    "day": _is_day,
    "clock": _is_clock,
    "dayofmonth": _is_day_of_month,
    "year": _is_year,
}
