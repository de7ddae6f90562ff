"""Write docs/reference/cli.md from the commands' own --help: ``python docs/reference/generate_cli.py [--print]``."""

import sys
from pathlib import Path

import typer
from click import Context
from click.core import Command

from volgens.cli.app import app

HEAD = """# The command line

Generated from `--help` by `docs/reference/generate_cli.py`; change the commands, not this file.

Exit codes: 0 all well, 1 some documents could not be read, 2 the command could not do its work, 130 interrupted.
"""


def iter_commands(command: Command, name: str) -> list[tuple[str, Command]]:
    """The command and all below it, each with its whole name."""
    found = [(name, command)]
    for key, below in getattr(command, "commands", {}).items():
        found.extend(iter_commands(below, f"{name} {key}"))
    return found


def describe(name: str, command: Command) -> str:
    """A section with usage, help, arguments and options."""
    context = Context(command, info_name=name)
    lines = [f"## {name}", "", " ".join((command.help or "").split()), "", "```", command.get_usage(context), "```", ""]
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None:
            lines.append(f"- `{record[0].strip()}` — {' '.join(record[1].split())}")
        elif getattr(parameter, "help", None):
            lines.append(f"- `{parameter.make_metavar(context)}` — {parameter.help}")
    return "\n".join(lines).rstrip() + "\n"


def render() -> str:
    root = typer.main.get_command(app)
    return "\n".join([HEAD, *(describe(name, command) for name, command in iter_commands(root, "volgens"))])


if __name__ == "__main__":
    if "--print" in sys.argv:
        sys.stdout.write(render())
    else:
        (Path(__file__).parent / "cli.md").write_text(render(), encoding="utf-8")
