"""The text of a page as runs: what a reader sees as one paragraph, heading, caption or button."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources
from itertools import groupby

from lxml import etree
from lxml.html import HtmlElement

from volgens.errors import LexiconError
from volgens.model import Role

FILE = "markup.toml"
_TAG_KEYS = frozenset({"unseen", "blocks", "headline", "heading", "caption", "furniture"})
_CLASS_KEYS = ("furniture", "byline", "caption", "heading", "lead")
_NAMING = ("class", "itemprop", "rel", "data-testid", "data-component", "data-type", "data-element", "data-gu-name")
_BOLD = frozenset({"bold", "semibold", "extrabold"})
_AUTHOR_LINK = re.compile(r"/(?:auteurs?|authors?|profile|journalist(?:en)?|redacteur)/[^/]")
_NAME_PARTS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+")
_KEY = re.compile(r"[^\W_]+")
_SPACE = re.compile(r"[ \t\r\n\f\v\x85\u2028\u2029\x1c-\x1f]+")
_INVISIBLE = re.compile("[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ufffe\uffff\ud800-\udfff]")
_HIDDEN_STYLE = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)

LINK, TIME, STRONG = "link", "time", "strong"
_INLINE_MARKS = {"a": LINK, "time": TIME, "strong": STRONG, "b": STRONG}
_FORMATTING = frozenset(
    {"b", "strong", "i", "em", "u", "q", "mark", "sup", "sub", "abbr", "code", "font", "s", "del", "ins"}
)
_NO_ROWS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre"})
_TAILS = frozenset({"span", "small", "cite", "em", "i", "font"})
_CAPTIONS = frozenset({Role.CAPTION})
_MIXED = frozenset({Role.CAPTION, Role.BYLINE, Role.HEADING, Role.HEADLINE})
_DEEPEST_ROW = 4
_LONGEST_LABEL = 60
"""Characters; beside a longer text a row of inline elements is a sentence that was pasted in pieces."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Markup:
    """Element and class names with what they say."""

    unseen: frozenset[str]
    blocks: frozenset[str]
    furniture: frozenset[str]
    tag_roles: Mapping[str, Role]
    class_roles: tuple[tuple[Role, frozenset[str]], ...]
    sections: frozenset[str]


