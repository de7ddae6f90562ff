"""All words of an article that stand for somebody who speaks in it: names, descriptions, pronouns."""

from collections.abc import Iterator, Mapping

from volgens.actors.cast import Member
from volgens.actors.discourse import Discourse
from volgens.actors.phrases import to_source
from volgens.actors.pronouns import FEMALE, MALE
from volgens.actors.references import References
from volgens.model import Actor, Mention, Span, Spans
from volgens.syntax import Sentence

PERSONAL = frozenset({"hij", "zij", "ze", "hem"}) & (MALE | FEMALE)


def find_mentions(
    discourse: Discourse, references: References, actors: Mapping[str, Actor], sources: Mapping[Spans, str]
) -> tuple[Mention, ...]:
    """Mentions of ``actors`` (by name) in text order; ``sources`` are those that attributions have settled."""
    found: dict[Spans, str] = dict(sources)
    taken = [span for spans in sources for span in spans]
    for spans, entity in (*_iter_named(discourse), *_iter_described(discourse, references)):
        if entity in actors and not any(span.overlaps(t) for span in spans for t in taken):
            found.setdefault(spans, entity)
            taken.extend(spans)
    return tuple(
        Mention(article_id=actors[entity].article_id, spans=spans, actor_id=actors[entity].id)
        for spans, entity in sorted(found.items())
        if entity in actors
    )


def _iter_named(discourse: Discourse) -> Iterator[tuple[Spans, str]]:
    for member in discourse.cast:
        for place in member.places:
            sentence = discourse.parse.sentences[place[0]]
            yield _with_title(discourse, sentence, member, place), member.name
    for group in discourse.groups:
        for s, head, _ in group.places:
            yield to_source(discourse.parse.sentences[s], head), group.name


def _with_title(discourse: Discourse, sentence: Sentence, member: Member, place: tuple[int, int, int]) -> Spans:
    """The name with the function right before it: *wethouder Kranendonk*."""
    start = place[1]
    while start > 0 and discourse.people.find_title(sentence.tokens[start - 1].lower) is not None:
        start -= 1
    start = start if discourse.is_person(member) else place[1]
    return (Span(sentence.tokens[start].start, sentence.tokens[place[2] - 1].end),)


def _iter_described(discourse: Discourse, references: References) -> Iterator[tuple[Spans, str]]:
    """Definite descriptions and personal pronouns that stand for somebody known: *de trainer*, *ze*."""
    people = discourse.people
    for sentence in discourse.parse.sentences:
        for token in sentence.tokens:
            if token.upos == "PRON" and token.lower in PERSONAL:
                spans: Spans = (Span(token.start, token.end),)
            elif token.upos == "NOUN" and (
                people.find_title(token.lemma) is not None or token.lemma.lower() in people.offices.firms
            ):
                spans = to_source(sentence, token.i)
            else:
                continue
            entity = references.of_source((sentence.index, token.i), spans)
            if entity is not None:
                yield spans, entity
