"""That the reference says what every column and key holds, and nothing that is not there."""

import re
from collections.abc import Sequence
from pathlib import Path

import pytest

from volgens.export import TOKEN_COLUMNS
from volgens.export.csv_export import COLUMNS
from volgens.export.json_export import Json, build_article

from .readings import reading

REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "columns.md"


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
