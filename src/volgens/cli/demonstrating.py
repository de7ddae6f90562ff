"""``volgens demo``: the bundled articles, read, shown and left as pages to open."""

from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from volgens.cli.shared import State, get_state, make_console, write_text
from volgens.cli.showing import print_reading
from volgens.model import Reading

LEDGER = "volgens.ledger"


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the ledger and the pages go.")] = Path("demo"),
) -> None:
    """Read the bundled example articles, print their ledger, and leave a page of each to open."""
    from volgens.ledger import Ledger  # noqa: PLC0415
    from volgens.pages import render_article  # noqa: PLC0415
    from volgens.pipeline import read_into  # noqa: PLC0415

    state = get_state(context)
    folder.mkdir(parents=True, exist_ok=True)
    console = make_console()
    pages: list[tuple[str, Reading]] = []
    with as_file(files("volgens") / "examples") as examples, Ledger.open(str(folder / LEDGER)) as ledger:
        for outcome in read_into(ledger, [examples], state.settings):
            if outcome.reading is None or outcome.document is None:
                continue
            print_reading(console, outcome.reading, state)
            name = f"{Path(outcome.document.location).stem}.html"
            write_text(folder / name, render_article(outcome.reading, language=state.language))
            pages.append((name, outcome.reading))
    write_text(folder / "index.html", _render_index(pages, state))
    opened = (folder / "index.html").resolve().as_uri()
    console.print(state.interface.text("cli.demo_open", path=opened), markup=False, soft_wrap=True)


def _render_index(pages: list[tuple[str, Reading]], state: State) -> str:
    """A list of the pages, plain enough to need no template."""
    rows = "".join(
        f'<li><a href="{escape(name)}">{escape(reading.article.title or name)}</a>'
        f"<span>{escape(reading.article.outlet or '')} · "
        f"{escape(state.interface.count('page.count', len(reading.attributions)))}</span></li>"
        for name, reading in pages
    )
    title = escape(state.interface.text("cli.demo_index"))
    style = (
        ":root{color-scheme:light dark}body{font:18px/1.5 Charter,Georgia,serif;max-width:46rem;margin:3rem auto;"
        "padding:0 1rem}h1{font-size:1.9rem}li{margin:0 0 .9rem;list-style:none}ul{padding:0}a{color:LinkText}"
        "span{display:block;font:14px/1.4 system-ui,sans-serif;opacity:.7}"
    )
    return (
        f'<!doctype html><html lang="{state.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>volgens – {title}</title><style>{style}</style><h1>volgens – {title}</h1><ul>{rows}</ul></html>\n"
    )
