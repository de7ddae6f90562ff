"""A watch of good and hostile sites on this machine: what was read, what was refused and why, memory and time.

``python benchmarks/watching.py [--articles 200]``. The server runs as a process of its own, so that the memory is the
watcher's alone; pauses between requests pass on a clock that jumps. Ends with 1 where a bound is broken.
"""

import argparse
import random
import subprocess
import sys
import tempfile
import threading
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from importlib.resources import files
from pathlib import Path
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1] / "tests"))

from servers import HOSTILE, HostileServer, hostile_server
from volgens.fetching import Fetcher
from volgens.fetching.guard import resolve_by_system
from volgens.ledger import Ledger
from volgens.settings import Settings
from volgens.watching import Watcher, WatchEvent, WatchKind

PAPERS = tuple(f"krant{number}.example" for number in range(1, 6))
HOSTILE_HOST, SHUT_HOST = "kwaad.example", "dicht.example"
HOSTILE_HOSTS = {path: f"{path.rpartition('/')[2]}.{HOSTILE_HOST}" for path in HOSTILE}
"""A host for each, so that one that asks to be left alone hides no other."""
MOST_MEMORY = 300_000_000
CHANGED_EVERY = 20
"""Of so many articles one has other words in the second round."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The events of each round; ``memory`` is the most that the watcher held, in bytes, ``seconds`` for both rounds."""

    rounds: tuple[tuple[WatchEvent, ...], ...]
    articles: int
    memory: int
    seconds: float


class JumpingClock:
    """Time goes on by itself, and jumps where somebody sleeps."""

    def __init__(self) -> None:
        self._ahead = timedelta()
        self._changing = threading.Lock()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._ahead

    def sleep(self, seconds: float) -> None:
        with self._changing:
            self._ahead += timedelta(seconds=seconds)


def measure(articles: int) -> Outcome:
    """Watch everything for two rounds, sixteen minutes apart."""
    command = [sys.executable, __file__, "--serve", "--articles", str(articles)]
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as server,
        Ledger.open(str(Path(folder) / "nieuws.ledger")) as ledger,
    ):
        assert server.stdin is not None and server.stdout is not None
        try:
            port = int(server.stdout.readline())

            def change() -> None:
                server.stdin.write("change\n")  # type: ignore[union-attr]
                server.stdin.flush()  # type: ignore[union-attr]
                server.stdout.readline()  # type: ignore[union-attr]

            return watch(ledger, port, change)
        finally:
            server.kill()


def watch(ledger: Ledger, port: int, change: Callable[[], None]) -> Outcome:
    clock = JumpingClock()
    settings = Settings(
        inside_hosts=(*PAPERS, *(f"{host}:{port}" for host in (HOSTILE_HOST, SHUT_HOST, *HOSTILE_HOSTS.values()))),
        fetch_timeout=1.0,
    )
    hostile = [f"http://{host}:{port}{path}" for path, host in HOSTILE_HOSTS.items()]
    feeds = [f"http://{paper}:{port}/{paper}/rss" for paper in PAPERS]
    feeds += [f"http://{HOSTILE_HOST}:{port}/kwaad/rss", f"http://{SHUT_HOST}:{port}/dicht/rss", *hostile]
    started = perf_counter()
    rounds = []
    with Fetcher(settings, clock=clock.now, sleep=clock.sleep, resolve=_resolve) as fetcher:
        for number in range(2):
            if number:
                change()
                clock.sleep(16 * 60)
            rounds.append(tuple(Watcher(ledger, fetcher, settings, feeds).run(rounds=1)))
    seconds = perf_counter() - started
    return Outcome(rounds=tuple(rounds), articles=ledger.counts().articles, memory=_peak_memory(), seconds=seconds)


def _resolve(host: str, port: int) -> Sequence[str]:
    """The names of this benchmark lie on this machine."""
    return ("127.0.0.1",) if host.endswith(".example") else resolve_by_system(host, port)


def _peak_memory() -> int:
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024


def serve(articles: int) -> None:
    """Run the server; a line on standard input changes some of its articles."""
    with hostile_server() as server:
        add_sites(server, articles, changed=False)
        print(server.port, flush=True)
        for _ in sys.stdin:
            add_sites(server, articles, changed=True)
            print("changed", flush=True)


