"""The reference of the API is that of the program."""

import subprocess
import sys
from pathlib import Path

REFERENCE = Path(__file__).parents[3] / "docs" / "reference"


def test_the_reference_is_up_to_date() -> None:
    command = [sys.executable, str(REFERENCE / "generate_api.py"), "--print"]
    done = subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=True)

    assert done.stdout == (REFERENCE / "api.md").read_text("utf-8"), "run docs/reference/generate_api.py"
