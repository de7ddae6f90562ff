"""Cues that are predicates: *is bang dat*, *is ervan overtuigd dat*, *is het eens met*."""

from collections.abc import Iterator

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    case_words,
    content_of,
    find_subject,
    has_mark,
    is_finite_clause,
    noun_phrase,
    source_phrase,
)
from volgens.language.lexicon import Cue, Frame, Lexicon
from volgens.syntax import Sentence


def find_predicate_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De boeren zijn bang dat de grond verzakt.* → De boeren | zijn bang | de grond verzakt."""
    for token in sentence.tokens:
        last = token.lemma.lower() if token.lemma.lower() in lexicon.predicate_heads else token.lower
        for cue in lexicon.predicate_heads.get(last, ()):
            places = _find_words(sentence, token.i, cue)
            if places is None:
                continue
            found = _read(sentence, token.i, places, cue)
            if found is not None:
                yield found
                break


def _find_words(sentence: Sentence, last: int, cue: Cue) -> tuple[int, ...] | None:
    words = cue.lemma.split(" ")
    first = last - len(words) + 1
    if first < 0:
        return None
    for place, word in zip(range(first, last), words, strict=False):
        if sentence.tokens[place].lower != word:
            return None
    return tuple(range(first, last + 1))


def _read(sentence: Sentence, head: int, places: tuple[int, ...], cue: Cue) -> Candidate | None:
    copulas = sentence.children(head, "cop")
    governor = sentence.tokens[head].head
    verbs = [head]
    if (
        not copulas
        and governor >= 0
        and sentence.tokens[governor].lemma in {"zijn", "blijven", "worden", "zich", "tonen", "voelen", "hebben"}
    ):
        verbs.append(governor)
    elif not copulas and not any(sentence.children(head, "nsubj")):
        return None
    complement = _find_complement(sentence, verbs, cue)
    if complement is None:
        return None
    clause, frame, content = complement
    subject = next((s for v in verbs if (s := find_subject(sentence, v)) is not None), None)
    if subject is None:
        # A participle taken for a passive: *zijn verbijsterd over*.
        subject = next((c for v in verbs for c in sentence.children(v, "nsubj")), None)
    if subject is None or subject in content or sentence.tokens[subject].lower in {"het", "er", "dat", "dit"}:
        return None
    source = source_phrase(sentence, subject, head)
    cue_tokens = {*places, *copulas, *(v for v in verbs if v != head)}
    return Candidate(
        rule=f"predicate.{frame}",
        sentence=sentence.index,
        cue=to_spans(sentence, cue_tokens),
        source=to_spans(sentence, source - cue_tokens),
        content=to_spans(sentence, content - source - cue_tokens) or to_spans(sentence, content),
        act=cue.act_in(frame),
        sure=0.75 if frame is not Frame.PREP else 0.5,
        cue_at=(sentence.index, head),
        source_at=(sentence.index, subject),
        content_at=(sentence.index, clause),
    )


def _find_complement(sentence: Sentence, verbs: list[int], cue: Cue) -> tuple[int, Frame, set[int]] | None:
    for verb in verbs:
        for c in sentence.children(verb, "ccomp", "csubj", "advcl", "xcomp", "acl"):
            if c in verbs:
                continue
            if Frame.DAT in cue.frames and is_finite_clause(sentence, c) and has_mark(sentence, c, "dat", "of"):
                return c, Frame.DAT, content_of(sentence, c)
            if Frame.TE in cue.frames and has_mark(sentence, c, "te"):
                return c, Frame.TE, content_of(sentence, c)
    if Frame.PREP in cue.frames:
        for verb in verbs:
            for c in sentence.children(verb, "obl", "nmod", "obj", "advmod"):
                if set(case_words(sentence, c)) & set(cue.prepositions):
                    return c, Frame.PREP, noun_phrase(sentence, c)
    return None
