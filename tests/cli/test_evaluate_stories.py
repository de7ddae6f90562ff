"""``volgens evaluate stories``: the measure over a folder of stories."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from volgens.errors import GoldError, IntakeError

ARTICLE = """outlet: De Merwebode
title: Pont bij Kerkmeer ligt stil
published: 2026-04-07T10:00:00+02:00

Reder Wim Stam zegt dat de motor van de pont kapot is.

Deel dit artikel
"""
GOLD = {
    "furniture": {"01": ["Deel dit artikel"]},
    "claims": [
        {
            "id": "k1",
            "origins": 1,
            "stands": [
                {
                    "article": "01", "quote": "de motor van de pont kapot is", "stance": "asserts",
                    "actor": "Wim Stam", "via": None, "origin": "Wim Stam",
                }
            ],
        }
    ],
}  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one story of one article."""
    (tmp_path / "pont" / "articles").mkdir(parents=True)
    (tmp_path / "pont" / "articles" / "01.txt").write_text(ARTICLE, encoding="utf-8")
    (tmp_path / "pont" / "gold.json").write_text(json.dumps(GOLD), encoding="utf-8")
    return tmp_path


def test_prints_the_figures_as_json(run: Run, folder: Path) -> None:
    figures = json.loads(run("evaluate", "stories", folder, "--json").stdout)
    assert figures["stands_found"] == figures["stance"] == figures["actor"] == figures["origins"] == 1.0
    assert figures["furniture"] == {"p": 1.0, "r": 1.0, "f1": 1.0}


def test_prints_a_table(run: Run, folder: Path) -> None:
    printed = run("evaluate", "stories", folder).stdout
    assert "F1" in printed
    assert "stands_found" in printed
    assert "–" in printed  # what the story holds nothing of


def test_figures_for_each_story(run: Run, folder: Path) -> None:
    first, _, rest = run("evaluate", "stories", folder, "--per-story", "--json").stdout.partition("\n")
    name, _, figures = first.partition(" ")
    assert name == "pont"
    assert json.loads(figures) == json.loads(rest)


def test_writes_what_was_found_in_the_form_of_the_annotation(run: Run, folder: Path, tmp_path: Path) -> None:
    out = tmp_path / "found.json"
    assert run("evaluate", "stories", folder, "--predictions", out).exit_code == 0
    story = json.loads(out.read_text(encoding="utf-8"))["pont"]
    assert "de motor van de pont kapot is" in story["claims"][0]["stands"][0]["quote"]
    assert set(GOLD) <= set(story)


def test_a_mistake_in_one_story_lowers_the_sum(run: Run, folder: Path) -> None:
    (folder / "zwembad" / "articles").mkdir(parents=True)
    (folder / "zwembad" / "articles" / "01.txt").write_text(ARTICLE, encoding="utf-8")
    other = json.dumps(GOLD).replace("de motor van de pont kapot is", "het zwembad zondag heropent")
    (folder / "zwembad" / "gold.json").write_text(other, encoding="utf-8")
    assert json.loads(run("evaluate", "stories", folder, "--json").stdout)["stands_found"] == 0.5


def test_folders_without_an_annotation_are_left_out(run: Run, folder: Path) -> None:
    (folder / "los").mkdir()
    printed = run("evaluate", "stories", folder, "--per-story", "--json").stdout
    assert "los " not in printed


def test_a_folder_without_stories_is_an_error_of_ours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "leeg").mkdir()
    error = run("evaluate", "stories", tmp_path / "leeg").exception
    assert isinstance(error, GoldError)
    assert "gold.json" in str(error)


def test_a_broken_annotation_is_an_error_of_ours(run: Run, folder: Path) -> None:
    (folder / "pont" / "gold.json").write_text("[]", encoding="utf-8")
    assert isinstance(run("evaluate", "stories", folder).exception, GoldError)


def test_a_story_without_articles_is_an_error_of_ours(run: Run, folder: Path) -> None:
    (folder / "pont" / "articles" / "01.txt").unlink()
    assert isinstance(run("evaluate", "stories", folder).exception, IntakeError)
