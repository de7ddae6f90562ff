"""Names in a parsed sentence: the network's, corrected by what the lexicon knows for sure."""

from collections.abc import Sequence

from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import Name, Token

_KINDS = {
    "PER": ActorKind.PERSON,
    "ORG": ActorKind.ORGANISATION,
    "LOC": ActorKind.PLACE,
    "PRO": ActorKind.OTHER,
    "EVE": ActorKind.OTHER,
    "MISC": ActorKind.OTHER,
}
_LONGEST_KNOWN = 5


def find_names(tokens: Sequence[Token], entities: Sequence[tuple[int, int, str]], people: People) -> tuple[Name, ...]:
    """Names in text order that do not overlap.

    Known names (media, organisations, states) win over the network's opinion of the same words; a run of proper
    nouns that the network missed still is a name, of unknown kind.
    """
    taken = [False] * len(tokens)
    names: list[Name] = []

    def take(start: int, end: int, kind: ActorKind) -> None:
        if not any(taken[start:end]):
            taken[start:end] = [True] * (end - start)
            names.append(Name(start=start, end=end, kind=kind))

    spans = {
        (first, last): kind
        for start, end, label in entities
        for first, last, kind in _split(tokens, start, end, _KINDS.get(label, ActorKind.OTHER), people)
    }
    for start, end, kind in _iter_known(tokens, people):
        longer = [s for s in spans if s[0] <= start and end <= s[1] and s != (start, end)]
        if not longer:
            take(start, end, kind)
    for (start, end), kind in spans.items():
        take(start, end, kind)
    for start, end in _iter_proper_runs(tokens):
        take(start, end, ActorKind.OTHER)
    return tuple(_join_particles(tokens, names, people))


def _split(
    tokens: Sequence[Token], start: int, end: int, kind: ActorKind, people: People
) -> list[tuple[int, int, ActorKind]]:
    """One name, or two that the network ran together: *Oekraïne Kremlin*, *Buitenlandse Zaken Blinken*.

    A function at its front is no part of a name: *Reder Wiebe Noordstroom*, *Eredivisieclub SC Merwestad*.
    """
    while end - start > 1 and people.find_title(tokens[start].text) is not None and tokens[start + 1].text[0].isupper():
        start += 1
    for cut in range(end - 1, start, -1):
        first = " ".join(t.text for t in tokens[start:cut])
        rest = " ".join(t.text for t in tokens[cut:end])
        known = people.kinds.get(first)
        # A portfolio before a person's name: *minister van Mobiliteit Griet Vanhaverbeke*.
        portfolio = start > 0 and tokens[start - 1].lower == "van" and rest.split()[0].lower() in people.genders
        if (portfolio and cut < end - 1) or (known is ActorKind.STATE and rest.lower() in people.states):
            return [(start, cut, known or ActorKind.OTHER), (cut, end, ActorKind.PERSON if portfolio else kind)]
        if known is ActorKind.ORGANISATION and start > 0 and tokens[start - 1].lower == "van" and cut == end - 1:
            return [(start, cut, known), (cut, end, ActorKind.PERSON)]
    return [(start, end, kind)]


def _iter_known(tokens: Sequence[Token], people: People) -> list[tuple[int, int, ActorKind]]:
    found = []
    i = 0
    while i < len(tokens):
        if not tokens[i].text[0].isupper():
            i += 1
            continue
        for length in range(min(_LONGEST_KNOWN, len(tokens) - i), 0, -1):
            words = " ".join(t.text for t in tokens[i : i + length])
            kind = people.kinds.get(words)
            # At the start of a sentence any word has a capital: "Trouw" the paper, "Trouw" the adjective.
            if kind is not None and (
                i > 0 or length > 1 or tokens[i].upos == "PROPN" or (len(words) > 1 and words.isupper())
            ):
                found.append((i, i + length, kind))
                i += length
                break
        else:
            i += 1
    return found


def _join_particles(tokens: Sequence[Token], names: list[Name], people: People) -> list[Name]:
    """Names joined over the small words inside them: *Samira* + *el* + *Ouardi*, *Jan* + *van der* + *Berg*."""
    joined: list[Name] = []
    for name in sorted(names, key=lambda n: n.start):
        between = tokens[joined[-1].end : name.start] if joined else ()
        # *Biden van de Verenigde Staten* is no name, so what follows *van* must be taken for a person by itself.
        kinds = {ActorKind.PERSON} if any(t.lower == "van" for t in between) else {ActorKind.PERSON, ActorKind.OTHER}
        particles = 0 < len(between) <= 2 and all(t.lower in people.name_particles for t in between)
        if particles and name.kind in kinds and joined[-1].kind in {ActorKind.PERSON, ActorKind.OTHER}:
            before = joined.pop()
            kind = ActorKind.PERSON if ActorKind.PERSON in {before.kind, name.kind} else before.kind
            joined.append(Name(start=before.start, end=name.end, kind=kind))
        else:
            joined.append(name)
    return joined


def _iter_proper_runs(tokens: Sequence[Token]) -> list[tuple[int, int]]:
    runs = []
    i = 0
    while i < len(tokens):
        end = i
        while end < len(tokens) and tokens[end].upos == "PROPN":
            end += 1
        if end > i:
            runs.append((i, end))
        i = max(end, i + 1)
    return runs
