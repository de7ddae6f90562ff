"""Watching: feeds, news sitemaps and pages are asked for news, and what is new or changed is read into the ledger.

```
with Ledger.open("nieuws.ledger") as ledger, Fetcher(settings) as fetcher:
    watcher = Watcher(ledger, fetcher, settings, feeds=["https://krant.example/rss"], every=900)
    for event in watcher.run(stop=stop):
        print(event.kind, event.address, event.reason)
```

All that a watcher must know stands in the ledger, so that it goes on after a crash where it was.
"""

from volgens.watching.events import WatchEvent, WatchKind
from volgens.watching.watcher import Watcher

__all__ = ["WatchEvent", "WatchKind", "Watcher"]
