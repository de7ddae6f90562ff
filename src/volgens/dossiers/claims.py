"""Claims with their stands, from the statements of a set of articles."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from volgens.dossiers.linking import Matcher, link
from volgens.dossiers.origins import count_origins, find_via, follow
from volgens.dossiers.personas import Cast
from volgens.dossiers.records import Claim, Difference, Stand
from volgens.dossiers.similarity import Utterance, gather
from volgens.dossiers.stances import read_stances
from volgens.model import Attribution, Reading, Stance, Statement, content_id, quote

LIKE = 0.3
"""Share of telling words from which two claims that differ in a number or a name are shown as look-alikes."""

RELAYED = 0.6
"""Share of a statement that somebody else's words inside it may take before it is only a report of those."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Source:
    """Where an utterance comes from."""

    reading: Reading
    attribution: Attribution


def find_claims(readings: Sequence[Reading], cast: Cast, matcher: Matcher) -> tuple[Claim, ...]:
    """All claims, those with most stands first; ``readings`` in order of time."""
    sources: dict[str, _Source] = {}
    statements: list[Statement] = []
    for reading in readings:
        by_id = {a.id: a for a in reading.attributions}
        for attribution in reading.attributions:
            sources[attribution.id] = _Source(reading=reading, attribution=attribution)
        statements.extend(s for s in reading.statements if not _is_relay(s, by_id[s.attribution_id], reading))
    utterances = gather(statements, {key: s.attribution for key, s in sources.items()})
    clusters = link(utterances, matcher)
    claims = [_make_claim([utterances[i] for i in members], sources, cast) for members in clusters]
    claims = _with_differences(claims, [[statements[i] for i in members] for members in clusters])
    return tuple(sorted(claims, key=lambda c: (not c.contested, -len(c.stands), c.id)))


def _is_relay(statement: Statement, attribution: Attribution, reading: Reading) -> bool:
    """Whether the statement only reports what somebody in it says: then that one's own statement stands for it."""
    length = sum(s.end - s.start for s in statement.words)
    inner: set[int] = set()
    for other in reading.attributions:
        if other.parent == attribution.id and other.cue:
            for span in (*other.cue, *other.source, *other.content):
                inner |= set(range(span.start, span.end))
    inside = sum(1 for s in statement.words for i in range(s.start, s.end) if i in inner)
    return inside > RELAYED * length


def _make_claim(members: Sequence[Utterance], sources: Mapping[str, _Source], cast: Cast) -> Claim:
    stands = tuple(
        _make_stand(u, s, sources[u.statement.attribution_id], cast)
        for u, s in zip(members, read_stances(members), strict=True)
    )
    return Claim(
        id=content_id("claim", *sorted(s.id for s in stands)),
        stands=stands,
        origins=count_origins([(s.stance, s.actor, s.origin) for s in stands], cast),
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


def _with_differences(claims: Sequence[Claim], statements: Sequence[Sequence[Statement]]) -> list[Claim]:
    """The claims, each with those that are like it but for a number or a name."""
    bags = [frozenset(w for s in group for w in s.lemmas if not w[0].isdigit()) for group in statements]
    numbers = [frozenset(n for s in group for n in s.numbers) for group in statements]
    found: list[list[Difference]] = [[] for _ in claims]
    for i, left in enumerate(bags):
        for j in range(i + 1, len(bags)):
            both, least = len(left & bags[j]), min(len(left), len(bags[j]))
            if least < 2 or both < max(2, LIKE * least) or not numbers[i] or not numbers[j] or numbers[i] & numbers[j]:
                continue
            found[i].append(Difference(claim_id=claims[j].id, what="number"))
            found[j].append(Difference(claim_id=claims[i].id, what="number"))
    return [replace(c, differs=tuple(f)) for c, f in zip(claims, found, strict=True)]
