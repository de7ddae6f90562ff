"""What a permission, refusal, promise, threat, demand or warning holds: its matter, whom it concerns, its condition."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from volgens.extraction.addressees import find_addressee
from volgens.extraction.conditions import find_limits, follows_up
from volgens.extraction.limits import Limit, LimitKind
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Attribution, Span, Spans, Terms
from volgens.syntax import ROOT, Parse, Sentence, Token

POSITION_ACTS = frozenset({Act.PERMIT, Act.REFUSE, Act.PROMISE, Act.THREATEN, Act.DEMAND, Act.WARN})
"""The acts that take a position on what somebody does."""

_CASES = frozenset({LimitKind.CASE, LimitKind.WHO, LimitKind.WHOM, LimitKind.PURPOSE, LimitKind.WITHOUT})
_RANKS = (frozenset(LimitKind) - _CASES - {LimitKind.TIME}, _CASES, frozenset({LimitKind.TIME}))
"""Where limits of an earlier rank stand, those of a later one are circumstances."""

_STRONG = frozenset({LimitKind.CLAUSE, LimitKind.PHRASE, LimitKind.FOCUS, LimitKind.EXCEPTION})
_ALLOW = frozenset({Act.PERMIT, Act.REFUSE})
_ADMITTED: dict[LimitKind, frozenset[Act]] = {
    LimitKind.CLAUSE: POSITION_ACTS,
    LimitKind.PHRASE: POSITION_ACTS,
    LimitKind.FOCUS: POSITION_ACTS - {Act.WARN},
    LimitKind.TERM: POSITION_ACTS - {Act.WARN},
    LimitKind.AMOUNT: _ALLOW | {Act.PROMISE},
    LimitKind.SEQUENCE: _ALLOW,
    LimitKind.CASE: POSITION_ACTS,
    LimitKind.WHO: POSITION_ACTS,
    LimitKind.WHOM: _ALLOW | {Act.PROMISE},
    LimitKind.WITHOUT: frozenset({Act.REFUSE}),
    LimitKind.EXCEPTION: frozenset({Act.PERMIT, Act.PROMISE}),
    LimitKind.PURPOSE: frozenset({Act.PERMIT}),
    LimitKind.TIME: _ALLOW,
}
_NEGATIVE = frozenset({"niet", "geen", "nooit", "niets", "niemand", "nergens", "evenmin", "weiger", "weigeren", "nee"})
_DEMANDING = frozenset({"moeten", "eisen", "willen", "dienen", "laten", "verlangen"})
_BETWEEN = frozenset({"maar", "en", "dan", "wel", "dat", "om"})


@dataclass(frozen=True, slots=True, kw_only=True)
class _Part:
    """A sentence with the tokens of it that are content."""

    sentence: Sentence
    content: frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Scene:
    """What reading the terms of one attribution asks of the article around it."""

    parse: Parse
    attributions: tuple[Attribution, ...]
    conditions: ConditionWords


def find_terms(parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords) -> tuple[Terms, ...]:
    """The terms of every attribution that takes a position, in the order of ``attributions``."""
    scene = _Scene(parse=parse, attributions=tuple(attributions), conditions=conditions)
    return tuple(_read(a, scene) for a in attributions if a.act in POSITION_ACTS)


def _read(attribution: Attribution, scene: _Scene) -> Terms:
    parts = _split(attribution.content, scene.parse)
    core = _find_core(parts, attribution.act, scene.conditions)
    limits = [(p.sentence, x) for p in core for x in _limits_of(p, attribution, scene)]
    if all(x.kind not in _STRONG for _, x in limits):
        limits += _follow_ups(core, parts, attribution, scene)
    condition = _merge(_to_span(s, x) for s, x in _outrank(limits))
    toward, name = find_addressee(attribution, [(p.sentence, p.content) for p in core], scene.parse, scene.conditions)
    return Terms(
        article_id=attribution.article_id,
        attribution_id=attribution.id,
        act=attribution.act,
        entity=attribution.entity,
        actor_id=attribution.actor_id,
        matter=_find_matter(core, condition, attribution, scene.parse),
        toward=toward,
        toward_name=name,
        condition=condition,
    )


def _split(content: Spans, parse: Parse) -> list[_Part]:
    parts = []
    for sentence in parse.sentences:
        inside = frozenset(t.i for t in sentence.tokens if any(c.start <= t.start < c.end for c in content))
        if any(sentence.tokens[i].upos != "PUNCT" for i in inside):
            parts.append(_Part(sentence=sentence, content=inside))
    return parts


def _find_core(parts: list[_Part], act: Act, conditions: ConditionWords) -> list[_Part]:
    """The sentences of a longer speech that carry the act; all of them where none shows it."""
    if len(parts) < 2:
        return parts
    return [p for p in parts if _carries(p, act, conditions)] or parts


def _carries(part: _Part, act: Act, conditions: ConditionWords) -> bool:
    tokens = [part.sentence.tokens[i] for i in sorted(part.content)]
    words = {t.lower for t in tokens}
    lemmas = {t.lemma.lower() for t in tokens}
    negative = bool(words & _NEGATIVE)
    if part.sentence.tokens[-1].text == "?":
        return False
    match act:
        case Act.PERMIT:
            return bool(lemmas & {"mogen", "kunnen", "toestaan", "laten"}) and not negative
        case Act.REFUSE:
            return negative
        case Act.DEMAND:
            return bool(lemmas & _DEMANDING) or _is_imperative(tokens)
        case Act.PROMISE:
            first = bool(words & {"ik", "we", "wij"}) and any(t.has("Tense=Pres") for t in tokens)
            return first or bool(lemmas & {"zullen", "beloven", "krijgen"})
        case Act.THREATEN:
            limits = find_limits(part.sentence, conditions)
            return "zullen" in lemmas or any(x.kind is LimitKind.CLAUSE for x in limits)
        case _:
            return True


def _is_imperative(tokens: Sequence[Token]) -> bool:
    words = [t for t in tokens if t.upos not in {"PUNCT", "CCONJ"}]
    if not words or words[0].upos != "VERB" or len(words) < 2:
        return False
    return not words[1].has("Case=Nom") and words[1].upos in {"ADP", "DET", "ADV", "PRON", "NOUN"}


def _limits_of(part: _Part, attribution: Attribution, scene: _Scene) -> Iterator[Limit]:
    """The limits in the content, and those right beside it that nobody else says."""
    for limit in find_limits(part.sentence, scene.conditions):
        if not _is_admitted(limit, part, attribution.act) or not _fits(limit, part, attribution.act):
            continue
        tokens = frozenset(range(limit.start, limit.end))
        words = {i for i in tokens if part.sentence.tokens[i].upos != "PUNCT"}
        inside = words & part.content
        if len(inside) * 2 > len(words):
            opened = bool({limit.start, limit.start + 1} & part.content)
            if opened and _governs(part, limit) and not _is_all(part, limit):
                yield Limit(kind=limit.kind, start=min(inside), end=max(inside) + 1)
        elif not inside and _stands_beside(limit, part, attribution, scene):
            yield limit


def _is_admitted(limit: Limit, part: _Part, act: Act) -> bool:
    """Whether such words limit such an act; *niet voordat …* limits every one."""
    if limit.kind is LimitKind.SEQUENCE and act is not Act.DEMAND:
        before = (part.sentence.tokens[i].lower for i in part.content if i < limit.start)
        return act in _ALLOW or any(word in _NEGATIVE for word in before)
    return act in _ADMITTED[limit.kind]


def _is_all(part: _Part, limit: Limit) -> bool:
    """*Blijf thuis, zegt NS*: what looks like a condition with its verb in front is all there is, so it is an order."""
    first = part.sentence.tokens[limit.start]
    left = [i for i in part.content if not limit.start <= i < limit.end and part.sentence.tokens[i].upos != "PUNCT"]
    return first.has("VerbForm=Fin") and all(part.sentence.tokens[i].lower in _BETWEEN for i in left)


def _fits(limit: Limit, part: _Part, act: Act) -> bool:
    """*alleen een brief* says what, not when; *weigert om acht uur te zingen* says what is refused."""
    tokens = part.sentence.tokens[limit.start : limit.end]
    if limit.kind in {LimitKind.TIME, LimitKind.WITHOUT} and act is Act.REFUSE:
        return not any(part.sentence.tokens[i].lower == "te" for i in part.content)
    if limit.kind is LimitKind.FOCUS:
        return act in _ALLOW or any(t.upos == "ADP" for t in tokens[:3])
    if limit.kind is LimitKind.CASE:
        return act is not Act.WARN or tokens[0].lower == "zonder"
    return True


def _governs(part: _Part, limit: Limit) -> bool:
    """Whether the limit holds for what is said, not for a clause that only describes or explains something in it."""
    if limit.kind not in {LimitKind.TERM, LimitKind.TIME, LimitKind.AMOUNT}:
        return True
    tokens = part.sentence.tokens
    for node in (limit.end - 1, *part.sentence.ancestors(limit.end - 1)):
        if node not in part.content:
            return True
        relation = tokens[node].deprel
        if relation == "acl:relcl" and min(part.sentence.subtree(node)) > min(part.content):
            return False
        if relation == "advcl" and any(
            tokens[c].lower in {"omdat", "doordat", "terwijl"} for c in part.sentence.children(node)
        ):
            return False
        if tokens[node].head == ROOT:
            return True
    return True


def _stands_beside(limit: Limit, part: _Part, attribution: Attribution, scene: _Scene) -> bool:
    sentence = part.sentence
    span = _to_span(sentence, limit)
    own = (*attribution.cue, *attribution.source)
    if any(span.overlaps(s) for s in own) or _is_said_by_others(span, attribution, scene):
        return False
    if limit.kind not in _STRONG and limit.kind is not LimitKind.TERM:
        return False
    after = limit.start > max(part.content)
    gap = range(max(part.content) + 1, limit.start) if after else range(limit.end, min(part.content))
    free = all(_is_filler(sentence, i, own) for i in gap)
    if limit.kind is LimitKind.TERM:
        past = any(t.has("Tense=Past") for t in sentence.tokens) and sentence.tokens[limit.start].lower == "voor"
        return free and not past
    if not after and any(t.has("Tense=Past") for t in sentence.tokens[limit.start : limit.end]):
        return False
    return free


def _is_filler(sentence: Sentence, i: int, own: Spans) -> bool:
    token = sentence.tokens[i]
    said = any(s.start <= token.start < s.end for s in own)
    particle = token.deprel == "compound:prt"
    return said or particle or token.upos in {"PUNCT", "AUX", "SYM"} or token.lower in _BETWEEN


def _is_said_by_others(span: Span, attribution: Attribution, scene: _Scene) -> bool:
    """Whether the words belong to what another source says."""
    return any(
        other.source != attribution.source
        and (other.entity is None or other.entity != attribution.entity)
        and any(c.overlaps(span) for c in other.content)
        and not any(c.overlaps(d) for c in other.content for d in attribution.content)
        for other in scene.attributions
        if other.id != attribution.id
    )


def _outrank(limits: list[tuple[Sentence, Limit]]) -> list[tuple[Sentence, Limit]]:
    for kinds in _RANKS:
        chosen = [(s, x) for s, x in limits if x.kind in kinds]
        if chosen:
            return chosen
    return []


def _follow_ups(
    core: list[_Part], parts: list[_Part], attribution: Attribution, scene: _Scene
) -> Iterator[tuple[Sentence, Limit]]:
    """Limits that the sentence after it adds: *Mits het vriest.*, *Alleen in de zomer is dat anders.*"""
    if not core:
        return
    home = core[-1].sentence
    if home.index + 1 >= len(scene.parse.sentences):
        return
    following = scene.parse.sentences[home.index + 1]
    said = any(p.sentence.index == following.index for p in parts)
    if following.index in scene.parse.headings or (following.line != home.line and not said):
        return
    limit = follows_up(following, scene.conditions)
    if limit is not None and not _is_said_by_others(_to_span(following, limit), attribution, scene):
        yield following, limit


def _to_span(sentence: Sentence, limit: Limit) -> Span:
    return Span(sentence.tokens[limit.start].start, sentence.tokens[limit.end - 1].end)


def _merge(spans: Iterator[Span]) -> Spans:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start < merged[-1].end:
            merged[-1] = Span(merged[-1].start, max(span.end, merged[-1].end))
        else:
            merged.append(span)
    return tuple(merged)


def _find_matter(core: list[_Part], condition: Spans, attribution: Attribution, parse: Parse) -> Spans:
    """The content without its condition; the question before it where nothing else is left."""
    kept = [[t for i in sorted(p.content) if not _is_within(t := p.sentence.tokens[i], condition)] for p in core]
    spans: list[Span] = []
    for tokens in kept:
        run: list[Span] = []
        last = None
        for t in tokens:
            if last is not None and t.i == last + 1:
                run[-1] = Span(run[-1].start, t.end)
            else:
                run.append(Span(t.start, t.end))
            last = t.i
        spans.extend(x for s in run if (x := _trim(parse.text, s)) is not None)
    return tuple(spans) or _question_before(core, parse) or attribution.content


def _is_within(token: Token, spans: Spans) -> bool:
    return any(s.start <= token.start and token.end <= s.end for s in spans)


def _question_before(core: list[_Part], parse: Parse) -> Spans:
    index = core[0].sentence.index - 1 if core else -1
    if index < 0 or parse.sentences[index].tokens[-1].text != "?":
        return ()
    trimmed = _trim(parse.text, parse.sentences[index].span)
    return (trimmed,) if trimmed else ()


_EDGE_WORDS = ("maar", "en", "dan", "pas")


def _trim(text: str, span: Span) -> Span | None:
    """Without punctuation and coordinators at its edges; `None` where no word is left."""
    start, end = span.start, span.end
    changed = True
    while changed and start < end:
        changed = False
        while start < end and not text[start].isalnum():
            start, changed = start + 1, True
        while start < end and not text[end - 1].isalnum() and text[end - 1] != "%":
            end, changed = end - 1, True
        for word in _EDGE_WORDS:
            words = text[start:end]
            if words.lower() == word or words.lower().startswith(word + " "):
                start, changed = start + len(word), True
            elif words.lower().endswith(" " + word) and word != "pas":
                end, changed = end - len(word), True
    return Span(start, end) if start < end else None
