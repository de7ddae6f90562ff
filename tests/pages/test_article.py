"""The article page: the words as printed, marked, explained, and harmless whatever they are."""

import re
from datetime import UTC, datetime
from html import unescape

import pytest

from volgens.model import Act, Article, Attribution, Block, Mode, Reading, Role, Span
from volgens.pages import render_article

TEXT = 'De krant schrijft dat Vos zei dat de brug dicht is. "Dat klopt niet", zegt Bos.'
HOSTILE = '<script>alert("x")</script>'


def _spans(words: str, text: str = TEXT) -> tuple[Span, ...]:
    start = text.index(words)
    return (Span(start, start + len(words)),)


def _attribution(article: Article, **parts: object) -> Attribution:
    known = {"mode": Mode.INDIRECT, "act": Act.ASSERT, "maker": "test", "version": "1", **parts}
    return Attribution(article_id=article.id, **known)  # type: ignore[arg-type]


@pytest.fixture
def reading() -> Reading:
    article = Article(
        text=TEXT,
        blocks=(Block(role=Role.BODY, span=Span(0, len(TEXT))),),
        raw_id="0" * 64,
        outlet="De Polderbode",
        title="Brug dicht",
        published=datetime(2026, 5, 4, 9, 30, tzinfo=UTC),
    )
    outer = _attribution(
        article,
        source=_spans("De krant"),
        cue=_spans("schrijft"),
        content=_spans("Vos zei dat de brug dicht is"),
        entity="krant",
    )
    inner = _attribution(
        article,
        source=_spans("Vos"),
        cue=_spans("zei"),
        content=_spans("de brug dicht is"),
        entity="Vos",
        parent=outer.id,
    )
    denial = _attribution(
        article,
        source=_spans("Bos"),
        cue=_spans("zegt"),
        content=_spans('"Dat klopt niet"'),
        entity="Bos",
        act=Act.DENY,
        mode=Mode.DIRECT,
    )
    return Reading(article=article, attributions=(outer, inner, denial))


def _plain(page: str) -> str:
    body = re.sub(r"<style.*?</style>|<[^>]+>", "", page, flags=re.DOTALL)
    return " ".join(unescape(body).split())


def test_every_word_of_the_article_stands_on_the_page(reading: Reading) -> None:
    plain = _plain(render_article(reading))
    for word in TEXT.split():
        assert word in plain


def test_each_attribution_is_linked_both_ways(reading: Reading) -> None:
    page = render_article(reading)
    anchors = set(re.findall(r'id="([^"]+)"', page))
    targets = set(re.findall(r'href="#([^"]+)"', page))
    assert targets <= anchors
    for attribution in reading.attributions:
        assert any(attribution.id in anchor for anchor in anchors)


def test_sign_and_words_say_what_colour_says(reading: Reading) -> None:
    page = render_article(reading)
    assert "✕" in page
    assert "spreekt tegen" in _plain(page)
    assert "denies" in _plain(render_article(reading, language="en"))


def test_an_inner_attribution_says_whose_words_it_stands_in(reading: Reading) -> None:
    assert "in de woorden van krant" in _plain(render_article(reading))


def test_loads_nothing_and_runs_nothing(reading: Reading) -> None:
    page = render_article(reading)
    assert "Content-Security-Policy" in page
    assert not re.search(r"<(script|img|iframe|object|embed)\b", page)
    assert not re.search(r"""(src|href)=["']?(https?:)?//""", page)


@pytest.mark.parametrize("field", ["title", "outlet", "byline"])
def test_hostile_metadata_shows_as_text(field: str) -> None:
    article = Article(text="Niets.", blocks=(Block(role=Role.BODY, span=Span(0, 6)),), raw_id="", **{field: HOSTILE})  # type: ignore[arg-type]
    page = render_article(Reading(article=article, attributions=()))
    assert "<script" not in page
    assert "alert(" in page


def test_hostile_words_show_as_text() -> None:
    text = f"Vos zegt dat {HOSTILE} waar is."
    article = Article(text=text, blocks=(Block(role=Role.BODY, span=Span(0, len(text))),), raw_id="")
    said = _attribution(article, content=_spans(HOSTILE, text), cue=_spans("zegt", text), entity=HOSTILE)
    page = render_article(Reading(article=article, attributions=(said,)))
    assert "<script" not in page
    assert HOSTILE in unescape(page)


def test_an_address_that_is_no_web_address_is_no_link() -> None:
    article = Article(text="Niets.", blocks=(), raw_id="", address="javascript:alert(1)")
    page = render_article(Reading(article=article, attributions=()))
    assert 'href="javascript' not in page


def test_says_so_where_nothing_was_found() -> None:
    article = Article(text="Niets.", blocks=(Block(role=Role.BODY, span=Span(0, 6)),), raw_id="")
    assert "geen toeschrijving" in _plain(render_article(Reading(article=article, attributions=())))
