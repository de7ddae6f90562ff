"""``python benchmarks/voices.py``: whose words are found, and whose are missed.

Sorts the attributions of the annotated articles by who speaks, how the text names them and, where the text shows it,
whether it is a man or a woman, and gives for each group how many were found. It measures what the learned parts never
saw: `seeds`, `alpino-dev` and `meantime` where they lie beside the repository, and the stories, each left out of
training (with the extra `train`).
"""

import argparse
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from math import sqrt
from pathlib import Path

from measuring import Predicted, leave_stories_out
from run import BESIDE, CORPUS, find_lessons, read_origin
from volgens.evaluate import GoldDocument, load_gold
from volgens.evaluate.matching import Comparison, compare_all
from volgens.language.lexicon import load_lexicon
from volgens.language.people import People, Title
from volgens.model import ActorKind, quote
from volgens.pipeline import Pipeline
from volgens.settings import Settings

SETS = ("seeds", "alpino-dev", "meantime")
NAMED = "person with a name"
ORGANISATION = "organisation or institution"
GROUP = "group of people"
FUNCTION = "person by function only"
NOBODY = "nobody named (hearsay, not known, *men*)"
ANONYMOUS = frozenset({"bron", "bronnen", "insider", "insiders", "ingewijden", "betrokkenen", "klokkenluider"})
DOCUMENTS = ("onderzoek", "studie", "cijfers", "enquête", "peiling", "folder", "akkoord", "overeenkomst", "e-mails")
MANY = (
    "mensen",
    "anderen",
    "iedereen",
    "leden",
    "vrouwen",
    "mannen",
    "zusters",
    "partijen",
    "leveranciers",
    "bonden",
    "bureaus",
)
GOVERNMENTS = frozenset({"regering", "overheid", "kabinet", "ambassade", "kremlin"})
GENDERS = {"hij": "men", "hem": "men", "zij": "women", "ze": "women", "haar": "women"}
ONE_PERSON = frozenset({"hij", "hem", "haar", "ik"})
"""Pronouns that stand for a person when they stand alone; *ze* may be anybody, so it tells a gender and no more."""

