"""A feed written anew: well-formed, in the namespaces of the standards, with nothing but what an article needs.

Feeds are XML that is often broken and sometimes hostile. Here lxml reads it, forgiving but bounded, and what it finds
is written out for feedparser, which knows what the many versions of RSS and Atom mean by their elements. Markup inside
a text becomes HTML in one string, so that feedparser meets neither deep nor broken elements.
"""

import re
from collections.abc import Mapping
from xml.sax.saxutils import escape, quoteattr

from lxml import etree

from volgens.errors import IntakeError
from volgens.intake.feeds.words import load_feed_words
from volgens.intake.feeds.xml_input import DEEPEST, mend_markup, refuse_excess, safe_parser

MOST_TAGS = 1_000_000
MOST_ENTRIES = 20_000
MOST_FIELDS = 50
"""Elements of one entry; feedparser compares each category with all before it."""

_LONGEST_FIELD = 4_000
_LONGEST_TEXT = 3_000_000
_LONGEST_NAME = 300
_CHUNK = 1 << 16
_ROOTS = {"rss": "rss", "feed": "feed", "rdf": "rdf:RDF", "channel": "rss"}
_ENTRIES = frozenset({"item", "entry"})
_NAMES = frozenset({"author", "creator", "name", "managingeditor", "publisher", "webmaster"})
_DATES = frozenset({"pubdate", "published", "updated", "modified", "issued", "created", "lastbuilddate", "date"})
_PLAIN = (
    _NAMES | _DATES | {"link", "guid", "id", "category", "language", "enclosure", "origlink", "duration", "subject"}
)
_TEXTS = frozenset({"title", "description", "summary", "subtitle", "tagline", "content", "encoded", "body"})
_PREFIXES = ("content", "dc", "dcterms", "feedburner", "itunes", "rdf")
_EXTENSIONS = {
    "content": {"encoded"},
    "dc": {"creator", "author", "date", "language", "subject", "title", "description"},
    "dcterms": {"created", "issued", "modified"},
    "feedburner": {"origlink"},
    "itunes": {"duration"},
}
_CORE = re.compile(
    r"https?://(?:backend\.userland\.com/|blogs\.law\.harvard\.edu/tech/rss|purl\.org/rss/1\.0/?$|my\.netscape\.com/"
    r"|purl\.org/(?:atom|echo|pie|rss/1\.0/modules/rss091)|(?:www\.)?w3\.org/(?:2005/atom|1999/xhtml))",
    re.I,
)
_ATTRIBUTES = ("type", "rel", "href", "url", "src", "term", "label", "scheme", "domain", "version")
_NEVER_MARKUP = frozenset({"pubDate", "guid", "published", "updated", "lastBuildDate", "enclosure"})
_MARKUP_SPACE = re.compile(r"w3\.org/|microsoft|openxml", re.I)
_XML = "{http://www.w3.org/XML/1998/namespace}"
_VOID = frozenset({"br", "hr", "img", "input", "source", "wbr", "col", "area", "embed", "track"})
_MAIL = re.compile(r"(?:mailto:)?[^\s<>()@]{1,100}@[^\s<>()@]{1,100}")
_PLAIN_NAME = re.compile(r"[A-Za-z_][\w.-]*")
_PREFIX_USED = re.compile(r"<([A-Za-z_][\w.-]{0,30}):[A-Za-z]")
_ROOT_TAG = re.compile(r"<[A-Za-z_][\w.:-]{0,60}")


def rewrite_feed(text: str) -> bytes:
    """``text``, a feed from its root element on, as clean UTF-8 XML; raises `IntakeError` where it holds none."""
    # An undeclared prefix is no error to lxml: it takes it for part of the name.
    text = _declare_prefixes(text)
    try:
        return _rewrite(text, recover=False)
    except etree.LxmlError as error:
        refuse_excess(error)
    try:
        return _rewrite(mend_markup(text), recover=True)
    except etree.LxmlError as error:
        raise IntakeError("is a feed with XML too broken to read; fetch it again or tell its publisher") from error


def _rewrite(text: str, *, recover: bool) -> bytes:
    writer = _Writer()
    parser = safe_parser(writer, recover=recover)
    data = text.encode("utf-8", "replace")
    for start in range(0, len(data), _CHUNK):
        parser.feed(data[start : start + _CHUNK])
    parser.close()
    return writer.finished()


def _declare_prefixes(text: str) -> str:
    """``text`` with the prefixes declared that it uses without having said what they mean."""
    known = load_feed_words().namespaces
    missing = sorted(
        prefix
        for prefix in {match[1] for match in _PREFIX_USED.finditer(text)} & set(known)
        if not re.search(rf"\sxmlns:{prefix}\s*=", text)
    )
    match = _ROOT_TAG.match(text)
    if not match or not missing:
        return text
    declared = "".join(f' xmlns:{prefix}="{known[prefix]}"' for prefix in missing)
    return text[: match.end()] + declared + text[match.end() :]


