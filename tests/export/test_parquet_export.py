"""Parquet tables, read back by pyarrow."""

import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from volgens.errors import VolgensError
from volgens.export import parquet_export, write_parquet
from volgens.export.tables import ATTRIBUTIONS, Kind
from volgens.model import Reading

from .dossiers import dossier
from .readings import PUBLISHED, TEXT, empty_reading, reading, reading_of_words

TABLES = ("articles", "attributions", "actors", "claims", "stands", "positions")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = reading()
    assert write_parquet([made, empty_reading()], [(dossier(), {made.article.id: TEXT})], tmp_path) == 2
    return tmp_path


def rows(folder: Path, table: str) -> list[dict[str, object]]:
    found: list[dict[str, object]] = pq.read_table(folder / f"{table}.parquet").to_pylist()
    return found


def test_a_folder_holds_every_table_and_nothing_else(folder: Path) -> None:
    assert sorted(path.name for path in folder.iterdir()) == sorted(f"{name}.parquet" for name in TABLES)


def test_an_attribution_is_a_row_with_its_words_and_places(folder: Path) -> None:
    row = rows(folder, "attributions")[1]
    assert (row["act"], row["entity"], row["outlet"]) == ("deny", "de gemeente", "De Kade")
    assert (row["source"], row["cue"], row["content"]) == ("De gemeente", "ontkent", "de brug dicht gaat")
    assert row["content_spans"] == [{"start": 40, "end": 58}]
    assert row["parent"] == rows(folder, "attributions")[0]["attribution_id"]


def test_words_in_pieces_are_joined_and_their_places_kept(folder: Path) -> None:
    row = rows(folder, "attributions")[0]
    assert row["content"] == "De gemeente ontkent … de brug dicht gaat"
    assert row["content_spans"] == [{"start": 0, "end": 19}, {"start": 40, "end": 58}]
    assert (row["via"], row["via_spans"]) == (None, [])


def test_times_are_instants_with_a_zone(folder: Path) -> None:
    assert rows(folder, "articles")[0]["published"] == PUBLISHED.astimezone(UTC)
    assert str(pq.read_schema(folder / "articles.parquet").field("published").type) == "timestamp[us, tz=UTC]"


def test_a_time_at_the_end_of_all_years_does_no_harm(tmp_path: Path) -> None:
    made = reading()
    last = datetime.fromisoformat("9999-12-31T23:59:00-05:00")
    write_parquet([replace(made, article=replace(made.article, published=last))], [], tmp_path)
    assert rows(tmp_path, "articles")[0]["published"] == last.replace(tzinfo=UTC)


def test_an_article_without_attributions_is_a_row_too(folder: Path) -> None:
    assert [row["attributions"] for row in rows(folder, "articles")] == [2, 0]


def test_who_stands_how_towards_a_claim(folder: Path) -> None:
    assert [(row["actor"], row["stance"]) for row in rows(folder, "stands")] == [
        ("De Kade", "asserts"),
        ("de gemeente", "denies"),
    ]
    assert rows(folder, "stands")[1]["path"] == ["De Kade", "de gemeente"]
    assert [(row["contested"], row["stands"]) for row in rows(folder, "claims")] == [(True, 2)]


def test_a_position_has_the_words_of_its_matter_and_condition(folder: Path) -> None:
    (row,) = rows(folder, "positions")
    assert (row["act"], row["matter"], row["condition"]) == ("warn", "de brug dicht gaat", "dat")


def test_a_position_without_its_text_keeps_the_places(tmp_path: Path) -> None:
    write_parquet([], [(dossier(), {})], tmp_path)
    (row,) = rows(tmp_path, "positions")
    assert (row["matter"], row["matter_spans"]) == (None, [{"start": 40, "end": 58}])


def test_empty_tables_have_their_columns(tmp_path: Path) -> None:
    assert write_parquet([], [], tmp_path) == 0
    assert pq.read_table(tmp_path / "attributions.parquet").column_names == [column.name for column in ATTRIBUTIONS]


def test_rows_go_out_in_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_export, "ROWS_AT_ONCE", 4)
    write_parquet((reading() for _ in range(5)), [], tmp_path)
    file = pq.ParquetFile(tmp_path / "attributions.parquet")
    assert [file.metadata.row_group(i).num_rows for i in range(file.metadata.num_row_groups)] == [4, 4, 2]


def test_long_texts_make_smaller_groups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet_export, "CHARACTERS_AT_ONCE", 10)
    write_parquet([reading(), empty_reading()], [], tmp_path)
    assert pq.ParquetFile(tmp_path / "articles.parquet").metadata.num_row_groups == 2


def test_half_a_surrogate_pair_is_replaced_and_offsets_stay(tmp_path: Path) -> None:
    write_parquet([reading_of_words("a\ud800b")], [], tmp_path)
    (row,) = rows(tmp_path, "attributions")
    assert (row["content"], row["content_spans"]) == ("a\ufffdb", [{"start": 0, "end": 3}])


def test_what_fails_halfway_leaves_no_file(tmp_path: Path) -> None:
    def broken() -> Iterator[Reading]:
        yield reading()
        raise RuntimeError("stop")

    with pytest.raises(RuntimeError, match="stop"):
        write_parquet(broken(), [], tmp_path)
    assert list(tmp_path.iterdir()) == []


def test_a_place_that_is_no_folder_is_an_error_of_ours(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(VolgensError, match="choose another place"):
        write_parquet([], [], tmp_path / "file")


def test_without_the_library_the_error_says_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    with pytest.raises(VolgensError, match=r"volgens\[parquet\]"):
        write_parquet([], [], tmp_path)


def test_types_are_those_that_are_documented(folder: Path) -> None:
    schema = pq.read_schema(folder / "attributions.parquet")
    kinds = {column.name: column.kind for column in ATTRIBUTIONS}
    # Arrow gives the items of a list a name of their own, which says nothing.
    told = {field.name: str(field.type).replace("element: ", "").replace("item: ", "") for field in schema}
    assert told == {name: Kind(kind).value for name, kind in kinds.items()}


def test_the_file_itself_says_what_its_columns_mean(folder: Path) -> None:
    field = pq.read_schema(folder / "attributions.parquet").field("cue")
    assert field.metadata[b"description"].decode() == "the words that express the attribution"
