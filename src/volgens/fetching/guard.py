"""Which addresses may be fetched at all: the web, and never a machine inside the network.

The names of a host are resolved here, every answer is checked, and the connection goes to a checked answer, so that
neither a redirect nor a name that changes its mind (DNS rebinding) leads inside. What decides is the number that the
system resolves a host to, so no spelling of a number (octal, hexadecimal, one integer) gets past.
"""

import socket
import threading
from collections.abc import Callable, Sequence
from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address

import httpx

from volgens.fetching.answers import FetchError

Resolver = Callable[[str, int], Sequence[str]]
"""From host and port to numeric addresses; raises `OSError` where there are none."""

PORTS = {"http": (80, 8080), "https": (443, 8443)}
DEFAULT_PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 4000
MOST_ANSWERS = 4
"""Addresses of one host that are tried; a name may have hundreds."""

# IANA's special-purpose registries, with what was withdrawn from them; Python's own lists differ between versions.
_INSIDE_4 = tuple(
    IPv4Network(network)
    for network in (
        "0.0.0.0/8",
        "10.0.0.0/8",
        "100.64.0.0/10",
        "127.0.0.0/8",
        "168.63.129.16/32",  # A cloud's own services, on a number that looks public.
        "169.254.0.0/16",
        "172.16.0.0/12",
        "192.0.0.0/24",
        "192.0.2.0/24",
        "192.88.99.0/24",
        "192.168.0.0/16",
        "198.18.0.0/15",
        "198.51.100.0/24",
        "203.0.113.0/24",
        "224.0.0.0/4",
        "240.0.0.0/4",
    )
)
_GLOBAL_6 = IPv6Network("2000::/3")
# Teredo and 6to4 wrap a number of the old kind; no newspaper is reached by them.
_INSIDE_6 = tuple(IPv6Network(n) for n in ("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20"))
_NAT64 = IPv6Network("64:ff9b::/96")


def parse_address(address: str) -> httpx.URL:
    """The address in its normal form, without fragment; raises `FetchError` unless it is one of the web."""
    if len(address) > LONGEST_ADDRESS:
        raise FetchError(f"has an address of {len(address)} characters; the longest allowed is {LONGEST_ADDRESS}")
    try:
        url = httpx.URL(address.strip())
        # Both are worked out from the parts, and some parts only turn out wrong then.
        host, port = url.raw_host.decode("ascii"), url.port
    except (httpx.InvalidURL, ValueError, TypeError) as error:
        raise FetchError(f"is no address: {' '.join(str(error).split())}") from error
    if url.scheme not in PORTS:
        raise FetchError(
            f"begins with {url.scheme or 'nothing'}:, not with http: or https:; give an address of the web"
        )
    if not host.strip("."):
        raise FetchError("names no host; give a whole address, as https://krant.example/nieuws")
    if url.userinfo:
        raise FetchError("holds a user name or password, which is not sent; give the address without")
    if port is not None and not 0 < port < 65536:
        raise FetchError(f"names port {port}, which is none")
    return url.copy_with(fragment=None)


def port_of(url: httpx.URL) -> int:
    return url.port or DEFAULT_PORTS[url.scheme]


def is_inside(number: str) -> bool:
    """Whether a numeric address is anything but an ordinary one of the public network; what is no number counts so."""
    try:
        address = ip_address(number.partition("%")[0])
    except ValueError:
        return True
    if isinstance(address, IPv6Address):
        return _is_inside_6(address)
    return any(address in network for network in _INSIDE_4)


def _is_inside_6(address: IPv6Address) -> bool:
    wrapped = address.ipv4_mapped
    if wrapped is None and address in _NAT64:
        wrapped = IPv4Address(int(address) & 0xFFFFFFFF)
    if wrapped is not None:
        return any(wrapped in network for network in _INSIDE_4)
    return address not in _GLOBAL_6 or any(address in network for network in _INSIDE_6)


def resolve_by_system(host: str, port: int) -> Sequence[str]:
    """The numeric addresses of a host, by the system's resolver."""
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except UnicodeError as error:  # A label of more than 63 characters, or an empty one.
        raise OSError(f"{host[:80]} is no name of a host") from error
    return tuple(dict.fromkeys(str(place[0]) for *_, place in found))


def _how_to_allow(host: str) -> str:
    """The advice for the command line and for programs alike."""
    return f"allow it by --inside {host} (the setting inside_hosts)"


class Guard:
    """Says where a connection may go; ``allowed`` names hosts inside, each with or without a port."""

    def __init__(self, allowed: Sequence[str] = (), resolve: Resolver = resolve_by_system) -> None:
        self._allowed = frozenset(name.lower() for name in allowed)
        self._resolve = resolve

    def allows_by_name(self, host: str, port: int) -> bool:
        host = host.lower().rstrip(".").strip("[]")
        spelled = f"[{host}]" if ":" in host else host
        return not self._allowed.isdisjoint({host, spelled, f"{spelled}:{port}"})

    def check(self, url: httpx.URL) -> None:
        """Raise `FetchError` where the port is none that the web uses."""
        host, port = url.raw_host.decode("ascii"), port_of(url)
        if port not in PORTS[url.scheme] and not self.allows_by_name(host, port):
            usual = ", ".join(str(port) for port in PORTS[url.scheme])
            advice = _how_to_allow(f"{host}:{port}")
            raise FetchError(f"asks for port {port}, and only {usual} are fetched from; if you trust it, {advice}")

    def numbers(self, host: str, port: int, seconds: float) -> Sequence[str]:
        """The numeric addresses to connect to; raises `FetchError` where one lies inside or the name has none.

        One answer inside condemns the name: whoever mixes the two means no good.
        """
        found = self._resolve_within(host, port, seconds)
        if not self.allows_by_name(host, port):
            inside = next((number for number in found if is_inside(number)), None)
            if inside is not None:
                raise FetchError(
                    f"{host} lies inside the network ({inside}), where nothing is fetched; "
                    f"if you trust it, {_how_to_allow(host)}"
                )
        return found[:MOST_ANSWERS]

    def _resolve_within(self, host: str, port: int, seconds: float) -> Sequence[str]:
        found: list[str] = []
        errors: list[OSError] = []

        def work() -> None:
            try:
                found.extend(self._resolve(host, port))
            except OSError as error:
                errors.append(error)

        # The system's resolver knows no time limit of ours; a thread that hangs in it is left behind.
        worker = threading.Thread(target=work, name=f"resolve {host}", daemon=True)
        worker.start()
        worker.join(seconds)
        if errors:
            reason = errors[0].strerror or str(errors[0])
            raise FetchError(f"{host} has no address: {reason}", unreachable=True) from errors[0]
        if not found:
            raise FetchError(f"{host} has no address within {seconds:.0f} s", unreachable=True)
        return found
