"""A watcher beside a server on this machine; a clock that the test moves stands in for the days."""

import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from threading import Event

import pytest

from servers import HostileServer, hostile_server
from volgens.errors import IntakeError
from volgens.fetching import Fetched, Fetcher, FetchError, Validators
from volgens.ledger import Ledger
from volgens.model import Article, RawDocument, Reading
from volgens.settings import Settings
from volgens.watching import Watcher, WatchEvent, WatchKind
from volgens.watching.crew import HOSTS_AT_ONCE, Errand, fetch_all
from volgens.watching.links import MOST_LINKS, find_links
from volgens.watching.rhythm import MOST_ERRORS, is_given_up, next_poll, next_try, next_visit
from volgens.watching.watcher import MOST_CHILDREN

START = datetime(2026, 11, 22, 12, tzinfo=UTC)
NOUNS = (
    *("akker", "baan", "brug", "dijk", "duin", "eiland", "fabriek", "gracht", "haven", "hoek", "kade", "kanaal"),
    *("kerk", "kust", "markt", "molen", "muur", "park", "plein", "poort", "school", "sluis", "spoor", "station"),
    *("straat", "toren", "tuin", "veer", "vliet", "weg", "werf", "wijk", "winkel", "zaal", "zee"),
)
WORDS = "De wethouder zegt dat de brug over de haven tot het voorjaar dicht blijft voor al het verkeer. "


class Desk:
    """What stands around a watcher: server, ledger, clock, and a count of what was really read."""

    def __init__(self, server: HostileServer, place: str) -> None:
        self.server = server
        self.now = START
        self.place = place
        self.ledger = Ledger.open(self.place)
        self.settings = Settings(inside_hosts=(server.place,), fetch_timeout=10, largest_document=300_000)
        self.fetcher = Fetcher(self.settings, clock=lambda: self.now, sleep=self.sleep)

    def sleep(self, seconds: float) -> None:
        self.now += timedelta(seconds=seconds)

    def watcher(self, *feeds: str, every: float = 900) -> Watcher:
        return Watcher(self.ledger, self.fetcher, self.settings, [self.server.address(f) for f in feeds], every)

    def round(self, *feeds: str, every: float = 900, later: timedelta = timedelta()) -> list[WatchEvent]:
        """The events of one round, the last one left out; each comes from a watcher that remembers nothing."""
        self.now += later
        events = list(self.watcher(*feeds, every=every).run(rounds=1))
        assert events[-1].kind is WatchKind.ROUND
        return events[:-1]

    def add_article(self, path: str, words: str | None = None, **more: str) -> None:
        """An article whose words, unless given, are no other's: else they would be copies of one another."""
        chance = Random(path)
        texts = [words or f"De wethouder noemt {' en '.join(chance.sample(NOUNS, 9))}. " for _ in range(4)]
        paragraphs = "".join(f"<p>{text}{path} {n}.</p>" for n, text in enumerate(texts))
        page = f"<html><head><title>Bericht {path}</title></head><body><article><h1>Bericht {path}</h1>{paragraphs}"
        self.server.add(path, f"{page}</article></body></html>", **more)

    def add_feed(self, *paths: str, at: str = "/rss", updated: str = "") -> None:
        date = f"<pubDate>{updated}</pubDate>" if updated else ""
        items = "".join(
            f"<item><title>Bericht</title><link>{self.server.address(path)}</link>{date}</item>" for path in paths
        )
        self.server.add(at, f'<rss version="2.0"><channel><title>Krant</title>{items}</channel></rss>', "text/xml")


class Reader:
    """Reads an article without a model."""

    def read_article(self, article: Article) -> Reading:
        return Reading(article=article, attributions=())


