"""``volgens read``: what is read is kept, what is not is named, and nothing is kept by half."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

from volgens.ledger import Ledger


def _counts(tmp_path: Path) -> tuple[int, int]:
    with Ledger.open(str(tmp_path / "test.ledger")) as ledger:
        counts = ledger.counts()
        return counts.articles, counts.attributions


def test_counts_what_was_read(run: Run, articles: Path) -> None:
    result = run("read", articles)
    assert result.exit_code == 0
    assert "2  new to the ledger" in result.stdout


def test_reading_twice_changes_nothing(run: Run, articles: Path, tmp_path: Path) -> None:
    run("read", articles)
    before = _counts(tmp_path)
    result = run("read", articles)
    assert "0  new to the ledger" in result.stdout
    assert "2  already there" in result.stdout
    assert _counts(tmp_path) == before


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("empty.txt", b""),
        ("blank.txt", b" \n\n "),
        ("binary.txt", b"\x00\x01\x02PNG\x00\x00" * 50),
        ("picture.txt", b"\x89PNG\r\n\x1a\n" + b"\x00" * 200),
        ("encoding.txt", "Het café".encode("utf-16-be") + b"\xd8\x00\xff\xfe\x00" * 9),
        ("huge.txt", b"a" * 50_000_000),
    ],
)
def test_a_bad_document_is_one_line_and_the_rest_is_read(
    run: Run, articles: Path, tmp_path: Path, name: str, data: bytes
) -> None:
    (articles / name).write_bytes(data)
    result = run("read", articles)
    lines = [line for line in result.stderr.splitlines() if line.strip()]
    assert result.exit_code == 1
    assert len(lines) == 1, result.stderr
    assert name in lines[0]
    assert _counts(tmp_path)[0] == 2


def test_a_missing_path_is_named(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("read", articles, tmp_path / "nowhere.txt")
    assert result.exit_code == 1
    assert "nowhere.txt" in result.stderr
    assert "2  new to the ledger" in result.stdout


def test_speaks_dutch_when_asked(run: Run, articles: Path) -> None:
    assert "nieuw in de ledger" in run("--lang", "nl", "read", articles).stdout


def test_an_unknown_language_is_refused(run: Run, articles: Path) -> None:
    assert run("--lang", "de", "read", articles).exit_code == 2
