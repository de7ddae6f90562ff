"""What the program invents in texts where nobody is quoted: no more than was measured, and never more silently."""

import re
from collections import Counter
from pathlib import Path

import pytest

from volgens.evaluate import GoldDocument, load_gold
from volgens.model import Attribution, quote
from volgens.pipeline import Pipeline

CORPUS = Path(__file__).parents[1] / "corpus" / "negatives.json"
MOST = 20
"""Attributions invented in all texts together. Lower it when fewer are; raising it is a decision for the changelog."""

WORD = re.compile(r"[^\W_]+")


@pytest.fixture(scope="module")
def documents() -> tuple[GoldDocument, ...]:
    return load_gold(CORPUS)


@pytest.fixture(scope="module")
def invented(pipeline: Pipeline, documents: tuple[GoldDocument, ...]) -> list[tuple[GoldDocument, Attribution]]:
    return [(document, found) for document in documents for found in pipeline.read_text(document.text)]


def test_no_more_is_invented_than_was_measured(invented: list[tuple[GoldDocument, Attribution]]) -> None:
    lines = [f"{d.id}: {a.maker}: {quote(d.text, a.cue)} | {quote(d.text, a.content)}" for d, a in invented]
    assert len(lines) <= MOST, "\n".join(lines)


def test_the_bound_is_what_was_measured(invented: list[tuple[GoldDocument, Attribution]]) -> None:
    assert len(invented) > MOST - 5, f"only {len(invented)} are invented now: lower MOST"


def test_nothing_is_attributed_in_the_texts(documents: tuple[GoldDocument, ...]) -> None:
    assert not [d.id for d in documents if d.attributions]


def test_the_texts_are_many_short_and_of_many_kinds(documents: tuple[GoldDocument, ...]) -> None:
    lengths = [len(WORD.findall(d.text)) for d in documents]
    assert len(documents) >= 30
    assert (min(lengths) >= 60, max(lengths) <= 200, sum(lengths) >= 4000) == (True, True, True)
    assert len(Counter(d.id.split("-")[1] for d in documents)) >= 12


@pytest.mark.parametrize(
    "trap", ["volgens", "aldus", "zou", "mogen", "moeten", "geloof", "wens", "gezegd", "zeg", "meldt"]
)
def test_the_texts_set_traps(trap: str, documents: tuple[GoldDocument, ...]) -> None:
    assert any(trap in WORD.findall(d.text.lower()) for d in documents)
