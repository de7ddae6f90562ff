"""``volgens correct``: kept, outliving a new reading, undone at will."""

from pathlib import Path

from tests.cli.conftest import Run, first_dossier


def test_a_new_title_stays_when_the_articles_are_read_again(event: Run, tmp_path: Path) -> None:
    assert event("correct", "rename", first_dossier(event), "De brand in Muiden").exit_code == 0
    assert event("read", tmp_path / "event").exit_code == 0
    assert "De brand in Muiden" in event("dossiers").stdout


def test_a_correction_is_listed_and_undone(event: Run) -> None:
    event("correct", "rename", first_dossier(event), "De brand in Muiden")
    assert "De brand in Muiden" in event("correct", "list").stdout
    assert event("correct", "undo", "1").exit_code == 0
    assert "no corrections" in event("correct", "list").stdout
    assert "De brand in Muiden" not in event("dossiers").stdout


def test_two_names_become_one_actor(event: Run) -> None:
    assert event("correct", "same", "brandweer", "Anna Kuiper").exit_code == 0
    assert "brandweer" in event("actor", "Anna Kuiper").stdout.split("\n")[1]


def test_two_names_stay_two(event: Run) -> None:
    assert event("correct", "apart", "Kuiper", "Anna Kuiper").exit_code == 0
    assert "≠" in event("correct", "list").stdout


def test_an_article_gets_a_dossier_of_its_own_and_comes_back(event: Run) -> None:
    article = "https://polderbode.example/9200002-loods-muiden"
    assert event("correct", "split", article).exit_code == 0
    home = event("dossier", article).stdout
    assert "Omroep Vecht" not in home
    assert event("correct", "undo", "1").exit_code == 0
    assert "Omroep Vecht" in event("dossier", article).stdout


def test_two_dossiers_become_one(event: Run) -> None:
    article = "https://polderbode.example/9200002-loods-muiden"
    event("correct", "split", article)
    assert event("correct", "merge", "https://vecht.example/nieuws/9100001/brand-loods", article).exit_code == 0
    assert "Omroep Vecht" in event("dossier", article).stdout


def test_an_unknown_number_is_refused(event: Run) -> None:
    assert event("correct", "undo", "99").exit_code != 0
