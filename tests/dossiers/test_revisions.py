"""What a later version lets people say that an earlier one did not."""

from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st
from tests.dossiers.stories import Said, read, say, spans

from volgens.dossier_model import Revision
from volgens.dossiers.revisions import compare_chain, compare_versions
from volgens.model import Reading, Spans, quote

STUCK = say("de motor dinsdag vroeg door een lekke leiding is oververhit", by="Wim Stam")
REWORDED = say("de motor dinsdag vroeg waarschijnlijk door een scheur is oververhit geraakt", by="Wim Stam")
FREE = say("reizigers zaterdag gratis mee mogen", by="Els Brand")
SUNK = say("niemand ooit voor een lek heeft gewaarschuwd", by="Henk Postma")


def version(*said: Said, hours: float = 0, title: str | None = "Pont stil") -> Reading:
    return read(*said, address="https://kust.example/48172/pont", modified=hours, title=title)


def compare(earlier: Reading, later: Reading) -> tuple[list[str], list[str], list[tuple[str, str]]]:
    revision = compare_versions(earlier, later)

    def words(reading: Reading, places: Spans) -> str:
        return quote(reading.article.text, places)

    return (
        [words(later, s) for s in revision.added],
        [words(earlier, s) for s in revision.dropped],
        [(words(earlier, a), words(later, b)) for a, b in revision.reworded],
    )


def test_what_stays_is_no_revision() -> None:
    assert compare(version(STUCK, FREE), version(FREE, STUCK, hours=1)) == ([], [], [])


def test_a_new_statement_is_added() -> None:
    assert compare(version(STUCK), version(STUCK, FREE, hours=1)) == ([FREE.words], [], [])


def test_a_statement_that_is_gone_is_dropped() -> None:
    assert compare(version(STUCK, FREE), version(STUCK, hours=1)) == ([], [FREE.words], [])


def test_the_same_in_other_words_is_reworded() -> None:
    found = compare(version(STUCK, FREE), version(FREE, REWORDED, hours=1))
    assert found == ([], [], [(STUCK.words, REWORDED.words)])


def test_a_different_statement_is_added_and_dropped() -> None:
    assert compare(version(STUCK), version(SUNK, hours=1)) == ([SUNK.words], [STUCK.words], [])


def test_the_likeliest_pair_goes_first() -> None:
    found = compare(version(STUCK), version(REWORDED, STUCK, hours=1))
    assert found == ([REWORDED.words], [], [])


def test_another_speaker_does_not_make_it_another_statement() -> None:
    assert compare(version(STUCK), version(replace(STUCK, by="Els Brand"), hours=1)) == ([], [], [])


def test_a_changed_headline_is_kept() -> None:
    earlier, later = version(STUCK), version(STUCK, hours=1, title="Pont vaart weer")
    assert compare_versions(earlier, later).headline == ("Pont stil", "Pont vaart weer")


def test_the_same_headline_or_none_is_no_change() -> None:
    assert compare_versions(version(STUCK), version(STUCK, hours=1)).headline is None
    assert compare_versions(version(STUCK), version(STUCK, hours=1, title=None)).headline is None


def cut(reading: Reading, *parts: str) -> Reading:
    """The reading with the first statement cut into ``parts``."""
    first = reading.statements[0]
    pieces = tuple(
        replace(first, words=place, topic=place) for place in (spans(reading.article.text, p) for p in parts)
    )
    return replace(reading, statements=(*pieces, *reading.statements[1:]))


def test_statements_of_one_sentence_are_one_entry() -> None:
    later = cut(version(FREE, STUCK, hours=1), "reizigers zaterdag", "gratis mee mogen")
    assert compare(version(STUCK), later)[0] == ["reizigers zaterdag … gratis mee mogen"]


def test_statements_of_two_sentences_are_two_entries() -> None:
    two = say("de pont vaart zaterdag. Niemand hoeft te betalen", by="Els Brand")
    later = cut(version(two, STUCK, hours=1), "de pont vaart zaterdag", "Niemand hoeft te betalen")
    assert compare(version(STUCK), later)[0] == ["de pont vaart zaterdag", "Niemand hoeft te betalen"]


def test_words_inside_other_words_are_told_once() -> None:
    reading = version(FREE, STUCK, hours=1)
    part = spans(reading.article.text, "gratis mee mogen")
    inner = replace(reading.statements[0], attribution_id="inner", words=part, topic=part)
    later = replace(reading, statements=(*reading.statements, inner))
    assert compare(version(STUCK), later)[0] == [FREE.words]


def test_a_chain_of_three_versions_has_two_revisions() -> None:
    chain = [version(STUCK), version(STUCK, FREE, hours=1), version(FREE, hours=2)]
    found = compare_chain(chain)
    assert [(r.earlier, r.later) for r in found] == [
        (chain[0].article.id, chain[1].article.id),
        (chain[1].article.id, chain[2].article.id),
    ]
    assert found[1].dropped and not found[1].added


def test_one_version_has_no_revisions() -> None:
    assert compare_chain([version(STUCK)]) == compare_chain([]) == ()


some = st.lists(st.sampled_from((STUCK, REWORDED, FREE, SUNK)), unique=True, min_size=1)


@settings(max_examples=40, deadline=None)
@given(some, some)
def test_every_statement_is_matched_added_or_dropped_once(before: list[Said], after: list[Said]) -> None:
    revision: Revision = compare_versions(version(*before), version(*after, hours=1))
    kept = len(before) - len(revision.dropped) - len(revision.reworded)
    assert kept == len(after) - len(revision.added) - len(revision.reworded) >= 0
    places = [*revision.added, *(b for _, b in revision.reworded)]
    assert len(places) == len(set(places))
