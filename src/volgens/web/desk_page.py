"""The front page: what runs, the contested first."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from starlette.exceptions import HTTPException
from starlette.responses import Response

from volgens.language.interface import Interface
from volgens.ledger import DossierEntry, DossierPlace
from volgens.pages.time_words import short_day, short_moment
from volgens.web.front import DossierCard, cards_of
from volgens.web.plots import Strip, at_home, build_strip, count_moments, window_of
from volgens.web.site import SEEN, AnySite, AnyVisitor, Look, Site, render, send_to

router = APIRouter()
AT_ONCE = 24
"""Dossiers on one page: the latest, and of these the contested first."""

HALF_LIFE = timedelta(days=2)
"""After this long without an article a contested dossier weighs half."""

PERIOD = timedelta(days=29)
YEAR = 365 * 24 * 3600
_KEY = re.compile(r"[0-9]{1,15}")
_PLACE = re.compile(r"(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z)~([0-9a-f]{20})")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A dossier on the page; ``card`` is `None` while it is being put together."""

    entry: DossierEntry
    card: DossierCard | None
    new: int
    when: str
    strip: Strip | None

    @property
    def contested(self) -> int:
        return self.card.contested if self.card else 0


@router.get("/")
def desk(request: Request, site: AnySite, visitor: AnyVisitor, after: Annotated[str, Query()] = "") -> Response:
    """The running dossiers, or from ``after`` on those before them."""
    ledger, interface = site.ledger, visitor.interface
    entries = ledger.dossiers_from(AT_ONCE + 1, after=_read_place(after))
    shown, more = entries[:AT_ONCE], len(entries) > AT_ONCE
    seen, newest = _read_seen(request), ledger.newest_key()
    new = {} if seen is None or seen >= newest else ledger.count_new(seen)
    cards = cards_of(request, site).of(shown)
    stories = [
        Story(
            entry=entry,
            card=cards.get(entry.id),
            new=new.get(entry.id, 0),
            when=short_moment(at_home(entry.last), interface),
            strip=_strip_of(cards.get(entry.id), interface),
        )
        for entry in shown
    ]
    latest = max((entry.last for entry in shown), default=datetime.now(UTC))
    contested = sorted((s for s in stories if s.contested), key=lambda s: -_heat(s, latest))
    values = {
        "contested": contested,
        "quiet": [story for story in stories if story.card and not story.contested],
        "building": [story for story in stories if not story.card],
        "new": sum(new.values()),
        "newest": newest,
        "further": _place_after(shown) if more else None,
        "paged": bool(after),
        "moment": lambda at: short_moment(at and at_home(at), interface),
        "strip": None if after else _articles_over_time(site, interface),
    }
    answer = render(site, visitor, "desk.html.j2", Look(path="/"), values)
    if seen is None:
        _keep_seen(answer, site, newest)
    return answer


@router.post("/seen")
def mark_seen(site: AnySite, visitor: AnyVisitor, upto: Annotated[str, Form()] = "") -> Response:
    """Whoever asks has seen everything up to the article with number ``upto``."""
    answer = send_to("/")
    newest = site.ledger.newest_key()
    _keep_seen(answer, site, min(int(upto), newest) if _KEY.fullmatch(upto) else newest)
    return answer


def _keep_seen(answer: Response, site: Site, key: int) -> None:
    answer.set_cookie(SEEN, str(key), max_age=YEAR, httponly=True, samesite="lax", secure=site.options.https)


def _read_seen(request: Request) -> int | None:
    stored = request.cookies.get(SEEN, "")
    return int(stored) if _KEY.fullmatch(stored) else None


def _read_place(after: str) -> DossierPlace | None:
    if not after:
        return None
    place = _PLACE.fullmatch(after)
    if place is None:
        raise HTTPException(400, "after is not where a list of dossiers goes on; begin at the front page")
    return DossierPlace(last=place[1], id=place[2])


def _place_after(shown: tuple[DossierEntry, ...]) -> str:
    last = shown[-1].last.astimezone(UTC).isoformat(timespec="microseconds").removesuffix("+00:00")
    return f"{last}Z~{shown[-1].id}"


def _heat(story: Story, latest: datetime) -> float:
    """How much is contested, and how lately: what an editor looks at first."""
    return float(story.contested * 0.5 ** ((latest - story.entry.last) / HALF_LIFE))


def _strip_of(card: DossierCard | None, interface: Interface) -> Strip | None:
    if card is None or len(card.printed) < 2:
        return None
    return build_strip(count_moments(card.printed), window_of(card.printed), interface)


@dataclass(frozen=True, slots=True, kw_only=True)
class Period:
    """Articles over time, with the days that the picture spans."""

    strip: Strip
    first: str
    last: str


def _articles_over_time(site: Site, interface: Interface) -> Period | None:
    last = site.ledger.latest_published()
    if last is None:
        return None
    first = last - PERIOD
    hours = {
        datetime.fromisoformat(f"{hour}:00+00:00"): count for hour, count in site.ledger.articles_by_hour(first).items()
    }
    strip = build_strip(hours, (first, last), interface)
    return Period(
        strip=strip, first=short_day(at_home(first).date(), interface), last=short_day(at_home(last).date(), interface)
    )
