"""What a watcher must know after a restart."""

from datetime import UTC, datetime, timedelta, timezone

import pytest

from volgens.ledger import AddressState, FeedState, Ledger

from .readings import sample

FEED = "https://dekade.example/rss"
PAGE = "https://dekade.example/drones"
NOON = datetime(2024, 4, 1, 12, tzinfo=UTC)
HOUR = timedelta(hours=1)


def poll(ledger: Ledger, at: datetime, *, every: timedelta = HOUR, errors: int = 0, address: str = FEED) -> None:
    ledger.note_feed(
        address,
        at=at,
        due=at + every,
        etag='"7"',
        last_modified="Mon, 01 Apr 2024 12:00:00 GMT",
        errors=errors,
        reason="no answer" if errors else None,
    )


def fetch(
    ledger: Ledger,
    address: str = PAGE,
    *,
    at: datetime = NOON,
    due: datetime | None = None,
    status: str = "read",
    article_id: str | None = None,
) -> None:
    ledger.note_fetch(
        address,
        at=at,
        due=due,
        status=status,
        etag='"8"',
        last_modified=None,
        errors=0,
        article_id=article_id,
        target=None,
    )


def name(ledger: Ledger, address: str = PAGE, changed: str | None = None, at: datetime = NOON) -> bool:
    return ledger.note_address(address, feed=FEED, at=at, changed=changed)


def due(ledger: Ledger, at: datetime = NOON, limit: int = 100) -> list[str]:
    return [state.address for state in ledger.due_addresses(at, limit)]


def test_a_feed_that_is_watched_is_due_at_once(ledger: Ledger) -> None:
    ledger.watch_feed(FEED, 900.0, NOON)
    state = FeedState(address=FEED, every=900.0, due=NOON, etag=None, last_modified=None, errors=0, reason=None)
    assert ledger.feeds() == (state,)
    assert ledger.due_feeds(NOON) == (state,)
    assert ledger.due_feeds(NOON - timedelta(microseconds=1)) == ()


def test_what_polling_a_feed_brought_outlives_the_program(place: str) -> None:
    with Ledger.open(place) as ledger:
        ledger.watch_feed(FEED, 900.0, NOON)
        poll(ledger, NOON, errors=2)
    with Ledger.open(place) as ledger:
        ledger.watch_feed(FEED, 900.0, NOON + HOUR / 2)
        (state,) = ledger.feeds()
        assert (state.due, state.errors, state.reason) == (NOON + HOUR, 2, "no answer")
        assert (state.etag, state.last_modified) == ('"7"', "Mon, 01 Apr 2024 12:00:00 GMT")
        assert ledger.due_feeds(NOON + HOUR / 2) == ()


def test_a_feed_to_be_polled_more_often_comes_sooner(ledger: Ledger) -> None:
    ledger.watch_feed(FEED, 3600.0, NOON)
    poll(ledger, NOON)
    ledger.watch_feed(FEED, 60.0, NOON)
    assert [(state.every, state.due) for state in ledger.feeds()] == [(60.0, NOON + timedelta(minutes=1))]


def test_times_of_any_zone_are_compared_as_times(ledger: Ledger) -> None:
    ledger.watch_feed(FEED, 60.0, NOON.astimezone(timezone(timedelta(hours=5, minutes=45))))
    assert len(ledger.due_feeds(NOON.astimezone(timezone(-timedelta(hours=9))))) == 1


def test_feeds_that_have_waited_longest_come_first(ledger: Ledger) -> None:
    for n, address in enumerate(("https://b.example/", "https://a.example/")):
        ledger.watch_feed(address, 60.0, NOON + n * HOUR)
    assert [state.address for state in ledger.due_feeds(NOON + HOUR)] == ["https://b.example/", "https://a.example/"]
    assert [state.address for state in ledger.feeds()] == ["https://a.example/", "https://b.example/"]


def test_a_feed_is_watched_no_more(ledger: Ledger) -> None:
    ledger.watch_feed(FEED, 60.0, NOON)
    assert ledger.unwatch_feed(FEED)
    assert not ledger.unwatch_feed(FEED)
    assert ledger.feeds() == ()


def test_a_poll_that_ends_after_its_feed_was_taken_off_changes_nothing(ledger: Ledger) -> None:
    poll(ledger, NOON)
    assert ledger.feeds() == ()


def test_an_address_is_new_once(ledger: Ledger) -> None:
    assert name(ledger)
    assert not name(ledger)
    assert ledger.due_addresses(NOON, 10) == (
        AddressState(
            address=PAGE,
            feed=FEED,
            first_seen=NOON,
            due=NOON,
            etag=None,
            last_modified=None,
            errors=0,
            article_id=None,
            status=None,
        ),
    )


def test_an_address_that_changed_is_due_again(ledger: Ledger) -> None:
    name(ledger, changed="2024-04-01")
    fetch(ledger)
    assert due(ledger) == []
    assert not name(ledger, changed="2024-04-01", at=NOON + HOUR)
    assert not name(ledger, changed=None, at=NOON + HOUR)
    assert name(ledger, changed="2024-04-02", at=NOON + HOUR)
    assert due(ledger, NOON) == []
    assert due(ledger, NOON + HOUR) == [PAGE]


def test_what_fetching_brought_is_kept(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    name(ledger)
    fetch(ledger, due=NOON + HOUR, article_id=reading.article.id)
    (state,) = ledger.due_addresses(NOON + HOUR, 1)
    assert (state.status, state.etag, state.article_id, state.due) == ("read", '"8"', reading.article.id, NOON + HOUR)


def test_an_answer_that_fails_does_not_take_the_article_away(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    fetch(ledger, article_id=reading.article.id)
    fetch(ledger, due=NOON, status="no answer")
    (state,) = ledger.due_addresses(NOON, 1)
    assert (state.status, state.article_id) == ("no answer", reading.article.id)


def test_an_address_that_no_feed_named_is_known_once_it_was_fetched(ledger: Ledger) -> None:
    fetch(ledger, due=NOON + HOUR)
    assert not ledger.note_address(PAGE, feed=None, at=NOON, changed=None)
    assert due(ledger, NOON + HOUR) == [PAGE]


def test_addresses_that_have_waited_longest_come_first(ledger: Ledger) -> None:
    for n in (2, 0, 1):
        name(ledger, f"https://dekade.example/{n}", at=NOON + n * HOUR)
    assert due(ledger, NOON + 2 * HOUR, limit=2) == ["https://dekade.example/0", "https://dekade.example/1"]


def test_a_host_with_many_addresses_does_not_keep_others_waiting(ledger: Ledger) -> None:
    for n in range(20):
        name(ledger, f"https://dekade.example/{n}")
    name(ledger, "https://elders.example/", at=NOON + HOUR)
    assert "https://elders.example/" in due(ledger, NOON + HOUR, limit=2)


def test_what_a_feed_named_is_not_fetched_once_the_feed_is_taken_off(ledger: Ledger) -> None:
    ledger.watch_feed(FEED, 60.0, NOON)
    name(ledger, "https://dekade.example/nieuw")
    name(ledger)
    fetch(ledger, due=NOON)
    ledger.unwatch_feed(FEED)
    assert due(ledger) == []
    assert not name(ledger)
    assert name(ledger, "https://dekade.example/nieuw")


@pytest.mark.parametrize("address", ["https://[kapot/", "geen adres", "https://dekade.example/caf\udce9"])
def test_an_address_that_is_none_is_kept_as_it_is(ledger: Ledger, address: str) -> None:
    assert name(ledger, address)
    assert not name(ledger, address)
    assert len(due(ledger)) == 1
