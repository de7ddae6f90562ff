"""What a clause does by being said: *We zijn geschokt* judges, *Ik wil naar huis* wishes, *Hou op* demands.

Each construction gives a name, never an act: what it counts for is learned (`features.py`), because one construction
serves several acts and the cue has its say.
"""

from collections.abc import Callable, Iterator, Sequence

from volgens.extraction.candidate import Candidate
from volgens.extraction.propositions import Proposition, read_propositions
from volgens.language.lexicon import Lexicon
from volgens.language.readings import ReadingWords, load_readings
from volgens.syntax import Parse

LIMITS = frozenset({"als", "mits", "tenzij", "zolang", "indien", "zodra", "totdat", "voordat", "tot", "wanneer"})
NARROW = frozenset({"alleen", "pas", "enkel", "slechts"})
LATER = frozenset({"morgen", "overmorgen", "straks", "binnenkort", "volgende", "komende", "vanaf", "spoedig", "later",
                   "dadelijk", "eerstdaags", "weldra"})  # fmt: skip
MODALS = ("zullen", "gaan", "willen", "moeten", "mogen", "kunnen", "hoeven")
_TELLING = frozenset({"zeggen", "vertellen", "bevestigen", "reageren", "ingaan", "speculeren", "melden", "toelichten",
                      "noemen", "bekendmaken", "uitsluiten", "beoordelen", "vooruitlopen", "uitlaten"})  # fmt: skip

Construction = Callable[[Proposition, ReadingWords], Iterator[str]]


