"""From a folder of articles to the dossier in the form of the corpus."""

import shutil
from pathlib import Path

import pytest

from volgens.errors import IntakeError
from volgens.evaluate import load_story, score_story
from volgens.pipeline import Pipeline, make_story
from volgens.settings import Settings

CORPUS = Path(__file__).parents[1] / "corpus" / "stories"
HEAD = "outlet: {}\ntitle: Pont stil\npublished: 2026-04-0{}T10:00:00+02:00\n\n"
FIRST = HEAD.format("RTV Kust", 7) + "Reder Wim Stam zegt dat de pont bij Kerkmeer door een lekke leiding stilligt.\n"
SECOND = HEAD.format("De Merwebode", 8) + "Wethouder Els Brand ontkent dat de pont door een lekke leiding stilligt.\n"


def make(pipeline: Pipeline, folder: Path) -> dict[str, list[dict[str, object]]]:
    return dict(make_story(folder, pipeline, Settings()))  # type: ignore[arg-type]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "01.txt").write_text(FIRST, encoding="utf-8")
    (tmp_path / "02.txt").write_text(SECOND, encoding="utf-8")
    return tmp_path


def test_a_claim_and_its_denial_are_found(pipeline: Pipeline, folder: Path) -> None:
    stands = [s for claim in make(pipeline, folder)["claims"] for s in claim["stands"]]  # type: ignore[attr-defined]
    found = {(s["article"], s["actor"], s["stance"]) for s in stands}
    assert found == {("01", "Wim Stam", "asserts"), ("02", "Els Brand", "denies")}


def test_articles_go_by_the_names_of_their_files(pipeline: Pipeline, folder: Path) -> None:
    (folder / "02.txt").rename(folder / "later.txt")
    assert set(make(pipeline, folder)["furniture"]) == {"01", "later"}


def test_the_names_of_the_files_do_not_change_what_is_found(pipeline: Pipeline, folder: Path, tmp_path: Path) -> None:
    turned = tmp_path / "turned"
    turned.mkdir()
    shutil.copy(folder / "01.txt", turned / "9.txt")
    shutil.copy(folder / "02.txt", turned / "8.txt")
    here = [c["id"] for c in make(pipeline, turned)["claims"]]
    shutil.rmtree(turned)
    assert here == [c["id"] for c in make(pipeline, folder)["claims"]]


def test_other_files_are_no_articles(pipeline: Pipeline, folder: Path) -> None:
    (folder / "README.md").write_text("Lees mij", encoding="utf-8")
    assert set(make(pipeline, folder)["furniture"]) == {"01", "02"}


def test_a_missing_folder_is_an_error_of_ours(pipeline: Pipeline, tmp_path: Path) -> None:
    with pytest.raises(IntakeError, match="nergens"):
        make_story(tmp_path / "nergens", pipeline, Settings())


def test_an_article_that_cannot_be_read_is_an_error_of_ours(pipeline: Pipeline, folder: Path) -> None:
    (folder / "03.txt").write_text("", encoding="utf-8")
    with pytest.raises(IntakeError):
        make_story(folder, pipeline, Settings())


def test_a_story_of_the_corpus_is_mostly_found(pipeline: Pipeline) -> None:
    """A floor far below the figures of the benchmarks: it falls only where a stage stops working."""
    figures = score_story(load_story(CORPUS / "brug"), make(pipeline, CORPUS / "brug" / "articles")).as_dict()
    assert isinstance(figures["stands_found"], float)
    assert figures["stands_found"] > 0.4
    assert isinstance(figures["timeline"], float)
    assert figures["timeline"] > 0.3
