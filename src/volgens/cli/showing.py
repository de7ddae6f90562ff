"""``volgens show`` and ``volgens page``: one article with what was found in it."""

from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from volgens.cli.shared import LedgerOption, State, get_state, make_console, write_text
from volgens.model import Attribution, Reading, Span, quote

ArticleArgument = Annotated[
    str, typer.Argument(metavar="ARTICLE", help="Id or its beginning, address, file, or words of the title.")
]
STYLES = {"asserts": "blue", "denies": "red", "withholds": "yellow", "unknown": "bright_black"}
WIDE = 120
"""Columns from which the sentence has a column of its own."""


def show(context: typer.Context, article: ArticleArgument, ledger: LedgerOption = None) -> None:
    """Show who says what in an article of the ledger, in the terminal."""
    state = get_state(context)
    print_reading(make_console(), load_reading(state, article, ledger), state)


def page(
    context: typer.Context,
    article: ArticleArgument,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where the page goes.")],
    ledger: LedgerOption = None,
) -> None:
    """Write the page of an article: its text with the attributions marked, one file that loads nothing else."""
    from volgens.pages import render_article  # noqa: PLC0415

    state = get_state(context)
    write_text(output, render_article(load_reading(state, article, ledger), language=state.language))
    make_console().print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)


def load_reading(state: State, article: str, ledger: str | None) -> Reading:
    """The reading of the article that ``article`` names; `LedgerError` where none or several fit."""
    from volgens.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(state.ledger(ledger), create=False) as opened:
        return opened.reading(opened.find_article(article))


def print_reading(console: Console, reading: Reading, state: State) -> None:
    """The article's title and a table of its attributions in text order, nested ones indented."""
    article = reading.article
    console.print(Text(article.title or article.text[:60].splitlines()[0], style="bold"))
    line = " · ".join(x for x in (article.outlet, _published(reading), article.address) if x)
    if line:
        console.print(Text(line, style="bright_black"))
    if not reading.attributions:
        console.print(state.interface.text("cli.nothing"))
        return
    interface = state.interface
    wide = console.width >= WIDE
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    table.add_column(interface.text("cli.who"), min_width=14, max_width=30)
    table.add_column(interface.text("cli.does"), min_width=12, max_width=20)
    table.add_column(interface.text("cli.words"), ratio=3)
    if wide:
        table.add_column(interface.text("cli.sentence"), ratio=2, style="bright_black")
    depths = _depths(reading)
    for attribution in sorted(reading.attributions, key=lambda a: (a.content[0].start, depths[a.id])):
        table.add_row(*_row(attribution, reading, state, depths[attribution.id], wide), end_section=False)
    console.print(table)
    console.print()


def _row(attribution: Attribution, reading: Reading, state: State, depth: int, wide: bool) -> list[Text]:
    interface = state.interface
    sign = interface.signs[attribution.act]
    indent = "› " * depth
    who = attribution.entity or quote(reading.article.text, attribution.source) or interface.text("cli.nobody")
    words = Text(_flat(quote(reading.article.text, attribution.content)))
    if attribution.via:
        words.append(
            f"  ({interface.text('page.via')} {_flat(quote(reading.article.text, attribution.via))})", "bright_black"
        )
    cells = [
        Text(indent + who, style="bold"),
        Text(f"{interface.marks[sign]} {interface.act(attribution.act)}", style=STYLES[sign]),
        words,
    ]
    if wide:
        cells.append(Text(_sentence(attribution, reading)))
    return cells


def _flat(words: str) -> str:
    return " ".join(words.split())


def _sentence(attribution: Attribution, reading: Reading) -> str:
    """The words around the cue, up to the nearest full stops, on one line of at most 160 characters."""
    text = reading.article.text
    anchor = (attribution.cue or attribution.content)[0]
    block = next((b.span for b in reading.article.blocks if b.span.overlaps(anchor)), Span(0, len(text)))
    start = max(text.rfind(". ", block.start, anchor.start) + 2, block.start, anchor.start - 80)
    end = text.find(". ", anchor.end, block.end)
    end = min(end + 1 if end >= 0 else block.end, anchor.end + 100)
    return _flat(text[start:end])


def _depths(reading: Reading) -> dict[str, int]:
    parents = {a.id: a.parent for a in reading.attributions}
    depths = {}
    for key, parent in parents.items():
        depth, node = 0, parent
        while node is not None and depth < len(parents):
            depth, node = depth + 1, parents.get(node)
        depths[key] = depth
    return depths


def _published(reading: Reading) -> str | None:
    moment = reading.article.published
    return moment.strftime("%Y-%m-%d %H:%M") if moment else None
