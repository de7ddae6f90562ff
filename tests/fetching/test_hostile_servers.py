"""Whatever a server does, there is a document or a one-line reason, in bounded time and memory."""

import errno
import re
import tracemalloc
from time import monotonic

import pytest
from tests.fetching.conftest import MakeFetcher

from servers import HOSTILE, HostileServer
from volgens.fetching import Fetched, Fetcher, FetchError

REASONS = {
    "circle": "in a circle",
    "onwards": "more than 10 times",
    "to-metadata": r"lies inside the network \(169\.254\.169\.254\)",
    "to-loopback": r"lies inside the network \(127\.0\.0\.1\)",
    "to-integer": r"lies inside the network \(127\.0\.0\.1\)",
    "to-mapped": "lies inside the network",
    "to-file": "begins with file:",
    "to-user": "user name or password",
    "to-nothing": "without saying where",
    "to-nonsense": "no address",
    "too-long-promised": "larg",
    "gzip-bomb": "largest document allowed",
    "deflate-bomb": "largest document allowed",
    "brotli-bomb": "largest document allowed",
    "endless": "largest document allowed",
    "double-gzip": "packed as gzip, gzip",
    "zstd": "packed as zstd",
    "unknown-status": "799",
    "no-content": "204",
    "empty": "is empty",
    "unasked-304": "304",
    "image": "image/png",
}
SLOW = {"silence", "drip", "drip-headers", "endless-hints"}
TEMPORARY = {
    "bad-gzip": "packed wrongly",
    "cut-gzip": "breaks off",
    "breaks-off": "broke off",
    "bad-length": "not HTTP",
    "error": "500",
    "unavailable": "503",
    "too-many": "429",
    "much-later": "come back in 86000 s",
    "reset": "broke",
    "hang-up": "broke off",
    "huge-headers": "headers|broke",
    "old-http": "not HTTP",
    "garbage": "not HTTP|broke off",
    "bad-header": "not HTTP",
}
ANSWERED = {"wrong-charset", "binary"}
EITHER = {"tiny-chunks"}
"""Whether size or time gives out first depends on the machine."""


def test_every_behaviour_of_the_server_is_tried() -> None:
    hops = {"circle-2"}
    named = {path.removeprefix("/hostile/") for path in HOSTILE}
    assert named == {*REASONS, *SLOW, *TEMPORARY, *ANSWERED, *EITHER} | hops


@pytest.mark.parametrize(("path", "reason"), REASONS.items())
def test_what_never_goes_well_is_refused_for_good(
    fetcher: Fetcher, server: HostileServer, path: str, reason: str
) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        fetcher.fetch(server.address(f"/hostile/{path}"))
    assert not caught.value.temporary


@pytest.mark.parametrize(("path", "reason"), TEMPORARY.items())
def test_what_may_go_well_later_is_temporary(fetcher: Fetcher, server: HostileServer, path: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason) as caught:
        fetcher.fetch(server.address(f"/hostile/{path}"))
    assert caught.value.temporary


@pytest.mark.parametrize("path", sorted(SLOW))
def test_a_server_that_never_ends_is_left_by_the_deadline(
    make_fetcher: MakeFetcher, server: HostileServer, path: str
) -> None:
    started = monotonic()
    with pytest.raises(FetchError, match="no whole answer") as caught:
        make_fetcher(fetch_timeout=0.2).fetch(server.address(f"/hostile/{path}"))
    assert caught.value.temporary
    assert monotonic() - started < 5


@pytest.mark.parametrize("path", sorted(ANSWERED))
def test_odd_documents_are_left_to_the_reader(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    assert isinstance(fetcher.fetch(server.address(f"/hostile/{path}")), Fetched)


def test_tiny_chunks_end_by_size_or_time(make_fetcher: MakeFetcher, server: HostileServer) -> None:
    with pytest.raises(FetchError, match=r"largest document allowed|no whole answer"):
        make_fetcher(fetch_timeout=0.2).fetch(server.address("/hostile/tiny-chunks"))


@pytest.mark.parametrize("path", REASONS)
def test_reasons_are_one_short_line(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.address(f"/hostile/{path}"))
    assert re.fullmatch(r"[^\n]{5,400}", str(caught.value))


def test_a_full_disk_is_told(fetcher: Fetcher, server: HostileServer, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*arguments: object, **named: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("volgens.fetching.body.SpooledTemporaryFile", fail)
    server.add("/brug", "De brug is dicht.")
    fetcher._robots.check = lambda url: 0.0  # type: ignore[method-assign]
    with pytest.raises(FetchError, match="make room on the disk") as caught:
        fetcher.fetch(server.address("/brug"))
    assert caught.value.temporary


@pytest.mark.parametrize("path", ["gzip-bomb", "deflate-bomb", "brotli-bomb", "endless"])
def test_a_bomb_takes_no_more_memory_than_a_large_document(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    with pytest.raises(FetchError):
        fetcher.fetch(server.address(f"/hostile/{path}"))  # The server makes its bomb once.
    tracemalloc.start()
    try:
        with pytest.raises(FetchError):
            fetcher.fetch(server.address(f"/hostile/{path}"))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert peak < 6_000_000
