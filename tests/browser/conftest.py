"""A site that is running, and a browser to look at it; these tests run only where they are asked for by their path."""

import os
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from html import escape
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from varying import vary
from volgens.desk import Desk
from volgens.intake import iter_documents
from volgens.ledger import Ledger
from volgens.model import Failure, RawDocument, Reading
from volgens.pipeline import Pipeline
from volgens.settings import Settings
from volgens.web import WebOptions, make_app

try:
    import uvicorn
    from playwright.sync_api import Browser, sync_playwright
except ModuleNotFoundError:  # Then nothing here is collected either.
    pass

ROOT = Path(__file__).resolve().parents[2]
AXE = ROOT / "build" / "axe"
STORY = ROOT / "corpus" / "stories" / "raket" / "articles"
CHROMIUM = os.environ.get("VOLGENS_CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")
ARGUMENTS = [
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
    "--disable-component-update", "--disable-sync", "--lang=nl",
]  # fmt: skip
LARGE_ID = "0" * 20
LARGE = 500
"""Statements in the largest dossier of the ledger, at least."""

SCRIPT = "<script>window.stolen=1</script>"


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """A browser takes minutes: it is started by ``make browser``, never by ``make test``."""
    asked = any("browser" in str(argument) for argument in config.invocation_params.args)
    return None if asked else True


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """A site at ``base``; ``dossier`` is one of its own, ``large`` the largest, ``hostile`` an article that bites."""

    base: str
    dossier: str
    large: str
    article: str
    hostile: str
    actor: str


@pytest.fixture(scope="session")
def browser_ledger(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The bundled articles, one large dossier, an article full of traps, a correction and a failure."""
    place = tmp_path_factory.mktemp("browser") / "nieuws.ledger"
    with as_file(files("volgens") / "examples") as examples, Ledger.open(str(place)) as ledger:
        desk = Desk(ledger)
        for raw, reading in _read(pipeline, examples):
            ledger.add(raw, reading)
            desk.file(reading)
        first = next(reading for reading in ledger.iter_readings() if len(reading.attributions) > 3)
        desk.correct_actor(first.attributions[0].id, "Jan van den Berg", "Els de Vries")
        _add_large(ledger, [reading for _, reading in _read(pipeline, STORY)])
        add_hostile(ledger, desk, pipeline)
        for entry in desk.dossiers():
            desk.dossier(entry.id)
        ledger.add_failure(Failure(location=f"{SCRIPT}.html", reason=f"no article text {SCRIPT} found"))
    return place


def _read(pipeline: Pipeline, folder: Path) -> Iterator[tuple[RawDocument, Reading]]:
    for document in iter_documents([folder], settings=Settings()):
        assert not isinstance(document, Failure)
        yield document, pipeline.read(document)


def _add_large(ledger: Ledger, story: list[Reading]) -> None:
    """The story told anew under other names until there are enough statements, all in one dossier."""
    number = statements = 0
    while statements < LARGE:
        for raw, reading in vary(story, number, timedelta(days=number)):
            ledger.add(raw, reading)
            ledger.assign(reading.article.id, LARGE_ID)
            statements += len(reading.statements)
        number += 1


def add_hostile(ledger: Ledger, desk: Desk, pipeline: Pipeline) -> str:
    """An article with code in every field that an outlet writes; its id."""
    text = (
        f"Kamer boos over </title>{SCRIPT}\n\n"
        f'Minister Kees "onmouseover=stolen=1" Vaessen zegt dat de brug </script>{SCRIPT} dicht blijft.\n\n'
        f"'Wij betalen niets', zegt wethouder Jan <img src=x onerror=stolen=1> Pietersen. Hij ontkent dat de brug "
        f"\u202edicht blijft\u202c en javascript:stolen=1 is onbekend."
    )
    raw = RawDocument(
        data=_page(text).encode(),
        media_type="text/html",
        location="https://nieuws.example/a'\"><script>stolen=1</script>",
    )
    reading = pipeline.read(raw)
    ledger.add(raw, reading)
    desk.file(reading)
    return reading.article.id


def _page(text: str) -> str:
    title, *paragraphs = map(escape, text.split("\n\n"))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="nl"><head><title>{title}</title><meta property="og:title" content="{title}">'
        f'<meta property="og:site_name" content="Krant {escape(SCRIPT)}">'
        f'<meta name="author" content="Door {escape(SCRIPT)}">'
        '<meta property="article:published_time" content="2026-11-20T09:00:00+01:00"></head>'
        f"<body><article><h1>{title}</h1>{body * 3}</article></body></html>"
    )


@contextmanager
def serve(place: Path, options: WebOptions) -> Iterator[str]:
    """The address of a site that runs in this process, on a port of its own."""
    listening = socket.create_server(("127.0.0.1", 0))
    app = make_app(str(place), Settings(interface_language="nl"), options)
    server = uvicorn.Server(uvicorn.Config(app, log_level="warning", lifespan="on"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]}, daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the site did not start"
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listening.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(timeout=30)
        listening.close()


UNHURRIED = WebOptions(requests_a_minute=1_000_000)


@pytest.fixture(scope="session")
def served(browser_ledger: Path) -> Iterator[Served]:
    with Ledger.open(str(browser_ledger)) as ledger:
        readings = list(ledger.iter_readings())
        hostile = next(r for r in readings if "stolen" in r.article.text)
        homes = {r.article.id: ledger.dossier_of(r.article.id) for r in readings}
        own = [r for r in readings if r is not hostile and homes[r.article.id] != LARGE_ID]
        plain = max(own, key=lambda r: len(r.attributions))
        home = homes[plain.article.id]
        actor = max((a for a in plain.actors), key=lambda a: sum(x.actor_id == a.id for x in plain.attributions))
    with serve(browser_ledger, UNHURRIED) as base:
        yield Served(
            base=base,
            dossier=f"/dossiers/{home}",
            large=f"/dossiers/{LARGE_ID}",
            article=f"/articles/{plain.article.id}",
            hostile=f"/articles/{hostile.article.id}",
            actor=f"/actors/{actor.name}",
        )


@pytest.fixture
def own_base(browser_ledger: Path, tmp_path: Path) -> Iterator[str]:
    """A site over a ledger of the test's own, to change something in."""
    place = tmp_path / "eigen.ledger"
    shutil.copy(browser_ledger, place)
    with serve(place, UNHURRIED) as base:
        yield base


@pytest.fixture(scope="session")
def browser() -> Iterator["Browser"]:
    assert CHROMIUM, "there is no chromium on this machine; name one with VOLGENS_CHROMIUM"
    with sync_playwright() as playwright:
        found = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """The source of axe-core, fetched by npm the first time."""
    source = AXE / "node_modules" / "axe-core" / "axe.min.js"
    if not source.exists():
        subprocess.run(["npm", "install", "--prefix", str(AXE), "--silent", "axe-core@4"], check=True)
    return source.read_text("utf-8")
