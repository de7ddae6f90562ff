"""What the ledger keeps of dossiers: which articles lie where, by which keys, and what people put right."""

import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta

import pytest

from volgens.errors import LedgerError
from volgens.ledger import CorrectionKind, DossierEntry, Effects, Ledger
from volgens.model import Reading

from .readings import sample

START = datetime(2024, 1, 1, tzinfo=UTC)


def add(ledger: Ledger, number: int, *, day: int = 0, version: str = "1") -> str:
    raw, reading = sample(headline=f"Bericht {number}", published=START + timedelta(days=day), version=version)
    ledger.add(raw, reading)
    return reading.article.id


def file(ledger: Ledger, number: int, dossier_id: str, *keys: str, day: int = 0) -> str:
    article_id = add(ledger, number, day=day)
    ledger.file_article(article_id, dossier_id, keys or ("drone",), START + timedelta(days=day))
    return article_id


def ids(ledger: Ledger, **limits: int | datetime) -> list[str]:
    return [entry.id for entry in ledger.iter_dossiers(**limits)]  # type: ignore[arg-type]


def test_readings_come_in_the_order_asked(ledger: Ledger) -> None:
    wanted = [add(ledger, number) for number in range(60)][::-1]
    assert [reading.article.id for reading in ledger.readings_of(wanted)] == wanted


def test_readings_of_an_article_that_is_not_there_are_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no article 000"):
        ledger.readings_of([add(ledger, 1), "0" * 20])


