"""``volgens export``: the same rows in every format."""

import csv
import io
import json
from pathlib import Path

from tests.cli.conftest import Run
from tests.export.brat_files import read_brat


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


def test_brat_writes_a_text_and_annotations_for_each_article(filled: Run, tmp_path: Path) -> None:
    assert filled("export", "--format", "brat", "-o", tmp_path / "brat").exit_code == 0
    texts = sorted((tmp_path / "brat").glob("*.txt"))
    assert len(texts) == 2
    for path in texts:
        annotations = path.with_suffix(".ann").read_text(encoding="utf-8")
        assert read_brat(path.read_bytes().decode("utf-8"), annotations)


def test_brat_needs_a_folder(filled: Run) -> None:
    assert filled("export", "--format", "brat").exit_code == 2


def test_columns_number_the_attributions_of_each_article(filled: Run) -> None:
    columns = filled("export", "--format", "columns").stdout
    tree = json.loads(filled("export", "--format", "json").stdout)
    assert columns.count("\n# attribution ") == sum(len(article["attributions"]) for article in tree["articles"])
    assert columns.count("\n# newdoc id = ") == 2
