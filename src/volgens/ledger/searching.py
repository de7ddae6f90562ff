"""What may be asked of full-text search and what comes back."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from itertools import groupby

from sqlalchemy import Connection, RowMapping

from volgens.ledger import sqlite
from volgens.ledger.rows import encodable, utc_text
from volgens.model import Act, Span, Spans


class Field(StrEnum):
    """Where the words asked for stand; ``speaker`` is the name behind a source that is a pronoun or description."""

    CONTENT = "content"
    SOURCE = "source"
    SPEAKER = "speaker"
    TITLE = "title"
    TEXT = "text"


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchFilters:
    """What a hit must be besides matching; ``since`` counts as inside, ``until`` as outside.

    ``actor`` holds words of the speaker's name in their order, whatever the case. An article without a date passes
    neither ``since`` nor ``until``.
    """

    act: Act | None = None
    actor: str | None = None
    outlet: str | None = None
    since: datetime | None = None
    until: datetime | None = None

    def __post_init__(self) -> None:
        for moment in (self.since, self.until):
            if moment is not None and moment.tzinfo is None:
                raise ValueError("since and until need a time zone")


NO_FILTERS = SearchFilters()


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """One place where the words were found: an attribution, or an article where no attribution has them all.

    ``snippet`` is text of the article around the words, with ``…`` where it was cut short or where spans part;
    ``marks`` are the words found, as spans into the snippet. Where only the speaker's name has the words, the snippet
    is the content without marks.
    """

    article_id: str
    title: str | None
    outlet: str | None
    published: datetime | None
    field: Field
    snippet: str
    marks: Spans
    attribution_id: str | None = None
    act: Act | None = None
    entity: str | None = None


_PHRASE = re.compile(r'"([^"]*)"|(\S+)')


def phrases_in(query: str) -> tuple[str, ...]:
    """The words of ``query`` and the phrases between ``"`` in it, as far as they hold a letter or digit."""
    found = (phrase or word for phrase, word in _PHRASE.findall(encodable(query)))
    return tuple(each for each in found if any(character.isalnum() for character in each))


def iter_hits(connection: Connection, query: str, filters: SearchFilters) -> Iterator[Hit]:
    """Attributions first, then articles, each best first; equally good ones in order of id."""
    phrases = phrases_in(query)
    if query.strip() and not phrases:
        return
    actor = encodable(filters.actor or "").strip()
    parameters = _parameters(filters)
    rows = sqlite.find_attributions(connection, phrases, actor, parameters).mappings()
    for _, equals in groupby(rows, key=lambda row: row["rank"]):
        yield from map(_attribution_hit, sorted(equals, key=lambda row: (row["article_id"], row["attribution_id"])))
    if not phrases or actor or filters.act is not None:
        return
    rows = sqlite.find_articles(connection, phrases, parameters).mappings()
    for _, equals in groupby(rows, key=lambda row: row["rank"]):
        yield from map(_article_hit, sorted(equals, key=lambda row: str(row["article_id"])))


def _parameters(filters: SearchFilters) -> dict[str, str]:
    parameters = {
        "act": filters.act and filters.act.value,
        "outlet": filters.outlet and encodable(filters.outlet),
        "since": filters.since and utc_text(filters.since),
        "until": filters.until and utc_text(filters.until),
    }
    return {name: value for name, value in parameters.items() if value}


def _attribution_hit(row: RowMapping) -> Hit:
    content, source = read_marks(row["content"] or ""), read_marks(row["source"] or "")
    field, (snippet, marks) = Field.SPEAKER, content
    if content[1]:
        field = Field.CONTENT
    elif source[1]:
        field, (snippet, marks) = Field.SOURCE, source
    return Hit(
        article_id=row["article_id"],
        title=row["title"],
        outlet=row["outlet"],
        published=_moment(row["published"]),
        field=field,
        snippet=snippet,
        marks=marks,
        attribution_id=row["attribution_id"],
        act=Act(row["act"]),
        entity=row["entity"],
    )


def _article_hit(row: RowMapping) -> Hit:
    heading, body = read_marks(row["heading"] or ""), read_marks(row["text"] or "")
    snippet, marks = body if body[1] else heading
    return Hit(
        article_id=row["article_id"],
        title=row["title"],
        outlet=row["outlet"],
        published=_moment(row["published"]),
        field=Field.TEXT if body[1] else Field.TITLE,
        snippet=snippet,
        marks=marks,
    )


def _moment(stored: str | None) -> datetime | None:
    return datetime.fromisoformat(stored) if stored else None


def read_marks(marked: str) -> tuple[str, Spans]:
    """A snippet without its marks, and where they stood."""
    opening, closing = sqlite.MARKS
    pieces: list[str] = []
    marks: list[Span] = []
    length = 0
    for n, piece in enumerate(marked.split(opening)):
        inside, found, outside = piece.partition(closing)
        if n and found and inside:
            marks.append(Span(length, length + len(inside)))
        plain = inside + outside.replace(closing, "")
        pieces.append(plain)
        length += len(plain)
    return "".join(pieces), tuple(marks)
