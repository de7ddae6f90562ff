import pytest

from volgens.language.writing import Writing

STYLES = [
    ('"', '"'),
    ("'", "'"),
    ("“", "”"),
    ("„", "”"),
    ("„", "“"),
    ("‘", "’"),
    ("«", "»"),
    (",,", "''"),
    ("``", "''"),
    ("''", "''"),
]


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_ten_styles_of_quotation_marks_pair(writing: Writing, opening: str, closing: str) -> None:
    assert closing in writing.closers[opening]


def test_marks_are_those_that_open_or_close(writing: Writing) -> None:
    assert writing.marks == writing.openers | writing.closing_marks


def test_apostrophe_words_are_known(writing: Writing) -> None:
    assert {"s", "t"} <= writing.apostrophe_words


def test_every_abbreviation_ends_in_a_stop(writing: Writing) -> None:
    assert not [a for a in writing.abbreviations if not a.endswith(".")]


def test_name_abbreviations_are_abbreviations(writing: Writing) -> None:
    assert writing.name_abbreviations < writing.abbreviations
