from dataclasses import replace

from volgens.extraction.candidate import Candidate
from volgens.extraction.selection import LEAST_SURE, select
from volgens.model import Act, Span

BASE = Candidate(
    rule="verb.dat",
    sentence=0,
    cue=(Span(0, 4),),
    source=(Span(5, 10),),
    content=(Span(15, 40),),
    act=Act.ASSERT,
    sure=0.8,
    cue_at=(0, 0),
    content_at=(0, 5),
)


def test_surest_reading_of_a_cue_stays() -> None:
    weaker = replace(BASE, content=(Span(20, 30),), sure=0.6)
    assert select([weaker, BASE]) == [BASE]


def test_longer_cue_wins_between_equals() -> None:
    longer = replace(BASE, cue=(Span(0, 9),))
    assert select([BASE, longer]) == [longer]


def test_order_of_candidates_does_not_matter() -> None:
    other = replace(BASE, cue=(Span(50, 54),), content=(Span(55, 70),), cue_at=(0, 9), content_at=(0, 12))
    assert select([BASE, other]) == select([other, BASE])


def test_unsure_candidate_goes() -> None:
    assert select([replace(BASE, sure=LEAST_SURE - 0.01)]) == []
    assert select([replace(BASE, sure=LEAST_SURE)])


def test_result_stands_in_text_order() -> None:
    later = replace(BASE, cue=(Span(50, 54),), content=(Span(55, 70),), sure=0.99, cue_at=(0, 9), content_at=(0, 12))
    assert select([later, BASE]) == [BASE, later]


def test_same_content_from_another_source_stays() -> None:
    other = replace(BASE, cue=(Span(50, 54),), source=(Span(55, 60),), cue_at=(0, 9))
    assert len(select([BASE, other])) == 2


def test_free_speech_goes_where_a_cue_claims_its_content() -> None:
    free = replace(BASE, rule="speech.free", cue=(), source=(), cue_at=None, sure=0.7)
    assert select([free, BASE]) == [BASE]


def test_infinitive_lends_its_act_to_the_verb_that_governs_it() -> None:
    outer = replace(BASE, rule="verb.te", content_at=(0, 5))
    inner = replace(BASE, cue=(Span(18, 23),), content=(Span(24, 40),), act=Act.WANT, cue_at=(0, 5), content_at=(0, 8))
    assert select([outer, inner]) == [replace(outer, act=Act.WANT)]


def test_clause_of_its_own_under_a_cue_stays_a_second_attribution() -> None:
    inner = replace(BASE, cue=(Span(18, 23),), content=(Span(24, 40),), act=Act.WANT, cue_at=(0, 5), content_at=(0, 8))
    assert select([BASE, inner]) == [BASE, inner]


def test_infinitive_does_not_overrule_an_act_of_its_own() -> None:
    outer = replace(BASE, rule="verb.te", act=Act.PROMISE)
    inner = replace(BASE, cue=(Span(18, 23),), content=(Span(24, 40),), act=Act.WANT, cue_at=(0, 5), content_at=(0, 8))
    assert [c.act for c in select([outer, inner])] == [Act.PROMISE]


def test_nothing_selected_from_nothing() -> None:
    assert select([]) == []
