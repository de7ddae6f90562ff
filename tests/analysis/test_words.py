import pytest

from parses import load_words
from volgens.analysis.words import Words


@pytest.fixture
def words() -> Words:
    return load_words()


def split(words: Words, text: str) -> list[str]:
    return [w.text for w in words.split(text)]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ('"', '"'),
        ("'", "'"),
        ("“", "”"),
        ("„", "”"),
        ("„", "“"),
        ("‘", "’"),
        ("«", "»"),
        (",,", "''"),
        ("``", "''"),
        ("''", "''"),
    ],
)
def test_quotation_marks_are_words_of_their_own(words: Words, opening: str, closing: str) -> None:
    assert split(words, f"{opening}Kom maar{closing}, zei ze.") == [
        opening,
        "Kom",
        "maar",
        closing,
        ",",
        "zei",
        "ze",
        ".",
    ]


@pytest.mark.parametrize("word", ["foto's", "foto’s", "zo'n", "zo’n", "auto's", "baby'tje", "d'r", "ma's"])
def test_apostrophe_inside_a_word_stays(words: Words, word: str) -> None:
    assert split(words, f"Kijk {word} na") == ["Kijk", word, "na"]


@pytest.mark.parametrize("word", ["'s", "’s", "'t", "’t"])
def test_word_that_begins_with_an_apostrophe_stays_whole(words: Words, word: str) -> None:
    assert split(words, f"Dat is {word} nachts zo") == ["Dat", "is", word, "nachts", "zo"]


@pytest.mark.parametrize("word", ["dr.", "prof.", "o.a.", "enz.", "A.B.", "V.S.", "Dr.", "bijv."])
def test_abbreviation_keeps_its_stop(words: Words, word: str) -> None:
    assert split(words, f"Hij {word} kwam") == ["Hij", word, "kwam"]


def test_ordinary_word_loses_its_stop(words: Words) -> None:
    assert split(words, "De man. De hond") == ["De", "man", ".", "De", "hond"]


@pytest.mark.parametrize("word", ["3,5", "3.500", "14.30", "www.dekade.example", "anti-terreurwet"])
def test_number_and_compound_stay_whole(words: Words, word: str) -> None:
    assert split(words, f"Zij zag {word} hier") == ["Zij", "zag", word, "hier"]


def test_quotation_mark_is_cut_off_right_behind_a_colon(words: Words) -> None:
    assert split(words, 'Hij zei:"Ja."') == ["Hij", "zei", ":", '"', "Ja", ".", '"']


def test_offsets_count_from_the_given_one(words: Words) -> None:
    text = "„Kom”,  zei\tze."
    assert all(text[w.start - 100 :].startswith(w.text) for w in words.split(text, 100))


def test_white_space_is_never_a_word(words: Words) -> None:
    assert split(words, " \t de \u00a0 brug \n ") == ["de", "brug"]


def test_space_tells_whether_white_space_follows(words: Words) -> None:
    assert [w.space for w in words.split("de brug.")] == [True, False, False]


def test_text_without_words_has_none(words: Words) -> None:
    assert split(words, "  \n ") == []
