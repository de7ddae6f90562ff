"""The newsroom in the browser: pages, corrections, and an API under ``/api/v1``.

```
app = make_app("nieuws.ledger", Settings(), WebOptions())
uvicorn.run(app, host="127.0.0.1", port=8420)
```
"""

from volgens.web.app import make_app
from volgens.web.options import WebOptions

__all__ = ["WebOptions", "make_app"]
