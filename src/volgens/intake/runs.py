"""The text of a page as runs: what a reader sees as one paragraph, heading, caption or button."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from lxml import etree
from lxml.html import HtmlElement

from volgens.errors import LexiconError
from volgens.model import Role

FILE = "markup.toml"
_TAG_KEYS = frozenset({"unseen", "blocks", "headline", "heading", "caption", "furniture"})
_CLASS_KEYS = ("furniture", "byline", "caption", "lead")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029\x1c-\x1f]+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

LINK, TIME, STRONG = "link", "time", "strong"
_INLINE_MARKS = {"a": LINK, "time": TIME, "strong": STRONG, "b": STRONG}


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """Element and class names with what they say."""

    unseen: frozenset[str]
    blocks: frozenset[str]
    furniture: frozenset[str]
    tag_roles: Mapping[str, Role]
    class_roles: tuple[tuple[Role, frozenset[str]], ...]


@cache
def load_markup() -> Markup:
    """The shipped names, read once; raises `LexiconError` where the file has other keys than it should."""
    tables = tomllib.loads(resources.files("volgens.intake").joinpath(FILE).read_text(encoding="utf-8"))
    tags, classes = tables.get("tags", {}), tables.get("classes", {})
    if set(tables) != {"tags", "classes"} or set(tags) != _TAG_KEYS or set(classes) != set(_CLASS_KEYS):
        raise LexiconError(f"{FILE}: needs [tags] with {sorted(_TAG_KEYS)} and [classes] with {sorted(_CLASS_KEYS)}")
    roles = {"headline": Role.HEADLINE, "heading": Role.HEADING, "caption": Role.CAPTION}
    return Markup(
        unseen=frozenset(tags["unseen"].split()),
        blocks=frozenset(tags["blocks"].split()),
        furniture=frozenset(tags["furniture"].split()),
        tag_roles={tag: role for key, role in roles.items() for tag in tags[key].split()},
        class_roles=tuple((Role(key), frozenset(classes[key].split())) for key in _CLASS_KEYS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that stands together; ``role`` is what tag and class say, ``shares`` how much stands in links, bold, time.

    ``block`` is the element that holds it. Runs of one block, cut by line breaks, stand apart.
    """

    text: str
    role: Role | None
    block: HtmlElement
    shares: Counter[str]

    def wholly(self, what: str) -> bool:
        """Whether all but a few characters stand in what ``what`` names."""
        return self.shares[what] >= 0.9 * max(1, self.shares[""])


@dataclass(slots=True)
class _Builder:
    """What the walk knows at one place of the page."""

    trust_classes: bool
    parts: list[str] = field(default_factory=list)
    shares: Counter[str] = field(default_factory=Counter)
    roles: list[Role | None] = field(default_factory=lambda: [None])
    strong: list[bool] = field(default_factory=lambda: [False])
    blocks: list[HtmlElement] = field(default_factory=list)
    inline: list[str] = field(default_factory=list)

    def add(self, text: str | None) -> None:
        if text:
            self.parts.append(text)
            seen = sum(not character.isspace() for character in text)
            for mark in {"", *self.inline}:
                self.shares[mark] += seen

    def flush(self) -> Iterator[Run]:
        text = _INVISIBLE.sub("", _SPACE.sub(" ", "".join(self.parts))).strip()
        if text and self.blocks:
            role = self.roles[-1]
            if role is None:
                role = next((r for r in Role if self.shares[r] and self.shares[r] >= self.shares[""]), None)
            yield Run(text=text, role=role, block=self.blocks[-1], shares=self.shares)
        self.parts, self.shares = [], Counter()


def collect_runs(root: HtmlElement, *, trust_classes: bool = True) -> Iterator[Run]:
    """The runs under ``root`` in page order; ``trust_classes`` off leaves roles to tags alone."""
    builder = _Builder(trust_classes=trust_classes, blocks=[root])
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    for event, element in walker:
        if event in {"comment", "pi"}:
            builder.add(element.tail)
        elif not isinstance(element.tag, str):
            builder.add(element.tail if event == "end" and element is not root else None)
        elif event == "start":
            if element is not root and _is_unseen(element):
                walker.skip_subtree()
            else:
                yield from _open(builder, element, is_root=element is root)
        else:
            if element is root or not _is_unseen(element):
                yield from _close(builder, element, is_root=element is root)
            if element is not root:
                builder.add(element.tail)
    yield from builder.flush()


def _open(builder: _Builder, element: HtmlElement, *, is_root: bool) -> Iterator[Run]:
    tag = element.tag
    role, strong = (None, False) if is_root else _hint(element, builder.trust_classes)
    if tag in load_markup().blocks:
        yield from builder.flush()
        builder.blocks.append(element)
        inherited, firm = builder.roles[-1], builder.strong[-1]
        # Inside a <nav> or <form> nothing is the article's; a class is a weaker sign and gives way to what is nearer.
        keeps = inherited is Role.FURNITURE and (firm or role not in {Role.BYLINE, Role.CAPTION, Role.HEADLINE})
        builder.roles.append(inherited if keeps or role is None else role)
        builder.strong.append(firm or strong)
    else:
        builder.inline.append(role or _INLINE_MARKS.get(tag, "other"))
        if tag == "br":
            if builder.roles[-1] in {Role.HEADLINE, Role.HEADING}:
                builder.add(" ")
            else:
                yield from builder.flush()
        elif tag == "q":
            builder.add('"')  # A browser draws the marks of <q>; without them a quotation would be lost.
    if not is_root or tag in load_markup().blocks:
        builder.add(element.text)


def _close(builder: _Builder, element: HtmlElement, *, is_root: bool) -> Iterator[Run]:
    if element.tag in load_markup().blocks:
        yield from builder.flush()
        builder.blocks.pop()
        builder.roles.pop()
        builder.strong.pop()
    else:
        if element.tag == "q":
            builder.add('"')
        builder.inline.pop()


def _is_unseen(element: HtmlElement) -> bool:
    return (
        element.tag in load_markup().unseen
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or bool(_HIDDEN_STYLE.search(element.get("style") or ""))
    )


def _hint(element: HtmlElement, trust_classes: bool) -> tuple[Role | None, bool]:
    """The role that tag or class gives, and whether it is a tag that says furniture."""
    tag, markup = element.tag, load_markup()
    if tag in markup.furniture:
        return Role.FURNITURE, True
    if tag in markup.tag_roles:
        return markup.tag_roles[tag], False
    if not trust_classes:
        return None, False
    names = " ".join(element.get(key) or "" for key in ("class", "itemprop", "rel", "data-testid"))
    parts = {part.lower() for part in _NAME_PARTS.findall(names[:500])}
    return next((role for role, words in markup.class_roles if parts & words), None), False
