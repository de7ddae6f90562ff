"""Treebank sentences as spaCy examples, endlessly, each round varied anew."""

import itertools
import random
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example
from spacy.util import registry

from volgens.training.names import read_name_pools
from volgens.training.treebank import GoldSentence, read_names, read_treebank
from volgens.training.variation import vary

LONGEST_DOC = 6
TRAINING_FILES = ("train.conllu.xz",)
HELD_OUT_EVERY = 40


@registry.readers("volgens.Treebank.v1")  # type: ignore[untyped-decorator]
def create_treebank_reader(folder: Path, part: str, names: bool, seed: int) -> Callable[[Language], Iterator[Example]]:
    """Reader of ``train`` (endless, varied), ``dev`` (once, as printed) or ``held-out`` (part of train, for names)."""

    def read(nlp: Language) -> Iterator[Example]:
        folder_ = Path(folder)
        docs: Iterator[list[GoldSentence]]
        if part == "dev":
            docs = iter(group_running_text(list(read_treebank(folder_ / "dev.conllu.xz"))))
        elif part == "held-out":
            docs = ([s] for s in load_training_sentences(folder_)[::HELD_OUT_EVERY])
        else:
            docs = iter_training_docs(folder_, random.Random(seed), hold_out=names)
        for sentences in docs:
            yield to_example(nlp, sentences, names)

    return read


def iter_plain_examples(nlp: Language, folder: Path, *, names: bool) -> Iterator[Example]:
    """Every training sentence once, as printed."""
    return (to_example(nlp, [s], names) for s in load_training_sentences(folder))


def to_example(nlp: Language, sentences: list[GoldSentence], names: bool) -> Example:
    reference = to_doc(nlp, sentences, names)
    spaces = [bool(t.whitespace_) for t in reference]
    return Example(Doc(nlp.vocab, words=[t.text for t in reference], spaces=spaces), reference)


def load_training_sentences(folder: Path) -> list[GoldSentence]:
    """The train part with its silver names joined on."""
    sentences = list(itertools.chain.from_iterable(read_treebank(folder / f) for f in TRAINING_FILES))
    tags = read_names(folder / "names-silver.tsv.xz")
    named = []
    for sentence, row in zip(sentences, tags, strict=True):
        tokens = tuple(replace(t, name=tag) for t, tag in zip(sentence.tokens, row, strict=True))
        named.append(replace(sentence, tokens=tokens))
    return named


def iter_training_docs(folder: Path, rng: random.Random, *, hold_out: bool = False) -> Iterator[list[GoldSentence]]:
    """Docs of one to six sentences, for ever, in an order that changes every round."""
    sentences = [s for i, s in enumerate(load_training_sentences(folder)) if not hold_out or i % HELD_OUT_EVERY]
    pools = read_name_pools(folder.parent / "lexical", sentences)
    while True:
        for doc in shuffled_docs(sentences, rng):
            yield [vary(s, rng, pools) for s in doc]


def shuffled_docs(sentences: list[GoldSentence], rng: random.Random) -> list[list[GoldSentence]]:
    """Neighbours stay together where the treebank has running text; the rest is joined at random."""
    loose = [s for s in sentences if not s.continuous]
    rng.shuffle(loose)
    docs: list[list[GoldSentence]] = []
    for group in ([s for s in sentences if s.continuous], loose):
        i = 0
        while i < len(group):
            size = 1 if rng.random() < 0.4 else rng.randint(2, LONGEST_DOC)
            docs.append(group[i : i + size])
            i += size
    rng.shuffle(docs)
    return docs


def group_running_text(sentences: list[GoldSentence]) -> list[list[GoldSentence]]:
    """Dev sentences by document and paragraph, as they stood in the newspaper."""
    keyed = itertools.groupby(sentences, key=lambda s: s.id.rpartition(".s.")[0])
    return [list(group) for _, group in keyed]


def to_doc(nlp: Language, sentences: list[GoldSentence], names: bool) -> Doc:
    """A spaCy doc with everything that the treebank says of the sentences."""
    tokens = [t for s in sentences for t in s.tokens]
    starts = list(itertools.accumulate([0] + [len(s.tokens) for s in sentences]))[:-1]
    offsets = [start for s, start in zip(sentences, starts, strict=True) for _ in s.tokens]
    spaces = [t.space_after for t in tokens]
    for start in starts[1:]:
        spaces[start - 1] = True
    doc = Doc(
        nlp.vocab,
        words=[t.form for t in tokens],
        spaces=spaces,
        tags=[t.xpos for t in tokens],
        pos=[t.upos for t in tokens],
        morphs=[t.feats for t in tokens],
        lemmas=[t.lemma for t in tokens],
        heads=[offset + t.head for t, offset in zip(tokens, offsets, strict=True)],
        deps=["ROOT" if t.deprel == "root" else t.deprel for t in tokens],
        sent_starts=[i in set(starts) for i in range(len(tokens))],
    )
    if names:
        doc.ents = list(_iter_names(doc, [t.name for t in tokens]))
    return doc


def _iter_names(doc: Doc, tags: list[str]) -> Iterator[Span]:
    i = 0
    while i < len(tags):
        if tags[i] == "O":
            i += 1
            continue
        end = i + 1
        while end < len(tags) and tags[end].startswith("I-"):
            end += 1
        yield Span(doc, i, end, label=tags[i][2:])
        i = end
