"""The cast of an article: everybody it names, with all the words that it uses for them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from volgens.actors.naming import Cut, find_firm, iter_names
from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import ROOT, Parse, Sentence

ARTICLES = frozenset({"de", "het", "een", "'t", "the", "zijn", "haar", "hun", "deze", "die", "dit", "dat"})

OPENING = frozenset({"'", "‘", '"', "“", "„", "”", "’", ",,", "``", "«"})
DATELINE = frozenset({"(", "-", "–", "—", "/"})
LONGEST_SHORT = 4
"""Letters of an abbreviation at most that may begin a sentence in capitals."""

LONGEST_GROUP = 80
"""Characters of what a group is called at most."""

LEAST_BODY = 5
"""Letters from which a noun at the end of a name tells what it is: *Sarirbrigade*."""


@dataclass(slots=True, kw_only=True)
class Member:
    """One of the cast while it is being put together: mutable, and never leaves this package."""

    name: str
    kind: ActorKind
    gender: str = "any"
    titles: set[str] = field(default_factory=set)
    adjectives: set[str] = field(default_factory=set)
    drawn: set[ActorKind] = field(default_factory=set)
    """Every kind that the tagger saw in a mention."""
    forms: set[str] = field(default_factory=set)
    """The name as each mention has it, in lower case."""
    places: list[tuple[int, int, int]] = field(default_factory=list)
    """Sentence, first token and token after the last of each mention by name."""


def words_of(name: str) -> list[str]:
    """Words of a name in lower case, without articles."""
    return [w for w in name.lower().replace("’", "'").split() if w not in ARTICLES]


def gather_cast(parse: Parse, people: People) -> list[Member]:
    """Members in order of first mention, with every mention by name."""
    cast: list[Member] = []
    common = {t.lower for s in parse.sentences for t in s.tokens if t.upos == "NOUN" and t.text.islower()}
    for cut in iter_names(parse, people):
        sentence = parse.sentences[cut.sentence]
        # *Brug blijft dicht*: a capital at the head of a sentence makes no name of a word that the text has without.
        opening = cut.start == 0 and cut.end == 1 and cut.text.lower() in common
        if opening or not _is_name(sentence, cut, people):
            continue
        member = _find_member(cast, cut.text, cut.kind, people)
        if member is None:
            member = Member(name=cut.text, kind=cut.kind)
            cast.append(member)
        elif _is_fuller(cut.text, member.name) or _is_initials(member.name, cut.text):
            member.name = cut.text
            if cut.kind is ActorKind.PERSON:
                member.kind = cut.kind
        member.drawn.add(cut.kind)
        member.forms.add(cut.text.lower())
        if cut.title is not None:
            member.titles |= {cut.title, find_firm(cut.title, people) or cut.title}
        member.titles |= _described(sentence, cut, people)
        member.places.append((cut.sentence, cut.start, cut.end))
        _learn_titles(sentence, cut, member, people)
    _join_bracketed(parse, cast)
    cast = [m for m in cast if not _is_mere_opening(parse, m, people)]
    for member in cast:
        if member.kind is ActorKind.ORGANISATION and _is_officer(member, people):
            member.kind = ActorKind.PERSON
        _settle_kind(member, people, parse)
        _settle_gender(member, people)
    return cast


def _join_bracketed(parse: Parse, cast: list[Member]) -> None:
    """*Singapore Airlines (SIA)*: the short form in brackets is the same member."""
    at = {(s, first): m for m in cast for s, first, _ in m.places}
    for member in list(cast):
        for s, _, end in member.places:
            tokens = parse.sentences[s].tokens
            other = at.get((s, end + 1))
            if other is None or other is member or tokens[end].text != "(":
                continue
            close = next(e for ss, f, e in other.places if (ss, f) == (s, end + 1))
            if close < len(tokens) and tokens[close].text == ")" and other in cast and len(other.name.split()) == 1:
                member.places = sorted({*member.places, *other.places})
                member.kind = other.kind if member.kind is ActorKind.OTHER else member.kind
                cast.remove(other)
                _join_bracketed(parse, cast)
                return


def _is_name(sentence: Sentence, cut: Cut, people: People) -> bool:
    tokens = sentence.tokens[cut.start : cut.end]
    if not any(c.isalpha() for c in cut.text) or not any(c.isupper() for c in cut.text):
        return False
    adjective = cut.text.lower().removesuffix("e")
    if cut.start == 0 and _is_dateline(sentence, cut.end):
        return False
    if cut.text.lower() in people.times or (len(tokens) == 1 and adjective in people.state_adjectives):
        return False
    return any(t.upos in {"PROPN", "X", "NOUN", "ADJ", "SYM"} for t in tokens) and tokens[0].upos not in {
        "PUNCT",
        "ADP",
        "VERB",
    }


def _is_mere_opening(parse: Parse, member: Member, people: People) -> bool:
    """Whether a name is only the capital at the head of a sentence: *Leugens*, *Antwoord*, *Klopt*."""
    if len(member.name.split()) > 1 or member.name.lower() in people.genders or member.name in people.kinds:
        return False
    if member.name.isupper() or member.titles or member.name.lower() in people.states:
        return False
    if len(member.places) == 1:
        s, first, end = member.places[0]
        tokens = parse.sentences[s].tokens
        marks = tokens[first - 1].text if first else "", tokens[end].text if end < len(tokens) else ""
        if first and tokens[first - 1].upos == "PUNCT" and marks[0] in OPENING and not marks[1][-1:].isalnum():
            return True  # *„Leugens”, zegt zij*
    for s, first, _ in member.places:
        tokens = parse.sentences[s].tokens
        if any(t.upos != "PUNCT" for t in tokens[:first]) or tokens[first].upos == "PROPN":
            return False
    return True


def _is_dateline(sentence: Sentence, end: int) -> bool:
    """*UTRECHT (ANP) -*, *ZAGREB/WENEN -*: the town in capitals in which a report was written."""
    tokens = sentence.tokens
    following = tokens[end].text if end < len(tokens) else ""
    return tokens[0].text.isupper() and len(tokens[0].text) > LONGEST_SHORT and following in DATELINE


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
                if c > token.i
                and sentence.tokens[c].upos in {"PROPN", "X"}
                and sentence.tokens[c].deprel != "nmod:poss"
            ]
            if not named or (not title.group and sentence.tokens[named[0]].deprel in {"appos", "flat"}):
                continue
            end = max(max(sentence.subtree(c)) for c in named)
            adjectives = [c for c in sentence.children(token.i, "amod") if c < token.i]
            start = min([token.i, *adjectives])
            text = parse.text[sentence.tokens[start].start : sentence.tokens[end].end]
            portfolio = token.lemma.lower() == "ministerie" and text.count(",") == 1
            if ("," in text and not portfolio) or len(text) > LONGEST_GROUP:
                continue
            kind = ActorKind.GROUP if title.group else ActorKind.PERSON
            member = Member(name=text, kind=kind, titles={token.lemma.lower()}, gender=title.gender)
            member.places.append((sentence.index, token.i, token.i + 1))
            groups.append(member)
    return groups


def _is_fuller(text: str, known: str) -> bool:
    return len(words_of(text)) > len(words_of(known)) and set(words_of(known)) <= set(words_of(text))


def _find_member(cast: Sequence[Member], text: str, kind: ActorKind, people: People) -> Member | None:
    """The member that ``text`` names: the same words, a part of the name, or an abbreviation known to stand for it."""
    words = words_of(text)
    full = people.full_names.get(text)
    for member in reversed(cast):
        known = words_of(member.name)
        if words == known or (full is not None and full == people.full_names.get(member.name, member.name)):
            return member
    if kind is ActorKind.STATE or not words:
        return None
    for member in reversed(cast):
        known = words_of(member.name)
        shorter, longer = sorted((words, known), key=len)
        if len(shorter) > 1 and _is_group_name(words, people) != _is_group_name(known, people):
            continue  # *Wiebe Noordstroom* is not *Rederij Noordstroom*.
        compatible = member.kind == kind or ActorKind.OTHER in {member.kind, kind} or {member.kind, kind} <= {
            ActorKind.PERSON, ActorKind.ORGANISATION, ActorKind.PLACE}  # fmt: skip
        if compatible and len(shorter) < len(longer) and _is_short_form(shorter, longer):
            return member
    return next((m for m in cast if _is_initials(text, m.name) or _is_initials(m.name, text)), None)


def _is_group_name(words: list[str], people: People) -> bool:
    title = people.titles.get(words[0])
    return title is not None and title.group


def _is_initials(short: str, long: str) -> bool:
    """*ECB* for *Europese Centrale Bank*, with or without the small words."""
    if not short.isupper() or not 2 <= len(short) <= 6 or len(long.split()) < 2:
        return False
    capitals = "".join(w[0] for w in long.split() if w[0].isupper())
    every = "".join(w[0] for w in long.split()).upper()
    return short in {capitals, every}


def _is_short_form(shorter: list[str], longer: list[str]) -> bool:
    """A surname (*Zelensky*, *Van Alebeek*), a first name, or the head of a firm's name (*Apple*, *Apple Inc.*)."""
    return longer[-len(shorter) :] == shorter or longer[: len(shorter)] == shorter


