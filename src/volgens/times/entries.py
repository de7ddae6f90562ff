"""The entries of a live blog: paragraphs that begin with a time of the clock, *14.10 uur - …*."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from volgens.language.times import Kind, TimeWords
from volgens.syntax import Parse, Sentence
from volgens.times.dating import clock_at
from volgens.times.expression import read_shape

_STOPS = frozenset({"-", "–", "—", ":", "|", "•"})
_LEADS = frozenset({"*", "-", "–", "•", "[", "("})
_CLOSE_LEADS = frozenset({"]", ")"})
_SLACK = timedelta(hours=16)
"""How much later than ``now`` the newest entry may be: some pages keep the time at which the blog was opened."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A live entry: the first ``length`` tokens of ``sentence`` are its time, the clock itself ``start`` to ``end``."""

    sentence: int
    start: int
    end: int
    length: int
    at: datetime


def find_entries(parse: Parse, times: TimeWords, now: datetime) -> tuple[Entry, ...]:
    """The entries of ``parse`` in text order; days count back from ``now`` where the times run on past midnight."""
    heads = list(_iter_heads(parse, times))
    if len(heads) == 1 and heads[0][3] == len(parse.sentences[heads[0][0]].tokens):
        return ()
    if not heads:
        return ()
    # Newest first or oldest first: the order that needs the fewer days.
    newest_first = _place([h[4] for h in heads], now)
    oldest_first = _place([h[4] for h in reversed(heads)], now)[::-1]
    moments = newest_first if min(newest_first) >= min(oldest_first) else oldest_first
    return tuple(
        Entry(sentence=sentence, start=start, end=end, length=length, at=at)
        for (sentence, start, end, length, _), at in zip(heads, moments, strict=True)
    )


def _place(minutes: Sequence[int], now: datetime) -> list[datetime]:
    """Moments by the clock, each before the one it follows."""
    placed: list[datetime] = []
    day = now.date()
    for minute in minutes:
        at = clock_at(day, minute, now.tzinfo)
        if at > (placed[-1] if placed else now + _SLACK):
            day -= timedelta(days=1)
            at = clock_at(day, minute, now.tzinfo)
        placed.append(at)
    return placed


def _iter_heads(parse: Parse, times: TimeWords) -> Iterator[tuple[int, int, int, int, int]]:
    """Sentence, bounds of the clock, length of the head and minutes of each paragraph that begins with a clock."""
    line = -1
    for sentence in parse.sentences:
        if sentence.line != line:
            line = sentence.line
            found = _read_head(sentence, times)
            if found is not None:
                yield (sentence.index, *found)


def _read_head(sentence: Sentence, times: TimeWords) -> tuple[int, int, int, int] | None:
    tokens = sentence.tokens
    start = 1 if tokens[0].text in _LEADS and len(tokens) > 1 else 0
    shape = read_shape(tokens[start].lower)
    if shape.kind not in {Kind.CLOCK_TIME, Kind.CLOCK_WORD}:
        return None
    end = start + 1
    named = end < len(tokens) and times.letters.get(tokens[end].lower) == Kind.CLOCK.value
    end += named
    length = end
    while length < len(tokens) and tokens[length].text in _CLOSE_LEADS | _STOPS:
        length += 1
    alone = length == len(tokens)
    if not alone and not any(tokens[k].text in _CLOSE_LEADS | _STOPS for k in range(end, length)):
        return None
    return start, end, length, shape.number
