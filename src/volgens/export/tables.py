"""The tables of a Parquet export: name, type, meaning and content of every column, told once.

``docs/reference/columns.md`` is checked against this, and the meaning of a column stands in the file itself too.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum
from typing import Generic, TypeVar

from volgens.dossier_model import Card, Claim, Dossier, Position, Stand
from volgens.export.characters import encodable
from volgens.model import Actor, Attribution, Reading, Spans, quote


class Kind(StrEnum):
    """Types of a column, as Arrow writes them."""

    TEXT = "string"
    TEXTS = "list<string>"
    TIME = "timestamp[us, tz=UTC]"
    COUNT = "int32"
    SHARE = "double"
    TRUTH = "bool"
    SPANS = "list<struct<start: int32, end: int32>>"


Cell = str | int | float | bool | datetime | None | Sequence[str] | Sequence[Mapping[str, int]]
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True, kw_only=True)
class Column(Generic[Row]):
    """A column; ``what`` says what stands in it, ``cell`` takes it from a row."""

    name: str
    kind: Kind
    what: str
    cell: Callable[[Row], Cell]


@dataclass(frozen=True, slots=True, kw_only=True)
class AttributionRow:
    """An attribution in its article."""

    reading: Reading
    attribution: Attribution


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimRow:
    """A claim in its dossier."""

    dossier: Dossier
    claim: Claim


@dataclass(frozen=True, slots=True, kw_only=True)
class StandRow:
    """A stand towards a claim, with the article that it stands in."""

    dossier: Dossier
    claim: Claim
    stand: Stand
    card: Card | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PositionRow:
    """A position in its dossier, with its article and that article's text, where they are there."""

    dossier: Dossier
    position: Position
    card: Card | None
    text: str | None


def _text(words: str | None) -> str | None:
    return None if words is None else encodable(words)


def _time(moment: datetime | None) -> datetime | None:
    try:
        return None if moment is None else moment.astimezone(UTC)
    except OverflowError:
        # The first and the last day that there are, in a zone that has another day.
        return moment and moment.replace(tzinfo=UTC)


def _spans(spans: Spans) -> Sequence[Mapping[str, int]]:
    return [{"start": span.start, "end": span.end} for span in spans]


def _quoted(text: str | None, spans: Spans) -> str | None:
    return encodable(quote(text, spans)) if text is not None and spans else None


def _words(row: AttributionRow, spans: Spans) -> str | None:
    return _quoted(row.reading.article.text, spans)


ARTICLES: tuple[Column[Reading], ...] = (
    Column(name="article_id", kind=Kind.TEXT, what="id of the article", cell=lambda r: r.article.id),
    Column(
        name="raw_id",
        kind=Kind.TEXT,
        what="SHA-256 of the bytes that it was read from",
        cell=lambda r: _text(r.article.raw_id),
    ),
    Column(name="address", kind=Kind.TEXT, what="canonical URL", cell=lambda r: _text(r.article.address)),
    Column(name="outlet", kind=Kind.TEXT, what="who published it", cell=lambda r: _text(r.article.outlet)),
    Column(name="title", kind=Kind.TEXT, what="its title", cell=lambda r: _text(r.article.title)),
    Column(name="byline", kind=Kind.TEXT, what="who wrote it, as printed", cell=lambda r: _text(r.article.byline)),
    Column(
        name="section", kind=Kind.TEXT, what="the part of the paper or site", cell=lambda r: _text(r.article.section)
    ),
    Column(name="published", kind=Kind.TIME, what="when it appeared", cell=lambda r: _time(r.article.published)),
    Column(name="modified", kind=Kind.TIME, what="when it was last changed", cell=lambda r: _time(r.article.modified)),
    Column(name="captured", kind=Kind.TIME, what="when it was fetched", cell=lambda r: _time(r.article.captured)),
    Column(
        name="partial",
        kind=Kind.TRUTH,
        what="whether the page shows only the beginning, as before a paywall",
        cell=lambda r: r.article.partial,
    ),
    Column(name="language", kind=Kind.TEXT, what="language of the text: `nl`", cell=lambda r: r.article.language),
    Column(
        name="attributions",
        kind=Kind.COUNT,
        what="how many attributions it has",
        cell=lambda r: len(r.attributions),
    ),
    Column(
        name="text",
        kind=Kind.TEXT,
        what="the text into which every offset points",
        cell=lambda r: encodable(r.article.text),
    ),
)

