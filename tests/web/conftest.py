"""A small ledger made once a session, and sites over it: one to look at, and one of a test's own to change."""

import shutil
import warnings
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from importlib.resources import as_file, files
from pathlib import Path

import pytest

from volgens.desk import Desk
from volgens.intake import iter_documents
from volgens.ledger import Ledger
from volgens.model import Failure
from volgens.pipeline import Pipeline
from volgens.settings import Settings
from volgens.web import WebOptions, make_app

with warnings.catch_warnings():
    # Once, at the first import: Starlette would rather have its client on another library than our own client has.
    warnings.simplefilter("ignore")
    from starlette.testclient import TestClient

UNHURRIED = 1_000_000
"""Requests a minute: tests of other things are not to be held up."""


@pytest.fixture(scope="session")
def web_ledger(pipeline: Pipeline, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ledger with the bundled articles, filed, and one failure. It is shared: copy it to change it."""
    place = tmp_path_factory.mktemp("web") / "nieuws.ledger"
    with as_file(files("volgens") / "examples") as examples, Ledger.open(str(place)) as ledger:
        desk = Desk(ledger)
        for document in iter_documents([examples], settings=Settings()):
            assert not isinstance(document, Failure)
            reading = pipeline.read(document)
            ledger.add(document, reading)
            desk.file(reading)
        for entry in desk.dossiers():
            desk.dossier(entry.id)
        ledger.add_failure(Failure(location="leeg.html", reason="no article text found on the page"))
    return place


Opener = Callable[[Path], AbstractContextManager[TestClient]]
"""Starts a site over a ledger."""


@contextmanager
def _open_site(place: Path, options: WebOptions | None = None) -> Iterator[TestClient]:
    """A site that is running, asked by its own machine."""
    app = make_app(str(place), Settings(interface_language="nl"), options or WebOptions(requests_a_minute=UNHURRIED))
    with TestClient(app, base_url="http://localhost", follow_redirects=False) as client:
        yield client


@pytest.fixture
def open_site() -> Opener:
    """For a test that changes the ledger before the site is started."""
    return _open_site


@pytest.fixture(scope="session")
def site(web_ledger: Path) -> Iterator[TestClient]:
    """A site to look at; whoever changes something takes `own_site`."""
    with _open_site(web_ledger) as client:
        yield client


@pytest.fixture
def own_place(web_ledger: Path, tmp_path: Path) -> Path:
    """A copy of the ledger."""
    place = tmp_path / "eigen.ledger"
    shutil.copy(web_ledger, place)
    return place


@pytest.fixture
def own_site(own_place: Path) -> Iterator[TestClient]:
    """A site over a ledger of the test's own."""
    with _open_site(own_place) as client:
        yield client


@pytest.fixture
def public_site(web_ledger: Path) -> Iterator[TestClient]:
    """A site for reading only."""
    with _open_site(web_ledger, WebOptions(read_only=True, requests_a_minute=UNHURRIED)) as client:
        yield client
