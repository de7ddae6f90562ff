import socket
import threading
from datetime import UTC, datetime
from email.utils import format_datetime
from time import monotonic

import pytest
from tests.fetching.conftest import MakeFetcher, Time

from servers import HostileServer
from volgens.errors import IntakeError
from volgens.fetching import Fetched, Fetcher, FetchError, NotModified, Validators
from volgens.settings import Settings

PAGE = "<html><body><p>De brug blijft dicht, zegt de wethouder.</p></body></html>"


def fetched(fetcher: Fetcher, address: str, validators: Validators | None = None) -> Fetched:
    answer = fetcher.fetch(address, validators)
    assert isinstance(answer, Fetched)
    return answer


def redirect(server: HostileServer, path: str, target: str, status: int) -> None:
    server.add(path, "", Location=target).status = status


def test_a_page_becomes_a_document(fetcher: Fetcher, server: HostileServer, time: Time) -> None:
    server.add("/brug", PAGE, Last_Modified="Sun, 22 Nov 2026 10:00:00 GMT", X_Geheim="ja")
    document = fetched(fetcher, server.address("/brug")).document
    assert document.data == PAGE.encode()
    assert document.media_type == "text/html; charset=utf-8"
    assert document.location == server.address("/brug")
    assert document.captured == time.now
    assert dict(document.headers) == {
        "content-type": "text/html; charset=utf-8",
        "last-modified": "Sun, 22 Nov 2026 10:00:00 GMT",
    }


def test_every_request_says_who_asks(make_fetcher: MakeFetcher, server: HostileServer) -> None:
    server.add("/brug", PAGE)
    make_fetcher(user_agent="krantenlezer/2 (+https://lezer.example)").fetch(server.address("/brug"))
    assert {request.headers["user-agent"] for request in server.requests} == {"krantenlezer/2 (+https://lezer.example)"}


