"""Where a text is cut: into paragraphs at its line ends, and paragraphs into sentences.

Rules, not a learned splitter: the first learned one wavered between 84 and 95 F on the treebank's newspaper text,
and a rule does the same on every page. A line end always ends a sentence unless the text was wrapped.
"""

import re
from collections.abc import Iterator, Sequence

from volgens.analysis.words import Word
from volgens.language.writing import Writing
from volgens.model import Span

_LINE = re.compile(r"[^\r\n\u2028\u2029\x0b\x0c]+")
_TERMINAL = re.compile(r"[.!?…]+")
_CLOSING_BRACKETS = frozenset({")", "]"})
_OPENING_BRACKETS = frozenset({"(", "["})


def iter_paragraphs(text: str) -> Iterator[Span]:
    """The lines of ``text``, wrapped ones joined: a line that begins in lower case goes on from the one before."""
    start = end = -1
    for match in _LINE.finditer(text):
        if not match.group().strip():
            continue
        if start >= 0 and text.count("\n", end, match.start()) <= 1 and _goes_on(text[start:end], match.group()):
            end = match.end()
            continue
        if start >= 0:
            yield Span(start, end)
        start, end = match.span()
    if start >= 0:
        yield Span(start, end)


def _goes_on(before: str, line: str) -> bool:
    first = line.lstrip()[:1]
    return first.islower() and before.rstrip()[-1:] not in {":", ";", "•"}


def find_sentence_starts(words: Sequence[Word], writing: Writing) -> list[bool]:
    """For each word of a paragraph whether a sentence begins there."""
    starts = [False] * len(words)
    if words:
        starts[0] = True
    opened = quotes_open_before(words, writing)
    i = 0
    while i < len(words):
        if not _ends_sentence(words, i, writing):
            i += 1
            continue
        j = i + 1
        while j < len(words) and _closes(words, j, opened, writing):
            j += 1
        if j < len(words) and _begins_sentence(words, j, i, writing):
            starts[j] = True
        i = max(j, i + 1)
    return starts


def quotes_open_before(words: Sequence[Word], writing: Writing) -> list[bool]:
    """For each word whether an odd number of quotation marks stands before it in the paragraph.

    Only marks that may be opening or closing (``"``, ``''``) need this; ``„`` and ``”`` tell by themselves.
    """
    opened = False
    result = []
    for i, word in enumerate(words):
        result.append(opened)
        if word.text in writing.marks and not _is_apostrophe(words, i):
            opened = not opened
    return result


def _is_apostrophe(words: Sequence[Word], i: int) -> bool:
    return words[i].text in {"'", "’"} and i > 0 and not words[i - 1].space and words[i].space and _odd_one(words)


def _odd_one(words: Sequence[Word]) -> bool:
    return sum(w.text in {"'", "’", "‘"} for w in words) % 2 == 1


def _ends_sentence(words: Sequence[Word], i: int, writing: Writing) -> bool:
    word = words[i].text
    if _TERMINAL.fullmatch(word):
        return True
    if not word.endswith(".") or len(word) < 2 or i + 1 >= len(words):
        return False
    # An abbreviation ends a sentence only before a word that cannot go on from it.
    following = words[i + 1].text
    return (
        word not in writing.name_abbreviations
        and len(word) > 2
        and following.lower() in _SENTENCE_OPENERS
        and (following[0].isupper())
    )


_SENTENCE_OPENERS = frozenset({"de", "het", "een", "dat", "dit", "die", "deze", "in", "maar", "en", "hij", "zij", "ze",
                               "er", "ook", "volgens", "daarom", "wij", "we"})  # fmt: skip


def _closes(words: Sequence[Word], j: int, opened: list[bool], writing: Writing) -> bool:
    """Whether the mark at ``j`` closes what stands before it and so belongs to the same sentence."""
    word = words[j].text
    if word in _CLOSING_BRACKETS or _TERMINAL.fullmatch(word):
        return True
    if word not in writing.closing_marks:
        return False
    if word not in writing.openers:
        return True
    if not words[j - 1].space:
        return opened[j] or words[j].space or j + 1 == len(words)
    return opened[j] and (words[j].space or j + 1 == len(words))


def _begins_sentence(words: Sequence[Word], j: int, end: int, writing: Writing) -> bool:
    word = words[j].text
    if word in writing.openers or word in _OPENING_BRACKETS:
        following = words[j + 1].text if j + 1 < len(words) else ""
        return not following[:1].islower()
    if word in {"-", "–", "—", "•"}:
        return j + 1 < len(words) and not words[j + 1].text[:1].islower()
    if words[end].text in {"...", "…", ".."} or words[end].text[0] in "!?":
        return word[:1].isupper() or word[:1].isdigit()
    return (not word[:1].islower() and word[:1] not in {",", ";", ":", ")", "'"}) or word.startswith("'")
