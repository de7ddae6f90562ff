"""What a page shows of its facts: byline, dates and section among the lines around the headline."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from volgens.intake.dates import find_moment, parse_moment
from volgens.intake.pages.body import Body
from volgens.intake.pages.runs import Run, load_markup, name_parts
from volgens.intake.texts.furniture import byline_name, ends_in_stop, find_role
from volgens.model import Role

_NAME = r"(?:(?:van|de|der|den|ter|ten|te|het|in ’t|op|la|el|al|von|du|le|bin|ibn|d’|’t|'t)\s+)*[A-ZÀ-Þ][\w.’'-]*"
_PERSON = re.compile(rf"{_NAME}(?:\s+(?:en\s+|&\s+|and\s+)?{_NAME}){{1,6}}")
_BEHIND_NAME = re.compile(r"\s*(?:[|•·/(]|,\s+(?=[a-z])|\s[–-]\s).*$|\s+(?:is|voor|in|for)\s.*$")
_CHANGED = re.compile(
    r"\b(?:aangepast|gewijzigd|bijgewerkt|geüpdatet|update|updated|modified|laatste wijziging)\b", re.I
)
_SECTION_PREFIX = re.compile(r"(?:categorie|rubriek|category|section|sectie|in)\s*:\s*", re.I)
_HOME = re.compile(r"home|voorpagina|start|homepage", re.I)
_LONGEST = 120
_LONGEST_SECTION = 40
_HEADER = 12
"""Lines after the headline among which dates and bylines are sought."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the page shows; ``person`` is a byline that names somebody, ``byline`` any."""

    person: str | None = None
    byline: str | None = None
    published: datetime | None = None
    modified: datetime | None = None
    section: str | None = None


def find_shown(body: Body, *, live: bool) -> Shown:
    """The facts on show; on a ``live`` blog what stands in the entries is theirs alone."""
    runs, roles, own, headline = body.runs, body.roles, body.own, body.headline
    first, last = (own[0], own[-1]) if own else (len(runs), len(runs))
    start = headline if headline is not None else 0
    end = first if live else max(first, start) + 4
    header = range(max(0, start - 4), min(len(runs), end, start + _HEADER + 4))
    bylines = [byline for i in header if (byline := _byline(runs[i], roles[i]))]
    after = [
        byline
        for i in ([] if live else range(last, min(len(runs), last + 4)))
        if find_role(runs[i].text, edge=True) is Role.BYLINE and (byline := _byline(runs[i], Role.BYLINE))
    ]
    persons = [name for name in bylines if _PERSON.fullmatch(name)] or [n for n in after if _PERSON.fullmatch(n)]
    published, modified = _dates(runs, header)
    return Shown(
        person=", ".join(dict.fromkeys(persons[:4])) or None,
        byline=next(iter([*bylines, *after]), None),
        published=published,
        modified=modified,
        section=_section(runs, [i for i in header if i <= first], headline),
    )


def _byline(run: Run, role: Role | None) -> str | None:
    if role is not Role.BYLINE or len(run.text) > _LONGEST:
        return None
    name = byline_name(run.text).strip(" ,|•")
    name = _BEHIND_NAME.sub("", name)
    return name if name and any(character.isalpha() for character in name) else None


def _dates(runs: Sequence[Run], header: range) -> tuple[datetime | None, datetime | None]:
    published: datetime | None = None
    modified: datetime | None = None
    for i in header:
        run = runs[i]
        if len(run.text) > _LONGEST:
            continue
        changed = _CHANGED.search(run.text)
        before = run.text[: changed.start()] if changed else run.text
        published = published or find_moment(before) or _declared(run, wanted=not changed)
        if changed:
            modified = modified or find_moment(run.text[changed.end() :])
    return published, modified


def _declared(run: Run, *, wanted: bool) -> datetime | None:
    times = [run.block, *run.block.iter("time")] if wanted else []
    values = (element.get("datetime") for element in times)
    return next((moment for value in values if value and (moment := parse_moment(value))), None)


def _section(runs: Sequence[Run], header: Sequence[int], headline: int | None) -> str | None:
    """The label of the section: the last step of the path to the article, or a label whose class says so."""
    found: list[tuple[int, str]] = []
    for i in header:
        text = _SECTION_PREFIX.sub("", runs[i].text.strip(" >›»|•/"))
        if not 2 < len(text) <= _LONGEST_SECTION or find_moment(text) or _HOME.fullmatch(text):
            continue
        near = [runs[i].block, *islice(runs[i].block.iter(), 1, 4), *runs[i].block.iterancestors()][:5]
        parts = frozenset().union(*(name_parts(element) for element in near))
        above = headline is not None and i < headline and "tag" in parts
        if (parts & load_markup().sections or above) and not ends_in_stop(text):
            found.append((i, text))
    first = [text for i, text in found if headline is None or i < headline]
    return first[-1] if first else next((text for _, text in found), None)
