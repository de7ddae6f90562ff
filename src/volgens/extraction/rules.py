"""What a rule in a text lets, forbids or makes somebody do: *mag*, *mogen*, *moet … blijven*."""

from collections.abc import Sequence

from volgens.extraction.clauses import noun_phrase
from volgens.extraction.conditions import find_limits
from volgens.extraction.limits import Limit, LimitKind
from volgens.language.conditions import ConditionWords
from volgens.model import Act, Span
from volgens.syntax import Sentence

NEGATIVE = frozenset({"niet", "geen", "nooit", "niemand", "nergens", "evenmin"})
LASTING = frozenset({"zolang", "tot", "totdat", "voordat", "vooraleer"})
_IDIOMS = frozenset({"dan", "blijken", "heten", "hopen", "gezegd", "duidelijk", "zeggen", "verwachten", "eens"})
_INVOLUNTARY = frozenset({"lachen", "huilen", "denken", "vernemen", "toegeven", "wennen", "slikken", "bekennen",
                          "vragen", "erkennen", "vaststellen", "constateren", "missen", "wachten"})  # fmt: skip
_GUESSING = frozenset({"wel", "haast", "vast", "zou", "zouden", "nog", "zullen", "zal", "had"})
_RULING = frozenset({"mag", "mogen", "mocht", "mochten", "moet", "moeten"})


def clauses_in(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> list[Limit]:
    limits = find_limits(sentence, conditions)
    return [x for x in limits if x.kind is LimitKind.CLAUSE and x.start in inside]


def read_norm(sentence: Sentence, inside: frozenset[int], conditions: ConditionWords) -> Act | None:
    """The act of *mag*, *mogen* and *moet … blijven* in the present, outside a condition and not of oneself."""
    limits = find_limits(sentence, conditions)
    for i in sorted(inside):
        token = sentence.tokens[i]
        if token.lower not in {"mag", "mogen", "moet", "moeten"} or _in_condition(i, limits):
            continue
        if not token.has("VerbForm=Fin") and _has_other_finite(sentence, i, inside, limits):
            continue
        if _is_own(sentence, i) or _is_idiom(sentence, i) or _describes(sentence, i):
            continue
        negative = any(sentence.tokens[k].lower in NEGATIVE for k in inside if not _in_condition(k, limits))
        if token.lower in {"mag", "mogen"}:
            return Act.REFUSE if negative else Act.PERMIT
        return _read_duty(sentence, i, limits)
    return None


def read_past_rule(sentence: Sentence, inside: frozenset[int]) -> Act | None:
    """*Ze mochten van de politie niet door*: past, but it says who forbade."""
    words = [sentence.tokens[i].lower for i in sorted(inside)]
    if not {"mocht", "mochten"} & set(words) or find_authority(sentence, inside) is None:
        return None
    return Act.REFUSE if any(w in NEGATIVE for w in words) else Act.PERMIT


def _read_duty(sentence: Sentence, verb: int, limits: Sequence[Limit]) -> Act | None:
    """*moet hier blijven tot …* forbids to leave; *moet zelf betalen* demands; *moet wel waar zijn* is a guess."""
    words = {t.lower for t in sentence.tokens}
    if "blijven" in words and any(x.kind is LimitKind.CLAUSE for x in limits):
        return Act.REFUSE
    last = next((t.lower for t in reversed(sentence.tokens) if t.upos in {"VERB", "AUX"}), "")
    termed = any(x.kind is LimitKind.TERM for x in limits)
    guess = not termed and (
        last in {"zijn", "hebben", "geweest"}
        or any(t.lower in _GUESSING for t in sentence.tokens[max(0, verb - 2) : verb + 5])
    )
    generic = sentence.tokens[0].lower in {"een", "wie", "daarna", "daarvoor"}
    subject = any(t.deprel in {"nsubj", "nsubj:pass"} or t.upos == "PROPN" for t in sentence.tokens[:verb])
    placed = subject or (verb + 1 < len(sentence.tokens) and sentence.tokens[verb + 1].upos in {"DET", "PROPN", "NOUN"})
    return Act.DEMAND if placed and not guess and not generic and not words & _INVOLUNTARY else None


def _describes(sentence: Sentence, verb: int) -> bool:
    """Whether the verb is that of a relative clause."""
    tree = (verb, *sentence.ancestors(verb))
    return any(sentence.tokens[i].deprel == "acl:relcl" for i in tree)


def _in_condition(i: int, limits: Sequence[Limit]) -> bool:
    return any(x.kind is LimitKind.CLAUSE and x.start <= i < x.end for x in limits)


def _has_other_finite(sentence: Sentence, verb: int, inside: frozenset[int], limits: Sequence[Limit]) -> bool:
    """*had moeten ingrijpen*, *zegt niet te mogen vertellen*: an infinitive is no rule."""
    if verb and sentence.tokens[verb - 1].lower == "te":
        return True
    free = (i for i in inside if i != verb and not _in_condition(i, limits))
    return any(sentence.tokens[i].has("VerbForm=Fin") for i in free)


def _is_own(sentence: Sentence, verb: int) -> bool:
    """*Ik mag niet klagen* and *wij moeten wachten* are no rule for others."""
    near = sentence.tokens[max(0, verb - 1) : verb + 2]
    return any(t.lower in {"ik", "wij", "we", "je"} for t in near)


def _is_idiom(sentence: Sentence, verb: int) -> bool:
    """*mag dan wel*, *mag gerust gezegd worden*, *mag blijken*: no permission."""
    after = {t.lower for t in sentence.tokens[verb + 1 : verb + 5]}
    return bool(after & _IDIOMS)


def find_authority(sentence: Sentence, inside: frozenset[int]) -> Span | None:
    """*mag van de provincie niet*, *Van de raad moet zij …*: who lets or makes, right beside the verb."""
    tokens = sentence.tokens
    for i in sorted(inside):
        if tokens[i].lower not in _RULING:
            continue
        for k in range(max(0, i - 6), min(len(tokens) - 1, i + 6)):
            opens = k < i and (k == 0 or tokens[k - 1].upos == "PUNCT")
            if tokens[k].lower != "van" or tokens[k].deprel != "case" or not (opens or k > i):
                continue
            head = tokens[k].head
            if tokens[head].deprel.partition(":")[0] == "obl" and tokens[head].upos in {"NOUN", "PROPN"}:
                phrase = sorted(n for n in noun_phrase(sentence, head) if n > k)
                return Span(tokens[phrase[0]].start, tokens[phrase[-1]].end) if phrase else None
    return None
