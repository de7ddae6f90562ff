"""By word order alone, where the tree went astray: Dutch clauses announce themselves by *dat*, colon and inversion."""

from volgens.syntax import ROOT, Sentence

_OPENERS = frozenset({"dat", "of"})
_SKIPPED = frozenset({"ADV", "INTJ"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "X", "SYM"})
_MARKS = frozenset({'"', "'", "”", "“", "„", "’", "‘", "»", "«", "''", "``", ",,"})
_LIMITS = frozenset(
    {"maar", "ook", "mits", "behalve", "zelfs", "zij", "tenminste", "vooral", "waaronder", "inclusief", "onder",
     "althans", "in", "met", "zonder", "zeker", "laat", "en", "of", "niet", "alleen"}
)  # fmt: skip
LONGEST_GAP = 14
"""Words between a cue and the clause that it announces."""


def _finite(sentence: Sentence, i: int) -> bool:
    return sentence.tokens[i].has("VerbForm=Fin")


def find_clause_after(sentence: Sentence, cue: int) -> tuple[int, frozenset[int]] | None:
    """The *dat* or *of* clause after the verb at ``cue`` with no other finite verb between: its head and words."""
    tokens = sentence.tokens
    for i in range(cue + 1, min(len(tokens), cue + 1 + LONGEST_GAP)):
        if tokens[i].lower in _OPENERS and _opens_clause(sentence, i):
            end = _clause_end(sentence, i + 1)
            inside = frozenset(range(i + 1, end))
            head = next((h for h in sorted(inside) if _finite(sentence, h)), max(inside, default=None))
            return (head, inside) if head is not None and len(inside) > 2 else None
        if _finite(sentence, i) or tokens[i].text in {":", ";"}:
            return None
    return None


def _opens_clause(sentence: Sentence, i: int) -> bool:
    """Whether *dat* or *of* at ``i`` is a conjunction; a tree that took it for a pronoun is not believed outright."""
    tokens = sentence.tokens
    if tokens[i].upos in {"SCONJ", "CCONJ"}:
        return True
    follows = i + 1 < len(tokens) and not _finite(sentence, i + 1) and tokens[i + 1].upos != "PUNCT"
    return tokens[i].lower == "dat" and follows and i > 0 and (tokens[i - 1].text == "," or tokens[i - 1].upos == "ADP")


def find_infinitive_after(sentence: Sentence, cue: int, subject: int | None) -> tuple[int, frozenset[int]] | None:
    """The *te* infinitive behind the verb at ``cue`` with no finite verb between, from its first word on."""
    tokens = sentence.tokens
    for i in range(cue + 1, min(len(tokens) - 1, cue + 1 + 2 * LONGEST_GAP)):
        if tokens[i].lower == "te" and tokens[i + 1].has("VerbForm=Inf"):
            start = cue + 1
            if subject is not None and cue < subject < i:
                start = max(sentence.subtree(subject) & set(range(cue, i)) | {subject}) + 1
            end = next((k for k in range(i + 2, len(tokens)) if tokens[k].upos == "PUNCT"), len(tokens))
            inside = frozenset(k for k in range(start, end) if tokens[k].lower != "om")
            return (i + 1, inside) if len(inside) > 1 else None
        if _finite(sentence, i) or tokens[i].text in {":", ";"} or tokens[i].lower in _OPENERS:
            return None
    return None


def find_limit_after(sentence: Sentence, content: frozenset[int]) -> frozenset[int]:
    """A limit or afterthought without a verb behind the content: *…, maar alleen tegen bases*, *…, ook in Rusland*."""
    tokens = sentence.tokens
    last = max(content, default=-1)
    if last < 0 or last + 2 >= len(tokens) or tokens[last + 1].text != "," or tokens[last + 2].lower not in _LIMITS:
        return frozenset()
    end = next((k for k in range(last + 2, len(tokens)) if tokens[k].text in {".", ";", ":"}), len(tokens))
    fragment = range(last + 2, end)
    if any(_finite(sentence, k) for k in fragment):
        return frozenset()
    return frozenset(range(last + 1, end))


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