def test_the_rules_of_the_site_are_read_first(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/robots.txt", "User-agent: volgens\nDisallow: /geheim", "text/plain")
    server.add("/geheim", PAGE)
    with pytest.raises(FetchError, match=r"forbidden by the site's robots\.txt") as caught:
        fetcher.fetch(server.address("/geheim"))
    assert not caught.value.temporary
    assert server.paths() == ["/robots.txt"]


def test_rules_hold_for_where_a_redirect_leads(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/robots.txt", "User-agent: *\nDisallow: /geheim", "text/plain")
    redirect(server, "/brug", "/geheim", 302)
    with pytest.raises(FetchError, match=r"robots\.txt"):
        fetcher.fetch(server.address("/brug"))


def test_a_slow_pace_asked_for_by_the_site_is_kept(fetcher: Fetcher, server: HostileServer, time: Time) -> None:
    server.add("/robots.txt", "User-agent: *\nCrawl-delay: 9", "text/plain")
    server.add("/brug", PAGE)
    fetcher.fetch(server.address("/brug"))
    fetcher.fetch(server.address("/brug"))
    assert time.slept == [1.0, 9.0]


def test_what_did_not_change_is_not_sent_again(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/brug", PAGE).etag = '"een"'
    first = fetched(fetcher, server.address("/brug"))
    assert first.validators == Validators(etag='"een"')
    assert isinstance(fetcher.fetch(server.address("/brug"), first.validators), NotModified)


def test_what_changed_is_sent_again(fetcher: Fetcher, server: HostileServer) -> None:
    page = server.add("/brug", PAGE)
    page.etag = '"twee"'
    assert fetched(fetcher, server.address("/brug"), Validators(etag='"een"')).validators.etag == '"twee"'


def test_the_date_of_the_last_change_is_sent_along(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/brug", PAGE)
    moment = format_datetime(datetime(2026, 11, 22, tzinfo=UTC), usegmt=True)
    fetcher.fetch(server.address("/brug"), Validators(last_modified=moment))
    assert server.requests[-1].headers["if-modified-since"] == moment


@pytest.mark.parametrize("etag", ['"a"\r\nX-Kwaad: ja', "ë", "x" * 600, ""])
def test_validators_that_cannot_be_sent_are_none(etag: str) -> None:
    assert not Validators(etag=etag)


@pytest.mark.parametrize(("status", "permanent"), [(301, True), (308, True), (302, False), (303, False), (307, False)])
def test_redirects_are_followed(fetcher: Fetcher, server: HostileServer, status: int, permanent: bool) -> None:
    server.add("/nieuw", PAGE)
    redirect(server, "/oud", "/nieuw#kop", status)
    answer = fetched(fetcher, server.address("/oud"))
    assert answer.address == server.address("/nieuw")
    assert answer.permanent_redirect is permanent


def test_one_passing_redirect_makes_the_whole_way_passing(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/nieuw", PAGE)
    redirect(server, "/oud", "/tussen", 301)
    redirect(server, "/tussen", "/nieuw", 302)
    assert not fetched(fetcher, server.address("/oud")).permanent_redirect


def test_a_page_without_redirect_has_none_for_good(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/brug", PAGE)
    assert not fetched(fetcher, server.address("/brug")).permanent_redirect


def test_cookies_are_neither_kept_nor_sent(fetcher: Fetcher, server: HostileServer) -> None:
    server.add("/nieuw", PAGE)
    server.add("/oud", "", Location="/nieuw", Set_Cookie="wie=jij; Path=/").status = 302
    fetcher.fetch(server.address("/oud"))
    fetcher.fetch(server.address("/oud"))
    assert not any("cookie" in request.headers for request in server.requests)


@pytest.mark.parametrize("path", ["/hostile/unavailable", "/hostile/too-many", "/hostile/reset", "/hostile/hang-up"])
def test_what_may_pass_is_tried_four_times_in_all(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    with pytest.raises(FetchError):
        fetcher.fetch(server.address(path))
    assert server.paths().count(path) == 4


@pytest.mark.parametrize("path", ["/hostile/error", "/hostile/garbage", "/weg", "/hostile/empty"])
def test_what_will_not_pass_is_tried_once(fetcher: Fetcher, server: HostileServer, path: str) -> None:
    with pytest.raises(FetchError):
        fetcher.fetch(server.address(path))
    assert server.paths().count(path) == 1


def test_a_site_that_recovers_gives_its_page(fetcher: Fetcher, server: HostileServer, time: Time) -> None:
    server.add("/brug", PAGE).status = 503

    def recover(seconds: float) -> None:
        time.sleep(seconds)
        if "/brug" in server.paths():
            server.pages["/brug"].status = 200

    fetcher._sleep = recover
    assert fetched(fetcher, server.address("/brug")).document.data == PAGE.encode()


def test_the_wait_that_a_server_asks_for_is_kept(fetcher: Fetcher, server: HostileServer, time: Time) -> None:
    with pytest.raises(FetchError, match="429"):
        fetcher.fetch(server.address("/hostile/too-many"))
    assert sum(time.slept) >= 3 * 7


def test_a_wait_of_a_day_is_left_to_the_caller(fetcher: Fetcher, server: HostileServer, time: Time) -> None:
    with pytest.raises(FetchError) as caught:
        fetcher.fetch(server.address("/hostile/much-later"))
    assert caught.value.wait == 86000
    assert sum(time.slept) < 5
    asked = len(server.requests)
    with pytest.raises(FetchError, match="left alone"):
        fetcher.fetch(server.address("/brug"))
    assert len(server.requests) == asked


def test_where_nobody_listens_the_host_is_unreachable(make_fetcher: MakeFetcher) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(FetchError, match="cannot be reached") as caught:
        make_fetcher(inside_hosts=("127.0.0.1",)).fetch(f"http://127.0.0.1:{port}/")
    assert caught.value.unreachable


def test_a_server_without_a_certificate_is_not_trusted(make_fetcher: MakeFetcher, server: HostileServer) -> None:
    fetcher = make_fetcher(fetch_timeout=0.5)
    with pytest.raises(FetchError, match=r"cannot be trusted|cannot be reached|broke|no whole answer"):
        fetcher.fetch(f"https://{server.place}/brug")
    assert fetcher._wire._tls.check_hostname


def test_a_redirect_may_not_lead_to_another_service_of_an_allowed_host(
    make_fetcher: MakeFetcher, server: HostileServer
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as other:
        redirect(server, "/brug", f"http://127.0.0.1:{other.getsockname()[1]}/", 302)
        with pytest.raises(FetchError, match="port"):
            make_fetcher().fetch(server.address("/brug"))


@pytest.mark.parametrize("encoding", ["gzip", "deflate", "br"])
def test_packed_pages_are_unpacked(fetcher: Fetcher, server: HostileServer, encoding: str) -> None:
    import gzip  # noqa: PLC0415
    import zlib  # noqa: PLC0415

    import brotli  # type: ignore[import-untyped]  # noqa: PLC0415

    pack = {"gzip": gzip.compress, "deflate": zlib.compress, "br": brotli.compress}[encoding]
    long = (PAGE * 5000).encode()
    server.add("/brug", pack(long), Content_Encoding=encoding)
    assert fetched(fetcher, server.address("/brug")).document.data == long


def test_a_page_just_small_enough_is_taken(make_fetcher: MakeFetcher, server: HostileServer) -> None:
    server.add("/brug", b"x" * 5000)
    server.add("/lang", b"x" * 5001)
    fetcher = make_fetcher(largest_document=5000)
    assert len(fetched(fetcher, server.address("/brug")).document.data) == 5000
    with pytest.raises(FetchError, match="largest document allowed"):
        fetcher.fetch(server.address("/lang"))


def test_a_closed_fetcher_wakes_up_whoever_waits(server: HostileServer) -> None:
    fetcher = Fetcher(Settings(inside_hosts=(server.place,), host_pause=30))
    threading.Timer(0.2, fetcher.close).start()
    started = monotonic()
    with pytest.raises(FetchError, match="was closed"):
        fetcher.fetch(server.address("/brug"))
    assert monotonic() - started < 5


def test_an_error_of_fetching_is_one_of_intake() -> None:
    assert issubclass(FetchError, IntakeError)
