"""The application: options that every command shares, and how errors come out."""

import os
import sys
from importlib.metadata import version
from typing import Annotated

import typer

from volgens.cli import (
    accounts,
    corpus,
    correcting,
    demonstrating,
    dossiers,
    evaluating,
    fetching,
    finding,
    quarantining,
    reading,
    serving,
    showing,
)
from volgens.cli.shared import State
from volgens.errors import VolgensError
from volgens.settings import Settings

app = typer.Typer(
    name="volgens",
    help="Who says what, according to whom: reads Dutch news and keeps a sourced ledger. (Nederlands: --lang nl)",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
app.command("read")(reading.read)
app.command("fetch")(fetching.fetch)
app.command("watch")(fetching.watch)
app.command("show")(showing.show)
app.command("page")(showing.page)
app.command("export")(finding.export)
app.command("search")(finding.search)
app.command("dossiers")(dossiers.dossiers)
app.command("dossier")(dossiers.dossier)
app.command("actor")(dossiers.actor)
app.command("revisions")(dossiers.revisions)
app.command("serve")(serving.serve)
app.command("demo")(demonstrating.demo)
app.add_typer(correcting.app, name="correct")
app.add_typer(accounts.app, name="account")
app.add_typer(quarantining.app, name="quarantine")
app.add_typer(corpus.app, name="corpus")
app.add_typer(evaluating.app, name="evaluate")


def _print_version(wanted: bool) -> None:
    if wanted:
        from volgens.extraction.extract import EXTRACTION_VERSION  # noqa: PLC0415

        typer.echo(f"volgens {version('volgens')}, extraction {EXTRACTION_VERSION}")
        raise typer.Exit


@app.callback()
def shared_options(
    context: typer.Context,
    lang: Annotated[
        str | None, typer.Option("--lang", help="Language of the interface: nl or en; else VOLGENS_LANG or the locale.")
    ] = None,
    _version: Annotated[
        bool, typer.Option("--version", callback=_print_version, is_eager=True, help="Print the versions and stop.")
    ] = False,
) -> None:
    """Who says what, according to whom."""
    settings = Settings.from_environment()
    language = lang or settings.interface_language
    if language not in {"nl", "en"}:
        raise typer.BadParameter("choose nl or en", param_hint="--lang")
    context.obj = State(settings=settings, language=language)


def main() -> None:
    """Run the program; its errors become one line on standard error."""
    try:
        app(prog_name="volgens", standalone_mode=True)
    except VolgensError as error:
        print(f"volgens: {error}", file=sys.stderr)
        sys.exit(2)
    except BrokenPipeError:
        # Whoever read our output has gone (`| head`); point it away so that closing it does not fail again.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        sys.exit(0)
    except KeyboardInterrupt:
        sys.exit(130)
