"""From what a user types to one article."""

import pytest

from volgens.errors import LedgerError
from volgens.ledger import Ledger

from .readings import article, document, reading_of, sample


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    ledger.add(*sample())
    ledger.add(*sample(headline="Storm bij Vlieland", address="https://dekade.example/storm"))
    ledger.add(*sample(headline="Storm bij Urk", address=None))
    return ledger


def storm() -> str:
    return sample(headline="Storm bij Vlieland", address="https://dekade.example/storm")[1].article.id


@pytest.mark.parametrize("key", ["https://dekade.example/storm", "vlieland", "storm vlieland", " Vlieland "])
def test_an_article_is_found_by_address_or_title(filled: Ledger, key: str) -> None:
    assert filled.find_article(key) == storm()


def test_an_article_is_found_by_its_id(filled: Ledger) -> None:
    assert filled.find_article(storm()) == storm()


def test_an_article_is_found_by_the_start_of_its_id(filled: Ledger) -> None:
    assert filled.find_article(storm()[:6].upper()) == storm()


def test_an_article_is_found_by_where_its_document_was(filled: Ledger) -> None:
    raw, reading = sample(headline="Storm bij Urk", address=None)
    assert filled.find_article(raw.location) == reading.article.id


def test_words_that_fit_several_articles_list_them(filled: Ledger) -> None:
    with pytest.raises(LedgerError, match=r"several articles fit 'storm'.*Storm bij") as raised:
        filled.find_article("storm")
    assert "Storm bij Urk" in str(raised.value)
    assert storm() in str(raised.value)
    assert "\n" not in str(raised.value)


def test_a_long_list_of_candidates_is_cut_short(ledger: Ledger) -> None:
    raw = document()
    for n in range(12):
        ledger.add(raw, reading_of(article(raw, headline=f"Storm {n}")))
    with pytest.raises(LedgerError, match=r"and more$"):
        ledger.find_article(raw.location)


@pytest.mark.parametrize("key", ["aardbeving", "", "?", "a", "ffffffffffffffffffff"])
def test_a_key_that_fits_nothing_is_an_error(filled: Ledger, key: str) -> None:
    with pytest.raises(LedgerError, match="no article fits"):
        filled.find_article(key)
