import socket
import threading
from collections.abc import Sequence

import pytest

from volgens.fetching import Fetcher, FetchError
from volgens.fetching.guard import Guard, is_inside, parse_address
from volgens.settings import Settings

INSIDE = [
    "0.0.0.0",
    "10.1.2.3",
    "100.64.0.1",
    "100.100.100.200",
    "127.0.0.1",
    "127.255.255.254",
    "168.63.129.16",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.192",
    "192.168.1.1",
    "198.18.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "64:ff9b::10.0.0.1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "krant.example",
]
OUTSIDE = [
    "8.8.8.8",
    "172.32.0.1",
    "100.128.0.1",
    "192.0.1.1",
    "2a00:1450:400e::1",
    "64:ff9b::8.8.8.8",
    "::ffff:8.8.8.8",
]


def never(host: str, port: int) -> Sequence[str]:
    raise AssertionError(f"{host} was looked up")


@pytest.mark.parametrize("number", INSIDE)
def test_numbers_of_no_public_machine_lie_inside(number: str) -> None:
    assert is_inside(number)


@pytest.mark.parametrize("number", OUTSIDE)
def test_numbers_of_public_machines_lie_outside(number: str) -> None:
    assert not is_inside(number)


@pytest.mark.parametrize(
    "address",
    [
        "http://localhost/",
        "http://LOCALHOST/",
        "http://127.0.0.1/",
        "http://127.1/",
        "http://2130706433/",
        "http://0x7f000001/",
        "http://0x7f.0.0.1/",
        "http://0177.0.0.1/",
        "http://[::1]/",
        "http://[::ffff:127.0.0.1]/",
        "http://[::ffff:7f00:1]/",
        "http://[64:ff9b::7f00:1]/",
        "http://169.254.169.254/latest/meta-data/",
        "http://[fd00:ec2::254]/",
        "http://１２７.０.０.１/",
        "http://0/",
    ],
)
def test_no_spelling_of_an_inside_address_is_fetched(address: str) -> None:
    with Fetcher(Settings(fetch_timeout=2, host_pause=0)) as fetcher, pytest.raises(FetchError) as caught:
        fetcher.fetch(address)
    assert not caught.value.temporary
    assert "inside the network" in str(caught.value) or "is no address" in str(caught.value)


@pytest.mark.parametrize(
    ("address", "reason"),
    [
        ("ftp://krant.example/", "begins with ftp:"),
        ("file:///etc/passwd", "begins with file:"),
        ("javascript:alert(1)", "begins with javascript:"),
        ("krant.example/nieuws", "begins with nothing:"),
        ("", "begins with nothing:"),
        ("http://", "names no host"),
        ("https:///nieuws", "names no host"),
        ("https://redactie:geheim@krant.example/", "user name or password"),
        ("https://redactie@krant.example/", "user name or password"),
        ("https://krant.example:99999/", "port 99999"),
        ("https://krant.example:0/", "port 0"),
        ("https://krant.example/\r\nX-Kwaad: ja", "is no address"),
        ("https://[krant]/", "is no address"),
        ("https://krant.example/" + "a" * 5000, "the longest allowed"),
    ],
)
def test_what_is_no_address_of_the_web_is_refused(address: str, reason: str) -> None:
    with pytest.raises(FetchError, match=reason):
        parse_address(address)


def test_a_name_in_other_letters_becomes_one_that_servers_know() -> None:
    assert parse_address("https://nieuws.één.example/x#kop").raw_host == b"nieuws.xn--n-9faa.example"


def test_the_part_after_the_hash_stays_here() -> None:
    assert str(parse_address("https://krant.example/a?b=c#reacties")) == "https://krant.example/a?b=c"


@pytest.mark.parametrize("port", [22, 25, 6379, 9200, 8000])
def test_ports_of_other_services_are_not_knocked_at(port: int) -> None:
    with pytest.raises(FetchError, match=f"port {port}"):
        Guard(resolve=never).check(parse_address(f"http://krant.example:{port}/"))


