"""Web archives (WARC 1.0 and 1.1): the pages that a crawler kept, one record in memory at a time."""

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from typing import BinaryIO

from volgens.errors import IntakeError
from volgens.intake.archives.framing import LONGEST_HEADER, Damage, Framer, Record
from volgens.intake.archives.payloads import Answer, decode_body, parse_answer
from volgens.intake.archives.unpacked import open_unpacked
from volgens.intake.decoding import HTML_TYPES, sniff_media_type
from volgens.intake.sizes import check_size, too_large
from volgens.intake.streams import is_packed
from volgens.model import Failure, RawDocument
from volgens.settings import Settings

_VAGUE_TYPES = frozenset({"", "application/octet-stream", "application/http", "unknown", "unk", "no-type"})
_TEXT_TYPES = HTML_TYPES | {"text/plain"}
_SILENT = frozenset({"warcinfo", "request", "metadata"})
_CLIENT_ERROR = 400
_REDIRECT = 300
_MOST_NAMED = 8
_TYPE = re.compile(r"[a-z0-9.+-]{1,60}/[a-z0-9.+-]{1,80}")


def iter_warc(stream: BinaryIO, name: str, settings: Settings) -> Iterator[RawDocument | Failure]:
    """The pages in the archive ``name``, in its order; ``stream`` can be sought in and stands at its beginning.

    What is damaged becomes one `Failure` for each place; one last `Failure` counts the records that are no pages.
    """
    head = stream.read(4)
    size = None if is_packed(head) else stream.seek(0, 2)
    stream.seek(0)
    framer = Framer(open_unpacked(stream), largest=settings.largest_document + LONGEST_HEADER, size=size)
    archive = _Archive(name, settings)
    told = False
    for found in framer.records():
        if isinstance(found, Damage):
            reason = f"the archive is damaged from byte {found.place} on: {found.reason}; the rest is read"
            told = True
            yield Failure(location=f"{name}#{found.place}", reason=reason)
        elif outcome := archive.read(found):
            told = True
            yield outcome
    if not told and not archive.passed:
        yield Failure(location=name, reason="is a web archive without pages")
    if archive.passed:
        yield Failure(location=name, reason=archive.tell_passed(), harmless=True)


class _Archive:
    """What must be remembered of an archive while it is read."""

    def __init__(self, name: str, settings: Settings) -> None:
        self._name = name
        self._settings = settings
        self._digests: set[str] = set()
        self.passed: Counter[str] = Counter()

    def read(self, record: Record) -> RawDocument | Failure | None:
        """The page in ``record``, why it cannot be read, or `None` where it is none."""
        kind = record.header.get("warc-type", "").lower()
        if kind in _SILENT:
            return None
        if kind == "revisit":
            return self._revisit(record)
        if kind not in {"response", "resource", "conversion"}:
            self.passed[f"{kind[:30] or 'unnamed'} record"] += 1
            return None
        if record.block is None:
            size = int(record.header["content-length"]) / 1e6
            return self._failure(record, too_large(f"{size:.1f} MB", self._settings))
        try:
            return self._response(record, record.block) if kind == "response" else self._bare(record, record.block)
        except IntakeError as error:
            return self._failure(record, str(error))

    def tell_passed(self) -> str:
        """How many records were no pages, by what they were instead."""
        named = [f"{count} {what}" for what, count in sorted(self.passed.items(), key=lambda i: (-i[1], i[0]))]
        rest = [f"{len(named) - _MOST_NAMED} other kinds"] if len(named) > _MOST_NAMED else []
        return f"passed over {self.passed.total()} records that hold no page: " + ", ".join(named[:_MOST_NAMED] + rest)

    def _response(self, record: Record, block: bytes) -> RawDocument | None:
        answer = parse_answer(block)
        if answer is None:
            declared = record.header.get("content-type", "").lower()
            if "application/http" in declared or not declared:
                raise IntakeError("holds no HTTP answer that can be read; crawl the page again")
            self.passed[_media_type(declared) or "record without type"] += 1  # As answers to DNS questions.
            return None
        self._remember(record)
        if answer.status >= _CLIENT_ERROR:
            self.passed[f"HTTP {answer.status}"] += 1
            return None
        if answer.status >= _REDIRECT:
            self.passed["redirect"] += 1
            return None
        media_type = self._page_type(record, answer)
        if media_type not in HTML_TYPES:
            self.passed[media_type or "record without type"] += 1
            return None
        body = decode_body(answer, self._settings.largest_document)
        if not body:
            self.passed["empty page"] += 1
            return None
        return self._document(record, body, media_type, answer.headers)

    def _page_type(self, record: Record, answer: Answer) -> str:
        declared = _media_type(dict(answer.headers).get("content-type", ""))
        if declared not in _VAGUE_TYPES:
            return declared
        identified = _media_type(record.header.get("warc-identified-payload-type", ""))
        if identified not in _VAGUE_TYPES:
            return identified
        return sniff_media_type(decode_body(answer, self._settings.largest_document)[:4096])

    def _bare(self, record: Record, block: bytes) -> RawDocument | None:
        self._remember(record)
        declared = record.header.get("content-type", "")
        media_type = _media_type(declared)
        if media_type in _VAGUE_TYPES:
            media_type = sniff_media_type(block)
        if media_type not in _TEXT_TYPES or not block:
            self.passed[media_type if block else "empty page"] += 1
            return None
        headers = (("content-type", declared),) if declared else ()
        return self._document(record, block, media_type, headers)

    def _revisit(self, record: Record) -> Failure | None:
        """A page that the crawler found unchanged: nothing to read where the archive has the page itself."""
        digest = record.header.get("warc-payload-digest", "").lower()
        refers = _id(record.header.get("warc-refers-to", ""))
        if {digest, refers} & self._digests:
            return None
        first = record.header.get("warc-refers-to-target-uri", "").strip("<>")
        return self._failure(
            record,
            "was not kept again, for the crawler had it before in another archive"
            + (f" ({_printable(first)})" if first else "")
            + "; read that archive too",
        )

    def _remember(self, record: Record) -> None:
        digest = record.header.get("warc-payload-digest", "").lower()
        if known := digest or _id(record.header.get("warc-record-id", "")):
            self._digests.add(known)

    def _document(
        self, record: Record, data: bytes, media_type: str, headers: tuple[tuple[str, str], ...]
    ) -> RawDocument:
        check_size(len(data), self._settings)
        container = f"{self._name}#{record.place}"
        return RawDocument(
            data=data,
            media_type=media_type,
            location=_address(record.header) or container,
            container=container,
            captured=_moment(record.header.get("warc-date", "")),
            headers=tuple((_printable(name), _printable(value)) for name, value in headers),
        )

    def _failure(self, record: Record, reason: str) -> Failure:
        address = _address(record.header)
        where = f"the page {address} " if address else "the record "
        return Failure(location=f"{self._name}#{record.place}", reason=where + reason)


def _address(header: Mapping[str, str]) -> str:
    return _printable(header.get("warc-target-uri", "").strip("<> "))


def _id(value: str) -> str:
    return value.strip("<> ").lower()


def _printable(text: str) -> str:
    return "".join(character if character.isprintable() else " " for character in text).strip()


def _media_type(declared: str) -> str:
    """The type without its parameters; empty where it has not the form of one."""
    found = declared.partition(";")[0].strip().lower()
    return found if _TYPE.fullmatch(found) or found in _VAGUE_TYPES else ""


def _moment(value: str) -> datetime | None:
    """A time of the archive: always UTC, whatever the writer left out."""
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        return None
    return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment
