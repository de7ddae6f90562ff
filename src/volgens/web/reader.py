"""Reading for visitors, in a process of its own, so that pages stay fast while a text is read.

```
reader = Reader(Settings())
reading = reader.read(RawDocument(data=b"De minister zegt ...", media_type="text/plain", location="text"))
reader.close()
```
"""

import threading
from contextlib import suppress
from dataclasses import dataclass
from multiprocessing import get_context
from multiprocessing.connection import Connection
from multiprocessing.process import BaseProcess

from starlette.exceptions import HTTPException

from volgens.errors import IntakeError, VolgensError
from volgens.model import Failure, RawDocument, Reading
from volgens.settings import Settings

MOST_WAITING = 8
"""Texts that may wait for their turn; each holds on to a thread of the server meanwhile."""

LONGEST_START = 120.0
"""Seconds that loading the models may take on a machine that is busy."""


@dataclass(frozen=True, slots=True)
class _Worker:
    process: BaseProcess
    pipe: Connection


class Reader:
    """Reads one text at a time; threads may share one. The models are loaded at the first text, or by `warm`.

    ``seconds`` is how long one text may take, and how long one may wait for those before it.
    """

    def __init__(self, settings: Settings, *, seconds: float = 60.0) -> None:
        self._settings, self._seconds = settings, seconds
        self._turn = threading.Lock()
        self._places = threading.BoundedSemaphore(MOST_WAITING)
        self._starting = threading.Lock()
        self._worker: _Worker | None = None
        self._ready = False
        self._closed = False

    def warm(self) -> None:
        """Begin loading the models, without waiting for it."""
        with self._starting:
            self._running()

    def read(self, document: RawDocument) -> Reading:
        """The reading of a document; raises `IntakeError` where it is no article.

        Raises `HTTPException` with 503 where too many wait or the models cannot be loaded, with 504 where it takes too
        long.
        """
        if not self._places.acquire(blocking=False):
            raise HTTPException(
                503, "too many texts are waiting to be read; try again in a minute", {"retry-after": "60"}
            )
        try:
            if not self._turn.acquire(timeout=self._seconds):
                raise HTTPException(503, "the texts before it take long; try again in a minute", {"retry-after": "60"})
            try:
                answer = self._ask(document)
            finally:
                self._turn.release()
        finally:
            self._places.release()
        if isinstance(answer, Failure):
            raise IntakeError(answer.reason)
        return answer

    def close(self) -> None:
        """End the process, whatever it is doing; what is read afterwards fails."""
        with self._starting:
            self._closed = True
            self._stop()

    def _ask(self, document: RawDocument) -> Reading | Failure:
        with self._starting:
            worker = self._running()
        try:
            if not self._ready:
                self._wait_for_start(worker)
            worker.pipe.send(document)
            if not worker.pipe.poll(self._seconds):
                self._give_up()
                raise HTTPException(504, f"reading took more than {self._seconds:.0f} s; give a shorter text")
            return _expect_answer(worker.pipe.recv())
        except (EOFError, OSError) as error:
            self._give_up()
            reason = "the program was ended while reading it, perhaps for want of memory; give a shorter text"
            raise HTTPException(503, reason) from error

    def _wait_for_start(self, worker: _Worker) -> None:
        if not worker.pipe.poll(LONGEST_START):
            self._give_up()
            raise HTTPException(503, f"the models were not loaded within {LONGEST_START:.0f} s; try again")
        problem = worker.pipe.recv()
        if problem is not None:
            self._give_up()
            raise HTTPException(503, f"the models cannot be loaded: {problem}")
        self._ready = True

    def _running(self) -> _Worker:
        """The process, begun anew where it is not there or died; the caller holds the lock."""
        if self._closed:
            raise HTTPException(503, "the site is being stopped")
        if self._worker is None or not self._worker.process.is_alive():
            self._stop()
            # Spawned, not forked: a copy of a process with a database and threads open is not safe.
            context = get_context("spawn")
            ours, theirs = context.Pipe()
            process = context.Process(target=_work, args=(theirs, self._settings), name="volgens reader", daemon=True)
            process.start()
            # Ours alone must be open here, or the end of the process would not show.
            theirs.close()
            self._worker = _Worker(process, ours)
        return self._worker

    def _give_up(self) -> None:
        with self._starting:
            self._stop()

    def _stop(self) -> None:
        worker, self._worker, self._ready = self._worker, None, False
        if worker is not None:
            worker.process.kill()
            worker.process.join()
            worker.process.close()
            worker.pipe.close()


def _expect_answer(answer: object) -> Reading | Failure:
    if not isinstance(answer, Reading | Failure):
        raise TypeError(f"the reading process sent {type(answer).__name__}")
    return answer


def _work(pipe: Connection, settings: Settings) -> None:
    """The life of the process: load, say so, and answer until nobody asks any more."""
    # Here and not above: the server itself does without the parser.
    from volgens.pipeline import Pipeline  # noqa: PLC0415
    from volgens.workers import read_or_fail  # noqa: PLC0415

    with suppress(EOFError, OSError, KeyboardInterrupt):
        try:
            pipeline = Pipeline(settings)
        except VolgensError as error:
            pipe.send(str(error))
            return
        pipe.send(None)
        while True:
            document = pipe.recv()
            pipe.send(read_or_fail(pipeline, document))
