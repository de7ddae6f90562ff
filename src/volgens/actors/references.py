"""From the words of a source to who it is: names, pronouns, functions, groups and possessives."""

from functools import cached_property

from volgens.actors.affiliation import Affiliations
from volgens.actors.cast import Member, words_of
from volgens.actors.discourse import Discourse, Place
from volgens.actors.organisations import find_organisation
from volgens.actors.phrases import head_phrase, phrase_spans
from volgens.actors.pronouns import ALL, FIRST, FIRST_PLURAL, OPEN, RELATIVE, find_antecedent, gender_of, is_plural
from volgens.actors.territories import MUNICIPALITY, find_municipality
from volgens.model import ActorKind, Spans
from volgens.syntax import Sentence, Token

LEADERS = frozenset({"president", "premier", "leider", "bondskanselier", "koning", "regeringsleider", "staatshoofd",
                     "minister-president"})  # fmt: skip
"""Functions that a text uses for one another."""

OWN_MEDIUM = frozenset({"deze", "dit", "onze", "ons"})
MEDIA = ("krant", "redactie", "site", "website", "magazine", "omroep", "programma", "weekblad", "dagblad", "blad")
"""Nouns for what prints a text."""

LEAST_TOWN = 3
"""Letters of a town whose inhabitants a text calls by it."""

SOON = 2
"""Sentences after which somebody introduced by a description has his name."""


