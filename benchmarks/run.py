"""``python benchmarks/run.py``: everything that ``benchmarks/RESULTS.md`` says, measured again.

``corpus/written.json`` and ``corpus/stories.json`` were learned from: on them the program flatters itself. Figures
that count come from the sets beside the repository, where they are (their texts may not be passed on), from
``--leave-out``, which reads each story by judges that never saw it, and from ``make validate``.
"""

import argparse
import json
import platform
import subprocess
from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime
from importlib.util import find_spec
from pathlib import Path

import pages
from events import measure_stories, render_stories
from measuring import GoldSet, compare_unseen, count_acts, count_confidence, count_constructions, read_sets
from rendering import COMMAND, Origin, render
from timing import Timing, measure

ROOT = Path(__file__).resolve().parents[1]
CORPUS = ROOT / "corpus"
BESIDE = ROOT.parent / "shared" / "gold"
"""Annotated articles whose texts may not be passed on lie beside the repository, where there are any."""

NOTES = Path(__file__).with_name("NOTES.md")


def main() -> None:
    arguments = parse_arguments()
    paths = arguments.gold or find_gold()
    lessons = find_lessons() if arguments.leave_out else []
    timing = None if arguments.no_speed else measure(CORPUS / "written.json")
    sets = read_sets(paths, lessons)
    origin = read_origin()
    page = render(sets, timing, origin, name_command(arguments))
    if arguments.leave_out:
        figures = measure_stories(CORPUS / "stories", [*lessons, CORPUS / "stories.json"])
        page = f"{page}\n{render_stories(figures, name_command(arguments))}\n"
    page = f"{page}\n{render_pages()}\n"
    print(page)
    if arguments.json is not None:
        arguments.json.write_text(json.dumps(to_json(sets, timing, origin), ensure_ascii=False, indent=1) + "\n")
    if arguments.markdown is not None:
        notes = NOTES.read_text(encoding="utf-8") if NOTES.exists() else ""
        arguments.markdown.write_text(f"{page}\n{notes}" if notes else page, encoding="utf-8")


def render_pages() -> str:
    """How well pages of outlets are read, beside trafilatura; ``benchmarks/pages.py`` alone gives the same."""
    words = (
        "Fixtures copy the markup of outlets, from memory, with texts of our own (`tests/intake/pages`). The reader "
        "was mended on the first row; pages held out were mended on too, after the measurement *at first sight*, which "
        "is what to expect of a template that nobody has looked at. Trafilatura gives days and no times."
    )
    tables = f"{pages.render(pages.measure())}\n\n{pages.render_first_sight()}"
    return f"## Pages of outlets\n\n`python benchmarks/pages.py`. {words}\n\n{tables}\n"


def parse_arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, nargs="+", help="annotated articles; else all that are there")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write all figures as JSON")
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="also write the tables and NOTES.md to a file")
    parser.add_argument("--no-speed", action="store_true", help="leave out speed and memory")
    parser.add_argument(
        "--leave-out",
        action=argparse.BooleanOptionalAction,
        default=find_spec("sklearn") is not None,
        help="read each story by judges trained without it; needs the extra train, and is done where that is there",
    )
    return parser.parse_args()


def find_gold() -> list[Path]:
    """The sets that were never learned from, where they are there, then the stories and the texts without speech."""
    beside = [BESIDE / f"{name}.json" for name in ("seeds", "alpino-dev", "meantime")]
    return [*(path for path in beside if path.exists()), CORPUS / "stories.json", CORPUS / "negatives.json"]


def find_lessons() -> list[Path]:
    """What the learned parts are trained on beside the stories."""
    own = [CORPUS / f"{name}.json" for name in ("written", "contested", "contested_long")]
    return [path for path in (BESIDE / "train.json", *own) if path.exists()]


def name_command(arguments: argparse.Namespace) -> str:
    """The command as it would be typed again, without where its output went."""
    # Only the names of files: a path says where they lie on one machine.
    gold = ["--gold", *(path.name for path in arguments.gold)] if arguments.gold else []
    return " ".join([COMMAND, *gold, *(["--no-leave-out"] if not arguments.leave_out else [])])


def read_origin() -> Origin:
    commit = _git("rev-parse", "--short", "HEAD") or "unknown"
    if _git("status", "--porcelain", "--", "src", "corpus", "benchmarks/*.py"):
        commit += " with changes"
    return Origin(
        date=datetime.now().astimezone().date().isoformat(),
        commit=commit,
        python=platform.python_version(),
        processor=_name_processor(),
    )


def _git(*arguments: str) -> str:
    try:
        return subprocess.run(["git", *arguments], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    except (OSError, subprocess.CalledProcessError):
        return ""


def _name_processor() -> str:
    try:
        lines = Path("/proc/cpuinfo").read_text(encoding="utf-8").splitlines()
    except OSError:
        return platform.processor() or platform.machine()
    return next((line.partition(":")[2].strip() for line in lines if line.startswith("model name")), platform.machine())


def to_json(sets: Sequence[GoldSet], timing: Timing | None, origin: Origin) -> dict[str, object]:
    """All figures, not rounded where they are counts or times."""
    unseen = compare_unseen(sets)
    calibrated = compare_unseen(s for s in sets if s.name in {"alpino-dev", "meantime"})
    return {
        "origin": asdict(origin),
        "sets": {s.name: {system: f.as_dict() for system, f in s.figures().items()} for s in sets},
        "constructions": [asdict(row) for row in count_constructions(unseen)],
        "acts": [asdict(row) for row in count_acts(unseen)],
        "confidence": [{**asdict(row), "mean": mean} for row, mean in count_confidence(calibrated)],
        "timing": None if timing is None else asdict(timing),
    }


if __name__ == "__main__":
    main()
