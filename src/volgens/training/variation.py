"""Variation of treebank sentences: what news pages have and the treebank lacks.

The treebank's quotation marks are of one house style, its sentences nearly always end in a full stop, and its
names are of the 1990s. A pipeline that has only seen those trips over „low quotes“, headlines and today's names.
"""

import random
from dataclasses import replace

from volgens.training.treebank import GoldSentence, GoldToken

QUOTE_FORMS = frozenset({'"', "'", ",,", "''", "``", "“", "”", "„", "‘", "’", "«", "»"})
QUOTE_STYLES = (
    ('"', '"'),
    ("'", "'"),
    ("“", "”"),
    ("„", "”"),
    ("„", "“"),
    ("‘", "’"),
    ("«", "»"),
    (",,", "''"),
    ("``", "''"),
    ("''", "''"),
)


def restyle_quotes(sentence: GoldSentence, rng: random.Random) -> GoldSentence:
    """The sentence with its quotation marks in another house style, or bare of them."""
    marks = [i for i, t in enumerate(sentence.tokens) if t.form in QUOTE_FORMS]
    if not marks:
        return sentence
    opening, closing = rng.choice(QUOTE_STYLES)
    tokens = list(sentence.tokens)
    for rank, i in enumerate(marks):
        opens = rank % 2 == 0 if len(marks) > 1 else i < len(tokens) / 2
        tokens[i] = replace(tokens[i], form=opening if opens else closing, lemma=opening if opens else closing)
        if opens:
            tokens[i] = replace(tokens[i], space_after=False)
        elif i:
            tokens[i - 1] = replace(tokens[i - 1], space_after=False)
    return replace(sentence, tokens=tuple(tokens))


def quote_whole(sentence: GoldSentence, rng: random.Random) -> GoldSentence:
    """The sentence between quotation marks, as speech is printed."""
    if any(t.form in QUOTE_FORMS for t in sentence.tokens) or len(sentence.tokens) < 3:
        return sentence
    opening, closing = rng.choice(QUOTE_STYLES)
    root = next((i for i, t in enumerate(sentence.tokens) if t.head == i), 0)
    moved = [replace(t, head=t.head + 1) for t in sentence.tokens]
    inner = replace(moved[-1], space_after=False)

    def mark(form: str, space_after: bool) -> GoldToken:
        return GoldToken(
            form=form,
            space_after=space_after,
            lemma=form,
            upos="PUNCT",
            xpos="LET",
            feats="",
            head=root + 1,
            deprel="punct",
        )

    return replace(sentence, tokens=(mark(opening, False), *moved[:-1], inner, mark(closing, True)))


def drop_stop(sentence: GoldSentence) -> GoldSentence:
    """The sentence without its full stop, as a headline."""
    *rest, last = sentence.tokens
    if last.form != "." or len(rest) < 2 or any(t.head == len(rest) for t in rest):
        return sentence
    return replace(sentence, tokens=(*rest[:-1], replace(rest[-1], space_after=True)))


def rename(sentence: GoldSentence, rng: random.Random, names: dict[str, list[str]], share: float) -> GoldSentence:
    """The sentence with some of its names replaced word for word by other names of the same kind and length."""
    tokens = list(sentence.tokens)
    i = 0
    while i < len(tokens):
        if not tokens[i].name.startswith("B-"):
            i += 1
            continue
        end = i + 1
        while end < len(tokens) and tokens[end].name.startswith("I-"):
            end += 1
        pool = names.get(f"{tokens[i].name[2:]}{end - i}")
        if pool and rng.random() < share and all(t.upos == "PROPN" for t in tokens[i:end]):
            for k, word in enumerate(rng.choice(pool).split(" ")):
                tokens[i + k] = replace(tokens[i + k], form=word, lemma=word)
        i = end
    return replace(sentence, tokens=tuple(tokens))


def vary(sentence: GoldSentence, rng: random.Random, names: dict[str, list[str]]) -> GoldSentence:
    """One of the many shapes in which a page might print the sentence."""
    if rng.random() < 0.7:
        sentence = restyle_quotes(sentence, rng)
    if rng.random() < 0.08:
        sentence = drop_stop(sentence)
    if rng.random() < 0.10:
        sentence = quote_whole(sentence, rng)
    return rename(sentence, rng, names, 0.25)
