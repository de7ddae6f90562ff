"""The entries of a live blog: which text begins one, and when it was posted."""

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice, pairwise

from lxml.html import HtmlElement

from volgens.intake.dates import at_time, find_moment, find_time_of_day, parse_moment
from volgens.intake.pages.metadata import PageFacts
from volgens.intake.pages.runs import Run, key_of, name_parts
from volgens.model import Role

_FEWEST = 2
_FEWEST_UNDECLARED = 4
_LIVE = re.compile(r"\b(?:live|liveblog|live-?blog)\b", re.I)
_LIVE_NAMES = frozenset({"liveblog", "live", "livefeed", "ticker"})
_TIME_KEYS = ("datetime", "data-timestamp", "data-time", "data-datetime", "data-published", "data-date")
_LONGEST_STAMP = 40
_OWN = frozenset({None, Role.HEADING, Role.LEAD, Role.BODY})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Stamp:
    """A time on the page: the place of its run, its element, and what it says.

    ``moment`` is a full time, ``clock`` a time of day alone, and ``day`` a date alone, such as stands over the entries
    of a day.
    """

    place: int
    element: HtmlElement
    moment: datetime | None = None
    clock: tuple[int, int] | None = None
    day: datetime | None = None


def find_entries(
    runs: Sequence[Run], roles: Sequence[Role | None], facts: PageFacts, entries: Sequence[HtmlElement] = ()
) -> dict[int, datetime]:
    """The time of each entry by the place of its first own run; empty where the page is no live blog.

    ``roles`` are the settled roles of ``runs``; ``entries`` are elements that the outlet's own selectors gave.
    """
    found = _from_updates(runs, roles, facts)
    stamps = _find_stamps(runs, roles)
    if not entries and not _is_live(runs, facts, stamps):
        return found
    bounds = _entry_elements(stamps, entries)
    for stamp, moment in _dated(stamps, facts):
        place = _first_own(runs, roles, stamp, bounds.get(stamp.element))
        if place is not None:
            found.setdefault(place, moment)
    return found if len(found) >= _FEWEST or facts.live else {}


def _is_live(runs: Sequence[Run], facts: PageFacts, stamps: Sequence[_Stamp]) -> bool:
    if len(stamps) < _FEWEST:
        return False
    words = f"{' '.join(facts.titles[:2])} {facts.address or ''}"
    if facts.live or _LIVE.search(words):
        return True
    named = sum(any(name_parts(element) & _LIVE_NAMES for element in stamp.element.iterancestors()) for stamp in stamps)
    return named >= _FEWEST_UNDECLARED or (named >= _FEWEST and len(stamps) == named)


def _from_updates(runs: Sequence[Run], roles: Sequence[Role | None], facts: PageFacts) -> dict[int, datetime]:
    """Entries that JSON-LD gives, found again by their words; one look at each run, however many entries there are."""
    if not facts.updates:
        return {}
    by_words: dict[str, list[int]] = {}
    for i, run in enumerate(runs):
        if roles[i] in _OWN:
            by_words.setdefault(_start(run.text), []).append(i)
    found: dict[int, datetime] = {}
    for update in facts.updates:
        places = [i for words in update.words for i in by_words.get(_start(words), ())]
        place = next((i for i in places if i not in found), None)
        if place is not None:
            found[place] = update.time
    return found


def _start(text: str) -> str:
    return key_of(text[:120])[:40]


def _find_stamps(runs: Sequence[Run], roles: Sequence[Role | None]) -> list[_Stamp]:
    stamps: list[_Stamp] = []
    for i, run in enumerate(runs):
        if len(run.text) > _LONGEST_STAMP or roles[i] in {Role.HEADLINE, Role.CAPTION}:
            continue
        moment, clock, day = _declared(run), find_time_of_day(run.text), None
        if not moment and not clock and (written := find_moment(run.text)):
            moment, day = (None, written) if (written.hour, written.minute) == (0, 0) else (written, None)
        if moment or clock or day:
            stamps.append(_Stamp(place=i, element=run.block, moment=moment, clock=clock, day=day))
    return stamps


def _declared(run: Run) -> datetime | None:
    """The full time in an attribute of the element, or of the one inside it that holds the words."""
    for element in islice(run.block.iter(), 8):
        for key in _TIME_KEYS:
            value = element.get(key)
            moment = parse_moment(value) if value else None
            if moment is not None and (moment.hour, moment.minute, moment.second) != (0, 0, 0):
                return moment
    return None


def _dated(stamps: Sequence[_Stamp], facts: PageFacts) -> Iterable[tuple[_Stamp, datetime]]:
    """The stamps that begin an entry with their full times; a bare time of day takes its day from those around it."""
    newest_first = _is_newest_first([stamp.clock for stamp in stamps if stamp.clock and not stamp.moment], facts)
    day = (facts.modified if newest_first else facts.published) or facts.published
    before: tuple[int, int] | None = None
    for stamp in stamps:
        if stamp.day:
            day, before = stamp.day, None
        elif stamp.moment:
            day, before = stamp.moment, None
            yield stamp, stamp.moment
        elif stamp.clock and day:
            if before and newest_first and stamp.clock > before:
                day -= timedelta(days=1)
            elif before and not newest_first and stamp.clock < before:
                day += timedelta(days=1)
            before = stamp.clock
            moment = at_time(day, *stamp.clock)
            if moment:
                yield stamp, moment


def _is_newest_first(clocks: Sequence[tuple[int, int]], facts: PageFacts) -> bool:
    """Whether times of day run backwards; where they do so as often as not, by whose time the first lies nearest."""
    falls = sum(earlier > later for earlier, later in pairwise(clocks))
    rises = sum(earlier < later for earlier, later in pairwise(clocks))
    if falls != rises or not clocks or not facts.published or not facts.modified:
        return falls >= rises
    first = 60 * clocks[0][0] + clocks[0][1]
    begun, ended = (60 * moment.hour + moment.minute for moment in (facts.published, facts.modified))
    return abs(first - ended) <= abs(first - begun)


def _entry_elements(stamps: Sequence[_Stamp], entries: Sequence[HtmlElement]) -> dict[HtmlElement, HtmlElement]:
    """For each stamp the largest element around it that holds no other entry's stamp."""
    counts: Counter[HtmlElement] = Counter()
    chains = {stamp.element: [stamp.element, *stamp.element.iterancestors()] for stamp in stamps}
    for chain in chains.values():
        counts.update(chain)
    given = set(entries)
    bounds: dict[HtmlElement, HtmlElement] = {}
    for element, chain in chains.items():
        chosen = next((e for e in chain if e in given), None)
        if chosen is None:
            alone = [e for e in chain if counts[e] == counts[element]]
            chosen = alone[-1] if len(alone) < len(chain) else element
        bounds[element] = chosen
    return bounds


def _first_own(
    runs: Sequence[Run], roles: Sequence[Role | None], stamp: _Stamp, around: HtmlElement | None
) -> int | None:
    """The first own run of the entry: inside its element, else the next one after the stamp."""
    i = stamp.place
    while around is not None and i > 0 and _lies_in(runs[i - 1].block, around):
        i -= 1
    while around is not None and i < len(runs) and _lies_in(runs[i].block, around):
        if i != stamp.place and roles[i] in _OWN:
            return i
        i += 1
    if around is not None and i > stamp.place + 1:
        return None
    following = range(stamp.place + 1, min(stamp.place + 8, len(runs)))
    return next((i for i in following if roles[i] in _OWN), None)


def _lies_in(block: HtmlElement, around: HtmlElement) -> bool:
    return any(element is around for element in (block, *block.iterancestors()))
