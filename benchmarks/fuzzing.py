"""Fuzzing of all readers: valid samples spoiled in many ways, each tried under a limit of time and of memory.

    python benchmarks/fuzzing.py --minutes 10 [--reader NAME …] [--seed N] [--findings FOLDER]

A reader may return or raise `IntakeError`. Whatever else happens is a finding: another exception, more than five
seconds of processor time, more than a gigabyte, a crash of the process, or an article that breaks the promises of
intake. A finding is made small and kept as NAME-KIND.bin with its story beside it. The same seed tries the same inputs.

Work is done in child processes, a reader at a time, so that a crash or a hang in C costs one slice and is told too.
"""

import argparse
import hashlib
import json
import resource
import signal
import subprocess
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from random import Random
from types import FrameType

from hypothesis import HealthCheck, Phase, given
from hypothesis import seed as hypothesis_seed
from hypothesis import settings as hypothesis_settings

from fuzzing_mutators import Source, mutate
from fuzzing_readers import READERS, Reader
from volgens.errors import IntakeError

SECONDS = 5.0
MEMORY = 1 << 30
"""Bytes of address space that reading may take beyond what the process has before."""

SLICE = 12.0
_START = 3.0
"""Seconds that a child needs before its first input."""

_GRACE = 15.0
_MOST_SHRINKS = 300
_SHRINK_SECONDS = 8.0
_EXAMPLES = 150


class SlowError(BaseException):
    """Raised by the alarm; no `except Exception` of a reader can take it for its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """``kind`` is the same for what has the same cause: exception, module and line."""

    reader: str
    kind: str
    story: str
    data: str

    def key(self) -> str:
        return f"{self.reader}-{hashlib.sha256(self.kind.encode()).hexdigest()[:8]}"


def main() -> int:
    """Fuzz for a while and say what was found; 1 where there was anything."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--reader", action="append", choices=[reader.name for reader in READERS])
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--findings", type=Path, default=Path("build/fuzzing"))
    parser.add_argument("--worker", nargs=3, metavar=("NAME", "FIRST", "SECONDS"), help=argparse.SUPPRESS)
    chosen = parser.parse_args()
    if chosen.worker:
        name, first, seconds = chosen.worker
        return work(_reader(name), chosen.seed, int(first), float(seconds))
    names = chosen.reader or [reader.name for reader in READERS]
    found, tried = drive(names, chosen.seed, chosen.minutes * 60)
    report(found, tried, chosen.findings)
    return 1 if found else 0


def drive(names: list[str], seed: int, seconds: float) -> tuple[dict[str, Finding], dict[str, int]]:
    """Findings by key and inputs tried by reader, after ``seconds`` of turns among the readers."""
    found: dict[str, Finding] = {}
    tried = dict.fromkeys(names, 0)
    end = time.monotonic() + seconds
    slice_ = min(SLICE, max(seconds / len(names) - _START, 2.0))
    while time.monotonic() < end:
        for name in names:
            if time.monotonic() >= end:
                break
            reached, findings = _run_worker(name, seed, tried[name], slice_)
            tried[name] = reached
            for finding in findings:
                if found.setdefault(finding.key(), finding) is finding:
                    print(f"found  {finding.key()}  {finding.kind}", flush=True)
    return found, tried


