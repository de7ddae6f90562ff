"""Offices that people hold in a text, and the institution that the words around them name."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from volgens.actors.cast import Member, words_of
from volgens.actors.discourse import Discourse
from volgens.actors.nearby import find_institution_near
from volgens.actors.phrases import BREAK
from volgens.actors.territories import body_of, find_municipality, find_province, municipality_of
from volgens.model import ActorKind
from volgens.syntax import Sentence

BEFORE, AFTER = 8, 7
"""Tokens before and behind a name in which its function stands."""

LONGEST_PORTFOLIO = 6
"""Words in the name of a ministry at most."""

OF = frozenset({"van", "voor", "bij", "namens", "binnen"})
PEERS = frozenset({"ambtgenoot", "ambtgenote"})
"""Offices of the same kind in another country than the one named."""

PROSECUTION = ("openbaar ministerie", "om", "parket", "federaal parket", "landelijk parket")
STATE_PORTFOLIOS = ("buitenlandse zaken", "defensie", "oorlog")
GENITIVES = ("'s", "’s", "'", "’")
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
            name = sentence.name_at(at)
            if name is not None and name.kind is ActorKind.PERSON and at < start:
                break  # What stands before that name is the office of that person.
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


def behind_brackets(sentence: Sentence, end: int) -> int:
    """The token behind what stands in brackets at ``end``: *Mark Lammertink (VVD)*, *Judith Lissauer (61)*."""
    tokens = sentence.tokens
    if end >= len(tokens) or tokens[end].text != "(":
        return end
    return next((i + 1 for i in range(end, len(tokens)) if tokens[i].text == ")"), end)


def _behind(sentence: Sentence, end: int) -> Iterator[int]:
    tokens = sentence.tokens
    end = behind_brackets(sentence, end)
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
        chief = None if _is_peer(holding) else _owner(discourse, sentence, at, of_phrase)
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
    following = tokens[index + 1] if index + 1 < len(tokens) else None
    lower = body is not None and body.group and tokens[index].text[0].islower()
    if lower and following is not None and following.text[0].isupper() and sentence.name_at(index + 1) is None:
        # *inspectiebureau Stavast*, which the tagger has missed
        end = next((i for i in range(index + 1, len(tokens)) if not tokens[i].text[0].isupper()), len(tokens))
        return discourse.parse.text[following.start : tokens[end - 1].end]
    for member in discourse.cast:
        if any(s == sentence.index and first <= index < end for s, first, end in member.places):
            return body_of(discourse, holding.role, member)
    if tokens[index].upos not in {"NOUN", "PROPN"}:
        return None
    found = of_phrase(sentence, index)
    if found is not None and _is_holder(discourse, holding, found):
        # *de advocaat van de familie, Nele Tack*: the phrase holds the name of the lawyer too.
        end = next((i for i in range(index, len(tokens)) if tokens[i].upos == "PUNCT"), len(tokens))
        found = BREAK.split(discourse.parse.text[tokens[index].start : tokens[end - 1].end])[0]
    in_town = holding.role == "municipality" and tokens[index].upos == "PROPN"
    return municipality_of(discourse, found) if found is not None and in_town else found


def _is_holder(discourse: Discourse, holding: Holding, entity: str) -> bool:
    member = discourse.member(entity)
    inside = range(holding.start, holding.end + AFTER)
    return (
        member is not None
        and discourse.is_person(member)
        and any(s == holding.sentence.index and first in inside for s, first, _ in member.places)
    )


def find_bearer(discourse: Discourse, sentence: Sentence, index: int) -> Member | None:
    """The organisation named from token ``index`` on, behind an article or a noun for what it is; no university."""
    tokens = sentence.tokens
    body = False
    while index < len(tokens) - 1 and sentence.name_at(index) is None and tokens[index].upos in SKIPPED | {"NOUN"}:
        title = discourse.people.find_title(tokens[index].lower)
        body = title is not None and title.group
        if tokens[index].upos == "NOUN" and not body:
            return None
        index += 1
    learned = discourse.people.offices.called.get("universiteit", ())
    for member in discourse.cast:
        if any(s == sentence.index and first <= index < end for s, first, end in member.places):
            taught = any(word in learned for word in member.name.lower().split())
            named = body or discourse.is_surely_organisation(member)
            return member if named and not taught and discourse.state_of(member.name) is None else None
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
    if len(front) < 2 or word in offices.roles or {front, front.removesuffix("s")} & offices.parts:
        return None
    state = discourse.people.states.get(front)
    for member in discourse.cast:
        words = words_of(member.name)
        if not discourse.is_person(member) and (front in words or front == "".join(w[0] for w in words)):
            return member.name
    if state is not None:
        return state.name
    group = [g for g in discourse.groups if any(t.startswith(front.removesuffix("s")) for t in g.titles)]
    if group:
        return group[-1].name
    noun = discourse.people.titles.get(front) or discourse.people.titles.get(front.removesuffix("s"))
    return noun.lemma if noun is not None and noun.group else None


def _owner(
    discourse: Discourse, sentence: Sentence, at: int, of_phrase: Callable[[Sentence, int], str | None]
) -> str | None:
    """Whose lawyer or spokesperson it is: *zijn advocaat*, *Mulders advocaat*."""
    for member in discourse.cast:
        for s, _, end in member.places:
            if s == sentence.index and end == at and sentence.tokens[end - 1].text.endswith(GENITIVES):
                return member.name
            if s == sentence.index and end + 1 == at and sentence.tokens[end].text in GENITIVES:
                return member.name
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


def _is_peer(holding: Holding) -> bool:
    """Whether the title is one of the same office elsewhere, which says nothing about where."""
    return holding.sentence.tokens[holding.at].lower in PEERS


def _state_near(discourse: Discourse, holding: Holding) -> str | None:
    """The state whose premier it is by the sentences before it in its paragraph: the subject of the nearest one."""
    found: list[tuple[int, int, str]] = []
    for member in discourse.cast:
        if member.kind is not ActorKind.STATE:
            continue
        for s, first, _ in member.places:
            sentence = discourse.parse.sentences[s]
            token = sentence.tokens[first]
            if sentence.line == holding.sentence.line and abs(s - holding.sentence.index) <= 2:
                found.append((int(token.deprel.startswith("nsubj")), -abs(s - holding.sentence.index), member.name))
    best = max(found, default=None)
    return best[2] if best is not None and best[0] else None


def find_context(
    discourse: Discourse, holding: Holding, of_phrase: Callable[[Sentence, int], str | None]
) -> str | None:
    """The institution that the text has just named, where the words with the office name none."""
    if holding.role == "municipality":
        return find_municipality(discourse, sure=True)
    if holding.role == "province":
        return find_province(discourse)
    if holding.role == "state":
        return None if _is_peer(holding) else _state_near(discourse, holding)
    if holding.role == "owner":
        return find_institution_near(discourse, holding.sentence, holding.start, of_phrase, above=0)
    if holding.role == "prosecution":
        everyone = [*discourse.cast, *discourse.groups]
        named = next((m.name for m in everyone if m.name.lower().startswith(PROSECUTION)), None)
        return named or discourse.people.offices.institution_of(holding.sentence.tokens[holding.at].lower)
    if holding.role == "minister":
        ministries = {g.name for g in discourse.groups if "ministerie" in g.titles}
        return next(iter(ministries)) if len(ministries) == 1 else None
    defined = discourse.people.offices.institution_of(holding.sentence.tokens[holding.at].lower)
    if holding.role == "head" and defined is not None:
        titled = [(title, g.name) for g in discourse.groups for title in g.titles]
        return next((name for title, name in titled if title.startswith(defined)), defined)
    if holding.role in {"spokesperson", "head"}:
        return find_institution_near(discourse, holding.sentence, holding.start, of_phrase)
    return None
