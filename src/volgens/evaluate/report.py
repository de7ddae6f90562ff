"""A page to see where a reader went wrong: every mistake in its sentence, by construction, act and cue."""

import base64
import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from volgens.evaluate.attributions import Figures
from volgens.evaluate.context import Piece, find_context, find_sentences, iter_pieces
from volgens.evaluate.gold import GoldAttribution, GoldDocument
from volgens.evaluate.matching import compare_all
from volgens.evaluate.outcomes import Flaw, Group, Outcome, group_outcomes, iter_outcomes
from volgens.model import Act, Attribution, Span, Spans, quote

NOTHING = "—"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One thing that gold and prediction say, in words; ``wrong`` where the measure holds it against the latter."""

    name: str
    gold: str
    predicted: str
    wrong: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A mistake as the page shows it; ``number`` counts the mistakes of the page from 1."""

    number: int
    outcome: Outcome
    gold: tuple[Piece, ...]
    predicted: tuple[Piece, ...]
    fields: tuple[Field, ...]

    @property
    def classes(self) -> str:
        return " ".join([*(f"f-{flaw}" for flaw in self.outcome.flaws), f"act-{self.outcome.act}"])


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """Groups of one kind with the cards of each."""

    name: str
    groups: tuple[tuple[Group, tuple[Card, ...]], ...]


def render_report(
    gold: Sequence[GoldDocument], predicted: Mapping[str, tuple[Attribution, ...]], figures: Figures, *, title: str
) -> str:
    """A self-contained HTML page with ``figures`` on top and under it all that is missed, extra or wrong.

    Loads nothing and runs no script; filters and groups are the browser's own.
    """
    outcomes = [outcome for comparison in compare_all(gold, predicted) for outcome in iter_outcomes(comparison)]
    by_construction = group_outcomes(outcomes, lambda outcome: outcome.construction)
    cards = _build_cards([outcome for group in by_construction for outcome in group.outcomes if outcome.flaws])
    style = _style()
    return (
        _environment()
        .get_template("report.html.j2")
        .render(
            title=title,
            figures=figures,
            rates=_rates(figures),
            total=Group(name="all", outcomes=tuple(outcomes)),
            flaws=tuple(Flaw),
            acts=tuple(act for act in Act if any(card.outcome.act is act for card in cards.values())),
            constructions=_section("Construction", by_construction, cards),
            indices=(
                _section("Act", group_outcomes(outcomes, lambda outcome: outcome.act), cards),
                _section("Cue", group_outcomes(outcomes, lambda outcome: outcome.cue), cards),
            ),
            style=Markup(style),
            style_hash=base64.b64encode(hashlib.sha256(style.encode()).digest()).decode(),
        )
    )


def _build_cards(mistakes: Sequence[Outcome]) -> Mapping[int, Card]:
    """Cards by the identity of their outcome; equal outcomes may occur twice."""
    sentences: dict[str, tuple[Span, ...]] = {}
    cards = {}
    for number, outcome in enumerate(mistakes, start=1):
        document = outcome.document
        if document.id not in sentences:
            sentences[document.id] = find_sentences(document)
        cards[id(outcome)] = _build_card(number, outcome, sentences[document.id])
    return cards


def _build_card(number: int, outcome: Outcome, sentences: Sequence[Span]) -> Card:
    sides = [side for side in (outcome.gold, outcome.predicted) if side is not None]
    context = find_context(sentences, sides)

    def pieces(side: GoldAttribution | Attribution | None) -> tuple[Piece, ...]:
        return tuple(iter_pieces(outcome.document.text, context, side)) if side else ()

    return Card(
        number=number,
        outcome=outcome,
        gold=pieces(outcome.gold),
        predicted=pieces(outcome.predicted),
        fields=_build_fields(outcome),
    )


def _build_fields(outcome: Outcome) -> tuple[Field, ...]:
    """Act, mode and entity of both sides always, words only where they are wrong."""
    gold, predicted, text = outcome.gold, outcome.predicted, outcome.document.text

    def words(part: Flaw) -> tuple[str, str]:
        return _quote(text, getattr(gold, part, ())), _quote(text, getattr(predicted, part, ()))

    def value(part: Flaw) -> tuple[str, str]:
        return str(getattr(gold, part, None) or NOTHING), str(getattr(predicted, part, None) or NOTHING)

    quoted: tuple[Flaw, ...] = (Flaw.SOURCE, Flaw.CUE, Flaw.VIA)
    said = [(part, *words(part)) for part in quoted if part in outcome.flaws]
    plain: tuple[Flaw, ...] = (Flaw.ENTITY, Flaw.ACT, Flaw.MODE)
    said += [(part, *value(part)) for part in plain]
    return tuple(
        Field(name=part, gold=ours, predicted=theirs, wrong=part in outcome.flaws) for part, ours, theirs in said
    )


def _quote(text: str, spans: Spans) -> str:
    return quote(text, spans) or NOTHING


def _section(name: str, groups: Sequence[Group], cards: Mapping[int, Card]) -> Section:
    return Section(
        name=name,
        groups=tuple((g, tuple(cards[id(outcome)] for outcome in g.outcomes if id(outcome) in cards)) for g in groups),
    )


def _rates(figures: Figures) -> Mapping[str, str]:
    """The parts of the found pairs that are right, as percentages."""
    rates = {
        "source": figures.source,
        "cue": figures.cue,
        "entity": figures.entity,
        "act": figures.act,
        "act, macro F1": figures.act_macro_f1,
        "mode": figures.mode,
        "via": figures.via,
    }
    return {name: NOTHING if rate is None else _percent(rate) for name, rate in rates.items()}


def _classes(cards: Sequence[Card]) -> str:
    """What a group of cards is filtered by: all that any of them is."""
    return " ".join(sorted({name for card in cards for name in card.classes.split()}))


def _percent(rate: float) -> str:
    return f"{100 * rate:.1f}"


def _style() -> str:
    """The style sheet, with a rule for each filter that hides what it leaves out."""
    rules = [files("volgens.evaluate").joinpath("report.css").read_text(encoding="utf-8")]
    for name in (*(f"f-{flaw}" for flaw in Flaw), *(f"act-{act}" for act in Act)):
        rules.append(f"body:has(#only-{name}:checked) .filtered:not(.{name}) {{ display: none }}")
    return "\n".join(rules)


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("volgens.evaluate", "."),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["percent"] = _percent
    environment.filters["classes"] = _classes
    return environment
