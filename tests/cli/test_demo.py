"""``volgens demo``: the bundled articles, their ledger and their pages."""

from pathlib import Path

from tests.cli.conftest import Run


def test_leaves_a_ledger_and_a_page_for_each_article_and_event(run: Run, tmp_path: Path) -> None:
    result = run("demo", tmp_path / "demo")
    assert result.exit_code == 0
    pages = sorted(p.name for p in (tmp_path / "demo").glob("*.html"))
    assert len(pages) == 10
    assert "index.html" in pages
    assert sum(name.startswith("dossier-") for name in pages) == 2
    assert "Dirk Callebaut" in result.stdout
    assert (tmp_path / "demo" / "volgens.ledger").exists()
