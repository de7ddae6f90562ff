"""``volgens dossiers``, ``dossier``, ``actor`` and ``revisions``: one event, all its claims."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console
from rich.table import Table
from rich.text import Text

from volgens.cli.shared import LedgerOption, State, get_state, make_console, write_text
from volgens.cli.showing import STYLES
from volgens.errors import LedgerError
from volgens.model import Article, Spans, Stance, quote

if TYPE_CHECKING:
    from volgens.desk import Desk
    from volgens.dossiers import Claim, Dossier, Persona, Revision, Stand
    from volgens.ledger import Ledger

DossierArgument = Annotated[
    str, typer.Argument(metavar="ID", help="Id of a dossier or its beginning, or an article in it.")
]
MOST_CLAIMS = 12
"""Claims that the terminal shows of one dossier; the page shows them all."""


def dossiers(
    context: typer.Context,
    most: Annotated[int, typer.Option(min=1, help="Dossiers at most.")] = 20,
    ledger: LedgerOption = None,
) -> None:
    """List the dossiers, those with the latest article first."""
    state = get_state(context)
    interface = state.interface
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for key in ("dossier", "about", "articles", "contested", "until"):
        table.add_column(interface.text(f"cli.{key}"), justify="right" if key in {"articles", "contested"} else "left")
    with open_desk(state, ledger) as (desk, _):
        for entry in desk.dossiers(limit=most):
            dossier = desk.dossier(entry.id)
            table.add_row(
                Text(entry.id[:8], style="bright_black"),
                Text(dossier.title or "", style="bold"),
                str(len(dossier.articles)),
                str(sum(claim.contested for claim in dossier.claims)),
                max((c.published.strftime("%Y-%m-%d %H:%M") for c in dossier.articles if c.published), default=""),
            )
    make_console().print(table if table.row_count else interface.text("cli.dossiers_none"))


def dossier(
    context: typer.Context,
    key: DossierArgument,
    output: Annotated[
        Path | None, typer.Option("--output", "-o", metavar="FILE", help="Write the page of the dossier instead.")
    ] = None,
    ledger: LedgerOption = None,
) -> None:
    """Show who asserts, denies or will not confirm what, over all articles of one event."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        found = desk.dossier(find_dossier(desk, opened, key))
        articles = {card.id: opened.reading(card.id).article for card in found.articles}
    if output is not None:
        from volgens.pages import render_dossier  # noqa: PLC0415

        write_text(output, render_dossier(found, articles, language=state.language))
        make_console().print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)
        return
    print_dossier(make_console(), found, state)


def actor(context: typer.Context, name: str, ledger: LedgerOption = None) -> None:
    """Show what an actor said, when and where, under all its names."""
    state = get_state(context)
    interface = state.interface
    console = make_console()
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), header_style="bright_black")
    for column in ("published", "outlet", "does", "words", "dossier"):
        table.add_column(interface.text(f"cli.{column}"), ratio=3 if column == "words" else None)
    with open_desk(state, ledger) as (desk, _):
        for persona, dossier_id, stands in _iter_appearances(desk, name):
            _print_persona(console, persona, state)
            for stand in stands:
                sign = interface.signs[stand.act]
                table.add_row(
                    stand.printed.strftime("%Y-%m-%d %H:%M") if stand.printed else "",
                    Text(stand.path[0] if stand.path else ""),
                    Text(f"{interface.marks[sign]} {interface.act(stand.act)}", style=STYLES[sign]),
                    Text(" ".join(stand.quote.split())),
                    Text(dossier_id[:8], style="bright_black"),
                )
    console.print(table if table.row_count else interface.text("cli.hits_none"))


def revisions(
    context: typer.Context,
    address: Annotated[str, typer.Argument(metavar="URL", help="Address of an article, or its id.")],
    ledger: LedgerOption = None,
) -> None:
    """Show what later versions of an article added, dropped and reworded in what they let people say."""
    state = get_state(context)
    console = make_console()
    with open_desk(state, ledger) as (desk, opened):
        found = desk.dossier(find_dossier(desk, opened, address))
        chosen = set(opened.articles_at(address)) or {opened.find_article(address)}
        articles = {card.id: opened.reading(card.id).article for card in found.articles}
    shown = [r for r in found.revisions if {r.earlier, r.later} & chosen]
    for revision in shown:
        _print_revision(console, revision, articles, state)
    if not shown:
        console.print(state.interface.text("cli.revisions_none"))


@contextmanager
def open_desk(state: State, ledger: str | None) -> "Iterator[tuple[Desk, Ledger]]":
    """The desk over the ledger, with every article filed."""
    from volgens.desk import Desk  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415

    with Ledger.open(state.ledger(ledger), create=False) as opened:
        desk = Desk(opened, state.settings.language)
        desk.file_rest()
        yield desk, opened


