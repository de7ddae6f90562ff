"""What tells, of two statements of different articles, whether one party says or denies the same thing again."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np

from volgens.dossiers.pairing import Layers, PairList, Values
from volgens.dossiers.similarity import Utterance, flags, share
from volgens.model import Act, Statement

_FEW_WORDS = 5


def iter_parties(utterances: Sequence[Utterance], near: Values, other_numbers: Values, pairs: PairList) -> Layers:
    """The figures of all pairs; ``near`` is how alike their words are, ``other_numbers`` that numbers differ."""
    across = np.ones(len(pairs), dtype=np.float32)
    across[pairs.inside] = 0.0
    speaker = pairs.same([u.speaker or "" for u in utterances]) * across
    party = pairs.same([u.party or "" for u in utterances]) * across
    denial = flags(u.act is Act.DENY for u in utterances)
    silence = flags(u.act is Act.WITHHOLD or u.statement.withheld for u in utterances)
    numbered = pairs.both(flags(bool(u.statement.numbers) for u in utterances))
    brief = flags(len(u.text.split()) <= _FEW_WORDS for u in utterances)
    position = np.array([u.position for u in utterances], dtype=np.float32)
    both_deny = pairs.both(denial)
    unit = share([find_units(u.statement) for u in utterances], pairs)[0]
    yield "again", speaker
    yield "again_denying", speaker * both_deny
    yield "again_silent", speaker * pairs.both(silence)
    yield "again_brief", speaker * pairs.either(brief)
    yield "again_numbers", speaker * numbered
    yield "again_near", speaker * near
    yield "party_again", party
    yield "party_again_denying", party * both_deny
    yield "both_deny", across * both_deny
    yield "unit", unit
    yield "unit_other_number", unit * other_numbers
    yield "both_numbered", numbered
    yield "places_apart", across * np.abs(position[pairs.left] - position[pairs.right])
    yield "near_denying", near * pairs.either(denial) * across
    yield "near_other_party", near * across * (1.0 - party)


def find_units(statement: Statement) -> frozenset[str]:
    """What its numbers count: *ton* of *4,2 ton*."""
    words = statement.lemmas
    return frozenset(
        after for number, after in pairwise(words) if _is_number(number, statement) and not _is_number(after, statement)
    )


def _is_number(word: str, statement: Statement) -> bool:
    return word[:1].isdigit() or word in statement.numbers
