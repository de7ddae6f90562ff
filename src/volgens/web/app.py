"""The application: its parts put together, and what every answer carries."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import Depends, FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException

from volgens.desk import Desk
from volgens.errors import LedgerError, VolgensError
from volgens.ledger import Ledger
from volgens.ledger.migration import program_version
from volgens.settings import Settings
from volgens.web import (
    accounts,
    actor_page,
    api,
    article_page,
    atom,
    corrections_page,
    desk_page,
    dossier_page,
    health_page,
    preferences,
    read_page,
    search_page,
    static,
)
from volgens.web.failures import answer_failure, answer_invalid, answer_own_error, answer_too_large
from volgens.web.forms import Auditing, admit
from volgens.web.guards import Guards, TooLargeError
from volgens.web.jobs import Jobs
from volgens.web.options import WebOptions
from volgens.web.reader import Reader
from volgens.web.rendered import Rendered
from volgens.web.site import Site

PAGES = (
    desk_page, dossier_page, article_page, actor_page, search_page, read_page, health_page, corrections_page, accounts,
    preferences, static,
)  # fmt: skip


def make_app(ledger: str, settings: Settings, options: WebOptions) -> FastAPI:
    """The application over the ledger at ``ledger``; it opens the ledger when it starts and closes it when it stops.

    `LedgerError` where others can reach it and nobody has an account.
    """
    _check_protection(ledger, options)

    @asynccontextmanager
    async def lifespan(app: FastAPI) -> AsyncIterator[None]:
        with Ledger.open(ledger, create=not options.read_only) as opened:
            desk = Desk(opened, settings.language)
            if not options.read_only:
                desk.file_rest()
            reader, jobs = Reader(settings), Jobs(opened, ledger, settings)
            app.state.site = Site(
                ledger=opened, desk=desk, settings=settings, options=options, reader=reader, jobs=jobs
            )
            app.state.rendered = Rendered()
            try:
                yield
            finally:
                await run_in_threadpool(jobs.close)
                reader.close()

    app = FastAPI(
        title="volgens",
        version=program_version(),
        description=api.__doc__ or "",
        lifespan=lifespan,
        dependencies=[Depends(admit)],
        docs_url=None,
        redoc_url=None,
        openapi_url=f"{api.PREFIX}/openapi.json",
    )
    # Before the pages, whose paths would take its own for ids.
    app.include_router(atom.router, include_in_schema=False)
    app.include_router(api.router)
    for page in PAGES:
        app.include_router(page.router, include_in_schema=False)
    app.add_middleware(Auditing)
    app.add_middleware(Guards, options=options)
    app.add_exception_handler(HTTPException, answer_failure)
    app.add_exception_handler(RequestValidationError, answer_invalid)
    app.add_exception_handler(VolgensError, answer_own_error)
    app.add_exception_handler(TooLargeError, answer_too_large)
    return app


def _check_protection(ledger: str, options: WebOptions) -> None:
    if options.read_only or not options.exposed:
        return
    with Ledger.open(ledger) as opened:
        if not opened.has_accounts():
            raise LedgerError(
                f"{ledger}: others can reach the site at {options.host} and nobody has an account; make one with "
                "volgens account add NAME, or publish with --read-only"
            )
