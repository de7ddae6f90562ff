"""The institution that a text has just named, for somebody who speaks for it without its name."""

from collections.abc import Callable, Iterator

from volgens.actors.cast import words_of
from volgens.actors.discourse import Discourse
from volgens.model import ActorKind
from volgens.syntax import Sentence, Token

PARAGRAPHS = 2
"""Paragraphs before its own in which the institution of a spokesperson is looked for."""

SPOKE = 3
"""Sentences after which an institution that spoke is no longer the one meant."""


def find_institution_near(
    discourse: Discourse,
    sentence: Sentence,
    before: int,
    of_phrase: Callable[[Sentence, int], str | None],
    *,
    above: int = PARAGRAPHS,
) -> str | None:
    """The organisation or group before token ``before``: in its paragraph, else in the ``above`` ones over it.

    One that spoke counts before one that acts, one that acts before one that is merely named.
    """
    start = sentence.tokens[before].start
    for entity, where in discourse.recent(sentence.index, SPOKE):
        if discourse.parse.sentences[where].line == sentence.line and _is_institution(discourse, entity):
            return entity
    lines = sorted({s.line for s in discourse.parse.sentences if s.line <= sentence.line}, reverse=True)
    for line in lines[: 1 + above]:
        # Nouns (*de vereniging*) are followed in its own paragraph only.
        phrases = of_phrase if line == sentence.line else None
        found = max(_iter_institutions(discourse, line, start, phrases), default=None)
        if found is not None:
            return found[3]
    return None


def _is_institution(discourse: Discourse, entity: str) -> bool:
    member = discourse.member(entity)
    if member is not None:
        return discourse.is_organisation(member)
    words = words_of(entity)
    if len(words) == 1 and words[0] in discourse.people.offices.parts:
        return False
    title = discourse.people.find_title(words[0]) if words else None
    return title is not None and title.group


def _iter_institutions(
    discourse: Discourse, line: int, start: int, of_phrase: Callable[[Sentence, int], str | None] | None
) -> Iterator[tuple[int, int, int, str]]:
    """Institutions of a paragraph: whether surely one, whether they act, where they stand, their names."""
    sentences = [s for s in discourse.parse.sentences if s.line == line and s.span.start < start]
    for sentence in sentences:
        for member in (*discourse.cast, *discourse.groups):
            if member.kind is not ActorKind.GROUP and not discourse.is_organisation(member):
                continue
            if member.kind is ActorKind.GROUP and member.titles & discourse.people.offices.firms:
                continue  # *het bedrijf uit Gent* is no name.
            sure = int(discourse.is_surely_organisation(member))
            tokens = [sentence.tokens[first] for s, first, _ in member.places if s == sentence.index]
            for token in tokens:
                if token.start < start and not discourse.is_spoken(token.start):
                    yield sure, int(token.deprel.startswith("nsubj")), token.start, member.name
        for token in sentence.tokens if of_phrase is not None else ():
            if token.start < start and _is_acting_body(discourse, token) and of_phrase is not None:
                entity = of_phrase(sentence, token.i)
                if entity is not None:
                    yield 1, 1, token.start, entity


def _is_acting_body(discourse: Discourse, token: Token) -> bool:
    """Whether a noun is the subject and a body that speaks as one: *de supportersvereniging*."""
    if token.upos != "NOUN" or token.has("Number=Plur") or not token.deprel.startswith("nsubj"):
        return False
    if token.lemma.lower() in discourse.people.offices.parts:
        return False
    title = discourse.people.find_title(token.lemma)
    return title is not None and title.group and title.speaks_for and not discourse.is_spoken(token.start)
