"""Who may be meant near a place in the text: subjects of sentences that can speak."""

from collections.abc import Iterator

from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import Parse, Sentence

_PERSONAL = frozenset({"hij", "zij", "ze", "ik", "-ie", "ie"})


def find_speaking_subject(sentence: Sentence, people: People) -> int | None:
    """The head of the first subject that can speak: a person's name, a function, a personal pronoun."""
    for i in _iter_subjects(sentence):
        token = sentence.tokens[i]
        if token.upos == "PRON":
            if token.lower in _PERSONAL:
                return i
            continue
        name = sentence.name_at(i)
        if name is not None and name.kind in {ActorKind.PERSON, ActorKind.OTHER} and token.upos == "PROPN":
            return i
        title = people.titles.get(token.lemma.lower())
        if title is not None and not title.group:
            return i
    return None


def _iter_subjects(sentence: Sentence) -> Iterator[int]:
    roots_first = sorted(
        (t for t in sentence.tokens if t.deprel.startswith("nsubj")),
        key=lambda t: (sum(1 for _ in sentence.ancestors(t.i)), t.i),
    )
    for token in roots_first:
        yield token.i


def nearby_sentences(parse: Parse, first: int, last: int) -> Iterator[tuple[Sentence, bool]]:
    """Sentences around a quotation from ``first`` to ``last``, likeliest first, and whether in its paragraph."""
    line = parse.sentences[first].line
    before = parse.sentences[first - 1] if first else None
    after = parse.sentences[last + 1] if last + 1 < len(parse.sentences) else None
    if before is not None and before.line == line:
        yield before, True
        if after is not None and after.line == line:
            yield after, True
    else:
        if after is not None and after.line == line:
            yield after, True
        if before is not None:
            yield before, False
    for step in (2, 3):
        if first - step >= 0:
            yield parse.sentences[first - step], parse.sentences[first - step].line == line
    if after is not None and after.line != line:
        yield after, False
