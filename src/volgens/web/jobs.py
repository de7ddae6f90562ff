"""Reading many documents for somebody who need not wait: one job at a time, in a process of its own.

A job takes addresses or a file that was sent; what it reads is in the ledger for good as it goes, so that a job that
was cancelled or cut off leaves a ledger that the next one completes.
"""

import shutil
import tempfile
import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from enum import StrEnum
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess
from pathlib import Path
from secrets import token_hex

from starlette.exceptions import HTTPException

from volgens.errors import LedgerError, VolgensError
from volgens.ledger import Ledger
from volgens.settings import Settings
from volgens.web.reading_process import Progress, Task, read_task

MOST_QUEUED = 20
MOST_KEPT = 200
"""Jobs that are remembered when they are done; the ledger remembers their runs."""

MOST_FAILURES = 200
MOST_ARTICLES = 1_000
PATIENCE = 10.0
"""Seconds that a cancelled job has to finish its article."""

Target = Callable[[Connection, str, Settings, Task], None]


class State(StrEnum):
    """How far a job is."""

    QUEUED = "queued"
    RUNNING = "running"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"


OVER = frozenset({State.DONE, State.CANCELLED, State.FAILED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """A job as it stands at one moment; ``failures`` and ``articles`` are the first few of those counted."""

    id: str
    what: str
    by: str | None
    made_at: datetime
    state: State = State.QUEUED
    began: datetime | None = None
    ended: datetime | None = None
    run: int | None = None
    total: int | None = None
    counts: Mapping[str, int] = field(default_factory=dict)
    failures: tuple[tuple[str, str], ...] = ()
    articles: tuple[str, ...] = ()
    reason: str | None = None


class Jobs:
    """The jobs of one site. ``target`` is what the process runs."""

    def __init__(self, ledger: Ledger, place: str, settings: Settings, *, target: Target = read_task) -> None:
        self._ledger, self._place, self._settings, self._target = ledger, place, settings, target
        self._lock = threading.Lock()
        self._changed = threading.Condition(self._lock)
        self._jobs: OrderedDict[str, Job] = OrderedDict()
        self._tasks: dict[str, Task] = {}
        self._cancelled: set[str] = set()
        self._closed = False
        self._thread: threading.Thread | None = None

    def add_addresses(self, addresses: tuple[str, ...], by: str | None = None) -> Job:
        """Fetch and read pages; raises `HTTPException` with 429 where too many jobs wait."""
        wanted = tuple(dict.fromkeys(address.strip() for address in addresses))
        what = wanted[0][:200] if len(wanted) == 1 else f"{len(wanted)} addresses"
        return self._add(Task(addresses=wanted), what, by, total=len(wanted))

    def add_file(self, name: str, data: bytes, by: str | None = None) -> Job:
        """Read a file that was sent; its name tells what kind it is."""
        self._check_room()
        folder = Path(tempfile.mkdtemp(prefix="volgens-job-"))
        path = folder / _file_name(name)
        try:
            path.write_bytes(data)
            return self._add(Task(file=str(path)), path.name, by)
        except BaseException:
            shutil.rmtree(folder, ignore_errors=True)
            raise

    def get(self, id: str) -> Job:
        """How a job stands; `LedgerError` where there is none."""
        with self._lock:
            return self._get(id)

    def all(self) -> tuple[Job, ...]:
        """All jobs that are remembered, the last first."""
        with self._lock:
            return tuple(reversed(self._jobs.values()))

    def cancel(self, id: str) -> Job:
        """Stop a job after the article that it is reading; one that is over stays as it is."""
        with self._lock:
            job = self._get(id)
            if job.state is State.QUEUED:
                self._finish(job, State.CANCELLED)
            elif job.state is State.RUNNING:
                self._cancelled.add(id)
            return self._jobs[id]

    def close(self) -> None:
        """Cancel everything and wait until it has stopped."""
        with self._lock:
            self._closed = True
            self._cancelled.update(self._jobs)
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join()
        with self._lock:
            for job in list(self._jobs.values()):
                if job.state not in OVER:
                    self._finish(job, State.CANCELLED)

    def _get(self, id: str) -> Job:
        if id not in self._jobs:
            raise LedgerError(f"there is no job {id}; the ledger's runs tell of those before the site was started")
        return self._jobs[id]

    def _check_room(self) -> None:
        with self._lock:
            waiting = sum(job.state is State.QUEUED for job in self._jobs.values())
        if self._closed or waiting >= MOST_QUEUED:
            raise HTTPException(429, f"{waiting} jobs are waiting; try again when one is done", {"retry-after": "60"})

    def _add(self, task: Task, what: str, by: str | None, total: int | None = None) -> Job:
        self._check_room()
        job = Job(id=token_hex(10), what=what, by=by, made_at=_now(), total=total)
        with self._lock:
            self._jobs[job.id], self._tasks[job.id] = job, task
            over = [each.id for each in self._jobs.values() if each.state in OVER]
            for id in over[: max(0, len(self._jobs) - MOST_KEPT)]:
                del self._jobs[id]
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="volgens jobs", daemon=True)
                self._thread.start()
            self._changed.notify_all()
        return job

    def _work(self) -> None:
        while (id := self._next()) is not None:
            try:
                self._run(id)
            except (VolgensError, OSError) as error:
                with self._lock:
                    self._finish(self._jobs[id], State.FAILED, str(error))

    def _next(self) -> str | None:
        with self._changed:
            while not self._closed:
                for job in self._jobs.values():
                    if job.state is State.QUEUED:
                        self._jobs[job.id] = replace(job, state=State.RUNNING, began=_now())
                        return job.id
                self._changed.wait()
        return None

    def _run(self, id: str) -> None:
        run = self._ledger.begin_run("job", _now())
        self._update(id, run=run)
        context = get_context("spawn")
        ours, theirs = context.Pipe()
        arguments = (theirs, self._place, self._settings, self._tasks[id])
        process = context.Process(target=self._target, args=arguments, name="volgens job", daemon=True)
        process.start()
        theirs.close()
        try:
            state, reason = self._follow(id, ours)
        finally:
            _end(process, ours)
        with self._lock:
            self._finish(self._jobs[id], state, reason)
            counts = self._jobs[id].counts
        with suppress(LedgerError):
            self._ledger.end_run(run, _now(), counts)

    def _follow(self, id: str, pipe: Connection) -> tuple[State, str | None]:
        """Take in what the process tells until it ends; how it ended."""
        told = False
        deadline: datetime | None = None
        while True:
            with self._lock:
                cancelled = id in self._cancelled
            if cancelled and not told:
                told, deadline = True, _now()
                with suppress(OSError):
                    pipe.send("stop")
            if deadline is not None and (_now() - deadline).total_seconds() > PATIENCE:
                return State.CANCELLED, None
            try:
                if not pipe.poll(0.2):
                    continue
                progress = pipe.recv()
            except (EOFError, OSError):
                if cancelled:
                    return State.CANCELLED, None
                return (
                    State.FAILED,
                    "the program was ended while reading, perhaps for want of memory; send less at once",
                )
            if not isinstance(progress, Progress):
                raise TypeError(f"the process of a job sent {type(progress).__name__}")
            if progress.over:
                return (
                    State.CANCELLED if cancelled else State.FAILED if progress.reason else State.DONE
                ), progress.reason
            self._note(id, progress)

    def _note(self, id: str, progress: Progress) -> None:
        with self._lock:
            job = self._jobs[id]
            counts = Counter(job.counts)
            counts[progress.fate] += 1
            failures, articles = job.failures, job.articles
            if progress.reason is not None and len(failures) < MOST_FAILURES:
                failures = (*failures, (progress.location, progress.reason))
            if progress.article_id is not None and len(articles) < MOST_ARTICLES:
                articles = (*articles, progress.article_id)
            self._jobs[id] = replace(job, counts=dict(counts), failures=failures, articles=articles)

    def _update(self, id: str, *, run: int) -> None:
        with self._lock:
            self._jobs[id] = replace(self._jobs[id], run=run)

    def _finish(self, job: Job, state: State, reason: str | None = None) -> None:
        """The caller holds the lock."""
        total = sum(job.counts.values()) if state is State.DONE else job.total
        self._jobs[job.id] = replace(job, state=state, ended=_now(), reason=reason, total=total)
        self._cancelled.discard(job.id)
        task = self._tasks.pop(job.id, None)
        if task is not None and task.file is not None:
            shutil.rmtree(Path(task.file).parent, ignore_errors=True)


def _end(process: BaseProcess, pipe: Connection) -> None:
    process.join(PATIENCE)
    if process.is_alive():
        process.kill()
        process.join()
    process.close()
    pipe.close()


def _now() -> datetime:
    return datetime.now(UTC).replace(microsecond=0)


def _file_name(name: str) -> str:
    """The last part of ``name`` with nothing in it that a path could take for more than a name."""
    last = name.replace("\\", "/").rpartition("/")[2]
    kept = "".join(character if character.isalnum() or character in "-_. " else "_" for character in last)
    return kept.strip(" .")[-100:] or "document"
