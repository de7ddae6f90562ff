"""Rows from Parquet, read a few at a time."""

import importlib
from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, date, datetime, time
from math import isfinite
from types import ModuleType
from typing import BinaryIO, Protocol

from volgens.errors import IntakeError
from volgens.intake.tables.rows import BadRow, Namer, Row

_BATCH = 64
_LARGE_ROW = 1_000_000
_DEEPEST = 20


class _CellType(Protocol):
    """What we need of the type of a time."""

    tz: str | None


class Cell(Protocol):
    """What we need of a pyarrow scalar."""

    type: _CellType

    def as_py(self) -> object: ...


class Batch(Protocol):
    """What we need of a pyarrow record batch."""

    num_rows: int
    columns: Sequence[Sequence[Cell]]


def iter_parquet_rows(stream: BinaryIO) -> Iterator[Row | BadRow]:
    """The rows of the file in ``stream``, which can be sought in; raises `IntakeError` without the library."""
    arrow, parquet = _load("pyarrow"), _load("pyarrow.parquet")
    number = 0
    try:
        file = parquet.ParquetFile(stream)
        namer = Namer()
        if not namer.learn(list(file.schema_arrow.names)):
            raise ValueError("it has no columns")
        batch: Batch
        for batch in file.iter_batches(batch_size=_batch_size(file.metadata), use_threads=False):
            for index in range(batch.num_rows):
                number += 1
                yield _read_row(namer, [_value(column[index]) for column in batch.columns], number)
    except (arrow.ArrowException, OSError, ValueError, MemoryError) as error:
        reason = f"is damaged or no Parquet that can be read: {' '.join(str(error).split())[:200]}"
        yield BadRow(place=str(number + 1), reason=reason, fatal=True)


def _value(cell: Cell) -> object:
    try:
        return cell.as_py()
    except (ValueError, OverflowError):
        # A time finer than Python's, for which the library wants pandas; it ends in nanoseconds since 1970.
        ticks = getattr(cell, "value", None)
        if not isinstance(ticks, int) or getattr(cell.type, "unit", "") != "ns":
            return None
        moment = datetime.fromtimestamp(ticks // 10**9, UTC).replace(microsecond=ticks % 10**9 // 1000)
        return moment.isoformat() if cell.type.tz else moment.replace(tzinfo=None).isoformat()


def _read_row(namer: Namer, values: Sequence[object], number: int) -> Row | BadRow:
    try:
        plain = [_to_plain(value) for value in values]
    except IntakeError as error:
        return BadRow(place=str(number), reason=str(error))
    size = sum(len(value) for value in plain if isinstance(value, str))
    return Row(place=str(number), values=namer.name(plain), size=size)


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise IntakeError("is a Parquet file; to read those, install the package pyarrow") from error


class Group(Protocol):
    """What we need of a row group's metadata."""

    num_rows: int
    total_byte_size: int


class _Metadata(Protocol):
    """What we need of a file's metadata."""

    num_row_groups: int

    def row_group(self, index: int, /) -> Group: ...


def _batch_size(metadata: _Metadata) -> int:
    """How many rows to hold at a time: one, where rows are large."""
    groups = [metadata.row_group(index) for index in range(metadata.num_row_groups)]
    return 1 if any(group.total_byte_size > _LARGE_ROW * max(group.num_rows, 1) for group in groups) else _BATCH


def _to_plain(value: object, depth: int = _DEEPEST) -> object:
    """``value`` as JSON knows it; raises `IntakeError` where it is nested too deep."""
    if value is None or isinstance(value, bool | int | float | str):
        return value if not isinstance(value, float) or isfinite(value) else None
    if not depth:
        raise IntakeError("is nested too deep to be an article")
    if isinstance(value, Mapping):
        return {str(key): _to_plain(item, depth - 1) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_to_plain(item, depth - 1) for item in value]
    if isinstance(value, datetime | date | time):
        return value.isoformat()
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value)
