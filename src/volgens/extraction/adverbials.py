"""Cues that are prepositions and adverbials: *volgens*, *aldus*, *naar eigen zeggen*, *in de ogen van*."""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import find_subject, is_finite_clause, noun_phrase
from volgens.language.lexicon import Lexicon, Phrase
from volgens.syntax import ROOT, Sentence


def find_adverbial_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*Volgens de brandweer is er niemand gewond.* → de brandweer | Volgens | is er niemand gewond."""
    lowers = [t.lower for t in sentence.tokens]
    taken: set[int] = set()
    for phrase in lexicon.phrases:
        for cue, gap in _iter_matches(lowers, phrase):
            if taken & set(cue):
                continue
            found = _read(sentence, phrase, cue, gap, lexicon)
            if found is not None:
                taken |= set(cue)
                yield found


def _iter_matches(lowers: list[str], phrase: Phrase) -> Iterator[tuple[tuple[int, ...], tuple[int, int] | None]]:
    """Places of the words of the phrase; with a gap also where its filling begins and ends."""
    for start in range(len(lowers)):
        if tuple(lowers[start : start + len(phrase.before)]) != phrase.before:
            continue
        after_first = start + len(phrase.before)
        first = tuple(range(start, after_first))
        if not phrase.after:
            yield first, None
            continue
        for second in range(after_first + 1, min(after_first + 9, len(lowers))):
            if tuple(lowers[second : second + len(phrase.after)]) == phrase.after:
                yield (*first, *range(second, second + len(phrase.after))), (after_first, second)
                break


def _read(
    sentence: Sentence, phrase: Phrase, cue: tuple[int, ...], gap: tuple[int, int] | None, lexicon: Lexicon
) -> Candidate | None:
    source: set[int] = set()
    head: int | None = None
    if phrase.source == "between" and gap is not None:
        source = set(range(*gap)) - {i for i in range(*gap) if sentence.tokens[i].lower in {"de", "het"}}
        if any(sentence.tokens[i].lower in {"eigen", "alle"} for i in source):
            return None
        # A possessive alone (*in zijn ogen*) or a genitive (*in Jansens ogen*).
        head = gap[1] - 1
    elif phrase.source == "after":
        head = _head_after(sentence, cue[-1])
        if head is None or sentence.tokens[head].lemma.lower() in lexicon.not_sources:
            return None
        source = {i for i in noun_phrase(sentence, head) if i > cue[-1]}
    anchor = _find_anchor(sentence, cue, head if phrase.source == "after" else None)
    if anchor is None or (
        head is not None and phrase.source == "after" and _is_manner(sentence, cue, anchor, head, lexicon)
    ):
        return None
    if phrase.source == "subject":
        head = find_subject(sentence, anchor)
        source = noun_phrase(sentence, head) if head is not None else set()
    phrase_tokens = set(cue) | source if phrase.source != "subject" else set(cue)
    content = _scope(sentence, anchor, phrase_tokens, phrase.source == "subject", source)
    spans = to_spans(sentence, content)
    if not spans:
        return None
    return Candidate(
        rule=f"adverbial.{phrase.words[0]}",
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        source=to_spans(sentence, source) if source else (),
        content=spans,
        act=phrase.act,
        sure=0.85,
        cue_at=(sentence.index, cue[0]),
        source_at=None if head is None else (sentence.index, head),
        content_at=(sentence.index, anchor),
    )


def _is_manner(sentence: Sentence, cue: tuple[int, ...], anchor: int, head: int, lexicon: Lexicon) -> bool:
    """*werken volgens een wisselschema*, *aldus ontstaat een ruit*: how something is done, nobody's word."""
    following = sentence.tokens[cue[-1] + 1]
    if sentence.tokens[cue[0]].lower == "aldus":
        return following.has("VerbForm=Fin") or following.has("VerbForm=Part")
    if all(t.upos == "PUNCT" for t in sentence.tokens[: cue[0]]) or sentence.children(anchor, "cop"):
        return False
    return sentence.tokens[head].lemma.lower().endswith(lexicon.measures)


def _head_after(sentence: Sentence, preposition: int) -> int | None:
    """The head of the noun phrase that a preposition governs."""
    token = sentence.tokens[preposition]
    first = preposition
    while sentence.tokens[first].deprel == "fixed":
        first = sentence.tokens[first].head
    token = sentence.tokens[first]
    if token.deprel == "case" and token.head != ROOT and token.head > preposition:
        return token.head
    after = preposition + 1
    if after >= len(sentence.tokens):
        return None
    chain = [after, *sentence.ancestors(after)]
    nouns = [
        i
        for i in chain
        if i > preposition and sentence.tokens[i].upos in {"NOUN", "PROPN", "PRON", "NUM", "X", "ADJ", "SYM"}
    ]
    top = None
    for i in nouns:
        if min(sentence.subtree(i)) > preposition - 2:
            top = i
    return top if top is not None else (nouns[0] if nouns else None)


def _find_anchor(sentence: Sentence, cue: tuple[int, ...], head: int | None) -> int | None:
    """The predicate of the clause that the phrase stands in; for a loose *…, aldus X* the head of what it follows."""
    start = head if head is not None else cue[0]
    inner = set(cue) | ({head} if head is not None else set())
    for node in sentence.ancestors(start):
        if node in inner:
            continue
        token = sentence.tokens[node]
        if token.deprel in {"cop", "aux", "aux:pass"}:
            # The phrase hangs on the auxiliary; the clause is that of its predicate.
            continue
        if is_finite_clause(sentence, node) or token.deprel in {"root", "ccomp", "parataxis", "xcomp"}:
            return node
    if sentence.tokens[start].head == ROOT:
        # The phrase itself became the root: what hangs on it, or stands before it, is the content.
        clauses = [c for c in sentence.children(start) if is_finite_clause(sentence, c)]
        return clauses[0] if clauses else start
    return None


def _scope(sentence: Sentence, anchor: int, phrase: set[int], own: bool, source: set[int]) -> set[int]:
    """The clause of the anchor without the phrase, and without a following clause of its own subject."""
    tokens = set(sentence.subtree(anchor))
    if sentence.tokens[anchor].head == ROOT:
        tokens = set(range(len(sentence.tokens)))
    first = min(phrase)
    leads = not any(sentence.tokens[i].upos != "PUNCT" for i in range(first))
    for c in sentence.children(anchor, "conj", "parataxis"):
        below = sentence.subtree(c)
        if below & phrase or (leads and not _contrasts(sentence, c)):
            continue
        if sentence.children(c, "nsubj") and is_finite_clause(sentence, c) and min(below) > first:
            tokens -= below
    if own:
        tokens -= source
    for c in sentence.children(anchor, "mark", "cc"):
        if sentence.tokens[c].lower in {"dat", "of", "maar", "en", "want"}:
            tokens.discard(c)
    return tokens - phrase


def _contrasts(sentence: Sentence, conjunct: int) -> bool:
    return any(sentence.tokens[c].lower == "maar" for c in sentence.children(conjunct, "cc"))
