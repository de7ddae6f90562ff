"""Words that try to be more than words: on every page and in every feed they stand as they were written."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

import pytest
from lxml import etree
from starlette.testclient import TestClient
from tests.web.conftest import Opener
from tests.web.page_forms import tree_of

from volgens.desk import Desk
from volgens.ledger import Ledger
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Failure,
    Mode,
    RawDocument,
    Reading,
    Role,
    Span,
    Statement,
)

SCRIPT = "</title></script><script>alert(1)</script>"
HANDLER = "\"'><img src=x onerror=alert(1)>"
TURNED = "\u202etxet\u202c\u2066"
NAME = f"Jan {HANDLER}{{{{ 7*7 }}}} Jansen"
ADDRESS = "javascript:alert(document.cookie)//https://x.example/"
SENTENCE = f"Volgens {NAME} is {SCRIPT} de brug {TURNED} dicht."
PATHS = (
    "/",
    "/dossiers/{dossier}",
    "/dossiers/{dossier}?fix={stand}",
    "/dossiers/{dossier}?actor={name}",
    "/articles/{article}",
    "/articles/{article}?fix={attribution}",
    "/articles/{article}?at=20",
    "/actors",
    "/actors?name=Jan",
    "/actors/{name}",
    "/search",
    "/search?q={script}",
    "/search?q=brug&actor={name}&outlet={outlet}",
    "/read",
    "/corrections",
    "/corrections?by={script}",
    "/corrections/log",
    "/health",
    "/dossiers/{script}",
    "/articles/{script}",
    "/actors/{script}",
    "/search?since={script}",
    "/?after={script}",
)
FEEDS = ("/dossiers/{dossier}.atom", "/search.atom?q=brug", "/search.atom?q={script}")


def make_reading() -> tuple[RawDocument, Reading]:
    raw = RawDocument(data=SENTENCE.encode(), media_type="text/html", location=f"{SCRIPT}{HANDLER}.html")
    article = Article(
        text=SENTENCE,
        blocks=(Block(role=Role.BODY, span=Span(0, len(SENTENCE))),),
        raw_id=raw.id,
        address=ADDRESS,
        outlet=f"Krant {SCRIPT}{HANDLER}",
        title=f"{SCRIPT}{HANDLER}{'Kop' * 3_000}",
        byline=f"Door {SCRIPT}{HANDLER}",
        section=SCRIPT,
        published=datetime(2026, 11, 20, 9, tzinfo=UTC),
    )
    actor = Actor(article_id=article.id, name=NAME, kind=ActorKind.PERSON, speaks_for=f"{SCRIPT}{HANDLER}")
    start = SENTENCE.index(" is ") + 4
    content = (Span(start, len(SENTENCE) - 1),)
    attributions = tuple(
        Attribution(
            article_id=article.id, source=(Span(8, 8 + len(NAME)),), content=content, mode=Mode.INDIRECT, act=act,
            entity=NAME, actor_id=actor.id, maker=SCRIPT, version="1",
        )
        for act in (Act.ASSERT, Act.DENY)
    )  # fmt: skip
    statements = tuple(
        Statement(
            article_id=article.id,
            attribution_id=a.id,
            words=content,
            topic=content,
            predicate="dicht",
            lemmas=("brug",),
        )
        for a in attributions
    )
    return raw, Reading(article=article, attributions=attributions, actors=(actor,), statements=statements)


@pytest.fixture(scope="module")
def hostile_place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    place = tmp_path_factory.mktemp("hostile") / "vijandig.ledger"
    with Ledger.open(str(place)) as ledger:
        desk, (raw, reading) = Desk(ledger), make_reading()
        ledger.add(raw, reading)
        home = desk.file(reading)
        desk.rename(home, f"{SCRIPT}{HANDLER}", f"{SCRIPT}{HANDLER}")
        desk.correct_actor(reading.attributions[0].id, f"Piet {HANDLER}", f"{SCRIPT}{HANDLER}")
        ledger.add_failure(Failure(location=f"{SCRIPT}{HANDLER}", reason=f"{SCRIPT}{HANDLER}"))
        ledger.watch_feed(f"https://x.example/{SCRIPT}{HANDLER}", 600.0, datetime(2026, 11, 20, tzinfo=UTC))
        ledger.note(SCRIPT, who=HANDLER, address=SCRIPT, data={SCRIPT: HANDLER})
    return place


@pytest.fixture
def asked(hostile_place: Path) -> dict[str, str]:
    with Ledger.open(str(hostile_place)) as ledger:
        reading = next(ledger.iter_readings())
        dossier = Desk(ledger).dossier(str(ledger.dossier_of(reading.article.id)))
        return {
            "dossier": dossier.id,
            "stand": dossier.claims[0].stands[0].id,
            "article": reading.article.id,
            "attribution": reading.attributions[0].id,
            "name": quote(NAME, safe=""),
            "outlet": quote(str(reading.article.outlet), safe=""),
            "script": quote(SCRIPT, safe=""),
        }


@pytest.fixture
def hostile_site(hostile_place: Path, open_site: Opener) -> Iterator[TestClient]:
    with open_site(hostile_place) as site:
        yield site


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_no_page_takes_words_for_code(
    hostile_site: TestClient, asked: dict[str, str], path: str, language: str
) -> None:
    answer = hostile_site.get(path.format_map(asked), headers={"accept-language": language})
    assert answer.status_code < 500
    tree = tree_of(answer.text)
    scripts = tree.xpath("//script")
    assert [script.get("src", "").startswith("/static/") for script in scripts] == [True]
    assert not scripts[0].text
    assert tree.xpath("//@*[starts-with(name(), 'on')]") == []
    assert tree.xpath("//img") == []
    assert [a for a in tree.xpath("//@href | //@action | //@src") if a.strip().lower().startswith("javascript:")] == []
    assert "49 Jansen" not in answer.text


@pytest.mark.parametrize("path", FEEDS)
def test_no_feed_takes_words_for_code(hostile_site: TestClient, asked: dict[str, str], path: str) -> None:
    answer = hostile_site.get(path.format_map(asked))
    assert answer.status_code == 200
    tree = etree.fromstring(answer.content)
    assert {etree.QName(element).localname for element in tree.iter()} <= {
        "feed", "id", "title", "updated", "link", "author", "name", "entry", "category", "content",
    }  # fmt: skip


def test_the_words_are_there_as_they_were_written(hostile_site: TestClient, asked: dict[str, str]) -> None:
    words = tree_of(hostile_site.get(f"/articles/{asked['article']}").text).text_content()
    assert "<script>alert(1)</script>" in words


def test_a_table_runs_nothing_in_a_spreadsheet(hostile_site: TestClient) -> None:
    lines = hostile_site.get("/search.csv").text.splitlines()
    assert not any(line.startswith(("=", "+", "@")) for line in lines)


def test_an_address_that_is_none_is_no_link(hostile_site: TestClient, asked: dict[str, str]) -> None:
    tree = tree_of(hostile_site.get(f"/articles/{asked['article']}").text)
    assert tree.xpath("//a[contains(@href, 'alert')]") == []
