"""Words that limit a permission, refusal, promise, threat, demand or warning: *mits*, *pas als*, *tot en met*."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from volgens.errors import LexiconError
from volgens.language.deeds import DeedWords, load_deeds
from volgens.language.tables import read_tables, strings

Expressions = tuple[tuple[str, ...], ...]
"""Expressions as words in lower case, longest first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeWords:
    """``prepositions`` set a term before a word of time; ``terms`` are those that say by when or until when."""

    prepositions: Expressions
    terms: frozenset[tuple[str, ...]]
    adverbs: frozenset[str]
    nouns: frozenset[str]
    endings: tuple[str, ...]
    next: frozenset[str]
    past: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class ConditionWords:
    """What `language/<language>/conditions.toml` holds; its comments say what each list is for."""

    clause_openers: Expressions
    sequence_openers: Expressions
    ambiguous: frozenset[str]
    verb_first: frozenset[str]
    never_after: frozenset[str]
    roles: frozenset[str]
    asking: frozenset[str]
    asked: frozenset[str]
    phrase_openers: Expressions
    whole: Expressions
    fronted: Expressions
    exceptions: Expressions
    situations: frozenset[str]
    purpose: Expressions
    focus: Expressions
    onset: frozenset[str]
    onset_prepositions: frozenset[str]
    loose: Expressions
    follow: Expressions
    anaphors: frozenset[str]
    time: TimeWords
    amount_prepositions: Expressions
    units: frozenset[str]
    free_relatives: Expressions
    indefinite: frozenset[str]
    relative_pronouns: Expressions
    relative_prepositions: frozenset[str]
    addressee_prepositions: frozenset[str]
    modals: frozenset[str]
    no_addressees: frozenset[str]
    deeds: DeedWords


_KEYS: Mapping[str, frozenset[str]] = {
    "clauses": frozenset({"openers", "ambiguous", "sequence", "verb_first", "never_after", "roles", "asking", "asked"}),
    "phrases": frozenset(
        {
            "exceptions",
            "situations",
            "openers",
            "whole",
            "fronted",
            "purpose",
            "focus",
            "onset",
            "onset_prepositions",
            "loose",
            "follow",
            "anaphors",
        }
    ),
    "time": frozenset({"prepositions", "terms", "adverbs", "nouns", "endings", "next", "past"}),
    "amounts": frozenset({"prepositions", "units"}),
    "relatives": frozenset({"free", "indefinite", "pronouns", "prepositions"}),
    "addressees": frozenset({"prepositions", "modals", "never"}),
}


@cache
def load_conditions(language: str = "nl") -> ConditionWords:
    """The words of ``language``; raises `LexiconError` naming file, table and key."""
    file = f"{language}/conditions.toml"
    tables = read_tables(language, "conditions.toml")
    if set(tables) != set(_KEYS):
        raise LexiconError(f"{file}: has the tables {sorted(tables)}; it needs {sorted(_KEYS)}")
    parts = {name: _read_table(tables[name], name, file) for name in _KEYS}
    clauses, phrases, relatives = parts["clauses"], parts["phrases"], parts["relatives"]
    return ConditionWords(
        clause_openers=_split(clauses["openers"]),
        sequence_openers=_split(clauses["sequence"]),
        ambiguous=frozenset(clauses["ambiguous"]),
        verb_first=frozenset(clauses["verb_first"]),
        never_after=frozenset(clauses["never_after"]),
        roles=frozenset(clauses["roles"]),
        asking=frozenset(clauses["asking"]),
        asked=frozenset(clauses["asked"]),
        phrase_openers=_split(phrases["openers"]),
        whole=_split(phrases["whole"]),
        fronted=_split(phrases["fronted"]),
        exceptions=_split(phrases["exceptions"]),
        situations=frozenset(phrases["situations"]),
        purpose=_split(phrases["purpose"]),
        focus=_split(phrases["focus"]),
        onset=frozenset(phrases["onset"]),
        onset_prepositions=frozenset(phrases["onset_prepositions"]),
        loose=_split(phrases["loose"]),
        follow=_split(phrases["follow"]),
        anaphors=frozenset(phrases["anaphors"]),
        time=_read_time(parts["time"]),
        amount_prepositions=_split(parts["amounts"]["prepositions"]),
        units=frozenset(parts["amounts"]["units"]),
        free_relatives=_split(relatives["free"]),
        indefinite=frozenset(relatives["indefinite"]),
        relative_pronouns=_split(relatives["pronouns"]),
        relative_prepositions=frozenset(relatives["prepositions"]),
        addressee_prepositions=frozenset(parts["addressees"]["prepositions"]),
        modals=frozenset(parts["addressees"]["modals"]),
        no_addressees=frozenset(parts["addressees"]["never"]),
        deeds=load_deeds(language),
    )


def _read_time(table: Mapping[str, tuple[str, ...]]) -> TimeWords:
    return TimeWords(
        prepositions=_split(table["prepositions"]),
        terms=frozenset(_split(table["terms"])),
        adverbs=frozenset(table["adverbs"]),
        nouns=frozenset(table["nouns"]),
        endings=table["endings"],
        next=frozenset(table["next"]),
        past=frozenset(table["past"]),
    )


def _read_table(table: object, name: str, file: str) -> Mapping[str, tuple[str, ...]]:
    keys = _KEYS[name]
    if not isinstance(table, dict) or set(table) != keys:
        raise LexiconError(f"{file}: [{name}] needs exactly the keys {sorted(keys)}")
    lists = {key: strings(table, key) for key in sorted(keys)}
    for key, words in lists.items():
        repeated = sorted({w for w in words if words.count(w) > 1})
        if repeated or not words or any(w != w.lower() or not w.strip() for w in words):
            what = f"repeats {', '.join(repeated)}" if repeated else "is empty or holds capitals"
            raise LexiconError(f"{file}: [{name}] {key} {what}; list each expression once, in lower case")
    return lists


def _split(expressions: tuple[str, ...]) -> Expressions:
    return tuple(sorted((tuple(e.split()) for e in expressions), key=lambda words: (-len(words), words)))
