"""A strict reader of brat's standoff, written from its description alone: anything unexpected is an error."""

import re
from dataclasses import dataclass

BOUND = re.compile(r"(T\d+)\t(\w+) (\d+ \d+(?:;\d+ \d+)*)\t(.+)")
EVENT = re.compile(r"(E\d+)\t(\w+):(T\d+)((?: \w+:T\d+)+)")
RELATION = re.compile(r"(R\d+)\t(\w+) Arg1:([TE]\d+) Arg2:([TE]\d+)")
ATTRIBUTE = re.compile(r"(A\d+)\t(\w+) ([TE]\d+) (\w+)")
NOTE = re.compile(r"(#\d+)\tAnnotatorNotes ([TE]\d+)\t(.+)")


Offsets = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """``roles`` goes from a role to its offsets; ``trigger`` are those that the event hangs on."""

    roles: dict[str, Offsets]
    trigger: Offsets
    attributes: dict[str, str]
    note: str
    inside: tuple[str, ...]


def read_brat(text: str, annotations: str) -> dict[str, Event]:
    """Events by id, in the order of the file; `ValueError` where a line, an offset or a reference is wrong."""
    if annotations and not annotations.endswith("\n"):
        raise ValueError("the last line does not end")
    lines = annotations.splitlines()
    if lines != annotations.split("\n")[:-1]:
        raise ValueError("a line holds a line end")
    ids = [line.partition("\t")[0] for line in lines]
    if len(set(ids)) < len(ids):
        raise ValueError("an id stands twice")
    bound = {m[1]: (m[2], _offsets(text, m[3], m[4])) for m in _all(BOUND, "T", lines)}
    attributes: dict[str, dict[str, str]] = {}
    for match in _all(ATTRIBUTE, "A", lines):
        attributes.setdefault(match[3], {})[match[2]] = match[4]
    notes = {m[2]: m[3] for m in _all(NOTE, "#", lines)}
    events = _all(EVENT, "E", lines)
    relations = _all(RELATION, "R", lines)
    known = {m[1] for m in events}
    if unknown := ({x for m in relations for x in (m[3], m[4])} | attributes.keys() | notes.keys()) - known:
        raise ValueError(f"nothing is called {unknown}")
    return {
        m[1]: Event(
            roles=_roles(m[4], bound),
            trigger=_typed(m[3], m[2], bound),
            attributes=attributes.get(m[1], {}),
            note=notes.get(m[1], ""),
            inside=tuple(r[4] for r in relations if r[3] == m[1]),
        )
        for m in events
    }


def _all(pattern: re.Pattern[str], kind: str, lines: list[str]) -> list[re.Match[str]]:
    if odd := [line for line in lines if line[:1] not in set("TERA#")]:
        raise ValueError(f"no line of brat: {odd[0]!r}")
    found = [(line, pattern.fullmatch(line)) for line in lines if line.startswith(kind)]
    if wrong := [line for line, match in found if match is None]:
        raise ValueError(f"not the form of a line: {wrong[0]!r}")
    return [match for _, match in found if match is not None]


def _offsets(text: str, places: str, words: str) -> Offsets:
    pairs = [tuple(int(n) for n in place.split()) for place in places.split(";")]
    offsets = tuple((start, end) for start, end in pairs)
    if any(not 0 <= start < end <= len(text) for start, end in offsets) or list(offsets) != sorted(offsets):
        raise ValueError(f"offsets out of order or text: {places}")
    if " ".join(text[start:end] for start, end in offsets) != words:
        raise ValueError(f"{places} is not {words!r}")
    return offsets


def _typed(name: str, kind: str, bound: dict[str, tuple[str, Offsets]]) -> Offsets:
    if bound[name][0] != kind:
        raise ValueError(f"{name} is no {kind}")
    return bound[name][1]


def _roles(arguments: str, bound: dict[str, tuple[str, Offsets]]) -> dict[str, Offsets]:
    pairs = [argument.split(":") for argument in arguments.split()]
    if len({role for role, _ in pairs}) < len(pairs):
        raise ValueError(f"a role stands twice: {arguments}")
    return {role: _typed(name, role, bound) for role, name in pairs}
