"""Gold that others annotated: folders of brat standoff, and PolNeAR.

Such gold need not say all that ours does. What a folder never says, such as the act, is not judged: the gold borrows
it from the prediction that it is compared with, and the figure is left out.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields, replace
from pathlib import Path

from volgens.errors import GoldError
from volgens.evaluate.attributions import Figures
from volgens.evaluate.gold import GoldAttribution, GoldDocument
from volgens.evaluate.matching import compare_all
from volgens.evaluate.standoff import Event, Standoff, join_spans, read_standoff
from volgens.model import Act, Attribution, Mode, Span

LARGEST_FILE = 20_000_000
"""Bytes; no annotated article is larger."""

_ROLES = ("source", "cue", "content", "via")
_NUMBERED = re.compile(r"\d+$")


@dataclass(frozen=True, slots=True, kw_only=True)
class BratLabels:
    """What a folder calls the parts of an attribution, and the event that joins them.

    An event counts whose label is ``attribution`` or begins so and goes on with ``-`` (*Attribution-no-source*).
    """

    attribution: str = "Attribution"
    source: str = "Source"
    cue: str = "Cue"
    content: str = "Content"
    via: str = "Via"
    act: str = "Act"
    mode: str = "Mode"
    inside: str = "Inside"

    @classmethod
    def parse(cls, words: str) -> "BratLabels":
        """Labels out of ``source=Spreker,content=Inhoud``; `GoldError` where that is no such list."""
        pairs = [pair.split("=") for pair in words.split(",") if pair.strip()]
        known = [field.name for field in fields(cls)]
        if any(len(pair) != 2 or pair[0].strip() not in known or not pair[1].strip() for pair in pairs):
            raise GoldError(f"{words!r} gives no labels; write part=Label,part=Label with parts of {', '.join(known)}")
        return cls(**{name.strip(): label.strip() for name, label in pairs})


@dataclass(frozen=True, slots=True, kw_only=True)
class ForeignGold:
    """Documents, and which figures of ``act``, ``mode``, ``entity`` and ``via`` they say nothing about."""

    documents: tuple[GoldDocument, ...]
    unsaid: frozenset[str]

    def judged_by(self, found: Mapping[str, tuple[Attribution, ...]]) -> tuple[GoldDocument, ...]:
        """The documents, where each attribution has what is unsaid from the prediction that it is paired with."""
        if not self.unsaid:
            return self.documents
        documents = []
        for comparison in compare_all(self.documents, found):
            paired = {pair.gold.id: pair.predicted for pair in (*comparison.found, *comparison.near)}
            made = tuple(_borrow(a, paired.get(a.id), self.unsaid) for a in comparison.document.attributions)
            documents.append(replace(comparison.document, attributions=made))
        return tuple(documents)

    def hide(self, figures: Figures) -> Figures:
        """``figures`` without those that the gold says nothing about."""
        hidden = {*self.unsaid, *({"act_macro_f1"} if "act" in self.unsaid else ())}
        given = {field.name: getattr(figures, field.name) for field in fields(figures)}
        return Figures(**(given | dict.fromkeys(hidden)))


def load_brat(folder: Path, labels: BratLabels | None = None) -> ForeignGold:
    """Every ``NAME.ann`` with its ``NAME.txt`` in ``folder`` and below; a document is named after its path.

    `GoldError` says what is wrong where a file cannot be read or breaks the form.
    """
    paths = sorted(folder.rglob("*.ann"))
    if not paths:
        raise GoldError(f"{folder}: no .ann file in it; give the folder of brat's standoff files")
    files = [(path.relative_to(folder).with_suffix("").as_posix(), path, path.with_suffix(".txt")) for path in paths]
    return _load(files, labels or BratLabels())


def load_polnear(folder: Path) -> ForeignGold:
    """A compartment of PolNeAR (``text/NAME.txt``, ``attributions/NAME_ANNOTATOR.ann``), or a folder of those.

    Each annotator's file is a document. `GoldError` says what is wrong where a file lacks or breaks the form.
    """
    paths = sorted([*folder.glob("attributions/*.ann"), *folder.glob("*/attributions/*.ann")])
    if not paths:
        raise GoldError(f"{folder}: no attributions/*.ann in it; give a compartment of PolNeAR, such as data/dev")
    files = []
    for path in paths:
        name = path.stem.rpartition("_")[0] or path.stem
        compartment = path.parent.parent
        document = (compartment.relative_to(folder) / path.stem).as_posix()
        files.append((document, path, compartment / "text" / f"{name}.txt"))
    return _load(files, BratLabels())


def _load(files: Iterable[tuple[str, Path, Path]], labels: BratLabels) -> ForeignGold:
    documents, said = [], set[str]()
    for name, path, text_path in files:
        text = _read(text_path)
        standoff = read_standoff(_read(path), text, path)
        events = [e for e in standoff.events if e.label.partition("-")[0] == labels.attribution.partition("-")[0]]
        if not events and any(bound.label == labels.content for bound in standoff.bounds.values()):
            raise GoldError(
                f"{path}: has {labels.content} but no event {labels.attribution} that joins it to its source and cue; "
                "give the labels of your folder with --labels"
            )
        made = _Document(path, standoff, labels)
        attributions = tuple(made.read(event) for event in events)
        parents = _parents(standoff, labels, {event.id for event in events})
        attributions = tuple(replace(a, parent=parents.get(a.id)) for a in attributions)
        documents.append(GoldDocument(id=name, text=text, attributions=attributions))
        said |= made.said
    return ForeignGold(documents=tuple(documents), unsaid=frozenset({"act", "mode", "entity", "via"} - said))


class _Document:
    """The attributions of one file; ``said`` gathers what it tells beyond source, cue and content."""

    def __init__(self, path: Path, standoff: Standoff, labels: BratLabels) -> None:
        self._path = path
        self._standoff = standoff
        self._labels = labels
        self.said: set[str] = set()

    def read(self, event: Event) -> GoldAttribution:
        parts: dict[str, list[Span]] = {role: [] for role in _ROLES}
        for role, at in event.arguments:
            bound = self._standoff.bounds.get(at)
            if bound is None:
                continue
            # brat numbers a role that an event has more than once.
            part = self._part(_NUMBERED.sub("", role)) or self._part(bound.label)
            if part is not None:
                parts[part].extend(bound.spans)
        if not parts["content"]:
            raise GoldError(f"{self._path}: the event {event.id} has no {self._labels.content}; annotate what is said")
        if parts["via"]:
            self.said.add("via")
        attributes = self._standoff.attributes.get(event.id, {})
        return GoldAttribution(
            id=event.id,
            source=join_spans(parts["source"]),
            cue=join_spans(parts["cue"]),
            content=join_spans(parts["content"]),
            via=join_spans(parts["via"]),
            mode=self._mode(event.id, attributes),
            act=self._act(event.id, attributes),
            entity=self._entity(event.id),
            parent=None,
        )

    def _part(self, label: str) -> str | None:
        return next((role for role in _ROLES if getattr(self._labels, role) == label), None)

    def _act(self, event: str, attributes: Mapping[str, str]) -> Act:
        told = attributes.get(self._labels.act)
        if told is None:
            return Act.ASSERT
        self.said.add("act")
        try:
            return Act(told)
        except ValueError as error:
            raise self._unknown(event, told, tuple(Act)) from error

    def _mode(self, event: str, attributes: Mapping[str, str]) -> Mode:
        told = attributes.get(self._labels.mode)
        if told is None:
            return Mode.INDIRECT
        self.said.add("mode")
        try:
            return Mode(told)
        except ValueError as error:
            raise self._unknown(event, told, tuple(Mode)) from error

    def _unknown(self, event: str, told: str, choices: Sequence[str]) -> GoldError:
        return GoldError(
            f"{self._path}: the event {event} is {told!r}, not one of {', '.join(choices)}; mend the attribute"
        )

    def _entity(self, event: str) -> str | None:
        """The name that our own export notes at an event; another note is somebody's remark."""
        try:
            note = json.loads(self._standoff.notes.get(event, "null"))
        except (ValueError, RecursionError):
            return None
        if not isinstance(note, dict) or "entity" not in note:
            return None
        self.said.add("entity")
        entity = note["entity"]
        return entity if isinstance(entity, str) else None


