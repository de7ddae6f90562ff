"""Reading documents on one core or on several: the pipeline is loaded once in each process.

Both readers give their answers in the order of the documents, and hold no more than a few documents at a time.
"""

import os
from collections import deque
from collections.abc import Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from typing import Protocol

from volgens.errors import IntakeError, NoArticleError
from volgens.model import Failure, RawDocument, Reading
from volgens.pipeline import Pipeline
from volgens.settings import Settings


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """That the ledger has the article of a document, taken from it by the very same program and models."""

    article_id: str


Answer = Reading | Failure | Known
Asked = tuple[RawDocument | None, Answer | None]
"""A document, and its answer where it need not be read; a failure may come without a document."""

Answered = tuple[RawDocument | None, Answer]

WAITING = 4
"""Documents a worker may have waiting: enough to keep it busy while the ledger writes."""


class Reader(Protocol):
    """Reads documents. `map` passes on the pairs that have their answer already, each in its place."""

    def map(self, pairs: Iterable[Asked]) -> Iterator[Answered]: ...

    def close(self) -> None: ...


def open_reader(settings: Settings, workers: int) -> Reader:
    """A reader in this process for one worker, else one with as many processes; 0 stands for one a core."""
    count = workers or os.cpu_count() or 1
    return _OneReader(settings) if count == 1 else _ManyReaders(settings, count)


def read_or_fail(pipeline: Pipeline, document: RawDocument) -> Reading | Failure:
    """The reading of a document, or why there is none."""
    try:
        return pipeline.read(document)
    except (IntakeError, ValueError, IndexError, KeyError, RecursionError) as error:
        # A page that trips our own code is kept aside like one that cannot be read: the batch goes on.
        reason = str(error) if isinstance(error, IntakeError) else f"the program failed on it: {error!r}"
        harmless = isinstance(error, NoArticleError)
        return Failure(location=document.location, reason=reason, raw_id=document.id, harmless=harmless)


class _OneReader:
    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._pipeline: Pipeline | None = None

    def map(self, pairs: Iterable[Asked]) -> Iterator[Answered]:
        for document, known in pairs:
            if known is not None:
                yield document, known
            elif document is not None:
                self._pipeline = self._pipeline or Pipeline(self._settings)
                yield document, read_or_fail(self._pipeline, document)

    def close(self) -> None:
        self._pipeline = None


class _ManyReaders:
    def __init__(self, settings: Settings, count: int) -> None:
        self._settings, self._count = settings, count
        self._pool = self._open(count)

    def _open(self, count: int) -> ProcessPoolExecutor:
        # Spawned, not forked: a copy of a process with a database and threads open is not safe.
        return ProcessPoolExecutor(count, get_context("spawn"), _start_worker, (self._settings,))

    def map(self, pairs: Iterable[Asked]) -> Iterator[Answered]:
        waiting: deque[tuple[RawDocument | None, Answer | Future[Reading | Failure]]] = deque()
        for document, known in pairs:
            if known is not None:
                waiting.append((document, known))
            elif document is not None:
                waiting.append((document, self._submit(document)))
            while len(waiting) > WAITING * self._count:
                yield self._next(waiting)
        while waiting:
            yield self._next(waiting)

    def _submit(self, document: RawDocument) -> Future[Reading | Failure]:
        try:
            return self._pool.submit(_read_there, document)
        except BrokenProcessPool:
            self._pool = self._open(self._count)
            return self._pool.submit(_read_there, document)

    def _next(self, waiting: deque[tuple[RawDocument | None, Answer | Future[Reading | Failure]]]) -> Answered:
        document, answer = waiting.popleft()
        if not isinstance(answer, Future):
            return document, answer
        if document is None:
            raise TypeError("a document was submitted that is none")
        try:
            return document, answer.result()
        except BrokenProcessPool:
            return document, self._read_alone(document)

    def _read_alone(self, document: RawDocument) -> Reading | Failure:
        """After a worker was lost: whoever was under way is read again, alone, so that the culprit shows itself."""
        with self._open(1) as pool:
            try:
                return pool.submit(_read_there, document).result()
            except BrokenProcessPool:
                reason = "the program was ended while reading it, perhaps for want of memory; split it"
                return Failure(location=document.location, reason=reason, raw_id=document.id)

    def close(self) -> None:
        self._pool.shutdown(wait=True, cancel_futures=True)


_pipeline: "Pipeline | None" = None


def _start_worker(settings: Settings) -> None:
    global _pipeline  # noqa: PLW0603  (a worker process has one pipeline for its whole life)
    _pipeline = Pipeline(settings)


def _read_there(document: RawDocument) -> Reading | Failure:
    if _pipeline is None:
        raise TypeError("the worker was not started")
    return read_or_fail(_pipeline, document)
