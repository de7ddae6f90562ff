"""A web server on this machine that behaves as badly as the web does; each behaviour has a path of its own.

Paths that send much or slowly stop by themselves when the reader goes away.
"""

import gzip
import socket
import threading
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

import brotli

LINE = b"\r\n"


@dataclass(slots=True)
class Page:
    """What a path answers; ``times`` counts how often it was asked."""

    body: bytes = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    etag: str | None = None
    times: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    path: str
    headers: Mapping[str, str]


Behaviour = Callable[[socket.socket, "HostileServer"], None]


class HostileServer:
    """Serves ``pages`` and, under ``/hostile/…``, everything in `HOSTILE`; ``requests`` keeps what was asked."""

    def __init__(self) -> None:
        self.pages: dict[str, Page] = {}
        self.requests: list[Request] = []
        self.stopping = threading.Event()
        self._listening = socket.create_server(("127.0.0.1", 0), backlog=64)
        self.port: int = self._listening.getsockname()[1]
        self.open = 0
        self.most_open = 0
        self._counting = threading.Lock()
        self._thread = threading.Thread(target=self._accept, daemon=True)
        self._thread.start()

    @property
    def place(self) -> str:
        """What to allow in ``inside_hosts``."""
        return f"127.0.0.1:{self.port}"

    def address(self, path: str, host: str = "127.0.0.1") -> str:
        return f"http://{host}:{self.port}{path}"

    def add(self, path: str, body: str | bytes, media_type: str = "text/html; charset=utf-8", **more: str) -> Page:
        data = body.encode() if isinstance(body, str) else body
        headers = {"Content-Type": media_type} | {name.replace("_", "-"): value for name, value in more.items()}
        self.pages[path] = Page(body=data, headers=headers)
        return self.pages[path]

    def paths(self) -> list[str]:
        return [request.path for request in self.requests]

    def close(self) -> None:
        self.stopping.set()
        # Somebody must knock, or the thread goes on waiting at a closed door.
        with suppress(OSError):
            socket.create_connection(("127.0.0.1", self.port), 1).close()
        self._thread.join(2)
        self._listening.close()

    def _accept(self) -> None:
        while not self.stopping.is_set():
            try:
                connection, _ = self._listening.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with self._counting:
            self.open += 1
            self.most_open = max(self.most_open, self.open)
        try:
            with connection:
                connection.settimeout(5)
                request = _read_request(connection)
                if request is not None:
                    self.requests.append(request)
                    self._answer(connection, request)
        except OSError:
            pass  # The reader went away, as it should from many of these.
        finally:
            with self._counting:
                self.open -= 1

    def _answer(self, connection: socket.socket, request: Request) -> None:
        path = request.path.partition("?")[0]
        if path in HOSTILE:
            HOSTILE[path](connection, self)
            return
        page = self.pages.get(path)
        if page is None:
            connection.sendall(_whole(404, b"weg", {}))
            return
        page.times += 1
        headers = dict(page.headers)
        if page.etag:
            headers["ETag"] = page.etag
            if request.headers.get("if-none-match") == page.etag:
                connection.sendall(b"HTTP/1.1 304 Not Modified" + LINE + f"ETag: {page.etag}".encode() + LINE * 2)
                return
        connection.sendall(_whole(page.status, page.body, headers))


def _read_request(connection: socket.socket) -> Request | None:
    data = b""
    while LINE * 2 not in data and len(data) < 100_000:
        part = connection.recv(65536)
        if not part:
            return None
        data += part
    first, *lines = data.partition(LINE * 2)[0].decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in lines)}
    return Request(path=first.split(" ")[1], headers=headers)


def _whole(status: int, body: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"HTTP/1.1 {status} Whatever", *(f"{name}: {value}" for name, value in headers.items())]
    if not any(name.lower() == "content-length" for name in headers):
        lines.append(f"Content-Length: {len(body)}")
    return "\r\n".join([*lines, "", ""]).encode() + body


def _send(status: int, headers: Mapping[str, str], body: bytes = b"") -> Behaviour:
    return lambda connection, server: connection.sendall(_whole(status, body, headers))


def _send_raw(data: bytes) -> Behaviour:
    return lambda connection, server: connection.sendall(data)


def _redirect(target: str, status: int = 302) -> Behaviour:
    return lambda connection, server: connection.sendall(_whole(status, b"", {"Location": target}))


def _redirect_onwards(connection: socket.socket, server: HostileServer) -> None:
    """To an address never seen, for ever."""
    connection.sendall(_whole(302, b"", {"Location": f"/hostile/onwards?{len(server.requests)}"}))


def _silence(connection: socket.socket, server: HostileServer) -> None:
    server.stopping.wait(20)


def _drip(connection: socket.socket, server: HostileServer) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 100000\r\n\r\n")
    for _ in range(400):
        connection.sendall(b"x")
        if server.stopping.wait(0.05):
            return


def _drip_headers(connection: socket.socket, server: HostileServer) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(400):
        connection.sendall(f"X-{number}: y\r\n".encode())
        if server.stopping.wait(0.05):
            return


def _endless(connection: socket.socket, server: HostileServer) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not server.stopping.is_set():
        connection.sendall(b"10000\r\n" + b"x" * 65536 + LINE)


