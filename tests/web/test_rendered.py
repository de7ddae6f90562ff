"""Pages that are kept: never an old one, never somebody else's, and not sent twice."""

from pathlib import Path

import pytest
from starlette.requests import Request
from starlette.testclient import TestClient
from tests.web.page_forms import send, token_of

from volgens.desk import Desk
from volgens.ledger import Ledger
from volgens.web.rendered import Rendered


@pytest.fixture
def path(own_place: Path) -> str:
    with Ledger.open(str(own_place)) as ledger:
        return f"/dossiers/{next(iter(Desk(ledger).dossiers())).id}"


def test_a_dossier_that_did_not_change_is_not_sent_again(public_site: TestClient, path: str) -> None:
    tag = public_site.get(path).headers["etag"]
    again = public_site.get(path, headers={"if-none-match": tag})
    assert (again.status_code, again.content) == (304, b"")


def test_a_dossier_that_was_corrected_is_sent_as_it_is_now(own_site: TestClient, path: str) -> None:
    tag = own_site.get(path).headers["etag"]
    answer = send(
        own_site, path, "/corrections/dossier", dossier=path.rpartition("/")[2], do="rename", title="Nieuwe kop"
    )
    assert answer.status_code == 303
    again = own_site.get(path, headers={"if-none-match": tag})
    assert again.status_code == 200
    assert "Nieuwe kop" in again.text


def test_each_visitor_gets_forms_of_their_own(own_site: TestClient, path: str) -> None:
    first = token_of(own_site, path)
    own_site.cookies.clear()
    own_site.get(path)
    assert token_of(own_site, path) != first


def test_a_form_of_a_kept_page_is_taken(own_site: TestClient, path: str) -> None:
    own_site.get(path)
    own_site.cookies.clear()
    own_site.get(path)
    own = {"dossier": path.rpartition("/")[2], "do": "rename", "title": "Nog een kop"}
    assert send(own_site, path, "/corrections/dossier", **own).status_code == 303


def test_language_and_theme_are_kept_apart(own_site: TestClient, path: str) -> None:
    pages = {
        own_site.get(path, headers={"cookie": f"volgens_lang={language}; volgens_theme={theme}"}).text.partition(
            "<title"
        )[0]
        for language in ("nl", "en")
        for theme in ("light", "dark")
    }
    assert len(pages) == 4


def test_the_new_session_of_a_kept_page_is_given(own_site: TestClient, path: str) -> None:
    own_site.get(path)
    own_site.cookies.clear()
    assert "volgens_session" in own_site.get(path).headers["set-cookie"]


def test_a_page_is_packed_for_those_who_can_unpack_it(public_site: TestClient, path: str) -> None:
    packed, plain = (public_site.get(path, headers={"accept-encoding": how}) for how in ("gzip", "identity"))
    assert packed.headers["content-encoding"] == "gzip"
    assert int(packed.headers["content-length"]) < len(plain.content) / 2
    assert packed.text == plain.text


def test_pages_take_no_more_room_than_they_may(site: TestClient) -> None:
    from starlette.responses import HTMLResponse  # noqa: PLC0415

    from volgens.language.interface import load_interface  # noqa: PLC0415
    from volgens.web.site import Visitor  # noqa: PLC0415

    rendered = Rendered(most=10_000)
    visitor = Visitor(interface=load_interface("nl"), theme="auto", session="", token="t" * 32)
    request = Request({"type": "http", "headers": [], "app": site.app})
    made = []

    def make() -> HTMLResponse:
        made.append(1)
        return HTMLResponse("x" * 4_000, headers={"content-security-policy": ""})

    for key in (1, 2, 3, 4, 4, 1):
        rendered.answer(request, visitor, key, make)
    assert len(made) == 5
