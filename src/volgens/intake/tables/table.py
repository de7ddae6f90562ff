"""Tables of articles: JSON Lines, JSON, CSV, TSV and Parquet become one document a row."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import chain
from typing import BinaryIO

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address
from volgens.intake.sizes import check_size
from volgens.intake.tables.columns import (
    CONTENT,
    has_column,
    has_content_column,
    is_empty,
    name_fields,
    tell_columns,
)
from volgens.intake.tables.delimited import iter_delimited_rows
from volgens.intake.tables.json_rows import find_rows, iter_json_rows
from volgens.intake.tables.lines import TextSource
from volgens.intake.tables.ninjs import is_ninjs, to_record
from volgens.intake.tables.parquet import iter_parquet_rows
from volgens.intake.tables.records import RECORD_TYPE, to_text, write_record
from volgens.intake.tables.rows import BadRow, Row
from volgens.intake.timestamps import parse_cell
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

NINJS_TYPE = "application/json"
_MOST_TRIED = 50
_MOST_BYTES_TRIED = 1_000_000


class TableKind(StrEnum):
    """How a table is written."""

    JSON = "JSON"
    JSON_LINES = "JSON Lines"
    CSV = "CSV"
    TSV = "TSV"
    PARQUET = "Parquet"


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """A table to be read: its name, its form, and which of its columns are which of our fields."""

    name: str
    kind: TableKind
    columns: Mapping[str, str] | None = None


def iter_table(stream: BinaryIO, table: Table, settings: Settings) -> Iterator[RawDocument | Failure]:
    """A document for each row of ``table``, whose unpacked bytes ``stream`` gives; bad rows become failures."""
    rows = _iter_rows(stream, table.kind, settings)
    tried, problem = _try_columns(rows, table)
    if problem is not None:
        yield from (_failure(table, row) for row in tried if isinstance(row, BadRow))
        yield Failure(location=table.name, reason=problem)
        return
    if note := _doubt_times(tried, table):
        yield Failure(location=table.name, reason=note)
    for row in chain(tried, rows):
        yield _failure(table, row) if isinstance(row, BadRow) else _to_document(row, table, settings)


def _iter_rows(stream: BinaryIO, kind: TableKind, settings: Settings) -> Iterator[Row | BadRow]:
    limit = settings.largest_document
    try:
        if kind is TableKind.PARQUET:
            yield from iter_parquet_rows(stream)
            return
        source = TextSource(stream, largest_line=limit)
        if kind in {TableKind.JSON, TableKind.JSON_LINES}:
            for row in iter_json_rows(source, largest=limit, lines=kind is TableKind.JSON_LINES):
                yield from _unwrap(row)
        else:
            yield from iter_delimited_rows(source, largest=limit, tab=kind is TableKind.TSV)
    except IntakeError as error:
        yield BadRow(place="", reason=str(error), fatal=True)
    except OSError as error:
        yield BadRow(place="", reason=f"cannot be read on: {error.strerror or error}", fatal=True)


def _unwrap(row: Row | BadRow) -> Iterator[Row | BadRow]:
    """The articles in the answer of a server, or the row itself where it is none."""
    inner = find_rows(row.values) if isinstance(row, Row) else None
    if inner is None or isinstance(row, BadRow) or is_ninjs(row.values) or _has_text(name_fields(row.values, None)):
        yield row
        return
    for number, value in enumerate(inner, start=1):
        if isinstance(value, dict):
            yield Row(place=f"{row.place}.{number}", values=value, size=row.size // len(inner))


def _try_columns(rows: Iterator[Row | BadRow], table: Table) -> tuple[list[Row | BadRow], str | None]:
    """The first rows, and why the table cannot be read where they lack the columns that it needs."""
    tried: list[Row | BadRow] = []
    size = 0
    for row in rows:
        tried.append(row)
        size += row.size if isinstance(row, Row) else 0
        if len(tried) >= _MOST_TRIED or size >= _MOST_BYTES_TRIED:
            break
    good = [row.values for row in tried if isinstance(row, Row)]
    if not good:
        return tried, None if tried else f"is a {table.kind} table without rows"
    names = tell_columns(iter(dict.fromkeys(name for values in good for name in values)))
    for ours, theirs in (table.columns or {}).items():
        if not any(has_column(values, theirs) for values in good):
            return tried, f"has no column {theirs!r} to take {ours!r} from; its columns are {names}"
    if set(CONTENT) & set(table.columns or {}):
        return tried, None
    if not any(is_ninjs(values) or has_content_column(values) for values in good):
        return tried, f"has no column that is known to hold the text; name it with --map text=COLUMN; it has {names}"
    return tried, None


def _doubt_times(tried: list[Row | BadRow], table: Table) -> str | None:
    """A word about a column of times of which none can be read: the articles are read without."""
    rows = [name_fields(row.values, table.columns) for row in tried if isinstance(row, Row)]
    for field in ("published", "modified"):
        values = [row[field] for row in rows if not is_empty(row.get(field))]
        if values and not any(parse_cell(value) for value in values):
            shown = " ".join(str(values[0]).split())[:40]
            return f"has times of {field!r} that cannot be read, such as {shown!r}; its articles are read without"
    return None


def _to_document(row: Row, table: Table, settings: Settings) -> RawDocument | Failure:
    place = f"{table.name}#{row.place}"
    media_type = RECORD_TYPE
    fields = name_fields(row.values, table.columns)
    told = fields
    if not _has_text(fields) and is_ninjs(row.values):
        media_type, fields = NINJS_TYPE, dict(row.values)
        try:
            told = dict(to_record(row.values))
        except IntakeError as error:
            return Failure(location=place, reason=str(error))
    elif not _has_text(fields):
        return Failure(location=place, reason=f"row {row.place} has no text")
    try:
        data = write_record(fields)
    except (ValueError, RecursionError, TypeError):
        return Failure(location=place, reason=f"row {row.place} cannot be written as JSON")
    try:
        check_size(len(data), settings)
    except IntakeError as error:
        return Failure(location=place, reason=f"row {row.place} {error}")
    address = told.get("address")
    found = absolute_address(address) if isinstance(address, str) else None
    document = RawDocument(data=data, media_type=media_type, location=found or place, container=place)
    captured = parse_cell(told.get("captured"))
    return replace(document, captured=captured) if captured else document


def _has_text(fields: Mapping[str, object]) -> bool:
    return any(to_text(fields.get(field)) is not None for field in CONTENT)


def _failure(table: Table, row: BadRow) -> Failure:
    where = f"{table.name}#{row.place}" if row.place else table.name
    reason = row.reason if not row.place else f"row {row.place}: {row.reason}"
    rest = "; nothing behind it is read" if row.fatal and row.place else ""
    return Failure(location=where, reason=reason + rest)
