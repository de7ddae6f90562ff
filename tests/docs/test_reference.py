"""The generated pages are what their generators make."""

import subprocess
import sys

import pytest

from .blocks import DOCS

REFERENCE = DOCS / "reference"


@pytest.mark.parametrize("page", ["settings", "cues"])
def test_the_reference_is_what_the_program_says(page: str) -> None:
    done = subprocess.run(
        [sys.executable, str(REFERENCE / f"generate_{page}.py"), "--print"], capture_output=True, text=True, check=True
    )
    assert done.stdout == (REFERENCE / f"{page}.md").read_text(encoding="utf-8"), (
        f"run docs/reference/generate_{page}.py"
    )


def test_options_that_the_settings_name_exist() -> None:
    settings = (REFERENCE / "settings.md").read_text(encoding="utf-8")
    commands = (REFERENCE / "cli.md").read_text(encoding="utf-8")
    named = {word.strip("`,") for line in settings.splitlines() for word in line.split() if word.startswith("`--")}
    assert named
    assert all(option in commands for option in named)
