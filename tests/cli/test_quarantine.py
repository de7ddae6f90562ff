"""``volgens quarantine``: what could not be read is listed with its reason, tried again, saved, let go."""

from pathlib import Path

import pytest
from tests.cli.conftest import Run

BROKEN = b"\x00\x01\x02" * 50


@pytest.fixture
def key(run: Run, tmp_path: Path) -> str:
    (tmp_path / "stuk.txt").write_bytes(BROKEN)
    assert run("read", tmp_path / "stuk.txt").exit_code == 1
    return run("quarantine").stdout.splitlines()[1].split()[0]


def test_what_cannot_be_read_is_listed_with_its_reason(run: Run, key: str) -> None:
    listed = run("quarantine").stdout
    assert key in listed
    assert "stuk.txt" in listed.replace("\n", "")


def test_another_try_keeps_what_still_cannot_be_read(run: Run, key: str) -> None:
    assert run("quarantine", "retry").exit_code == 1
    assert key in run("quarantine").stdout


def test_the_bytes_come_back_as_they_were(run: Run, key: str, tmp_path: Path) -> None:
    assert run("quarantine", "save", key, "-o", tmp_path / "terug").exit_code == 0
    assert (tmp_path / "terug").read_bytes() == BROKEN


def test_what_is_let_go_is_listed_no_longer(run: Run, key: str) -> None:
    run("quarantine", "release", key)
    assert "empty" in run("quarantine").stdout


def test_an_id_that_is_not_there_is_an_error(run: Run, key: str) -> None:
    result = run("quarantine", "release", "ffff")
    assert result.exit_code != 0
    assert key in run("quarantine").stdout


def test_a_run_again_after_the_file_was_mended_leaves_the_quarantine_alone_until_it_is_read(
    run: Run, key: str, tmp_path: Path
) -> None:
    (tmp_path / "stuk.txt").write_text('Titel\n\nDe minister zegt dat de dijk veilig is. "Dat klopt", zegt zij.')
    assert run("read", tmp_path / "stuk.txt").exit_code == 0
    assert key in run("quarantine").stdout
