"""The API under ``/api/v1``: everything that the pages show, for programs, and reading for them.

Lists come in pages: ask again with ``cursor`` set to ``next``. Errors have one form, ``{"error": {"status", "kind",
"message", "details"}}``. Parameters that are not known are ignored. Answers have an ETag: send it back in
``If-None-Match`` and an answer that did not change comes as 304 without a body.
"""

from fastapi import APIRouter, Depends

from volgens.web.api import corrections, dossiers, listing, reading, state
from volgens.web.site import get_visitor

PREFIX = "/api/v1"

# Whoever asks is looked at first, whatever they ask for.
router = APIRouter(prefix=PREFIX, dependencies=[Depends(get_visitor)])
for part in (listing, dossiers, corrections, state, reading):
    router.include_router(part.router)
