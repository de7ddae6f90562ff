"""Tables of articles in every form, with good rows and bad ones."""

import gzip
import io
import json
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from fastwarc.stream_io import ZstdWriter
from hypothesis import given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st

from volgens.errors import IntakeError
from volgens.intake import iter_documents, read_article
from volgens.intake.tables import parquet as parquet_module
from volgens.intake.tables.records import RECORD_TYPE
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

TEXT = "De wethouder zegt dat de brug dicht blijft.\n\nDe aannemer ontkent dat hij te laat was."
ROW = {"titel": "Brug dicht", "tekst": TEXT, "url": "https://krant.example/brug", "datum": "2026-03-04"}


def read(
    path: Path, columns: dict[str, str] | None = None, settings: Settings | None = None
) -> list[RawDocument | Failure]:
    return list(iter_documents([path], settings=settings or Settings(), columns=columns))


def write(tmp_path: Path, name: str, data: str | bytes) -> Path:
    path = tmp_path / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return path


def fields(found: RawDocument | Failure) -> dict[str, object]:
    assert isinstance(found, RawDocument), found.reason
    value = json.loads(found.data)
    assert isinstance(value, dict)
    return value


def texts(path: Path, columns: dict[str, str] | None = None) -> list[object]:
    return [fields(found).get("text") for found in read(path, columns) if isinstance(found, RawDocument)]


def reasons(path: Path, columns: dict[str, str] | None = None, settings: Settings | None = None) -> list[str]:
    found = [found.reason for found in read(path, columns, settings) if isinstance(found, Failure)]
    assert not any("\n" in reason for reason in found)
    return found


def lines(*rows: object) -> str:
    return "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)


def test_a_row_is_a_record_with_our_names_and_loses_nothing(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines(ROW | {"lengte": 12, "tags": ["brug"], "title": None}))
    (found,) = read(path)
    assert isinstance(found, RawDocument)
    assert (found.media_type, found.location) == (RECORD_TYPE, "https://krant.example/brug")
    assert found.container == f"{path}#1"
    assert found.data.decode() == (
        '{"address":"https://krant.example/brug","lengte":12,"published":"2026-03-04","tags":["brug"],'
        f'"text":{json.dumps(TEXT)},"title":"Brug dicht","title_":null}}'
    )


def test_a_row_without_an_address_is_found_by_its_place(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines({"text": TEXT}, {"text": TEXT, "url": "geen adres"}))
    assert [found.location for found in read(path)] == [f"{path}#1", f"{path}#2"]


def as_parquet(rows: list[dict[str, object]]) -> bytes:
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist(rows), written)
    return written.getvalue()


def as_csv(sign: str, encoding: str = "utf-8", end: str = "\r\n") -> bytes:
    quoted = [f'"{value}"' for value in ROW.values()]
    return (sign.join(ROW) + end + sign.join(quoted) + end).encode(encoding)


def as_zstandard(data: bytes) -> bytes:
    written = io.BytesIO()
    writer = ZstdWriter(written)
    writer.write(data)
    writer.finish()
    writer.close()
    return written.getvalue()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.jsonl", lines(ROW).encode()),
        ("a.ndjson", lines(ROW).encode("utf-8-sig")),
        ("a.jsonl", lines(ROW).encode("utf-16")),
        ("a.json", json.dumps(ROW).encode()),
        ("a.json", json.dumps([ROW], indent=2).encode()),
        ("a.json", json.dumps({"status": "ok", "response": {"results": [ROW]}}).encode()),
        ("a.json", json.dumps([list(ROW), list(ROW.values())]).encode()),
        ("a.jsonl", lines(list(ROW), list(ROW.values())).encode()),
        ("a.jsonl.gz", gzip.compress(lines(ROW).encode())),
        ("a.jsonl.zst", as_zstandard(lines(ROW).encode())),
        ("a.csv", as_csv(",")),
        ("a.csv", as_csv(";", "utf-8-sig")),
        ("a.csv", as_csv("\t", "utf-16")),
        ("a.csv", as_csv("|", end="\n")),
        ("a.csv", b"sep=;\r\n" + as_csv(";")),
        ("a.csv.gz", gzip.compress(as_csv(";"))),
        ("a.tsv", as_csv("\t")),
        ("a.parquet", as_parquet([dict(ROW)])),
        ("dump", lines(ROW).encode()),
        ("dump.bin", as_parquet([dict(ROW)])),
        ("dump.gz", gzip.compress(json.dumps([ROW]).encode())),
    ],
)
def test_every_form_gives_the_same_document(tmp_path: Path, name: str, data: bytes) -> None:
    wanted = read(write(tmp_path, "wanted.jsonl", lines(ROW)))[0]
    assert isinstance(wanted, RawDocument)
    (found,) = read(write(tmp_path, name, data))
    assert isinstance(found, RawDocument), found.reason
    assert (found.id, found.location) == (wanted.id, wanted.location)
    article = read_article(found, settings=Settings())
    assert article.title == "Brug dicht"
    assert article.text == f"Brug dicht\n\n{TEXT}"


