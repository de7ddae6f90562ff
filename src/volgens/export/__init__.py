"""Readings as files for other programs: a flat table (CSV) and a nested document (JSON), both written as they come."""

from volgens.export.csv_export import write_csv
from volgens.export.json_export import write_json

__all__ = ["write_csv", "write_json"]
