"""Who is who across articles: one persona for all the names that articles give an actor.

Within an article the actors stage has settled who is meant. Across articles two actors are one where their names are
the same words, where one is a name known to stand for the other, or where the shorter one fits exactly one of the
fuller ones: a surname, an abbreviation, the head of a firm's name. Where it fits two, it stays by itself. What a
person has joined or kept apart by hand (`Merges`) comes before all that.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from volgens.dossier_model import Persona
from volgens.dossiers.judgements import Judgement
from volgens.language.people import People
from volgens.model import Actor, ActorKind, Reading

_SMALL = frozenset({"de", "het", "een", "'t", "the", "van", "der", "den", "voor", "en", "in", "op", "te"})
_ARTICLES = frozenset({"de", "het", "een", "'t", "the"})
_BODIES = frozenset({ActorKind.ORGANISATION, ActorKind.GROUP, ActorKind.MEDIUM, ActorKind.OTHER})
_PEOPLE = frozenset({ActorKind.PERSON, ActorKind.OTHER})
_MISTAKEN = frozenset({ActorKind.ORGANISATION, ActorKind.PLACE})
_LEAST_SURNAME = 3
LEAST_NOUN = 5
"""Letters of a noun that a name may end or begin in."""

LEAST_INITIALS, MOST_INITIALS = 2, 7


@dataclass(frozen=True, slots=True, kw_only=True)
class Merges:
    """Corrections by hand, whatever the program thinks.

    Names that are one actor, names that are two, and statements that are one claim or are not.
    """

    same: tuple[tuple[str, str], ...] = ()
    apart: tuple[tuple[str, str], ...] = ()
    claims: tuple[Judgement, ...] = ()


NO_MERGES = Merges()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cast:
    """The personas of a set of articles; ``by_actor`` goes from an actor's id to the name of its persona."""

    personas: tuple[Persona, ...]
    by_actor: Mapping[str, str] = field(default_factory=dict)
    by_name: Mapping[str, str] = field(default_factory=dict)

    def persona(self, name: str | None) -> Persona | None:
        return next((p for p in self.personas if p.name == name), None)

    def find(self, name: str) -> str | None:
        """The persona that a name as printed belongs to."""
        return self.by_name.get(_key(name))


def _key(name: str) -> str:
    words = [w for w in name.lower().replace("’", "'").split() if w not in _ARTICLES]
    return " ".join(words) or name.lower()


def find_personas(readings: Sequence[Reading], people: People, merges: Merges = NO_MERGES) -> Cast:
    """The cast of all ``readings``; the same whatever their order."""
    actors = sorted((a for r in readings for a in r.actors), key=lambda a: (-len(a.name.split()), a.name, a.article_id))
    joiner = _Joiner(people, merges)
    # Whom others speak for counts as named, though it says nothing itself; bare nouns (*het ziekenhuis*) come last.
    behind = [Actor(article_id="", name=a.speaks_for, kind=ActorKind.OTHER) for a in actors if a.speaks_for is not None]
    for actor in sorted((*actors, *behind), key=_by_fullness):
        joiner.place(actor)
    joiner.merge()
    return joiner.finish(readings)


