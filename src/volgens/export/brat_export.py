"""Standoff annotation of one article as the brat rapid annotation tool reads it: a text and a file beside it.

The form is that of PolNeAR (Newell, Margolin and Ruths, LREC 2018): text-bound *Source*, *Cue* and *Content*, and an
event *Attribution* that joins them. Ours has *Via* as well, attributes for act and mode, and a relation *Inside* for
an attribution in somebody else's content. ``docs/reference/columns.md`` tells every line.
"""

import json
import re
from collections.abc import Iterator

from volgens.model import Act, Attribution, Mode, Reading, Span, Spans

# A line of the file holds the words themselves, so a fragment ends where a line or a field would (brat's own way of
# annotating over a line end).
_BREAKING = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")

BRAT_CONFIGURATION = f"""[entities]
Source
Cue
Content
Via

[relations]
Inside\tArg1:Attribution, Arg2:Attribution
<OVERLAP>\tArg1:<ENTITY>, Arg2:<ENTITY>, <OVL-TYPE>:<ANY>

[events]
Attribution\tContent:Content, Cue?:Cue, Source?:Source, Via?:Via

[attributes]
Act\tArg:Attribution, Value:{"|".join(Act)}
Mode\tArg:Attribution, Value:{"|".join(Mode)}
"""
"""What ``annotation.conf`` must hold in a folder of these files, or brat does not show them."""


def build_brat(reading: Reading) -> str:
    """The ``.ann`` file that belongs to the article's text in a ``.txt`` file, written without changing a character.

    Offsets count Unicode code points. The attributions are numbered as they come: event ``E2`` is the second.
    """
    lines = _Lines(reading.article.text)
    events: dict[str, str] = {}
    for attribution in reading.attributions:
        event = lines.add_attribution(attribution)
        if event:
            events.setdefault(attribution.id, event)
    for attribution in reading.attributions:
        event, outer = events.get(attribution.id), events.get(attribution.parent or "")
        if event and outer and event != outer:
            lines.add("R", f"Inside Arg1:{event} Arg2:{outer}")
    return lines.text()


class _Lines:
    """The lines of one file, numbered by kind."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._counts: dict[str, int] = {}
        self._lines: list[str] = []

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._lines)

    def add(self, kind: str, rest: str) -> str:
        self._counts[kind] = number = self._counts.get(kind, 0) + 1
        self._lines.append(f"{kind}{number}\t{rest}")
        return f"{kind}{number}"

    def add_attribution(self, attribution: Attribution) -> str | None:
        """Its event; `None` where its content is nothing but white space."""
        roles = {}
        for role in ("Content", "Cue", "Source", "Via"):
            bound = self._add_words(role, getattr(attribution, role.lower()))
            if bound:
                roles[role] = bound
        if "Content" not in roles:
            return None
        # An event needs words to hang on; where no word attributes, it hangs on what is said.
        trigger = self._add_words("Attribution", attribution.cue if "Cue" in roles else attribution.content)
        arguments = " ".join(f"{role}:{bound}" for role, bound in roles.items())
        event = self.add("E", f"Attribution:{trigger} {arguments}")
        self.add("A", f"Act {event} {attribution.act.value}")
        self.add("A", f"Mode {event} {attribution.mode.value}")
        self.add("#", f"AnnotatorNotes {event}\t{_note(attribution)}")
        return event

    def _add_words(self, kind: str, spans: Spans) -> str | None:
        fragments = [piece for span in spans for piece in _iter_fragments(self._text, span)]
        if not fragments:
            return None
        places = ";".join(f"{piece.start} {piece.end}" for piece in fragments)
        return self.add("T", f"{kind} {places}\t{' '.join(piece.of(self._text) for piece in fragments)}")


def _iter_fragments(text: str, span: Span) -> Iterator[Span]:
    """``span`` without what a line of the file cannot hold."""
    start = span.start
    for match in (*_BREAKING.finditer(text, span.start, span.end), None):
        end = match.start() if match else span.end
        if text[start:end].strip():
            yield Span(start, end)
        start = match.end() if match else end


def _note(attribution: Attribution) -> str:
    """What brat has no place for, as a JSON object on one line."""
    return json.dumps(
        {
            "id": attribution.id,
            "entity": " ".join(attribution.entity.split()) if attribution.entity else None,
            "maker": attribution.maker,
            "version": attribution.version,
            "confidence": float(attribution.confidence),
        },
        ensure_ascii=False,
    )
