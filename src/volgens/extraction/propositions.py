"""The clauses of which a content consists, each with what decides its act: subject, verb, modals, negation, tense."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from volgens.extraction.candidate import Candidate
from volgens.extraction.clauses import NEGATIONS, NEGATIVE_DETERMINERS, find_particles
from volgens.language.lexicon import Lexicon
from volgens.model import Span
from volgens.syntax import ROOT, Parse, Sentence, Token

MOST_SENTENCES = 6
"""Sentences of a content that are read; speech that runs on says its act early or at its end."""

_FIRST = frozenset({"ik", "wij", "we", "'k"})
_OBLIQUE_FIRST = frozenset({"mij", "me", "ons", "onze", "mijn"})
_THIRD = frozenset({"hij", "zij", "ze"})
_MODALS = frozenset({"zullen", "gaan", "willen", "moeten", "mogen", "kunnen", "hoeven", "laten", "blijven", "dienen",
                     "behoren", "horen", "proberen", "durven", "komen", "weten", "lijken", "blijken"})  # fmt: skip
_ASIDE = frozenset({"advcl", "acl", "ccomp", "csubj", "parataxis", "discourse"})
_NEGATIVE = NEGATIONS | NEGATIVE_DETERMINERS | {"geen", "zonder"}


@dataclass(frozen=True)
class Proposition:
    """A clause of a content: the words ``inside`` a sentence under its head ``top``; ``said_by`` names its source."""

    sentence: Sentence
    top: int
    inside: frozenset[int]
    said_by: frozenset[str]
    lexicon: Lexicon

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Its words without the clauses under it."""
        left = set(self.inside)
        for i in self.inside:
            token = self.sentence.tokens[i]
            if i != self.top and token.deprel.partition(":")[0] in _ASIDE and token.head in self.inside:
                left -= self.sentence.subtree(i)
        left.add(self.top)
        return tuple(self.sentence.tokens[i] for i in sorted(left) if self.sentence.tokens[i].upos != "PUNCT")

    @cached_property
    def words(self) -> tuple[str, ...]:
        return tuple(t.lower for t in self.tokens)

    @cached_property
    def finite(self) -> Token | None:
        nodes = (self.top, *self.sentence.children(self.top, "aux", "cop"))
        near = next((self.sentence.tokens[n] for n in nodes if self.sentence.tokens[n].has("VerbForm=Fin")), None)
        return near or next((t for t in self.tokens if t.has("VerbForm=Fin")), None)

    @cached_property
    def chain(self) -> tuple[int, ...]:
        """The verbs from the head down through modals to what is done: *wil*, *laten*, *onderzoeken*."""
        found = [self.top]
        while self.sentence.tokens[found[-1]].lemma.lower() in _MODALS and len(found) < 4:
            below = [c for c in self.sentence.children(found[-1], "xcomp") if c in self.inside and c not in found]
            if not below:
                break
            found.append(below[0])
        return tuple(found)

    @property
    def verb(self) -> Token:
        return self.sentence.tokens[self.chain[-1]]

    @cached_property
    def lemma(self) -> str:
        """The main verb with its particle, or the head of the predicate."""
        base = self.verb.lemma.lower()
        particles = [self.sentence.tokens[c].lower for c in find_particles(self.sentence, self.verb.i, self.lexicon)]
        return f"{particles[0]}{base}" if particles and not base.startswith(particles[0]) else base

    @cached_property
    def modals(self) -> frozenset[str]:
        above = [self.sentence.tokens[i].lemma.lower() for i in self.chain[:-1]]
        helping = [self.sentence.tokens[c].lemma.lower() for i in self.chain for c in self.sentence.children(i, "aux")]
        return frozenset(above) | {h for h in helping if h not in {"hebben", "zijn", "worden"}}

    @cached_property
    def is_perfect(self) -> bool:
        return any(
            self.sentence.tokens[c].lemma.lower() in {"hebben", "zijn"}
            for i in self.chain
            for c in self.sentence.children(i, "aux")
        )

    @cached_property
    def is_passive(self) -> bool:
        return any(
            self.sentence.children(i, "aux:pass")
            or any(self.sentence.tokens[c].deprel == "nsubj:pass" for c in self.sentence.children(i, "nsubj"))
            for i in self.chain
        )

    @cached_property
    def is_copular(self) -> bool:
        if self.sentence.children(self.top, "cop"):
            return True
        return self.finite is not None and self.verb.lemma.lower() in {"zijn", "lijken", "blijven", "worden", "klinken"}

    @property
    def is_past(self) -> bool:
        return self.finite is not None and self.finite.has("Tense=Past")

    @cached_property
    def is_negative(self) -> bool:
        return any(w in _NEGATIVE for w in self.words) or self.words[:1] == ("nee",)

    @cached_property
    def subject(self) -> Token | None:
        for i in self.chain:
            for c in self.sentence.children(i, "nsubj"):
                if c in self.inside:
                    return self.sentence.tokens[c]
        beside = {self.finite.i - 1, self.finite.i + 1} if self.finite else set()
        return next((t for t in self.tokens if t.i in beside and t.has("Case=Nom")), None)

    @cached_property
    def who(self) -> str:
        """Whose deed it is: *own*, *you*, *third*, *it*, *named*, *other*, or *none* where no subject is found."""
        subject = self.subject
        if subject is None:
            return "none"
        word = subject.lower
        if word in _FIRST:
            return "own"
        if word in {"u", "je", "jij", "jullie"}:
            return "you"
        if word == "men":
            return "other"
        if word in _THIRD:
            return "third"
        if word in {"het", "dat", "dit", "er", "wat"}:
            return "it"
        phrase = {self.sentence.tokens[i].lower for i in self.sentence.subtree(subject.i)} | {subject.lemma.lower()}
        if self.said_by & {w for w in phrase if len(w) > 3 or w.isupper()}:
            return "own"
        return "named" if self.sentence.name_at(subject.i) is not None else "other"

    @cached_property
    def marks(self) -> frozenset[str]:
        """What introduces the clauses under it: *als*, *zolang*, *mits*."""
        return frozenset(
            t.lower for i in self.inside if (t := self.sentence.tokens[i]).deprel == "mark" and t.head != self.top
        )

    def predicate(self) -> Iterator[Token]:
        """The words that carry a judgement: the head, its object or complement, and the adjectives with them."""
        for i in dict.fromkeys((*self.chain[-1:], self.top)):
            yield self.sentence.tokens[i]
            for c in self.sentence.children(i, "obj", "xcomp", "amod", "advmod", "obl:arg"):
                if c in self.inside:
                    yield self.sentence.tokens[c]
                    yield from (self.sentence.tokens[d] for d in self.sentence.children(c, "amod", "advmod"))


