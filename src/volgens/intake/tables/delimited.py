"""Rows from CSV and TSV, whichever sign stands between the columns."""

import csv
import re
from collections.abc import Iterator
from io import StringIO

from volgens.intake.tables.lines import Line, TextSource
from volgens.intake.tables.rows import BadRow, Namer, Row

_SIGNS = ",;\t|"
_SAMPLE_ROWS = 30
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?\s*', re.I)
_MOST_RUNAWAYS = 3


class _Feeder:
    """Lines for `csv.reader`, remembered from the beginning of a row so that a broken row can be left."""

    def __init__(self, lines: Iterator[Line], largest: int) -> None:
        self._lines = lines
        self._largest = largest
        self._size = 0
        self.again: list[Line] = []
        self.row: list[Line] = []
        self.problem: str | None = None

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self.again.pop() if self.again else next(self._lines)
        self.row.append(line)
        self._size += len(line.text)
        if line.problem is not None:
            self.problem = line.problem
            raise csv.Error(line.problem)
        if self._size > self._largest:
            raise csv.Error("a quotation mark that opens in it is not closed, or it is too long")
        return line.text

    def begin(self) -> None:
        """The row so far was good: forget its lines."""
        self.row.clear()
        self._size = 0
        self.problem = None

    def leave(self) -> None:
        """Go back to the second line of the row that is broken."""
        self.again.extend(reversed(self.row[1:]))
        self.begin()


def iter_delimited_rows(source: TextSource, *, largest: int, tab: bool = False) -> Iterator[Row | BadRow]:
    """The rows under the first one, which names the columns; ``tab`` where only tabs can stand between them.

    A row that breaks the rules of quotation costs itself and the lines up to the next row with all columns.
    """
    _allow_fields_of(largest)
    sign = "\t" if tab else _find_sign(source.head)
    feeder = _Feeder(_without_separator_line(source.lines()), largest)
    reader = csv.reader(feeder, delimiter=sign, strict=True)
    namer = Namer()
    number = runaways = 0
    mending = False
    while True:
        try:
            values = next(reader)
        except StopIteration:
            return
        except csv.Error as error:
            number += 1
            first = feeder.row[0].number if feeder.row else 0
            runaways += len(feeder.row) > 1
            fatal = not namer.names or runaways > _MOST_RUNAWAYS
            if not mending or fatal:
                yield BadRow(place=str(number), reason=_tell(feeder.problem or str(error), first), fatal=fatal)
            if fatal:
                return
            feeder.leave()
            reader = csv.reader(feeder, delimiter=sign, strict=True)
            mending = True
            continue
        first, size = feeder.row[0].number if feeder.row else 0, sum(len(line.text) for line in feeder.row)
        feeder.begin()
        if not any(value.strip() for value in values):
            continue
        if not namer.names:
            namer.learn(values)
            continue
        if mending and len(values) != len(namer.names):
            continue
        number += 1
        mending = False
        if namer.has_too_many(values):
            wanted = len(namer.names)
            reason = f"line {first} has {len(values)} columns, the first line only {wanted}; quote the longer values"
            yield BadRow(place=str(number), reason=reason)
            continue
        yield Row(place=str(number), values=namer.name(values), size=size)


def find_names(head: bytes, *, tab: bool = False) -> tuple[str, ...]:
    """The columns that the first line would name."""
    text = head.decode("utf-8", "replace")
    try:
        values = next(csv.reader(StringIO(text), delimiter="\t" if tab else _find_sign(head)), [])
    except csv.Error:
        return ()
    return tuple(value.strip() for value in values)


def _allow_fields_of(largest: int) -> None:
    """The library's own limit, 128 KB, is less than a long article; it holds for the whole process."""
    if csv.field_size_limit() < largest:
        csv.field_size_limit(largest)


def _without_separator_line(lines: Iterator[Line]) -> Iterator[Line]:
    """Spreadsheets may say in a first line ``sep=;`` what stands between the columns."""
    for line in lines:
        if line.number > 1 or not _SEPARATOR_LINE.fullmatch(line.text):
            yield line


def _find_sign(head: bytes) -> str:
    """The sign that gives the most columns, and as many in each row of the sample."""
    text = head.decode("utf-8", "replace")
    said = _SEPARATOR_LINE.fullmatch(text.partition("\n")[0])
    if said:
        return said.group(1)
    return max(_SIGNS, key=lambda sign: _fitness(text, sign))


def _fitness(text: str, sign: str) -> tuple[float, int]:
    widths: list[int] = []
    try:
        for values in csv.reader(StringIO(text), delimiter=sign):
            if values:
                widths.append(len(values))
            if len(widths) > _SAMPLE_ROWS:
                break
    except csv.Error:
        pass
    # The sample may break off in the last row.
    widths = widths[:-1] if len(widths) > 2 else widths
    if not widths or widths[0] < 2:
        return 0.0, 0
    return sum(width == widths[0] for width in widths) / len(widths), widths[0]


def _tell(problem: str, line: int) -> str:
    return f"the row that begins on line {line} cannot be read: {problem}"
