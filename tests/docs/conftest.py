"""A folder with the bundled examples, and the program run in it without loading the pipeline again."""

import shutil
import time
from collections.abc import Callable, Iterator
from importlib.resources import as_file, files
from pathlib import Path
from threading import Thread

import pytest
import uvicorn
from typer.testing import CliRunner, Result

from volgens import pipeline as pipeline_module
from volgens import workers
from volgens.cli.app import app
from volgens.pipeline import Pipeline
from volgens.settings import Settings
from volgens.web import WebOptions, make_app

Run = Callable[[tuple[str, ...]], Result]
Serve = Callable[[Path], str]
"""Starts a site over a ledger and gives its address."""

LONGEST_START = 30.0
"""Seconds."""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where a reader of the documentation works: an empty folder but for the examples, in ``articles``."""
    with as_file(files("volgens") / "examples") as examples:
        shutil.copytree(examples, tmp_path / "articles")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("VOLGENS_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")
    monkeypatch.delenv("VOLGENS_LEDGER", raising=False)
    return tmp_path


@pytest.fixture
def run(desk: Path, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> Run:
    for module in (pipeline_module, workers):
        monkeypatch.setattr(module, "Pipeline", lambda settings: pipeline)
    runner = CliRunner()
    return lambda words: runner.invoke(app, list(words))


@pytest.fixture
def serve() -> Iterator[Serve]:
    """Sites that run until the test ends."""
    started: list[tuple[uvicorn.Server, Thread]] = []

    def start(ledger: Path) -> str:
        app = make_app(str(ledger), Settings(), WebOptions())
        server = uvicorn.Server(uvicorn.Config(app, port=0, log_level="warning", ws="none"))
        thread = Thread(target=server.run, daemon=True)
        thread.start()
        started.append((server, thread))
        until = time.monotonic() + LONGEST_START
        while not server.started:
            assert thread.is_alive() and time.monotonic() < until, "the site did not start"
            time.sleep(0.05)
        return f"http://127.0.0.1:{server.servers[0].sockets[0].getsockname()[1]}"

    yield start
    for server, thread in started:
        server.should_exit = True
        thread.join(10)
