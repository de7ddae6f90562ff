"""``volgens correct``: what a person sets right, kept, outliving every new reading, and undone at will."""

import getpass
import io
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TextIO

import typer
from rich.table import Table

from volgens.cli.dossiers import find_dossier, open_desk
from volgens.cli.shared import LedgerOption, State, get_state, make_console, write_text
from volgens.errors import LedgerError
from volgens.model import Act, quote

if TYPE_CHECKING:
    from volgens.desk import Desk
    from volgens.ledger import Correction, Ledger

app = typer.Typer(help="Set right what the program got wrong; every correction can be undone.", no_args_is_help=True)
NameArgument = Annotated[str, typer.Argument(help="A name as the dossier shows it.")]
InOption = Annotated[
    str | None, typer.Option("--in", metavar="DOSSIER", help="In this dossier only; else in all of them.")
]
ArticleArgument = Annotated[
    str, typer.Argument(help="The article: its id or the start of it, its address, or words of its title.")
]
WordsArgument = Annotated[str, typer.Argument(help="Words of the statement, enough to tell it from the others.")]


@app.command()
def same(context: typer.Context, a: NameArgument, b: NameArgument, within: InOption = None,
         ledger: LedgerOption = None) -> None:  # fmt: skip
    """Two names are one actor."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = None if within is None else find_dossier(desk, opened, within)
        _print_made(state, opened, desk.merge_actors(a, b, who(), dossier_id=home))


@app.command()
def apart(context: typer.Context, a: NameArgument, b: NameArgument, within: InOption = None,
          ledger: LedgerOption = None) -> None:  # fmt: skip
    """Two names are two actors, whatever the program thinks."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = None if within is None else find_dossier(desk, opened, within)
        _print_made(state, opened, desk.split_actors(a, b, who(), dossier_id=home))


@app.command()
def merge(context: typer.Context, into: str, other: str, ledger: LedgerOption = None) -> None:
    """Two dossiers are about one event: the articles of OTHER go to INTO."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        ids = [find_dossier(desk, opened, key) for key in (into, other)]
        _print_made(state, opened, desk.merge_dossiers(ids[0], ids[1], who()))


@app.command()
def split(context: typer.Context, article: str, ledger: LedgerOption = None) -> None:
    """An article is about another event: it gets a dossier of its own."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, opened, desk.split_article(opened.find_article(article), who()))


@app.command()
def rename(context: typer.Context, dossier: str, title: str, ledger: LedgerOption = None) -> None:
    """Give a dossier a title."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, opened, desk.rename(find_dossier(desk, opened, dossier), title, who()))


@app.command()
def source(
    context: typer.Context, article: ArticleArgument, words: WordsArgument, name: str, ledger: LedgerOption = None
) -> None:
    """Somebody else says these words of an article: NAME."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, opened, desk.correct_actor(_find_attribution(state, opened, article, words), name, who()))


@app.command("act")
def right_act(
    context: typer.Context, article: ArticleArgument, words: WordsArgument, act: str, ledger: LedgerOption = None
) -> None:
    """The source does something else with these words: ACT, as in docs/reference/acts.md."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        found = _find_attribution(state, opened, article, words)
        _print_made(state, opened, desk.correct_act(found, _read_act(act, state), who()))


@app.command()
def none(context: typer.Context, article: ArticleArgument, words: WordsArgument, ledger: LedgerOption = None) -> None:
    """These words are no statement of anybody."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        _print_made(state, opened, desk.reject_attribution(_find_attribution(state, opened, article, words), who()))


