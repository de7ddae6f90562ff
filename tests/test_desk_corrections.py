"""Putting right who said what, and which statements are one claim, at the desk."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.test_desk import BRIDGE, NAMES, file, read

from volgens.desk import Desk
from volgens.errors import LedgerError
from volgens.ledger import CorrectionKind, Ledger
from volgens.model import Act, ActorKind


@pytest.fixture
def ledger(tmp_path: Path) -> Iterator[Ledger]:
    with Ledger.open(str(tmp_path / "nieuws.ledger")) as opened:
        yield opened


@pytest.fixture
def desk(ledger: Ledger) -> Desk:
    return Desk(ledger)


@pytest.fixture
def home(desk: Desk, ledger: Ledger) -> str:
    """A dossier with two articles and a statement in each."""
    return file(desk, ledger, read(BRIDGE[0]), read(BRIDGE[1], day=1, name=NAMES[2]))[0]


def first_id(ledger: Ledger) -> str:
    article_id = read(BRIDGE[0])[1].article.id
    return ledger.reading(article_id).attributions[0].id


def speakers(desk: Desk, home: str) -> set[str | None]:
    return {stand.actor for claim in desk.dossier(home).claims for stand in claim.stands}


def test_a_right_actor_speaks_in_the_dossier(desk: Desk, ledger: Ledger, home: str) -> None:
    assert speakers(desk, home) == {NAMES[0], NAMES[2]}
    made = desk.correct_actor(first_id(ledger), " Jan \n Bos ", "Anna")
    assert speakers(desk, home) == {"Jan Bos", NAMES[2]}
    desk.undo(made.id, "Bert")
    assert speakers(desk, home) == {NAMES[0], NAMES[2]}


def test_a_right_act_is_that_of_the_stand(desk: Desk, ledger: Ledger, home: str) -> None:
    desk.correct_act(first_id(ledger), Act.DENY)
    acts = {stand.act for claim in desk.dossier(home).claims for stand in claim.stands if stand.actor == NAMES[0]}
    assert acts == {Act.DENY}


def test_what_is_no_statement_is_in_no_dossier(desk: Desk, ledger: Ledger, home: str) -> None:
    desk.reject_attribution(first_id(ledger))
    assert speakers(desk, home) == {NAMES[2]}


def test_a_correction_holds_for_an_article_that_is_read_again(desk: Desk, ledger: Ledger, home: str) -> None:
    desk.correct_actor(first_id(ledger), "Jan Bos")
    file(desk, ledger, read(BRIDGE[0], version="2", name=NAMES[1]))
    assert "Jan Bos" in speakers(desk, home)


def test_a_right_actor_is_of_the_kind_that_other_articles_have(desk: Desk, ledger: Ledger, home: str) -> None:
    assert desk.correct_actor(first_id(ledger), NAMES[2]).details["actor_kind"] == ActorKind.PERSON


def test_a_correction_keeps_what_was_there(desk: Desk, ledger: Ledger, home: str) -> None:
    made = desk.correct_actor(first_id(ledger), "Jan Bos", "Anna")
    assert (made.by, made.one("was"), made.one("name")) == ("Anna", NAMES[0], "Jan Bos")
    assert made.one("quote").startswith("dat de Kattenbrug")


def test_who_corrected_an_attribution_is_known(desk: Desk, ledger: Ledger, home: str) -> None:
    desk.correct_act(first_id(ledger), Act.DENY, "Anna")
    reading = ledger.reading(read(BRIDGE[0])[1].article.id)
    ((attribution_id, made),) = desk.amended(reading).items()
    assert attribution_id == reading.attributions[0].id
    assert [correction.by for correction in made] == ["Anna"]


@pytest.mark.parametrize("name", ["", "  ", NAMES[0], "x" * 201, "a\x07b"])
def test_a_name_that_changes_nothing_or_is_none_is_refused(desk: Desk, ledger: Ledger, home: str, name: str) -> None:
    with pytest.raises(LedgerError, match="name"):
        desk.correct_actor(first_id(ledger), name)


def test_the_act_that_it_has_is_refused(desk: Desk, ledger: Ledger, home: str) -> None:
    with pytest.raises(LedgerError, match="already"):
        desk.correct_act(first_id(ledger), Act.ASSERT)


def test_an_attribution_that_is_not_there_is_an_error(desk: Desk) -> None:
    with pytest.raises(LedgerError, match="no attribution 000"):
        desk.reject_attribution("0" * 20)


def claims(desk: Desk, home: str) -> list[int]:
    return sorted(len(claim.stands) for claim in desk.dossier(home).claims)


def stands(desk: Desk, home: str) -> list[str]:
    found = [stand for claim in desk.dossier(home).claims for stand in claim.stands]
    return [stand.id for stand in sorted(found, key=lambda stand: stand.quote)]


def test_statements_are_joined_and_parted_and_undone(desk: Desk, ledger: Ledger, home: str) -> None:
    before = claims(desk, home)
    first, second = stands(desk, home)
    change, other = (desk.join_claims, [2]) if before == [1, 1] else (desk.part_claims, [1, 1])
    made = change(home, first, second, "Anna")
    assert claims(desk, home) == other
    desk.undo(made.id)
    assert claims(desk, home) == before


def test_the_last_word_on_two_statements_holds(desk: Desk, ledger: Ledger, home: str) -> None:
    first, second = stands(desk, home)
    desk.part_claims(home, first, second)
    desk.join_claims(home, first, second)
    assert claims(desk, home) == [2]
    desk.part_claims(home, first, second)
    assert claims(desk, home) == [1, 1]


def test_a_joined_claim_outlives_a_new_reading(desk: Desk, ledger: Ledger, home: str) -> None:
    first, second = stands(desk, home)
    desk.part_claims(home, first, second)
    desk.join_claims(home, first, second)
    file(desk, ledger, read(BRIDGE[0], version="2"))
    assert claims(desk, home) == [2]


def test_a_statement_that_is_not_there_is_an_error(desk: Desk, ledger: Ledger, home: str) -> None:
    first, _ = stands(desk, home)
    with pytest.raises(LedgerError, match="no statement 000"):
        desk.join_claims(home, first, "0" * 20)
    with pytest.raises(LedgerError, match="one statement"):
        desk.part_claims(home, first, first)


def test_a_correction_that_was_undone_is_not_undone_twice(desk: Desk, ledger: Ledger, home: str) -> None:
    made = desk.reject_attribution(first_id(ledger))
    desk.undo(made.id)
    with pytest.raises(LedgerError, match=f"no correction {made.id} that holds"):
        desk.undo(made.id)
    assert ledger.correction(made.id).kind is CorrectionKind.NO_ATTRIBUTION
