"""Positions that no cue of speech announces: *De markt mag open zodra …*, *Zij verkoopt het huis alleen als …*.

Who lets, forbids or binds is then whoever the text quoted last, the subject itself, or the rule that *volgens* names.
Also sentences inside what somebody says that take another position than the whole, or a position where the whole
takes none: *De boeren mogen terug. De vissers niet.*
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from volgens.extraction.clauses import noun_phrase
from volgens.extraction.conditions import find_limits, follows_up
from volgens.extraction.limits import Limit, LimitKind
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Attribution, Mode, Span
from volgens.syntax import Parse, Sentence

NORM_RULE = "norm"
NORM_VERSION = "0.1.0"
_CONFIDENCE = 0.5
_MEMORY = 3
"""Sentences that a source stays in force for what follows it."""

_NEGATIVE = frozenset({"niet", "geen", "nooit", "niemand", "nergens", "evenmin"})
_CARRYING = frozenset({Act.ASSERT, Act.BELIEVE, Act.CONFIRM, Act.WANT, Act.EVALUATE, Act.WITHHOLD})
_ALLOWING = frozenset({Act.PERMIT, Act.REFUSE, Act.PROMISE, Act.DEMAND})
_ONLY = frozenset({"alleen", "pas", "mits", "tenzij", "enkel", "uitsluitend", "op"})
_LASTING = frozenset({"zolang", "tot", "totdat", "voordat", "vooraleer"})
_IDIOMS = frozenset({"dan", "blijken", "heten", "hopen", "gezegd", "duidelijk", "zeggen", "verwachten", "eens"})
_INVOLUNTARY = frozenset({"lachen", "huilen", "denken", "vernemen", "toegeven", "wennen", "slikken", "bekennen",
                          "vragen", "erkennen", "vaststellen", "constateren", "missen", "wachten"})  # fmt: skip
_GUESSING = frozenset({"wel", "haast", "vast", "zou", "zouden", "nog", "zullen", "zal", "had"})
_WISHING = frozenset({"willen", "eisen", "vinden", "verlangen"})


def find_norms(
    parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> tuple[Attribution, ...]:
    """Further attributions, one a sentence, each with an act that takes a position; in text order, none nested.

    ``source`` and ``cue`` are those of the attribution that the words stand in, and empty outside one; ``entity`` is
    then that of the last source before, where one is near.
    """
    found: list[Attribution] = []
    for sentence in parse.sentences:
        if sentence.index in parse.headings or sentence.tokens[-1].text == "?":
            continue
        around = [a for a in attributions if any(c.overlaps(sentence.span) for c in a.content)]
        if around:
            found.extend(_inside(sentence, around, conditions))
        else:
            found.extend(_outside(sentence, parse, [*attributions, *found], conditions))
    return tuple(found)


def _inside(sentence: Sentence, around: Sequence[Attribution], conditions: ConditionWords) -> Iterator[Attribution]:
    """A norm in what somebody says, where no attribution around it has that act already."""
    home = min(around, key=lambda a: sum(c.end - c.start for c in a.content))
    content = [c for c in home.content if c.overlaps(sentence.span)]
    span = Span(max(content[0].start, sentence.span.start), min(content[-1].end, sentence.span.end))
    tokens = frozenset(t.i for t in sentence.tokens if span.start <= t.start < span.end)
    several = not all(sentence.span.contains(c) for c in home.content)
    act = _read_speech(sentence, tokens, home, several, conditions)
    rule = home.act is Act.DEMAND and act is Act.PERMIT and _is_preposition(sentence, home)
    if act is None or any(a.act is act for a in around) or not (home.act in _CARRYING or several or rule):
        return
    yield replace(home, content=(span,), act=act, maker=NORM_RULE, version=NORM_VERSION, confidence=_CONFIDENCE)


def _is_preposition(sentence: Sentence, home: Attribution) -> bool:
    """*Volgens de regels mag een club …*."""
    cue = [t for t in sentence.tokens if any(c.start <= t.start < c.end for c in home.cue)]
    return bool(cue) and all(t.upos == "ADP" for t in cue)


def _read_speech(
    sentence: Sentence, inside: frozenset[int], home: Attribution, several: bool, conditions: ConditionWords
) -> Act | None:
    if follows_up(sentence, conditions) is not None and not _is_answer(sentence, inside, conditions):
        elliptic = several and home.act in {Act.PERMIT, Act.PROMISE} and _denies_rest(sentence, inside, conditions)
        return Act.REFUSE if elliptic else None
    if several and home.act in {Act.PERMIT, Act.PROMISE} and _denies_rest(sentence, inside, conditions):
        return Act.REFUSE
    act = _read_norm(sentence, inside, conditions)
    if act is not None and home.act is Act.WANT:
        wished = any(t.lemma.lower() in _WISHING for t in sentence.tokens if t.i not in inside)
        return Act.DEMAND if wished and act is Act.PERMIT else None
    return act or _read_own(sentence, inside, None if several else home.act, conditions)


def _read_own(sentence: Sentence, inside: frozenset[int], act: Act | None, conditions: ConditionWords) -> Act | None:
    """*Als het lekt, betaal ik* promises; *hij opent niet zolang …* refuses."""
    if _is_answer(sentence, inside, conditions):
        return Act.PROMISE
    limits = _clauses_in(sentence, inside, conditions)
    if not limits:
        return None
    rest = [sentence.tokens[i] for i in inside if not any(x.start <= i < x.end for x in limits)]
    lasting = any(sentence.tokens[i].lower in _LASTING for x in limits for i in range(x.start, min(x.start + 2, x.end)))
    present = any(t.has("Tense=Pres") for t in rest) and not any(t.has("Tense=Past") for t in rest)
    if lasting and (act is Act.WITHHOLD or any(t.lower in _NEGATIVE for t in rest)):
        own = any(t.lower in {"ik", "wij", "we", "hij", "zij", "ze"} for t in rest)
        held = act is Act.WITHHOLD and not any(t.lower in {"we", "wij"} for t in rest)
        return Act.REFUSE if held or (own and act is not Act.WITHHOLD) else None
    bound = present and any(t.lower in {"ik", "wij", "we"} for t in rest) and limits[0].start <= min(inside) + 1
    return Act.PROMISE if bound and not any(t.lower in _NEGATIVE for t in rest) else None


def _clauses_in(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> list[Limit]:
    limits = find_limits(sentence, conditions)
    return [x for x in limits if x.kind is LimitKind.CLAUSE and x.start in inside]


def _is_answer(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> bool:
    """*Alleen als de club mij vraagt.*: nothing but a condition that a focus narrows."""
    limits = _clauses_in(sentence, inside, conditions)
    rest = [i for i in inside if not any(x.start <= i < x.end for x in limits)]
    words = all(sentence.tokens[i].upos == "PUNCT" for i in rest)
    return bool(limits) and words and sentence.tokens[limits[0].start].lower in {"alleen", "pas", "enkel"}


def _denies_rest(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> bool:
    """*De vissers niet, zolang …*, *Maar niet de honden*: a negation and no verb of its own."""
    limits = _clauses_in(sentence, inside, conditions)
    rest = [sentence.tokens[i] for i in inside if not any(x.start <= i < x.end for x in limits)]
    return any(t.lower in _NEGATIVE for t in rest) and not any(t.has("VerbForm=Fin") for t in rest)


def _outside(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> Iterator[Attribution]:
    tokens = frozenset(range(len(sentence.tokens)))
    if not attributions:
        return
    act = _read_norm(sentence, tokens, conditions) or _read_sequel(sentence, parse, attributions, conditions)
    source: tuple[Span, ...] = ()
    entity = None
    article = attributions[0].article_id
    if act is not None:
        entity = _last_source(sentence, parse, attributions)
        if entity is None:
            return
    else:
        bound = _read_commitment(sentence, conditions)
        if bound is None:
            return
        act, source = bound
    yield Attribution(
        article_id=article,
        source=source,
        content=(_without_stop(sentence),),
        mode=Mode.INDIRECT,
        act=act,
        entity=entity,
        maker=NORM_RULE,
        version=NORM_VERSION,
        confidence=_CONFIDENCE,
    )


def _read_sequel(
    sentence: Sentence, parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords
) -> Act | None:
    """After a permission or rule: *De haven volgt pas als …*, *Alleen in de zomer is dat anders*."""
    before = parse.sentences[sentence.index - 1] if sentence.index else None
    if before is None or before.line != sentence.line:
        return None
    if not any(a.act in _ALLOWING and any(c.overlaps(before.span) for c in a.content) for a in attributions):
        return None
    words = [t.lower for t in sentence.tokens]
    if follows_up(sentence, conditions) is not None and "anders" in words:
        return Act.PERMIT
    limits = _clauses_in(sentence, frozenset(range(len(words))), conditions)
    return Act.PERMIT if limits and words[limits[0].start] == "pas" else None


def _without_stop(sentence: Sentence) -> Span:
    end = len(sentence.tokens)
    while end > 1 and sentence.tokens[end - 1].upos == "PUNCT":
        end -= 1
    return Span(sentence.tokens[0].start, sentence.tokens[end - 1].end)


def _read_norm(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> Act | None:
    """The act of *mag*, *mogen* and *moet … blijven* in the present, outside a condition and not of oneself."""
    limits = find_limits(sentence, conditions)
    for i in sorted(inside):
        token = sentence.tokens[i]
        if token.lower not in {"mag", "mogen", "moet", "moeten"} or _in_condition(i, limits):
            continue
        if not token.has("VerbForm=Fin") and _has_other_finite(sentence, i, inside, limits):
            continue
        if _is_own(sentence, i) or _is_idiom(sentence, i) or _describes(sentence, i):
            continue
        negative = any(sentence.tokens[k].lower in _NEGATIVE for k in inside if not _in_condition(k, limits))
        if token.lower in {"mag", "mogen"}:
            return Act.REFUSE if negative else Act.PERMIT
        return _read_duty(sentence, i, limits)
    return None


def _read_duty(sentence: Sentence, verb: int, limits: Sequence[Limit]) -> Act | None:
    """*moet hier blijven tot …* forbids to leave; *moet zelf betalen* demands; *moet wel waar zijn* is a guess."""
    words = {t.lower for t in sentence.tokens}
    if "blijven" in words and any(x.kind is LimitKind.CLAUSE for x in limits):
        return Act.REFUSE
    last = next((t.lower for t in reversed(sentence.tokens) if t.upos in {"VERB", "AUX"}), "")
    guess = last in {"zijn", "hebben", "geweest"} or words & {
        "wel",
        "haast",
        "vast",
        "zou",
        "zouden",
        "nog",
        "zullen",
        "zal",
        "had",
    }
    generic = sentence.tokens[0].lower in {"een", "wie", "daarna", "daarvoor"}
    subject = any(t.deprel in {"nsubj", "nsubj:pass"} or t.upos == "PROPN" for t in sentence.tokens[:verb])
    placed = subject or (verb + 1 < len(sentence.tokens) and sentence.tokens[verb + 1].upos in {"DET", "PROPN", "NOUN"})
    return Act.DEMAND if placed and not guess and not generic and not words & _INVOLUNTARY else None


def _describes(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is that of a relative clause."""
    tree = (verb, *sentence.ancestors(verb))
    return any(sentence.tokens[i].deprel == "acl:relcl" for i in tree)


