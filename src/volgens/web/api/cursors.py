"""Where a page of a list ended, as one word that a client gives back; what is in it concerns nobody else."""

import base64
import binascii
import json
from collections.abc import Callable, Sequence
from math import isfinite
from typing import TypeVar

from starlette.exceptions import HTTPException

from volgens.ledger.listing import Key, Page

LONGEST = 1_000
LARGEST = 2**63 - 1
"""A greater number is none that the ledger gave."""

T = TypeVar("T")


def write_cursor(kind: str, key: Key | None) -> str | None:
    """The cursor of a page of the list ``kind``."""
    if key is None:
        return None
    data = json.dumps([kind, *key], ensure_ascii=False, separators=(",", ":")).encode("utf-8", "backslashreplace")
    return base64.urlsafe_b64encode(data).decode("ascii").rstrip("=")


def read_cursor(kind: str, cursor: str | None) -> Key | None:
    """The key in a cursor that `write_cursor` made for this list; not found where it is none."""
    if not cursor:
        return None
    try:
        data = base64.b64decode(cursor.encode("ascii") + b"=" * (-len(cursor) % 4), altchars=b"-_", validate=True)
        found = json.loads(data.decode("utf-8"))
    except (binascii.Error, ValueError, RecursionError) as error:
        raise _refusal() from error
    if not isinstance(found, list) or found[:1] != [kind] or not all(_is_plain(part) for part in found):
        raise _refusal()
    return tuple(found[1:])


def read_number(kind: str, cursor: str | None) -> int | None:
    """The same for a list that goes by number."""
    key = read_cursor(kind, cursor)
    if key is None:
        return None
    if len(key) != 1 or not isinstance(key[0], int):
        raise _refusal()
    return key[0]


def _is_plain(part: object) -> bool:
    if isinstance(part, str):
        # Half of a pair of surrogates can stand in JSON, and nowhere else.
        return part.isascii() or part.encode("utf-8", "ignore").decode() == part
    if isinstance(part, float):
        return isfinite(part)
    return part is None or (isinstance(part, int) and not isinstance(part, bool) and abs(part) <= LARGEST)


def _refusal() -> HTTPException:
    return HTTPException(404, "this list has no such page; leave the cursor out to begin with the first")


def cut(kind: str, items: Sequence[T], key_of: Callable[[T], str], cursor: str | None, limit: int) -> Page[T]:
    """A page of a list that is in memory whole, after the item with the key in ``cursor``."""
    start = 0
    if (after := read_cursor(kind, cursor)) is not None:
        keys = [key_of(item) for item in items]
        if len(after) != 1 or after[0] not in keys:
            raise _refusal()
        start = keys.index(str(after[0])) + 1
    found = tuple(items[start : start + limit])
    more = start + limit < len(items)
    return Page(items=found, last=(key_of(found[-1]),) if more and found else None)
