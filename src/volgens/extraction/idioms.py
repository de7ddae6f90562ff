"""Verbs of saying and thinking in expressions where nobody says or thinks: *dat wil zeggen dat*, *het toeval wil*."""

from volgens.language.readings import load_readings
from volgens.syntax import Sentence

WIDEST = 6
"""Words before and after the verb in which its expression may lie."""


def is_idiom(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is a word of an expression that attributes nothing."""
    lowers = [t.lower for t in sentence.tokens[max(0, verb - WIDEST) : verb + WIDEST]]
    at = min(verb, WIDEST)
    for start in range(at + 1):
        for parts in load_readings().idioms.get(lowers[start], ()):
            if start + len(parts) > at and tuple(lowers[start : start + len(parts)]) == parts:
                return True
    return False