def _in_condition(i: int, limits: Sequence[Limit]) -> bool:
    return any(x.kind is LimitKind.CLAUSE and x.start <= i < x.end for x in limits)


def _has_other_finite(sentence: Sentence, verb: int, inside: frozenset[int], limits: Sequence[Limit]) -> bool:
    """*had moeten ingrijpen*, *zegt niet te mogen vertellen*: an infinitive is no rule."""
    if verb and sentence.tokens[verb - 1].lower == "te":
        return True
    free = (i for i in inside if i != verb and not _in_condition(i, limits))
    return any(sentence.tokens[i].has("VerbForm=Fin") for i in free)


def _is_own(sentence: Sentence, verb: int) -> bool:
    """*Ik mag niet klagen* and *wij moeten wachten* are no rule for others."""
    near = sentence.tokens[max(0, verb - 1) : verb + 2]
    return any(t.lower in {"ik", "wij", "we", "je"} for t in near)


def _is_idiom(sentence: Sentence, verb: int) -> bool:
    """*mag dan wel*, *mag gerust gezegd worden*, *mag blijken*: no permission."""
    after = {t.lower for t in sentence.tokens[verb + 1 : verb + 5]}
    return bool(after & _IDIOMS)


def _read_commitment(sentence: Sentence, conditions: ConditionWords) -> tuple[Act, tuple[Span, ...]] | None:
    """*Zij verkoopt het huis alleen als …*, *Komt het loon niet, dan stapt zij naar de rechter*.

    The subject binds itself: with the condition in front it threatens, with *alleen* or *pas* it promises.
    """
    words = [t.lower for t in sentence.tokens]
    limits = [x for x in find_limits(sentence, conditions) if x.kind is LimitKind.CLAUSE]
    outside = [t for t in sentence.tokens if not any(x.start <= t.i < x.end for x in limits)]
    if not limits or any(t.has("Tense=Past") for t in outside):
        return None
    first = limits[0]
    agent = [t for t in outside if t.deprel == "obl:agent"]
    if agent and words[first.start] in _LASTING:
        return Act.REFUSE, (_phrase_span(sentence, agent[0].i),)
    only = bool(_ONLY & {*words[max(0, first.start - 4) : first.start + 1]})
    in_front = sentence.tokens[first.start].has("VerbForm=Fin") and "dan" in words[first.end : first.end + 2]
    if not only and not in_front:
        return None
    # The name right behind *dan* and its verb is the subject, whatever the tree makes of it.
    behind = [t for t in outside if t.i >= 2 and words[t.i - 2] == "dan"]
    named = [t for t in outside if t.deprel == "nsubj"] + behind
    subjects = [t for t in named if t.upos == "PROPN" or t.lower in {"hij", "zij", "ze"}]
    if not subjects:
        return None
    source = (_phrase_span(sentence, subjects[0].i),)
    return (Act.THREATEN if in_front else Act.PROMISE), source


def _phrase_span(sentence: Sentence, head: int) -> Span:
    phrase = noun_phrase(sentence, head)
    return Span(sentence.tokens[min(phrase)].start, sentence.tokens[max(phrase)].end)


def _last_source(sentence: Sentence, parse: Parse, attributions: Sequence[Attribution]) -> str | None:
    """The entity that spoke last in the sentences just before, in the same paragraph first."""
    for back in range(1, _MEMORY + 1):
        index = sentence.index - back
        if index < 0:
            return None
        span = parse.sentences[index].span
        said = [a for a in attributions if a.entity and any(c.overlaps(span) for c in (*a.content, *a.cue))]
        if said:
            return said[-1].entity
    return None
