"""Files, folders and standard input."""

import gzip
import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from intake.archives import packed, page, page_record
from volgens.intake import iter_documents
from volgens.model import Failure, RawDocument
from volgens.settings import Settings


def names(paths: list[Path], settings: Settings | None = None) -> list[str]:
    found = iter_documents(paths, settings=settings or Settings())
    return [("!" if isinstance(item, Failure) else "") + Path(item.location).name for item in found]


def failure(path: Path, settings: Settings | None = None) -> str:
    (found,) = iter_documents([path], settings=settings or Settings())
    assert isinstance(found, Failure)
    assert "\n" not in found.reason
    return found.reason


def write(folder: Path, *files: str) -> None:
    for name in files:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("De brug is dicht.", encoding="utf-8")


def test_a_folder_is_walked_in_sorted_order(tmp_path: Path) -> None:
    write(tmp_path, "b.html", "a.txt", "c/z.htm", "c/a.xhtml", "d.HTML")
    assert names([tmp_path]) == ["a.txt", "b.html", "a.xhtml", "z.htm", "d.HTML"]


def test_a_folder_gives_neither_other_suffixes_nor_hidden_files(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.pdf", ".c.txt", ".git/d.txt")
    assert names([tmp_path]) == ["a.txt"]


def test_a_named_file_of_another_suffix_is_sniffed(tmp_path: Path) -> None:
    (tmp_path / "page.php").write_bytes(b"<!doctype html><p>De brug is dicht.")
    (found,) = iter_documents([tmp_path / "page.php"], settings=Settings())
    assert isinstance(found, RawDocument)
    assert found.media_type == "text/html"


def test_paths_keep_the_order_given_and_failures_do_not_stop_them(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a.txt")
    paths = [tmp_path / "b.txt", tmp_path / "weg.txt", tmp_path / "a.txt"]
    assert names(paths) == ["b.txt", "!weg.txt", "a.txt"]


def test_a_missing_path_is_a_failure(tmp_path: Path) -> None:
    assert failure(tmp_path / "weg.txt") == "no such file or folder"


def test_an_impossible_path_is_a_failure() -> None:
    assert failure(Path("a\x00b")).startswith("cannot be read")


@pytest.mark.skipif(os.geteuid() == 0, reason="the superuser may read everything")
def test_an_unreadable_file_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "a.txt").chmod(0)
    assert failure(tmp_path / "a.txt") == "no permission to read it"


def test_a_file_over_the_limit_is_a_failure_and_is_not_loaded(tmp_path: Path) -> None:
    with (tmp_path / "a.txt").open("wb") as stream:
        stream.truncate(50_000_000)
    assert failure(tmp_path / "a.txt").startswith("holds 50.0 MB; the largest document allowed is 20.0 MB")


def test_a_folder_without_documents_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "a.pdf")
    assert failure(tmp_path).startswith("folder without documents")


def test_a_loop_of_links_is_walked_once(tmp_path: Path) -> None:
    write(tmp_path, "map/a.txt")
    (tmp_path / "map" / "lus").symlink_to(tmp_path)
    assert names([tmp_path]) == ["a.txt"]


def test_a_dangling_link_is_a_failure(tmp_path: Path) -> None:
    write(tmp_path, "a.txt")
    (tmp_path / "b.txt").symlink_to(tmp_path / "weg")
    assert names([tmp_path]) == ["a.txt", "!b.txt"]


def test_a_link_to_itself_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "a.txt")
    assert failure(tmp_path / "a.txt").startswith("cannot be read")


def test_documents_come_one_at_a_time(tmp_path: Path) -> None:
    write(tmp_path, "a.txt", "b.txt")
    found = iter_documents([tmp_path / "a.txt", tmp_path / "b.txt"], settings=Settings())
    next(found)
    (tmp_path / "b.txt").unlink()
    assert isinstance(next(found), Failure)


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"De brug is dicht.")))
    (found,) = iter_documents([Path("-")], settings=Settings())
    assert isinstance(found, RawDocument)
    assert (found.location, found.data, found.media_type) == ("-", b"De brug is dicht.", "text/plain")


def test_standard_input_over_the_limit_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x" * 11)))
    assert "largest document allowed" in failure(Path("-"), Settings(largest_document=10))


