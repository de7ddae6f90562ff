"""Train one part of the pipeline (``syntax`` or ``names``) from a treebank folder."""

from pathlib import Path

import spacy
from spacy.language import Language
from spacy.training.loop import train
from spacy.util import load_config, load_model_from_config

from volgens.training import reader

CONFIGS = Path(__file__).parent


def train_part(part: str, treebank: Path, output: Path, *, steps: int | None = None) -> Language:
    """Train ``part`` and write the best pipeline by dev score to ``output/model-best``."""
    overrides: dict[str, object] = {"paths.treebank": str(treebank)}
    if steps:
        overrides["training.max_steps"] = steps
    config = load_config(CONFIGS / f"{part}.cfg", overrides=overrides, interpolate=True)
    output.mkdir(parents=True, exist_ok=True)
    nlp = load_model_from_config(config, auto_fill=True)
    # The endless reader cannot tell all labels; one plain round through the treebank can.
    nlp.initialize(lambda: reader.iter_plain_examples(nlp, treebank, names=part == "names"))
    train(nlp, output)
    return spacy.load(output / "model-best")
