"""Parses written by hand, so that a rule is tested without the network's opinion."""

from functools import cache
from itertools import pairwise

from volgens.analysis.sentences import find_sentence_starts
from volgens.analysis.words import Word, Words
from volgens.language.writing import load_writing
from volgens.model import ActorKind
from volgens.syntax import ROOT, Name, Parse, Sentence, Token

CLOSE_LEFT = frozenset(".,:;?!)")


def to_parse(*sentences: str, names: dict[str, ActorKind] | None = None, lines: tuple[int, ...] | None = None) -> Parse:
    """A parse of sentences in rows of ``word lemma UPOS head relation [features]``.

    Heads count from 1, 0 is the root. Words stand one space apart, punctuation close to the left. ``names`` gives
    the kind of one-word names, ``lines`` the paragraph of each sentence; without it all share one.
    """
    text = ""
    made = []
    for index, rows in enumerate(sentences):
        tokens = []
        for i, row in enumerate(r.split() for r in rows.strip().splitlines()):
            word, lemma, upos, head, deprel, *feats = row
            if text and word not in CLOSE_LEFT:
                text += " "
            start = len(text)
            text += word
            tokens.append(
                Token(
                    i=i,
                    start=start,
                    end=len(text),
                    text=word,
                    lemma=lemma,
                    upos=upos,
                    feats=feats[0] if feats else "",
                    head=ROOT if head == "0" else int(head) - 1,
                    deprel=deprel,
                )
            )
        kinds = names or {}
        found = tuple(Name(start=t.i, end=t.i + 1, kind=kinds[t.text]) for t in tokens if t.text in kinds)
        made.append(Sentence(index=index, tokens=tuple(tokens), names=found, line=lines[index] if lines else 0))
    return Parse(text=text, sentences=tuple(made))


def words_of(sentence: Sentence, tokens: set[int] | frozenset[int]) -> str:
    """The words of ``tokens`` in text order, one space apart."""
    return " ".join(sentence.tokens[i].text for i in sorted(tokens))


@cache
def load_words() -> Words:
    """Built once: it takes a second."""
    return Words("nl", load_writing("nl"))


def to_bare_parse(*paragraphs: str) -> Parse:
    """Paragraphs cut into words and sentences as the analysis does it, with no tree: punctuation is known, no more."""
    writing = load_writing("nl")
    words = load_words()
    text = "\n\n".join(paragraphs)
    sentences: list[Sentence] = []
    offset = 0
    for line, paragraph in enumerate(paragraphs):
        found = words.split(paragraph, offset)
        begins = [i for i, starts in enumerate(find_sentence_starts(found, writing)) if starts]
        for begin, end in pairwise([*begins, len(found)]):
            tokens = tuple(_bare_token(i, word) for i, word in enumerate(found[begin:end]))
            sentences.append(Sentence(index=len(sentences), tokens=tokens, line=line))
        offset += len(paragraph) + 2
    return Parse(text=text, sentences=tuple(sentences))


def _bare_token(i: int, word: Word) -> Token:
    punctuation = not any(c.isalnum() for c in word.text)
    return Token(
        i=i,
        start=word.start,
        end=word.start + len(word.text),
        text=word.text,
        lemma=word.text.lower(),
        upos="PUNCT" if punctuation else "X",
        head=ROOT if i == 0 else 0,
        deprel="root" if i == 0 else "dep",
    )
