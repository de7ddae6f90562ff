"""A ledger with two articles, and the program run as a user runs it, without loading the pipeline again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from volgens import pipeline as pipeline_module
from volgens.cli.app import app
from volgens.pipeline import Pipeline

FIRST = """outlet: Omroep Vecht
url: https://vecht.example/sluis
title: Sluis bij Muiden blijft dicht
published: 2026-05-04T09:30:00+02:00

De sluis bij Muiden blijft tot zaterdag dicht. Waterschap Vechtstreek zegt dat een deur is ontzet.

"Wij zijn nooit gewaarschuwd", zegt havenmeester Karin Duin. De provincie ontkent dat.
"""
SECOND = """outlet: De Polderbode
title: Wethouder: 'Geen nieuwe bomen dit jaar'

Wethouder Pim Roos denkt dat de bomen pas in het najaar komen. Hoeveel het kost, is niet bekend.
"""

Run = Callable[..., Result]


@pytest.fixture(autouse=True)
def one_pipeline(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline_module, "Pipeline", lambda settings: pipeline)
    monkeypatch.setenv("VOLGENS_LANG", "en")
    monkeypatch.setenv("COLUMNS", "100")


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    monkeypatch.setenv("VOLGENS_LEDGER", str(tmp_path / "test.ledger"))
    runner = CliRunner()

    def call(*arguments: str | Path, **options: object) -> Result:
        return runner.invoke(app, [str(a) for a in arguments], **options)  # type: ignore[arg-type]

    return call


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "a.txt").write_text(FIRST, encoding="utf-8")
    (folder / "b.txt").write_text(SECOND, encoding="utf-8")
    return folder


@pytest.fixture
def filled(run: Run, articles: Path) -> Run:
    assert run("read", articles).exit_code == 0
    return run
