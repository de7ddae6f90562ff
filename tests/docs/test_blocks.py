"""Every block of code in the documentation runs, or is read by a parser that would see what is wrong with it."""

import contextlib
import doctest
import io
import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import typer

from volgens.cli.app import app

from .blocks import DOCS, Block, find_pages, iter_blocks, iter_commands, iter_lines_of_ours
from .conftest import Run, Serve

BLOCKS = [block for page in find_pages() for block in iter_blocks(page)]
ELSEWHERE = {"how-to/study-with-r-and-pandas.md": "tests/export/test_study.py"}
"""Pages with tests of their own, which run their blocks on data that shows more."""

GIVEN: dict[str, dict[str, object]] = {"reference/columns.md": {"cell": "'=SOM(A1)"}}
"""What a reader has at hand when a page begins."""

SITE = "http://127.0.0.1:8420"
"""Where the pages say that a site runs; here it gets a free port."""

LANGUAGES = {"console", "python", "text", "sh", "toml", "json", "html", "nginx", "r", "sql", "ini"}
NOT_OURS = {"make", "pip", "git", "cd"}
"""Programs that a reader types and that are not ours to test."""

SHOWN = re.compile(r"^# ?> ?(.*)$", re.MULTILINE)
CHECKER = doctest.OutputChecker()
FLAGS = doctest.ELLIPSIS | doctest.NORMALIZE_WHITESPACE


def pages_with(*languages: str) -> list[Path]:
    found = {b.page for b in BLOCKS if b.language in languages or b.file}
    return sorted(page for page in found if str(page.relative_to(DOCS)) not in ELSEWHERE)


def name(value: object) -> str:
    return value.place if isinstance(value, Block) else str(value.relative_to(DOCS)) if isinstance(value, Path) else ""


@pytest.mark.parametrize("page", pages_with("console", "python"), ids=name)
def test_a_page_does_what_it_says(page: Path, desk: Path, run: Run, serve: Serve) -> None:
    names: dict[str, object] = {"__name__": "__docs__", **GIVEN.get(name(page), {})}
    address = SITE
    if any(SITE in block.body for block in iter_blocks(page) if block.language == "python"):
        assert run(("read", "articles")).exit_code == 0
        address = serve(desk / "volgens.ledger")
    for block in iter_blocks(page):
        if block.file:
            (desk / block.file).parent.mkdir(parents=True, exist_ok=True)
            (desk / block.file).write_text(block.body, encoding="utf-8")
        elif block.language == "console":
            run_console(block, run)
        elif block.language == "python":
            run_python(replace(block, body=block.body.replace(SITE, address)), names)


def run_console(block: Block, run: Run) -> None:
    for command in iter_commands(block):
        program, *words = command.words
        if program in NOT_OURS:
            continue
        assert program == "volgens", f"{block.place}: {program} is not ours; put it in NOT_OURS or write it as text"
        done = run(tuple(words))
        assert done.exit_code == 0, f"{block.place}: {' '.join(command.words)}: {done.output} {done.exception!r}"
        if command.shown.strip():
            assert_shown(command.shown, done.output, f"{block.place}: {' '.join(command.words)}")


def run_python(block: Block, names: dict[str, object]) -> None:
    """What a block prints stands under it behind ``# >``, where the page shows it."""
    shown = "".join(f"{match}\n" for match in SHOWN.findall(block.body))
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        exec(compile(block.body, block.place, "exec"), names)
    if shown:
        assert_shown(shown, printed.getvalue(), block.place)


def assert_shown(wanted: str, got: str, place: str) -> None:
    assert CHECKER.check_output(wanted, got, FLAGS), f"{place} shows\n{wanted}\nand it is\n{got}"


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language not in {"console", "python"}], ids=name)
def test_a_command_line_in_the_docs_is_one_that_the_program_knows(block: Block) -> None:
    if block.page.name == "cli.md":
        return  # Usage, generated from the commands themselves.
    for words in iter_lines_of_ours(block):
        assert_known(words, block.place)


def assert_known(words: tuple[str, ...], place: str) -> None:
    """Parse as the command would, without running it."""
    path, command, left = find_command(words)
    for option in (word.partition("=")[0] for word in left if word.startswith("--")):
        assert option == "--help" or option in options_of(command), f"{place}: {path} has no {option}"
    if hasattr(command, "commands") or "--help" in left:
        return
    try:
        # Not through the application, whose options act as soon as they are seen.
        command.make_context(path, list(left))
    except Exception as error:
        raise AssertionError(f"{place}: {' '.join(words)}: {error}") from error


def find_command(words: tuple[str, ...]) -> tuple[str, Any, tuple[str, ...]]:
    """The command that ``words`` name, its whole name, and the words that are left."""
    command, path, left = typer.main.get_command(app), "volgens", words
    while left and left[0] in (below := getattr(command, "commands", {})):
        command, path, left = below[left[0]], f"{path} {left[0]}", left[1:]
    return path, command, left


def options_of(command: Any) -> set[str]:
    return {option for parameter in command.params for option in (*parameter.opts, *parameter.secondary_opts)}


@pytest.mark.parametrize("block", [b for b in BLOCKS if b.language in {"toml", "json"}], ids=name)
def test_data_in_the_docs_is_well_formed(block: Block) -> None:
    {"toml": tomllib.loads, "json": json.loads}[block.language](block.body)


def test_every_block_says_what_it_is() -> None:
    drawings = [b for b in BLOCKS if not b.language and b.page.parent.name != "reference" and "─" not in b.body]
    wordless = [b.place for b in drawings if not list(iter_lines_of_ours(b))]
    assert not wordless
    assert {b.language for b in BLOCKS if b.language} <= LANGUAGES


@pytest.mark.parametrize("page", sorted(ELSEWHERE))
def test_a_page_that_is_tested_elsewhere_is(page: str) -> None:
    assert Path(page).name in (DOCS.parent / ELSEWHERE[page]).read_text(encoding="utf-8")
    assert (DOCS / page).exists()


def test_blocks_of_python_compile() -> None:
    for block in (b for b in BLOCKS if b.language == "python"):
        compile(block.body, block.place, "exec")