def find_dossier(desk: "Desk", ledger: "Ledger", key: str) -> str:
    """The dossier that ``key`` means: its id or the start of it, else the one of the article that it fits."""
    fitting = [entry.id for entry in desk.dossiers() if entry.id.startswith(key.lower())]
    if len(fitting) == 1:
        return fitting[0]
    if fitting:
        listed = ", ".join(fitting[:8])
        raise LedgerError(f"several dossiers begin with {key!r}; give more of the id: {listed}")
    versions = ledger.articles_at(key)
    home = ledger.dossier_of(versions[0] if versions else ledger.find_article(key))
    if home is None:
        raise LedgerError(f"{key!r} is no dossier and no article that lies in one; `volgens dossiers` lists them")
    return home


def _iter_appearances(desk: "Desk", name: str) -> "Iterator[tuple[Persona, str, list[Stand]]]":
    """The actor in each dossier that knows it by this name, with what it said there in order of time."""
    wanted = " ".join(name.lower().split())
    for entry in desk.dossiers():
        found = desk.dossier(entry.id)
        for persona in found.personas:
            names = {persona.name.lower(), *(alias.lower() for alias in persona.aliases)}
            if wanted not in names and not any(wanted in known.split() for known in names):
                continue
            stands = {s.id: s for claim in found.claims for s in claim.stands if s.actor == persona.name}
            if stands:
                said = [g[0] for g in _group_stands(sorted(stands.values(), key=lambda s: (str(s.printed), s.id)))]
                yield persona, entry.id, said


def _print_persona(console: Console, persona: "Persona", state: State) -> None:
    line = Text(persona.name, style="bold")
    if persona.speaks_for:
        line.append(f"  {state.interface.text('cli.speaks_for', name=persona.speaks_for)}", "bright_black")
    console.print(line)
    others = [alias for alias in persona.aliases if alias != persona.name]
    if others:
        console.print(Text(", ".join(others), style="bright_black"))


def print_dossier(console: Console, dossier: "Dossier", state: State) -> None:
    """The title, the claims that are contested and the positions; as many as a terminal bears."""
    interface = state.interface
    outlets = dict.fromkeys(card.outlet for card in dossier.articles if card.outlet)
    console.print(Text(dossier.title, style="bold"))
    articles = interface.count("dossier.articles", len(dossier.articles))
    console.print(Text(f"{articles} · {', '.join(outlets)} · {dossier.id[:8]}", style="bright_black"))
    contested = [claim for claim in dossier.claims if claim.contested]
    for claim in contested[:MOST_CLAIMS]:
        console.print()
        console.print(_claim_table(claim, state))
    if not contested:
        console.print(interface.text("dossier.contested_none"))
    if len(contested) > MOST_CLAIMS:
        console.print(interface.text("cli.more_claims", count=len(contested) - MOST_CLAIMS))


def _claim_table(claim: "Claim", state: State) -> Table:
    interface = state.interface
    table = Table(box=None, pad_edge=False, padding=(0, 2, 0, 0), show_header=False)
    for ratio in (None, None, 3, None):
        table.add_column(ratio=ratio)
    for stance in Stance:
        for stands in _group_stands(claim.by(stance)):
            words = Text(" ".join(stands[0].quote.split()))
            if stands[0].via:
                words.append(f"  ({interface.text('page.via')} {stands[0].via})", "bright_black")
            outlets = dict.fromkeys(stand.path[0] for stand in stands if stand.path)
            table.add_row(
                Text(interface.text(f"dossier.column_{stance}"), style=STYLES[stance]),
                Text(stands[0].actor or interface.text("cli.nobody"), style="bold"),
                words,
                Text(", ".join(outlets), style="bright_black"),
            )
    return table


def _group_stands(stands: "Iterable[Stand]") -> "list[list[Stand]]":
    """Stands with the same words of the same actor together, as versions and copies of an article have them."""
    groups: dict[tuple[str | None, str], list[Stand]] = {}
    for stand in stands:
        groups.setdefault((stand.actor, " ".join(stand.quote.split())), []).append(stand)
    return list(groups.values())


def _print_revision(console: Console, revision: "Revision", articles: dict[str, Article], state: State) -> None:
    interface = state.interface
    later, earlier = articles[revision.later], articles[revision.earlier]
    console.print(Text(later.title or later.address or later.id, style="bold"))
    if revision.headline is not None:
        console.print(Text(f"  {revision.headline[0]} → {revision.headline[1]}", style="bright_black"))

    def words(article: Article, spans: Spans) -> str:
        return " ".join(quote(article.text, spans).split())

    for sign, key, article, found in (
        ("+", "added", later, revision.added),
        ("−", "dropped", earlier, revision.dropped),
    ):
        for spans in found:
            console.print(Text(f"{sign} {interface.text(f'cli.{key}')}  {words(article, spans)}"))
    if not (revision.added or revision.dropped or revision.reworded):
        console.print(interface.text("cli.revision_same"))
    for old, new in revision.reworded:
        console.print(Text(f"~ {interface.text('cli.reworded')}  {words(earlier, old)} → {words(later, new)}"))
