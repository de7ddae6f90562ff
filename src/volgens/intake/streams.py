"""Bytes of any file: what they are packed as, unpacked on the way, and never more in memory than allowed."""

import gzip
import io
import zlib
from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO

from fastwarc.stream_io import ZstdReader

from volgens.errors import IntakeError

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer

GZIP = b"\x1f\x8b"
GZIP_MAGIC = GZIP + b"\x08"
"""With the one method that there is, which makes it rare enough to be sought in the middle of a file."""

ZSTD_MAGICS = (b"\x28\xb5\x2f\xfd", b"\x5d\x2a\x4d\x18")
"""A Zstandard frame, and the frame with the dictionary that some archives open with."""

GZIP_WINDOW, ZLIB_WINDOW, BARE_WINDOW = 31, 15, -15
"""How `zlib` is told what stands around the packed bytes."""

MOST_MEMBERS = 1000
"""Parts that a gzip file may be put together from; each is looked for in what the last one left."""

HEAD = 1 << 16
PIECE = 1 << 16


class _Unpacking(io.RawIOBase):
    """The unpacked bytes of a packed file, with damage told as `IntakeError`."""

    def __init__(self, stream: BinaryIO, head: bytes) -> None:
        zstd = head.startswith(ZSTD_MAGICS)
        self._source: gzip.GzipFile | ZstdReader = ZstdReader(stream) if zstd else gzip.GzipFile(fileobj=stream)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        try:
            piece = self._source.read(min(len(view), PIECE))
        except EOFError as error:
            raise IntakeError("is cut short: its packed bytes end too early; get the file again") from error
        except (OSError, zlib.error) as error:
            raise IntakeError("is damaged: its packed bytes cannot be unpacked; get the file again") from error
        view[: len(piece)] = piece
        return len(piece)


def is_packed(head: bytes) -> bool:
    """Whether ``head`` is that of a gzip or Zstandard file."""
    return head.startswith((GZIP_MAGIC, *ZSTD_MAGICS))


def unpack(stream: BinaryIO, head: bytes) -> BinaryIO:
    """``stream``, which begins with ``head``, unpacked where it is packed; reading may raise `IntakeError`."""
    return io.BufferedReader(_Unpacking(stream, head), PIECE) if is_packed(head) else stream


def iter_members(data: bytes, limit: int, window: int = GZIP_WINDOW) -> Iterator[tuple[bytes, bool]]:
    """The members of packed ``data``, unpacked, each with whether it is whole; raises `zlib.error` where damaged.

    Ends once there is more than ``limit`` bytes, which whoever asks has to notice, and behind `MOST_MEMBERS`.
    """
    left = limit + 1
    for _ in range(MOST_MEMBERS):
        inflater = zlib.decompressobj(wbits=window)
        part = inflater.decompress(data, left)
        left -= len(part)
        yield part, inflater.eof
        data = inflater.unused_data
        if left <= 0 or window != GZIP_WINDOW or not data.startswith(GZIP):
            return


def read_up_to(stream: BinaryIO, limit: int) -> bytes:
    """As many bytes as there are, ``limit`` at most; a pipe may need several reads."""
    parts: list[bytes] = []
    left = limit
    while left > 0 and (part := stream.read(min(left, 1 << 20))):
        parts.append(part)
        left -= len(part)
    return b"".join(parts)


class Replayed(io.RawIOBase):
    """A stream whose first bytes were read already and are given again."""

    def __init__(self, head: bytes, stream: BinaryIO) -> None:
        self._head = head
        self._stream = stream

    @classmethod
    def of(cls, head: bytes, stream: BinaryIO) -> BinaryIO:
        """As a buffered stream."""
        return io.BufferedReader(cls(head, stream), PIECE)

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        piece, self._head = self._head[: len(view)], self._head[len(view) :]
        if not piece:
            piece = self._stream.read(len(view))
        view[: len(piece)] = piece
        return len(piece)
