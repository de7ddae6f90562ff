"""The rows of a table as its file gives them, before anybody knows what the columns mean."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A row by its place, its number from 1; ``size`` is about how many bytes it takes."""

    place: str
    values: Mapping[str, object]
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class BadRow:
    """A row that cannot be read, and why not; ``fatal`` where nothing behind it can be read either."""

    place: str
    reason: str
    fatal: bool = False


class Namer:
    """Gives the values of rows without names the names of the first row, which is none itself."""

    def __init__(self) -> None:
        self.names: tuple[str, ...] = ()

    def learn(self, values: Sequence[object]) -> bool:
        """Take ``values`` for the names, if they can be; empty and repeated ones get names of their own."""
        if not any(isinstance(value, str) and value.strip() for value in values):
            return False
        names: dict[str, None] = {}
        for position, value in enumerate(values, start=1):
            name = str(value).strip() if value is not None else ""
            name = f"{name} {position}" if name in names else name or f"column {position}"
            while name in names:
                name += "_"
            names[name] = None
        self.names = tuple(names)
        return True

    def name(self, values: Sequence[object]) -> dict[str, object]:
        """The values by name; those beyond the last name must be empty, those that are missing are."""
        return dict(zip(self.names, values, strict=False))

    def has_too_many(self, values: Sequence[object]) -> bool:
        return any(value not in {None, ""} for value in values[len(self.names) :] if not isinstance(value, list | dict))
