"""A client for the API of a volgens site, on httpx; it needs neither the ledger nor the parser.

```
from volgens.client import Client

with Client("http://127.0.0.1:8420") as client:
    for told in client.attributions(words="drones", stance=Stance.DENIES):
        print(told.attribution.entity, told.words, told.outlet)
```

Lists are iterators that ask for the next page when it is wanted. Whatever goes wrong is a `ClientError`, which is a
`VolgensError`.
"""

from volgens.client.calling import ClientError
from volgens.client.connection import Client
from volgens.client.records import (
    ActorCount,
    ActorProfile,
    ArticleSummary,
    DossierSummary,
    Feed,
    Health,
    Job,
    MadeCorrection,
    PastRun,
    SearchHit,
    Told,
    Unread,
)

__all__ = [
    "ActorCount",
    "ActorProfile",
    "ArticleSummary",
    "Client",
    "ClientError",
    "DossierSummary",
    "Feed",
    "Health",
    "Job",
    "MadeCorrection",
    "PastRun",
    "SearchHit",
    "Told",
    "Unread",
]
