from datetime import UTC, datetime, timedelta

import httpx
import pytest

from volgens.fetching import FetchError
from volgens.fetching.robots import MOST_BYTES, Robots, reduce_rules
from volgens.fetching.wire import Answer

PAGE = httpx.URL("https://krant.example/nieuws/veerboot")


class Site:
    """Answers robots.txt with ``answer``, a status or an error, and counts."""

    def __init__(self, answer: str | int | FetchError) -> None:
        self.answer = answer
        self.asked: list[str] = []
        self.now = datetime(2026, 11, 22, tzinfo=UTC)
        self.robots = Robots("volgens", self.ask, lambda: self.now)

    def ask(self, url: httpx.URL) -> Answer:
        self.asked.append(str(url))
        if isinstance(self.answer, FetchError):
            raise self.answer
        if isinstance(self.answer, int):
            return Answer(status=self.answer, headers=(("location", f"/robots-{len(self.asked)}.txt"),))
        return Answer(status=200, headers=(), body=self.answer.encode())

    def allows(self, url: httpx.URL = PAGE) -> bool:
        try:
            self.robots.check(url)
        except FetchError:
            return False
        return True


@pytest.mark.parametrize(
    ("rules", "allowed"),
    [
        ("User-agent: *\nDisallow: /", False),
        ("User-agent: *\nDisallow: /nieuws/", False),
        ("User-agent: *\nDisallow: /archief/", True),
        ("User-agent: volgens\nDisallow: /", False),
        ("User-agent: Volgens\nDisallow: /\n\nUser-agent: *\nAllow: /", False),
        ("User-agent: GPTBot\nDisallow: /", True),
        ("User-agent: volgens\nAllow: /\n\nUser-agent: *\nDisallow: /", True),
        ("User-agent: *\nDisallow: /nieuws\nAllow: /nieuws/veer", True),
        ("User-agent: *\nDisallow: /*boot$", False),
        ("User-agent: GPTBot\nUser-agent: volgens\nDisallow: /", False),
        ("\ufeffUser-agent: *\nDisallow: /", False),
        ("<html><body>Niet gevonden</body></html>", True),
        ("", True),
    ],
)
def test_rules_are_kept_to(rules: str, allowed: bool) -> None:
    assert Site(rules).allows() is allowed


@pytest.mark.parametrize("status", [401, 403, 404, 410])
def test_a_site_without_rules_allows_all(status: int) -> None:
    assert Site(status).allows()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_site_whose_rules_cannot_be_had_is_left_alone_for_now(status: int) -> None:
    with pytest.raises(FetchError, match=r"robots\.txt cannot be had") as caught:
        Site(status).robots.check(PAGE)
    assert caught.value.temporary


def test_rules_that_redirect_for_ever_are_no_rules() -> None:
    site = Site(302)
    assert site.allows()
    assert len(site.asked) == 6


def test_rules_are_asked_for_once_an_hour() -> None:
    site = Site("User-agent: *\nDisallow: /")
    for minutes in (0, 10, 59):
        site.now = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=minutes)
        site.allows()
    assert len(site.asked) == 1
    site.now += timedelta(minutes=2)
    site.allows()
    assert len(site.asked) == 2


def test_old_rules_hold_on_for_a_day_where_newer_ones_cannot_be_had() -> None:
    site = Site("User-agent: *\nDisallow: /archief/")
    site.allows()
    site.answer = 503
    site.now += timedelta(hours=23)
    assert site.allows()
    site.now += timedelta(hours=2)
    assert not site.allows()


def test_a_site_that_failed_is_not_asked_again_for_each_page() -> None:
    site = Site(FetchError("weg", unreachable=True))
    for _ in range(5):
        assert not site.allows()
    assert len(site.asked) == 1


def test_each_site_has_rules_of_its_own() -> None:
    site = Site("User-agent: *\nDisallow: /")
    site.allows()
    site.answer = 404
    assert site.allows(httpx.URL("http://krant.example/nieuws/veerboot"))
    assert site.allows(httpx.URL("https://krant.example:8443/nieuws/veerboot"))


@pytest.mark.parametrize(
    ("rules", "pause"),
    [
        ("User-agent: *\nCrawl-delay: 7", 7.0),
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: *\nRequest-rate: 1/20s", 20.0),
        ("User-agent: *\nRequest-rate: 2/1m", 30.0),
        ("User-agent: *\nCrawl-delay: veel", 0.0),
        ("User-agent: *\nDisallow:", 0.0),
    ],
)
def test_the_pace_that_a_site_asks_for_is_told(rules: str, pause: float) -> None:
    assert Site(rules).robots.check(PAGE) == pause


def test_rules_that_lie_inside_the_network_make_the_page_refused() -> None:
    with pytest.raises(FetchError) as caught:
        Site(FetchError("lies inside the network")).robots.check(PAGE)
    assert not caught.value.temporary


def test_thousands_of_robots_over_thousands_of_rules_stay_small() -> None:
    names = "".join(f"User-agent: bot{n}\n" for n in range(10_000))
    rules = "".join(f"Disallow: /{n}\n" for n in range(10_000))
    reduced = reduce_rules(f"{names}User-agent: volgens\n{rules}", "volgens")
    assert len({line for line in reduced.splitlines() if line.startswith("User-agent")}) == 2


def test_what_is_remembered_of_all_sites_is_bounded() -> None:
    site = Site("# " + "x" * 400_000)
    for number in range(30):
        site.allows(httpx.URL(f"https://krant{number}.example/"))
    assert sum(kept.size for kept in site.robots._kept.values()) <= MOST_BYTES
