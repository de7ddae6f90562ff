"""The words for offices: whom a title speaks for."""

import pytest

from volgens.language.lexicon import Lexicon


@pytest.mark.parametrize(
    ("title", "role"),
    [
        ("woordvoerder", "spokesperson"),
        ("Commissiewoordvoerster", "spokesperson"),
        ("CEO", "head"),
        ("Fed-voorzitter", "head"),
        ("verkeerswethouder", "municipality"),
        ("fractievoorzitter", None),
        ("oud-directeur", None),
        ("ex-minister", None),
        ("zaakwaarnemer", None),
        ("onderzoeker", None),
    ],
)
def test_title_speaks_for(lexicon: Lexicon, title: str, role: str | None) -> None:
    assert lexicon.people.offices.role_of(title) == role


def test_titles_of_one_office_stand_for_each_other(lexicon: Lexicon) -> None:
    assert {"raadsman", "advocaat"} <= lexicon.people.offices.same["raadsvrouw"]
