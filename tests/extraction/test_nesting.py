import pytest

from parses import to_bare_parse
from volgens.extraction.nesting import find_parents, find_quoted_regions, overlap, read_mode
from volgens.extraction.quotations import find_paragraphs
from volgens.language.writing import Writing
from volgens.model import Act, Attribution, Mode, Span


def attribution(cue: tuple[int, int] | None, *content: tuple[int, int]) -> Attribution:
    return Attribution(
        article_id="a",
        cue=(Span(*cue),) if cue else (),
        content=tuple(Span(*c) for c in content),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        maker="test",
        version="1",
    )


def test_attribution_inside_a_content_has_it_as_parent() -> None:
    outer, inner = attribution((0, 4), (5, 50)), attribution((10, 14), (15, 50))
    assert find_parents([outer, inner]) == [None, outer.id]


def test_narrowest_content_is_the_parent() -> None:
    outer, middle, inner = (
        attribution((0, 4), (5, 50)),
        attribution((10, 14), (15, 50)),
        attribution((20, 24), (25, 50)),
    )
    assert find_parents([inner, outer, middle]) == [middle.id, None, outer.id]


def test_cue_outside_the_content_makes_no_child() -> None:
    assert find_parents([attribution((60, 64), (5, 50)), attribution((0, 4), (10, 40))]) == [None, None]


def test_same_content_twice_is_no_nesting() -> None:
    assert find_parents([attribution((0, 4), (10, 40)), attribution((42, 44), (10, 40))]) == [None, None]


def test_content_without_a_cue_lies_inside_by_itself() -> None:
    outer, inner = attribution((0, 4), (5, 50)), attribution(None, (10, 20))
    assert find_parents([outer, inner]) == [None, outer.id]


def test_content_over_the_gap_of_another_is_not_inside_it() -> None:
    assert find_parents([attribution((0, 4), (5, 20), (30, 50)), attribution((6, 8), (15, 35))]) == [None, None]


@pytest.mark.parametrize(
    ("left", "right", "expected"),
    [(((0, 10),), ((0, 10),), 1.0), (((0, 10),), ((10, 20),), 0.0), (((0, 10),), ((5, 15),), 0.5), ((), (), 0.0)],
)
def test_overlap_is_the_share_of_characters(
    left: tuple[tuple[int, int], ...], right: tuple[tuple[int, int], ...], expected: float
) -> None:
    assert overlap(tuple(Span(*s) for s in left), tuple(Span(*s) for s in right)) == expected


@pytest.mark.parametrize(
    ("text", "content", "mode"),
    [
        ('"De brug is dicht", zegt zij.', '"De brug is dicht"', Mode.DIRECT),
        ("Zij zegt dat de brug dicht is.", "de brug dicht is", Mode.INDIRECT),
        ('Zij zegt dat de brug "helaas" dicht is.', 'de brug "helaas" dicht is', Mode.MIXED),
        ('"Ik weet dat de brug dicht is", zegt zij.', "de brug dicht is", Mode.INDIRECT),
        ("„De brug is dicht. Wij gaan niet”, zegt zij.", "„De brug is dicht. Wij gaan niet”", Mode.DIRECT),
    ],
)
def test_mode_follows_from_the_marks_of_the_content(text: str, content: str, mode: Mode, writing: Writing) -> None:
    parse = to_bare_parse(text)
    regions = find_quoted_regions(find_paragraphs(parse, writing))
    words = [Span(t.start, t.end) for s in parse.sentences for t in s.tokens if t.upos != "PUNCT"]
    start = text.index(content)
    assert read_mode((Span(start, start + len(content)),), words, regions) is mode


def test_quoted_region_holds_its_marks(writing: Writing) -> None:
    text = 'Zij zei: "De brug is dicht."'
    parse = to_bare_parse(text)
    assert [r.of(text) for r in find_quoted_regions(find_paragraphs(parse, writing))] == ['"De brug is dicht."']