def _endless_hints(connection: socket.socket, server: HostileServer) -> None:
    while not server.stopping.is_set():
        connection.sendall(b"HTTP/1.1 103 Early Hints\r\n\r\n" * 1000)


def _tiny_chunks(connection: socket.socket, server: HostileServer) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    while not server.stopping.is_set():
        connection.sendall(b"1\r\nx\r\n" * 10_000)


def _reset(connection: socket.socket, server: HostileServer) -> None:
    connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\x00\x00\x00\x00\x00\x00\x00")


def _huge_headers(connection: socket.socket, server: HostileServer) -> None:
    connection.sendall(b"HTTP/1.1 200 OK\r\n")
    for number in range(5000):
        connection.sendall(f"X-{number}: {'y' * 1000}\r\n".encode())


def _deflated_bomb(window: int) -> bytes:
    packer = zlib.compressobj(1, zlib.DEFLATED, window)
    return b"".join(packer.compress(bytes(1_000_000)) for _ in range(30)) + packer.flush()


def _bomb(name: str, make: Callable[[], bytes]) -> Behaviour:
    made: list[bytes] = []

    def answer(connection: socket.socket, server: HostileServer) -> None:
        if not made:
            made.append(make())
        connection.sendall(_whole(200, made[0], {"Content-Type": "text/html", "Content-Encoding": name}))

    return answer


HTML = {"Content-Type": "text/html"}
HOSTILE: Mapping[str, Behaviour] = {
    "/hostile/circle": _redirect("/hostile/circle-2"),
    "/hostile/circle-2": _redirect("/hostile/circle"),
    "/hostile/onwards": _redirect_onwards,
    "/hostile/to-metadata": _redirect("http://169.254.169.254/latest/meta-data/"),
    "/hostile/to-loopback": _redirect("http://127.0.0.1:80/geheim"),
    "/hostile/to-integer": _redirect("http://2130706433/geheim"),
    "/hostile/to-mapped": _redirect("http://[::ffff:10.0.0.1]/geheim"),
    "/hostile/to-file": _redirect("file:///etc/passwd"),
    "/hostile/to-user": _redirect("http://root:geheim@krant.example/"),
    "/hostile/to-nothing": _send(302, {}),
    "/hostile/to-nonsense": _redirect("http://[::bad/"),
    "/hostile/silence": _silence,
    "/hostile/drip": _drip,
    "/hostile/drip-headers": _drip_headers,
    "/hostile/endless": _endless,
    "/hostile/endless-hints": _endless_hints,
    "/hostile/tiny-chunks": _tiny_chunks,
    "/hostile/gzip-bomb": _bomb("gzip", lambda: _deflated_bomb(31)),
    "/hostile/deflate-bomb": _bomb("deflate", lambda: _deflated_bomb(-15)),
    "/hostile/brotli-bomb": _bomb("br", lambda: bytes(brotli.compress(bytes(30_000_000), quality=2))),
    "/hostile/double-gzip": _bomb("gzip, gzip", lambda: gzip.compress(gzip.compress(b"x"))),
    "/hostile/zstd": _send(200, HTML | {"Content-Encoding": "zstd"}, b"\x28\xb5\x2f\xfd"),
    "/hostile/bad-gzip": _send(200, HTML | {"Content-Encoding": "gzip"}, b"<html>geen gzip</html>"),
    "/hostile/cut-gzip": _send(200, HTML | {"Content-Encoding": "gzip"}, gzip.compress(b"bericht" * 1000)[:-20]),
    "/hostile/too-long-promised": _send(200, HTML | {"Content-Length": "99999999999"}, b"<html>"),
    "/hostile/breaks-off": _send(200, HTML | {"Content-Length": "5000"}, b"<html>"),
    "/hostile/bad-length": _send(200, HTML | {"Content-Length": "veel"}, b"<html>"),
    "/hostile/wrong-charset": _send(
        200, {"Content-Type": "text/html; charset=klingon"}, "<html><p>Oekraïne</p></html>".encode()
    ),
    "/hostile/error": _send(500, {}, b"stuk"),
    "/hostile/unavailable": _send(503, {}, b"druk"),
    "/hostile/too-many": _send(429, {"Retry-After": "7"}),
    "/hostile/much-later": _send(503, {"Retry-After": "86000"}),
    "/hostile/unknown-status": _send(799, {}),
    "/hostile/no-content": _send(204, {}),
    "/hostile/empty": _send(200, HTML, b""),
    "/hostile/unasked-304": _send(304, {}),
    "/hostile/reset": _reset,
    "/hostile/hang-up": _send_raw(b""),
    "/hostile/huge-headers": _huge_headers,
    "/hostile/image": _send(200, {"Content-Type": "image/png"}, b"\x89PNG\r\n" + bytes(1000)),
    "/hostile/binary": _send(200, HTML, bytes(range(256)) * 40),
    "/hostile/old-http": _send_raw(b"<html><p>HTTP/0.9</p></html>\r\n\r\n"),
    "/hostile/garbage": _send_raw(bytes(range(256)) * 4),
    "/hostile/bad-header": _send_raw(b"HTTP/1.1 200 OK\r\nX Y: \x00\r\n\r\n"),
}


@contextmanager
def hostile_server() -> Iterator[HostileServer]:
    """A running server, stopped afterwards."""
    server = HostileServer()
    try:
        yield server
    finally:
        server.close()
