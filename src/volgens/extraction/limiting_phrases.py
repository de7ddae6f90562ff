"""Phrases that limit: *behalve in …*, *alleen voor …*, *Voor een groter terras …*, *iedereen die …*."""

from collections.abc import Iterator

from volgens.extraction.limits import Limit, LimitKind, Scan, find_start, strip_end


def find_phrases(scan: Scan) -> Iterator[Limit]:
    for i in range(len(scan)):
        length = scan.match(i, scan.conditions.phrase_openers)
        if length and not scan.is_stop(i + length):
            end = phrase_end(scan, i + length)
            if end > i + length:
                yield Limit(kind=LimitKind.PHRASE, start=find_start(scan, i), end=end)


def find_exceptions(scan: Scan) -> Iterator[Limit]:
    """*maar niet tegen steden*: a phrase that is set apart, no clause of its own."""
    for i in range(1, len(scan)):
        length = scan.match(i, scan.conditions.exceptions)
        end = phrase_end(scan, i + length) if length else i
        if end > i + length and not any(scan.is_verbal(k) for k in range(end, min(end + 2, len(scan)))):
            yield Limit(kind=LimitKind.EXCEPTION, start=i + 1, end=end)


def find_whole(scan: Scan) -> Iterator[Limit]:
    for i in range(len(scan)):
        length = scan.match(i, scan.conditions.whole)
        if length:
            yield Limit(kind=LimitKind.PHRASE, start=i, end=i + length)


def phrase_end(scan: Scan, i: int) -> int:
    """The end of the noun phrase, with the phrases that hang on it, that begins at ``i``."""
    tokens = scan.sentence.tokens
    start = i
    while i < len(scan):
        token = tokens[i]
        if token.upos == "PUNCT":
            break
        if scan.words[i] in {"die", "dat"} and i > start and tokens[i].upos == "PRON":
            return _relative_end(scan, i)
        if token.upos not in {"DET", "ADJ", "NUM", "NOUN", "PROPN", "SYM", "X", "ADP", "PRON"} and not (
            token.upos == "CCONJ" and i > start and tokens[i - 1].upos in {"NOUN", "PROPN", "ADJ"}
        ):
            break
        if token.upos == "ADP" and token.deprel.startswith("compound"):
            break
        i += 1
    while i > start and tokens[i - 1].upos in {"ADP", "CCONJ", "DET"} and i - 1 > start:
        i -= 1
    return i


def _relative_end(scan: Scan, i: int) -> int:
    """The end of the relative clause that opens at ``i``: what the tree says, else a comma or a second finite verb."""
    tree = scan.sentence
    for node in (i, *tree.ancestors(i)):
        if tree.tokens[node].deprel == "acl:relcl" and node >= i:
            below = sorted(k for k in tree.subtree(node) if k >= i)
            return _first_stop(scan, i, below[-1] + 1)
    seen = False
    for k in range(i + 1, len(scan)):
        if scan.is_stop(k) and (seen or scan.is_finite(k + 1)):
            if _continues_relative(scan, k):
                continue
            return k
        if seen and scan.is_finite(k) and (scan.is_finite(k - 1) or _modal(scan, k)):
            return k
        seen = seen or scan.is_finite(k)
    return strip_end(scan, i, len(scan))


def _first_stop(scan: Scan, start: int, end: int) -> int:
    """``end``, or the comma before it that a finite verb follows."""
    return next((k for k in range(start + 2, end) if scan.words[k] == "," and scan.is_finite(k + 1)), end)


def _continues_relative(scan: Scan, comma: int) -> bool:
    return scan.words[comma] == "," and scan.word(comma + 1) in {"dat", "die", "of"}


def _modal(scan: Scan, i: int) -> bool:
    return scan.sentence.tokens[i].lemma.lower() in scan.conditions.modals


def find_purposes(scan: Scan) -> Iterator[Limit]:
    """*wapens ter verdediging van de stad*."""
    for i in range(len(scan)):
        length = scan.match(i, scan.conditions.purpose)
        end = phrase_end(scan, i + length) if length else i
        if end > i + 1 and not scan.is_finite(i + length):
            yield Limit(kind=LimitKind.PURPOSE, start=i, end=end)


def find_focus(scan: Scan) -> Iterator[Limit]:
    """*alleen in het park van …*, *uitsluitend voor …*, *alleen drones die …*."""
    tokens = scan.sentence.tokens
    for i in range(len(scan)):
        length = scan.match(i, scan.conditions.focus)
        at = i + length
        if not length or at >= len(scan) or scan.word(i - 1) == "niet":
            continue
        if scan.words[i] in scan.conditions.onset and scan.words[at] not in scan.conditions.onset_prepositions:
            continue
        while at < len(scan) - 1 and (scan.words[at] in {"nog", "maar", "wel"} or tokens[at].deprel == "compound:prt"):
            at += 1
        nominal = tokens[at].upos in {"DET", "NOUN", "PROPN", "NUM", "ADJ"} and scan.opens_clause(i)
        if tokens[at].upos != "ADP" and not nominal:
            continue
        if tokens[at].upos == "ADP" and scan.words[at] in {"te", "om"}:
            continue
        end = phrase_end(scan, at)
        if end - at >= (2 if tokens[at].upos == "ADP" else 1):
            yield Limit(kind=LimitKind.FOCUS, start=i, end=end)


