"""Copies among 100,000 articles that nobody wrote: time, memory, and what is found of each kind of copy.

`python benchmarks/near_duplicates.py` measures `volgens.dossiers.sharing`; ``--rivals`` adds MinHash over whole texts
by rensa and by datasketch. The articles have the sentences of the texts in the package and in the corpus with other
words in them, so that runs of small words meet as they do in Dutch, and strangers share no more than that.
"""

import argparse
import multiprocessing
import random
import resource
import string
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from itertools import accumulate, combinations, groupby
from pathlib import Path
from time import perf_counter, process_time
from typing import TypeVar

from volgens.dossiers.sharing import find_copies
from volgens.dossiers.sketches import RUN, Finder, hash_runs, hash_words, sketch
from volgens.model import Article, Block, Role, Span

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ("src/volgens/examples/*.txt", "corpus/stories/*/articles/*.txt")
SMALL_WORDS = 160
"""The most frequent words, which stay as they are."""

LONGEST_RUN = 7
"""Such words in a row that make a sentence useless."""

FAMILIES_AN_EVENT = 4
OUTLETS = 150
KINDS = ("whole", "edited", "shortened", "paragraphs")
COPIED = 0.4
"""Of the originals that have copies."""

LEAST_SHARED = 25
"""Words of shared sentences that make two articles copies; fewer count neither for nor against."""

THRESHOLD, PERMUTATIONS, BANDS = 0.5, 128, 32
"""For the rivals."""

T = TypeVar("T")
Slots = tuple[str | None, ...]


@dataclass(frozen=True, slots=True)
class Material:
    """Sentences with holes, and the words to fill them with, those that are frequent first."""

    sentences: tuple[Slots, ...]
    words: tuple[str, ...]
    names: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """An article as numbers of sentences: ``own`` count as shared, ``quoted`` and ``house`` lines do not."""

    outlet: int
    paragraphs: list[list[tuple[int, str]]]
    kind: str | None
    family: int
    house: list[str] = field(default_factory=list)

    def lengths(self) -> dict[int, int]:
        return {id: len(words.split()) for p in self.paragraphs for id, words in p if id >= 0}


@cache
def load_material() -> Material:
    texts = [p.read_text(encoding="utf-8") for pattern in SOURCES for p in sorted(ROOT.glob(pattern))]
    bodies = [text.split("\n\n", 1)[1] for text in texts if "\n\n" in text]
    lines = [line for body in bodies for line in body.replace('"', "").replace("'", "").split("\n") if line]
    sentences = [s.split() for line in lines for s in line.replace("? ", ". ").split(". ")]
    counts = Counter(w.strip(string.punctuation).lower() for s in sentences for w in s)
    small = {w for w, _ in counts.most_common(SMALL_WORDS)}
    large = [w for w, _ in counts.most_common() if len(w) > 4 and w.isalpha() and w not in small]
    names = sorted({w for s in sentences for w in s[1:] if w.istitle() and w.isalpha() and w.lower() not in small})
    compounds = [a + b for a, b in zip(large[::2], large[1::2], strict=False)]
    # A sentence is used hundreds of times, which no run of small words is in a real newspaper.
    sentences = [s for s in sentences if longest_small_run(s, small) < LONGEST_RUN]
    shaped = {tuple(w if w.lower() in small else None for w in s) for s in sentences if 8 <= len(s) <= 30}
    return Material(
        sentences=tuple(sorted(shaped, key=str)),
        words=(*large, *compounds),
        names=tuple(n + e for e in ("", "sen", "stra", "broek") for n in names),
    )


def longest_small_run(sentence: Sequence[str], small: Collection[str]) -> int:
    return max((len(list(run)) for kept, run in groupby(sentence, lambda w: w.lower() in small) if kept), default=0)


