"""``python -m volgens.training {syntax,names} TREEBANK OUTPUT``."""

import argparse
from pathlib import Path

from volgens.training.train import train_part

if __name__ == "__main__":
    parser = argparse.ArgumentParser(prog="python -m volgens.training", description=__doc__)
    parser.add_argument("part", choices=["syntax", "names"])
    parser.add_argument("treebank", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--steps", type=int, default=None, help="fewer or more steps than the configuration says")
    arguments = parser.parse_args()
    train_part(arguments.part, arguments.treebank, arguments.output, steps=arguments.steps)
