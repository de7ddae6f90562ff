"""Entities, actors and mentions for the attributions of one article."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volgens.actors.discourse import Discourse, Place
from volgens.actors.free_speech import FreeSpeech
from volgens.actors.mentions import find_mentions
from volgens.actors.references import References
from volgens.language.people import People
from volgens.model import Actor, Attribution, Mention, content_id, quote
from volgens.syntax import Parse

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


def resolve(parse: Parse, sourced: Sequence[Sourced], people: People, *, article_id: str) -> Resolved:
    """Entities for all sources, in text order, so that a pronoun finds those who spoke before it."""
    discourse = Discourse(parse, people)
    resolver = _Resolver(discourse)
    done = [resolver.resolve(item) for item in sourced]
    entities = {a.entity for a in done if a.entity is not None}
    actors = {name: resolver.to_actor(name, article_id) for name in sorted(entities)}
    sources = {a.source: a.entity for a in done if a.source and a.entity is not None}
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
        attribution = item.attribution
        if attribution.source and item.source_at is not None:
            entity = self.references.of_source(item.source_at, attribution.source)
            attribution = replace(attribution, entity=entity or self._addressed(item))
        elif not attribution.cue:
            attribution = self._free.resolve(attribution, item.sentence)
        elif attribution.maker == "hearsay":
            attribution = replace(attribution, entity=self._whose_hearsay(item.sentence))
        elif not attribution.source and self._is_own(attribution):
            attribution = replace(attribution, entity=self._own_word(item))
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

    def _is_own(self, attribution: Attribution) -> bool:
        words = quote(self._discourse.parse.text, attribution.cue).lower().split()
        return bool(OWN & set(words))

    def _own_word(self, item: Sourced) -> str | None:
        """*naar eigen zeggen* is the word of the clause's subject."""
        sentence = self._discourse.parse.sentences[item.sentence]
        cue = item.attribution.cue[0].start
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
