"""What the wheel and the sdist hold, by the rules of the builder; `make package` tries the real ones."""

from pathlib import PurePosixPath

import pytest
from hatchling.builders.sdist import SdistBuilder
from hatchling.builders.wheel import WheelBuilder

from shipping.declared import ROOT

SOURCE = ROOT / "src"


@pytest.fixture(scope="module")
def wheel() -> set[str]:
    builder = WheelBuilder(str(ROOT))
    return {PurePosixPath(file.distribution_path).as_posix() for file in builder.recurse_included_files()}


@pytest.fixture(scope="module")
def sdist() -> set[str]:
    builder = SdistBuilder(str(ROOT))
    return {PurePosixPath(file.distribution_path).as_posix() for file in builder.recurse_included_files()}


def test_the_wheel_holds_every_file_of_the_package_and_no_other(wheel: set[str]) -> None:
    files = {path.relative_to(SOURCE).as_posix() for path in (SOURCE / "volgens").rglob("*") if path.is_file()}
    assert wheel == {name for name in files if "__pycache__" not in name}


@pytest.mark.parametrize(
    "pattern",
    [
        "volgens/analysis/models/nl/*/model",
        "volgens/dossiers/models/nl/links.json",
        "volgens/examples/*.txt",
        "volgens/extraction/models/nl/*.json.gz",
        "volgens/intake/outlets.toml",
        "volgens/language/interface_texts/*.toml",
        "volgens/language/nl/thesaurus/*.toml",
        "volgens/ledger/migrations/versions/*.py",
        "volgens/pages/*.j2",
        "volgens/py.typed",
        "volgens/web/static/*.js",
        "volgens/web/templates/*.j2",
    ],
)
def test_the_wheel_holds_what_is_no_code(wheel: set[str], pattern: str) -> None:
    assert any(PurePosixPath(name).match(pattern) for name in wheel)


@pytest.mark.parametrize("name", ["src/volgens/model.py", "tests/conftest.py", "requirements/run.txt", "Makefile"])
def test_the_sdist_holds_what_the_tests_need(sdist: set[str], name: str) -> None:
    assert name in sdist


def test_the_sdist_holds_nothing_that_was_made(sdist: set[str]) -> None:
    made = {".venv", "build", "dist", "demo", "__pycache__", ".mypy_cache", ".hypothesis"}
    assert [name for name in sdist if made & set(PurePosixPath(name).parts)] == []
