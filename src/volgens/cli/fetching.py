"""``volgens fetch`` and ``volgens watch``: from addresses into the ledger, politely."""

import json
import signal
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from threading import Event
from typing import TYPE_CHECKING, Annotated

import typer

from volgens.cli.progress import LogForm, LogOption, Report
from volgens.cli.shared import LedgerOption, State, get_state, make_console
from volgens.model import Failure, RawDocument

if TYPE_CHECKING:
    from volgens.fetching import Fetcher
    from volgens.settings import Settings
    from volgens.watching import WatchEvent

UNITS = {"s": 1.0, "m": 60.0, "h": 3600.0, "d": 86400.0}
QUIET = frozenset({"unchanged"})
InsideOption = Annotated[
    list[str] | None,
    typer.Option("--inside", metavar="HOST[:PORT]", help="A host inside the network that may be fetched all the same."),
]
AgentOption = Annotated[
    str | None,
    typer.Option("--agent", help="How to name ourselves to servers; add an address where you can be reached."),
]


def fetch(
    context: typer.Context,
    addresses: Annotated[list[str], typer.Argument(metavar="URL...", help="Addresses of articles.")],
    inside: InsideOption = None,
    agent: AgentOption = None,
    log: LogOption = LogForm.NONE,
    ledger: LedgerOption = None,
) -> None:
    """Fetch articles by their addresses and read them into the ledger, keeping to robots.txt and a pace a host."""
    from volgens.batches import Batch  # noqa: PLC0415
    from volgens.fetching import Fetcher  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415

    state = get_state(context)
    settings = _settings(state, inside, agent)
    with (
        Ledger.open(state.ledger(ledger)) as opened,
        Fetcher(settings) as fetcher,
        Report(state, log) as report,
        opened.journal("fetch", report.counts),
    ):
        for outcome in Batch(opened, settings).run(_iter_fetched(fetcher, addresses)):
            report.note(outcome)
    report.close(state.ledger(ledger))
    if report.counts["failed"]:
        raise typer.Exit(1)


def watch(
    context: typer.Context,
    feeds: Annotated[
        list[str] | None,
        typer.Argument(metavar="[FEED...]", help="Feeds, news sitemaps or pages; none for those watched already."),
    ] = None,
    every: Annotated[
        str, typer.Option(metavar="TIME", help="How often each feed is looked at: 90s, 10m, 2h, 1d.")
    ] = "15m",
    once: Annotated[bool, typer.Option("--once", help="One round, as from cron, and no more.")] = False,
    stop_watching: Annotated[bool, typer.Option("--stop", help="Watch these feeds no longer, and end.")] = False,
    inside: InsideOption = None,
    agent: AgentOption = None,
    log: Annotated[LogForm, typer.Option("--log", help="The form of its lines: text or json.")] = LogForm.TEXT,
    ledger: LedgerOption = None,
) -> None:
    """Watch feeds, sitemaps and pages: read what is new, look again at what is young, for as long as it runs.

    All it knows is in the ledger, so it goes on where it was after a restart. Ctrl-C ends it.
    """
    from volgens.fetching import Fetcher  # noqa: PLC0415
    from volgens.ledger import Ledger  # noqa: PLC0415
    from volgens.watching import Watcher  # noqa: PLC0415

    state = get_state(context)
    settings = _settings(state, inside, agent)
    with Ledger.open(state.ledger(ledger)) as opened:
        if stop_watching:
            for feed in feeds or ():
                key = "cli_watch.stopped" if opened.unwatch_feed(feed) else "cli_watch.unknown"
                make_console().print(state.interface.text(key, feed=feed), markup=False, soft_wrap=True)
            return
        if not feeds and not opened.feeds():
            raise typer.BadParameter(state.interface.text("cli_watch.none"), param_hint="FEED")
        with Fetcher(settings) as fetcher, _stopping() as stop:
            watcher = Watcher(opened, fetcher, settings, feeds or (), read_time(every, state))
            for event in watcher.run(rounds=1 if once else None, stop=stop):
                _print_event(event, log, state)


def read_time(words: str, state: State) -> float:
    """``10m`` as seconds."""
    number, unit = words[:-1], words[-1:]
    try:
        seconds = float(number) * UNITS[unit]
    except (ValueError, KeyError) as error:
        raise typer.BadParameter(state.interface.text("cli_watch.every", given=words), param_hint="--every") from error
    if not seconds >= UNITS["m"]:
        raise typer.BadParameter(state.interface.text("cli_watch.too_often"), param_hint="--every")
    return seconds


def _settings(state: State, inside: list[str] | None, agent: str | None) -> "Settings":
    return replace(
        state.settings,
        inside_hosts=(*state.settings.inside_hosts, *(inside or ())),
        user_agent=agent or state.settings.user_agent,
    )


def _iter_fetched(fetcher: "Fetcher", addresses: Iterable[str]) -> Iterator[RawDocument | Failure]:
    from volgens.errors import IntakeError  # noqa: PLC0415
    from volgens.fetching import Fetched  # noqa: PLC0415

    for address in addresses:
        try:
            answer = fetcher.fetch(address)
        except IntakeError as error:
            yield Failure(location=address, reason=str(error))
            continue
        if isinstance(answer, Fetched):
            yield answer.document


@contextmanager
def _stopping() -> Iterator[Event]:
    """An event that is set by Ctrl-C or a request to end, so that what is under way is finished and kept."""
    stop = Event()
    before = {number: signal.signal(number, lambda *_: stop.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield stop
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _print_event(event: "WatchEvent", log: LogForm, state: State) -> None:
    console = make_console()
    if log is LogForm.JSON:
        line = {
            "at": event.at.isoformat(timespec="seconds"),
            "kind": event.kind,
            "address": event.address,
            "feed": event.feed,
            "article": event.article_id,
            "dossier": event.dossier_id,
            "reason": event.reason,
            "counts": dict(event.counts),
        }
        console.print(json.dumps(line, ensure_ascii=False), markup=False, soft_wrap=True)
        return
    if log is LogForm.NONE or event.kind in QUIET:
        return
    interface = state.interface
    counts = ", ".join(f"{count} {interface.text(f'cli_watch.{name}')}" for name, count in event.counts)
    details = " · ".join(filter(None, (event.address, event.reason, counts)))
    at = event.at.astimezone().strftime("%H:%M:%S")
    console.print(f"{at} {interface.text(f'cli_watch.{event.kind}')}  {details}", markup=False, soft_wrap=True)
