"""What the code imports is what ``pyproject.toml`` asks for."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from shipping.declared import ROOT, distributions_of, imported_by, requirements_of

SOURCE = ROOT / "src" / "volgens"
WEB = (SOURCE / "web", SOURCE / "cli" / "serving.py")
TRAINING = (SOURCE / "training",)


def _files(*places: Path) -> list[Path]:
    return [path for place in places for path in ([place] if place.is_file() else sorted(place.rglob("*.py")))]


def _undeclared(files: Sequence[Path], *extras: str) -> set[str]:
    declared = set(requirements_of(*extras))
    return {name for name in imported_by(files) if not distributions_of(name) & declared}


def test_the_program_imports_nothing_that_the_base_does_not_name() -> None:
    apart = set(_files(*WEB, *TRAINING))
    files = [path for path in _files(SOURCE) if path not in apart]
    assert len(files) > 100
    assert _undeclared(files) == set()


def test_the_site_imports_nothing_that_its_extra_does_not_name() -> None:
    assert _undeclared(_files(*WEB), "web") == set()


def test_training_imports_nothing_that_its_extra_does_not_name() -> None:
    assert _undeclared(_files(*TRAINING), "train") == set()


def test_tests_and_benchmarks_import_nothing_that_the_dev_extra_does_not_name() -> None:
    assert _undeclared(_files(ROOT / "tests", ROOT / "benchmarks", ROOT / "requirements"), "dev") == set()


@pytest.mark.parametrize("extra", ["", "train", "web"])
def test_nothing_is_asked_for_that_is_never_imported(extra: str) -> None:
    # They are looked for by jusText, the form reader of the web framework, and the standard library.
    unseen = {"lxml-html-clean", "python-multipart", "tzdata"}
    imported = imported_by(_files(SOURCE))
    used = set().union(*map(distributions_of, imported))
    assert set(requirements_of(*filter(None, [extra]))) - used - unseen == set()


def test_an_import_within_a_function_is_seen(tmp_path: Path) -> None:
    (tmp_path / "lazy.py").write_text("def f() -> None:\n    import nowhere.at_all\n", encoding="utf-8")
    assert _undeclared([tmp_path / "lazy.py"], "dev") == {"nowhere"}
