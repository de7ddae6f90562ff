"""What goes in comes out, once."""

import dataclasses
import sqlite3
import string
import tempfile
from contextlib import closing
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from volgens.errors import LedgerError
from volgens.ledger import Counts, Ledger
from volgens.model import (
    Act,
    Actor,
    ActorKind,
    Article,
    Attribution,
    Block,
    Failure,
    Mention,
    Mode,
    Moment,
    RawDocument,
    Reading,
    Role,
    Span,
    Spans,
    Statement,
    Terms,
)

from .readings import article, document, reading_of, sample, small_readings


def test_a_reading_comes_back_as_it_was_added(ledger: Ledger) -> None:
    raw, reading = sample()
    assert ledger.add(raw, reading)
    assert ledger.reading(reading.article.id) == reading


def test_a_document_comes_back_byte_for_byte(ledger: Ledger) -> None:
    raw = document(bytes(range(256)) * 100)
    ledger.add(raw, reading_of(article(raw)))
    assert ledger.raw(raw.id) == raw


def test_a_document_is_kept_compressed(ledger: Ledger, place: str) -> None:
    raw = document(b"drones " * 10_000)
    ledger.add(raw, reading_of(article(raw)))
    with closing(sqlite3.connect(place)) as connection:
        (size,) = connection.execute("SELECT length(bytes) FROM raw_documents").fetchone()
    assert size < 1000


def test_the_same_reading_again_changes_nothing(ledger: Ledger) -> None:
    raw, reading = sample()
    ledger.add(raw, reading)
    before = ledger.counts()
    assert not ledger.add(raw, reading)
    assert ledger.counts() == before


def test_the_same_article_from_another_document_changes_nothing(ledger: Ledger) -> None:
    first, second = document(b"een"), document(b"twee")
    ledger.add(first, reading_of(article(first)))
    assert not ledger.add(second, reading_of(article(second)))
    assert ledger.reading(article(first).id).article.raw_id == first.id


def test_another_version_takes_the_place_of_the_old_attributions(ledger: Ledger) -> None:
    raw, old = sample(version="1")
    _, new = sample(version="2", entity="minister Marie Jansen")
    ledger.add(raw, old)
    assert ledger.add(raw, new)
    assert ledger.reading(old.article.id) == new
    assert ledger.counts() == Counts(articles=1, attributions=2, actors=1, failures=0)


def test_another_version_that_finds_nothing_leaves_no_attributions(ledger: Ledger) -> None:
    raw, old = sample()
    ledger.add(raw, old)
    assert ledger.add(raw, Reading(article=old.article, attributions=()))
    assert ledger.reading(old.article.id).attributions == ()


def test_a_replacement_that_fails_leaves_the_old_reading(ledger: Ledger) -> None:
    raw, old = sample(version="1")
    ledger.add(raw, old)
    half = dataclasses.replace(sample(version="2")[1].attributions[0], entity="\ud800")
    with pytest.raises(LedgerError, match="half of a pair"):
        ledger.add(raw, Reading(article=old.article, attributions=(half,), actors=old.actors))
    assert ledger.reading(old.article.id) == old
    assert [hit.entity for hit in ledger.search("drones")] == ["Marie Jansen"]


def test_many_articles_may_come_from_one_document(ledger: Ledger) -> None:
    raw = document()
    for headline in ("Eerste bericht", "Tweede bericht"):
        ledger.add(raw, reading_of(article(raw, headline=headline)))
    assert ledger.counts().articles == 2


def test_times_keep_the_offset_that_the_page_gave(ledger: Ledger) -> None:
    raw, reading = sample(published=datetime.fromisoformat("2024-10-27T02:30:00+05:45"))
    ledger.add(raw, reading)
    published = ledger.reading(reading.article.id).article.published
    assert published is not None
    assert published.isoformat() == "2024-10-27T02:30:00+05:45"


def test_ids_and_readings_come_in_order_of_id(ledger: Ledger) -> None:
    for raw, reading in small_readings(60):
        ledger.add(raw, reading)
    ids = list(ledger.article_ids())
    assert ids == sorted(reading.article.id for _, reading in small_readings(60))
    assert [reading.article.id for reading in ledger.iter_readings()] == ids


def test_readings_may_be_added_while_others_are_read(ledger: Ledger) -> None:
    for raw, reading in small_readings(60):
        ledger.add(raw, reading)
    for reading in ledger.iter_readings():
        ledger.add(ledger.raw(reading.article.raw_id), reading_of(reading.article, version="2"))
    assert {a.version for reading in ledger.iter_readings() for a in reading.attributions} == {"2"}


def test_it_knows_which_articles_are_there(ledger: Ledger) -> None:
    raw, reading = sample()
    assert not ledger.has_article(reading.article.id)
    ledger.add(raw, reading)
    assert ledger.has_article(reading.article.id)


