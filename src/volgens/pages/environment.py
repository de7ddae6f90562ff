"""How templates become pages: everything that is put into one is escaped, and nothing in it may be missing."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape


def hash_style(style: str) -> str:
    """The hash by which a page's security policy lets its own style sheet in, and no other."""
    return base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()


_BLOCK = "article|details|div|dl|footer|form|h[1-6]|header|main|nav|ol|p|section|summary|table|ul"
_MAY_FOLLOW = {
    "li": "<li|</[uo]l",
    "p": f"<(?:{_BLOCK})|</(?:article|details|div|footer|header|li|main|section|td)",
    "td": "<t[dh]|</tr",
    "th": "<t[dh]|</tr",
    "tr": "<tr|</t(?:body|head)|</table",
    "tbody": "<tbody|</table",
    "thead": "<tbody",
}
"""Before which tags HTML lets an end tag be left out (its syntax, "Optional tags"; the cases that we use)."""

_SPACE = re.compile(rf"\s*\n(?=</?(?:{_BLOCK}|li|t[dhr]|tbody|thead|caption|path|svg)\b)")
_ENDS = re.compile("|".join(rf"</{name}>(?=(?:{after})\b)" for name, after in _MAY_FOLLOW.items()))
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_LOOSE = re.compile(r"\s*([{};,])\s*|(?<=:)\s+")
_TAG = re.compile(r"<[a-z][^<>]*>")
_QUOTED = re.compile(r'=\s*"([\w#.:-]+)"(?=[ >])', re.ASCII)


def shrink(page: str) -> str:
    """``page`` without what HTML can do without: end tags that the next tag implies, and quotes around plain values.

    A list of hundreds of statements is a fifth smaller so. It relies on text and attributes being escaped, so that
    every ``<`` begins a tag and every ``>`` ends one.
    """
    head, mark, body = page.partition("<body>")
    body = _ENDS.sub("", _SPACE.sub("", body))
    return head + mark + _TAG.sub(lambda tag: _QUOTED.sub(r"=\1", tag[0]), body)


@cache
def load_style(name: str | None) -> str:
    """The style sheet ``name`` of this package behind the one that all pages share, without comments and layout."""
    folder = files("volgens.pages")
    sheets = "".join(folder.joinpath(sheet).read_text(encoding="utf-8") for sheet in ("base.css", name) if sheet)
    return _LOOSE.sub(r"\1", _COMMENT.sub("", sheets)).replace(";}", "}") + "\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """What a template of this package makes a page from; whoever shows it gives the frame around it.

    ``values`` go into ``template`` (``interface`` and ``title`` among them). ``sheet`` is the style sheet that it
    needs behind the shared one, ``rules`` are those that hold for this very page.
    """

    template: str
    values: Mapping[str, object]
    sheet: str
    rules: str


def render_alone(page: Page) -> str:
    """``page`` as one self-contained file."""
    style = load_style(page.sheet) + page.rules
    template = load_environment().get_template(page.template)
    return template.render(page.values, layout="alone.html.j2", style=Markup(style), style_hash=hash_style(style))


def _verbatim(words: str) -> Markup:
    """``words`` escaped; a browser turns a bare carriage return into something else."""
    return escape(words).replace("\r", Markup("&#13;"))


def _inline(words: str) -> Markup:
    """``words`` escaped for the inside of an element, never for an attribute: quotation marks stay as they are."""
    safe = words.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return Markup(safe.replace("\r", "&#13;"))


@cache
def load_environment() -> Environment:
    """The templates of this package."""
    environment = Environment(
        loader=PackageLoader("volgens.pages", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["verbatim"] = _verbatim
    environment.filters["inline"] = _inline
    return environment