def test_columns_may_be_named_and_lead_into_objects(tmp_path: Path) -> None:
    row = {"inhoud": {"lang": TEXT, "kort": "x"}, "k.o.p": "Brug dicht", "text": "iets anders"}
    path = write(tmp_path, "a.jsonl", lines(row))
    found = fields(read(path, {"text": "inhoud.lang", "title": "k.o.p"})[0])
    assert found == {"text": TEXT, "title": "Brug dicht", "text_": "iets anders", "inhoud": row["inhoud"]}


def test_a_column_that_was_named_but_is_not_there_is_one_failure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "kop,body\n" + "Brug,tekst\n" * 200)
    assert reasons(path, {"text": "inhoud"}) == [
        "has no column 'inhoud' to take 'text' from; its columns are kop, body"
    ]
    assert texts(path, {"text": "inhoud"}) == []


def test_a_column_that_some_rows_leave_out_is_no_failure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines({"t": TEXT}, {"t": TEXT, "k": "Brug"}))
    assert len(texts(path, {"text": "t", "title": "k"})) == 2


def test_a_table_without_a_known_column_for_the_text_is_one_failure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "id,naam\n" + "1,Jan\n" * 200)
    assert reasons(path) == [
        "has no column that is known to hold the text; name it with --map text=COLUMN; it has id, naam"
    ]


def test_a_field_that_articles_do_not_have_is_refused(tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="'kop' is no field of an article; the fields are text, html, title"):
        read(write(tmp_path, "a.csv", "a\n"), {"kop": "a"})


def test_a_row_without_text_is_a_failure_with_its_number(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines(ROW, {"tekst": "  "}, {"tekst": None}, ROW))
    found = read(path)
    assert [type(one) for one in found] == [RawDocument, Failure, Failure, RawDocument]
    assert (found[1].location, reasons(path)) == (f"{path}#2", ["row 2 has no text", "row 3 has no text"])


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    good = lines(ROW)
    path = write(tmp_path, "a.jsonl", good + '{"tekst": "half\n' + "\n" + "[1, 2]\n" + '"los"\n' + good)
    assert len(texts(path)) == 2
    told = reasons(path)
    assert [reason.partition(":")[0] for reason in told] == ["row 2", "row 4", "row 5"]
    assert "is not valid JSON" in told[0]


def test_a_bad_first_line_costs_only_itself(tmp_path: Path) -> None:
    assert len(texts(write(tmp_path, "a.jsonl", '{"tekst": half}\n' + lines(ROW, ROW)))) == 2


@pytest.mark.parametrize("byte", [b"\xe2\x82", b"\xff"])
def test_a_line_in_no_encoding_costs_only_itself(tmp_path: Path, byte: bytes) -> None:
    broken = b'{"tekst": "caf\xc3\xa9 ' + byte + b' caf\xc3\xa9 caf\xc3\xa9"}\n'
    path = write(tmp_path, "a.jsonl", lines(ROW).encode() + broken + lines(ROW).encode())
    assert len(texts(path)) == 2
    assert "is UTF-8 with damage" in reasons(path)[0]


def test_a_line_over_the_limit_costs_only_itself(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines(ROW, {"tekst": "x" * 5000}, ROW))
    found = read(path, settings=Settings(largest_document=2000))
    assert [type(one) for one in found] == [RawDocument, Failure, RawDocument]


def test_a_list_that_is_cut_gives_what_came_before(tmp_path: Path) -> None:
    path = write(tmp_path, "a.json", json.dumps([ROW] * 3)[:-30])
    assert len(texts(path)) == 2
    assert "nothing behind it is read" in reasons(path)[0]


def test_a_list_of_any_length_is_read_piece_by_piece(tmp_path: Path) -> None:
    rows = [{"tekst": f"{number} " + "De brug is dicht. " * number} for number in range(300)]
    path = write(tmp_path, "a.json", json.dumps(rows, indent=1))
    assert texts(path) == [row["tekst"] for row in rows]


def test_json_that_is_nested_too_deep_is_a_failure(tmp_path: Path) -> None:
    deep = '{"tekst": "De brug is dicht.", "a": ' + "[" * 5000 + "]" * 5000 + "}\n"
    path = write(tmp_path, "a.jsonl", lines(ROW) + deep + lines(ROW))
    assert len(texts(path)) == 2
    assert "nested too deep" in reasons(path)[0]


