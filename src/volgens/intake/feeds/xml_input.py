"""XML that strangers wrote, made safe before any parser sees it: bounded, decoded, without a document type.

Entities of a document's own are how few bytes become gigabytes or fetch a file; no feed or sitemap needs them, so
a document that declares any is refused. Parsers below are told the same once more.
"""

import re
import zlib
from html.entities import name2codepoint

from lxml import etree

from volgens.errors import IntakeError
from volgens.intake.decoding import decode
from volgens.intake.streams import iter_members

DEEPEST = 500
"""Elements within one another; lxml itself sets no limit when it is fed piece by piece."""

_BLANK = "\ufeff\u200b \t\r\n\f\v\xa0"
_NAME = re.compile(r"<(?:[\w.-]{1,40}:)?([A-Za-z_][\w.-]{0,60})")
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_BARE = re.compile(r"&(?!#[0-9]{1,12};|#[xX][0-9a-fA-F]{1,10};|\w{1,32};)")
_REFERENCE = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)(#[0-9]{1,12}|#[xX][0-9a-fA-F]{1,10}|\w{1,32});")
_MOST_BARE = 500_000
_EXCESS = re.compile(r"excessive depth|huge|resource limit|too long|too big|out of memory", re.I)
_CDATA = "<![CDATA["


def safe_parser(target: object, *, recover: bool, encoding: str | None = "utf-8") -> "etree.XMLParser":
    """An lxml parser that calls ``target``: no network, no entities, no document type, bounded depth and text."""
    return etree.XMLParser(
        target=target,
        encoding=encoding,
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        recover=recover,
    )


def refuse_excess(error: etree.LxmlError) -> None:
    """Raise `IntakeError` where ``error`` of a strict parser tells of depth or length beyond all reason.

    A forgiving parser would go on from there and lose the beginning of a text without a word.
    """
    if _EXCESS.search(str(error)):
        raise IntakeError("holds a text longer than any feed or sitemap needs") from error


def inflate(data: bytes, limit: int) -> bytes:
    """What the gzip ``data`` hold, members in a row; raises `IntakeError` beyond ``limit`` bytes or where damaged.

    A file that breaks off gives what came before the break.
    """
    parts: list[bytes] = []
    try:
        parts.extend(part for part, _ in iter_members(data, limit))
    except zlib.error as error:
        if not parts:
            raise IntakeError("is a damaged gzip file; fetch it again") from error
    if sum(map(len, parts)) > limit:
        raise IntakeError(f"holds more than {limit / 1e6:.1f} MB when unpacked; a file of its kind holds less")
    return b"".join(parts)


def read_xml_text(data: bytes) -> str:
    """The characters of an XML document from its root element on; raises `IntakeError` where it must be refused.

    Bytes that fit no character set become U+FFFD: one damaged entry must not cost the others.
    """
    try:
        text = decode(data)
    except IntakeError:
        text = data.decode("utf-8", "replace")
        if "\x00" in text or not root_name(text):
            raise
    start = _prologue_end(text)
    return text[start:]


def refuse_entities(head: bytes) -> None:
    """Raise `IntakeError` where ``head``, the beginning of a document in any ASCII-like set, declares entities."""
    _prologue_end(head.decode("latin-1"))


def root_name(text: str) -> str | None:
    """The local name, in lower case, of the element that ``text`` opens with after its prologue."""
    try:
        match = _NAME.match(text, _prologue_end(text))
    except IntakeError:
        match = None
    return match.group(1).lower() if match else None


def _prologue_end(text: str) -> int:
    """Where the root element begins; raises `IntakeError` for a document type with entities."""
    at = 0
    while True:
        while at < len(text) and text[at] in _BLANK:
            at += 1
        if text.startswith("<?", at):
            end = text.find("?>", at) + 2
        elif text.startswith("<!--", at):
            end = text.find("-->", at) + 3
        elif text[at : at + 9].upper() == "<!DOCTYPE":
            end = _doctype_end(text, at)
        else:
            return at
        if end <= at:
            return len(text)
        at = end


def _doctype_end(text: str, start: int) -> int:
    """Behind the ``>`` that closes the document type which opens at ``start``; 0 where nothing closes it."""
    subset, close = text.find("[", start), text.find(">", start)
    if subset == -1 or close < subset:
        return close + 1
    end = text.find("]", subset)
    declared = text[subset : end if end != -1 else len(text)]
    if "<!ENTITY" in declared.upper() or "%" in declared or end == -1:
        raise IntakeError("declares XML entities of its own, as attacks do; a feed or sitemap needs none")
    return text.find(">", end) + 1


def mend_markup(text: str) -> str:
    """``text`` with what hand-made XML often breaks set right: bare ``&``, HTML's entities, forbidden characters."""
    text = _NO_XML.sub("", text)
    parts: list[str] = []
    at = 0
    while (start := text.find(_CDATA, at)) != -1 and (end := text.find("]]>", start)) != -1:
        parts += (_mend_references(text[at:start]), text[start : end + 3])
        at = end + 3
    parts.append(_mend_references(text[at:]))
    return "".join(parts)


def _mend_references(text: str) -> str:
    text, bare = _BARE.subn("&amp;", text)
    if bare > _MOST_BARE:
        raise IntakeError(f"is XML too broken to read: {bare:,} times & where &amp; should stand")
    return _REFERENCE.sub(_reference, text)


def _reference(match: re.Match[str]) -> str:
    name = match.group(1)
    if name.startswith("#"):
        digits = name[1:]
        number = int(digits[1:], 16) if digits[0] in "xX" else int(digits)
        return f"&#{number};" if _is_xml_character(number) else "\ufffd"
    known = name2codepoint.get(name)
    return f"&#{known};" if known else f"&amp;{name};"


def _is_xml_character(number: int) -> bool:
    return (
        number in {0x9, 0xA, 0xD}
        or 0x20 <= number <= 0xD7FF
        or 0xE000 <= number <= 0xFFFD
        or (0x10000 <= number <= 0x10FFFF)
    )
