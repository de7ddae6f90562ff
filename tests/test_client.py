"""The client: records as the package has them, lists followed to their end, errors as ours."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import httpx
import pytest

from volgens.client import Client, ClientError
from volgens.errors import VolgensError
from volgens.model import Act, Stance

Answer = Callable[[httpx.Request], httpx.Response]


def client_of(answer: Answer, token: str | None = None) -> Client:
    """A client whose site is a function."""
    return Client("http://krant.example/", token, transport=httpx.MockTransport(answer))


def says(body: object, status: int = 200) -> Answer:
    return lambda request: httpx.Response(status, json=body)


def test_lists_are_followed_to_their_end() -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        last = request.url.params.get("cursor") == "verder"
        name = "Tolsma" if last else "Huitema"
        return httpx.Response(200, json={"items": [{"name": name, "articles": 1}], "next": None if last else "verder"})

    with client_of(answer) as client:
        names = [actor.name for actor in client.actors("H")]

    assert names == ["Huitema", "Tolsma"]
    assert [url.params["prefix"] for url in asked] == ["H", "H"]


def test_the_next_page_is_asked_for_when_it_is_wanted() -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json={"items": [{"name": "Tolsma", "articles": 1}], "next": "verder"})

    with client_of(answer) as client:
        next(client.actors())

    assert len(asked) == 1


def test_filters_are_sent_in_their_own_form() -> None:
    asked: list[httpx.URL] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url)
        return httpx.Response(200, json={"items": [], "next": None})

    with client_of(answer) as client:
        since = datetime(2026, 1, 2, tzinfo=UTC)
        list(client.attributions("brug", act=Act.DENY, stance=Stance.DENIES, since=since))

    parameters = dict(asked[0].params)
    expected = {"words": "brug", "act": "deny", "stance": "denies", "since": "2026-01-02T00:00:00+00:00"}
    assert parameters == expected | {"limit": "100"}


def test_a_token_goes_with_every_request() -> None:
    sent: list[str | None] = []

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(request.headers.get("authorization"))
        return httpx.Response(200, json={"items": [], "next": None})

    with client_of(answer, "geheim") as client:
        list(client.runs())

    assert sent == ["Bearer geheim"]


def test_no_name_leads_out_of_its_path() -> None:
    asked: list[bytes] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(request.url.raw_path)
        return httpx.Response(200, json={"items": [], "next": None})

    with client_of(answer) as client:
        list(client.said_by("a/../b?c#d"))

    assert asked[0].startswith(b"/api/v1/actors/a%2F..%2Fb%3Fc%23d/attributions?")


def test_an_error_of_the_site_is_ours_with_its_status() -> None:
    body = {"error": {"status": 404, "kind": "not_found", "message": "there is no article x", "details": None}}

    with client_of(says(body, 404)) as client, pytest.raises(VolgensError, match="there is no article x") as raised:
        client.article("x")
    assert isinstance(raised.value, ClientError)
    assert (raised.value.status, raised.value.kind) == (404, "not_found")


def test_a_site_that_cannot_be_reached_is_told() -> None:
    def answer(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectError("refused", request=request)

    with client_of(answer) as client, pytest.raises(ClientError, match="cannot be reached"):
        client.health()


def test_what_is_no_volgens_site_is_told() -> None:
    def answer(_: httpx.Request) -> httpx.Response:
        return httpx.Response(200, text="<html>")

    with client_of(answer) as client, pytest.raises(ClientError, match="no JSON"):
        client.health()


@pytest.mark.parametrize("body", [[], 3, {}, {"version": 1}, {"version": "1", "read_only": "no"}])
def test_an_answer_of_another_shape_is_told(body: object) -> None:
    with client_of(says(body)) as client, pytest.raises(ClientError):
        client.health()


@pytest.mark.parametrize("address", ["http://[::1", "http://krant.example:poort", "\x00"])
def test_what_is_no_address_is_told(address: str) -> None:
    with pytest.raises(ClientError, match="no address"):
        Client(address)


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with client_of(says({})) as client, pytest.raises(ClientError, match="cannot be sent"):
        client.read_file(tmp_path / "nergens.txt")


def job(state: str) -> dict[str, object]:
    numbers = dict.fromkeys(("found", "read", "revised", "copies", "known", "failed"), 0)
    own = {"id": "j", "state": state, "what": "a", "made_at": "2026-01-02T00:00:00Z", "ended": None, "total": None}
    return own | numbers | {"failures": [{"location": "a", "reason": "b"}], "articles": [], "reason": None}


def test_waiting_ends_when_the_job_does() -> None:
    states = iter(["queued", "running", "done"])

    with client_of(lambda _: httpx.Response(200, json=job(next(states)))) as client:
        done = client.wait("j", pause=0)

    assert (done.state, done.failures) == ("done", (("a", "b"),))


def test_waiting_ends_with_patience() -> None:
    with client_of(says(job("running"))) as client:
        assert not client.wait("j", seconds=0, pause=0).over


def test_a_correction_is_sent_as_it_is_told() -> None:
    sent: list[object] = []
    made = {"id": 7, "kind": "same_actor", "details": {"a": "A", "b": "B", "dossier": None}, "by": "ed"}

    def answer(request: httpx.Request) -> httpx.Response:
        sent.append(json.loads(request.content))
        return httpx.Response(201, json=made | {"at": "2026-01-02T00:00:00Z", "undone_at": None})

    with client_of(answer) as client:
        correction = client.correct("same_actor", a="A", b="B")

    assert sent == [{"kind": "same_actor", "a": "A", "b": "B"}]
    assert (correction.id, correction.details["dossier"]) == (7, None)
