"""Web archives made by hand, so that they can be broken in any way."""

import gzip
import zlib
from collections.abc import Iterable

PAGE = (
    "<!doctype html><html lang='nl'><head><title>{title}</title></head><body><article><h1>{title}</h1>"
    "<p>De wethouder zegt dat de brug tot maandag dicht blijft. Volgens de aannemer is het hout verrot.</p>"
    "<p>Omwonenden ontkennen dat zij gewaarschuwd zijn. De gemeente wil daar niet op ingaan.</p>"
    "</article></body></html>"
)
HTML = (("Content-Type", "text/html; charset=utf-8"),)


def page(title: str = "Brug dicht") -> bytes:
    return PAGE.format(title=title).encode()


def answer(body: bytes, *headers: tuple[str, str], status: str = "200 OK") -> bytes:
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
    return "\r\n".join(lines).encode() + body


def record(
    block: bytes,
    *,
    kind: str = "response",
    uri: str | None = "https://krant.example/brug",
    content_type: str = "application/http; msgtype=response",
    length: int | str | None = None,
    extra: Iterable[tuple[str, str]] = (),
) -> bytes:
    headers = [
        ("WARC-Type", kind),
        ("WARC-Record-ID", f"<urn:uuid:{zlib.crc32(block):08x}>"),
        ("WARC-Date", "2026-03-04T17:20:00Z"),
        ("Content-Type", content_type),
        ("Content-Length", str(len(block) if length is None else length)),
        *extra,
    ]
    if uri is not None:
        headers.insert(1, ("WARC-Target-URI", uri))
    head = "\r\n".join(["WARC/1.0", *(f"{name}: {value}" for name, value in headers), "", ""])
    return head.encode() + block + b"\r\n\r\n"


def page_record(number: int, **options: str) -> bytes:
    block = answer(page(f"Brug {number} dicht"), *HTML)
    return record(block, uri=f"https://krant.example/{number}", **options)


def packed(*records: bytes) -> bytes:
    """A gzip member for each record, as crawlers write them."""
    return b"".join(gzip.compress(one, mtime=0) for one in records)


def chunked(body: bytes, size: int) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"
