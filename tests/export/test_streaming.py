"""That writers hold one article at a time, so that a million attributions need no more memory than a hundred."""

import io
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from typing import TextIO

import pytest

from volgens.dossier_model import Dossier
from volgens.export import write_columns, write_conllu, write_csv, write_json, write_jsonld, write_trig
from volgens.model import Reading

from .dossiers import dossier
from .readings import reading
from .test_conllu_export import parse

ARTICLES = 5
Write = Callable[[Iterable[Reading], TextIO], int]

WRITERS: dict[str, Write] = {
    "csv": write_csv,
    "json": write_json,
    "columns": write_columns,
    "conllu": lambda readings, stream: write_conllu(readings, parse, stream),
    "jsonld": lambda readings, stream: write_jsonld(readings, (), stream),
    "trig": lambda readings, stream: write_trig(readings, (), stream),
}


@pytest.mark.parametrize("form", WRITERS)
def test_an_article_is_written_before_the_next_is_asked_for(form: str) -> None:
    stream = io.StringIO()
    sizes = []

    def readings() -> Iterator[Reading]:
        for _ in range(ARTICLES):
            sizes.append(len(stream.getvalue()))
            yield reading()

    assert WRITERS[form](readings(), stream) == 2 * ARTICLES
    grown = [after - before for before, after in pairwise(sizes)]
    assert min(grown) > 300
    assert max(grown) - min(grown) <= 2


@pytest.mark.parametrize("write", [write_jsonld, write_trig])
def test_a_dossier_is_written_before_the_next_is_asked_for(
    write: Callable[[Iterable[Reading], Iterable[Dossier], TextIO], int],
) -> None:
    stream = io.StringIO()
    sizes = []

    def dossiers() -> Iterator[Dossier]:
        for _ in range(ARTICLES):
            sizes.append(len(stream.getvalue()))
            yield dossier()

    write((), dossiers(), stream)
    assert all(before < after for before, after in pairwise(sizes))