def _learn_titles(sentence: Sentence, name: Cut, member: Member, people: People) -> None:
    """Functions printed beside the name: *premier Jansen*, *Jansen, directeur van …*."""
    head = next(
        (i for i in range(name.start, name.end) if not name.start <= sentence.tokens[i].head < name.end), name.start
    )
    beside = [sentence.tokens[head].head, *sentence.children(head, "appos", "nmod", "flat", "compound", "conj", "amod")]
    if name.start > 0:
        beside.append(name.start - 1)
    far = _title_of_portfolio(sentence, name, people)
    for i in [*beside, *([far] if far is not None else [])]:
        if i == ROOT or name.start <= i < name.end:
            continue
        token = sentence.tokens[i]
        related = token.deprel in {"appos", "nmod", "flat"} or i in {sentence.tokens[head].head, name.start - 1, far}
        title = people.find_title(token.lemma)
        if i < name.start and i != far and sentence.tokens[name.start - 1].upos == "ADP":
            # *de senator voor Kansas* is not Kansas.
            continue
        if i in sentence.children(head, "nmod") and sentence.children(i, "case"):
            # *Dat heeft Noordstroom van zijn stuurman*: somebody else's function.
            continue
        if not related or token.upos not in {"NOUN", "PROPN"} or title is None:
            continue
        if (
            i == sentence.tokens[head].head
            and sentence.tokens[head].deprel not in {"appos", "flat"}
            and i != name.start - 1
        ):
            continue
        member.titles.add(title.lemma.lower())
        member.adjectives |= {sentence.tokens[c].lemma.lower() for c in sentence.children(i, "amod")}
        if title.gender in {"m", "f"} and member.gender == "any":
            member.gender = title.gender
        if member.kind in {ActorKind.OTHER, ActorKind.PLACE} and not title.group:
            member.kind = ActorKind.PERSON


