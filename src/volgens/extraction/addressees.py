"""Whom a permission, refusal, promise, threat, demand or warning concerns."""

from collections.abc import Iterator, Sequence

from volgens.extraction.clauses import case_words, noun_phrase
from volgens.extraction.conditions import find_limits
from volgens.extraction.limits import Limit, LimitKind
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Attribution, Mode, Span, Spans
from volgens.syntax import Parse, Sentence

LONGEST_PHRASE = 6
"""Words; a longer phrase around a name is more than the one addressed."""

_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "ADJ", "X"})

# Counted, but somebody all the same.
_PEOPLE = frozenset({"persoon", "man", "leerling", "bezoeker", "deelnemer", "kind"})
_LETTING = frozenset({"laten", "toelaten"})

Said = tuple[Sentence, frozenset[int]]
"""A sentence with the tokens of it that are content."""


def find_addressee(
    attribution: Attribution, said: Sequence[Said], parse: Parse, conditions: ConditionWords
) -> tuple[Spans, str | None]:
    """The words for whom it concerns, and the name among them as printed; empty and `None` where nobody is named."""
    limits = {s.index: find_limits(s, conditions) for s, _ in said}
    content = {s.index: inside for s, inside in said}
    whose = next(((s, x) for s, _ in said for x in limits[s.index] if x.kind is LimitKind.WHO), None)
    for sentence, head in _candidates(attribution, said, parse, conditions):
        token = sentence.tokens[head]
        nominal = token.upos in _NOMINAL or token.deprel == "nsubj"
        if token.lower in conditions.no_addressees or token.has("PronType=Rel") or not nominal:
            continue
        own = (*attribution.source, *attribution.cue, *attribution.via)
        if any(s.start <= token.start < s.end for s in own):
            continue
        if any(sentence.tokens[c].lower in {"geen", "niet"} for c in sentence.children(head)):
            continue
        clauses = (x for x in limits.get(sentence.index, ()) if x.kind is LimitKind.CLAUSE)
        if any(x.start <= head < x.end for x in clauses) or _counts(sentence, head, conditions):
            continue
        phrase = noun_phrase(sentence, head)
        name = sentence.name_at(head)
        if name is not None and len(phrase) > LONGEST_PHRASE:
            phrase = set(range(name.start, name.end))
        # A tree may hang what is said on the one it is said to: *vroeg de advocaat om geduld*.
        inside = content.get(sentence.index, frozenset())
        phrase = phrase if head in inside else phrase - _with_prepositions(sentence, inside)
        found = _to_spans(sentence, {i for i in phrase if i == head or _joins(sentence, i, head, phrase)})
        return found, _name_of(sentence, head, parse)
    return (_with_head(*whose), None) if whose else ((), None)


def _with_head(sentence: Sentence, relative: Limit) -> Spans:
    """*reizigers van wie het paspoort is verlopen*: the relative with the words that it restricts."""
    first = relative.start
    while first > 0 and sentence.tokens[first - 1].upos in {"NOUN", "ADJ", "NUM"}:
        first -= 1
    if first > 0 and sentence.tokens[first - 1].lower in {"iedereen", "alle", "degenen", "degene", "elke", "iemand"}:
        first -= 1
    return (Span(sentence.tokens[first].start, sentence.tokens[relative.end - 1].end),)


def _with_prepositions(sentence: Sentence, inside: frozenset[int]) -> set[int]:
    """The content with a preposition or mark of the cue right before it."""
    before = {i - 1 for i in inside if i and sentence.tokens[i - 1].upos == "ADP"}
    return {*inside, *before}


def _counts(sentence: Sentence, head: int, conditions: ConditionWords) -> bool:
    """An amount or a time is nobody."""
    token, time = sentence.tokens[head], conditions.time
    lemma = token.lemma.lower()
    dated = lemma in time.nouns | time.adverbs or (lemma.endswith(time.endings) and len(lemma) > 5)
    return token.upos == "NUM" or dated or lemma in conditions.units - _PEOPLE


def _candidates(
    attribution: Attribution, said: Sequence[Said], parse: Parse, conditions: ConditionWords
) -> Iterator[tuple[Sentence, int]]:
    cue = [
        (s, t.i) for s in parse.sentences for t in s.tokens if any(c.start <= t.start < c.end for c in attribution.cue)
    ]
    content = {s.index: inside for s, inside in said}
    yield from ((s, head) for s, inside in said for head in _between(s, inside, attribution))
    for relations in (("iobj",), ("obj",), ("obl", "nmod")):
        for sentence, i in cue:
            inside = content.get(sentence.index, frozenset())
            for c in sentence.children(i, *relations):
                if c not in inside and _is_addressed(sentence, c, relations, conditions):
                    yield sentence, c
    for sentence, i in cue:
        inside = content.get(sentence.index, frozenset())
        if attribution.source and attribution.act in {Act.DEMAND, Act.WARN}:
            # The tree takes what stands behind the verb for a second subject: *de burgemeester roept inwoners op*.
            yield from ((sentence, c) for c in sentence.children(i, "nsubj") if c not in inside and c > i)
        passive = sentence.children(i, "nsubj:pass")
        got = sentence.children(i, "nsubj") if sentence.tokens[i].lemma.lower() == "krijgen" else ()
        yield from ((sentence, c) for c in (*passive, *got) if c not in inside)
    for sentence, inside in said:
        yield from ((sentence, c) for c in _subjects(sentence, inside, attribution.act, conditions))
        yield from ((sentence, c) for c in _objects(sentence, inside, attribution.act))


