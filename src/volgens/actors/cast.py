"""The cast of an article: everybody it names, with all the words that it uses for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import ROOT, Name, Parse, Sentence

ARTICLES = frozenset({"de", "het", "een", "'t", "the", "zijn", "haar", "hun", "deze", "die", "dit", "dat"})
LIKELY_SPEAKERS = frozenset({ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.STATE, ActorKind.MEDIUM, ActorKind.OTHER,
                             ActorKind.PLACE})  # fmt: skip


@dataclass(slots=True, kw_only=True)
class Member:
    """One of the cast while it is being put together: mutable, and never leaves this package."""

    name: str
    kind: ActorKind
    gender: str = "any"
    titles: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """Sentence, first token and token after the last of each mention by name."""


def words_of(name: str) -> list[str]:
    """Words of a name in lower case, without articles."""
    return [w for w in name.lower().replace("’", "'").split() if w not in ARTICLES]


def gather_cast(parse: Parse, people: People) -> list[Member]:
    """Members in order of first mention, with every mention by name."""
    cast: list[Member] = []
    for sentence in parse.sentences:
        for name in sentence.names:
            text = _name_text(parse, sentence, name)
            if not _is_name(sentence, name, text):
                continue
            member = _find_member(cast, text, name.kind, people)
            if member is None:
                member = Member(name=text, kind=name.kind)
                cast.append(member)
            elif _is_fuller(text, member.name):
                member.name = text
                if name.kind is ActorKind.PERSON:
                    member.kind = name.kind
            member.places.append((sentence.index, name.start, name.end))
            _learn_titles(sentence, name, member, people)
    for member in cast:
        _settle_gender(member, people)
    return cast


def _is_name(sentence: Sentence, name: Name, text: str) -> bool:
    tokens = sentence.tokens[name.start : name.end]
    if not any(c.isalpha() for c in text) or not any(c.isupper() for c in text):
        return False
    return any(t.upos in {"PROPN", "X", "NOUN", "ADJ", "SYM"} for t in tokens) and tokens[0].upos not in {"PUNCT", "ADP", "VERB"}


def gather_groups(parse: Parse, people: People) -> list[Member]:
    """Groups and offices named by a noun with a name: *gemeente Lindewaard*, *het ministerie van Defensie*."""
    groups: list[Member] = []
    for sentence in parse.sentences:
        for token in sentence.tokens:
            title = people.titles.get(token.lemma.lower())
            if token.upos != "NOUN" or title is None:
                continue
            named = [
                c
                for c in sentence.children(token.i, "appos", "flat", "nmod")
                if c > token.i and sentence.tokens[c].upos in {"PROPN", "X"} and sentence.tokens[c].deprel != "nmod:poss"
            ]
            if not named or not title.group and sentence.tokens[named[0]].deprel in {"appos", "flat"}:
                continue
            end = max(max(sentence.subtree(c)) for c in named)
            adjectives = [c for c in sentence.children(token.i, "amod") if c < token.i]
            start = min([token.i, *adjectives])
            text = parse.text[sentence.tokens[start].start : sentence.tokens[end].end]
            if "," in text or len(text) > 80:
                continue
            kind = ActorKind.GROUP if title.group else ActorKind.PERSON
            member = Member(name=text, kind=kind, titles={token.lemma.lower()}, gender=title.gender)
            member.places.append((sentence.index, token.i, token.i + 1))
            groups.append(member)
    return groups


def _name_text(parse: Parse, sentence: Sentence, name: Name) -> str:
    text = parse.text[sentence.tokens[name.start].start : sentence.tokens[name.end - 1].end]
    for ending in ("'s", "’s"):
        text = text.removesuffix(ending)
    return " ".join(text.split())


def _is_fuller(text: str, known: str) -> bool:
    return len(words_of(text)) > len(words_of(known)) and set(words_of(known)) <= set(words_of(text))


def _find_member(cast: Sequence[Member], text: str, kind: ActorKind, people: People) -> Member | None:
    """The member that ``text`` names: the same words, a part of the name, or an abbreviation known to stand for it."""
    words = words_of(text)
    full = people.full_names.get(text)
    for member in reversed(cast):
        known = words_of(member.name)
        if words == known or full is not None and full == people.full_names.get(member.name, member.name):
            return member
    if kind is ActorKind.STATE or not words:
        return None
    for member in reversed(cast):
        known = words_of(member.name)
        shorter, longer = sorted((words, known), key=len)
        compatible = member.kind == kind or ActorKind.OTHER in {member.kind, kind} or {member.kind, kind} <= {
            ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE}  # fmt: skip
        if compatible and len(shorter) < len(longer) and _is_short_form(shorter, longer):
            return member
    initials = text if text.isupper() and 2 <= len(text) <= 6 else None
    if initials:
        for member in cast:
            letters = "".join(w[0] for w in member.name.split() if w[0].isupper())
            if letters == initials and len(member.name.split()) > 1:
                return member
    return None


def _is_short_form(shorter: list[str], longer: list[str]) -> bool:
    """A surname (*Zelensky*, *Van Alebeek*), a first name, or the head of a firm's name (*Apple*, *Apple Inc.*)."""
    return longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter


def _learn_titles(sentence: Sentence, name: Name, member: Member, people: People) -> None:
    """Functions printed beside the name: *premier Jansen*, *Jansen, directeur van …*."""
    head = next((i for i in range(name.start, name.end) if not name.start <= sentence.tokens[i].head < name.end), name.start)
    beside = [sentence.tokens[head].head, *sentence.children(head, "appos", "nmod", "flat", "compound", "conj", "amod")]
    if name.start > 0:
        beside.append(name.start - 1)
    for i in beside:
        if i == ROOT or name.start <= i < name.end:
            continue
        token = sentence.tokens[i]
        related = token.deprel in {"appos", "nmod", "flat"} or i == sentence.tokens[head].head or i == name.start - 1
        if not related or token.upos not in {"NOUN", "PROPN"} or token.lemma.lower() not in people.titles:
            continue
        if i == sentence.tokens[head].head and sentence.tokens[head].deprel not in {"appos", "flat"} and i != name.start - 1:
            continue
        member.titles.add(token.lemma.lower())
        member.adjectives |= {sentence.tokens[c].lemma.lower() for c in sentence.children(i, "amod")}
        gender = people.titles[token.lemma.lower()].gender
        if gender in {"m", "f"} and member.gender == "any":
            member.gender = gender
        if member.kind in {ActorKind.OTHER, ActorKind.PLACE} and not people.titles[token.lemma.lower()].group:
            member.kind = ActorKind.PERSON


def _settle_gender(member: Member, people: People) -> None:
    if member.kind not in {ActorKind.PERSON, ActorKind.OTHER}:
        return
    first = member.name.split()[0].lower()
    gender = people.genders.get(first)
    if gender in {"m", "f"} and len(member.name.split()) > 1:
        member.gender = gender
        member.kind = ActorKind.PERSON