Z = 1.96
"""Of the normal distribution, for intervals of 95 %."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """An annotated attribution: who speaks, how the text puts it, and what became of it."""

    kind: str
    form: str
    gender: str
    mode: str
    inside: bool
    found: bool
    credited: bool
    """Found, and laid with whom gold lays it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Somebody in one article, with all words by which the article lets them speak."""

    entity: str
    sources: tuple[tuple[str, ...], ...]

    @property
    def alone(self) -> frozenset[str]:
        """Sources of one word, in lower case."""
        return frozenset(source[0].lower() for source in self.sources if len(source) == 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sorter:
    """Tells what kind of source somebody is, from the word lists and the last names of all persons in the sets."""

    people: People
    last_names: frozenset[str]

    def kind(self, speaker: Speaker, source: Sequence[str]) -> str:
        """By its name, the words that stand for it in the article, and those of this source."""
        words = split_words(speaker.entity)
        small = {word for word in (*words, *source[:3]) if word.islower()}
        if ANONYMOUS & small:
            return "anonymous source"
        if (self.people.channels | self.people.offices.documents) & small or any(
            w.endswith(DOCUMENTS) for w in (*words, *small)
        ):
            return "document or study"
        known = self.people.kinds.get(speaker.entity)
        media = self.people.media_nouns & {word.lower() for word in words} or words[-1].endswith("media")
        if known is ActorKind.MEDIUM or media:
            return "medium"
        if {speaker.entity.lower()} & {*self.people.states, "witte huis"} or GOVERNMENTS & {
            word.lower() for word in words[:2]
        }:
            return "state, capital or government"
        if self.is_described(words):
            return self.described_kind(words)
        return (
            NAMED if known is None and (self.is_person(speaker) or speaker.entity in self.last_names) else ORGANISATION
        )

    def is_described(self, words: Sequence[str]) -> bool:
        """Whether it goes by what it is (*woordvoerder van de politie*, *Analisten*) and not by a name."""
        if not words[0][0].isupper():
            return True
        if len(words) > 1:
            return words[1].islower() and words[1] not in self.people.name_particles
        return words[0].lower() in self.people.titles or ("-" in words[0] and bool(self.people.find_title(words[0])))

    def described_kind(self, words: Sequence[str]) -> str:
        for word in words:
            title = self.people.find_title(word)
            if title is None:
                continue
            if title.plural is not None and word.lower().endswith(title.plural.lower()):
                return GROUP
            return (ORGANISATION if title.speaks_for else GROUP) if title.group else FUNCTION
        return GROUP if any(word.lower().endswith(MANY) for word in words[:2]) else ORGANISATION

    def is_person(self, speaker: Speaker) -> bool:
        """Whether the article shows it: by a first name, a pronoun, or a function before the name."""
        words = split_words(speaker.entity)
        if not words[-1][0].isupper() or speaker.entity in self.people.kinds:
            return False
        first = words[0].lower()
        named = first in self.people.genders and len(words) > 1
        if named or first in self.people.name_particles or (len(words) > 1 and "." in words[0][:2] + words[0][-1:]):
            return True
        firm = any(title is not None and title.group for source in speaker.sources for title in self.titles(source))
        function = not firm and any(self.has_function(source, words) for source in speaker.sources)
        return bool(ONE_PERSON & speaker.alone) or function

    def titles(self, source: Sequence[str]) -> list[Title | None]:
        return [self.people.find_title(word) for word in source]

    def has_function(self, source: Sequence[str], name: Sequence[str]) -> bool:
        """Whether a function stands right before a name (*adviseur Podoljak*); an owner may be a firm."""
        for before, word in pairwise(source):
            title = self.people.find_title(before)
            person = title is not None and not title.group and self.people.offices.role_of(before) != "owner"
            if person and word in {name[0], name[-1]}:
                return True
        return False

    def gender(self, speaker: Speaker) -> str:
        """*men*, *women*, or that the article does not show it."""
        named = self.people.genders.get(speaker.entity.split()[0].lower())
        if named in {"m", "f"}:
            return "men" if named == "m" else "women"
        shown = {GENDERS[word] for word in speaker.alone if word in GENDERS}
        return shown.pop() if len(shown) == 1 else "not shown"

    def form(self, entity: str | None, source: Sequence[str]) -> str:
        """How the text names the source where it speaks."""
        if not source:
            return "no words for the source"
        if len(source) == 1 and source[0].lower() in self.people.pronouns:
            return "pronoun"
        last = split_words(entity or "")[-1:]
        named = bool(last) and last[0][0].isupper() and last[0] in source
        return "name" if named else "description or abbreviation"


def split_words(words: str) -> tuple[str, ...]:
    return tuple(filter(None, (word.strip("'`\"(),:") for word in words.split())))


def find_speakers(document: GoldDocument) -> dict[str, Speaker]:
    sources: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for gold in document.attributions:
        if gold.entity is not None:
            sources[gold.entity].append(split_words(quote(document.text, gold.source, " ")))
    return {entity: Speaker(entity=entity, sources=tuple(found)) for entity, found in sources.items()}


def make_sorter(documents: Iterable[GoldDocument], people: People) -> Sorter:
    plain = Sorter(people=people, last_names=frozenset())
    speakers = [s for d in documents for s in find_speakers(d).values()]
    return Sorter(
        people=people, last_names=frozenset(split_words(s.entity)[-1] for s in speakers if plain.is_person(s))
    )


def iter_voices(comparison: Comparison, sorter: Sorter) -> Iterator[Voice]:
    """Every attribution of one document."""
    document = comparison.document
    speakers = find_speakers(document)
    credited = {pair.gold.id: pair.entity for pair in comparison.found}
    for gold in document.attributions:
        source = split_words(quote(document.text, gold.source, " "))
        speaker = speakers.get(gold.entity or "")
        kind = sorter.kind(speaker, source) if speaker else NOBODY
        yield Voice(
            kind=kind,
            form=sorter.form(gold.entity, source),
            gender=sorter.gender(speaker) if speaker and kind == NAMED else "",
            mode=gold.mode,
            inside=gold.parent is not None,
            found=gold.id in credited,
            credited=credited.get(gold.id, False),
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--markdown", type=Path, metavar="OUT", help="also write the tables to a file")
    arguments = parser.parse_args()
    page = measure(list(read_unseen()))
    print(page)
    if arguments.markdown is not None:
        arguments.markdown.write_text(page, encoding="utf-8")


def read_unseen() -> Iterator[tuple[Path, Predicted]]:
    """Each set with what the program finds in it without having learned from it."""
    pipeline = Pipeline(Settings())
    for path in (BESIDE / f"{name}.json" for name in SETS):
        if path.exists():
            yield path, {d.id: pipeline.read_text(d.text) for d in load_gold(path)}
    yield CORPUS / "stories.json", leave_stories_out(CORPUS / "stories.json", find_lessons())


def measure(read: Iterable[tuple[Path, Predicted]]) -> str:
    """The page of tables."""
    documents: list[GoldDocument] = []
    predicted: Predicted = {}
    for path, found in read:
        documents.extend(load_gold(path))
        predicted |= found
    sorter = make_sorter(documents, load_lexicon().people)
    voices = [v for c in compare_all(documents, predicted) for v in iter_voices(c, sorter)]
    return render(voices, len(documents))


def render(voices: Sequence[Voice], documents: int) -> str:
    """The tables, each group with how many there are, how many were found, and how many with the right speaker."""
    origin = read_origin()
    persons = [voice for voice in voices if voice.kind == NAMED]
    parts = [
        f"# Whose voices are found\n\nMeasured on {origin.date} at commit {origin.commit} by `python "
        f"benchmarks/voices.py --markdown benchmarks/VOICES.md`: {documents} articles, {len(voices)} attributions that "
        "the learned parts never saw. *Found* is the part whose content was found (overlap), between brackets the 95 % "
        "interval (Wilson), as if attributions were independent, which they are not quite: a few articles and a few "
        "speakers decide much. *Right speaker* is the part that was found and laid with the right one. Groups are told "
        "apart by a program, from the annotation and word lists; it errs now and then.",
        _table("By who speaks", [(v.kind, v) for v in voices]),
        _table("By how the text names them", [(v.form, v) for v in voices]),
        _table("Named persons, men and women", [(v.gender, v) for v in persons]),
        _table(
            "Named persons, by how the text names them",
            [(f"{v.gender}, {v.form}", v) for v in persons if v.gender != "not shown"],
        ),
        _table(
            "By whose words they stand in",
            [("inside another's words" if v.inside else "in the article's own words", v) for v in voices],
        ),
        _table("By quotation", [(v.mode, v) for v in voices]),
    ]
    return "\n\n".join(parts) + "\n"


def _table(title: str, named: Iterable[tuple[str, Voice]]) -> str:
    groups: Mapping[str, list[Voice]] = defaultdict(list)
    for name, voice in named:
        groups[name].append(voice)
    rows = [
        f"| {name} | {len(group)} | {_share([v.found for v in group])} | {_share([v.credited for v in group])} |"
        for name, group in sorted(groups.items(), key=lambda item: (-len(item[1]), item[0]))
    ]
    head = "| group | in gold | found | right speaker |\n| --- | ---: | ---: | ---: |"
    return "\n".join([f"## {title}\n", head, *rows])


def _share(outcomes: Sequence[bool]) -> str:
    """A share with its Wilson interval."""
    n, p = len(outcomes), sum(outcomes) / len(outcomes)
    middle, half = p + Z * Z / (2 * n), Z * sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    low, high = ((middle + sign * half) / (1 + Z * Z / n) for sign in (-1, 1))
    return f"{p:.2f} ({low:.2f}–{high:.2f})"


if __name__ == "__main__":
    main()
