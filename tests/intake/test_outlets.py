"""Pages with the markup of outlets, each against the JSON beside it, and the file that says what outlets do."""

import json
from datetime import datetime
from pathlib import Path

import pytest
from lxml.html import document_fromstring

from volgens.errors import IntakeError, LexiconError
from volgens.intake import read_article
from volgens.intake.outlets import find_outlet, find_places, load_outlets, parse_outlets
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

PAGES = Path(__file__).parent / "pages"
EXPECTED = sorted(PAGES.glob("**/*.json"))
ARTICLES = [path for path in EXPECTED if "refused" not in json.loads(path.read_text(encoding="utf-8"))]
REFUSED = [path for path in EXPECTED if path not in ARTICLES]
REASONS = {
    "cookie wall": "is a cookie wall",
    "bot check": "is a check for robots",
    "not found": "the article is not there",
    "login": "is a login page",
    "list of articles": "is a list of articles",
}
FACTS = ("title", "byline", "outlet", "section", "address", "language", "partial")


def read(path: Path) -> Article:
    page = path.with_suffix(".html")
    document = RawDocument(data=page.read_bytes(), media_type="text/html", location=page.name)
    return read_article(document, settings=Settings())


def own_words(blocks: list[tuple[str, str]]) -> list[str]:
    return " ".join(text for role, text in blocks if role in {"lead", "heading", "body"}).split()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_page_gives_its_facts(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    article = read(path)
    found = {name: getattr(article, name) for name in FACTS}
    # Some templates shout the names of their reporters.
    found["byline"] = expected["byline"] if _same_name(found["byline"], expected["byline"]) else found["byline"]
    assert found == {name: expected[name] for name in FACTS}


def _same_name(found: str | None, expected: str | None) -> bool:
    return (found or "").casefold() == (expected or "").casefold()


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
@pytest.mark.parametrize("name", ["published", "modified"])
def test_a_page_gives_its_times_with_their_zone(path: Path, name: str) -> None:
    wanted = json.loads(path.read_text(encoding="utf-8"))[name]
    assert getattr(read(path), name) == (datetime.fromisoformat(wanted) if wanted else None)


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_a_page_gives_its_own_words_in_order(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    article = read(path)
    found = own_words([(block.role.value, block.span.of(article.text)) for block in article.blocks])
    wanted = own_words([(block["role"], block["text"]) for block in expected["blocks"]])
    # One line of furniture may slip through, and no word of the article may go missing.
    places = iter(found)
    assert all(word in places for word in wanted)
    assert len(found) <= len(wanted) + 12


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_furniture_is_marked_or_left_out(path: Path) -> None:
    lines = json.loads(path.read_text(encoding="utf-8"))["furniture"]
    article = read(path)
    own = [b.span.of(article.text) for b in article.blocks if b.role not in {Role.FURNITURE, Role.BYLINE}]
    kept = [line for line in lines if any(line == text or (len(line) >= 25 and line in text) for text in own)]
    assert len(kept) <= 0.1 * len(lines), kept


@pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem)
def test_entries_of_a_live_blog_keep_their_times(path: Path) -> None:
    expected = json.loads(path.read_text(encoding="utf-8"))
    article = read(path)
    found = {block.span.of(article.text): block.time for block in article.blocks if block.time}
    assert found == {b["text"]: datetime.fromisoformat(b["time"]) for b in expected["blocks"] if "time" in b}


@pytest.mark.parametrize("path", REFUSED, ids=lambda path: path.stem)
def test_a_page_that_is_no_article_is_refused_with_the_reason(path: Path) -> None:
    reason = json.loads(path.read_text(encoding="utf-8"))["refused"]
    with pytest.raises(IntakeError, match=REASONS[reason]):
        read(path)


def test_there_are_pages_of_more_than_twenty_two_outlets() -> None:
    assert len({read(path).outlet for path in ARTICLES}) >= 22


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://nos.nl/artikel/1", "NOS"),
        ("https://www.vrt.be/vrtnws/nl/", "VRT NWS"),
        ("https://eenvandaag.avrotros.nl/item/x", "EenVandaag"),
        ("https://nl.wikinews.org/wiki/X", "Wikinieuws"),
        ("https://regio.ad.nl:443/x", "AD"),
        ("https://nietnos.nl/artikel/1", None),
        ("http://[kapot", None),
        (None, None),
    ],
)
def test_the_host_names_the_outlet(address: str | None, name: str | None) -> None:
    assert find_outlet(address) == name


def test_there_are_forty_outlets_or_more() -> None:
    assert len(load_outlets().names) >= 40


ENTRY = '[outlets]\n"krant.example" = "De Krant"\n\n[[pages]]\nhosts = ["krant.example"]\n'


@pytest.mark.parametrize(
    ("selector", "count"),
    [
        ("p", 2),
        (".streamer", 1),
        ("p.streamer", 1),
        ("#kop", 1),
        ("[data-soort=quote]", 1),
        ("div[class^=blok]", 1),
        ("[class*=ream]", 1),
        ("div .streamer", 1),
        ("[data-soort]", 1),
        ("h2.streamer", 0),
    ],
)
def test_a_selector_finds_its_elements(selector: str, count: int) -> None:
    places = parse_outlets(f"{ENTRY}furniture = ['{selector}']\n").places["krant.example"]
    root = document_fromstring(
        '<body><h1 id="kop">Brug</h1><div class="blok-1"><p class="een streamer">a</p>'
        '<p data-soort="quote">b</p></div></body>'
    )
    assert len(places.find("furniture", root)) == count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[outlets]\n'Krant.example' = 'De Krant'\n", "lower-case host"),
        ("[other]\n", r"needs \[outlets\]"),
        ("[outlets", "not valid TOML"),
        (f"{ENTRY}furnitures = ['p']\n", "unknown key 'furnitures'"),
        (f"{ENTRY}furniture = 'p'\n", "is a list of selectors"),
        (f"{ENTRY}furniture = ['p > a']\n", "is no selector"),
        (f"{ENTRY}furniture = ['']\n", "an empty selector"),
        (f"{ENTRY}[[pages]]\nhosts = ['krant.example']\n", "stands in two entries"),
        ("[outlets]\n[[pages]]\nfurniture = ['p']\n", "`hosts` is a list"),
    ],
)
def test_a_wrong_file_of_outlets_is_refused(text: str, words: str) -> None:
    with pytest.raises(LexiconError, match=words):
        parse_outlets(text)


def test_an_unknown_host_has_no_places_of_its_own() -> None:
    assert not find_places("https://onbekend.example/1").find("byline", document_fromstring("<p>x</p>"))