class Writer:
    """Writes one event: articles about it, their copies, and articles elsewhere with paragraphs of theirs."""

    def __init__(self, seed: int, event: int) -> None:
        self.random = random.Random(f"{seed} {event}")
        self.event = event
        self.material = load_material()
        draw, words = self.random, self.material.words
        self.topic = [*draw.sample(words, 70), *draw.sample(self.material.names, 12)]
        self.quotes = [
            f"“{self.sentence()} {self.sentence()}”, zegt {draw.choice(self.topic[-12:])}." for _ in range(3)
        ]
        self.next = 0

    def sentence(self) -> str:
        shape = self.random.choice(self.material.sentences)
        return " ".join([w or self.word() for w in shape]).strip(",.:;").capitalize() + "."

    def word(self) -> str:
        draw, words = self.random, self.material.words
        if draw.random() < 0.5:
            return draw.choice(self.topic)
        return words[int(len(words) ** draw.random()) - 1]

    def numbered(self) -> tuple[int, str]:
        self.next += 1
        return self.event * 100_000 + self.next, self.sentence()

    def paragraph(self) -> list[tuple[int, str]]:
        return [self.numbered() for _ in range(self.random.randint(2, 4))]

    def original(self, family: int) -> Draft:
        draw = self.random
        paragraphs = [[self.numbered()], *(self.paragraph() for _ in range(draw.randint(4, 10)))]
        for quote in draw.sample(self.quotes, draw.randint(0, 2)):
            paragraphs.insert(draw.randint(2, len(paragraphs)), [(-1, quote)])
        return Draft(self.outlet(), paragraphs, None, family)

    def outlet(self) -> int:
        return int(OUTLETS ** self.random.random()) - 1

    def copy(self, original: Draft, kind: str) -> Draft:
        draw, paragraphs = self.random, original.paragraphs
        if kind == "edited":
            paragraphs = [[self.numbered()], self.paragraph(), *self.edit(paragraphs[2:])]
        elif kind == "shortened":
            paragraphs = paragraphs[: max(3, int(len(paragraphs) * draw.uniform(0.25, 0.6)))]
        elif kind == "paragraphs":
            own = self.original(original.family).paragraphs
            for taken in draw.sample([p for p in paragraphs[1:] if len(p) > 1], draw.randint(1, 2)):
                own.insert(draw.randint(1, len(own)), [(id, self.change(s, 0.02)) for id, s in taken])
            paragraphs = own
        return Draft(self.outlet(), paragraphs, kind, original.family)

    def edit(self, paragraphs: Iterable[list[tuple[int, str]]]) -> Iterator[list[tuple[int, str]]]:
        """Sentences fall out, words are changed, quotation marks are of another make, paragraphs run on."""
        kept: list[tuple[int, str]] = []
        for id, words in (s for p in paragraphs for s in p):
            if self.random.random() < 0.1:
                continue
            kept.append((id, self.change(words, 0.04).replace("“", '"').replace("”", '"')))
            if self.random.random() < 0.4:
                yield kept
                kept = []
        if kept:
            yield kept

    def change(self, sentence: str, share: float) -> str:
        if sentence.startswith("“"):
            return sentence
        return " ".join([self.word() if self.random.random() < share else w for w in sentence.split()])

    def drafts(self) -> Iterator[Draft]:
        for number in range(FAMILIES_AN_EVENT):
            original = self.original(self.event * FAMILIES_AN_EVENT + number)
            yield original
            if self.random.random() < COPIED:
                for _ in range(self.random.choice((1, 1, 1, 2, 3))):
                    yield self.copy(original, self.random.choice(KINDS))


@cache
def house_lines(seed: int, outlet: int) -> tuple[str, ...]:
    """Lines that stand on every page of an outlet and were not seen to be no text: 12 to 60 words."""
    writer = Writer(seed, -1 - outlet)
    return tuple(writer.sentence() for _ in range(writer.random.randint(1, 3)))


def compose(draft: Draft, seed: int, number: int) -> Article:
    lines = [" ".join(words for _, words in p) for p in draft.paragraphs]
    lines.append(" ".join(house_lines(seed, draft.outlet)))
    ends = list(accumulate(len(line) + 2 for line in lines))
    blocks = tuple(
        Block(role=Role.BODY if end > len(lines[0]) + 2 else Role.HEADLINE, span=Span(end - 2 - len(line), end - 2))
        for line, end in zip(lines, ends, strict=True)
    )
    return Article(
        text="\n\n".join(lines),
        blocks=blocks,
        raw_id="",
        address=f"https://krant{draft.outlet}.example/{number}",
        outlet=f"Krant {draft.outlet}",
    )


