"""The words by which those who speak are named: functions, media, states, organisations, first names, pronouns."""

from collections.abc import Mapping
from dataclasses import dataclass

from volgens.errors import LexiconError
from volgens.language.tables import iter_entries, read_tables, strings, text
from volgens.model import ActorKind

LEAST_FRONT, LEAST_TITLE = 3, 4
"""Letters that the two parts of a compound have at least: *ere|club*."""

ROLES = frozenset(
    {
        *("spokesperson", "head", "owner", "client", "nobody"),
        *("municipality", "province", "minister", "state", "prosecution"),
    }
)
"""Whom holders of an office may speak for; ``offices.toml`` says what each means."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A noun for a function, profession, role or group of people who speak."""

    lemma: str
    plural: str | None
    gender: str
    group: bool
    speaks_for: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A state or union of states with the words that stand for it."""

    code: str
    name: str
    names: tuple[str, ...]
    adjective: str
    demonyms: tuple[str, ...]
    capitals: tuple[str, ...]
    seats: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Pronoun:
    """A pronoun form; one form may have several readings."""

    form: str
    person: int
    number: str
    gender: str
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Offices:
    """Who speaks for whom, and what organisations are called; all look-ups in lower case.

    ``roles`` goes from a title to the kind of thing that its holder speaks for, ``same`` from a title to all titles
    that a text uses for the same office, ``called`` from a noun for an organisation to parts of the names that fit
    it, ``seats`` from a town to the organisation it stands for.
    """

    roles: Mapping[str, str]
    same: Mapping[str, frozenset[str]]
    called: Mapping[str, tuple[str, ...]]
    seats: Mapping[str, str]
    firms: frozenset[str]
    specific: frozenset[str]
    parts: frozenset[str]
    rumours: frozenset[str]
    parties: frozenset[str]
    state_bodies: frozenset[str]
    documents: frozenset[str]
    former: tuple[str, ...]
    institutions: Mapping[str, str]

    def institution_of(self, title: str) -> str | None:
        """The institution that an office belongs to by definition: *officier van justitie*."""
        return self.institutions.get(title.lower())

    def role_of(self, lemma: str) -> str | None:
        """Whom the holder of a title speaks for; compounds as their last part, offices that are over for nobody."""
        lemma = lemma.lower()
        if any(lemma.startswith(f"{word}-") for word in self.former):
            return None
        for cut in (0, *range(LEAST_FRONT, len(lemma) - LEAST_TITLE + 1)):
            role = self.roles.get(lemma[cut:])
            if role is not None:
                return None if role == "nobody" else role
        # *CEO* and *CFO* are shorter than the other titles.
        role = self.roles.get(lemma.rpartition("-")[2])
        return None if role == "nobody" else role


@dataclass(frozen=True, slots=True, kw_only=True)
class People:
    """Look-ups in lower case unless said otherwise.

    ``states`` goes from any name, capital or seat of government to its state; ``state_adjectives`` from the
    uninflected adjective. ``kinds`` tells the kind of a name as printed.
    """

    titles: Mapping[str, Title]
    times: frozenset[str]
    name_particles: frozenset[str]
    media_nouns: frozenset[str]
    channels: frozenset[str]
    states: Mapping[str, State]
    state_adjectives: Mapping[str, State]
    genders: Mapping[str, str]
    pronouns: Mapping[str, tuple[Pronoun, ...]]
    kinds: Mapping[str, ActorKind]
    full_names: Mapping[str, str]
    offices: Offices

    def find_title(self, lemma: str) -> Title | None:
        """The title that a noun is or ends in: *topman*, *CSF-voorzitter*, *oud-minister*, *eredivisieclub*."""
        lemma = lemma.lower()
        title = self.titles.get(lemma)
        if title is None and "-" in lemma:
            title = self.titles.get(lemma.rpartition("-")[2])
        for cut in range(LEAST_FRONT, len(lemma) - LEAST_TITLE + 1) if title is None else ():
            title = self.titles.get(lemma[cut:])
            if title is not None:
                break
        return title


def load_people(language: str) -> People:
    """The people words of ``language``; raises `LexiconError` naming file and entry."""
    states = _load_states(language)
    media = read_tables(language, "media.toml")
    kinds: dict[str, ActorKind] = {}
    full_names: dict[str, str] = {}
    for file, key, kind in (
        ("organisations.toml", "organisation", ActorKind.ORGANISATION),
        ("media.toml", "medium", ActorKind.MEDIUM),
    ):
        allowed = frozenset({"name", "aliases", "kind", "country"})
        for entry in iter_entries(read_tables(language, file), f"{language}/{file}", key, allowed):
            name = text(entry, "name")
            for alias in (name, *strings(entry, "aliases")):
                kinds[alias] = kind
                full_names.setdefault(alias, name)
    by_word = {w.lower(): s for s in states for w in (*s.names, *s.capitals, *s.seats)}
    kinds |= {w: ActorKind.STATE for s in states for w in s.names}
    nouns = media.get("nouns")
    times = read_tables(language, "name_words.toml")
    return People(
        titles=_load_titles(language),
        name_particles=frozenset(strings(times, "name_particles")),
        times=frozenset((*strings(times, "units"), *strings(times, "names"))),
        media_nouns=frozenset(strings(nouns, "lemmas")) if isinstance(nouns, dict) else frozenset(),
        channels=frozenset(strings(nouns, "channels")) if isinstance(nouns, dict) else frozenset(),
        states=by_word,
        state_adjectives={s.adjective.lower(): s for s in states if s.adjective},
        genders=_load_genders(language),
        pronouns=_load_pronouns(language),
        kinds=kinds,
        full_names=full_names,
        offices=_load_offices(language),
    )


def _load_titles(language: str) -> Mapping[str, Title]:
    allowed = frozenset({"lemma", "plural", "gender", "kind", "speaks_for"})
    titles = {}
    for entry in iter_entries(read_tables(language, "titles.toml"), f"{language}/titles.toml", "title", allowed):
        plural = entry.get("plural")
        title = Title(
            lemma=text(entry, "lemma"),
            plural=plural if isinstance(plural, str) and plural else None,
            gender=str(entry.get("gender", "any")),
            group=entry.get("kind") == "group",
            speaks_for=entry.get("speaks_for") is True,
        )
        titles[title.lemma.lower()] = title
        if title.plural:
            titles.setdefault(title.plural.lower(), title)
    return titles


def _load_offices(language: str) -> Offices:
    file = "offices.toml"
    tables = read_tables(language, file)
    where = f"{language}/{file}"
    roles: dict[str, str] = {}
    institutions: dict[str, str] = {}
    for entry in iter_entries(tables, where, "office", frozenset({"role", "titles", "institution"})):
        role = text(entry, "role")
        if role not in ROLES:
            raise LexiconError(f"{where}: role {role} is unknown; one of {', '.join(sorted(ROLES))}")
        for title in strings(entry, "titles"):
            if title.lower() in roles:
                raise LexiconError(f"{where}: {title} stands twice; keep one")
            roles[title.lower()] = role
            if "institution" in entry:
                institutions[title.lower()] = text(entry, "institution")
    same: dict[str, frozenset[str]] = {}
    for entry in iter_entries(tables, where, "same", frozenset({"titles"})):
        titles = frozenset(t.lower() for t in strings(entry, "titles"))
        same |= {t: titles | same.get(t, frozenset()) for t in titles}
    called = iter_entries(tables, where, "called", frozenset({"noun", "names"}))
    seats = iter_entries(tables, where, "seat", frozenset({"place", "name"}))
    groups = tables.get("groups")
    if not isinstance(groups, dict):
        raise LexiconError(f"{where}: no table [groups]")
    return Offices(
        roles=roles,
        same=same,
        called={text(e, "noun"): strings(e, "names") for e in called},
        seats={text(e, "place").lower(): text(e, "name") for e in seats},
        firms=frozenset(strings(groups, "firms")),
        specific=frozenset(strings(groups, "specific")),
        parts=frozenset(strings(groups, "parts")),
        rumours=frozenset(strings(groups, "rumours")),
        parties=frozenset(w.lower() for w in strings(groups, "parties")),
        state_bodies=frozenset(strings(groups, "state")),
        documents=frozenset(w.lower() for w in strings(groups, "documents")),
        former=strings(groups, "former"),
        institutions=institutions,
    )


def _load_states(language: str) -> tuple[State, ...]:
    allowed = frozenset({"code", "name", "aliases", "adjective", "demonym", "capital", "capital_aliases", "seats"})
    file = "states.toml"
    return tuple(
        State(
            code=text(e, "code"),
            name=text(e, "name"),
            names=(text(e, "name"), *strings(e, "aliases")),
            adjective=str(e.get("adjective", "")),
            demonyms=strings(e, "demonym"),
            capitals=tuple(c for c in (*strings(e, "capital"), *strings(e, "capital_aliases")) if c),
            seats=strings(e, "seats"),
        )
        for e in iter_entries(read_tables(language, file), f"{language}/{file}", "state", allowed)
    )


def _load_genders(language: str) -> Mapping[str, str]:
    names = read_tables(language, "firstnames.toml").get("names")
    if not isinstance(names, dict):
        return {}
    return {name.lower(): gender for gender in ("any", "m", "f") for name in strings(names, gender)}


def _load_pronouns(language: str) -> Mapping[str, tuple[Pronoun, ...]]:
    allowed = frozenset({"form", "person", "number", "gender", "kind"})
    readings: dict[str, list[Pronoun]] = {}
    for e in iter_entries(read_tables(language, "pronouns.toml"), f"{language}/pronouns.toml", "pronoun", allowed):
        person = e.get("person")
        pronoun = Pronoun(
            form=text(e, "form"),
            person=person if isinstance(person, int) else 3,
            number=str(e.get("number", "")),
            gender=str(e.get("gender", "")),
            kind=str(e.get("kind", "")),
        )
        readings.setdefault(pronoun.form.lower(), []).append(pronoun)
    return {form: tuple(r) for form, r in readings.items()}