def test_a_name_that_is_no_utf_8_can_still_be_printed(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt"))
    path.write_bytes(b"De brug is dicht.")
    (found,) = iter_documents([path], settings=Settings())
    assert found.location.encode().endswith(b"caf\\xe9.txt")


FEED = (
    "<?xml version='1.0'?><rss version='2.0' xmlns:content='http://purl.org/rss/1.0/modules/content/'><channel>"
    "<title>De Brugkrant</title><link>https://krant.example/</link><item><title>Brug dicht</title>"
    "<link>https://krant.example/brug</link><content:encoded>"
    + "&lt;p&gt;De wethouder zegt dat de brug tot maandag dicht blijft en dat niemand wist hoe slecht ze was.&lt;/p&gt;"
    * 8
    + "</content:encoded></item></channel></rss>"
)
ROW = {"titel": "Brug dicht", "tekst": "De wethouder zegt dat de brug dicht blijft."}


def containers() -> dict[str, bytes]:
    written = io.BytesIO()
    pq.write_table(pa.Table.from_pylist([ROW]), written)
    table = f"titel;tekst\n{ROW['titel']};{ROW['tekst']}\n"
    return {
        "a.csv": table.encode(),
        "b.json": json.dumps([ROW]).encode(),
        "c.jsonl": json.dumps(ROW).encode(),
        "d.ndjson.gz": gzip.compress(json.dumps(ROW).encode()),
        "e.parquet": written.getvalue(),
        "f.rss": FEED.encode(),
        "g.tsv": table.replace(";", "\t").encode(),
        "h.txt.gz": gzip.compress(b"De brug is dicht."),
        "i.warc": page_record(1),
        "j.warc.gz": packed(page_record(1)),
        "k.xml": FEED.encode(),
    }


def test_a_folder_gives_what_its_archives_tables_and_feeds_hold(tmp_path: Path) -> None:
    for name, data in containers().items():
        (tmp_path / name).write_bytes(data)
    found = list(iter_documents([tmp_path], settings=Settings()))
    assert [item.reason for item in found if isinstance(item, Failure)] == []
    places = [item.container or item.location for item in found if isinstance(item, RawDocument)]
    assert [Path(place).name.partition("#")[0] for place in places] == sorted(containers())


@pytest.mark.parametrize("name", containers())
def test_standard_input_is_known_by_its_bytes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(containers()[name])))
    columns = {"text": "tekst"} if name in {"a.csv", "g.tsv"} else None
    (found,) = iter_documents([Path("-")], settings=Settings(), columns=columns)
    assert isinstance(found, RawDocument), found.reason
    assert found.container is None or found.container.startswith("-#")


@pytest.mark.parametrize("name", ["e.parquet", "j.warc.gz", "c.jsonl", "h.txt.gz"])
def test_a_pipe_is_read_like_a_file(name: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(containers()[name])
    program = (
        "import sys; from pathlib import Path; from volgens.intake import iter_documents; "
        "from volgens.settings import Settings; "
        "print([type(f).__name__ for f in iter_documents([Path('-')], settings=Settings())])"
    )
    with subprocess.Popen(["cat", str(tmp_path / name)], stdout=subprocess.PIPE) as cat:
        done = subprocess.run(
            [sys.executable, "-c", program], stdin=cat.stdout, capture_output=True, text=True, check=True
        )
    assert done.stdout.strip() == "['RawDocument']"


def test_bytes_win_over_a_wrong_name(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_bytes(packed(page_record(1)))
    (found,) = iter_documents([tmp_path / "a.html"], settings=Settings())
    assert found.location == "https://krant.example/1"


def test_a_page_that_is_called_xml_is_a_page(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_bytes(page())
    (found,) = iter_documents([tmp_path], settings=Settings())
    assert isinstance(found, RawDocument)
    assert found.media_type == "text/html"


def test_a_sitemap_is_a_failure_that_says_so(tmp_path: Path) -> None:
    (tmp_path / "a.xml").write_text("<urlset xmlns='http://www.sitemaps.org/schemas/sitemap/0.9'></urlset>")
    assert failure(tmp_path / "a.xml").startswith("is a sitemap")


def test_a_json_feed_is_a_feed(tmp_path: Path) -> None:
    text = " ".join(["De wethouder zegt dat de brug dicht blijft."] * 20)
    item = {"id": "1", "url": "https://krant.example/brug", "content_text": text, "title": "Brug dicht"}
    feed = {"version": "https://jsonfeed.org/version/1.1", "title": "De Brugkrant", "items": [item]}
    (tmp_path / "a.json").write_text(json.dumps(feed))
    (found,) = iter_documents([tmp_path], settings=Settings())
    assert found.location == "https://krant.example/brug"


def test_a_packed_document_over_the_limit_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"De brug is dicht. " * 10_000))
    assert "largest document allowed" in failure(tmp_path / "a.txt.gz", Settings(largest_document=10_000))


def test_a_packed_document_that_is_damaged_is_a_failure(tmp_path: Path) -> None:
    (tmp_path / "a.txt.gz").write_bytes(gzip.compress(b"De brug is dicht. " * 10)[:-9])
    assert failure(tmp_path / "a.txt.gz").startswith("is cut short")


def test_packed_parquet_is_a_failure_that_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "a.parquet.gz").write_bytes(gzip.compress(containers()["e.parquet"]))
    assert failure(tmp_path / "a.parquet.gz") == "is a packed Parquet file; unpack it first"


def test_a_text_that_begins_with_a_bracket_is_no_table(tmp_path: Path) -> None:
    (tmp_path / "bericht").write_text("[Update] De brug is dicht.")
    (found,) = iter_documents([tmp_path / "bericht"], settings=Settings())
    assert isinstance(found, RawDocument)
    assert found.media_type == "text/plain"
