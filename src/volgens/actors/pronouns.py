"""Whom a pronoun stands for: the likeliest of those whom the text has named before it."""

from collections.abc import Iterator
from dataclasses import dataclass
from math import log

from volgens.actors.cast import Member, words_of
from volgens.actors.discourse import UNPERSONAL, Discourse
from volgens.model import ActorKind
from volgens.syntax import Sentence

REACH = 6
"""Sentences that a pronoun looks back."""

FIRST = frozenset({"ik", "we", "wij", "mij", "me", "ons", "'k"})
FIRST_PLURAL = frozenset({"we", "wij", "ons"})
RELATIVE = frozenset({"die", "dat", "wie", "welke"})
OPEN = frozenset({"men", "je", "iemand", "niemand", "wat", "u", "jij", "jullie", "ge", "gij"})
ALL = frozenset({"iedereen", "sommigen", "velen", "anderen"})
MALE = frozenset({"hij", "hem", "'m", "ie", "-ie", "zijn", "z'n", "hijzelf", "hemzelf", "diens"})
FEMALE = frozenset({"ze", "zij", "haar", "zijzelf", "haarzelf"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Weights:
    """What counts for being meant by a pronoun, in characters of distance; tuned on the training articles."""

    speaker: float = 100.0
    subject: float = 120.0
    said: float = 100.0
    gender: float = 200.0
    unsure: float = 400.0
    often: float = 40.0
    paragraph: float = 120.0
    described: float = -100.0
    beside: float = 200.0


WEIGHTS = Weights()


def gender_of(form: str) -> str:
    """The gender that a pronoun asks for."""
    return "m" if form in MALE else "f" if form in FEMALE else "any"


def is_plural(sentence: Sentence, i: int) -> bool:
    """Whether *ze* stands for several, by its verb."""
    head = sentence.tokens[i].head
    nodes = [head, *sentence.children(head, "aux", "cop")] if head >= 0 else []
    return any(sentence.tokens[n].has("Number=Plur") for n in nodes)


def find_antecedent(discourse: Discourse, sentence: Sentence, start: int, gender: str, plural: bool) -> str | None:
    """The best one before ``start`` that fits; for a single person also one who is named soon after."""
    points: dict[str, float] = {}
    for entity, evidence in _iter_evidence(discourse, sentence, start):
        if fits(discourse, entity, gender, plural):
            points[entity] = max(points.get(entity, float("-inf")), evidence)
    if points:
        likely = {e: p + (0.0 if plural else _worth(discourse, e, gender)) for e, p in points.items()}
        return max(likely, key=lambda entity: (likely[entity], entity))
    return _named_later(discourse, sentence.index, start, gender) if gender != "any" and not plural else None


def _iter_evidence(discourse: Discourse, sentence: Sentence, start: int) -> Iterator[tuple[str, float]]:
    """Mentions before ``start`` with what speaks for each; the nearer the better."""
    w = WEIGHTS
    sentences = discourse.parse.sentences
    for attribution, where in discourse.spoken:
        if not attribution.source or attribution.source[0].start >= start or attribution.entity is None:
            continue
        if sentence.index - where <= REACH:
            near = w.paragraph if sentences[where].line == sentence.line else 0.0
            yield attribution.entity, attribution.source[0].start - start + w.speaker + near
    for member in discourse.cast:
        for s, first, _ in member.places:
            offset = sentences[s].tokens[first].start
            if offset >= start or sentence.index - s > REACH:
                continue
            near = w.paragraph if sentences[s].line == sentence.line else 0.0
            if discourse.is_said(offset):
                # Who is talked about is meant less often than who talks.
                yield member.name, offset - start - w.said + near
                continue
            subject = sentences[s].tokens[first].deprel in {"nsubj", "nsubj:pass", "appos", "flat"}
            # *Met Lukšić heeft hij nooit gesproken*: nobody is met by himself.
            beside = w.beside if s == sentence.index and _is_governed(sentence, first) else 0.0
            yield member.name, offset - start + (w.subject if subject else 0.0) + near - beside


def _is_governed(sentence: Sentence, first: int) -> bool:
    """Whether a preposition stands before the name, or before the function before it."""
    before = [t.upos for t in sentence.tokens[max(0, first - 2) : first]]
    return before[-1:] == ["ADP"] or before == ["ADP", "NOUN"]


def _worth(discourse: Discourse, entity: str, gender: str) -> float:
    """What speaks for a candidate wherever it stands: surely a person, of that gender, named often."""
    w = WEIGHTS
    member = discourse.member(entity)
    if member is None:
        return w.described
    known = w.gender if gender != "any" and member.gender == gender else 0.0
    unsure = 0.0 if _is_surely_person(discourse, member) else -w.unsure
    return known + unsure + w.often * log(1 + len(member.places))


def _is_surely_person(discourse: Discourse, member: Member) -> bool:
    first = member.name.split()[0].lower()
    return bool(member.titles) or first in discourse.people.genders or member.kind is ActorKind.PERSON


def fits(discourse: Discourse, entity: str, gender: str, plural: bool) -> bool:
    """Whether a pronoun of this gender and number may stand for the entity."""
    words = words_of(entity)
    member = discourse.member(entity)
    title = discourse.people.titles.get(words[-1] if words else "")
    if plural:
        if title is not None:
            return title.group or words[-1] == title.plural
        return (member is not None and member.kind in UNPERSONAL) or (
            member is None and bool(words) and words[-1].endswith(("en", "s"))
        )
    if member is not None:
        if member.kind not in {ActorKind.PERSON, ActorKind.OTHER} and not discourse.is_person(member):
            return False
        return gender == "any" or member.gender in {"any", gender}
    if title is None and words:
        title = discourse.people.titles.get(words[0])
    if title is not None:
        if words[-1] == title.plural and title.plural != title.lemma:
            return False
        return not title.group and (gender == "any" or title.gender in {"any", gender})
    # A common noun that is no function (*het contact*, *zijn vertrek*) is nobody that *hij* could mean.
    return bool(words) and gender != "any" and entity.rsplit(maxsplit=1)[-1][0].isupper()


def _named_later(discourse: Discourse, sentence: int, start: int, gender: str) -> str | None:
    """A pronoun before its name, as at the head of a report: the first person named soon after."""
    later = [
        (discourse.offset(p), m.name)
        for m in discourse.cast
        if m.kind is ActorKind.PERSON and m.gender in {"any", gender}
        for p in m.places
        if discourse.offset(p) > start and p[0] - sentence <= 4
    ]
    return min(later)[1] if later else None
