"""Finding documents: files, folders, archives, tables and standard input, one document in memory at a time."""

import os
import shutil
import stat
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from volgens.errors import IntakeError
from volgens.intake.archives.warc import iter_warc
from volgens.intake.decoding import sniff_media_type
from volgens.intake.feeds.feed import is_feed, iter_feed_articles
from volgens.intake.feeds.sitemap import is_sitemap
from volgens.intake.feeds.xml_input import read_xml_text
from volgens.intake.kinds import CONTAINERS, MEDIA_TYPES, FileKind, find_kind, find_suffix, is_wanted
from volgens.intake.sizes import check_size, too_large
from volgens.intake.streams import HEAD, Replayed, is_packed, read_up_to, unpack
from volgens.intake.tables.columns import check_columns
from volgens.intake.tables.table import Table, TableKind, iter_table
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

STANDARD_INPUT = Path("-")
Documents = Iterator[RawDocument | Failure]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Options:
    settings: Settings
    columns: Mapping[str, str] | None


def iter_documents(
    paths: Iterable[Path], *, settings: Settings, columns: Mapping[str, str] | None = None
) -> Iterator[RawDocument | Failure]:
    """Each document under ``paths`` in the order given, folders in sorted order, ``-`` for standard input.

    Archives, tables and feeds give the documents that they hold. ``columns`` says which columns of a table have
    which of our fields, ours to theirs; raises `IntakeError` where it names a field that articles do not have. What
    cannot be read becomes a `Failure`, and the rest goes on. A folder is entered once, however many links lead to
    it; hidden files and folders are left out.
    """
    check_columns(columns)
    options = _Options(settings=settings, columns=columns)
    entered: set[tuple[int, int]] = set()
    for path in paths:
        if path == STANDARD_INPUT:
            yield from _read_standard_input(options)
            continue
        try:
            status = path.stat()
        except (OSError, ValueError) as error:
            yield _failure(path, error)
            continue
        if stat.S_ISDIR(status.st_mode):
            yield from _walk(path, options, entered)
        else:
            yield from _read_file(path, options)


def _walk(root: Path, options: _Options, entered: set[tuple[int, int]]) -> Documents:
    before = len(entered)
    found = False
    waiting = [root]
    while waiting:
        path = waiting.pop()
        try:
            status = path.stat()
            if not stat.S_ISDIR(status.st_mode):
                found = True
                yield from _read_file(path, options)
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
        suffixes = ", ".join((*MEDIA_TYPES, *CONTAINERS))
        yield Failure(location=_location(root), reason=f"folder without documents; it may hold {suffixes}")


def _candidates(folder: Path) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.name.startswith("."):
                continue
            path = folder / entry.name
            # A folder may be called "a.txt", and a dangling link named like a document is worth a failure.
            if path.is_dir() or (is_wanted(path) and (path.is_file() or entry.is_symlink())):
                yield path


def _read_file(path: Path, options: _Options) -> Documents:
    try:
        with path.open("rb") as stream:
            yield from _read_stream(stream, path, options)
    except (OSError, ValueError, IntakeError) as error:
        yield _failure(path, error)


def _read_standard_input(options: _Options) -> Documents:
    if sys.stdin is None or sys.stdin.closed:
        yield Failure(location="-", reason="standard input is closed")
        return
    try:
        yield from _read_stream(sys.stdin.buffer, STANDARD_INPUT, options)
    except (OSError, ValueError, IntakeError) as error:
        yield Failure(location="-", reason=f"standard input cannot be read: {error}")


def _read_stream(stream: BinaryIO, path: Path, options: _Options) -> Documents:
    """The documents in ``stream``, which nobody has read from yet; may raise `OSError` and `ValueError`."""
    name = _location(path)
    head = read_up_to(stream, HEAD)
    whole = _rewound(stream, head)
    kind = find_kind(path, head, mapped=options.columns is not None)
    if not head and kind is not FileKind.DOCUMENT:
        yield Failure(location=name, reason="is empty")
    elif kind is FileKind.DOCUMENT:
        yield _load(whole, head, path, options.settings)
    elif kind is FileKind.XML:
        yield from _read_xml(unpack(whole, head), name, options.settings)
    elif kind is FileKind.WARC:
        with _seekable(whole) as archive:
            yield from iter_warc(archive, name, options.settings)
    elif kind is TableKind.PARQUET:
        if is_packed(head):
            yield Failure(location=name, reason="is a packed Parquet file; unpack it first")
            return
        with _seekable(whole) as archive:
            yield from iter_table(archive, Table(name=name, kind=kind, columns=options.columns), options.settings)
    elif isinstance(kind, TableKind):
        table = Table(name=name, kind=kind, columns=options.columns)
        yield from iter_table(unpack(whole, head), table, options.settings)


def _load(stream: BinaryIO, head: bytes, path: Path, settings: Settings) -> RawDocument | Failure:
    name = _location(path)
    try:
        check_size(_size(stream) or 0, settings)
        data = _read_whole(unpack(stream, head), settings)
    except IntakeError as error:
        return Failure(location=name, reason=str(error))
    media_type = MEDIA_TYPES.get(find_suffix(path)) or sniff_media_type(data)
    return RawDocument(data=data, media_type=media_type, location=name)


def _read_whole(stream: BinaryIO, settings: Settings) -> bytes:
    """All that ``stream`` has; raises `IntakeError` where that is more than one document may hold."""
    limit = settings.largest_document
    data = read_up_to(stream, limit + 1)
    if len(data) > limit:
        raise IntakeError(too_large(f"more than {limit / 1e6:.1f} MB", settings))
    return data


def _read_xml(stream: BinaryIO, name: str, settings: Settings) -> Documents:
    """A feed's articles; a page that is called .xml is left to the reader of pages, which knows why others are none."""
    try:
        data = _read_whole(stream, settings)
        text = read_xml_text(data)
    except IntakeError as error:
        yield Failure(location=name, reason=str(error))
        return
    if is_feed(text):
        yield from iter_feed_articles(data, name, settings)
    elif is_sitemap(text):
        yield Failure(location=name, reason="is a sitemap, a list of addresses; give the pages that it points to")
    else:
        found = sniff_media_type(data)
        media_type = found if found != "text/plain" else "application/xml"
        yield RawDocument(data=data, media_type=media_type, location=name)


def _rewound(stream: BinaryIO, head: bytes) -> BinaryIO:
    if stream.seekable():
        stream.seek(-len(head), os.SEEK_CUR)
        return stream
    return Replayed.of(head, stream)


@contextmanager
def _seekable(stream: BinaryIO) -> Iterator[BinaryIO]:
    """``stream``, or a copy of it on disk where it comes through a pipe."""
    if stream.seekable():
        yield stream
        return
    with tempfile.TemporaryFile() as copy:
        shutil.copyfileobj(stream, copy)
        copy.seek(0)
        yield copy


def _size(stream: BinaryIO) -> int | None:
    """The size of a regular file, `None` for pipes and what is in memory."""
    try:
        status = os.fstat(stream.fileno())
    except OSError:
        return None
    return status.st_size if stat.S_ISREG(status.st_mode) else None


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
