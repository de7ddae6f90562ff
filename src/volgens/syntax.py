"""Our own parse of a text: Universal Dependencies, independent of the parser that made it.

Extraction and resolution work on these records only, so a rule can be tested on a sentence written by hand and
another parser is one module under `volgens.analysis`. Relations: https://universaldependencies.org/nl/.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from volgens.model import ActorKind, Span

ROOT = -1
"""Head of a root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A word; ``i`` and ``head`` count within its sentence, ``start`` and ``end`` are offsets into the text.

    ``lemma`` is a Dutch word in lower case unless a name; a verb without its particle has the bare verb.
    ``feats`` holds UD features as ``Number=Plur|Tense=Past``.
    """

    i: int
    start: int
    end: int
    text: str
    lemma: str
    upos: str
    xpos: str = ""
    feats: str = ""
    head: int = ROOT
    deprel: str = "root"

    @property
    def lower(self) -> str:
        return self.text.lower()

    def has(self, feature: str) -> bool:
        """Whether the token carries e.g. ``Number=Plur``."""
        return feature in self.feats.split("|")


@dataclass(frozen=True, slots=True, kw_only=True)
class Name:
    """A proper name: tokens ``start`` up to ``end`` of its sentence."""

    start: int
    end: int
    kind: ActorKind


@dataclass(frozen=True, kw_only=True)
class Sentence:
    """Tokens with their tree. Walks over the tree give indices into ``tokens``.

    ``index`` is its place in the parse; sentences of one paragraph share their ``line``.
    """

    index: int
    tokens: tuple[Token, ...]
    names: tuple[Name, ...] = ()
    line: int = 0

    @property
    def span(self) -> Span:
        return Span(self.tokens[0].start, self.tokens[-1].end)

    @cached_property
    def _children(self) -> tuple[tuple[int, ...], ...]:
        below: list[list[int]] = [[] for _ in self.tokens]
        for token in self.tokens:
            if token.head != ROOT:
                below[token.head].append(token.i)
        return tuple(tuple(b) for b in below)

    @cached_property
    def _subtrees(self) -> dict[int, frozenset[int]]:
        return {}

    def children(self, i: int, *relations: str) -> tuple[int, ...]:
        """Dependents of token ``i`` in text order; ``relations`` match with or without their subtype."""
        if not relations:
            return self._children[i]
        found = []
        for c in self._children[i]:
            relation = self.tokens[c].deprel
            if relation in relations or relation.partition(":")[0] in relations:
                found.append(c)
        return tuple(found)

    def subtree(self, i: int) -> frozenset[int]:
        """Token ``i`` and all below it."""
        known = self._subtrees.get(i)
        if known is None:
            found = {i}
            stack = list(self._children[i])
            while stack:
                node = stack.pop()
                found.add(node)
                stack.extend(self._children[node])
            known = self._subtrees[i] = frozenset(found)
        return known

    def ancestors(self, i: int) -> Iterator[int]:
        """The heads above token ``i``, nearest first."""
        head = self.tokens[i].head
        while head != ROOT:
            yield head
            head = self.tokens[head].head

    def name_at(self, i: int) -> Name | None:
        """The name that token ``i`` is part of."""
        return next((n for n in self.names if n.start <= i < n.end), None)


@dataclass(frozen=True, kw_only=True)
class Parse:
    """A text with its sentences. ``headings`` are the indices of sentences that are titles or headings."""

    text: str
    sentences: tuple[Sentence, ...]
    headings: frozenset[int] = field(default_factory=frozenset)