@pytest.fixture(scope="module")
def empty_ledger(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made once: its migrations take longer than a test."""
    place = tmp_path_factory.mktemp("ledger") / "leeg.ledger"
    Ledger.open(str(place)).close()
    return place


@pytest.fixture
def desk(tmp_path: Path, empty_ledger: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    monkeypatch.setattr(Watcher, "pipeline", Reader())
    with hostile_server() as server:
        made = Desk(server, str(shutil.copy(empty_ledger, tmp_path / "nieuws.ledger")))
        yield made
        made.fetcher.close()
        made.ledger.close()


def kinds(events: Sequence[WatchEvent]) -> list[str]:
    return [event.kind.value for event in events]


def of(events: Sequence[WatchEvent], kind: WatchKind) -> list[WatchEvent]:
    return [event for event in events if event.kind is kind]


def test_what_a_feed_names_is_read_and_filed(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_article("/twee")
    desk.add_feed("/een", "/twee")
    fetched, *articles = desk.round("/rss")
    assert fetched.counts == (("links", 2), ("due", 2))
    assert kinds(articles) == ["new_article", "new_article"]
    assert {event.article_id for event in articles} == set(desk.ledger.article_ids())
    assert all(event.dossier_id for event in articles)


def test_a_round_closes_with_its_counts(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_feed("/een", "/weg")
    *_, closing = desk.watcher("/rss").run(rounds=1)
    assert closing.counts == (("fetched", 1), ("new_article", 1), ("refused", 1))


def test_nothing_is_fetched_before_it_is_due(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_feed("/een")
    desk.round("/rss")
    asked = len(desk.server.requests)
    assert desk.round("/rss", later=timedelta(minutes=5)) == []
    assert len(desk.server.requests) == asked


def test_an_article_that_did_not_change_is_not_read_again(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_feed("/een")
    desk.server.pages["/een"].etag = '"een"'
    desk.round("/rss")
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["fetched", "unchanged"]
    assert desk.server.requests[-1].headers["if-none-match"] == '"een"'


def test_a_server_that_knows_no_versions_is_compared_by_the_words(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_feed("/een")
    desk.round("/rss")
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["fetched", "unchanged"]
    assert len(list(desk.ledger.article_ids())) == 1


def test_a_changed_article_is_a_revision(desk: Desk) -> None:
    desk.add_article("/een", WORDS)
    desk.add_feed("/een")
    first = desk.round("/rss")[-1]
    desk.add_article("/een", WORDS.replace("voorjaar", "najaar"))
    last = desk.round(later=timedelta(minutes=16))[-1]
    assert last.kind is WatchKind.REVISION
    assert last.article_id != first.article_id


def test_a_feed_that_says_that_an_article_changed_makes_it_due(desk: Desk) -> None:
    desk.add_article("/een")
    atom = '<feed xmlns="http://www.w3.org/2005/Atom"><title>Krant</title><id>k</id><entry><title>B</title><id>1</id>'
    entry = f'<link href="{desk.server.address("/een")}"/><published>2026-11-12T10:00:00Z</published>'
    desk.server.add("/rss", f"{atom}{entry}<updated>2026-11-12T10:00:00Z</updated></entry></feed>", "text/xml")
    desk.round("/rss")
    quiet = desk.now + timedelta(days=9)
    desk.now = quiet
    assert kinds(desk.round()) == ["fetched", "unchanged"]
    desk.now = quiet + timedelta(days=9)
    assert kinds(desk.round()) == ["fetched"]
    desk.server.add("/rss", f"{atom}{entry}<updated>2026-12-01T10:00:00Z</updated></entry></feed>", "text/xml")
    assert kinds(desk.round(later=timedelta(hours=1))) == ["fetched", "unchanged"]


def test_a_feed_that_did_not_change_is_not_sent_again(desk: Desk) -> None:
    desk.add_feed()
    desk.server.pages["/rss"].etag = '"rss"'
    desk.round("/rss")
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["unchanged"]


def test_a_news_sitemap_is_watched_like_a_feed(desk: Desk) -> None:
    desk.add_article("/een")
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    entry = f"<url><loc>{desk.server.address('/een')}</loc><lastmod>2026-11-22T10:00:00Z</lastmod></url>"
    desk.server.add("/sitemap.xml", f"<urlset {space}>{entry}</urlset>", "application/xml")
    assert kinds(desk.round("/sitemap.xml")) == ["fetched", "new_article"]


def test_the_sitemaps_of_an_index_are_looked_at_even_where_the_index_did_not_change(desk: Desk) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    child = f"<sitemap><loc>{desk.server.address('/news.xml')}</loc></sitemap>"
    desk.server.add("/index.xml", f"<sitemapindex {space}>{child}</sitemapindex>", "application/xml").etag = '"i"'
    desk.server.add("/news.xml", f"<urlset {space}></urlset>", "application/xml")
    desk.round("/index.xml")
    desk.add_article("/een")
    entry = f"<url><loc>{desk.server.address('/een')}</loc></url>"
    desk.server.add("/news.xml", f"<urlset {space}>{entry}</urlset>", "application/xml")
    assert "new_article" in kinds(desk.round(later=timedelta(minutes=16)))


def test_of_a_huge_index_the_rest_is_named(desk: Desk) -> None:
    space = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
    children = "".join(f"<sitemap><loc>{desk.server.address(f'/s{n}.xml')}</loc></sitemap>" for n in range(50))
    desk.server.add("/index.xml", f"<sitemapindex {space}>{children}</sitemapindex>", "application/xml")
    events = desk.round("/index.xml")
    assert any("30 of its sitemaps are left out" in (event.reason or "") for event in events)
    assert len([path for path in desk.server.paths() if path.startswith("/s")]) == MOST_CHILDREN


def test_a_plain_page_is_watched_for_its_versions(desk: Desk) -> None:
    desk.add_article("/liveblog", WORDS)
    assert kinds(desk.round("/liveblog")) == ["new_article"]
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["unchanged"]
    desk.add_article("/liveblog", WORDS.replace("voorjaar", "najaar"))
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["revision"]


def test_a_feed_that_fails_is_asked_less_and_less(desk: Desk) -> None:
    desk.server.add("/rss", "").status = 500
    assert kinds(desk.round("/rss")) == ["failed"]
    (feed,) = desk.ledger.feeds()
    assert feed.errors == 1
    assert feed.reason is not None and "500" in feed.reason
    assert desk.round(later=timedelta(minutes=16)) == []
    assert kinds(desk.round(later=timedelta(minutes=15))) == ["failed"]
    (feed,) = desk.ledger.feeds()
    assert feed.due - desk.now >= timedelta(minutes=59)


def test_a_feed_that_recovers_is_asked_as_before(desk: Desk) -> None:
    desk.server.add("/rss", "").status = 500
    desk.round("/rss")
    desk.add_feed()
    assert kinds(desk.round(later=timedelta(hours=1))) == ["fetched"]
    (feed,) = desk.ledger.feeds()
    assert (feed.errors, feed.reason) == (0, None)


@pytest.mark.parametrize("body", [b"<rss><channel>", b"\x00\x01\x02", b"<html><p>Inloggen</p></html>", b"\x1f\x8b\x08"])
def test_a_feed_that_cannot_be_read_stops_no_other(desk: Desk, body: bytes) -> None:
    desk.server.add("/stuk", body, "text/xml")
    desk.add_article("/een")
    desk.add_feed("/een")
    assert "new_article" in kinds(desk.round("/stuk", "/rss"))


def test_what_is_refused_is_kept_aside_with_its_reason_and_left_alone(desk: Desk) -> None:
    desk.add_feed("/weg", "/hostile/binary")
    events = of(desk.round("/rss"), WatchKind.REFUSED)
    assert len(events) == 2
    failures = {failure.location: failure for failure in desk.ledger.failures()}
    assert "404" in failures[desk.server.address("/weg")].reason
    assert failures[desk.server.address("/hostile/binary")].raw_id is not None
    assert of(desk.round(later=timedelta(days=1)), WatchKind.REFUSED) == []


def test_what_fails_for_now_is_tried_again(desk: Desk) -> None:
    desk.add_article("/een")
    desk.server.pages["/een"].status = 500
    desk.add_feed("/een")
    assert kinds(desk.round("/rss")) == ["fetched", "failed"]
    desk.server.pages["/een"].status = 200
    assert kinds(desk.round(later=timedelta(minutes=6))) == ["new_article"]
    assert desk.ledger.failures() == ()


def test_what_goes_on_failing_is_given_up(desk: Desk) -> None:
    desk.add_feed("/hostile/error")
    events = [event for _ in range(MOST_ERRORS + 3) for event in desk.round("/rss", later=timedelta(days=1))]
    errors = [event for event in events if event.address == desk.server.address("/hostile/error")]
    assert kinds(errors) == ["failed"] * (MOST_ERRORS - 1) + ["refused"]
    assert "given up after" in (errors[-1].reason or "")


def test_without_network_nothing_is_given_up(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    desk.add_article("/een")
    desk.add_feed("/een")

    def gone(address: str, validators: Validators | None = None) -> Fetched:
        raise FetchError("cannot be reached", unreachable=True)

    with monkeypatch.context() as patch:
        patch.setattr(desk.fetcher, "fetch", gone)
        for _ in range(3 * MOST_ERRORS):
            assert kinds(desk.round("/rss", later=timedelta(minutes=15))) == ["failed"]
    assert kinds(desk.round(later=timedelta(minutes=15))) == ["fetched", "new_article"]


def test_a_page_that_moved_is_looked_at_where_it_is_now(desk: Desk) -> None:
    desk.add_article("/nieuw")
    desk.server.add("/oud", "", Location="/nieuw").status = 301
    desk.add_feed("/oud")
    desk.round("/rss")
    desk.server.requests.clear()
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["fetched", "unchanged"]
    assert "/oud" not in desk.server.paths()


def test_two_addresses_of_one_article_are_one_article(desk: Desk) -> None:
    desk.add_article("/nieuw")
    page = desk.server.pages["/nieuw"]
    link = f'<head><link rel="canonical" href="{desk.server.address("/nieuw")}">'.encode()
    page.body = page.body.replace(b"<head>", link)
    desk.server.pages["/kort"] = page
    desk.add_feed("/nieuw", "/kort")
    assert sorted(kinds(desk.round("/rss"))) == ["fetched", "new_article", "unchanged"]


def test_the_same_words_elsewhere_are_a_copy(desk: Desk) -> None:
    desk.add_article("/een", WORDS * 3)
    desk.add_feed("/een")
    (first,) = of(desk.round("/rss"), WatchKind.NEW_ARTICLE)
    desk.add_article("/twee", WORDS * 3)
    desk.add_feed("/een", "/twee")
    (copy,) = of(desk.round(later=timedelta(minutes=16)), WatchKind.COPY)
    assert copy.reason is not None
    assert re.fullmatch(rf"\d\d% of the words stand in {first.article_id} too", copy.reason)


def test_a_feed_that_says_always_that_all_changed_gets_its_share_only(desk: Desk) -> None:
    paths = [f"/{number}" for number in range(30)]
    for path in paths:
        desk.add_article(path)
    desk.settings = Settings(inside_hosts=(desk.server.place,), host_pause=10)
    desk.add_feed(*paths)
    desk.round("/rss", every=60)
    assert len(of(desk.round(later=timedelta(minutes=16), every=60), WatchKind.UNCHANGED)) == 10


def test_a_page_that_is_a_wall_today_is_looked_at_again(desk: Desk) -> None:
    desk.add_article("/een")
    desk.add_feed("/een")
    desk.round("/rss")
    good = desk.server.pages["/een"].body
    desk.server.pages["/een"].body = bytes(range(256)) * 40
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["fetched", "refused"]
    desk.server.pages["/een"].body = good
    assert kinds(desk.round(later=timedelta(minutes=16))) == ["fetched", "unchanged"]


def test_a_page_that_trips_our_own_code_is_one_refusal(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(Reader):
        def read_article(self, article: Article) -> Reading:
            if "/twee" in article.text:
                raise KeyError("onzin")
            return super().read_article(article)

    monkeypatch.setattr(Watcher, "pipeline", Broken())
    desk.add_article("/een")
    desk.add_article("/twee")
    desk.add_feed("/twee", "/een")
    assert sorted(kinds(desk.round("/rss"))) == ["fetched", "new_article", "refused"]


def test_a_watch_that_is_cut_off_goes_on_where_it_was(desk: Desk) -> None:
    for number in range(5):
        desk.add_article(f"/{number}")
    desk.add_feed(*(f"/{number}" for number in range(5)))
    running = desk.watcher("/rss").run(rounds=1)
    for _ in range(3):  # The feed and two articles.
        next(running)
    running.close()
    desk.ledger.close()
    desk.ledger = Ledger.open(desk.place)
    assert kinds(desk.round()) == ["new_article"] * 3


def test_a_stop_ends_the_round(desk: Desk) -> None:
    for number in range(5):
        desk.add_article(f"/{number}")
    desk.add_feed(*(f"/{number}" for number in range(5)))
    stop = Event()
    seen = []
    for event in desk.watcher("/rss").run(stop=stop):
        seen.append(event.kind)
        if event.kind is WatchKind.NEW_ARTICLE:
            stop.set()
    assert len(seen) < 5


def test_all_that_is_hostile_becomes_events(desk: Desk) -> None:
    paths = ["/hostile/circle", "/hostile/to-metadata", "/hostile/gzip-bomb", "/hostile/reset", "/hostile/garbage"]
    desk.add_article("/goed")
    desk.add_feed(*paths, "/goed")
    events = desk.round("/rss")
    assert sorted(kinds(events)) == ["failed", "failed", "fetched", "new_article", *["refused"] * 3]
    assert all(event.reason for event in events if event.kind in {WatchKind.FAILED, WatchKind.REFUSED})


@pytest.mark.parametrize("feed", ["krant.example/rss", "ftp://krant.example/", "http://root:geheim@krant.example/"])
def test_a_feed_that_is_no_address_is_named_at_once(desk: Desk, feed: str) -> None:
    with pytest.raises(IntakeError, match="krant"):
        Watcher(desk.ledger, desk.fetcher, desk.settings, [feed])


class SlowFetcher(Fetcher):
    """Counts how many are at work, in all and for each host."""

    def __init__(self, work: Callable[[str], None]) -> None:
        self._work = work

    def fetch(self, address: str, validators: Validators | None = None) -> Fetched:
        self._work(address)
        raise FetchError("niets")


def test_hosts_take_turns() -> None:
    order: list[str] = []
    errands = [
        Errand(number=n, address=f"https://krant{n // 20}.example/{n}", validators=Validators()) for n in range(100)
    ]
    answers = list(fetch_all(SlowFetcher(order.append), errands, Event()))
    assert len(answers) == 100
    assert {address.split("/")[2] for address in order[:20]} == {f"krant{n}.example" for n in range(5)}


def test_no_more_than_four_hosts_are_asked_at_once_and_none_twice() -> None:
    working: list[str] = []
    seen: list[tuple[str, ...]] = []

    def work(address: str) -> None:
        working.append(address.split("/")[2])
        seen.append(tuple(working))
        Event().wait(0.002)
        working.remove(address.split("/")[2])

    errands = [
        Errand(number=n, address=f"https://krant{n % 9}.example/{n}", validators=Validators()) for n in range(60)
    ]
    list(fetch_all(SlowFetcher(work), errands, Event()))
    assert max(map(len, seen)) <= HOSTS_AT_ONCE
    assert all(len(set(hosts)) == len(hosts) for hosts in seen)


def test_a_stop_does_not_wait_for_answers_under_way() -> None:
    stop, ended = Event(), Event()

    def work(address: str) -> None:
        stop.set()
        ended.wait(10)

    try:
        errand = Errand(number=0, address="https://krant.example/", validators=Validators())
        assert list(fetch_all(SlowFetcher(work), [errand], stop)) == []
        assert not ended.is_set()
    finally:
        ended.set()


def test_an_answer_that_trips_our_own_code_is_one_failure() -> None:
    def work(address: str) -> None:
        raise ZeroDivisionError("onzin")

    errand = Errand(number=0, address="https://krant.example/", validators=Validators())
    ((_, answer),) = fetch_all(SlowFetcher(work), [errand], Event())
    assert isinstance(answer, FetchError)
    assert answer.temporary


@pytest.mark.parametrize(
    ("age", "pause"),
    [
        (timedelta(minutes=0), timedelta(minutes=15)),
        (timedelta(minutes=59), timedelta(minutes=15)),
        (timedelta(minutes=61), timedelta(hours=2)),
        (timedelta(hours=23), timedelta(hours=2)),
        (timedelta(hours=25), timedelta(days=1)),
        (timedelta(days=8), None),
    ],
)
def test_young_articles_are_looked_at_more_often(age: timedelta, pause: timedelta | None) -> None:
    assert next_visit(START, START - age) == (None if pause is None else START + pause)


def test_a_feed_backs_off_up_to_six_hours() -> None:
    pauses = [(next_poll(START, 900, errors) - START).total_seconds() / 60 for errors in range(8)]
    assert pauses == [15, 30, 60, 120, 240, 360, 360, 360]


def test_a_feed_of_once_a_day_never_comes_sooner_for_its_errors() -> None:
    assert next_poll(START, 86400, 3) == START + timedelta(days=1)


def test_a_server_that_asks_for_a_wait_gets_it() -> None:
    assert next_poll(START, 900, 1, wait=7200) == START + timedelta(hours=2)
    assert next_try(START, 1, wait=7200) == START + timedelta(hours=2)


def test_after_a_loss_of_network_nothing_waits_longer_than_a_quarter() -> None:
    assert next_poll(START, 3600, 9, unreachable=True) == START + timedelta(minutes=15)
    assert next_try(START, 9, unreachable=True) == START + timedelta(minutes=15)


def test_an_address_that_nobody_answers_for_is_given_up_after_a_week() -> None:
    assert not is_given_up(START, START - timedelta(days=6), 500, unreachable=True)
    assert is_given_up(START, START - timedelta(days=8), 500, unreachable=True)


def document(data: str, location: str = "https://krant.example/x") -> RawDocument:
    return RawDocument(data=data.encode(), media_type="text/html", location=location)


def test_what_is_a_feed_is_told_by_its_content() -> None:
    links = find_links(
        document('<rss version="2.0"><channel><item><link>https://a.example/1</link></item></channel></rss>')
    )
    assert links is not None
    assert [link.address for link in links.links] == ["https://a.example/1"]


def test_a_page_is_no_feed() -> None:
    assert find_links(document("<!doctype html><html><body><p>Feeds staan op /rss.</p></body></html>")) is None


def test_of_a_long_list_the_newest_are_taken() -> None:
    entries = "".join(
        f"<url><loc>https://krant.example/{n}</loc><lastmod>{(START - timedelta(days=n)).isoformat()}</lastmod></url>"
        for n in reversed(range(MOST_LINKS + 50))
    )
    links = find_links(document(f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'))
    assert links is not None
    assert links.left == 50
    assert links.links[0].address == "https://krant.example/0"
    assert links.links[-1].address == f"https://krant.example/{MOST_LINKS - 1}"


def test_an_address_named_twice_counts_once() -> None:
    item = "<item><link>https://a.example/1</link></item>"
    links = find_links(document(f'<rss version="2.0"><channel>{item}{item}</channel></rss>'))
    assert links is not None
    assert len(links.links) == 1
