"""By word order alone, where the tree went astray: Dutch clauses announce themselves by *dat*, colon and inversion."""

from volgens.syntax import ROOT, Sentence

_OPENERS = frozenset({"dat", "of"})
_SKIPPED = frozenset({"ADV", "INTJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_MARKS = frozenset({'"', "'", "”", "“", "„", "’", "‘", "»", "«", "''", "``", ",,"})
LONGEST_GAP = 14
"""Words between a cue and the clause that it announces."""


def _finite(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].has("VerbForm=Fin")


def find_clause_after(sentence: Sentence, cue: int) -> tuple[int, frozenset[int]] | None:
    """The *dat* or *of* clause after the verb at ``cue`` with no other finite verb between: its head and words."""
    tokens = sentence.tokens
    for i in range(cue + 1, min(len(tokens), cue + 1 + LONGEST_GAP)):
        if tokens[i].lower in _OPENERS and tokens[i].upos in {"SCONJ", "CCONJ"}:
            end = _clause_end(sentence, i + 1)
            inside = frozenset(range(i + 1, end))
            head = next((h for h in sorted(inside) if _finite(sentence, h)), max(inside, default=None))
            return (head, inside) if head is not None and len(inside) > 2 else None
        if _finite(sentence, i) or tokens[i].text in {":", ";"}:
            return None
    return None


def _clause_end(sentence: Sentence, start: int) -> int:
    """Up to the end of the sentence, or a comma with *maar* or *aldus* and the like."""
    tokens = sentence.tokens
    for i in range(start + 2, len(tokens) - 2):
        if tokens[i].text == "," and tokens[i + 1].lower in {"maar", "aldus", "zo", "zegt", "zei", "meldt", "volgens"}:
            return i
    return len(tokens)


def find_after_colon(sentence: Sentence, cue: int) -> tuple[int, frozenset[int]] | None:
    """What stands behind the colon after the report clause of ``cue``."""
    tokens = sentence.tokens
    for i in range(cue + 1, min(len(tokens) - 1, cue + 1 + 2 * LONGEST_GAP)):
        if tokens[i].text == ":":
            inside = frozenset(range(i + 1, len(tokens)))
            head = next((h for h in sorted(inside) if _finite(sentence, h)), i + 1)
            return head, inside
        if _finite(sentence, i):
            return None
    return None


def find_subject_after(sentence: Sentence, verb: int, times: frozenset[str]) -> int | None:
    """The noun phrase right behind an inverted finite verb: *, zegt een woordvoerder*."""
    tokens = sentence.tokens
    if not _finite(sentence, verb):
        return None
    i = verb + 1
    while i < len(tokens) and tokens[i].upos in _SKIPPED:
        i += 1
    if i >= len(tokens) or tokens[i].upos not in {"DET", "ADJ", *_NOMINAL} or tokens[i].text in _MARKS:
        return None
    head = _phrase_head(sentence, i, verb)
    return None if head is None or sentence.tokens[head].lemma.lower() in times else head


def find_subject_before(sentence: Sentence, verb: int, times: frozenset[str]) -> int | None:
    """A bare noun phrase of the verb that the tree took for something else."""
    for c in sentence.children(verb, "obj", "iobj", "obl", "dep", "advmod", "parataxis", "vocative"):
        token = sentence.tokens[c]
        if c < verb and token.upos in {"NOUN", "PROPN", "PRON"} and not sentence.children(c, "case"):
            return None if token.lemma.lower() in times else c
    return None


def _phrase_head(sentence: Sentence, start: int, verb: int) -> int | None:
    """The topmost nominal in the run of words from ``start``."""
    for node in (start, *sentence.ancestors(start)):
        token = sentence.tokens[node]
        if token.upos in _NOMINAL and node > verb and (token.head in {verb, ROOT} or token.head < start):
            return node
    for i in range(start, min(start + 5, len(sentence.tokens))):
        if sentence.tokens[i].upos in _NOMINAL:
            return i
        if sentence.tokens[i].upos not in {"DET", "ADJ", "NUM"}:
            return None
    return None
