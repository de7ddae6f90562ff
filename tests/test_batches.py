"""A batch: what becomes of each document, in order, whatever the number of workers and whenever it was cut off."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from volgens import workers
from volgens.batches import Batch, Fate, Outcome
from volgens.ledger import Ledger, content_hash
from volgens.model import Failure, RawDocument
from volgens.pipeline import Pipeline, reader_of
from volgens.settings import Settings

TEXT = """outlet: {outlet}
url: {url}
title: {title}
published: 2026-05-0{day}T09:30:00+02:00

De sluis bij Muiden blijft tot {until} dicht. Waterschap Vechtstreek zegt dat een deur is ontzet.

"Wij zijn nooit gewaarschuwd", zegt havenmeester Karin Duin. De provincie ontkent dat.
"""

Opened = Callable[[str], Ledger]


def _document(n: int, *, until: str = "zaterdag", url: str | None = None) -> RawDocument:
    url = url or f"https://vecht.example/nieuws/{n}"
    text = TEXT.format(outlet="Omroep Vecht", url=url, title=f"Sluis {n} dicht", day=n % 9 + 1, until=until)
    return RawDocument(data=text.encode(), media_type="text/plain", location=f"{n}.txt")


@pytest.fixture
def opened(tmp_path: Path) -> Iterator[Opened]:
    ledgers: list[Ledger] = []

    def open_one(name: str) -> Ledger:
        ledgers.append(Ledger.open(str(tmp_path / name)))
        return ledgers[-1]

    yield open_one
    for ledger in ledgers:
        ledger.close()


@pytest.fixture
def one_pipeline(pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workers, "Pipeline", lambda settings: pipeline)


def _run(ledger: Ledger, *found: RawDocument | Failure, **options: bool) -> list[Outcome]:
    return list(Batch(ledger, Settings(), **options).run(found))


@pytest.mark.usefixtures("one_pipeline")
class TestOneWorker:
    def test_a_document_is_read_and_filed(self, opened: Opened) -> None:
        ledger = opened("a")
        (outcome,) = _run(ledger, _document(1))
        assert outcome.fate is Fate.READ
        assert outcome.article_id is not None
        assert ledger.dossier_of(outcome.article_id) is not None

    def test_the_same_document_is_not_read_again(self, opened: Opened) -> None:
        ledger = opened("a")
        _run(ledger, _document(1))
        (outcome,) = _run(ledger, _document(1))
        assert outcome.fate is Fate.KNOWN
        assert outcome.reading is None

    def test_again_reads_what_is_known_and_changes_nothing(self, opened: Opened) -> None:
        ledger = opened("a")
        _run(ledger, _document(1))
        before = content_hash(ledger)
        (outcome,) = _run(ledger, _document(1), again=True)
        assert outcome.reading is not None
        assert content_hash(ledger) == before

    def test_other_words_at_the_same_address_are_a_new_version(self, opened: Opened) -> None:
        ledger = opened("a")
        (first,) = _run(ledger, _document(1))
        (second,) = _run(ledger, _document(1, until="zondag"))
        assert second.fate is Fate.REVISED
        assert first.article_id is not None
        assert second.article_id is not None
        assert ledger.dossier_of(first.article_id) == ledger.dossier_of(second.article_id)

    def test_the_same_words_at_another_address_are_a_copy(self, opened: Opened) -> None:
        ledger = opened("a")
        _run(ledger, _document(1))
        (outcome,) = _run(ledger, _document(1, url="https://elders.example/1"))
        assert outcome.fate is Fate.COPY

    def test_what_cannot_be_read_waits_in_the_quarantine_with_its_bytes(self, opened: Opened) -> None:
        ledger = opened("a")
        bad = RawDocument(data=b"\x00\x01\x02" * 50, media_type="text/plain", location="bad.txt")
        (outcome,) = _run(ledger, bad)
        (kept,) = ledger.quarantined()
        assert outcome.fate is Fate.FAILED
        assert ledger.failed_document(kept.id).data == bad.data

    def test_a_page_that_is_no_article_is_told_apart(self, opened: Opened) -> None:
        page = b"<html><head><title>Pagina niet gevonden</title></head><body><h1>Pagina niet gevonden</h1><p>Sorry.</p>"
        document = RawDocument(data=page, media_type="text/html", location="https://vecht.example/weg")
        (outcome,) = _run(opened("a"), document)
        assert outcome.fate is Fate.NO_NEWS

    def test_a_trial_run_keeps_nothing(self, opened: Opened) -> None:
        ledger = opened("a")
        outcomes = _run(ledger, _document(1), Failure(location="x", reason="is not there"), dry_run=True)
        assert [outcome.fate for outcome in outcomes] == [Fate.READ, Fate.FAILED]
        assert ledger.counts().articles == ledger.counts().failures == 0

    def test_an_article_that_was_kept_but_not_filed_is_filed_by_the_next_run(
        self, opened: Opened, pipeline: Pipeline
    ) -> None:
        ledger, document = opened("a"), _document(1)
        reading = pipeline.read(document)
        ledger.add(document, reading, reader=reader_of("nl"))
        assert ledger.dossier_of(reading.article.id) is None
        (outcome,) = _run(ledger, document)
        assert outcome.fate is Fate.KNOWN
        assert ledger.dossier_of(reading.article.id) is not None


def test_two_workers_leave_the_ledger_that_one_leaves(
    opened: Opened, pipeline: Pipeline, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = [_document(n) for n in range(12)]
    many = opened("many")
    outcomes = list(Batch(many, Settings(), workers=2).run(found))
    monkeypatch.setattr(workers, "Pipeline", lambda settings: pipeline)
    one = opened("one")
    _run(one, *found)
    assert [outcome.location for outcome in outcomes] == [document.location for document in found]
    assert content_hash(many) == content_hash(one)


def test_the_reader_has_another_name_in_another_language_and_the_same_each_time() -> None:
    assert reader_of("nl") == reader_of("nl")
    assert reader_of("nl") != reader_of("en")
