"""Candidates that grammar alone suggests: any verb with a *dat* clause, any wish with *wil*.

Too many to believe by themselves: they stay below the threshold of the rules and live only where a learned part
takes them for attributions.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    content_of,
    cue_tokens,
    find_subject,
    has_mark,
    is_finite_clause,
    source_phrase,
    verb_lemmas,
)
from volgens.language.lexicon import Lexicon
from volgens.model import Act
from volgens.syntax import ROOT, Sentence

_WISHING = frozenset({"willen"})
_SURE = 0.3


def find_open_frames(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De buurt kwebbelt dat de brug nooit af komt.* → De buurt | kwebbelt | de brug nooit af komt."""
    for token in sentence.tokens:
        if token.upos not in {"VERB", "ADJ"} or token.deprel == "amod":
            continue
        lemma = verb_lemmas(sentence, token.i, lexicon)[0]
        for c in sentence.children(token.i, "ccomp", "csubj", "advcl"):
            clause = has_mark(sentence, c, "dat", "of") and is_finite_clause(sentence, c)
            if not clause or (lemma in lexicon.verbs and token.upos == "VERB"):
                continue
            subject = find_subject(sentence, token.i) or _passive_subject(sentence, token.i)
            if subject is not None and subject in sentence.subtree(c):
                subject = None
            cue = cue_tokens(sentence, token.i, lexicon) | set(sentence.children(token.i, "cop"))
            yield _candidate(
                sentence,
                _Frame(
                    rule="open.dat",
                    act=Act.ASSERT,
                    cue_at=token.i,
                    cue=frozenset(cue),
                    subject=subject,
                    head=c,
                    content=frozenset(content_of(sentence, c, cue)),
                ),
            )


def find_wishes(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De club wil een nieuw stadion bouwen.* → De club | wil | een nieuw stadion bouwen."""
    for token in sentence.tokens:
        if token.lemma.lower() not in _WISHING:
            continue
        infinitives = [c for c in sentence.children(token.i, "xcomp") if sentence.tokens[c].has("VerbForm=Inf")]
        if token.deprel == "aux" and token.head != ROOT:
            head = token.head
        elif infinitives and not sentence.children(infinitives[0], "mark"):
            head = token.i
        else:
            continue
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
        yield _candidate(
            sentence,
            _Frame(
                rule="open.wish",
                act=Act.WANT,
                cue_at=token.i,
                cue=frozenset({token.i}),
                subject=subject,
                head=head,
                content=frozenset(content - sentence.subtree(subject)),
            ),
        )


def _passive_subject(sentence: Sentence, i: int) -> int | None:
    """Of a participle that is really a state of mind: *is teleurgesteld dat*."""
    return next((c for c in sentence.children(i, "nsubj") if sentence.tokens[c].lower not in {"het", "er"}), None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frame:
    """What grammar suggests: token numbers of cue, subject and head of the content, and the content's tokens."""

    rule: str
    act: Act
    cue_at: int
    cue: frozenset[int]
    subject: int | None
    head: int
    content: frozenset[int]


def _candidate(sentence: Sentence, frame: _Frame) -> Candidate:
    subject = frame.subject
    source = source_phrase(sentence, subject, frame.cue_at) - frame.cue if subject is not None else set()
    return Candidate(
        rule=frame.rule,
        sentence=sentence.index,
        cue=to_spans(sentence, frame.cue),
        source=to_spans(sentence, source),
        content=to_spans(sentence, frame.content - frame.cue - source),
        act=frame.act,
        sure=_SURE,
        cue_at=(sentence.index, frame.cue_at),
        source_at=None if subject is None else (sentence.index, subject),
        content_at=(sentence.index, frame.head),
    )
