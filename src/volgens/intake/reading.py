"""From one document to one article."""

import re
from collections.abc import Mapping
from dataclasses import replace
from email.message import Message

from volgens.errors import IntakeError
from volgens.intake.decoding import HTML_TYPES, decode, looks_like_feed, looks_like_markup
from volgens.intake.pages.html import read_page
from volgens.intake.sizes import check_size
from volgens.intake.tables.columns import CONTENT, name_fields
from volgens.intake.tables.json_rows import find_rows, parse_json
from volgens.intake.tables.ninjs import is_ninjs, to_record
from volgens.intake.tables.records import RECORD_TYPE, read_fields, read_record, to_text
from volgens.intake.texts.plain import read_plain
from volgens.model import Article, RawDocument
from volgens.settings import Settings

_JSON_TYPES = frozenset({"application/json", "text/json"})
_OPENS_JSON = re.compile(r'\s*(?:\{\s*"[^"\n]{0,100}"\s*:|\[\s*\{\s*")')
_XML_TYPES = frozenset({"application/xml", "text/xml"})


def read_article(document: RawDocument, *, settings: Settings) -> Article:
    """The article that ``document`` holds; raises `IntakeError` with a one-line reason where it holds none."""
    check_size(len(document.data), settings)
    article = _read(document, settings)
    if article.captured is None and document.captured is not None:
        return replace(article, captured=document.captured)
    return article


def _read(document: RawDocument, settings: Settings) -> Article:
    media_type, charset = _split_type(document)
    text = decode(document.data, declared_html=media_type in HTML_TYPES, charset=charset)
    if media_type == RECORD_TYPE:
        return read_record(text, document, settings)
    if looks_like_feed(text):
        raise IntakeError("is an RSS or Atom feed or a sitemap, not an article; give the pages that it points to")
    if media_type in HTML_TYPES or looks_like_markup(text):
        return read_page(text, document, settings)
    if media_type in _XML_TYPES:
        raise IntakeError("is XML, but neither a feed nor a page; give the article as a text or HTML file")
    value = _parse_json(text, said=media_type in _JSON_TYPES)
    if value is not None:
        return _read_json(value, document, settings)
    return read_plain(text, document, settings)


def _split_type(document: RawDocument) -> tuple[str, str | None]:
    """The media type, and the character set that it or the server names."""
    declared = Message()
    declared["content-type"] = " ".join(document.media_type.split())
    charset = declared.get_param("charset")
    if charset is None:
        said = next((value for name, value in document.headers if name == "content-type"), "")
        declared.replace_header("content-type", " ".join(said.split()))
        charset = declared.get_param("charset")
    media_type = document.media_type.partition(";")[0].strip().lower()
    return media_type, charset if isinstance(charset, str) else None


def _parse_json(text: str, *, said: bool) -> object:
    """The object or list in ``text``, `None` where it is none; broken JSON is no article in plain text either."""
    if not said and not text.lstrip().startswith(("{", "[")):
        return None
    try:
        value = parse_json(text)
    except IntakeError:
        if said or _OPENS_JSON.match(text):
            raise
        return None
    return value if said or isinstance(value, dict | list) else None


def _read_json(value: object, document: RawDocument, settings: Settings) -> Article:
    if is_ninjs(value) and isinstance(value, Mapping):
        return read_fields(to_record(value), document, settings)
    fields = name_fields(value, None) if isinstance(value, Mapping) else {}
    if any(to_text(fields.get(field)) is not None for field in CONTENT):
        return read_fields(fields, document, settings)
    if isinstance(value, list) or (isinstance(value, dict) and find_rows(value)):
        raise IntakeError("is JSON that holds a list, not one article; save it as a .json file and read that")
    raise IntakeError("is JSON, not an article; give each article as a text or HTML file, or an object with a text")