@app.command("same-claim")
def same_claim(
    context: typer.Context,
    dossier: str,
    words: WordsArgument,
    others: Annotated[str, typer.Argument(help="Words of a statement of the claim that it belongs to.")],
    whole: Annotated[bool, typer.Option("--whole", help="All of its claim belongs there.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """Two statements of a dossier are one claim: the one with WORDS goes to the other."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = find_dossier(desk, opened, dossier)
        stands = [_find_stand(state, desk, home, each) for each in (words, others)]
        _print_made(state, opened, desk.join_claims(home, stands[0], stands[1], who(), whole=whole))


@app.command("other-claim")
def other_claim(
    context: typer.Context,
    dossier: str,
    words: WordsArgument,
    others: Annotated[str, typer.Argument(help="Words of a statement of the claim that it does not belong to.")],
    ledger: LedgerOption = None,
) -> None:
    """Two statements of a dossier are not one claim: the one with WORDS gets a claim of its own."""
    state = get_state(context)
    with open_desk(state, ledger) as (desk, opened):
        home = find_dossier(desk, opened, dossier)
        stands = [_find_stand(state, desk, home, each) for each in (words, others)]
        _print_made(state, opened, desk.part_claims(home, stands[0], stands[1], who()))


@app.command()
def checked(
    context: typer.Context,
    article: ArticleArgument,
    undo_it: Annotated[bool, typer.Option("--undo", help="It is not checked after all.")] = False,
    ledger: LedgerOption = None,
) -> None:
    """An article was read through: no attribution is missing or wrong any more."""
    state = get_state(context)
    with open_desk(state, ledger) as (_, opened):
        found = opened.find_article(article)
        if undo_it:
            opened.uncheck(found)
        else:
            opened.check(found, who())
        opened.note("unchecked an article" if undo_it else "checked an article", who=who(), data={"article": found})
    make_console().print(state.interface.text("cli_correct.unchecked" if undo_it else "cli_correct.checked"))


@app.command()
def export(
    context: typer.Context,
    output: Annotated[Path, typer.Option("--output", "-o", metavar="FILE", help="Where it goes.")],
    labels: Annotated[
        bool, typer.Option("--labels", help="The corrections themselves, one article a line, and not whole articles.")
    ] = False,
    ledger: LedgerOption = None,
) -> None:
    """Write the articles that were checked in the form of the corpus, to learn and to measure by."""
    from volgens.export import write_gold  # noqa: PLC0415

    state, stream = get_state(context), io.StringIO()
    with open_desk(state, ledger) as (_, opened):
        if labels:
            rows = write_labels(opened, stream)
        else:
            rows = write_gold((opened.reading(article_id) for article_id in opened.checked()), stream)
    write_text(output, stream.getvalue())
    console = make_console(errors=True)
    console.print(state.interface.text("cli.written", path=output), markup=False, soft_wrap=True)
    console.print(state.interface.text("cli.rows", count=rows))


def write_labels(ledger: "Ledger", stream: TextIO) -> int:
    """A JSON object a line for each article with corrections of its words that hold: its text, and each of them."""
    from volgens.ledger.corrections import OF_ATTRIBUTIONS, OF_CLAIMS  # noqa: PLC0415

    by_article: dict[str, list[Correction]] = {}
    for correction in ledger.corrections_among(OF_ATTRIBUTIONS | OF_CLAIMS):
        by_article.setdefault(correction.one("article"), []).append(correction)
    for article_id, made in sorted(by_article.items()):
        labels = [{"kind": c.kind.value, "by": c.by, "at": c.at.isoformat(), **_plain_details(c)} for c in made]
        line = {"article": article_id, "text": ledger.reading(article_id).article.text, "corrections": labels}
        stream.write(json.dumps(line, ensure_ascii=False) + "\n")
    return sum(map(len, by_article.values()))


def _plain_details(correction: "Correction") -> dict[str, object]:
    """The details as they are, with places as pairs of numbers."""
    places = {name: value for name, value in correction.details.items() if isinstance(value, tuple)}
    pairs = {name: [[span.start, span.end] for span in correction.spans(name)] for name in places}
    return {**correction.details, **pairs}


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
    with open_desk(state, ledger) as (desk, opened):
        desk.undo(number, who())
        opened.note("undid a correction", who=who(), data={"correction": str(number)})
    make_console().print(state.interface.text("cli.correction_undone", number=number))


def who() -> str | None:
    """The user's name on this machine; some machines have none."""
    with suppress(OSError, KeyError, ImportError):
        return getpass.getuser()
    return None


def _find_attribution(state: State, ledger: "Ledger", article: str, words: str) -> str:
    """Id of the one attribution of an article whose content has these words; the shortest where they are nested."""
    reading = ledger.reading(ledger.find_article(article))
    text = reading.article.text
    said = {attribution.id: quote(text, attribution.content, " ") for attribution in reading.attributions}
    return _choose(state, said, words)


def _find_stand(state: State, desk: "Desk", dossier_id: str, words: str) -> str:
    claims = desk.dossier(dossier_id).claims
    return _choose(state, {stand.id: stand.quote for claim in claims for stand in claim.stands}, words)


def _choose(state: State, said: Mapping[str, str], words: str) -> str:
    wanted = " ".join(words.casefold().split())
    plain = {id: " ".join(text.casefold().split()) for id, text in said.items()}
    found = [id for id, text in plain.items() if wanted and wanted in text]
    # What is said inside somebody's words has them too; and whoever gives all the words means just these.
    narrowest = [id for id in found if not any(plain[o] != plain[id] and plain[o] in plain[id] for o in found)]
    if not narrowest:
        raise LedgerError(f"{words!r}: {state.interface.text('cli_correct.which')}")
    if len({plain[id] for id in narrowest}) > 1:
        raise LedgerError(f"{words!r}: {state.interface.text('cli_correct.several')}")
    return narrowest[0]


def _read_act(act: str, state: State) -> Act:
    try:
        return Act(act)
    except ValueError as error:
        message = state.interface.text("cli.act_unknown", act=act, acts=", ".join(Act))
        raise typer.BadParameter(message, param_hint="ACT") from error


def _print_made(state: State, ledger: "Ledger", correction: "Correction") -> None:
    ledger.note(correction.kind.value, who=correction.by, data={"correction": str(correction.id)})
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
        case "right_actor":
            return "→", f"{details['quote']}: {details['was']} → {details['name']}"
        case "right_act":
            return "→", f"{details['quote']}: {details['was']} → {details['act']}"
        case "no_attribution":
            return "✕", f"{details['quote']}"
        case "same_claim":
            return "=", f"{details['quote']} = {details['other_quote']}"
        case "other_claim":
            return "≠", f"{details['quote']} ≠ {details['other_quote']}"
        case _:
            return "→", f"{details['dossier']} → {details['title']}"
