"""Fetching: an address becomes a document, politely and without ever reaching inside.

```
with Fetcher(settings) as fetcher:
    answer = fetcher.fetch("https://krant.example/nieuws/veerboot", validators)
```

robots.txt is kept to, requests to one host stand apart, nothing is taken from addresses inside the network, and no
answer takes more time or memory than the settings allow.
"""

from volgens.fetching.answers import Fetched, FetchError, NotModified, Validators
from volgens.fetching.client import Fetcher

__all__ = ["FetchError", "Fetched", "Fetcher", "NotModified", "Validators"]
