"""Which of the candidates stay: one attribution a cue, one a content and source."""

from collections.abc import Sequence
from dataclasses import replace

from volgens.extraction.candidate import Candidate
from volgens.extraction.nesting import overlap
from volgens.model import Act

LEAST_SURE = 0.44
"""Candidates below this are dropped; chosen on alpino-dev and meantime, see docs/explanation/how-it-works.md."""


def select(candidates: Sequence[Candidate]) -> list[Candidate]:
    """The best reading of every cue, infinitives merged into the verb that governs them."""
    merged = _merge_infinitives(candidates)
    kept: list[Candidate] = []
    for candidate in sorted(merged, key=_rank):
        if candidate.sure < LEAST_SURE or not candidate.content:
            continue
        if any(_clashes(candidate, other) for other in kept):
            continue
        kept.append(candidate)
    return sorted(kept, key=lambda c: (c.content[0].start, c.cue[0].start if c.cue else -1))


def _rank(candidate: Candidate) -> tuple[float, int, int]:
    return (
        -candidate.sure,
        -sum(s.end - s.start for s in candidate.cue),
        candidate.content[0].start if candidate.content else 0,
    )


def _merge_infinitives(candidates: Sequence[Candidate]) -> list[Candidate]:
    """*zegt te hopen dat*: one attribution, with the cue of the outer verb and the act of the inner one."""
    inner_by_cue = {c.cue_at: c for c in candidates if c.cue_at is not None}
    dropped: set[int] = set()
    result = []
    for candidate in candidates:
        inner = inner_by_cue.get(candidate.content_at) if candidate.content_at else None
        if inner is not None and inner is not candidate and candidate.rule == "verb.te":
            dropped.add(id(inner))
            act = inner.act if candidate.act is Act.ASSERT else candidate.act
            result.append(replace(candidate, act=act))
        else:
            result.append(candidate)
    return [c for c, original in zip(result, candidates, strict=True) if id(original) not in dropped]


def _clashes(candidate: Candidate, other: Candidate) -> bool:
    """Whether the two are readings of one attribution: a shared cue, or the same content from the same source."""
    if candidate.cue and other.cue and any(a.overlaps(b) for a in candidate.cue for b in other.cue):
        return True
    same_content = overlap(candidate.content, other.content) > 0.9
    if same_content and (not candidate.cue or not other.cue):
        return True
    return (
        same_content and candidate.source == other.source and candidate.rule.split(".")[0] == other.rule.split(".")[0]
    )
