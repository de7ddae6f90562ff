"""Entities, actors and mentions for the attributions of one article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volgens.actors.discourse import Discourse, Place
from volgens.actors.free_speech import FreeSpeech
from volgens.actors.mentions import find_mentions
from volgens.actors.references import References
from volgens.actors.relays import find_relays, split_relay
from volgens.actors.self_names import name_groups
from volgens.language.people import People
from volgens.model import Actor, Attribution, Mention, Mode, Spans, content_id, quote
from volgens.syntax import Parse

PASSIVE = frozenset({"worden", "zijn"})
"""Auxiliaries of a cue whose subject is what is said."""

OWN = frozenset({"eigen"})
"""In a cue without a source, the word that points at the subject: *naar eigen zeggen*."""


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


def resolve(
    parse: Parse, sourced: Sequence[Sourced], people: People, *, article_id: str, outlet: str | None = None
) -> Resolved:
    """Entities for all sources, in text order, so that a pronoun finds those who spoke before it.

    ``outlet`` is who *deze krant* is.
    """
    quoted = [s.attribution.content for s in sourced if s.attribution.mode is Mode.DIRECT]
    discourse = Discourse(parse, people, quoted, outlet)
    resolver = _Resolver(discourse)
    done = _inherit([resolver.resolve(item) for item in sourced], [item.attribution.id for item in sourced])
    done = name_groups(discourse, done)
    relays = find_relays(discourse, resolver.references, done)
    entities = {*relays.values(), *(a.entity for a in done if a.entity is not None)}
    actors = {name: resolver.to_actor(name, article_id) for name in sorted(entities)}
    sources = relays | {a.source: a.entity for a in done if a.source and a.entity is not None}
    # A speaker found for free speech adds a source, which makes it another record: children follow their parent.
    renamed = {item.attribution.id: a.id for item, a in zip(sourced, done, strict=True)}
    return Resolved(
        attributions=tuple(
            replace(
                a,
                actor_id=content_id("actor", article_id, a.entity) if a.entity is not None else None,
                parent=renamed.get(a.parent) if a.parent else None,
            )
            for a in done
        ),
        actors=tuple(actors.values()),
        mentions=find_mentions(discourse, resolver.references, actors, sources),
    )


def _inherit(done: Sequence[Attribution], ids: Sequence[str]) -> list[Attribution]:
    """*De update zou nooit zijn geïnstalleerd, zegt Brandt*: hearsay inside somebody's words is that one's."""
    speakers = dict(zip(ids, (a.entity for a in done), strict=True))
    return [
        replace(a, entity=speakers.get(a.parent))
        if a.maker in {"hearsay", "unknown"} and a.entity is None and a.parent is not None
        else a
        for a in done
    ]


class _Resolver:
    """Walks through the attributions of one article; the discourse remembers who spoke last."""

    def __init__(self, discourse: Discourse) -> None:
        self._discourse = discourse
        self.references = References(discourse)
        self._free = FreeSpeech(discourse, self.references)

    def to_actor(self, name: str, article_id: str) -> Actor:
        return Actor(
            article_id=article_id,
            name=name,
            kind=self._discourse.kind_of(name),
            speaks_for=self.references.affiliations.of(name),
        )

    def resolve(self, item: Sourced) -> Attribution:
        attribution = split_relay(self._discourse, item.attribution)
        if attribution.maker == "speech.free" and self._free.is_answer(item.sentence):
            attribution = self._free.resolve(replace(attribution, source=()), item.sentence)
        elif attribution.source and self._is_own(attribution.source):
            attribution = replace(attribution, entity=self._own_word(item))
        elif attribution.source and item.source_at is not None:
            entity = self.references.of_source(item.source_at, attribution.source)
            entity = entity or self._addressed(item)
            if self._is_time(attribution):
                entity = self._subject_of(attribution)
            attribution = replace(attribution, entity=entity)
        elif not attribution.cue:
            attribution = self._free.resolve(attribution, item.sentence)
        elif attribution.maker == "hearsay":
            attribution = replace(attribution, entity=self._whose_hearsay(item.sentence))
        elif not attribution.source and self._is_own(attribution.cue):
            attribution = replace(attribution, entity=self._own_word(item))
        elif not attribution.source and attribution.maker.startswith("verb."):
            entity = self._name_before(attribution) or self._subject_of(attribution)
            attribution = replace(attribution, entity=entity)
        if not attribution.entity:
            return replace(attribution, entity=None)
        self._discourse.spoken.append((attribution, item.sentence))
        return attribution

    def _whose_hearsay(self, sentence: int) -> str | None:
        """The last one who said something in this sentence or the one before; nobody quoted by somebody else."""
        for attribution, where in reversed(self._discourse.spoken):
            if 0 <= sentence - where <= 1 and attribution.source and attribution.parent is None:
                return attribution.entity
        return None

    def _name_before(self, attribution: Attribution) -> str | None:
        """*Ensing noemt dat …*, where the tree has taken the subject for what is said."""
        first = attribution.content[0].start
        for member in self._discourse.cast:
            for s, start, end in member.places:
                tokens = self._discourse.parse.sentences[s].tokens
                if tokens[start].start != first or start or end >= len(tokens):
                    continue
                if tokens[end].start == attribution.cue[0].start and tokens[end].upos == "VERB":
                    return member.name
        return None

    def _is_time(self, attribution: Attribution) -> bool:
        """*Maandag zei het bedrijf …*, where the tree has taken the day for the subject."""
        return quote(self._discourse.parse.text, attribution.source).lower() in self._discourse.people.times

    def _subject_of(self, attribution: Attribution) -> str | None:
        """*Dat heeft de GGD Drenthe maandag bekendgemaakt*: the one name or body in the clause of the cue."""
        place = attribution.cue[0].start
        sentence = next(s for s in self._discourse.parse.sentences if s.span.start <= place < s.span.end)
        cue = next((t for t in sentence.tokens if t.start == place), None)
        own = (*attribution.content, *attribution.source)
        if cue is None or any(t.lemma.lower() in PASSIVE and t.head == cue.i for t in sentence.tokens):
            return None
        near = [t for t in sentence.tokens if not any(s.start <= t.start < s.end for s in own)]
        heads = [t for t in near if t.upos in {"NOUN", "PROPN"} and not sentence.children(t.i, "case")]
        found: dict[str, None] = {}
        for token in heads:
            title = self._discourse.people.find_title(token.lemma)
            if sentence.name_at(token.i) is None and (title is None or not title.speaks_for):
                continue
            entity = self.references.of_phrase(sentence, token.i)
            if entity is not None and entity.lower() not in self._discourse.people.times:
                found[entity] = None
        return next(iter(found)) if len(found) == 1 else None

    def _is_own(self, spans: Spans) -> bool:
        words = quote(self._discourse.parse.text, spans).lower().split()
        return bool(OWN & set(words[:2]))

    def _own_word(self, item: Sourced) -> str | None:
        """*naar eigen zeggen* is the word of the clause's subject."""
        sentence = self._discourse.parse.sentences[item.sentence]
        cue = (item.attribution.cue or item.attribution.source)[0].start
        subjects = [t for t in sentence.tokens if t.deprel == "nsubj"]
        nearest = min(subjects, key=lambda t: abs(t.start - cue), default=None)
        if nearest is None:
            return None
        entity = self.references.of_phrase(sentence, nearest.i)
        named = entity is not None and self._discourse.member(entity) is not None
        functional = self._discourse.people.find_title(nearest.lemma) is not None
        return entity if named or functional or nearest.upos == "PRON" else None

    def _addressed(self, item: Sourced) -> str | None:
        """*U zei gisteren …* of an interviewer is the interviewee."""
        if item.source_at is None:
            return None
        sentence = self._discourse.parse.sentences[item.source_at[0]]
        form = sentence.tokens[item.source_at[1]].lower
        return self._free.interviewee_addressed(sentence.index) if form in {"u", "je", "jij", "ge"} else None
