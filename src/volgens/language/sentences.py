"""Where sentences begin and end, by punctuation alone: for showing words in their sentence, never for analysis.

A reading keeps no parse, and a page or table wants the sentence around an attribution. A wrong cut here costs a
reader half a sentence of context; offsets and words do not depend on it.
"""

import re
from collections.abc import Iterator

from volgens.model import Article, Span, Spans

# A stop with its closing quotation marks, white space, then something that opens a sentence. A stop after a single
# capital (an initial) or after letters without a vowel ("dr.", "mr.", "drs.", "nr.") belongs to an abbreviation.
_BREAK = re.compile(r"(?<!\b[A-Z])(?P<stop>[.!?…]+[\"'”’»)\]]*)\s+(?=[\"'“‘„«(\[,`]*[^\W_a-z])|\n+")
_ABBREVIATION = re.compile(r"(?<![^\W\d_])[^\W\d_aeiouyAEIOUY]{1,4}$")


def iter_sentences(text: str, within: Span) -> Iterator[Span]:
    """The sentences of ``text`` inside ``within``, without the white space around them."""
    start = within.start
    for match in _BREAK.finditer(text, within.start, within.end):
        if match["stop"] == "." and _ABBREVIATION.search(text, start, match.start()):
            continue
        yield from _trimmed(text, start, match.end())
        start = match.end()
    yield from _trimmed(text, start, within.end)


def sentence_around(article: Article, spans: Spans) -> Span:
    """From the start of the sentence where ``spans`` begin to the end of the one where the first of them ends.

    Stays within the block of the page where they begin.
    """
    first = spans[0]
    home = Span(0, len(article.text))
    for block in article.blocks:
        if block.span.start <= first.start < block.span.end:
            home = block.span
    touched = [s for s in iter_sentences(article.text, home) if s.overlaps(first)]
    return Span(touched[0].start, touched[-1].end) if touched else first


def _trimmed(text: str, start: int, end: int) -> Iterator[Span]:
    words = text[start:end]
    left, right = start + len(words) - len(words.lstrip()), start + len(words.rstrip())
    if left < right:
        yield Span(left, right)
