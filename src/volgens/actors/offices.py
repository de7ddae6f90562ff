"""Offices that people hold in a text, and the institution that the words around them name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from volgens.actors.cast import Member, words_of
from volgens.actors.discourse import Discourse
from volgens.actors.nearby import find_institution_near
from volgens.model import ActorKind
from volgens.syntax import Sentence

BEFORE, AFTER = 8, 7
"""Tokens before and behind a name in which its function stands."""

LONGEST_PORTFOLIO = 6
"""Words in the name of a ministry at most."""

OF = frozenset({"van", "voor", "bij", "namens", "binnen"})
TOWN_WORDS = frozenset({"gemeente", "stadhuis", "gemeentehuis", "gemeenteraad", "stadsbestuur"})
"""Words that show that a text is about what a town decides."""

STAYS = frozenset({"in", "uit", "te", "van"})
TOWN_NAME = 3
"""Words in the name of a town at most."""

MUNICIPALITY = "gemeente"
PROSECUTION = ("openbaar ministerie", "om", "parket", "federaal parket", "landelijk parket")
STATE_PORTFOLIOS = ("buitenlandse zaken", "defensie", "oorlog")
SKIPPED = frozenset({"DET", "ADJ", "NUM", "PRON"})
OPEN_CLASS = frozenset({"NOUN", "PROPN", "ADP", "DET", "ADJ", "CCONJ", "X", "NUM", "SYM"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Holding:
    """An office in a sentence: its title at ``at``, and the tokens ``start`` up to ``end`` of title and name."""

    sentence: Sentence
    at: int
    role: str
    start: int
    end: int


def holding_at(discourse: Discourse, sentence: Sentence, at: int) -> Holding | None:
    """The office whose title is the token ``at``, `None` where it speaks for nobody or is over."""
    token = sentence.tokens[at]
    offices = discourse.people.offices
    if token.upos not in {"NOUN", "PROPN", "X"} or discourse.people.find_title(token.lemma) is None:
        title = offices.roles.get(token.lower)
        if title is None:
            return None
    role = offices.role_of(token.lemma) or offices.role_of(token.lower)
    former = any(sentence.tokens[c].lemma.lower().rstrip("e") in offices.former for c in sentence.children(at, "amod"))
    if at > 0 and sentence.tokens[at - 1].lower.rstrip("e") in offices.former:
        former = True
    if role is None or former:
        return None
    return Holding(sentence=sentence, at=at, role=role, start=at, end=at + 1)


def iter_holdings(discourse: Discourse, member: Member) -> Iterator[Holding]:
    """The offices printed beside a name, at every mention: *directeur X*, *X, voorzitter van Y*, *de baas van Y, X*."""
    for s, start, end in member.places:
        sentence = discourse.parse.sentences[s]
        for at in (*_before(sentence, start), *_behind(sentence, end)):
            if discourse.people.offices.role_of(sentence.tokens[at].lower) is None:
                other = discourse.people.find_title(sentence.tokens[at].lower)
                if other is not None and not other.group:
                    break  # The nearest function is another one, that speaks for nobody.
                continue
            found = holding_at(discourse, sentence, at)
            if found is not None:
                yield Holding(
                    sentence=sentence, at=at, role=found.role, start=min(at, start), end=end if at < start else at + 1
                )
            break


def _before(sentence: Sentence, start: int) -> Iterator[int]:
    commas = 0
    for i in range(start - 1, max(-1, start - 1 - BEFORE), -1):
        token = sentence.tokens[i]
        if token.text == "," and i == start - 1:
            commas += 1
        elif token.upos not in OPEN_CLASS:
            return
        else:
            yield i


def _behind(sentence: Sentence, end: int) -> Iterator[int]:
    tokens = sentence.tokens
    if end < len(tokens) and tokens[end].text == "(":
        end = next((i + 1 for i in range(end, len(tokens)) if tokens[i].text == ")"), end)
    if end >= len(tokens) or tokens[end].text != ",":
        return
    for i in range(end + 1, min(len(tokens), end + 1 + AFTER)):
        if tokens[i].upos not in OPEN_CLASS:
            return
        yield i


def find_explicit(
    discourse: Discourse,
    holding: Holding,
    of_phrase: Callable[[Sentence, int], str | None],
    of: Callable[[str], str | None],
) -> str | None:
    """The institution that the words with the office name: *van X*, *X-woordvoerder*, *haar*, *Noorse*."""
    sentence, at = holding.sentence, holding.at
    adjective = _state_before(discourse, sentence, at)
    if holding.role in {"minister", "state"}:
        portfolio = _portfolio(discourse, holding)
        chief = _owner(discourse, sentence, at, of_phrase)
        # *Zijn minister van Defensie* serves the state of the head of government.
        adjective = adjective or (of(chief) if chief is not None else None)
        if adjective is not None:
            return adjective
        if portfolio is not None:
            return portfolio
    # *van justitie* is part of the title.
    behind = (holding.end,) if holding.role == "prosecution" and holding.end > at + 1 else (at + 1, holding.end)
    for index in behind:
        if index < len(sentence.tokens) and sentence.tokens[index].text in OF:
            found = _after(discourse, holding, index + 1, of_phrase)
            if found is not None:
                return found
    compound = find_front(discourse, sentence.tokens[at].lower)
    if compound is not None:
        return compound
    owner = _owner(discourse, sentence, at, of_phrase)
    if owner is not None:
        return owner if holding.role == "client" else of(owner)
    return adjective if holding.role == "spokesperson" else None


def _after(
    discourse: Discourse, holding: Holding, index: int, of_phrase: Callable[[Sentence, int], str | None]
) -> str | None:
    sentence = holding.sentence
    tokens = sentence.tokens
    while index < len(tokens) - 1 and tokens[index].upos in SKIPPED and sentence.name_at(index) is None:
        index += 1
    if index >= len(tokens):
        return None
    body = discourse.people.find_title(tokens[index].lower)
    named = sentence.name_at(index + 1) if body is not None and body.group and tokens[index].upos != "PROPN" else None
    if named is not None and tokens[index].text[0].isupper() and named.start == index + 1:
        # *eigenaar X van Rederij Noordstroom*, who may have the name of his firm
        return discourse.parse.text[tokens[index].start : tokens[named.end - 1].end]
    for member in discourse.cast:
        if any(s == sentence.index and first <= index < end for s, first, end in member.places):
            return _municipality(discourse, member.name) if holding.role == "municipality" else member.name
    if tokens[index].upos in {"NOUN", "PROPN"}:
        return of_phrase(sentence, index)
    return None


def _portfolio(discourse: Discourse, holding: Holding) -> str | None:
    """*minister van Klimaat*, *minister X (Klimaat)*: the ministry, or the state for foreign affairs."""
    tokens = holding.sentence.tokens
    for index in (holding.at + 1, holding.end):
        if index + 1 >= len(tokens) or tokens[index].text not in {"van", "voor", "("}:
            continue
        words = _portfolio_words(holding.sentence, index + 1)
        if tokens[index].text == "van":
            # *minister van Buitenlandse Zaken Maarten van Wessem*: the portfolio without the person.
            words = _without_person(discourse, words)
        text = " ".join(words)
        state = discourse.state_of(text) if text else None
        if state is not None:
            return state.name
        if not text or holding.role == "state":
            continue
        home = discourse.home()
        if text.lower() in STATE_PORTFOLIOS and home is not None:
            return home.name
        return f"ministerie van {text}"
    return None


def _portfolio_words(sentence: Sentence, start: int) -> list[str]:
    words: list[str] = []
    for token in sentence.tokens[start : start + LONGEST_PORTFOLIO]:
        if token.text[0].isupper() or (words and token.lower == "en"):
            words.append(token.text)
        elif token.lower in {"buitenlandse", "zaken", "defensie"}:
            words.append(token.text.capitalize())
        else:
            break
    while words and words[-1] == "en":
        words.pop()
    return words


def _without_person(discourse: Discourse, words: list[str]) -> list[str]:
    for i, word in enumerate(words):
        if word.lower() in discourse.people.genders:
            return words[:i]
    surnames = {words_of(m.name)[-1] for m in discourse.cast if m.titles and words_of(m.name)}
    return words[:-1] if len(words) > 1 and words[-1].lower() in surnames else words


def find_front(discourse: Discourse, word: str) -> str | None:
    """The institution in a compound: *Commissiewoordvoerster*, *NAVO-chef*, *gemeentewoordvoerder*."""
    offices = discourse.people.offices
    title = next((t for t in sorted(offices.roles, key=len, reverse=True) if word.endswith(t) and word != t), None)
    front = word.removesuffix(title).strip("-") if title is not None else ""
    if len(front) < 2:
        return None
    state = discourse.people.states.get(front)
    for member in discourse.cast:
        words = words_of(member.name)
        if not discourse.is_person(member) and (front in words or front == "".join(w[0] for w in words)):
            return member.name
    if state is not None:
        return state.name
    group = [g for g in discourse.groups if front in g.titles or front.removesuffix("s") in g.titles]
    if group:
        return group[-1].name
    noun = discourse.people.titles.get(front) or discourse.people.titles.get(front.removesuffix("s"))
    return noun.lemma if noun is not None and noun.group else None


def _owner(
    discourse: Discourse, sentence: Sentence, at: int, of_phrase: Callable[[Sentence, int], str | None]
) -> str | None:
    """Whose lawyer or spokesperson it is: *zijn advocaat*."""
    for i in range(at - 1, max(-1, at - 3), -1):
        readings = discourse.people.pronouns.get(sentence.tokens[i].lower, ())
        if any(p.kind == "possessive" and p.person == 3 for p in readings):
            return of_phrase(sentence, i)
    return None


def _state_before(discourse: Discourse, sentence: Sentence, at: int) -> str | None:
    for i in range(at - 1, max(-1, at - 4), -1):
        adjective = sentence.tokens[i].lower.removesuffix("e")
        if adjective in discourse.people.state_adjectives:
            return discourse.people.state_adjectives[adjective].name
        if sentence.tokens[i].upos != "ADJ":
            return None
    return None


def _municipality(discourse: Discourse, town: str) -> str:
    """The town as the body that a mayor speaks for, in the words of the text where it has them."""
    named = (g.name for g in discourse.groups if MUNICIPALITY in g.titles and town in g.name)
    return next(named, f"{MUNICIPALITY} {town}")


def find_municipality(discourse: Discourse) -> str | None:
    """The municipality of a text: the one that it calls so, else the town that it names most, the first of equals."""
    called = [g.name for g in discourse.groups if MUNICIPALITY in g.titles]
    if called:
        return max(called, key=lambda name: (called.count(name), name))
    if not any(t.lower in TOWN_WORDS for s in discourse.parse.sentences for t in s.tokens):
        return None
    towns = {m.name: _count_stays(discourse, m) for m in discourse.cast if not discourse.is_person(m)}
    most = max(towns, key=lambda name: towns[name], default=None)
    return _municipality(discourse, most) if most is not None and towns[most] > 0 else None


def _count_stays(discourse: Discourse, member: Member) -> int:
    """How often a text is *in*, *van* or *uit* a place that is no state."""
    if member.kind not in {ActorKind.PLACE, ActorKind.ORGANISATION} or len(member.name.split()) > TOWN_NAME:
        return 0
    if discourse.state_of(member.name) is not None and member.kind is not ActorKind.PLACE:
        return 0
    before = [discourse.parse.sentences[s].tokens[first - 1].lower for s, first, _ in member.places if first > 0]
    return sum(word in STAYS for word in before)


def find_context(
    discourse: Discourse, holding: Holding, of_phrase: Callable[[Sentence, int], str | None]
) -> str | None:
    """The institution that the text has just named, where the words with the office name none."""
    if holding.role == "municipality":
        return find_municipality(discourse)
    if holding.role == "prosecution":
        everyone = [*discourse.cast, *discourse.groups]
        named = next((m.name for m in everyone if m.name.lower().startswith(PROSECUTION)), None)
        return named or discourse.people.offices.institution_of(holding.sentence.tokens[holding.at].lower)
    if holding.role == "minister":
        ministries = {g.name for g in discourse.groups if "ministerie" in g.titles}
        return next(iter(ministries)) if len(ministries) == 1 else None
    if holding.role in {"spokesperson", "head"}:
        return find_institution_near(discourse, holding.sentence, holding.start, of_phrase)
    return None
