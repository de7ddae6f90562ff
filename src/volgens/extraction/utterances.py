"""One reading for each clause of a content: what its speaker does in saying it, as far as the clause shows that.

*We zijn geschokt* judges, *Ik wil naar huis* wishes, *Hou op* demands. The reading is a name that the learned part
weighs (`features.py`); it is no act yet, because the cue has its say and one construction serves several acts.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property

from volgens.extraction.candidate import Candidate
from volgens.extraction.propositions import Proposition, read_propositions
from volgens.extraction.readings import LATER, LIMITS, NARROW, read_signs
from volgens.language.lexicon import Lexicon
from volgens.language.readings import ReadingWords, load_readings
from volgens.model import Act, ActorKind
from volgens.syntax import Parse

NEUTRAL = frozenset({Act.ASSERT, Act.BELIEVE, Act.WARN})
"""Acts of cues that leave it to the content."""

_DEFINITE = frozenset({"de", "het", "hun", "zijn", "haar"})
_GOING_ON = frozenset({"al", "nog", "steeds", "sinds", "nu", "momenteel", "vaak", "soms", "altijd", "meestal"})
_DUTIES = frozenset({"moeten", "dienen", "behoren", "horen"})
_SPEECH_RULES = ("speech", "heading")
_OPENING_MARKS = frozenset("\"'‘“„`”’«»")


@dataclass(frozen=True)
class Utterance:
    """A clause and how it is said: ``reported`` in words of the text, ``personal`` where its source is a person."""

    clause: Proposition
    signs: frozenset[str]
    reported: bool
    personal: bool
    words: ReadingWords

    @cached_property
    def own(self) -> bool:
        """Whether the source itself is the subject."""
        p, subject = self.clause, self.clause.subject
        if p.who == "own" or (p.who == "none" and p.finite is None and p.verb.upos == "VERB"):
            return True
        if not self.reported or subject is None:
            return False
        if p.who == "third":
            return True
        if p.who == "it":
            return not self.personal and subject.lower == "het" and not p.is_copular
        title = p.lexicon.people.find_title(subject.lemma)
        definite = any(p.sentence.tokens[c].lower in _DEFINITE for c in p.sentence.children(subject.i))
        return title is not None and title.group and definite and p.who == "other"

    @cached_property
    def hints(self) -> frozenset[str]:
        return frozenset(self.clause.lexicon.hints.get(self.clause.lemma, ()))

    @cached_property
    def is_deed(self) -> bool:
        p = self.clause
        return "state" not in self.hints and not p.is_copular and p.verb.upos == "VERB"

    @property
    def is_now(self) -> bool:
        return not self.clause.is_past and not self.clause.is_perfect

    @cached_property
    def is_future(self) -> bool:
        """*zal*, *gaat*, and reported *zou*."""
        if not self.clause.modals & {"zullen", "gaan"} or self.clause.is_perfect:
            return False
        return not self.clause.is_past or self.reported

    def lemma_in(self, name: str) -> bool:
        return self.clause.lemma in self.words.lists[name]

    def shows(self, *signs: str) -> bool:
        return any(s in self.signs for s in signs)

    def shows_kind(self, prefix: str) -> bool:
        return any(s.startswith(prefix) for s in self.signs)


def read_utterances(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> tuple[str, ...]:
    """The reading of each clause of the content, in text order; *empty* where there is none."""
    words = load_readings()
    reported, personal = not is_direct(candidate, parse), _is_personal(candidate, parse)
    found = []
    for clause in read_propositions(candidate, parse, lexicon):
        signs = frozenset(read_signs(clause, words))
        found.append(_read(Utterance(clause, signs, reported, personal, words)))
    return tuple(found) or ("empty",)


def is_direct(candidate: Candidate, parse: Parse) -> bool:
    """Whether the content is given as the very words."""
    if candidate.speech or candidate.rule.startswith(_SPEECH_RULES) or candidate.rule.endswith("quote"):
        return True
    return any(parse.text[s.start] in _OPENING_MARKS for s in candidate.content)


def _is_personal(candidate: Candidate, parse: Parse) -> bool:
    if candidate.source_at is None:
        return False
    sentence, token = candidate.source_at
    name = parse.sentences[sentence].name_at(token)
    return name is not None and name.kind is ActorKind.PERSON


def _read(u: Utterance) -> str:
    return next((found for reader in READERS if (found := reader(u)) is not None), "told")


def _answer(u: Utterance) -> str | None:
    if u.shows("asked"):
        return "ask"
    if u.shows("claims.silent") and u.clause.is_negative:
        return "withhold"
    own = "" if u.reported and u.own else "own"
    if u.shows_kind(f"silent.{own}") or u.shows_kind(f"ignorant.{own}"):
        return "withhold"
    if u.shows("claims.silent"):
        return "withhold.weak"
    if u.shows("claims.true"):
        return "confirm"
    if u.shows("claims.untrue"):
        return "deny"
    return "refuse" if u.shows("doing.refusals") else None


def _mind(u: Utterance) -> str | None:
    """What goes on in the source: *We zijn geschokt*, *Ik denk dat …*, *Hopelijk …*."""
    p = u.clause
    nodes = {t.lemma for t in p.tokens} | {p.sentence.tokens[c].lemma for c in p.sentence.children(p.top, "cop", "aux")}
    if u.own and set(p.words) & u.words.lists["mind.feelings"] and nodes & {"zijn", "worden", "raken", "voelen"}:
        return "evaluate"
    if u.shows("judge.grasp", "judge.exclaim"):
        return "evaluate"
    if u.own and u.lemma_in("mind.thoughts") and not p.is_passive and u.is_now:
        return "believe"
    if u.own and u.lemma_in("mind.judgements"):
        return "evaluate"
    if (u.own and u.lemma_in("mind.wishes")) or "hopelijk" in p.words or u.shows("mind.care"):
        return "want"
    return None


def _will(u: Utterance) -> str | None:
    """What the source will do: *We zijn van plan …*, *Ik ga niet weg*, *Wij willen …*."""
    p = u.clause
    if u.shows("doing.plans"):
        return "refuse" if p.is_negative else "promise"
    if u.own and u.is_deed and u.is_future:
        if p.is_negative:
            return "refuse"
        return "threaten" if "threat" in u.hints else "promise"
    if u.own and "willen" in p.modals | {p.lemma}:
        if p.is_negative:
            return "refuse"
        return "want.past" if p.is_past else "want"
    return None


def _norm(u: Utterance) -> str | None:
    """What others may or must: *De winkel mag open*, *Den Haag moet ingrijpen*, *Hou op*."""
    p = u.clause
    if u.shows("norm.case"):
        return "case.own" if u.own else "case"
    if "mogen" in p.modals and not p.is_past and not u.own:
        return "refuse" if p.is_negative else "permit"
    wished = p.is_past and "zullen" in p.modals
    due = bool(p.modals & _DUTIES) and not p.is_perfect and (not p.is_past or wished)
    if due and (p.subject is None or p.subject.lower != "ik"):
        return "demand.neg" if p.is_negative else "demand.own" if u.own else "demand"
    return "demand" if u.shows("norm.imperative", "norms") else None


def _blame(u: Utterance) -> str | None:
    p = u.clause
    if u.own and u.is_deed and p.is_negative and u.is_now and p.finite is not None:
        return "refuse.deed"
    if u.shows("blame"):
        return "accuse.neg" if p.is_negative else "accuse"
    if u.hints & {"blame", "harm"} and not u.is_now:
        if p.is_negative:
            return "deny"
        return "harm.own" if u.own else "accuse"
    return None


def _judge(u: Utterance) -> str | None:
    if u.shows("judge.cop", "judge.verbless"):
        return "evaluate.past" if u.clause.is_past else "evaluate"
    return "too" if u.shows("judge.too") else None


def _guess(u: Utterance) -> str | None:
    p = u.clause
    if p.is_negative and not u.is_now:
        return "neg.own.past" if u.own else "neg.past"
    if u.shows("mind.guess", "mind.seem"):
        return "believe"
    if u.own and u.is_deed and u.is_now and p.finite is not None:
        return "deed.limited" if p.marks & LIMITS or set(p.words) & (NARROW | LATER) else "deed.own"
    if "zullen" in p.modals:
        if not p.is_past:
            return "predict"
        return "could" if "kunnen" in p.modals else "zou.own" if u.own else "zou"
    return None


def _tell(u: Utterance) -> str | None:
    """What only says how things are, by tense and polarity."""
    p = u.clause
    if p.lemma == "krijgen" and u.is_now and not set(p.words) & _GOING_ON:
        return "give.neg" if p.is_negative else "give"
    if p.is_passive and u.is_now:
        return "passive"
    if u.shows("judge.verb"):
        return "judge.now" if u.is_now else "judge.then"
    if u.is_deed and u.is_now and p.marks & LIMITS:
        return "limited"
    if p.finite is None:
        return "verbless.neg" if p.is_negative else "verbless"
    if p.is_negative:
        return "neg.is" if p.is_copular else "neg.now"
    if p.is_copular:
        return "is"
    tense = "past" if p.is_past else "perfect" if p.is_perfect else "now"
    return f"{tense}.own" if u.own else tense


READERS: tuple[Callable[[Utterance], str | None], ...] = (
    _answer,
    _mind,
    _will,
    _norm,
    _blame,
    _judge,
    _guess,
    _tell,
)
"""From what leaves least doubt to what leaves most."""


def utterance_features(candidate: Candidate, parse: Parse, lexicon: Lexicon, heat: int) -> Iterator[str]:
    """The readings by place, alone and with how neutral the cue is, how the words are given, and the heat."""
    readings = read_utterances(candidate, parse, lexicon)
    neutral = "n" if candidate.act in NEUTRAL else "o"
    manner = "d" if is_direct(candidate, parse) else "i"
    found = {f"r1={readings[0]}", f"rn={readings[-1]}", f"rlen={min(len(readings), 3)}", *(f"r={r}" for r in readings)}
    if len(set(readings)) == 1:
        found.add(f"rall={readings[0]}")
    yield from sorted(found)
    yield from sorted(f"{neutral}&{f}" for f in found)
    yield f"{neutral}{manner}&r1={readings[0]}"
    yield f"{neutral}{manner}&r={'+'.join(readings[:2])}"
    yield from sorted({f"hot={heat > 1}&r={r}" for r in readings})
    if len(readings) == 1:
        yield f"{neutral}&only={readings[0]}"
    yield from _object_features(candidate, parse, lexicon)


def _object_features(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> Iterator[str]:
    """*verwerpt het aanbod* refuses, *verwerpt de beschuldiging* denies: what act the noun of the content names."""
    if candidate.content_at is None:
        return
    token = parse.sentences[candidate.content_at[0]].tokens[candidate.content_at[1]]
    if token.upos == "NOUN":
        senses = lexicon.nouns.get(token.lemma.lower(), ())
        named = str(senses[0].act) if senses else "none"
        yield f"object={named}"
        yield f"object={named}&lex={candidate.act}"
