"""``volgens correct``: kept, outliving a new reading, undone at will."""

import json
from pathlib import Path

from tests.cli.conftest import Run, first_dossier

from volgens.evaluate import load_gold


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


WORDS = "de loods in brand is gestoken"
ARTICLE = "https://polderbode.example/9200002-loods-muiden"


def test_somebody_else_is_the_source(event: Run) -> None:
    assert event("correct", "source", ARTICLE, WORDS, "Wim Pals").exit_code == 0
    assert "Wim Pals" in event("show", ARTICLE).stdout
    assert event("correct", "undo", "1").exit_code == 0
    assert "Wim Pals" not in event("show", ARTICLE).stdout


def test_the_source_does_something_else(event: Run) -> None:
    assert event("correct", "act", ARTICLE, WORDS, "warn").exit_code == 0
    assert "warns" in event("show", ARTICLE).stdout


def test_an_unknown_act_is_refused(event: Run) -> None:
    assert event("correct", "act", ARTICLE, WORDS, "mompelt").exit_code == 2


def test_what_is_no_statement_is_gone(event: Run) -> None:
    assert event("correct", "none", ARTICLE, WORDS).exit_code == 0
    assert WORDS not in event("show", ARTICLE).stdout


def test_words_that_nobody_says_are_an_error(event: Run) -> None:
    result = event("correct", "none", ARTICLE, "verzonnen woorden")
    assert result.exit_code != 0
    assert "verzonnen woorden" in str(result.exception)


def test_words_that_several_say_are_an_error(event: Run) -> None:
    assert event("correct", "none", ARTICLE, "a").exit_code != 0


def test_two_statements_are_parted_and_joined(event: Run) -> None:
    dossier, words = first_dossier(event), ("er asbest in het dak zat", WORDS)
    assert event("correct", "same-claim", dossier, *words).exit_code == 0
    assert event("correct", "other-claim", dossier, *words).exit_code == 0
    assert "=" in event("correct", "list").stdout


def test_checked_articles_are_written_as_gold(event: Run, tmp_path: Path) -> None:
    event("correct", "source", ARTICLE, WORDS, "Wim Pals")
    assert event("correct", "checked", ARTICLE).exit_code == 0
    assert event("correct", "export", "-o", tmp_path / "gold.json").exit_code == 0
    (document,) = load_gold(tmp_path / "gold.json")
    assert "Wim Pals" in {attribution.entity for attribution in document.attributions}


def test_an_article_that_is_not_checked_after_all_is_not_written(event: Run, tmp_path: Path) -> None:
    event("correct", "checked", ARTICLE)
    event("correct", "checked", ARTICLE, "--undo")
    event("correct", "export", "-o", tmp_path / "gold.json")
    assert load_gold(tmp_path / "gold.json") == ()


def test_corrections_are_written_as_labels(event: Run, tmp_path: Path) -> None:
    event("correct", "source", ARTICLE, WORDS, "Wim Pals")
    event("correct", "act", ARTICLE, WORDS, "warn")
    event("correct", "undo", "2")
    assert event("correct", "export", "--labels", "-o", tmp_path / "labels.jsonl").exit_code == 0
    (line,) = (tmp_path / "labels.jsonl").read_text(encoding="utf-8").splitlines()
    article = json.loads(line)
    (label,) = article["corrections"]
    start, end = label["content"][0]
    assert (label["kind"], label["name"]) == ("right_actor", "Wim Pals")
    assert WORDS in article["text"][start:end]