class References:
    """Says who a phrase of the article stands for, given what has been read so far."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self._people = discourse.people

    @cached_property
    def affiliations(self) -> Affiliations:
        """Who speaks for whom in this article."""
        return Affiliations(self._discourse, self.of_phrase)

    def of_phrase(self, sentence: Sentence, head: int) -> str | None:
        """Who the noun phrase with this head is."""
        return self.of_source((sentence.index, head), phrase_spans(sentence, head))

    def of_source(self, place: Place, source: Spans) -> str | None:
        """Who the words ``source`` with their head at ``place`` are; `None` where the text leaves it open."""
        sentence = self._discourse.parse.sentences[place[0]]
        token = sentence.tokens[place[1]]
        member = self._named_in(sentence, source)
        if member is not None:
            return self._seated(member.name)
        if token.upos == "PRON" or token.lower in self._people.pronouns:
            return self._of_pronoun(sentence, place[1], source)
        spelled = self._spelled_as(source)
        if spelled is not None:
            return spelled.name
        several = [c for c in sentence.children(place[1], "nmod") if sentence.tokens[c].lower in {"hen", "ons"}]
        if token.lower in {"een", "één"} and several:
            # *een van hen*
            return self._of_pronoun(sentence, several[0], phrase_spans(sentence, several[0]))
        part = self._member_at(sentence, place[1])
        if part is not None:
            return part.name
        cut_short = self._with_missed_name(sentence, place[1], source)
        if cut_short is not None:
            return cut_short
        outlet = self._of_outlet(sentence, place[1])
        if outlet is not None or self._is_rumour(sentence, place[1]):
            return outlet
        known = self._of_description(sentence, place[1])
        if known is not None:
            return known.name
        if token.lower == MUNICIPALITY and place[1] > 0 and sentence.tokens[place[1] - 1].lower == "de":
            town = find_municipality(self._discourse)
            if town is not None and not sentence.children(place[1], "nmod", "appos", "flat"):
                return town
        meant = self._salient(sentence, place[1])
        if meant is not None:
            return meant
        earlier = self._taken_up(sentence, place[1])
        if earlier is not None:
            return earlier
        owned = self._of_possessive(sentence, place[1])
        if owned is not None:
            return owned
        unnamed = self.affiliations.name_spokesperson(sentence, place[1])
        return unnamed or head_phrase(self._discourse.parse, sentence, place[1], source, self._people.times)

    def of_relay(self, place: Place, words: Spans) -> str | None:
        """Who passed a word on: as `of_source`, and *ons* and *deze krant* are the medium itself."""
        sentence = self._discourse.parse.sentences[place[0]]
        if sentence.tokens[place[1]].lower in {"ons", "onze", "wij"}:
            return self._discourse.outlet
        for member in self._discourse.cast:
            starts = [sentence.tokens[first].start for s, first, _ in member.places if s == sentence.index]
            if member.kind is ActorKind.MEDIUM and any(w.start <= at < w.end for w in words for at in starts):
                return member.name
        return self.of_source(place, words)

    def _member_at(self, sentence: Sentence, i: int) -> Member | None:
        """The member in the midst of whose name a source ends: *De* of *De Stentor*."""
        token = sentence.tokens[i]
        if token.upos not in {"DET", "PROPN", "X"}:
            return None
        for member in self._discourse.cast:
            if any(s == sentence.index and first <= i < end for s, first, end in member.places):
                return member
        return None

    def _with_missed_name(self, sentence: Sentence, head: int, source: Spans) -> str | None:
        """*politiezone|Rupelstreek*: a noun for a body whose name the tree has left outside the source."""
        token = sentence.tokens[head]
        following = sentence.tokens[head + 1] if head + 1 < len(sentence.tokens) else None
        if following is None or not source or source[-1].end != token.end or not token.text[0].islower():
            return None
        title = self._people.find_title(token.lemma)
        named = following.text[0].isupper() and following.upos in {"PROPN", "X"} and not token.has("Number=Plur")
        group = title is not None and title.group
        return self._discourse.parse.text[token.start : following.end] if group and named else None

    def _salient(self, sentence: Sentence, head: int) -> str | None:
        """*de aanvaller*, *de Urker* for the one whom the text has just named without saying what he is."""
        token = sentence.tokens[head]
        definite = head > 0 and sentence.tokens[head - 1].lower in {"de", "het"}
        title = self._people.find_title(token.lemma)
        person = title is not None and not title.group and self._people.offices.role_of(token.lemma) is None
        if not definite or token.has("Number=Plur") or not (person or self._is_inhabitant(token)):
            return None
        gender = title.gender if title is not None else "any"
        found = find_antecedent(self._discourse, sentence, token.start, gender, False)
        member = self._discourse.member(found) if found is not None else None
        if member is None or not self._discourse.is_person(member) or (title is not None and member.titles):
            return None
        near = [s for s, _, _ in member.places if 0 <= sentence.index - s <= SOON]
        return member.name if near else None

    def _is_inhabitant(self, token: Token) -> bool:
        """*Urker* in a text about Urk."""
        town = token.text.removesuffix("er")
        if town == token.text or len(town) < LEAST_TOWN or not town[0].isupper():
            return False
        return any(t.text == town for s in self._discourse.parse.sentences for t in s.tokens)

    def _of_outlet(self, sentence: Sentence, head: int) -> str | None:
        """*deze krant*, *onze redactie*: the medium that prints the text, where it is known."""
        token = sentence.tokens[head]
        own = head > 0 and sentence.tokens[head - 1].lower in OWN_MEDIUM
        noun = token.lemma.lower()
        medium = noun in self._people.media_nouns or noun in MEDIA or noun.endswith(tuple(MEDIA))
        return self._discourse.outlet if own and medium else None

    def _is_rumour(self, sentence: Sentence, head: int) -> bool:
        """*het gerucht*, *een verhaal*: nobody, unless it is somebody's."""
        token = sentence.tokens[head]
        owned = [c for c in sentence.children(head, "nmod", "amod", "appos") if sentence.tokens[c].upos != "PRON"]
        return token.lemma.lower() in self._people.offices.rumours and not owned

    def _seated(self, name: str) -> str:
        """*Zeist* for the KNVB, where the text names the KNVB."""
        seat = self._people.offices.seats.get(name.lower())
        return seat if seat is not None and self._discourse.member(seat) is not None else name

    def _taken_up(self, sentence: Sentence, head: int) -> str | None:
        """*de medewerker* after *een hotelmedewerker in Breda* has spoken."""
        token = sentence.tokens[head]
        definite = head > 0 and sentence.tokens[head - 1].lower in {"de", "het", "deze", "dit", "die", "dat"}
        if token.upos != "NOUN" or not definite or sentence.children(head, "nmod", "amod", "appos", "flat"):
            return None
        for attribution, _ in reversed(self._discourse.spoken):
            entity = attribution.entity or ""
            if not attribution.source or attribution.source[0].start >= token.start or entity.lower() == token.lower:
                continue
            described = entity.partition(" van ")[0].lower().split()
            if self._discourse.member(entity) is None and any(word.endswith(token.lower) for word in described):
                return entity
        return None

    def _named_in(self, sentence: Sentence, source: Spans) -> Member | None:
        """The member whose name is the source or its apposition, not merely part of it (*woordvoerder van X*)."""
        inside = [
            (member, place)
            for member in self._discourse.cast
            for place in member.places
            if place[0] == sentence.index
            and any(
                s.start <= sentence.tokens[place[1]].start and sentence.tokens[place[2] - 1].end <= s.end
                for s in source
            )
            and not self._is_genitive(sentence, place[2], source)
        ]
        inside.sort(key=lambda x: (not self._discourse.is_person(x[0]), x[1]))
        for member, place in inside:
            for i in range(place[1], place[2]):
                path = [i, *sentence.ancestors(i)]
                relation = sentence.tokens[i].deprel
                within = [p for p in path if any(s.start <= sentence.tokens[p].start < s.end for s in source)]
                top = within[-1] if within else i
                if i == top or (relation in {"appos", "flat"} and len(within) <= 2):
                    return member
        for member, place in inside:
            # *minister van Buitenlandse Zaken, David Cameron*: a person beside the function, not one behind *van*.
            before = sentence.tokens[place[1] - 1] if place[1] else None
            if member.kind is ActorKind.PERSON and before is not None and before.upos not in {"ADP", "DET", "CCONJ"}:
                return member
        return None

    def _is_genitive(self, sentence: Sentence, end: int, source: Spans) -> bool:
        """*Balkema’s mensen* are not Balkema."""
        last = sentence.tokens[end - 1].text
        follows = end < len(sentence.tokens) and any(s.start <= sentence.tokens[end].start < s.end for s in source)
        return follows and last.endswith(("'s", "’s"))

    def _spelled_as(self, source: Spans) -> Member | None:
        """A name that the tagger missed here but the text has elsewhere: *Boogerd* after *Michael Boogerd*."""
        if len(source) != 1:
            return None
        text = source[0].of(self._discourse.parse.text)
        words = words_of(text)
        if not words or len(words) > 3 or not text.split()[-1][0].isupper():
            return None
        return next((m for m in reversed(self._discourse.cast) if words_of(m.name)[-len(words) :] == words), None)

    def _of_pronoun(self, sentence: Sentence, i: int, source: Spans) -> str | None:
        form = sentence.tokens[i].lower
        start = source[0].start
        if form in FIRST:
            return self._of_first_person(start, form)
        if form in RELATIVE:
            return self._of_relative(sentence, i)
        if form in OPEN:
            return None
        if form in ALL:
            return form
        plural = form in {"hun", "hen"} or (form in {"ze", "zij"} and is_plural(sentence, i))
        return find_antecedent(self._discourse, sentence, start, gender_of(form), plural)

    def _of_first_person(self, start: int, form: str) -> str | None:
        """Who says the quotation in which a first person stands; *wij* of a spokesperson is the institution."""
        spoken = self._discourse.spoken
        speaker = next(
            (a.entity for a, _ in reversed(spoken) if any(s.start <= start < s.end for s in a.content)),
            spoken[-1][0].entity if spoken else None,
        )
        if speaker is None or form not in FIRST_PLURAL:
            return speaker
        institution = self.affiliations.of(speaker)
        # A minister who says *wij* speaks of the cabinet, not of the state.
        state = institution is not None and self._discourse.state_of(institution) is not None
        return speaker if institution is None or state else institution

    def _of_relative(self, sentence: Sentence, i: int) -> str | None:
        for node in sentence.ancestors(i):
            token = sentence.tokens[node]
            if token.deprel == "acl:relcl" and token.head >= 0:
                head = sentence.tokens[token.head]
                spans = phrase_spans(sentence, token.head, without=node)
                return self.of_source((sentence.index, token.head), spans) if head.lower not in RELATIVE else None
        return find_antecedent(self._discourse, sentence, sentence.tokens[i].start, "any", False)

    def _of_possessive(self, sentence: Sentence, head: int) -> str | None:
        """*zijn bedrijf* is the firm that its owner speaks for, *zijn moeder* the mother of somebody."""
        owner_at = next(
            (c for c in sentence.children(head, "nmod", "det") if c < head and self._is_possessive(sentence, c)), None
        )
        if owner_at is None:
            return None
        owner = self._of_pronoun(sentence, owner_at, phrase_spans(sentence, owner_at))
        token = sentence.tokens[head]
        noun = token.lemma.lower()
        title = self._people.find_title(noun)
        if owner is None or title is None or token.has("Number=Plur"):
            return None
        if not title.group:
            phrase = head_phrase(self._discourse.parse, sentence, head, phrase_spans(sentence, head))
            return f"{phrase} van {owner}" if phrase.endswith(token.text) else None
        if noun in self._people.offices.parties:
            return self.affiliations.party_of(owner)
        if {noun, title.lemma.lower()} & self._people.offices.firms:
            return self.affiliations.of(owner)
        return None

    def _is_possessive(self, sentence: Sentence, i: int) -> bool:
        readings = self._people.pronouns.get(sentence.tokens[i].lower, ())
        return any(p.kind == "possessive" for p in readings)

    def _of_description(self, sentence: Sentence, head: int) -> Member | None:
        """*de minister*, *de Russische leider*: the last one whose function it is."""
        token = sentence.tokens[head]
        title = self._people.find_title(token.lemma)
        offices = self._people.offices
        firm = token.lemma.lower() in offices.firms or token.lemma.lower() in offices.called
        if title is None or title.group or firm:
            organisation = find_organisation(self._discourse, sentence, head)
            if organisation is not None or title is None or title.group:
                return organisation
        if token.has("Number=Plur"):
            return self._several(sentence, head)
        lemma = title.lemma.lower()
        determiners = {sentence.tokens[c].lower for c in sentence.children(head, "det")}
        of_whom = [c for c in sentence.children(head, "nmod") if sentence.tokens[c].deprel != "nmod:poss"]
        adjectives = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "amod")}
        fitting = [m for m in self._discourse.cast if self._has_function(m, lemma, adjectives)]
        start = token.start
        if "een" in determiners or offices.role_of(lemma) == "spokesperson":
            # Somebody new, unless the next words give the name (*een adviseur … Adviseur Podoljak zei*).
            later = [m for m in fitting if lemma in m.titles and self._discourse.first(m) > start]
            near = [m for m in later if m.places[0][0] - sentence.index <= SOON]
            return near[0] if near and "een" in determiners else None
        before = [m for m in fitting if self._discourse.first(m) < start]
        pool = before or ([] if of_whom else fitting)
        exact = [m for m in pool if lemma in m.titles]
        return max(exact or pool, key=lambda m: self._last_before(m, start), default=None)

    def _several(self, sentence: Sentence, head: int) -> Member | None:
        """*de hackers* after *de hackers van NightHeron*."""
        token = sentence.tokens[head]
        if sentence.children(head, "nmod", "amod", "appos", "flat") or not sentence.children(head, "det"):
            return None
        groups = [g for g in self._discourse.groups if token.lemma.lower() in g.titles]
        before = [g for g in groups if self._discourse.first(g) < token.start and " van " in g.name]
        return before[-1] if before and sentence.tokens[head - 1].lower == "de" else None

    def _last_before(self, member: Member, start: int) -> int:
        offsets = (self._discourse.offset(p) for p in member.places)
        return max((o for o in offsets if o < start), default=0)

    def _has_function(self, member: Member, lemma: str, adjectives: set[str]) -> bool:
        if member.kind not in {ActorKind.PERSON, ActorKind.OTHER} and not self._discourse.is_person(member):
            return False
        known = self._people.state_adjectives
        states = {a for a in adjectives if a in known or a.rstrip("e") in known}
        same_state = not states or bool({s.rstrip("e") for s in states} & {a.rstrip("e") for a in member.adjectives})
        if lemma in member.titles or any(t.endswith(lemma) for t in member.titles):
            return same_state or not member.adjectives
        same = self._people.offices.same.get(lemma, frozenset())
        if member.titles & same:
            return same_state
        return lemma in LEADERS and bool(member.titles & LEADERS) and same_state
