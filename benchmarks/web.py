"""``python benchmarks/web.py``: what the site answers on one core over a ledger of 100,000 articles, and what it holds.

The ledger (``build/web.ledger``, some gigabytes) is made once: the stories of ``corpus/stories``, told again under
other names, in other words and on other days. The server is held to one core and asked by wrk from another. Beside
each figure stands what the server itself used of its core: on a busy machine it does not get all of it.
"""

import argparse
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from urllib.parse import quote

import httpx

from filling import fill
from varying import Pair, Story, vary
from volgens.desk import Desk
from volgens.intake import iter_documents
from volgens.ledger import Ledger
from volgens.model import RawDocument
from volgens.pipeline import Pipeline
from volgens.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "corpus" / "stories"
PLACE = ROOT / "build" / "web.ledger"
ARTICLES, DAYS = 100_000, 730
SAMPLE = 40
"""Dossiers, articles and actors among which wrk goes round."""

CORE, OTHER = "0", "1"
TICKS = os.sysconf("SC_CLK_TCK")
PAGE_BYTES = os.sysconf("SC_PAGE_SIZE")
SERVE = """
import sys, uvicorn
from volgens.settings import Settings
from volgens.web import WebOptions, make_app
app = make_app(sys.argv[1], Settings(), WebOptions(requests_a_minute=1e9))
uvicorn.run(app, port=int(sys.argv[2]), log_level="warning", server_header=False, proxy_headers=False)
"""
WRK = """
local paths, place = {{{paths}}}, 0
request = function()
  place = place % #paths + 1
  return wrk.format("GET", paths[place])
end
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Figures:
    """Requests a second, times in milliseconds, and the share of one core that the server had meanwhile."""

    rate: float
    middle: float
    last: float
    failed: int
    share: float
    load: float


class Server:
    """A site on one core."""

    def __init__(self, place: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.base = f"http://127.0.0.1:{self.port}"
        command = ["taskset", "-c", CORE, sys.executable, "-c", SERVE, str(place), str(self.port)]
        self.process = subprocess.Popen(command)
        self.client = httpx.Client(base_url=self.base, timeout=60)
        for _ in range(600):
            try:
                self.client.get("/api/v1/health").raise_for_status()
                return
            except httpx.HTTPError:
                time.sleep(0.2)
        raise SystemExit("the site did not start")

    def work(self) -> float:
        """Seconds of processor that it has used."""
        fields = Path(f"/proc/{self.process.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / TICKS

    def memory(self) -> float:
        """Megabytes that it holds."""
        return int(Path(f"/proc/{self.process.pid}/statm").read_text().split()[1]) * PAGE_BYTES / 1e6

    def stop(self) -> None:
        self.client.close()
        self.process.terminate()
        self.process.wait()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="in a ledger that is made anew")
    parser.add_argument("--ledger", type=Path, default=PLACE, help="made where it is not there")
    parser.add_argument("--seconds", type=int, default=10, help="for each page")
    parser.add_argument("--connections", type=int, default=4)
    parser.add_argument("--minutes", type=float, default=30, help="of reading and writing at once, to watch memory")
    arguments = parser.parse_args()
    if not shutil.which("wrk") or not shutil.which("taskset"):
        raise SystemExit("install wrk and taskset (util-linux) first")
    if not arguments.ledger.exists():
        arguments.ledger.parent.mkdir(exist_ok=True)
        print(f"{fill(str(arguments.ledger), make_stories(arguments.articles))} articles written", flush=True)
    server = Server(arguments.ledger)
    try:
        report_pages(server, arguments.seconds, arguments.connections)
        report_memory(server, arguments.ledger, arguments.minutes)
    finally:
        server.stop()


def make_stories(count: int) -> Iterator[Story]:
    """Enough stories, in no order of time that matters."""
    originals = read_stories()
    rounds = -(-count // sum(map(len, originals)))
    for turn in range(rounds):
        for number, story in enumerate(originals):
            shift = timedelta(days=DAYS * turn / rounds + number / 10 - DAYS)
            yield list(vary(story, turn * len(originals) + number, shift))


def read_stories() -> list[list]:
    pipeline, settings = Pipeline(Settings()), Settings()
    stories = []
    for folder in sorted(STORIES.iterdir()):
        if folder.is_dir():
            documents = iter_documents([folder / "articles"], settings=settings)
            found = [pipeline.read(document) for document in documents if isinstance(document, RawDocument)]
            stories.append([reading for reading in found if reading.article.published])
    return stories


def report_pages(server: Server, seconds: int, connections: int) -> None:
    print("| page | requests/s | median ms | p99 ms | share of the core | load |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |", flush=True)
    for name, paths in find_paths(server.client).items():
        for path in paths:
            server.client.get(path)
        found = measure(server, paths, seconds, connections)
        failed = f" ({found.failed} failed)" if found.failed else ""
        print(
            f"| {name}{failed} | {found.rate:.0f} | {found.middle:.0f} | {found.last:.0f} | {found.share:.0%} "
            f"| {found.load:.1f} |",
            flush=True,
        )


def find_paths(client: httpx.Client) -> dict[str, list[str]]:
    def list_of(kind: str, key: str = "id") -> list[str]:
        return [item[key] for item in client.get(f"/api/v1/{kind}?limit={SAMPLE}").json()["items"]]

    dossiers, articles = list_of("dossiers"), list_of("articles")
    actors = [quote(name, safe="") for name in list_of("actors", "name")]
    words = ("brug", "niet", "gemeente", "minister", "zegt")
    return {
        "dossier": [f"/dossiers/{id}" for id in dossiers],
        "desk": ["/"],
        "article": [f"/articles/{id}" for id in articles],
        "actor": [f"/actors/{name}" for name in actors],
        "actors": ["/actors"],
        "search": [f"/search?q={word}" for word in words],
        "API: dossiers": ["/api/v1/dossiers?limit=50"],
        "API: dossier": [f"/api/v1/dossiers/{id}" for id in dossiers],
        "API: articles": ["/api/v1/articles?limit=50"],
        "API: attributions": ["/api/v1/attributions?limit=50"],
        "API: actors": ["/api/v1/actors?limit=50"],
        "API: search": [f"/api/v1/search?q={word}" for word in words],
    }


def measure(server: Server, paths: Sequence[str], seconds: int, connections: int) -> Figures:
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(WRK.format(paths=", ".join(f'"{path}"' for path in paths)))
        script.flush()
        command = ["taskset", "-c", OTHER, "wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s"]
        work, start = server.work(), time.perf_counter()
        ran = subprocess.run([*command, script.name, server.base], check=True, stdout=subprocess.PIPE, text=True)
        share = (server.work() - work) / (time.perf_counter() - start)
    failed = re.search(r"Non-2xx or 3xx responses: (\d+)", ran.stdout)
    rate = re.search(r"Requests/sec:\s+([\d.]+)", ran.stdout)
    assert rate
    return Figures(
        rate=float(rate[1]),
        middle=_milliseconds("50%", ran.stdout),
        last=_milliseconds("99%", ran.stdout),
        failed=int(failed[1]) if failed else 0,
        share=share,
        load=os.getloadavg()[0],
    )


def _milliseconds(part: str, printed: str) -> float:
    found = re.search(rf"^\s+{part}\s+([\d.]+)(us|ms|s|m)$", printed, re.MULTILINE)
    assert found
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1000, "m": 60_000}[found[2]]


def report_memory(server: Server, place: Path, minutes: float) -> None:
    """Memory while a batch is written and readers go round, at the beginning and at the end."""
    paths = [path for some in find_paths(server.client).values() for path in some]
    end = time.monotonic() + minutes * 60
    with writing(place) as written:
        while time.monotonic() < end:
            for path in random.sample(paths, 20):
                answer = server.client.get(path)
                assert answer.status_code < 500, f"{path}: {answer.status_code}"
            if time.monotonic() > written["next"]:
                written["next"] += minutes * 6
                print(f"{written['articles']} articles written, {server.memory():.0f} MB", flush=True)
    print(f"at the end {written['articles']} articles written, {server.memory():.0f} MB, load {os.getloadavg()[0]:.1f}")


@contextmanager
def writing(place: Path) -> Iterator[dict[str, float]]:
    """Articles come in, as from ``volgens read``, for as long as this lasts."""
    counts, stopping = {"articles": 0.0, "next": time.monotonic()}, threading.Event()

    def write() -> None:
        with Ledger.open(str(place)) as ledger:
            desk = Desk(ledger)
            entries = list(desk.dossiers(limit=SAMPLE))
            stories = [ledger.readings_of(ledger.dossier_articles(entry.id)) for entry in entries]
            for number in range(sys.maxsize):
                for pair in vary(stories[number % len(stories)], random.randrange(10**9), timedelta(hours=number)):
                    add(ledger, desk, pair)
                    counts["articles"] += 1
                    if stopping.wait(0.05):
                        return

    thread = threading.Thread(target=write)
    thread.start()
    try:
        yield counts
    finally:
        stopping.set()
        thread.join()


def add(ledger: Ledger, desk: Desk, pair: Pair) -> None:
    ledger.add(*pair)
    desk.file(pair[1])


if __name__ == "__main__":
    main()
