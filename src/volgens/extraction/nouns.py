"""Cues that are nouns with a proposition: *de beschuldiging dat*, *uit angst dat*, *het verzoek om*, *kritiek op*."""

from collections.abc import Iterator
from dataclasses import replace

from volgens.extraction.candidate import Candidate, to_spans
from volgens.extraction.clauses import (
    case_words,
    content_of,
    find_agent,
    find_subject,
    has_mark,
    is_finite_clause,
    is_passive,
    noun_phrase,
)
from volgens.language.lexicon import Cue, CueClass, Frame, Lexicon
from volgens.model import Act
from volgens.syntax import ROOT, Sentence

OWNERS = frozenset({"van", "door", "bij", "uit", "onder", "vanuit"})


def find_noun_attributions(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De beschuldiging van Kyiv dat het leger vuurde* → Kyiv | De beschuldiging | het leger vuurde."""
    for token in sentence.tokens:
        if token.upos not in {"NOUN", "VERB"} or token.lemma.lower() not in lexicon.nouns:
            continue
        if token.upos == "VERB":
            continue
        for cue in lexicon.nouns[token.lemma.lower()]:
            found = _read(sentence, token.i, cue)
            if found is not None:
                yield found
                break


def find_open_nouns(sentence: Sentence, lexicon: Lexicon) -> Iterator[Candidate]:
    """*De smoes dat de trein te laat was, hielp niet.* → | De smoes | de trein te laat was.

    Any noun with a clause that spells it out, for a learned part to judge.
    """
    for token in sentence.tokens:
        if token.upos != "NOUN" or token.lemma.lower() in lexicon.nouns:
            continue
        cue = Cue(
            word_class=CueClass.NOUN,
            lemma=token.lemma.lower(),
            act=Act.ASSERT,
            frames=frozenset({Frame.DAT}),
            acts={},
            example=token.lemma,
            content=(),
        )
        found = _read(sentence, token.i, cue)
        below = found is not None and found.content_at is not None and found.content_at[1] in sentence.subtree(token.i)
        if found is not None and below:
            yield replace(found, rule="open.noun", sure=0.3)


def _read(sentence: Sentence, noun: int, cue: Cue) -> Candidate | None:
    complement = _find_complement(sentence, noun, cue)
    if complement is None:
        return None
    head, frame, content = complement
    owner, source = _find_owner(sentence, noun, head)
    cue_tokens = {noun, *(c for c in sentence.children(noun, "det") if c < noun)}
    light = _light_verb(sentence, noun, cue)
    if light is not None:
        cue_tokens.add(light)
    content = content - cue_tokens - source
    spans = to_spans(sentence, content)
    if not spans:
        return None
    return Candidate(
        rule=f"noun.{frame}",
        sentence=sentence.index,
        cue=to_spans(sentence, cue_tokens),
        source=to_spans(sentence, source),
        content=spans,
        act=cue.act_in(frame),
        sure=0.75 if frame is Frame.DAT else 0.6 if frame is Frame.TE else 0.45,
        cue_at=(sentence.index, noun),
        source_at=None if owner is None else (sentence.index, owner),
        content_at=(sentence.index, head),
    )


def _find_complement(sentence: Sentence, noun: int, cue: Cue) -> tuple[int, Frame, set[int]] | None:
    carriers = [noun, *_copula_partner(sentence, noun)]
    for carrier in carriers:
        for c in sentence.children(carrier, "acl", "ccomp", "csubj", "advcl", "xcomp"):
            if c == noun or noun in sentence.subtree(c):
                continue
            if sentence.tokens[c].deprel == "acl:relcl":
                if Frame.DAT in cue.frames and carrier == noun and _is_content_clause(sentence, noun, c):
                    return c, Frame.DAT, _without_first(sentence, c)
                continue
            if Frame.DAT in cue.frames and is_finite_clause(sentence, c) and has_mark(sentence, c, "dat", "of"):
                return c, Frame.DAT, content_of(sentence, c)
            if Frame.TE in cue.frames and has_mark(sentence, c, "te") and (carrier == noun):
                return c, Frame.TE, content_of(sentence, c)
    if Frame.PREP in cue.frames:
        for c in sentence.children(noun, "nmod", "obl", "acl"):
            if set(case_words(sentence, c)) & set(cue.prepositions) and not _is_owner(sentence, c, cue):
                return c, Frame.PREP, noun_phrase(sentence, c)
        verb = sentence.tokens[noun].head
        if (
            verb != ROOT
            and sentence.tokens[noun].deprel in {"obj", "nsubj:pass", "nsubj"}
            and _light_verb(sentence, noun, cue) is not None
        ):
            for c in sentence.children(verb, "obl"):
                if set(case_words(sentence, c)) & set(cue.prepositions):
                    return c, Frame.PREP, noun_phrase(sentence, c)
    return None


def _is_content_clause(sentence: Sentence, noun: int, clause: int) -> bool:
    """*de bewering dat …* taken for a relative clause: a *de* word has no relative *dat*, so it spells the noun out."""
    first = min(sentence.subtree(clause))
    if sentence.tokens[first].lower != "dat" or first != noun + 1:
        return False
    determiners = {sentence.tokens[c].lower for c in sentence.children(noun, "det")}
    subject = next(iter(sentence.children(clause, "nsubj")), None)
    return "de" in determiners or (subject is not None and subject != first)


def _without_first(sentence: Sentence, clause: int) -> set[int]:
    inside = set(sentence.subtree(clause))
    return inside - {min(inside)}


def _copula_partner(sentence: Sentence, noun: int) -> tuple[int, ...]:
    """The verb of which the noun is subject or object, where its clause may have been moved behind that verb."""
    token = sentence.tokens[noun]
    if token.deprel in {"nsubj", "obj", "nsubj:pass", "obl", "compound:prt", "obl:arg"} and token.head != ROOT:
        return (token.head,)
    return ()


def _is_owner(sentence: Sentence, dependent: int, cue: Cue) -> bool:
    words = set(case_words(sentence, dependent))
    return "door" in words or ("van" in words and "van" not in cue.prepositions)


def _find_owner(sentence: Sentence, noun: int, content: int) -> tuple[int | None, set[int]]:
    """Whose word it is: a possessive, *van X*, or the subject of the verb that the noun is object of."""
    for c in sentence.children(noun, "nmod:poss"):
        return c, noun_phrase(sentence, c)
    for c in sentence.children(noun, "nmod", "obl"):
        if c != content and set(case_words(sentence, c)) & OWNERS:
            return c, noun_phrase(sentence, c)
    token = sentence.tokens[noun]
    if token.head == ROOT or token.deprel in {"nsubj", "nsubj:pass"}:
        if token.deprel == "nsubj:pass" and token.head != ROOT:
            agent = find_agent(sentence, token.head)
            return (None, set()) if agent is None else (agent, noun_phrase(sentence, agent))
        return None, set()
    if token.deprel in {"obj", "obl", "compound:prt", "xcomp", "obl:arg"}:
        if is_passive(sentence, token.head):
            agent = find_agent(sentence, token.head)
            return (None, set()) if agent is None else (agent, noun_phrase(sentence, agent))
        subject = find_subject(sentence, token.head)
        if subject is not None and sentence.tokens[subject].lower not in {"er", "het"}:
            return subject, noun_phrase(sentence, subject)
    return None, set()


def _light_verb(sentence: Sentence, noun: int, cue: Cue) -> int | None:
    token = sentence.tokens[noun]
    if token.head == ROOT or token.deprel not in {"obj", "nsubj:pass", "compound:prt", "obl", "xcomp"}:
        return None
    return token.head if sentence.tokens[token.head].lemma.lower() in cue.light else None
