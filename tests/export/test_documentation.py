"""That the reference says what every column and key holds, and nothing that is not there."""

import re
from collections.abc import Sequence
from dataclasses import fields
from pathlib import Path

import pytest

from volgens.cli.exporting import Format
from volgens.evaluate import BratLabels
from volgens.export import TOKEN_COLUMNS
from volgens.export.csv_export import COLUMNS
from volgens.export.json_export import Json, build_article
from volgens.export.tables import ACTORS, ARTICLES, ATTRIBUTIONS, CLAIMS, POSITIONS, STANDS
from volgens.export.trig_export import grasp_values
from volgens.model import Act

from .readings import reading

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "columns.md"
FORMATS = REFERENCE.with_name("formats.md")
TABLES = {
    "articles": ARTICLES,
    "attributions": ATTRIBUTIONS,
    "actors": ACTORS,
    "claims": CLAIMS,
    "stands": STANDS,
    "positions": POSITIONS,
}


def documented(header: str) -> list[str]:
    """First cells of the table under ``header``."""
    after = REFERENCE.read_text(encoding="utf-8").split(f"| {header} | what stands in it |\n| --- | --- |\n", 1)[1]
    return re.findall(r"^\| `([\w:]+)` \| \S.* \|$", after.split("\n\n", 1)[0], flags=re.MULTILINE)


def first(items: Json) -> list[str]:
    assert isinstance(items, Sequence)
    item = items[0]
    assert isinstance(item, dict)
    return list(item)


def test_every_column_is_documented_in_order() -> None:
    assert documented("column") == list(COLUMNS)


def test_every_column_of_a_token_is_documented_in_order() -> None:
    assert documented("column of a token") == list(TOKEN_COLUMNS)


@pytest.mark.parametrize("kind", ["block", "attribution", "actor", "mention"])
def test_every_key_of_a_record_is_documented(kind: str) -> None:
    assert documented(f"key of {'an' if kind[0] == 'a' else 'a'} {kind}") == first(build_article(reading())[f"{kind}s"])


def test_every_key_of_an_article_is_documented() -> None:
    assert documented("key of an article") == list(build_article(reading()))


def test_every_key_of_a_span_is_documented() -> None:
    attributions = build_article(reading())["attributions"]
    assert isinstance(attributions, list)
    assert documented("key of a span") == first(attributions[0]["content"])


def test_the_documented_way_to_undo_an_apostrophe_works() -> None:
    match = re.search(r're\.sub\(r"(.+)", r"(.+)", cell\)', REFERENCE.read_text(encoding="utf-8"))
    assert match is not None
    assert [re.sub(match[1], match[2], cell) for cell in ("'=1", "''-x", "'t Gooi", "'\t")] == [
        "=1",
        "'-x",
        "'t Gooi",
        "\t",
    ]


@pytest.mark.parametrize("table", TABLES)
def test_every_column_of_a_parquet_table_is_documented_with_its_type_and_meaning(table: str) -> None:
    after = REFERENCE.read_text(encoding="utf-8").split(f"| column of {table} | type | what stands in it |\n", 1)[1]
    told = after.split("\n\n", 1)[0].splitlines()[1:]
    assert told == [f"| `{column.name}` | `{column.kind.value}` | {column.what} |" for column in TABLES[table]]


def test_every_format_is_documented() -> None:
    listed = re.findall(r"^\| [^|]+ \| `(\w+)` \|", FORMATS.read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert sorted(listed) == sorted(Format)


def test_every_act_has_its_value_in_grasp_documented() -> None:
    text = FORMATS.read_text(encoding="utf-8").split("| act | `rdf:value` in GRaSP |", 1)[1].split("\n\n", 1)[0]
    told: dict[str, str] = {}
    for acts, values in re.findall(r"^\| ([a-z, ]+) \| (.+) \|$", text, flags=re.MULTILINE):
        told |= dict.fromkeys(acts.split(", "), values)
    assert told.keys() == set(Act)
    for act in Act:
        wanted = [f"`{value}`" for value in grasp_values(act)]
        assert told[act] == ", ".join(wanted) if wanted else told[act].startswith("none")


def test_every_label_of_brat_is_documented() -> None:
    text = " ".join(FORMATS.read_text(encoding="utf-8").split())
    listed = re.findall(r"`(\w+)`", text.split("; parts are ", 1)[1].split(".", 1)[0])
    assert listed == [field.name for field in fields(BratLabels)]