@cache
def load_markup() -> Markup:
    """The shipped names, read once; raises `LexiconError` where the file has other keys than it should."""
    tables = tomllib.loads(resources.files("volgens.intake.pages").joinpath(FILE).read_text(encoding="utf-8"))
    tags, classes = tables.get("tags", {}), tables.get("classes", {})
    if set(tables) != {"tags", "classes"} or set(tags) != _TAG_KEYS or set(classes) != {*_CLASS_KEYS, "section"}:
        raise LexiconError(
            f"{FILE}: needs [tags] with {sorted(_TAG_KEYS)} and [classes] with {sorted((*_CLASS_KEYS, 'section'))}"
        )
    roles = {"headline": Role.HEADLINE, "heading": Role.HEADING, "caption": Role.CAPTION}
    return Markup(
        unseen=frozenset(tags["unseen"].split()),
        blocks=frozenset(tags["blocks"].split()),
        furniture=frozenset(tags["furniture"].split()),
        tag_roles={tag: role for key, role in roles.items() for tag in tags[key].split()},
        sections=frozenset(classes["section"].split()),
        class_roles=tuple((Role(key), frozenset(classes[key].split())) for key in _CLASS_KEYS),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Text that stands together; ``shares`` is how much of it stands in links, bold, time.

    ``role`` is what tag and class say, ``plain`` what the tag alone says.

    ``block`` is the element that holds it. Runs of one block, cut by line breaks, stand apart. ``tail`` is the text of
    the inline element at its end, such as a credit after a caption, empty where it ends in bare text.
    """

    text: str
    role: Role | None
    plain: Role | None
    block: HtmlElement
    shares: Counter[str]
    tail: str = ""

    def told(self, *, trust_classes: bool) -> Role | None:
        """The role, with or without what the class names say."""
        return self.role if trust_classes else self.plain

    def wholly(self, what: str) -> bool:
        """Whether all but a few characters stand in what ``what`` names."""
        return self.shares[what] >= 0.9 * max(1, self.shares[""])


@dataclass(frozen=True, slots=True)
class _Hint:
    """What an element says of its text: by tag and class, by tag alone, and whether it is a tag for furniture."""

    role: Role | None = None
    plain: Role | None = None
    strong: bool = False


@dataclass(frozen=True, slots=True)
class _Inline:
    """An open inline element: what it says of its text, and its number among the inline elements of the page."""

    tag: str
    mark: str
    hint: _Hint
    number: int
    shares: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Part:
    """Text with the inline elements that hold it inside its block, the outermost first."""

    text: str
    within: tuple[_Inline, ...]
    shares: frozenset[str]


_BARE = frozenset({""})
_NOTHING = _Hint()


@dataclass(slots=True)
class _Builder:
    """What the walk knows at one place of the page."""

    parts: list[_Part] = field(default_factory=list)
    hints: list[_Hint] = field(default_factory=lambda: [_NOTHING])
    blocks: list[HtmlElement] = field(default_factory=list)
    depths: list[int] = field(default_factory=lambda: [0])
    bolds: list[bool] = field(default_factory=list)
    inline: list[_Inline] = field(default_factory=list)
    opened: int = 0

    def add(self, text: str | None) -> None:
        if text:
            depth = self.depths[-1]
            shares = self.inline[-1].shares if self.inline else _BARE
            self.parts.append(_Part(text, tuple(self.inline[depth : depth + _DEEPEST_ROW]), shares))

    def enter(self, tag: str, mark: str, hint: _Hint) -> None:
        self.opened += 1
        around = self.inline[-1].shares if self.inline else _BARE
        shares = around | {mark} if hint.role is None else around | {mark, hint.role}
        self.inline.append(_Inline(tag, mark, hint, self.opened, shares))

    def flush(self) -> Iterator[Run]:
        parts, self.parts = self.parts, []
        if not parts or not self.blocks or not any(part.text.strip() for part in parts):
            return
        if len(parts) == 1:
            yield from self._run(parts, "")
            return
        groups, level = _group(parts)
        if len(groups) > 1 and (
            _is_row(self.blocks[-1], groups, level) or _is_mixed(self.hints[-1].role, groups, level)
        ):
            for group in groups:
                yield from self._run(group, "")
            return
        last = groups[-1][0].within
        tail = groups[-1] if len(groups) > 1 and len(last) > level and last[level].tag in _TAILS else ()
        yield from self._run(parts, clean("".join(part.text for part in tail)))

    def _run(self, parts: Sequence[_Part], tail: str) -> Iterator[Run]:
        text = clean("".join(part.text for part in parts))
        if not text:
            return
        shares: Counter[str] = Counter()
        for part in parts:
            seen = len("".join(part.text.split()))
            for mark in part.shares:
                shares[mark] += seen
        hint = self.hints[-1]
        own = next((r for r in Role if shares[r] and shares[r] >= shares[""]), None)
        role = hint.role
        # What an element inside says of all its words counts where the block says nothing, or less.
        if role is None or (role in _MIXED and own in {Role.FURNITURE, Role.BYLINE} and own is not role):
            role = Role.FURNITURE if role in _CAPTIONS and own is Role.BYLINE else own or role
        yield Run(text=text, role=role, plain=hint.plain, block=self.blocks[-1], shares=shares, tail=tail)


def _group(parts: Sequence[_Part]) -> tuple[list[tuple[_Part, ...]], int]:
    """The parts by the inline element that holds them, as far in as it takes to find more than one; and how far."""
    told = [part for part in parts if part.text.strip()]
    level = next((n for n in range(_DEEPEST_ROW) if len({_number(part, n) for part in told}) > 1), _DEEPEST_ROW - 1)
    return [tuple(group) for _, group in groupby(parts, key=lambda part: _number(part, level))], level


def _number(part: _Part, level: int) -> int:
    return part.within[level].number if len(part.within) > level else 0


def clean(text: str) -> str:
    """``text`` as a browser shows it: white space run together, invisible characters left out."""
    return _INVISIBLE.sub("", _SPACE.sub(" ", text)).strip()


def key_of(text: str) -> str:
    """``text`` as small letters and digits, to compare what quotation marks and dashes set apart."""
    return "".join(_KEY.findall(text.casefold()))


def _is_row(block: HtmlElement, groups: Sequence[Sequence[_Part]], level: int) -> bool:
    """Whether the block is a row of labels: elements beside one another with nothing but signs between them."""
    if block.tag in _NO_ROWS:
        return False
    held = [group for group in groups if len(group[0].within) > level]
    if len(held) < 2 or any(inline.tag in _FORMATTING for group in held for inline in group[0].within[: level + 1]):
        return False
    bare = "".join(part.text for group in groups if len(group[0].within) <= level for part in group)
    if any(character.isalnum() for character in bare):
        return False
    texts = [clean("".join(part.text for part in group)) for group in held]
    telling = any(inline.hint.role or inline.mark == TIME for group in held for inline in group[0].within[level:])
    sentence = texts[-1].endswith((".", "!", "?", "”", "’", '"')) or any(len(text) > _LONGEST_LABEL for text in texts)
    return telling or (block.tag != "p" and not sentence)


def _is_mixed(role: Role | None, groups: Sequence[Sequence[_Part]], level: int) -> bool:
    """Whether a caption, byline or heading holds an element that is something else, such as a credit or a time."""
    if role not in _MIXED:
        return False
    inner = [group[0].within[level] for group in groups if len(group[0].within) > level]
    others = {Role.FURNITURE, Role.BYLINE} - {role}
    return any(inline.hint.role in others or inline.mark == TIME for inline in inner)


def collect_runs(root: HtmlElement) -> Iterator[Run]:
    """The runs under ``root`` in page order."""
    builder = _Builder(blocks=[root])
    walker = etree.iterwalk(root, events=("start", "end", "comment", "pi"))
    skipped: HtmlElement | None = None
    for event, element in walker:
        if event in {"comment", "pi"}:
            builder.add(element.tail)
        elif not isinstance(element.tag, str):
            builder.add(element.tail if event == "end" and element is not root else None)
        elif event == "start":
            if element is not root and _is_unseen(element):
                walker.skip_subtree()
                skipped = element
            else:
                yield from _open(builder, element, is_root=element is root)
        else:
            if element is not skipped:
                yield from _close(builder, element)
            skipped = None
            if element is not root:
                builder.add(element.tail)
    yield from builder.flush()


def _open(builder: _Builder, element: HtmlElement, *, is_root: bool) -> Iterator[Run]:
    tag, markup = element.tag, load_markup()
    hint = _NOTHING if is_root else _hint(element)
    if tag in markup.blocks:
        yield from builder.flush()
        builder.blocks.append(element)
        builder.hints.append(_inherit(builder.hints[-1], hint))
        builder.depths.append(len(builder.inline))
        bold = tag == "p" and bool(name_parts(element) & _BOLD)
        builder.bolds.append(bold)
        if bold:
            builder.enter("strong", STRONG, _NOTHING)
            builder.depths[-1] += 1
    else:
        builder.enter(tag, _mark(element), hint)
        if tag == "br":
            if builder.hints[-1].role in {Role.HEADLINE, Role.HEADING}:
                builder.add(" ")
            else:
                yield from builder.flush()
        elif tag == "q":
            builder.add('"')  # A browser draws the marks of <q>; without them a quotation would be lost.
    if not is_root or tag in markup.blocks:
        builder.add(element.text)


def _inherit(outer: _Hint, inner: _Hint) -> _Hint:
    """Inside a <nav> or <form> nothing is the article's; a class is a weaker sign and gives way to what is nearer."""
    if outer is _NOTHING or inner is _NOTHING:
        return inner if outer is _NOTHING else outer
    keeps = outer.role is Role.FURNITURE and (outer.strong or inner.role not in _NEARER)
    role = outer.role if keeps or inner.role is None else inner.role
    keeps = outer.plain is Role.FURNITURE or inner.plain is None
    return _Hint(role, outer.plain if keeps else inner.plain, outer.strong or inner.strong)


def _mark(element: HtmlElement) -> str:
    mark = _INLINE_MARKS.get(element.tag, "other")
    return STRONG if mark == "other" and name_parts(element) & _BOLD else mark


def _close(builder: _Builder, element: HtmlElement) -> Iterator[Run]:
    if element.tag in load_markup().blocks:
        yield from builder.flush()
        builder.blocks.pop()
        builder.hints.pop()
        builder.depths.pop()
        if builder.bolds.pop():
            builder.inline.pop()
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


def name_parts(element: HtmlElement) -> frozenset[str]:
    """The parts of the names that the element bears: "article__shareButtons" has article, share and buttons."""
    names = " ".join(value for key in _NAMING if (value := element.get(key)))
    return _split_names(names[:500])


@lru_cache(maxsize=4096)
def _split_names(names: str) -> frozenset[str]:
    return frozenset(part.lower() for part in _NAME_PARTS.findall(names))


def _hint(element: HtmlElement) -> _Hint:
    tag, markup = element.tag, load_markup()
    if tag in markup.furniture:
        return _FURNITURE
    if tag in markup.tag_roles:
        return _tag_hint(tag)
    parts = name_parts(element)
    role = next((role for role, words in markup.class_roles if parts & words), None) if parts else None
    if role is None and tag == "a" and _AUTHOR_LINK.search(element.get("href") or ""):
        role = Role.BYLINE
    return _NOTHING if role is None else _class_hint(role)


_FURNITURE = _Hint(Role.FURNITURE, Role.FURNITURE, True)
_NEARER = frozenset({Role.BYLINE, Role.CAPTION, Role.HEADLINE})


@cache
def _tag_hint(tag: str) -> _Hint:
    role = load_markup().tag_roles[tag]
    return _Hint(role, role)


@cache
def _class_hint(role: Role) -> _Hint:
    return _Hint(role)
