"""Taking in the body of an answer within bounds of time and memory."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from time import monotonic

import httpcore

from volgens.fetching.answers import FetchError
from volgens.fetching.unpacking import Unpacker

IN_MEMORY = 1_000_000
"""Bytes of a body that are held in memory while it comes in; the rest waits on disk, where a bomb weighs nothing."""


class Deadline:
    """A moment on the machine's own clock, whatever the caller takes for time."""

    def __init__(self, seconds: float) -> None:
        self._end = monotonic() + seconds

    def left(self) -> float:
        """Seconds until then; raises httpcore's `ReadTimeout` afterwards."""
        left = self._end - monotonic()
        if left <= 0:
            raise httpcore.ReadTimeout("the time is up")
        return left


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What a body may take; with ``cut`` a longer one is cut to ``largest`` bytes."""

    deadline: Deadline
    largest: int
    cut: bool

    def check_declared(self, length: str | None) -> None:
        """Raise `FetchError` where the server itself says that the body is too large."""
        if not self.cut and length is not None and length.isdecimal() and int(length[:20]) > self.largest:
            raise self.too_large()

    def too_large(self) -> FetchError:
        limit = self.largest / 1e6
        return FetchError(f"holds more than the largest document allowed ({limit:.1f} MB); raise largest_document")


def read_body(chunks: Iterable[bytes], unpacker: Unpacker, limits: Limits) -> bytes:
    """The unpacked body; raises `FetchError` where it is too large or broken, httpcore's `ReadTimeout` when late."""
    try:
        with SpooledTemporaryFile(max_size=IN_MEMORY) as kept:
            for piece in _iter_pieces(chunks, unpacker, limits):
                kept.write(piece)
            kept.seek(0)
            return kept.read(limits.largest)
    except OSError as error:
        reason = error.strerror or str(error)
        raise FetchError(
            f"cannot be kept while it comes in: {reason}; make room on the disk", temporary=True
        ) from error


def _iter_pieces(chunks: Iterable[bytes], unpacker: Unpacker, limits: Limits) -> Iterator[bytes]:
    packed = size = 0
    for chunk in chunks:
        # A fast server of tiny chunks never lets a single read run out of time.
        limits.deadline.left()
        packed += len(chunk)
        for piece in unpacker.feed(chunk):
            yield piece
            size += len(piece)
            if max(size, packed) > limits.largest:
                if limits.cut:
                    return
                raise limits.too_large()
    if not unpacker.ended():
        raise FetchError("breaks off in the middle of its compression", again=True)