def write_events(seed: int, events: range) -> list[Draft]:
    return [draft for event in events for draft in Writer(seed, event).drafts()]


def true_pairs(drafts: Sequence[Draft]) -> dict[tuple[int, int], tuple[str, int]]:
    """Pairs of articles that share sentences, with the kind of copy and the number of words."""
    families: dict[int, list[int]] = defaultdict(list)
    for number, draft in enumerate(drafts):
        families[draft.family].append(number)
    pairs = {}
    for family in families.values():
        for a, b in combinations(family, 2):
            left, right = drafts[a].lengths(), drafts[b].lengths()
            if words := sum(left[id] for id in left.keys() & right.keys()):
                kind = max((k for k in (drafts[a].kind, drafts[b].kind) if k), key=KINDS.index)
                pairs[a, b] = kind, words
    return pairs


@dataclass(slots=True)
class Batch:
    """What the processes share: nothing of it is sent to them."""

    articles: list[Article] = field(default_factory=list)
    places: dict[str, int] = field(default_factory=dict)
    sketches: list[tuple[int, ...]] = field(default_factory=list)
    finder: Finder | None = None


BATCH = Batch()


def sketch_range(numbers: range) -> list[tuple[int, ...]]:
    return [sketch(BATCH.articles[n]) for n in numbers]


def find_range(numbers: range) -> list[tuple[int, int, str, float]]:
    """As when each article is compared with those that came before it."""
    finder = BATCH.finder
    assert finder is not None
    found = []
    for n in numbers:
        article = BATCH.articles[n]
        copies = find_copies(
            article,
            lambda keys, limit, id=article.id: finder.find(keys, limit, before=id),  # type: ignore[misc]
            lambda ids: [BATCH.articles[BATCH.places[id]] for id in ids],
        )
        found.extend((n, BATCH.places[c.article_id], c.kind.value, c.shared.share) for c in copies)
    return found


def spread(task: Callable[[range], list[T]], count: int, processes: int) -> list[T]:
    size = 1_000
    ranges = [range(start, min(start + size, count)) for start in range(0, count, size)]
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        return [one for part in pool.map(task, ranges) for one in part]


class Clock:
    """Seconds on the clock and of all processes."""

    def __enter__(self) -> "Clock":
        self.wall, self.cpu = perf_counter(), self._cpu()
        return self

    def __exit__(self, *error: object) -> None:
        self.wall, self.cpu = perf_counter() - self.wall, self._cpu() - self.cpu

    @staticmethod
    def _cpu() -> float:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        return process_time() + children.ru_utime + children.ru_stime

    def __str__(self) -> str:
        return f"{self.wall:7.1f} s, {self.cpu:7.1f} s of processor"


