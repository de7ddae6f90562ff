"""Join the trained parts into the pipeline that is shipped, without what only training needs."""

import json
from collections.abc import Iterator
from pathlib import Path

import spacy
import srsly
from spacy.strings import StringStore

VERSION = "0.1.0"


def assemble(syntax: Path, names: Path, output: Path) -> None:
    """Write one pipeline with the syntax of one folder and the names of the other."""
    nlp = spacy.load(syntax)
    nlp.add_pipe("ner", source=spacy.load(names))
    nlp.meta.update(
        name="volgens",
        version=VERSION,
        description="Dutch tagger, morphologizer, lemmatizer, parser and names, trained for volgens.",
        license="CC BY-SA 4.0",
        author="The volgens founders",
    )
    # The paths of the machine that trained it are nobody's business.
    for part in nlp.config["corpora"].values():
        part["folder"] = None
    nlp.config["paths"]["treebank"] = None
    nlp.to_disk(output)
    prune_strings(output)


def prune_strings(folder: Path) -> None:
    """Keep of a pipeline's strings only its labels and the endings of its lemma trees.

    Training leaves every word that it saw. The parts look words up by hash and need none of them; without, the program
    takes 36 MB less (`benchmarks/watching.py`) and parses alike.
    """
    place = folder / "vocab" / "strings.json"
    endings = set(_iter_endings(srsly.msgpack_loads((folder / "trainable_lemmatizer" / "trees").read_bytes())))
    labels: set[str] = set()
    for config in folder.glob("*/cfg"):
        labels.update(_iter_labels(srsly.read_json(config)))
    for moves in folder.glob("*/moves"):
        labels.update(_iter_labels(json.loads(srsly.msgpack_loads(moves.read_bytes())["moves"])))
    hashes = StringStore()  # An empty one gives the hash of a string without keeping it.
    srsly.write_json(place, [s for s in srsly.read_json(place) if s in labels or hashes[s] in endings])


def _iter_endings(trees: object) -> Iterator[int]:
    """Hashes of what the trees of the lemmatizer take off and put on."""
    if isinstance(trees, dict):
        for key, value in trees.items():
            if key in {"orig", "subst"}:
                yield value
            yield from _iter_endings(value)
    elif isinstance(trees, list):
        for value in trees:
            yield from _iter_endings(value)


def _iter_labels(config: object) -> Iterator[str]:
    """Every string of a part's settings, whole and in the pieces that features are put together from."""
    if isinstance(config, dict):
        for key, value in config.items():
            yield from _iter_labels(key)
            yield from _iter_labels(value)
    elif isinstance(config, list):
        for value in config:
            yield from _iter_labels(value)
    elif isinstance(config, str):
        yield config
        for piece in config.split("|"):
            yield piece
            yield from piece.split("=")
