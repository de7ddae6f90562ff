"""The built wheel and sdist in environments that hold nothing else; `make package` builds them and runs this.

It installs packages, so it needs the network, and takes minutes.
"""

import os
import signal
import socket
import subprocess
import sys
import time
import venv
import zipfile
from pathlib import Path
from urllib.request import urlopen

import pytest

ROOT = Path(__file__).parents[3]
ARTICLE = """outlet: De Lekbode
title: Brug bij Wijk gaat eerder open

De brug bij Wijk gaat vrijdag al open. Volgens wethouder Saskia Blom is het asfalt droog. De aannemer ontkent dat.
"""


def _built(pattern: str) -> Path:
    found = sorted((ROOT / "dist").glob(pattern))
    assert len(found) == 1, f"dist/ holds {len(found)} of {pattern}; run: make package"
    return found[0]


class Installed:
    """An environment with volgens in it, and a folder to run it in."""

    def __init__(self, folder: Path) -> None:
        self._home, self.work = folder / "venv", folder / "work"
        self.work.mkdir(parents=True)
        venv.create(self._home, with_pip=True)
        kept = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "VOLGENS_"))}
        self._environment = kept | {"VOLGENS_LANG": "en", "COLUMNS": "200", "NO_COLOR": "1"}

    def install(self, *what: str) -> None:
        pip = [str(self._home / "bin" / "python"), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
        pins = ["--constraint", str(ROOT / "requirements" / "run.txt")]
        subprocess.run([*pip, *pins, *what], check=True, env=self._environment, cwd=self.work)

    def start(self, *arguments: str) -> "subprocess.Popen[str]":
        command = [str(self._home / "bin" / "volgens"), *arguments]
        return subprocess.Popen(
            command, env=self._environment, cwd=self.work, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def run(self, *arguments: str, code: int = 0) -> str:
        """What the program says, on both streams."""
        process = self.start(*arguments)
        out, err = process.communicate(timeout=240)
        assert process.returncode == code, out + err
        return out + err


@pytest.fixture(scope="module")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel alone, with no extra, and an article to read."""
    installed = Installed(tmp_path_factory.mktemp("bare"))
    installed.install(str(_built("volgens-*.whl")))
    (installed.work / "brug.txt").write_text(ARTICLE, encoding="utf-8")
    return installed


@pytest.fixture(scope="module")
def full(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """The wheel with its site and with Parquet, and a ledger of the examples."""
    installed = Installed(tmp_path_factory.mktemp("full"))
    installed.install(f"{_built('volgens-*.whl')}[web,parquet]")
    installed.run("demo", "demo")
    return installed


def test_the_sdist_builds_the_same_wheel(tmp_path: Path) -> None:
    pip = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", str(tmp_path)]
    subprocess.run([*pip, str(_built("volgens-*.tar.gz"))], check=True)
    (again,) = tmp_path.glob("*.whl")
    with zipfile.ZipFile(again) as second, zipfile.ZipFile(_built("volgens-*.whl")) as first:
        assert {info.filename: info.CRC for info in second.infolist()} == {
            info.filename: info.CRC for info in first.infolist()
        }


def test_it_tells_its_version(bare: Installed) -> None:
    assert bare.run("--version").startswith("volgens 0.")


def test_it_reads_an_article_and_finds_who_speaks(bare: Installed) -> None:
    bare.run("read", "brug.txt")
    assert "Saskia Blom" in bare.run("search", "asfalt")


def test_it_makes_the_pages_of_the_examples(bare: Installed) -> None:
    bare.run("demo", "pages")
    assert len(list((bare.work / "pages").glob("dossier-*.html"))) == 2


def test_serve_explains_itself_without_the_site(bare: Installed) -> None:
    assert "--read-only" in bare.run("serve", "--help")


def test_serve_without_the_site_says_what_to_install(bare: Installed) -> None:
    assert "volgens[web]" in bare.run("serve", code=2)


def test_parquet_without_its_extra_says_what_to_install(bare: Installed) -> None:
    bare.run("read", "brug.txt")
    assert "volgens[parquet]" in bare.run("export", "--format", "parquet", "-o", "tables", code=2)


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_it_completes_in_a_shell(bare: Installed, shell: str) -> None:
    assert "_VOLGENS_COMPLETE" in bare.run("--show-completion", shell)


def test_with_its_extra_it_writes_parquet(full: Installed) -> None:
    full.run("export", "--ledger", "demo/volgens.ledger", "--format", "parquet", "-o", "tables")
    assert list((full.work / "tables").rglob("*.parquet"))


def test_with_its_extra_it_serves_the_site(full: Installed) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    process = full.start("serve", "--ledger", "demo/volgens.ledger", "--port", str(port))
    try:
        assert "<h1" in _get(f"http://127.0.0.1:{port}/")
        assert '"status":"ok"' in _get(f"http://127.0.0.1:{port}/api/v1/health").replace(" ", "")
    finally:
        process.send_signal(signal.SIGINT)
        process.communicate(timeout=30)


def _get(address: str) -> str:
    """The page, as soon as there is one."""
    until = time.monotonic() + 60
    while True:
        try:
            with urlopen(address, timeout=30) as answer:
                return str(answer.read().decode())
        except OSError:
            if time.monotonic() > until:
                raise
            time.sleep(0.3)
