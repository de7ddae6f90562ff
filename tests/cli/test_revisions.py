"""``volgens revisions``: what a later version of an article changed in what it lets people say."""

from tests.cli.conftest import Run


def test_shows_what_was_added_and_dropped(event: Run) -> None:
    output = event("revisions", "https://vecht.example/nieuws/9100001/brand-loods").stdout
    assert "+ added" in output
    assert "− dropped" in output
    assert "eigenaar ontkent asbest" in output


def test_an_article_without_versions_says_so(event: Run) -> None:
    output = event("revisions", "https://polderbode.example/9200002-loods-muiden").stdout
    assert "No other version" in output
