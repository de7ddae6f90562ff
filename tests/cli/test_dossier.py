"""``volgens dossier``: one event in the terminal, or as a page."""

from pathlib import Path

from tests.cli.conftest import Run, first_dossier


def test_shows_who_asserts_and_who_denies(event: Run) -> None:
    output = event("dossier", first_dossier(event)).stdout
    assert "Teun Blok" in output
    assert "brandweer" in output
    assert "denies" in output


def test_an_article_leads_to_its_dossier(event: Run) -> None:
    by_address = event("dossier", "https://polderbode.example/9200002-loods-muiden")
    assert by_address.exit_code == 0
    assert by_address.stdout == event("dossier", first_dossier(event)).stdout


def test_writes_a_page(event: Run, tmp_path: Path) -> None:
    page = tmp_path / "out" / "dossier.html"
    assert event("dossier", first_dossier(event), "-o", page).exit_code == 0
    assert "Teun Blok" in page.read_text(encoding="utf-8")


def test_an_unknown_dossier_is_refused(event: Run) -> None:
    assert event("dossier", "ffffffff").exit_code != 0
