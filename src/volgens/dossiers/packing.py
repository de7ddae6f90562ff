"""A dossier as one JSON text, and back: exactly, so that what was built once may be kept.

Records become lists of their fields, in order; what a field holds follows from its type, so a new record needs nothing
here. Text packed under another `FORM` is refused by whoever keeps it.
"""

import json
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import datetime
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Union, cast, get_args, get_origin, get_type_hints

from volgens.dossier_model import Dossier
from volgens.model import content_id

Decoder = Callable[[object], object]

PLAIN = frozenset({str, int, float, bool, NoneType})
"""Types that JSON has itself."""


def pack(dossier: Dossier) -> str:
    """JSON that `unpack` turns back into an equal dossier."""
    return json.dumps(_encode(dossier), ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def unpack(packed: str) -> Dossier:
    """The dossier that `pack` was given; `ValueError` where the text is none of its."""
    try:
        return cast(Dossier, _decoder(Dossier)(json.loads(packed)))
    except (TypeError, AttributeError, KeyError, IndexError) as error:
        raise ValueError(f"this is no packed dossier: {error!r}") from error


def _encode(value: object) -> object:
    match value:
        case Enum():
            return value.value
        case datetime():
            return value.isoformat()
        case tuple():
            return [_encode(part) for part in value]
    kind: type = type(value)
    if is_dataclass(kind):
        return [_encode(getattr(value, name)) for name in _names(kind)]
    if kind not in PLAIN:
        raise TypeError(f"a {kind.__name__} cannot be packed; say here how")
    return value


@cache
def _names(record: type) -> tuple[str, ...]:
    """Fields that a record is made from, in order."""
    return tuple(f.name for f in fields(record) if f.init)


@cache
def _decoder(kind: object) -> Decoder:
    """What turns packed data back into a value of type ``kind``."""
    if kind in PLAIN:
        return lambda stored: stored
    origin, arguments = get_origin(kind), get_args(kind)
    if origin in {Union, UnionType} and len(arguments) == 2 and NoneType in arguments:
        inner = _decoder(next(a for a in arguments if a is not NoneType))
        return lambda stored: None if stored is None else inner(stored)
    if origin is tuple:
        return _tuple_decoder(arguments)
    if kind is datetime:
        return lambda stored: datetime.fromisoformat(cast(str, stored))
    if isinstance(kind, type) and issubclass(kind, Enum):
        members = {member.value: member for member in kind}
        return lambda stored: members[stored]
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_decoder(kind)
    raise TypeError(f"{kind} cannot be unpacked; say here how")


def _tuple_decoder(kinds: tuple[object, ...]) -> Decoder:
    if len(kinds) == 2 and kinds[1] is Ellipsis:
        each = _decoder(kinds[0])
        return lambda stored: tuple([each(part) for part in cast(list[object], stored)])
    parts = [_decoder(kind) for kind in kinds]
    return lambda stored: tuple([decode(part) for decode, part in zip(parts, cast(list[object], stored), strict=True)])


def _record_decoder(record: type) -> Decoder:
    hints, names = get_type_hints(record), _names(record)
    # Most fields are plain: those that are not are replaced one by one, the others passed on as they are.
    changed = {name: _decoder(hints[name]) for name in names if hints[name] not in PLAIN}
    make = cast(Callable[..., object], record)

    def decode(stored: object) -> object:
        values = dict(zip(names, cast(list[object], stored), strict=True))
        for name, decoder in changed.items():
            values[name] = decoder(values[name])
        return make(**values)

    return decode


def _form_of(kind: object, seen: set[object]) -> str:
    """The shape of ``kind`` in words, each record in it written out once."""
    if isinstance(kind, type) and is_dataclass(kind) and kind not in seen:
        seen.add(kind)
        hints = get_type_hints(kind)
        return f"{kind.__name__}({', '.join(f'{n}: {_form_of(hints[n], seen)}' for n in _names(kind))})"
    if arguments := get_args(kind):
        return f"{get_origin(kind)}[{', '.join(_form_of(a, seen) for a in arguments)}]"
    return kind.__name__ if isinstance(kind, type) else str(kind)


FORM = content_id("form", _form_of(Dossier, set()))
"""Changes with the records: a text packed under another form cannot be unpacked."""
