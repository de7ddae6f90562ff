"""Readings as files for other programs: a table (CSV), a document (JSON), brat's standoff, CoNLL-like columns."""

from volgens.export.brat_export import BRAT_CONFIGURATION, build_brat
from volgens.export.columns_export import TOKEN_COLUMNS, iter_column_lines, write_columns
from volgens.export.csv_export import write_csv
from volgens.export.json_export import write_json

__all__ = [
    "BRAT_CONFIGURATION",
    "TOKEN_COLUMNS",
    "build_brat",
    "iter_column_lines",
    "write_columns",
    "write_csv",
    "write_json",
]