def _described(sentence: Sentence, name: Cut, people: People) -> set[str]:
    """What kind of body a name is by the words beside it: *bijwerkingencentrum Lareb*, *Norhop, het bedrijf dat …*."""
    before = sentence.tokens[name.start - 1] if name.start else None
    noun_like = before is not None and (before.upos == "NOUN" or (before.i == 0 and before.upos == "PROPN"))
    if before is not None and noun_like and name.text.split()[0].lower() not in people.genders:
        noun_before = before.lemma.lower()
        firm = find_firm(noun_before, people)
        if firm is not None and people.find_title(noun_before) is None:
            return {noun_before, firm}
    tokens = sentence.tokens[name.end : name.end + 4]
    if len(tokens) < 4 or tokens[0].text != "," or tokens[1].lower not in ARTICLES:
        return set()
    noun = tokens[2] if tokens[2].upos == "NOUN" else tokens[3]
    title = people.find_title(noun.lemma)
    body = noun.upos == "NOUN" and (noun.lemma.lower() in people.offices.firms or (title is not None and title.group))
    return {noun.lemma.lower()} if body and name.text.split()[0].lower() not in people.genders else set()


def _title_of_portfolio(sentence: Sentence, name: Cut, people: People) -> int | None:
    """The function before a portfolio before a name: *minister van Buitenlandse Zaken Blinken*."""
    for i in range(name.start - 1, max(-1, name.start - 9), -1):
        token = sentence.tokens[i]
        title = people.find_title(token.lemma)
        if title is not None and not title.group and token.upos == "NOUN":
            return i if i + 1 < name.start and sentence.tokens[i + 1].lower in {"van", "voor"} else None
        if not (token.text[0].isupper() or token.lower in {"van", "voor", "en", ","}):
            return None
    return None


