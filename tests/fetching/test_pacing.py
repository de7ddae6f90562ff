import threading
from datetime import UTC, datetime, timedelta

import pytest
from tests.fetching.conftest import Time

from volgens.fetching import FetchError
from volgens.fetching.pacing import LONGEST_HOLD, LONGEST_RETRY_AFTER, MOST_HOSTS, Pace, backoff, parse_retry_after

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def ask(pace: Pace, host: str = "krant.example", pause: float = 2.0) -> None:
    with pace.turn(host, pause):
        pass


def test_requests_to_one_host_stand_apart(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    for _ in range(3):
        ask(pace)
    assert time.slept == [2.0, 2.0]


def test_hosts_do_not_wait_for_one_another(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    ask(pace)
    ask(pace, "omroep.example")
    assert time.slept == []


def test_the_pause_counts_from_the_end_of_an_answer(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    with pace.turn("krant.example", 2.0):
        time.now += timedelta(seconds=9)
    ask(pace)
    assert time.slept == [2.0]


def test_one_request_at_a_time_goes_to_a_host() -> None:
    pace, inside, most = Pace(lambda: datetime.now(UTC), lambda seconds: None), 0, 0
    counting = threading.Lock()

    def work() -> None:
        nonlocal inside, most
        for _ in range(20):
            with pace.turn("krant.example", 0.0):
                with counting:
                    inside += 1
                    most = max(most, inside)
                with counting:
                    inside -= 1

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 1


def test_a_host_that_asks_for_more_than_a_minute_is_left_for_later(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    pace.hold("krant.example", 300)
    with pytest.raises(FetchError, match="300 s") as caught:
        ask(pace)
    assert caught.value.temporary
    assert caught.value.wait == 300
    assert time.slept == []


def test_one_page_cannot_put_off_a_whole_host_for_a_day(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    pace.hold("krant.example", 86400)
    with pytest.raises(FetchError) as caught:
        ask(pace)
    assert caught.value.wait == LONGEST_HOLD


def test_a_shorter_pause_does_not_end_a_longer_one(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    pace.hold("krant.example", 50)
    pace.hold("krant.example", 1)
    ask(pace)
    assert time.slept == [50]


def test_a_clock_that_is_put_back_makes_nobody_wait_longer(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    ask(pace)
    time.now -= timedelta(hours=1)
    ask(pace)
    assert time.slept == [2.0]


def test_the_hosts_remembered_are_bounded(time: Time) -> None:
    pace = Pace(time.clock, time.sleep)
    for number in range(3 * MOST_HOSTS):
        time.now += timedelta(seconds=1)
        ask(pace, f"krant{number}.example")
    assert len(pace._hosts) <= MOST_HOSTS


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        (" 5 ", 5.0),
        ("0", 0.0),
        ("Sun, 22 Nov 2026 12:00:30 GMT", 30.0),
        ("Sun, 22 Nov 2026 11:00:00 GMT", 0.0),
        ("Mon, 22 Nov 2027 12:00:00 GMT", LONGEST_RETRY_AFTER),
        ("99999999999999999999", LONGEST_RETRY_AFTER),
        ("-5", None),
        ("straks", None),
        ("", None),
        ("٣", None),
        (None, None),
    ],
)
def test_retry_after_is_seconds_or_a_date(value: str | None, seconds: float | None) -> None:
    assert parse_retry_after(value, NOW) == seconds


@pytest.mark.parametrize("attempt", range(3))
def test_the_wait_doubles_with_half_of_it_left_to_chance(attempt: int) -> None:
    assert all(0.5 * 2**attempt <= backoff(attempt) <= 2**attempt for _ in range(50))
