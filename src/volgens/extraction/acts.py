"""Which act it is: the cue's own, read together with what the content says.

*zegt niets met de aanval te maken te hebben* is a denial though *zeggen* asserts; *zegt de berichten niet te kunnen
bevestigen* withholds; *zegt dat drones mogen vliegen* permits.
"""

import re
from collections.abc import Iterable

from volgens.extraction.candidate import Candidate
from volgens.extraction.clauses import NEGATIONS, NEGATIVE_DETERMINERS
from volgens.extraction.utterances import is_direct, read_utterances
from volgens.language.lexicon import Lexicon
from volgens.model import Act, quote
from volgens.syntax import Parse, Sentence, Token

OPEN_ACTS = frozenset({Act.ASSERT, Act.WARN, Act.BELIEVE})
"""Acts of cues so general that the content may tell more."""

_FALSE = re.compile(
    r"klopt (?:van geen kanten|niet|geen|er niets)|niet waar|onwaar|onzin|verzinsel|verzonnen|leugen|geen sprake van|"
    r"flauwekul|uit de lucht gegrepen|uit de duim|nepnieuws|niets van waar|niets (?:met|mee) .* te maken|ongegrond|"
    r"lasterlijk|niets van aan|nooit gebeurd",
    re.IGNORECASE,
)
_NOT_SAID = re.compile(
    r"(?:kan|kunnen|wil|willen|kon|wilde)\b.{0,60}\b(?:niet|niets|geen)\b.{0,40}\b(?:bevestigen|zeggen|ingaan|reageren|"
    r"commentaar|kwijt|uitspraken?|mededelingen)|weten? (?:het|dat|we)? ?(?:\w+ )?niet|geen commentaar|"
    r"(?:niet|niets|geen)\b.{0,40}\b(?:kan|kunnen|kon|konden|wil|willen|wilde|wilden)\b.{0,12}\b(?:bevestigen|zeggen|"
    r"reageren|ingaan)|niet te (?:kunnen |willen )?(?:bevestigen|weten|zeggen)|geen mededelingen|te vroeg (?:om|voor)",
    re.IGNORECASE,
)
_THREAT = re.compile(r"recht voor|vergelding|terugslaan|gevolgen hebben|zal boeten|hard antwoord", re.IGNORECASE)


_WIELDING = frozenset({"gebruiken", "inzetten", "afvuren", "lanceren"})
_INTENDED = frozenset({"promise", "threaten"})


def read_candidate_act(candidate: Candidate, parse: Parse, lexicon: Lexicon) -> Act:
    """The act of the candidate by rule alone."""
    sentence = parse.sentences[candidate.sentence]
    head = candidate.content_at[1] if candidate.content_at and candidate.content_at[0] == sentence.index else None
    content = quote(parse.text, candidate.content)
    act = read_act(candidate.act, sentence, head, content, lexicon)
    if act is Act.EVALUATE and candidate.rule == "verb.prep" and _is_figure(sentence, head, content):
        return Act.ASSERT
    if act is Act.WARN and not is_direct(candidate, parse):
        # One warns of what others do; who announces a deed of its own threatens.
        return Act.THREATEN if read_utterances(candidate, parse, lexicon)[0] in _INTENDED else act
    if act is Act.PROMISE and head is not None and _wields(sentence, head, lexicon):
        return Act.THREATEN
    return act


def _is_figure(sentence: Sentence, head: int | None, content: str) -> bool:
    """*spreekt van tien ontslagen* tells how many; *spreekt van een ramp* judges."""
    return content[:1].isdigit() or (head is not None and bool(sentence.children(head, "nummod")))


def _wields(sentence: Sentence, head: int, lexicon: Lexicon) -> bool:
    """*is bereid kernwapens te gebruiken*."""
    if sentence.tokens[head].lemma.lower() not in _WIELDING:
        return False
    below = (sentence.tokens[i].lemma.lower() for c in sentence.children(head, "obj") for i in sentence.subtree(c))
    return any("threat" in lexicon.hints.get(w, ()) or "wapen" in w for w in below)


def read_act(act: Act, sentence: Sentence, content_head: int | None, content: str, lexicon: Lexicon) -> Act:
    """``act`` of the cue, sharpened where the content shows what is really done."""
    if content_head is not None and (named := _by_noun(act, sentence.tokens[content_head], lexicon)) is not None:
        return named
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


_OFFERED = frozenset({Act.PROMISE, Act.DEMAND, Act.WANT, Act.PERMIT})
_CLAIMED = frozenset({Act.ACCUSE, Act.ASSERT, Act.EVALUATE, Act.BELIEVE})


def _by_noun(act: Act, head: Token, lexicon: Lexicon) -> Act | None:
    """*verwerpt het aanbod* refuses, *wijst de beschuldiging af* denies, *kondigt een rookverbod af* forbids."""
    if head.upos != "NOUN":
        return None
    lemma = head.lemma.lower()
    named = {cue.act for cue in lexicon.nouns.get(lemma, ())}
    if act is Act.DENY and named & _OFFERED and not named & _CLAIMED:
        return Act.REFUSE
    if act is Act.REFUSE and named & _CLAIMED and not named & _OFFERED:
        return Act.DENY
    if act in {Act.PROMISE, Act.DEMAND} and lemma.endswith("verbod"):
        return Act.REFUSE
    return None


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
