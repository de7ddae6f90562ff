"""The page of an actor across dossiers: its names, what it said, what others say of it, and who lets it speak."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Form, Query
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from volgens.language.interface import Interface, Sign
from volgens.ledger import Asked, Correction, CorrectionKind, DossierEntry, SaidRow
from volgens.model import ActorKind
from volgens.web.front import DossierCard, cards_of
from volgens.web.plots import Network, Strip, Voice, build_network, build_strip, window_of
from volgens.web.search_page import HitLine, show_hit
from volgens.web.search_page import Query as Search
from volgens.web.site import AnySite, AnyVisitor, Look, Site, render, send_to

router = APIRouter()
AT_ONCE = 30
MOST_ABOUT = 15
MOST_NAMING = 300
"""Latest statements with a name of an actor in them; its own are left out of these."""

MOST_DOSSIERS = 12
"""Latest dossiers of an actor in which its other names are looked for."""

MOST_TRACED = 300
"""Latest statements of an actor that are looked at for who passes them on, and whose words they pass on."""

PERIODS = (7, 30, 365)


@dataclass(frozen=True, slots=True, kw_only=True)
class Names:
    """Under which names an actor goes: ``everywhere`` in the whole ledger, ``within`` only in some dossiers."""

    everywhere: tuple[str, ...]
    within: Mapping[str, frozenset[str]]
    shown: tuple[str, ...]
    fuller: str | None
    speaks_for: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SignRow:
    """How often somebody stood one way, over time."""

    sign: Sign
    strip: Strip


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A dossier in which an actor speaks, with how often it stands which way there."""

    id: str
    title: str | None
    statements: int
    signs: tuple[tuple[Sign, int], ...]


@router.get("/actors")
def actors(
    site: AnySite, visitor: AnyVisitor, name: Annotated[str, Query(max_length=200)] = "", days: int = 30
) -> Response:
    """Who is heard most, and names by how they begin."""
    ledger = site.ledger
    days = days if days in PERIODS else PERIODS[1]
    latest = ledger.latest_published() or datetime.now(UTC)
    try:
        since = latest - timedelta(days=days)
    except OverflowError:
        since = latest
    values = {
        "name": name.strip(),
        "named": ledger.names_starting(name) if name.strip() else (),
        "heard": ledger.most_heard(since),
        "days": days,
        "periods": PERIODS,
    }
    return render(site, visitor, "actors.html.j2", Look(path="/actors"), values)


@router.get("/actors/{name:path}")
def actor(
    request: Request, site: AnySite, visitor: AnyVisitor, name: str, skip: Annotated[int, Query(ge=0, le=5000)] = 0
) -> Response:
    """One actor; ``skip`` statements are passed over."""
    interface, name = visitor.interface, " ".join(name.split())
    first = site.ledger.said_by([name, *_merged(name, site.desk.corrections())])
    entries = _entries(site, first)
    cards = cards_of(request, site).of(entries)
    names = _names(name, cards, site)
    rows = _said(site, names, first)
    if not rows and not site.ledger.kinds_of([name]):
        raise HTTPException(404, interface.text("web_actor.unknown", name=name))
    shown = rows[skip : skip + AT_ONCE]
    hits = site.ledger.hit_texts([row.key for row in shown])
    kinds = site.ledger.kinds_of(names.everywhere)
    titles = {entry.id: entry.title for entry in entries}
    signs = _over_time(rows, interface)
    values = {
        "name": name,
        "names": names,
        "kind": kinds.get(name, ActorKind.OTHER),
        "lines": [show_hit(hit, (), interface) for hit in hits],
        "count": len(rows),
        "outlets": Counter(row.outlet for row in rows if row.outlet).most_common(),
        "chapters": _chapters(rows, {**titles, **{id: card.title for id, card in cards.items()}}, interface),
        "signs": signs,
        "sign_rows": _in_figures(signs),
        "network": _network(site, name, rows),
        "about": _about(site, names, cards, interface),
        "corrections": _about_names({name, *names.shown}, site.desk.corrections()),
        "skip": skip,
        "further": skip + AT_ONCE if skip + AT_ONCE < len(rows) else None,
        "search": Search(actor=name).address(),
    }
    return render(site, visitor, "actor.html.j2", Look(path="/actors"), values)


