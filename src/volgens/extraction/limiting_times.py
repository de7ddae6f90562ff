"""Times and amounts that limit: *tot en met zondag*, *vóór het debat*, *nog vandaag*, *tot 500 euro*."""

import unicodedata
from collections.abc import Iterator

from volgens.extraction.limiting_phrases import phrase_end
from volgens.extraction.limits import Limit, LimitKind, Scan, find_start, plain


def _is_time(scan: Scan, i: int) -> bool:
    if not 0 <= i < len(scan):
        return False
    token, time = scan.sentence.tokens[i], scan.conditions.time
    word, lemma = scan.words[i], plain(token.lemma.lower())
    if word in time.nouns or lemma in time.nouns or word in time.adverbs:
        return True
    nominal = token.upos in {"NOUN", "PROPN", "ADV", "X"}
    year = word.isdigit() and len(word) == 4 and word[:2] in {"19", "20", "21"}
    # A word that ends as a word of time does, but stands as a name: a painting, a ship, a foundation.
    named = i > 0 and token.text[:1].isupper()
    return year or (nominal and not named and any(lemma.endswith(e) and len(lemma) > len(e) + 2 for e in time.endings))


def _time_end(scan: Scan, i: int) -> int:
    """The end of the words of time that begin at ``i``; ``i`` itself where none do."""
    end = at = i
    while at < len(scan) and at - i < 8:
        if _is_time(scan, at):
            end = at + 1
        elif not _may_stand_in_time(scan, at):
            break
        at += 1
    return end


def _may_stand_in_time(scan: Scan, i: int) -> bool:
    word = scan.words[i]
    if word == "en":
        return _is_time(scan, i + 1)
    attributive = scan.sentence.tokens[i].upos in {"DET", "ADJ", "NUM", "PRON"}
    return attributive or word in scan.conditions.time.next or word in {"van", "om"}


def _lies_behind(scan: Scan, start: int, end: int) -> bool:
    return any(w in scan.conditions.time.past for w in scan.words[start : end + 1])


def find_time_terms(scan: Scan) -> Iterator[Limit]:
    """*vanaf 1 juli*, *tot en met zondag*, *vóór het debat*, *binnen een week*."""
    time = scan.conditions.time
    for i in range(len(scan)):
        length = scan.match(i, time.prepositions)
        if not length or (scan.sentence.tokens[i].upos not in {"ADP", "ADV", "ADJ"} and length == 1):
            continue
        end = _time_end(scan, i + length)
        stressed = "́" in unicodedata.normalize("NFD", scan.sentence.tokens[i + length - 1].lower)
        if stressed and scan.words[i + length - 1] == "voor" and end == i + length:
            end = phrase_end(scan, i + length)
        if end == i + length or _lies_behind(scan, i, end):
            continue
        if scan.words[i : i + length] == ("voor",) and not stressed and scan.words[end - 1] in time.adverbs:
            continue
        term = scan.words[i : i + length] in time.terms
        yield Limit(kind=LimitKind.TERM if term else LimitKind.TIME, start=find_start(scan, i), end=end)


def find_amounts(scan: Scan) -> Iterator[Limit]:
    """*tot 500 euro per gezin*."""
    tokens = scan.sentence.tokens
    for i in range(len(scan)):
        length = scan.match(i, scan.conditions.amount_prepositions)
        at = i + length
        if not length or at >= len(scan) or not (tokens[at].upos == "NUM" or scan.words[at][:1] in {"€", "$"}):
            continue
        near = range(at, min(at + 4, len(scan)))
        unit = next((k for k in near if plain(tokens[k].lemma.lower()) in scan.conditions.units), None)
        if unit is not None or scan.words[at][:1] in {"€", "$"}:
            yield Limit(kind=LimitKind.AMOUNT, start=find_start(scan, i), end=phrase_end(scan, at))


def find_times(scan: Scan) -> Iterator[Limit]:
    """*vannacht*, *om acht uur*, *op zijn vroegst dinsdag*, *nog vandaag*."""
    for i in range(len(scan)):
        at = i + 1 if scan.words[i] in {"om", "op", "in"} else i
        starts = (
            _is_time(scan, at)
            or at > i
            or scan.sentence.tokens[i].upos in {"NUM", "ADJ"}
            or (scan.words[i] in scan.conditions.time.next)
        )
        end = _time_end(scan, at) if starts else at
        if end == at or _lies_behind(scan, i, end) or _modifies_noun(scan, i, end) or scan.words[at:end] == ("nu",):
            continue
        if scan.word(i - 1) == "niet" and scan.word(i - 2) == "ook":
            continue
        start = i - 1 if scan.word(i - 1) in {"'s", "elke", "iedere", "ieder", "elk", "alle"} else find_start(scan, i)
        firm = start < i and scan.words[start] in {"nog", "uiterlijk", "ten", "op", "pas", "voorlopig", "alleen"}
        yield Limit(kind=LimitKind.TERM if firm else LimitKind.TIME, start=start, end=end)


def _modifies_noun(scan: Scan, start: int, end: int) -> bool:
    """*de avond van …*, *een week cel*, *de brief van vandaag*: time as part of a noun phrase, no adverbial."""
    tokens = scan.sentence.tokens
    before = scan.word(start - 1) in {"de", "het", "een", "van", "deze", "die", "per", "al", "twee", "drie"}
    after = end < len(scan) and tokens[end].upos in {"NOUN", "PROPN"} and tokens[end - 1].upos in {"NOUN", "NUM"}
    bare = start + 1 == end and tokens[start].upos == "NOUN" and tokens[start].deprel in {"nsubj", "obj", "nmod"}
    return before or bare or (after and tokens[end - 1].head == end)
