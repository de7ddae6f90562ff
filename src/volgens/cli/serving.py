"""``volgens serve``: the newsroom in the browser."""

from typing import Annotated

import typer

from volgens.cli.shared import LedgerOption, get_state, make_console
from volgens.errors import VolgensError


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="Address to listen at; any but this machine's own needs an account.")
    ] = "127.0.0.1",
    port: Annotated[int, typer.Option(min=0, max=65535)] = 8420,
    name: Annotated[
        list[str] | None, typer.Option(help="Host name under which the site is reached; may be repeated.")
    ] = None,
    read_only: Annotated[
        bool, typer.Option("--read-only", help="For publishing: nothing can be changed or read in.")
    ] = False,
    https: Annotated[
        bool, typer.Option("--https", help="A proxy in front speaks HTTPS: send cookies over nothing else.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Open the ledger in the browser: desk, dossiers, articles, actors, search, corrections, and an API."""
    try:
        import uvicorn  # noqa: PLC0415

        from volgens.web import WebOptions, make_app  # noqa: PLC0415
    except ModuleNotFoundError as error:
        raise VolgensError(
            f"the web application needs {error.name}; install it with: pip install 'volgens[web]'"
        ) from error
    state = get_state(context)
    options = WebOptions(host=host, port=port, names=tuple(name or ()), read_only=read_only, https=https)
    app = make_app(state.ledger(ledger), state.settings, options)
    make_console(errors=True).print(state.interface.text("web.serving", address=f"http://{host}:{port}/"), markup=False)
    uvicorn.run(app, host=host, port=port, log_level="warning", server_header=False, proxy_headers=False)
