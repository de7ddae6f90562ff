"""What stands in the margin: for every attribution who, does what, through whom and inside whose words."""

from collections.abc import Sequence
from dataclasses import dataclass

from volgens.language.interface import Interface, Sign
from volgens.model import Attribution, Reading, quote
from volgens.pages.segments import text_order


@dataclass(frozen=True, slots=True, kw_only=True)
class Outer:
    """The attribution around another one."""

    id: str
    number: int
    who: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """The margin note of one attribution; ``number`` counts from 1 in text order.

    ``who`` is the resolved name, else the source's own words; `None` where the text names nobody.
    ``outer`` is the attribution inside whose content this one lies.
    """

    number: int
    attribution: Attribution
    sign: Sign
    mark: str
    who: str | None
    act: str
    via: str | None
    outer: Outer | None
    summary: str

    @property
    def id(self) -> str:
        return self.attribution.id


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Somebody who speaks in the article, with every note of theirs; ``who`` is `None` for words without a source."""

    who: str | None
    notes: tuple[Note, ...]


def build_notes(reading: Reading, interface: Interface) -> tuple[Note, ...]:
    """One note an attribution, in text order."""
    text = reading.article.text
    attributions = text_order(reading.attributions)
    nobody = interface.text("page.nobody")
    outers = {
        attribution.id: Outer(id=attribution.id, number=number, who=who_speaks(attribution, text) or nobody)
        for number, attribution in enumerate(attributions, 1)
    }
    notes = []
    for number, attribution in enumerate(attributions, 1):
        sign = interface.signs[attribution.act]
        who = who_speaks(attribution, text)
        act = interface.act(attribution.act)
        notes.append(
            Note(
                number=number,
                attribution=attribution,
                sign=sign,
                mark=interface.marks[sign],
                who=who,
                act=act,
                via=quote(text, attribution.via) or None,
                outer=outers.get(attribution.parent or ""),
                summary=f"{who or nobody} {act}",
            )
        )
    return tuple(notes)


def who_speaks(attribution: Attribution, text: str) -> str | None:
    """The name resolved from the article, else the source's words as they stand, else `None`."""
    return attribution.entity or quote(text, attribution.source) or None


def find_voices(notes: Sequence[Note]) -> tuple[Voice, ...]:
    """Speakers, those heard most first, then in text order; words without a source come last."""
    grouped: dict[str | None, list[Note]] = {}
    for note in notes:
        grouped.setdefault(note.who, []).append(note)
    voices = [Voice(who=who, notes=tuple(theirs)) for who, theirs in grouped.items()]
    return tuple(sorted(voices, key=lambda voice: (voice.who is None, -len(voice.notes), voice.notes[0].number)))