@router.post("/actors/names")
def correct_names(
    site: AnySite,
    visitor: AnyVisitor,
    name: Annotated[str, Form(max_length=300)] = "",
    other: Annotated[str, Form(max_length=300)] = "",
    kind: Annotated[str, Form()] = "",
) -> Response:
    """Two names are one actor, or two, everywhere; it can be undone among the corrections."""
    if kind == CorrectionKind.SAME_ACTOR:
        site.desk.merge_actors(name, other, visitor.name)
    elif kind == CorrectionKind.OTHER_ACTOR:
        site.desk.split_actors(name, other, visitor.name)
    else:
        raise HTTPException(422, "kind: choose whether the names are one actor or two")
    return send_to(actor_path(name))


def actor_path(name: str) -> str:
    return f"/actors/{quote(name, safe='')}"


def _about_names(names: set[str], corrections: Iterable[Correction]) -> list[Correction]:
    """What people said about whether one of ``names`` is another."""
    kinds = {CorrectionKind.SAME_ACTOR, CorrectionKind.OTHER_ACTOR}
    return [c for c in corrections if c.kind in kinds and {c.details["a"], c.details["b"]} & names]


def _merged(name: str, corrections: Iterable[Correction]) -> tuple[str, ...]:
    """Names that people said are this one everywhere, and those that they said are those."""
    pairs = [
        {str(c.details["a"]), str(c.details["b"])}
        for c in corrections
        if c.kind is CorrectionKind.SAME_ACTOR and c.details.get("dossier") is None
    ]
    found = {name}
    while reached := [pair for pair in pairs if pair & found and not pair <= found]:
        found = found.union(*reached)
    return tuple(sorted(found - {name}))


def _entries(site: Site, rows: Sequence[SaidRow]) -> tuple[DossierEntry, ...]:
    """The dossiers where somebody spoke last."""
    ids = list(dict.fromkeys(row.dossier_id for row in _newest(rows) if row.dossier_id))
    return site.ledger.dossier_entries(ids[:MOST_DOSSIERS])


def _newest(rows: Iterable[SaidRow]) -> list[SaidRow]:
    return sorted(rows, key=lambda row: (row.published or "", row.key), reverse=True)


def _names(name: str, cards: Mapping[str, DossierCard], site: Site) -> Names:
    """What people said about names, and under which other names the dossiers have the actor."""
    merged = _merged(name, site.desk.corrections())
    everywhere = (name, *merged)
    within: dict[str, frozenset[str]] = {}
    shown: dict[str, None] = dict.fromkeys(merged)
    fuller: Counter[str] = Counter()
    speaks_for: dict[str, None] = {}
    for id, card in cards.items():
        for persona in card.personas:
            if not {persona.name, *persona.aliases} & set(everywhere):
                continue
            within[id] = within.get(id, frozenset()) | {persona.name, *persona.aliases}
            shown |= dict.fromkeys((persona.name, *persona.aliases))
            fuller[persona.name] += persona.name != name
            speaks_for |= dict.fromkeys((persona.speaks_for,) if persona.speaks_for else ())
    best = max(fuller, key=lambda other: (fuller[other], len(other)), default=None)
    return Names(
        everywhere=everywhere,
        within=within,
        shown=tuple(_distinct(shown, name)),
        fuller=best if best and fuller[best] and len(best) > len(name) else None,
        speaks_for=tuple(speaks_for),
    )


def _distinct(names: Iterable[str], own: str) -> Iterator[str]:
    """The names that differ from the actor's own and from each other in more than a capital."""
    seen = {own.casefold()}
    for name in names:
        if name.casefold() not in seen:
            seen.add(name.casefold())
            yield name


def _said(site: Site, names: Names, first: Sequence[SaidRow]) -> list[SaidRow]:
    """What was said under all the names, the latest first; a name of one dossier counts in that one only."""
    others = {name for inside in names.within.values() for name in inside} - {*names.everywhere}
    rows = {row.key: row for row in first}
    if others:
        for row in site.ledger.said_by(sorted(others)):
            if row.name in names.within.get(row.dossier_id or "", frozenset()):
                rows[row.key] = row
    return _newest(rows.values())


