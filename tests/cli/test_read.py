"""``volgens read``: what is read is kept, what is not is named, and nothing is kept by half."""

import json
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


def test_a_trial_run_keeps_nothing(run: Run, articles: Path, tmp_path: Path) -> None:
    result = run("read", articles, "--dry-run")
    assert "2  new to the ledger" in result.stdout
    assert not (tmp_path / "test.ledger").exists()


def test_the_log_has_a_line_a_document(run: Run, articles: Path) -> None:
    result = run("read", articles, "--log", "json")
    lines = [json.loads(line) for line in result.stderr.splitlines()]
    assert [line["fate"] for line in lines] == ["read", "read"]


def test_columns_of_a_table_are_named_on_the_command_line(run: Run, tmp_path: Path) -> None:
    table = tmp_path / "rijen.csv"
    table.write_text('kop,artikel\nSluis dicht,"De havenmeester zegt dat de sluis dicht blijft. Wie weet."\n')
    assert run("read", table, "--map", "text=artikel,title=kop").exit_code == 0
    assert _counts(tmp_path)[0] == 1


@pytest.mark.parametrize("columns", ["text", "=body", "text=", "tekst=body"])
def test_a_map_of_another_form_is_refused(run: Run, articles: Path, columns: str) -> None:
    assert run("read", articles, "--map", columns).exit_code != 0
