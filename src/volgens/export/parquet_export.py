"""A folder of Parquet tables, for pandas, R, DuckDB and their like; `volgens.export.tables` tells every column.

Needs the package pyarrow (``pip install "volgens[parquet]"``), which is imported when a table is begun.
"""

import importlib
from collections.abc import Iterable, Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import ModuleType
from typing import Generic

from volgens.dossier_model import Dossier
from volgens.errors import VolgensError
from volgens.export.tables import (
    ACTORS,
    ARTICLES,
    ATTRIBUTIONS,
    CLAIMS,
    POSITIONS,
    STANDS,
    AttributionRow,
    Cell,
    ClaimRow,
    Column,
    Kind,
    PositionRow,
    Row,
    StandRow,
)
from volgens.model import Actor, Reading

ROWS_AT_ONCE = 10_000
CHARACTERS_AT_ONCE = 32_000_000
"""A row group is written when it has as many rows, or as many characters; that much is held in memory a table."""

DossierTexts = tuple[Dossier, Mapping[str, str]]
"""A dossier with the texts of those of its articles that its positions point into, by id."""


def write_parquet(readings: Iterable[Reading], dossiers: Iterable[DossierTexts], folder: Path) -> int:
    """Write one file a table to ``folder``; returns the number of attributions.

    Holds a row group of each table. The files take their names only when all are whole; raises `VolgensError` where
    pyarrow is missing or a file cannot be written.
    """
    arrow, parquet = _load("pyarrow"), _load("pyarrow.parquet")
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with ExitStack() as stack:

            def table(name: str, columns: tuple[Column[Row], ...]) -> "_Table[Row]":
                return stack.enter_context(_open(folder / f"{name}.parquet", columns, (arrow, parquet)))

            written = _write_readings(
                readings, table("articles", ARTICLES), table("attributions", ATTRIBUTIONS), table("actors", ACTORS)
            )
            claims, stands, positions = table("claims", CLAIMS), table("stands", STANDS), table("positions", POSITIONS)
            for dossier, texts in dossiers:
                _write_claims(dossier, claims, stands)
                cards = {card.id: card for card in dossier.articles}
                for position in dossier.positions:
                    at = position.article_id
                    positions.add(
                        PositionRow(dossier=dossier, position=position, card=cards.get(at), text=texts.get(at))
                    )
    except (OSError, arrow.ArrowException) as error:
        raise VolgensError(f"cannot write tables to {folder}: {error}; choose another place") from error
    return written


def _write_readings(
    readings: Iterable[Reading],
    articles: "_Table[Reading]",
    attributions: "_Table[AttributionRow]",
    actors: "_Table[Actor]",
) -> int:
    written = 0
    for reading in readings:
        articles.add(reading)
        for attribution in reading.attributions:
            attributions.add(AttributionRow(reading=reading, attribution=attribution))
        for actor in reading.actors:
            actors.add(actor)
        written += len(reading.attributions)
    return written


def _write_claims(dossier: Dossier, claims: "_Table[ClaimRow]", stands: "_Table[StandRow]") -> None:
    cards = {card.id: card for card in dossier.articles}
    for claim in dossier.claims:
        claims.add(ClaimRow(dossier=dossier, claim=claim))
        for stand in claim.stands:
            stands.add(StandRow(dossier=dossier, claim=claim, stand=stand, card=cards.get(stand.article_id)))


class _Table(Generic[Row]):
    """A file that is being written, a row group at a time."""

    def __init__(self, path: Path, columns: tuple[Column[Row], ...], libraries: tuple[ModuleType, ModuleType]) -> None:
        self._columns = columns
        self._arrow, parquet = libraries
        self._schema = self._arrow.schema(
            [
                self._arrow.field(c.name, _arrow_type(self._arrow, c.kind), metadata={"description": c.what})
                for c in columns
            ]
        )
        self._writer = parquet.ParquetWriter(path, self._schema, compression="snappy")
        self._cells: list[list[Cell]] = [[] for _ in columns]
        self._characters = 0

    def add(self, row: Row) -> None:
        for cells, column in zip(self._cells, self._columns, strict=True):
            cell = column.cell(row)
            cells.append(cell)
            self._characters += len(cell) if isinstance(cell, str) else 0
        if len(self._cells[0]) >= ROWS_AT_ONCE or self._characters >= CHARACTERS_AT_ONCE:
            self.flush()

    def flush(self) -> None:
        if not self._cells[0]:
            return
        arrays = [self._arrow.array(cells, type=self._schema.field(i).type) for i, cells in enumerate(self._cells)]
        self._writer.write_table(self._arrow.table(arrays, schema=self._schema))
        self._cells = [[] for _ in self._columns]
        self._characters = 0

    def close(self) -> None:
        self._writer.close()


@contextmanager
def _open(
    path: Path, columns: tuple[Column[Row], ...], libraries: tuple[ModuleType, ModuleType]
) -> Iterator[_Table[Row]]:
    """A table that stands at ``path`` once it is whole; until then beside it."""
    beside = path.with_name(f".{path.name}.part")
    table = _Table(beside, columns, libraries)
    try:
        yield table
        table.flush()
        table.close()
        beside.replace(path)
    except BaseException:
        with suppress(Exception):
            table.close()
        beside.unlink(missing_ok=True)
        raise


def _arrow_type(arrow: ModuleType, kind: Kind) -> object:
    match kind:
        case Kind.TEXT:
            return arrow.string()
        case Kind.TEXTS:
            return arrow.list_(arrow.string())
        case Kind.TIME:
            return arrow.timestamp("us", tz="UTC")
        case Kind.COUNT:
            return arrow.int32()
        case Kind.SHARE:
            return arrow.float64()
        case Kind.TRUTH:
            return arrow.bool_()
        case Kind.SPANS:
            return arrow.list_(arrow.struct([("start", arrow.int32()), ("end", arrow.int32())]))


def _load(name: str) -> ModuleType:
    try:
        return importlib.import_module(name)
    except ImportError as error:
        raise VolgensError(
            'Parquet needs the package pyarrow; install it with: pip install "volgens[parquet]"'
        ) from error
