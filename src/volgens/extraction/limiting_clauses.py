"""Clauses that limit: *als …*, *mits …*, *tot de mist weg is*, *Betaalt hij niet, dan …*.

The tree of a sentence with a condition in it is often wrong, while Dutch shows such a clause by its opening word, by
where the finite verb stands and by commas. So where it begins and ends is read from the words; the tree is asked only
whether a comma lies inside it or behind it.
"""

from collections.abc import Iterator

from volgens.extraction.limits import CLOSING, STOPS, Limit, LimitKind, Scan, find_start, strip_end

_CONTINUING = frozenset({"die", "dat", "wat", "wie", "waar", "waarin", "waarop", "waarvan", "of", "hoe", "zoals"})


def find_clauses(scan: Scan) -> Iterator[Limit]:
    conditions = scan.conditions
    for i in range(len(scan)):
        for openers, kind in (
            (conditions.clause_openers, LimitKind.CLAUSE),
            (conditions.sequence_openers, LimitKind.SEQUENCE),
        ):
            length = scan.match(i, openers)
            if not length or _is_conceded(scan, i) or _compares(scan, i):
                continue
            if scan.words[i] in conditions.asking and _is_asked(scan, i):
                continue
            end = _clause_end(scan, i, length)
            if end is not None and not _belongs_to_outer(scan, i, end):
                yield Limit(kind=kind, start=find_start(scan, i), end=end)
                break
    yield from _trailing_verb_first(scan)


def _is_conceded(scan: Scan, i: int) -> bool:
    """*ook als het regent*, *ook niet als het regent*, *net als*."""
    before = i - 2 if scan.word(i - 1) == "niet" else i - 1
    return scan.word(before) in scan.conditions.never_after


def _compares(scan: Scan, i: int) -> bool:
    """*groter als*, *zo snel als mogelijk*, *als onderdeel van*, *landen als Noorwegen die …*: no clause."""
    if scan.words[i] != "als":
        return False
    tokens = scan.sentence.tokens
    graded = i > 0 and tokens[i - 1].has("Degree=Cmp")
    so = any(scan.word(k) in {"zo", "even", "zowel", "net"} for k in range(max(0, i - 3), i))
    role = scan.word(i + 1) in scan.conditions.roles or _speaks_as(scan, i)
    return graded or so or role or _is_example(scan, i) or _is_office(scan, i)


def _is_office(scan: Scan, i: int) -> bool:
    """*aan het werk als rector van de school, …*: a bare noun and no verb before the next comma."""
    after = scan.sentence.tokens[i + 1] if i + 1 < len(scan) else None
    if i == 0 or after is None or after.upos != "NOUN" or after.has("Number=Plur"):
        return False
    stop = next((k for k in range(i + 1, len(scan)) if scan.is_stop(k)), len(scan))
    return not any(scan.sentence.tokens[k].upos in {"VERB", "AUX"} for k in range(i + 1, stop))


def _is_example(scan: Scan, i: int) -> bool:
    tokens = scan.sentence.tokens
    if i == 0 or i + 1 >= len(scan) or tokens[i - 1].upos not in {"NOUN", "ADJ"} or tokens[i + 1].upos != "PROPN":
        return False
    verb = next((k for k in range(i + 1, len(scan)) if scan.is_verbal(k)), len(scan))
    return any(scan.words[k] in {"die", "dat", "wie"} for k in range(i + 1, verb))


def _is_asked(scan: Scan, i: int) -> bool:
    """*uitzoekt wanneer dat bekend was*."""
    if scan.word(i - 1) in {"en", "of"} and scan.word(i - 2) in {"waar", "hoe", "of", "wie"}:
        return True
    before = range(max(0, i - 2), i)
    return any(scan.sentence.tokens[k].lemma.lower() in scan.conditions.asked for k in before) or any(
        scan.words[k].endswith(tuple(scan.conditions.asked)) for k in before
    )


