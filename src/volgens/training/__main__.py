"""``python -m volgens.training COMMAND …``: each step of training is a command; ``--help`` lists them."""

import argparse
import json
from dataclasses import asdict
from pathlib import Path


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m volgens.training", description=__doc__)
    commands = parser.add_subparsers(dest="command", required=True)
    for part in ("syntax", "names"):
        command = commands.add_parser(part, help=f"train the {part} of the pipeline")
        command.add_argument("treebank", type=Path)
        command.add_argument("output", type=Path)
        command.add_argument("--steps", type=int, default=None, help="fewer or more than the configuration says")
    command = commands.add_parser("assemble", help="join both parts into the pipeline that is shipped")
    for name in ("syntax", "names", "output"):
        command.add_argument(name, type=Path)
    command = commands.add_parser("score", help="the shipped pipeline's figures on the treebank's dev part")
    command.add_argument("treebank", type=Path)
    command = commands.add_parser("learn", help="train the learned parts of extraction from annotated articles")
    command.add_argument("output", type=Path)
    command.add_argument("gold", type=Path, nargs="+")
    command = commands.add_parser("validate", help="cross-validate the learned parts on annotated articles")
    command.add_argument("gold", type=Path, nargs="+")
    command.add_argument("--folds", type=int, default=5)
    command = commands.add_parser("link", help="train the matcher of claims from annotated stories")
    command.add_argument("output", type=Path)
    command.add_argument("stories", type=Path)
    command = commands.add_parser("stories", help="measure dossiers, each story left out of what is learned")
    command.add_argument("stories", type=Path)
    command.add_argument("gold", type=Path, nargs="+")
    run(parser.parse_args())


def run(arguments: argparse.Namespace) -> None:
    """Run one command; each imports only what it needs."""
    if arguments.command in {"syntax", "names"}:
        from volgens.training.train import train_part  # noqa: PLC0415

        train_part(arguments.command, arguments.treebank, arguments.output, steps=arguments.steps)
    elif arguments.command == "assemble":
        from volgens.training.assemble import assemble  # noqa: PLC0415

        assemble(arguments.syntax, arguments.names, arguments.output)
    elif arguments.command == "score":
        from volgens.training.score import score_pipeline  # noqa: PLC0415

        for name, value in asdict(score_pipeline(arguments.treebank)).items():
            print(f"{name:10} {value:.4f}")
    elif arguments.command == "learn":
        from volgens.training.annotated import learn_from_files  # noqa: PLC0415

        learn_from_files(arguments.gold, arguments.output)
    elif arguments.command == "link":
        from volgens.training.link import learn_from_stories  # noqa: PLC0415

        learn_from_stories(arguments.stories, arguments.output)
    elif arguments.command == "stories":
        from volgens.training.link import add_up, validate_stories  # noqa: PLC0415

        figures = validate_stories(arguments.stories, arguments.gold)
        for name, one in (*figures.items(), ("all", add_up(figures.values()))):
            print(f"{name:12} {json.dumps(one.as_dict())}")
    else:
        from volgens.training.annotated import validate_files  # noqa: PLC0415

        for name, value in validate_files(arguments.gold, arguments.folds).items():
            print(f"{name:10} {value}")


if __name__ == "__main__":
    main()
