"""The figures as Markdown, for the terminal and for ``RESULTS.md``."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from measuring import (
    LEFT_OUT,
    VOLGENS,
    GoldSet,
    Row,
    compare_unseen,
    count_acts,
    count_confidence,
    count_constructions,
    count_invented,
)
from timing import REPEATS, Timing
from volgens.evaluate import Figures

COMMAND = "python benchmarks/run.py"
MEGABYTE = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """When and on what the figures were taken."""

    date: str
    commit: str
    python: str
    processor: str


def render(sets: Sequence[GoldSet], timing: Timing | None, origin: Origin, command: str) -> str:
    """All tables, each under its heading with the command that makes it."""
    parts = [_render_head(origin), *_iter_sets(sets, command)]
    parts.extend(_render_invented(s, command) for s in sets if s.negative)
    unseen = [s for s in sets if s.unseen]
    if unseen:
        parts.extend(_iter_details(unseen, command))
    calibrated = [s for s in unseen if s.name in {"alpino-dev", "meantime"}]
    if calibrated:
        parts.append(_render_calibration(calibrated, command))
    if timing is not None:
        parts.append(_render_timing(timing, command))
    return "\n\n".join(parts) + "\n"


def _render_head(origin: Origin) -> str:
    return (
        f"# Results\n\nMeasured on {origin.date} at commit {origin.commit}, Python {origin.python}, "
        f"{origin.processor}. "
        f"This file is written by `{COMMAND} --markdown benchmarks/RESULTS.md`; what a person adds stands in "
        "`benchmarks/NOTES.md` and is put at its end.\n\n"
        "Overlap, full and all rates are those of `volgens.evaluate`: *overlap* asks for contents whose words agree "
        "with a Dice coefficient of at least 0.5, *full* also for cue and source. *Precision* and *recall* are those "
        "of overlap; *entity*, *act* and *via* are the part of the overlapping pairs where that is right (*via*: of "
        "those that have one in gold)."
    )


def _iter_sets(sets: Sequence[GoldSet], command: str) -> Iterator[str]:
    yield (
        f"## Attribution\n\n`{command}`\n\n"
        "*quotation marks* and *say verbs* are baselines of ours (`benchmarks/baselines.py`) over the same parser, the "
        "same names and the same pairing of quotation marks. They know no acts (every one is `assert`) and no `via`; "
        "quotation marks alone give no cue, so *full* counts for little there."
    )
    for gold in sets:
        if gold.negative:
            continue
        count = sum(len(d.attributions) for d in gold.documents)
        rows = [_figures_row(_name(gold, system), figures) for system, figures in gold.figures().items()]
        head = ("system", "found", "overlap F1", "precision", "recall", "full F1", "entity", "act", "via")
        yield (
            f"### {gold.name}\n\n{len(gold.documents)} documents, {gold.words:,} words, {count:,} attributions.\n\n"
            + _table(head, rows)
        )


def _render_invented(gold: GoldSet, command: str) -> str:
    """What each system finds where there is nothing to find, and by which rule."""
    systems = tuple(gold.predicted)
    totals = [sum(len(found) for found in gold.predicted[s].values()) for s in systems]
    rows = [
        ("all", *(str(total) for total in totals)),
        ("a thousand words", *(f"{1000 * total / gold.words:.1f}" for total in totals)),
        ("texts with any", *(str(sum(1 for found in gold.predicted[s].values() if found)) for s in systems)),
        *((rule, *(str(counts[s]) for s in systems)) for rule, counts in count_invented(gold)),
    ]
    return (
        f"## Invented where nobody speaks: {gold.name}\n\n`{command}`\n\n{len(gold.documents)} texts that are no "
        f"news, {gold.words:,} words, no attributions: recipes, regulations, results, programmes and the like, written "
        "with traps. All that is found is wrong; fewer is better. The rows below the third are rules.\n\n"
        + _table(("found", *systems), rows)
    )


def _name(gold: GoldSet, system: str) -> str:
    """Marks a figure that flatters: the learned parts have seen this set."""
    return f"{system} (**learned from this set**)" if system == VOLGENS and gold.unseen != VOLGENS else system


def _figures_row(name: str, figures: Figures) -> Sequence[str]:
    overlap = figures.overlap
    rates = (figures.entity, figures.act, figures.via)
    return (
        name,
        str(figures.predicted),
        *(_part(value) for value in (overlap.f1, overlap.precision, overlap.recall, figures.full.f1)),
        *("–" if rate is None else _part(rate) for rate in rates),
    )


def _iter_details(unseen: Sequence[GoldSet], command: str) -> Iterator[str]:
    comparisons = compare_unseen(unseen)
    sets = _name_sets(unseen)
    rows = [
        (
            row.name,
            str(row.predicted),
            *(_part(value) for value in (row.precision, row.recall)),
            *(_part(right / row.found) if row.found else "–" for right in (row.full, row.entity, row.act)),
        )
        for row in count_constructions(comparisons)
    ]
    head = ("construction", "predicted", "precision", "share of gold found", "full", "entity", "act")
    yield (
        f"## By construction\n\n`{command}`\n\n{sets} A construction is the rule that made the prediction. *Full*, "
        "*entity* and *act* are parts of those whose content is right.\n\n" + _table(head, rows)
    )
    columns = ("act", "in gold", "predicted", "precision", "recall", "F1")
    acts = [(r.name, str(r.gold), str(r.predicted), *map(_part, (r.precision, r.recall, r.f1))) for r in
            count_acts(comparisons)]  # fmt: skip
    yield f"## By act\n\n`{command}`\n\n{sets} Right is what has both content (overlap) and act right.\n\n" + _table(
        columns, acts
    )


def _name_sets(unseen: Iterable[GoldSet]) -> str:
    names = [f"{s.name} (each story left out of training)" if s.unseen == LEFT_OUT else s.name for s in unseen]
    return f"volgens on what its learned parts never saw, taken together: {', '.join(names)}."


def _render_calibration(sets: Sequence[GoldSet], command: str) -> str:
    counted = count_confidence(compare_unseen(sets))
    total = sum(row.predicted for row, _ in counted)
    error = sum(abs(mean - row.precision) * row.predicted for row, mean in counted) / total if total else 0.0
    rows = [
        (row.name, str(row.predicted), _part(mean), _part(row.precision), _part(_full_share(row)))
        if row.predicted
        else (row.name, "0", "–", "–", "–")
        for row, mean in counted
    ]
    head = ("confidence", "attributions", "mean confidence", "content right", "content, source and cue right")
    names = " and ".join(s.name for s in sets)
    return (
        f"## Calibration\n\n`{command}`\n\nWhat an attribution's `confidence` is worth, on {names}. The expected "
        f"calibration error over these steps is {error:.3f} (content right, overlap).\n\n" + _table(head, rows)
    )


def _full_share(row: Row) -> float:
    return row.full / row.predicted


def _render_timing(timing: Timing, command: str) -> str:
    both = timing.parse + timing.extraction
    rows = [
        ("parse alone", f"{timing.words / timing.parse:,.0f} words/s"),
        ("extraction and actors alone", f"{timing.words / timing.extraction:,.0f} words/s"),
        (
            "extraction and actors, as a part of the parse (aim: at most 1.00)",
            f"{timing.extraction / timing.parse:.2f}",
        ),
        ("parse, extraction and actors", f"{timing.words / both:,.0f} words/s"),
        ("files to rows in SQLite", f"{timing.words / timing.read:,.0f} words/s"),
        ("articles an hour so", f"{timing.documents / timing.read * 3600:,.0f}"),
        ("fresh process: imports alone", f"{timing.imports:.2f} s"),
        ("fresh process: first attribution", f"{timing.first:.2f} s"),
        ("peak memory, files to rows in SQLite", f"{timing.peak / MEGABYTE:,.0f} MB"),
        ("ledger on disk", f"{timing.ledger / MEGABYTE:.1f} MB"),
        ("articles that the ledger refused", str(timing.refused)),
    ]
    return (
        f"## Speed and memory\n\n`{command}`\n\n{timing.documents} articles of `corpus/written.json`, {timing.words:,} "
        f"words; one process, {timing.cores} cores, no accelerator; medians of {REPEATS} runs. Before the benchmark "
        f"began, the machine's load was {timing.load:.1f}: above about 0.3 something else was running, and the speeds "
        "are too low.\n\n" + _table(("what", "measured"), rows)
    )


def _part(value: float) -> str:
    return f"{value:.3f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [head, ["---", *("---:" for _ in head[1:])], *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