def read_propositions(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> tuple[Proposition, ...]:
    """The clauses of the candidate's content in text order, coordinate ones apart."""
    said_by = frozenset(
        w.strip(",.\"'").lower()
        for s in candidate.source
        for w in s.of(parse.text).split()
        if w[:1].isupper() or len(w) > 5
    )
    found: list[Proposition] = []
    sentences = 0
    for sentence in parse.sentences:
        inside = _inside(sentence, candidate.content)
        if not inside:
            continue
        sentences += 1
        if sentences > MOST_SENTENCES:
            break
        found.extend(_split(sentence, inside, said_by, lexicon))
    return tuple(sorted(found, key=lambda p: (p.sentence.index, min(p.inside))))


def _inside(sentence: Sentence, content: Sequence[Span]) -> frozenset[int]:
    if sentence.tokens[-1].end <= content[0].start or sentence.tokens[0].start >= content[-1].end:
        return frozenset()
    return frozenset(
        t.i for t in sentence.tokens if any(s.start <= t.start and t.end <= s.end for s in content) and t.text.strip()
    )


def _split(
    sentence: Sentence, inside: frozenset[int], said_by: frozenset[str], lexicon: Lexicon
) -> Iterator[Proposition]:
    words = {i for i in inside if sentence.tokens[i].upos != "PUNCT"}
    if not words:
        return
    tops = [i for i in sorted(words) if sentence.tokens[i].head == ROOT or sentence.tokens[i].head not in inside]
    top = min(tops, key=lambda i: (sum(1 for _ in sentence.ancestors(i)), -len(sentence.subtree(i) & inside), i))
    heads = [top]
    for i in sorted(words - {top}):
        token = sentence.tokens[i]
        relation = token.deprel
        if relation in {"conj", "parataxis"} and token.head in heads and _has_verb(sentence, i):
            heads.append(i)
    rest = frozenset(words)
    for head in reversed(heads[1:]):
        below = frozenset(sentence.subtree(head)) & rest
        yield Proposition(sentence, head, below, said_by, lexicon)
        rest -= below
    yield Proposition(sentence, top, rest, said_by, lexicon)


def _has_verb(sentence: Sentence, i: int) -> bool:
    nodes = (i, *sentence.children(i, "aux", "cop"))
    return any(sentence.tokens[n].has("VerbForm=Fin") for n in nodes)
