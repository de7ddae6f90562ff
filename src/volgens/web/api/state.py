"""How the work goes: health, runs, what could not be read, and the feeds that are watched."""

from volgens.ledger.listing import Page
from volgens.ledger.migration import program_version
from volgens.web.api import answers
from volgens.web.api import schemas as s
from volgens.web.api.asking import UNCHANGED, AnySite, AnyWindow, make_router, page_answer
from volgens.web.api.cursors import cut, read_cursor, read_number

router = make_router("state")


@router.get("/health")
def health(site: AnySite) -> s.HealthAnswer:
    """That the application works: one look into the ledger."""
    return s.HealthAnswer(
        status="ok",
        version=program_version(),
        read_only=site.options.read_only,
        last_article=site.ledger.latest_published(),
    )


@router.get("/runs", responses=UNCHANGED)
def runs(site: AnySite, window: AnyWindow) -> s.PageAnswer[s.RunAnswer]:
    """What was run on the ledger, the last first."""
    found = site.ledger.runs(window.limit + 1, before=read_number("runs", window.cursor))
    items = found[: window.limit]
    page = Page(items=items, last=(items[-1].id,) if len(found) > window.limit else None)
    return page_answer("runs", page, answers.run_answer)


@router.get("/quarantine", responses=UNCHANGED)
def quarantine(site: AnySite, window: AnyWindow) -> s.PageAnswer[s.QuarantinedAnswer]:
    """What could not be read, with the reason; what failed last first."""
    page = site.ledger.list_quarantined(read_cursor("quarantine", window.cursor), window.limit)
    return page_answer("quarantine", page, answers.quarantined_answer)


@router.get("/feeds", responses=UNCHANGED)
def feeds(site: AnySite, window: AnyWindow) -> s.PageAnswer[s.FeedAnswer]:
    """The feeds that are watched, in order of address."""
    page = cut("feeds", site.ledger.feeds(), lambda feed: feed.address, window.cursor, window.limit)
    return page_answer("feeds", page, answers.feed_answer)
