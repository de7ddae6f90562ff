"""Reading gold: a JSON object from document id to text and attributions. Form: ``corpus/README.md``."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import TypeVar

from volgens.errors import GoldError
from volgens.model import Act, Mode, Span, Spans, check_spans

Json = str | int | float | bool | None | Sequence["Json"] | Mapping[str, "Json"]
Choice = TypeVar("Choice", bound=StrEnum)

_REQUIRED = ("source", "cue", "content", "mode", "act")
_OPTIONAL = ("id", "via", "entity", "parent")


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldAttribution:
    """An attribution as annotated; ``id`` and ``parent`` are the annotator's, unique in their document."""

    id: str
    source: Spans
    cue: Spans
    content: Spans
    via: Spans
    mode: Mode
    act: Act
    entity: str | None
    parent: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GoldDocument:
    """A text with every attribution that an annotator saw in it, in the order of the file."""

    id: str
    text: str
    attributions: tuple[GoldAttribution, ...]


@dataclass(frozen=True, slots=True)
class _Place:
    """Where in which file something stands, for messages."""

    file: Path
    document: str = ""
    attribution: str = ""

    def wrong(self, what: str) -> GoldError:
        inside = [f"document {self.document!r}"] if self.document else []
        inside += [f"attribution {self.attribution!r}"] if self.attribution else []
        return GoldError(f"{': '.join([str(self.file), *inside])}: {what}; the form is in corpus/README.md")


def load_gold(path: Path) -> tuple[GoldDocument, ...]:
    """The documents of ``path`` in its order.

    `GoldError` names the file, the document and what is wrong where the file cannot be read or breaks the form.
    """
    place = _Place(path)
    try:
        data: Json = json.loads(path.read_bytes(), object_pairs_hook=_unique)
    except OSError as error:
        raise GoldError(f"{path}: cannot be read ({error.strerror}); check the path and its permissions") from error
    except (ValueError, RecursionError) as error:
        raise place.wrong(f"is no JSON that can be used ({error})") from error
    if not isinstance(data, Mapping):
        raise place.wrong("must be an object from document id to document")
    return tuple(_read_document(document, entry, path) for document, entry in data.items())


def _unique(pairs: Sequence[tuple[str, Json]]) -> Mapping[str, Json]:
    """An object; JSON lets a key stand in it twice and would keep the last without a word."""
    result = dict(pairs)
    if len(result) < len(pairs):
        keys = [key for key, _ in pairs]
        raise ValueError(f"the key {next(k for k in keys if keys.count(k) > 1)!r} stands twice in one object")
    return result


def _read_document(document: str, entry: Json, path: Path) -> GoldDocument:
    """Keys beside ``text`` and ``attributions`` are somebody's notes and are let be."""
    place = _Place(path, document)
    if not isinstance(entry, Mapping):
        raise place.wrong("must be an object with text and attributions")
    text, listed = entry.get("text"), entry.get("attributions")
    if not isinstance(text, str):
        raise place.wrong("text must be a string")
    if not isinstance(listed, list):
        raise place.wrong("attributions must be a list")
    attributions = tuple(_read_attribution(item, number, text, place) for number, item in enumerate(listed, start=1))
    ids = [attribution.id for attribution in attributions]
    for attribution in attributions:
        if ids.count(attribution.id) > 1:
            raise place.wrong(f"the id {attribution.id!r} stands twice")
        if attribution.parent is not None and attribution.parent not in ids:
            raise place.wrong(
                f"attribution {attribution.id!r} has the parent {attribution.parent!r}, which is not there"
            )
    return GoldDocument(id=document, text=text, attributions=attributions)


def _read_attribution(item: Json, number: int, text: str, document: _Place) -> GoldAttribution:
    place = _Place(document.file, document.document, f"number {number}")
    if not isinstance(item, Mapping):
        raise place.wrong("must be an object")
    identity = _words(item, "id", place) or f"a{number}"
    place = _Place(document.file, document.document, identity)
    if missing := [key for key in _REQUIRED if key not in item]:
        raise place.wrong(f"lacks {', '.join(missing)}")
    if unknown := sorted(item.keys() - {*_REQUIRED, *_OPTIONAL}):
        raise place.wrong(f"has unknown keys: {', '.join(unknown)}")
    content = _spans(item, "content", text, place)
    if not content:
        raise place.wrong("content is empty")
    return GoldAttribution(
        id=identity,
        source=_spans(item, "source", text, place),
        cue=_spans(item, "cue", text, place),
        content=content,
        via=_spans(item, "via", text, place),
        mode=_choice(item, "mode", Mode, place),
        act=_choice(item, "act", Act, place),
        entity=_words(item, "entity", place),
        parent=_words(item, "parent", place),
    )


def _words(item: Mapping[str, Json], key: str, place: _Place) -> str | None:
    value = item.get(key)
    if value is not None and not isinstance(value, str):
        raise place.wrong(f"{key} must be a string or null, not {value!r}")
    return value


def _choice(item: Mapping[str, Json], key: str, choices: type[Choice], place: _Place) -> Choice:
    value = item[key]
    try:
        return choices(str(value))
    except ValueError as error:
        raise place.wrong(f"{key} is {value!r}, not one of {', '.join(choices)}") from error


def _spans(item: Mapping[str, Json], key: str, text: str, place: _Place) -> Spans:
    value = item.get(key, [])
    if not isinstance(value, list):
        raise place.wrong(f"{key} must be a list of [start, end]")
    spans = tuple(sorted(_span(pair, key, text, place) for pair in value))
    try:
        check_spans(key, spans)
    except ValueError as error:
        raise place.wrong(str(error)) from error
    return spans


def _span(pair: Json, key: str, text: str, place: _Place) -> Span:
    match pair:
        case [int() as start, int() as end] if 0 <= start < end <= len(text):
            return Span(start, end)
        case [int(), int()]:
            raise place.wrong(f"{key} has the span {pair!r}, which does not lie in the text of {len(text)} characters")
        case _:
            raise place.wrong(f"{key} must be a list of [start, end], not hold {pair!r}")
