"""One request and its answer, with a deadline, a limit on size and a guard on where the connection goes.

httpcore, the lower half of httpx, is used by itself: it follows no redirects, keeps no cookies, reads no proxy from the
environment and unpacks nothing, so that none of this has to be switched off.
"""

import ssl
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

import httpcore
import httpx

from volgens.fetching.answers import FetchError
from volgens.fetching.body import Deadline, Limits, read_body
from volgens.fetching.guard import Guard, port_of
from volgens.fetching.unpacking import make_unpacker

CONNECT_SECONDS = 10.0
WITH_BODY = frozenset({200, 203})
NOT_READ = ("image/", "audio/", "video/", "font/")


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a server said; the body is unpacked, and empty unless the status promises a document."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes = b""

    def header(self, name: str) -> str | None:
        """The first header with this lower-case name."""
        return next((value for key, value in self.headers if key == name), None)


class Wire:
    """Asks servers. Threads may share it."""

    def __init__(self, guard: Guard) -> None:
        self._guard = guard

    @cached_property
    def _tls(self) -> ssl.SSLContext:
        # Reading the certificates takes a tenth of a second: once, and only where a site has one.
        return httpcore.default_ssl_context()

    def ask(
        self, url: httpx.URL, headers: Mapping[str, str], *, seconds: float, largest: int, cut: bool = False
    ) -> Answer:
        """The answer to one GET; raises `FetchError`. With ``cut`` a longer body is cut to ``largest`` bytes."""
        self._guard.check(url)
        deadline = Deadline(seconds)
        target = httpcore.URL(
            scheme=url.raw_scheme, host=url.raw_host.strip(b"[]"), port=port_of(url), target=url.raw_path
        )
        fields = {"Host": url.netloc.decode("ascii"), **headers, "Connection": "close"}
        # A connection for each request: with seconds between them keeping it would gain little, and this way no
        # answer can leave anything behind for the next.
        connection = httpcore.HTTPConnection(
            target.origin,
            ssl_context=self._tls if url.scheme == "https" else None,
            network_backend=_GuardedNetwork(self._guard, deadline),
        )
        try:
            with connection, connection.stream("GET", target, headers=list(_encoded(fields))) as response:
                return _read(response, Limits(deadline=deadline, largest=largest, cut=cut))
        except httpcore.TimeoutException as error:
            raise FetchError(f"gave no whole answer within {seconds:.0f} s", again=True) from error
        except httpcore.ConnectError as error:
            raise _explain_connecting(url.host, error) from error
        except httpcore.NetworkError as error:
            raise FetchError(f"broke the connection: {_line(error)}", again=True) from error
        except httpcore.ProtocolError as error:
            raise _explain_protocol(error) from error


def _read(response: httpcore.Response, limits: Limits) -> Answer:
    headers = tuple((_text(name).lower(), _text(value)) for name, value in response.headers)
    answer = Answer(status=response.status, headers=headers)
    if answer.status not in WITH_BODY:
        return answer
    kind = (answer.header("content-type") or "").strip().lower()
    if kind.startswith(NOT_READ) and not limits.cut:
        raise FetchError(f"is {kind[:60]}, not an article")
    limits.check_declared(answer.header("content-length"))
    unpacker = make_unpacker(answer.header("content-encoding"))
    return replace(answer, body=read_body(response.iter_stream(), unpacker, limits))


def _explain_connecting(host: str, error: httpcore.ConnectError) -> FetchError:
    if isinstance(error.__cause__ or error.__context__, ssl.SSLError) or "SSL" in str(error):
        return FetchError(f"{host} cannot be trusted: {_line(error)}", temporary=True)
    return FetchError(f"{host} cannot be reached: {_line(error)}", again=True, unreachable=True)


def _explain_protocol(error: httpcore.ProtocolError) -> FetchError:
    reason = _line(error)
    if isinstance(error, httpcore.LocalProtocolError):
        return FetchError(f"cannot be asked for: {reason}")
    if "disconnected" in reason or "closed connection" in reason:
        return FetchError(f"broke off its answer: {reason}", again=True)
    if "too long" in reason:
        return FetchError("sends more headers than anybody needs (100 KB)", temporary=True)
    return FetchError(f"gave an answer that is not HTTP: {reason}", temporary=True)


def _line(error: Exception) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__


def _text(value: bytes) -> str:
    """A header as text: UTF-8 where it is that, as some servers send it, else Latin-1."""
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def _encoded(fields: Mapping[str, str]) -> Iterable[tuple[bytes, bytes]]:
    for name, value in fields.items():
        yield name.encode("ascii"), value.encode("ascii", "replace")


class _GuardedNetwork(httpcore.NetworkBackend):
    """Connects to a checked number only, while certificate and ``Host`` go by the name."""

    def __init__(self, guard: Guard, deadline: Deadline) -> None:
        self._guard = guard
        self._deadline = deadline
        self._network = httpcore.SyncBackend()

    def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[httpcore.SOCKET_OPTION] | None = None,
    ) -> httpcore.NetworkStream:
        failed: httpcore.ConnectError | httpcore.ConnectTimeout | None = None
        for number in self._guard.numbers(host, port, self._deadline.left()):
            seconds = min(self._deadline.left(), CONNECT_SECONDS)
            try:
                stream = self._network.connect_tcp(number, port, seconds, local_address, socket_options)
            except (httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failed = error
                continue
            return _TimedStream(stream, self._deadline)
        if isinstance(failed, httpcore.ConnectTimeout):
            raise FetchError(f"{host} cannot be reached within {CONNECT_SECONDS:.0f} s", unreachable=True) from failed
        raise failed or httpcore.ConnectError(f"{host} has no address")


class _TimedStream(httpcore.NetworkStream):
    """A stream on which every wait ends by the deadline."""

    def __init__(self, stream: httpcore.NetworkStream, deadline: Deadline) -> None:
        self._stream = stream
        self._deadline = deadline

    def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._stream.read(max_bytes, self._deadline.left())

    def write(self, buffer: bytes, timeout: float | None = None) -> None:
        self._stream.write(buffer, self._deadline.left())

    def close(self) -> None:
        self._stream.close()

    def start_tls(
        self, ssl_context: ssl.SSLContext, server_hostname: str | None = None, timeout: float | None = None
    ) -> httpcore.NetworkStream:
        secured = self._stream.start_tls(ssl_context, server_hostname, self._deadline.left())
        return _TimedStream(secured, self._deadline)

    def get_extra_info(self, info: str) -> object:
        return self._stream.get_extra_info(info)
