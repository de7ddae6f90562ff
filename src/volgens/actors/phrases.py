"""The words of a noun phrase: where it begins and ends, and what it is called by."""

import re

from volgens.actors.cast import ARTICLES
from volgens.model import Span, Spans
from volgens.syntax import Parse, Sentence

INSIDE = frozenset({"det", "amod", "flat", "appos", "nmod", "nummod", "compound", "fixed"})

LEADING = frozenset({"van", "door", "bij", "uit", "onder", "volgens", "aldus"})
TRAILING = frozenset({"dat", "die", "waar", "om", "te", "zelf", "in", "op", "met", "en", "dus", "nu"})
OWNERS = frozenset({"mijn", "onze", "ons", "jouw", "uw", "diens", "m'n", "z'n", "jullie"})
BREAK = re.compile(r",|;| die | dat | waar| \(| tegen | na | tot | zonder | tijdens | sinds | vanaf | met | als | om ")


def to_source(sentence: Sentence, head: int) -> Spans:
    """The words of a noun phrase as one span, from its first word to the last before any clause."""
    within = {head}
    for c in sentence.children(head):
        if sentence.tokens[c].deprel.partition(":")[0] in INSIDE:
            within |= sentence.subtree(c)
    return (Span(sentence.tokens[min(within)].start, sentence.tokens[max(within)].end),)


def phrase_spans(sentence: Sentence, head: int, without: int | None = None) -> Spans:
    """All words below ``head`` as one span, ``without`` a clause that hangs on it."""
    left_out = sentence.subtree(without) if without is not None else frozenset()
    within = sorted(sentence.subtree(head) - left_out)
    return (Span(sentence.tokens[within[0]].start, sentence.tokens[within[-1]].end),)


def head_phrase(parse: Parse, sentence: Sentence, head: int, source: Spans, times: frozenset[str] = frozenset()) -> str:
    """The head of the phrase with its adjectives and what follows close, without its article or ``times`` behind it."""
    end = min(source[0].end, _end_of_phrase(sentence, head)) if source else 0
    text = parse.text[source[0].start : end] if source else sentence.tokens[head].text
    words = BREAK.split(text.replace("\n", " "))[0].split()
    while len(words) > 1 and words[0].lower() in LEADING:
        words.pop(0)
    while len(words) > 1 and words[0].lower() in ARTICLES | OWNERS:
        words.pop(0)
    while len(words) > 1 and words[-1].lower() in TRAILING | times:
        words.pop()
    return " ".join(words).strip(" ,;:")


def _end_of_phrase(sentence: Sentence, head: int) -> int:
    """Where the words behind a noun cannot be its own: at a finite verb, or at a noun right behind it."""
    tokens = sentence.tokens
    if tokens[head].upos not in {"NOUN", "PRON"}:
        return tokens[-1].end
    for token in tokens[head + 1 :]:
        if token.has("VerbForm=Fin") or (token.upos == "NOUN" and token.i == head + 1 and token.has("Number=Plur")):
            return tokens[token.i - 1].end
    return tokens[-1].end
