import pytest

from parses import to_bare_parse
from volgens.language.times import Kind, TimeWords
from volgens.times.constructions import find_expressions
from volgens.times.expression import read_shape


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("20", Kind.DIGITS),
        ("18de", Kind.ORDINAL),
        ("1e", Kind.ORDINAL),
        ("2024", Kind.YEAR),
        ("38000", Kind.OTHER),
        ("20.30", Kind.CLOCK_TIME),
        ("20:30", Kind.CLOCK_TIME),
        ("10.00-12.00", Kind.CLOCK_TIME),
        ("25.30", Kind.OTHER),
        ("20.75", Kind.OTHER),
        ("20u30", Kind.CLOCK_WORD),
        ("20.30u", Kind.CLOCK_WORD),
        ("20u", Kind.CLOCK_WORD),
        ("21-11-2026", Kind.NUMERIC_DATE),
        ("31-02-2026", Kind.OTHER),
        ("2-1", Kind.OTHER),
    ],
)
def test_digits_have_their_kind(text: str, kind: Kind) -> None:
    assert read_shape(text).kind is kind


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("in de nacht van zondag op maandag", "night"),
        ("op 2 maart", "date"),
        ("sinds juni", "month"),
        ("het tweede kwartaal", "quarter"),
        ("komende zomer", "season"),
        ("week 12", "week"),
        ("eerder deze week", "stretch"),
        ("twee weken geleden", "ago"),
        ("een dag eerder", "shift"),
        ("later die avond", "same"),
        ("tien voor half acht ’s ochtends", "clock"),
        ("rond middernacht", "midnight"),
    ],
)
def test_words_have_their_construction(text: str, name: str, times: TimeWords) -> None:
    assert [e.name for e in find_expressions(to_bare_parse(text).sentences[0], times)] == [name]


def test_prepositions_are_no_words_of_time(times: TimeWords) -> None:
    sentence = to_bare_parse("kort na 2 maart").sentences[0]
    (found,) = find_expressions(sentence, times)
    assert (found.start, found.end, found.lead) == (2, 4, Kind.AFTER)


@pytest.mark.parametrize("text", ["iedere maandag", "Goede Vrijdag", "de partij van Mei", "om de drie uur"])
def test_what_looks_like_time_is_left(text: str, times: TimeWords) -> None:
    assert not find_expressions(to_bare_parse(text).sentences[0], times)
