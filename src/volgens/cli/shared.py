"""What the commands share: settings, the interface language, and the ledger option."""

from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from volgens.errors import LedgerError
from volgens.language.interface import Interface, load_interface
from volgens.settings import Settings

LedgerOption = Annotated[
    str | None, typer.Option("--ledger", metavar="FILE", help="The ledger; else VOLGENS_LEDGER, else volgens.ledger.")
]


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """Settings and interface language of one run of the program."""

    settings: Settings
    language: str

    @property
    def interface(self) -> Interface:
        return load_interface(self.language)

    def ledger(self, chosen: str | None) -> str:
        return chosen or self.settings.ledger


def get_state(context: typer.Context) -> State:
    state = context.obj
    if not isinstance(state, State):
        raise TypeError("the command ran outside the application")
    return state


def make_console(*, errors: bool = False) -> Console:
    """A console that wraps at the terminal's width and prints no colour where there is no terminal."""
    return Console(stderr=errors, highlight=False, soft_wrap=False)


def write_text(path: Path, text: str) -> None:
    """Write a file whole or not at all: beside it first, then in its place."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink()
        raise LedgerError(f"cannot write {path}: {error.strerror or error}; choose another place") from error
