"""Files of text as streams of lines, in any encoding, never more than one line in memory."""

import codecs
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, BinaryIO

from volgens.errors import IntakeError
from volgens.intake.decoding import decode_line, sniff_encoding
from volgens.intake.streams import HEAD, PIECE, Replayed, read_up_to

if TYPE_CHECKING:
    from _typeshed import WriteableBuffer


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line with its end, by its number in the file from 1; ``problem`` says why ``text`` is empty."""

    number: int
    text: str
    problem: str | None = None


class _Transcoding(io.RawIOBase):
    """UTF-8 for what is written with two or four bytes a character."""

    def __init__(self, stream: BinaryIO, encoding: str) -> None:
        self._stream = stream
        self._decoder = codecs.getincrementaldecoder(encoding)("replace")
        self._waiting = b""
        self._ended = False

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: "WriteableBuffer", /) -> int:
        view = memoryview(buffer)
        while not self._waiting and not self._ended:
            piece = self._stream.read(PIECE)
            self._ended = not piece
            self._waiting = self._decoder.decode(piece, final=not piece).encode("utf-8", "replace")
        given = self._waiting[: len(view)]
        self._waiting = self._waiting[len(given) :]
        view[: len(given)] = given
        return len(given)


class TextSource:
    """The text of a file: its byte-order mark taken off, its encoding found from its first 64 KB."""

    def __init__(self, stream: BinaryIO, *, largest_line: int) -> None:
        head = read_up_to(stream, HEAD)
        bom, encoding = sniff_encoding(head)
        joined: BinaryIO = Replayed.of(head[len(bom) :], stream)
        self._wide = encoding.startswith(("utf-16", "utf-32"))
        if self._wide:
            joined = io.BufferedReader(_Transcoding(joined, encoding), PIECE)
            head = read_up_to(joined, HEAD)
            joined = Replayed.of(head, joined)
        else:
            head = head[len(bom) :]
        self.head = head
        self._legacy = "cp1252" if self._wide else encoding
        self._stream = joined
        self._largest_line = largest_line

    def lines(self) -> Iterator[Line]:
        """Each line; one that is too long or in no known character set has a problem instead of its text."""
        number = 0
        while data := self._stream.readline(self._largest_line + 1):
            number += 1
            if len(data) > self._largest_line:
                self._skip_line(data)
                limit = self._largest_line / 1e6
                problem = f"is longer than the largest document allowed ({limit:.1f} MB); raise largest_document"
                yield Line(number=number, text="", problem=problem)
                continue
            try:
                yield Line(number=number, text=decode_line(data, self._legacy))
            except IntakeError as error:
                yield Line(number=number, text="", problem=str(error))

    def pieces(self) -> Iterator[str]:
        """The characters in pieces of about 64 KB; raises `IntakeError` where they are not UTF-8."""
        decoder = codecs.getincrementaldecoder("utf-8")()
        read = 0
        while True:
            piece = self._stream.read(PIECE)
            try:
                text = decoder.decode(piece, final=not piece)
            except UnicodeDecodeError as error:
                raise IntakeError(f"is not UTF-8 near byte {read + error.start}; save it as UTF-8") from error
            if text:
                yield text
            if not piece:
                return
            read += len(piece)

    def _skip_line(self, data: bytes) -> None:
        while data and not data.endswith(b"\n"):
            data = self._stream.readline(PIECE)