class _Text:
    """A text under way: pieces of characters and of markup, which decide together whether it is HTML."""

    def __init__(self, name: str, attributes: Mapping[str, str], depth: int) -> None:
        self.name, self.depth = name, depth
        self.attributes = attributes
        self.pieces: list[tuple[bool, str]] = []

    def written(self) -> str:
        kind = self.attributes.get("type", "").lower()
        is_markup = any(markup for markup, _ in self.pieces) or "xhtml" in kind
        if is_markup:
            value = "".join(piece if markup else escape(piece) for markup, piece in self.pieces)
            type_ = ' type="html"'
        else:
            value = "".join(piece for _, piece in self.pieces)
            type_ = f" type={quoteattr(kind)}" if kind else ""
            type_ += ' mode="base64"' if self.attributes.get("mode") == "base64" else ""
        rest = _written_attributes(self.attributes, ("src",))
        if self.name.endswith("title"):
            value = value[:_LONGEST_FIELD]
        elif len(value) > _LONGEST_TEXT:
            value = ""
        # feedparser is called for each piece that expat hands on: escaped, every "<" would be a piece of its own.
        whole = value.replace("]]>", "]]]]><![CDATA[>")
        return f"<{self.name}{type_}{rest}><![CDATA[{whole}]]></{self.name}>"


