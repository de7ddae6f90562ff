"""The lexicon of one language: cues with frame and act, and the words by which people are named."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from volgens.errors import LexiconError
from volgens.language.inflection import build_form_table
from volgens.language.people import People, load_people
from volgens.language.tables import Value, iter_entries, read_tables, strings, text
from volgens.model import Act


class Frame(StrEnum):
    """What may carry the content of a cue."""

    DAT = "dat"
    TE = "te"
    QUOTE = "quote"
    OBJECT = "object"
    PREP = "prep"
    PREDICATE = "predicate"


class CueClass(StrEnum):
    """The word class of a cue."""

    VERB = "verb"
    NOUN = "noun"
    PREDICATE = "predicate"


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A word or expression that links a source to a content, in one sense.

    ``lemma`` is the infinitive with its particle joined, or the noun, or the predicative words; ``fixed`` are the
    other word forms that belong to it. ``negated`` is the act when the cue itself is negated, where that is not
    simply the same act again.
    """

    word_class: CueClass
    lemma: str
    act: Act
    frames: frozenset[Frame]
    particle: str | None = None
    reflexive: bool = False
    fixed: tuple[str, ...] = ()
    prepositions: tuple[str, ...] = ()
    acts: Mapping[Frame, Act]
    negated: Act | None = None
    impersonal: bool = False
    light: tuple[str, ...] = ()
    example: str
    content: tuple[str, ...]

    def act_in(self, frame: Frame) -> Act:
        return self.acts.get(frame, self.act)

    @property
    def key(self) -> tuple[object, ...]:
        return (self.word_class, self.lemma, self.particle, self.reflexive, self.fixed, self.prepositions)


@dataclass(frozen=True, slots=True, kw_only=True)
class Phrase:
    """A preposition or adverbial that attributes: lower-case words ``before`` and ``after`` a gap, if it has one.

    ``source`` tells where the source stands: ``after`` the words, ``between`` them in the gap, ``subject`` of the
    clause, or ``none``.
    """

    before: tuple[str, ...]
    after: tuple[str, ...]
    source: str
    act: Act

    @property
    def words(self) -> tuple[str, ...]:
        return (*self.before, *self.after)


@dataclass(frozen=True, slots=True, kw_only=True)
class NotKnown:
    """Words by which the text itself says that something is not known, with the verbs that they go with."""

    words: tuple[str, ...]
    verbs: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """Cues by lemma, phrases, and people words; see `load_lexicon`.

    ``predicate_heads`` goes from the last word of a predicate to its senses, ``verb_forms`` from an inflected form to
    the infinitives of the lexicon that it may belong to.
    """

    verbs: Mapping[str, tuple[Cue, ...]]
    nouns: Mapping[str, tuple[Cue, ...]]
    predicates: Mapping[str, tuple[Cue, ...]]
    predicate_heads: Mapping[str, tuple[Cue, ...]]
    verb_forms: Mapping[str, tuple[str, ...]]
    phrases: tuple[Phrase, ...]
    not_known: tuple[NotKnown, ...]
    not_sources: frozenset[str]
    measures: tuple[str, ...]
    hints: Mapping[str, tuple[str, ...]]
    people: People

    def cues(self) -> Iterable[Cue]:
        for group in (self.verbs, self.nouns, self.predicates):
            for senses in group.values():
                yield from senses


_KEYS = frozenset(
    {"lemma", "particle", "reflexive", "fixed", "frames", "preposition", "act", "acts", "negated", "impersonal",
     "light", "example", "content"}
)  # fmt: skip

_FILES = (
    ("verbs.toml", "verb", CueClass.VERB),
    ("expressions.toml", "verb", CueClass.VERB),
    ("nouns.toml", "noun", CueClass.NOUN),
    ("predicates.toml", "predicate", CueClass.PREDICATE),
)


