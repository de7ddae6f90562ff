"""How ``volgens export`` gets each form out of a ledger: to a stream, a file that appears whole, or a folder."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO, TextIO

from volgens.cli.corpus import write_brat_folder
from volgens.cli.dossiers import open_desk
from volgens.errors import LedgerError

if TYPE_CHECKING:
    from volgens.cli.shared import State
    from volgens.desk import Desk
    from volgens.dossiers import Dossier
    from volgens.export import DossierTexts, Network, Parser
    from volgens.ledger import Ledger
    from volgens.model import Article
    from volgens.syntax import Parse


class Format(StrEnum):
    """Formats of export."""

    JSON = "json"
    CSV = "csv"
    PARQUET = "parquet"
    JSONLD = "jsonld"
    TRIG = "trig"
    BRAT = "brat"
    COLUMNS = "columns"
    CONLLU = "conllu"
    NAF = "naf"
    FOLIA = "folia"
    GRAPHML = "graphml"
    GEXF = "gexf"


FOLDERS = frozenset({Format.PARQUET, Format.BRAT, Format.NAF, Format.FOLIA})
"""Formats of many files."""

NETWORKS = frozenset({Format.GRAPHML, Format.GEXF})
_ENDINGS = {Format.NAF: ".naf", Format.FOLIA: ".folia.xml"}


def export_folder(form: Format, state: "State", ledger: str | None, folder: Path) -> int:
    """Write ``folder``; returns the number of attributions."""
    from volgens.export import build_folia, build_naf, write_parquet  # noqa: PLC0415

    if form is Format.PARQUET:
        with open_desk(state, ledger) as (desk, opened):
            return write_parquet(opened.iter_readings(), _iter_dossier_texts(desk, opened), folder)
    with _open_ledger(state, ledger) as opened:
        if form is Format.BRAT:
            return write_brat_folder(((reading.article.id, reading) for reading in opened.iter_readings()), folder)
        build = build_naf if form is Format.NAF else build_folia
        written = 0
        for reading in opened.iter_readings():
            with open_whole(folder / f"{reading.article.id}{_ENDINGS[form]}") as stream:
                stream.write(build(reading))
            written += len(reading.attributions)
        return written


def export_text(form: Format, state: "State", ledger: str | None, stream: TextIO) -> int:
    """Write one document of words to ``stream``; returns the number of attributions."""
    from volgens import export  # noqa: PLC0415

    if form in {Format.JSONLD, Format.TRIG}:
        write_linked = export.write_jsonld if form is Format.JSONLD else export.write_trig
        with open_desk(state, ledger) as (desk, opened):
            return write_linked(opened.iter_readings(), iter_dossiers(desk), stream)
    with _open_ledger(state, ledger) as opened:
        readings = opened.iter_readings()
        if form is Format.CONLLU:
            return export.write_conllu(readings, _make_parser(state), stream)
        write = {Format.CSV: export.write_csv, Format.COLUMNS: export.write_columns}.get(form, export.write_json)
        return write(readings, stream)


def export_network(form: Format, network: "Network", state: "State", ledger: str | None, stream: BinaryIO) -> int:
    """Write a network to ``stream``; returns the number of edges."""
    from volgens.export import iter_network, write_gexf, write_graphml  # noqa: PLC0415

    write = write_gexf if form is Format.GEXF else write_graphml
    with open_desk(state, ledger) as (desk, _):
        return write(iter_network(iter_dossiers(desk), network), stream)


def _open_ledger(state: "State", ledger: str | None) -> "Ledger":
    """The ledger without its desk: what needs no dossier files none."""
    from volgens.ledger import Ledger  # noqa: PLC0415

    return Ledger.open(state.ledger(ledger), create=False)


def iter_dossiers(desk: "Desk") -> "Iterator[Dossier]":
    """Every dossier, one in memory at a time."""
    for dossier_id in [entry.id for entry in desk.dossiers()]:
        yield desk.dossier(dossier_id)


def _iter_dossier_texts(desk: "Desk", ledger: "Ledger") -> "Iterator[DossierTexts]":
    for dossier in iter_dossiers(desk):
        wanted = list(dict.fromkeys(position.article_id for position in dossier.positions))
        yield dossier, {reading.article.id: reading.article.text for reading in ledger.readings_of(wanted)}


def _make_parser(state: "State") -> "Parser":
    from volgens.analysis import Analyser  # noqa: PLC0415
    from volgens.language.lexicon import load_lexicon  # noqa: PLC0415

    language = state.settings.language
    analyser = Analyser(load_lexicon(language).people, language=language)

    def parse(article: "Article") -> "Parse":
        return analyser.parse(article.text, [block.span for block in article.body_blocks()])

    return parse


@contextmanager
def open_output(path: Path | None) -> Iterator[BinaryIO]:
    """The file at ``path``, or standard output."""
    if path is None:
        yield sys.stdout.buffer
        sys.stdout.buffer.flush()
        return
    with open_whole(path) as stream:
        yield stream


@contextmanager
def open_whole(path: Path) -> Iterator[BinaryIO]:
    """A file that appears whole or not at all: written beside its place first."""
    beside = path.with_name(f".{path.name}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with beside.open("wb") as stream:
            yield stream
        beside.replace(path)
    except OSError as error:
        raise LedgerError(f"cannot write {path}: {error.strerror or error}; choose another place") from error
    finally:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
