"""What the client gives of a real site equals what lies in its ledger."""

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.testclient import TestClient

from volgens.client import Client
from volgens.desk import Desk
from volgens.ledger import Ledger
from volgens.model import Act


@pytest.fixture
def client(site: TestClient) -> Iterator[Client]:
    """A client that asks the site of the tests."""

    def answer(request: httpx.Request) -> httpx.Response:
        found = site.request(request.method, str(request.url), content=request.content, headers=dict(request.headers))
        headers = {"content-type": found.headers.get("content-type", "")}
        return httpx.Response(found.status_code, content=found.content, headers=headers)

    with Client("http://localhost", transport=httpx.MockTransport(answer)) as made:
        yield made


def test_readings_come_over_whole(client: Client, web_ledger: Path) -> None:
    with Ledger.open(str(web_ledger), create=False) as ledger:
        for article in client.articles():
            assert client.article(article.id) == ledger.reading(article.id)


def test_dossiers_come_over_whole(client: Client, web_ledger: Path) -> None:
    with Ledger.open(str(web_ledger), create=False) as ledger:
        for dossier in client.dossiers():
            assert client.dossier(dossier.id) == Desk(ledger).dossier(dossier.id)


def test_the_parts_of_a_dossier_are_those_of_the_whole(client: Client) -> None:
    for entry in client.dossiers():
        whole = client.dossier(entry.id)
        assert tuple(client.claims(entry.id)) == whole.claims
        assert tuple(client.positions(entry.id)) == whole.positions
        assert tuple(client.timeline(entry.id)) == whole.timeline
        assert tuple(client.revisions(entry.id)) == whole.revisions


def test_attributions_come_with_their_words(client: Client) -> None:
    for told in client.attributions(act=Act.DENY):
        text = client.article(told.attribution.article_id).article.text
        assert told.words == " … ".join(span.of(text) for span in told.attribution.content)
        assert client.attribution(told.attribution.id) == told


def test_hits_actors_and_lists_come_over(client: Client) -> None:
    assert all(hit.snippet for hit in client.search("de", order="latest"))
    name = next(client.actors()).name
    assert client.actor(name).name == name
    assert [each.location for each in client.quarantine()] == ["leeg.html"]
    assert list(client.corrections()) == list(client.runs()) == list(client.feeds()) == list(client.jobs()) == []
    assert client.health().version
