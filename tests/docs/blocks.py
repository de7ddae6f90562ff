"""The fenced blocks of a page of the documentation, and the commands in them."""

import re
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

DOCS = Path(__file__).parents[2] / "docs"

_FENCE = re.compile(
    r"(?:^<!-- file: (?P<file>\S+) -->\n)?^(?P<indent> *)```(?P<language>[\w-]*)[^\n]*\n(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, its words, the file that a comment before it says it is, and its line."""

    page: Path
    line: int
    language: str
    body: str
    file: str | None

    @property
    def place(self) -> str:
        return f"{self.page.relative_to(DOCS)}:{self.line}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """What a reader types, and what the page says will come; nothing where the page does not show it."""

    words: tuple[str, ...]
    shown: str


def find_pages() -> list[Path]:
    return sorted(DOCS.rglob("*.md"))


def iter_blocks(page: Path) -> Iterator[Block]:
    """The blocks of ``page`` in order."""
    text = page.read_text(encoding="utf-8")
    for match in _FENCE.finditer(text):
        indent = match["indent"]
        body = "".join(line.removeprefix(indent) for line in match["body"].splitlines(keepends=True))
        line = text.count("\n", 0, match.start()) + 1
        yield Block(page=page, line=line, language=match["language"], body=body, file=match["file"])


def iter_commands(block: Block) -> Iterator[Command]:
    """The commands of a ``console`` block: lines that begin with ``$``, each with the lines up to the next."""
    for part in re.split(r"^\$ ", block.body, flags=re.MULTILINE)[1:]:
        typed, _, shown = part.partition("\n")
        yield Command(words=tuple(shlex.split(typed, comments=True)), shown=shown)


def iter_lines_of_ours(block: Block) -> Iterator[tuple[str, ...]]:
    """The lines of any other block that begin with our name; what may be left out is put in."""
    for line in re.sub(r"\\\n\s*", "", block.body).splitlines():
        if line.startswith("volgens "):
            # *[--whole]*: a reader may leave it out, so it must exist.
            yield tuple(shlex.split(re.sub(r"\[(--[^\]]*)\]", r"\1", line), comments=True)[1:])
