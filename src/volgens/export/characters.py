"""Characters that a form cannot hold: replaced one by one, so that every offset stays true."""

import re

REPLACEMENT = "\ufffd"
_SURROGATE = re.compile("[\ud800-\udfff]")
_UNWRITABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_SPACE = re.compile(r"\s+")


def encodable(text: str) -> str:
    """``text`` as UTF-8 can hold it: half a surrogate pair becomes the replacement character."""
    return _SURROGATE.sub(REPLACEMENT, text)


def writable_in_xml(text: str) -> str:
    """``text`` as XML 1.0 can hold it, of the same length; control characters cannot stand there, even escaped."""
    return _UNWRITABLE.sub(REPLACEMENT, text)


def on_one_line(text: str) -> str:
    """``text`` with every run of white space as one space, for forms with a line a record."""
    return _SPACE.sub(" ", encodable(text)).strip()
