"""What could not be read waits with its bytes until it can."""

import random
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from volgens.errors import LedgerError
from volgens.ledger import Ledger, sqlite
from volgens.ledger.migration import program_version
from volgens.model import Failure, RawDocument

from .readings import article, document, reading_of, sample

BROKEN = RawDocument(
    data=bytes(range(256)) * 40,
    media_type="text/html",
    location="https://dekade.example/kapot",
    container="nieuws.warc.gz#77",
    captured=datetime(2024, 4, 1, tzinfo=UTC),
    headers=(("content-type", "text/html"),),
)


def fail(ledger: Ledger, raw: RawDocument, reason: str = "geen tekst gevonden") -> str:
    """Id of the failure that was kept."""
    ledger.add_failure(Failure(location=raw.location, reason=reason, raw_id=raw.id), raw)
    return next(each.id for each in ledger.quarantined() if each.failure.raw_id == raw.id)


def count(place: str, table: str) -> int:
    with closing(sqlite3.connect(place)) as connection:
        return int(connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0])


def test_what_failed_keeps_its_bytes_and_what_came_beside_them(ledger: Ledger) -> None:
    assert ledger.failed_document(fail(ledger, BROKEN)) == BROKEN


def test_a_failure_tells_what_tried_it_and_when(ledger: Ledger) -> None:
    before = datetime.now(UTC) - timedelta(seconds=2)
    id = fail(ledger, BROKEN)
    (found,) = ledger.quarantined()
    assert found.id == id
    assert found.failure == Failure(location=BROKEN.location, reason="geen tekst gevonden", raw_id=BROKEN.id)
    assert (found.program, found.attempts, found.has_bytes, found.size) == (program_version(), 1, True, 256 * 40)
    assert before < found.first <= found.last <= datetime.now(UTC)


def test_another_attempt_is_counted_and_its_reason_kept(ledger: Ledger, place: str) -> None:
    first = fail(ledger, BROKEN)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE failures SET first_at = '2020-01-01T00:00:00+00:00', program = '0.0'")
        connection.commit()
    assert fail(ledger, BROKEN, "te diep genest") == first
    (found,) = ledger.quarantined()
    assert (found.attempts, found.failure.reason, found.program) == (2, "te diep genest", program_version())
    assert found.first.year == 2020 < found.last.year


def test_what_has_no_bytes_is_listed_and_cannot_be_tried_again(ledger: Ledger) -> None:
    ledger.add_failure(Failure(location="weg.html", reason="niet gevonden"))
    (found,) = ledger.quarantined()
    assert (found.has_bytes, found.size) == (False, None)
    with pytest.raises(LedgerError, match=r"without bytes; read weg\.html itself"):
        ledger.failed_document(found.id)


def test_one_file_may_fail_in_several_places(ledger: Ledger) -> None:
    for row in (3, 7):
        ledger.add_failure(Failure(location="a.jsonl", reason=f"row {row} has no text"))
    assert len(ledger.quarantined()) == 2


def test_the_same_bytes_that_fail_at_two_places_keep_both(ledger: Ledger) -> None:
    for location in ("a.html", "b.html"):
        fail(ledger, document(b"", location))
    documents = [ledger.failed_document(each.id) for each in ledger.quarantined()]
    assert documents == [document(b"", "a.html"), document(b"", "b.html")]