def find_cases(scan: Scan) -> Iterator[Limit]:
    """*Voor een groter terras moet …*, *Bij drie klachten sluiten we*: a phrase in front that names the case."""
    for i in range(len(scan)):
        if not scan.match(i, scan.conditions.fronted) or not scan.opens_clause(i):
            continue
        end = phrase_end(scan, i + 1)
        while end < len(scan) and scan.words[end] in {"zelf", "alleen"}:
            end += 1
        if end > i + 1 and scan.is_finite(end) and _names_case(scan, i, end):
            yield Limit(kind=LimitKind.CASE, start=i, end=end)


def find_situations(scan: Scan) -> Iterator[Limit]:
    """*dicht bij temperaturen boven de 35 graden*, *mag bij harde wind niet open*."""
    tokens = scan.sentence.tokens
    for i in range(len(scan)):
        if scan.words[i] != "bij" or tokens[i].deprel.startswith("compound") or i + 1 >= len(scan):
            continue
        skipped = {"ADJ", "ADV", "DET", "NUM"} if scan.opens_clause(i) else {"ADJ", "ADV"}
        known = scan.conditions.situations
        near_by = range(i + 1, len(scan))
        noun = next((k for k in near_by if scan.words[k] in known or tokens[k].upos not in skipped), i)
        near = tokens[i + 2 : i + 4] if tokens[i + 1].upos == "NUM" else ()
        counted = any(t.lemma.lower() in scan.conditions.units for t in near)
        end = max(phrase_end(scan, i + 1), noun + 1)
        if end > i + 1 and (counted or scan.words[noun] in known or tokens[noun].lemma.lower() in known):
            yield Limit(kind=LimitKind.CASE, start=find_start(scan, i), end=end)


def find_without(scan: Scan) -> Iterator[Limit]:
    """*Niemand komt binnen zonder toestemming*."""
    for i in range(1, len(scan)):
        end = phrase_end(scan, i + 1) if scan.words[i] == "zonder" and not scan.opens_clause(i) else i
        if end > i + 1:
            yield Limit(kind=LimitKind.WITHOUT, start=i, end=end)


def _names_case(scan: Scan, i: int, end: int) -> bool:
    """*bij drie klachten* and *voor een terras* do, *bij Zwolle* and *na het debat* tell where and when."""
    first = scan.sentence.tokens[i + 1]
    if scan.words[i] == "zonder":
        return True
    if (
        first.upos == "PROPN"
        or scan.sentence.name_at(i + 1)
        or not any(t.upos in {"NOUN", "NUM", "ADJ"} for t in scan.sentence.tokens[i + 1 : end])
    ):
        return False
    return scan.words[i] == "voor" or scan.words[i + 1] not in {"de", "het", "deze", "dit", "die", "dat"}


def find_relatives(scan: Scan) -> Iterator[Limit]:
    """*Wie te laat komt, …*, *allen van wie blijkt dat …*, *met bedrijven die …*."""
    for i in range(len(scan)):
        if scan.match(i, scan.conditions.free_relatives) and _opens_statement(scan, i):
            end = _relative_end(scan, i)
            if end > i + 2 and scan.word(len(scan) - 1) != "?":
                yield Limit(kind=LimitKind.WHO, start=i, end=end)
        if scan.words[i] == "wie" and _follows_bare_preposition(scan, i):
            yield Limit(kind=LimitKind.WHOM, start=i - 1, end=_relative_end(scan, i))
        first = _find_indefinite(scan, i)
        if first is None:
            continue
        if _opens_statement(scan, first):
            yield Limit(kind=LimitKind.WHO, start=i, end=_relative_end(scan, i))
        elif scan.word(first - 1) in scan.conditions.relative_prepositions:
            yield Limit(kind=LimitKind.WHOM, start=first - 1, end=_relative_end(scan, i))


def _follows_bare_preposition(scan: Scan, i: int) -> bool:
    """*gratis voor wie jonger is*, not *de man voor wie* nor *Voor wie is dit?*."""
    if scan.word(i - 1) not in scan.conditions.relative_prepositions or i < 2 or scan.word(len(scan) - 1) == "?":
        return False
    return scan.sentence.tokens[i - 2].upos not in {"NOUN", "PROPN", "PRON"} and not scan.is_stop(i - 2)


def _find_indefinite(scan: Scan, pronoun: int) -> int | None:
    """Where the indefinite noun phrase begins that a relative at ``pronoun`` restricts: *alle inwoners*, *mensen*."""
    if not scan.match(pronoun, scan.conditions.relative_pronouns) or pronoun == 0 or scan.is_stop(pronoun - 1):
        return None
    tokens, indefinite = scan.sentence.tokens, scan.conditions.indefinite
    head = first = pronoun - 1
    while first > 0 and tokens[first - 1].upos in {"ADJ", "NUM"}:
        first -= 1
    if scan.word(first - 1) in indefinite:
        return first - 1
    if scan.words[head] in indefinite:
        return first
    plural = tokens[head].upos == "NOUN" and tokens[head].has("Number=Plur")
    # The conjunction *dat* is often taken for a determiner.
    determined = first > 0 and tokens[first - 1].upos == "DET" and scan.words[first - 1] != "dat"
    return first if plural and not determined and scan.word(first - 1) not in {"de", "deze", "die", "het"} else None


def _opens_statement(scan: Scan, i: int) -> bool:
    return scan.opens_clause(i) or scan.word(i - 1) in {"dat", ","}
