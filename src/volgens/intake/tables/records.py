"""Articles that come as records, from tables, feeds and news systems: JSON with our own names for the fields."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html import escape, unescape

from lxml import etree
from lxml.html import HTMLParser, document_fromstring

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address
from volgens.intake.decoding import looks_like_markup, refuse_garbled, without_unstorable
from volgens.intake.languages import language_code
from volgens.intake.outlets import find_outlet
from volgens.intake.pages.html import read_page
from volgens.intake.tables.columns import load_usual_names
from volgens.intake.tables.json_rows import parse_json
from volgens.intake.texts.furniture import byline_name, to_blocks
from volgens.intake.texts.plain import check_text, find_pieces, find_words, iter_first_lines, settle_roles
from volgens.intake.timestamps import parse_cell
from volgens.model import Article, RawDocument, Role
from volgens.settings import Settings

RECORD_TYPE = "application/vnd.volgens.article+json"
"""The media type of a record, UTF-8 with sorted keys, so that the same row always is the same bytes."""

_MARKUP = re.compile(r"</(?:p|div|h[1-6]|li|ul|ol|span|strong|em|b|i|a|blockquote)\s*>|<(?:p|br)\s*/?>", re.I)
_TAG = re.compile(r"</?[a-zA-Z][^<>]{0,500}>")
_HEADLINE_TAG = re.compile(r"<h1\b", re.I)
_BLOCKS = ("p", "div", "li", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "br", "tr", "td", "section",
           "article", "figure", "figcaption", "header", "footer", "aside", "dd", "dt", "pre", "hr")  # fmt: skip
_LISTED = re.compile(r"""(["'])(.{1,200}?)\1(?=\s*[,\]])""", re.S)
_FIRST_LINES = 3
_LONGEST_LINE = 3000
_LONGEST_BYLINE = 500


@dataclass(frozen=True, slots=True, kw_only=True)
class _Facts:
    """What a record says beside its text; `None` where it is silent."""

    title: str | None
    lead: str | None
    byline: str | None
    outlet: str | None
    section: str | None
    published: datetime | None
    modified: datetime | None
    captured: datetime | None
    address: str | None
    language: str | None


def write_record(fields: Mapping[str, object]) -> bytes:
    """``fields`` in the one form that records have."""
    written = json.dumps(fields, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)
    # Half of a surrogate pair becomes its JSON escape, so that not even broken characters are lost.
    return written.encode("utf-8", "backslashreplace")


def read_record(text: str, document: RawDocument, settings: Settings) -> Article:
    """The article in the JSON object ``text``; raises `IntakeError` where it has no text, or its page holds none."""
    value = parse_json(text)
    if not isinstance(value, dict):
        raise IntakeError(f"is no record of an article but a JSON {type(value).__name__}; give one object an article")
    return read_fields(value, document, settings)


def read_fields(fields: Mapping[str, object], document: RawDocument, settings: Settings) -> Article:
    """As `read_record`, from the object itself."""
    body, page = to_text(fields.get("text")), to_text(fields.get("html"))
    facts = _read_facts(fields, document)
    if not body and not page:
        raise IntakeError("holds no text: neither 'text' nor 'html' has any")
    if not page and body and _MARKUP.search(body):
        body, page = None, body
    if page:
        try:
            return _read_markup(page, facts, document, settings)
        except IntakeError:
            if not body:
                raise
    return _read_text(body or "", facts, document, settings)


def to_text(value: object) -> str | None:
    """Text of a field, paragraphs joined where they come as a list; `None` where there is none."""
    if isinstance(value, list):
        value = "\n\n".join(item for item in value if isinstance(item, str))
    if not isinstance(value, str):
        return None
    text = without_unstorable(value).replace("\r\n", "\n").replace("\r", "\n")
    return text if text.strip("\ufeff\u200b \t\n\f\v\xa0") else None


def _read_facts(fields: Mapping[str, object], document: RawDocument) -> _Facts:
    address = absolute_address(_line(fields.get("address"))) or absolute_address(document.location)
    return _Facts(
        title=_line(fields.get("title")),
        lead=_line(fields.get("lead")),
        byline=_byline(fields.get("byline")),
        outlet=_outlet(fields.get("outlet"), address),
        section=_line(fields.get("section")),
        published=parse_cell(fields.get("published")),
        modified=parse_cell(fields.get("modified")),
        captured=_captured(fields.get("captured")) or document.captured,
        address=address,
        language=_language(_line(fields.get("language"))),
    )


def _line(value: object) -> str | None:
    """One line of text: the first entry of a list, the name of an object, without entities and tags."""
    if isinstance(value, list):
        return next((found for item in value if (found := _line(item))), None)
    if isinstance(value, Mapping):
        keys = ("name", "title", "text", "rendered", "label", "value")
        return next((found for key in keys if (found := _line(value.get(key)))), None)
    if isinstance(value, bool) or not isinstance(value, str | int) or len(str(value)) > _LONGEST_LINE:
        return None
    text = without_unstorable(str(value))
    if "&" in text:
        text = unescape(text)
    return " ".join((_TAG.sub(" ", text) if "</" in text else text).replace("\ufeff", "").split()) or None


def _byline(value: object) -> str | None:
    if isinstance(value, str) and value.strip().startswith("[") and len(value) <= _LONGEST_LINE:
        # A list that a table keeps as text, as Python or JSON would print it.
        value = [name for _, name in _LISTED.findall(value)] or value.strip(" []")
    names = [_line(item) for item in value] if isinstance(value, list) else [_line(value)]
    joined = ", ".join(dict.fromkeys(byline_name(name) for name in names if name))
    return joined if 0 < len(joined) <= _LONGEST_BYLINE and not joined.startswith(("http://", "https://")) else None


def _outlet(value: object, address: str | None) -> str | None:
    name = _line(value)
    if name is None:
        return find_outlet(address)
    as_host = name if "://" in name else f"https://{name}"
    return find_outlet(as_host) or (name.removeprefix("www.") if "://" not in name else find_outlet(address))


def _captured(value: object) -> datetime | None:
    moment = parse_cell(value)
    return moment.astimezone(UTC) if moment is not None else None


def _language(value: str | None) -> str | None:
    if value is None:
        return None
    names = load_usual_names().languages
    code = language_code(value)
    return names.get(value.lower()) or (names.get(code, code) if code else None)


def _read_markup(page: str, facts: _Facts, document: RawDocument, settings: Settings) -> Article:
    """The article on the page, or in the piece of one; what the record says wins over what the page says."""
    place = replace(document, location=facts.address or document.location)
    refuse_garbled(page)
    if looks_like_markup(page) and not page.lstrip().lower().startswith(("<article", "<main")):
        article = read_page(page, place, settings)
    else:
        try:
            article = read_page(_frame(page, facts), place, settings)
        except IntakeError:
            # Too little for a page, but the record says that it is an article.
            return _read_text(_strip_tags(page), facts, document, settings)
    return replace(
        article,
        address=facts.address or article.address,
        outlet=facts.outlet or article.outlet,
        title=facts.title or article.title,
        byline=facts.byline or article.byline,
        section=facts.section or article.section,
        published=facts.published or article.published,
        modified=facts.modified or article.modified,
        captured=facts.captured or article.captured,
        language=facts.language or article.language,
    )


def _frame(piece: str, facts: _Facts) -> str:
    """A page around a piece of one, with the headline and the lead that the record keeps apart."""
    title = f"<h1>{escape(facts.title)}</h1>" if facts.title and not _HEADLINE_TAG.search(piece) else ""
    known = " ".join(find_words(_strip_tags(piece)[: 4 * len(facts.lead)])) if facts.lead else ""
    lead = facts.lead if facts.lead and " ".join(find_words(facts.lead)) not in known else None
    opening = f'<p class="lead">{escape(lead)}</p>' if lead else ""
    return f"<!doctype html><html><body><article>{title}{opening}{piece}</article></body></html>"


def _strip_tags(piece: str) -> str:
    """What a reader would see of the piece, a paragraph a block."""
    try:
        root = document_fromstring(piece.encode("utf-8", "replace"), parser=HTMLParser(encoding="utf-8"))
    except (etree.LxmlError, ValueError, AssertionError):
        return ""
    etree.strip_elements(root, etree.Comment, "script", "style", "noscript", "template", "svg", with_tail=False)
    for element in root.iter(*_BLOCKS):
        element.text = f"\n{element.text or ''}"
        element.tail = f"\n{element.tail or ''}"
    lines = (" ".join(line.split()) for line in root.text_content().split("\n"))
    return "\n\n".join(line for line in lines if line)


def _read_text(body: str, facts: _Facts, document: RawDocument, settings: Settings) -> Article:
    if not body.strip():
        raise IntakeError("holds no text, only markup")
    refuse_garbled(body)
    full, lead_at = _compose(body.strip("\ufeff\u200b\n"), facts)
    check_text(full, settings)
    pieces = settle_roles(full, find_pieces(full), facts.title)
    if lead_at is not None:
        own = {None, Role.BODY, Role.HEADING}
        pieces = [replace(p, role=Role.LEAD) if p.span.start == lead_at and p.role in own else p for p in pieces]
    headline = next((p.span.of(full) for p in pieces if p.role is Role.HEADLINE), None)
    byline = next((byline_name(p.span.of(full)) for p in pieces if p.role is Role.BYLINE), None)
    return Article(
        text=full,
        blocks=to_blocks(pieces),
        raw_id=document.id,
        address=facts.address,
        outlet=facts.outlet,
        title=facts.title or headline,
        byline=facts.byline or byline,
        section=facts.section,
        published=facts.published,
        modified=facts.modified,
        captured=facts.captured,
        language=facts.language or settings.language,
    )


def _compose(body: str, facts: _Facts) -> tuple[str, int | None]:
    """The whole text, with the title and the lead where it does not begin with them; where the lead begins."""
    wanted = find_words(facts.title or "")
    opening = iter_first_lines(body, _FIRST_LINES)
    titled = next((line.end() for line in opening if wanted and find_words(line.group()) == wanted), None)
    if titled is not None:
        head, rest = body[:titled], body[titled:]
    elif facts.title:
        head, rest = facts.title, f"\n\n{body}"
    else:
        head, rest = "", body
    if not facts.lead:
        return head + rest, None
    lead = find_words(facts.lead)
    blank = len(rest) - len(rest.lstrip())
    if lead and find_words(rest[: blank + 4 * len(facts.lead) + 100])[: len(lead)] == lead:
        return head + rest, len(head) + blank
    if lead == wanted:
        return head + rest, None
    joint = "\n\n" if head else ""
    return f"{head}{joint}{facts.lead}\n\n{rest.lstrip()}", len(head) + len(joint)
