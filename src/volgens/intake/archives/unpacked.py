"""The bytes of an archive file, unpacked as they are read, with the place in the file that they come from.

Gzip archives hold a member for each record, so that one that is damaged need not cost the others. The members are
opened one by one here, for FastWARC's reader ends at the first damage, takes a record that was cut for a whole one,
and gives all records of a file that was packed as a whole the same offset. It does unpack Zstandard for us.
"""

import zlib
from dataclasses import dataclass
from typing import BinaryIO, Protocol

from fastwarc.stream_io import ZstdReader

from volgens.intake.streams import GZIP_MAGIC, GZIP_WINDOW, PIECE, ZSTD_MAGICS

_WARC_HEAD = 512
"""Packed bytes that are enough to see whether a record begins in them."""


class BrokenArchiveError(Exception):
    """Bytes that cannot be unpacked, from ``offset`` in the file; ``cut`` where the file just ends too early."""

    def __init__(self, reason: str, offset: int, *, cut: bool = False) -> None:
        super().__init__(reason)
        self.offset = offset
        self.cut = cut


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where unpacked bytes come from: ``offset`` in the file, and ``inner`` bytes into what was packed there."""

    offset: int
    inner: int = 0

    def __str__(self) -> str:
        return f"{self.offset}+{self.inner}" if self.inner else str(self.offset)


class Unpacked(Protocol):
    """Unpacked bytes, forward only."""

    def read(self) -> bytes:
        """The next piece, never from two members, empty at the end; raises `BrokenArchiveError`."""

    def place(self) -> Place:
        """Where the last piece began."""

    def resume(self) -> bool:
        """After an error: go to the next member that can be read; whether there is one."""


class _PlainFile:
    """A file that is not packed."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._offset = 0
        self._next = 0

    def read(self) -> bytes:
        piece = self._stream.read(PIECE)
        self._offset, self._next = self._next, self._next + len(piece)
        return piece

    def place(self) -> Place:
        return Place(offset=self._offset)

    def resume(self) -> bool:
        return False


class _GzipFile:
    """The members of a gzip file; ``stream`` can be sought in, so that the search for the next one can begin early."""

    def __init__(self, stream: BinaryIO) -> None:
        self._stream = stream
        self._raw = b""
        self._raw_end = 0
        self._member = 0
        self._inner = 0
        self._given = 0
        self._inflater: zlib._Decompress | None = None

    def read(self) -> bytes:
        self._inner += self._given
        self._given = 0
        while True:
            if not self._raw:
                self._fill()
            if self._inflater is None and not self._open():
                return b""
            piece = self._inflate()
            if piece:
                self._given = len(piece)
                return piece

    def place(self) -> Place:
        return Place(offset=self._member, inner=self._inner)

    def resume(self) -> bool:
        return self._seek_member(self._member + 1)

    def _fill(self) -> None:
        self._raw = self._stream.read(PIECE)
        self._raw_end += len(self._raw)

    def _open(self) -> bool:
        """Begin the member at the next byte; `False` at the end of the file."""
        while self._raw and not self._raw.strip(b"\x00"):  # Tapes and some disks fill the last block with zeros.
            self._fill()
        if not self._raw:
            return False
        self._raw = self._raw.lstrip(b"\x00")
        self._member, self._inner = self._raw_end - len(self._raw), 0
        self._inflater = zlib.decompressobj(wbits=GZIP_WINDOW)
        return True

    def _inflate(self) -> bytes:
        assert self._inflater is not None
        at_end = not self._raw
        try:
            piece = self._inflater.decompress(self._raw, PIECE)
        except zlib.error as error:
            raise BrokenArchiveError("the packed bytes are damaged", self._member) from error
        if self._inflater.eof:
            self._raw = self._inflater.unused_data
            self._inflater = None
        else:
            self._raw = self._inflater.unconsumed_tail
            if at_end and not piece:
                self._inflater = None
                raise BrokenArchiveError("the file ends in the middle of its packed bytes", self._member, cut=True)
        return piece

    def _seek_member(self, offset: int) -> bool:
        """Stand at the first member from ``offset`` on whose bytes begin a record."""
        self._inflater, self._given = None, 0
        self._stream.seek(offset)
        self._raw, self._raw_end = b"", offset
        while True:
            more = self._stream.read(PIECE)
            self._raw += more
            self._raw_end += len(more)
            at = self._raw.find(GZIP_MAGIC)
            while at >= 0 and (len(self._raw) - at >= _WARC_HEAD or not more):
                if _opens_record(self._raw[at : at + _WARC_HEAD]):
                    self._raw = self._raw[at:]
                    return True
                at = self._raw.find(GZIP_MAGIC, at + 1)
            if not more:
                self._raw = b""
                return False
            self._raw = self._raw[at:] if at >= 0 else self._raw[-2:]


class _ZstdFile:
    """A Zstandard file; its frames are not told apart, so damage ends it."""

    def __init__(self, stream: BinaryIO) -> None:
        self._reader = ZstdReader(stream)
        self._inner = 0
        self._given = 0

    def read(self) -> bytes:
        self._inner += self._given
        self._given = 0
        try:
            piece = self._reader.read(PIECE)
        except OSError as error:
            cut = "incomplete" in str(error) or "end of file" in str(error)
            raise BrokenArchiveError("the packed bytes are damaged or cut", 0, cut=cut) from error
        self._given = len(piece)
        return piece

    def place(self) -> Place:
        return Place(offset=0, inner=self._inner)

    def resume(self) -> bool:
        return False


def open_unpacked(stream: BinaryIO) -> Unpacked:
    """The unpacked bytes of the file in ``stream``, which stands at its beginning and can be sought in."""
    head = stream.read(4)
    stream.seek(0)
    if head.startswith(GZIP_MAGIC):
        return _GzipFile(stream)
    return _ZstdFile(stream) if head.startswith(ZSTD_MAGICS) else _PlainFile(stream)


def _opens_record(head: bytes) -> bool:
    try:
        return zlib.decompressobj(wbits=GZIP_WINDOW).decompress(head, 5) == b"WARC/"
    except zlib.error:
        return False