class _Joiner:
    """Puts actors together, the fullest names first."""

    def __init__(self, people: People, merges: Merges) -> None:
        self._people = people
        self._same = [(_key(a), _key(b)) for a, b in merges.same]
        self._apart = {frozenset((_key(a), _key(b))) for a, b in merges.apart}
        self._members: dict[str, list[Actor]] = {}
        """Key of the persona to the actors in it."""

    def place(self, actor: Actor) -> None:
        key = _key(actor.name)
        self._members.setdefault(self._home(key, actor) or key, []).append(actor)

    def _home(self, key: str, actor: Actor) -> str | None:
        if key in self._members:
            return key
        state = self._people.states.get(key)
        if state is not None and actor.speaks_for is not None and _key(actor.speaks_for) == _key(state.name):
            # *Oslo* that speaks for Norway is Norway by another name; the words of the article stay what they are.
            return _key(state.name)
        full = self._people.full_names.get(actor.name)
        if full is not None and _key(full) in self._members:
            return _key(full)
        fitting = [
            other
            for other, members in self._members.items()
            if frozenset((key, other)) not in self._apart
            and ((full is not None and _key(full) == other) or self._fits(key, actor, other, members[0]))
        ]
        beside = [o for o in fitting if any(m.article_id == actor.article_id for m in self._members[o])]
        # Within one article the actors stage would have joined them: what it kept apart stays apart.
        fitting = fitting if _is_bare(actor.name) else [o for o in fitting if o not in beside]
        return fitting[0] if len(fitting) == 1 else None

    def _fits(self, key: str, actor: Actor, other: str, member: Actor) -> bool:
        if "woordvoerder" in key or "woordvoerder" in other or ActorKind.STATE in {actor.kind, member.kind}:
            return False
        words, longer = key.split(), other.split()
        if {actor.kind, member.kind} <= _PEOPLE and len(words) < len(longer):
            return longer[-len(words) :] == words and actor.name[:1].isupper() and member.name[:1].isupper()
        if member.kind is ActorKind.PERSON and len(words) == 1 and len(key) > _LEAST_SURNAME:
            # A bare surname is easily taken for a firm or a place: *Aannemer Bosveld*.
            return longer[-1:] == words and actor.kind in _MISTAKEN
        if {actor.kind, member.kind} <= _BODIES:
            if _is_bare(actor.name) and len(key) >= LEAST_NOUN and not member.name.islower():
                # *het ziekenhuis* in one article is *het Sint-Odaziekenhuis* of another.
                return any(word.endswith(key) or word.startswith(key) for word in longer)
            head = words == longer[: len(words)] or (words == longer[-len(words) :] and words[0] not in _SMALL)
            return (len(words) < len(longer) and head) or _is_short_for(actor.name, member.name)
        return ActorKind.PERSON not in {actor.kind, member.kind} and _is_short_for(actor.name, member.name)

    def merge(self) -> None:
        """Put together what was joined by hand, whatever persona either name has come to lie in."""
        for a, b in self._same:
            homes = [
                next((k for k, members in self._members.items() if any(_key(m.name) == name for m in members)), None)
                for name in (a, b)
            ]
            if homes[0] is not None and homes[1] is not None and homes[0] != homes[1]:
                kept, other = sorted((homes[0], homes[1]), key=lambda k: (-len(k.split()), k))
                self._members[kept].extend(self._members.pop(other))

    def _name_of(self, key: str, members: Sequence[Actor]) -> str:
        state = self._people.states.get(key)
        return state.name if state is not None and _key(state.name) == key else _best_name(members)

    def finish(self, readings: Sequence[Reading]) -> Cast:
        text_of = {r.article.id: r.article.text for r in readings}
        spans: dict[str, list[str]] = defaultdict(list)
        for reading in readings:
            for mention in reading.mentions:
                spans[mention.actor_id].extend(
                    " ".join(s.of(text_of[mention.article_id]).split()) for s in mention.spans
                )
        names = {key: self._name_of(key, members) for key, members in self._members.items()}
        by_name = {_key(m.name): names[key] for key, members in self._members.items() for m in members}
        personas = []
        for key, members in sorted(self._members.items()):
            aliases = dict.fromkeys((*(m.name for m in members), *(s for m in members for s in spans[m.id])))
            targets = Counter(by_name.get(_key(m.speaks_for), m.speaks_for) for m in members if m.speaks_for)
            target = max(targets, key=lambda t: (targets[t], t), default=None)
            personas.append(
                Persona(
                    name=names[key],
                    kind=Counter(m.kind for m in [m for m in members if m.article_id] or members).most_common(1)[0][0],
                    aliases=tuple(a for a in aliases if _is_name_like(a, self._people)),
                    speaks_for=target if target != names[key] else None,
                )
            )
        by_actor = {m.id: names[key] for key, members in self._members.items() for m in members}
        return Cast(personas=tuple(personas), by_actor=by_actor, by_name=by_name)


def _best_name(members: Iterable[Actor]) -> str:
    """The fullest name, of those the commonest."""
    counts = Counter(m.name for m in members)
    return max(counts, key=lambda n: (len(n.split()), not n.islower(), counts[n], n))


def _by_fullness(actor: Actor) -> tuple[int, bool, int, str, str]:
    return (-len(actor.name.split()), actor.name.islower(), -len(actor.name), actor.name, actor.article_id)


def _is_bare(name: str) -> bool:
    """Whether a name is one common noun."""
    return name.islower() and len(name.split()) == 1


def _is_short_for(short: str, full: str) -> bool:
    """*SodM* for *Staatstoezicht op de Mijnen*: the capitals of an abbreviation are the initials of the words."""
    for a, b in ((short, full), (full, short)):
        capitals = "".join(c for c in a if c.isupper())
        if " " not in a and LEAST_INITIALS <= len(capitals) <= MOST_INITIALS and len(b.split()) > 1:
            initials = "".join(w[0] for w in b.split() if w[0].isupper())
            every = "".join(w[0] for w in b.split()).upper()
            if capitals in {initials, every} or a.upper() in {initials, every}:
                return True
    return False


def _is_name_like(alias: str, people: People) -> bool:
    """Pronouns are no aliases."""
    return alias.lower() not in people.pronouns