def test_an_article_lies_where_it_was_filed(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a")
    assert ledger.dossier_of(article_id) == "a"
    assert ledger.dossier_articles("a") == (article_id,)


def test_an_article_that_was_filed_stays_where_it_is(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a")
    assert ledger.file_article(article_id, "b", ("drone",), START) == "a"
    assert ledger.dossier_of(article_id) == "a"


def test_an_article_read_again_stays_where_it_is(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a")
    add(ledger, 1, version="2")
    assert ledger.dossier_of(article_id) == "a"


def test_articles_of_a_dossier_come_oldest_first(ledger: Ledger) -> None:
    late, early = file(ledger, 1, "a", day=3), file(ledger, 2, "a", day=1)
    assert ledger.dossier_articles("a") == (early, late)


def test_an_assigned_article_leaves_its_old_dossier(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a")
    ledger.assign(article_id, "b", by_hand=True)
    assert ledger.dossier_articles("a") == ()
    assert ids(ledger) == ["b"]


def test_assigning_an_article_that_is_not_there_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no article 000"):
        ledger.assign("0" * 20, "a")
    assert not ledger.has_dossier("a")


def test_dossiers_come_newest_first_with_their_counts(ledger: Ledger) -> None:
    file(ledger, 1, "a", day=1)
    file(ledger, 2, "b", day=2)
    file(ledger, 3, "b", day=0)
    first, second = ledger.iter_dossiers()
    assert first == DossierEntry(
        id="b",
        title="Bericht 3",
        made_at=first.made_at,
        first=START,
        last=START + timedelta(days=2),
        articles=2,
    )
    assert (second.id, second.articles) == ("a", 1)


def test_dossiers_may_be_limited_in_number_and_in_time(ledger: Ledger) -> None:
    for number, dossier_id in enumerate("abc"):
        file(ledger, number, dossier_id, day=number)
    assert ids(ledger, limit=2) == ["c", "b"]
    assert ids(ledger, since=START + timedelta(days=1)) == ["c", "b"]


def test_the_times_of_a_dossier_follow_its_articles(ledger: Ledger) -> None:
    file(ledger, 1, "a", day=1)
    late = file(ledger, 2, "a", day=5)
    ledger.assign(late, "b")
    times = {entry.id: (entry.first - START).days for entry in ledger.iter_dossiers()}
    assert times == {"a": 1, "b": 5}


def test_unfiled_articles_come_oldest_first(ledger: Ledger) -> None:
    late, early = add(ledger, 1, day=2), add(ledger, 2, day=1)
    file(ledger, 3, "a")
    assert ledger.unfiled() == (early, late)


def test_related_dossiers_share_keys_within_the_days(ledger: Ledger) -> None:
    file(ledger, 1, "near", "drone", "luchthaven", day=1)
    file(ledger, 2, "near", "drone", day=2)
    file(ledger, 3, "far", "drone", day=40)
    file(ledger, 4, "other", "brug", day=1)
    found = ledger.find_related(("drone", "luchthaven", "minister"), START + timedelta(days=3), 10)
    assert list(found) == ["near"]
    assert found["near"].keys == {"drone": 2, "luchthaven": 1}
    assert (found["near"].articles, found["near"].last) == (2, START + timedelta(days=2))


def test_the_dossier_with_the_rarer_keys_comes_first(ledger: Ledger) -> None:
    for number in range(5):
        file(ledger, number, "common", "drone")
    file(ledger, 9, "rare", "marsbrug")
    assert next(iter(ledger.find_related(("drone", "marsbrug"), START, 10))) == "rare"


def test_no_more_than_a_few_dossiers_are_related(ledger: Ledger) -> None:
    for number in range(30):
        file(ledger, number, f"d{number}", "drone")
    assert len(ledger.find_related(("drone",), START, 10)) < 10


def test_the_latest_articles_stand_for_a_long_dossier(ledger: Ledger) -> None:
    for number in range(35):
        file(ledger, number, "long", "brug", "oud" if number < 5 else "nieuw", day=number)
    found = ledger.find_related(("brug",), START + timedelta(days=34), 40)["long"]
    assert (found.articles, found.first) == (30, START)
    assert ledger.find_related(("oud", "nieuw"), START + timedelta(days=34), 40)["long"].keys == {"nieuw": 30}


def test_relations_at_the_ends_of_time_can_be_asked_for(ledger: Ledger) -> None:
    file(ledger, 1, "a", "drone")
    for moment in (datetime.min, datetime.max):
        assert ledger.find_related(("drone",), moment.replace(tzinfo=UTC), 10) == {}


def test_keys_are_counted_once_an_article(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a", "drone", "brug")
    file(ledger, 2, "a", "drone")
    ledger.file_article(article_id, "a", ("drone", "haven"), START)
    assert ledger.count_keys(("drone", "brug", "haven", "minister")) == ({"drone": 2, "brug": 0, "haven": 1}, 2)
    assert ledger.fingerprint_of(article_id) == {"drone", "haven"}


def test_an_article_without_keys_can_be_filed(ledger: Ledger) -> None:
    article_id = add(ledger, 1)
    assert ledger.file_article(article_id, "a", (), START) == "a"
    assert ledger.find_related((), START, 10) == {}


def test_a_correction_comes_back_as_it_was_made(ledger: Ledger) -> None:
    details = {"a": "Jansen", "b": "Marie Jansen", "dossier": None, "articles": ("1", "2")}
    made = ledger.add_correction(CorrectionKind.SAME_ACTOR, details, by="eindredactie")
    assert ledger.corrections() == (made,)
    assert (made.details, made.by) == (details, "eindredactie")


def test_corrections_come_in_order_and_by_kind(ledger: Ledger) -> None:
    kinds = (CorrectionKind.OTHER_ACTOR, CorrectionKind.SAME_ACTOR, CorrectionKind.OTHER_ACTOR)
    made = [ledger.add_correction(kind, {}) for kind in kinds]
    assert ledger.corrections() == tuple(made)
    assert ledger.corrections(CorrectionKind.OTHER_ACTOR) == (made[0], made[2])


def test_an_undone_correction_no_longer_holds_but_is_kept(ledger: Ledger) -> None:
    made = ledger.add_correction(CorrectionKind.SAME_ACTOR, {})
    ledger.undo_correction(made.id)
    assert ledger.corrections() == ()
    assert ledger.corrections(undone=True)[0].undone_at is not None


@pytest.mark.parametrize("number", [1, 2])
def test_a_correction_that_does_not_hold_cannot_be_undone(ledger: Ledger, number: int) -> None:
    ledger.undo_correction(ledger.add_correction(CorrectionKind.SAME_ACTOR, {}).id)
    with pytest.raises(LedgerError, match=f"no correction {number} that holds"):
        ledger.undo_correction(number)


def test_a_correction_whose_effects_fail_is_not_made(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no article"):
        ledger.add_correction(CorrectionKind.SPLIT_ARTICLE, {}, effects=Effects(moves=(("0" * 20, "a"),)))
    assert ledger.corrections(undone=True) == ()


def test_a_title_given_by_hand_comes_before_the_headline(ledger: Ledger) -> None:
    file(ledger, 1, "a")
    ledger.add_correction(CorrectionKind.RENAME_DOSSIER, {}, effects=Effects(titles=(("a", "De drones"),)))
    assert [entry.title for entry in ledger.iter_dossiers()] == ["De drones"]
    assert ledger.dossier_title("a") == "De drones"


def test_a_correction_that_was_altered_is_refused(ledger: Ledger, place: str) -> None:
    ledger.add_correction(CorrectionKind.SAME_ACTOR, {})
    with closing(sqlite3.connect(place, isolation_level=None)) as connection:
        connection.execute("UPDATE corrections SET kind = 'other'")
    with pytest.raises(LedgerError, match=r"correction 1 .* altered"):
        ledger.corrections()


def test_a_summary_comes_back_and_is_replaced(ledger: Ledger) -> None:
    file(ledger, 1, "a")
    assert ledger.summary("a") is None
    for key in ("een", "twee"):
        ledger.keep_summary("a", key, f"samenvatting {key}")
    assert ledger.summary("a") == ("twee", "samenvatting twee")


def test_a_summary_of_a_dossier_that_is_not_there_is_refused(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no dossier a"):
        ledger.keep_summary("a", "een", "")


def test_versions_change_when_an_article_is_read_again(ledger: Ledger) -> None:
    article_id = file(ledger, 1, "a")
    before = ledger.versions_in("a")
    add(ledger, 1, version="2")
    assert before == ((article_id, '["1"]'),)
    assert ledger.versions_in("a") == ((article_id, '["2"]'),)


@pytest.mark.parametrize(
    ("query", "name"),
    [
        ("SELECT * FROM fingerprints WHERE key = 'x' AND at > 'y'", "ix_fingerprints_key"),
        ("SELECT key FROM fingerprints WHERE article_id = 'x'", "PRIMARY KEY"),
        ("SELECT max(at) FROM dossier_articles WHERE dossier_id = 'x'", "ix_dossier_articles_dossier_id"),
        ("SELECT id FROM dossiers ORDER BY last_utc DESC, id DESC", "ix_dossiers_last_utc"),
    ],
)
def test_grouping_uses_an_index(ledger: Ledger, place: str, query: str, name: str) -> None:
    with closing(sqlite3.connect(place)) as connection:
        assert name in str(connection.execute(f"EXPLAIN QUERY PLAN {query}").fetchall())


def test_a_reading_without_anything_has_no_findings_and_comes_back(ledger: Ledger) -> None:
    raw, reading = sample()
    bare = Reading(article=reading.article, attributions=())
    ledger.add(raw, bare)
    assert ledger.reading(reading.article.id) == bare
    assert not ledger.add(raw, bare)
