"""A ledger with two articles, and the program run as a user runs it, without loading the pipeline again."""

from collections.abc import Callable
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from volgens import pipeline as pipeline_module
from volgens import workers
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
    for module in (pipeline_module, workers):
        monkeypatch.setattr(module, "Pipeline", lambda settings: pipeline)
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


EVENT = {
    "01": """outlet: Omroep Vecht
url: https://vecht.example/nieuws/9100001/brand-loods
title: Brand in loods Muiderslot, burgemeester spreekt van brandstichting
published: 2026-05-04T09:30:00+02:00

Bij de brand in de loods in Muiden is asbest vrijgekomen. Dat meldt de brandweer. Volgens burgemeester Anna Kuiper is de
loods in brand gestoken. "Er lag benzine bij de deur", zegt ze.

Eigenaar Teun Blok van de loods zegt dat er geen asbest in het dak zat.
""",
    "02": """outlet: Omroep Vecht
url: https://vecht.example/nieuws/9100001/brand-loods
title: Brand in loods Muiderslot: eigenaar ontkent asbest
published: 2026-05-04T09:30:00+02:00
modified: 2026-05-04T15:00:00+02:00

Bij de brand in de loods in Muiden is asbest vrijgekomen. Dat meldt de brandweer. "Er lag benzine bij de deur", zegt
burgemeester Anna Kuiper.

Eigenaar Teun Blok zegt dat er geen asbest in het dak zat. De politie wil niet bevestigen dat de loods in
brand is gestoken.
""",
    "03": """outlet: De Polderbode
url: https://polderbode.example/9200002-loods-muiden
title: Eigenaar loods Muiden: 'Geen asbest in mijn dak'
published: 2026-05-05T07:00:00+02:00

Eigenaar Teun Blok van de loods in Muiden ontkent dat er asbest in het dak zat. De brandweer zegt dat bij de brand
asbest is vrijgekomen. Burgemeester Kuiper blijft erbij dat de loods in brand is gestoken.
""",
}


@pytest.fixture
def event(run: Run, tmp_path: Path) -> Run:
    """A ledger with three articles on one event, the second a later version of the first."""
    folder = tmp_path / "event"
    folder.mkdir()
    for name, text in EVENT.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")
    assert run("read", folder).exit_code == 0
    return run


def first_dossier(run: Run) -> str:
    """The id that the list of dossiers gives the first of them."""
    lines = run("dossiers").stdout.splitlines()
    return lines[1].split()[0]
