from collections.abc import Iterator
from pathlib import Path

import pytest

from volgens.ledger import Ledger


@pytest.fixture
def place(tmp_path: Path) -> str:
    """Where a ledger may be made."""
    return str(tmp_path / "nieuws.ledger")


@pytest.fixture
def ledger(place: str) -> Iterator[Ledger]:
    with Ledger.open(place) as opened:
        yield opened
