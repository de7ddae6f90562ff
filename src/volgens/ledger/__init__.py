"""The ledger: one database with every reading, the document it came from, and what could not be read.

```
with Ledger.open("nieuws.ledger") as ledger:
    ledger.add(raw, reading)
    for hit in ledger.search("drones luchthaven", filters=SearchFilters(act=Act.DENY)):
        ...
```
"""

from volgens.ledger.corrections import Correction, CorrectionKind, Effects
from volgens.ledger.grouping import DossierEntry, Related
from volgens.ledger.searching import Field, Hit, SearchFilters
from volgens.ledger.store import Counts, Ledger

__all__ = [
    "Correction",
    "CorrectionKind",
    "Counts",
    "DossierEntry",
    "Effects",
    "Field",
    "Hit",
    "Ledger",
    "Related",
    "SearchFilters",
]
