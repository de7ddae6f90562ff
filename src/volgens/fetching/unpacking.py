"""Undoing the compression of an answer piece by piece, so that a bomb is noticed before it takes memory."""

import zlib
from collections.abc import Iterator
from typing import Protocol

import brotli  # type: ignore[import-untyped]

from volgens.fetching.answers import FetchError

ACCEPTED = "gzip, deflate, br"
PIECE = 1 << 16


class Unpacker(Protocol):
    """Takes packed bytes, gives pieces of at most about `PIECE` bytes each, and knows whether the end was reached."""

    def feed(self, data: bytes) -> Iterator[bytes]: ...

    def ended(self) -> bool: ...


def make_unpacker(encoding: str | None) -> Unpacker:
    """What undoes a ``Content-Encoding``; raises `FetchError` where it is none that was asked for."""
    names = [name.strip().lower() for name in (encoding or "").split(",")]
    names = [name for name in names if name not in {"", "identity", "utf-8", "none"}]
    if not names:
        return Unpacked()
    if names in (["gzip"], ["x-gzip"]):
        return Zlib(zlib.MAX_WBITS | 16)
    if names == ["deflate"]:
        return Zlib(zlib.MAX_WBITS)
    if names == ["br"]:
        return Brotli()
    raise FetchError(f"comes packed as {', '.join(names)[:80]}, which was not asked for")


class Unpacked:
    """Bytes as they are."""

    def feed(self, data: bytes) -> Iterator[bytes]:
        yield data

    def ended(self) -> bool:
        return True


class Zlib:
    """gzip, and deflate with or without its wrapper: servers mean either by that name (RFC 9110, 8.4.1.2)."""

    def __init__(self, window: int) -> None:
        self._work = zlib.decompressobj(window)
        self._may_be_bare = window == zlib.MAX_WBITS
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = self._fed or bool(data)
        while data and not self._work.eof:
            yield self._decompress(data)
            data = self._work.unconsumed_tail

    def _decompress(self, data: bytes) -> bytes:
        try:
            piece = self._work.decompress(data, PIECE)
        except zlib.error as error:
            if not self._may_be_bare:
                raise FetchError(f"is packed wrongly: {error}", temporary=True) from error
            self._may_be_bare = False
            self._work = zlib.decompressobj(-zlib.MAX_WBITS)
            return self._decompress(data)
        self._may_be_bare = False
        return piece

    def ended(self) -> bool:
        return self._work.eof or not self._fed


class Brotli:
    """Brotli (RFC 7932)."""

    def __init__(self) -> None:
        self._work = brotli.Decompressor()
        self._fed = False

    def feed(self, data: bytes) -> Iterator[bytes]:
        self._fed = self._fed or bool(data)
        try:
            piece = self._work.process(data, output_buffer_limit=PIECE)
            while piece:
                yield piece
                # Output may wait inside even where all input was taken.
                piece = b"" if self._work.is_finished() else self._work.process(b"", output_buffer_limit=PIECE)
        except brotli.error as error:
            raise FetchError(f"is packed wrongly: {error}", temporary=True) from error

    def ended(self) -> bool:
        return not self._fed or bool(self._work.is_finished())
