"""Who may be meant near a place in the text: subjects of sentences that can speak."""

from collections.abc import Iterator

from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import Parse, Sentence, Token

_PERSONAL = frozenset({"hij", "zij", "ze", "ik", "-ie", "ie"})


def find_speaking_subject(sentence: Sentence, people: People, *, sure: bool) -> int | None:
    """The head of the first subject that can speak: a person's name or a personal pronoun.

    Where not ``sure``, a function (*de trainer*) or a name of unknown kind will do.
    """
    for i in _iter_subjects(sentence):
        token = sentence.tokens[i]
        if token.upos == "PRON":
            if token.lower in _PERSONAL:
                return i
            continue
        name = sentence.name_at(i)
        kinds = {ActorKind.PERSON} if sure else {ActorKind.PERSON, ActorKind.OTHER}
        if name is not None and name.kind in kinds and token.upos == "PROPN":
            return i
        if any(
            (n := sentence.name_at(c)) and n.kind is ActorKind.PERSON for c in sentence.children(i, "appos", "flat")
        ):
            return i
        title = people.find_title(token.lemma)
        speaks = title is not None and people.offices.role_of(title.lemma) == "spokesperson"
        if speaks or (not sure and title is not None and not title.group):
            return i
    # The parser takes *kan een woordvoerder niet zeggen* for an object.
    return next((t.i for t in sentence.tokens if _is_bare_spokesperson(sentence, t, people)), None)


def _is_bare_spokesperson(sentence: Sentence, token: Token, people: People) -> bool:
    role = people.offices.role_of(token.lemma) if token.upos == "NOUN" and token.deprel == "obj" else None
    return role == "spokesperson" and not sentence.children(token.i, "case")


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