def _settle_kind(member: Member, people: People, parse: Parse) -> None:
    """What the words of a name tell where the tagger saw a person or a place: *SC Merwestad*, *Rederij Noordstroom*."""
    if member.kind not in {ActorKind.PERSON, ActorKind.PLACE, ActorKind.OTHER}:
        return
    words = words_of(member.name)
    if not words or words[0] in people.genders:
        return
    first = words[0]
    if _is_ministry(member, parse):
        member.kind = ActorKind.ORGANISATION
        return
    if (member.kind is not ActorKind.PERSON and _is_body(words[-1], people)) or "&" in words:
        member.kind = ActorKind.ORGANISATION
        return
    if not member.titles and len(words) > 1 and words[0] in member.forms and words[-1] not in member.forms:
        # *Delmare* for *Delmare Biotech*: people go by their last name.
        member.kind = ActorKind.ORGANISATION if member.kind is ActorKind.PERSON else member.kind
    described = [t for title in member.titles if (t := people.titles.get(title)) is not None]
    if member.titles and all(t.group or t.lemma in people.offices.firms for t in described):
        member.kind = ActorKind.ORGANISATION
        return
    if member.kind is ActorKind.PERSON and described:
        return
    marks = people.offices.called.get("club", ())
    group = people.find_title(first) if len(words) > 1 else None
    if (len(words) > 1 and (first in marks or words[-1] in marks)) or (group is not None and group.group):
        member.kind = ActorKind.ORGANISATION


def _is_ministry(member: Member, parse: Parse) -> bool:
    """Whether a name stands behind *ministerie van* at its first mention."""
    s, first, _ = member.places[0]
    return [t.lower for t in parse.sentences[s].tokens[max(0, first - 2) : first]] == ["ministerie", "van"]


def _is_officer(member: Member, people: People) -> bool:
    """Whether a name that the tagger has also drawn as a person's stands beside an office."""
    roles = {people.offices.role_of(t) for t in member.titles if not ((k := people.titles.get(t)) and k.group)}
    return ActorKind.PERSON in member.drawn and bool(roles - {None}) and len(member.name.split()) > 1


def _is_body(word: str, people: People) -> bool:
    """*Sarirbrigade*, *Sint-Odaziekenhuis*: the noun for a body that ends a name tells what bears it."""
    title = people.find_title(word)
    return title is not None and title.group and len(title.lemma) >= LEAST_BODY and word != title.lemma.lower()


def _settle_gender(member: Member, people: People) -> None:
    if member.kind not in {ActorKind.PERSON, ActorKind.OTHER}:
        return
    first = member.name.split()[0].lower()
    gender = people.genders.get(first)
    if gender in {"m", "f"} and len(member.name.split()) > 1:
        member.gender = gender
        member.kind = ActorKind.PERSON
