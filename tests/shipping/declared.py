"""What ``pyproject.toml`` declares, what ``requirements/`` pins, and what files import."""

import ast
import sys
import tomllib
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.metadata import packages_distributions
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]


def requirements_of(*extras: str) -> dict[str, Requirement]:
    """The requirements by name in normal form; the base comes with every extra, as with pip."""
    found: dict[str, Requirement] = {}
    lines = [*PROJECT["dependencies"]]
    for extra in extras:
        lines += PROJECT["optional-dependencies"][extra]
    for requirement in map(Requirement, lines):
        if requirement.name == PROJECT["name"]:
            found |= requirements_of(*sorted(requirement.extras))
        else:
            found[str(canonicalize_name(requirement.name))] = requirement
    return found


def read_pins(name: str) -> dict[str, str]:
    """The version by name of a file of pins and of the files that it names."""
    found: dict[str, str] = {}
    for line in (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("-r "):
            found |= read_pins(line.removeprefix("-r "))
        elif line and not line.startswith("#"):
            distribution, _, version = line.partition("==")
            found[str(canonicalize_name(distribution))] = version
    return found


def iter_imports(path: Path) -> Iterator[str]:
    """First names of what a file imports from elsewhere than the standard library, lazy imports too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom) and not node.level:
            names = [node.module or ""]
        else:
            continue
        yield from {name.partition(".")[0] for name in names} - sys.stdlib_module_names - {"_typeshed"}


def imported_by(paths: Iterable[Path]) -> set[str]:
    """What the files import, their own names and ours left out."""
    ours = {"volgens", "tests", "benchmarks", "requirements"}
    for folder in ("tests", "benchmarks"):
        ours |= {path.stem for path in (ROOT / folder).rglob("*.py")}
        ours |= {path.name for path in (ROOT / folder).iterdir() if (path / "__init__.py").exists()}
    return {name for path in paths for name in iter_imports(path)} - ours


def distributions_of(imported: str) -> set[str]:
    """The packages, in normal form, that an imported name may come from; empty where none is installed."""
    return {str(canonicalize_name(name)) for name in _distributions().get(imported, ())}


@cache
def _distributions() -> dict[str, list[str]]:
    return dict(packages_distributions())
