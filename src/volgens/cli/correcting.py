"""``volgens correct``: what a person sets right, kept, outliving every new reading, and undone at will."""

import getpass
from contextlib import suppress
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from volgens.cli.dossiers import find_dossier, open_desk
from volgens.cli.shared import LedgerOption, State, get_state, make_console

if TYPE_CHECKING:
    from volgens.ledger import Correction

app = typer.Typer(help="Set right what the program got wrong; every correction can be undone.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="A name as the dossier shows it.")]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="DOSSIER", help="In this dossier only; else in all of them.")
]


@app.command()
def same(context: typer.Context, a: NameArgument, b: NameArgument, within: InOption = None,
         ledger: LedgerOption = None) -> None:  # fmt: skip
    """Two names are one actor."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = None if within is None else find_dossier(desk, opened, within)
        _print_made(state, desk.merge_actors(a, b, _who(), dossier_id=home))


@app.command()
def apart(context: typer.Context, a: NameArgument, b: NameArgument, within: InOption = None,
          ledger: LedgerOption = None) -> None:  # fmt: skip
    """Two names are two actors, whatever the program thinks."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = None if within is None else find_dossier(desk, opened, within)
        _print_made(state, desk.split_actors(a, b, _who(), dossier_id=home))


@app.command()
def merge(context: typer.Context, into: str, other: str, ledger: LedgerOption = None) -> None:
    """Two dossiers are about one event: the articles of OTHER go to INTO."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        ids = [find_dossier(desk, opened, key) for key in (into, other)]
        _print_made(state, desk.merge_dossiers(ids[0], ids[1], _who()))


@app.command()
def split(context: typer.Context, article: str, ledger: LedgerOption = None) -> None:
    """An article is about another event: it gets a dossier of its own."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, desk.split_article(opened.find_article(article), _who()))


@app.command()
def rename(context: typer.Context, dossier: str, title: str, ledger: LedgerOption = None) -> None:
    """Give a dossier a title."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, desk.rename(find_dossier(desk, opened, dossier), title, _who()))


@app.command("list")
def listing(context: typer.Context, ledger: LedgerOption = None) -> None:
    """List the corrections that hold."""
    state = get_state(context)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    with open_desk(state, ledger) as (desk, _):
        for correction in desk.corrections():
            table.add_row(str(correction.id), correction.at.strftime("%Y-%m-%d %H:%M"), correction.by or "",
                          *_describe(correction))  # fmt: skip
    make_console().print(table if table.row_count else state.interface.text("cli.corrections_none"))


@app.command()
def undo(
    context: typer.Context,
    number: Annotated[int, typer.Argument(help="The number that `list` gives it.")],
    ledger: LedgerOption = None,
) -> None:
    """Take a correction back."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, _):
        desk.undo(number)
    make_console().print(state.interface.text("cli.correction_undone", number=number))


def _who() -> str | None:
    """The user's name on this machine; some machines have none."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return None


def _print_made(state: State, correction: "Correction") -> None:
    make_console().print(state.interface.text("cli.correction_made", number=correction.id), markup=False)


def _describe(correction: "Correction") -> tuple[str, str]:
    details = correction.details
    match correction.kind.value:
        case "same_actor":
            return "=", f"{details['a']} = {details['b']}"
        case "other_actor":
            return "≠", f"{details['a']} ≠ {details['b']}"
        case "merge_dossiers":
            return "⊃", f"{details['into']} ⊃ {details['other']}"
        case "split_article":
            return "⊄", f"{details['article']} ⊄ {details['out_of']}"
        case _:
            return "→", f"{details['dossier']} → {details['title']}"
