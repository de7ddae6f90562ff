"""Corrections of attributions on readings made by hand."""

from dataclasses import replace

import pytest
from tests.ledger.readings import sample, words

from volgens.ledger.amending import Amendment, Change, amend, find_amended
from volgens.model import Act, ActorKind, Attribution, Reading, Span, Terms


@pytest.fixture
def reading() -> Reading:
    return sample()[1]


def about(attribution: Attribution, change: Change, **right: object) -> Amendment:
    known = {name: getattr(attribution, name) for name in ("content", "source", "cue")}
    return Amendment(change=change, **known, **right)  # type: ignore[arg-type]


def entities(reading: Reading) -> list[str | None]:
    return [attribution.entity for attribution in reading.attributions]


def test_a_right_actor_is_the_source_and_of_its_mention(reading: Reading) -> None:
    first = reading.attributions[0]
    amended = amend(reading, [about(first, Change.ACTOR, name="Jan Bos", actor_kind=ActorKind.PERSON)])
    assert entities(amended) == ["Jan Bos", "Marie Jansen"]
    assert [actor.name for actor in amended.actors] == ["Marie Jansen", "Jan Bos"]
    assert amended.mentions[0].actor_id == amended.attributions[0].actor_id == amended.actors[1].id


def test_a_right_actor_that_the_article_has_is_written_as_there(reading: Reading) -> None:
    minister = reading.actors[0]
    other = replace(reading.attributions[0], entity="Jan Bos", actor_id=None)
    wrong = replace(reading, attributions=(other, reading.attributions[1]))
    amended = amend(wrong, [about(other, Change.ACTOR, name="marie jansen")])
    assert amended.attributions[0].actor_id == minister.id
    assert entities(amended) == ["Marie Jansen", "Marie Jansen"]


def test_an_actor_whom_no_word_stands_for_any_more_is_gone(reading: Reading) -> None:
    both = [about(each, Change.ACTOR, name="Jan Bos") for each in reading.attributions]
    assert [actor.name for actor in amend(reading, both).actors] == ["Jan Bos"]


def test_terms_of_an_attribution_get_its_right_actor(reading: Reading) -> None:
    amended = amend(reading, [about(reading.attributions[1], Change.ACTOR, name="Jan Bos")])
    assert amended.terms[0].entity == "Jan Bos"


def test_a_right_act_changes_the_id_for_all_that_hangs_on_it(reading: Reading) -> None:
    amended = amend(reading, [about(reading.attributions[0], Change.ACT, act=Act.WARN)])
    right, inner = amended.attributions
    assert right.act is Act.WARN
    assert inner.parent == amended.statements[0].attribution_id == right.id != reading.attributions[0].id


def test_an_act_of_a_position_gets_terms(reading: Reading) -> None:
    amended = amend(reading, [about(reading.attributions[0], Change.ACT, act=Act.DEMAND)])
    own = [terms for terms in amended.terms if terms.attribution_id == amended.attributions[0].id]
    assert [(terms.act, terms.matter) for terms in own] == [(Act.DEMAND, reading.attributions[0].content)]


def test_an_act_that_is_no_position_loses_its_terms(reading: Reading) -> None:
    assert amend(reading, [about(reading.attributions[1], Change.ACT, act=Act.ASSERT)]).terms == ()


def test_terms_without_an_attribution_stay(reading: Reading) -> None:
    free = Terms(article_id=reading.article.id, attribution_id=None, act=Act.PERMIT, matter=reading.terms[0].matter)
    amended = amend(replace(reading, terms=(free,)), [about(reading.attributions[1], Change.NONE)])
    assert amended.terms == (free,)


@pytest.mark.parametrize(("negative", "rejected"), [(False, True), (True, False)])
def test_a_statement_that_is_denied_after_all_is_rejected(reading: Reading, negative: bool, rejected: bool) -> None:
    put = replace(reading, statements=(replace(reading.statements[0], negative=negative),))
    amended = amend(put, [about(reading.attributions[0], Change.ACT, act=Act.DENY)])
    assert amended.statements[0].rejected is rejected


def test_a_statement_that_is_not_denied_after_all_is_not_rejected(reading: Reading) -> None:
    denial = replace(reading.attributions[0], act=Act.DENY)
    statement = replace(reading.statements[0], rejected=True, attribution_id=denial.id)
    put = replace(reading, attributions=(denial,), statements=(statement,), terms=())
    assert not amend(put, [about(denial, Change.ACT, act=Act.ASSERT)]).statements[0].rejected


def test_what_is_no_attribution_goes_with_its_statements_and_leaves_what_lies_in_it(reading: Reading) -> None:
    amended = amend(reading, [about(reading.attributions[0], Change.NONE)])
    assert [a.content for a in amended.attributions] == [reading.attributions[1].content]
    assert amended.attributions[0].parent is None
    assert amended.statements == ()


def test_an_amendment_finds_words_that_were_cut_a_little_differently(reading: Reading) -> None:
    first = reading.attributions[0]
    start, end = first.content[0].start, first.content[0].end
    moved = replace(first, content=(Span(start + 5, end),))
    other = replace(reading, attributions=(moved, replace(reading.attributions[1], parent=moved.id)))
    assert find_amended(other, about(first, Change.NONE)) == moved


def test_an_amendment_leaves_other_words_of_the_same_source_alone(reading: Reading) -> None:
    first = reading.attributions[0]
    moved = replace(first, content=words(reading.article.text, "Wij waren het niet"))
    assert find_amended(replace(reading, attributions=(moved,)), about(first, Change.NONE)) is None


def test_an_amendment_leaves_the_same_words_of_another_source_alone(reading: Reading) -> None:
    first = reading.attributions[0]
    moved = replace(first, source=words(reading.article.text, "Marie Jansen"))
    assert find_amended(replace(reading, attributions=(moved,)), about(first, Change.NONE)) is None


def test_the_last_of_two_amendments_holds(reading: Reading) -> None:
    first = reading.attributions[0]
    acts = [about(first, Change.ACT, act=act) for act in (Act.DENY, Act.WARN)]
    assert amend(reading, acts).attributions[0].act is Act.WARN
