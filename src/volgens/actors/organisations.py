"""Organisations that a text takes up again by a noun: *de toezichthouder*, *het bedrijf*, *de vereniging*."""

from volgens.actors.cast import Member
from volgens.actors.discourse import Discourse
from volgens.model import ActorKind
from volgens.syntax import Sentence

DEFINITE = frozenset({"de", "het", "dit", "deze", "dat", "die", "zijn", "haar", "hun", "'t"})

PUBLIC = frozenset({"ministerie", "gemeente", "provincie", "politie", "parket", "rechtbank", "openbaar", "rivm", "ggd"})
"""Words in the names and descriptions of bodies that are no firms."""

LATELY = 6
"""Attributions back in which a firm has spoken lately."""

LEAST_WHOLE = 5
"""Letters from which part of a name may be met at its beginning or end; shorter ones are whole words."""


def find_organisation(discourse: Discourse, sentence: Sentence, head: int) -> Member | None:
    """The organisation that the noun at ``head`` takes up, `None` where it says itself which one or names a new one."""
    if any(not _is_passing(sentence, c) for c in sentence.children(head, "nmod", "appos", "flat")):
        return None
    adjectives = {sentence.tokens[c].lower.removesuffix("e") for c in sentence.children(head, "amod")}
    if adjectives - discourse.people.state_adjectives.keys():
        return None
    token = sentence.tokens[head]
    noun = token.lemma.lower()
    title = discourse.people.find_title(noun)
    base = title.lemma.lower() if title is not None else noun
    if token.has("Number=Plur") or not _is_definite(sentence, head):
        return None
    groups = [m for m in discourse.groups if {noun, base} & m.titles and discourse.first(m) < token.start]
    if not groups and len(noun) >= LEAST_WHOLE:
        # *de politie* is the *politiezone* that the text has named.
        groups = [m for m in discourse.groups if any(t.startswith(noun) for t in m.titles)]
        groups = [m for m in groups if discourse.first(m) < token.start]
    if groups and not adjectives:
        same = [m for m in groups if noun in m.titles]
        return (same or groups)[-1]
    known = [m for m in discourse.cast if discourse.is_organisation(m) and discourse.first(m) < token.start]
    fit = [m for m in discourse.cast if _may_be_body(discourse, m) and discourse.first(m) < token.start]
    named = [m for m in fit if _is_named_so(discourse, m, noun, base)]
    if named:
        return _latest(discourse, named, token.start)
    capital = token.upos == "PROPN" or (head > 0 and token.text[0].isupper() and noun not in discourse.people.titles)
    if capital or not {noun, base} & discourse.people.offices.firms or _is_owned(discourse, sentence, head):
        return None
    return _any_firm(discourse, known, {noun, base}, token.start)


def _may_be_body(discourse: Discourse, member: Member) -> bool:
    """An organisation, or a name that may be one's where its words say so: *Ambulance IJsselland*."""
    named = member.name.split()[0].lower() in discourse.people.genders or bool(member.titles)
    whole = len(member.name.split()) > 1 and not named and discourse.state_of(member.name) is None
    return discourse.is_organisation(member) or whole


def _is_passing(sentence: Sentence, child: int) -> bool:
    """Whether words behind the noun leave open which one it is: *zijn bedrijf*, *het bedrijf uit Apeldoorn*."""
    cases = {sentence.tokens[c].lower for c in sentence.children(child, "case")}
    return sentence.tokens[child].deprel == "nmod:poss" or cases == {"uit"}


def _is_owned(discourse: Discourse, sentence: Sentence, head: int) -> bool:
    """*zijn werkgever* is found through its owner."""
    readings = discourse.people.pronouns.get(sentence.tokens[head - 1].lower, ()) if head > 0 else ()
    return any(p.kind == "possessive" for p in readings)


def _is_definite(sentence: Sentence, head: int) -> bool:
    words = {sentence.tokens[c].lower for c in sentence.children(head, "det", "nmod")}
    return bool(words & DEFINITE) or (head > 0 and sentence.tokens[head - 1].lower in DEFINITE)


def _is_named_so(discourse: Discourse, member: Member, noun: str, base: str) -> bool:
    """*Auteursbond* is a bond, *Staatstoezicht op de Mijnen* a toezichthouder, *SC Merwestad* a club."""
    called = discourse.people.offices.called
    marks = {noun, base, *called.get(noun, ()), *called.get(base, ())}
    for word in member.name.lower().replace("-", " ").split():
        for mark in marks:
            whole = len(mark) < LEAST_WHOLE and mark not in {noun, base}
            if word == mark or (not whole and (word.endswith(mark) or word.startswith(mark))):
                return True
    return False


def _any_firm(discourse: Discourse, known: list[Member], nouns: set[str], start: int) -> Member | None:
    """The firm of this description, else the one that spoke last, else the one that the text names most."""
    described = [m for m in known if any(t.endswith(tuple(nouns)) for t in m.titles)]
    if described:
        return _latest(discourse, described, start)
    offices = discourse.people.offices
    if nouns & offices.specific:
        return None
    if not nouns & offices.called.keys():
        # *het bedrijf* is no inspectorate, and no ministry.
        known = [m for m in known if not _is_public(discourse, m)]
    names = {m.name: m for m in known}
    before = [a for a, _ in discourse.spoken if not a.source or a.source[0].start < start]
    spoken = [a.entity for a in before[-LATELY:] if a.entity in names]
    if spoken and spoken[-1] is not None:
        return names[spoken[-1]]
    sure = [m for m in known if m.kind is ActorKind.ORGANISATION]
    return max(sure, key=lambda m: len(m.places), default=None)


def _is_public(discourse: Discourse, member: Member) -> bool:
    words = {*member.name.lower().replace("-", " ").split(), *member.titles}
    marks = discourse.people.offices.called.get("toezichthouder", ())
    return bool(words & PUBLIC) or any(word.startswith(mark) for word in words for mark in marks)


def _latest(discourse: Discourse, members: list[Member], start: int) -> Member:
    return max(members, key=lambda m: max(discourse.offset(p) for p in m.places if discourse.offset(p) < start))
