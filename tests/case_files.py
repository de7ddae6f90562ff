"""Cases of ``cases/nl``: a sentence and all that it attributes, with the tolerance of the measure."""

import re
import tomllib
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from volgens.model import Act, Attribution, Mode, Spans, quote

FOLDER = Path(__file__).parent / "cases" / "nl"
GAP = " … "
WORD = re.compile(r"[^\W_]+")
INTRODUCING = ("dat", "of", "om")
ARTICLES = frozenset({"de", "het", "een"})
CASE_KEYS = frozenset({"text", "note", "expect", "known_miss"})
EXPECT_KEYS = frozenset({"source", "cue", "content", "act", "mode", "entity", "via", "parent"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """``expect`` holds one table for each attribution of ``text``; a key that is not there is not asserted."""

    name: str
    text: str
    note: str
    expect: tuple[dict[str, str], ...]
    known_miss: bool = field(default=False)


def load_cases() -> list[Case]:
    return [case for path in sorted(FOLDER.glob("*.toml")) for case in _load_file(path)]


def _load_file(path: Path) -> list[Case]:
    tables = tomllib.loads(path.read_text(encoding="utf-8"))
    if set(tables) != {"case"}:
        raise ValueError(f"{path.name}: only [[case]] tables belong here, not {sorted(tables)}")
    return [_read(f"{path.stem}-{number}", table) for number, table in enumerate(tables["case"], start=1)]


def _read(name: str, table: dict[str, object]) -> Case:
    text, note, expect = table.get("text"), table.get("note"), table.get("expect")
    if set(table) - CASE_KEYS or not isinstance(text, str) or not isinstance(note, str) or not isinstance(expect, list):
        raise ValueError(f"{name}: a case has text, note, expect and perhaps known_miss")
    for expected in expect:
        _check(name, text, expected)
    return Case(name=name, text=text, note=note, expect=tuple(expect), known_miss=table.get("known_miss") is True)


def _check(name: str, text: str, expected: dict[str, str]) -> None:
    if set(expected) - EXPECT_KEYS or not expected.get("content"):
        raise ValueError(f"{name}: unknown key, or no content: {expected}")
    for key in ("source", "cue", "content", "via"):
        parts = [p for p in expected.get(key, "").split(GAP) if p]
        if any(part not in text for part in parts):
            raise ValueError(f"{name}: {key} is not verbatim: {expected[key]}")
    if "act" in expected:
        Act(expected["act"])
    if "mode" in expected:
        Mode(expected["mode"])


def words(text: str) -> Counter[str]:
    return Counter(m.group().casefold() for m in WORD.finditer(text))


def content_words(text: str) -> Counter[str]:
    """Words without an introducing *dat*, *of* or *om*."""
    found = [m.group().casefold() for m in WORD.finditer(text)]
    while found and found[0] in INTRODUCING:
        found.pop(0)
    return Counter(found)


def dice(left: Counter[str], right: Counter[str]) -> float:
    total = left.total() + right.total()
    return 2 * (left & right).total() / total if total else 1.0


def pair(case: Case, found: Sequence[Attribution]) -> list[tuple[int, int]]:
    """Expected and found, one to one: best contents first, among equal contents the pair whose sources agree."""
    ranked = sorted(
        (
            (
                -round(dice(content_words(e["content"]), content_words(quote(case.text, a.content))), 6),
                -dice(words(e.get("source", "")), words(quote(case.text, a.source))),
                i,
                j,
            )
            for i, e in enumerate(case.expect)
            for j, a in enumerate(found)
        )
    )
    pairs: list[tuple[int, int]] = []
    for overlap, _, i, j in ranked:
        if -overlap >= 0.5 and all(i != p[0] and j != p[1] for p in pairs):
            pairs.append((i, j))
    return pairs


def find_faults(case: Case, found: Sequence[Attribution]) -> list[str]:
    """What is missing, too much or wrong; empty where all is as expected."""
    pairs = pair(case, found)
    missing = [e for i, e in enumerate(case.expect) if all(i != p[0] for p in pairs)]
    extra = [a for j, a in enumerate(found) if all(j != p[1] for p in pairs)]
    faults = [f"missing: {e}" for e in missing]
    faults += [f"too much: {quote(case.text, a.cue)} | {quote(case.text, a.content)} ({a.maker})" for a in extra]
    by_id = {a.id: a for a in found}
    for i, j in pairs:
        outer = by_id.get(found[j].parent or "")
        faults += _compare(case.text, case.expect[i], found[j], outer)
    return faults


def _compare(text: str, expected: dict[str, str], found: Attribution, outer: Attribution | None) -> list[str]:
    got = {
        "source": quote(text, found.source),
        "cue": quote(text, found.cue),
        "via": quote(text, found.via),
        "act": str(found.act),
        "mode": str(found.mode),
        "entity": found.entity or "",
        "parent": quote(text, outer.cue) if outer else "",
    }
    return [
        f"{key}: {got[key]!r} for {value!r} of {expected['content']!r}"
        for key, value in expected.items()
        if key != "content" and not _same(key, value, got[key])
    ]


def _same(key: str, expected: str, got: str) -> bool:
    left, right = words(expected), words(got)
    if key == "source":
        return dice(left, right) >= 0.5
    if key in {"cue", "parent"}:
        return bool(left & right) or not (left or right)
    if key == "via":
        return set(left) - ARTICLES == set(right) - ARTICLES
    return expected == got


def spans_of(found: Sequence[Attribution]) -> list[Spans]:
    return [part for a in found for part in (a.source, a.cue, a.content, a.via)]