def test_bytes_that_the_ledger_has_by_another_way_can_be_tried_again(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    ledger.add_failure(Failure(location="elders.html", reason="afgebroken", raw_id=raw.id))
    (found,) = ledger.quarantined()
    assert ledger.failed_document(found.id).data == raw.data
    assert ledger.failed_document(found.id).location == raw.location


def test_what_failed_last_comes_first_and_the_list_may_be_cut(ledger: Ledger, place: str) -> None:
    for n in range(3):
        fail(ledger, document(b"%d" % n, f"{n}.html"))
        with closing(sqlite3.connect(place)) as connection:
            connection.execute(f"UPDATE failures SET last_at = '202{n}-01-01' WHERE location = '{n}.html'")
            connection.commit()
    assert [each.failure.location for each in ledger.quarantined(limit=2)] == ["2.html", "1.html"]


def test_an_article_from_the_same_document_releases_it(ledger: Ledger) -> None:
    raw, reading = sample()
    fail(ledger, raw)
    ledger.add(raw, reading)
    assert ledger.quarantined() == ()
    assert ledger.raw(raw.id) == raw


def test_an_article_that_was_there_releases_it_too(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    fail(ledger, raw, "te weinig geheugen")
    assert not ledger.add(raw, reading)
    assert ledger.quarantined() == ()


def test_an_article_that_cannot_be_kept_releases_nothing(
    ledger: Ledger, place: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    raw, reading = sample()
    fail(ledger, raw)
    monkeypatch.setattr(sqlite, "INDEX", (sqlite.text("INSERT INTO nowhere VALUES (:id)"),))
    with pytest.raises(LedgerError):
        ledger.add(raw, reading)
    assert len(ledger.quarantined()) == 1
    assert count(place, "articles") == 0


def test_a_file_that_is_there_now_releases_what_was_said_of_it(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add_failure(Failure(location=raw.location, reason="niet gevonden"))
    ledger.add_failure(Failure(location="elders.html", reason="niet gevonden"))
    ledger.add(raw, reading)
    assert [each.failure.location for each in ledger.quarantined()] == ["elders.html"]


def test_a_page_out_of_an_archive_releases_nothing_without_bytes(ledger: Ledger) -> None:
    raw = RawDocument(data=b"x", media_type="text/html", location=BROKEN.location, container="b.warc#0")
    ledger.add_failure(Failure(location=BROKEN.location, reason="the record it points to is not here"))
    ledger.add(raw, reading_of(article(raw)))
    assert len(ledger.quarantined()) == 1


def test_a_failure_is_released_by_hand_with_its_bytes(ledger: Ledger, place: str) -> None:
    id = fail(ledger, BROKEN)
    assert ledger.release(id)
    assert not ledger.release(id)
    assert (ledger.quarantined(), count(place, "raw_documents"), count(place, "documents")) == ((), 0, 0)


def test_bytes_of_an_article_stay_when_their_failure_is_released(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    ledger.release(fail(ledger, raw))
    assert ledger.raw(raw.id) == raw


def test_bytes_of_another_failure_stay_when_one_is_released(ledger: Ledger) -> None:
    for location in ("a.html", "b.html"):
        fail(ledger, document(b"", location))
    first, second = (each.id for each in ledger.quarantined())
    ledger.release(first)
    assert ledger.failed_document(second) == document(b"", "b.html")


def test_a_failure_that_is_not_there_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="there is no failure"):
        ledger.failed_document("0" * 20)


def test_a_failure_of_another_document_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="is about document"):
        ledger.add_failure(Failure(location="a.html", reason="afgebroken", raw_id="0" * 64), BROKEN)


def test_a_full_disk_keeps_failures_whole_or_not_at_all(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Ledger.open(place).close()
    monkeypatch.setattr(sqlite, "PRAGMAS", (*sqlite.PRAGMAS, "PRAGMA max_page_count=200"))
    with Ledger.open(place) as ledger, pytest.raises(LedgerError, match="the disk is full"):
        for n in range(200):
            fail(ledger, document(random.Random(n).randbytes(20_000), f"{n}.html"))
    monkeypatch.undo()
    with Ledger.open(place) as ledger:
        kept = ledger.quarantined()
        assert 1 < len(kept) < 200
        assert {len(ledger.failed_document(each.id).data) for each in kept} == {20_000}
        assert count(place, "raw_documents") == len(kept)


def test_a_ledger_that_may_only_be_read_keeps_no_failure(place: str) -> None:
    Ledger.open(place).close()
    with (
        Ledger.open(f"sqlite:///file:{place}?mode=ro&uri=true") as ledger,
        pytest.raises(LedgerError, match="may only be read"),
    ):
        fail(ledger, BROKEN)


def test_a_locked_ledger_keeps_the_failure_once_it_is_free(place: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sqlite, "PRAGMAS", ("PRAGMA busy_timeout=50",))
    with Ledger.open(place) as ledger, closing(sqlite3.connect(place, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(LedgerError, match="another program is writing"):
            fail(ledger, BROKEN)
        other.execute("ROLLBACK")
        assert ledger.failed_document(fail(ledger, BROKEN)) == BROKEN


def test_bytes_that_were_altered_are_refused(ledger: Ledger, place: str) -> None:
    id = fail(ledger, BROKEN)
    with closing(sqlite3.connect(place)) as connection:
        connection.execute("UPDATE raw_documents SET bytes = x'00'")
        connection.commit()
    with pytest.raises(LedgerError, match="the ledger was altered"):
        ledger.failed_document(id)
