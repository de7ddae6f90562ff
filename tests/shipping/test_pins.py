"""The pinned versions hold all that ``pyproject.toml`` asks for, and nothing about where it comes from."""

import re

import pytest

from shipping.declared import ROOT, read_pins, requirements_of

FILES = {
    "run.txt": ("parquet", "web"),
    "train.txt": ("parquet", "train", "web"),
    "dev.txt": ("dev",),
    "docs.txt": ("dev", "docs"),
}


@pytest.mark.parametrize("name", FILES)
def test_everything_that_is_asked_for_is_pinned_to_a_version_that_is_allowed(name: str) -> None:
    pins = read_pins(name)
    wrong = {
        asked: pins.get(asked)
        for asked, requirement in requirements_of(*FILES[name]).items()
        if asked not in pins or not requirement.specifier.contains(pins[asked])
    }
    assert wrong == {}


@pytest.mark.parametrize("name", FILES)
def test_a_line_is_a_comment_another_file_or_one_version(name: str) -> None:
    line = re.compile(r"#.*|-r (run|train|dev)\.txt|[A-Za-z0-9._-]+==[0-9][A-Za-z0-9.+!]*")
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    assert [text for text in lines if not line.fullmatch(text)] == []


@pytest.mark.parametrize("name", FILES)
def test_no_version_is_pinned_twice(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    before = next((read_pins(line.removeprefix("-r ")) for line in lines if line.startswith("-r ")), {})
    own = [line.partition("==")[0].lower().replace("_", "-") for line in lines if "==" in line]
    assert len(own) == len(set(own))
    assert set(own) & set(before) == set()


def test_what_only_tests_need_is_not_in_the_program() -> None:
    assert {"pytest", "mypy", "ruff", "playwright", "pandas", "scikit-learn"} & set(read_pins("run.txt")) == set()
