"""What became of every gold and every predicted attribution, and the groups in which a person looks for mistakes."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from volgens.evaluate.gold import GoldAttribution, GoldDocument
from volgens.evaluate.matching import Comparison, Pair, find_words
from volgens.language.lexicon import load_lexicon
from volgens.model import Act, Attribution, Spans

NO_CUE = "(no cue)"


class Flaw(StrEnum):
    """What is wrong; all but the first two can stand together."""

    MISSED = "missed"
    EXTRA = "extra"
    CONTENT = "content"
    SOURCE = "source"
    CUE = "cue"
    ENTITY = "entity"
    ACT = "act"
    MODE = "mode"
    VIA = "via"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A gold and a predicted attribution that belong together, or the one that has no other; right without ``flaws``.

    Of a missed one ``predicted``, and of an extra one ``gold``, is the nearest on the other side, where its content
    shares a word. ``construction`` is the maker of the predicted one, or the cue where gold was missed.
    """

    document: GoldDocument
    gold: GoldAttribution | None
    predicted: Attribution | None
    flaws: tuple[Flaw, ...]
    construction: str
    act: Act
    cue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Outcomes that share a construction, an act or a cue."""

    name: str
    outcomes: tuple[Outcome, ...]

    @property
    def mistakes(self) -> int:
        return sum(bool(outcome.flaws) for outcome in self.outcomes)

    @property
    def right(self) -> int:
        return len(self.outcomes) - self.mistakes

    @property
    def counts(self) -> Mapping[Flaw, int]:
        """How many outcomes have each flaw."""
        found = Counter(flaw for outcome in self.outcomes for flaw in outcome.flaws)
        return {flaw: found[flaw] for flaw in Flaw}


def iter_outcomes(comparison: Comparison, language: str = "nl") -> Iterator[Outcome]:
    """Every attribution of both sides once, the missed first, then the found, then the extra ones."""
    document = comparison.document
    near_predicted = {pair.gold.id: pair.predicted for pair in comparison.near}
    near_gold = {pair.predicted.id: pair.gold for pair in comparison.near}
    for gold in comparison.missed:
        cue = name_cue(document.text, gold.cue, language)
        yield Outcome(
            document=document,
            gold=gold,
            predicted=near_predicted.get(gold.id),
            flaws=(Flaw.MISSED,),
            construction=f"cue: {cue}",
            act=gold.act,
            cue=cue,
        )
    for pair in comparison.found:
        yield Outcome(
            document=document,
            gold=pair.gold,
            predicted=pair.predicted,
            flaws=find_flaws(pair),
            construction=pair.predicted.maker,
            act=pair.gold.act,
            cue=name_cue(document.text, pair.gold.cue, language),
        )
    for predicted in comparison.extra:
        yield Outcome(
            document=document,
            gold=near_gold.get(predicted.id),
            predicted=predicted,
            flaws=(Flaw.EXTRA,),
            construction=predicted.maker,
            act=predicted.act,
            cue=name_cue(document.text, predicted.cue, language),
        )


def find_flaws(pair: Pair) -> tuple[Flaw, ...]:
    """What the measure holds against a found pair; `None` is what it does not ask."""
    judgements = {
        Flaw.CONTENT: pair.exact,
        Flaw.SOURCE: pair.source,
        Flaw.CUE: pair.cue,
        Flaw.ENTITY: pair.entity,
        Flaw.ACT: pair.act,
        Flaw.MODE: pair.mode,
        Flaw.VIA: pair.via,
    }
    return tuple(flaw for flaw, right in judgements.items() if right is False)


def name_cue(text: str, cue: Spans, language: str = "nl") -> str:
    """The words of a cue in lower case, its known verbs as infinitives, so that all forms come together."""
    forms = load_lexicon(language).verb_forms
    words = (text[span.start : span.end].casefold() for span in cue)
    lemmas = [forms[word][0] if forms.get(word) else word for piece in words for word in piece.split()]
    return " ".join(lemmas) if find_words(text, cue) else NO_CUE


def group_outcomes(outcomes: Sequence[Outcome], key: Callable[[Outcome], str]) -> tuple[Group, ...]:
    """Groups by ``key``, those with most mistakes first, then by name."""
    grouped: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        grouped[key(outcome)].append(outcome)
    groups = (Group(name=name, outcomes=tuple(members)) for name, members in grouped.items())
    return tuple(sorted(groups, key=lambda group: (-group.mistakes, group.name)))
