"""The records of a WARC file one by one, and where the file is damaged, the records beyond."""

import re
from collections import deque
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from volgens.intake.archives.unpacked import BrokenArchiveError, Place, Unpacked

LONGEST_HEADER = 1 << 16
_MAGIC = b"WARC/"
_VERSION = re.compile(rb"WARC/\d\.\d{1,2}[ \t]{0,4}\r?\n")
_MARKER = re.compile(rb"WARC/\d\.\d{1,2}[ \t]{0,4}\r?\n(?=(?:WARC|Content)-)", re.I)
# Where another record begins before the header is at its end, there is nothing to wait for.
_HEADER_END = re.compile(rb"(?P<end>\r?\n\r?\n)|\nWARC/\d\.")
_LENGTH = re.compile(r"\d{1,18}")
_LINE_ENDS = re.compile(rb"[\r\n]+")
_LOOKBACK = 32


@dataclass(frozen=True, slots=True, kw_only=True)
class Record:
    """A record: its header by lower-case name, and its block, `None` where that is larger than wanted."""

    place: Place
    header: Mapping[str, str]
    block: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """Bytes of the file that are no record or only part of one."""

    place: Place
    reason: str


class Framer:
    """Finds the records in unpacked bytes; holds one record at a time, of at most ``largest`` bytes.

    ``size`` is the size of a file that is not packed, `None` where it is: a record that claims to go on beyond the
    end is then known for damaged before the rest of the file is taken for its contents.
    """

    def __init__(self, unpacked: Unpacked, *, largest: int, size: int | None) -> None:
        self._unpacked = unpacked
        self._largest = largest
        self._size = size
        self._buffer = bytearray()
        self._start = 0  # Of the buffer, in unpacked bytes.
        self._members: deque[tuple[int, Place]] = deque()  # Where pieces began, in unpacked bytes.
        self._ended = False
        self._broken: BrokenArchiveError | None = None

    def records(self) -> Iterator[Record | Damage]:
        """All records in order; of adjoining damaged places only the first."""
        damaged = False
        while True:
            found = self._next()
            if found is None:
                return
            if isinstance(found, Record) or not damaged:
                yield found
            damaged = isinstance(found, Damage)

    def _next(self) -> Record | Damage | None:
        self._skip_line_ends()
        if self._broken is not None and not self._buffer:
            return self._mend(self._broken)
        if not self._buffer:
            return None
        self._want(_LOOKBACK)
        if not _VERSION.match(self._buffer):
            return self._search("no record begins here", from_start=1)
        return self._read()

    def _read(self) -> Record | Damage:
        place = self._place(self._start)
        end = self._header_end()
        if end is None:
            return self._search("a record's header does not end", from_start=1)
        header = parse_header(bytes(self._buffer[:end]).partition(b"\n")[2])
        length = header.get("content-length", "")
        if not _LENGTH.fullmatch(length):
            return self._search("a record does not say how long it is", from_start=1)
        if int(length) > self._largest:
            return self._pass_over(place, header, end, int(length))
        whole = end + int(length)
        if not self._want(whole):
            return self._search("a record is cut short", from_start=end)
        if not self._is_aligned(whole):
            return self._search("a record is not as long as it says", from_start=end)
        if self._is_suspect(whole):
            self._drop(whole)
            return Damage(place=place, reason=self._reason("the packed bytes are damaged"))
        with memoryview(self._buffer) as view:
            block = bytes(view[end:whole])
        self._drop(whole)
        return Record(place=place, header=header, block=block)

    def _header_end(self) -> int | None:
        searched = 0
        while True:
            match = _HEADER_END.search(self._buffer, max(1, searched - 10), LONGEST_HEADER)
            if match:
                return match.end() if match["end"] else None
            searched = len(self._buffer)
            if searched >= LONGEST_HEADER or not self._more():
                return None

    def _is_aligned(self, whole: int) -> bool:
        """Whether a record, a member or nothing comes after the first ``whole`` bytes, line ends aside."""
        self._want(whole + 4 + len(_MAGIC))
        after = bytes(self._buffer[whole : whole + 4 + len(_MAGIC)])
        rest = after.lstrip(b"\r\n")
        # Two line ends close a record, whatever follows them: that is then damage of its own.
        closed = after.startswith((b"\r\n\r\n", b"\n\n"))
        return closed or not rest or rest.startswith(_MAGIC) or self._start + whole in self._member_starts()

    def _is_suspect(self, whole: int) -> bool:
        """Whether the member with the last of the first ``whole`` bytes fails its check sum, which comes after them."""
        if self._broken is None or self._broken.cut:
            return False
        return self._place(self._start + whole - 1).offset == self._broken.offset and len(self._buffer) <= whole + 4

    def _member_starts(self) -> Iterator[int]:
        """Where the members in the buffer begin, in unpacked bytes; none in a file that is not packed."""
        return (start for start, place in self._members if self._size is None and not place.inner)

    def _pass_over(self, place: Place, header: Mapping[str, str], end: int, length: int) -> Record | Damage:
        if self._size is not None and self._start + end + length > self._size:
            return self._search("a record is cut short, or not as long as it says", from_start=end)
        self._drop(end)
        left = length
        while left > 0:
            if not self._buffer and not self._more():
                return Damage(place=place, reason=self._reason("a record is cut short"))
            opened = self._start in self._member_starts()
            if opened and self._want(len(_MAGIC)) and self._buffer.startswith(_MAGIC):
                return Damage(place=place, reason="a record is not as long as it says")
            taken = min(left, len(self._buffer))
            left -= taken
            self._drop(taken)
        return Record(place=place, header=header, block=None)

    def _search(self, reason: str, from_start: int) -> Damage:
        """Stand at the next beginning of a record after ``from_start`` bytes, or at the end."""
        place = self._place(self._start)
        while True:
            found = self._find_start(from_start)
            if found is None and self._keep_tail():
                from_start = 1
                continue
            damage = Damage(place=place, reason=self._reason(reason))
            self._drop(len(self._buffer) if found is None else found)
            return damage

    def _find_start(self, searched: int) -> int | None:
        match = _MARKER.search(self._buffer, searched)
        members = (start - self._start for start in self._member_starts())
        found = [at for at in members if at >= searched and self._buffer.startswith(_MAGIC, at)]
        if match:
            found.append(match.start())
        return min(found, default=None)

    def _keep_tail(self) -> bool:
        """Read on in a search, keeping as much as the beginning of a record may be cut by; whether there was more."""
        self._drop(max(len(self._buffer) - _LOOKBACK, 0))
        return self._more()

    def _reason(self, otherwise: str) -> str:
        return otherwise if self._broken is None else str(self._broken)

    def _mend(self, broken: BrokenArchiveError) -> Damage:
        """Go on behind the member that could not be unpacked."""
        self._broken = None
        self._ended = not self._unpacked.resume()
        return Damage(place=Place(offset=broken.offset), reason=str(broken))

    def _skip_line_ends(self) -> None:
        while True:
            match = _LINE_ENDS.match(self._buffer)
            self._drop(match.end() if match else 0)
            if self._buffer or not self._more():
                return

    def _want(self, count: int) -> bool:
        while len(self._buffer) < count:
            if not self._more():
                return False
        return True

    def _more(self) -> bool:
        """Read another piece; not beyond damage, which is mended only between records."""
        if self._ended or self._broken is not None:
            return False
        try:
            piece = self._unpacked.read()
        except BrokenArchiveError as error:
            self._broken = error
            return False
        if not piece:
            self._ended = True
            return False
        self._members.append((self._start + len(self._buffer), self._unpacked.place()))
        self._buffer += piece
        return True

    def _drop(self, count: int) -> None:
        del self._buffer[:count]
        self._start += count
        while len(self._members) > 1 and self._members[1][0] <= self._start:
            self._members.popleft()

    def _place(self, position: int) -> Place:
        start, place = max((m for m in self._members if m[0] <= position), key=lambda m: m[0])
        moved = position - start
        if self._size is not None:
            return Place(offset=place.offset + moved)
        return Place(offset=place.offset, inner=place.inner + moved)


def parse_header(data: bytes) -> dict[str, str]:
    """``name: value`` lines by lower-case name, the first of each; folded lines joined, others left out."""
    found: dict[str, str] = {}
    last = ""
    for line in data.split(b"\n"):
        text = _text(line.rstrip(b"\r"))
        if text[:1] in {" ", "\t"} and last:
            found[last] = f"{found[last]} {text.strip()}".strip()
            continue
        name, colon, value = text.partition(":")
        last = name.strip().lower() if colon else ""
        if last and last not in found:
            found[last] = value.strip()
        else:
            last = ""
    return found


def _text(line: bytes) -> str:
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError:
        return line.decode("latin-1")
