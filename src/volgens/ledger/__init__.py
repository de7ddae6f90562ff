"""The ledger: one database with every reading, the documents it came from, and what could not be read.

```
with Ledger.open("nieuws.ledger") as ledger:
    if ledger.article_of(raw) is None:
        ledger.add(raw, pipeline.read(raw))
    for hit in ledger.search("drones luchthaven", filters=SearchFilters(act=Act.DENY)):
        ...
```
"""

from volgens.ledger.accounts import Account, Reach, TokenState
from volgens.ledger.audit import AuditLine
from volgens.ledger.copies import CopyLink
from volgens.ledger.corrections import Correction, CorrectionKind, Effects, Wanted
from volgens.ledger.documents import RawPlace
from volgens.ledger.grouping import DossierEntry, Related
from volgens.ledger.hashing import content_hash
from volgens.ledger.hits import Asked, FoundRow, HitText, find_words
from volgens.ledger.overview import DossierPlace, HeardName, SaidRow
from volgens.ledger.quarantine import Quarantined
from volgens.ledger.runs import Run
from volgens.ledger.schedule import AddressState, FeedState
from volgens.ledger.searching import Field, Hit, SearchFilters
from volgens.ledger.store import Counts, Ledger

__all__ = [
    "Account",
    "AddressState",
    "Asked",
    "AuditLine",
    "CopyLink",
    "Correction",
    "CorrectionKind",
    "Counts",
    "DossierEntry",
    "DossierPlace",
    "Effects",
    "FeedState",
    "Field",
    "FoundRow",
    "HeardName",
    "Hit",
    "HitText",
    "Ledger",
    "Quarantined",
    "RawPlace",
    "Reach",
    "Related",
    "Run",
    "SaidRow",
    "SearchFilters",
    "TokenState",
    "Wanted",
    "content_hash",
    "find_words",
]
