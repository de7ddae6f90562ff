"""Names to put in the place of the treebank's names, so that today's ones are not strangers."""

import lzma
from collections import defaultdict
from pathlib import Path

from volgens.training.treebank import GoldSentence

LISTS = {"PER": "names-per.txt.xz", "LOC": "names-geo.txt.xz", "ORG": "names-org.txt.xz"}


def read_name_pools(folder: Path, sentences: list[GoldSentence]) -> dict[str, list[str]]:
    """Names by kind and number of words (``PER2``), from the lists in ``folder`` where they are, else the treebank."""
    pools: dict[str, list[str]] = defaultdict(list)
    for kind, file in LISTS.items():
        if (folder / file).exists():
            with lzma.open(folder / file, "rt", encoding="utf-8") as lines:
                for name in (" ".join(line.split()) for line in lines):
                    if is_plain_name(name):
                        pools[f"{kind}{len(name.split(' '))}"].append(name)
    if not pools:
        for sentence in sentences:
            _collect_names(sentence, pools)
    return dict(pools)


def is_plain_name(name: str) -> bool:
    """Words that begin with a capital and hold letters only: what a tokenizer leaves whole."""
    words = name.split(" ")
    return 1 <= len(words) <= 3 and all(w[0].isupper() and w.replace("-", "").isalpha() for w in words)


def _collect_names(sentence: GoldSentence, pools: dict[str, list[str]]) -> None:
    current: list[str] = []
    kind = ""
    for token in (*sentence.tokens, None):
        tag = token.name if token else "O"
        if current and not tag.startswith("I-"):
            pools[f"{kind}{len(current)}"].append(" ".join(current))
            current = []
        if token and tag.startswith("B-"):
            current, kind = [token.form], tag[2:]
        elif token and tag.startswith("I-") and current:
            current.append(token.form)
