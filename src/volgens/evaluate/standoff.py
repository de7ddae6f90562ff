"""Lines of a brat standoff file: text-bound words, events, relations, attributes and notes."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from volgens.errors import GoldError
from volgens.model import Span, Spans

_BOUND = re.compile(r"(T\S*)\t(\S+) (\d{1,9} \d{1,9}(?:;\d{1,9} \d{1,9})*)\t(.*)")
_EVENT = re.compile(r"(E\S*)\t([^\s:]+):(T\S*)((?: [^\s:]+:[TE]\S*)*) ?")
_RELATION = re.compile(r"R\S*\t(\S+) [^\s:]+:(\S+) [^\s:]+:(\S+)\s*")
_ATTRIBUTE = re.compile(r"[AM]\S*\t(\S+) (\S+)(?: (\S+))?\s*")
_NOTE = re.compile(r"#\S*\t(\S+) (\S+)\t(.*)")
_PATTERNS = {"T": _BOUND, "E": _EVENT, "R": _RELATION, "A": _ATTRIBUTE, "M": _ATTRIBUTE, "#": _NOTE}
_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Bound:
    """Words that have a label."""

    label: str
    spans: Spans


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """An event; ``arguments`` go from a role to the id of words or of another event, as often as the file has it."""

    id: str
    label: str
    arguments: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standoff:
    """What a file says: relations as label, first and second id; attributes and notes by the id that they are about."""

    bounds: Mapping[str, Bound]
    events: tuple[Event, ...]
    relations: tuple[tuple[str, str, str], ...]
    attributes: Mapping[str, Mapping[str, str]]
    notes: Mapping[str, str]


def read_standoff(annotations: str, text: str, path: Path) -> Standoff:
    """What ``annotations`` say of ``text``; `GoldError` names ``path`` and the line that breaks brat's form.

    Equivalences (``*``) and normalisations (``N``) are let be.
    """
    found: dict[str, list[tuple[int, re.Match[str]]]] = {kind: [] for kind in _PATTERNS}
    for number, line in enumerate(annotations.split("\n"), start=1):
        line = line.removesuffix("\r")  # noqa: PLW2901
        if not line.strip() or line[0] in "*N":
            continue
        pattern = _PATTERNS.get(line[0])
        match = pattern.fullmatch(line) if pattern else None
        if match is None:
            raise _wrong(path, number, f"is no line of brat's standoff: {line[:80]!r}")
        found[line[0]].append((number, match))
    bounds = {m[1]: Bound(label=m[2], spans=_spans(m, text, path, number)) for number, m in found["T"]}
    events = tuple(_event(m, bounds, path, number) for number, m in found["E"])
    attributes: dict[str, dict[str, str]] = {}
    for _, match in (*found["A"], *found["M"]):
        attributes.setdefault(match[2], {})[match[1]] = match[3] or ""
    return Standoff(
        bounds=bounds,
        events=events,
        relations=tuple((m[1], m[2], m[3]) for _, m in found["R"]),
        attributes=attributes,
        notes={m[2]: m[3] for _, m in found["#"]},
    )


def join_spans(spans: Iterable[Span]) -> Spans:
    """``spans`` in text order, those that overlap as one."""
    joined: list[Span] = []
    for span in sorted(spans):
        if joined and span.start < joined[-1].end:
            joined[-1] = Span(joined[-1].start, max(joined[-1].end, span.end))
        else:
            joined.append(span)
    return tuple(joined)


def _spans(match: re.Match[str], text: str, path: Path, number: int) -> Spans:
    spans = []
    for place in match[3].split(";"):
        start, end = (int(offset) for offset in place.split(" "))
        if not start < end <= len(text):
            raise _wrong(path, number, f"{start}-{end} does not lie in the text of {len(text)} characters")
        spans.append(Span(start, end))
    here = "".join(span.of(text) for span in spans)
    if _SPACE.sub("", here) != _SPACE.sub("", match[4]):
        raise _wrong(path, number, f"has the words {match[4][:60]!r}, but the text has {here[:60]!r} there")
    return join_spans(spans)


def _event(match: re.Match[str], bounds: Mapping[str, Bound], path: Path, number: int) -> Event:
    arguments = tuple((role, at) for role, _, at in (part.partition(":") for part in match[4].split()))
    for _, at in arguments:
        if at[0] == "T" and at not in bounds:
            raise _wrong(path, number, f"names {at}, which is not there")
    return Event(id=match[1], label=match[2], arguments=arguments)


def _wrong(path: Path, line: int, what: str) -> GoldError:
    return GoldError(
        f"{path}: line {line} {what}; the text must be as it was annotated, and the form is brat's standoff"
    )