def _between(sentence: Sentence, inside: frozenset[int], attribution: Attribution) -> Iterator[int]:
    """The head of the noun phrase that is all there is between cue and content: *vraagt de bond te wachten*."""
    tokens = sentence.tokens
    cue = [t.i for t in tokens if any(s.start <= t.start < s.end for s in attribution.cue) and t.upos == "VERB"]
    if not cue or not inside or attribution.mode is Mode.DIRECT or min(cue) >= min(inside):
        return
    source = {t.i for t in tokens if any(s.start <= t.start < s.end for s in attribution.source)}
    own = {*source, *(t.i for t in tokens if any(s.start <= t.start < s.end for s in attribution.cue))}
    gap = [i for i in range(min(cue) + 1, min(inside)) if i not in own]
    while gap and tokens[gap[-1]].lower in {"om", "op", ",", "dat", "aan", "ertoe", "ervan", "er", "mee", "toe"}:
        gap.pop()
    while gap and tokens[gap[0]].lower in {"aan", "van", "tegen"}:
        gap.pop(0)
    nominal = {"DET", "ADJ", "NUM", "NOUN", "PROPN", "PRON"}
    heads = [i for i in gap if tokens[i].upos in {"NOUN", "PROPN", "PRON"} and not tokens[i].has("Poss=Yes")]
    if heads and all(tokens[i].upos in nominal for i in gap):
        yield heads[0] if tokens[heads[0]].upos == "PROPN" else heads[-1]


def _is_addressed(sentence: Sentence, c: int, relations: tuple[str, ...], conditions: ConditionWords) -> bool:
    if "obl" in relations:
        case = case_words(sentence, c)
        return bool(case) and case[0] in conditions.addressee_prepositions - {"bij", "voor"}
    return sentence.tokens[c].upos in {"NOUN", "PROPN", "PRON"}


def _subjects(sentence: Sentence, inside: frozenset[int], act: Act, conditions: ConditionWords) -> Iterator[int]:
    """*mogen de boeren terug*, *ouders krijgen een brief*."""
    if act is Act.THREATEN:
        return
    for i in sorted(inside):
        token = sentence.tokens[i]
        if token.lemma.lower() not in conditions.modals:
            continue
        verb = token.head if token.deprel.startswith("aux") and token.head >= 0 else i
        own = [c for c in sentence.children(verb, "nsubj") if c in inside]
        own = own or [c for c in (*_beside_verb(sentence, i), *_first_of_clause(sentence, i, inside)) if c in inside]
        for c in own:
            if not (act is Act.DEMAND and sentence.tokens[c].deprel == "nsubj:pass"):
                yield c


def _beside_verb(sentence: Sentence, verb: int) -> Iterator[int]:
    """The head of the noun phrase right before the verb, else right behind it: a subject that the tree has lost."""
    tokens = sentence.tokens
    if verb and tokens[verb - 1].upos in {"NOUN", "PROPN"} and not sentence.children(verb - 1, "case"):
        yield verb - 1
    at = verb + 1
    if at >= len(tokens) or not (tokens[at].upos in {"DET", "NOUN", "PROPN"} or tokens[at].has("Case=Nom")):
        return
    while at + 1 < len(tokens) and tokens[at].upos in {"DET", "ADJ", "NUM"}:
        at += 1
    if tokens[at].upos in {"NOUN", "PROPN", "PRON"} and tokens[verb].has("VerbForm=Fin"):
        yield at


def _first_of_clause(sentence: Sentence, verb: int, inside: frozenset[int]) -> Iterator[int]:
    """*dat toeristen de kerk niet in mogen*: the verb last, the subject first."""
    tokens = sentence.tokens
    if any(tokens[i].upos in {"NOUN", "PROPN"} for i in inside if i > verb):
        return
    at = min(inside)
    while at + 1 < len(tokens) and tokens[at].upos in {"DET", "ADJ", "NUM"}:
        at += 1
    if at < verb and tokens[at].upos in {"NOUN", "PROPN"}:
        yield at


def _objects(sentence: Sentence, inside: frozenset[int], act: Act) -> Iterator[int]:
    """*antwoord van de club*, *wij geven u een bon*, *we verkopen niets aan kinderen*."""
    wanted = {
        Act.DEMAND: {"van"}, Act.PROMISE: {"aan"}, Act.REFUSE: {"aan", "bij"}, Act.PERMIT: {"aan", "door"},
        Act.THREATEN: {"tegen"}, Act.WARN: frozenset(),
    }[act]  # fmt: skip
    for i in sorted(inside):
        token = sentence.tokens[i]
        let = token.deprel == "obj" and token.head >= 0 and sentence.tokens[token.head].lemma.lower() in _LETTING
        if token.deprel == "iobj" or (let and act in {Act.PERMIT, Act.REFUSE}) or token.lower in {"u", "jullie"}:
            yield i
        elif token.deprel.startswith("nmod") and sentence.name_at(i) is None:
            continue
        elif token.deprel.startswith(("obl", "nmod")) and set(case_words(sentence, i)[:1]) & wanted:
            yield i


def _joins(sentence: Sentence, i: int, head: int, phrase: set[int]) -> bool:
    """Whether the words from ``i`` to the head all belong to the phrase: a tree may tear it apart."""
    low, high = min(i, head), max(i, head)
    return all(k in phrase for k in range(low, high + 1))


def _to_spans(sentence: Sentence, tokens: set[int]) -> Spans:
    low, high = min(tokens), max(tokens)
    return (Span(sentence.tokens[low].start, sentence.tokens[high].end),)


def _name_of(sentence: Sentence, head: int, parse: Parse) -> str | None:
    places = (head, *sentence.children(head, "appos", "flat"))
    for place in places:
        name = sentence.name_at(place)
        if name is not None:
            return parse.text[sentence.tokens[name.start].start : sentence.tokens[name.end - 1].end]
    return None
