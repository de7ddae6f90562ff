"""``volgens account``: who may come in to the site, and by which tokens."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table

from volgens.cli.correcting import who
from volgens.cli.shared import LedgerOption, State, get_state, make_console

if TYPE_CHECKING:
    from volgens.ledger import Ledger

app = typer.Typer(help="Who may come in to the site that `volgens serve` runs.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="The name of the account.")]


class Role(StrEnum):
    """What an account may do."""

    READER = "reader"
    EDITOR = "editor"


RoleOption = Annotated[Role, typer.Option(help="A reader sees everything, an editor corrects it too.")]


@contextmanager
def _opened(state: State, ledger: str | None) -> "Iterator[Ledger]":
    from volgens.ledger import Ledger  # noqa: PLC0415

    # An account may come before the first article.
    with Ledger.open(state.ledger(ledger)) as opened:
        yield opened


@app.command()
def add(
    context: typer.Context,
    name: NameArgument,
    role: RoleOption = Role.EDITOR,
    password: Annotated[
        bool, typer.Option("--password/--no-password", help="Ask for one; without it only tokens let it in.")
    ] = True,
    ledger: LedgerOption = None,
) -> None:
    """Make an account; asks for its password, or reads it from standard input."""
    from volgens.ledger import Reach  # noqa: PLC0415

    state = get_state(context)
    word = _ask(state) if password else None
    with _opened(state, ledger) as opened:
        made = opened.add_account(name, Reach(role.value), word)
        opened.note("made an account", who=who(), data={"name": made.name, "role": role.value})
    make_console().print(state.interface.text("cli_account.added", name=made.name, role=role.value), markup=False)


def _ask(state: State) -> str:
    return str(typer.prompt(state.interface.text("cli_account.password"), hide_input=True, confirmation_prompt=True))


@app.command("list")
def listing(context: typer.Context, ledger: LedgerOption = None) -> None:
    """List the accounts with their tokens."""
    state = get_state(context)
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for key in ("name", "role", "made", "tokens"):
        table.add_column(state.interface.text(f"cli_account.{key}"))
    with _opened(state, ledger) as opened:
        for account in opened.accounts():
            tokens = (f"{token.mark} {token.label or ''}".strip() for token in opened.tokens_of(account.name))
            table.add_row(account.name, account.role.value, account.made_at.strftime("%Y-%m-%d"), "\n".join(tokens))
    make_console().print(table if table.row_count else state.interface.text("cli_account.none"))


@app.command()
def remove(context: typer.Context, name: NameArgument, ledger: LedgerOption = None) -> None:
    """Take an account away with its sessions and tokens; what it corrected stays."""
    state = get_state(context)
    with _opened(state, ledger) as opened:
        opened.remove_account(name)
        opened.note("removed an account", who=who(), data={"name": name})
    make_console().print(state.interface.text("cli_account.removed", name=name), markup=False)


@app.command()
def password(context: typer.Context, name: NameArgument, ledger: LedgerOption = None) -> None:
    """Give an account a new password; it is signed out everywhere."""
    state = get_state(context)
    with _opened(state, ledger) as opened:
        found = opened.account(name)
        opened.set_password(found.name, _ask(state))
        opened.note("set a password", who=who(), data={"name": found.name})
    make_console().print(state.interface.text("cli_account.changed", name=found.name), markup=False)


@app.command("role")
def set_role(context: typer.Context, name: NameArgument, role: Role, ledger: LedgerOption = None) -> None:
    """Make an account a reader or an editor."""
    from volgens.ledger import Reach  # noqa: PLC0415

    state = get_state(context)
    with _opened(state, ledger) as opened:
        opened.set_role(name, Reach(role.value))
        opened.note("set a role", who=who(), data={"name": name, "role": role.value})
    make_console().print(state.interface.text("cli_account.added", name=name, role=role.value), markup=False)


@app.command()
def token(
    context: typer.Context,
    name: NameArgument,
    label: Annotated[str | None, typer.Option(help="What it is for.")] = None,
    days: Annotated[int | None, typer.Option(min=1, max=3650, help="How long it holds; else until revoked.")] = None,
    revoke: Annotated[
        str | None, typer.Option(metavar="MARK", help="Take away the token that `list` shows under this mark.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Make a token for a program, and show it this once."""
    state = get_state(context)
    with _opened(state, ledger) as opened:
        if revoke is not None:
            opened.revoke_token(name, revoke)
            opened.note("revoked a token", who=who(), data={"name": name, "token": revoke})
            make_console().print(state.interface.text("cli_account.revoked"))
            return
        made = opened.make_token(name, label, timedelta(days=days) if days else None)
        opened.note("made a token", who=who(), data={"name": name, "label": label or ""})
    make_console(errors=True).print(state.interface.text("cli_account.token", name=name), markup=False)
    typer.echo(made)


@app.command("sign-out")
def sign_out(context: typer.Context, name: NameArgument, ledger: LedgerOption = None) -> None:
    """End every session of an account; its tokens stay."""
    state = get_state(context)
    with _opened(state, ledger) as opened:
        count = opened.end_sessions(name)
        opened.note("signed out everywhere", who=who(), data={"name": name})
    make_console().print(state.interface.text("cli_account.signed_out", name=name, count=count), markup=False)
