"""All positions of an article: those that attributions take, and those that no cue announces."""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from volgens.extraction.clauses import find_subject, noun_phrase
from volgens.extraction.deeds import Clause, Voice, is_opposed
from volgens.extraction.norms import find_norms
from volgens.extraction.terms import POSITION_ACTS, find_terms
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Attribution, Mode, Span, Spans, Terms, quote, spans_overlap
from volgens.syntax import Parse, Sentence, Token

_FIRST = frozenset({"ik", "wij", "we"})
_STATES = frozenset({"deugen", "kloppen", "liggen", "bestaan", "weten"})
_SECOND = frozenset({"u", "je", "jij", "jullie"})


def find_positions(
    parse: Parse,
    attributions: Sequence[Attribution],
    conditions: ConditionWords,
    *,
    media: frozenset[str] = frozenset(),
) -> tuple[Terms, ...]:
    """The terms of ``attributions``, then of what permits, forbids or binds without being announced; in text order.

    ``media`` are the names of those who pass on the word of others: what they report of somebody is that one's
    position, where what a party reports of another is its own word.
    """
    attributions = [_name_agent(a, parse) for a in attributions]
    norms = find_norms(parse, attributions, conditions)
    named = [replace(n, entity=n.entity or (quote(parse.text, n.source[:1]) if n.source else None)) for n in norms]
    taken = [
        t
        for a in attributions
        if not _is_split(a, norms)
        for t in _take(_without_relay(a, attributions, media), attributions, norms, parse, conditions)
    ]
    silent = (replace(t, attribution_id=None) for t in find_terms(parse, named, conditions))
    return tuple(sorted(_without_repeats([*taken, *silent], parse.text), key=lambda t: t.matter[0].start))


def _without_relay(attribution: Attribution, attributions: Sequence[Attribution], media: frozenset[str]) -> Attribution:
    """*De krant schrijft dat de minister het verbiedt*: the minister's position, as if there were no paper."""
    parent = parent_of(attribution, attributions)
    relayed = parent is not None and parent.entity in media and parent.parent is None
    return replace(attribution, parent=None) if relayed else attribution


def _is_split(attribution: Attribution, norms: Sequence[Attribution]) -> bool:
    """Whether sentences of a longer speech take its position one by one."""
    return any(
        n.act is attribution.act and n.cue == attribution.cue and n.content != attribution.content
        and any(c.contains(n.content[0]) for c in (Span(attribution.content[0].start, attribution.content[-1].end),))
        for n in norms
    )  # fmt: skip


def _left(attribution: Attribution, norms: Sequence[Attribution]) -> Spans:
    """The content without the sentences that take another position."""
    others = [n for n in norms if n.cue == attribution.cue and n.act is not attribution.act]
    left = tuple(c for c in attribution.content if not any(n.content[0].contains(c) for n in others))
    return left or attribution.content


def _take(
    attribution: Attribution,
    attributions: Sequence[Attribution],
    norms: Sequence[Attribution],
    parse: Parse,
    conditions: ConditionWords,
) -> Iterator[Terms]:
    """The terms of one attribution where it takes a position of somebody's now, and not only reports one."""
    if attribution.act not in POSITION_ACTS | {Act.WANT, Act.ACCUSE}:
        return
    cue = _cue_tokens(attribution, parse)
    wish = attribution.act is Act.WANT and _is_wish(attribution, cue, parse)
    # *stelt de bouwer aansprakelijk*: that is to claim damages.
    wish = wish or (attribution.act is Act.ACCUSE and any(t.lower == "aansprakelijk" for t in cue))
    if attribution.act not in POSITION_ACTS and not wish:
        return
    taken = replace(attribution, act=Act.DEMAND if wish else _sharpen(attribution, parse, conditions))
    taken = replace(taken, content=_left(taken, norms))
    said = {s.of(parse.text).lower() for s in taken.source}
    if (said & _SECOND and cue) or (parent_of(taken, attributions) and not said & _FIRST):
        return
    parent = parent_of(taken, attributions)
    if parent is not None:
        if any(t.has("VerbForm=Part") or t.has("Tense=Past") for t in cue):
            return
        # *Wij adviseren …*, says somebody: it is who says it that takes the position.
        taken = replace(taken, entity=parent.entity, actor_id=parent.actor_id)
    if taken.entity is None or not _is_deed(taken, parse, conditions):
        return
    for terms in find_terms(parse, [taken], conditions):
        same = terms.act is attribution.act
        yield replace(terms, attribution_id=attribution.id if same else None)


def _sharpen(attribution: Attribution, parse: Parse, conditions: ConditionWords) -> Act:
    """An announced lawsuit is a threat, and so is what follows where somebody does not do as told."""
    if attribution.act not in {Act.PROMISE, Act.DEMAND}:
        return attribution.act
    start = attribution.content[0].start
    sentence = next((s for s in parse.sentences if s.span.start <= start < s.span.end), None)
    if sentence is None:
        return attribution.act
    clause = Clause(
        sentence=sentence,
        inside=frozenset(range(len(sentence.tokens))),
        voice=Voice.NARRATED,
        names=frozenset(),
        conditions=conditions,
    )
    first = clause.cases[:1]
    if is_opposed(clause) and first and sentence.tokens[first[0].start].start < start and first[0].start < 2:
        return Act.THREATEN
    step = attribution.act is Act.PROMISE and not clause.is_negative and clause.has(conditions.deeds.steps)
    return Act.THREATEN if step and not clause.cases else attribution.act