ATTRIBUTIONS: tuple[Column[AttributionRow], ...] = (
    Column(name="article_id", kind=Kind.TEXT, what="id of its article", cell=lambda r: r.reading.article.id),
    Column(
        name="outlet",
        kind=Kind.TEXT,
        what="who published that, as in `articles`",
        cell=lambda r: _text(r.reading.article.outlet),
    ),
    Column(
        name="published",
        kind=Kind.TIME,
        what="when that appeared, as in `articles`",
        cell=lambda r: _time(r.reading.article.published),
    ),
    Column(name="attribution_id", kind=Kind.TEXT, what="id of the attribution", cell=lambda r: r.attribution.id),
    Column(
        name="parent",
        kind=Kind.TEXT,
        what="`attribution_id` of the attribution inside whose content this one lies",
        cell=lambda r: r.attribution.parent,
    ),
    Column(
        name="act",
        kind=Kind.TEXT,
        what="what the source does with the content: one of [sixteen](acts.md)",
        cell=lambda r: r.attribution.act.value,
    ),
    Column(
        name="mode", kind=Kind.TEXT, what="`direct`, `indirect` or `mixed`", cell=lambda r: r.attribution.mode.value
    ),
    Column(
        name="entity",
        kind=Kind.TEXT,
        what="the fullest name that the article gives for the source",
        cell=lambda r: _text(r.attribution.entity),
    ),
    Column(
        name="actor_id",
        kind=Kind.TEXT,
        what="`actor_id` of the source, as in `actors`",
        cell=lambda r: r.attribution.actor_id,
    ),
    Column(
        name="source",
        kind=Kind.TEXT,
        what="the words that name the source; several spans are joined with ` … `",
        cell=lambda r: _words(r, r.attribution.source),
    ),
    Column(
        name="cue",
        kind=Kind.TEXT,
        what="the words that express the attribution",
        cell=lambda r: _words(r, r.attribution.cue),
    ),
    Column(
        name="content",
        kind=Kind.TEXT,
        what="the words that the source stands behind",
        cell=lambda r: _words(r, r.attribution.content),
    ),
    Column(
        name="via",
        kind=Kind.TEXT,
        what="the medium or spokesperson that relays it, or to which it was said",
        cell=lambda r: _words(r, r.attribution.via),
    ),
    Column(
        name="source_spans",
        kind=Kind.SPANS,
        what="where the words of `source` stand; an empty list where there are none",
        cell=lambda r: _spans(r.attribution.source),
    ),
    Column(name="cue_spans", kind=Kind.SPANS, what="the same for `cue`", cell=lambda r: _spans(r.attribution.cue)),
    Column(
        name="content_spans",
        kind=Kind.SPANS,
        what="the same for `content`, never empty",
        cell=lambda r: _spans(r.attribution.content),
    ),
    Column(name="via_spans", kind=Kind.SPANS, what="the same for `via`", cell=lambda r: _spans(r.attribution.via)),
    Column(
        name="maker",
        kind=Kind.TEXT,
        what="the rule or model that found it",
        cell=lambda r: encodable(r.attribution.maker),
    ),
    Column(
        name="version",
        kind=Kind.TEXT,
        what="the version of that rule or model",
        cell=lambda r: encodable(r.attribution.version),
    ),
    Column(
        name="confidence",
        kind=Kind.SHARE,
        what="how sure the maker is, from 0.0 to 1.0",
        cell=lambda r: float(r.attribution.confidence),
    ),
)

ACTORS: tuple[Column[Actor], ...] = (
    Column(name="actor_id", kind=Kind.TEXT, what="id of the actor in its article", cell=lambda a: a.id),
    Column(name="article_id", kind=Kind.TEXT, what="id of that article", cell=lambda a: a.article_id),
    Column(name="name", kind=Kind.TEXT, what="the fullest name that the article gives", cell=lambda a: _text(a.name)),
    Column(
        name="kind",
        kind=Kind.TEXT,
        what="`person`, `organisation`, `state`, `medium`, `group`, `place` or `other`",
        cell=lambda a: a.kind.value,
    ),
    Column(
        name="speaks_for",
        kind=Kind.TEXT,
        what="whom the actor speaks for, where the text says so",
        cell=lambda a: _text(a.speaks_for),
    ),
)

CLAIMS: tuple[Column[ClaimRow], ...] = (
    Column(name="dossier_id", kind=Kind.TEXT, what="id of the dossier of the event", cell=lambda r: r.dossier.id),
    Column(name="dossier_title", kind=Kind.TEXT, what="title of that dossier", cell=lambda r: _text(r.dossier.title)),
    Column(name="claim_id", kind=Kind.TEXT, what="id of the claim, unique in its dossier", cell=lambda r: r.claim.id),
    Column(
        name="stands",
        kind=Kind.COUNT,
        what="how many stands it has, as in `stands`",
        cell=lambda r: len(r.claim.stands),
    ),
    Column(
        name="origins",
        kind=Kind.COUNT,
        what="how many different first sources assert it",
        cell=lambda r: r.claim.origins,
    ),
    Column(
        name="contested",
        kind=Kind.TRUTH,
        what="whether somebody asserts it and somebody else denies it or will not confirm it",
        cell=lambda r: r.claim.contested,
    ),
    Column(
        name="first_quote",
        kind=Kind.TEXT,
        what="the words of its first stand, to know it by",
        cell=lambda r: _text(r.claim.stands[0].quote) if r.claim.stands else None,
    ),
)

