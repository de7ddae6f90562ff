"""Live blogs: each entry keeps the time at which it was posted."""

from datetime import datetime

from volgens.intake import read_article
from volgens.model import Article, RawDocument
from volgens.settings import Settings

HEAD = (
    "<title>Liveblog brug</title><meta property='article:published_time' content='2026-03-04T08:00:00+01:00'>"
    "<meta property='article:modified_time' content='2026-03-05T11:00:00+01:00'>"
)
NEW = "<p>De brug gaat om twaalf uur weer open, zegt wethouder Hulsbos na overleg met de aannemer.</p>"
OLD = "<p>Volgens aannemer Lammers is er geen scheur gevonden, maar gaan de metingen de hele nacht door.</p>"
FIRST = "<p>De brug over de Vliet is dicht. Automobilisten moeten omrijden over de dijk, meldt de gemeente.</p>"


def read(body: str, head: str = HEAD) -> Article:
    markup = f"<html><head>{head}</head><body><main><h1>Liveblog brug</h1>{body}</main></body></html>"
    document = RawDocument(data=markup.encode(), media_type="text/html", location="page.html")
    return read_article(document, settings=Settings())


def times(article: Article) -> list[str]:
    return [block.time.isoformat() for block in article.blocks if block.time]


def test_times_of_day_take_their_day_from_the_blog_newest_first() -> None:
    article = read(f"<div><b>10:30</b>{NEW}</div><div><b>07:15</b>{OLD}</div><div><b>22:40</b>{FIRST}</div>")
    assert times(article) == ["2026-03-05T10:30:00+01:00", "2026-03-05T07:15:00+01:00", "2026-03-04T22:40:00+01:00"]


def test_times_of_day_take_their_day_from_the_blog_oldest_first() -> None:
    article = read(f"<div><b>08:10</b>{FIRST}</div><div><b>22:40</b>{OLD}</div><div><b>00:15</b>{NEW}</div>")
    assert times(article) == ["2026-03-04T08:10:00+01:00", "2026-03-04T22:40:00+01:00", "2026-03-05T00:15:00+01:00"]


def test_a_heading_with_a_day_dates_the_entries_under_it() -> None:
    article = read(
        f"<h4>Donderdag 5 maart 2026</h4><div><b>9.05 uur</b>{NEW}</div>"
        f"<h4>Dinsdag 3 maart 2026</h4><div><b>21.00 uur</b>{OLD}</div>"
    )
    assert times(article) == ["2026-03-05T09:05:00+01:00", "2026-03-03T21:00:00+01:00"]


def test_the_first_text_of_an_entry_bears_its_time_even_before_the_stamp() -> None:
    article = read(
        f"<section><h2>Brug open</h2><time datetime='2026-03-05T10:30:00+01:00'>10:30</time>{NEW}</section>"
        f"<section><h2>Geen scheur</h2><time datetime='2026-03-05T07:15:00+01:00'>07:15</time>{OLD}</section>"
    )
    found = {block.span.of(article.text): block.time for block in article.blocks if block.time}
    assert found == {
        "Brug open": datetime.fromisoformat("2026-03-05T10:30:00+01:00"),
        "Geen scheur": datetime.fromisoformat("2026-03-05T07:15:00+01:00"),
    }


def test_json_ld_gives_the_times_where_the_page_shows_none() -> None:
    linked = (
        '<script type="application/ld+json">{"@type": "LiveBlogPosting", "headline": "Liveblog brug", '
        '"liveBlogUpdate": [{"@type": "BlogPosting", "datePublished": "2026-03-05T10:30:00Z", '
        '"articleBody": "De brug gaat om twaalf uur weer open, zegt wethouder Hulsbos na overleg met de aannemer."}, '
        '{"@type": "BlogPosting", "datePublished": "2026-03-05T07:15:00Z", "headline": "Geen scheur"}]}</script>'
    )
    article = read(f"<div>{NEW}</div><div><h2>Geen scheur</h2>{OLD}</div>", linked)
    assert times(article) == ["2026-03-05T10:30:00+00:00", "2026-03-05T07:15:00+00:00"]


def test_an_article_that_names_times_is_no_live_blog() -> None:
    article = read_article(
        RawDocument(
            data=f"<html><body><h1>Brug dicht</h1><p>10:30</p>{NEW}<p>11:45</p>{OLD}</body></html>".encode(),
            media_type="text/html",
            location="page.html",
        ),
        settings=Settings(),
    )
    assert times(article) == []
