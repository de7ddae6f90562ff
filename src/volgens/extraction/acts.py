"""Which act it is: the cue's own, read together with what the content says.

*zegt niets met de aanval te maken te hebben* is a denial though *zeggen* asserts; *zegt de berichten niet te kunnen
bevestigen* withholds; *zegt dat drones mogen vliegen* permits.
"""

import re
from collections.abc import Iterable

from volgens.extraction.clauses import NEGATIONS, NEGATIVE_DETERMINERS
from volgens.language.lexicon import Lexicon
from volgens.model import Act
from volgens.syntax import Sentence

OPEN_ACTS = frozenset({Act.ASSERT, Act.WARN, Act.BELIEVE})
"""Acts of cues so general that the content may tell more."""

_FALSE = re.compile(
    r"klopt (?:van geen kanten|niet|geen|er niets)|niet waar|onwaar|onzin|verzin|leugen|geen sprake van|flauwekul|"
    r"uit de lucht gegrepen|uit de duim|nepnieuws|niets van waar|niets (?:met|mee) .* te maken|ongegrond|lasterlijk|"
    r"niets van aan|nooit gebeurd",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"(?:kan|kunnen|wil|willen|kon|wilde)\b.{0,60}\b(?:niet|niets|geen)\b.{0,40}\b(?:bevestigen|zeggen|ingaan|reageren|"
    r"commentaar|kwijt|uitspraken?|mededelingen)|weten? (?:het|dat|we)? ?(?:\w+ )?niet|geen commentaar|"
    r"niet te (?:kunnen |willen )?(?:bevestigen|weten|zeggen)|geen mededelingen|te vroeg (?:om|voor)",
    re.IGNORECASE,
)
_THREAT = re.compile(r"recht voor|vergelding|terugslaan|gevolgen hebben|zal boeten|hard antwoord", re.IGNORECASE)


def read_act(act: Act, sentence: Sentence, content_head: int | None, content: str, lexicon: Lexicon) -> Act:
    """``act`` of the cue, sharpened where the content shows what is really done."""
    if act not in OPEN_ACTS:
        return act
    if _THREAT.search(content):
        return Act.THREATEN
    if act is not Act.ASSERT:
        return act
    if _NOT_SAID.search(content):
        return Act.WITHHOLD
    if _FALSE.search(content):
        return Act.DENY
    if content_head is None:
        return act
    return _by_predicate(sentence, content_head, lexicon) or _by_deed(sentence, content_head, lexicon) or act


def _by_predicate(sentence: Sentence, head: int, lexicon: Lexicon) -> Act | None:
    """From the main verb of the content: its auxiliaries, its negation, or a cue of its own in an infinitive."""
    token = sentence.tokens[head]
    auxiliaries = {sentence.tokens[c].lemma.lower() for c in sentence.children(head, "aux")}
    negated = is_denied(sentence, head)
    infinitive = token.deprel == "xcomp" and not token.has("VerbForm=Fin")
    if infinitive:
        inner = lexicon.verbs.get(token.lemma.lower())
        if inner is not None:
            cue = inner[0]
            return cue.negated if negated and cue.negated else cue.act
        if negated:
            return Act.DENY
    if "mogen" in auxiliaries or token.lemma == "mogen":
        return Act.REFUSE if negated else Act.PERMIT
    if "moeten" in auxiliaries or "hoeven" in auxiliaries or token.lemma == "moeten":
        return Act.DEMAND
    return None


def _by_deed(sentence: Sentence, head: int, lexicon: Lexicon) -> Act | None:
    """*Wij hebben niemand aangevallen* denies a deed; *Rusland heeft de stad aangevallen* accuses of one."""
    token = sentence.tokens[head]
    hints = {h for word in (token.lemma.lower(), token.lower) for h in lexicon.hints.get(word, ())}
    if not hints & {"harm", "blame"}:
        return None
    if is_denied(sentence, head):
        return Act.DENY
    subject = next(iter(sentence.children(head, "nsubj")), None)
    name = sentence.name_at(subject) if subject is not None else None
    perfect = any(sentence.tokens[c].lemma in {"hebben", "zijn"} for c in sentence.children(head, "aux"))
    if name is not None and perfect and sentence.tokens[subject or 0].deprel == "nsubj":
        return Act.ACCUSE
    return None


def is_denied(sentence: Sentence, head: int) -> bool:
    return any(_negative(sentence, c) for c in _near(sentence, head))


def _near(sentence: Sentence, head: int) -> Iterable[int]:
    for c in sentence.children(head):
        yield c
        if sentence.tokens[c].deprel in {"obj", "nsubj", "obl", "nsubj:pass", "obl:arg"}:
            yield from sentence.children(c, "det", "advmod")


def _negative(sentence: Sentence, i: int) -> bool:
    token = sentence.tokens[i]
    return token.lemma.lower() in NEGATIONS or token.lower in NEGATIVE_DETERMINERS or token.lemma.lower() == "geen"
