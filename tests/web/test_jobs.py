"""Jobs: one at a time in a process of its own, told of, cancelled, and kept in the ledger's runs."""

import os
import time
from collections.abc import Callable, Iterator
from multiprocessing.connection import Connection
from pathlib import Path
from threading import Event

import pytest
from starlette.exceptions import HTTPException

from volgens.errors import LedgerError
from volgens.ledger import Ledger
from volgens.model import Failure, RawDocument
from volgens.settings import Settings
from volgens.web import jobs as jobs_module
from volgens.web.jobs import Job, Jobs, State
from volgens.web.reading_process import Progress, Task, iter_task


def tell(pipe: Connection, _place: str, _settings: Settings, task: Task) -> None:
    """Stands for the process that reads: each address says what becomes of it."""
    for address in task.addresses:
        if address == "sterf":
            os._exit(1)
        if address == "wacht":
            pipe.poll(60)
            break
        if address == "doof":
            time.sleep(60)
        bad = address == "slecht"
        pipe.send(
            Progress(
                fate="failed" if bad else "read",
                location=address,
                reason="is no page" if bad else None,
                article_id=None if bad else f"id of {address}",
            )
        )
    for name in () if task.file is None else (Path(task.file).name,):
        pipe.send(Progress(fate="read", location=name, article_id=Path(task.file or "").read_text()))
    pipe.send(Progress(over=True))


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "nieuws.ledger")) as opened:
        yield opened


@pytest.fixture
def jobs(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> Iterator[Jobs]:
    monkeypatch.setattr(jobs_module, "PATIENCE", 1.0)
    made = Jobs(ledger, ledger.place, Settings(), target=tell)
    yield made
    made.close()


def wait(jobs: Jobs, job: Job, done: Callable[[Job], bool] = lambda job: job.state in jobs_module.OVER) -> Job:
    for _ in range(600):
        if done(jobs.get(job.id)):
            return jobs.get(job.id)
        time.sleep(0.05)
    raise AssertionError(f"still {jobs.get(job.id)}")


def test_a_job_counts_what_became_of_each_document(jobs: Jobs) -> None:
    done = wait(jobs, jobs.add_addresses(("a", "slecht", "b")))

    assert (done.state, done.counts, done.total) == (State.DONE, {"read": 2, "failed": 1}, 3)
    assert done.failures == (("slecht", "is no page"),)
    assert done.articles == ("id of a", "id of b")


def test_the_same_address_is_fetched_once(jobs: Jobs) -> None:
    assert jobs.add_addresses(("a", "a ", "b")).total == 2


def test_the_ledger_remembers_the_run(jobs: Jobs, ledger: Ledger) -> None:
    done = wait(jobs, jobs.add_addresses(("a",)))

    run = wait_for_run(ledger)
    assert (run.id, run.command, run.counts) == (done.run, "job", {"read": 1})


def wait_for_run(ledger: Ledger):  # type: ignore[no-untyped-def]
    for _ in range(100):
        if (run := ledger.runs(1)[0]).ended is not None:
            return run
        time.sleep(0.05)
    raise AssertionError("the run did not end")


def test_a_file_that_was_sent_is_read_and_thrown_away(jobs: Jobs) -> None:
    done = wait(jobs, jobs.add_file("../map/krant.txt", b"De dijk houdt."))

    assert (done.what, done.articles) == ("krant.txt", ("De dijk houdt.",))


@pytest.mark.parametrize(
    ("sent", "kept"), [("", "document"), ("..", "document"), ("a\\b\\c.html", "c.html"), ("a\x00b\n.csv", "a_b_.csv")]
)
def test_no_name_leads_out_of_the_folder(jobs: Jobs, sent: str, kept: str) -> None:
    assert jobs.add_file(sent, b"x").what == kept


def test_a_second_job_waits_for_the_first(jobs: Jobs) -> None:
    first = jobs.add_addresses(("wacht",))
    wait(jobs, first, lambda job: job.state is State.RUNNING)

    second = jobs.add_addresses(("a",))

    assert jobs.get(second.id).state is State.QUEUED
    jobs.cancel(first.id)
    assert wait(jobs, second).state is State.DONE


def test_a_running_job_stops_when_it_is_cancelled(jobs: Jobs) -> None:
    job = jobs.add_addresses(("a", "wacht", "b"))
    wait(jobs, job, lambda job: bool(job.counts))

    jobs.cancel(job.id)

    done = wait(jobs, job)
    assert (done.state, done.counts) == (State.CANCELLED, {"read": 1})


def test_a_job_that_does_not_listen_is_ended(jobs: Jobs) -> None:
    job = jobs.add_addresses(("doof",))
    wait(jobs, job, lambda job: job.state is State.RUNNING)

    jobs.cancel(job.id)

    assert wait(jobs, job).state is State.CANCELLED


def test_a_job_whose_process_dies_says_so_and_the_next_is_read(jobs: Jobs) -> None:
    dead, next_ = jobs.add_addresses(("a", "sterf")), jobs.add_addresses(("b",))

    done = wait(jobs, dead)
    assert done.state is State.FAILED
    assert done.reason is not None
    assert wait(jobs, next_).state is State.DONE


def test_a_job_that_is_not_there_is_an_error(jobs: Jobs) -> None:
    with pytest.raises(LedgerError, match="there is no job x"):
        jobs.get("x")


def test_too_many_jobs_are_sent_away(jobs: Jobs, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs_module, "MOST_QUEUED", 0)

    with pytest.raises(HTTPException) as raised:
        jobs.add_addresses(("a",))
    assert raised.value.status_code == 429


def test_the_last_job_is_listed_first(jobs: Jobs) -> None:
    made = [jobs.add_addresses((name,)).id for name in ("a", "b")]

    assert [job.id for job in jobs.all()] == made[::-1]


def test_closing_cancels_what_waits(ledger: Ledger) -> None:
    jobs = Jobs(ledger, ledger.place, Settings(), target=tell)
    running, waiting = jobs.add_addresses(("wacht",)), jobs.add_addresses(("a",))
    wait(jobs, running, lambda job: job.state is State.RUNNING)

    jobs.close()

    assert {jobs.get(running.id).state, jobs.get(waiting.id).state} == {State.CANCELLED}


def test_the_place_where_a_file_lay_for_a_moment_is_not_kept(tmp_path: Path) -> None:
    path = tmp_path / "krant.jsonl"
    path.write_text('{"title": "Dijk", "text": "De dijk houdt."}\nkapot\n')

    found = list(iter_task(Task(file=str(path)), Settings(), Event()))

    assert any(isinstance(each, RawDocument) for each in found)
    assert any(isinstance(each, Failure) for each in found)
    assert not [each for each in found if str(tmp_path) in repr(each)]


def test_nothing_inside_the_network_is_fetched() -> None:
    (found,) = iter_task(Task(addresses=("http://127.0.0.1/geheim",)), Settings(), Event())

    assert isinstance(found, Failure)
    assert "inside the network" in found.reason


def test_a_task_that_is_told_to_stop_gives_nothing_more(tmp_path: Path) -> None:
    stop = Event()
    stop.set()
    path = tmp_path / "krant.txt"
    path.write_text("De dijk houdt.")

    assert list(iter_task(Task(file=str(path)), Settings(), stop)) == []
