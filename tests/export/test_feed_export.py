"""RSS and Atom, read back by feedparser."""

from collections.abc import Callable, Iterable
from datetime import UTC, datetime

import feedparser
import pytest

from volgens.export import FeedItem, build_atom, build_rss

AT = datetime.fromisoformat("2024-03-31T12:00:00+02:00")
ITEM = FeedItem(
    id="urn:volgens:attribution:1",
    title="de gemeente spreekt tegen: de brug <gaat> dicht & blijft dicht",
    words="de brug <gaat> dicht & blijft dicht",
    outlet="De Kade",
    address="https://dekade.example/brug?a=1&b=2",
    at=AT,
    label="deny",
)
BARE = FeedItem(id="urn:volgens:article:2", title="\x00" + "lang " * 100, words="")

Build = Callable[[str, str, Iterable[FeedItem]], bytes]
both = pytest.mark.parametrize("build", [build_rss, build_atom])


@both
def test_an_entry_comes_back(build: Build) -> None:
    feed = feedparser.parse(build("Wie zegt wat", "urn:volgens:search:1", [ITEM]))
    assert not feed.bozo
    assert feed.feed.title == "Wie zegt wat"
    (entry,) = feed.entries
    assert (entry.id, entry.link) == (ITEM.id, ITEM.address)
    assert entry.author == "De Kade"
    assert [tag.term for tag in entry.tags] == ["deny"]


@both
def test_times_are_those_of_the_articles(build: Build) -> None:
    (entry,) = feedparser.parse(build("t", "urn:x:1", [ITEM])).entries
    told = entry.get("published_parsed") or entry.updated_parsed
    assert datetime(*told[:6], tzinfo=UTC) == AT


@both
def test_an_item_with_nothing_but_a_title_is_an_entry(build: Build) -> None:
    feed = feedparser.parse(build("t", "urn:x:1", [BARE]))
    assert not feed.bozo
    assert len(feed.entries[0].title) <= 160


@both
def test_a_search_without_hits_is_a_feed(build: Build) -> None:
    feed = feedparser.parse(build("t", "urn:x:1", []))
    assert not feed.bozo
    assert feed.entries == []


def test_atom_was_updated_when_its_latest_entry_was() -> None:
    feed = feedparser.parse(build_atom("t", "urn:x:1", [BARE, ITEM]))
    assert datetime(*feed.feed.updated_parsed[:6], tzinfo=UTC) == AT
