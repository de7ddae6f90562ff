import time

import pytest

from parses import to_bare_parse
from volgens.extraction.quotations import find_paragraphs
from volgens.language.writing import Writing

STYLES = [
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
]


def quoted(writing: Writing, *paragraphs: str) -> list[str]:
    """What stands between marks, marks included, in text order."""
    parse = to_bare_parse(*paragraphs)
    found = []
    for paragraph in find_paragraphs(parse, writing):
        flat = [t for s in paragraph.sentences for t in s.tokens]
        found.extend(parse.text[flat[q.first].start : flat[q.last].end] for q in paragraph.quotations)
    return found


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_each_style_pairs(writing: Writing, opening: str, closing: str) -> None:
    speech = f"{opening}De brug is dicht{closing}"
    assert quoted(writing, f"{speech}, zegt zij.") == [speech]


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_each_style_pairs_over_sentences(writing: Writing, opening: str, closing: str) -> None:
    speech = f"{opening}De brug is dicht. Wij gaan niet.{closing}"
    assert quoted(writing, f"Zij sprak: {speech}") == [speech]


@pytest.mark.parametrize(("opening", "closing"), STYLES)
def test_two_quotations_stay_two(writing: Writing, opening: str, closing: str) -> None:
    one, two = f"{opening}Ja{closing}", f"{opening}en nee{closing}"
    assert quoted(writing, f"{one}, zei hij, {two}.") == [one, two]


@pytest.mark.parametrize(
    "text", ["De foto's zijn weg.", "Dat is 's nachts zo, en 's morgens ook.", "Zo’n huis in ’t dorp.", "Hans' fiets."]
)
def test_apostrophe_is_no_quotation_mark(writing: Writing, text: str) -> None:
    assert quoted(writing, text) == []


def test_apostrophes_inside_single_marks_do_not_close_them(writing: Writing) -> None:
    speech = "'De foto's van 's nachts zijn klaar'"
    assert quoted(writing, f"{speech}, zegt hij.") == [speech]


def test_opening_mark_without_partner_holds_to_the_end_of_its_paragraph(writing: Writing) -> None:
    assert quoted(writing, "„De brug is dicht. Wij gaan niet.", "Morgen wel.") == ["„De brug is dicht. Wij gaan niet."]


@pytest.mark.parametrize(
    ("opening", "closing"),
    [
        ("„", "”"),
        ("«", "»"),
        pytest.param(
            "“", "”", marks=pytest.mark.xfail(strict=False, reason="“ also closes „, so it never ends a quotation")
        ),
    ],
)
def test_forgotten_closing_mark_ends_at_the_next_opening_one(writing: Writing, opening: str, closing: str) -> None:
    found = quoted(writing, f"{opening}Ja, zei hij. {opening}Nee{closing}, zei zij.")
    assert found == [f"{opening}Ja, zei hij.", f"{opening}Nee{closing}"]


def test_closing_mark_alone_is_left_out(writing: Writing) -> None:
    assert quoted(writing, "De brug is dicht”, zei hij.") == []


def test_quotation_that_closes_in_the_next_paragraph_is_one(writing: Writing) -> None:
    assert quoted(writing, "„De brug is dicht.", "Wij gaan niet.”", "Klaar.") == [
        "„De brug is dicht.\n\nWij gaan niet.”"
    ]


def test_quotation_inside_a_quotation_is_part_of_it(writing: Writing) -> None:
    speech = "\"Hij noemde het 'een ramp' en ging weg\""
    assert quoted(writing, f"{speech}, zei ze.") == [speech]


def test_unclosed_quotation_says_so(writing: Writing) -> None:
    closed = find_paragraphs(to_bare_parse("„Ja”, zei hij."), writing)[0].quotations[0]
    unclosed = find_paragraphs(to_bare_parse("„Ja, zei hij."), writing)[0].quotations[0]
    assert (closed.closed, unclosed.closed) == (True, False)


def test_inside_numbers_the_tokens_of_each_quotation(writing: Writing) -> None:
    paragraph = find_paragraphs(to_bare_parse('"Ja", zei hij, "en nee".'), writing)[0]
    assert paragraph.inside[0] == (0, 0, 0, -1, -1, -1, -1, 1, 1, 1, 1, -1)


@pytest.mark.parametrize("text", ['"', "''", '" " "', "„“”‟", "«»«»", "'a 'b 'c", '"" ""', ",,,,''''", "’’’", '(")'])
def test_odd_marks_pair_inside_their_paragraph(writing: Writing, text: str) -> None:
    for paragraph in find_paragraphs(to_bare_parse(text), writing):
        size = sum(len(s.tokens) for s in paragraph.sentences)
        ends = [-1, *(n for q in paragraph.quotations for n in (q.first, q.last))]
        assert all(0 <= q.first <= q.last < size for q in paragraph.quotations)
        assert ends == sorted(ends)


@pytest.mark.parametrize(
    "text", ['"Ja." ' * 5000, "„ja " * 10_000, '" ' * 10_000, "„ “ ” " * 3334, '"' * 10_000, "ja” " * 10_000]
)
def test_ten_thousand_marks_take_less_than_ten_seconds(writing: Writing, text: str) -> None:
    parse = to_bare_parse(text)
    start = time.perf_counter()
    find_paragraphs(parse, writing)
    assert time.perf_counter() - start < 10


@pytest.mark.xfail(strict=False, reason="each unclosed mark reads the rest of the paragraph")
@pytest.mark.parametrize("text", ["“ja ", "'a "])
def test_twice_the_unclosed_marks_take_about_twice_the_time(writing: Writing, text: str) -> None:
    def seconds(marks: int) -> float:
        parse = to_bare_parse(text * marks)
        start = time.perf_counter()
        find_paragraphs(parse, writing)
        return time.perf_counter() - start

    assert seconds(2000) < 0.3 + 2.8 * seconds(1000)