def read_act_signs(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> Iterator[str]:
    """The constructions in the content of ``candidate``, with where they stand: first, last, or anywhere."""
    words = load_readings()
    propositions = read_propositions(candidate, parse, lexicon)
    found = [sorted(set(read_signs(p, words))) for p in propositions]
    seen: set[str] = set()
    for place, signs in enumerate(found):
        for sign in signs:
            if place == 0:
                yield f"s1={sign}"
            if place == len(found) - 1:
                yield f"sn={sign}"
            seen.add(sign)
    yield from sorted(f"s={sign}" for sign in seen)


def read_signs(p: Proposition, words: ReadingWords) -> Iterator[str]:
    """The constructions in one clause; one may come twice."""
    for construction in CONSTRUCTIONS:
        yield from construction(p, words)


def _judge(p: Proposition, words: ReadingWords) -> Iterator[str]:
    hints = {h for t in p.predicate() for w in {t.lemma.lower(), t.lower} for h in p.lexicon.hints.get(w, ())}
    judged = sorted(hints & {"good", "bad"})
    verbless = p.finite is None
    for worth in judged:
        kind = "verbless" if verbless else "cop" if p.is_copular else "verb"
        yield f"judge.{kind}"
        yield f"judge.{kind}.{p.who}"
        yield f"judge.{worth}.{p.is_negative}"
    if any(t.upos == "ADJ" and p.sentence.tokens[t.i - 1].lower == "te" for t in p.tokens if t.i):
        yield "judge.too"
    lemmas = {t.lemma.lower() for t in p.predicate()}
    if p.who in {"own", "none"} and p.is_copular and (lemmas | set(p.words)) & words.lists["mind.feelings"]:
        yield "judge.feel"
    if p.lemma in words.lists["mind.judgements"]:
        yield f"judge.lemma.{p.who}"
    if p.who == "own" and p.is_negative and p.lemma in {"begrijpen", "snappen", "geloven", "voorstellen"}:
        yield "judge.grasp"
    if p.lemma == "vinden" and p.who == "own":
        yield "judge.find"
    if p.words[:2] in {("wat", "een"), ("zo", "een")} or "zo'n" in p.words[:2]:
        yield "judge.exclaim"


def _mind(p: Proposition, words: ReadingWords) -> Iterator[str]:
    if p.lemma in words.lists["mind.thoughts"] and p.who in {"own", "none"} and not p.is_passive:
        yield "mind.think"
        yield f"mind.think.{p.is_negative}"
    if set(p.words) & words.lists["mind.guesses"]:
        yield "mind.guess"
    if (p.lemma in words.lists["mind.wishes"] and p.who in {"own", "none"}) or "hopelijk" in p.words:
        yield "mind.wish"
    if p.who == "own" and p.is_copular and set(p.words) & words.lists["mind.cares"]:
        yield "mind.care"
    if "willen" in p.modals | {p.lemma} and p.who in {"own", "third", "it", "none"}:
        bare = p.lemma == "willen"
        yield f"mind.want.{p.who}.{p.is_negative}.{'bare' if bare else 'deed'}"
        yield f"mind.want.{p.is_past}"
    if p.who in {"own", "none"} and {"graag", "liever", "liefst"} & set(p.words):
        yield "mind.rather"
    if "zullen" in p.modals and p.who not in {"own", "third"}:
        yield f"mind.predict.{'past' if p.is_past else 'pres'}.{p.is_passive}"
    if "kunnen" in p.modals and {"zullen"} & p.modals:
        yield "mind.could"
    if p.lemma in {"lijken", "schijnen", "dreigen"} or "lijken" in p.modals:
        yield "mind.seem"


def _will(p: Proposition, words: ReadingWords) -> Iterator[str]:
    deed = "state" not in p.lexicon.hints.get(p.lemma, ()) and not p.is_copular and p.verb.upos == "VERB"
    hints = p.lexicon.hints.get(p.lemma, ())
    tense = "past" if p.is_past else "perf" if p.is_perfect else "pres"
    if p.finite is None:
        tense = "none"
    yield f"who.{p.who}.{tense}"
    if deed:
        modal = next((m for m in MODALS if m in p.modals), "")
        yield f"deed.{p.who}.{tense}.{modal}.{p.is_negative}"
        if p.is_passive:
            yield f"deed.passive.{tense}.{modal}.{p.is_negative}"
        for hint in hints:
            yield f"deed.{hint}.{p.who}.{tense}.{p.is_negative}"
        limited = bool(p.marks & LIMITS) or bool(set(p.words) & NARROW)
        if limited:
            yield f"deed.limited.{p.who}.{tense}.{p.is_negative}"
        if set(p.words) & LATER:
            yield f"deed.later.{p.who}.{tense}"
    elif p.is_negative:
        yield f"state.neg.{p.who}.{tense}"
    if p.lemma == "krijgen" and not p.is_past:
        yield f"give.{p.who}.{p.is_negative}"


def _norm(p: Proposition, words: ReadingWords) -> Iterator[str]:
    for modal in ("moeten", "mogen", "hoeven", "dienen", "behoren", "horen"):
        if modal in p.modals or (p.lemma == modal and modal in {"moeten", "mogen"}):
            tense = "past" if p.is_past else "perf" if p.is_perfect else "pres"
            yield f"norm.{modal}.{p.who}.{tense}.{p.is_negative}"
            yield f"norm.{modal}.{tense}.{p.is_negative}"
    yield from _verb_first(p)
    if any(t.text == "!" for t in p.sentence.tokens[-2:]):
        yield "exclaimed"
    if p.finite is None:
        yield f"verbless.{p.is_negative}.{min(len(p.tokens), 5)}"


def _verb_first(p: Proposition) -> Iterator[str]:
    """*Hou op* against *Lukt dat niet, dan …*; *Wie weigert, krijgt een boete*."""
    first = p.tokens[0]
    if p.words[0] in {"wie", "als", "anders"} or "dan" in p.words[1:]:
        case = p.words[0] in {"wie", "als", "anders"} or first.has("VerbForm=Fin")
        if case and not _is_question(p):
            yield "norm.case"
            yield f"norm.case.{p.is_negative}"
    bare = first.has("VerbForm=Fin") and not first.has("Tense=Past") and not first.has("Number=Plur")
    opens = first.i == 0 or p.sentence.tokens[first.i - 1].upos in {"PUNCT", "CCONJ"}
    if not (bare and opens and first.upos in {"VERB", "AUX"}) or first.lower.endswith("t"):
        return
    if p.subject is None and not _is_question(p):
        yield "norm.imperative"
        yield f"norm.imperative.{p.is_negative}"


def _is_question(p: Proposition) -> bool:
    """Closing quotation marks may come apart in several tokens."""
    last = max(p.inside)
    return any(t.text == "?" for t in p.sentence.tokens[last : last + 2]) or p.sentence.tokens[-1].text == "?"


def _ask(p: Proposition, words: ReadingWords) -> Iterator[str]:
    if _is_question(p):
        yield "asked"
        yield f"asked.{p.who}"


def _contrast(p: Proposition, words: ReadingWords) -> Iterator[str]:
    inside = [p.sentence.tokens[i].lower for i in sorted(p.inside)]
    negative = next((n for n, w in enumerate(inside) if w in {"niet", "geen"}), None)
    if negative is not None and "maar" in inside[negative:]:
        yield "contrast"
    if {"nooit", "niemand", "niets", "niks"} & set(inside):
        tense = "past" if p.is_past else "perf" if p.is_perfect else "pres"
        yield f"never.{p.who}.{tense}"
    if p.is_negative and p.lemma in _TELLING:
        yield f"silent.{p.who}"
    if p.is_negative and p.lemma == "weten":
        yield f"ignorant.{p.who}"
    if p.words[:1] in {("nee",), ("neen",), ("ja",), ("jawel",)}:
        yield f"answer.{p.words[0]}"


def _inner(p: Proposition, words: ReadingWords) -> Iterator[str]:
    """*wij eisen*, *ik beloof*: a verb of saying or thinking of which the speaker is the subject."""
    if p.who not in {"own", "none"} or p.is_past or p.is_passive:
        return
    senses = p.lexicon.verbs.get(p.lemma) or ()
    plain = [c for c in senses if not c.fixed]
    if plain:
        act = plain[0].negated if p.is_negative and plain[0].negated else plain[0].act
        yield f"inner.{act}"
        yield f"inner.{act}.{p.who}.{p.is_negative}"


def _phrases(p: Proposition, words: ReadingWords) -> Iterator[str]:
    inside = [p.sentence.tokens[i].lower for i in sorted(p.inside)]
    for i, word in enumerate(inside):
        for parts, label in words.phrases.get(word, ()):
            if label.startswith("mind."):
                continue
            if tuple(inside[i : i + len(parts)]) == parts:
                yield f"{label}"
                yield f"{label}.{p.is_negative}"
                yield f"{label}.{p.who}"


CONSTRUCTIONS: Sequence[Construction] = (_judge, _mind, _will, _norm, _ask, _contrast, _inner, _phrases)
