"""Search: what was said, by whom, where and when, with figures to narrow it down."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from datetime import UTC, date, datetime, time, timedelta
from itertools import pairwise
from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response, StreamingResponse

from volgens.export.csv_export import guard
from volgens.language.interface import LANGUAGES, Interface, Sign, load_interface
from volgens.ledger import Asked, FoundRow, HitText, find_words
from volgens.ledger.searching import phrases_in
from volgens.model import Act, Span
from volgens.pages.time_words import short_moment
from volgens.web.plots import Strip, build_strip, home_zone, window_of
from volgens.web.site import AnySite, AnyVisitor, Look, Site, render

router = APIRouter()
AT_ONCE = 20
MOST_FACETS = 12
MOST_OTHERS = 8
LONGEST = 300
"""Characters of any one thing that is asked for."""

_PLACE = re.compile(r"([0-9T:.Z-]{0,27})~([0-9]{1,18})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """What stands in the form, as it was given; days are ISO dates, the last one included."""

    q: str = ""
    actor: str = ""
    act: str = ""
    stance: str = ""
    outlet: str = ""
    since: str = ""
    until: str = ""

    def address(self, path: str = "/search", **changes: str) -> str:
        """Where the same search stands, but for ``changes``."""
        values = {field.name: getattr(self, field.name) for field in fields(self)} | changes
        asked = urlencode({name: value for name, value in values.items() if value})
        return f"{path}?{asked}" if asked else path

    @property
    def empty(self) -> bool:
        return self == Query()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One way to narrow the search, or, where it is ``chosen``, to widen it again."""

    words: str
    count: int
    href: str
    chosen: bool
    sign: Sign | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Piece:
    """Words of a sentence: ``said`` where they are what is said, ``found`` where they were asked for."""

    words: str
    said: bool
    found: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HitLine:
    hit: HitText
    sign: Sign
    when: str
    href: str
    pieces: tuple[Piece, ...]


def read_query(request: Request) -> Query:
    """The query in the address; HTTP 422 where a part of it is too long."""
    given = {field.name: request.query_params.get(field.name, "").strip() for field in fields(Query)}
    for name, value in given.items():
        if len(value) > LONGEST:
            raise HTTPException(422, f"{name} is longer than {LONGEST} characters; ask for less")
    return Query(**given)


AnyQuery = Annotated[Query, Depends(read_query)]


@router.get("/search")
def search(request: Request, site: AnySite, visitor: AnyVisitor, query: AnyQuery) -> Response:
    """What was said that fits, the latest first."""
    interface = visitor.interface
    asked = read_asked(query, site, interface)
    rows, whole = site.ledger.find_newest(asked)
    place = _read_place(request.query_params.get("after", ""))
    page = [row for row in rows if place is None or (row.published, row.key) < place][: AT_ONCE + 1]
    more, page = len(page) > AT_ONCE, page[:AT_ONCE]
    hits = site.ledger.hit_texts([row.key for row in page])
    lines = [show_hit(hit, phrases_in(query.q), interface) for hit in hits]
    others: tuple[tuple[str, str | None, str | None], ...] = ()
    if query.q and place is None and not (asked.actor or asked.acts) and not more:
        shown = {hit.article_id for hit in hits}
        found = site.ledger.articles_with(asked, MOST_OTHERS + len(shown))
        others = tuple(each for each in found if each[0] not in shown)[:MOST_OTHERS]
    values = {
        "query": query,
        "lines": lines,
        "count": len(rows),
        "whole": whole,
        "facets": _facets(rows, query, interface),
        "strip": _strip(rows, interface),
        "signs": tuple(Sign),
        "acts": tuple(Act),
        "outlets": site.ledger.outlets(),
        "others": others,
        "further": query.address(after=f"{page[-1].published}~{page[-1].key}") if more else None,
        "paged": place is not None,
    }
    return render(site, visitor, "search.html.j2", Look(path="/search"), values)


@router.get("/search.csv")
def search_csv(site: AnySite, visitor: AnyVisitor, query: AnyQuery) -> Response:
    """The same as a table; at most as many rows as a search counts."""
    rows, _ = site.ledger.find_newest(read_asked(query, site, visitor.interface))
    headers = {"content-disposition": 'attachment; filename="volgens.csv"'}
    return StreamingResponse(_iter_csv(site, rows), media_type="text/csv; charset=utf-8", headers=headers)


def read_asked(query: Query, site: Site, interface: Interface) -> Asked:
    """What ``query`` asks of the ledger; HTTP 422 where a part of it cannot be understood."""
    acts: tuple[Act, ...] = ()
    if query.act:
        if query.act not in set(Act):
            raise HTTPException(422, f"act: there is no act {query.act!r}; choose one from the list")
        acts = (Act(query.act),)
    if query.stance:
        if query.stance not in set(Sign):
            raise HTTPException(422, f"stance: there is no stance {query.stance!r}; choose one from the list")
        taken = tuple(act for act, sign in interface.signs.items() if sign == query.stance)
        acts = tuple(act for act in acts if act in taken) if acts else taken
    outlets: tuple[str, ...] = ()
    if query.outlet:
        folded = query.outlet.casefold()
        outlets = tuple(name for name in site.ledger.outlets() if name.casefold() == folded) or (query.outlet,)
    since, until = _read_day(query.since, "since"), _read_day(query.until, "until", after=True)
    asked = Asked(words=query.q, actor=query.actor, acts=acts, outlets=outlets, since=since, until=until)
    if query.act and query.stance and not acts:
        # An act that no such stance takes: nothing can fit.
        return replace(asked, until=datetime.min.replace(tzinfo=UTC))
    return asked


