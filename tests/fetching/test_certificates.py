"""Certificates go by the name, though the connection goes to a checked number."""

import shutil
import socket
import ssl
import subprocess
import threading
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from volgens.fetching import Fetched, Fetcher, FetchError
from volgens.settings import Settings

pytestmark = pytest.mark.skipif(shutil.which("openssl") is None, reason="openssl makes the certificate")


class SecureServer:
    """Answers every request with one word; ``names`` are those that clients asked for."""

    def __init__(self, certificate: Path, key: Path) -> None:
        self._context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self._context.load_cert_chain(certificate, key)
        self.names: list[str | None] = []
        self._context.sni_callback = lambda connection, name, context: self.names.append(name)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.port: int = self._listening.getsockname()[1]
        threading.Thread(target=self._accept, daemon=True).start()

    def _accept(self) -> None:
        while True:
            connection, _ = self._listening.accept()
            with suppress(OSError), connection:
                connection.settimeout(5)
                with self._context.wrap_socket(connection, server_side=True) as secured:
                    secured.recv(65536)
                    secured.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 4\r\n\r\nbrug")


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("certificates")
    command = (
        "openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -days 2"
        " -subj /CN=krant.example -addext subjectAltName=DNS:krant.example"
    )
    subprocess.run(
        [*command.split(), "-keyout", folder / "key.pem", "-out", folder / "certificate.pem"],
        check=True,
        capture_output=True,
    )
    return folder / "certificate.pem"


@pytest.fixture(scope="module")
def server(certificate: Path) -> SecureServer:
    return SecureServer(certificate, certificate.with_name("key.pem"))


@pytest.fixture
def fetcher(server: SecureServer) -> Iterator[Fetcher]:
    settings = Settings(inside_hosts=("krant.example", "omroep.example"), fetch_timeout=10, host_pause=0)
    with Fetcher(settings, sleep=lambda seconds: None, resolve=lambda host, port: ("127.0.0.1",)) as made:
        yield made


def test_a_certificate_of_nobody_known_is_not_trusted(fetcher: Fetcher, server: SecureServer) -> None:
    with pytest.raises(FetchError, match=r"krant\.example cannot be trusted: .*certificate") as caught:
        fetcher.fetch(f"https://krant.example:{server.port}/")
    assert caught.value.temporary


def test_the_server_is_asked_by_its_name(fetcher: Fetcher, server: SecureServer, certificate: Path) -> None:
    fetcher._wire._tls.load_verify_locations(certificate)
    answer = fetcher.fetch(f"https://krant.example:{server.port}/")
    assert isinstance(answer, Fetched)
    assert answer.document.data == b"brug"
    assert server.names[-1] == "krant.example"


def test_a_certificate_of_another_name_is_not_trusted(
    fetcher: Fetcher, server: SecureServer, certificate: Path
) -> None:
    fetcher._wire._tls.load_verify_locations(certificate)
    with pytest.raises(FetchError, match=r"omroep\.example cannot be trusted"):
        fetcher.fetch(f"https://omroep.example:{server.port}/")