def test_a_scheme_keeps_to_its_own_ports() -> None:
    with pytest.raises(FetchError, match="port 80"):
        Guard().check(parse_address("https://krant.example:80/"))


@pytest.mark.parametrize("allowed", ["dienst.example", "dienst.example:6379", "DIENST.example"])
def test_hosts_allowed_by_name_may_lie_inside_and_have_any_port(allowed: str) -> None:
    guard = Guard((allowed,), lambda host, port: ("10.0.0.5",))
    guard.check(parse_address("http://dienst.example:6379/"))
    assert guard.numbers("dienst.example", 6379, 1) == ["10.0.0.5"]


def test_a_host_allowed_with_one_port_is_not_allowed_with_others() -> None:
    guard = Guard(("dienst.example:8000",), lambda host, port: ("10.0.0.5",))
    with pytest.raises(FetchError, match="inside the network"):
        guard.numbers("dienst.example", 80, 1)


def test_an_allowed_number_of_the_new_kind_is_written_with_brackets() -> None:
    assert Guard(("[::1]:8080",)).allows_by_name("::1", 8080)


def test_one_answer_inside_condemns_a_name() -> None:
    guard = Guard(resolve=lambda host, port: ("93.184.215.14", "10.0.0.1"))
    with pytest.raises(FetchError, match=r"krant\.example lies inside the network \(10\.0\.0\.1\)"):
        guard.numbers("krant.example", 80, 1)


def test_the_connection_goes_to_the_number_that_was_checked(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name that gives a good number first and a bad one afterwards gains nothing by it."""
    answers = iter([("93.184.215.14",), ("127.0.0.1",), ("127.0.0.1",)])
    connected = []

    def connect(address: tuple[str, int], *rest: object, **named: object) -> socket.socket:
        connected.append(address[0])
        raise ConnectionRefusedError("geweigerd")

    monkeypatch.setattr(socket, "create_connection", connect)
    with (
        Fetcher(Settings(), sleep=lambda seconds: None, resolve=lambda host, port: next(answers)) as fetcher,
        pytest.raises(FetchError),
    ):
        fetcher.fetch("http://krant.example/")
    assert set(connected) == {"93.184.215.14"}


def test_a_resolver_that_hangs_is_left_in_time() -> None:
    stuck = threading.Event()

    def hang(host: str, port: int) -> Sequence[str]:
        stuck.wait(10)
        return ("93.184.215.14",)

    try:
        with pytest.raises(FetchError, match="no address within") as caught:
            Guard(resolve=hang).numbers("krant.example", 80, 0.05)
    finally:
        stuck.set()
    assert caught.value.unreachable


def test_a_name_without_address_may_have_one_later() -> None:
    def unknown(host: str, port: int) -> Sequence[str]:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    with pytest.raises(FetchError, match="has no address: Name or service not known") as caught:
        Guard(resolve=unknown).numbers("krant.example", 80, 1)
    assert caught.value.temporary


def test_no_proxy_of_the_environment_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    asked = []

    def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        raise OSError("weg")

    with (
        Fetcher(Settings(), sleep=lambda seconds: None, resolve=resolve) as fetcher,
        pytest.raises(FetchError),
    ):
        fetcher.fetch("http://krant.example/")
    assert set(asked) == {"krant.example"}


@pytest.mark.parametrize("url", ["http://intranet.example/", "http://krant.example:9999/"])
def test_a_refusal_says_how_to_allow_it_on_the_command_line_and_in_a_program(url: str) -> None:
    guard = Guard(resolve=lambda host, port: ("10.0.0.1",))
    with pytest.raises(FetchError, match=r"--inside \S+ \(the setting inside_hosts\)"):
        guard.check(parse_address(url))
        guard.numbers(parse_address(url).host, 80, 1.0)
