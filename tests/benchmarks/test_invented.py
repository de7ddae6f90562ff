"""Texts in which nobody speaks: a table of their own, and no share in the figures of the others."""

from measuring import VOLGENS, GoldSet, compare_unseen, count_invented
from rendering import Origin, render
from volgens.evaluate import GoldDocument
from volgens.model import Act, Attribution, Mode, Span

ORIGIN = Origin(date="2026-11-22", commit="x", python="3", processor="x")


def make_set(invented: int) -> GoldSet:
    document = GoldDocument(id="d", text="woord " * 500, attributions=())
    found = tuple(
        Attribution(
            article_id="d",
            content=(Span(6 * i, 6 * i + 5),),
            mode=Mode.INDIRECT,
            act=Act.ASSERT,
            maker="hearsay",
            version="1",
        )
        for i in range(invented)
    )
    return GoldSet(name="negatives", documents=(document,), predicted={VOLGENS: {"d": found}})


def test_the_rate_is_that_of_a_thousand_words() -> None:
    page = render([make_set(3)], None, ORIGIN, "x")
    assert "| a thousand words | 6.0 |" in page
    assert "| hearsay | 3 |" in page
    assert "### negatives" not in page


def test_every_rule_is_counted_for_every_system() -> None:
    assert count_invented(make_set(2)) == (("hearsay", {VOLGENS: 2}),)


def test_what_is_invented_there_leaves_the_other_figures_alone() -> None:
    assert compare_unseen([make_set(3)]) == ()
