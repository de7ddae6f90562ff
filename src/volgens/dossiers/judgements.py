"""What people said about which statements are one claim: it comes after the matcher, and before everything else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from volgens.dossiers.similarity import Utterance
from volgens.model import Spans

LEAST_OVERLAP = 0.5
"""Share of the characters of two statements that lie in both (Dice), from which they are taken for the same words."""

Clusters = tuple[tuple[int, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """That a statement is the same claim as another one, or is not; ``whole`` says so of all of its claim.

    Statements are named by their article and words, so that a new reading finds them again.
    """

    same: bool
    article_id: str
    words: Spans
    other_article: str
    other_words: Spans
    whole: bool = False


def judge(clusters: Clusters, utterances: Sequence[Utterance], judgements: Iterable[Judgement]) -> Clusters:
    """``clusters`` of indices into ``utterances`` with each judgement carried out in turn, the last one last.

    A statement that is moved takes every other printing of the same words by the same speaker with it.
    """
    groups = [list(cluster) for cluster in clusters]
    for judgement in judgements:
        moved = _find(utterances, judgement.article_id, judgement.words)
        other = _find(utterances, judgement.other_article, judgement.other_words)
        if moved is None or other is None or moved == other:
            continue
        home, goal = (next(group for group in groups if index in group) for index in (moved, other))
        if (home is goal) is judgement.same:
            continue
        going = list(home) if judgement.whole and judgement.same else _printings(utterances, home, moved)
        going = [index for index in going if index != other]
        home[:] = [index for index in home if index not in going]
        if judgement.same:
            goal += going
        else:
            groups.append(going)
    return tuple(sorted(tuple(sorted(group)) for group in groups if group))


def _printings(utterances: Sequence[Utterance], group: Iterable[int], index: int) -> list[int]:
    own = utterances[index]
    return [i for i in group if utterances[i].speaker == own.speaker and _plain(utterances[i]) == _plain(own)]


def _plain(utterance: Utterance) -> str:
    return " ".join(utterance.text.casefold().split())


def _find(utterances: Sequence[Utterance], article_id: str, words: Spans) -> int | None:
    here = [i for i, u in enumerate(utterances) if u.statement.article_id == article_id]
    best = max(here, key=lambda i: _dice(utterances[i].statement.words, words), default=None)
    return best if best is not None and _dice(utterances[best].statement.words, words) >= LEAST_OVERLAP else None


def _dice(left: Spans, right: Spans) -> float:
    shared = sum(max(0, min(a.end, b.end) - max(a.start, b.start)) for a in left for b in right)
    return 2 * shared / sum(s.end - s.start for s in (*left, *right))