def _run_worker(name: str, seed: int, first: int, seconds: float) -> tuple[int, list[Finding]]:
    """Where the worker got to, and what it found; a worker that dies or hangs is a finding itself."""
    with tempfile.NamedTemporaryFile("r", suffix=".place") as place:
        command = [sys.executable, __file__, "--seed", str(seed), "--worker", name, str(first), str(seconds)]
        child = subprocess.Popen(
            [*command, "--findings", place.name], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        try:
            output, errors = child.communicate(timeout=seconds + _SHRINK_SECONDS * 3 + _GRACE * 2)
            ending = f"ended with {child.returncode}" if child.returncode else ""
        except subprocess.TimeoutExpired:
            child.kill()
            output, errors = child.communicate()
            ending = "hung in code that no alarm reaches"
        place.seek(0)
        reached = int(place.read().strip() or first)
    findings = [Finding(**json.loads(line)) for line in output.splitlines() if line.startswith("{")]
    if ending:
        data = build(_reader(name), seed, reached)
        tail = "\n".join(errors.splitlines()[-15:])
        findings.append(
            Finding(reader=name, kind=f"process {ending}", story=f"input {reached}\n{tail}", data=data.hex())
        )
    return reached + 1, findings


def work(reader: Reader, seed: int, first: int, seconds: float) -> int:
    """Try inputs from number ``first`` on for ``seconds`` and write findings to standard output as JSON lines."""
    place = Path(sys.argv[sys.argv.index("--findings") + 1])
    reader.samples()
    known: set[str] = set()
    _limit_memory()
    signal.signal(signal.SIGPROF, _ring)
    end = time.monotonic() + seconds
    if reader.built is not None and first == 0:
        _try_built(reader, seed, known)
    number = first
    with place.open("r+") as heartbeat:
        while time.monotonic() < end:
            heartbeat.seek(0)
            heartbeat.write(f"{number:012d}")
            heartbeat.flush()
            data = build(reader, seed, number)
            if (found := attempt(reader, data)) and found[0] not in known:
                known.add(found[0])
                _tell(reader, data, found)
            number += 1
    return 0


def build(reader: Reader, seed: int, number: int) -> bytes:
    """Input ``number`` of ``reader``, the same on every machine."""
    chance = Random(f"{seed}-{reader.name}-{number}")
    return mutate(Source(chance=chance, samples=reader.samples(), words=reader.words))


def attempt(reader: Reader, data: bytes, limit: float = SECONDS) -> tuple[str, str] | None:
    """The kind and story of what went wrong with ``data``, `None` where nothing did."""
    try:
        with _alarm(limit):
            reader.run(data)
    except IntakeError:
        return None
    except (Exception, SlowError) as error:
        return _kind(error), "".join(traceback.format_exception(error, limit=-12))
    return None


def shrink(reader: Reader, data: bytes, kind: str) -> bytes:
    """A smaller input with the same finding, by leaving out ever smaller stretches."""
    end = time.monotonic() + _SHRINK_SECONDS
    limit = 1.0 if kind.startswith("SlowError") else SECONDS
    size, tries = len(data) // 2, 0
    while size and tries < _MOST_SHRINKS and time.monotonic() < end:
        at = 0
        while at < len(data) and tries < _MOST_SHRINKS and time.monotonic() < end:
            smaller = data[:at] + data[at + size :]
            tries += 1
            again = attempt(reader, smaller, limit)
            if again and (again[0] == kind or (again[0].startswith("SlowError") and limit < SECONDS)):
                data = smaller
            else:
                at += size
        size //= 2
    return data


def report(found: dict[str, Finding], tried: dict[str, int], folder: Path) -> None:
    """Print the counts and keep each finding."""
    for name, count in tried.items():
        kinds = sum(finding.reader == name for finding in found.values())
        print(f"{name:<10} {count:>9,} inputs  {kinds:>3} findings")
    for key, finding in found.items():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{key}.bin").write_bytes(bytes.fromhex(finding.data))
        (folder / f"{key}.txt").write_text(f"{finding.kind}\n\n{finding.story}", encoding="utf-8", errors="replace")
    if found:
        print(f"kept in {folder}")


def _try_built(reader: Reader, seed: int, known: set[str]) -> None:
    """Inputs built from the grammar by hypothesis, which shrinks what it finds by itself."""
    assert reader.built is not None
    last: list[tuple[bytes, tuple[str, str]]] = []

    @hypothesis_seed(seed)
    @hypothesis_settings(
        max_examples=_EXAMPLES,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    @given(reader.built())
    def holds(data: bytes) -> None:
        found = attempt(reader, data)
        if found:
            last[:] = [(data, found)]
            raise AssertionError(found[0])

    try:
        holds()
    except AssertionError:
        data, found = last[0]
        known.add(found[0])
        print(
            json.dumps(asdict(Finding(reader=reader.name, kind=found[0], story=found[1], data=data.hex()))), flush=True
        )


def _tell(reader: Reader, data: bytes, found: tuple[str, str]) -> None:
    kind, story = found
    smallest = shrink(reader, data, kind)
    print(json.dumps(asdict(Finding(reader=reader.name, kind=kind, story=story, data=smallest.hex()))), flush=True)


def _kind(error: BaseException) -> str:
    """Exception, module and line of our last frame: for slow inputs the function alone, for lines vary."""
    frames = traceback.extract_tb(error.__traceback__)
    ours = [frame for frame in frames if "volgens" in frame.filename and "site-packages" not in frame.filename] or list(
        frames
    )
    last = ours[-1]
    place = f"{Path(last.filename).name}:{last.name}" + ("" if isinstance(error, SlowError) else f":{last.lineno}")
    what = str(error).splitlines()[0][:60] if type(error).__name__ == "UnsoundError" and str(error) else ""
    return f"{type(error).__name__} {place} {what}".strip()


@contextmanager
def _alarm(seconds: float) -> Iterator[None]:
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)


def _ring(_number: int, _frame: FrameType | None) -> None:
    raise SlowError


def _limit_memory() -> None:
    pages = int(Path("/proc/self/statm").read_text().split()[0]) if Path("/proc/self/statm").exists() else 1 << 18
    limit = pages * resource.getpagesize() + MEMORY
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def _reader(name: str) -> Reader:
    return next(reader for reader in READERS if reader.name == name)


if __name__ == "__main__":
    sys.exit(main())
