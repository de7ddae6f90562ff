"""Finding documents: files, folders and standard input, one document in memory at a time."""

import os
import stat
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import BinaryIO

from volgens.intake.decoding import sniff_media_type
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

STANDARD_INPUT = Path("-")
MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
"""What a folder is searched for; a file that the user names may have any suffix."""


def iter_documents(paths: Iterable[Path], *, settings: Settings) -> Iterator[RawDocument | Failure]:
    """Each document under ``paths`` in the order given, folders in sorted order, ``-`` for standard input.

    What cannot be read becomes a `Failure`, and the rest goes on. A folder is entered once, however many links
    lead to it; hidden files and folders are left out.
    """
    entered: set[tuple[int, int]] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            yield _load_standard_input(settings)
            continue
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield _failure(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, settings, entered)
        else:
            yield _load(path, settings)


def _walk(root: Path, settings: Settings, entered: set[tuple[int, int]]) -> Iterator[RawDocument | Failure]:
    before = len(entered)
    found = False
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                found = True
                yield _load(path, settings)
                continue
            place = (status.st_dev, status.st_ino)
            if place in entered:
                continue
            entered.add(place)
            waiting.extend(sorted(_candidates(path), key=lambda p: p.name, reverse=True))
        except (OSError, ValueError) as error:
            found = True
            yield _failure(path, error)
    if not found and len(entered) > before:
        yield Failure(
            location=_location(root), reason=f"folder without documents; it may hold {', '.join(MEDIA_TYPES)}"
        )


def _candidates(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            # A folder may be called "a.txt", and a dangling link named like a document is worth a failure.
            if path.is_dir() or (path.suffix.lower() in MEDIA_TYPES and (path.is_file() or entry.is_symlink())):
                yield path


def _load(path: Path, settings: Settings) -> RawDocument | Failure:
    limit = settings.largest_document
    try:
        with path.open("rb") as stream:
            status = os.fstat(stream.fileno())
            if stat.S_ISREG(status.st_mode) and status.st_size > limit:
                return Failure(location=_location(path), reason=_too_large(f"{status.st_size / 1e6:.1f} MB", limit))
            data = _read_up_to(stream, limit)
    except (OSError, ValueError) as error:
        return _failure(path, error)
    if len(data) > limit:
        return Failure(location=_location(path), reason=_too_large(f"more than {limit / 1e6:.1f} MB", limit))
    media_type = MEDIA_TYPES.get(path.suffix.lower()) or sniff_media_type(data)
    return RawDocument(data=data, media_type=media_type, location=_location(path))


def _load_standard_input(settings: Settings) -> RawDocument | Failure:
    limit = settings.largest_document
    if sys.stdin is None or sys.stdin.closed:
        return Failure(location="-", reason="standard input is closed")
    try:
        data = _read_up_to(sys.stdin.buffer, limit)
    except (OSError, ValueError) as error:
        return Failure(location="-", reason=f"standard input cannot be read: {error}")
    if len(data) > limit:
        return Failure(location="-", reason=_too_large(f"more than {limit / 1e6:.1f} MB", limit))
    return RawDocument(data=data, media_type=sniff_media_type(data), location="-")


def _read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """At most one byte more than ``limit``; a pipe may need several reads."""
    parts: list[bytes] = []
    left = limit + 1
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


def _too_large(size: str, limit: int) -> str:
    return f"holds {size}; the largest document allowed is {limit / 1e6:.1f} MB; split it or raise largest_document"


def _failure(path: Path, error: Exception) -> Failure:
    if isinstance(error, FileNotFoundError):
        reason = "link to nothing" if path.is_symlink() else "no such file or folder"
    elif isinstance(error, PermissionError):
        reason = "no permission to read it"
    elif isinstance(error, OSError) and error.strerror:
        reason = f"cannot be read: {error.strerror}"
    else:
        reason = f"cannot be read: {error}"
    return Failure(location=_location(path), reason=" ".join(reason.split()))


def _location(path: Path) -> str:
    """The path as text that can be printed and stored, even where its bytes are no UTF-8."""
    return os.fsencode(str(path).replace("\x00", "\\0")).decode("utf-8", "backslashreplace")
