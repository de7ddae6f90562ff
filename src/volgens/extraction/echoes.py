"""Contents that stand elsewhere: *Kyiv ontkent*, *Dat zegt de minister*, *Zo meldt de krant*."""

from collections.abc import Sequence
from dataclasses import replace

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import find_subject, is_negated, is_passive, source_phrase
from volgens.extraction.verbs import iter_verb_sites
from volgens.language.lexicon import Frame, Lexicon
from volgens.model import Act, Spans
from volgens.syntax import Parse, Sentence

ECHOING = frozenset({Act.DENY, Act.CONFIRM, Act.WITHHOLD})
_DEMONSTRATIVES = frozenset({"dat", "dit", "zulks"})


def find_echoes(sentence: Sentence, parse: Parse, found: Sequence[Candidate], lexicon: Lexicon) -> list[Candidate]:
    """Denials and confirmations without an object of their own: the content is what was said just before."""
    claimed = {c.cue_at for c in found}
    echoes = []
    for site in iter_verb_sites(sentence, lexicon):
        if (sentence.index, site.verb) in claimed or site.cue.act not in ECHOING or Frame.OBJECT not in site.cue.frames:
            continue
        if is_passive(sentence, site.verb) or not sentence.tokens[site.verb].has("VerbForm=Fin"):
            continue
        if sentence.children(site.verb, "obj", "ccomp", "xcomp"):
            continue
        subject = find_subject(sentence, site.verb)
        if subject is None:
            continue
        content = _said_before(sentence, site.verb, subject, parse, found)
        if not content:
            continue
        negated = is_negated(sentence, site.verb) and site.cue.negated is not None
        echoes.append(
            Candidate(
                rule="echo",
                sentence=sentence.index,
                cue=to_spans(sentence, site.cue_tokens),
                source=to_spans(sentence, source_phrase(sentence, subject, site.verb)),
                content=content,
                act=site.cue.negated if negated and site.cue.negated else site.cue.act,
                sure=0.7,
                cue_at=(sentence.index, site.verb),
                source_at=(sentence.index, subject),
            )
        )
        claimed.add((sentence.index, site.verb))
    return echoes


def _said_before(sentence: Sentence, verb: int, subject: int, parse: Parse, found: Sequence[Candidate]) -> Spans:
    """The last content before the verb: of another attribution, else the clause or sentence before it."""
    here = sentence.tokens[verb].start
    speaker = sentence.tokens[min(sentence.subtree(subject))].start
    for candidate in found:
        # *Rusland zegt dat Oekraïne het Kremlin aanviel, Kyiv ontkent*: the tree may give Kyiv to the clause before.
        reaches = (
            candidate.sentence == sentence.index and candidate.content[0].start < speaker <= candidate.content[-1].end
        )
        if reaches and candidate.cue_at is not None and candidate.cue_at[1] < verb and subject < verb:
            said = [t.i for t in sentence.tokens if t.end <= speaker and _covers(candidate.content, t.start)]
            if len(said) > 2:
                return to_spans(sentence, said)
    earlier = [
        c
        for c in found
        if c.sentence in {sentence.index, sentence.index - 1} and c.content and c.content[-1].end <= here
    ]
    if earlier:
        return max(earlier, key=lambda c: (c.sentence, c.content[-1].end)).content
    before = [i for i in range(verb) if i not in sentence.subtree(verb)]
    if len(before) > 3:
        return to_spans(sentence, before)
    return _claim_before(sentence, parse)


def _covers(spans: Spans, offset: int) -> bool:
    return any(s.start <= offset < s.end for s in spans)


def _sentence_before(sentence: Sentence, parse: Parse) -> Spans:
    if sentence.index == 0:
        return ()
    previous = parse.sentences[sentence.index - 1]
    if previous.line not in {sentence.line, sentence.line - 1}:
        return ()
    return to_spans(previous, range(len(previous.tokens)))


def _claim_before(sentence: Sentence, parse: Parse) -> Spans:
    """What a denial answers: at the head of a paragraph the claim that the paragraph before opens with."""
    if sentence.index and parse.sentences[sentence.index - 1].line == sentence.line - 1:
        opening = next(s for s in parse.sentences if s.line == sentence.line - 1)
        if opening.index not in parse.headings:
            return to_spans(opening, range(len(opening.tokens)))
    return _sentence_before(sentence, parse)


def fill_anaphora(
    candidate: Candidate, sentence: Sentence, parse: Parse, beside: Sequence[Candidate] = (), said_before: Spans = ()
) -> Candidate:
    """The candidate with a content of mere *dat* or *dit* replaced by what the word stands for.

    That is what somebody else says earlier in the same sentence, by a candidate ``beside`` it, else the sentence
    before.
    """
    if len(candidate.content) != 1 or candidate.content[0].of(parse.text).lower() not in _DEMONSTRATIVES:
        return candidate
    here = candidate.content[0].start
    said = [c for c in beside if c is not candidate and c.content[-1].end <= here and c.source != candidate.source]
    if said:
        return replace(candidate, content=said[-1].content, content_at=None)
    if candidate.act is Act.DENY and (claimed := _claim_before(sentence, parse)):
        close = sentence.index and parse.sentences[sentence.index - 1].line == sentence.line
        return replace(candidate, content=(said_before if close and said_before else claimed), content_at=None)
    before, pointed = _sentence_before(sentence, parse), parse.sentences[max(0, sentence.index - 1)]
    while before and pointed.index and _points_back(pointed):
        # *Dat meldt het ANP. Dat heeft de burgemeester gezegd.* Both point to what stood before them.
        farther = _sentence_before(pointed, parse)
        if not farther:
            break
        before, pointed = farther, parse.sentences[pointed.index - 1]
    return replace(candidate, content=before, content_at=None) if before else candidate


def _points_back(sentence: Sentence) -> bool:
    first = next((t for t in sentence.tokens if t.upos != "PUNCT"), None)
    return first is not None and first.lower in _DEMONSTRATIVES
