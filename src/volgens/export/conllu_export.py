"""CoNLL-U: words with lemma, part of speech and syntax, and in the last column who says what.

A ledger keeps no parse, so the text is parsed again by whatever function is given. Tags are those of the columns,
in ``MISC``: ``Content=I-1,B-2``. ``docs/reference/formats.md`` tells more.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TextIO

from volgens.export.characters import on_one_line
from volgens.export.columns_export import iter_heads
from volgens.export.tokens import LAYERS, Ranked, rank, spread
from volgens.model import Article, Reading, Span
from volgens.syntax import ROOT, Parse, Sentence, Token

Parser = Callable[[Article], Parse]


def write_conllu(readings: Iterable[Reading], parse: Parser, stream: TextIO) -> int:
    """Write every article with words in it, parsed by ``parse``; returns the number of attributions.

    Holds one reading with its parse at a time. A word that a span touches has its tag, also where the span ends
    inside the word.
    """
    written = 0
    for reading in readings:
        for line in _iter_lines(reading, parse(reading.article)):
            stream.write(f"{line}\n")
        written += len(reading.attributions)
    return written


def _iter_lines(reading: Reading, parse: Parse) -> Iterator[str]:
    nearby = spread(rank(reading), [sentence.span for sentence in parse.sentences])
    for sentence, near in zip(parse.sentences, nearby, strict=True):
        if sentence.index == 0:
            yield f"# newdoc id = {reading.article.id}"
            yield from iter_heads(reading)
        yield f"# sent_id = {reading.article.id}-{sentence.index + 1}"
        yield f"# text = {on_one_line(sentence.span.of(reading.article.text))}"
        for token in sentence.tokens:
            yield "\t".join(_cells(sentence, token, _misc(reading.article.text, sentence, token, near)))
        yield ""


def _cells(sentence: Sentence, token: Token, misc: str) -> Sequence[str]:
    head = 0 if token.head == ROOT else token.head + 1
    return (
        str(token.i + 1),
        on_one_line(token.text) or "_",
        on_one_line(token.lemma) or "_",
        token.upos or "_",
        on_one_line(token.xpos).replace(" ", "_") or "_",
        _features(token.feats),
        str(head),
        "root" if head == 0 else token.deprel or "dep",
        "_",
        misc,
    )


def _features(features: str) -> str:
    """CoNLL-U wants them in the order of the alphabet, capitals and small letters alike."""
    return "|".join(sorted((f for f in features.split("|") if "=" in f), key=str.lower)) or "_"


def _misc(text: str, sentence: Sentence, token: Token, near: Sequence[Ranked]) -> str:
    here = Span(token.start, token.end)
    told = []
    for layer in LAYERS:
        tags = []
        for number, attribution in near:
            for span in getattr(attribution, layer):
                if span.overlaps(here):
                    before = sentence.tokens[token.i - 1] if token.i else None
                    goes_on = before is not None and span.overlaps(Span(before.start, before.end))
                    tags.append(f"{'I' if goes_on else 'B'}-{number}")
        if tags:
            told.append(f"{layer.capitalize()}={','.join(tags)}")
    if token.end < len(text) and not text[token.end].isspace():
        told.append("SpaceAfter=No")
    return "|".join(sorted([*told, f"TokenRange={token.start}:{token.end}"]))
