"""ninjs, the IPTC's JSON for news, versions 1, 2 and 3: what agencies deliver.

Version 1 writes ``headline`` and ``body_html``, with a suffix for each form; version 2 lists of ``headlines`` and
``bodies`` with roles; version 3 the same in camel case. Names are compared in lower case, which joins the three.
"""

import re
from collections.abc import Iterator, Mapping
from html import escape

from volgens.errors import IntakeError
from volgens.intake.addresses import absolute_address
from volgens.intake.decoding import without_unstorable
from volgens.intake.languages import language_code
from volgens.intake.timestamps import parse_timestamp

Record = dict[str, str]

_TELLING = frozenset(
    {"versioncreated", "pubstatus", "copyrightholder", "copyrightnotice", "slugline", "headlines", "bodies", "located",
     "firstcreated", "representationtype", "associations", "descriptions", "contentcreated"}
)  # fmt: skip
_SCHEMA = re.compile(r"ninjs", re.I)
_STOPPED = frozenset({"canceled", "cancelled", "withheld"})
_HTML_FORMS = ("body_xhtml", "body_html", "body_html5", "body_richtext")
_NOT_TEXT = re.compile(r"nitf|newsml|markdown|json|charcount|wordcount|xml$")
_MARKUP = re.compile(r"<(?:p|div|br|h[1-6]|section|article|body)\b", re.I)
_MOST_ASSOCIATIONS = 50


def is_ninjs(value: object) -> bool:
    """Whether a parsed JSON value is a ninjs item: it says so, or has a ``uri`` and at least two of ninjs's fields."""
    if not isinstance(value, dict):
        return False
    item = _lowered(value)
    standard = item.get("standard")
    declared = str(standard.get("name") or "") if isinstance(standard, dict) else str(item.get("$schema") or "")
    if _SCHEMA.search(declared[:200]):
        return True
    telling = _TELLING & set(item)
    has_text = any(_forms(item, name) for name in ("headline", "body", "description"))
    return isinstance(item.get("uri"), str) and has_text and len(telling) >= 2


def to_record(value: Mapping[str, object]) -> Record:
    """The fields of an article in a ninjs item; raises `IntakeError` where it is withdrawn or holds no text."""
    item = _lowered(value)
    status = _string(item, "pubstatus").lower()
    if status in _STOPPED:
        raise IntakeError(f"is withdrawn by its publisher (pubstatus {status}), not to be read")
    html, text = _body(item)
    if not html and not text:
        kind = _string(item, "type") or "unknown"
        raise IntakeError(f"holds no article text: a ninjs item of type {kind[:40]} without a body")
    if html:
        html += _captions(item)
    fields = {
        "html": html,
        "text": "" if html else text,
        "title": _first(item, "headline", ("main", "", "text", "headline")),
        "lead": _first(item, "description", ("lead", "preamble", "intro", "standfirst")),
        "byline": _string(item, "byline") or _string(item, "by") or _people(item, "bylines"),
        "outlet": _outlet(item),
        "section": _section(item),
        "published": _moment(item, "firstcreated", "contentcreated", "versioncreated"),
        "modified": _moment(item, "versioncreated") if _moment(item, "firstcreated", "contentcreated") else "",
        "address": _address(item),
        "language": language_code(_string(item, "language")) or "",
    }
    return {name: found for name, found in fields.items() if found}


def _lowered(value: Mapping[str, object]) -> dict[str, object]:
    return {key.lower(): part for key, part in value.items() if isinstance(key, str)}


