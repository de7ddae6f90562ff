"""``volgens demo``: the bundled articles, read, shown and left as pages to open."""

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.resources import as_file, files
from pathlib import Path
from typing import Annotated

import typer

from volgens.cli.dossiers import print_dossier
from volgens.cli.shared import State, get_state, make_console, write_text
from volgens.cli.showing import print_reading

LEDGER = "volgens.ledger"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page that was written, as the index lists it."""

    name: str
    title: str
    note: str


def demo(
    context: typer.Context,
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Where the ledger and the pages go.")] = Path("demo"),
) -> None:
    """Read the bundled example articles, print their ledger, and leave a page of each event and article to open."""
    from volgens.batches import Batch  # noqa: PLC0415
    from volgens.desk import Desk  # noqa: PLC0415
    from volgens.intake import iter_documents  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415
    from volgens.pages import render_article, render_dossier  # noqa: PLC0415

    state = get_state(context)
    folder.mkdir(parents=True, exist_ok=True)
    console = make_console()
    pages: list[Page] = []
    with as_file(files("volgens") / "examples") as examples, Ledger.open(str(folder / LEDGER)) as ledger:
        desk, readings = Desk(ledger, state.settings.language), {}
        batch = Batch(ledger, state.settings, again=True)
        for outcome in batch.run(iter_documents([examples], settings=state.settings)):
            if outcome.reading is None:
                continue
            print_reading(console, outcome.reading, state)
            name = f"{Path(outcome.location).stem}.html"
            write_text(folder / name, render_article(outcome.reading, language=state.language))
            article = outcome.reading.article
            count = state.interface.count("page.count", len(outcome.reading.attributions))
            pages.append(Page(name=name, title=article.title or name, note=f"{article.outlet or ''} · {count}"))
            readings[article.id] = article
        events: list[Page] = []
        for entry in desk.dossiers():
            dossier = desk.dossier(entry.id)
            name = f"dossier-{entry.id[:8]}.html"
            write_text(folder / name, render_dossier(dossier, readings, language=state.language))
            print_dossier(console, dossier, state)
            note = state.interface.count("dossier.articles", len(dossier.articles))
            events.append(Page(name=name, title=dossier.title, note=note))
    write_text(folder / "index.html", _render_index(events, pages, state))
    opened = (folder / "index.html").resolve().as_uri()
    console.print(state.interface.text("cli.demo_open", path=opened), markup=False, soft_wrap=True)


def _render_index(events: Sequence[Page], articles: Sequence[Page], state: State) -> str:
    """A list of the pages, the events first; plain enough to need no template."""
    rows = "".join(
        f'<li{kind}><a href="{escape(page.name)}">{escape(page.title)}</a><span>{escape(page.note)}</span></li>'
        for kind, pages in ((' class="event"', events), ("", articles))
        for page in pages
    )
    title = escape(state.interface.text("cli.demo_index"))
    style = (
        ":root{color-scheme:light dark}body{font:18px/1.5 Charter,Georgia,serif;max-width:46rem;margin:3rem auto;"
        "padding:0 1rem}h1{font-size:1.9rem}li{margin:0 0 .9rem;list-style:none}ul{padding:0}a{color:LinkText}"
        "li.event a{font-size:1.35rem;font-weight:600}span{display:block;font:14px/1.4 system-ui,sans-serif;opacity:.7}"
    )
    return (
        f'<!doctype html><html lang="{state.language}"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width,initial-scale=1">'
        f"<title>volgens – {title}</title><style>{style}</style><h1>volgens – {title}</h1><ul>{rows}</ul></html>\n"
    )