def _belongs_to_outer(scan: Scan, first: int, end: int) -> bool:
    """*dat zij de zege als een vernedering ziet*: the one verb behind *als* is that of the clause around it."""
    if scan.words[first] != "als" or not _lacks_verb(scan, first):
        return False
    if scan.sentence.tokens[first].deprel != "case" and not _is_role(scan, first + 1):
        return False
    return not any(scan.is_verbal(k) for k in range(end, len(scan)))


def _lacks_verb(scan: Scan, i: int) -> bool:
    """Whether ``i`` stands inside a subordinate clause whose verb is still to come."""
    outer = next(
        (k for k in range(i - 1, -1, -1) if scan.words[k] in {"dat", "of", "omdat", "die", "wie", "dan"}), None
    )
    return (
        outer is not None
        and i - outer > 1
        and not any(scan.is_verbal(k) or scan.is_stop(k) for k in range(outer + 1, i))
    )


def _is_role(scan: Scan, i: int) -> bool:
    """*als een vernedering ziet*, *als onafhankelijk lid verdergaat*: one indefinite noun phrase and then the verb."""
    tokens = scan.sentence.tokens
    begin = i + 1 if scan.word(i) == "een" else i
    noun = next((k for k in range(begin, len(scan)) if tokens[k].upos != "ADJ"), begin)
    return noun + 1 < len(scan) and tokens[noun].upos == "NOUN" and scan.is_verbal(noun + 1)


def _speaks_as(scan: Scan, i: int) -> bool:
    """*Als gemeente moeten we …*: a role in front, then the verb and only then its subject."""
    if scan.words[i] != "als" or not _is_role(scan, i + 1):
        return False
    verb = next((k for k in range(i + 2, len(scan)) if scan.is_finite(k)), len(scan))
    after = scan.sentence.tokens[verb + 1] if verb + 1 < len(scan) else None
    return after is not None and (after.has("Case=Nom") or after.upos == "DET" or after.lower in {"je", "jij"})


def _clause_end(scan: Scan, first: int, length: int) -> int | None:
    """The end of the subordinate clause whose opener stands at ``first``; `None` where no finite verb shows one."""
    subject = first + length
    impersonal = scan.is_finite(subject) and scan.word(subject + 1) in {"dat", "of"}
    if scan.is_stop(subject) or (scan.is_finite(subject) and not impersonal):
        return None
    if not _begins_with_subject(scan, first, subject):
        return None
    fronted = scan.opens_clause(find_start(scan, first)) or scan.word(find_start(scan, first) - 1) in {
        "dat",
        "omdat",
        ",",
    }
    seen, sure = False, scan.words[first] not in scan.conditions.ambiguous
    for i in range(subject, len(scan)):
        word = scan.words[i]
        if word in CLOSING and _closes(scan, first, i):
            return strip_end(scan, first, i) if seen else None
        if seen and word in STOPS:
            if _goes_on(scan, first, i):
                continue
            return i
        if seen and scan.is_finite(i) and fronted and scan.is_finite(i - 1) and not scan.is_stop(i - 1):
            return i
        if seen and word in {"maar", "want", "dan"} and not scan.is_finite(i + 1):
            return i
        if seen and word == "en" and _main_clause_at(scan, i + 1):
            return i
        if word == "," and not seen and fronted and scan.is_finite(i + 1):
            return i if scan.sentence.tokens[i - 1].upos in {"VERB", "AUX", "NOUN", "ADJ"} else None
        if word == "," and not seen and i - subject > 12:
            return None
        seen = seen or (scan.is_verbal(i) if sure else scan.is_finite(i))
    plain = scan.words[first] not in {"als", "wanneer", "eens", *scan.conditions.ambiguous}
    determined = scan.sentence.tokens[subject].has("Case=Nom") or scan.words[subject] in {"er", "de", "het"}
    return strip_end(scan, first, len(scan)) if seen or plain or determined else None


def _closes(scan: Scan, first: int, mark: int) -> bool:
    """Whether the quotation mark ends words that began before the clause, rather than words inside it."""
    if scan.words[mark] in "”»’":
        return not any(scan.words[k] in "“„«‘" for k in range(first, mark))
    return sum(scan.words[k] == scan.words[mark] for k in range(mark)) % 2 == 1 and not any(
        scan.words[k] == scan.words[mark] for k in range(first, mark)
    )