def _name_agent(attribution: Attribution, parse: Parse) -> Attribution:
    """With the subject of its verb for a source where the attribution has none: *heeft X verboden om …*."""
    if attribution.entity or attribution.source or attribution.act not in POSITION_ACTS:
        return attribution
    cue = _cue_tokens(attribution, parse)
    if not cue:
        return attribution
    sentence = next(s for s in parse.sentences if s.span.start <= cue[0].start < s.span.end)
    subject = find_subject(sentence, cue[-1].i) if cue[-1].upos == "VERB" else None
    if subject is None or sentence.tokens[subject].upos not in {"NOUN", "PROPN"}:
        return attribution
    phrase = sorted(noun_phrase(sentence, subject))
    span = Span(sentence.tokens[phrase[0]].start, sentence.tokens[phrase[-1]].end)
    if any(c.overlaps(span) for c in (*attribution.content, *attribution.cue)):
        return attribution
    return replace(attribution, entity=span.of(parse.text))


def parent_of(attribution: Attribution, attributions: Sequence[Attribution]) -> Attribution | None:
    """The attribution in whose content this one stands."""
    return next((a for a in attributions if a.id == attribution.parent), None)


def _cue_tokens(attribution: Attribution, parse: Parse) -> list[Token]:
    return [
        t
        for s in parse.sentences
        if any(c.overlaps(s.span) for c in attribution.cue)
        for t in s.tokens
        if any(c.start <= t.start < c.end for c in attribution.cue)
    ]


def _is_wish(attribution: Attribution, cue: Sequence[Token], parse: Parse) -> bool:
    """*wil dat de raad aftreedt*: what somebody wants another to do."""
    before = parse.text[max(0, attribution.content[0].start - 5) : attribution.content[0].start]
    start = min((t.start for t in cue), default=0)
    between = parse.text[start : attribution.content[0].start].lower().split()
    wants = any(t.lemma.lower() == "willen" for t in cue) and before.split()[-1:] == ["dat"]
    return wants and not {"niet", "voorkomen"} & set(between)


def _is_deed(attribution: Attribution, parse: Parse, conditions: ConditionWords) -> bool:
    """Whether the content is something that one does: no bare name, and for a warning no bare phrase."""
    tokens = [
        (s, t)
        for s in parse.sentences
        if any(c.overlaps(s.span) for c in attribution.content)
        for t in s.tokens
        if any(c.start <= t.start < c.end for c in attribution.content) and t.upos != "PUNCT"
    ]
    if any(t.upos in {"VERB", "AUX"} for _, t in tokens):
        verbs = [t for _, t in tokens if t.upos == "VERB"]
        describes = attribution.act in {Act.PROMISE, Act.DEMAND} and all(t.lemma.lower() in _STATES for t in verbs)
        silent = _is_silence(attribution, [t for _, t in tokens], conditions)
        return not (verbs and describes) and not silent and not _is_own_duty(attribution, tokens)
    if attribution.act is Act.WARN:
        return False
    return not (attribution.act is Act.DEMAND and all(_is_name(s, t) for s, t in tokens))


def _is_silence(attribution: Attribution, tokens: Sequence[Token], conditions: ConditionWords) -> bool:
    """*wil niet zeggen of …*: that is to withhold, unless there is a term to it."""
    if attribution.act is not Act.REFUSE or any(t.lower in {"zolang", "tot", "totdat", "tenzij"} for t in tokens):
        return False
    verbs = [t for t in tokens if t.upos == "VERB"]
    return verbs[:1] != [] and verbs[0].lemma.lower() in conditions.deeds.silences and attribution.mode is Mode.INDIRECT


def _is_own_duty(attribution: Attribution, tokens: Sequence[tuple[Sentence, Token]]) -> bool:
    """*Daar moeten we aan wennen*: what the speaker has to do is no demand."""
    if attribution.act is not Act.DEMAND:
        return False
    if any(t.lower in {"hoeven", "hoeft", "hoef"} for s, _ in tokens[:1] for t in s.tokens):
        return True
    modals = [(s, t) for s, t in tokens if t.lemma.lower() in {"moeten", "hoeven"} and t.has("VerbForm=Fin")]
    return bool(modals) and all(
        t.has("Tense=Past")
        or {n.lower for n in s.tokens[t.i : t.i + 4]} >= {"dan", "maar"}
        or any(n.lower in {"ik", "we", "wij"} for n in s.tokens[max(0, t.i - 1) : t.i + 2])
        for s, t in modals
    )


def _is_name(sentence: Sentence, token: Token) -> bool:
    return token.upos in {"PROPN", "DET"} or sentence.name_at(token.i) is not None


def _repeats(one: Terms, other: Terms, text: str) -> bool:
    """Whether a title or a caption has the words that the body has, with no more to them."""
    if one.entity != other.entity:
        return False
    left, right = (" ".join(s.of(text) for s in t.matter).lower() for t in (one, other))
    return left in right or right in left


def _without_repeats(found: Sequence[Terms], text: str) -> Iterator[Terms]:
    found = sorted(found, key=lambda t: not t.condition)
    kept: list[Terms] = []
    for terms in found:
        if any(
            k.act is terms.act and (spans_overlap(k.matter, terms.matter) or _repeats(k, terms, text)) for k in kept
        ):
            continue
        kept.append(terms)
        yield terms
