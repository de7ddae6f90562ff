from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest

from servers import HostileServer, hostile_server
from volgens.fetching import Fetcher
from volgens.settings import Settings


class Time:
    """A clock that moves only when somebody sleeps; ``slept`` keeps for how long."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 22, 12, tzinfo=UTC)
        self.slept: list[float] = []

    def clock(self) -> datetime:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += timedelta(seconds=seconds)


@pytest.fixture
def time() -> Time:
    return Time()


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as running:
        yield running


MakeFetcher = Callable[..., Fetcher]


@pytest.fixture
def make_fetcher(server: HostileServer, time: Time) -> Iterator[MakeFetcher]:
    made: list[Fetcher] = []

    def make(**changes: object) -> Fetcher:
        values: dict[str, object] = {
            "inside_hosts": (server.place,),
            "fetch_timeout": 10.0,
            "largest_document": 1_000_000,
        }
        settings = Settings(**(values | changes))  # type: ignore[arg-type]
        made.append(Fetcher(settings, clock=time.clock, sleep=time.sleep))
        return made[-1]

    yield make
    for fetcher in made:
        fetcher.close()


@pytest.fixture
def fetcher(make_fetcher: MakeFetcher) -> Fetcher:
    return make_fetcher()
