"""``volgens page``: one file, whole or not at all."""

from pathlib import Path

from tests.cli.conftest import Run

from volgens.errors import LedgerError


def test_writes_a_page_that_loads_nothing(filled: Run, tmp_path: Path) -> None:
    page = tmp_path / "sluis.html"
    assert filled("page", "Sluis", "-o", page).exit_code == 0
    text = page.read_text(encoding="utf-8")
    assert "Karin Duin" in text
    assert "<script" not in text
    assert 'src="http' not in text


def test_leaves_nothing_behind_where_it_cannot_write(filled: Run, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file, not a folder", encoding="utf-8")
    result = filled("page", "Sluis", "-o", tmp_path / "taken" / "sluis.html")
    assert isinstance(result.exception, LedgerError)
    assert not list(tmp_path.glob("**/*.part"))
