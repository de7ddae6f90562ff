"""``volgens evaluate attributions``: the measure over a gold file."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from volgens.errors import GoldError

TEXT = "De rector zegt dat de school in juli dichtgaat."


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    start = TEXT.index("de school")
    attribution = {
        "id": "a1",
        "source": [[0, 9]],
        "cue": [[10, 14]],
        "content": [[start, len(TEXT) - 1]],
        "via": [],
        "mode": "indirect",
        "act": "assert",
        "entity": "rector",
        "parent": None,
    }
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"d1": {"text": TEXT, "attributions": [attribution]}}), encoding="utf-8")
    return path


def test_prints_the_figures_as_json(run: Run, gold: Path) -> None:
    figures = json.loads(run("evaluate", "attributions", gold, "--json").stdout)
    assert figures["gold"] == 1
    assert figures["overlap"]["f1"] == 1.0
    assert figures["full"]["f1"] == 1.0


def test_writes_predictions_and_a_report(run: Run, gold: Path, tmp_path: Path) -> None:
    found, report = tmp_path / "found.json", tmp_path / "report.html"
    assert run("evaluate", "attributions", gold, "--predictions", found, "--report", report).exit_code == 0
    data = json.loads(found.read_text(encoding="utf-8"))
    span = data["d1"]["attributions"][0]["content"][0]
    assert TEXT[span[0] : span[1]] == "de school in juli dichtgaat"
    assert "<html" in report.read_text(encoding="utf-8")


def test_figures_for_each_document(run: Run, gold: Path) -> None:
    assert run("evaluate", "attributions", gold, "--per-doc").stdout.startswith("d1 ")


def test_a_file_that_is_no_gold_is_an_error_of_ours(run: Run, tmp_path: Path) -> None:
    (tmp_path / "no.json").write_text("[]", encoding="utf-8")
    assert isinstance(run("evaluate", "attributions", tmp_path / "no.json").exception, GoldError)


def test_gold_of_brat_is_measured_without_what_it_does_not_say(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "brat"
    folder.mkdir()
    (folder / "d1.txt").write_text(TEXT, encoding="utf-8")
    words = "de school in juli dichtgaat"
    start = TEXT.index(words)
    (folder / "d1.ann").write_text(
        f"T1\tBron 0 9\tDe rector\nT2\tCue 10 14\tzegt\nT3\tContent {start} {start + len(words)}\t{words}\n"
        "T4\tAttribution 10 14\tzegt\nE1\tAttribution:T4 Content:T3 Cue:T2 Bron:T1\n",
        encoding="utf-8",
    )
    arguments = ("evaluate", "attributions", folder, "--from", "brat", "--labels", "source=Bron", "--json")
    figures = json.loads(run(*arguments).stdout)
    assert figures["full"]["f1"] == 1.0
    assert figures["act"] is None


def test_labels_go_with_brat_only(run: Run, gold: Path) -> None:
    assert run("evaluate", "attributions", gold, "--labels", "source=Bron").exit_code == 2