def _string(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    return without_unstorable(value).strip() if isinstance(value, str) else ""


def _records(value: object) -> Iterator[dict[str, object]]:
    """The objects of a list, or of an object whose names stand for places in it, as in version 1."""
    parts = value.values() if isinstance(value, dict) else value if isinstance(value, list) else ()
    yield from (_lowered(part) for part in parts if isinstance(part, dict))


def _forms(item: Mapping[str, object], name: str) -> dict[str, tuple[str, str]]:
    """Each form of a text by its role, with its media type: ``body_html``, or an item of ``bodies``."""
    found: dict[str, tuple[str, str]] = {}
    plural = "bodies" if name == "body" else f"{name}s"
    for record in _records(item.get(plural)):
        if value := _string(record, "value"):
            found.setdefault(_string(record, "role").lower(), (value, _string(record, "contenttype").lower()))
    for key in item:
        stem, _, role = key.partition("_")
        if stem == name and (value := _string(item, key)):
            found.setdefault(role, (value, ""))
    return found


def _body(item: Mapping[str, object]) -> tuple[str, str]:
    """The article as HTML, else as plain text."""
    html, text = "", ""
    for role, (value, kind) in _forms(item, "body").items():
        if "html" in kind or (not kind and f"body_{role}" in _HTML_FORMS):
            html = html or value
        elif _NOT_TEXT.search(kind or role):
            continue
        elif not kind and _MARKUP.search(value):
            html = html or value
        else:
            text = text or value
    return html, text


def _first(item: Mapping[str, object], name: str, roles: tuple[str, ...]) -> str:
    """A text as one line: the form with the first of ``roles``; a headline of any role beats none."""
    forms = _forms(item, name)
    chosen = next((forms[role][0] for role in roles if role in forms), "")
    if not chosen and name == "headline":
        chosen = next((value for value, _ in forms.values()), "")
    return " ".join(re.sub(r"<[^<>]{0,500}>", "", chosen).split())


def _people(item: Mapping[str, object], key: str) -> str:
    value = item.get(key)
    named = [_string(record, "name") or _string(record, "value") or _string(record, "by") for record in _records(value)]
    plain = [part.strip() for part in value if isinstance(part, str)] if isinstance(value, list) else []
    return ", ".join(dict.fromkeys(filter(None, [*named, *plain])))


def _outlet(item: Mapping[str, object]) -> str:
    """Who publishes it: the provider, the source in that role, else who has the copyright."""
    provider = item.get("provider")
    name = _string(_lowered(provider), "name") if isinstance(provider, dict) else _string(item, "provider")
    sources = [*_records(item.get("infosources")), *_records(item.get("infosource"))]
    by_role = (_string(s, "name") for s in sources if "provider" in _string(s, "role").lower())
    named = (_string(s, "name") for s in sources)
    holder = _string(item, "copyrightholder") or _string(item, "source")
    return name or next(filter(None, by_role), "") or holder or next(filter(None, named), "")


def _section(item: Mapping[str, object]) -> str:
    """The service or genre that a newsroom files it under, else its first subject."""
    for key in ("services", "service", "sections", "subjects", "subject", "genres", "genre"):
        if name := next((n for record in _records(item.get(key)) if (n := _string(record, "name"))), ""):
            return name
    return ""


def _moment(item: Mapping[str, object], *keys: str) -> str:
    moments = (parse_timestamp(item.get(key)) for key in keys)
    return next((moment.isoformat() for moment in moments if moment), "")


def _address(item: Mapping[str, object]) -> str:
    """Where a reader finds it: a link or rendition for the web before the ``uri``, which may be a mere name."""
    links = [*_records(item.get("links")), *_records(item.get("renditions"))]
    web = (
        _string(record, "href")
        for record in links
        if "html" in (_string(record, "contenttype") + _string(record, "mimetype"))
        or _string(record, "rel") == "canonical"
    )
    candidates = [*web, _string(item, "canonicalurl"), _string(item, "url"), _string(item, "uri")]
    return next((address for value in candidates if (address := absolute_address(value))), "")


def _captions(item: Mapping[str, object]) -> str:
    """Captions of the pictures that belong to the article and stand not in its text, as HTML."""
    found: list[str] = []
    body = " ".join(value for value, _ in _forms(item, "body").values())
    for record in list(_records(item.get("associations")))[:_MOST_ASSOCIATIONS]:
        if _string(record, "type") not in {"picture", "graphic", "image", "video", ""}:
            continue
        forms = _forms(record, "description")
        caption = next((forms[role][0] for role in ("caption", "text", "main", "") if role in forms), "")
        if caption and caption not in body and escape(caption, quote=False) not in body:
            found.append(f"<figure><figcaption>{escape(caption, quote=False)}</figcaption></figure>")
    return "\n" + "\n".join(dict.fromkeys(found)) if found else ""
