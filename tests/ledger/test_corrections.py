"""Corrections of attributions in the ledger: in all rows at once, outliving new readings, undone exactly."""

import pytest
from tests.ledger.readings import sample, words

from volgens.errors import LedgerError
from volgens.ledger import CorrectionKind, Ledger, SearchFilters, Wanted
from volgens.ledger.corrections import list_places
from volgens.model import Act, Reading


@pytest.fixture
def reading(ledger: Ledger) -> Reading:
    raw, reading = sample()
    ledger.add(raw, reading)
    return reading


def correct(ledger: Ledger, reading: Reading, kind: CorrectionKind, which: int = 0, **right: str) -> int:
    found = reading.attributions[which]
    spans = {name: list_places(getattr(found, name)) for name in ("content", "source", "cue")}
    extra = {"actor_kind": "person"} if kind is CorrectionKind.RIGHT_ACTOR else {}
    details = {"article": reading.article.id, **spans, **extra, **right}
    return ledger.add_correction(kind, details, by="Anna").id


def said(ledger: Ledger, reading: Reading) -> list[tuple[str | None, Act]]:
    return [(a.entity, a.act) for a in ledger.reading(reading.article.id).attributions]


def test_a_correction_changes_the_reading(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos")
    correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn")
    assert said(ledger, reading) == [("Jan Bos", Act.WARN), ("Marie Jansen", Act.DENY)]


def test_a_correction_changes_what_search_finds(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos")
    correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn")
    assert [hit.act for hit in ledger.search("drones", filters=SearchFilters(actor="Bos"))] == [Act.WARN]
    assert list(ledger.search("drones", filters=SearchFilters(actor="Jansen"))) == []


def test_what_is_no_attribution_is_found_no_more(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.NO_ATTRIBUTION)
    assert [hit.attribution_id for hit in ledger.search("drones neergehaald")] == [None]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0), (1, 2, 0)])
def test_undoing_all_in_any_order_gives_the_original_back(ledger: Ledger, reading: Reading, order: tuple[int]) -> None:
    made = [
        correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos"),
        correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn"),
        correct(ledger, reading, CorrectionKind.NO_ATTRIBUTION, which=1),
    ]
    for place in order:
        ledger.undo_correction(made[place], by="Bert")
    assert ledger.reading(reading.article.id) == reading == ledger.original(reading.article.id)


def test_undoing_one_leaves_the_others(ledger: Ledger, reading: Reading) -> None:
    first = correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos")
    correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn")
    ledger.undo_correction(first)
    assert said(ledger, reading)[0] == ("Marie Jansen", Act.WARN)


def test_a_correction_holds_when_the_article_is_read_again(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos")
    raw, again = sample(version="2", entity="Minister Jansen")
    assert ledger.add(raw, again)
    assert said(ledger, reading)[0] == ("Jan Bos", Act.ASSERT)


def test_undone_after_a_new_reading_the_new_reading_shows(ledger: Ledger, reading: Reading) -> None:
    made = correct(ledger, reading, CorrectionKind.RIGHT_ACTOR, name="Jan Bos")
    raw, again = sample(version="2", entity="Minister Jansen")
    ledger.add(raw, again)
    ledger.undo_correction(made)
    assert ledger.reading(reading.article.id) == again


def test_reading_a_corrected_article_again_in_the_same_way_changes_nothing(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.NO_ATTRIBUTION)
    assert not ledger.add(*sample())
    assert len(said(ledger, reading)) == 1


def test_a_correction_changes_what_a_summary_depends_on(ledger: Ledger, reading: Reading) -> None:
    ledger.assign(reading.article.id, "d" * 20)
    before = ledger.versions_in("d" * 20)
    made = correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn")
    assert ledger.versions_in("d" * 20) != before
    ledger.undo_correction(made)
    assert ledger.versions_in("d" * 20) == before


def test_a_correction_of_an_article_that_is_not_there_is_not_kept(ledger: Ledger, reading: Reading) -> None:
    details = {"article": "0" * 20, "content": ("0-5",), "act": "warn"}
    with pytest.raises(LedgerError, match="no article 000"):
        ledger.add_correction(CorrectionKind.RIGHT_ACT, details)
    assert ledger.corrections() == ()


def test_an_altered_correction_is_an_error(ledger: Ledger, reading: Reading) -> None:
    with pytest.raises(LedgerError, match="altered"):
        ledger.add_correction(CorrectionKind.RIGHT_ACT, {"article": reading.article.id, "content": ("kapot",)})


def test_who_undid_a_correction_is_kept(ledger: Ledger, reading: Reading) -> None:
    made = correct(ledger, reading, CorrectionKind.NO_ATTRIBUTION)
    ledger.undo_correction(made, by="Bert")
    kept = ledger.correction(made)
    assert (kept.by, kept.undone_by, kept.undone_at is None) == ("Anna", "Bert", False)


def test_corrections_are_listed_newest_first_and_narrowed(ledger: Ledger, reading: Reading) -> None:
    made = [correct(ledger, reading, CorrectionKind.RIGHT_ACT, act=act) for act in ("warn", "deny", "ask")]
    ledger.undo_correction(made[2])
    listed = [
        ledger.page_corrections(wanted, 10)
        for wanted in (Wanted(), Wanted(undone=False), Wanted(by="Bert"), Wanted(before=made[1]))
    ]
    assert [[c.id for c in page] for page in listed] == [made[::-1], made[1::-1], [], made[:1]]


def test_corrections_of_an_article_are_found_by_index(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.NO_ATTRIBUTION)
    assert len(ledger.corrections_of([reading.article.id])) == 1
    assert ledger.corrections_of(["0" * 20]) == ()


def test_a_checked_article_is_one_until_it_is_not(ledger: Ledger, reading: Reading) -> None:
    ledger.check(reading.article.id, "Anna")
    ledger.check(reading.article.id, "Bert")
    assert ledger.checked() == (reading.article.id,)
    assert ledger.checks_of([reading.article.id])[reading.article.id][0] == "Bert"
    ledger.uncheck(reading.article.id)
    assert ledger.checked() == ()


def test_a_nested_attribution_keeps_its_place_when_the_outer_one_changes(ledger: Ledger, reading: Reading) -> None:
    correct(ledger, reading, CorrectionKind.RIGHT_ACT, act="warn")
    outer, inner = ledger.reading(reading.article.id).attributions
    assert inner.parent == outer.id
    assert inner.content == words(reading.article.text, '"Wij waren het niet"')
