"""Processing: what was read when, what could not be read, which feeds are watched, and how full the ledger is."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from time import monotonic
from typing import Literal

from babel.numbers import format_decimal
from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import Response

from volgens.errors import IntakeError
from volgens.extraction import EXTRACTION_VERSION
from volgens.language.interface import Interface
from volgens.ledger import Counts, FeedState, Quarantined, Run
from volgens.ledger.migration import program_version
from volgens.model import Failure
from volgens.pages.time_words import short_moment
from volgens.web.keeping import keep, reader_for, reader_name
from volgens.web.plots import at_home
from volgens.web.site import AnySite, AnyVisitor, Look, Site, render, send_to

router = APIRouter()
MOST_RUNS = 25
MOST_FAILURES = 100
COUNTED_FOR = 60.0
"""Seconds for which the figures of a large ledger hold: counting millions of rows takes a moment."""

SHOWN_COUNTS = ("read", "revised", "copy", "known", "failed")


@dataclass(frozen=True, slots=True, kw_only=True)
class RunLine:
    """A run with how long it took, in seconds, and articles a minute; `None` where that is not known."""

    run: Run
    when: str
    seconds: float | None
    rate: float | None
    counts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class FailureLine:
    found: Quarantined
    when: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLine:
    feed: FeedState
    due: str
    late: bool


@router.get("/health")
def health(
    request: Request, site: AnySite, visitor: AnyVisitor, done: Literal["", "read", "failed", "released"] = ""
) -> Response:
    """How the ledger is."""
    interface, now = visitor.interface, datetime.now(UTC)
    runs = site.ledger.runs(MOST_RUNS)
    waiting = site.ledger.quarantined(limit=MOST_FAILURES)
    feeds = sorted(site.ledger.feeds(), key=lambda feed: (feed.errors == 0, feed.due))
    counts = _counts(request, site)
    values = {
        "runs": [_run_line(run, interface) for run in runs],
        "failures": [FailureLine(found=it, when=short_moment(at_home(it.last), interface)) for it in waiting],
        "more_failures": max(0, counts.failures - len(waiting)) if len(waiting) == MOST_FAILURES else 0,
        "feeds": [
            FeedLine(feed=feed, due=short_moment(at_home(feed.due), interface), late=feed.due < now) for feed in feeds
        ],
        "counts": counts,
        "megabytes": site.ledger.size() / 1e6,
        "versions": _versions(site),
        "done": done,
        "whole": partial(format_decimal, locale=interface.language, format="#,##0"),
        "decimal": partial(format_decimal, locale=interface.language, format="#,##0.#"),
    }
    return render(site, visitor, "health.html.j2", Look(path="/health"), values)


@router.post("/health/quarantine/{id}/retry")
def retry(site: AnySite, visitor: AnyVisitor, id: str) -> Response:
    """Read a document again that could not be read."""
    reader = reader_for(site)
    document = site.ledger.failed_document(id)
    try:
        reading = reader.read(document)
    except IntakeError as error:
        failure = Failure(location=document.location, reason=str(error), raw_id=document.id)
        site.ledger.add_failure(failure, document)
        return send_to("/health?done=failed#quarantine")
    keep(site, document, reading, "retry")
    return send_to("/health?done=read#quarantine")


@router.post("/health/quarantine/{id}/release")
def release(site: AnySite, visitor: AnyVisitor, id: str) -> Response:
    """Let go of a document that could not be read."""
    site.ledger.release(id)
    return send_to("/health?done=released#quarantine")


def _counts(request: Request, site: Site) -> Counts:
    """The figures of the ledger, counted anew once a minute."""
    known = getattr(request.app.state, "counts", None)
    if isinstance(known, tuple) and known[0] is site and monotonic() - known[1] < COUNTED_FOR:
        counts: Counts = known[2]
        return counts
    counts = site.ledger.counts()
    request.app.state.counts = (site, monotonic(), counts)
    return counts


def _run_line(run: Run, interface: Interface) -> RunLine:
    seconds = (run.ended - run.began).total_seconds() if run.ended else None
    articles = sum(run.counts.get(name, 0) for name in ("read", "revised", "copy", "known"))
    return RunLine(
        run=run,
        when=short_moment(at_home(run.began), interface),
        seconds=seconds,
        rate=articles * 60 / seconds if seconds and articles and seconds >= 1 else None,
        counts=tuple((name, run.counts[name]) for name in SHOWN_COUNTS if run.counts.get(name)),
    )


def _versions(site: Site) -> Mapping[str, str]:
    """What reads now, and what the ledger says wrote to it last."""
    kept = site.ledger.versions()
    return {
        "program": program_version(),
        "extraction": EXTRACTION_VERSION,
        "reader": reader_name(site.settings.language),
        "ledger_program": kept.get("program", ""),
        "ledger_extraction": kept.get("extraction", "").strip('[]"').replace('"', ""),
    }
