"""volgens (Dutch: *according to*): who says what, according to whom.

```
from volgens import Pipeline, Settings

for attribution in Pipeline(Settings()).read_text("De minister zegt dat de dijk veilig is."):
    print(attribution.entity, attribution.act, attribution.content)
```

An *article* is a text that never changes once it has been read; an *attribution* links a source to the content it
stands behind, through a cue. `docs/index.md` tells the rest.
"""

from typing import TYPE_CHECKING

from volgens.errors import VolgensError
from volgens.model import Act, Actor, Article, Attribution, Failure, Mode, RawDocument, Reading, Span
from volgens.settings import Settings

if TYPE_CHECKING:
    from volgens.ledger import Ledger
    from volgens.pipeline import Pipeline

__all__ = [
    "Act",
    "Actor",
    "Article",
    "Attribution",
    "Failure",
    "Ledger",
    "Mode",
    "Pipeline",
    "RawDocument",
    "Reading",
    "Settings",
    "Span",
    "VolgensError",
]


def __getattr__(name: str) -> object:
    """Load the parser and the database only for those who use them."""
    if name == "Pipeline":
        from volgens.pipeline import Pipeline  # noqa: PLC0415

        return Pipeline
    if name == "Ledger":
        from volgens.ledger import Ledger  # noqa: PLC0415

        return Ledger
    raise AttributeError(f"module 'volgens' has no attribute {name!r}")
