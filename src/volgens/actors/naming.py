"""Names as the tagger drew them, cut to what is name: no functions before them, no prepositions behind."""

from collections.abc import Iterator
from dataclasses import dataclass

from volgens.language.people import People
from volgens.model import ActorKind
from volgens.syntax import Name, Parse, Sentence

EDGES = frozenset({"ADP", "CCONJ", "SCONJ", "PUNCT", "DET", "ADV", "AUX", "PRON"})
"""What no name ends in."""

LEAST_FIRM = 5
"""Letters of a noun for an organisation at the end of a compound."""

LEAST_GENITIVE = 4
"""Letters of a name below which a last *s* is its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A name in a sentence: tokens ``start`` up to ``end``, its words, and the function that stood before it."""

    sentence: int
    start: int
    end: int
    text: str
    kind: ActorKind
    title: str | None = None


def iter_names(parse: Parse, people: People) -> Iterator[Cut]:
    """The names of a text in order, each without the words that do not belong to it."""
    cutter = _Cutter(parse, people)
    for sentence in parse.sentences:
        for name in sorted((*sentence.names, *_iter_missed(sentence, people)), key=lambda n: n.start):
            if is_function(sentence, name, people):
                continue
            cut = cutter.cut(sentence, name)
            yield cut
            if cut.end + 1 < name.end and sentence.tokens[cut.end].text == "van" and cut.title is None:
                # *Casper Lindeboom van Delmare*, drawn as one name, is a person and a firm.
                rest = Name(start=cut.end + 1, end=name.end, kind=ActorKind.ORGANISATION)
                yield cutter.cut(sentence, rest)


def _iter_missed(sentence: Sentence, people: People) -> Iterator[Name]:
    """Persons that the tagger has missed, right behind their function: *Minister Roukema van Klimaat …*."""
    tokens = sentence.tokens
    for token in tokens[:-1]:
        following = tokens[token.i + 1]
        if following.upos != "PROPN" or not following.text[0].isupper() or sentence.name_at(token.i + 1) is not None:
            continue
        title = people.find_title(token.lower) if token.upos in {"NOUN", "PROPN"} else None
        if title is None or title.group or sentence.name_at(token.i) is not None or token.lower == title.plural:
            continue
        end = token.i + 2
        while end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text[0].isupper():
            end += 1
        if all(sentence.name_at(i) is None for i in range(token.i + 1, end)):
            yield Name(start=token.i + 1, end=end, kind=ActorKind.PERSON)


def is_function(sentence: Sentence, name: Name, people: People) -> bool:
    """Whether a capitalised word is a function and no name: *CSF-voorzitter*, *Apple CEO*, *Wethouder* at the start.

    *Bakker* and *Visser* are names wherever a sentence does not begin with them.
    """
    last = sentence.tokens[name.end - 1].text
    title = people.find_title(last)
    if title is None or _printed_tokens(sentence, name.start, name.end) in people.kinds:
        return False
    if title.group and "-" in last and last.rpartition("-")[2].lower() not in people.titles:
        # *Sint-Odaziekenhuis* is the name of one.
        return False
    if "-" in last or last.isupper():
        return True
    exact = last.lower() in people.titles
    named = name.end < len(sentence.tokens) and sentence.tokens[name.end].upos == "PROPN"
    single = name.end - name.start == 1
    if single and title.group and name.start > 0 and not exact:
        # *De Eredivisieclub*, but *de Sarirbrigade* is one by name.
        offices = people.offices
        common = title.lemma in offices.firms and title.lemma not in offices.specific
        return common and sentence.tokens[name.start - 1].upos == "DET"
    return single and name.start == 0 and (exact or named)


