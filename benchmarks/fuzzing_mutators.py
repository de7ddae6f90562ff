"""Ways to spoil a valid document: each takes a source of chance, the bytes, and what others there are to mix in."""

import gzip
import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from random import Random

LARGEST = 400_000
"""Bytes of one input: enough for what grows by squares to show within the limit of time."""

ENCODINGS = (
    "cp1252",
    "utf-16",
    "utf-16-le",
    "utf-16-be",
    "utf-32",
    "utf-7",
    "cp037",
    "utf-8-sig",
    "mac-roman",
    "koi8-r",
)
ODD = (
    b"\x00", b"\xff", b"\xc3", b"\xed\xa0\x80", b"\xef\xbf\xbe", b"\x1b[2J", b"\xe2\x80\xae", b"\xe2\x80\xa8",
    b"\x0c", b"\r", b"\xf0\x9f\x98\x80", b"\xc2\xa0", b"&#0;", b"&#xD800;", b"&#99999999999;", b"&nbsp;", b"\\ud800",
    b"\\u0000", b"]]>", b"<![CDATA[", b"<!--", b"-->", b"<?", b"?>", b"&", b"<", b">", b'"', b"'", b"\n\n", b"\\",
    b"{", b"[", b"}", b"]", b",", b";", b"\t", b"=",
)  # fmt: skip
NUMBERS = (b"0", b"-1", b"1e999", b"NaN", b"99999999999999999999", b"2147483648", b"0x41", b"1.5", b"00", b"9" * 5000)
ENTITIES = (
    b'<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;">]>',
    b'<!DOCTYPE x SYSTEM "http://127.0.0.1:9/x.dtd">',
    b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>',
    b'<!DOCTYPE x [<!ENTITY % a SYSTEM "http://127.0.0.1:9/"> %a;]>',
    b"<!DOCTYPE x [",
    b"&a;",
    b"&c;",
    b'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="file:///etc/hostname"/>',
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What a mutation may draw on beside the bytes: chance, other samples, and words of the format."""

    chance: Random
    samples: Sequence[bytes]
    words: Sequence[bytes]


Mutator = Callable[[bytes, Source], bytes]


def mutate(source: Source) -> bytes:
    """A sample after one to six mutations."""
    data = source.chance.choice(source.samples)
    for _ in range(source.chance.randint(1, 6)):
        data = source.chance.choice(MUTATORS)(data, source)[:LARGEST]
    return data


def _place(data: bytes, chance: Random) -> int:
    return chance.randint(0, len(data))


def _stretch(data: bytes, chance: Random) -> tuple[int, int]:
    start = _place(data, chance)
    return start, min(len(data), start + chance.choice((1, 4, 16, 64, 256, 2048)))


def _insert(data: bytes, at: int, more: bytes) -> bytes:
    return data[:at] + more + data[at:]


def _flip_bits(data: bytes, source: Source) -> bytes:
    changed = bytearray(data)
    for _ in range(source.chance.choice((1, 1, 2, 8, 32))):
        if changed:
            changed[source.chance.randrange(len(changed))] ^= 1 << source.chance.randrange(8)
    return bytes(changed)


def _truncate(data: bytes, source: Source) -> bytes:
    at = _place(data, source.chance)
    return data[:at] if source.chance.random() < 0.8 else data[at:]


def _cut(data: bytes, source: Source) -> bytes:
    start, end = _stretch(data, source.chance)
    return data[:start] + data[end:]


def _repeat(data: bytes, source: Source) -> bytes:
    start, end = _stretch(data, source.chance)
    times = source.chance.choice((1, 2, 10, 100, 5000))
    return _insert(data, start, data[start:end] * min(times, LARGEST // max(end - start, 1)))


def _splice(data: bytes, source: Source) -> bytes:
    other = source.chance.choice(source.samples)
    return data[: _place(data, source.chance)] + other[_place(other, source.chance) :]


def _transplant(data: bytes, source: Source) -> bytes:
    other = source.chance.choice(source.samples)
    start, end = _stretch(other, source.chance)
    return _insert(data, _place(data, source.chance), other[start:end])


def _insert_odd(data: bytes, source: Source) -> bytes:
    return _insert(data, _place(data, source.chance), source.chance.choice(ODD) * source.chance.choice((1, 1, 3, 2000)))


def _insert_word(data: bytes, source: Source) -> bytes:
    times = source.chance.choice((1, 1, 2, 300, 20_000))
    return _insert(data, _place(data, source.chance), source.chance.choice(source.words) * times)


def _replace_word(data: bytes, source: Source) -> bytes:
    return data.replace(source.chance.choice(source.words), source.chance.choice(source.words), 3)


def _replace_number(data: bytes, source: Source) -> bytes:
    found = list(re.finditer(rb"\d+", data))
    if not found:
        return data
    match = source.chance.choice(found)
    return data[: match.start()] + source.chance.choice(NUMBERS) + data[match.end() :]


def _nest(data: bytes, source: Source) -> bytes:
    opening, closing = source.chance.choice(
        (
            (b"<div>", b"</div>"),
            (b"[", b"]"),
            (b'{"a":', b"}"),
            (b"<item>", b""),
            (b"<b>", b""),
            (b"<table><tr><td>", b""),
        )
    )
    times = source.chance.choice((3, 100, 3000, 40_000))
    start, end = _stretch(data, source.chance)
    return data[:start] + opening * times + data[start:end] + closing * times + data[end:]


def _giant_attribute(data: bytes, source: Source) -> bytes:
    tags = list(re.finditer(rb"<[a-zA-Z:]+", data))
    at = source.chance.choice(tags).end() if tags else _place(data, source.chance)
    filling = source.chance.choice((b"x", b" ", b"a.", b"-", b"&amp;", b"<", b"http://", b"\n", b"@"))
    if source.chance.random() < 0.3:
        return _insert(data, at, b"".join(b' a%d="%d"' % (number, number) for number in range(3000)))
    return _insert(data, at, b' title="' + filling * source.chance.choice((50, 5_000, 200_000 // len(filling))) + b'"')


def _long_run(data: bytes, source: Source) -> bytes:
    filling = source.chance.choice(
        (b"a", b" ", b"\n", b"a ", b"'", b"<", b"&", b"(", b",", b"-", b".", b"\xc3\xa9", b"A. ")
    )
    return _insert(data, _place(data, source.chance), filling * source.chance.choice((100, 10_000, 150_000)))


def _recode(data: bytes, source: Source) -> bytes:
    text = data.decode("utf-8", "replace")
    return text.encode(source.chance.choice(ENCODINGS), "replace")


def _redeclare(data: bytes, source: Source) -> bytes:
    name = source.chance.choice((*ENCODINGS, "utf-8", "rot13", "zlib", "idna", "undefined", "x" * 300, "")).encode()
    return re.sub(rb"((?:charset|encoding)\s*=\s*[\"']?)[\w-]+", lambda m: m.group(1) + name, data, count=1)


def _play_entities(data: bytes, source: Source) -> bytes:
    piece = source.chance.choice(ENTITIES)
    if piece.startswith(b"<!DOCTYPE"):
        return _insert(data, data.find(b"?>") + 2 if data.startswith(b"<?xml") else 0, piece)
    return _insert(data, _place(data, source.chance), piece)


def _change_line_ends(data: bytes, source: Source) -> bytes:
    return data.replace(b"\n", source.chance.choice((b"\r", b"\r\n", b"", b"\n\n", b"\x85", b"\xe2\x80\xa8", b"\x0b")))


def _drop_all(data: bytes, source: Source) -> bytes:
    return data.replace(source.chance.choice((b'"', b">", b"</", b"}", b"]", b":", b",", b"=", b" ", b"\r")), b"")


def _pack(data: bytes, source: Source) -> bytes:
    packed = gzip.compress(data, 1, mtime=0)
    choice = source.chance.randrange(4)
    if choice == 0:
        return packed[: _place(packed, source.chance)]
    if choice == 1:
        return _flip_bits(packed, source)
    return packed + packed if choice == 2 else packed


MUTATORS: tuple[Mutator, ...] = (
    _flip_bits, _truncate, _cut, _repeat, _splice, _transplant, _insert_odd, _insert_odd, _insert_word, _insert_word,
    _replace_word, _replace_number, _replace_number, _nest, _giant_attribute, _long_run, _recode, _redeclare,
    _play_entities, _change_line_ends, _drop_all, _pack,
)  # fmt: skip
