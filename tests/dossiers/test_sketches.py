"""Articles with a passage in common have a key in common, on every machine."""

import random
import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossiers.stories import make_article

from volgens.dossiers.sketches import MOST_KEYS, SURE, WORDS_KEPT, Finder, hash_words, locate_words, sketch
from volgens.model import Article


def invent(count: int, seed: int) -> list[str]:
    draw = random.Random(seed)
    return ["".join(draw.choices("abdeghiklmnoprstuvw", k=6)) for _ in range(count)]


def article(words: str | list[str], **about: object) -> Article:
    return make_article(words if isinstance(words, str) else " ".join(words), **about)  # type: ignore[arg-type]


@given(before=st.integers(0, 60), after=st.integers(0, 60), seed=st.integers(0, 10_000))
@settings(max_examples=60, deadline=None)
def test_as_many_words_in_common_as_is_sure_give_a_key_in_common(before: int, after: int, seed: int) -> None:
    shared = invent(SURE, seed)
    one = article(invent(before, seed + 1) + shared + invent(after, seed + 2))
    other = article(invent(after, seed + 3) + shared + invent(before, seed + 4))
    assert set(sketch(one)) & set(sketch(other))


def test_strangers_share_no_key() -> None:
    assert not set(sketch(article(invent(400, 1)))) & set(sketch(article(invent(400, 2))))


def test_keys_are_numbers_of_64_bits_in_order() -> None:
    keys = sketch(article(invent(300, 1)))
    assert list(keys) == sorted(set(keys))
    assert all(0 <= key < 1 << 64 for key in keys)
    assert all(type(key) is int for key in keys)


def test_keys_do_not_depend_on_the_process() -> None:
    code = (
        "from volgens.dossiers.sketches import sketch; from volgens.model import *;"
        "text = 'De veerpont bij Kerkmeer vaart sinds dinsdagochtend niet meer.';"
        "block = Block(role=Role.BODY, span=Span(0, len(text)));"
        "print(sketch(Article(text=text, blocks=(block,), raw_id='')))"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout
    assert told.strip() == str(sketch(article("De veerpont bij Kerkmeer vaart sinds dinsdagochtend niet meer.")))


def test_the_keys_of_a_text_stay_what_they_are_from_release_to_release() -> None:
    # A ledger keeps them: who changes this must make the kept ones anew.
    assert sketch(article("De veerpont bij Kerkmeer vaart sinds dinsdagochtend niet meer.")) == (KNOWN_KEY,)


KNOWN_KEY = 3823727341100456252


@pytest.mark.parametrize(
    "otherwise",
    [
        "DE BURGEMEESTER VAN KERKMEER VINDT ÉÉN PONT GENOEG",
        "De burge\u00admeester van Kerk\u200bmeer vindt één pont genoeg.",
        "De burgemeester van Kerkmeer vindt e\u0301e\u0301n pont genoeg…",
        "De burgemeester van Kerkmeer – vindt: ‘één pont’ genoeg!",
    ],
)
def test_how_words_are_printed_makes_no_difference(otherwise: str) -> None:
    assert sketch(article(otherwise)) == sketch(article("De burgemeester van Kerkmeer vindt één pont genoeg."))


@pytest.mark.parametrize("text", ["…", "Gesloten.", "De pont vaart niet."])
def test_the_shortest_article_has_a_key(text: str) -> None:
    assert len(sketch(article(text))) == 1


def test_page_furniture_and_bylines_give_no_keys() -> None:
    words = invent(60, 1)
    about = {"furniture": " ".join(invent(60, 2)), "byline": " ".join(invent(60, 3))}
    assert sketch(article(words, **about)) == sketch(article(words))


def test_the_longest_article_has_no_more_keys_than_allowed_and_its_copy_has_the_same() -> None:
    words = invent(30_000, 1)
    keys = sketch(article(words))
    assert len(keys) == MOST_KEYS
    assert len(set(keys) & set(sketch(article(words[:20_000])))) > MOST_KEYS / 2


def test_one_word_without_end_is_no_trouble() -> None:
    assert len(sketch(article("ja " * 100_000))) == 1
    assert len(sketch(article("a" * 1_000_000))) == 1


def test_words_stand_where_they_are_said_to_stand() -> None:
    text = "De pont, zegt men, ‘vaart’ niet."
    one = article(text)
    assert [text[start:end] for start, end in locate_words(one)] == ["De", "pont", "zegt", "men", "vaart", "niet"]
    assert len(hash_words(one)) == 6


def test_more_words_than_are_kept_keep_their_hashes() -> None:
    first = article("veerpont")
    before = hash_words(first)
    hash_words(article([f"woord{n}" for n in range(WORDS_KEPT + 10)]))
    assert np.array_equal(hash_words(first), before)


def test_the_article_that_shares_most_comes_first() -> None:
    finder = Finder([("a", (1, 2, 3)), ("b", (2, 3, 9)), ("c", (3, 9)), ("d", (7,))])
    assert finder.find((1, 2, 3), 10) == (("a", 3), ("b", 2), ("c", 1))


def test_no_more_are_found_than_asked() -> None:
    finder = Finder([("a", (1, 2, 3)), ("b", (2, 3, 9)), ("c", (3, 9))])
    assert finder.find((1, 2, 3), 1) == (("a", 3),)


def test_only_those_that_came_earlier_are_found_where_that_is_asked() -> None:
    finder = Finder([("z", (1, 2)), ("a", (2, 3)), ("m", (2, 3))])
    assert finder.find((2, 3), 10, before="a") == (("z", 1),)
    assert finder.find((1, 2), 10, before="z") == ()


def test_a_key_that_too_many_share_tells_nothing() -> None:
    pages = [(f"{n}", (5, 100 + n // 2)) for n in range(10)]
    assert Finder(pages, most_sharers=9).find((5, 100), 20) == (("0", 1), ("1", 1))
    assert len(Finder(pages, most_sharers=10).find((5,), 20)) == 10


def test_keys_of_the_upper_half_are_found() -> None:
    assert Finder([("a", (2**64 - 1,)), ("b", (2**64 - 1, 0))]).find((2**64 - 1,), 5) == (("a", 1), ("b", 1))


def test_a_key_given_twice_counts_once() -> None:
    assert Finder([("a", (4, 4)), ("b", (4,))]).find((4, 4), 5) == (("a", 1), ("b", 1))


@pytest.mark.parametrize("sketches", [[], [("a", ())], [("a", (3,))]])
def test_nothing_is_found_where_nothing_is_shared(sketches: list[tuple[str, tuple[int, ...]]]) -> None:
    assert Finder(sketches).find((1, 2), 5) == ()


def test_an_article_given_twice_is_an_error() -> None:
    with pytest.raises(ValueError, match="twice"):
        Finder([("a", (1,)), ("a", (2,))])
