"""``volgens search`` and ``volgens export``: out of the ledger."""

import io
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime
from enum import StrEnum
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.table import Table
from rich.text import Text

from volgens.cli.exporting import (
    FOLDERS,
    NETWORKS,
    Format,
    export_folder,
    export_network,
    export_text,
    open_output,
)
from volgens.cli.shared import LedgerOption, State, get_state, make_console
from volgens.model import Act, content_id, quote

if TYPE_CHECKING:
    from volgens.export import FeedItem
    from volgens.ledger import Hit, Ledger


class NetworkChoice(StrEnum):
    """Networks that can be exported."""

    CITING = "citing"
    CLAIMS = "claims"


class SearchFormat(StrEnum):
    """How hits come out."""

    TABLE = "table"
    RSS = "rss"
    ATOM = "atom"


def export(
    context: typer.Context,
    form: Annotated[
        Format,
        typer.Option("--format", help="See docs/reference/formats.md; brat, naf, folia and parquet are folders."),
    ],
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="FILE",
            help="Else standard output; a folder where the format is one of many files.",
        ),
    ] = None,
    network: Annotated[
        NetworkChoice | None,
        typer.Option(help="Which network, with graphml or gexf: who cites whom, or actors and claims (the default)."),
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Write all attributions of the ledger, or a network out of its dossiers, for other programs."""
    from volgens.export import Network  # noqa: PLC0415

    state = get_state(context)
    if network is not None and form not in NETWORKS:
        raise typer.BadParameter(state.interface.text("cli_export.network", form=form.value), param_hint="--network")
    key = "cli.rows"
    if form in FOLDERS:
        if output is None:
            message = state.interface.text("cli_export.folder", form=form.value)
            raise typer.BadParameter(message, param_hint="--output")
        count = export_folder(form, state, ledger, output)
    elif form in NETWORKS:
        key = "cli_export.edges"
        with open_output(output) as stream:
            count = export_network(form, Network(network or NetworkChoice.CLAIMS), state, ledger, stream)
    else:
        with open_output(output) as stream:
            text = io.TextIOWrapper(stream, encoding="utf-8", errors="replace", newline="")
            try:
                count = export_text(form, state, ledger, text)
                text.flush()
            finally:
                # Else the wrapper would close standard output as it goes.
                with suppress(OSError, ValueError):
                    text.detach()
    if output is not None:
        console = make_console(errors=True)
        console.print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)
        console.print(state.interface.text(key, count=count))


def search(
    context: typer.Context,
    words: Annotated[str, typer.Argument(help='Words that all must stand there; "a phrase", begin*.')],
    act: Annotated[str | None, typer.Option(help="Only this act, e.g. deny.")] = None,
    actor: Annotated[str | None, typer.Option(help="Only words of this actor.")] = None,
    outlet: Annotated[str | None, typer.Option(help="Only from this outlet.")] = None,
    since: Annotated[str | None, typer.Option(help="Published at or after this date or time.")] = None,
    until: Annotated[str | None, typer.Option(help="Published before this date or time.")] = None,
    most: Annotated[int, typer.Option(min=1, help="Hits at most.")] = 50,
    form: Annotated[
        SearchFormat, typer.Option("--format", help="A table, or a feed on standard output: rss or atom.")
    ] = SearchFormat.TABLE,
    ledger: LedgerOption = None,
) -> None:
    """Search what was said, by whom, and the articles themselves."""
    from volgens.ledger import Ledger, SearchFilters  # noqa: PLC0415

    state = get_state(context)
    filters = SearchFilters(
        act=_read_act(act, state),
        actor=actor,
        outlet=outlet,
        since=_read_time(since, state),
        until=_read_time(until, state),
    )
    with Ledger.open(state.ledger(ledger), create=False) as opened:
        hits = list(islice(opened.search(words, filters=filters), most))
        if form is SearchFormat.TABLE:
            _print_hits(hits, state)
            return
        wanted = " · ".join(each for each in (words, act, actor, outlet, since, until) if each)
        with open_output(None) as stream:
            stream.write(_build_feed(hits, opened, form, (wanted, state)))


def _print_hits(hits: "Sequence[Hit]", state: State) -> None:
    interface = state.interface
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for key in ("who", "does", "words", "outlet", "published", "article"):
        table.add_column(interface.text(f"cli.{key}"), ratio=3 if key == "words" else None)
    for hit in hits:
        table.add_row(
            Text(hit.entity or "", style="bold"),
            f"{interface.marks[interface.signs[hit.act]]} {interface.act(hit.act)}" if hit.act else "",
            Text(" ".join(hit.snippet.split())),
            Text(hit.outlet or ""),
            hit.published.strftime("%Y-%m-%d") if hit.published else "",
            Text(hit.article_id[:8], style="bright_black"),
        )
    make_console().print(table if table.row_count else interface.text("cli.hits_none"))


def _build_feed(hits: "Sequence[Hit]", ledger: "Ledger", form: SearchFormat, asked: tuple[str, State]) -> bytes:
    """The hits, newest first; ``asked`` are the words and filters as one line, and how to put them."""
    from volgens.export import build_atom, build_rss  # noqa: PLC0415

    wanted, state = asked
    addresses = {entry.id: entry.address for entry in ledger.articles_by_id([hit.article_id for hit in hits])}
    items = [_make_item(hit, addresses.get(hit.article_id), ledger, state) for hit in hits]
    items.sort(key=lambda item: item.at or datetime.min.replace(tzinfo=UTC), reverse=True)
    build = build_rss if form is SearchFormat.RSS else build_atom
    title = state.interface.text("web_feed.search", wanted=wanted)
    return build(title, f"urn:volgens:search:{content_id(wanted)}", items)


def _make_item(hit: "Hit", address: str | None, ledger: "Ledger", state: State) -> "FeedItem":
    from volgens.export import FeedItem  # noqa: PLC0415

    words, title = hit.snippet, hit.title or hit.snippet
    if hit.attribution_id is not None and hit.act is not None:
        told = ledger.attribution(hit.attribution_id)
        words = quote(told.text, told.attribution.content)
        who = hit.entity or quote(told.text, told.attribution.source) or state.interface.text("web_feed.nobody")
        title = f"{who} {state.interface.act(hit.act)}: {words}"
    return FeedItem(
        id=f"urn:volgens:{'attribution' if hit.attribution_id else 'article'}:{hit.attribution_id or hit.article_id}",
        title=title,
        words=words,
        outlet=hit.outlet,
        address=address,
        at=hit.published,
        label=hit.act.value if hit.act else None,
    )


def _read_act(act: str | None, state: State) -> Act | None:
    if act is None:
        return None
    try:
        return Act(act)
    except ValueError as error:
        message = state.interface.text("cli.act_unknown", act=act, acts=", ".join(Act))
        raise typer.BadParameter(message, param_hint="--act") from error


def _read_time(time: str | None, state: State) -> datetime | None:
    if time is None:
        return None
    try:
        moment = datetime.fromisoformat(time)
    except ValueError as error:
        raise typer.BadParameter(state.interface.text("cli.time_unknown", time=time)) from error
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
