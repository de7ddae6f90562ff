"""What the pages of a newsroom ask of the ledger."""

from datetime import UTC, datetime, timedelta

import pytest

from volgens.ledger import Asked, CorrectionKind, DossierPlace, Ledger
from volgens.model import Act, ActorKind

from .readings import PUBLISHED, sample

LATER = PUBLISHED + timedelta(days=2)


@pytest.fixture
def filled(ledger: Ledger) -> Ledger:
    """Two articles, a dossier each."""
    for n, (headline, outlet, published) in enumerate(
        [("Oekraïne ontkent aanval", "De Kade", PUBLISHED), ("Storm bij Vlieland", "Het Baken", LATER)]
    ):
        raw, reading = sample(headline=headline, outlet=outlet, published=published)
        ledger.add(raw, reading)
        ledger.file_article(reading.article.id, f"{n}" * 20, (), published)
    return ledger


def test_dossiers_come_with_the_latest_first(filled: Ledger) -> None:
    assert [entry.title for entry in filled.dossiers_from(10)] == ["Storm bij Vlieland", "Oekraïne ontkent aanval"]


def test_a_list_of_dossiers_goes_on_after_its_last(filled: Ledger) -> None:
    first = filled.dossiers_from(1)[0]
    last = first.last.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00") + "Z"
    assert [entry.id for entry in filled.dossiers_from(10, after=DossierPlace(last=last, id=first.id))] == ["0" * 20]


def test_what_came_in_after_an_article_counts_as_new(filled: Ledger) -> None:
    assert filled.count_new(filled.newest_key() - 1) == {"1" * 20: 1}


def test_nothing_came_in_after_the_newest(filled: Ledger) -> None:
    assert filled.count_new(filled.newest_key()) == {}


def test_a_correction_changes_the_mark_of_the_state(filled: Ledger) -> None:
    before = filled.state_mark()
    filled.add_correction(CorrectionKind.SAME_ACTOR, {"a": "Kyiv", "b": "Kiev", "dossier": None})
    assert filled.state_mark() != before


def test_articles_are_counted_by_the_hour(filled: Ledger) -> None:
    assert filled.articles_by_hour(PUBLISHED + timedelta(hours=1)) == {"2024-04-02T10": 1}


def test_outlets_come_once_each_in_order(filled: Ledger) -> None:
    filled.add(*sample(headline="Derde bericht", outlet="De Kade", address=None))
    assert filled.outlets() == ("De Kade", "Het Baken")


def test_an_article_without_outlet_adds_none(ledger: Ledger) -> None:
    ledger.add(*sample(outlet=None))
    assert ledger.outlets() == ()


def test_the_latest_statements_come_first(filled: Ledger) -> None:
    rows, whole = filled.find_newest(Asked(words="drones"))
    assert [row.outlet for row in rows] == ["Het Baken", "De Kade"]
    assert whole


def test_a_search_that_is_cut_off_says_so(filled: Ledger) -> None:
    rows, whole = filled.find_newest(Asked(), most=1)
    assert len(rows) == 1
    assert not whole


@pytest.mark.parametrize(
    ("asked", "count"),
    [
        (Asked(acts=(Act.DENY,)), 2),
        (Asked(acts=(Act.DENY, Act.ASSERT)), 4),
        (Asked(outlets=("De Kade",)), 2),
        (Asked(since=LATER), 2),
        (Asked(until=LATER), 2),
        (Asked(actor="jansen"), 4),
        (Asked(actor="jansen", words="drones", acts=(Act.ASSERT,), outlets=("De Kade",)), 1),
        (Asked(about=("drones", "schepen")), 2),
        (Asked(words="schepen"), 0),
        (Asked(words="!?"), 0),
    ],
)
def test_every_part_of_a_question_narrows_it(filled: Ledger, asked: Asked, count: int) -> None:
    assert len(filled.find_newest(asked)[0]) == count


def test_a_search_keeps_to_the_articles_that_it_is_given(filled: Ledger) -> None:
    own = filled.dossier_articles("0" * 20)
    assert {row.outlet for row in filled.find_newest(Asked(words="drones", within=own))[0]} == {"De Kade"}


def test_a_hit_comes_in_its_sentence(filled: Ledger) -> None:
    rows, _ = filled.find_newest(Asked(words="drones", outlets=("De Kade",)))
    (hit,) = filled.hit_texts([row.key for row in rows])
    assert hit.sentence.of(hit.text) == "Minister Marie Jansen zegt dat twee drones zijn neergehaald."
    assert [span.of(hit.text) for span in hit.content] == ["twee drones zijn neergehaald"]


def test_a_hit_that_is_gone_is_left_out(filled: Ledger) -> None:
    assert filled.hit_texts([10_000]) == ()


def test_statements_are_found_by_the_name_of_their_actor(filled: Ledger) -> None:
    said = filled.said_by(["Marie Jansen"])
    assert {(row.dossier_id, row.act) for row in said} == {
        (dossier, act) for dossier in ("0" * 20, "1" * 20) for act in (Act.ASSERT, Act.DENY)
    }


def test_part_of_a_name_is_not_a_name(filled: Ledger) -> None:
    assert filled.said_by(["Jansen"]) == ()


def test_whose_words_are_passed_on_is_told(filled: Ledger) -> None:
    said = filled.said_by(["Marie Jansen"])
    outer = [row.id for row in said if row.act is Act.ASSERT]
    assert filled.inside([row.article_id for row in said], outer) == ("Marie Jansen", "Marie Jansen")


@pytest.mark.parametrize("beginning", ["Marie J", "marie", " Mar "])
def test_names_are_found_by_their_beginning_with_a_capital_or_without(filled: Ledger, beginning: str) -> None:
    (found,) = filled.names_starting(beginning)
    assert (found.name, found.kind, found.articles) == ("Marie Jansen", ActorKind.PERSON, 2)


def test_an_empty_beginning_finds_nobody(filled: Ledger) -> None:
    assert filled.names_starting("  ") == ()


def test_those_most_heard_are_counted_by_article(filled: Ledger) -> None:
    assert [(it.name, it.articles) for it in filled.most_heard(LATER)] == [("Marie Jansen", 1)]


def test_an_empty_ledger_answers_everything(ledger: Ledger) -> None:
    assert ledger.dossiers_from(5) == ()
    assert ledger.latest_published() is None
    assert ledger.newest_key() == 0
    assert ledger.find_newest(Asked(words="drones")) == ((), True)
    assert ledger.most_heard(datetime(2024, 1, 1, tzinfo=UTC)) == ()
