"""From bytes to characters, or a clear reason why not.

Order: byte-order mark, UTF-8, UTF-16 without a mark, the character set that the page declares, and last a guess
between the two sets that Dutch files still come in. A result that shows the marks of a wrong guess is refused,
for an article never changes after it has been read.
"""

import codecs
import re

from charset_normalizer import from_bytes

from volgens.errors import IntakeError

HTML_TYPES = frozenset({"text/html", "application/xhtml+xml"})

_MAGIC = (
    (b"%PDF-", "a PDF file; save its text as .txt"),
    (b"PK\x03\x04", "a ZIP archive or an Office document (docx, odt, epub); unpack it or save its text as .txt"),
    (b"PK\x05\x06", "an empty ZIP archive"),
    (b"\x89PNG\r\n", "a PNG image"),
    (b"\xff\xd8\xff", "a JPEG image"),
    (b"GIF87a", "a GIF image"),
    (b"GIF89a", "a GIF image"),
    (b"II*\x00", "a TIFF image"),
    (b"MM\x00*", "a TIFF image"),
    (b"RIFF", "a RIFF file (WebP, WAV or AVI)"),
    (b"\x1f\x8b", "a gzip file; unpack it first"),
    (b"BZh", "a bzip2 file; unpack it first"),
    (b"\xfd7zXZ\x00", "an xz file; unpack it first"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file; unpack it first"),
    (b"7z\xbc\xaf\x27\x1c", "a 7-Zip archive; unpack it first"),
    (b"Rar!\x1a\x07", "a RAR archive; unpack it first"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office document (doc, xls); save its text as .txt"),
    (b"{\\rtf", "a Rich Text file; save its text as .txt"),
    (b"SQLite format 3\x00", "an SQLite database"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"ID3", "an MP3 sound file"),
    (b"OggS", "an Ogg sound file"),
    (b"PAR1", "a Parquet file"),
    (b"WARC/", "a WARC archive; unpack its pages first"),
)
_MAGIC_AT_4 = ((b"ftyp", "an MP4 video or HEIC image"),)
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_LEGACY = ["cp1252", "latin_1"]
_HEAD = 4096
_DECLARED = re.compile(
    rb"""(?:<meta[^>]{0,200}?charset\s*=\s*|<\?xml[^>]{0,80}?encoding\s*=\s*)["']?([\w.:-]{2,30})""", re.I
)
_READABLE_SETS = ("iso8859", "cp125", "cp850", "cp437", "utf-8", "utf-16", "utf_16", "mac", "koi8", "latin")
_PROLOGUE = r"\s*(?:<\?[^>]{0,200}>\s*)*(?:<!--.{0,2000}?-->\s*)*"
_MARKUP = re.compile(_PROLOGUE + r"<(?:!doctype html|html|head|body|article|main)\b", re.I | re.S)
_FEED = re.compile(_PROLOGUE + r"<(?:rss|feed|rdf:RDF|urlset|sitemapindex)\b", re.I | re.S)
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_CONTROLS = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\ufffd\ufffe\uffff]")
_MOJIBAKE = re.compile(
    "Ã[\x80-\xbf\u0152\u0160\u2018-\u203a€™œžšŸ]|â€[\x9c\x9d\u0153\u2019-\u2122\u02dc\u201c-\u201d™œž¦˜]|Â[\xa0-\xbf]"
)


def decode(data: bytes, *, declared_html: bool = False, charset: str | None = None) -> str:
    """The characters of ``data``; raises `IntakeError` where it is empty, binary or in no known character set.

    ``charset`` is what the server called it; like what the page itself says, it counts where the bytes are no UTF-8.
    """
    if not data:
        raise IntakeError("is empty")
    if not data.strip(b" \t\r\n\f\v"):
        raise IntakeError("holds only white space")
    _refuse_other_formats(data)
    text = _decode(data, declared_html, charset)
    if not text.strip("\ufeff\u200b \t\r\n\f\v\xa0") or text.isspace():
        raise IntakeError("holds only white space")
    refuse_garbled(text)
    return text


def sniff_encoding(head: bytes) -> tuple[bytes, str]:
    """The byte-order mark of a file that begins with ``head``, and the encoding to try when a line is no UTF-8.

    An encoding of two or four bytes a character holds for the whole file, of which ``head`` is then an even part.
    """
    for bom, encoding in _BOMS:
        if head.startswith(bom):
            return bom, "cp1252" if encoding == "utf-8" else encoding
    wide = _wide_encoding(head[: len(head) // 2 * 2])
    if wide:
        return b"", wide
    legacy = bytes(head) if any(byte > 0x7F for byte in head) else b""
    try:
        head.decode("utf-8")
        legacy = b""
    except UnicodeDecodeError as error:
        if error.start >= len(head) - 3:  # The head may end in the middle of a character.
            legacy = b""
    best = from_bytes(legacy, cp_isolation=_LEGACY, enable_fallback=False).best() if legacy else None
    return b"", best.encoding if best is not None else "cp1252"


def decode_line(line: bytes, legacy: str) -> str:
    """One line of a larger file, UTF-8 or else in ``legacy``; raises `IntakeError` where it is neither."""
    try:
        return line.decode("utf-8")
    except UnicodeDecodeError as error:
        where = _refuse_damaged(line, error)
        try:
            return line.decode(legacy)
        except UnicodeError:
            message = f"cannot be decoded: neither UTF-8, at {where}, nor {legacy}; save it as UTF-8"
            raise IntakeError(message) from error


def looks_like_markup(text: str) -> bool:
    """Whether ``text`` opens as an HTML page."""
    return bool(_MARKUP.match(text[:_HEAD]))


def looks_like_feed(text: str) -> bool:
    """Whether ``text`` opens as an RSS or Atom feed or a sitemap."""
    return bool(_FEED.match(text[:_HEAD]))


def sniff_media_type(data: bytes) -> str:
    """``text/html`` where the first bytes are those of a page, else ``text/plain``."""
    head = data[:_HEAD]
    bom, encoding = next(((bom, name) for bom, name in _BOMS if head.startswith(bom)), (b"", "latin-1"))
    return "text/html" if looks_like_markup(head[len(bom) :].decode(encoding, "ignore")) else "text/plain"


def _refuse_other_formats(data: bytes) -> None:
    for magic, name in _MAGIC:
        # Three letters of plain text are no proof of a format: a text may well begin with "ID3" or "BZh".
        if data.startswith(magic) and (len(magic) > 4 or _has_binary(data) or magic in {b"PAR1", b"PK\x03\x04"}):
            raise IntakeError(f"is {name}")
    for magic, name in _MAGIC_AT_4:
        if data[4 : 4 + len(magic)] == magic and _has_binary(data[:64]):
            raise IntakeError(f"is {name}")


def _has_binary(data: bytes) -> bool:
    return bool(re.search(rb"[\x00-\x08\x0e-\x1a\x80-\xff]", data[:_HEAD]))


def _decode(data: bytes, declared_html: bool, charset: str | None) -> str:
    for bom, encoding in _BOMS:
        if data.startswith(bom):
            return _decode_strictly(data[len(bom) :], encoding, "its byte-order mark says")
    wide = _wide_encoding(data)
    if wide:
        return _decode_strictly(data, wide, "its zero bytes suggest")
    if b"\x00" in data:
        raise IntakeError(f"is binary: it holds NUL bytes, the first at byte {data.index(0)}")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        return _decode_legacy(data, declared_html, charset, error)


def _decode_strictly(data: bytes, encoding: str, why: str) -> str:
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise IntakeError(
            f"cannot be decoded: {why} {encoding}, but byte {error.start} does not fit; save it as UTF-8"
        ) from error
    if "\x00" in text:
        raise IntakeError(f"is binary: it holds NUL characters, the first at character {text.index(chr(0))}")
    return text


def _wide_encoding(data: bytes) -> str | None:
    """UTF-16 without a mark shows as zero bytes in every other place."""
    head = data[:_HEAD]
    if len(data) % 2 or len(head) < 8:
        return None
    even, odd = head[0::2].count(0), head[1::2].count(0)
    half = len(head) // 2
    if odd > 0.7 * half and even < 0.05 * half:
        return "utf-16-le"
    if even > 0.7 * half and odd < 0.05 * half:
        return "utf-16-be"
    return None


def _decode_legacy(data: bytes, declared_html: bool, charset: str | None, error: UnicodeDecodeError) -> str:
    where = _refuse_damaged(data, error)
    match = _DECLARED.search(data[:_HEAD]) if declared_html or b"<" in data[:_HEAD] else None
    # What the server says stands above what the page says (WHATWG HTML, 13.2.3.2).
    for name in (charset, match.group(1).decode("ascii", "replace") if match else None):
        declared = _known_encoding(name) if name else None
        if declared:
            try:
                return data.decode(declared)
            except UnicodeError:
                pass  # Declared wrongly: the next word or the guess below decides.
    best = from_bytes(data, cp_isolation=_LEGACY, enable_fallback=False).best()
    if best is None:
        message = f"cannot be decoded: neither UTF-8, at {where}, nor Windows-1252; save it as UTF-8"
        raise IntakeError(message) from error
    return data.decode(best.encoding)


def _refuse_damaged(data: bytes, error: UnicodeDecodeError) -> str:
    """Where ``data`` is no UTF-8; raises `IntakeError` where it is UTF-8 but for some damage.

    Other sets hardly ever form a valid sequence by chance, so a few of those tell.
    """
    where = f"byte {error.start} (0x{data[error.start]:02x})"
    lenient = data.decode("utf-8", "replace")
    damaged = lenient.count("\ufffd")
    if sum(character > "\x7f" for character in lenient) >= 2 * damaged:
        raise IntakeError(f"cannot be decoded: it is UTF-8 with damage at {where}; save it again as UTF-8") from error
    return where


def _known_encoding(name: str) -> str | None:
    """Our name for a declared character set; what pages call Latin-1 or ASCII is Windows-1252 (WHATWG Encoding)."""
    try:
        found = codecs.lookup(name).name
    except LookupError:
        return None
    if found in {"iso8859-1", "ascii"}:
        return "cp1252"
    return found if found.startswith(_READABLE_SETS) else None


def without_unstorable(text: str) -> str:
    """``text`` without what no database can store: NUL, and halves of surrogate pairs, which JSON may hold."""
    return _UNSTORABLE.sub("", text)


def refuse_garbled(text: str) -> None:
    """Raise `IntakeError` where ``text`` shows the marks of a wrong decoding or is full of control characters."""
    controls = len(_CONTROLS.findall(text))
    if controls > 2 and controls * 200 > len(text):
        raise IntakeError(f"is binary or garbled: {controls} of its {len(text)} characters are control characters")
    broken = len(_MOJIBAKE.findall(text))
    if broken > 2 and broken * 1000 > len(text):
        raise IntakeError(
            f"is garbled: {broken} times a pair such as 'Ã©' or 'â€™' where one letter should stand; "
            "get it from its source again, as UTF-8"
        )
