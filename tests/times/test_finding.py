from datetime import datetime

import pytest

from parses import to_bare_parse
from volgens.analysis import Analyser
from volgens.language.times import TimeWords
from volgens.model import Moment, quote
from volgens.times import find_moments

THURSDAY = datetime.fromisoformat("2026-03-05T14:45:00+01:00")
JUST_PAST_MIDNIGHT = datetime.fromisoformat("2026-03-05T00:20:00+01:00")


def found(text: str, analyser: Analyser, times: TimeWords, published: datetime = THURSDAY) -> tuple[Moment, ...]:
    return find_moments(analyser.parse(text), times, article_id="a", published=published)


@pytest.mark.parametrize(
    ("text", "about"),
    [
        ("De raad zegt dat het lek op 2 maart is ontdekt.", "het lek op 2 maart is ontdekt"),
        ("Dat zei wethouder Anna Smit donderdag op een persconferentie.",
         "Dat zei wethouder Anna Smit donderdag op een persconferentie"),
        ("De schade door de explosie van dinsdagavond is groot.", "de explosie van dinsdagavond"),
        ("Een boete, op 27 februari.", "Een boete, op 27 februari"),
        ("Alle pompen zijn nagekeken, de laatste op 19 september.", "de laatste op 19 september"),
        ("De minister zei gisteren dat de wet niet deugt.", "De minister zei gisteren"),
        ("Het schip dat gisteren zonk, was oud.", "Het schip dat gisteren zonk"),
        ("‘Dat klopt’, zei ze vanochtend.", "zei ze vanochtend"),
    ],
)  # fmt: skip
def test_moment_is_about_the_smallest_clause(text: str, about: str, analyser: Analyser, times: TimeWords) -> None:
    (moment,) = found(text, analyser, times)
    assert quote(text, moment.about) == about


def test_words_lie_in_what_they_are_about(analyser: Analyser, times: TimeWords) -> None:
    for moment in found("Maandag om 6.10 uur belde hij, vrijdag schreef hij een brief.", analyser, times):
        assert all(any(a.contains(w) for a in moment.about) for w in moment.words)


def test_live_entries_date_their_first_sentence(analyser: Analyser, times: TimeWords) -> None:
    text = "14.10 uur - De brug is dicht.\n\n12.30 uur - De brandweer komt eraan."
    moments = found(text, analyser, times)
    assert [(m.value, quote(text, m.about)) for m in moments] == [
        ("2026-03-05T14:10+01:00", "De brug is dicht"),
        ("2026-03-05T12:30+01:00", "De brandweer komt eraan"),
    ]


def test_live_entries_run_back_over_midnight(analyser: Analyser, times: TimeWords) -> None:
    text = "00.10 uur - De brug is dicht.\n\n23.50 uur - Gisteren was er nog niets aan de hand."
    values = [m.value for m in found(text, analyser, times, JUST_PAST_MIDNIGHT)]
    assert values == ["2026-03-05T00:10+01:00", "2026-03-04T23:50+01:00", "2026-03-03"]


def test_live_entries_may_stand_oldest_first(analyser: Analyser, times: TimeWords) -> None:
    text = "23.50 uur - Er is brand.\n\n00.10 uur - De brand is uit."
    values = [m.value for m in found(text, analyser, times, JUST_PAST_MIDNIGHT)]
    assert values == ["2026-03-04T23:50+01:00", "2026-03-05T00:10+01:00"]


def test_live_entries_may_be_later_than_the_opening_of_the_blog(analyser: Analyser, times: TimeWords) -> None:
    opened = datetime.fromisoformat("2026-03-05T08:40:00+01:00")
    text = "14.10 uur - De brug is dicht.\n\n08.40 uur - Er is brand."
    assert [m.value[:10] for m in found(text, analyser, times, opened)] == ["2026-03-05", "2026-03-05"]


def test_words_in_a_live_entry_count_from_its_time(analyser: Analyser, times: TimeWords) -> None:
    text = "14.10 uur - De brug is dicht. Een half uur geleden voer er een schip tegenaan."
    assert [m.value for m in found(text, analyser, times)][1:] == ["2026-03-05T13:40+01:00"]


def test_later_clock_leans_on_the_day_before(analyser: Analyser, times: TimeWords) -> None:
    text = "De raad vergaderde dinsdagavond. Om negen uur viel het besluit."
    assert [m.value for m in found(text, analyser, times)] == ["2026-03-03", "2026-03-03T21:00+01:00"]


def test_day_of_saying_is_not_the_day_of_a_clock(analyser: Analyser, times: TimeWords) -> None:
    text = "Het schip vertrok maandag. De krant meldde dinsdag dat het om 20.00 uur is gezien."
    assert [m.value for m in found(text, analyser, times)][-1] == "2026-03-02T20:00+01:00"


def test_same_clock_is_the_same_moment(analyser: Analyser, times: TimeWords) -> None:
    text = "Het alarm ging maandag om 6.10 uur.\n\nDinsdag sprak de directeur.\n\nOm tien over zes belde niemand."
    assert [m.value for m in found(text, analyser, times)][-1] == "2026-03-02T06:10+01:00"


def test_time_without_zone_is_local(analyser: Analyser, times: TimeWords) -> None:
    (moment,) = found("Vandaag om 12.00 uur ging de sirene.", analyser, times, datetime(2026, 7, 1, 15))
    assert moment.value == "2026-07-01T12:00+02:00"


def test_time_printed_elsewhere_keeps_its_offset(analyser: Analyser, times: TimeWords) -> None:
    published = datetime.fromisoformat("2026-07-01T15:00:00-04:00")
    (moment,) = found("Vandaag om 12.00 uur ging de sirene.", analyser, times, published)
    assert moment.value == "2026-07-01T12:00-04:00"


def test_parse_without_a_tree_has_moments(times: TimeWords) -> None:
    parse = to_bare_parse("Op 12 mei 2024 om 14.30 uur.", "20.00 uur", "Morgen.")
    assert find_moments(parse, times, article_id="a", published=THURSDAY)


def test_empty_parse_has_none(times: TimeWords) -> None:
    assert find_moments(to_bare_parse(), times, article_id="a", published=None) == ()


def test_moment_carries_its_article(analyser: Analyser, times: TimeWords) -> None:
    (moment,) = find_moments(analyser.parse("Gisteren regende het."), times, article_id="b", published=THURSDAY)
    assert moment.article_id == "b"
