"""Claims with their stands, from the statements of several articles."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from tests.dossiers.stories import START, Said, read, say

from volgens.dossier_model import Claim, Stand
from volgens.dossiers import Matcher
from volgens.dossiers.claims import find_claims, gather
from volgens.dossiers.linking import Step
from volgens.dossiers.personas import find_personas
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, Reading, Span, Stance

WEIGHTS = {"words": 20.0, "bias": -6.0}
BY_WORDS = Matcher(first=Step(within=WEIGHTS, across=WEIGHTS), threshold=0.5)
"""Joins what shares about a third of its telling words, and nothing else."""

BODY = ActorKind.ORGANISATION
STUCK = say("de pont bij Kerkmeer stilligt", by="Wim Stam")
OPEN = say("het zwembad van Oosterwiel zondag heropent", by="Els Brand")

Claims = Callable[..., tuple[Claim, ...]]


@pytest.fixture
def claims_of(lexicon: Lexicon) -> Claims:
    def make(*readings: Reading) -> tuple[Claim, ...]:
        return find_claims(readings, find_personas(readings, lexicon.people), BY_WORDS)

    return make


def article(*said: Said, number: int = 0, **about: object) -> Reading:
    return read(*said, **{"outlet": f"Krant {number}", "hours": number, **about})  # type: ignore[arg-type]


def stances(claim: Claim) -> list[tuple[str | None, Stance]]:
    return [(s.actor, s.stance) for s in claim.stands]


def only(claims: Sequence[Claim]) -> Claim:
    assert len(claims) == 1
    return claims[0]


def first_stand(claims: Sequence[Claim]) -> Stand:
    return only(claims).stands[0]


def test_the_same_said_in_two_articles_is_one_claim(claims_of: Claims) -> None:
    claim = only(claims_of(article(STUCK), article(replace(STUCK, by="Els Brand"), number=1)))
    assert stances(claim) == [("Wim Stam", Stance.ASSERTS), ("Els Brand", Stance.ASSERTS)]
    assert claim.origins == 2
    assert not claim.contested


def test_different_things_are_different_claims(claims_of: Claims) -> None:
    assert len(claims_of(article(STUCK, OPEN))) == 2


def test_who_denies_it_contests_the_claim(claims_of: Claims) -> None:
    denial = replace(STUCK, by="Els Brand", act=Act.DENY)
    claim = only(claims_of(article(STUCK), article(denial, number=1)))
    assert claim.contested
    assert claim.origins == 1
    assert [s.actor for s in claim.by(Stance.DENIES)] == ["Els Brand"]


def test_contested_claims_come_first_then_those_with_most_stands(claims_of: Claims) -> None:
    lonely = say("twintig fietsers wachten", by="Henk Postma")
    denial = replace(STUCK, by="Els Brand", act=Act.DENY)
    found = claims_of(
        article(lonely, OPEN, STUCK), article(OPEN, number=1), article(OPEN, number=2), article(denial, number=3)
    )
    assert [c.contested for c in found] == [True, False, False]
    assert [len(c.stands) for c in found] == [2, 3, 1]


def test_a_stand_holds_the_words_and_where_they_stand(claims_of: Claims) -> None:
    reading = article(STUCK)
    stand = first_stand(claims_of(reading))
    assert stand.quote == STUCK.words == stand.words[0].of(reading.article.text)
    assert (stand.article_id, stand.attribution_id) == (reading.article.id, reading.attributions[0].id)
    assert (stand.act, stand.sure) == (Act.ASSERT, reading.attributions[0].confidence)


@pytest.mark.parametrize(("modified", "hours"), [(5.0, 5), (None, 2)])
def test_a_stand_is_dated_by_the_last_change_else_the_publication(
    claims_of: Claims, modified: float | None, hours: int
) -> None:
    stand = first_stand(claims_of(article(STUCK, hours=2, modified=modified)))
    assert stand.printed == START + timedelta(hours=hours)


def test_the_path_goes_from_the_outlet_to_the_origin(claims_of: Claims) -> None:
    said = replace(STUCK, speaks_for="Rederij Stam", via="RTV Kust")
    stand = first_stand(claims_of(article(said, lead="Aldus RTV Kust.")))
    assert stand.path == ("Krant 0", "RTV Kust", "Wim Stam", "Rederij Stam")
    assert (stand.via, stand.origin) == ("RTV Kust", "Rederij Stam")


def test_who_is_named_nowhere_has_no_origin(claims_of: Claims) -> None:
    stand = first_stand(claims_of(article(replace(STUCK, by=None))))
    assert (stand.actor, stand.origin, stand.path) == (None, None, ("Krant 0",))


def test_an_outlet_that_quotes_itself_stands_on_the_path_once(claims_of: Claims) -> None:
    said = replace(STUCK, by="Krant 0", kind=ActorKind.MEDIUM)
    assert first_stand(claims_of(article(said))).path == ("Krant 0",)


def test_a_spokesman_and_his_firm_are_one_origin(claims_of: Claims) -> None:
    spokesman = replace(STUCK, speaks_for="Rederij Stam")
    firm = replace(STUCK, by="Rederij Stam", kind=BODY)
    assert only(claims_of(article(spokesman), article(firm, number=1))).origins == 1


def test_a_report_of_somebodys_words_leaves_the_claim_to_him(claims_of: Claims) -> None:
    """*RTV Kust meldt dat Stam zegt dat …*: the medium has no stand of its own."""
    reading = article(say("volgens Stam de pont stilligt", by="RTV Kust"), STUCK)
    outer, inner = reading.attributions
    inside = (Span(outer.content[0].start + len("volgens Stam "), outer.content[0].end),)
    relayed = replace(inner, content=inside, cue=(Span(outer.content[0].start, inside[0].start - 1),), parent=outer.id)
    own = replace(reading.statements[1], attribution_id=relayed.id, words=inside, topic=inside)
    nested = replace(reading, attributions=(outer, relayed), statements=(reading.statements[0], own))
    found = only(claims_of(nested))
    assert [(s.actor, s.via) for s in found.stands] == [("Wim Stam", "RTV Kust")]


def test_own_words_around_a_report_stay_a_claim(claims_of: Claims) -> None:
    reading = article(say("de veerdienst al jaren slecht onderhouden boten gebruikt", by="RTV Kust"), STUCK)
    outer, inner = reading.attributions
    inside = (Span(outer.content[0].start, outer.content[0].start + len("de veerdienst")),)
    nested = replace(inner, content=inside, cue=inside, parent=outer.id)
    own = replace(reading.statements[1], attribution_id=nested.id, words=inside, topic=inside)
    found = claims_of(replace(reading, attributions=(outer, nested), statements=(reading.statements[0], own)))
    assert "RTV Kust" in {s.actor for c in found for s in c.stands}


TWELVE = say("twaalf fietsers gewond raakten kade", by="Wim Stam", numbers=("twaalf",))
NINE = say("negen schoolkinderen gewond raakten kade", by="Els Brand", numbers=("negen",))
IDENTICAL = {"identical": 20.0, "bias": -6.0}
STRICT = replace(BY_WORDS, first=Step(within=IDENTICAL, across=IDENTICAL))


@pytest.fixture
def strict_claims_of(lexicon: Lexicon) -> Claims:
    """Claims where only the same words make one claim."""

    def make(*readings: Reading) -> tuple[Claim, ...]:
        return find_claims(readings, find_personas(readings, lexicon.people), STRICT)

    return make


def by_first(claims: Sequence[Claim], actor: str) -> Claim:
    return next(c for c in claims if c.stands[0].actor == actor)


def test_claims_that_differ_in_a_number_point_to_each_other(strict_claims_of: Claims) -> None:
    found = strict_claims_of(article(TWELVE), article(NINE, number=1))
    left, right = by_first(found, "Wim Stam"), by_first(found, "Els Brand")
    assert [(d.claim_id, d.what) for d in left.differs] == [(right.id, "number")]
    assert [d.claim_id for d in right.differs] == [left.id]


@pytest.mark.parametrize(
    "other",
    [
        replace(NINE, numbers=("twaalf",)),
        replace(NINE, numbers=()),
        say("negen zwembaden heropenen", by="Els Brand", numbers=("negen",)),
    ],
)
def test_these_claims_are_no_look_alikes(strict_claims_of: Claims, other: Said) -> None:
    assert all(not c.differs for c in strict_claims_of(article(TWELVE), article(other, number=1)))


def test_who_later_gives_another_figure_denies_the_first(strict_claims_of: Claims) -> None:
    found = strict_claims_of(article(TWELVE), article(NINE, number=1))
    assert stances(by_first(found, "Wim Stam")) == [("Wim Stam", Stance.ASSERTS), ("Els Brand", Stance.DENIES)]


def test_who_gave_the_first_figure_does_not_deny_the_later_one(strict_claims_of: Claims) -> None:
    found = strict_claims_of(article(TWELVE), article(NINE, number=1))
    assert stances(by_first(found, "Els Brand")) == [("Els Brand", Stance.ASSERTS)]


def test_who_corrects_his_own_figure_denies_nobody(strict_claims_of: Claims) -> None:
    found = strict_claims_of(article(TWELVE), article(replace(NINE, by="Wim Stam"), number=1))
    assert all(stances(c) == [("Wim Stam", Stance.ASSERTS)] for c in found)


def test_a_later_figure_of_nobody_denies_nobody(strict_claims_of: Claims) -> None:
    found = strict_claims_of(article(TWELVE), article(replace(NINE, by=None), number=1))
    assert stances(by_first(found, "Wim Stam")) == [("Wim Stam", Stance.ASSERTS)]


def test_a_denial_does_not_count_as_an_origin(strict_claims_of: Claims) -> None:
    assert all(c.origins == 1 for c in strict_claims_of(article(TWELVE), article(NINE, number=1)))


def test_a_claim_keeps_its_id_beside_other_claims(strict_claims_of: Claims) -> None:
    alone = only(strict_claims_of(article(STUCK)))
    assert alone.id in {c.id for c in strict_claims_of(article(STUCK), article(OPEN, number=1))}


def test_claims_have_ids_of_their_own(claims_of: Claims) -> None:
    ids = [c.id for c in claims_of(article(STUCK, OPEN), article(NINE, number=1))]
    assert len(ids) == len(set(ids)) == 3


def test_no_readings_make_no_claims(claims_of: Claims) -> None:
    assert claims_of() == ()


def test_an_article_without_statements_makes_no_claims(claims_of: Claims) -> None:
    assert claims_of(read(lead="Het regent.")) == ()


def test_utterances_know_the_party_and_their_order(lexicon: Lexicon) -> None:
    reading = article(replace(STUCK, speaks_for="Rederij Stam"), replace(OPEN, by=None))
    found = gather([reading], find_personas([reading], lexicon.people))
    assert [(u.speaker, u.party, u.order) for u in found] == [("Wim Stam", "Rederij Stam", 0), (None, None, 1)]


def test_only_the_first_statement_of_an_attribution_opens_it(lexicon: Lexicon) -> None:
    reading = article(STUCK)
    first = reading.statements[0]
    later = (Span(first.words[0].start + 3, first.words[0].end),)
    reading = replace(reading, statements=(first, replace(first, words=later, topic=later)))
    assert [u.opening for u in gather([reading], find_personas([reading], lexicon.people))] == [True, False]


def test_utterances_carry_their_words_and_where_they_stand(lexicon: Lexicon) -> None:
    reading = read(STUCK, lead="De pont vaart niet.\n")
    found = gather([reading], find_personas([reading], lexicon.people))[0]
    assert (found.text, found.line, found.maker) == ("de pont bij Kerkmeer stilligt", 1, "rule:verb")
    assert 0.3 < found.position < 0.7