STANDS: tuple[Column[StandRow], ...] = (
    Column(name="dossier_id", kind=Kind.TEXT, what="id of the dossier", cell=lambda r: r.dossier.id),
    Column(name="claim_id", kind=Kind.TEXT, what="id of the claim, as in `claims`", cell=lambda r: r.claim.id),
    Column(name="stand_id", kind=Kind.TEXT, what="id of the stand", cell=lambda r: r.stand.id),
    Column(name="article_id", kind=Kind.TEXT, what="id of its article", cell=lambda r: r.stand.article_id),
    Column(
        name="attribution_id",
        kind=Kind.TEXT,
        what="id of the attribution that it is taken from",
        cell=lambda r: r.stand.attribution_id,
    ),
    Column(
        name="outlet",
        kind=Kind.TEXT,
        what="who published that",
        cell=lambda r: _text(r.card.outlet if r.card else None),
    ),
    Column(name="printed", kind=Kind.TIME, what="when that appeared", cell=lambda r: _time(r.stand.printed)),
    Column(
        name="stance",
        kind=Kind.TEXT,
        what="`asserts`, `denies`, `withholds`, or `unknown`: the text's own word that nobody knows",
        cell=lambda r: r.stand.stance.value,
    ),
    Column(name="act", kind=Kind.TEXT, what="act of the attribution", cell=lambda r: r.stand.act.value),
    Column(
        name="actor",
        kind=Kind.TEXT,
        what="who takes this stand: the fullest name in the dossier; empty where no text says who",
        cell=lambda r: _text(r.stand.actor),
    ),
    Column(name="via", kind=Kind.TEXT, what="who passed the word on", cell=lambda r: _text(r.stand.via)),
    Column(
        name="origin",
        kind=Kind.TEXT,
        what="who the word first came from, every relay followed",
        cell=lambda r: _text(r.stand.origin),
    ),
    Column(
        name="path",
        kind=Kind.TEXTS,
        what="from the outlet to the origin",
        cell=lambda r: [encodable(name) for name in r.stand.path],
    ),
    Column(name="quote", kind=Kind.TEXT, what="the words, verbatim", cell=lambda r: _text(r.stand.quote)),
    Column(name="words", kind=Kind.SPANS, what="where they stand", cell=lambda r: _spans(r.stand.words)),
    Column(
        name="confidence",
        kind=Kind.SHARE,
        what="how sure the maker of the attribution is, from 0.0 to 1.0",
        cell=lambda r: float(r.stand.sure),
    ),
)

POSITIONS: tuple[Column[PositionRow], ...] = (
    Column(name="dossier_id", kind=Kind.TEXT, what="id of the dossier", cell=lambda r: r.dossier.id),
    Column(name="article_id", kind=Kind.TEXT, what="id of its article", cell=lambda r: r.position.article_id),
    Column(
        name="attribution_id",
        kind=Kind.TEXT,
        what="id of the attribution that it is taken from; empty where no cue announces it",
        cell=lambda r: r.position.attribution_id,
    ),
    Column(
        name="outlet",
        kind=Kind.TEXT,
        what="who published the article",
        cell=lambda r: _text(r.card.outlet if r.card else None),
    ),
    Column(name="printed", kind=Kind.TIME, what="when that appeared", cell=lambda r: _time(r.position.printed)),
    Column(
        name="act",
        kind=Kind.TEXT,
        what="`permit`, `refuse`, `promise`, `threaten`, `demand` or `warn`",
        cell=lambda r: r.position.act.value,
    ),
    Column(name="actor", kind=Kind.TEXT, what="whose position it is", cell=lambda r: _text(r.position.actor)),
    Column(name="toward", kind=Kind.TEXT, what="whom it concerns", cell=lambda r: _text(r.position.toward)),
    Column(
        name="matter",
        kind=Kind.TEXT,
        what="what is permitted, promised, demanded…, verbatim",
        cell=lambda r: _quoted(r.text, r.position.matter),
    ),
    Column(
        name="condition",
        kind=Kind.TEXT,
        what="the words that limit it, verbatim",
        cell=lambda r: _quoted(r.text, r.position.condition),
    ),
    Column(
        name="matter_spans",
        kind=Kind.SPANS,
        what="where the words of `matter` stand",
        cell=lambda r: _spans(r.position.matter),
    ),
    Column(
        name="condition_spans",
        kind=Kind.SPANS,
        what="the same for `condition`",
        cell=lambda r: _spans(r.position.condition),
    ),
)
