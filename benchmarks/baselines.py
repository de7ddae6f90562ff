"""Two rivals to measure against: quotation marks alone, and say-verb rules over the same parse.

Both are ours, written from what is published about the approach, without a line of anybody's code. They are given
whatever the program itself has: its parser, its names, its pairing of quotation marks. So a difference between them
and the program is due to the extraction and to nothing before it.

`find_by_quotations` takes every quotation as speech of the nearest named person. `find_by_say_verbs` is in the manner
of the dependency queries of Van Atteveldt, Sheafer, Shenhav and Fogel-Dror (*Clause Analysis*, Political Analysis
25(2), 2017) and of rsyntax: the subject of a listed verb is the source, its clause or the quotation by it the content.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from volgens.extraction.nesting import find_quoted_regions, read_mode
from volgens.extraction.quotations import SPEECH_WORDS, find_paragraphs
from volgens.language.writing import Writing
from volgens.model import Act, ActorKind, Attribution, Span, Spans
from volgens.syntax import ROOT, Parse, Sentence, Token

VERSION = "1"
SAY_VERBS = Path(__file__).with_name("say_verbs.txt")
PREPOSITIONS = frozenset({"volgens", "aldus"})
"""Words that make what they stand before the source of their clause."""

Indices = frozenset[int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a baseline sees; all else about an attribution is the same for every one."""

    content: Spans
    source: Spans = ()
    cue: Spans = ()
    entity: str | None = None


@cache
def load_say_verbs(path: Path = SAY_VERBS) -> frozenset[str]:
    """The infinitives of a list; lines that begin with ``#`` are notes."""
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return frozenset(line for line in lines if line and not line.startswith("#"))


def find_by_quotations(parse: Parse, writing: Writing) -> tuple[Attribution, ...]:
    """Each quotation of four words or more, with the nearest person of its sentence as source, else the one before."""
    people = _find_people(parse)
    regions = find_quoted_regions(find_paragraphs(parse, writing))
    found = []
    for region in regions:
        if _count_words(parse, region) < SPEECH_WORDS:
            continue
        reach = _find_sentence_span(parse, region)
        outside = [p for p in people if not region.overlaps(p)]
        here = [p for p in outside if reach.contains(p)]
        before = [p for p in outside if p.end <= region.start]
        speaker = min(here, key=lambda p: _distance(p, region)) if here else before[-1] if before else None
        if speaker is None:
            found.append(Found(content=(region,)))
        else:
            found.append(Found(content=(region,), source=(speaker,), entity=speaker.of(parse.text)))
    return _attribute(parse, found, regions, "baseline.quote")


def find_by_say_verbs(parse: Parse, writing: Writing, verbs: Collection[str] | None = None) -> tuple[Attribution, ...]:
    """Subject, say verb and clause or quotation; and the clause in which *volgens* or *aldus* stands."""
    listed = load_say_verbs() if verbs is None else verbs
    regions = find_quoted_regions(find_paragraphs(parse, writing))
    people = _find_people(parse)
    found = [
        Found(
            content=content,
            source=_spans(sentence, _without_relative_clauses(sentence, source)),
            cue=_spans(sentence, cue),
            entity=_name_source(parse, sentence, source, people),
        )
        for sentence in parse.sentences
        for source, cue, content in (*_iter_verbs(sentence, listed, regions), *_iter_prepositions(sentence))
        if content
    ]
    return _attribute(parse, found, regions, "baseline.say")


def _iter_verbs(
    sentence: Sentence, listed: Collection[str], regions: Spans
) -> Iterator[tuple[Indices, Indices, Spans]]:
    for verb in sentence.tokens:
        particles = sentence.children(verb.i, "compound:prt")
        if verb.upos != "VERB" or _infinitive(sentence, verb, particles) not in listed:
            continue
        subject = _find_subject(sentence, verb.i)
        if subject is None:
            continue
        source = sentence.subtree(subject)
        cue = frozenset({verb.i, *particles})
        yield source, cue, _find_content(sentence, verb, source | cue, regions)


def _infinitive(sentence: Sentence, verb: Token, particles: Collection[int]) -> str:
    """The lemma with its particle in front, as the list has it."""
    particle = "".join(sentence.tokens[p].lower for p in sorted(particles))
    lemma = verb.lemma.lower().replace("_", "")
    return lemma if lemma.startswith(particle) else particle + lemma


def _find_subject(sentence: Sentence, verb: int) -> int | None:
    """The verb's own active subject, or that of the verb to which it is joined."""
    node = verb
    while True:
        own = [c for c in sentence.children(node, "nsubj") if sentence.tokens[c].deprel != "nsubj:pass"]
        if own:
            return own[0]
        if sentence.tokens[node].deprel != "conj" or sentence.children(node, "nsubj", "csubj"):
            return None
        node = sentence.tokens[node].head


