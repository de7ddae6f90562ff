"""``volgens actor``: what one actor said, under all its names."""

from tests.cli.conftest import Run


def test_shows_what_an_actor_said_and_where(event: Run) -> None:
    output = event("actor", "Teun Blok").stdout
    assert "De Polderbode" in output
    assert "Omroep Vecht" in output


def test_a_surname_will_do(event: Run) -> None:
    assert "Anna Kuiper" in event("actor", "Kuiper").stdout


def test_nobody_of_that_name_is_said_to_be_nobody(event: Run) -> None:
    assert "Nothing found" in event("actor", "Willemijn").stdout
