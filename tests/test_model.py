import dataclasses
from datetime import UTC, datetime

import pytest

from volgens.model import (
    CONTENT_ID_LENGTH,
    Act,
    Article,
    Attribution,
    Block,
    Mode,
    RawDocument,
    Role,
    Span,
    check_spans,
    content_id,
    quote,
)


def make_attribution(**changes: object) -> Attribution:
    basis = Attribution(
        article_id="a",
        source=(Span(0, 3),),
        cue=(Span(4, 8),),
        content=(Span(9, 20),),
        mode=Mode.INDIRECT,
        act=Act.ASSERT,
        maker="verb.dat",
        version="1",
    )
    return dataclasses.replace(basis, **changes)  # type: ignore[arg-type]


def make_article(text: str = "Kop\n\nTekst.", **changes: object) -> Article:
    blocks = (Block(role=Role.HEADLINE, span=Span(0, 3)), Block(role=Role.BODY, span=Span(5, 11)))
    return Article(**{"text": text, "blocks": blocks, "raw_id": "r", **changes})  # type: ignore[arg-type]


@pytest.mark.parametrize(("start", "end"), [(3, 3), (4, 3), (-1, 2)])
def test_span_must_hold_characters(start: int, end: int) -> None:
    with pytest.raises(ValueError, match=f"{start}..{end}"):
        Span(start, end)


def test_span_gives_its_own_characters() -> None:
    assert Span(3, 7).of("de brug") == "brug"


def test_span_contains_itself_and_what_lies_inside() -> None:
    outer = Span(2, 8)
    assert outer.contains(outer)
    assert outer.contains(Span(3, 8))
    assert not outer.contains(Span(1, 4))


def test_spans_that_touch_do_not_overlap() -> None:
    assert not Span(0, 4).overlaps(Span(4, 8))
    assert Span(0, 5).overlaps(Span(4, 8))


def test_spans_out_of_order_are_refused() -> None:
    with pytest.raises(ValueError, match="cue"):
        check_spans("cue", (Span(5, 8), Span(0, 3)))


def test_quote_shows_a_gap_between_spans() -> None:
    assert quote("laat dinsdag weten", (Span(0, 4), Span(13, 18))) == "laat … weten"


def test_quote_of_nothing_is_empty() -> None:
    assert quote("tekst", ()) == ""


def test_content_id_has_its_length() -> None:
    assert len(content_id("a", 1)) == CONTENT_ID_LENGTH


def test_content_id_tells_none_from_empty() -> None:
    assert content_id("a", None) != content_id("a", "")


def test_content_id_tells_apart_where_parts_are_cut() -> None:
    assert content_id("ab", "c") != content_id("a", "bc")


def test_content_id_takes_lone_surrogates() -> None:
    assert content_id("\ud800") != content_id("\ud801")


def test_article_id_depends_on_its_text() -> None:
    assert make_article().id != make_article(text="Kop\n\nTekst!").id


def test_article_id_does_not_depend_on_its_bytes() -> None:
    assert make_article().id == make_article(raw_id="other").id


def test_article_id_tells_a_later_publication() -> None:
    assert make_article().id != make_article(published=datetime(2024, 5, 1, tzinfo=UTC)).id


def test_article_without_time_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="published"):
        make_article(published=datetime(2024, 5, 1))


def test_block_after_the_text_is_refused() -> None:
    with pytest.raises(ValueError, match="after the text"):
        make_article(text="Kop")


def test_blocks_that_overlap_are_refused() -> None:
    blocks = (Block(role=Role.BODY, span=Span(0, 6)), Block(role=Role.BODY, span=Span(5, 8)))
    with pytest.raises(ValueError, match="blocks"):
        make_article(blocks=blocks)


def test_body_blocks_leave_furniture_and_byline_out() -> None:
    roles = (Role.HEADLINE, Role.BYLINE, Role.BODY, Role.FURNITURE, Role.CAPTION)
    blocks = tuple(Block(role=role, span=Span(i, i + 1)) for i, role in enumerate(roles))
    kept = make_article(text="abcde", blocks=blocks).body_blocks()
    assert [b.role for b in kept] == [Role.HEADLINE, Role.BODY, Role.CAPTION]


def test_raw_document_id_is_of_its_bytes_alone() -> None:
    here = RawDocument(data=b"x", media_type="text/html", location="a.html")
    there = RawDocument(data=b"x", media_type="text/plain", location="b.txt")
    assert here.id == there.id


def test_attribution_without_content_is_refused() -> None:
    with pytest.raises(ValueError, match="content"):
        make_attribution(content=())


@pytest.mark.parametrize("confidence", [-0.1, 1.1])
def test_confidence_outside_its_range_is_refused(confidence: float) -> None:
    with pytest.raises(ValueError, match="confidence"):
        make_attribution(confidence=confidence)


@pytest.mark.parametrize("part", ["source", "cue", "content", "via"])
def test_overlapping_spans_in_an_attribution_are_refused(part: str) -> None:
    with pytest.raises(ValueError, match=part):
        make_attribution(**{part: (Span(0, 5), Span(4, 9))})


def test_attribution_id_tells_source_from_via() -> None:
    as_source = make_attribution(source=(Span(30, 34),), via=())
    as_via = make_attribution(source=(), via=(Span(30, 34),))
    assert as_source.id != as_via.id


def test_attribution_id_depends_on_the_act() -> None:
    assert make_attribution().id != make_attribution(act=Act.DENY).id


def test_attribution_id_does_not_depend_on_who_made_it() -> None:
    assert make_attribution().id == make_attribution(maker="another", confidence=0.5, entity="Jansen").id


def test_records_cannot_be_changed() -> None:
    with pytest.raises(dataclasses.FrozenInstanceError):
        make_attribution().act = Act.DENY  # type: ignore[misc]
