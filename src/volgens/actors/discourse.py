"""An article as it is read: its cast, its groups, and who has spoken so far."""

from collections.abc import Iterator, Sequence

from volgens.actors.cast import Member, gather_cast, gather_groups, words_of
from volgens.language.people import People, State
from volgens.model import ActorKind, Attribution, Mode, Spans
from volgens.syntax import Parse, Sentence

Place = tuple[int, int]
"""A sentence and a token in it."""

UNPERSONAL = frozenset({ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.MEDIUM, ActorKind.GROUP})


class Discourse:
    """What is known at a place in the text; ``spoken`` grows as attributions are resolved in text order.

    ``quoted`` is all that stands between quotation marks, ``outlet`` the medium that prints the text.
    """

    def __init__(self, parse: Parse, people: People, quoted: Sequence[Spans] = (), outlet: str | None = None) -> None:
        self.parse = parse
        self.quoted = quoted
        self.outlet = outlet
        self.people = people
        self.cast = gather_cast(parse, people)
        self.groups = gather_groups(parse, people)
        self.spoken: list[tuple[Attribution, int]] = []
        self._members = {tuple(words_of(m.name)): m for m in reversed(self.cast)}

    def member(self, entity: str) -> Member | None:
        """The one of the cast with this name."""
        return self._members.get(tuple(words_of(entity)))

    def kind_of(self, entity: str) -> ActorKind:
        """What kind of actor an entity is, by the cast or by its noun."""
        member = self.member(entity)
        if member is not None:
            return ActorKind.ORGANISATION if member.kind is ActorKind.PLACE and self.speaks(member) else member.kind
        words = words_of(entity)
        for word in (*words[-1:], *words[:1]):
            title = self.people.titles.get(word)
            if title is not None:
                return ActorKind.GROUP if title.group else ActorKind.PERSON
        return ActorKind.OTHER

    def offset(self, place: tuple[int, int, int]) -> int:
        """Where in the text a mention begins."""
        return self.parse.sentences[place[0]].tokens[place[1]].start

    def first(self, member: Member) -> int:
        """Where in the text somebody is first mentioned."""
        return self.offset(member.places[0])

    def state_of(self, name: str) -> State | None:
        """The state that a name, capital or seat of government stands for."""
        return self.people.states.get(" ".join(words_of(name)))

    def speaks(self, member: Member) -> bool:
        """Whether somebody of this name has spoken so far."""
        return any(a.entity == member.name and a.source for a, _ in self.spoken)

    def is_surely_organisation(self, member: Member) -> bool:
        """Whether more than a bare name tells that it is an organisation's: the tagger, a noun, who leads it."""
        sure = member.kind in {ActorKind.ORGANISATION, ActorKind.GROUP} or any(self._is_led(p) for p in member.places)
        return sure or bool(member.titles & self.people.offices.firms)

    def is_person(self, member: Member) -> bool:
        """Whether a name is a person's: by its first name, by a function beside it, or by the tagger."""
        first = member.name.split()[0].lower()
        if member.kind in UNPERSONAL or (self.state_of(member.name) is not None and first not in self.people.genders):
            return False
        return first in self.people.genders or bool(member.titles) or member.kind is ActorKind.PERSON

    def is_organisation(self, member: Member) -> bool:
        """Whether a name may be an organisation's: it is nobody's, no state, and no mere town."""
        if all(self._is_portfolio(p) for p in member.places):
            return False
        if member.kind is ActorKind.ORGANISATION:
            return member.name.split()[0].lower() not in self.people.genders
        if member.kind is ActorKind.PERSON and not member.titles:
            # News gives a person a first name or a function; one bare word is as likely a firm.
            if member.name.split()[0].lower() in self.people.genders or self.state_of(member.name) is not None:
                return False
            return len(member.name.split()) == 1 or any(self._is_led(p) for p in member.places)
        if member.kind not in {ActorKind.OTHER, ActorKind.PLACE} or self.state_of(member.name) is not None:
            return False
        if member.name.split()[0].lower() in self.people.genders:
            return False
        grouped = any((t := self.people.titles.get(title)) and t.group for title in member.titles)
        led = any(self._is_led(p) for p in member.places)
        return grouped or led or bool(member.titles & self.people.offices.firms) or self.speaks(member)

    def _is_led(self, place: tuple[int, int, int]) -> bool:
        """Whether a name stands behind an office in it: *directeur X van Noorderberging*."""
        return bool(self._roles_before(place) & {"head", "spokesperson"})

    def _is_portfolio(self, place: tuple[int, int, int]) -> bool:
        """Whether a name is what a minister minds: *minister X van Klimaat en Groene Groei*."""
        return "minister" in self._roles_before(place)

    def _roles_before(self, place: tuple[int, int, int]) -> set[str | None]:
        tokens = self.parse.sentences[place[0]].tokens
        if place[1] == 0 or tokens[place[1] - 1].lower not in {"van", "voor", "bij"}:
            return set()
        before = tokens[max(0, place[1] - 6) : place[1] - 1]
        return {"minister" if t.lower == "ministerie" else self.people.offices.role_of(t.lower) for t in before}

    def is_said(self, offset: int) -> bool:
        """Whether the place lies inside what somebody said before."""
        return any(inside(offset, attribution.content) for attribution, _ in self.spoken)

    def is_quoted(self, sentence: Sentence, token: int) -> bool:
        """Whether the token lies between quotation marks of a recent attribution."""
        start = sentence.tokens[token].start
        recent = (a for a, _ in self.spoken[-8:] if a.mode is not Mode.INDIRECT)
        return any(inside(start, a.content) for a in recent)

    def is_spoken(self, offset: int) -> bool:
        """Whether the place lies between quotation marks of anything said so far."""
        return any(inside(offset, spans) for spans in self.quoted) or any(
            inside(offset, a.content) for a, _ in self.spoken if a.mode is Mode.DIRECT
        )

    def recent(self, sentence: int, reach: int) -> Iterator[tuple[str, int]]:
        """Those who spoke at most ``reach`` sentences before, latest first, with their sentence."""
        for attribution, where in reversed(self.spoken):
            quoted = attribution.parent is not None
            if attribution.entity and attribution.source and not quoted and 0 <= sentence - where <= reach:
                yield attribution.entity, where

    def home(self) -> State | None:
        """The state from which the text is written, where it names it: the Netherlands before Belgium."""
        for code in ("NL", "BE"):
            for state in {s.code: s for s in self.people.states.values() if s.code == code}.values():
                words = {*state.names, *state.capitals, *state.seats, *state.demonyms}
                if any(m.name in words for m in self.cast) or any(w in self.parse.text for w in state.demonyms):
                    return state
        return None


def inside(offset: int, spans: Spans) -> bool:
    """Whether a character lies in one of ``spans``."""
    return any(s.start <= offset < s.end for s in spans)
