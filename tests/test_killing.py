"""A reader that is killed and started again ends with the ledger of one that was not."""

import random
from pathlib import Path

from killing import compare


def test_a_reader_killed_at_random_moments_ends_with_the_same_ledger(tmp_path: Path) -> None:
    verdict = compare(tmp_path, 12, 3, random.Random(7), together=True)
    assert verdict.articles == 12
    assert verdict.failures == 1
    assert len(verdict.kills) == 3
    assert verdict.killed == verdict.whole
