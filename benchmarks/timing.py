"""Speed and memory on running text: words a second for each stage, time to the first attribution, peak memory."""

import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from time import perf_counter

from volgens.actors import resolve
from volgens.actors.resolution import Sourced
from volgens.analysis import Analyser
from volgens.errors import IntakeError, VolgensError
from volgens.evaluate import load_gold
from volgens.extraction import Judges, extract
from volgens.intake import iter_documents
from volgens.language.lexicon import load_lexicon
from volgens.language.writing import load_writing
from volgens.ledger import Ledger
from volgens.model import RawDocument
from volgens.pipeline import Pipeline
from volgens.settings import Settings

REPEATS = 3
FIRST = """
from volgens.pipeline import Pipeline
from volgens.settings import Settings
assert Pipeline(Settings()).read_text("De wethouder zegt dat de brug dicht blijft.")
"""
IMPORTS = "import volgens.pipeline"
READ = """
import resource, sys
from pathlib import Path
from timing import read_all
from volgens.pipeline import Pipeline
from volgens.settings import Settings
read_all(Path(sys.argv[1]), sys.argv[2], Pipeline(Settings()))
try:
    # A child's ru_maxrss starts at what its parent held when it forked; this counts the child alone.
    lines = Path("/proc/self/status").read_text().splitlines()
    print(next(int(line.split()[1]) for line in lines if line.startswith("VmHWM")) * 1024)
except OSError:
    print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024))
"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing:
    """Medians over `REPEATS`: times in seconds for all ``words``, memory in bytes; ``load`` is the system's before."""

    documents: int
    refused: int
    words: int
    parse: float
    extraction: float
    read: float
    imports: float
    first: float
    peak: int
    ledger: int
    cores: int
    load: float


def measure(path: Path) -> Timing:
    """Every stage over the texts of the gold file ``path``, each loaded and warmed before its clock runs.

    Call it before other work: the ``load`` that it notes should be that of others.
    """
    load = os.getloadavg()[0]
    texts = [document.text for document in load_gold(path)]
    parse, extraction = _time_stages(texts)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        articles = folder / "articles"
        articles.mkdir()
        for number, text in enumerate(texts):
            (articles / f"{number:03}.txt").write_text(text, encoding="utf-8")
        read, refused = _time_reading(articles, folder)
        size = (folder / "0.ledger").stat().st_size
        peak = _run(READ, str(articles), str(folder / "peak.ledger"))
    return Timing(
        documents=len(texts),
        refused=refused,
        words=sum(len(text.split()) for text in texts),
        parse=parse,
        extraction=extraction,
        read=read,
        imports=_time(lambda: _run(IMPORTS)),
        first=_time(lambda: _run(FIRST)),
        peak=int(peak),
        ledger=size,
        cores=os.cpu_count() or 1,
        load=load,
    )


def _time(action: Callable[[], object]) -> float:
    """Median seconds of `REPEATS` runs."""
    times = []
    for _ in range(REPEATS):
        start = perf_counter()
        action()
        times.append(perf_counter() - start)
    return median(times)


def _time_stages(texts: Sequence[str]) -> tuple[float, float]:
    """Seconds for parsing all texts, and for everything that is done with the parses."""
    lexicon, writing, judges = load_lexicon(), load_writing(), Judges.load()
    analyser = Analyser(lexicon.people)
    analyser.parse(texts[0])
    parsing, extracting = [], []
    for _ in range(REPEATS):
        start = perf_counter()
        # Parsed anew each time: a sentence keeps its subtrees once they are found, and that is part of the cost.
        parses = [analyser.parse(text) for text in texts]
        between = perf_counter()
        for parse in parses:
            found = extract(parse, lexicon, writing, judges, article_id="")
            sourced = [Sourced(attribution=f.attribution, source_at=f.source_at, sentence=f.sentence) for f in found]
            resolve(parse, sourced, lexicon.people, article_id="")
        extracting.append(perf_counter() - between)
        parsing.append(between - start)
    return median(parsing), median(extracting)


def _time_reading(articles: Path, folder: Path) -> tuple[float, int]:
    """Seconds from files on disk to committed rows, the model already loaded; and how many articles were refused."""
    pipeline = Pipeline(Settings())
    times: list[float] = []
    refusals: tuple[VolgensError, ...] = ()
    for number in range(REPEATS):
        start = perf_counter()
        refusals = read_all(articles, str(folder / f"{number}.ledger"), pipeline)
        times.append(perf_counter() - start)
    for error in refusals:
        print(f"refused: {error}", file=sys.stderr)
    return median(times), len(refusals)


def read_all(articles: Path, location: str, pipeline: Pipeline) -> tuple[VolgensError, ...]:
    """Read a folder into a new ledger as `volgens.pipeline.read_into` does; why any article cannot be kept."""
    refusals: list[VolgensError] = []
    with Ledger.open(location) as ledger:
        for document in iter_documents([articles], settings=Settings()):
            try:
                if not isinstance(document, RawDocument):
                    raise IntakeError(f"{document.location}: {document.reason}")
                ledger.add(document, pipeline.read(document))
            except VolgensError as error:
                refusals.append(error)
    return tuple(refusals)


def _run(code: str, *arguments: str) -> str:
    """What a fresh Python prints."""
    here = Path(__file__).parent
    command = [sys.executable, "-c", code, *arguments]
    return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, cwd=here).stdout.strip()
