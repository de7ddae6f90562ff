"""The program as a process: exit codes, one-line errors, quick help."""

import subprocess
import sys
from pathlib import Path

from typer.testing import CliRunner

from volgens.cli.app import app

PROGRAM = [sys.executable, "-c", "from volgens.cli import main; main()"]
COMMANDS = Path(__file__).parents[2] / "docs" / "reference" / "cli.md"


def test_an_error_is_one_line_and_exit_code_two(tmp_path: Path) -> None:
    done = subprocess.run(
        [*PROGRAM, "show", "x", "--ledger", str(tmp_path / "none.ledger")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert len(done.stderr.strip().splitlines()) == 1
    assert done.stderr.startswith("volgens: ")


def test_help_does_not_load_the_parser() -> None:
    code = (
        "import sys\nfrom typer.testing import CliRunner\nfrom volgens.cli.app import app\n"
        "CliRunner().invoke(app, ['--help'])\nprint('spacy' in sys.modules, 'sqlalchemy' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False False"


def test_version_names_the_program() -> None:
    result = CliRunner().invoke(app, ["--version"])
    assert result.exit_code == 0
    assert result.stdout.startswith("volgens 0.")


def test_every_command_is_documented() -> None:
    text = COMMANDS.read_text(encoding="utf-8")
    for command in ("read", "show", "page", "export", "search", "demo", "corpus export", "evaluate attributions"):
        assert f"## volgens {command}" in text


def test_the_reference_is_what_help_says() -> None:
    done = subprocess.run(
        [sys.executable, str(COMMANDS.parent / "generate_cli.py"), "--print"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == COMMANDS.read_text(encoding="utf-8"), "run docs/reference/generate_cli.py"
