"""Join the trained parts into the pipeline that is shipped, without what only training needs."""

from pathlib import Path

import spacy

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
