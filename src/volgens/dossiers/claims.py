"""Claims with their stands, from the statements of a set of articles."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from volgens.dossier_model import Claim, Difference, Stand
from volgens.dossiers.judgements import Judgement, judge
from volgens.dossiers.linking import Links, Matcher, link
from volgens.dossiers.origins import count_origins, find_via, follow
from volgens.dossiers.pairing import Values
from volgens.dossiers.personas import Cast
from volgens.dossiers.similarity import Utterance
from volgens.dossiers.stances import read_stances
from volgens.model import Act, Attribution, Reading, Stance, Statement, content_id, quote

LIKE = 0.3
"""Share of telling words from which two claims that differ in a number are shown as look-alikes."""

_LEAST_WORDS = 2

ANSWERING = frozenset({Act.DENY, Act.WITHHOLD})
NAMED = 0.25
"""What it adds to that probability that the assertion names who answers."""

FIRST_SAID = 0.05
"""What it adds that the assertion stands before the answer."""

LEAST_ANSWER = 0.6
"""Probability above which a denial that stands alone is taken to answer an assertion."""

RELAYED = 0.6
"""Share of a statement that somebody else's words inside it may take before it is only a report of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where an utterance comes from."""

    reading: Reading
    attribution: Attribution


def find_claims(
    readings: Sequence[Reading], cast: Cast, matcher: Matcher, judgements: Sequence[Judgement] = ()
) -> tuple[Claim, ...]:
    """All claims, the most evenly contested first, then those with most stands; ``readings`` in order of time.

    ``judgements`` are what people said about which statements are one claim.
    """
    sources = {a.id: _Source(reading=r, attribution=a) for r in readings for a in r.attributions}
    utterances = gather(readings, cast)
    links = join_answers(link(utterances, matcher, {r.article.id: r.article for r in readings}), utterances)
    links = replace(links, clusters=judge(links.clusters, utterances, judgements))
    claims = [
        _make_claim([utterances[i] for i in members], links.alone.among(members), sources, cast)
        for members in links.clusters
    ]
    members = [[utterances[i] for i in group] for group in links.clusters]
    claims = _with_rivals(_with_differences(claims, members), members)
    return tuple(sorted(claims, key=lambda c: (not c.contested, -c.balance, -len(c.stands), c.id)))


def join_answers(links: Links, utterances: Sequence[Utterance]) -> Links:
    """The clusters, with what denies or withholds put to the claim that it most likely answers.

    Nobody denies what nobody says: a denial beside which no other party asserts anything belongs to what another party
    asserts, as soon as anything speaks for that; that the claim names who denies it speaks for it.
    """
    clusters = [list(c) for c in links.clusters]
    home = {i: k for k, c in enumerate(clusters) for i in c}
    stances = {i: s for c in clusters for i, s in zip(c, read_stances([utterances[i] for i in c]), strict=True)}
    asserting = [i for i, s in stances.items() if s is Stance.ASSERTS and utterances[i].act not in ANSWERING]
    for i, utterance in enumerate(utterances):
        if utterance.act not in ANSWERING or stances[i] not in {Stance.DENIES, Stance.WITHHOLDS}:
            continue
        here = utterance.statement.article_id
        others = [
            k for k in asserting
            if utterances[k].party not in {utterance.party, None} and utterances[k].statement.article_id == here
        ]  # fmt: skip
        if not others:
            continue
        best = max(others, key=lambda k: (_likely_answer(links, utterances, i, k), -k))
        beside = max((_likely_answer(links, utterances, i, k) for k in others if home[k] == home[i]), default=0.0)
        if _likely_answer(links, utterances, i, best) > max(LEAST_ANSWER, beside):
            clusters[home[i]].remove(i)
            clusters[home[best]].append(i)
            home[i] = home[best]
    return replace(links, clusters=tuple(sorted(tuple(sorted(c)) for c in clusters if c)))


def _likely_answer(links: Links, utterances: Sequence[Utterance], answer: int, claim: int) -> float:
    own = {name.lower() for name in (utterances[answer].speaker, utterances[answer].party) if name}
    named = any(name in own for name in utterances[claim].statement.names)
    before = utterances[claim].order < utterances[answer].order
    return links.pairs.of(answer, claim) + NAMED * named + FIRST_SAID * before


def gather(readings: Sequence[Reading], cast: Cast) -> list[Utterance]:
    """What ``readings`` state, in their order, without what only reports somebody else's statement."""
    found: list[Utterance] = []
    for reading in readings:
        attributions = {a.id: a for a in reading.attributions}
        below = _by_parent(reading)
        for statement in reading.statements:
            if not _is_relay(statement, below.get(statement.attribution_id, ())):
                attribution = attributions[statement.attribution_id]
                found.append(_utter(statement, attribution, reading.article.text, cast, len(found)))
    return found


