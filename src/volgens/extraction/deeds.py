"""What a clause binds somebody to, whatever verb announces it: *Ik betaal niets*, *Gebeurt dat niet, dan …*.

A clause counts only in the present and where its verb is something that one decides to do or leave.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from volgens.extraction.conditions import find_limits
from volgens.extraction.limits import Limit, LimitKind, plain
from volgens.language.conditions import ConditionWords
from volgens.language.deeds import DeedWords, Expressions
from volgens.model import Act
from volgens.syntax import Sentence, Token

_NEGATIVE = frozenset({"niet", "geen", "nooit", "niets", "niks", "niemand", "nergens", "evenmin"})
_FIRST = frozenset({"ik", "wij", "we", "'k"})
_OBLIQUE = frozenset({"mij", "me", "ons"})
_THIRD = frozenset({"hij", "zij", "ze", "het"})
_REASONS = frozenset({"want", "omdat"})
_LASTING = frozenset({"zolang", "tot", "totdat", "tenzij", "voordat", "vooraleer", "voor"})
_NARROW = frozenset({"alleen", "pas", "mits", "enkel", "uitsluitend", "zodra", "voorwaarde", "slechts"})
_ONLY = frozenset({"alleen", "pas", "enkel"})
_WANTING = frozenset({"willen"})
_MODALS = frozenset({"willen", "zullen", "gaan", "kunnen", "moeten", "mogen", "laten", "blijven", "komen", "doen"})


class Voice(StrEnum):
    """Whose words the clause is in: the speaker's own, reported, or the text's."""

    DIRECT = "direct"
    REPORTED = "reported"
    NARRATED = "narrated"


@dataclass(frozen=True)
class Clause:
    """The words ``inside`` of a sentence as one proposition, read as ``voice``; ``names`` are those of its source."""

    sentence: Sentence
    inside: frozenset[int]
    voice: Voice
    names: frozenset[str]
    conditions: ConditionWords

    @property
    def words(self) -> DeedWords:
        return self.conditions.deeds

    @cached_property
    def limits(self) -> tuple[Limit, ...]:
        """The limits in it and right after it."""
        end = max(self.inside) + 3
        near = (x for x in find_limits(self.sentence, self.conditions) if x.start in self.inside or x.start < end)
        return tuple(x for x in near if x.start >= min(self.inside))

    @cached_property
    def cases(self) -> tuple[Limit, ...]:
        return tuple(x for x in self.limits if x.kind is LimitKind.CLAUSE)

    @cached_property
    def main(self) -> tuple[Token, ...]:
        """Its words outside conditions and relative clauses."""
        aside = [x for x in self.limits if x.kind in {LimitKind.CLAUSE, LimitKind.WHO}]
        left = {i for i in self.inside if not any(x.start <= i < x.end for x in aside)}
        for i in sorted(left):
            if self.sentence.tokens[i].deprel == "acl:relcl":
                left -= self.sentence.subtree(i)
        reason = min(
            (i for i in left if i and self.sentence.tokens[i].lower in _REASONS), default=len(self.sentence.tokens)
        )
        left = {i for i in left if i < reason} or left
        return tuple(self.sentence.tokens[i] for i in sorted(left))

    @cached_property
    def lower(self) -> tuple[str, ...]:
        return tuple(plain(t.lower) for t in self.main)

    @cached_property
    def finite(self) -> Token | None:
        found = next((t for t in self.main if t.has("VerbForm=Fin")), None)
        if found is None and self.voice is Voice.REPORTED:
            # *dat hij een claim indient*: the parser takes a rare verb at the end for something else.
            last = next((t for t in reversed(self.main) if t.upos != "PUNCT"), None)
            found = last if last is not None and last.lower.endswith("t") and last.upos in {"VERB", "ADJ"} else None
        return found

    @cached_property
    def verb(self) -> Token | None:
        """What is done: the infinitive under a modal, else the finite verb."""
        if self.finite is None or self.finite.lemma.lower() not in _MODALS:
            return self.finite
        if self.finite.lemma.lower() == "doen":
            return next((t for t in self.main if t.i < self.finite.i and t.has("VerbForm=Inf")), self.finite)
        infinitives = [t for t in self.main if t.has("VerbForm=Inf") or (t.upos == "VERB" and t.lower.endswith("en"))]
        return next((t for t in reversed(infinitives) if t.i != self.finite.i), self.finite)

    @cached_property
    def subject(self) -> Token | None:
        if (behind := self._behind_dan()) is not None:
            return behind
        nodes = {t.i for t in (self.finite, self.verb) if t is not None}
        for t in self.main:
            if t.deprel in {"nsubj", "nsubj:pass"} and t.head in nodes:
                return t
        near = {self.finite.i - 1, self.finite.i + 1} if self.finite else set()
        return next((t for t in self.main if t.i in near and t.has("Case=Nom")), None) or next(
            (t for t in self.main if t.deprel in {"nsubj", "nsubj:pass"}), None
        )

    def _behind_dan(self) -> Token | None:
        """*dan stapt Jansen*: the name or pronoun behind the verb, whatever the tree makes of it."""
        i = self.finite.i if self.finite else 0
        tokens = self.sentence.tokens
        if not 0 < i < len(tokens) - 1 or tokens[i - 1].lower != "dan":
            return None
        return tokens[i + 1] if tokens[i + 1].upos == "PROPN" or tokens[i + 1].has("Case=Nom") else None

    @property
    def is_present(self) -> bool:
        return self.finite is not None and not self.finite.has("Tense=Past")

    @property
    def is_negative(self) -> bool:
        """Whether it is denied; what only an exception denies (*, maar niet …*) stands."""
        words = self.lower[: self.lower.index("maar")] if "maar" in self.lower[1:] else self.lower
        return any(w in _NEGATIVE for w in words or self.lower)

    @property
    def is_own(self) -> bool:
        """Whether the source itself does it."""
        subject = self.subject
        if subject is None:
            return False
        word = plain(subject.lower)
        if self.voice is Voice.DIRECT:
            return word in _FIRST
        if self.voice is Voice.REPORTED:
            return word in _THIRD or word in self.names
        return word in _THIRD - {"het"} or subject.upos == "PROPN" or self._is_definite(subject)

    def _is_definite(self, subject: Token) -> bool:
        first = min(self.sentence.subtree(subject.i))
        below = (self.sentence.tokens[c] for c in self.sentence.children(subject.i, "appos", "flat"))
        if subject.upos in {"NOUN", "ADJ", "X"} and any(t.upos == "PROPN" for t in below):
            return True
        return subject.upos == "NOUN" and plain(self.sentence.tokens[first].lower) in {
            "de",
            "het",
            "die",
            "haar",
            "zijn",
        }

    @property
    def is_deed(self) -> bool:
        if self.verb is None:
            return False
        lemma = self.verb.lemma.lower()
        bare = lemma in {"zijn", "hebben", "kunnen", "worden"}
        nodes = () if bare else self.sentence.children(self.verb.i, "compound:prt")
        particles = [self.sentence.tokens[c].lower for c in nodes]
        # *staat een kopie af*, *geef ik toe*: with its particle a verb is another one.
        return all(p + lemma not in self.words.states for p in particles) and (
            bool(particles) or lemma not in self.words.states
        )

    @property
    def happens(self) -> bool:
        """Whether its verb, particle or not, is one of what befalls things: *valt terug*, *gaat dicht*."""
        return self.verb is not None and self.verb.lemma.lower() in self.words.states | {"volgen", "sluiten"}

    @property
    def is_wish(self) -> bool:
        return self.finite is not None and self.finite.lemma.lower() in _WANTING

    def opens(self, words: Iterable[str]) -> bool:
        """Whether one of ``words`` stands where a condition begins, or right before it."""
        wanted = frozenset(words)
        tokens = self.sentence.tokens
        return any(
            plain(tokens[i].lower) in wanted
            for x in self.cases
            for i in range(max(0, x.start - 3), min(x.start + 3, x.end))
        )

    def has(self, expressions: Expressions) -> bool:
        return any(self.lower[i : i + len(e)] == e for e in expressions for i in range(len(self.lower) - len(e) + 1))


def read_deed(clause: Clause) -> Act | None:
    """The act that the clause performs by itself; `None` where it only says how things are."""
    if not clause.main or not clause.is_present:
        return None
    if clause.voice is not Voice.NARRATED and (act := _read_firm(clause)):
        return act
    if clause.cases and not _is_past(clause):
        return _read_case(clause)
    return _read_plain(clause)


def _is_past(clause: Clause) -> bool:
    """*Als zij had gebeld, …*, *als het lekte*: what would have been binds nobody."""
    tokens = clause.sentence.tokens
    for x in clause.cases:
        verb = next((t for t in tokens[x.start : x.end] if t.has("VerbForm=Fin")), None)
        if verb is not None and verb.has("Tense=Past") and plain(verb.lower) not in {"mocht", "mochten"}:
            return True
    return False


def _read_firm(clause: Clause) -> Act | None:
    if clause.has(clause.words.firm):
        return Act.REFUSE
    if clause.has(clause.words.open) and not clause.is_negative:
        return Act.PERMIT
    return None


def _read_case(clause: Clause) -> Act | None:
    """A clause with a condition."""
    opposed = is_opposed(clause)
    lasting = clause.opens(_LASTING)
    narrow = clause.opens(_NARROW) or bool(_ONLY & set(clause.lower))
    granted = _grants(clause)
    if granted is not None:
        return granted
    if not clause.is_negative and (clause.has(clause.words.steps) or clause.has(clause.words.blows)):
        return None if _ONLY & set(clause.lower) or clause.opens(_ONLY) else Act.THREATEN
    if opposed:
        return Act.THREATEN
    if clause.finite is not None and clause.finite.lemma.lower() == "blijven" and lasting and _is_shut(clause):
        return Act.REFUSE
    if clause.is_negative:
        return Act.REFUSE if lasting and (clause.is_deed or _comes(clause)) else None
    if clause.is_own:
        if clause.opens({"tenzij"}) and clause.is_deed:
            return Act.THREATEN
        limited = {"maar"} <= set(clause.lower) and lasting
        bound = narrow or limited or clause.voice is Voice.DIRECT
        # *Zolang het onderzoek loopt, zet hij een stap opzij.*
        person = clause.subject is not None and (clause.subject.upos == "PROPN" or clause.subject.lower in _THIRD)
        bound = bound or (person and clause.opens({"zolang"}))
        return Act.PROMISE if bound and (clause.is_deed or narrow) else None
    if narrow and _allows(clause):
        return Act.PERMIT
    willed = clause.finite is not None and clause.finite.lemma.lower() in _WANTING
    meant = clause.is_deed or willed or _comes(clause)
    return Act.PROMISE if narrow and meant and clause.voice is not Voice.DIRECT else None


def is_opposed(clause: Clause) -> bool:
    """*Gebeurt dat niet, dan …*: a denied condition with its verb in front."""
    tokens = clause.sentence.tokens
    for x in clause.cases:
        words = [plain(t.lower) for t in tokens[x.start : x.end]]
        fronted = tokens[x.start].has("VerbForm=Fin") and words[0] not in {"mocht", "mochten"}
        denied = any(w in _NEGATIVE for w in words) or {"blijft", "uit"} <= set(words)
        if fronted and denied:
            return True
    return False


def _grants(clause: Clause) -> Act | None:
    """*krijgt van mij geen vergunning*, *wie betaalt, krijgt een kaart*: what another gets of the speaker."""
    if clause.finite is None or "krijgen" not in {clause.finite.lemma.lower(), getattr(clause.verb, "lemma", "")}:
        return None
    if clause.voice is Voice.NARRATED or clause.is_own:
        return None
    if clause.is_negative:
        return Act.REFUSE if clause.opens(_LASTING) else Act.THREATEN
    return Act.THREATEN if clause.has(clause.words.blows) else Act.PROMISE


def _is_shut(clause: Clause) -> bool:
    return any(w in clause.words.shut for w in clause.lower)


def _comes(clause: Clause) -> bool:
    """*er komt geen wake*, *gaat er geen geld naar de club*."""
    return clause.verb is not None and clause.verb.lemma.lower() in {"komen", "gaan", "krijgen"}


def _allows(clause: Clause) -> bool:
    return clause.finite is not None and clause.finite.lemma.lower() == "kunnen"


def _read_plain(clause: Clause) -> Act | None:
    """A clause without a condition."""
    who = next((x for x in clause.limits if x.kind is LimitKind.WHO), None)
    if who is not None and (act := _grants(clause)) is not None:
        return act
    if clause.finite is not None and clause.finite.lemma.lower() in _WANTING:
        return _read_wish(clause)
    if (act := _read_rule(clause)) is not None:
        return act
    if not clause.is_own:
        return _read_others(clause)
    if next((w for w in clause.lower if w.isalpha()), "") == "anders" and clause.is_deed and not clause.is_negative:
        return Act.THREATEN
    if clause.is_negative:
        silent = any(t.lemma.lower() in clause.words.silences for t in clause.main)
        decided = clause.is_deed and not silent and clause.finite is not None
        if clause.voice is Voice.DIRECT and decided and not _is_able(clause):
            return Act.REFUSE
        held = "voorlopig" in clause.lower or {"niet", "meer"} <= set(clause.lower)
        return Act.REFUSE if decided and held and not _is_able(clause) else None
    if clause.has(clause.words.steps):
        return Act.THREATEN
    return Act.PROMISE if _will(clause) else None


def _read_rule(clause: Clause) -> Act | None:
    """*wijst dat af*, *stemt daarmee in*."""
    finite = clause.finite
    if finite is None:
        return None
    lemma = finite.lemma.lower()
    particles = [clause.sentence.tokens[c].lower for c in clause.sentence.children(finite.i, "compound:prt")]
    lemmas = {p + lemma for p in particles} or {lemma}
    if clause.is_own and lemmas & clause.words.refusing:
        return None if clause.is_negative else Act.REFUSE
    if clause.is_own and lemmas & clause.words.allowing:
        return Act.REFUSE if clause.is_negative else Act.PERMIT
    return None


def _will(clause: Clause) -> bool:
    """*Wij gaan de schade herstellen*: what the speaker is going to do."""
    if clause.voice is Voice.NARRATED or clause.finite is None or clause.verb is None or not clause.is_deed:
        return False
    return clause.finite.lemma.lower() in {"gaan", "zullen"} and clause.verb.i != clause.finite.i


def _is_able(clause: Clause) -> bool:
    return clause.finite is not None and clause.finite.lemma.lower() in {"kunnen", "hoeven", "moeten", "zullen", "zijn"}


def _read_others(clause: Clause) -> Act | None:
    """*Namen hoort u van mij niet*: what another does not get of the speaker."""
    if clause.voice is not Voice.DIRECT or not clause.is_negative:
        return None
    pairs = zip(clause.lower, clause.lower[1:], strict=False)
    return Act.REFUSE if any(a == "van" and b in _OBLIQUE for a, b in pairs) else None


def _is_object(token: Token, clause: Clause) -> bool:
    """A noun that no preposition governs; trees take it for many things after *willen*."""
    if token.upos != "NOUN" or token.deprel not in {"obj", "xcomp", "obl"} or token == clause.subject:
        return False
    timed = any(x.start <= token.i < x.end for x in clause.limits)
    return not timed and not clause.sentence.children(token.i, "case")


def _read_wish(clause: Clause) -> Act | None:
    """*wil opheldering*, *wil vóór vrijdag het dossier inzien* demand; *wil best helpen* promises."""
    if clause.is_negative or not clause.is_own:
        return None
    infinitive = clause.verb is not None and clause.finite is not None and clause.verb.i != clause.finite.i
    excepted = "maar" in clause.lower and "niet" in clause.lower[clause.lower.index("maar") :]
    if infinitive and (excepted or any(w in clause.words.willing for w in clause.lower)):
        return Act.PROMISE
    term = any(x.kind is LimitKind.TERM for x in clause.limits)
    claimed = clause.verb is not None and clause.verb.lemma.lower() in clause.words.claims
    if infinitive:
        return Act.DEMAND if claimed and term else None
    objects = any(_is_object(t, clause) for t in clause.main)
    return Act.DEMAND if objects and (term or clause.voice is Voice.NARRATED) else None
