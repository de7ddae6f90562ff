"""Towns and provinces as the bodies that mayors, aldermen and deputies speak for."""

from volgens.actors.cast import Member
from volgens.actors.discourse import Discourse
from volgens.model import ActorKind

TOWN_WORDS = frozenset({"gemeente", "stadhuis", "gemeentehuis", "gemeenteraad", "stadsbestuur"})
"""Words that show that a text is about what a town decides."""

STAYS = frozenset({"in", "uit", "te", "van"})
TOWN_NAME = 3
"""Words in the name of a town at most."""

MUNICIPALITY = "gemeente"
PROVINCE = "provincie"


def body_of(discourse: Discourse, role: str, member: Member) -> str:
    """What the holder of an office of kind ``role`` speaks for where the words with the office name ``member``."""
    if role == "municipality":
        return municipality_of(discourse, member.name)
    if role == "province":
        named = (g.name for g in discourse.groups if PROVINCE in g.titles and member.name in g.name)
        return next(named, f"{PROVINCE} {member.name}")
    return member.name


def find_province(discourse: Discourse) -> str | None:
    """The province of a text by the name that it gives it, else as *provincie*."""
    called = [g.name for g in discourse.groups if PROVINCE in g.titles]
    if called:
        return max(called, key=lambda name: (called.count(name), name))
    spoken_of = any(t.lower == PROVINCE for s in discourse.parse.sentences for t in s.tokens)
    return PROVINCE if spoken_of else None


def municipality_of(discourse: Discourse, town: str) -> str:
    """The town as the body that a mayor speaks for, in the words of the text where it has them."""
    named = (g.name for g in discourse.groups if MUNICIPALITY in g.titles and town in g.name)
    return next(named, f"{MUNICIPALITY} {town}")


def find_municipality(discourse: Discourse, *, sure: bool = False) -> str | None:
    """The municipality of a text: the one that it calls so, else the town that it names most, the first of equals.

    ``sure`` where a mayor speaks, so that the text need not show otherwise that it is about a town.
    """
    called = [g.name for g in discourse.groups if MUNICIPALITY in g.titles]
    if called:
        return max(called, key=lambda name: (called.count(name), name))
    if not sure and not any(t.lower in TOWN_WORDS for s in discourse.parse.sentences for t in s.tokens):
        return None
    towns = {m.name: _count_stays(discourse, m) for m in discourse.cast if not discourse.is_person(m)}
    most = max(towns, key=lambda name: towns[name], default=None)
    return municipality_of(discourse, most) if most is not None and towns[most] > 0 else None


def _count_stays(discourse: Discourse, member: Member) -> int:
    """How often a text is *in*, *van* or *uit* a place that is no state."""
    if member.kind not in {ActorKind.PLACE, ActorKind.ORGANISATION} or len(member.name.split()) > TOWN_NAME:
        return 0
    if discourse.state_of(member.name) is not None and member.kind is not ActorKind.PLACE:
        return 0
    before = [discourse.parse.sentences[s].tokens[first - 1].lower for s, first, _ in member.places if first > 0]
    return sum(word in STAYS for word in before)
