"""What tells, of two statements of one article, whether they speak of one claim: who answers whom, and how soon.

A denial mostly shares no word with what it denies (*Onzin. Er is niet gebeld.*), so within an article the course of the
text must tell: how many statements lie between, whether another party speaks, what kind of words the earlier and the
later are, and which is the last that another party put forward.
"""

import re
from collections.abc import Mapping, Sequence

import numpy as np

from volgens.dossiers.pairing import Layers, PairList, Values, encode
from volgens.dossiers.similarity import Utterance
from volgens.model import Act

_ANSWERS = re.compile(
    r"""["'‘’“”„,]*(?:nee|neen|ja|onzin|onjuist|larie|kletskoek|niet waar|klopt|dat|dit|daar|zo)\b""", re.IGNORECASE
)
_LONGEST_ANSWER = 8
"""Words of a statement that may be nothing but an answer."""

_REACHES = ((1, 1), (2, 2), (3, 3), (4, 6), (7, 10**9))
"""Statements from the one to the other, from and to: next, second, third, near, far."""

_BESIDE, _NEAR = 3, 4
_FEW_WORDS = 2
_NEXT_LINES = 2
_MOST_TURNS = 5


def iter_answering(utterances: Sequence[Utterance], near: Values, pairs: PairList) -> Layers:
    """The figures of the pairs within an article; ``near`` is how alike the words of each pair are."""
    for name, layer in _iter_pairs(utterances, near[pairs.inside], pairs):
        yield f"in_{name}", layer


def _iter_pairs(utterances: Sequence[Utterance], near: Values, pairs: PairList) -> Layers:
    left, right = pairs.left[pairs.inside], pairs.right[pairs.inside]
    gap = right - left
    lines = np.array([u.line for u in utterances])
    apart = np.abs(lines[left] - lines[right])
    party, attribution = (encode(labels) for labels in _labels(utterances))
    own = (party[left] == party[right]).astype(np.float32)
    other, beside = 1 - own, (apart == 0).astype(np.float32)
    kinds = _kinds(utterances)
    later, earlier = ({k: v[place] for k, v in kinds.items()} for place in (right, left))
    together = (attribution[left] == attribution[right]).astype(np.float32)
    for least, most in _REACHES:
        reach = ((gap >= least) & (gap <= most)).astype(np.float32)
        yield f"{least}", reach
        yield f"{least}_own", reach * own
        yield f"{least}_beside", reach * beside
        if least <= _NEAR:
            for kind in ("deny", "withhold", "hollow", "retort", "brief"):
                yield f"{least}_{kind}_other", reach * later[kind] * other
                yield f"{least}_after_{kind}_own", reach * earlier[kind] * own
        if least <= _BESIDE:
            yield f"{least}_denied", reach * later["deny"] * earlier["assert"] * other
            yield f"{least}_goes_on", reach * later["free"] * own
            yield f"{least}_together", reach * together
    last, last_claim, turns = _find_turns(utterances, kinds, pairs)
    for kind, it in later.items():
        if kind != "assert":
            yield f"later_{kind}", it
            yield f"earlier_{kind}", earlier[kind]
            yield f"last_{kind}", last * it
            yield f"last_claim_{kind}", last_claim * it
            yield f"beside_{kind}", it * beside
    next_line = ((apart > 0) & (apart <= _NEXT_LINES)).astype(np.float32)
    yield from {
        "together": together, "last": last, "last_claim": last_claim, "turns": turns, "beside": beside,
        "next_line": next_line, "own": own, "near_other": near * other, "near_own": near * own,
        "near_denied": near * later["deny"],
    }.items()  # fmt: skip


def _labels(utterances: Sequence[Utterance]) -> tuple[list[str], list[str]]:
    return [u.party or "" for u in utterances], [u.statement.attribution_id for u in utterances]


def _kinds(utterances: Sequence[Utterance]) -> Mapping[str, Values]:
    """What each statement is, by name of the kind."""
    listed = {
        "deny": [u.act is Act.DENY for u in utterances],
        "withhold": [u.act is Act.WITHHOLD or u.statement.withheld for u in utterances],
        "unknown": [u.act is Act.UNKNOWN for u in utterances],
        "confirm": [u.act is Act.CONFIRM for u in utterances],
        "evaluate": [u.act in {Act.EVALUATE, Act.BELIEVE} for u in utterances],
        "assert": [u.act in {Act.ASSERT, Act.ACCUSE} for u in utterances],
        "hollow": [is_answer(u.text) for u in utterances],
        "brief": [len(u.statement.lemmas) <= _FEW_WORDS for u in utterances],
        "pointing": [u.statement.topic != u.statement.words for u in utterances],
        "retort": [u.maker.startswith("retort") or u.maker == "echo" for u in utterances],
        "free": [u.maker == "speech.free" for u in utterances],
        "nobody": [u.party is None for u in utterances],
        "negative": [u.statement.negative for u in utterances],
    }
    return {kind: np.array(values, dtype=np.float32) for kind, values in listed.items()}


def is_answer(words: str) -> bool:
    """Whether the words begin like an answer and hold little more: *Dat klopt niet*, *Nee, nooit*."""
    return _ANSWERS.match(words) is not None and len(words.split()) <= _LONGEST_ANSWER


def _find_turns(
    utterances: Sequence[Utterance], kinds: Mapping[str, Values], pairs: PairList
) -> tuple[Values, Values, Values]:
    """Whether the earlier is the last of another party, the last claim of another party; changes of party between."""
    left, right = pairs.left[pairs.inside], pairs.right[pairs.inside]
    parties = encode([u.party or "" for u in utterances])
    puts = (kinds["deny"] == 0) & (kinds["withhold"] == 0)
    changes = np.concatenate([[0], np.cumsum(parties[1:] != parties[:-1])])
    others = parties[left] != parties[right]
    last, last_claim = (np.zeros(len(left), dtype=np.float32) for _ in range(2))
    for found, fits in ((last, others), (last_claim, others & puts[left])):
        latest = np.full(len(utterances), -1)
        np.maximum.at(latest, right[fits], left[fits])
        found[fits & (latest[right] == left)] = 1.0
    # From the statement after the earlier one on, whoever that is.
    between = changes[right] - changes[np.minimum(left + 1, right)]
    return last, last_claim, (np.minimum(between, _MOST_TURNS) / _MOST_TURNS).astype(np.float32)
