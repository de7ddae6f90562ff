"""Candidates that grammar alone suggests: any verb with a *dat* clause, any wish with *wil*.

Too many to believe by themselves: they stay below the threshold of the rules and live only where a learned part
takes them for attributions.
"""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    content_of,
    cue_tokens,
    find_subject,
    has_mark,
    is_finite_clause,
    is_passive,
    source_phrase,
    verb_lemmas,
)
from volgens.language.lexicon import Lexicon
from volgens.model import Act
from volgens.syntax import ROOT, Sentence

_WISHING = frozenset({"willen"})
_SURE = 0.3


def find_open_frames(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De buurt grapt dat de brug nooit af komt.* → De buurt | grapt | de brug nooit af komt."""
    for token in sentence.tokens:
        if token.upos not in {"VERB", "ADJ"} or token.deprel == "amod":
            continue
        lemma = verb_lemmas(sentence, token.i, lexicon)[0]
        for c in sentence.children(token.i, "ccomp", "csubj", "advcl"):
            clause = has_mark(sentence, c, "dat", "of") and is_finite_clause(sentence, c)
            if not clause or lemma in lexicon.verbs and token.upos == "VERB":
                continue
            subject = None if is_passive(sentence, token.i) else find_subject(sentence, token.i)
            if subject is not None and subject in sentence.subtree(c):
                subject = None
            cue = cue_tokens(sentence, token.i) | set(sentence.children(token.i, "cop"))
            yield _candidate("open.dat", sentence, token.i, cue, subject, c, content_of(sentence, c, cue))


def find_wishes(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De club wil een nieuw stadion bouwen.* → De club | wil | een nieuw stadion bouwen."""
    for token in sentence.tokens:
        if token.lemma.lower() not in _WISHING or token.deprel != "aux" or token.head == ROOT:
            continue
        head = token.head
        subject = find_subject(sentence, head)
        if subject is None:
            continue
        source = source_phrase(sentence, subject, head)
        content = content_of(sentence, head, {token.i, *source})
        for c in sentence.children(head, "mark", "cc", "parataxis"):
            content -= sentence.subtree(c)
        for c in sentence.children(head, "conj"):
            if sentence.children(c, "nsubj"):
                content -= sentence.subtree(c)
        yield _candidate("open.wish", sentence, token.i, {token.i}, subject, head, content - sentence.subtree(subject), Act.WANT)


def _candidate(
    rule: str,
    sentence: Sentence,
    cue_at: int,
    cue: set[int],
    subject: int | None,
    head: int,
    content: set[int],
    act: Act = Act.ASSERT,
) -> Candidate:
    source = source_phrase(sentence, subject, cue_at) - cue if subject is not None else set()
    return Candidate(
        rule=rule,
        sentence=sentence.index,
        cue=to_spans(sentence, cue),
        source=to_spans(sentence, source),
        content=to_spans(sentence, content - cue - source),
        act=act,
        sure=_SURE,
        cue_at=(sentence.index, cue_at),
        source_at=None if subject is None else (sentence.index, subject),
        content_at=(sentence.index, head),
    )
