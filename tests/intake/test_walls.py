"""Pages that stand before an article, and articles that a wall cuts off."""

import pytest

from volgens.errors import IntakeError, LexiconError
from volgens.intake import read_article
from volgens.intake.pages.walls import load_signs, parse_signs
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

STORY = (
    "<p>De brug over de Vliet blijft voorlopig dicht, zegt wethouder Hulsbos tegen de gemeenteraad van Vlietdam.</p>"
    "<p>Aannemer Lammers ontkent dat er een scheur in het brugdek zit. “Wij hebben alles nagekeken”, zegt hij.</p>"
    "<p>Het onderzoek duurt nog zeker drie weken, en tot die tijd moeten automobilisten omrijden over de dijk.</p>"
)
MORE = STORY.replace("Vliet", "Dommel").replace("Lammers", "Verkade").replace("drie weken", "vier maanden")
OFFER = "<div class='aanbod'><h3>Verder lezen?</h3><p>Neem nu een abonnement vanaf 2 euro per week.</p></div>"


def read(body: str, head: str = "") -> Article:
    markup = f"<html><head>{head}</head><body>{body}</body></html>"
    document = RawDocument(data=markup.encode(), media_type="text/html", location="page.html")
    return read_article(document, settings=Settings())


def not_free(said: str) -> str:
    return f'<script type="application/ld+json">{{"@type":"NewsArticle","isAccessibleForFree":{said}}}</script>'


def test_an_article_that_ends_in_an_offer_to_subscribe_is_partial() -> None:
    assert read(f"<article><h1>Brug dicht</h1>{STORY}{OFFER}</article>").partial


def test_an_offer_between_paragraphs_does_not_make_an_article_partial() -> None:
    assert not read(f"<article><h1>Brug dicht</h1>{STORY}{OFFER}{MORE}</article>").partial


def test_an_article_that_calls_itself_free_is_whole_whatever_it_offers() -> None:
    assert not read(f"<article><h1>Brug dicht</h1>{STORY}{OFFER}</article>", not_free("true")).partial


@pytest.mark.parametrize("said", ["false", '"False"', '"http://schema.org/False"'])
def test_an_article_for_subscribers_that_is_there_in_full_is_whole(said: str) -> None:
    assert not read(f"<article><h1>Brug dicht</h1>{STORY}{MORE}{STORY}{MORE}</article>", not_free(said)).partial


@pytest.mark.parametrize("said", ["false", '"False"', '"http://schema.org/False"'])
def test_an_article_for_subscribers_that_stops_in_a_sentence_is_partial(said: str) -> None:
    cut = "<p>De gemeente wil daar nu samen met de provincie en…</p>"
    assert read(f"<article><h1>Brug dicht</h1>{STORY}{MORE}{STORY}{cut}</article>", not_free(said)).partial


def test_what_stands_behind_a_wall_is_furniture() -> None:
    article = read(f"<article><h1>Brug dicht</h1>{STORY}{OFFER}<h2>Onze beste verhalen</h2></article>")
    own = [block.span.of(article.text) for block in article.blocks if block.role in {Role.BODY, Role.HEADING}]
    assert len(own) == 3


def test_an_article_about_cookies_is_no_cookie_wall() -> None:
    article = read(
        "<h1>Toezichthouder wil einde aan cookiemuren</h1><p>Websites mogen bezoekers niet langer dwingen om cookies "
        "te aanvaarden, vindt de toezichthouder. Die kondigde woensdag aan dat hij boetes gaat uitdelen.</p>"
        "<p>Uitgevers zeggen dat zij zonder advertenties niet kunnen bestaan. “Dan kunnen wij de ten"
        "t wel sluiten”, zegt hun "
        "voorzitter Karin Post.</p><p>De minister wil het onderzoek afwachten en belooft voor de zomer een brief.</p>"
    )
    assert article.title == "Toezichthouder wil einde aan cookiemuren"


def test_an_article_with_a_cookie_notice_is_read() -> None:
    notice = "<div class='cookie'><p>Wij en onze partners gebruiken cookies en vragen uw toestemming.</p></div>"
    article = read(f"{notice}<article><h1>Brug dicht</h1>{STORY}{MORE}</article>")
    assert "partners" not in " ".join(b.span.of(article.text) for b in article.body_blocks())


def test_an_article_about_a_missing_page_is_read() -> None:
    article = read(f"<h1>Pagina uit dagboek niet gevonden</h1>{STORY}", "<meta property='og:type' content='article'>")
    assert article.title == "Pagina uit dagboek niet gevonden"


def test_an_article_with_a_login_form_beside_it_is_read() -> None:
    form = "<form><input type='text'><input type='password'></form>"
    assert not read(f"{form}<h1>Brug dicht</h1>{STORY}{MORE}").partial


def test_an_article_above_a_list_of_others_is_read() -> None:
    others = "".join(f"<h3><a href='/{i}'>Een ander bericht {i}</a></h3><p>Dat gaat daarover.</p>" for i in range(9))
    assert read(f"<main><h1>Brug dicht</h1>{STORY}{MORE}{others}</main>").title == "Brug dicht"


def test_a_list_of_articles_is_refused() -> None:
    others = "".join(f"<h3><a href='/{i}'>Een bericht {i}</a></h3><p>Dat gaat over de brug.</p>" for i in range(9))
    with pytest.raises(IntakeError, match="is a list of articles"):
        read(f"<main><h1>Binnenland</h1>{others}</main>")


def test_a_check_for_robots_is_refused_by_its_script() -> None:
    with pytest.raises(IntakeError, match="check for robots"):
        read("<p>Checking your browser.</p><script src='/cdn-cgi/challenge-platform/h/b'></script>")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[consent", "not valid TOML"),
        ("[consent]\ntitles = []\n", "needs \\[consent\\]"),
        (
            "[consent]\ntitles = ['(']\nwords = []\nmarks = []\n[bot]\ntitles = []\nmarks = []\n[missing]\n"
            "titles = []\n[login]\ntitles = []\n[paywall]\nlines = []\nhints = []\nnames = ''\n",
            "regular expressions",
        ),
    ],
)
def test_a_wrong_file_of_signs_is_refused(text: str, words: str) -> None:
    with pytest.raises(LexiconError, match=words):
        parse_signs(text)


def test_the_shipped_signs_are_in_order() -> None:
    assert "paywall" in load_signs().names