@cache
def load_lexicon(language: str = "nl") -> Lexicon:
    """The lexicon of ``language``, read and checked; raises `LexiconError` naming file and entry."""
    groups: dict[CueClass, dict[str, list[Cue]]] = {c: defaultdict(list) for c in CueClass}
    seen: set[tuple[object, ...]] = set()
    for file, key, word_class in _FILES:
        for entry in iter_entries(read_tables(language, file), f"{language}/{file}", key, _KEYS):
            cue = _read_cue(entry, word_class, f"{language}/{file}")
            if cue.key in seen:
                raise LexiconError(f"{language}/{file}: {cue.lemma} {' '.join(cue.fixed)} stands twice")
            seen.add(cue.key)
            groups[word_class][cue.lemma].append(cue)
    by_class = {c: {lemma: tuple(senses) for lemma, senses in group.items()} for c, group in groups.items()}
    heads: dict[str, list[Cue]] = defaultdict(list)
    for senses in by_class[CueClass.PREDICATE].values():
        for cue in senses:
            heads[cue.lemma.rpartition(" ")[2]].append(cue)
    return Lexicon(
        verbs=by_class[CueClass.VERB],
        nouns=by_class[CueClass.NOUN],
        predicates=by_class[CueClass.PREDICATE],
        predicate_heads={word: tuple(sorted(c, key=lambda x: -len(x.lemma))) for word, c in heads.items()},
        verb_forms=build_form_table(
            {(c.lemma, c.particle) for senses in by_class[CueClass.VERB].values() for c in senses}, language
        ),
        phrases=tuple(_iter_phrases(language)),
        not_known=tuple(_iter_not_known(language)),
        not_sources=frozenset(strings(read_tables(language, "phrases.toml"), "not_sources")),
        measures=strings(read_tables(language, "phrases.toml"), "measures"),
        hints=_load_hints(language),
        people=load_people(language),
    )


def _iter_phrases(language: str) -> Iterator[Phrase]:
    file = f"{language}/phrases.toml"
    for entry in iter_entries(
        read_tables(language, "phrases.toml"), file, "phrase", frozenset({"words", "source", "act"})
    ):
        before, _, after = text(entry, "words").partition(" … ")
        source = text(entry, "source")
        if source not in {"after", "between", "subject", "none"}:
            raise LexiconError(f"{file}: {before}: source is one of after, between, subject, none")
        act = Act(text(entry, "act"))
        yield Phrase(before=tuple(before.split()), after=tuple(after.split()), source=source, act=act)


def _iter_not_known(language: str) -> Iterator[NotKnown]:
    file = f"{language}/phrases.toml"
    for entry in iter_entries(read_tables(language, "phrases.toml"), file, "unknown", frozenset({"words", "verbs"})):
        yield NotKnown(words=tuple(text(entry, "words").split()), verbs=frozenset(strings(entry, "verbs")))


def _load_hints(language: str) -> Mapping[str, tuple[str, ...]]:
    """Lemma to the classes of meaning that it hints at; see the file."""
    classes = read_tables(language, "hints.toml").get("hints")
    if not isinstance(classes, dict):
        raise LexiconError(f"{language}/hints.toml: no [hints]")
    found: dict[str, list[str]] = defaultdict(list)
    for name in classes:
        for lemma in strings(classes, name):
            found[lemma].append(name)
    return {lemma: tuple(names) for lemma, names in found.items()}


def _read_cue(entry: Mapping[str, Value], word_class: CueClass, file: str) -> Cue:
    lemma = text(entry, "lemma")
    try:
        frames = frozenset(Frame(f) for f in strings(entry, "frames"))
        act = Act(text(entry, "act"))
        acts_by_frame = entry.get("acts", {})
        acts = {Frame(f): Act(a) for f, a in acts_by_frame.items()} if isinstance(acts_by_frame, dict) else {}
        negated = Act(text(entry, "negated")) if "negated" in entry else None
    except ValueError as error:
        raise LexiconError(f"{file}: {lemma}: {error}") from error
    prepositions = strings(entry, "preposition")
    if Frame.PREP in frames and not prepositions:
        raise LexiconError(f"{file}: {lemma}: the frame prep needs a preposition")
    example, content = text(entry, "example"), strings(entry, "content")
    if not all(part in example for part in content):
        raise LexiconError(f"{file}: {lemma}: content is not a verbatim part of the example")
    return Cue(
        word_class=word_class,
        lemma=lemma,
        act=act,
        frames=frames,
        particle=text(entry, "particle") if "particle" in entry else None,
        reflexive=entry.get("reflexive") is True,
        fixed=strings(entry, "fixed"),
        prepositions=prepositions,
        acts=acts,
        negated=negated,
        impersonal=entry.get("impersonal") is True,
        light=strings(entry, "light"),
        example=example,
        content=content,
    )
