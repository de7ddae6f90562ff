"""The Dutch pipeline of our own: loads it, runs it, and turns its result into our parse."""

import re
from collections.abc import Iterator, Sequence
from importlib.resources import as_file, files
from itertools import pairwise

import spacy
from spacy.language import Language
from spacy.tokens import Doc

from volgens.analysis.naming import find_names
from volgens.analysis.sentences import find_sentence_starts, iter_paragraphs
from volgens.analysis.words import Word, Words
from volgens.errors import ModelError
from volgens.language.people import People
from volgens.language.writing import load_writing
from volgens.model import Span
from volgens.syntax import ROOT, Parse, Sentence, Token

_SURROGATE = re.compile("[\ud800-\udfff]")

LONGEST_BATCH = 2_000
"""Words that the network sees at once; a longer paragraph is cut between sentences."""

LONGEST_SENTENCE = 250
"""Words of a sentence; what is longer is a list or no language, and rules would take minutes over it."""

HEADING_WORDS = 24
"""A line of more words than this is no heading, stop or no stop."""


class Analyser:
    """Parses text of one language. Loading takes about a second; keep one and use it for every text."""

    def __init__(self, people: People, *, language: str = "nl") -> None:
        self._writing = load_writing(language)
        self._words = Words(language, self._writing)
        self._people = people
        self._nlp = _load_model(language)
        self.version = str(self._nlp.meta.get("version", "0"))

    def parse(self, text: str, spans: Sequence[Span] | None = None) -> Parse:
        """The parse of ``text``, or of its parts ``spans`` where given; offsets always point into ``text``."""
        pieces: list[list[Word]] = []
        starts: list[list[bool]] = []
        lines: list[int] = []
        # spaCy refuses half a surrogate pair, which broken pages hold; a character of the same length stands in.
        readable = _SURROGATE.sub("\ufffd", text)
        for line, span in enumerate(_iter_lines(readable, spans)):
            words = self._words.split(span.of(readable), span.start)
            for piece, piece_starts in _cut(words, _bound(find_sentence_starts(words, self._writing))):
                pieces.append(piece)
                starts.append(piece_starts)
                lines.append(line)
        sentences: list[Sentence] = []
        docs = self._nlp.pipe(_to_docs(self._nlp, pieces, starts), batch_size=64)
        for doc, piece, line in zip(docs, pieces, lines, strict=True):
            sentences.extend(_iter_sentences(doc, piece, self._people, len(sentences), line))
        return Parse(text=text, sentences=tuple(sentences), headings=_find_headings(sentences))


def _iter_lines(text: str, spans: Sequence[Span] | None) -> Iterator[Span]:
    if spans is None:
        yield from iter_paragraphs(text)
        return
    for span in spans:
        for line in iter_paragraphs(span.of(text)):
            yield Span(span.start + line.start, span.start + line.end)


def _bound(starts: Sequence[bool]) -> list[bool]:
    """Sentence starts, with more of them where a sentence is longer than any that a person wrote."""
    bound, since = [], 0
    for start in starts:
        since = 0 if start else since + 1
        bound.append(start or since % LONGEST_SENTENCE == 0)
    return bound


def _cut(words: list[Word], starts: list[bool]) -> Iterator[tuple[list[Word], list[bool]]]:
    """A paragraph as it is, or in pieces of whole sentences where it is very long."""
    begin = 0
    last_start = 0
    for i, starts_here in enumerate(starts):
        if starts_here:
            last_start = i
        if i - begin >= LONGEST_BATCH:
            cut = last_start if last_start > begin else i
            yield words[begin:cut], starts[begin:cut]
            begin = cut
    if begin < len(words):
        yield words[begin:], [True, *starts[begin + 1 :]]


def _to_docs(nlp: Language, pieces: list[list[Word]], starts: list[list[bool]]) -> Iterator[Doc]:
    for piece, piece_starts in zip(pieces, starts, strict=True):
        yield Doc(
            nlp.vocab, words=[w.text for w in piece], spaces=[w.space for w in piece], sent_starts=list(piece_starts)
        )


def _iter_sentences(doc: Doc, piece: list[Word], people: People, index: int, line: int) -> Iterator[Sentence]:
    """Our sentences for one parsed piece; spaCy's token numbers run through the piece, ours through the sentence."""
    begins = [i for i, token in enumerate(doc) if token.is_sent_start] or [0]
    if begins[0] != 0:
        begins.insert(0, 0)
    for number, (begin, end) in enumerate(pairwise([*begins, len(doc)])):
        tokens = tuple(_to_token(doc, piece, i, begin) for i in range(begin, end))
        entities = [(e.start - begin, e.end - begin, e.label_) for e in doc[begin:end].ents]
        names = find_names(tokens, entities, people)
        yield Sentence(index=index + number, tokens=tokens, names=names, line=line)


def _to_token(doc: Doc, piece: list[Word], i: int, begin: int) -> Token:
    token = doc[i]
    head = token.head.i
    return Token(
        i=i - begin,
        start=piece[i].start,
        end=piece[i].start + len(piece[i].text),
        text=piece[i].text,
        lemma=token.lemma_ or piece[i].text.lower(),
        upos=token.pos_,
        xpos=token.tag_,
        feats=str(token.morph),
        head=ROOT if head == i else head - begin,
        deprel="root" if head == i else token.dep_,
    )


def _find_headings(sentences: Sequence[Sentence]) -> frozenset[int]:
    """Sentences that fill a line of their own and do not end as sentences do."""
    alone: set[int] = set()
    for i, sentence in enumerate(sentences):
        before = sentences[i - 1].line if i else None
        after = sentences[i + 1].line if i + 1 < len(sentences) else None
        if sentence.line not in (before, after) and len(sentence.tokens) <= HEADING_WORDS:
            last = next((t for t in reversed(sentence.tokens) if t.text[-1].isalnum() or t.text[-1] in ".:;"), None)
            if last is None or last.text[-1] not in ".:;":
                alone.add(i)
    return frozenset(alone)


def _load_model(language: str) -> Language:
    resource = files("volgens.analysis") / "models" / language
    with as_file(resource) as path:
        if not (path / "config.cfg").exists():
            raise ModelError(f"no pipeline for {language!r} in {path}; reinstall volgens or run `make train`")
        try:
            return spacy.load(path, exclude=["tokenizer"])
        except (OSError, ValueError) as error:
            raise ModelError(f"the pipeline in {path} does not load: {error}; run `make train`") from error
