"""From the words of a source to who it is."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from math import log

from volgens.actors.cast import ARTICLES, Member, gather_cast, gather_groups, words_of
from volgens.actors.speakers import find_speaking_subject, nearby_sentences
from volgens.language.people import People
from volgens.model import Actor, ActorKind, Attribution, Mention, Mode, Span, Spans, content_id
from volgens.syntax import Parse, Sentence

Place = tuple[int, int]

LEADERS = frozenset({"president", "premier", "leider", "bondskanselier", "koning", "regeringsleider", "staatshoofd",
                     "minister-president"})  # fmt: skip
FIRMS = frozenset(
    {"bedrijf", "onderneming", "concern", "maatschappij", "luchtvaartmaatschappij", "fabrikant", "firma", "organisatie",
     "vliegtuigbouwer", "autofabrikant", "bank", "producent", "keten", "club", "partij", "vereniging", "toezichthouder",
     "waakhond", "rederij", "uitgever", "uitgeverij", "universiteit", "instelling", "stichting", "vakbond", "bond",
     "fractie", "werkgever", "ploeg", "team", "vervoerder", "exploitant", "aannemer", "ontwikkelaar", "school",
     "ziekenhuis", "museum", "actiegroep", "belangenorganisatie", "verzekeraar", "netbeheerder", "leverancier"}
)  # fmt: skip
"""What a text calls an organisation that it has named."""

SPEAKER_BONUS = 100
"""Characters by which somebody who spoke seems nearer to a pronoun, and somebody only talked about farther."""

REACH = 6
"""Sentences that a pronoun looks back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts for being the speaker of a quotation without a cue; tuned on the training articles."""

    subject: float = 1.25
    unsure_subject: float = 0.5
    other_paragraph: float = 0.1
    rank_decay: float = 0.36
    last_direct: float = 2.3
    last_indirect: float = 2.0
    last_decay: float = 0.9
    mentions: float = 0.88
    most_mentions: float = 5.0
    distance: float = 0.06
    reach: int = 6


WEIGHTS = Weights()


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """An attribution with the place of the head of its source; ``sentence`` is where its cue or content stands."""

    attribution: Attribution
    source_at: Place | None
    sentence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Resolved:
    """Attributions with their entities, and the actors and mentions behind them."""

    attributions: tuple[Attribution, ...]
    actors: tuple[Actor, ...]
    mentions: tuple[Mention, ...]


def resolve(parse: Parse, sourced: Sequence[Sourced], people: People, *, article_id: str) -> Resolved:
    """Entities for all sources, in text order, so that a pronoun finds those who spoke before it."""
    resolver = _Resolver(parse, people)
    done: list[Attribution] = []
    for item in sourced:
        done.append(resolver.resolve(item))
    named = [a for a in done if a.entity is not None]
    kinds = {a.entity: resolver.kind_of(a.entity) for a in named if a.entity is not None}
    actors = {name: Actor(article_id=article_id, name=name, kind=kind) for name, kind in kinds.items()}
    mentions = {
        (a.source, a.entity): Mention(article_id=article_id, spans=a.source, actor_id=actors[a.entity].id)
        for a in named
        if a.source and a.entity
    }
    ids = {a.id: content_id("actor", article_id, a.entity) for a in named}
    # A speaker found for free speech adds a source, which makes it another record: children follow their parent.
    renamed = {item.attribution.id: a.id for item, a in zip(sourced, done, strict=True)}
    return Resolved(
        attributions=tuple(
            replace(a, actor_id=ids.get(a.id), parent=renamed.get(a.parent) if a.parent else None) for a in done
        ),
        actors=tuple(sorted(actors.values(), key=lambda a: a.name)),
        mentions=tuple(mentions.values()),
    )


class _Resolver:
    """Walks through the attributions of one article; remembers who spoke last."""

    def __init__(self, parse: Parse, people: People) -> None:
        self._parse = parse
        self._people = people
        self._cast = gather_cast(parse, people)
        self._groups = gather_groups(parse, people)
        self._spoken: list[tuple[Attribution, int]] = []

    def kind_of(self, entity: str) -> ActorKind:
        words = words_of(entity)
        member = next((m for m in self._cast if words_of(m.name) == words), None)
        if member is not None:
            return member.kind
        title = self._people.titles.get(words[-1] if words else "") or self._people.titles.get(
            words[0] if words else ""
        )
        if title is not None:
            return ActorKind.GROUP if title.group else ActorKind.PERSON
        return ActorKind.OTHER

    def resolve(self, item: Sourced) -> Attribution:
        attribution = item.attribution
        if attribution.source and item.source_at is not None:
            entity = self._of_source(item.source_at, attribution.source)
            attribution = replace(attribution, entity=entity)
        elif not attribution.cue:
            attribution = self._of_free_speech(attribution, item.sentence)
        elif attribution.maker == "hearsay":
            attribution = replace(attribution, entity=self._last_speaker(item.sentence, within=1))
        if not attribution.entity:
            return replace(attribution, entity=None)
        self._spoken.append((attribution, item.sentence))
        return attribution

    def _of_source(self, place: Place, source: Spans) -> str | None:
        sentence = self._parse.sentences[place[0]]
        token = sentence.tokens[place[1]]
        member = self._named_in(sentence, source)
        if member is not None:
            return member.name
        if token.upos == "PRON" or token.lower in self._people.pronouns:
            return self._of_pronoun(sentence, place[1], source)
        spelled = self._spelled_as(source)
        if spelled is not None:
            return spelled.name
        known = self._of_description(sentence, place[1])
        return known.name if known is not None else self._head_phrase(sentence, place[1], source)

    def _named_in(self, sentence: Sentence, source: Spans) -> Member | None:
        """The member whose name is the source or its apposition, not merely part of it (*woordvoerder van X*)."""
        inside = [
            (member, place)
            for member in self._cast
            for place in member.places
            if place[0] == sentence.index
            and any(
                s.start <= sentence.tokens[place[1]].start and sentence.tokens[place[2] - 1].end <= s.end
                for s in source
            )
        ]
        inside.sort(key=lambda x: (x[0].kind is not ActorKind.PERSON, x[1]))
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

    def _spelled_as(self, source: Spans) -> Member | None:
        """A name that the tagger missed here but the text has elsewhere: *Boogerd* after *Michael Boogerd*."""
        if len(source) != 1:
            return None
        text = source[0].of(self._parse.text)
        words = words_of(text)
        if not words or len(words) > 3 or not text.split()[-1][0].isupper():
            return None
        return next((m for m in reversed(self._cast) if words_of(m.name)[-len(words) :] == words), None)

    def _of_pronoun(self, sentence: Sentence, i: int, source: Spans) -> str | None:
        form = sentence.tokens[i].lower
        start = source[0].start
        if form in {"ik", "we", "wij", "mij", "me", "ons"}:
            return self._enclosing_speaker(start)
        if form in {"die", "dat", "wie", "welke"}:
            return self._antecedent(sentence, i)
        if form in {"men", "je", "iemand", "niemand", "iedereen", "wat", "u", "jij", "jullie", "sommigen", "velen"}:
            return form if form in {"iedereen", "sommigen", "velen"} else None
        plural = form in {"hun", "hen"} or (form in {"ze", "zij"} and self._is_plural(sentence, i))
        gender = (
            "m"
            if form in {"hij", "hem", "'m", "ie", "zijn", "z'n"}
            else "f"
            if form in {"ze", "zij", "haar"}
            else "any"
        )
        return self._nearest(sentence.index, start, gender, plural)

    def _is_plural(self, sentence: Sentence, i: int) -> bool:
        head = sentence.tokens[i].head
        nodes = [head, *sentence.children(head, "aux", "cop")] if head >= 0 else []
        return any(sentence.tokens[n].has("Number=Plur") for n in nodes)

    def _enclosing_speaker(self, start: int) -> str | None:
        """Who says the quotation in which a first person stands."""
        for attribution, _ in reversed(self._spoken):
            if any(s.start <= start < s.end for s in attribution.content):
                return attribution.entity
        return self._spoken[-1][0].entity if self._spoken else None

    def _antecedent(self, sentence: Sentence, i: int) -> str | None:
        for node in sentence.ancestors(i):
            token = sentence.tokens[node]
            if token.deprel == "acl:relcl" and token.head >= 0:
                head = sentence.tokens[token.head]
                place = (sentence.index, token.head)
                spans = tuple(_phrase_spans(sentence, token.head, node))
                return self._of_source(place, spans) if head.lower not in {"die", "dat"} else None
        return self._nearest(sentence.index, sentence.tokens[i].start, "any", False)

    def _nearest(self, sentence: int, start: int, gender: str, plural: bool) -> str | None:
        """The last one before ``start`` that fits: speakers first, then persons by name."""
        candidates: list[tuple[float, str]] = []
        for attribution, where in self._spoken:
            if not attribution.source or attribution.source[0].start >= start or attribution.entity is None:
                continue
            if sentence - where <= REACH and self._fits(attribution.entity, gender, plural):
                candidates.append((attribution.source[0].start + SPEAKER_BONUS, attribution.entity))
        for member in self._cast:
            for s, first, _ in member.places:
                offset = self._parse.sentences[s].tokens[first].start
                if offset < start and sentence - s <= REACH and self._fits(member.name, gender, plural):
                    if self._is_said(offset):
                        # Who is talked about is meant less often than who talks.
                        candidates.append((offset - SPEAKER_BONUS, member.name))
                        continue
                    subject = self._parse.sentences[s].tokens[first].deprel in {"nsubj", "nsubj:pass", "appos", "flat"}
                    candidates.append((offset + (40 if subject else 0), member.name))
        if candidates:
            return max(candidates)[1]
        return self._named_later(sentence, start, gender) if gender != "any" and not plural else None

    def _is_said(self, offset: int) -> bool:
        """Whether the place lies inside what somebody says."""
        return any(_inside(offset, attribution.content) for attribution, _ in self._spoken[-6:])

    def _named_later(self, sentence: int, start: int, gender: str) -> str | None:
        """A pronoun before its name, as at the head of a report: the first person named soon after."""
        later = [
            (self._offset(p), m.name)
            for m in self._cast
            if m.kind is ActorKind.PERSON and m.gender in {"any", gender}
            for p in m.places
            if self._offset(p) > start and p[0] - sentence <= 4
        ]
        return min(later)[1] if later else None

    def _fits(self, entity: str, gender: str, plural: bool) -> bool:
        words = words_of(entity)
        member = next((m for m in self._cast if words_of(m.name) == words), None)
        title = self._people.titles.get(words[-1] if words else "")
        if plural:
            if title is not None:
                return title.group or words[-1] == title.plural
            return (member is not None and member.kind in {ActorKind.ORGANISATION, ActorKind.STATE}) or (
                member is None and bool(words) and words[-1].endswith(("en", "s"))
            )
        if member is not None:
            if member.kind not in {ActorKind.PERSON, ActorKind.OTHER}:
                return False
            return gender == "any" or member.gender in {"any", gender}
        if title is not None:
            return not title.group and (gender == "any" or title.gender in {"any", gender})
        # A common noun that is no function (*het contact*, *zijn vertrek*) is nobody that *hij* could mean.
        return bool(words) and gender != "any" and entity.rsplit(maxsplit=1)[-1][0].isupper()

    def _of_description(self, sentence: Sentence, head: int) -> Member | None:
        """*de minister*, *de Russische leider*: the last one whose function it is."""
        token = sentence.tokens[head]
        title = self._people.find_title(token.lemma)
        if title is None:
            return None
        lemma = title.lemma.lower()
        if title.group:
            return self._group_called(sentence, head, lemma)
        determiners = {sentence.tokens[c].lower for c in sentence.children(head, "det")}
        of_whom = [c for c in sentence.children(head, "nmod") if sentence.tokens[c].deprel != "nmod:poss"]
        adjectives = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "amod")}
        fitting = [m for m in self._cast if self._has_function(m, lemma, adjectives)]
        start = token.start
        if "een" in determiners or lemma in {"woordvoerder", "woordvoerster"}:
            # Somebody new, unless the next words give the name (*een adviseur … Adviseur Podoljak zei*).
            later = [m for m in fitting if lemma in m.titles and self._first(m) > start]
            near = [m for m in later if self._first_sentence(m) - sentence.index <= 2]
            return near[0] if near and "een" in determiners else None
        before = [m for m in fitting if self._first(m) < start]
        pool = before or ([] if of_whom else fitting)
        if not pool:
            return None
        return max(pool, key=lambda m: max((self._offset(p) for p in m.places if self._offset(p) < start), default=0))

    def _group_called(self, sentence: Sentence, head: int, lemma: str) -> Member | None:
        """*de gemeente* after *de gemeente Lindewaard*; not where the words themselves say which one."""
        if sentence.children(head, "nmod", "amod", "appos", "flat"):
            return None
        start = sentence.tokens[head].start
        before = [m for m in self._groups if lemma in m.titles and self._first(m) < start]
        if before:
            return before[-1]
        determiners = {sentence.tokens[c].lower for c in sentence.children(head, "det")}
        if lemma not in FIRMS or not determiners & {"de", "het", "dit", "deze", "dat"}:
            return None
        kinds = {ActorKind.ORGANISATION, ActorKind.OTHER}
        firms = [m for m in self._cast if m.kind in kinds and self._first(m) < start and not self._is_person(m)]
        described = [m for m in firms if lemma in m.titles]
        spoken = [m for a, _ in self._spoken[-6:] for m in firms if m.name == a.entity]
        known = [m for m in firms if m.kind is ActorKind.ORGANISATION]
        chosen = described or spoken
        return chosen[-1] if chosen else max(known, key=lambda m: len(m.places), default=None)

    def _is_person(self, member: Member) -> bool:
        """Whether the name begins with a first name, whatever kind the tagger gave it."""
        return member.name.split()[0].lower() in self._people.genders

    def _has_function(self, member: Member, lemma: str, adjectives: set[str]) -> bool:
        if member.kind not in {ActorKind.PERSON, ActorKind.OTHER}:
            return False
        states = {
            a
            for a in adjectives
            if a in self._people.state_adjectives or a.rstrip("e") in self._people.state_adjectives
        }
        same_state = not states or bool({s.rstrip("e") for s in states} & {a.rstrip("e") for a in member.adjectives})
        if lemma in member.titles or any(t.endswith(lemma) for t in member.titles):
            return same_state or not member.adjectives
        return lemma in LEADERS and bool(member.titles & LEADERS) and same_state

    def _offset(self, place: tuple[int, int, int]) -> int:
        return self._parse.sentences[place[0]].tokens[place[1]].start

    def _first(self, member: Member) -> int:
        return self._offset(member.places[0])

    def _first_sentence(self, member: Member) -> int:
        return member.places[0][0]

    def _head_phrase(self, sentence: Sentence, head: int, source: Spans) -> str:
        """The head of the phrase with its adjectives and what follows close, without its article."""
        text = self._parse.text[source[0].start : source[0].end] if source else sentence.tokens[head].text
        words = re.split(r",|;| die | dat | waar| \(", text.replace("\n", " "))[0].split()
        while len(words) > 1 and words[0].lower() in {"van", "door", "bij", "uit", "onder"}:
            words.pop(0)
        while len(words) > 1 and words[0].lower() in ARTICLES:
            words.pop(0)
        return " ".join(words).strip(" ,;:")

    def _last_speaker(self, sentence: int, *, within: int) -> str | None:
        for attribution, where in reversed(self._spoken):
            if sentence - where <= within and attribution.source:
                return attribution.entity
        return None

    def _of_free_speech(self, attribution: Attribution, sentence: int) -> Attribution:
        """Quotation marks without a cue: the likeliest speaker near them, and the nearest words for that speaker."""
        first, last = attribution.content[0].start, attribution.content[-1].end
        end = self._sentence_of(last - 1, sentence)
        w = WEIGHTS
        beside = list(self._beside(sentence, end, first, last))
        points: dict[str, float] = {}
        for entity, _, weight in beside:
            points[entity] = points.get(entity, 0.0) + weight
        for earlier, where in self._spoken[-6:]:
            if earlier.entity and earlier.source and earlier.parent is None and 0 <= sentence - where <= 5:
                weight = w.last_direct if earlier.mode is not Mode.INDIRECT else w.last_indirect
                points[earlier.entity] = max(
                    points.get(earlier.entity, 0.0), weight - w.last_decay * (sentence - where)
                )
        for member in self._cast:
            if member.kind is ActorKind.PERSON:
                near = min(abs(s - sentence) for s, _, _ in member.places)
                if near <= w.reach or member.name in points:
                    often = min(w.most_mentions, w.mentions * log(1 + len(member.places)))
                    points[member.name] = points.get(member.name, 0.0) + often - w.distance * near
        if not points:
            return attribution
        chosen = max(points, key=lambda name: (points[name], name))
        source = attribution.source or self._words_for(chosen, beside, first)
        return replace(attribution, entity=chosen, source=source)

    def _beside(self, first: int, last: int, start: int, end: int) -> Iterator[tuple[str, Spans, float]]:
        """Subjects of the sentences around a quotation, who they are, and how much that counts."""
        for rank, (near, same_paragraph) in enumerate(nearby_sentences(self._parse, first, last)):
            subject = find_speaking_subject(near, self._people, sure=True)
            weight = WEIGHTS.subject
            if subject is None:
                subject, weight = find_speaking_subject(near, self._people, sure=False), WEIGHTS.unsure_subject
            # A question beside an answer is the interviewer's, and names somebody else.
            asked = near.tokens[-1].text == "?"
            if subject is None or asked or self._is_quoted(near, subject) or start <= near.tokens[subject].start < end:
                continue
            source = to_source(near, subject)
            entity = self._of_source((near.index, subject), source)
            if entity is not None:
                yield (
                    entity,
                    source,
                    weight * (1.0 if same_paragraph else WEIGHTS.other_paragraph) / (1 + WEIGHTS.rank_decay * rank),
                )

    def _words_for(self, entity: str, beside: Sequence[tuple[str, Spans, float]], start: int) -> Spans:
        """The nearest mention of the speaker: beside the quotation, else by name before it."""
        for name, source, _ in beside:
            if name == entity:
                return source
        for earlier, _ in reversed(self._spoken):
            if earlier.entity == entity and earlier.source:
                return earlier.source
        member = next((m for m in self._cast if m.name == entity), None)
        if member is None:
            return ()
        place = min(member.places, key=lambda p: (self._offset(p) > start, abs(self._offset(p) - start)))
        tokens = self._parse.sentences[place[0]].tokens
        return (Span(tokens[place[1]].start, tokens[place[2] - 1].end),)

    def _sentence_of(self, offset: int, start: int) -> int:
        for index in range(start, len(self._parse.sentences)):
            if offset < self._parse.sentences[index].span.end:
                return index
        return start

    def _is_quoted(self, sentence: Sentence, token: int) -> bool:
        start = sentence.tokens[token].start
        return any(
            a.mode is not Mode.INDIRECT and any(s.start <= start < s.end for s in a.content)
            for a, _ in self._spoken[-8:]
        )


def _inside(offset: int, spans: Spans) -> bool:
    return any(s.start <= offset < s.end for s in spans)


def to_source(sentence: Sentence, head: int) -> Spans:
    """The words of a noun phrase as one span, from its first word to the last before any clause."""
    inside = {head}
    for c in sentence.children(head):
        relation = sentence.tokens[c].deprel
        if relation.partition(":")[0] in {"det", "amod", "flat", "appos", "nmod", "nummod", "compound", "fixed"}:
            inside |= sentence.subtree(c)
    return (Span(sentence.tokens[min(inside)].start, sentence.tokens[max(inside)].end),)


def _phrase_spans(sentence: Sentence, head: int, without: int) -> list[Span]:
    inside = sorted(sentence.subtree(head) - sentence.subtree(without))
    return [Span(sentence.tokens[inside[0]].start, sentence.tokens[inside[-1]].end)]