def _parents(standoff: Standoff, labels: BratLabels, events: set[str]) -> Mapping[str, str]:
    return {
        inner: outer
        for label, inner, outer in standoff.relations
        if label == labels.inside and inner in events and outer in events and inner != outer
    }


def _borrow(gold: GoldAttribution, predicted: Attribution | None, unsaid: frozenset[str]) -> GoldAttribution:
    if predicted is None:
        return gold
    return replace(
        gold,
        act=predicted.act if "act" in unsaid else gold.act,
        mode=predicted.mode if "mode" in unsaid else gold.mode,
        entity=predicted.entity if "entity" in unsaid else gold.entity,
        via=predicted.via if "via" in unsaid else gold.via,
    )


def _read(path: Path) -> str:
    """The text of a file, with its line ends as they are, for offsets count them."""
    try:
        with path.open("rb") as stream:
            data = stream.read(LARGEST_FILE + 1)
        if len(data) > LARGEST_FILE:
            raise GoldError(f"{path}: is larger than {LARGEST_FILE // 1_000_000} MB; that is no annotated article")
        return data.decode("utf-8")
    except OSError as error:
        raise GoldError(
            f"{path}: cannot be read ({error.strerror}); each .ann needs the text that it is about"
        ) from error
    except UnicodeDecodeError as error:
        raise GoldError(f"{path}: is no UTF-8; convert it and mind that offsets count characters") from error