def _begins_with_subject(scan: Scan, first: int, subject: int) -> bool:
    """For *tot* and *voor*: whether the tree or a pronoun shows that no noun phrase follows them."""
    if subject - first > 1 or scan.words[first] not in scan.conditions.ambiguous:
        return True
    token = scan.sentence.tokens[subject]
    pronoun = token.has("Case=Nom") or scan.words[subject] in {"er", "dat", "dit", "iedereen", "iemand", "men"}
    opener = scan.sentence.tokens[first]
    if scan.words[first] != "voor" and token.upos == "DET" and not _lacks_verb(scan, first):
        verb = next((k for k in range(subject, len(scan)) if scan.is_verbal(k) or scan.is_stop(k)), len(scan))
        ends = verb < len(scan) and scan.is_verbal(verb) and "te" not in scan.words[subject:verb]
        pronoun = pronoun or (ends and any(scan.is_finite(k) for k in range(first)))
    return pronoun or (opener.deprel == "mark" and scan.is_finite(opener.head) and opener.head > subject)


def _main_clause_at(scan: Scan, i: int) -> bool:
    """A verb in second place: one word or a name and then the finite verb."""
    return any(scan.is_finite(k) for k in (i + 1, i + 2)) and not scan.is_finite(i)


def _goes_on(scan: Scan, first: int, comma: int) -> bool:
    """Whether the clause goes on after a comma: a relative or complement opens there, or its own verb is to come."""
    if scan.words[comma] != ",":
        return False
    if scan.word(comma + 1) in _CONTINUING and not _main_clause_at(scan, comma + 1):
        return True
    tree = scan.sentence
    head = tree.tokens[first].head
    inner = any(scan.word(k) in {"die", "dat", "wie"} for k in range(first + 1, comma))
    return inner and scan.is_finite(comma + 1) and head >= comma + 1 and tree.tokens[head].deprel != "root"


def find_verb_first(scan: Scan) -> Iterator[Limit]:
    """*Betaalt de huurder niet, dan volgt …*: a finite verb first, then a comma with *dan* or a finite verb."""
    for i in range(len(scan)):
        if not scan.is_finite(i) or not scan.opens_clause(i) or scan.word(len(scan) - 1) == "?":
            continue
        for k in range(i + 2, len(scan) - 1):
            if scan.words[k] in CLOSING:
                break
            if scan.words[k] != ",":
                continue
            turn = k + 1
            consequence = scan.words[turn] == "dan" and scan.is_finite(turn + 1)
            if consequence or (scan.is_finite(turn) and _has_subject(scan, i, k) and _inverts(scan, turn)):
                yield Limit(kind=LimitKind.CLAUSE, start=i, end=k)
                break


def _has_subject(scan: Scan, verb: int, end: int) -> bool:
    """Whether what follows the verb looks like its subject, so that it is no imperative."""
    token, form = scan.sentence.tokens[verb + 1], scan.words[verb]
    inflected = form.endswith(("t", "n")) or form in {"is", "zal", "kan", "mag", "wil", "zou"}
    nominal = token.upos in {"PRON", "DET", "PROPN", "NOUN", "NUM", "ADV", "ADJ"}
    return verb + 1 < end and (token.has("Case=Nom") or (inflected and nominal))


def _inverts(scan: Scan, verb: int) -> bool:
    """Whether the second verb has no cue's look: *Komt hij, zegt zij* is no condition."""
    return scan.sentence.tokens[verb].deprel not in {"parataxis"} or scan.words[verb] in {"zal", "zullen", "moet"}


def _trailing_verb_first(scan: Scan) -> Iterator[Limit]:
    """*…, mocht hij alsnog aantreden*."""
    for i in range(1, len(scan)):
        if scan.words[i] in scan.conditions.verb_first and scan.words[i - 1] in {",", "en", "maar"}:
            end = next((k for k in range(i + 1, len(scan)) if scan.words[k] in {",", ";", "”", "’", '"'}), len(scan))
            yield Limit(kind=LimitKind.CLAUSE, start=i, end=strip_end(scan, i, end))
