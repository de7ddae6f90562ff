"""From acts to stances: who stands how towards the claim that a statement is about."""

from collections.abc import Sequence

from volgens.dossiers.similarity import Utterance
from volgens.model import Act, Stance

_SIDES = {Stance.ASSERTS: Stance.DENIES, Stance.DENIES: Stance.ASSERTS}
_SILENT = frozenset({Act.ASSERT, Act.DENY, Act.WITHHOLD, Act.EVALUATE, Act.BELIEVE, Act.REFUSE})


def is_affirmed(utterance: Utterance) -> bool:
    """Whether the source stands behind the positive form of the proposition."""
    statement = utterance.statement
    if utterance.act is Act.DENY and (utterance.opening or statement.negative or statement.rejected):
        return statement.negative and statement.rejected
    # What follows a denial in one breath tells how it was: *Dat is niet gebeurd. Er is één lichtkogel afgestoken.*
    return statement.negative == statement.rejected


def _read_alone(utterance: Utterance) -> Stance:
    if utterance.act is Act.UNKNOWN:
        return Stance.UNKNOWN
    if utterance.act is Act.WITHHOLD or (utterance.statement.withheld and utterance.act in _SILENT):
        return Stance.WITHHOLDS
    return Stance.ASSERTS if is_affirmed(utterance) else Stance.DENIES


def read_stances(cluster: Sequence[Utterance]) -> list[Stance]:
    """The stance of each utterance towards the claim that the cluster makes together.

    Where more of those who put it forward do so with a *not* than anybody asserts it, the claim is the negative one,
    and to say so is to assert it. Who gives another figure than the first to assert it, for another party, denies it.
    """
    plain = [_read_alone(u) for u in cluster]
    put_forward = [s for u, s in zip(cluster, plain, strict=True) if _is_put_forward(u)]
    if put_forward.count(Stance.DENIES) > plain.count(Stance.ASSERTS):
        plain = [_SIDES.get(s, s) for s in plain]
    if Stance.ASSERTS not in plain:
        return plain
    first = cluster[plain.index(Stance.ASSERTS)]
    return [
        Stance.DENIES if s is Stance.ASSERTS and _counters(u, first) else s for u, s in zip(cluster, plain, strict=True)
    ]


def _is_put_forward(utterance: Utterance) -> bool:
    """Whether a statement is made by itself, not against somebody else's."""
    return utterance.act is not Act.DENY and not utterance.statement.rejected


def _counters(utterance: Utterance, first: Utterance) -> bool:
    """Whether another party gives other figures for the same thing."""
    own, theirs = set(utterance.statement.numbers), set(first.statement.numbers)
    parties = utterance.party is not None and first.party is not None and utterance.party != first.party
    return parties and bool(own) and bool(theirs) and not own & theirs