def test_an_article_that_is_not_there_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no article 00000000000000000000"):
        ledger.reading("0" * 20)


def test_a_document_that_is_not_there_is_an_error(ledger: Ledger) -> None:
    with pytest.raises(LedgerError, match="no document"):
        ledger.raw("0" * 64)


def test_failures_are_kept_once_and_in_order(ledger: Ledger) -> None:
    second = Failure(location="b.html", reason="geen tekst gevonden")
    first = Failure(location="a.html", reason="afgebroken", raw_id="0" * 64)
    for failure in (second, first, second):
        ledger.add_failure(failure)
    assert ledger.failures() == (first, second)
    assert ledger.counts().failures == 2


def test_a_failure_at_a_file_name_that_is_no_text_is_kept(ledger: Ledger) -> None:
    ledger.add_failure(Failure(location="nieuws/caf\udce9.html", reason="afgebroken"))
    assert ledger.failures()[0].location == r"nieuws/caf\udce9.html"


def alter(reading: Reading, kind: str, **changes: object) -> Reading:
    """``reading`` with its first finding of ``kind`` altered."""
    first, *others = getattr(reading, kind)
    return dataclasses.replace(reading, **{kind: (dataclasses.replace(first, **changes), *others)})


BROKEN = {
    "not from": lambda r: dataclasses.replace(r, article=dataclasses.replace(r.article, raw_id="0" * 64)),
    "one and the same": lambda r: dataclasses.replace(r, attributions=r.attributions * 2),
    "a part of article": lambda r: dataclasses.replace(
        r, actors=(*r.actors, dataclasses.replace(r.actors[0], article_id="0" * 20))
    ),
    "ends after the text": lambda r: dataclasses.replace(
        r, attributions=(dataclasses.replace(r.attributions[0], content=(Span(0, 100_000),)),)
    ),
    "lies in one that is not there": lambda r: dataclasses.replace(r, attributions=r.attributions[1:]),
    "attribution .* has an actor that is not there": lambda r: dataclasses.replace(r, actors=(), mentions=()),
    "a mention has an actor that is not there": lambda r: dataclasses.replace(r, attributions=(), actors=()),
    "a mention ends after the text": lambda r: dataclasses.replace(
        r, mentions=(dataclasses.replace(r.mentions[0], spans=(Span(0, 100_000),)),)
    ),
    "a statement of article": lambda r: alter(r, "statements", article_id="0" * 20),
    "a statement ends after the text": lambda r: alter(r, "statements", topic=(Span(0, 100_000),)),
    "a statement belongs to an attribution that is not there": lambda r: alter(r, "statements", attribution_id="0"),
    "a moment ends after the text": lambda r: alter(r, "moments", about=(Span(0, 100_000),)),
    "a terms belongs to an attribution that is not there": lambda r: alter(r, "terms", attribution_id="0"),
}


@pytest.mark.parametrize("complaint", BROKEN)
def test_a_reading_that_does_not_hang_together_is_refused(ledger: Ledger, complaint: str) -> None:
    raw, reading = sample()
    with pytest.raises(LedgerError, match=complaint):
        ledger.add(raw, BROKEN[complaint](reading))
    assert ledger.counts().articles == 0


LETTERS = st.text(st.sampled_from(string.ascii_letters + " .é“”\n\x00😀'\""), max_size=30)
OFFSETS = st.integers(-1439, 1439).map(lambda minutes: timezone(timedelta(minutes=minutes)))
MOMENTS = st.none() | st.datetimes(timezones=OFFSETS)
OPTIONAL = st.none() | LETTERS


def spans_in(length: int, least: int = 0) -> st.SearchStrategy[Spans]:
    """Spans into a text of ``length`` characters, cut at up to six places."""
    cuts = st.lists(st.integers(0, length), min_size=2 * least, max_size=6, unique=True)
    return cuts.map(sorted).map(lambda c: tuple(Span(a, b) for a, b in zip(c[::2], c[1::2], strict=False)))


