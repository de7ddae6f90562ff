"""Which words of a text stand between quotation marks, read off the text alone.

What `extraction` knows of quotations it knows from a parse; here a hundred articles may have to be looked at before one
is read.
"""

import re
from collections.abc import Iterator
from functools import cache

from volgens.language.writing import Writing
from volgens.model import Span

APOSTROPHES = frozenset("'‘’‚")

MOST_MARKS = 40
"""Quotation marks among which the partner of one is looked for."""

_LETTERS = re.compile(r"\w+")


def iter_quotations(text: str, within: Span, writing: Writing) -> Iterator[tuple[int, int]]:
    """Where quotations stand in a block; an open double mark without its partner holds to its end."""
    marks = list(_marks(writing).finditer(text, within.start, within.end))
    reached = within.start
    for number, mark in enumerate(marks):
        if mark.start() < reached or not _may_open(text, mark, within, writing):
            continue
        nearby = marks[number + 1 : number + 1 + MOST_MARKS]
        closers = writing.closers[mark[0]]
        partner = next((m for m in nearby if m[0] in closers and not _is_alnum(text, m.end(), within)), None)
        if partner is not None:
            yield mark.end(), partner.start()
            reached = partner.end()
        elif mark[0] not in APOSTROPHES:
            yield mark.end(), within.end
            return


def _may_open(text: str, mark: re.Match[str], within: Span, writing: Writing) -> bool:
    if mark[0] not in writing.closers or _is_alnum(text, mark.start() - 1, within) or mark.end() >= within.end:
        return False
    following = text[mark.end()]
    return (following.isalnum() or following in writing.openers) and not _is_apostrophe(text, mark, writing)


def _is_alnum(text: str, at: int, within: Span) -> bool:
    return within.start <= at < within.end and text[at].isalnum()


def _is_apostrophe(text: str, mark: re.Match[str], writing: Writing) -> bool:
    if mark[0] not in APOSTROPHES:
        return False
    word = _LETTERS.match(text, mark.end())
    return word is not None and word[0].lower() in writing.apostrophe_words


@cache
def _compile_marks(marks: frozenset[str]) -> re.Pattern[str]:
    return re.compile("|".join(map(re.escape, sorted(marks, key=len, reverse=True))))


def _marks(writing: Writing) -> re.Pattern[str]:
    return _compile_marks(writing.marks)
