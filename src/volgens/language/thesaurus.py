"""Concepts: Dutch words and fixed phrases that stand in for one another in news, and which of them some words name.

``language/<language>/thesaurus/*.toml`` holds one file a domain; an entry is a concept with its ``words`` (lemmas, or
phrases of lemmas), ids of concepts that are ``near`` without being the same, and of its ``opposite``. Words of a text
are looked up as they stand, whatever their capitals, and by the verb forms that follow from spelling (`inflection`);
separable verbs also in two parts (*legt … neer*), phrases where their words stand near each other in any order, and
compounds by what they end in (*gasexplosie*, *explosie*).
"""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from volgens.errors import LexiconError
from volgens.language.inflection import iter_forms, load_irregular, load_prefixes
from volgens.language.tables import iter_entries, read_tables, strings, text

_PRONOUNS = "pronouns.toml"
_PRONOUN_KEYS = frozenset({"form", "person", "number", "gender", "kind"})
_KEYS = frozenset({"id", "words", "near", "opposite"})
_FIXED = frozenset({"", "be", "ge", "her", "ont", "ver", "er"})
"""Prefixes that never come apart from their verb."""

_INSEPARABLE = ("be", "ge", "her", "ont", "ver")
_LEAST_PARTICLE = 2

_LEAST_TAIL, _LEAST_COMPOUND = 5, 8
"""Letters of a word that a compound may end in, and of the compound itself."""

_LONGEST_PHRASE = 6

_NEAR, _NEAR_PARTICLE = 8, 12
"""Words between the parts of a phrase, and between those of a separable verb, which may open and end a clause."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Concept:
    """One meaning: ``words`` say the same thing, ``near`` concepts nearly, ``opposite`` ones the contrary."""

    id: str
    words: tuple[str, ...]
    near: tuple[str, ...] = ()
    opposite: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.id or not self.words:
            raise ValueError("a concept needs an id and words")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One word of an expression: any of ``forms`` stands for it."""

    forms: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Expression:
    """Words that name a concept with the one they are looked up by, from which none is farther than ``reach``."""

    parts: tuple[Part, ...]
    concept: str
    reach: int


def _read_pronouns(language: str) -> set[str]:
    tables = read_tables(language, _PRONOUNS)
    return {text(e, "form").lower() for e in iter_entries(tables, _PRONOUNS, "pronoun", _PRONOUN_KEYS)}


class Thesaurus:
    """All concepts of a language, with what finds them in words; nothing is looked up before it is needed."""

    def __init__(self, concepts: Sequence[Concept], language: str = "nl") -> None:
        self.concepts: Mapping[str, Concept] = {c.id: c for c in concepts}
        self._language = language
        self._index: _Index | None = None
        self._known: dict[str, frozenset[str]] = {}

    def find(self, words: Sequence[str]) -> frozenset[str]:
        """Ids of the concepts that ``words`` name; phrases have their words near each other, in any order."""
        index = self._prepared()
        lowered = [word.lower() for word in words]
        places: dict[str, list[int]] = {}
        for place, word in enumerate(lowered):
            places.setdefault(word, []).append(place)
        found: set[str] = set()
        for word, own in places.items():
            found |= self.of_word(word)
            for expression in index.expressions.get(word, ()):
                # Most fail for want of a word, which is soon told.
                if expression.concept in found or any(part.forms.isdisjoint(places) for part in expression.parts):
                    continue
                if any(_stands(expression, place, places) for place in own):
                    found.add(expression.concept)
        return frozenset(found)

    def of_word(self, word: str) -> frozenset[str]:
        """Ids of the concepts that a word names by itself, in lower case: as it stands, or by what it ends in."""
        if word not in self._known:
            self._known[word] = self._look_up(word)
        return self._known[word]

    def _look_up(self, word: str) -> frozenset[str]:
        single = self._prepared().words
        own = single.get(word)
        if own is not None or len(word) < _LEAST_COMPOUND:
            return frozenset(own or ())
        tails = (word[cut:] for cut in range(3, len(word) - _LEAST_TAIL + 1))
        return frozenset(next((single[tail] for tail in tails if tail in single), ()))

    def _prepared(self) -> "_Index":
        if self._index is None:
            self._index = _Index(self.concepts.values(), self._language)
        return self._index


def _stands(expression: Expression, place: int, places: Mapping[str, Sequence[int]]) -> bool:
    """Whether all parts of an expression stand near ``place``."""
    return all(
        any(abs(place - other) <= expression.reach for form in part.forms if form in places for other in places[form])
        for part in expression.parts
    )