def _find_content(sentence: Sentence, verb: Token, own: Indices, regions: Spans) -> Spans:
    """The verb's clause, else the clause in which it is put, else a quotation of its sentence.

    Where a quotation that does not hold the verb touches that clause, the whole quotation is the content, for speech
    runs over many sentences.
    """
    clauses = sentence.children(verb.i, "ccomp", "xcomp") or _find_speech_clauses(sentence, verb)
    if clauses:
        inside = frozenset[int]().union(*(sentence.subtree(c) for c in clauses)) - own
    elif verb.deprel == "parataxis" and verb.head != ROOT:
        inside = sentence.subtree(verb.head) - sentence.subtree(verb.i) - own
    else:
        inside = frozenset()
    content = _spans(sentence, inside)
    place = Span(verb.start, verb.end)
    speech = [r for r in regions if not r.contains(place)]
    if content:
        quotations = [r for r in speech if any(r.overlaps(s) for s in content)]
        return _join((*content, *quotations)) if quotations else content
    return tuple(r for r in speech if r.overlaps(sentence.span) and not any(r.contains(s) for s in content))


def _find_speech_clauses(sentence: Sentence, verb: Token) -> tuple[int, ...]:
    """Speech that hangs from its verb without a conjunction."""
    return tuple(
        c
        for c in sentence.children(verb.i, "parataxis")
        if any(sentence.tokens[k].upos in {"VERB", "AUX"} for k in sentence.subtree(c))
    )


def _iter_prepositions(sentence: Sentence) -> Iterator[tuple[Indices, Indices, Spans]]:
    for token in sentence.tokens:
        if token.lower in PREPOSITIONS and token.deprel == "case" and token.head != ROOT:
            named = sentence.subtree(token.head)
            clause = sentence.tokens[token.head].head
            if clause != ROOT:
                content = sentence.subtree(clause) - named
                yield named - {token.i}, frozenset({token.i}), _spans(sentence, content)


def _without_relative_clauses(sentence: Sentence, source: Indices) -> Indices:
    clauses = [i for i in source if sentence.tokens[i].deprel == "acl:relcl"]
    return source - frozenset[int]().union(*(sentence.subtree(i) for i in clauses)) or source


def _name_source(parse: Parse, sentence: Sentence, source: Indices, people: Spans) -> str | None:
    """The first name among its words; of a pronoun the nearest person named before; else its words."""
    for name in sentence.names:
        if name.start in source:
            return parse.text[sentence.tokens[name.start].start : sentence.tokens[name.end - 1].end]
    words = [sentence.tokens[i] for i in sorted(source) if sentence.tokens[i].upos != "PUNCT"]
    if not words:
        return None
    if all(w.upos == "PRON" for w in words):
        before = [p for p in people if p.end <= words[0].start]
        return before[-1].of(parse.text) if before else None
    return parse.text[words[0].start : words[-1].end]


def _attribute(parse: Parse, found: Sequence[Found], regions: Spans, maker: str) -> tuple[Attribution, ...]:
    """Neither baseline knows acts or relays: every act is `Act.ASSERT`, ``via`` is empty."""
    words = tuple(Span(t.start, t.end) for s in parse.sentences for t in s.tokens if t.upos != "PUNCT")
    return tuple(
        Attribution(
            article_id="",
            content=f.content,
            source=f.source,
            cue=f.cue,
            mode=read_mode(f.content, words, regions),
            act=Act.ASSERT,
            entity=f.entity,
            maker=maker,
            version=VERSION,
        )
        for f in found
    )


def _find_people(parse: Parse) -> Spans:
    return tuple(
        Span(s.tokens[n.start].start, s.tokens[n.end - 1].end)
        for s in parse.sentences
        for n in s.names
        if n.kind is ActorKind.PERSON
    )


def _find_sentence_span(parse: Parse, region: Span) -> Span:
    """From the start of the first sentence that the quotation touches to the end of the last."""
    touched = [s.span for s in parse.sentences if s.span.overlaps(region)]
    return Span(touched[0].start, touched[-1].end)


def _count_words(parse: Parse, region: Span) -> int:
    tokens = (t for s in parse.sentences if s.span.overlaps(region) for t in s.tokens)
    return sum(t.upos != "PUNCT" and region.contains(Span(t.start, t.end)) for t in tokens)


def _distance(one: Span, other: Span) -> int:
    return max(one.start - other.end, other.start - one.end)


def _spans(sentence: Sentence, indices: Indices) -> Spans:
    """The runs of these tokens in the text, punctuation at the edges of a run left out."""
    runs: list[list[Token]] = []
    for i in sorted(indices):
        if runs and runs[-1][-1].i == i - 1:
            runs[-1].append(sentence.tokens[i])
        else:
            runs.append([sentence.tokens[i]])
    spans = []
    for run in runs:
        words = [t for t in run if t.upos != "PUNCT"]
        if words:
            spans.append(Span(words[0].start, words[-1].end))
    return tuple(spans)


def _join(spans: Spans) -> Spans:
    """The same characters as spans in text order that do not overlap."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start <= joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)
