"""What a server answered, as an archive keeps it: status, headers, and the body with its codings undone."""

import io
import re
import zlib
from dataclasses import dataclass

from fastwarc.stream_io import BrotliReader, ZstdReader

from volgens.errors import IntakeError
from volgens.intake.archives.framing import parse_header
from volgens.intake.streams import BARE_WINDOW, GZIP, GZIP_WINDOW, MOST_MEMBERS, ZLIB_WINDOW, iter_members

_STATUS = re.compile(rb"HTTP/\d(?:\.\d)?[ \t]+(\d{3})\b")
_HEADER_END = re.compile(rb"\r?\n\r?\n")
_CHUNK = re.compile(rb"[ \t]*([0-9a-fA-F]{1,15})[ \t]*(?:;[^\r\n]{0,1000})?\r?\n")
_MOST_CODINGS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """An HTTP answer; header names in lower case, each once. ``body`` is still coded."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


def parse_answer(block: bytes) -> Answer | None:
    """The answer in ``block``, or `None` where it does not begin as one."""
    match = _STATUS.match(block)
    if not match:
        return None
    end = _HEADER_END.search(block)
    head, body = (block[: end.start()], block[end.end() :]) if end else (block, b"")
    headers = parse_header(head.partition(b"\n")[2])
    return Answer(status=int(match.group(1)), headers=tuple(headers.items()), body=body)


def decode_body(answer: Answer, limit: int) -> bytes:
    """The body as the server meant it; raises `IntakeError` where it is damaged or unpacks to more than ``limit``.

    Crawlers often keep the headers of a coding that they have already undone, so a body that does not look coded
    is taken as it is.
    """
    headers = dict(answer.headers)
    body = answer.body
    if "chunked" in headers.get("transfer-encoding", "").lower():
        body = _join_chunks(body, limit)
    codings = [name.strip().lower() for name in headers.get("content-encoding", "").split(",")]
    codings = [name for name in codings if name not in {"", "identity", "none", "utf-8"}]
    if len(codings) > _MOST_CODINGS:
        raise IntakeError(f"is packed {len(codings)} times over; get the page again")
    for name in reversed(codings):
        body = _unpack(body, name, limit)
    return body


def _join_chunks(body: bytes, limit: int) -> bytes:
    parts: list[bytes] = []
    position = total = 0
    while match := _CHUNK.match(body, position):
        size = int(match.group(1), 16)
        if size == 0:
            return b"".join(parts)
        part = body[match.end() : match.end() + size]
        if not parts and len(part) < size and body.lstrip()[:1] == b"<":
            break
        parts.append(part)
        total += len(part)
        if total > limit:
            raise IntakeError(_too_large(limit))
        if len(part) < size:
            raise IntakeError("is cut short: its last chunk is not whole; get the page again")
        position = match.end() + size
        position += 2 if body.startswith(b"\r\n", position) else 1 if body.startswith(b"\n", position) else 0
    if not parts:
        return body
    if position < len(body):
        raise IntakeError(f"is damaged: no chunk begins at byte {position} of its body; get the page again")
    raise IntakeError("is cut short: its last chunk is missing; get the page again")


def _unpack(body: bytes, coding: str, limit: int) -> bytes:
    try:
        if coding in {"gzip", "x-gzip"}:
            return _inflate(body, GZIP_WINDOW, limit) if body.startswith(GZIP) else body
        if coding == "deflate":
            return _deflated(body, limit)
        if coding == "zstd":
            return _bounded(ZstdReader(io.BytesIO(body)).read(limit + 1), limit)
        if coding == "br":
            return body if _looks_plain(body) else _bounded(BrotliReader(io.BytesIO(body)).read(limit + 1), limit)
    except (zlib.error, OSError) as error:
        if _looks_plain(body):
            return body
        raise IntakeError(f"is damaged: its body cannot be unpacked as {coding}; get the page again") from error
    raise IntakeError(f"is packed in a way that is not known ({coding[:30]!r}); get the page again")


def _deflated(body: bytes, limit: int) -> bytes:
    if _looks_plain(body):
        return body
    try:
        return _inflate(body, ZLIB_WINDOW, limit)
    except zlib.error:
        # Some servers send the bare stream under this name, which browsers put up with.
        return _inflate(body, BARE_WINDOW, limit)


def _inflate(body: bytes, window: int, limit: int) -> bytes:
    parts: list[bytes] = []
    total = 0
    for part, is_whole in iter_members(body, limit, window):
        parts.append(part)
        total += len(part)
        if total > limit:
            raise IntakeError(_too_large(limit))
        if not is_whole:
            raise IntakeError("is cut short: its packed body does not end; get the page again")
    if len(parts) == MOST_MEMBERS:
        raise IntakeError(f"is packed in {MOST_MEMBERS} pieces or more, as no server does; get the page again")
    return b"".join(parts)


def _bounded(body: bytes, limit: int) -> bytes:
    if len(body) > limit:
        raise IntakeError(_too_large(limit))
    return body


def _looks_plain(body: bytes) -> bool:
    head = body[:512].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"<") and b"\x00" not in head


def _too_large(limit: int) -> str:
    return f"unpacks to more than the largest document allowed ({limit / 1e6:.1f} MB); raise largest_document"
