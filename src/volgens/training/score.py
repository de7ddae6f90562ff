"""How good the shipped pipeline is on running newspaper text, from raw characters.

Figures as in the CoNLL 2018 shared task: words and sentences are the pipeline's own, aligned with the treebank's by
their characters; a word that was cut differently counts as wrong in everything.
"""

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from volgens.analysis import Analyser
from volgens.language.lexicon import load_lexicon
from volgens.syntax import ROOT, Sentence
from volgens.training.treebank import GoldSentence, read_treebank

Row = tuple[str, str, str, tuple[int, int]]
"""UPOS, relation, lemma and the characters of the head of one word; a root's head is the word itself."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """F1 between 0 and 1 of each layer."""

    tokens: float
    sentences: float
    upos: float
    lemma: float
    uas: float
    las: float


def score_pipeline(treebank: Path) -> Scores:
    """The pipeline's figures on ``dev.conllu.xz``: documents restored, a line a paragraph."""
    analyser = Analyser(load_lexicon().people)
    counts: dict[str, int] = dict.fromkeys(
        ("gold", "found", "both", "sg", "sf", "sb", "upos", "lemma", "uas", "las"), 0
    )
    for text, sentences in iter_documents(treebank / "dev.conllu.xz"):
        parse = analyser.parse(text)
        gold_words, gold_sentences = _index_gold(sentences)
        words, found_sentences = _index_found(parse.sentences)
        counts["gold"] += len(gold_words)
        counts["found"] += len(words)
        counts["sg"] += len(gold_sentences)
        counts["sf"] += len(found_sentences)
        counts["sb"] += len(gold_sentences & found_sentences)
        for span in gold_words.keys() & words.keys():
            gold, own = gold_words[span], words[span]
            counts["both"] += 1
            counts["upos"] += gold[0] == own[0]
            counts["lemma"] += gold[2].lower() == own[2].lower()
            counts["uas"] += gold[3] == own[3]
            counts["las"] += gold[3] == own[3] and gold[1].partition(":")[0] == own[1].partition(":")[0]
    words_total = counts["gold"] + counts["found"]

    def f1(key: str) -> float:
        return round(2 * counts[key] / words_total, 4)

    sentences_f1 = round(2 * counts["sb"] / (counts["sg"] + counts["sf"]), 4)
    return Scores(
        tokens=f1("both"), sentences=sentences_f1, upos=f1("upos"), lemma=f1("lemma"), uas=f1("uas"), las=f1("las")
    )


def iter_documents(path: Path) -> Iterator[tuple[str, list[tuple[int, GoldSentence]]]]:
    """Texts with their gold sentences, each with the offset at which it begins."""
    sentences = list(read_treebank(path))
    for _, document in itertools.groupby(sentences, key=lambda s: s.id.partition(".p.")[0]):
        text = ""
        placed: list[tuple[int, GoldSentence]] = []
        paragraph = ""
        for sentence in document:
            here = sentence.id.rpartition(".s.")[0]
            if text:
                text += " " if here == paragraph else "\n"
            paragraph = here
            placed.append((len(text), sentence))
            text += "".join(t.form + " " * t.space_after for t in sentence.tokens).rstrip()
        yield text, placed


def _index_gold(placed: list[tuple[int, GoldSentence]]) -> tuple[dict[tuple[int, int], Row], set[tuple[int, int]]]:
    rows: dict[tuple[int, int], Row] = {}
    spans = set()
    for offset, sentence in placed:
        places = []
        at = offset
        for token in sentence.tokens:
            places.append((at, at + len(token.form)))
            at += len(token.form) + token.space_after
        for token, place in zip(sentence.tokens, places, strict=True):
            rows[place] = (token.upos, token.deprel, token.lemma, places[token.head])
        spans.add((places[0][0], places[-1][1]))
    return rows, spans


def _index_found(sentences: tuple[Sentence, ...]) -> tuple[dict[tuple[int, int], Row], set[tuple[int, int]]]:
    rows: dict[tuple[int, int], Row] = {}
    spans = set()
    for sentence in sentences:
        for token in sentence.tokens:
            head = sentence.tokens[token.head if token.head != ROOT else token.i]
            rows[token.start, token.end] = (token.upos, token.deprel, token.lemma, (head.start, head.end))
        spans.add((sentence.tokens[0].start, sentence.tokens[-1].end))
    return rows, spans
