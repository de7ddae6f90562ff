"""From acts to stances: who stands how towards the claim that a statement is about."""

from collections.abc import Sequence

from volgens.dossiers.similarity import Utterance
from volgens.model import Act, Stance

_BY_ACT = {Act.WITHHOLD: Stance.WITHHOLDS, Act.UNKNOWN: Stance.UNKNOWN}


def is_affirmed(utterance: Utterance) -> bool:
    """Whether the source stands behind the positive form of the proposition."""
    statement = utterance.statement
    if utterance.act is Act.DENY:
        return statement.negative and statement.rejected
    return statement.negative == statement.rejected


def read_stances(cluster: Sequence[Utterance]) -> list[Stance]:
    """The stance of each utterance towards the claim that the cluster makes together.

    A claim is put the way in which somebody first asserts it. Where everybody who says it at all says it with a
    *not*, and nobody denies it outright, the claim itself is negative: to say so is to assert it.
    """
    plain = [_BY_ACT.get(u.act) or (Stance.ASSERTS if is_affirmed(u) else Stance.DENIES) for u in cluster]
    if Stance.ASSERTS in plain:
        return plain
    turned = [i for i, (u, s) in enumerate(zip(cluster, plain, strict=True)) if s is Stance.DENIES and _is_own_word(u)]
    return [
        (Stance.ASSERTS if i in turned else Stance.DENIES if s is Stance.ASSERTS else s) for i, s in enumerate(plain)
    ]


def _is_own_word(utterance: Utterance) -> bool:
    """Whether a negative statement is put forward by itself, not against somebody else's."""
    return utterance.act is not Act.DENY and utterance.statement.negative and not utterance.statement.rejected