def _chapters(rows: Sequence[SaidRow], titles: Mapping[str, str | None], interface: Interface) -> tuple[Chapter, ...]:
    counts: dict[str, Counter[Sign]] = {}
    for row in rows:
        if row.dossier_id:
            counts.setdefault(row.dossier_id, Counter())[interface.signs[row.act]] += 1
    return tuple(
        Chapter(
            id=id,
            title=titles[id],
            statements=signs.total(),
            signs=tuple((sign, signs[sign]) for sign in Sign if signs[sign]),
        )
        for id, signs in counts.items()
        if id in titles
    )


def _over_time(rows: Sequence[SaidRow], interface: Interface) -> tuple[SignRow, ...]:
    """A strip for each sign, all over the same time and to the same scale; nothing where it all was in one hour."""
    # By the hour at first: there are fewer hours than statements, and no bar is shorter.
    hours = Counter((row.published[:13], interface.signs[row.act]) for row in rows if row.published)
    dated = [(datetime.fromisoformat(f"{hour}:00+00:00"), sign, count) for (hour, sign), count in hours.items()]
    if len({moment for moment, _, _ in dated}) < 2:
        return ()
    window = window_of([moment for moment, _, _ in dated])
    per_sign = {sign: {moment: count for moment, its, count in dated if its is sign} for sign in Sign}
    strips = {sign: build_strip(moments, window, interface) for sign, moments in per_sign.items() if moments}
    most = max(strip.most for strip in strips.values())
    return tuple(SignRow(sign=sign, strip=build_strip(per_sign[sign], window, interface, most=most)) for sign in strips)


def _in_figures(signs: Sequence[SignRow]) -> list[tuple[str, tuple[int, ...]]]:
    """A row for each time at which something was said, with a figure for each sign."""
    columns = zip(*(row.strip.bars for row in signs), strict=True)
    return [(bars[0].words, tuple(bar.count for bar in bars)) for bars in columns if any(bar.count for bar in bars)]


def _network(site: Site, name: str, rows: Sequence[SaidRow]) -> Network | None:
    """Outlets and speakers that let somebody speak, and those whose words that one passes on."""
    latest = rows[:MOST_TRACED]
    outer = site.ledger.who_said([row.parent for row in latest if row.parent])
    relays = Counter(outer[row.parent] for row in latest if row.parent and row.parent in outer)
    outlets = Counter(row.outlet for row in rows if row.outlet)
    inner = Counter(site.ledger.inside(sorted({row.article_id for row in latest}), [row.id for row in latest]))
    citing = [Voice(name=o, count=n, href=Search(outlet=o, actor=name).address()) for o, n in outlets.items()]
    citing += [Voice(name=o, count=n, href=actor_path(o)) for o, n in relays.items() if o not in outlets and o != name]
    cited = [Voice(name=o, count=n, href=actor_path(o)) for o, n in inner.items() if o != name]
    return build_network(name, citing, cited)


def _about(site: Site, names: Names, cards: Mapping[str, DossierCard], interface: Interface) -> list[HitLine]:
    """The latest words of others in which a name of the actor stands; a short name counts in its dossiers only."""
    whole = [name for name in names.everywhere if _is_telling(name)]
    short = [name for name in names.shown if _is_telling(name) and name not in whole]
    inside = tuple(id for home in names.within for id in cards[home].article_ids)
    rows = list(site.ledger.find_newest(Asked(about=tuple(whole)), MOST_NAMING)[0]) if whole else []
    if short and inside:
        rows += site.ledger.find_newest(Asked(about=tuple(short), within=inside), MOST_NAMING)[0]
    own = {*names.everywhere, *names.shown}
    found = {row.key: row for row in rows if row.who not in own}
    latest = sorted(found.values(), key=lambda row: (row.published, row.key), reverse=True)[:MOST_ABOUT]
    return [show_hit(hit, [*whole, *short], interface) for hit in site.ledger.hit_texts([row.key for row in latest])]


def _is_telling(name: str) -> bool:
    """Whether words are a name and not a description at the start of a sentence: *De minister* may be anybody."""
    first, *others = name.split()
    return any(word[:1].isupper() for word in others) if others else first[:1].isupper() and len(first) > 2
