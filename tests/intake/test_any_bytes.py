"""Whatever the bytes, an article comes out whole or an `IntakeError` says why not."""

from itertools import pairwise

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from volgens.errors import IntakeError
from volgens.intake import read_article
from volgens.model import Article, RawDocument
from volgens.settings import Settings

MEDIA_TYPES = st.sampled_from(["text/plain", "text/html", "application/xhtml+xml", "", "text/html; charset=utf-8"])
LINES = st.sampled_from(
    [
        "De brug is dicht.",
        "Deel artikel:",
        "Oorzaak",
        "title: Kop",
        "published: 2026-01-01",
        "",
        "  ",
        "Advertentie via Ster.nlKyiv",
        "Hij ontkent. Lees ook: Zo zit het",
        "Door Jan de Wit",
        "Hulsbos: 'Nee'",
        "\u2028",
        "\r",
        "x" * 300,
    ]
)
MARKUP = st.sampled_from(
    [
        "<p>",
        "</p>",
        "<div class='intro'>",
        "</div>",
        "<br>",
        "<h1>",
        "</h1>",
        "<h2>Kop</h2>",
        "<q>",
        "</q>",
        "<a href=x>",
        "</a>",
        "<aside>",
        "</aside>",
        "<figcaption>",
        "<!-- x -->",
        "<?php x ?>",
        "&nbsp;",
        "&#0;",
        "&#xD800;",
        "<script>",
        "</script>",
        "<time>12 mei</time>",
        "<article>",
        "</article>",
        "<li>",
        "<table><tr><td>",
        "De brug is dicht. ",
        "Kyiv ontkent dat, zegt hij. ",
        '<script type="application/ld+json">{"@type":"Report","articleBody":"Hij zegt.","headline":"\\ud800"}</script>',
        "<meta charset=utf-16>",
        "<link rel=canonical href='http://[x'>",
        "<html lang='nl'>",
        "<span style='display:none'>",
        "</span>",
    ]
)
BRISK = settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])


def check(data: bytes, media_type: str) -> None:
    document = RawDocument(data=data, media_type=media_type, location="x")
    try:
        article = read_article(document, settings=Settings())
    except IntakeError as error:
        assert str(error)
        assert "\n" not in str(error)
    else:
        check_blocks(article)


def check_blocks(article: Article) -> None:
    spans = [block.span for block in article.blocks]
    assert spans
    assert spans[-1].end <= len(article.text)
    assert all(span.of(article.text).strip() == span.of(article.text) for span in spans)
    edges = [0, *(edge for span in spans for edge in (span.start, span.end)), len(article.text)]
    between = [article.text[a:b] for a, b in pairwise(edges)][::2]
    assert not "".join(between).strip()
    article.text.encode("utf-8")


@BRISK
@given(st.binary(max_size=400), MEDIA_TYPES)
def test_any_bytes(data: bytes, media_type: str) -> None:
    check(data, media_type)


@BRISK
@given(st.text(max_size=400), MEDIA_TYPES, st.sampled_from(["utf-8", "utf-16", "cp1252"]))
def test_any_characters(text: str, media_type: str, encoding: str) -> None:
    check(text.encode(encoding, "replace"), media_type)


@BRISK
@given(st.lists(LINES, max_size=12), st.sampled_from(["\n", "\r\n", "\n\n"]))
def test_any_lines(lines: list[str], separator: str) -> None:
    check(separator.join(lines).encode(), "text/plain")


@BRISK
@given(st.lists(MARKUP, max_size=25))
def test_any_markup(parts: list[str]) -> None:
    check("".join(parts).encode("utf-8", "replace"), "text/html")


@BRISK
@given(st.lists(LINES, min_size=1, max_size=12))
def test_reading_twice_gives_the_same_article(lines: list[str]) -> None:
    document = RawDocument(data="\n".join(lines).encode(), media_type="text/plain", location="x")
    try:
        first = read_article(document, settings=Settings())
    except IntakeError:
        return
    assert read_article(document, settings=Settings()) == first
