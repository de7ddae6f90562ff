"""``python benchmarks/killing.py``: a reader that is killed again and again ends with the ledger of one that was not.

Articles are made from the texts of ``corpus/stories`` and the examples of the package: other paragraphs, figures and
dates in each, so that all differ and still belong to the same events. Some come twice, and some cannot be read. They
are read once in one go, and once by a program that is killed (SIGKILL) at random moments and started again.
"""

import argparse
import random
import re
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from volgens.ledger import Ledger, content_hash

ROOT = Path(__file__).resolve().parents[1]
SOURCES = (*sorted(ROOT.glob("corpus/stories/*/articles/*.txt")), *sorted(ROOT.glob("src/volgens/examples/*.txt")))
READ = (sys.executable, "-c", "from volgens.cli import main; main()", "read")
PATIENCE = 0.01
"""Seconds between two looks at how far a reader has come."""

STARTING = 4.0
"""Seconds within which a program that is killed before its first article is killed; it starts in about as many."""

LATEST = 0.4
"""Seconds at most between the article that a kill waits for and the kill."""

TWICE, UNREADABLE = 25, 40
"""One in so many documents is a copy of the one before at another place; one in so many cannot be read."""


class DamageError(Exception):
    """A reader failed, or a kill cost something that was kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kill:
    """One kill: after how many seconds, and how many articles the ledger then held."""

    after: float
    articles: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What came of it; ``whole`` and ``killed`` are the hashes of the two ledgers, ``times`` in seconds."""

    whole: str
    killed: str
    kills: tuple[Kill, ...]
    articles: int
    attributions: int
    dossiers: int
    failures: int
    times: tuple[float, float]

    @property
    def equal(self) -> bool:
        return self.whole == self.killed


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        verdict = compare(Path(folder), arguments.articles, arguments.kills, random.Random(arguments.seed))
    report(verdict)
    sys.exit(0 if verdict.equal else 1)


def report(verdict: Verdict) -> None:
    print(
        f"{verdict.articles} articles, {verdict.attributions} attributions, {verdict.dossiers} dossiers, "
        f"{verdict.failures} failures"
    )
    print(f"in one go: {verdict.times[0]:.0f} s; killed {len(verdict.kills)} times: {verdict.times[1]:.0f} s")
    print("kills, with the articles kept: " + ", ".join(f"{k.after:.1f} s: {k.articles}" for k in verdict.kills))
    print(f"in one go {verdict.whole[:16]}, killed {verdict.killed[:16]}: {'EQUAL' if verdict.equal else 'DIFFERENT'}")


def compare(folder: Path, count: int, kills: int, chance: random.Random, *, together: bool = False) -> Verdict:
    """Read ``count`` invented articles in one go and with ``kills``; `DamageError` where a kill cost something.

    With ``together`` both go on at the same time, which takes less of it and tells less about it.
    """
    news, whole, killed = folder / "nieuws", folder / "whole.ledger", folder / "killed.ledger"
    make_documents(news, count, chance)
    started = time.perf_counter()
    with start(news, whole) as unharmed:
        try:
            if not together:
                finish(unharmed)
            between = time.perf_counter()
            made = kill_and_restart(news, killed, sorted(chance.randrange(count) for _ in range(kills)), chance)
            finish(start(news, killed))
            ended = time.perf_counter()
            finish(unharmed)
        finally:
            unharmed.kill()
    check(killed)
    with Ledger.open(str(whole), create=False) as one, Ledger.open(str(killed), create=False) as other:
        counts = one.counts()
        return Verdict(
            whole=content_hash(one),
            killed=content_hash(other),
            kills=tuple(made),
            articles=counts.articles,
            attributions=counts.attributions,
            dossiers=len(list(one.iter_dossiers())),
            failures=counts.failures,
            times=(between - started, ended - between),
        )


def make_documents(folder: Path, count: int, chance: random.Random) -> None:
    """Write ``count`` articles with what goes along, in files whose names are in order."""
    folder.mkdir()
    texts = [path.read_text(encoding="utf-8") for path in SOURCES]
    for n in range(count):
        text = vary(chance.choice(texts), n, chance)
        (folder / f"{n:05}.txt").write_text(text, encoding="utf-8")
        if n % TWICE == 3:
            (folder / f"{n:05}-elders.txt").write_text(text, encoding="utf-8")
        if n % UNREADABLE == 5:
            (folder / f"{n:05}-kapot.html").write_bytes(b"\x00\xff" * n)


def vary(text: str, n: int, chance: random.Random) -> str:
    """Another article on the same event: some of its paragraphs, other figures, another hour and address."""
    head, _, body = text.partition("\n\n")
    paragraphs = [each for each in body.split("\n\n") if each.strip()]
    kept = sorted(chance.sample(range(len(paragraphs)), min(len(paragraphs), chance.randint(2, 5))))
    lines = []
    for line in head.splitlines():
        name, _, value = line.partition(": ")
        match name:
            case "url":
                value = f"{value}-{n}"
            case "published":
                value = (datetime.fromisoformat(value) + timedelta(minutes=chance.randrange(4000))).isoformat()
        lines.append(f"{name}: {value}")
    figures = re.compile(r"\b[2-9]\d\b")
    varied = [figures.sub(lambda _: str(chance.randint(20, 99)), paragraphs[each]) for each in kept]
    return "\n".join(lines) + "\n\n" + "\n\n".join(varied) + "\n"


def start(news: Path, ledger: Path) -> subprocess.Popen[bytes]:
    command = [*READ, str(news), "--ledger", str(ledger)]
    # A file and not a pipe: nobody reads from it while the reader goes on.
    with ledger.with_suffix(".log").open("wb") as log:
        return subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=log)


def finish(reader: subprocess.Popen[bytes]) -> None:
    """Wait until a reader is done; 1 says that some documents could not be read."""
    if reader.wait() not in {0, 1}:
        raise DamageError(f"{reader.args!r} ended with {reader.returncode}")


def kill_and_restart(news: Path, ledger: Path, targets: Sequence[int], chance: random.Random) -> list[Kill]:
    """Start a reader for each of ``targets`` and kill it soon after the ledger holds that many articles."""
    made: list[Kill] = []
    for target in targets:
        started = time.perf_counter()
        before = count_articles(ledger)
        with start(news, ledger) as reader:
            while reader.poll() is None and count_articles(ledger) < target:
                time.sleep(PATIENCE)
            # A ledger that held as many before has its reader killed while it starts, opens the file, or finds its way.
            time.sleep(chance.random() * (STARTING if before >= target else LATEST))
            reader.kill()
        if reader.returncode != -signal.SIGKILL:
            finish(reader)
        held = count_articles(ledger)
        if held < before:
            raise DamageError(f"a kill cost {before - held} articles that were kept")
        made.append(Kill(after=time.perf_counter() - started, articles=held))
        check(ledger)
    return made


def count_articles(ledger: Path) -> int:
    if not ledger.exists():
        return 0
    try:
        with closing(sqlite3.connect(f"file:{ledger}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM articles").fetchone()[0])
    except sqlite3.OperationalError:
        # The file is there and its tables are not yet.
        return 0


def check(ledger: Path) -> None:
    """Raise `DamageError` where SQLite finds a fault in the file."""
    if not ledger.exists():
        return
    with closing(sqlite3.connect(ledger)) as connection:
        faults = connection.execute("PRAGMA integrity_check").fetchall()
        lost = connection.execute("PRAGMA foreign_key_check").fetchall()
    if faults != [("ok",)] or lost:
        raise DamageError(f"{ledger} is damaged: {faults[:3]} {lost[:3]}")


if __name__ == "__main__":
    main()
