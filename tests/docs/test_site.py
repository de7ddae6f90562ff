"""The site: it builds without a complaint, loads nothing from elsewhere, and its links hold in the repository too."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from .blocks import DOCS, find_pages

LOADED = re.compile(
    r"""<(?:script|img|iframe|source)\b[^>]*\bsrc=["']?(?:https?:)?//|<link\b[^>]*\bhref=["']?(?:https?:)?//"""
)
LINK = re.compile(r"\]\((?!https?:|mailto:|#)([^()\s#]+)(?:#[^()\s]*)?\)")
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pytest.importorskip("mkdocs", reason="the documentation is built with the extra docs")
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", str(folder)],
        cwd=DOCS.parent,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return folder


def test_every_page_is_on_the_site(site: Path) -> None:
    missing = [page for page in find_pages() if not (site / page.relative_to(DOCS).with_suffix(".html")).exists()]
    assert not missing


def test_pages_load_nothing_from_elsewhere(site: Path) -> None:
    loading = {page.name: LOADED.findall(page.read_text(encoding="utf-8")) for page in site.rglob("*.html")}
    assert loading
    assert not {name for name, found in loading.items() if found}


def test_style_sheets_load_nothing_from_elsewhere(site: Path) -> None:
    sheets = list(site.rglob("*.css"))
    assert sheets
    assert not [
        sheet for sheet in sheets if re.search(r"(url\(|@import)\s*[\"']?(https?:)?//", sheet.read_text("utf-8"))
    ]


def test_figures_and_corpus_are_on_the_site(site: Path) -> None:
    for page in ("measured/results.html", "measured/voices.html", "corpus/guidelines.html", "changelog.html"):
        assert (site / page).exists()


@pytest.mark.parametrize("page", find_pages(), ids=lambda page: str(page.relative_to(DOCS)))
def test_a_link_goes_to_something(page: Path) -> None:
    words = FENCED.sub("", page.read_text(encoding="utf-8"))
    assert not [target for target in LINK.findall(words) if not (page.parent / target).exists()]