def test_numbers_that_json_does_not_know_cost_no_text(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"tekst": "De brug is dicht.", "score": NaN, "n": -Infinity}\n')
    assert fields(read(path)[0]) == {"text": "De brug is dicht.", "score": None, "n": None}


def test_half_a_character_survives_in_the_record(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", '{"tekst": "De brug \\ud83d is dicht."}\n')
    (found,) = read(path)
    assert fields(found)["text"] == "De brug \ud83d is dicht."
    assert isinstance(found, RawDocument)
    assert read_article(found, settings=Settings()).text == "De brug  is dicht."


def test_line_ends_and_signs_inside_quotation_marks_are_text(tmp_path: Path) -> None:
    data = 'kop;tekst\r\n"Brug; dicht";"Regel een.\r\nHij zei: ""dicht"".\n\nRegel drie."\r\n'
    assert texts(write(tmp_path, "a.csv", data)) == ['Regel een.\r\nHij zei: "dicht".\n\nRegel drie.']


def test_a_table_of_the_old_encoding_is_read(tmp_path: Path) -> None:
    data = "kop,tekst\n" + "Café,De eigenaar zegt: ‘we blijven één dag dicht’.\n" * 20
    assert (
        texts(write(tmp_path, "a.csv", data.encode("cp1252"))) == ["De eigenaar zegt: ‘we blijven één dag dicht’."] * 20
    )


def test_a_quotation_mark_that_is_not_closed_costs_only_its_row(tmp_path: Path) -> None:
    rows = [f"kop {number},De brug {number} is dicht.\n" for number in range(9)]
    rows[3] = 'kop 3,"De brug 3 is dicht.\n'
    path = write(tmp_path, "a.csv", "kop,tekst\n" + "".join(rows))
    assert len(texts(path)) == 8
    assert reasons(path) == ["row 4: the row that begins on line 5 cannot be read: unexpected end of data"]


def test_many_broken_rows_do_not_take_long(tmp_path: Path) -> None:
    data = "kop,tekst\n" + 'a,"x""\n' * 20_000
    assert len(read(write(tmp_path, "a.csv", data))) < 20_001


def test_columns_without_a_name_or_with_the_same_one_keep_their_values(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "tekst,,a,a,a 4\nDe brug is dicht.,1,2,3,4\n")
    found = fields(read(path)[0])
    assert found == {"text": "De brug is dicht.", "column 2": "1", "a": "2", "a 4": "3", "a 4 5": "4"}


def test_a_row_with_too_many_columns_is_a_failure(tmp_path: Path) -> None:
    path = write(tmp_path, "a.csv", "kop,tekst\nBrug,dicht, zegt de wethouder\nBrug,De brug is dicht.,,\n")
    assert texts(path) == ["De brug is dicht."]
    assert "line 2 has 3 columns, the first line only 2" in reasons(path)[0]


def test_long_fields_are_read_whole(tmp_path: Path) -> None:
    long = "De brug is dicht. " * 20_000
    assert texts(write(tmp_path, "a.csv", f'kop,tekst\n"x","{long}"\n')) == [long]


def test_times_and_lists_of_parquet_are_kept(tmp_path: Path) -> None:
    table = pa.table(
        {
            "text": ["De brug is dicht."],
            "published": pa.array([1772640000123456789], pa.timestamp("ns")),
            "modified": pa.array([1772640000000000], pa.timestamp("us", "Europe/Amsterdam")),
            "authors": pa.array([["Jan de Wit", "An Smit"]]),
            "extra": pa.array([{"a": b"x"}]),
            "nul": pa.array([float("nan")]),
        }
    )
    written = io.BytesIO()
    pq.write_table(table, written)
    (found,) = read(write(tmp_path, "a.parquet", written.getvalue()))
    assert isinstance(found, RawDocument)
    article = read_article(found, settings=Settings())
    assert article.published is not None
    assert article.published.isoformat() == "2026-03-04T16:00:00+01:00"
    assert article.modified == datetime(2026, 3, 4, 16, 0, tzinfo=UTC)
    assert article.byline == "Jan de Wit, An Smit"
    assert fields(found)["nul"] is None


@pytest.mark.parametrize("cut", [slice(0, 60), slice(0, -20)])
def test_damaged_parquet_is_a_failure(tmp_path: Path, cut: slice) -> None:
    path = write(tmp_path, "a.parquet", as_parquet([dict(ROW)] * 50)[cut])
    assert "is damaged or no Parquet that can be read" in reasons(path)[0]


def test_without_the_library_parquet_is_a_clear_failure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(name: str) -> Iterator[object]:
        raise ImportError(name)

    monkeypatch.setattr(parquet_module.importlib, "import_module", missing)
    path = write(tmp_path, "a.parquet", as_parquet([dict(ROW)]))
    assert reasons(path) == ["is a Parquet file; to read those, install the package pyarrow"]


@pytest.mark.parametrize("name", ["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.warc", "a.xml"])
def test_an_empty_file_is_a_failure(tmp_path: Path, name: str) -> None:
    assert reasons(write(tmp_path, name, b"")) == ["is empty"]


@pytest.mark.parametrize(("name", "data"), [("a.csv", "kop,tekst\n"), ("a.json", "[]"), ("a.jsonl", "\n \n")])
def test_a_table_without_rows_is_a_failure(tmp_path: Path, name: str, data: str) -> None:
    assert "table without rows" in reasons(write(tmp_path, name, data))[0]


def test_a_packed_table_that_is_cut_gives_what_came_before(tmp_path: Path) -> None:
    rows = [{"tekst": f"De brug {number} is dicht. {hash(str(number))}"} for number in range(6_000)]
    data = gzip.compress(lines(*rows).encode())
    path = write(tmp_path, "a.jsonl.gz", data[: len(data) // 2])
    assert 500 < len(texts(path)) < 6_000
    assert any("cut short" in reason for reason in reasons(path))


def test_a_packed_table_that_is_damaged_is_a_failure(tmp_path: Path) -> None:
    data = bytearray(gzip.compress(lines(ROW).encode() * 50, mtime=0))
    data[30:40] = b"\xff" * 10
    assert any("is damaged" in reason for reason in reasons(write(tmp_path, "a.jsonl.gz", bytes(data))))


def test_times_that_cannot_be_read_are_told_once(tmp_path: Path) -> None:
    path = write(tmp_path, "a.jsonl", lines(*[ROW | {"datum": "heel lang geleden"}] * 30))
    assert len(texts(path)) == 30
    assert reasons(path) == [
        "has times of 'published' that cannot be read, such as 'heel lang geleden'; its articles are read without"
    ]


def test_a_row_of_a_news_system_is_read_as_such(tmp_path: Path) -> None:
    item = {
        "uri": "https://bureau.example/brug",
        "type": "text",
        "pubstatus": "usable",
        "versioncreated": "2026-03-04T17:20:00Z",
        "headlines": [{"role": "main", "value": "Brug dicht"}],
        "bodies": [{"contenttype": "text/plain", "value": TEXT}],
    }
    (found,) = read(write(tmp_path, "a.jsonl", lines(item)))
    assert isinstance(found, RawDocument), found.reason
    article = read_article(found, settings=Settings())
    assert (article.title, article.published) == ("Brug dicht", datetime(2026, 3, 4, 17, 20, tzinfo=UTC))


def test_a_table_far_larger_than_its_rows_is_streamed(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    row = lines({"tekst": "De brug is dicht. " * 200}).encode()
    with path.open("wb") as stream:
        for _ in range(4_000):
            stream.write(row)
    tracemalloc.start()
    count = sum(isinstance(found, RawDocument) for found in iter_documents([path], settings=Settings()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert count == 4_000
    assert peak < 6_000_000


CELLS = st.text(st.characters(codec="utf-8", exclude_characters="\x00\ufeff"), max_size=30)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(CELLS.filter(str.strip), min_size=1, max_size=6))
def test_any_texts_come_back_from_json_lines(tmp_path_factory: pytest.TempPathFactory, cells: list[str]) -> None:
    path = write(tmp_path_factory.mktemp("t"), "a.jsonl", lines(*({"text": cell, "n": 1} for cell in cells)))
    found = read(path)
    assert len(found) == len(cells)
    assert [fields(one)["text"] for one in found if isinstance(one, RawDocument)] == [
        cell for cell in cells if cell.strip("\ufeff\u200b \t\r\n\f\v\xa0")
    ]


@hypothesis_settings(max_examples=80, deadline=None)
@given(
    st.binary(max_size=300), st.sampled_from(["a.jsonl", "a.json", "a.csv", "a.tsv", "a.parquet", "a.jsonl.gz", "a"])
)
def test_any_bytes_give_documents_or_failures(tmp_path_factory: pytest.TempPathFactory, data: bytes, name: str) -> None:
    for found in read(write(tmp_path_factory.mktemp("t"), name, data), {"text": "a"}):
        assert isinstance(found, RawDocument) or (found.reason and "\n" not in found.reason)


@hypothesis_settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(['"', ",", "\n", "a", '""', "tekst", "\r\n", ";", "é"]), max_size=30))
def test_any_table_gives_documents_or_failures(tmp_path_factory: pytest.TempPathFactory, parts: list[str]) -> None:
    path = write(tmp_path_factory.mktemp("t"), "a.csv", "kop,tekst\n" + "".join(parts))
    assert all(isinstance(found, RawDocument | Failure) for found in read(path))