def _utter(statement: Statement, attribution: Attribution, text: str, cast: Cast, order: int) -> Utterance:
    speaker = cast.by_actor.get(attribution.actor_id or "", attribution.entity)
    chain = follow(speaker, cast)
    start = statement.words[0].start
    return Utterance(
        statement=statement,
        act=attribution.act,
        speaker=speaker,
        party=chain[-1] if chain else None,
        opening=start <= attribution.content[0].start,
        order=order,
        text=quote(text, statement.words, " "),
        maker=attribution.maker,
        line=text.count("\n", 0, start),
        position=start / len(text),
    )


def _by_parent(reading: Reading) -> dict[str, list[Attribution]]:
    """The attributions with a cue that lie directly inside another one, by its id."""
    below: dict[str, list[Attribution]] = defaultdict(list)
    for attribution in reading.attributions:
        if attribution.parent is not None and attribution.cue:
            below[attribution.parent].append(attribution)
    return below


def _is_relay(statement: Statement, below: Sequence[Attribution]) -> bool:
    """Whether the statement only reports what somebody in it says: then that one's own statement stands for it."""
    length = sum(s.end - s.start for s in statement.words)
    inner: set[int] = set()
    for other in below:
        for span in (*other.cue, *other.source, *other.content):
            inner |= set(range(span.start, span.end))
    inside = sum(1 for s in statement.words for i in range(s.start, s.end) if i in inner)
    return inside > RELAYED * length


def _make_claim(members: Sequence[Utterance], alike: Values, sources: Mapping[str, _Source], cast: Cast) -> Claim:
    stands = tuple(
        _make_stand(u, s, sources[u.statement.attribution_id], cast)
        for u, s in zip(members, read_stances(members), strict=True)
    )
    asserting = [i for i, s in enumerate(stands) if s.stance is Stance.ASSERTS]
    return Claim(
        id=content_id("claim", *sorted(s.id for s in stands)),
        stands=stands,
        origins=count_origins(
            [stands[i].origin for i in asserting], alike[np.ix_(asserting, asserting)].tolist(), cast
        ),
    )


def _make_stand(utterance: Utterance, stance: Stance, source: _Source, cast: Cast) -> Stand:
    attribution, article = source.attribution, source.reading.article
    statement = utterance.statement
    by_id = {a.id: a for a in source.reading.attributions}
    actor = cast.by_actor.get(attribution.actor_id or "", attribution.entity)
    via = find_via(attribution, source.reading, by_id)
    via = (cast.find(via) or via) if via is not None else None
    chain = follow(actor, cast)
    path = tuple(dict.fromkeys(p for p in (article.outlet, via, *chain) if p))
    return Stand(
        id=content_id("stand", attribution.id, *(f"{s.start}-{s.end}" for s in statement.words)),
        article_id=article.id,
        attribution_id=attribution.id,
        words=statement.words,
        quote=quote(article.text, statement.words),
        stance=stance,
        act=attribution.act,
        actor=actor,
        via=via,
        origin=chain[-1] if chain else None,
        path=path,
        printed=article.modified or article.published,
        sure=attribution.confidence,
    )


def _with_rivals(claims: Sequence[Claim], members: Sequence[Sequence[Utterance]]) -> list[Claim]:
    """The claims, each also with those who later give another figure for it in another party's name: they deny it."""
    place = {c.id: i for i, c in enumerate(claims)}
    found = []
    for claim, group in zip(claims, members, strict=True):
        leading = next((i for i, s in enumerate(claim.stands) if s.stance is Stance.ASSERTS), None)
        against: list[Stand] = []
        for difference in claim.differs if leading is not None else ():
            other = place[difference.claim_id]
            for stand, utterance in zip(claims[other].stands, members[other], strict=True):
                first = group[leading or 0]
                named = utterance.party is not None and first.party is not None
                later = named and utterance.order > first.order and utterance.party != first.party
                if stand.stance is Stance.ASSERTS and later and utterance.statement.numbers:
                    against.append(replace(stand, stance=Stance.DENIES))
        found.append(replace(claim, stands=(*claim.stands, *against)))
    return found


def _with_differences(claims: Sequence[Claim], members: Sequence[Sequence[Utterance]]) -> list[Claim]:
    """The claims, each with those that are like it but for a number."""
    statements = [[u.statement for u in group] for group in members]
    bags = [frozenset(w for s in group for w in s.lemmas if not w[0].isdigit()) for group in statements]
    numbers = [frozenset(n for s in group for n in s.numbers) for group in statements]
    found: list[list[Difference]] = [[] for _ in claims]
    counted = [k for k, own in enumerate(numbers) if own and len(bags[k]) >= _LEAST_WORDS]
    for i, j in combinations(counted, 2):
        if numbers[i].isdisjoint(numbers[j]):
            both, least = len(bags[i] & bags[j]), min(len(bags[i]), len(bags[j]))
            if both >= max(_LEAST_WORDS, LIKE * least):
                found[i].append(Difference(claim_id=claims[j].id, what="number"))
                found[j].append(Difference(claim_id=claims[i].id, what="number"))
    return [replace(c, differs=tuple(f)) for c, f in zip(claims, found, strict=True)]