def _read_day(given: str, name: str, *, after: bool = False) -> datetime | None:
    """The moment at which a day begins for readers here, or at which it ends."""
    if not given:
        return None
    try:
        day = date.fromisoformat(given) + timedelta(days=after)
        return datetime.combine(day, time(), tzinfo=home_zone() or UTC).astimezone(UTC)
    except (ValueError, OverflowError) as error:
        raise HTTPException(422, f"{name}: {given!r} is no day; write 2026-11-22") from error


def _read_place(after: str) -> tuple[str, int] | None:
    if not after:
        return None
    place = _PLACE.fullmatch(after)
    if place is None:
        raise HTTPException(400, "after is not where a search goes on; search again")
    return place[1], int(place[2])


def _facets(rows: Sequence[FoundRow], query: Query, interface: Interface) -> Mapping[str, Sequence[Facet]]:
    """The most frequent outlets, acts and speakers among what was found; a chosen one leads back."""
    signs = Counter(interface.signs[row.act] for row in rows)
    outlets = Counter(row.outlet for row in rows if row.outlet)
    actors = Counter(row.who for row in rows if row.who)
    acts = Counter(row.act for row in rows)
    return {
        "stance": [
            Facet(
                words=interface.text(f"dossier.column_{sign}"),
                count=signs[sign],
                href=query.address(stance="" if query.stance == sign else sign),
                chosen=query.stance == sign,
                sign=sign,
            )
            for sign in Sign
            if signs[sign] or query.stance == sign
        ],
        "act": [
            Facet(
                words=interface.act(act),
                count=count,
                href=query.address(act="" if query.act == act else act),
                chosen=query.act == act,
                sign=interface.signs[act],
            )
            for act, count in acts.most_common(MOST_FACETS)
        ],
        "outlet": list(_named(outlets, "outlet", query.outlet, query)),
        "actor": list(_named(actors, "actor", query.actor, query)),
    }


def _named(counts: Counter[str], name: str, chosen: str, query: Query) -> Iterator[Facet]:
    for words, count in counts.most_common(MOST_FACETS):
        same = words.casefold() == chosen.casefold()
        yield Facet(words=words, count=count, href=query.address(**{name: "" if same else words}), chosen=same)


def _strip(rows: Sequence[FoundRow], interface: Interface) -> Strip | None:
    counts = Counter(row.published[:13] for row in rows if row.published)
    if len(counts) < 2:
        return None
    moments = {datetime.fromisoformat(f"{hour}:00+00:00"): count for hour, count in counts.items()}
    return build_strip(moments, window_of(list(moments)), interface)


def show_hit(hit: HitText, phrases: Sequence[str], interface: Interface) -> HitLine:
    """A hit as a list shows it, with ``phrases`` marked."""
    return HitLine(
        hit=hit,
        sign=interface.signs[hit.act],
        when=short_moment(hit.published, interface),
        href=f"/articles/{hit.article_id}?at={hit.content[0].start}#at",
        pieces=tuple(cut_sentence(hit, phrases)),
    )


def cut_sentence(hit: HitText, phrases: Sequence[str]) -> Iterator[Piece]:
    """The sentence of a hit, cut where what is said or what was asked for begins or ends."""
    words = hit.sentence.of(hit.text)
    start = hit.sentence.start
    found = find_words(words, phrases)
    said = [
        Span(max(s.start - start, 0), min(s.end - start, len(words)))
        for s in hit.content
        if s.start < hit.sentence.end and s.end > start
    ]
    borders = sorted({0, len(words), *(edge for span in (*found, *said) for edge in (span.start, span.end))})
    for left, right in pairwise(borders):
        here = Span(left, right)
        yield Piece(
            words=here.of(words),
            said=any(span.contains(here) for span in said),
            found=any(span.contains(here) for span in found),
        )


COLUMNS = ("published", "outlet", "title", "who", "act", "stance", "words", "source", "cue", "sentence", "address",
           "article_id", "attribution_id")  # fmt: skip


def _iter_csv(site: Site, rows: Sequence[FoundRow]) -> Iterator[str]:
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, lineterminator="\r\n")
    writer.writerow(COLUMNS)
    signs = load_interface(LANGUAGES[0]).signs
    for start in range(0, len(rows), 200):
        for hit in site.ledger.hit_texts([row.key for row in rows[start : start + 200]]):
            cells = (
                hit.published.isoformat() if hit.published else "", hit.outlet, hit.title, hit.who, hit.act.value,
                signs[hit.act].value, " … ".join(span.of(hit.text) for span in hit.content), hit.source, hit.cue,
                hit.sentence.of(hit.text), hit.address, hit.article_id, hit.id,
            )  # fmt: skip
            writer.writerow([guard(cell or "") for cell in cells])
        yield stream.getvalue()
        stream.seek(0)
        stream.truncate()
    yield stream.getvalue()
