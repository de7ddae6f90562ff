"""Finding page furniture, bylines and captions among the lines of a page; what they look like stands in data."""

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from importlib import resources

from volgens.errors import LexiconError
from volgens.model import Block, Role, Span

LONGEST_LINE = 240
"""Characters; a longer line is a paragraph, whatever it begins with."""

FILE = "furniture.toml"
_ROLES = {"furniture": Role.FURNITURE, "byline": Role.BYLINE, "caption": Role.CAPTION}
_KEYS = frozenset({"pattern", "example", "case", "edge", "glued", "box"})
_LEADING = re.compile(r"""^(?:(?!["'‘’“”„«(\[©#\d@+/])[\W_])+""")
_TRAILING = re.compile(r"[\s:>»›→▶▸⟶|•·*_–—-]+$")
_CREDIT_PREFIX = re.compile(
    r"(?:foto.?s?|beeld|video|illustratie|fotografie|bron|photo(?:graph)?s?|image|by|via|door|©)\b[\s:©]*", re.I
)
_CREDIT = re.compile(
    r"(?:(?>[A-ZÀ-Þ0-9][\w.&’'-]*+|van|de|der|den|ter|ten|te|het|von|via|voor|/|\||,|&|©|–|-)[\s/|,]*+){1,8}+"
)
_FINAL_STOP = re.compile(r"[.!?…][\"'’”»)\]]*$")
_GLUE_BEFORE = r"(?:(?<=[.!?…\"'”’)\]])\s+|(?<=[a-zà-ÿ0-9.!?…\"'”’)\]]))"
_GLUE_AFTER = r"""(?=[A-ZÀ-Þ"“‘„'])"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One kind of line, with a line that it must find."""

    pattern: str
    example: str
    role: Role
    case: bool = False
    edge: bool = False
    glued: str = ""
    box: bool = False

    def expression(self) -> str:
        return f"(?:{self.pattern})" if self.case else f"(?i:{self.pattern})"


