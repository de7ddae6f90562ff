"""The words of time, loaded once."""

import pytest

from volgens.language.times import TimeWords, load_times


@pytest.fixture(scope="session")
def times() -> TimeWords:
    return load_times("nl")
