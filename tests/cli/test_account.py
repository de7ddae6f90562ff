"""``volgens account``: who may come in."""

import os
from pathlib import Path

import pytest
from tests.cli.conftest import Run

from volgens.ledger import Ledger, accounts
from volgens.ledger.accounts import Costs

PASSWORD = "correct paard batterij"
TWICE = f"{PASSWORD}\n{PASSWORD}\n"


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    made = accounts.hash_password
    monkeypatch.setattr(accounts, "hash_password", lambda word, *_: made(word, Costs(n=1 << 4, r=1, p=1)))


def opened() -> Ledger:
    return Ledger.open(os.environ["VOLGENS_LEDGER"])


def test_an_account_is_made_before_the_first_article(run: Run) -> None:
    assert run("account", "add", "Anna", input=TWICE).exit_code == 0
    with opened() as ledger:
        assert ledger.sign_in("Anna", PASSWORD) is not None


def test_a_password_is_not_printed(run: Run) -> None:
    assert PASSWORD not in run("account", "add", "Anna", input=TWICE).output


def test_accounts_are_listed_with_their_tokens(run: Run) -> None:
    run("account", "add", "robot", "--role", "reader", "--no-password")
    run("account", "token", "robot", "--label", "nachtrun", "--days", "30")
    listed = run("account", "list").stdout
    assert "reader" in listed
    assert "nachtrun" in listed


def test_a_token_is_all_that_stands_on_standard_output(run: Run) -> None:
    run("account", "add", "robot", "--no-password")
    token = run("account", "token", "robot").stdout.strip()
    with opened() as ledger:
        assert ledger.account_of_token(token) is not None


def test_a_token_is_revoked_by_its_mark(run: Run) -> None:
    run("account", "add", "robot", "--no-password")
    token = run("account", "token", "robot").stdout.strip()
    with opened() as ledger:
        (state,) = ledger.tokens_of("robot")
    assert run("account", "token", "robot", "--revoke", state.mark).exit_code == 0
    with opened() as ledger:
        assert ledger.account_of_token(token) is None


def test_a_removed_account_is_gone(run: Run) -> None:
    run("account", "add", "robot", "--no-password")
    assert run("account", "remove", "ROBOT").exit_code == 0
    assert "no accounts" in run("account", "list").stdout


def test_a_role_and_a_password_are_changed(run: Run) -> None:
    run("account", "add", "Anna", input=TWICE)
    run("account", "role", "Anna", "reader")
    run("account", "password", "Anna", input="een heel ander woord\n" * 2)
    with opened() as ledger:
        found = ledger.sign_in("Anna", "een heel ander woord")
    assert found is not None
    assert found.role == "reader"


def test_an_account_is_signed_out_everywhere(run: Run) -> None:
    run("account", "add", "Anna", input=TWICE)
    with opened() as ledger:
        word = ledger.begin_session("Anna")
    assert "1" in run("account", "sign-out", "Anna").stdout
    with opened() as ledger:
        assert ledger.account_of_session(word) is None


@pytest.mark.parametrize("command", ["remove", "password", "token", "sign-out"])
def test_an_unknown_account_is_an_error(run: Run, command: str) -> None:
    result = run("account", command, "Niemand", input=TWICE)
    assert result.exit_code != 0
    assert "no account 'Niemand'" in str(result.exception)


def test_what_is_done_to_accounts_is_logged(run: Run) -> None:
    run("account", "add", "Anna", input=TWICE)
    with opened() as ledger:
        (line,) = ledger.audit(9)
    assert (line.what, line.data["name"], line.address) == ("made an account", "Anna", None)


def test_a_site_that_others_reach_asks_for_an_account(run: Run, tmp_path: Path) -> None:
    result = run("serve", "--host", "0.0.0.0", "--port", "1")
    assert result.exit_code != 0
    assert "volgens account add" in str(result.exception)
