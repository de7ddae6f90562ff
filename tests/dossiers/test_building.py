"""A dossier is everything that its readings say together, the same in whatever order they come."""

from dataclasses import replace

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from tests.dossiers.stories import permit, read, say, spans

from volgens.dossier_model import Dossier
from volgens.dossiers import Merges, build_dossier, load_matcher
from volgens.language.lexicon import Lexicon
from volgens.model import Act, ActorKind, Moment, Reading

STUCK = say("de pont bij Kerkmeer door een lekke leiding stilligt", by="Wim Stam", speaks_for="Rederij Stam")
DENIED = replace(STUCK, by="Els Brand", act=Act.DENY, speaks_for=None)
TWELVE = say(
    "twaalf fietsers op de kade gewond raakten", by="politie", kind=ActorKind.ORGANISATION, numbers=("twaalf",)
)
NINE = say("negen fietsers op de kade gewond raakten", by="Brand", numbers=("negen",))
WIRE = (
    "De veerpont bij Kerkmeer vaart sinds dinsdag niet meer. Reizigers moeten omrijden over de brug bij Nieuwdorp. "
    "De burgemeester hoopt dat de pont zaterdag weer vaart."
)
ADDRESS = "https://kust.example/48172/{}"


def dated(reading: Reading, *moments: tuple[str, str]) -> Reading:
    text, own = reading.article.text, reading.article.id
    made = (Moment(article_id=own, words=spans(text, w), about=spans(text, w), value=at) for w, at in moments)
    return replace(reading, moments=tuple(made))


def granted(reading: Reading, matter: str) -> Reading:
    return replace(reading, terms=(permit(reading, matter),))


FIRST = granted(
    read(STUCK, TWELVE, lead=WIRE, outlet="RTV Kust", address=ADDRESS.format("stuk"), title="Pont stil"), "zaterdag"
)
LATER = read(STUCK, NINE, lead=WIRE, outlet="RTV Kust", address=ADDRESS.format("vaart"), title="Pont vaart", modified=4)
COPY = dated(read(DENIED, lead=WIRE, outlet="De Merwebode", hours=2), ("zaterdag", "2026-04-11"), ("Kerk", "2025"))
OTHER = granted(read(DENIED, NINE, outlet="Het Blad", hours=None, title="Ruzie om pont"), "fietsers")
STORY = (FIRST, LATER, COPY, OTHER)


def build(lexicon: Lexicon, *readings: Reading, merges: Merges | None = None, title: str | None = None) -> Dossier:
    return build_dossier(readings, lexicon.people, load_matcher(), merges=merges or Merges(), title=title)


@settings(max_examples=24, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.permutations(STORY))
def test_readings_in_any_order_make_the_same_dossier(lexicon: Lexicon, shuffled: list[Reading]) -> None:
    assert build(lexicon, *shuffled) == build(lexicon, *STORY)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STORY), unique_by=lambda r: r.article.id))
def test_any_part_of_the_story_has_the_same_claim_ids_in_any_order(lexicon: Lexicon, part: list[Reading]) -> None:
    shuffled = sorted(part, key=lambda r: r.article.id)
    ids = [c.id for c in build(lexicon, *part).claims]
    assert [c.id for c in build(lexicon, *shuffled).claims] == ids
    assert len(ids) == len(set(ids))


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from(STORY), unique_by=lambda r: r.article.id))
def test_every_statement_is_a_stand_and_every_stand_verbatim(lexicon: Lexicon, part: list[Reading]) -> None:
    texts = {r.article.id: r.article.text for r in part}
    stands = [s for claim in build(lexicon, *part).claims for s in claim.stands]
    assert {(s.article_id, s.words) for s in stands} == {(r.article.id, s.words) for r in part for s in r.statements}
    assert all(s.quote == s.words[0].of(texts[s.article_id]) for s in stands)


def test_what_happened_and_what_is_permitted_is_all_there(lexicon: Lexicon) -> None:
    dossier = build(lexicon, *STORY)
    assert {p.article_id for p in dossier.positions} == {FIRST.article.id, OTHER.article.id}
    assert {p.name for p in dossier.personas} >= {"Wim Stam", "Els Brand", "politie"}


def test_the_timeline_goes_by_time_and_not_by_article(lexicon: Lexicon) -> None:
    dossier = build(lexicon, dated(LATER, ("Nieuwdorp", "2026-04-07T10:00+02:00")), COPY)
    assert [h.at for h in dossier.timeline] == ["2025", "2026-04-07T10:00+02:00", "2026-04-11"]


def test_a_week_stands_in_its_place_on_the_timeline(lexicon: Lexicon) -> None:
    dossier = build(lexicon, dated(COPY, ("zaterdag", "2026-W03"), ("Kerkmeer", "2026-12-31")))
    assert [h.at for h in dossier.timeline] == ["2026-W03", "2026-12-31"]


def test_a_happening_holds_its_words(lexicon: Lexicon) -> None:
    happening = build(lexicon, COPY).timeline[-1]
    assert happening.what[0].of(COPY.article.text) == "zaterdag"


def test_copies_hold_the_versions_of_a_copy(lexicon: Lexicon) -> None:
    groups = build(lexicon, *STORY).copies
    assert [set(g) for g in groups] == [{FIRST.article.id, LATER.article.id, COPY.article.id}]


def test_versions_are_compared_from_the_earliest(lexicon: Lexicon) -> None:
    (revision,) = build(lexicon, LATER, COPY, FIRST).revisions
    assert (revision.earlier, revision.later) == (FIRST.article.id, LATER.article.id)
    assert revision.headline == ("Pont stil", "Pont vaart")


def test_articles_of_other_addresses_are_not_compared(lexicon: Lexicon) -> None:
    assert build(lexicon, FIRST, COPY, OTHER).revisions == ()


def test_articles_stand_in_order_of_time(lexicon: Lexicon) -> None:
    cards = build(lexicon, *STORY).articles
    assert [c.outlet for c in cards] == ["Het Blad", "RTV Kust", "De Merwebode", "RTV Kust"]
    assert (cards[1].title, cards[1].address) == ("Pont stil", ADDRESS.format("stuk"))


def test_the_title_is_that_of_the_first_article_with_one(lexicon: Lexicon) -> None:
    assert build(lexicon, LATER, COPY).title == "Pont vaart"
    assert build(lexicon, COPY).title == ""


def test_a_title_may_be_given(lexicon: Lexicon) -> None:
    assert build(lexicon, FIRST, title="De pont").title == "De pont"


def test_corrections_by_hand_reach_the_dossier(lexicon: Lexicon) -> None:
    joined = build(lexicon, FIRST, OTHER, merges=Merges(same=(("Wim Stam", "Els Brand"),)))
    assert {p.name for p in build(lexicon, FIRST, OTHER).personas} >= {"Wim Stam", "Els Brand"}
    assert not {p.name for p in joined.personas} >= {"Wim Stam", "Els Brand"}


def test_the_id_of_a_dossier_does_not_change_when_articles_join_it(lexicon: Lexicon) -> None:
    assert build(lexicon, FIRST).id == build(lexicon, FIRST, LATER, COPY).id


def test_no_readings_make_an_empty_dossier(lexicon: Lexicon) -> None:
    dossier = build(lexicon)
    assert (dossier.articles, dossier.claims, dossier.timeline, dossier.title) == ((), (), (), "")