@dataclass(frozen=True, slots=True, kw_only=True)
class Patterns:
    """The entries, and each way of using them as one regular expression."""

    entries: tuple[Entry, ...]
    byline_prefix: re.Pattern[str]
    never: re.Pattern[str]
    anywhere: tuple[tuple[Role, re.Pattern[str]], ...]
    edge: tuple[tuple[Role, re.Pattern[str]], ...]
    glued_start: re.Pattern[str]
    glued_end: re.Pattern[str]
    box: re.Pattern[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """A stretch of text before its role is settled; ``role`` is what the markup says, `None` where it says nothing."""

    span: Span
    role: Role | None = None


@cache
def load_patterns() -> Patterns:
    """The shipped patterns, read once; raises `LexiconError` naming the entry that is wrong."""
    text = resources.files("volgens.intake.texts").joinpath(FILE).read_text(encoding="utf-8")
    return parse_patterns(text)


def parse_patterns(text: str) -> Patterns:
    """Patterns from the text of a TOML file; raises `LexiconError` for unknown keys, duplicates and bad expressions."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{FILE}: not valid TOML: {error}") from error
    unknown = set(tables) - set(_ROLES) - {"byline_prefixes", "never"}
    if unknown:
        raise LexiconError(f"{FILE}: unknown table {sorted(unknown)[0]!r}")
    prefixes = tables.get("byline_prefixes", [])
    entries = tuple(_entry(table, role) for name, role in _ROLES.items() for table in tables.get(name, []))
    seen: set[tuple[str, str]] = set()
    for entry in entries:
        if (entry.pattern, entry.glued) in seen:
            raise LexiconError(f"{FILE}: pattern given twice, at the example {entry.example!r}")
        seen.add((entry.pattern, entry.glued))
    longest_first = sorted((str(prefix) for prefix in prefixes), key=len, reverse=True)
    try:
        never = re.compile("|".join(f"(?:{pattern})" for pattern in tables.get("never", [])) or "(?!)")
    except re.error as error:
        raise LexiconError(f"{FILE}: `never` holds what is not a regular expression: {error}") from error
    return Patterns(
        entries=entries,
        byline_prefix=re.compile(rf"(?:{'|'.join(map(re.escape, longest_first)) or '(?!)'})\s*(?::\s*|\s)", re.I),
        never=never,
        anywhere=_by_role(entry for entry in entries if not entry.edge),
        edge=_by_role(entry for entry in entries if entry.edge),
        box=re.compile(_union(entry for entry in entries if entry.box)),
        glued_start=re.compile(rf"(?:{_union(e for e in entries if e.glued == 'start')}){_GLUE_AFTER}"),
        glued_end=re.compile(
            rf"{_GLUE_BEFORE}(?=[A-ZÀ-Þ©(])(?:{_union(e for e in entries if e.glued == 'end')})[\s.:]*$"
        ),
    )


def _entry(table: dict[str, object], role: Role) -> Entry:
    name = f"{FILE}: entry {table.get('example') or table.get('pattern')!r}"
    unknown = set(table) - _KEYS
    if unknown:
        raise LexiconError(f"{name}: unknown key {sorted(unknown)[0]!r}")
    pattern, example, glued = table.get("pattern"), table.get("example"), table.get("glued", "")
    if not isinstance(pattern, str) or not isinstance(example, str) or glued not in {"", "start", "end"}:
        raise LexiconError(f"{name}: needs `pattern` and `example`; `glued` is 'start' or 'end'")
    try:
        re.compile(pattern)
    except re.error as error:
        raise LexiconError(f"{name}: not a regular expression: {error}") from error
    case, edge = table.get("case", False) is True, table.get("edge", False) is True
    box = table.get("box", False) is True
    return Entry(pattern=pattern, example=example, role=role, case=case, edge=edge, glued=str(glued), box=box)


def _union(entries: Iterable[Entry]) -> str:
    return "|".join(entry.expression() for entry in entries) or "(?!)"


def _by_role(entries: Iterable[Entry]) -> tuple[tuple[Role, re.Pattern[str]], ...]:
    found = list(entries)
    return tuple((role, re.compile(_union(e for e in found if e.role is role))) for role in _ROLES.values())


@lru_cache(maxsize=1024)
def find_role(line: str, *, edge: bool = False) -> Role | None:
    """What ``line`` is if it is no part of the article proper; ``edge`` adds the lines that only an edge can hold."""
    if len(line) > LONGEST_LINE:
        return None
    patterns = load_patterns()
    bare = _bare(line)
    if not bare:
        return Role.FURNITURE
    if patterns.never.fullmatch(line.strip()):
        return None
    # A byline before furniture: "Door onze redactie" is both to a reader, and the byline says more.
    rows = patterns.anywhere + (patterns.edge if edge else ())
    order = {Role.BYLINE: 0, Role.CAPTION: 1, Role.FURNITURE: 2}
    candidates = (line.strip(), bare)
    for role, pattern in sorted(rows, key=lambda row: order[row[0]]):
        if any(pattern.fullmatch(candidate) for candidate in candidates):
            return role
    return None


def opens_box(line: str) -> bool:
    """Whether ``line`` heads a box of links, promotion or reactions, so that the rest of its box is furniture too."""
    return 0 < len(line) <= LONGEST_LINE and load_patterns().box.fullmatch(_bare(line)) is not None


def is_credit(words: str) -> bool:
    """Whether ``words`` beside a caption name who made the picture: names and signs with nothing said of anybody."""
    if len(words) > LONGEST_LINE:
        return False
    if find_role(words) is Role.FURNITURE:
        return True
    bare = _CREDIT_PREFIX.sub("", words.strip(" ()[]©/|–-.,"))
    return len(bare) >= 2 and _CREDIT.fullmatch(bare) is not None and not ends_in_stop(words.rstrip("."))


def _bare(line: str) -> str:
    """``line`` without bullets, emoji, arrows and enclosing brackets."""
    bare = _TRAILING.sub("", _LEADING.sub("", line.strip()))
    if len(bare) > 2 and bare[0] + bare[-1] in {"()", "[]"}:
        bare = bare[1:-1].strip()
    return bare


def byline_name(line: str) -> str:
    """The words of a byline after "Door" or "Tekst:"."""
    match = load_patterns().byline_prefix.match(line)
    return line[match.end() :].strip() if match else line


def ends_in_stop(line: str) -> bool:
    """Whether ``line`` ends as a sentence does, closing quotes and brackets left out."""
    return bool(_FINAL_STOP.search(line.rstrip()))


def split_glued(text: str, span: Span) -> Iterator[Span]:
    """``span`` cut where the page glued furniture to its start or its end; else ``span`` itself."""
    patterns = load_patterns()
    known = find_role(span.of(text)) is not None
    start, end = span.start, span.end
    head = patterns.glued_start.match(text[start : min(end, start + LONGEST_LINE)])
    # "NOS NieuwsAangepast" is two labels and one line: where both halves are furniture the line stays whole.
    if head and not (known and find_role(text[start + head.end() : end]) is not None):
        yield Span(start, start + head.end())
        start += head.end()
    tail_start = max(start, end - LONGEST_LINE)
    tail = patterns.glued_end.search(text[tail_start:end])
    front = text[start : tail_start + tail.start()].rstrip() if tail else ""
    if tail is None or not front or (known and find_role(front) is not None):
        yield Span(start, end)
        return
    yield Span(start, start + len(front))
    yield Span(tail_start + tail.end() - len(tail.group().lstrip()), end)


def mark(text: str, pieces: Sequence[Piece]) -> list[Piece]:
    """The pieces, cut where furniture is glued on, with furniture, bylines and captions marked."""
    cut = [
        replace(piece, span=part)
        for piece in pieces
        for part in (split_glued(text, piece.span) if piece.role is not Role.HEADLINE else (piece.span,))
    ]
    marked = [_settle(text, piece, edge=False) for piece in cut]
    first, last = _edges(text, marked)
    return [_settle(text, piece, edge=not first <= i <= last) for i, piece in enumerate(marked)]


def _settle(text: str, piece: Piece, *, edge: bool) -> Piece:
    if piece.role in {Role.FURNITURE, Role.HEADLINE, Role.BYLINE}:
        return piece
    role = find_role(piece.span.of(text), edge=edge)
    # A page that says "figcaption" or "h2" knows better than a pattern, unless it is furniture.
    if role is None or (piece.role is not None and role is not Role.FURNITURE):
        return piece
    return replace(piece, role=role)


def _edges(text: str, pieces: Sequence[Piece]) -> tuple[int, int]:
    """Indices of the first and the last paragraph: pieces that are no furniture and end as sentences do."""
    own = [i for i, p in enumerate(pieces) if p.role in {None, Role.BODY, Role.LEAD} and ends_in_stop(p.span.of(text))]
    own = [i for i in own if find_role(pieces[i].span.of(text), edge=True) is None]
    if not own:
        return 0, len(pieces)
    return own[0], own[-1]


def to_blocks(pieces: Iterable[Piece]) -> tuple[Block, ...]:
    """Blocks for settled pieces; what nothing marked is body."""
    return tuple(Block(role=piece.role or Role.BODY, span=piece.span) for piece in pieces)
