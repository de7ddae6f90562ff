"""Who may come in: signing in and out, roles, tokens, and sites that nobody guards."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient
from tests.web.conftest import Opener
from tests.web.page_forms import send, token_of, words_of

from volgens.errors import LedgerError
from volgens.ledger import Ledger, Reach
from volgens.ledger.accounts import Costs
from volgens.settings import Settings
from volgens.web import WebOptions, make_app

CHEAP = Costs(n=1 << 4, r=1, p=1)
PASSWORD = "correct paard batterij"


@pytest.fixture
def guarded(own_place: Path, open_site: Opener) -> Iterator[TestClient]:
    """A site with an editor and a reader."""
    with Ledger.open(str(own_place)) as ledger:
        ledger.add_account("Anna", Reach.EDITOR, PASSWORD, costs=CHEAP)
        ledger.add_account("Rob", Reach.READER, PASSWORD, costs=CHEAP)
    with open_site(own_place) as client:
        yield client


def sign_in(site: TestClient, name: str = "Anna", password: str = PASSWORD, back: str = "/") -> int:
    return send(site, "/login", "/login", name=name, password=password, back=back).status_code


def an_article(site: TestClient) -> str:
    return next(site.app.state.site.ledger.article_ids())  # type: ignore[attr-defined, no-any-return]


@pytest.mark.parametrize(
    "path", ["/", "/search", "/articles/x", "/dossiers/x", "/actors/x", "/corrections", "/health", "/search.csv"]
)
def test_nobody_reads_without_signing_in(guarded: TestClient, path: str) -> None:
    answer = guarded.get(path)
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/login?back=")


@pytest.mark.parametrize("path", ["/articles", "/dossiers", "/corrections", "/runs", "/search?words=de"])
def test_no_program_reads_without_a_token(guarded: TestClient, path: str) -> None:
    answer = guarded.get(f"/api/v1{path}")
    assert answer.status_code == 401
    assert answer.headers["www-authenticate"] == "Bearer"
    assert answer.json()["error"]["kind"] == "unauthorized"


def test_every_address_is_guarded(guarded: TestClient) -> None:
    """Whatever is added to the site: without an account it gives nothing but the way in."""
    open_to_all = {"/login", "/preferences", "/static/{name}", "/api/v1/health", "/api/v1/openapi.json"}
    routes = guarded.app.routes  # type: ignore[attr-defined]
    for route in routes:
        if "GET" in (getattr(route, "methods", None) or ()) and route.path not in open_to_all:
            path = re.sub(r"\{[^}]+\}", "1", route.path)
            assert guarded.get(path).status_code in {303, 401}, path


def test_signing_in_leads_back_to_where_one_was_going(guarded: TestClient) -> None:
    where = guarded.get("/corrections?kind=right_act").headers["location"]
    back = re.search(r'name="?back"? value="?([^">]+)', guarded.get(where).text)
    assert back is not None
    answer = send(guarded, "/login", "/login", name="anna", password=PASSWORD, back=back[1])
    assert answer.headers["location"] == "/corrections?kind=right_act"
    assert guarded.get("/corrections").status_code == 200


@pytest.mark.parametrize("back", ["https://elders.example/", "//elders.example", "/\\elders.example", "javascript:x"])
def test_signing_in_leads_nowhere_else(guarded: TestClient, back: str) -> None:
    answer = send(guarded, "/login", "/login", name="Anna", password=PASSWORD, back=back)
    assert answer.headers["location"] == "/"


def test_a_wrong_password_and_a_wrong_name_look_the_same(guarded: TestClient) -> None:
    token = token_of(guarded, "/login")
    answers = [
        guarded.post("/login", data={"csrf": token, "name": name, "password": "fout wachtwoord"})
        for name in ("Anna", "Niemand")
    ]
    assert [answer.status_code for answer in answers] == [403, 403]
    assert words_of(answers[0].text) == words_of(answers[1].text)


def test_guessing_at_one_account_is_slowed(guarded: TestClient) -> None:
    tries = [sign_in(guarded, password=f"fout wachtwoord {n}") for n in range(7)]
    assert tries[-1] == 429
    assert sign_in(guarded) == 429
    assert sign_in(guarded, "Rob") == 303


def test_the_session_changes_when_somebody_signs_in(guarded: TestClient) -> None:
    guarded.get("/login")
    before = guarded.cookies["volgens_session"]
    sign_in(guarded)
    assert guarded.cookies["volgens_session"] != before


def test_a_session_that_somebody_made_up_is_not_taken_over(guarded: TestClient) -> None:
    guarded.cookies.set("volgens_session", "a" * 43)
    sign_in(guarded)
    guarded.cookies.clear()
    guarded.cookies.set("volgens_session", "a" * 43)
    assert guarded.get("/").status_code == 303


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(guarded: TestClient) -> None:
    cookie = send(guarded, "/login", "/login", name="Anna", password=PASSWORD).headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=lax" in cookie
    assert "max-age=1209600" in cookie


def test_behind_https_the_cookie_goes_over_nothing_else(own_place: Path) -> None:
    with Ledger.open(str(own_place)) as ledger:
        ledger.add_account("Anna", Reach.EDITOR, PASSWORD, costs=CHEAP)
    app = make_app(str(own_place), Settings(), WebOptions(https=True))
    with TestClient(app, base_url="https://localhost") as client:
        assert "secure" in client.get("/login").headers["set-cookie"].lower()


def test_signing_out_ends_the_session(guarded: TestClient) -> None:
    sign_in(guarded)
    session = guarded.cookies["volgens_session"]
    assert send(guarded, "/account", "/logout").status_code == 303
    guarded.cookies.set("volgens_session", session)
    assert guarded.get("/").status_code == 303


def test_signing_out_everywhere_ends_other_sessions(guarded: TestClient) -> None:
    sign_in(guarded)
    elsewhere = guarded.cookies["volgens_session"]
    guarded.cookies.clear()
    sign_in(guarded)
    send(guarded, "/account", "/account/sessions")
    guarded.cookies.clear()
    guarded.cookies.set("volgens_session", elsewhere)
    assert guarded.get("/").status_code == 303


def test_a_new_password_needs_the_old_one(guarded: TestClient) -> None:
    sign_in(guarded)
    fields = {"new": "een heel ander woord", "again": "een heel ander woord"}
    assert send(guarded, "/account", "/account/password", password="fout wachtwoord", **fields).status_code == 422
    assert send(guarded, "/account", "/account/password", password=PASSWORD, **fields).status_code == 303
    assert guarded.get("/account").status_code == 200
    guarded.cookies.clear()
    assert sign_in(guarded) == 403
    assert sign_in(guarded, password="een heel ander woord") == 303


def test_a_reader_sees_no_forms_and_changes_nothing(guarded: TestClient) -> None:
    sign_in(guarded, "Rob")
    page = guarded.get(f"/articles/{an_article(guarded)}")
    assert page.status_code == 200
    assert "fix-link" not in page.text
    token = token_of(guarded, "/account")
    for path in ("/corrections/1/undo", "/corrections/check", "/actors/names", "/health/quarantine/1/release"):
        assert guarded.post(path, data={"csrf": token, "article": "x", "do": "yes"}).status_code == 403
    assert guarded.get("/corrections/log").status_code == 403


def test_a_correction_is_kept_under_the_name_of_the_account(guarded: TestClient) -> None:
    sign_in(guarded)
    ledger = guarded.app.state.site.ledger  # type: ignore[attr-defined]
    reading = next(reading for reading in ledger.iter_readings() if reading.attributions)
    fields = {"attribution": reading.attributions[0].id, "do": "none"}
    send(guarded, f"/articles/{reading.article.id}", "/corrections/attribution", **fields)
    assert [(c.by, c.undone_at) for c in ledger.corrections()] == [("Anna", None)]


def made_token(site: TestClient, name: str) -> str:
    """A token, and nobody signed in."""
    site.cookies.clear()
    return str(site.app.state.site.ledger.make_token(name))  # type: ignore[attr-defined]


def test_a_program_reads_and_changes_with_a_token(guarded: TestClient) -> None:
    headers = {"authorization": f"Bearer {made_token(guarded, 'Anna')}"}
    dossier = guarded.get("/api/v1/dossiers", headers=headers).json()["items"][0]["id"]
    body = {"kind": "rename_dossier", "dossier": dossier, "title": "De brug"}
    answer = guarded.post("/api/v1/corrections", json=body, headers=headers)
    assert (answer.status_code, answer.json()["by"]) == (201, "Anna")


def test_a_program_of_a_reader_changes_nothing(guarded: TestClient) -> None:
    headers = {"authorization": f"Bearer {made_token(guarded, 'Rob')}"}
    assert guarded.get("/api/v1/dossiers", headers=headers).status_code == 200
    body = {"kind": "same_actor", "a": "Jansen", "b": "Marie Jansen"}
    assert guarded.post("/api/v1/corrections", json=body, headers=headers).status_code == 403


def test_a_token_opens_no_pages(guarded: TestClient) -> None:
    assert guarded.get("/", headers={"authorization": f"Bearer {made_token(guarded, 'Anna')}"}).status_code == 303


@pytest.mark.parametrize("word", ["", "volgens_fout", "x" * 5000, "é"])
def test_a_word_that_is_no_token_is_refused(guarded: TestClient, word: str) -> None:
    headers = {"authorization": f"Bearer {word}".encode()}
    assert guarded.get("/api/v1/dossiers", headers=headers).status_code == 401  # type: ignore[arg-type]


def test_a_cookie_changes_nothing_through_the_api(guarded: TestClient) -> None:
    sign_in(guarded)
    assert guarded.get("/api/v1/dossiers").status_code == 200
    body = {"kind": "same_actor", "a": "Jansen", "b": "Marie Jansen"}
    assert guarded.post("/api/v1/corrections", json=body).status_code == 403


def test_a_token_is_shown_once(guarded: TestClient) -> None:
    sign_in(guarded)
    made = send(guarded, "/account", "/account/tokens", label="nachtrun")
    (word,) = set(re.findall(r"volgens_[\w-]{43}", made.text))
    assert made.headers["cache-control"] == "no-store"
    page = guarded.get("/account").text
    assert "nachtrun" in page
    assert word not in page


def test_a_token_is_revoked_on_the_page(guarded: TestClient) -> None:
    token = made_token(guarded, "Anna")
    sign_in(guarded)
    (state,) = guarded.app.state.site.ledger.tokens_of("Anna")  # type: ignore[attr-defined]
    assert send(guarded, "/account", "/account/tokens", revoke=state.mark).status_code == 303
    guarded.cookies.clear()
    assert guarded.get("/api/v1/dossiers", headers={"authorization": f"Bearer {token}"}).status_code == 401


def test_signing_in_and_failing_to_are_logged(guarded: TestClient) -> None:
    sign_in(guarded, password="fout wachtwoord")
    sign_in(guarded)
    lines = guarded.app.state.site.ledger.audit(9)  # type: ignore[attr-defined]
    assert [(line.what, line.who) for line in lines] == [("signed in", "Anna"), ("sign-in refused", "Anna")]


def test_the_log_holds_no_password(guarded: TestClient) -> None:
    sign_in(guarded)
    fields = {"password": PASSWORD, "new": "een heel ander woord", "again": "een heel ander woord"}
    send(guarded, "/account", "/account/password", **fields)
    lines = guarded.app.state.site.ledger.audit(9)  # type: ignore[attr-defined]
    assert not any(word in repr(lines) for word in (PASSWORD, "heel ander"))


@pytest.mark.parametrize(
    "options", [WebOptions(host="0.0.0.0"), WebOptions(https=True), WebOptions(names=("nieuws.example",))],
    ids=["another address", "a proxy", "a name"],
)  # fmt: skip
def test_a_site_that_others_reach_does_not_start_without_accounts(own_place: Path, options: WebOptions) -> None:
    with pytest.raises(LedgerError, match="volgens account add"):
        make_app(str(own_place), Settings(), options)


def test_a_site_for_reading_needs_no_accounts(own_place: Path) -> None:
    make_app(str(own_place), Settings(), WebOptions(host="0.0.0.0", read_only=True))


def test_a_site_of_one_editor_needs_no_account(own_site: TestClient) -> None:
    assert own_site.get("/").status_code == 200
    assert own_site.get("/account").status_code == 404
    assert own_site.get("/login").headers["location"] == "/"


def test_an_account_that_is_made_meanwhile_closes_the_site(own_site: TestClient, own_place: Path) -> None:
    with Ledger.open(str(own_place)) as ledger:
        ledger.add_account("Anna", Reach.EDITOR, PASSWORD, costs=CHEAP)
    assert own_site.get("/").status_code == 303


def test_a_program_follows_a_feed_with_a_token(guarded: TestClient) -> None:
    headers = {"authorization": f"Bearer {made_token(guarded, 'Rob')}"}
    assert guarded.get("/search.csv?q=de", headers=headers).status_code == 200
    assert guarded.get("/search.csv?q=de").status_code == 303
