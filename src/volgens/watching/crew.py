"""Several hosts fetched from at once, each by one request at a time, in turns."""

from collections import OrderedDict, deque
from collections.abc import Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ThreadPoolExecutor, wait
from dataclasses import dataclass
from threading import Event
from urllib.parse import urlsplit

from volgens.fetching import Fetched, Fetcher, FetchError, NotModified, Validators

HOSTS_AT_ONCE = 4
"""Also the number of documents that may be in memory at once."""

LOOK_UP = 0.5
"""Seconds between two looks at whether to stop."""

Answer = Fetched | NotModified | FetchError


@dataclass(frozen=True, slots=True, kw_only=True)
class Errand:
    """An address to fetch; ``number`` tells the caller which of its own it is."""

    number: int
    address: str
    validators: Validators


def fetch_all(fetcher: Fetcher, errands: Iterable[Errand], stop: Event) -> Iterator[tuple[Errand, Answer]]:
    """Each errand with its answer, as they come in; once ``stop`` is set no further one is begun."""
    waiting: OrderedDict[str, deque[Errand]] = OrderedDict()
    for errand in errands:
        waiting.setdefault(_host_of(errand.address), deque()).append(errand)
    running: dict[Future[Answer], tuple[str, Errand]] = {}
    pool = ThreadPoolExecutor(HOSTS_AT_ONCE, thread_name_prefix="fetch")
    try:
        while True:
            busy = {host for host, _ in running.values()}
            free = [host for host in waiting if host not in busy][: HOSTS_AT_ONCE - len(running)]
            for host in free if not stop.is_set() else ():
                errand = _take(waiting, host)
                running[pool.submit(_fetch, fetcher, errand)] = (host, errand)
            if not running:
                return
            done = wait(running, LOOK_UP, return_when=FIRST_COMPLETED).done
            if not done and stop.is_set():
                return  # They stay due, and are asked for again by the next watch.
            for future in done:
                _, errand = running.pop(future)
                answer = future.result()
                if isinstance(answer, FetchError) and answer.temporary and stop.is_set():
                    continue  # Broken off by us, which is no fault of the server's.
                yield errand, answer
    finally:
        # Whoever stops in the middle need not wait for answers that nobody will look at.
        pool.shutdown(wait=False, cancel_futures=True)


def _take(waiting: OrderedDict[str, deque[Errand]], host: str) -> Errand:
    errand = waiting[host].popleft()
    if waiting[host]:
        waiting.move_to_end(host)
    else:
        del waiting[host]
    return errand


def _fetch(fetcher: Fetcher, errand: Errand) -> Answer:
    try:
        return fetcher.fetch(errand.address, errand.validators)
    except FetchError as error:
        # Its trace would hold on to all that was taken in of a body.
        error.__cause__ = error.__context__ = None
        return error.with_traceback(None)
    except Exception as error:  # An answer that trips our own code is one failure; the watch goes on.
        return FetchError(f"the program failed on it: {error!r}"[:400], temporary=True)


def _host_of(address: str) -> str:
    try:
        return urlsplit(address).hostname or ""
    except ValueError:
        return ""
