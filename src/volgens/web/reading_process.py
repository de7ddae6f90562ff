"""What the process of a job does: fetch or unpack, read, keep, and tell how it goes. It knows nothing of the site."""

import threading
from collections.abc import Generator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from multiprocessing.connection import Connection
from pathlib import Path

from volgens.batches import Batch
from volgens.errors import VolgensError
from volgens.fetching import Fetched, Fetcher, FetchError, Validators
from volgens.intake import iter_documents
from volgens.ledger import Ledger
from volgens.model import Failure, RawDocument
from volgens.settings import Settings
from volgens.watching.crew import Errand, fetch_all


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """What is read: pages by their addresses, or one file on this machine."""

    addresses: tuple[str, ...] = ()
    file: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One document and what became of it, or, where ``over``, the end, with the reason where it ended badly."""

    fate: str = ""
    location: str = ""
    article_id: str | None = None
    reason: str | None = None
    over: bool = False


def read_task(pipe: Connection, place: str, settings: Settings, task: Task) -> None:
    """Read ``task`` into the ledger at ``place`` until it is done or ``pipe`` says to stop, telling each document."""
    stop = threading.Event()
    threading.Thread(target=_listen, args=(pipe, stop), daemon=True).start()
    reason = None
    try:
        with Ledger.open(place, create=False) as ledger, closing(iter_task(task, settings, stop)) as found:
            for outcome in Batch(ledger, settings).run(found):
                why = outcome.failure.reason if outcome.failure else None
                pipe.send(
                    Progress(
                        fate=outcome.fate.value,
                        location=outcome.location,
                        article_id=outcome.article_id,
                        reason=why,
                    )
                )
    except VolgensError as error:
        reason = str(error)
    except (OSError, KeyboardInterrupt):
        return  # Nobody listens any more.
    with suppress(OSError):
        pipe.send(Progress(over=True, reason=reason))


def _listen(pipe: Connection, stop: threading.Event) -> None:
    with suppress(EOFError, OSError):
        pipe.recv()
    stop.set()


def iter_task(task: Task, settings: Settings, stop: threading.Event) -> Generator[RawDocument | Failure, None, None]:
    """The documents of a task, and what is none, until ``stop`` is set."""
    found = iter_pages(task.addresses, settings, stop) if task.file is None else iter_file(Path(task.file), settings)
    for each in found:
        if stop.is_set():
            return
        yield each


def iter_pages(
    addresses: tuple[str, ...], settings: Settings, stop: threading.Event
) -> Generator[RawDocument | Failure, None, None]:
    """The pages at ``addresses``, as they come in."""
    errands = [Errand(number=n, address=a, validators=Validators()) for n, a in enumerate(addresses)]
    with Fetcher(settings) as fetcher:
        for errand, answer in fetch_all(fetcher, errands, stop):
            if isinstance(answer, Fetched):
                yield answer.document
            else:
                reason = str(answer) if isinstance(answer, FetchError) else "the server says that nothing changed"
                yield Failure(location=errand.address, reason=reason)


def iter_file(path: Path, settings: Settings) -> Generator[RawDocument | Failure, None, None]:
    """The documents of a file, under its bare name: where it lay for a moment is nobody's concern."""
    before = f"{path.parent}/"
    for found in iter_documents([path], settings=settings):
        location = found.location.replace(before, "", 1)
        if isinstance(found, Failure):
            yield replace(found, location=location, reason=found.reason.replace(before, ""))
        else:
            container = None if found.container is None else found.container.replace(before, "", 1)
            yield replace(found, location=location, container=container)
