"""Pages that are no article, such as consent walls, logins and lists; and articles that a wall cuts off."""

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from lxml.html import HtmlElement

from volgens.errors import IntakeError, LexiconError, NoArticleError
from volgens.intake.pages.metadata import PageFacts
from volgens.intake.pages.runs import LINK, Run, name_parts
from volgens.intake.texts.furniture import ends_in_stop
from volgens.model import Role

FILE = "walls.toml"
_KEYS = {
    "consent": {"titles", "words", "marks"},
    "bot": {"titles", "marks"},
    "missing": {"titles"},
    "login": {"titles"},
    "paywall": {"lines", "hints", "names"},
}
_LONGEST_WALL = 450
"""Words; a page with more is no mere notice."""

_FEWEST_TEASERS = 6
_SHORTEST_STORY = 350
"""Characters of paragraphs in a row, without a linked heading between them, that only an article has."""

_FEW_WORDS = 120
_LONGEST_LINE = 240
_LONGEST_TITLE = 300
_NEAR = 5
_CUT_OFF = re.compile(r"(?:…|\.\.\.|\[…\])[\"'’”»)\]]*$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Signs:
    """The signs of each kind of page."""

    titles: dict[str, re.Pattern[str]]
    consent_words: re.Pattern[str]
    marks: dict[str, tuple[str, ...]]
    lines: re.Pattern[str]
    hints: re.Pattern[str]
    names: frozenset[str]


@cache
def load_signs() -> Signs:
    """The shipped signs, read once; raises `LexiconError` where the file is wrong."""
    return parse_signs(resources.files("volgens.intake.pages").joinpath(FILE).read_text(encoding="utf-8"))


def parse_signs(text: str) -> Signs:
    """Signs from the text of a TOML file; raises `LexiconError` for other keys than it should have and bad patterns."""
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{FILE}: not valid TOML: {error}") from error
    if {name: set(table) for name, table in tables.items()} != _KEYS:
        wanted = "; ".join(f"[{name}] with {', '.join(sorted(keys))}" for name, keys in _KEYS.items())
        raise LexiconError(f"{FILE}: needs {wanted}")
    kinds = ("consent", "bot", "missing", "login")
    try:
        return Signs(
            titles={kind: _either(tables[kind]["titles"]) for kind in kinds},
            consent_words=_either(tables["consent"]["words"]),
            marks={kind: tuple(tables[kind]["marks"]) for kind in ("consent", "bot")},
            lines=_either(tables["paywall"]["lines"]),
            hints=_either(tables["paywall"]["hints"]),
            names=frozenset(tables["paywall"]["names"].split()),
        )
    except (re.error, TypeError) as error:
        raise LexiconError(f"{FILE}: holds what is no list of regular expressions: {error}") from error


def _either(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{pattern})" for pattern in patterns), re.I)


def refuse_walls(root: HtmlElement, facts: PageFacts, runs: Sequence[Run]) -> None:
    """Raise `IntakeError` where the page stands in front of the article or beside it; ``runs`` are all its texts."""
    words = sum(len(run.text.split()) for run in runs)
    if words <= _LONGEST_WALL:
        _refuse_short(root, facts, runs, words)
    if facts.list_page or not (facts.article or facts.live):
        _refuse_list(facts, runs)


def _refuse_short(root: HtmlElement, facts: PageFacts, runs: Sequence[Run], words: int) -> None:
    signs = load_signs()
    heads = [run.text for run in runs if run.block.tag in {"h1", "h2"}][:2]
    heads = [head for head in (facts.title_element[:_LONGEST_TITLE], *heads) if head]
    said = {kind for kind, pattern in signs.titles.items() if any(pattern.search(head) for head in heads)}
    found = _find_marks(root)
    if ("bot" in said and ("bot" in found or not facts.article) and words < 200) or ("bot" in found and words < 60):
        raise IntakeError("is a check for robots, not the article; open the page in a browser and save it from there")
    if not facts.article and _asks_consent(runs, "consent" in said, "consent" in found):
        raise IntakeError(
            "is a cookie wall, not the article; make your choice in a browser and save the page once the article shows"
        )
    if facts.article:
        return
    if "missing" in said:
        raise NoArticleError("is a page that says that the article is not there; look for its address elsewhere")
    if next(root.iterfind(".//input[@type='password']"), None) is not None and (
        "login" in said or _longest_story(runs) < _SHORTEST_STORY
    ):
        raise IntakeError("is a login page, not the article; log in with a browser and save the article from there")


def _find_marks(root: HtmlElement) -> set[str]:
    """Which kinds of wall have left marks in scripts, links and ids."""
    parts: list[str] = []
    for element in root.iter("script", "link", "div", "iframe", "form"):
        values = (element.get(key) or "" for key in ("src", "href", "id", "action"))
        parts.append(" ".join((*values, (element.text or "")[:5000] if element.tag == "script" else "")))
    source = "\n".join(parts).casefold()
    return {kind for kind, marks in load_signs().marks.items() if any(mark in source for mark in marks)}


def _asks_consent(runs: Sequence[Run], titled: bool, marked: bool) -> bool:
    words = load_signs().consent_words
    paragraphs = [run.text for run in runs if ends_in_stop(run.text) and len(run.text) > 40]
    about = [text for text in paragraphs if len({m.group().casefold() for m in words.finditer(text)}) >= 2]
    some = [text for text in paragraphs if words.search(text)]
    share = sum(map(len, some)) / max(1, sum(map(len, paragraphs)))
    if titled:
        return share >= 0.5 or not paragraphs
    return bool(about) and share >= (0.6 if marked else 0.8)


def _refuse_list(facts: PageFacts, runs: Sequence[Run]) -> None:
    teasers = sum(_is_teaser_heading(run) for run in runs)
    if (facts.list_page or teasers >= _FEWEST_TEASERS) and _longest_story(runs) < _SHORTEST_STORY:
        raise NoArticleError("is a list of articles, not an article; give the pages that it points to")


def _longest_story(runs: Sequence[Run]) -> int:
    """Characters of the longest stretch of paragraphs that no linked heading breaks."""
    longest = current = 0
    for run in runs:
        if _is_teaser_heading(run):
            current = 0
        elif run.plain is not Role.FURNITURE and ends_in_stop(run.text) and len(run.text) > 40 and not run.wholly(LINK):
            current += len(run.text)
            longest = max(longest, current)
    return longest


def _is_teaser_heading(run: Run) -> bool:
    if run.block.tag not in {"h2", "h3", "h4"} or run.plain is Role.FURNITURE:
        return False
    return run.wholly(LINK) or next(run.block.iterancestors("a"), None) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wall:
    """The first run of a paywall by its place, and whether its words alone say that text is kept back."""

    place: int
    firm: bool


def find_wall(runs: Sequence[Run], own: set[int]) -> Wall | None:
    """Where the page asks for a subscription; ``own`` are the places of the article's own paragraphs."""
    signs = load_signs()
    hint: int | None = None
    for i, run in enumerate(runs):
        line = run.text if len(run.text) <= _LONGEST_LINE else ""
        if line and signs.lines.fullmatch(line) and i > min(own, default=-1):
            return Wall(place=i, firm=True)
        if hint is None and i not in own and i > min(own, default=-1):
            walled = any(name_parts(element) & signs.names for element in _upwards(run.block))
            hint = i if walled or (line and signs.hints.fullmatch(line)) else None
    return None if hint is None else Wall(place=hint, firm=False)


def _upwards(block: HtmlElement) -> list[HtmlElement]:
    return [block, *(e for e, _ in zip(block.iterancestors(), range(_NEAR), strict=False))]


def is_partial(runs: Sequence[Run], own: set[int], facts: PageFacts, wall: Wall | None) -> bool:
    """Whether the article goes on behind a wall: ``own`` are the places of its own paragraphs among ``runs``."""
    length = sum(len(runs[i].text) for i in own)
    words = sum(len(runs[i].text.split()) for i in own)
    if facts.free is True or (facts.body and len(facts.body) <= 1.1 * length and words > _FEW_WORDS):
        return False
    last = runs[max(own)].text if own else ""
    cut_off = words < _FEW_WORDS or bool(_CUT_OFF.search(last))
    if wall is None:
        return facts.free is False and cut_off
    after = sum(len(runs[i].text) for i in own if i > wall.place)
    if after > 200:
        return False
    return wall.firm or facts.free is False or cut_off
