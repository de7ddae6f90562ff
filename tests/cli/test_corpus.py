"""``volgens corpus export``: annotated articles as files that other programs read."""

import json
from pathlib import Path

import pytest
from tests.cli.conftest import Run
from tests.export.brat_files import read_brat

from volgens.errors import GoldError

TEXT = "Volgens de rector zegt niemand\ndat de school dichtgaat."


def attribution(identity: str, cue: str, content: str, parent: str | None) -> dict[str, object]:
    def place(words: str) -> list[list[int]]:
        return [[TEXT.index(words), TEXT.index(words) + len(words)]]

    return {
        "id": identity,
        "source": [],
        "cue": place(cue),
        "content": place(content),
        "mode": "indirect",
        "act": "assert",
        "parent": parent,
    }


@pytest.fixture
def gold(tmp_path: Path) -> Path:
    found = [
        attribution("inner", "zegt", "de school dichtgaat", "outer"),
        attribution("outer", "Volgens", "zegt niemand\ndat de school dichtgaat", None),
    ]
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"school/01": {"text": TEXT, "attributions": found}}), encoding="utf-8")
    return path


def test_brat_gets_text_annotations_and_configuration(run: Run, gold: Path, tmp_path: Path) -> None:
    folder = tmp_path / "deep" / "brat"
    assert run("corpus", "export", gold, "--format", "brat", "-o", folder).exit_code == 0
    assert sorted(p.name for p in folder.iterdir()) == ["annotation.conf", "school_01.ann", "school_01.txt"]
    text = (folder / "school_01.txt").read_bytes().decode("utf-8")
    read = read_brat(text, (folder / "school_01.ann").read_text(encoding="utf-8"))
    assert text == TEXT
    assert read["E1"].inside == ("E2",)


def test_columns_name_the_document(run: Run, gold: Path, tmp_path: Path) -> None:
    result = run("corpus", "export", gold, "--format", "columns", "-o", tmp_path / "out")
    lines = (tmp_path / "out" / "school_01.conllup").read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("# global.columns = ID FORM")
    assert lines[1] == "# newdoc id = school/01"
    assert "(documents: 1, attributions: 2)" in result.stdout


def test_ids_that_give_one_file_are_refused(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({i: {"text": "x", "attributions": []} for i in ("a/1", "A_1")}), encoding="utf-8")
    result = run("corpus", "export", path, "--format", "brat", "-o", tmp_path / "out")
    assert isinstance(result.exception, GoldError)
    assert not (tmp_path / "out").exists()


def test_an_id_cannot_leave_the_folder(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "gold.json"
    path.write_text(json.dumps({"../../up": {"text": "x", "attributions": []}}), encoding="utf-8")
    assert run("corpus", "export", path, "--format", "brat", "-o", tmp_path / "a" / "b").exit_code == 0
    assert [p.parent for p in tmp_path.rglob("*up.txt")] == [tmp_path / "a" / "b"]
