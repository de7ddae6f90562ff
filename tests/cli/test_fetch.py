"""``volgens fetch`` and ``volgens watch``: what a user sees of the two."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.cli.conftest import FIRST, Run
from tests.servers import HostileServer, hostile_server

from volgens.ledger import Ledger

PAGE = "<html><head><title>{title}</title></head><body><article><h1>{title}</h1>{body}</article></body></html>"


@pytest.fixture
def server() -> Iterator[HostileServer]:
    with hostile_server() as server:
        body = "".join(f"<p>{part}</p>" for part in FIRST.split("\n\n")[1:])
        server.add("/sluis", PAGE.format(title="Sluis bij Muiden blijft dicht", body=body))
        link = server.address("/sluis")
        server.add("/rss", f'<rss version="2.0"><channel><item><link>{link}</link></item></channel></rss>', "text/xml")
        yield server


def _articles(tmp_path: Path) -> int:
    with Ledger.open(str(tmp_path / "test.ledger")) as ledger:
        return ledger.counts().articles


def test_a_page_is_fetched_and_read(run: Run, server: HostileServer, tmp_path: Path) -> None:
    result = run("fetch", server.address("/sluis"), "--inside", server.place)
    assert result.exit_code == 0, result.stderr
    assert "1  new to the ledger" in result.stdout
    assert _articles(tmp_path) == 1


def test_an_address_inside_the_network_is_refused_with_a_reason(run: Run, tmp_path: Path) -> None:
    result = run("fetch", "http://169.254.169.254/latest/meta-data/")
    assert result.exit_code == 1
    assert "inside the network" in result.stderr
    assert _articles(tmp_path) == 0


def test_what_fails_does_not_keep_the_rest_from_being_read(run: Run, server: HostileServer, tmp_path: Path) -> None:
    addresses = [server.address("/hostile/to-metadata"), server.address("/sluis"), server.address("/nergens")]
    result = run("fetch", *addresses, "--inside", server.place)
    assert result.exit_code == 1
    assert "2  not readable" in result.stdout
    assert _articles(tmp_path) == 1


def test_one_round_of_watching_reads_what_a_feed_names(run: Run, server: HostileServer, tmp_path: Path) -> None:
    result = run("watch", server.address("/rss"), "--once", "--inside", server.place, "--log", "json")
    assert result.exit_code == 0, result.stderr
    events = [json.loads(line) for line in result.stdout.splitlines()]
    assert [event["kind"] for event in events] == ["fetched", "new_article", "round"]
    assert _articles(tmp_path) == 1


def test_a_feed_is_watched_until_it_is_stopped(run: Run, server: HostileServer) -> None:
    feed = server.address("/rss")
    run("watch", feed, "--once", "--inside", server.place)
    assert "no longer" in run("watch", feed, "--stop").stdout
    assert run("watch", "--once").exit_code == 2


@pytest.mark.parametrize("every", ["soon", "5s", "-10m", "m", "nanm"])
def test_an_impossible_pace_is_refused(run: Run, server: HostileServer, every: str) -> None:
    assert run("watch", server.address("/rss"), f"--every={every}", "--once").exit_code == 2
