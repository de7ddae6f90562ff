"""One sentence after another: what is attributed in it, and in the negatives that nothing is.

A case that the pipeline does not get yet, though the guidelines want it, has ``known_miss`` and may fail.
"""

from collections import Counter

import pytest

from case_files import Case, find_faults, load_cases
from volgens.pipeline import Pipeline

CASES = load_cases()


def _marked(case: Case) -> object:
    marks = [pytest.mark.xfail(strict=False, reason=case.note)] if case.known_miss else []
    return pytest.param(case, id=case.name, marks=marks)


@pytest.mark.parametrize("case", [_marked(c) for c in CASES])
def test_sentence_is_read_as_expected(case: Case, pipeline: Pipeline) -> None:
    faults = find_faults(case, pipeline.read_text(case.text))
    assert not faults, f"{case.text} [{case.note}]\n" + "\n".join(faults)


def test_every_construction_has_at_least_eight_cases() -> None:
    counts = Counter(case.name.rpartition("-")[0] for case in CASES)
    assert len(counts) >= 27
    assert all(count >= 8 for count in counts.values()), counts


def test_no_sentence_is_there_twice() -> None:
    repeated = [text for text, count in Counter(case.text for case in CASES).items() if count > 1]
    assert not repeated


def test_negatives_expect_nothing() -> None:
    assert all(not case.expect for case in CASES if case.name.startswith("negatives"))


def test_an_attribution_too_many_is_a_fault(pipeline: Pipeline) -> None:
    case = Case(name="x", text="De bakker zegt dat het brood op is.", note="", expect=())
    assert find_faults(case, pipeline.read_text(case.text))


def test_a_missing_attribution_is_a_fault() -> None:
    case = Case(name="x", text="Het brood is op.", note="", expect=({"content": "Het brood is op"},))
    assert find_faults(case, ())
