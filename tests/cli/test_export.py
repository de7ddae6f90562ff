"""``volgens export``: the same rows in every format."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run


def test_json_and_csv_hold_the_same_attributions(filled: Run, tmp_path: Path) -> None:
    table = tmp_path / "out.csv"
    assert filled("export", "--format", "csv", "-o", table).exit_code == 0
    rows = list(csv.DictReader(io.StringIO(table.read_text(encoding="utf-8"))))
    tree = json.loads(filled("export", "--format", "json").stdout)
    ids = [
        a["attribution_id"] if "attribution_id" in a else a["id"] for x in tree["articles"] for a in x["attributions"]
    ]
    assert sorted(ids) == sorted(row["attribution_id"] for row in rows)
    assert len(rows) >= 4


def test_an_unknown_format_is_refused(filled: Run) -> None:
    assert filled("export", "--format", "xml").exit_code == 2
