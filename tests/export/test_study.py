"""That the how-to about pandas, R and DuckDB works as it stands, run on a Parquet export."""

import re
from contextlib import chdir
from dataclasses import replace
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from volgens.export import write_parquet
from volgens.model import Act, Reading

from .dossiers import dossier
from .readings import TEXT, article, empty_reading, reading

HOW_TO = Path(__file__).parents[2] / "docs" / "how-to" / "study-with-r-and-pandas.md"


def blocks(language: str) -> list[str]:
    return re.findall(
        rf"^```{language}\n(.*?)^```$", HOW_TO.read_text(encoding="utf-8"), flags=re.MULTILINE | re.DOTALL
    )


def other_outlet() -> Reading:
    """Three assertions in another outlet."""
    about = article(outlet="De Polder")
    inner = reading().attributions[1]
    said = [replace(inner, article_id=about.id, parent=None, act=act, actor_id=None) for act in [Act.ASSERT] * 3]
    return Reading(article=about, attributions=tuple(said))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = reading()
    write_parquet([made, other_outlet(), empty_reading()], [(dossier(), {made.article.id: TEXT})], tmp_path / "tables")
    return tmp_path


def test_pandas_gives_the_share_of_each_act_by_outlet(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    names: dict[str, object] = {}
    with chdir(folder):
        for block in blocks("python"):
            exec(compile(block, str(HOW_TO), "exec"), names)
    shares = names["shares"]
    assert isinstance(shares, pd.DataFrame)
    assert shares.loc["De Kade"].to_dict() == {"assert": 0.5, "deny": 0.5}
    assert shares.loc["De Polder"].to_dict() == {"assert": 1.0, "deny": 0.0}
    assert capsys.readouterr().out.endswith("De gemeente ontkent\nde brug dicht gaat\n")


def test_duckdb_gives_the_share_of_each_act_by_outlet(folder: Path) -> None:
    with chdir(folder), duckdb.connect() as connection:
        rows = connection.execute(blocks("sql")[0]).fetchall()
    assert rows == [("De Kade", "assert", 1, 0.5), ("De Kade", "deny", 1, 0.5), ("De Polder", "assert", 3, 1.0)]


def test_duckdb_gives_denials_by_month(folder: Path) -> None:
    with chdir(folder), duckdb.connect() as connection:
        connection.execute("SET TimeZone = 'UTC'")
        rows = connection.execute(f"SELECT outlet, denials FROM ({blocks('sql')[1].rstrip().rstrip(';')})").fetchall()
    assert rows == [("De Kade", 0.5), ("De Polder", 0.0)]


def test_duckdb_gives_who_is_contradicted(folder: Path) -> None:
    with chdir(folder), duckdb.connect() as connection:
        rows = connection.execute(blocks("sql")[2]).fetchall()
    assert rows == [("de gemeente", "De Kade", "De Kade", "De gemeente ontkent … de brug dicht gaat")]


def test_r_reads_columns_that_are_there(folder: Path) -> None:
    (block,) = blocks("r")
    columns = set(pd.read_parquet(folder / "tables" / "attributions.parquet").columns)
    assert {"outlet", "act"} <= columns
    assert "filter(!is.na(outlet))" in block
    assert "count(outlet, act)" in block
