"""What people said about which statements are one claim."""

from dataclasses import replace

import pytest
from tests.dossiers.stories import utter

from volgens.dossiers.judgements import Judgement, judge
from volgens.dossiers.similarity import Utterance
from volgens.model import Span, Spans


def at(start: int, end: int) -> Spans:
    return (Span(start, end),)


def said(order: int, words: str, *, article: str = "a", speaker: str = "Wim Stam") -> Utterance:
    """An utterance of 10 characters whose place in its article follows from its order."""
    plain = utter(words, speaker=speaker, order=order)
    spans = at(order * 10, order * 10 + 10)
    statement = replace(plain.statement, article_id=article, words=spans, topic=spans)
    return replace(plain, statement=statement, text=words)


UTTERANCES = (
    said(0, "de pont ligt stil"),
    said(1, "de pont vaart", speaker="Els Brand"),
    said(2, "De  pont ligt stil", article="b"),
    said(3, "het zwembad gaat open"),
)


def same(moved: int, other: int, *, whole: bool = False) -> Judgement:
    first, second = (UTTERANCES[i].statement for i in (moved, other))
    return Judgement(
        same=True,
        article_id=first.article_id,
        words=first.words,
        other_article=second.article_id,
        other_words=second.words,
        whole=whole,
    )


def apart(moved: int, other: int) -> Judgement:
    return replace(same(moved, other), same=False)


@pytest.mark.parametrize(
    ("clusters", "judgements", "wanted"),
    [
        (((0,), (1,), (2, 3)), [same(1, 0)], ((0, 1), (2, 3))),
        (((0, 1), (2, 3)), [apart(1, 0)], ((0,), (1,), (2, 3))),
        (((0, 1, 2), (3,)), [apart(0, 1)], ((0, 2), (1,), (3,))),
        (((0, 2), (1,), (3,)), [same(2, 1)], ((0, 1, 2), (3,))),
        (((0, 1), (2,), (3,)), [same(0, 3)], ((0, 3), (1,), (2,))),
        (((0, 1), (2,), (3,)), [same(0, 3, whole=True)], ((0, 1, 3), (2,))),
        (((0, 1), (2, 3)), [apart(0, 3)], ((0, 1), (2, 3))),
        (((0, 1), (2, 3)), [same(0, 1)], ((0, 1), (2, 3))),
        (((0, 1), (2, 3)), [same(0, 3), apart(0, 3)], ((0, 2), (1,), (3,))),
        (((0, 1), (2, 3)), [apart(0, 1), same(0, 1)], ((0, 1), (2, 3))),
    ],
    ids=[
        "a statement joins another claim", "a statement leaves its claim", "every printing of the words leaves with it",
        "every printing of the words joins", "only the statement moves", "a whole claim moves",
        "what is apart already stays", "what is together already stays", "the last word holds: apart",
        "the last word holds: together",
    ],
)  # fmt: skip
def test_a_judgement_moves_statements(
    clusters: tuple[tuple[int, ...], ...], judgements: list[Judgement], wanted: tuple[tuple[int, ...], ...]
) -> None:
    assert judge(clusters, UTTERANCES, judgements) == wanted


def test_a_judgement_finds_words_that_were_cut_a_little_differently() -> None:
    near = replace(same(1, 0), words=at(12, 20))
    assert judge(((0,), (1,), (2,), (3,)), UTTERANCES, [near]) == ((0, 1), (2,), (3,))


def test_a_judgement_about_words_that_are_gone_changes_nothing() -> None:
    gone = replace(same(1, 0), words=at(500, 520))
    assert judge(((0,), (1,), (2, 3)), UTTERANCES, [gone]) == ((0,), (1,), (2, 3))


def test_a_judgement_about_an_article_that_is_gone_changes_nothing() -> None:
    gone = replace(same(1, 0), other_article="weg")
    assert judge(((0,), (1,), (2, 3)), UTTERANCES, [gone]) == ((0,), (1,), (2, 3))
