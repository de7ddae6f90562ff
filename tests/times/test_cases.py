"""Sentences against the moments that they name, in `cases.toml`."""

import tomllib
from datetime import datetime
from pathlib import Path

import pytest

from volgens.analysis import Analyser
from volgens.language.times import TimeWords
from volgens.model import quote
from volgens.times import find_moments

TABLE = tomllib.loads((Path(__file__).parent / "cases.toml").read_text(encoding="utf-8"))
CASES = TABLE["case"]


@pytest.mark.parametrize("case", CASES, ids=[c["text"] for c in CASES])
def test_sentence_names_its_moments(case: dict[str, object], analyser: Analyser, times: TimeWords) -> None:
    published = str(case.get("published", TABLE["published"]))
    parse = analyser.parse(str(case["text"]))
    moments = find_moments(
        parse, times, article_id="a", published=datetime.fromisoformat(published) if published else None
    )
    assert [[m.value, quote(parse.text, m.words)] for m in moments] == case["moments"]
