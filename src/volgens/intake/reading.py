"""From one document to one article."""

import json

from volgens.errors import IntakeError
from volgens.intake.decoding import HTML_TYPES, decode, looks_like_feed, looks_like_markup
from volgens.intake.html import read_page
from volgens.intake.plain import read_plain
from volgens.model import Article, RawDocument
from volgens.settings import Settings


def read_article(document: RawDocument, *, settings: Settings) -> Article:
    """The article that ``document`` holds; raises `IntakeError` with a one-line reason where it holds none."""
    if len(document.data) > settings.largest_document:
        size, limit = len(document.data) / 1e6, settings.largest_document / 1e6
        raise IntakeError(f"holds {size:.1f} MB, more than the largest document allowed ({limit:.1f} MB); split it")
    media_type = document.media_type.partition(";")[0].strip().lower()
    text = decode(document.data, declared_html=media_type in HTML_TYPES)
    if looks_like_feed(text):
        raise IntakeError("is an RSS or Atom feed or a sitemap, not an article; give the pages that it points to")
    if media_type in HTML_TYPES or looks_like_markup(text):
        return read_page(text, document, settings)
    if _is_json(text):
        raise IntakeError("is JSON, not an article; give each article as a text or HTML file")
    return read_plain(text, document, settings)


def _is_json(text: str) -> bool:
    if not text.lstrip().startswith(("{", "[")):
        return False
    try:
        parsed: object = json.loads(text)
    except (ValueError, RecursionError):
        return False
    return isinstance(parsed, dict | list)
