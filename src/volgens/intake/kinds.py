"""What kind of file somebody gives us: by its name, and where that says nothing, by its first bytes."""

import io
import re
import zlib
from enum import StrEnum
from pathlib import PurePath

from fastwarc.stream_io import ZstdReader

from volgens.intake.decoding import looks_like_feed, looks_like_markup, sniff_encoding
from volgens.intake.feeds.feed import is_json_feed
from volgens.intake.streams import GZIP_MAGIC, GZIP_WINDOW, is_packed
from volgens.intake.tables.table import TableKind


class FileKind(StrEnum):
    """What is done with a file; tables have kinds of their own."""

    DOCUMENT = "document"
    WARC = "WARC"
    XML = "XML"


Kind = FileKind | TableKind

MEDIA_TYPES = {
    ".txt": "text/plain",
    ".html": "text/html",
    ".htm": "text/html",
    ".xhtml": "application/xhtml+xml",
}
"""Files that hold one document."""

CONTAINERS: dict[str, Kind] = {
    ".warc": FileKind.WARC,
    ".jsonl": TableKind.JSON_LINES,
    ".ndjson": TableKind.JSON_LINES,
    ".json": TableKind.JSON,
    ".csv": TableKind.CSV,
    ".tsv": TableKind.TSV,
    ".parquet": TableKind.PARQUET,
    ".xml": FileKind.XML,
    ".rss": FileKind.XML,
    ".atom": FileKind.XML,
    ".rdf": FileKind.XML,
}
"""Files that hold any number of them."""

_PACKINGS = (".gz", ".zst")
_INNER_HEAD = 4096
_JSON = re.compile(r'\s*(?:\{\s*["}]|\[\s*[{\[\]])')


def find_suffix(path: PurePath) -> str:
    """The suffix in lower case, that of the packing left out: ``.warc`` for ``crawl.WARC.gz``."""
    name = PurePath(path.name.lower())
    return PurePath(name.stem).suffix if name.suffix in _PACKINGS else name.suffix


def is_wanted(path: PurePath) -> bool:
    """Whether a folder is searched for a file of this name."""
    suffix = find_suffix(path)
    return suffix in MEDIA_TYPES or suffix in CONTAINERS


def find_kind(path: PurePath, head: bytes, *, mapped: bool) -> Kind:
    """The kind of the file that begins with ``head``; ``mapped`` where its columns were named, as only tables have."""
    inner = _unpack_head(head)
    if inner.startswith(b"WARC/"):
        return FileKind.WARC
    if inner.startswith(b"PAR1"):
        return TableKind.PARQUET
    suffix = find_suffix(path)
    if suffix in MEDIA_TYPES:
        return FileKind.DOCUMENT
    text = _decode_head(inner)
    if is_json_feed(text):
        return FileKind.XML
    if suffix in CONTAINERS:
        return CONTAINERS[suffix]
    if looks_like_feed(text):
        return FileKind.XML
    if _JSON.match(text):
        return TableKind.JSON
    return TableKind.CSV if mapped and inner and not looks_like_markup(text) else FileKind.DOCUMENT


def _unpack_head(head: bytes) -> bytes:
    try:
        if head.startswith(GZIP_MAGIC):
            return zlib.decompressobj(wbits=GZIP_WINDOW).decompress(head, _INNER_HEAD)
        return ZstdReader(io.BytesIO(head)).read(_INNER_HEAD) if is_packed(head) else head[:_INNER_HEAD]
    except (zlib.error, OSError):
        return b""


def _decode_head(head: bytes) -> str:
    bom, encoding = sniff_encoding(head)
    wide = encoding.startswith(("utf-16", "utf-32"))
    return head[len(bom) :].decode(encoding if wide else "utf-8", "replace")
