"""How likely each candidate is an attribution, and which act it is, by the learned parts where they are shipped."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from volgens.extraction.acts import read_candidate_act
from volgens.extraction.candidate import Candidate
from volgens.extraction.features import act_features, candidate_features
from volgens.extraction.learned import LinearModel, load_model
from volgens.language.lexicon import Lexicon
from volgens.model import Act, Span
from volgens.syntax import Parse

LEAST_SURE_ACT = 0.4
"""Below this probability the act of the rules stands, unless it is much less likely; chosen with `TOWERING`."""

TOWERING, LEAST_TOWERING = 2.0, 0.3
"""An act this many times as likely as that of the rules counts from the second probability on."""

SETTLED = frozenset({"retort.answer", "retort.silence"})
"""Rules whose words leave no choice of act: *zegt van niet*, *wil daar niet op reageren*."""

LEAST_SURE_HEARSAY = 0.85
"""The same for hearsay, where the writer passes on a word rather than an act."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judges:
    """The learned parts of a language; either may be missing, and then the rules decide alone."""

    acceptance: LinearModel | None = None
    acts: LinearModel | None = None

    @classmethod
    def load(cls, language: str = "nl") -> "Judges":
        return cls(acceptance=load_model("acceptance", language), acts=load_model("acts", language))


def judge(
    candidates: Sequence[Candidate], parse: Parse, lexicon: Lexicon, judges: Judges, quoted: tuple[Span, ...]
) -> list[Candidate]:
    """The candidates with ``sure`` set to the learned probability; as they are where nothing was learned."""
    if judges.acceptance is None:
        return list(candidates)
    judged = []
    for candidate in candidates:
        features = candidate_features(candidate, parse.sentences[candidate.sentence], lexicon, quoted)
        judged.append(replace(candidate, sure=judges.acceptance.probabilities(features)[0]))
    return judged


def decide_act(candidate: Candidate, parse: Parse, lexicon: Lexicon, judges: Judges, heat: int) -> Act:
    """The act of source towards content; ``heat`` as `measure_heat` gives it."""
    by_rule = read_candidate_act(candidate, parse, lexicon)
    if judges.acts is None or by_rule is Act.UNKNOWN or candidate.rule in SETTLED:
        return by_rule
    features = act_features(replace(candidate, act=by_rule), parse, lexicon, heat)
    probabilities = judges.acts.probabilities(features)
    best = max(range(len(probabilities)), key=probabilities.__getitem__)
    by_class = dict(zip(judges.acts.classes, probabilities, strict=True))
    sure = probabilities[best]
    if candidate.rule == "hearsay":
        taken = sure >= LEAST_SURE_HEARSAY
    else:
        towers = sure >= LEAST_TOWERING and sure >= TOWERING * by_class.get(by_rule, 0.0)
        taken = sure >= LEAST_SURE_ACT or towers
    return Act(judges.acts.classes[best]) if taken else by_rule