def add_sites(server: HostileServer, articles: int, *, changed: bool) -> None:
    chance = random.Random(7)
    texts = _example_texts()
    named: dict[str, list[str]] = {paper: [] for paper in PAPERS}
    for number in range(articles):
        paper = PAPERS[number % len(PAPERS)]
        path = f"/{paper}/nieuws/{number}"
        named[paper].append(server.address(path, paper))
        other = changed and number % CHANGED_EVERY == 0
        page = server.add(path, _make_page(texts[number % len(texts)], number, chance, other))
        page.etag = f'"{number}-{other}"'
    for paper, addresses in named.items():
        server.add(f"/{paper}/rss", _make_feed(addresses), "application/rss+xml")
    bad = [server.address(path, host) for path, host in HOSTILE_HOSTS.items()]
    bad += [server.address("/weg", HOSTILE_HOST), "http://localhost/geheim", "http://[::1]/geheim"]
    server.add("/kwaad/rss", _make_feed(bad), "application/rss+xml")
    server.add("/dicht/rss", _make_feed([server.address("/dicht/een", SHUT_HOST)]), "application/rss+xml")
    server.add("/robots.txt", "User-agent: *\nDisallow: /dicht/\nCrawl-delay: 2\n", "text/plain")


def _example_texts() -> list[list[str]]:
    """The paragraphs of each example, without the lines about it at its head."""
    found = []
    for entry in sorted(files("volgens.examples").iterdir(), key=lambda e: e.name):
        if entry.name.endswith(".txt"):
            found.append(entry.read_text("utf-8").strip().split("\n\n")[1:])
    return found


def _make_page(paragraphs: list[str], number: int, chance: random.Random, changed: bool) -> str:
    """An example with its paragraphs in another order and a first one of its own."""
    own = f"Dit is bericht {number} van de redactie, bijgewerkt in druk {chance.randrange(10**9)}."
    parts = [own, *chance.sample(paragraphs, len(paragraphs))]
    if changed:
        parts.append("De burgemeester zegt dat er woensdag een debat over de zaak komt.")
    text = "".join(f"<p>{paragraph}</p>" for paragraph in parts)
    head = f"<title>Bericht {number} over de zaak</title><meta property='og:type' content='article'>"
    body = f"<article><h1>Bericht {number}</h1>{text}</article>"
    return f"<!doctype html><html lang='nl'><head>{head}</head><body>{body}</body></html>"


def _make_feed(addresses: Sequence[str]) -> str:
    items = "".join(f"<item><title>Bericht</title><link>{address}</link></item>" for address in addresses)
    return f'<rss version="2.0"><channel><title>Krant</title>{items}</channel></rss>'


def report(outcome: Outcome) -> str:
    lines = []
    for number, events in enumerate(outcome.rounds, start=1):
        counts = Counter(event.kind.value for event in events)
        lines.append(f"round {number}: " + ", ".join(f"{count} {kind}" for kind, count in sorted(counts.items())))
    wrong = {WatchKind.REFUSED, WatchKind.FAILED}
    reasons: dict[str, str] = {}
    for event in outcome.rounds[0]:
        if event.kind in wrong:
            # Each behaviour is met as a feed and as an article; the reason is told once.
            reasons.setdefault(str(event.address).partition("/hostile/")[2] or str(event.address), str(event.reason))
    lines += [f"  {place}: {reason}" for place, reason in sorted(reasons.items())]
    lines.append(f"articles in the ledger: {outcome.articles}")
    lines.append(f"peak memory: {outcome.memory / 1e6:.0f} MB (bound {MOST_MEMORY / 1e6:.0f} MB)")
    lines.append(f"time: {outcome.seconds:.1f} s")
    return "\n".join(lines)


def find_broken(outcome: Outcome, articles: int) -> list[str]:
    """The bounds that were broken, one line each."""
    first, second = (Counter(event.kind for event in events) for events in outcome.rounds)
    good = first[WatchKind.NEW_ARTICLE] + first[WatchKind.COPY]
    wanted = -(-articles // CHANGED_EVERY)
    checks = (
        (good >= articles, f"{good} of {articles} good articles were read"),
        (second[WatchKind.REVISION] >= wanted, f"{second[WatchKind.REVISION]} of {wanted} revisions were seen"),
        (outcome.memory < MOST_MEMORY, f"{outcome.memory / 1e6:.0f} MB were held"),
    )
    return [reason for holds, reason in checks if not holds]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--articles", type=int, default=200)
    parser.add_argument("--serve", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.serve:
        serve(arguments.articles)
        return 0
    outcome = measure(arguments.articles)
    print(report(outcome))
    broken = find_broken(outcome, arguments.articles)
    for reason in broken:
        print(f"BROKEN: {reason}")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main())
