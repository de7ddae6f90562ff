"""Who an actor speaks for, as far as the article tells: spokespersons, officials, directors, lawyers, metonyms."""

from collections.abc import Callable

from volgens.actors.cast import Member, words_of
from volgens.actors.discourse import Discourse
from volgens.actors.offices import (
    Holding,
    behind_brackets,
    find_bearer,
    find_context,
    find_explicit,
    find_front,
    holding_at,
    iter_holdings,
)
from volgens.syntax import Sentence

Phrase = Callable[[Sentence, int], str | None]
"""Who the noun phrase with a given head is."""

FOREIGN_OFFICES = ("buitenlandse zaken", "defensie")
"""Portfolios whose ministry is the voice of the state itself."""


class Affiliations:
    """Answers for whom somebody speaks; experts, researchers, members of councils and parties speak for themselves."""

    def __init__(self, discourse: Discourse, of_phrase: Phrase) -> None:
        self._discourse = discourse
        self._of_phrase = of_phrase
        self._known: dict[str, str | None] = {}
        self._unnamed: dict[str, str] = {}

    def of(self, entity: str) -> str | None:
        """The institution, state or client that speaks through ``entity``, under the name the article gives it.

        >>> from volgens.syntax import Parse
        >>> from volgens.language.people import load_people
        >>> nobody = Affiliations(Discourse(Parse(text="", sentences=()), load_people("nl")), lambda s, i: None)
        >>> nobody.of("Kremlin"), nobody.of("beveiligingsonderzoeker")
        ('Rusland', None)
        """
        if entity not in self._known:
            # Set first: a director of *his* firm would ask for itself.
            self._known[entity] = None
            member = self._discourse.member(entity)
            person = member is not None and self._discourse.is_person(member) and not self._is_body(member)
            found = self._of_person(member) if member is not None and person else self._of_words(entity)
            self._known[entity] = None if found is None or words_of(found) == words_of(entity) else found
        return self._known[entity]

    def name_spokesperson(self, sentence: Sentence, head: int) -> str | None:
        """*een woordvoerder* as one actor per institution: *woordvoerder van X*; `None` for other nouns."""
        token = sentence.tokens[head]
        roles = self._discourse.people.offices
        if roles.role_of(token.lemma) != "spokesperson" or token.has("Number=Plur") or token.text[0].isdigit():
            return None
        holding = holding_at(self._discourse, sentence, head)
        if holding is None:
            return None
        institution = self._institution(holding)
        if institution is None or token.lower.startswith(institution.lower()):
            # *een politiewoordvoerder* says all there is to say.
            return None
        spokespersons = (word for word, role in roles.roles.items() if role == "spokesperson")
        noun = next((word for word in spokespersons if token.lower.endswith(word)), token.lower)
        name = f"{noun} van {institution}"
        self._unnamed[name] = institution
        return name

    def party_of(self, entity: str) -> str | None:
        """The party of a politician, where brackets or *van* behind the name give it: *Mark Lammertink (VVD)*."""
        member = self._discourse.member(entity)
        for s, _, end in member.places if member is not None else ():
            tokens = self._discourse.parse.sentences[s].tokens
            if end + 1 >= len(tokens) or tokens[end].text not in {"(", "van"}:
                continue
            index = end + 2 if tokens[end + 1].upos == "DET" else end + 1
            for other in self._discourse.cast:
                if other is not member and any(p[0] == s and p[1] <= index < p[2] for p in other.places):
                    return other.name
        return None

    def _is_body(self, member: Member) -> bool:
        first = member.name.split()[0].lower()
        return first not in self._discourse.people.genders and self._discourse.is_surely_organisation(member)

    def _of_person(self, member: Member) -> str | None:
        holdings = list(iter_holdings(self._discourse, member))
        for holding in holdings:
            found = find_explicit(self._discourse, holding, self._of_phrase, self.of)
            if found is not None and found != member.name:
                return self._behind(found)
        if any(holding.role in {"owner", "head"} for holding in holdings):
            surname = words_of(member.name)[-1:]
            others = [m for m in self._discourse.cast if m is not member and len(words_of(m.name)) > 1]
            others = [m for m in others if self._discourse.is_surely_organisation(m)]
            named = [m.name for m in others if surname and words_of(m.name)[-1:] == surname]
            if named:
                return named[0]
        for holding in holdings:
            found = find_context(self._discourse, holding, self._of_phrase)
            if found is not None and found != member.name:
                return self._behind(found)
        return self._of_bare_name(member) if not holdings else None

    def _of_bare_name(self, member: Member) -> str | None:
        """*Ineke Brouwer van stichting Schone Lucht*: a name with an organisation and without a function beside it."""
        people = self._discourse.people
        for s, start, last in member.places:
            sentence = self._discourse.parse.sentences[s]
            tokens = sentence.tokens
            end = behind_brackets(sentence, last)
            if end + 1 >= len(tokens) or tokens[end].text not in {"van", "namens"}:
                continue
            if start and people.find_title(tokens[start - 1].lower) is not None:
                return None  # A function that speaks for nobody.
            found = find_bearer(self._discourse, sentence, end + 1)
            if found is not None and found is not member:
                return found.name
        return None

    def _institution(self, holding: Holding) -> str | None:
        found = find_explicit(self._discourse, holding, self._of_phrase, self.of)
        return found or find_context(self._discourse, holding, self._of_phrase)

    def _behind(self, found: str) -> str:
        """A person's spokesperson speaks for whom that person speaks for."""
        member = self._discourse.member(found)
        if member is not None and self._discourse.is_person(member):
            return self.of(found) or found
        return found

    def _of_words(self, entity: str) -> str | None:
        """Whom an actor without a name of its own speaks for, by the words it is called by."""
        people = self._discourse.people
        unnamed = self._unnamed.get(entity)
        if unnamed is not None:
            return self._behind(unnamed)
        words = words_of(entity)
        if not words:
            return None
        head, _, owner = entity.partition(" van ")
        noun = head.lower().split()[-1] if head else ""
        role = people.offices.role_of(noun) if people.titles.get(noun) or people.find_title(noun) else None
        front = find_front(self._discourse, noun) if role == "spokesperson" else None
        if front is not None and not owner:
            return front
        if owner and (noun in people.offices.documents or role in {"spokesperson", "head", "client"}):
            return self._behind(self._canonical(owner))
        if role == "state" or (role == "minister" and self._state_of_adjective(words) is not None):
            return self._state_of_adjective(words)
        if role == "minister" and owner:
            return f"ministerie van {owner}"
        if set(words) & people.offices.state_bodies or entity.lower() in FOREIGN_OFFICES:
            return self._state_behind(entity, words)
        return self._state_of_place(entity)

    def _state_behind(self, entity: str, words: list[str]) -> str | None:
        """The state of a ministry, embassy or government: by its adjective, or the home state for foreign affairs."""
        named = self._state_of_adjective(words)
        if named is not None:
            return named
        if any(office in entity.lower() for office in FOREIGN_OFFICES):
            home = self._discourse.home()
            return home.name if home is not None else None
        return None

    def _state_of_adjective(self, words: list[str]) -> str | None:
        known = self._discourse.people.state_adjectives
        states = [known[w.removesuffix("e")] for w in words if w.removesuffix("e") in known]
        if not states and "in" in words:
            # *het ministerie van Defensie in Moskou*
            seat = self._discourse.state_of(" ".join(words[words.index("in") + 1 :]))
            states = [seat] if seat is not None else []
        return states[0].name if states else None

    def _state_of_place(self, entity: str) -> str | None:
        """*het Kremlin*, *Kyiv*: the state, but no state for a town at home that may speak for itself."""
        state = self._discourse.state_of(entity)
        if state is None or words_of(entity) in [words_of(n) for n in state.names]:
            return None
        home = self._discourse.home()
        at_home = home is not None and home.code == state.code
        seats = [words_of(s) for s in state.seats]
        return None if at_home and words_of(entity) not in seats else state.name

    def _canonical(self, owner: str) -> str:
        """The name in the cast for the words after *van*, without article or function."""
        words = words_of(owner)
        for cut in range(len(words)):
            member = self._discourse.member(" ".join(words[cut:]))
            if member is not None:
                return member.name
        short = [m for m in self._discourse.cast if words and words_of(m.name)[-len(words) :] == words]
        return short[0].name if short else " ".join(w for w in owner.split() if w.lower() not in {"de", "het", "een"})
