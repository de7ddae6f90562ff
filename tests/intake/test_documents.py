"""Files, folders and standard input."""

import io
import os
import sys
from pathlib import Path

import pytest

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