def resident() -> float:
    """MiB that this process holds now."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * resource.getpagesize() / 2**20


def prepare(count: int, seed: int, processes: int) -> list[Draft]:
    load_material()
    events = count // FAMILIES_AN_EVENT
    size = 200
    with ProcessPoolExecutor(processes, multiprocessing.get_context("fork")) as pool:
        parts = pool.map(
            write_events, [seed] * (events // size + 1), [range(s, s + size) for s in range(0, events + 1, size)]
        )
        drafts = [draft for part in parts for draft in part]
    drafts = drafts[:count]
    random.Random(seed).shuffle(drafts)
    BATCH.articles = [compose(draft, seed, number) for number, draft in enumerate(drafts)]
    BATCH.places = {article.id: number for number, article in enumerate(BATCH.articles)}
    return drafts


def report(name: str, found: Iterable[tuple[int, int]], pairs: dict[tuple[int, int], tuple[str, int]]) -> None:
    links = {(min(a, b), max(a, b)) for a, b in found}
    sure = {pair: kind for pair, (kind, words) in pairs.items() if words >= LEAST_SHARED}
    totals, hits = Counter(sure.values()), Counter(kind for pair, kind in sure.items() if pair in links)
    judged = sum(pair in sure or pair not in pairs for pair in links)
    right = sum(pair in sure for pair in links)
    print(f"{name}: precision {right / max(judged, 1):.4f}, recall {right / max(len(sure), 1):.4f}, {len(links)} links")
    for kind in KINDS:
        print(f"    {kind:12} {hits[kind] / max(totals[kind], 1):.4f} of {totals[kind]}")


def measure(processes: int) -> list[tuple[int, int, str, float]]:
    count, before = len(BATCH.articles), resident()
    with Clock() as sketching:
        BATCH.sketches = spread(sketch_range, count, processes)
    with Clock() as sorting:
        BATCH.finder = Finder((a.id, keys) for a, keys in zip(BATCH.articles, BATCH.sketches, strict=True))
    keys = sum(map(len, BATCH.sketches)) / count
    BATCH.sketches = []
    held = resident() - before
    with Clock() as finding:
        found = spread(find_range, count, processes)
    print(f"sketches {sketching} ({keys:.0f} keys an article)", flush=True)
    print(f"index    {sorting}, {held:.0f} MiB more\nfind     {finding}", flush=True)
    print(f"together {sketching.wall + sorting.wall + finding.wall:.1f} s with {processes} processes", flush=True)
    return found


def run_rensa() -> Iterator[tuple[int, int]]:
    from rensa import RMinHash, RMinHashLSH  # noqa: PLC0415

    lsh = RMinHashLSH(THRESHOLD, PERMUTATIONS, BANDS)
    hashes = []
    for number, article in enumerate(BATCH.articles):
        one = RMinHash(PERMUTATIONS, 42)
        one.update(list(map(str, hash_runs(hash_words(article), RUN).tolist())))
        hashes.append(one)
        lsh.insert(number, one)
    for number, one in enumerate(hashes):
        for other in lsh.query(one):
            if other < number and one.jaccard(hashes[other]) >= THRESHOLD / 2:
                yield number, other


def run_datasketch() -> Iterator[tuple[int, int]]:
    from datasketch import MinHash, MinHashLSH  # noqa: PLC0415

    lsh = MinHashLSH(params=(BANDS, PERMUTATIONS // BANDS), num_perm=PERMUTATIONS)
    for number, article in enumerate(BATCH.articles):
        one = MinHash(PERMUTATIONS)
        one.update_batch([r.tobytes() for r in hash_runs(hash_words(article), RUN)])
        for other in lsh.query(one):
            yield number, other
        lsh.insert(number, one)


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--articles", type=int, default=100_000)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--rivals", action="store_true", help="MinHash too, one process each")
    parser.add_argument("--show", type=int, default=0, help="links that are wrong, to look at")
    options = parser.parse_args(arguments)
    with Clock() as writing:
        drafts = prepare(options.articles, options.seed, options.processes)
    pairs = true_pairs(drafts)
    words = sum(len(a.text.split()) for a in BATCH.articles) // len(drafts)
    print(
        f"{len(drafts)} articles of {words} words, {len(pairs)} pairs share sentences (written in {writing})",
        flush=True,
    )
    found = measure(options.processes)
    report("winnowing", ((a, b) for a, b, _, _ in found), pairs)
    print(Counter(kind for _, _, kind, _ in found))
    wrong = [f for f in found if (min(f[:2]), max(f[:2])) not in pairs]
    for a, b, kind, share in wrong[: options.show]:
        print(kind, round(share, 2), BATCH.articles[a].outlet, BATCH.articles[b].outlet, drafts[a].kind, drafts[b].kind)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"peak memory {peak:.0f} MiB, the articles with it")
    for name, rival in (("rensa", run_rensa), ("datasketch", run_datasketch)) if options.rivals else ():
        with Clock() as clock:
            links = list(rival())
        report(f"{name} ({clock})", links, pairs)


if __name__ == "__main__":
    main()
