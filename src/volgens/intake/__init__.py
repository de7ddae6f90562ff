"""Intake: bytes become an `Article` whose text never changes again.

`iter_documents` finds and loads documents one at a time, `read_article` reads one of them.
"""

from volgens.intake.documents import iter_documents
from volgens.intake.reading import read_article

__all__ = ["iter_documents", "read_article"]
