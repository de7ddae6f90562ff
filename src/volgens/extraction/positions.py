"""All positions of an article: those that attributions take, and those that no cue announces."""

from collections.abc import Sequence
from dataclasses import replace

from volgens.extraction.norms import find_norms
from volgens.extraction.terms import find_terms
from volgens.language.conditions import ConditionWords
from volgens.model import Attribution, Terms, quote
from volgens.syntax import Parse


def find_positions(parse: Parse, attributions: Sequence[Attribution], conditions: ConditionWords) -> tuple[Terms, ...]:
    """The terms of ``attributions``, then of what permits, forbids or binds without being announced; in text order."""
    own = find_terms(parse, attributions, conditions)
    norms = find_norms(parse, attributions, conditions)
    named = [replace(n, entity=n.entity or (quote(parse.text, n.source[:1]) if n.source else None)) for n in norms]
    silent = tuple(replace(t, attribution_id=None) for t in find_terms(parse, named, conditions))
    return tuple(sorted((*own, *silent), key=lambda t: t.matter[0].start))
