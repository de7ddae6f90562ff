"""Accounts, sessions, tokens and the log."""

import sqlite3
from datetime import UTC, datetime, timedelta

import pytest

from volgens.errors import LedgerError
from volgens.ledger import Ledger, Reach
from volgens.ledger.accounts import COSTS, MOST_SESSIONS, SESSION_LASTS, Costs, hash_password, is_password

CHEAP = Costs(n=1 << 4, r=1, p=1)
PASSWORD = "correct paard batterij"


@pytest.fixture
def anna(ledger: Ledger) -> str:
    return ledger.add_account("Anna", Reach.EDITOR, PASSWORD, costs=CHEAP).name


def test_a_password_is_kept_with_its_costs_and_not_as_it_is() -> None:
    kept = hash_password(PASSWORD, CHEAP)
    assert kept.startswith("scrypt$16$1$1$")
    assert PASSWORD not in kept
    assert is_password(PASSWORD, kept)
    assert not is_password(PASSWORD + "x", kept)


def test_the_costs_are_those_that_owasp_gives() -> None:
    assert (COSTS.n, COSTS.r, COSTS.p) == (2**15, 8, 3)


def test_the_same_password_is_kept_differently_each_time() -> None:
    assert hash_password(PASSWORD, CHEAP) != hash_password(PASSWORD, CHEAP)


def test_an_account_comes_in_by_its_password_only(ledger: Ledger, anna: str) -> None:
    found = ledger.sign_in(" anna ", PASSWORD)
    assert found is not None
    assert found.name == anna
    assert ledger.sign_in(anna, PASSWORD.upper()) is None


def test_nobody_comes_in_where_there_is_no_such_account(ledger: Ledger) -> None:
    assert ledger.sign_in("Anna", "") is None


def test_an_account_without_a_password_is_for_tokens_only(ledger: Ledger) -> None:
    ledger.add_account("robot", Reach.READER)
    assert ledger.sign_in("robot", "") is None
    found = ledger.account_of_token(ledger.make_token("robot"))
    assert found is not None
    assert found.role is Reach.READER


@pytest.mark.parametrize("name", ["", " ", "a\x00b", "x" * 61, "anna", "ANNA"])
def test_a_name_that_is_none_or_taken_is_refused(ledger: Ledger, anna: str, name: str) -> None:
    with pytest.raises(LedgerError, match="name"):
        ledger.add_account(name, Reach.READER)


def test_a_short_password_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="12 to 1000"):
        ledger.add_account("Anna", Reach.READER, "kort", costs=CHEAP)


def test_a_session_ends_with_its_time(ledger: Ledger, anna: str) -> None:
    now = datetime(2024, 5, 1, tzinfo=UTC)
    word = ledger.begin_session(anna, now)
    assert ledger.account_of_session(word, now + SESSION_LASTS - timedelta(seconds=1)) is not None
    assert ledger.account_of_session(word, now + SESSION_LASTS) is None


def test_signing_out_ends_one_session(ledger: Ledger, anna: str) -> None:
    here, there = ledger.begin_session(anna), ledger.begin_session(anna)
    ledger.end_session(here)
    assert ledger.account_of_session(here) is None
    assert ledger.account_of_session(there) is not None


def test_signing_out_everywhere_leaves_tokens(ledger: Ledger, anna: str) -> None:
    word, token = ledger.begin_session(anna), ledger.make_token(anna)
    assert ledger.end_sessions(anna) == 1
    assert ledger.account_of_session(word) is None
    assert ledger.account_of_token(token) is not None


def test_a_new_password_ends_the_sessions(ledger: Ledger, anna: str) -> None:
    word = ledger.begin_session(anna)
    ledger.set_password(anna, "een heel ander woord", costs=CHEAP)
    assert ledger.account_of_session(word) is None
    assert ledger.sign_in(anna, PASSWORD) is None


def test_of_many_sessions_the_oldest_ends(ledger: Ledger, anna: str) -> None:
    start = datetime.now(UTC)
    words = [ledger.begin_session(anna, start + timedelta(seconds=n)) for n in range(MOST_SESSIONS + 1)]
    assert ledger.account_of_session(words[0]) is None
    assert ledger.account_of_session(words[1]) is not None


def test_a_session_is_no_token_and_a_token_no_session(ledger: Ledger, anna: str) -> None:
    assert ledger.account_of_token(ledger.begin_session(anna)) is None
    assert ledger.account_of_session(ledger.make_token(anna)) is None


def test_a_token_holds_until_it_is_revoked(ledger: Ledger, anna: str) -> None:
    token = ledger.make_token(anna, "nachtrun")
    (state,) = ledger.tokens_of(anna)
    assert state.label == "nachtrun"
    ledger.revoke_token(anna, state.mark)
    assert ledger.account_of_token(token) is None
    with pytest.raises(LedgerError, match="no token"):
        ledger.revoke_token(anna, state.mark)


@pytest.mark.parametrize("mark", ["", "%", "%%%%%%%%%%%%", "____________"])
def test_no_pattern_revokes_a_token(ledger: Ledger, anna: str, mark: str) -> None:
    ledger.make_token(anna)
    with pytest.raises(LedgerError, match="no token"):
        ledger.revoke_token(anna, mark)


def test_a_token_of_a_month_ends(ledger: Ledger, anna: str) -> None:
    token = ledger.make_token(anna, lasts=timedelta(days=30))
    assert ledger.account_of_token(token, datetime.now(UTC) + timedelta(days=29)) is not None
    assert ledger.account_of_token(token, datetime.now(UTC) + timedelta(days=31)) is None


def test_a_removed_account_comes_in_by_nothing(ledger: Ledger, anna: str) -> None:
    session, token = ledger.begin_session(anna), ledger.make_token(anna)
    ledger.remove_account("ANNA")
    assert not ledger.has_accounts()
    assert ledger.account_of_session(session) is None
    assert ledger.account_of_token(token) is None


def test_the_file_holds_no_word_that_lets_anybody_in(ledger: Ledger, anna: str, place: str) -> None:
    secrets = (PASSWORD, ledger.begin_session(anna), ledger.make_token(anna))
    with sqlite3.connect(place) as connection:
        dump = "\n".join(connection.iterdump())
    connection.close()
    assert [word for word in secrets if word in dump] == []


def test_the_log_is_kept_in_order_and_paged(ledger: Ledger) -> None:
    for number in range(5):
        ledger.note(f"did {number}", who="Anna", address="192.0.2.1", data={"long": "x" * 9999})
    last = ledger.audit(2)
    assert [line.what for line in last] == ["did 4", "did 3"]
    assert [line.what for line in ledger.audit(9, before=last[-1].id)] == ["did 2", "did 1", "did 0"]
    assert (last[0].who, last[0].address, len(last[0].data["long"])) == ("Anna", "192.0.2.1", 500)
