"""Valid documents of every kind, to be spoiled by the fuzzer."""

import gzip
import io
import json
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PLACE = "https://www.dorpsbode.example/nieuws/1"
PROSE = (
    "De veerboot ligt stil, zegt de rederij. De burgemeester ontkent dat hij het wist.\n\n"
    "‘Niemand weet hoe lang’, aldus schipper Ada Kuil. Volgens de gemeente duurt het tot vrijdag."
)
ROW = {"titel": "Veer ligt stil", "body": PROSE, "datum": "2026-03-04 11:20", "url": PLACE, "auteur": "Anneke Vos"}


def files(folder: str, *suffixes: str) -> Callable[[], Sequence[bytes]]:
    def samples() -> Sequence[bytes]:
        paths = sorted(path for path in (ROOT / folder).iterdir() if path.suffix in suffixes)
        return tuple(path.read_bytes() for path in paths)

    return samples


def sitemap_samples() -> Sequence[bytes]:
    entry = (
        f"<url><loc>{PLACE}</loc><lastmod>2026-03-04</lastmod><news:news><news:publication><news:name>Bode</news:name>"
        "<news:language>nl</news:language></news:publication><news:publication_date>2026-03-04T11:20+01:00"
        "</news:publication_date><news:title>Veer &amp; boot</news:title></news:news></url>"
    )
    head = '<?xml version="1.0" encoding="UTF-8"?><{0} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" '
    head += 'xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">{1}</{0}>'
    index = f"<sitemap><loc>{PLACE}.xml</loc></sitemap>"
    found = (head.format("urlset", entry * 3), head.format("sitemapindex", index), f"{PLACE}\n{PLACE}2\n")
    return tuple(text.encode() for text in found)


def ninjs_samples() -> Sequence[bytes]:
    first = {
        "uri": "urn:x:1", "versioncreated": "2026-03-04T12:00:00+01:00", "headline": "Veer",
        "body_html": f"<p>{PROSE}</p>", "located": "Den Helder", "associations": {"a": {"type": "picture",
        "description_text": "De boot"}}, "language": "nl",
    }  # fmt: skip
    second = {
        "uri": PLACE, "standard": {"name": "ninjs", "version": "3.1"}, "headlines": [{"role": "main", "value": "Veer"}],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": PROSE}], "subjects": [{"name": "Verkeer"}],
        "infosources": [{"name": "Bureau", "role": "provider"}], "versionCreated": "2026-03-04T12:00:00+01:00",
    }  # fmt: skip
    return tuple(json.dumps(item).encode() for item in (first, second))


def record_samples() -> Sequence[bytes]:
    page = {"html": f"<p>{PROSE}</p>", "title": "Veer", "published": "2026-03-04", "address": PLACE, "language": "nl"}
    text = {"text": PROSE, "lead": "Lang stil", "byline": ["A", "B"], "modified": 1772620000, "section": "Regio"}
    return tuple(json.dumps(item).encode() for item in (page, text))


def lines_samples() -> Sequence[bytes]:
    line = json.dumps(ROW, ensure_ascii=False)
    return (f"{line}\n{line}\n".encode(), json.dumps([ROW, ROW]).encode(), json.dumps({"items": [ROW]}).encode())


def csv_samples() -> Sequence[bytes]:
    def row(separator: str, cells: Iterable[str]) -> str:
        return separator.join('"' + cell.replace('"', '""') + '"' for cell in cells)

    return tuple(
        f"{separator.join(ROW)}\n{row(separator, ROW.values())}\n{row(separator, ROW.values())}\n".encode()
        for separator in (",", ";", "\t")
    )


def parquet_samples() -> Sequence[bytes]:
    import pyarrow as pa  # noqa: PLC0415
    import pyarrow.parquet as pq  # noqa: PLC0415

    found = []
    for compression in ("none", "snappy"):
        stream = io.BytesIO()
        pq.write_table(pa.Table.from_pylist([ROW, ROW]), stream, compression=compression)
        found.append(stream.getvalue())
    return tuple(found)


def warc_samples() -> Sequence[bytes]:
    article = f"<article><h1>Veer</h1><p>{PROSE}</p></article>"
    chunk = f"<html lang=nl><head><title>Veer</title></head><body>{article}</body></html>".encode()
    chunked = b"%x\r\n%b\r\n0\r\n\r\n" % (len(chunk), chunk)
    answers = (
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n" + chunk,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked,
        b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + gzip.compress(chunk, mtime=0),
        b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\nweg",
    )
    records = [
        b"WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %b\r\nWARC-Date: 2026-03-04T10:00:00Z\r\n"
        b"WARC-Record-ID: <urn:uuid:%d>\r\nContent-Type: application/http; msgtype=response\r\n"
        b"Content-Length: %d\r\n\r\n%b\r\n\r\n" % (PLACE.encode(), number, len(answer), answer)
        for number, answer in enumerate(answers)
    ]
    packed = b"".join(gzip.compress(record, mtime=0) for record in records)
    return (b"".join(records), packed, records[0])


def robots_samples() -> Sequence[bytes]:
    return (
        b"User-agent: *\nDisallow: /zoek\nAllow: /nieuws/*.html$\nCrawl-delay: 2\nRequest-rate: 1/10s\n"
        b"Sitemap: https://a.example/s.xml\n\nUser-agent: volgens\nDisallow:\n",
        b"user-agent:a\nuser-agent:b\ndisallow:/%C3%A9\n",
    )