class _Index:
    """Single words and expressions by their forms."""

    def __init__(self, concepts: Iterable[Concept], language: str) -> None:
        self._irregular = load_irregular(language)
        self._prefixes = load_prefixes(language)
        self._separable = tuple(sorted((p for p in self._prefixes if p not in _FIXED), key=len, reverse=True))
        self._particles: dict[str, str | None] = {}
        self._forms_of: dict[str, frozenset[str]] = {}
        listed = [(word.lower().split(), concept.id) for concept in concepts for word in concept.words]
        # What is a word of its own is no form of another: *op* of *open*, *gewond* of *gewonnen*.
        self._taken = {words[0] for words, _ in listed if len(words) == 1} | self._prefixes
        self._strong = {form for forms in self._irregular.values() for form in forms}
        self._taken |= self._strong | set(self._irregular) | _read_pronouns(language)
        self.words: dict[str, set[str]] = {}
        self.expressions: dict[str, list[Expression]] = {}
        for words, concept in listed:
            self._add(words, concept)

    def _add(self, words: Sequence[str], concept: str) -> None:
        if len(words) == 1:
            for form in self._forms(words[0]):
                self.words.setdefault(form, set()).add(concept)
        else:
            self._express(words, concept, _NEAR)
        # A separable verb also stands in two parts: *legt … neer*, *gaat … niet door*.
        for place, word in enumerate(words):
            if (particle := self._particle(word)) is not None:
                apart = (*words[:place], particle, word.removeprefix(particle), *words[place + 1 :])
                self._express(apart, concept, _NEAR_PARTICLE)
                break

    def _express(self, words: Sequence[str], concept: str, reach: int) -> None:
        parts = tuple(Part(forms=self._forms(word)) for word in words)
        key = max(parts, key=lambda p: min(len(f) for f in p.forms))
        rest = tuple(part for part in parts if part is not key)
        expression = Expression(parts=rest, concept=concept, reach=reach)
        for form in key.forms:
            self.expressions.setdefault(form, []).append(expression)

    def _particle(self, verb: str) -> str | None:
        """What a verb puts behind itself in a main clause: *op* of *opstappen*."""
        if not verb.endswith("n"):
            return None
        if verb not in self._particles:
            self._particles[verb] = self._find_particle(verb)
        return self._particles[verb]

    def _find_particle(self, verb: str) -> str | None:
        # *dichtgaan*, *kapotgaan*: what stands before a strong verb stands apart unless it is one of a few.
        cuts = (cut for cut in range(1, len(verb)) if verb[cut:] in self._irregular and verb[:cut] not in _FIXED)
        least = verb[: next(cuts, 0)]
        if len(least) >= _LEAST_PARTICLE and not least.startswith(_INSEPARABLE):
            return least
        rest = ((p, verb.removeprefix(p)) for p in self._separable if verb.startswith(p))
        return next((p for p, bare in rest if bare.endswith("en") and len(bare) > len("gen")), None)

    def _forms(self, word: str) -> frozenset[str]:
        if word not in self._forms_of:
            self._forms_of[word] = frozenset((word, *self._inflect(word)))
        return self._forms_of[word]

    def _inflect(self, word: str) -> Iterator[str]:
        """The forms that a word has if it is a verb, but none that is a word of its own."""
        if not word.endswith("n"):
            return
        particle = self._particle(word) or ""
        bare = word.removeprefix(particle)
        base = next((bare[cut:] for cut in range(len(bare)) if self._is_base(bare, cut)), None)
        if base is None and (not word.endswith("en") or len(word) <= len("gen") or bare in self._strong):
            return
        own = {base: self._irregular[base]} if base is not None else {}
        strong = {bare.removesuffix(base) + form for form in self._irregular[base]} if base is not None else set()
        for form in iter_forms(bare, own):
            joined = particle + form
            if joined not in self._taken or form in strong:
                yield joined

    def _is_base(self, verb: str, cut: int) -> bool:
        return verb[cut:] in self._irregular and verb[:cut] in self._prefixes


@cache
def load_thesaurus(language: str = "nl") -> Thesaurus:
    """The thesaurus of ``language``; raises `LexiconError` naming file and entry."""
    folder = files("volgens.language") / language / "thesaurus"
    try:
        texts = {p.name: p.read_text(encoding="utf-8") for p in folder.iterdir() if p.name.endswith(".toml")}
    except (OSError, UnicodeDecodeError) as error:
        raise LexiconError(f"{language}/thesaurus: {error}; reinstall volgens") from error
    return Thesaurus(read_concepts(texts), language)


def read_concepts(texts: Mapping[str, str]) -> list[Concept]:
    """The concepts of files given by name, in order of name; raises `LexiconError` naming file and entry."""
    found: dict[str, Concept] = {}
    origin: dict[str, str] = {}
    for file, content in sorted(texts.items()):
        try:
            tables = tomllib.loads(content)
        except tomllib.TOMLDecodeError as error:
            raise LexiconError(f"thesaurus/{file}: {error}; mend the file") from error
        for entry in iter_entries(tables, f"thesaurus/{file}", "concept", _KEYS):
            name = text(entry, "id")
            if name in found:
                raise LexiconError(f"thesaurus/{file}: concept {name} is already in {origin[name]}; join the two")
            words = strings(entry, "words")
            _check_words(words, f"thesaurus/{file}: concept {name}")
            near, opposite = strings(entry, "near"), strings(entry, "opposite")
            found[name] = Concept(id=name, words=words, near=near, opposite=opposite)
            origin[name] = file
    for concept in found.values():
        for other in (*concept.near, *concept.opposite):
            if other not in found or other == concept.id:
                where = f"thesaurus/{origin[concept.id]}: concept {concept.id}"
                raise LexiconError(f"{where} names {other}, which is no other concept")
    return list(found.values())


def _check_words(words: Sequence[str], where: str) -> None:
    if not words:
        raise LexiconError(f"{where} has no words")
    for word in words:
        if words.count(word) > 1:
            raise LexiconError(f"{where} lists {word!r} twice")
        parts = word.split() if isinstance(word, str) else []
        if not parts or word != " ".join(parts) or len(parts) > _LONGEST_PHRASE:
            raise LexiconError(f"{where}: {word!r} is no word or phrase of at most {_LONGEST_PHRASE} words")
