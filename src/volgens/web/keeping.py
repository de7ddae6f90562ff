"""What visitors have read for them: shown first, and kept in the ledger only when they say so."""

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from threading import Lock

from starlette.exceptions import HTTPException
from starlette.requests import Request

from volgens.model import RawDocument, Reading
from volgens.pipeline import reader_of
from volgens.web.reader import Reader
from volgens.web.site import Site

MOST_DRAFTS = 40
MOST_BYTES = 40_000_000
"""Of all drafts together; the oldest go first."""

_MAKING = Lock()


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document and its reading that nobody has kept."""

    id: str
    document: RawDocument
    reading: Reading


class Drafts:
    """The last few texts that were read for visitors, in memory; threads may share it. An id is hard to guess."""

    def __init__(self) -> None:
        self._drafts: OrderedDict[str, Draft] = OrderedDict()
        self._lock = Lock()

    def add(self, document: RawDocument, reading: Reading) -> Draft:
        draft = Draft(id=secrets.token_urlsafe(16), document=document, reading=reading)
        with self._lock:
            self._drafts[draft.id] = draft
            while len(self._drafts) > MOST_DRAFTS or (len(self._drafts) > 1 and self._bytes() > MOST_BYTES):
                self._drafts.popitem(last=False)
        return draft

    def get(self, id: str) -> Draft | None:
        with self._lock:
            return self._drafts.get(id)

    def drop(self, id: str) -> None:
        with self._lock:
            self._drafts.pop(id, None)

    def _bytes(self) -> int:
        return sum(len(draft.document.data) + len(draft.reading.article.text) for draft in self._drafts.values())


def drafts_of(request: Request) -> Drafts:
    """The drafts of the running application."""
    with _MAKING:
        known = getattr(request.app.state, "drafts", None)
        if not isinstance(known, Drafts):
            known = Drafts()
            request.app.state.drafts = known
        return known


def reader_for(site: Site) -> Reader:
    """What reads for visitors; HTTP 403 where nothing is read for them."""
    if site.options.read_only:
        raise HTTPException(403, "nothing is read for visitors here; ask whoever runs this site")
    return site.reader


@cache
def reader_name(language: str) -> str:
    """`reader_of`, which goes through all data files of the package: once is enough."""
    return reader_of(language)


def keep(site: Site, document: RawDocument, reading: Reading, command: str) -> bool:
    """Put a reading into the ledger and its article into a dossier; whether it was new or changed."""
    began = datetime.now(UTC)
    run = site.ledger.begin_run(command, began)
    counts = {"failed": 1}
    try:
        changed = site.ledger.add(document, reading, reader=reader_name(site.settings.language))
        site.desk.file(reading)
        counts = {"read" if changed else "known": 1, "attributions": len(reading.attributions)}
    finally:
        site.ledger.end_run(run, datetime.now(UTC), counts)
    return changed