class _Cutter:
    """Cuts the names of one text; ``printed`` are all names as the tagger drew them, each a hint for the others."""

    def __init__(self, parse: Parse, people: People) -> None:
        self._parse = parse
        self._people = people
        self._names = {_printed(parse, s, n.start, n.end) for s in parse.sentences for n in s.names}

    def cut(self, sentence: Sentence, name: Name) -> Cut:
        """The name without functions before it and small words behind it."""
        start, end, kind, title = self._begin(sentence, name.start, self._last(sentence, name), name.kind)
        if title is not None and self._people.offices.role_of(title) == "minister":
            # *Minister Roukema van Klimaat en Groene Groei*
            end = next((i for i in range(start + 1, end) if sentence.tokens[i].text == "van"), end)
        end = self._with_surname(sentence, start, self._before_affiliation(sentence, start, end))
        text = _printed(self._parse, sentence, start, end)
        if text.endswith("s") and text[:-1] in self._names and len(text) > LEAST_GENITIVE:
            # *Velthoens tweede kabinet* in a text about Velthoen.
            text = text[:-1]
        return Cut(sentence=sentence.index, start=start, end=end, text=text, kind=kind, title=title)

    def _last(self, sentence: Sentence, name: Name) -> int:
        """The token after the last one that belongs to the name."""
        tokens, start = sentence.tokens, name.start
        # A heading run together: *Apple verslaat Wal*.
        verbs = (i for i in range(start + 1, name.end) if tokens[i].upos == "VERB" and tokens[i].text[0].islower())
        end = next(verbs, name.end)
        while end - start > 1 and tokens[end - 1].upos in EDGES and not tokens[end - 1].text[0].isupper():
            end -= 1
        while end - start > 1 and tokens[end - 1].upos == "PUNCT" and not tokens[end - 1].text[-1].isalnum():
            end -= 1
        while end - start > 1 and tokens[end - 1].lower in self._people.times and tokens[end - 1].text[0].islower():
            # *zei Haverslag woensdag*
            end -= 1
        return end

    def _begin(
        self, sentence: Sentence, start: int, end: int, kind: ActorKind
    ) -> tuple[int, int, ActorKind, str | None]:
        """First token, end and kind of the name, with the function that stood before it."""
        title = None
        before = sentence.tokens[start - 1] if start > 1 else None
        if before is not None and before.text[0].isupper():
            body = self._people.titles.get(before.lower)
            first_name = sentence.tokens[start].lower in self._people.genders
            if body is not None and body.group and not first_name:
                # *van Rederij Noordstroom*, of which the tagger saw the surname only
                return start - 1, end, ActorKind.ORGANISATION, None
        while end - start > 1:
            function = _function_before(sentence, start, end, self._people)
            if function is not None:
                title, kind = function, ActorKind.PERSON if find_firm(function, self._people) is None else kind
            elif not self._is_stray(sentence, start, end):
                break
            start += 1
        return start, end, kind, title

    def _is_stray(self, sentence: Sentence, start: int, end: int) -> bool:
        """A word before a name that does not belong to it: *goot S.*, *Italiaanse Fiat* in a text about Fiat."""
        token = sentence.tokens[start]
        if token.text[0].islower() and token.text.isalpha() and token.lower not in self._people.name_particles:
            return any(t.text[0].isupper() for t in sentence.tokens[start + 1 : end])
        known = {token.lower, token.lower.removesuffix("e")} & self._people.state_adjectives.keys()
        return bool(known) and _printed(self._parse, sentence, start + 1, end) in self._names

    def _with_surname(self, sentence: Sentence, start: int, end: int) -> int:
        """A first name that the tagger has left without its surname: *Mark|Brand*."""
        tokens = sentence.tokens
        if end - start > 1 or tokens[start].lower not in self._people.genders:
            return end
        while end < len(tokens) and tokens[end].upos == "PROPN" and tokens[end].text[0].isupper():
            if sentence.name_at(end) is not None or tokens[end].deprel != "flat":
                break
            end += 1
        return end

    def _before_affiliation(self, sentence: Sentence, start: int, end: int) -> int:
        """*Wessel Tammeling van Noorderberging* is a person and a firm; *Maarten van Wessem* is one name."""
        tokens = sentence.tokens
        if tokens[start].lower not in self._people.genders:
            return end
        for i in range(start + 2, end - 1):
            if tokens[i].text != "van" or tokens[i - 1].lower in self._people.genders:
                continue
            if tokens[i + 1].text[0].isupper():
                return i
        return end


def find_firm(lemma: str, people: People) -> str | None:
    """The noun for an organisation that a noun is or ends in, where it is no title: *bijwerkingencentrum*."""
    if lemma in people.offices.firms:
        return lemma
    if people.find_title(lemma) is not None:
        return None
    return next((f for f in people.offices.firms if len(f) >= LEAST_FIRM and lemma.endswith(f)), None)


def _function_before(sentence: Sentence, start: int, end: int, people: People) -> str | None:
    """*Reder Wiebe Noordstroom*, *Beheerder Noorderberging*: the lemma of a function that begins a name."""
    token, following = sentence.tokens[start], sentence.tokens[start + 1]
    if token.lower in people.genders or not following.text[0].isupper() or "-" in following.text:
        return None
    lemma = token.lemma.lower() if token.lemma.lower() in people.titles else token.lower
    title = people.titles.get(lemma)
    if title is None and following.lower in people.genders:
        title = people.find_title(lemma)
    if title is None and start == 0 and find_firm(lemma, people) is not None:
        return lemma
    single = end - start == 2 and start != 0 and following.lower not in people.genders
    return None if title is None or title.group or (single and token.text[0].isupper()) else title.lemma.lower()


def _printed(parse: Parse, sentence: Sentence, start: int, end: int) -> str:
    text = parse.text[sentence.tokens[start].start : sentence.tokens[end - 1].end]
    for ending in ("'s", "’s", "'", "’"):
        text = text.removesuffix(ending)
    if text.endswith(".") and text.count(".") == 1 and len(text) > 3:
        text = text[:-1]
    return " ".join(text.split())


def _printed_tokens(sentence: Sentence, start: int, end: int) -> str:
    return " ".join(t.text for t in sentence.tokens[start:end])
