"""Rows from JSON: a value a line, a list of any length, or one object."""

import json
from collections.abc import Iterator, Mapping

from volgens.errors import IntakeError
from volgens.intake.tables.lines import TextSource
from volgens.intake.tables.rows import BadRow, Namer, Row

_BLANK = " \t\r\n\ufeff"
_DEEPEST = 60
_WRAPPER_DEPTH = 3
_SHOWN = 40
_TOO_DEEP = "is JSON that is nested too deep to be an article"


def iter_json_rows(source: TextSource, *, largest: int, lines: bool) -> Iterator[Row | BadRow]:
    """The rows in ``source``, whichever of the three forms it has; a bad line costs only itself.

    ``lines`` is whether its name says that each line is a value, which counts where the text itself leaves it open.
    """
    namer = Namer()
    found = _iter_line_values(source) if _is_lines(source.head, lines) else _iter_values(source, largest)
    for number, value, size in found:
        if isinstance(value, BadRow):
            yield value
        elif isinstance(value, list) and not namer.names and namer.learn(value):
            continue
        else:
            yield _to_row(number, value, size, namer)


def parse_json(text: str) -> object:
    """The value in ``text``; raises `IntakeError` where it is no JSON. NaN and infinities count as nothing."""
    try:
        value: object = json.loads(text, parse_constant=lambda _: None)
    except RecursionError as error:
        raise IntakeError(_TOO_DEEP) from error
    except ValueError as error:
        raise IntakeError(f"is not valid JSON: {_tell(error)}") from error
    return _refuse_deep(value)


def find_rows(value: Mapping[str, object]) -> list[object] | None:
    """The list of objects that an answer of a server wraps (``articles``, ``response.results``), the longest if any."""
    lists = list(_iter_lists(value, _WRAPPER_DEPTH))
    return max(lists, key=len, default=None)


def _iter_lists(value: Mapping[str, object], depth: int) -> Iterator[list[object]]:
    for item in value.values():
        if isinstance(item, list) and item and all(isinstance(entry, dict) for entry in item):
            yield item
        elif isinstance(item, dict) and depth > 1:
            yield from _iter_lists(item, depth - 1)


def _is_lines(head: bytes, said: bool) -> bool:
    """Whether each line is a value of its own: the first must be one, and not the whole of the file."""
    first, line_end, rest = head.decode("utf-8", "replace").lstrip(_BLANK).partition("\n")
    if not line_end:
        return said
    try:
        parse_json(first)
    except IntakeError:
        # A broken first line is still a line where the second is whole.
        second = rest.lstrip(_BLANK).partition("\n")[0].strip()
        return first.startswith("{") and second.startswith("{") and second.endswith("}")
    return said or bool(rest.strip(_BLANK))


def _iter_line_values(source: TextSource) -> Iterator[tuple[int, object, int]]:
    for line in source.lines():
        text = line.text.strip(_BLANK)
        if line.problem is None and not text:
            continue
        try:
            if line.problem is not None:
                raise IntakeError(line.problem)
            yield line.number, parse_json(text), len(text)
        except IntakeError as error:
            yield line.number, BadRow(place=str(line.number), reason=str(error)), 0


def _iter_values(source: TextSource, largest: int) -> Iterator[tuple[int, object, int]]:
    """The entries of a list, or the values that stand behind one another, held one at a time."""
    window = _Window(source.pieces(), largest)
    number = 0
    try:
        in_list = window.skip(_BLANK) == "["
        if in_list:
            window.take()
        while (character := window.skip(_BLANK + "," if in_list else _BLANK)) and not (in_list and character == "]"):
            number += 1
            value, size = window.value()
            yield number, value, size
        if in_list and not character:
            raise IntakeError("is JSON that is cut short: its list does not end")
    except IntakeError as error:
        yield number, BadRow(place=str(max(number, 1)), reason=str(error), fatal=True), 0


class _Window:
    """The characters that are not yet read, with as many more as one value needs."""

    def __init__(self, pieces: Iterator[str], largest: int) -> None:
        self._pieces = pieces
        self._text = ""
        self._at = 0
        self._largest = largest
        self._decoder = json.JSONDecoder(parse_constant=lambda _: None)

    def skip(self, characters: str) -> str:
        """The next character that is none of these, empty at the end."""
        while True:
            while self._at < len(self._text):
                if self._text[self._at] not in characters:
                    return self._text[self._at]
                self._at += 1
            if not self._more(1):
                return ""

    def take(self) -> None:
        self._at += 1

    def value(self) -> tuple[object, int]:
        wanted = 0
        while True:
            try:
                value, end = self._decoder.raw_decode(self._text, self._at)
            except RecursionError as error:
                raise IntakeError(_TOO_DEEP) from error
            except ValueError as error:
                # Either the value goes on in the next piece or it is broken: only the end or the limit tells.
                if len(self._text) - self._at > self._largest:
                    limit = self._largest / 1e6
                    reason = f"holds a value of more than {limit:.1f} MB, or is broken; write one article a line"
                    raise IntakeError(f"is JSON that {reason}") from error
                wanted = max(2 * (len(self._text) - self._at), 1)
                if not self._more(wanted):
                    raise IntakeError(f"is not valid JSON: {_tell(error)}") from error
            else:
                if end < len(self._text) or not self._more(1):
                    size = end - self._at
                    self._at = end
                    return _refuse_deep(value), size

    def _more(self, wanted: int) -> bool:
        """Read ``wanted`` characters, twice as many each time, so that the work stays in proportion."""
        parts = [self._text[self._at :]]
        got = 0
        for piece in self._pieces:
            parts.append(piece)
            got += len(piece)
            if got >= wanted:
                break
        self._text, self._at = "".join(parts), 0
        return got > 0


def _to_row(number: int, value: object, size: int, namer: Namer) -> Row | BadRow:
    if isinstance(value, list) and namer.names:
        value = namer.name(value)
    if not isinstance(value, dict):
        return BadRow(place=str(number), reason=f"is no article but a JSON {type(value).__name__}; an object is wanted")
    return Row(place=str(number), values=value, size=size)


def _refuse_deep(value: object) -> object:
    """``value`` unless what reads or writes it after us might run out of stack."""
    level = [value]
    for _ in range(_DEEPEST):
        level = [item for part in level for item in _items(part)]
        if not level:
            return value
    raise IntakeError(_TOO_DEEP)


def _items(value: object) -> list[object]:
    if isinstance(value, dict):
        return list(value.values())
    return list(value) if isinstance(value, list) else []


def _tell(error: ValueError) -> str:
    if isinstance(error, json.JSONDecodeError):
        return f"{error.msg} at line {error.lineno}, column {error.colno}"
    return " ".join(str(error).split())[:_SHOWN]
