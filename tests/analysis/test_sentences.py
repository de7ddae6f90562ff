import pytest

from parses import load_words
from volgens.analysis.sentences import find_sentence_starts, iter_paragraphs
from volgens.analysis.words import Words
from volgens.language.writing import Writing


@pytest.fixture
def words() -> Words:
    return load_words()


def cut(text: str, words: Words, writing: Writing) -> list[str]:
    """The sentences of one paragraph, as printed."""
    found = words.split(text)
    begins = [w.start for w, starts in zip(found, find_sentence_starts(found, writing), strict=True) if starts]
    return [text[a:b].strip() for a, b in zip(begins, [*begins[1:], len(text)], strict=True)]


@pytest.mark.parametrize(
    "sentences",
    [
        ["De brug is dicht.", "Morgen niet."],
        ['"Dat is waar.', 'Wij gaan."', "Hij lachte."],
        ["“Dat is waar.”", "Hij lachte."],
        ["„Dat is waar.”", "„Nee.”"],
        ["‘Dat is waar.’", "Hij lachte."],
        ["«Dat is waar.»", "Hij lachte."],
        [",,Dat is waar.''", "Hij lachte."],
        ['"Is dat waar?" vroeg ze.', '"Ja."', "Hij lachte."],
        ['"Kom!" riep hij.', "Niemand kwam."],
        ["Dr. Jansen kwam.", "Hij won."],
        ["Prof. mr. A.B. de Vries sprak.", "Het was stil."],
        ["Hij kocht brood, kaas, enz.", "De rest bleef liggen."],
        ["Er zijn o.a. Belgen en bijv. Denen bij.", "Zij juichen."],
        ["Het kost 3.500 euro.", "Dat is 2,5 keer zoveel."],
        ["Hij zei dit (gisteren.)", "Daarna ging hij."],
        ["Echt…?", "Niets."],
        ["Hij wachtte ... en wachtte."],
        ["'s Nachts is het stil.", "'s Morgens niet."],
        ["De foto's van 's nachts zijn weg.", "Hij zoekt ze."],
    ],
)
def test_paragraph_is_cut_into_its_sentences(sentences: list[str], words: Words, writing: Writing) -> None:
    assert cut(" ".join(sentences), words, writing) == sentences


def test_paragraph_always_begins_a_sentence(words: Words, writing: Writing) -> None:
    assert find_sentence_starts(words.split("en toen."), writing)[0]


def test_no_words_have_no_starts(writing: Writing) -> None:
    assert find_sentence_starts([], writing) == []


@pytest.mark.xfail(strict=False, reason="a missing space behind the stop keeps stop and word together")
def test_quotation_right_behind_a_stop_begins_a_sentence(words: Words, writing: Writing) -> None:
    assert cut('Dat zei hij."Nee, nooit."', words, writing) == ["Dat zei hij.", '"Nee, nooit."']


@pytest.mark.xfail(strict=False, reason="the number of a list item is cut off from its sentence")
def test_number_of_a_list_item_is_no_sentence(words: Words, writing: Writing) -> None:
    assert cut("1. De brug is dicht.", words, writing) == ["1. De brug is dicht."]


def paragraphs(text: str) -> list[str]:
    return [span.of(text) for span in iter_paragraphs(text)]


def test_blank_line_ends_a_paragraph() -> None:
    assert paragraphs("De brug is dicht.\n\nMorgen niet.") == ["De brug is dicht.", "Morgen niet."]


def test_lines_without_blank_ones_are_paragraphs_too() -> None:
    assert paragraphs("Brug dicht\nDe brug is dicht.\nMorgen niet.") == [
        "Brug dicht",
        "De brug is dicht.",
        "Morgen niet.",
    ]


def test_wrapped_line_goes_on() -> None:
    assert paragraphs("De brug is\nvandaag dicht.") == ["De brug is\nvandaag dicht."]


def test_blank_line_is_never_a_wrap() -> None:
    assert paragraphs("De brug is\n\nvandaag dicht.") == ["De brug is", "vandaag dicht."]


def test_list_behind_a_colon_is_no_wrap() -> None:
    assert paragraphs("Neem mee:\nwater\nbrood") == ["Neem mee:", "water\nbrood"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028", "\u2029", "\x0b", "\x0c"])
def test_every_line_end_counts(end: str) -> None:
    assert paragraphs(f"Eerste regel.{end}Tweede regel.") == ["Eerste regel.", "Tweede regel."]


def test_lines_of_white_space_are_no_paragraphs() -> None:
    assert paragraphs(" \n\t\n ") == []
