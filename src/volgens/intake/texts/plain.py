"""Plain text, with or without a header of ``key: value`` lines."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import pairwise

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address
from volgens.intake.dates import parse_moment
from volgens.intake.outlets import find_outlet
from volgens.intake.texts.furniture import Piece, byline_name, ends_in_stop, find_role, mark, to_blocks
from volgens.model import Article, RawDocument, Role, Span
from volgens.settings import Settings

HEADER_KEYS = frozenset({"outlet", "url", "title", "published", "modified", "byline", "revision_of"})
LONGEST_HEADLINE = 200
LONGEST_HEADING = 90
_WIDEST_WRAPPED = 120
_HEADER_LINE = re.compile(r"([A-Za-z][A-Za-z_-]{1,30}):(?:[ \t]+(.*))?")
_LINE = re.compile("[^\n\r\f\v\x85\u2028\u2029]+")
_WORD = re.compile(r"[^\W_]+")
_LISTED = re.compile(r"\s*(?:[-–—•*·]|\d+[.)])\s")
_NO_HEADING_END = re.compile(r"[.!…:;,][\"'’”»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Line:
    """A line without the white space around it; ``paragraph`` counts the stretches between blank lines."""

    span: Span
    paragraph: int


def read_plain(text: str, document: RawDocument, settings: Settings) -> Article:
    """The article in a decoded text; raises `IntakeError` where it has no words, is too long or has a wrong header."""
    text = text.replace("\r\n", "\n")
    header, body = _split_header(text)
    if not body.strip():
        raise IntakeError("has a header but no text under it")
    title = header.get("title")
    titled = bool(title) and _begins_with(body, title or "")
    full = body if titled or not title else f"{title}\n\n{body}"
    check_text(full, settings)
    pieces = settle_roles(full, find_pieces(full), title)
    headline = next((p.span.of(full) for p in pieces if p.role is Role.HEADLINE), None)
    byline = next((byline_name(p.span.of(full)) for p in pieces if p.role is Role.BYLINE), None)
    address = absolute_address(header.get("url")) or absolute_address(document.location)
    return Article(
        text=full,
        blocks=to_blocks(pieces),
        raw_id=document.id,
        address=address,
        outlet=header.get("outlet") or find_outlet(address),
        title=title or headline,
        byline=header.get("byline") or byline,
        published=_header_moment(header, "published"),
        modified=_header_moment(header, "modified"),
        language=settings.language,
    )


def check_text(text: str, settings: Settings) -> None:
    """Raise `IntakeError` where ``text`` is too long for one article or holds no letters."""
    if len(text) > settings.longest_text:
        raise IntakeError(
            f"holds {len(text):,} characters of text, more than one article may ({settings.longest_text:,}); split it"
        )
    if not any(character.isalpha() for character in text):
        raise IntakeError("holds no words")


def _split_header(text: str) -> tuple[Mapping[str, str], str]:
    """The header's values and the text under it; an empty header and the whole text where there is none.

    A header begins with a key that we know, has nothing but ``key: value`` lines and ends with a blank line; keys
    that we do not know are left out.
    """
    values: dict[str, str] = {}
    position = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    while position < len(text):
        end = text.find("\n", position)
        end = len(text) if end < 0 else end
        line = text[position:end].strip()
        if not line:
            return (values, text[end + 1 :]) if values else ({}, text)
        match = _HEADER_LINE.fullmatch(line)
        key = match.group(1).lower() if match else ""
        if match is None or (not values and key not in HEADER_KEYS):
            return {}, text
        values.setdefault(key, (match.group(2) or "").strip())
        position = end + 1
    # A header to the very end: every line was of that form, so there is no text.
    return (values, "") if values else ({}, text)


def _header_moment(header: Mapping[str, str], key: str) -> datetime | None:
    value = header.get(key)
    if not value:
        return None
    moment = parse_moment(value)
    if moment is None:
        raise IntakeError(
            f"header line '{key}: {value[:60]}' is not an ISO 8601 time; write e.g. 2026-03-04T17:20:00+01:00"
        )
    return moment


def _begins_with(body: str, title: str) -> bool:
    wanted = _words(title)
    return any(_words(match.group()) == wanted for match in iter_first_lines(body, 3))


def iter_first_lines(text: str, count: int) -> Iterator[re.Match[str]]:
    """The first ``count`` lines that hold more than white space."""
    for match in _LINE.finditer(text):
        if match.group().strip():
            yield match
            count -= 1
        if not count:
            return


def find_words(text: str) -> list[str]:
    """The words of ``text`` in lower case, to compare what signs set apart."""
    return _WORD.findall(text.casefold())


def _words(line: str) -> list[str]:
    """The words of a line that may be the headline; a longer one is compared as it is, for it is none."""
    return find_words(line) if len(line) <= 2 * LONGEST_HEADLINE else [line]


def find_pieces(text: str) -> list[Piece]:
    """A piece a line; lines that were broken to a fixed width are joined again."""
    lines = list(_iter_lines(text))
    width = max((line.span.end - line.span.start for line in lines), default=0)
    joined = _is_wrapped(text, lines, width)
    spans: list[Span] = []
    for i, line in enumerate(lines):
        if joined and i and _is_broken(text, lines[i - 1], line, width) and _is_prose(text, lines[i - 1], line):
            spans[-1] = Span(spans[-1].start, line.span.end)
        else:
            spans.append(line.span)
    return [Piece(span=span) for span in spans]


def _iter_lines(text: str) -> Iterator[_Line]:
    paragraph, previous_end = 0, 0
    for match in _LINE.finditer(text):
        stripped = match.group().strip()
        if not stripped:
            continue
        start = match.start() + len(match.group()) - len(match.group().lstrip())
        # "\r\n" is one break already; two breaks of any kind make a blank line.
        if len(re.findall("[\n\r\f\v\x85\u2028\u2029]", text[previous_end:start])) > 1:
            paragraph += 1
        yield _Line(span=Span(start, start + len(stripped)), paragraph=paragraph)
        previous_end = start + len(stripped)


def _is_wrapped(text: str, lines: Sequence[_Line], width: int) -> bool:
    """Whether the lines were filled to a fixed width: no line was ended while the next word still fitted."""
    if width > _WIDEST_WRAPPED:
        return False
    pairs = [(a, b) for a, b in pairwise(lines) if a.paragraph == b.paragraph]
    if len(pairs) < 2:
        return False
    filled = [a for a, b in pairs if _is_broken(text, a, b, width)]
    open_ended = sum(not ends_in_stop(a.span.of(text)) for a in filled)
    return len(filled) >= 0.7 * len(pairs) and open_ended >= 0.5 * len(filled)


def _is_broken(text: str, line: _Line, following: _Line, width: int) -> bool:
    first_word = following.span.of(text).split(maxsplit=1)[0]
    length = line.span.end - line.span.start
    # An editor counts the space and may look a few characters further than the longest line shows.
    return line.paragraph == following.paragraph and length > 40 and length + 1 + len(first_word) > width - 2


def _is_prose(text: str, line: _Line, following: _Line) -> bool:
    return find_role(line.span.of(text)) is None and find_role(following.span.of(text)) is None


def settle_roles(text: str, pieces: Sequence[Piece], title: str | None) -> list[Piece]:
    """Roles for the pieces of a text without markup."""
    wanted = _words(title) if title else None
    headline = next((i for i, p in enumerate(pieces[:3]) if wanted and _words(p.span.of(text)) == wanted), None)
    hinted = [replace(p, role=Role.HEADLINE) if i == headline else p for i, p in enumerate(pieces)]
    marked = mark(text, hinted)
    own = [i for i, piece in enumerate(marked) if piece.role is None]
    if headline is None and own and _is_headline(text, marked, own):
        marked[own[0]] = replace(marked[own[0]], role=Role.HEADLINE)
    spaced = _has_blank_lines(text, pieces)
    last = max((i for i in own if ends_in_stop(marked[i].span.of(text))), default=-1)
    paragraphs = sum(ends_in_stop(marked[i].span.of(text)) for i in own)
    for i in own:
        piece = marked[i]
        if piece.role is not None or not _is_short(piece.span.of(text)):
            continue
        if i < last and _is_heading(text, marked, i, spaced):
            marked[i] = replace(piece, role=Role.HEADING)
        elif i > last and paragraphs > 2:
            # What follows the last sentence of an article without being one is a link or a promotion.
            marked[i] = replace(piece, role=Role.FURNITURE)
    return marked


def _is_headline(text: str, pieces: Sequence[Piece], own: Sequence[int]) -> bool:
    line = pieces[own[0]].span.of(text)
    before_only_labels = all(p.role is not None for p in pieces[: own[0]])
    return before_only_labels and len(own) > 1 and len(line) <= LONGEST_HEADLINE and not re.search(r"[.…]$", line)


def _has_blank_lines(text: str, pieces: Sequence[Piece]) -> bool:
    gaps = [text[a.span.end : b.span.start] for a, b in pairwise(pieces)]
    return sum(gap.count("\n") > 1 for gap in gaps) * 2 >= len(gaps) > 0


def _is_short(line: str) -> bool:
    return len(line) <= LONGEST_HEADING and not _NO_HEADING_END.search(line) and not _LISTED.match(line)


def _is_heading(text: str, pieces: Sequence[Piece], i: int, spaced: bool) -> bool:
    """A short line alone between blank lines, or without those a line much shorter than the one below it."""
    before = text[pieces[i - 1].span.end : pieces[i].span.start] if i else "\n\n"
    after = text[pieces[i].span.end : pieces[i + 1].span.start]
    if spaced:
        return before.count("\n") > 1 and after.count("\n") > 1
    line, below = pieces[i].span.of(text), pieces[i + 1].span.of(text)
    return not line.endswith("?") and len(below) > 2 * len(line) and len(line) <= 0.8 * LONGEST_HEADING