class _Writer:
    """Takes lxml's events and writes the feed that they tell of."""

    def __init__(self) -> None:
        self._parts: list[str] = []
        self._closers: list[str] = []
        self._skipped_from: int | None = None
        self._text: _Text | None = None
        self._name: str | None = None
        self._spaces: dict[str, str] = {}
        self._fields = 0
        self._room = 0
        self._tags = 0
        self._entries = 0
        self._entry_at: int | None = None

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        self._tags += 1
        if self._tags > MOST_TAGS:
            raise IntakeError(f"is a feed of more than {MOST_TAGS:,} elements; no newsroom writes such a feed")
        if len(self._closers) > DEEPEST:
            raise IntakeError("is a feed of elements nested deeper than any feed needs")
        space, name = _split(tag)
        if not self._closers:
            self._open_root(space, name, attributes)
        elif name in _ENTRIES and self._prefix_for(space) == "":
            self._open_entry(name, attributes)
        elif self._text is not None and self._ends_text(self._text, space, name):
            self._close_text()
            self._open_field(space, name, attributes)
        elif self._text is not None:
            self._text.pieces.append((True, _opened(name, attributes)))
            self._closers.append("")
        elif self._skipped_from is not None:
            self._closers.append("")
        else:
            self._open_field(space, name, attributes)

    def end(self, tag: str) -> None:
        if not self._closers:
            return
        self._close_name()
        closer = self._closers.pop()
        depth = len(self._closers)
        if self._text is not None:
            if depth > self._text.depth:
                name = _split(tag)[1]
                if name not in _VOID:
                    self._text.pieces.append((True, f"</{name}>"))
            else:
                self._close_text()
        self._parts.append(closer)
        self._room = 0
        if self._skipped_from is not None and depth <= self._skipped_from:
            self._skipped_from = None
        if self._entry_at is not None and depth <= self._entry_at:
            self._entry_at = None
            self._fields = 0

    def data(self, text: str) -> None:
        if self._text is not None:
            self._text.pieces.append((False, text))
        elif self._skipped_from is None and self._room > 0:
            kept = text[: self._room]
            self._room -= len(kept)
            if self._name is not None:
                self._name += kept
            else:
                self._parts.append(escape(kept))

    def close(self) -> None:
        return None

    def finished(self) -> bytes:
        """The whole feed; raises `IntakeError` where there was none."""
        if not self._parts:
            raise IntakeError("is no feed: it holds no element that can be read")
        self._close_text()
        self._close_name()
        self._parts.extend(reversed(self._closers))
        return ('<?xml version="1.0" encoding="utf-8"?>' + "".join(self._parts)).encode("utf-8", "replace")

    def _open_root(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        root = _ROOTS.get(name.lower())
        if root is None:
            raise IntakeError(f"is XML but no feed: its root element is <{name[:40]}>")
        known = load_feed_words().namespaces
        self._spaces[space] = ""
        declared = "".join(f' xmlns:{prefix}="{known[prefix]}"' for prefix in _PREFIXES)
        default = f" xmlns={quoteattr(space)}" if root == "feed" and space else ""
        if root == "rdf:RDF":
            default = ' xmlns="http://purl.org/rss/1.0/"'
        self._parts.append(f"<{root}{default}{declared}{_written_attributes(attributes, _ATTRIBUTES)}>")
        self._closers.append(f"</{root}>")
        if name.lower() == "channel":
            self._parts.append("<channel>")
            self._closers[0] = "</channel></rss>"

    def _open_entry(self, name: str, attributes: Mapping[str, str]) -> None:
        """Begin an entry, and end what was left open before it: entries never lie in one another."""
        self._entries += 1
        if self._entries > MOST_ENTRIES:
            raise IntakeError(f"is a feed of more than {MOST_ENTRIES:,} entries; split it")
        self._close_text()
        self._close_name()
        keep = 1 if self._entry_at is None else self._entry_at
        if self._entry_at is not None or self._skipped_from is not None:
            for index in range(len(self._closers) - 1, keep - 1, -1):
                if self._closers[index] != "</channel>":
                    self._parts.append(self._closers[index])
                    self._closers[index] = ""
        self._skipped_from, self._room, self._fields = None, 0, 0
        self._entry_at = len(self._closers)
        self._parts.append(f"<{name}{_written_attributes(attributes, ())}>")
        self._closers.append(f"</{name}>")

    def _open_field(self, space: str, name: str, attributes: Mapping[str, str]) -> None:
        written = self._name_for(space, name)
        key = name.lower()
        self._close_name()
        self._room = 0
        if key == "channel" and self._entry_at is None:
            self._parts.append(f"<channel{_written_attributes(attributes, ())}>")
            self._closers.append("</channel>")
            return
        self._fields += 1
        if written is None or self._fields > MOST_FIELDS:
            self._skipped_from = len(self._closers)
            self._closers.append("")
        elif key in _TEXTS:
            self._text = _Text(written, attributes, len(self._closers))
            self._closers.append("")
        else:
            self._room = _LONGEST_NAME if key in _NAMES else _LONGEST_FIELD
            self._name = "" if key in _NAMES else None
            self._parts.append(f"<{written}{_written_attributes(attributes, _ATTRIBUTES)}>")
            self._closers.append(f"</{written}>")

    def _ends_text(self, text: _Text, space: str, name: str) -> bool:
        """Whether an element cannot stand in a text, whose end tag somebody must have forgotten."""
        key = name.lower()
        if text.name.endswith("title") and key in _PLAIN | _TEXTS:
            return True
        prefix = self._prefix_for(space)
        is_foreign = prefix == "?" and not _MARKUP_SPACE.search(space)
        return is_foreign or prefix in _EXTENSIONS or name in _NEVER_MARKUP

    def _name_for(self, space: str, name: str) -> str | None:
        """The name to write for an element, `None` for one that nothing is read from."""
        prefix, key = self._prefix_for(space), name.lower()
        if prefix == "":
            return name if key in _PLAIN | _TEXTS and key not in {"encoded", "origlink", "duration"} else None
        return f"{prefix}:{name}" if key in _EXTENSIONS.get(prefix, ()) else None

    def _prefix_for(self, space: str) -> str:
        """The prefix to write for a namespace: none for those of feeds themselves, a question mark for foreign ones."""
        if space not in self._spaces:
            known = load_feed_words().namespaces
            lowered = space.lower().rstrip("/#")
            found = (prefix for prefix in _PREFIXES if known[prefix].lower().rstrip("/#") == lowered)
            self._spaces[space] = next(found, "" if not space or _CORE.match(space) else "?")
        return self._spaces[space]

    def _close_text(self) -> None:
        if self._text is not None:
            self._parts.append(self._text.written())
            self._text = None

    def _close_name(self) -> None:
        if self._name is not None:
            self._parts.append(escape(_without_mail(self._name)))
            self._name = None


def _without_mail(name: str) -> str:
    """The name in ``mail@host (Name)`` or ``Name <mail@host>``, as RSS has its authors written."""
    rest, found = _MAIL.subn("", name)
    return rest.strip(" \t\r\n()<>,") if found else name


def _split(tag: str) -> tuple[str, str]:
    space, _, name = tag.rpartition("}")
    return space.removeprefix("{"), name.rpartition(":")[2]


def _opened(name: str, attributes: Mapping[str, str]) -> str:
    pairs = (f" {key}={quoteattr(value)}" for key, value in attributes.items() if _PLAIN_NAME.fullmatch(key))
    return f"<{name}{''.join(pairs)}>"


def _written_attributes(attributes: Mapping[str, str], names: tuple[str, ...]) -> str:
    wanted = [(name, attributes.get(name)) for name in names]
    wanted += [("xml:base", attributes.get(f"{_XML}base")), ("xml:lang", attributes.get(f"{_XML}lang"))]
    permanent = next((value for key, value in attributes.items() if key.lower() == "ispermalink"), None)
    about = next((value for key, value in attributes.items() if key.endswith("}about")), None)
    wanted += [("isPermaLink", permanent and permanent.strip().lower()), ("rdf:about", about)]
    return "".join(f" {name}={quoteattr(value[:_LONGEST_FIELD])}" for name, value in wanted if value)