@st.composite
def readings(draw: st.DrawFn) -> tuple[RawDocument, Reading]:
    raw = RawDocument(
        data=draw(st.binary(max_size=50)),
        media_type="text/html",
        location=draw(LETTERS),
        container=draw(OPTIONAL),
        captured=draw(MOMENTS),
        headers=tuple(draw(st.lists(st.tuples(st.text(max_size=9), st.text(max_size=9)), max_size=3))),
    )
    text = draw(st.text(min_size=10, max_size=80))
    blocks = tuple(
        Block(role=draw(st.sampled_from(Role)), span=span, time=draw(MOMENTS)) for span in draw(spans_in(len(text)))
    )
    article = Article(
        text=text,
        blocks=blocks,
        raw_id=raw.id,
        address=draw(OPTIONAL),
        outlet=draw(OPTIONAL),
        title=draw(OPTIONAL),
        byline=draw(OPTIONAL),
        published=draw(MOMENTS),
        modified=draw(MOMENTS),
        captured=draw(MOMENTS),
        section=draw(OPTIONAL),
        partial=draw(st.booleans()),
        language=draw(st.sampled_from(["nl", "nl-BE"])),
    )
    actors = tuple(
        Actor(article_id=article.id, name=name, kind=draw(st.sampled_from(ActorKind)), speaks_for=draw(OPTIONAL))
        for name in draw(st.lists(LETTERS, unique=True, max_size=3))
    )
    cast = [actor.id for actor in actors]
    made: dict[str, Attribution] = {}
    for _ in range(draw(st.integers(0, 4))):
        attribution = Attribution(
            article_id=article.id,
            content=draw(spans_in(len(text), least=1)),
            **{name: draw(spans_in(len(text))) for name in ("source", "cue", "via")},
            mode=draw(st.sampled_from(Mode)),
            act=draw(st.sampled_from(Act)),
            entity=draw(OPTIONAL),
            actor_id=draw(st.sampled_from([None, *cast])),
            parent=draw(st.sampled_from([None, *made])),
            maker=draw(LETTERS),
            version=draw(st.sampled_from(["1", "2.0"])),
            confidence=draw(st.floats(0, 1)),
        )
        made[attribution.id] = attribution
    mentions = tuple(Mention(article_id=article.id, spans=draw(spans_in(len(text))), actor_id=id) for id in cast)
    moments, terms, statements = draw(findings(article.id, len(text), tuple(made)))
    return raw, Reading(
        article=article,
        attributions=tuple(made.values()),
        actors=actors,
        mentions=mentions,
        moments=moments,
        terms=terms,
        statements=statements,
    )


Findings = tuple[tuple[object, ...], ...]


@st.composite
def findings(draw: st.DrawFn, article_id: str, length: int, known: tuple[str, ...]) -> Findings:
    some, any_spans, listed = spans_in(length, least=1), spans_in(length), st.lists(LETTERS, max_size=3).map(tuple)
    moments = st.builds(Moment, article_id=st.just(article_id), words=some, about=some, value=LETTERS)
    terms = st.builds(
        Terms,
        article_id=st.just(article_id),
        attribution_id=st.sampled_from([None, *known]),
        act=st.sampled_from(Act),
        matter=some,
        **dict.fromkeys(("entity", "actor_id", "toward_name"), OPTIONAL),
        **dict.fromkeys(("toward", "condition"), any_spans),
    )
    statements = st.builds(
        Statement,
        article_id=st.just(article_id),
        attribution_id=st.sampled_from(known or ("",)),
        **dict.fromkeys(("words", "topic"), some),
        **dict.fromkeys(("negative", "rejected", "withheld"), st.booleans()),
        predicate=LETTERS,
        **dict.fromkeys(("lemmas", "names", "numbers", "backdrop"), listed),
    )

    def some_of(kind: st.SearchStrategy[object], most: int = 2) -> tuple[object, ...]:
        return tuple(draw(st.lists(kind, max_size=most)))

    return some_of(moments), some_of(terms), some_of(statements, 2 if known else 0)


@settings(max_examples=60, deadline=None)
@given(st.lists(readings(), min_size=1, max_size=4, unique_by=lambda pair: pair[1].article.id))
def test_whatever_is_added_comes_back_equal(pairs: list[tuple[RawDocument, Reading]]) -> None:
    with tempfile.TemporaryDirectory() as folder, Ledger.open(place := str(Path(folder, "a.ledger"))) as ledger:
        for raw, reading in pairs:
            ledger.add(raw, reading)
        first = {raw.id: raw for raw, _ in reversed(pairs)}
        for raw, reading in pairs:
            found = ledger.reading(reading.article.id)
            assert found == reading
            assert ledger.raw(raw.id) == first[raw.id]
            assert ledger.article_of(raw) is not None
            assert found.article.published is None or (
                reading.article.published is not None
                and found.article.published.isoformat() == reading.article.published.isoformat()
            )
        check_indices(place)
        for raw, reading in pairs:
            ledger.add(raw, Reading(article=reading.article, attributions=()))
        check_indices(place)


def check_indices(place: str) -> None:
    """Full-text search knows the words of the rows that are there and no others, or SQLite raises an error."""
    with closing(sqlite3.connect(place)) as connection:
        for index in ("article_words", "attribution_words"):
            connection.execute(f"INSERT INTO {index}({index}, rank) VALUES('integrity-check', 1)")
