"""The page of one article: its text as printed, every attribution marked in it and explained in the margin."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from volgens.language.interface import Sign, load_interface
from volgens.model import Reading, Role, Spans, quote
from volgens.pages.dateline import build_dateline
from volgens.pages.environment import Page, render_alone
from volgens.pages.notes import Note, build_notes, find_voices
from volgens.pages.passages import Passage, build_passages

MOST_HIGHLIGHTS = 400
"""Attributions that light up together with their note; each costs a style rule, and a browser weighs them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Blocks that are shown together: one of the article's own, or a run of page furniture."""

    role: Role
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A line of the register under the article."""

    note: Note
    cue: str
    content: str
    offsets: str
    maker: str
    confidence: str


def render_article(reading: Reading, *, language: str = "nl") -> str:
    """A self-contained HTML page of ``reading`` with its interface in ``language`` (``nl`` or ``en``).

    Loads nothing and runs no script; `LexiconError` where there is no interface in that language.
    """
    return render_alone(build_article_page(reading, language=language))


def build_article_page(reading: Reading, *, language: str = "nl", at: int | None = None) -> Page:
    """The parts of the page of ``reading``, with the sentence around the character ``at`` lit.

    `LexiconError` where there is no interface in ``language``.
    """
    interface = load_interface(language)
    article = reading.article
    notes = build_notes(reading, interface)
    passages = build_passages(article, notes, at)
    headline = next((p for p in passages if p.block.role is Role.HEADLINE), None)
    return Page(
        template="article.html.j2",
        sheet="article.css",
        rules=_highlights(min(len(notes), MOST_HIGHLIGHTS)),
        values={
            "interface": interface,
            "article": article,
            "title": article.title or (headline and headline.words) or interface.text("page.untitled"),
            "headline": headline,
            "also_titled": article.title if headline and not _same(article.title, headline.words) else None,
            "dateline": build_dateline(article, interface),
            "groups": tuple(_iter_groups(p for p in passages if p is not headline)),
            "voices": find_voices(notes),
            "signs": tuple(Sign),
            "rows": tuple(_iter_rows(reading, notes)),
        },
    )


def _iter_groups(passages: Iterable[Passage]) -> Iterator[Group]:
    """Passages in text order, neighbouring page furniture together."""
    furniture: list[Passage] = []
    for passage in passages:
        if passage.block.role is Role.FURNITURE:
            furniture.append(passage)
            continue
        if furniture:
            yield Group(role=Role.FURNITURE, passages=tuple(furniture))
            furniture = []
        yield Group(role=passage.block.role, passages=(passage,))
    if furniture:
        yield Group(role=Role.FURNITURE, passages=tuple(furniture))


def _iter_rows(reading: Reading, notes: Sequence[Note]) -> Iterator[Row]:
    text = reading.article.text
    for note in notes:
        attribution = note.attribution
        yield Row(
            note=note,
            cue=quote(text, attribution.cue),
            content=quote(text, attribution.content),
            offsets=_offsets(attribution.content),
            maker=f"{attribution.maker} {attribution.version}",
            confidence=f"{attribution.confidence:.2f}",
        )


def _offsets(spans: Spans) -> str:
    return ", ".join(f"{span.start}–{span.end}" for span in spans)


def _same(title: str | None, words: str) -> bool:
    """Whether a title says nothing that the printed headline does not say."""
    return not title or " ".join(title.split()).casefold() == " ".join(words.split()).casefold()


def _highlights(count: int) -> str:
    """A rule for each attribution that lights up its words when its note is in hand."""
    rules = []
    for number in range(1, count + 1):
        held = f'[data-note="{number}"]:is(:hover,:focus-within,:target)'
        chosen = f'.reference[data-number="{number}"]:is(:hover,:focus,:target)'
        rules.append(f'.page:has({held}, {chosen}) .w[data-a~="{number}"] {{ background-color: var(--held) }}')
    return "\n".join(rules)
