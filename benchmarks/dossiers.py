"""``python benchmarks/dossiers.py``: how well articles group themselves, and what dossiers cost in a full ledger.

Speed is measured on invented readings, for what it costs depends on how many there are and not on what they say:
words and names drawn by Zipf's law, a hundred articles a day on twenty events, ten attributions in each. Grouping is
measured on the stories of ``corpus/stories`` and the examples of the package, all of them read as one stream.
"""

import argparse
import random
import tempfile
from collections import defaultdict
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path
from statistics import median
from time import perf_counter

from inventing import Pair, invent_readings
from volgens.desk import Desk
from volgens.intake import iter_documents
from volgens.ledger import Ledger
from volgens.model import RawDocument
from volgens.pipeline import Pipeline
from volgens.settings import Settings

ROOT = Path(__file__).resolve().parents[1]
STORIES = ROOT / "corpus" / "stories"
EXAMPLES = ROOT / "src" / "volgens" / "examples"

ARTICLES = 10_000
SAMPLE = 200
"""Articles over which adding is timed, and dossiers over which showing is."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=int, default=ARTICLES, help="in the full ledger")
    parser.add_argument("--no-grouping", action="store_true", help="leave out the reading of the stories")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        if not arguments.no_grouping:
            report_grouping(Path(folder) / "stories.ledger")
        report_speed(Path(folder), arguments.articles)


def report_speed(folder: Path, count: int) -> None:
    invented = invent_readings(random.Random(1), count + SAMPLE)
    first = list(islice(invented, SAMPLE))
    with Ledger.open(str(folder / "empty.ledger")) as small, Ledger.open(str(folder / "full.ledger")) as ledger:
        beside, desk = Desk(small), Desk(ledger)
        for pair in (*first, *islice(invented, count - SAMPLE)):
            time_adding(desk, ledger, pair)
        # In turns, so that what else the machine does falls on both alike.
        both = [
            (time_adding(beside, small, early), time_adding(desk, ledger, late))
            for early, late in zip(first, invented, strict=True)
        ]
        empty, full = [times[0] for times in both], [times[1] for times in both]
        print(f"ledger: {ledger.counts().articles} articles, {ledger.counts().attributions} attributions")
        print(f"adding and filing: {show(empty)} into an empty ledger, {show(full)} into the full one", end="")
        print(f", {median(full) / median(empty):.1f} times as much (means {mean(full) / mean(empty):.1f} times)")
        report_showing(desk)


def report_showing(desk: Desk) -> None:
    entries = list(desk.dossiers())
    largest = max(entries, key=lambda entry: entry.articles)
    chosen = random.Random(2).sample(entries, min(SAMPLE, len(entries)))
    sizes = sorted(entry.articles for entry in entries)
    print(f"dossiers: {len(entries)}, of {median(sizes):.0f} articles (median), {largest.articles} at most")
    for name, ids in (("a dossier", [entry.id for entry in chosen]), ("the largest", [largest.id])):
        building = [time_showing(desk, id) for id in ids]
        kept = [time_showing(desk, id) for id in ids]
        print(f"showing {name}: {show(building)} when built, {show(kept)} when kept")


def time_adding(desk: Desk, ledger: Ledger, pair: Pair) -> float:
    start = perf_counter()
    ledger.add(*pair)
    desk.file(pair[1])
    return perf_counter() - start


def time_showing(desk: Desk, id: str) -> float:
    start = perf_counter()
    desk.dossier(id)
    return perf_counter() - start


def mean(times: Sequence[float]) -> float:
    return sum(times) / len(times)


def show(times: Sequence[float]) -> str:
    return f"{median(times) * 1000:.1f} ms"


def report_grouping(place: Path) -> None:
    pipeline, settings = Pipeline(Settings()), Settings()
    folders = {folder.name: [folder / "articles"] for folder in sorted(STORIES.iterdir()) if folder.is_dir()}
    for path in sorted(EXAMPLES.glob("*.txt")):
        folders.setdefault(path.stem.rpartition("-")[0], []).append(path)
    found = []
    for story, paths in folders.items():
        for document in iter_documents(paths, settings=settings):
            if isinstance(document, RawDocument):
                found.append((story, document, pipeline.read(document)))
    found.sort(
        key=lambda each: (each[2].article.published or datetime.min.replace(tzinfo=UTC), each[0], each[1].location)
    )
    story_of: dict[str, str] = {}
    home_of: dict[str, str] = {}
    with Ledger.open(str(place)) as ledger:
        desk = Desk(ledger)
        for story, document, reading in found:
            ledger.add(document, reading)
            story_of[reading.article.id] = story
            home_of[reading.article.id] = desk.file(reading)
    precision, recall = score_b_cubed(home_of, story_of)
    f1 = 2 * precision * recall / (precision + recall)
    print(f"grouping: {len(found)} articles of {len(folders)} stories in {len(set(home_of.values()))} dossiers")
    print(f"B-cubed: precision {precision:.3f}, recall {recall:.3f}, F1 {f1:.3f}")


def score_b_cubed(found: Mapping[str, str], gold: Mapping[str, str]) -> tuple[float, float]:
    """Mean precision and recall over members (Bagga and Baldwin 1998)."""
    groups = [_members(found), _members(gold)]
    shared = [(len(groups[0][found[m]] & groups[1][gold[m]]), m) for m in gold]
    precision = sum(n / len(groups[0][found[m]]) for n, m in shared) / len(gold)
    return precision, sum(n / len(groups[1][gold[m]]) for n, m in shared) / len(gold)


def _members(group_of: Mapping[str, str]) -> Mapping[str, set[str]]:
    members: defaultdict[str, set[str]] = defaultdict(set)
    for member, group in group_of.items():
        members[group].add(member)
    return members


if __name__ == "__main__":
    main()
